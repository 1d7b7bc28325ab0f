# ruff: noqa: E501 - markup stands as pages have it
from collections.abc import Callable

import pytest

Values = Callable[[str], dict[str, str | None]]


def test_label_and_value_each_a_list_item(values: Values) -> None:
    html = (
        "<ul><li>索引号:</li><li>A1/2023-00001</li><li>发文文号:</li><li>发文日期:</li><li>2023年1月7日</li>"
        "<li>公文时效:</li><li>有效</li><li>发布机构:</li></ul><h1>关于某事的通知</h1>"
    )
    assert values(html) == {
        "index_number": "A1/2023-00001",
        "document_number": None,
        "written_date": "2023-01-07",
        "validity": "valid",
        "publisher": None,
    }


def test_label_line_and_value_line_without_colons(values: Values) -> None:
    html = "<div>索引号</div><div>A1/2023-00001</div><div>发文机构</div><div>某局</div><div>文号</div><div>主题分类</div><div>民政</div>"
    assert values(html) == {
        "index_number": "A1/2023-00001",
        "publisher": "某局",
        "document_number": None,
        "topic": "民政",
    }


def test_an_empty_label_at_the_end_of_inline_pairs_takes_nothing(values: Values) -> None:
    html = "<ul><li>索引号：A1/2023-00001</li><li>发布机构：某局</li><li>文号：</li></ul><h2>关于某事的通知</h2>"
    assert values(html) == {"index_number": "A1/2023-00001", "publisher": "某局", "document_number": None}


def test_the_headline_is_never_the_value_of_the_last_label(values: Values) -> None:
    rows = (("索引号", "A1/2023-00001"), ("发文机关", "某局"), ("文号", "某发〔2023〕1号"), ("主题分类", ""))
    html = "".join(f"<div><div>{label}</div><div>{value}</div></div>" for label, value in rows)
    assert values(html + "<h1>关于某事的通知</h1>")["topic"] is None
    assert values(f"<div>{html}<div>民政</div></div>")["topic"] == "民政"
    assert values(html.replace("主题分类", "有效性") + "<p>关于某事的通知</p>")["validity"] is None


@pytest.mark.parametrize("label", ["核定科目：", "[ 核定科目 ]", "• 核定科目:"])
def test_a_label_that_no_list_knows_keeps_its_place(values: Values, label: str) -> None:
    rows = ("索引号：", "A1/2023-00001", "主题分类：", "民政", label, "甲", "文号：", label, "乙", "发布机构：", "某局")
    assert values("".join(f"<p>{row}</p>" for row in rows)) == {
        "index_number": "A1/2023-00001",
        "topic": "民政",
        "document_number": None,
        "publisher": "某局",
    }


def test_a_label_without_a_colon_that_no_list_knows_keeps_its_place(values: Values) -> None:
    rows = ("索引号", "A1/2023-00001", "主题分类", "民政", "核定科目", "甲", "发布机构", "某局", "有效性", "有效")
    assert values("".join(f"<p>{row}</p>" for row in rows)) == {
        "index_number": "A1/2023-00001",
        "topic": "民政",
        "publisher": "某局",
        "validity": "valid",
    }
    assert values("".join(f"<p>{row}</p>" for row in rows).replace("核定科目", "2023"))["topic"] is None


def test_a_day_right_below_the_last_label_is_its_value(values: Values) -> None:
    labels = "<p>索引码：</p><p>制发日期：</p>"
    found = {"index_number": None, "written_date": "2023-05-08"}
    assert values(f"<div>{labels}<p>2023年5月8日</p></div><h1>关于某事的通知</h1>") == found
    empty = {"index_number": None, "written_date": None}
    assert values(f"<div>{labels}</div>") == empty
    assert values(f"<div>{labels}<p>关于某事的通知</p></div>") == empty


def test_a_day_below_a_label_alone_is_not_that_of_publishing(values: Values) -> None:
    assert values("<title>公告栏消息</title><h1>公告栏消息</h1><p>制发日期：</p><p>2023年5月8日</p>") == {}
