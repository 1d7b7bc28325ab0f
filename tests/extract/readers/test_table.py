# ruff: noqa: E501 - markup stands as pages have it
from collections.abc import Callable

import pytest

Values = Callable[[str], dict[str, str | None]]

FOUR = (
    "<table><tr><td>索 引 号：</td><td>A1/2023-00001</td><td>发文机关：</td><td>某县人民政府</td></tr>"
    "<tr><td><b>文　　号</b></td><td></td><td>成文日期</td><td>2023年7月4日</td></tr>"
    "<tr><th>标题</th><td colspan=3>关于印发办法的通知</td></tr></table>"
)


def test_labels_and_values_side_by_side(values: Values) -> None:
    assert values(FOUR) == {
        "index_number": "A1/2023-00001",
        "document_number": None,
        "title": "关于印发办法的通知",
        "publisher": "某县人民政府",
        "written_date": "2023-07-04",
    }


def test_labels_in_a_head_row_and_values_below(values: Values) -> None:
    html = (
        "<table><thead><tr><th>索取号</th><th>发布时间</th><th>发布机构</th><th>文件编号</th><th>备注</th></tr></thead>"
        "<tr><td>A1/2023-00001</td><td></td><td>某局</td><td>某发〔2023〕5号</td><td></td></tr></table>"
    )
    assert values(html) == {
        "index_number": "A1/2023-00001",
        "document_number": "某发〔2023〕5号",
        "publisher": "某局",
        "published_date": None,
    }


def test_a_table_of_the_text_is_no_block(values: Values) -> None:
    rows = "".join(
        f"<tr><td>{n}</td><td>某罚字〔2023〕{n}号</td><td>某局</td><td>2023-01-0{n}</td></tr>" for n in (1, 2, 3)
    )
    html = f"<table><tr><td>序号</td><td>行政处罚决定书文号</td><td>发布机构</td><td>发布日期</td></tr>{rows}</table>"
    assert values(html) == {}
    assert values(html.replace("行政处罚决定书文号", "文号").replace("序号", "索引号")) == {}


@pytest.mark.parametrize("following", ["发布机构", "有效性", "政策咨询电话"])
def test_an_empty_row_never_takes_the_next_label(values: Values, following: str) -> None:
    html = f"<table><tr><td>索引号</td><td>A1/2023-00001</td></tr><tr><td>文号</td><td>{following}</td><td>某某</td></tr></table>"
    assert values(html)["document_number"] is None


def test_the_last_cell_of_a_row_stays_empty(values: Values) -> None:
    html = "<table><tr><td>索引号</td><td>A1/2023-00001</td><td>文号</td></tr><tr><td>发布机构</td><td>某局</td></tr></table>"
    assert values(html) == {"index_number": "A1/2023-00001", "document_number": None, "publisher": "某局"}


def test_label_and_value_in_one_cell(values: Values) -> None:
    html = "<table><tr><td>索引号：A1/2023-00001</td><td>文号：</td></tr><tr><td>发布机构：某局</td><td>生成日期：2023-07-04</td></tr></table>"
    assert values(html) == {
        "index_number": "A1/2023-00001",
        "document_number": None,
        "publisher": "某局",
        "written_date": "2023-07-04",
    }


def test_label_and_value_on_two_lines_of_one_cell(values: Values) -> None:
    html = "<table><tr><td>索引号：<br>A1/2020-00001</td><td>发布机构：<br>某局</td></tr><tr><td>文号：<br></td><td>公开日期：<br>2020-1-1</td></tr></table>"
    assert values(html) == {
        "index_number": "A1/2020-00001",
        "document_number": None,
        "publisher": "某局",
        "published_date": "2020-01-01",
    }


def test_a_head_row_may_end_in_an_empty_cell(values: Values) -> None:
    html = "<table><tr><td>索引号</td><td>发布机构</td><td></td></tr><tr><td>A1/2023-00001</td><td>某局</td><td>x</td></tr></table>"
    assert values(html) == {"index_number": "A1/2023-00001", "publisher": "某局"}


def test_rows_of_labels_and_of_values_in_turn(values: Values) -> None:
    html = (
        "<table><tr><td>索引号</td><td>发布机构</td></tr><tr><td>A1/2023-00001</td><td>某局</td></tr>"
        "<tr><td>文号</td><td>有效性</td></tr><tr><td>某发〔2023〕5号</td><td></td></tr></table>"
    )
    assert values(html) == {
        "index_number": "A1/2023-00001",
        "publisher": "某局",
        "document_number": "某发〔2023〕5号",
        "validity": None,
    }


