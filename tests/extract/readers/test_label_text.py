# ruff: noqa: E501 - markup stands as pages have it
from collections.abc import Callable

import pytest

from auditor.extract import labels
from auditor.model import Record

Values = Callable[[str], dict[str, str | None]]
Read = Callable[..., Record]


@pytest.mark.parametrize(
    "html",
    [
        "<p><strong>索引号</strong>：A1/2023-00001</p><p><strong>文号</strong>：某发〔2023〕5号</p><p>有效性：有效</p>",
        "<p>索 引 号: A1/2023-00001 文 号: 某发〔2023〕5号 有效性: 有效</p>",
        "<p>[ 索引号 ] A1/2023-00001 [ 文　号 ] 某发〔2023〕5号 [ 有效性 ] 有效</p>",
        "<ol><li>[索引号]A1/2023-00001<li>[文号]某发〔2023〕5号<li>[有效性] 有效</ol>",
        "<p>索引号 A1/2023-00001 文号 某发〔2023〕5号</p><p>发文日期 文件有效性 有效</p>",
        "<p>索引号:A1/2023-00001发文字号:某发〔2023〕5号文件有效性:有效</p>",
        "<p>索引號：A1/2023-00001</p><p>文號：某发〔2023〕5号</p><p>效力狀況：有效</p>",
        "<div><span>索引号</span><span>A1/2023-00001</span></div><div><span>文号</span><span>某发〔2023〕5号</span></div><div>时效：有效</div>",
        "<p>号: A1/2023-00001 发布机构: 某局</p><p>文号: 某发〔2023〕5号 性: 有效</p>",
        "<p>索引号：A1/2023-00001 / 文号：某发〔2023〕5号 / 有效性：有效</p>",
        "<p>索引号：A1/2023-00001</p><div><span>文号：某发〔2023〕5号</span><span>2023-05-10</span></div><div>有效性：<b>有效</b><i>打印</i></div>",
    ],
)
def test_every_shape_of_a_line(values: Values, html: str) -> None:
    read = values(html)
    assert read["index_number"] == "A1/2023-00001"
    assert read["document_number"] == "某发〔2023〕5号"
    assert read["validity"] == "valid"


def test_empty_labels_stay_empty(values: Values) -> None:
    html = "<p>索引号: A1/2023-00001 文号: 发布机构: 某局</p><p>体裁:通知生效日期废止日期</p><p>有效性:</p><h1>关于某事的通知</h1>"
    assert values(html) == {
        "index_number": "A1/2023-00001",
        "document_number": None,
        "publisher": "某局",
        "genre": "通知",
        "effective_date": None,
        "expiry_date": None,
        "validity": None,
    }


def test_an_unknown_label_ends_a_value(values: Values) -> None:
    assert values("<p>索引号: A1/2023-00001 发布机构: 某局 制作科室: 秘书科</p>")["publisher"] == "某局"


@pytest.mark.parametrize(
    "html",
    [
        "<p>索引号：A1/2023-00001 文号： 核发处室：综合科</p><p>发布机构：某局 录入人：某某</p>",
        "<p>索引号：A1/2023-00001核发处室：综合科</p><p>文号：核发处室：综合科</p><p>发布机构：某局</p>",
        "<table><tr><td>索引号</td><td>A1/2023-00001</td></tr><tr><td>文号</td><td>核发处室：综合科</td></tr><tr><td>发布机构</td><td>某局</td></tr></table>",
        "<table><tr><td>索引号：</td><td>A1/2023-00001</td></tr><tr><td>文号：</td><td>核发处室：</td><td>综合科</td></tr><tr><td>发布机构：</td><td>某局</td></tr></table>",
    ],
)
def test_an_unknown_label_is_never_a_value(values: Values, html: str) -> None:
    assert values(html) == {"index_number": "A1/2023-00001", "document_number": None, "publisher": "某局"}


def test_a_colon_within_the_name_of_an_organ_ends_nothing(values: Values) -> None:
    html = "<p>索引号：A1/2023-00001</p><p>发布机构：某县水务局：供水股</p><p>有效性：有效</p>"
    assert values(html)["publisher"] == "某县水务局：供水股"
    html = "<table><tr><td>索引号</td><td>A1/2023-00001</td></tr><tr><td>发布机构</td><td>牵头：某局</td></tr></table>"
    assert values(html)["publisher"] == "牵头：某局"
    html = "<p>索引号：A1/2023-00001</p><p>发布机构：第12师水务处：供水股</p><p>有效性：有效</p>"
    assert values(html)["publisher"] == "第12师水务处：供水股"
    assert values("<p>索引号：A1/2023-00001</p><p>发布机构：审查：已审</p>")["publisher"] is None