def test_the_colon_has_a_cell_of_its_own(values: Values) -> None:
    html = (
        "<table><tr><td>索引号</td><td>：</td><td>A1/2023-00001</td><td>文号</td><td>:</td><td></td></tr>"
        "<tr><td>发布机构</td><td>：</td><td>某局</td><td>有效性</td><td>：</td></tr></table>"
    )
    assert values(html) == {
        "index_number": "A1/2023-00001",
        "document_number": None,
        "publisher": "某局",
        "validity": None,
    }


def test_a_date_in_the_table_of_the_block_is_not_that_of_the_headline(values: Values) -> None:
    rows = "<tr><td>索引号：</td><td>A1/2023-00001</td></tr><tr><td>文号：</td><td>发布日期：2023-07-10</td></tr>"
    html = f"<table>{rows}<tr><td>发布机构：某局</td><td>发布日期：2023-07-10</td></tr></table><h1>关于某事的通知</h1><p>发布日期：2023-07-12</p>"
    assert values(html)["published_date"] == "2023-07-10"
    nested = "<table><tr><td>【发布日期】2023-07-10</td><td><table><tr><td>索引号</td><td>A1/2023-00001</td></tr><tr><td>发布机构</td><td>某局</td></tr></table></td></tr></table>"
    assert values(nested)["published_date"] == "2023-07-10"


def test_a_value_may_be_called_like_a_label(values: Values) -> None:
    html = "<table><tr><td>索引号</td><td>A1/2023-00001</td><td>信息分类</td><td>政策解读</td></tr><tr><td>发布机构</td><td>某局</td></tr></table>"
    assert values(html)["genre"] == "政策解读"
    assert values("<ul><li>索引号：A1/2023-00001</li><li>信息分类：政策解读</li></ul>")["genre"] == "政策解读"
    assert values(html.replace("政策解读", "发布日期"))["genre"] is None
    assert values(html.replace("政策解读", "政策解读："))["genre"] is None
    assert values(html.replace("信息分类", "文号"))["document_number"] is None


def test_a_topic_with_a_colon_in_a_cell_of_its_own(values: Values) -> None:
    rows = "<tr><td>索引号</td><td>A1/2023-00001</td></tr><tr><td>主题分类</td><td>{}</td></tr>"
    assert values(f"<table>{rows.format('综合政务：其他')}</table>")["topic"] == "综合政务：其他"
    assert values(f"<table>{rows.format('核定科目：')}</table>")["topic"] is None


@pytest.mark.parametrize(
    "label",
    [
        "*成文日期",
        "<font color=red>＊</font>成文日期：",
        "1.成文日期",
        "（1）成文日期",
        "1、 成 文 日 期",
        "成文日期<i>\ue600</i>",
        "成文日期<span>?</span>",
        "【成文日期】*",
        "①成文日期",
        "✎ 成文日期",
    ],
)
def test_a_label_in_a_dress_is_a_label(values: Values, label: str) -> None:
    rows = "<tr><td>索引号</td><td>A1/2023-00001</td></tr><tr><td>发布机构</td><td>某局</td></tr>"
    found = values(f"<table>{rows}<tr><td>{label}</td><td>2023-05-08</td></tr></table>")
    assert found == {"index_number": "A1/2023-00001", "publisher": "某局", "written_date": "2023-05-08"}
    found = values(
        f"<dl><dt>索引号</dt><dd>A1/2023-00001</dd><dt>文号</dt><dd>x</dd><dt>1.成文日期</dt><dd>{label}</dd></dl>"
    )
    assert found["written_date"] is None


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ("<td>NEW 成文日期：</td><td>五月</td>", {"written_date": None}),
        ("<td>NEW 文号：</td><td>某发〔2023〕5号</td>", {"document_number": "某发〔2023〕5号"}),
        ("<td>NEW 文号：</td><td>见附件</td>", {}),
        ("<td>NEW 文号：</td><td></td>", {"document_number": None}),
        ("<td>NEW 文号：</td><td>公开方式</td>", {"document_number": None, "disclosure_method": None}),
        ("<td>NEW 文号：</td>", {"document_number": None}),
        ("<td>NEW 文号：</td><p>", {"document_number": None}),
        (
            "<td>成文日期：2023-05-08 文号：</td><td>二维码</td>",
            {"written_date": "2023-05-08", "document_number": None},
        ),
        (
            "<td>成文日期：2023-05-08<br>NEW 文号：</td><td>二维码</td>",
            {"written_date": "2023-05-08", "document_number": None},
        ),
    ],
)
def test_a_label_in_an_unknown_dress_has_its_value_beside_it(
    values: Values, row: str, found: dict[str, str | None]
) -> None:
    rows = "<tr><td>索引号</td><td>A1/2023-00001</td></tr><tr><td>发布机构</td><td>某局</td></tr>"
    assert values(f"<table>{rows}<tr>{row}</tr></table>") == {
        "index_number": "A1/2023-00001",
        "publisher": "某局",
        **found,
    }