def test_two_words_side_by_side_are_no_label(values: Values) -> None:
    html = "<p>索引号 A1/2023-00001</p><p>所属分类 政府文件 效力状态 有效</p>"
    assert values(html) == {"index_number": "A1/2023-00001", "validity": "valid"}


def test_a_word_that_can_be_a_label_is_a_value_where_labels_have_colons(values: Values) -> None:
    html = "<p>索引号：A1/2023-00001 信息分类：政务公开 政策解读</p><p>发布机构：某局</p>"
    assert values(html)["genre"] == "政务公开 政策解读"


def test_traditional_labels(values: Values) -> None:
    html = "<p>索引號 A1/2023-00001 文號</p><p>效力狀態 有效 責任部門 某局</p>"
    assert values(html) == {
        "index_number": "A1/2023-00001",
        "document_number": None,
        "validity": "valid",
        "publisher": "某局",
    }


def test_words_of_a_sentence_are_no_labels(values: Values) -> None:
    html = "<p>1、文件要素：文号、成文日期、发布时间、有效性;</p><p>请各单位按索引号、文号归档,发布机构应当写全称。</p>"
    assert values(html) == {}


def test_font_controls_are_no_numbers(values: Values) -> None:
    html = "<p>索引号：A1/2023-00001 发布机构：某局</p><p>字号：[大 中 小] 文章字号: 大</p>"
    assert values(html) == {"index_number": "A1/2023-00001", "publisher": "某局"}


def test_page_tools_behind_a_date_are_no_part_of_it(read: Read) -> None:
    html = "<meta charset=utf-8><p>索引号：A1/2023-00001</p><p>文号：发布日期：2023-07-10 09:30 [字体：大 中 小]</p>"
    assert [one.raw for one in read(html).fields] == ["A1/2023-00001", "", "2023-07-10 09:30"]


def test_a_very_long_line_is_not_looked_through(values: Values) -> None:
    assert values(f"<p>索引号：A1/2023-00001 文号：某发〔2023〕5号 {'字' * 1000}</p>") == {}


def test_the_end_of_a_number_is_no_label_before_an_empty_one(values: Values) -> None:
    html = "<div><span>文号：</span><span>某政发〔2023〕5号</span><span>索引号：</span><span></span></div>"
    assert values(html) == {"document_number": "某政发〔2023〕5号", "index_number": None}


def test_a_label_in_brackets_on_the_next_line_is_no_value(values: Values) -> None:
    html = "<p>【索引号】<br>【发布机构】某局<br>【文号】某政发〔2023〕5号</p>"
    assert values(html) == {"index_number": None, "publisher": "某局", "document_number": "某政发〔2023〕5号"}


@pytest.mark.parametrize(
    ("html", "name", "value"),
    [
        ("<p>索引号 A1/2023-00001 核定科目 2018-09-30</p><p>发布机构 某局</p>", "index_number", "A1/2023-00001"),
        ("<p>索引号 A1/2023-00001</p><p>公开方式 主动公开 核定科目 有效</p>", "disclosure_method", "主动公开"),
        ("<p>[ 索引号 ] A1/2023-00001 [ 核定科目 ] 预案</p><p>[ 发布机构 ] 某局</p>", "index_number", "A1/2023-00001"),
        ("<p>[ 索引号 ] A1/2023-00001</p><p>[ 主题分类 ] 民政 [ 核定科目 ] 预案</p>", "topic", "民政"),
        ("<p>索引号：A1/2023-00001</p><p>文号 | — — | 核定科目 | 某局</p>", "document_number", None),
        ("<p>索引号：A1/2023-00001</p><p>标题：关于某事的通知 核定科目：某局</p>", "title", "关于某事的通知"),
        ("<p>索引号：A1/2023-00001</p><p>标题：重要通知 附：名单</p>", "title", "重要通知 附：名单"),
        ("<p>索引号：A1/2023-00001</p><p>标题：某县答记者：如何节水</p>", "title", "某县答记者：如何节水"),
        ("<p>索引号：A1/2023-00001</p><p>主题词：核定科目：某局</p>", "keywords", None),
        ("<p>索引号：A1/2023-00001</p><p>内容概述：一是：节水</p>", "abstract", "一是：节水"),
        ("<p>文号：某发〔2023〕5号甲：乙</p><p>索引号：A1</p>", "document_number", "某发〔2023〕5号甲：乙"),
        ("<p>文号：某发〔2023〕5号核定科目：某局</p><p>索引号：A1</p>", "document_number", "某发〔2023〕5号"),
        ("<p>索引号：A1</p><p>有效性：有效</p><p>发布机构：某县水务局核定科目：节水</p>", "publisher", "某县水务局"),
        ("<p>索引号：A1</p><p>有效性：有效</p><p>发布机构：第9师1：节水</p>", "publisher", "第9师1：节水"),
        (
            "<p>索引号：A1</p><p>有效性：有效</p><p>发布机构：某某节水的核定科目：节水</p>",
            "publisher",
            "某某节水的核定科目：节水",
        ),
    ],
)
def test_where_a_value_ends_before_an_unknown_label(values: Values, html: str, name: str, value: str | None) -> None:
    assert values(html)[name] == value


def test_a_full_memory_of_names_begins_anew(values: Values, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(labels, "_REMEMBERED", 0)
    assert values("<p>索引号：A1</p><p>发布机构：某局</p><p>首页</p>") == {"index_number": "A1", "publisher": "某局"}


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("製作日期", "written_date"),
        ("執行日期", "effective_date"),
        ("有效期屆滿日期", "expiry_date"),
        ("終止日期", "expiry_date"),
    ],
)
def test_labels_in_traditional_script(values: Values, label: str, name: str) -> None:
    found = values(f"<p>索引號：A1/2023-00001</p><p>{label}：2023-05-08</p><p>儲存位置：某處</p>")
    assert found == {"index_number": "A1/2023-00001", name: "2023-05-08"}


def test_the_number_right_behind_a_value(values: Values) -> None:
    assert values("<p>索引号：A1/2023-00001主题分类：农业规范性文件有效性：有效</p>")["topic"] == "农业"
    assert values("<p>索引号：A1/2023-00001公文体裁：规范性文件效力状态：有效</p>")["genre"] == "规范性文件"
    line = "<p>索引号：A1/2023-00001主题分类：农业、水利文号：某政办字[2020]43号</p>"
    assert values(line)["topic"] == "农业、水利"
    assert values(line)["document_number"] == "某政办字[2020]43号"
    assert values("<p>索引号：A1/2023-00001 发布机构：某局 批准文号：某批〔2020〕3号</p>") == {
        "index_number": "A1/2023-00001",
        "publisher": "某局",
    }


@pytest.mark.parametrize("gap", [" ", "　", "&nbsp; &nbsp;", "</span><span>", ""])
def test_the_end_of_a_value_and_the_next_label_are_no_longer_label(values: Values, gap: str) -> None:
    line = f"<p><span>公开方式：主动公开{gap}索引号：A1/2023-00001{gap}公文体裁：规范性文件{gap}有效性：有效</span></p>"
    assert values(line) == {
        "index_number": "A1/2023-00001",
        "validity": "valid",
        "genre": "规范性文件" if gap else None,
        "disclosure_method": "主动公开",
    }


def test_a_value_that_begins_a_longer_label(values: Values) -> None:
    line = "<p>索引号：A1/2023-00001 有效性：废止 文号：某发〔2023〕5号 公开方式：公开 索引号：A1/2023-00001</p>"
    assert values(line) == {
        "index_number": "A1/2023-00001",
        "document_number": "某发〔2023〕5号",
        "validity": "repealed",
        "disclosure_method": "公开",
    }
    assert values("<p>索引号：A1/2023-00001 成文日期： 发布 日期：2023-05-08</p>") == {
        "index_number": "A1/2023-00001",
        "written_date": None,
        "published_date": "2023-05-08",
    }


def test_names_that_are_no_longer_remembered_are_looked_at_again(
    values: Values, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("auditor.extract.labels._REMEMBERED", 0)
    assert values("<p>索引号：A-2023-001</p><p>发布机构：某市某局</p>") == {
        "index_number": "A-2023-001",
        "publisher": "某市某局",
    }


@pytest.mark.parametrize("brackets", ["（）", "()"])
def test_a_label_may_have_a_word_in_brackets(values: Values, brackets: str) -> None:
    line = "文号：某发〔2023〕5号 施行（生效）日期：2021-01-01 失效（ 废止 ）日期：2022-01-01"
    assert values(
        f"<p>索引号：A1/2023-00001</p><p>{line.replace('（', brackets[0]).replace('）', brackets[1])}</p>"
    ) == {
        "index_number": "A1/2023-00001",
        "document_number": "某发〔2023〕5号",
        "effective_date": "2021-01-01",
        "expiry_date": "2022-01-01",
    }


def test_a_value_of_several_elements_stays_whole(values: Values) -> None:
    html = "<p>索引号：<b>A1/2023</b>-<b>00001</b></p><p>文号：<b>某发〔2023〕</b><b>5号</b></p><p>发布机构：<b>某县</b><b>财政局</b></p>"
    assert values(html) == {
        "index_number": "A1/2023-00001",
        "document_number": "某发〔2023〕5号",
        "publisher": "某县财政局",
    }


def test_a_label_of_one_character_needs_a_value_that_can_be_it(values: Values) -> None:
    html = "<p>索引号：A1/2023-00001</p><p>文号：某发〔2023〕5号</p><p>性：温和</p>"
    assert values(html) == {"index_number": "A1/2023-00001", "document_number": "某发〔2023〕5号"}
