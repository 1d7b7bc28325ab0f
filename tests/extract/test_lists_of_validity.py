"""Lists of documents that stay in force, as sites publish them."""

from collections.abc import Callable

import pytest

from auditor.model import Record, Statement

Reading = Callable[..., Record]
TITLE = "某县人民政府关于公布规范性文件清理结果的通知"
ENTRY = "<p>1.《某县小作坊管理办法》（某政发〔2018〕2号）</p>"
ROW = "<tr><td>1</td><td>某县人民政府关于印发某县小作坊管理办法的通知</td><td>某政发〔2018〕2号</td></tr>"
TABLE = f"<table><tr><td>序号</td><td>文件名称</td><td>文号</td></tr>{ROW}</table>"
ONE = [("某县小作坊管理办法", "某政发〔2018〕2号")]
FULL = "某县人民政府关于印发某县小作坊管理办法的通知"


def statements(read: Reading, text: str, title: str = TITLE) -> list[Statement]:
    opening = "<p>各乡镇人民政府：</p><p>经县政府研究，现将有关事项通知如下，请遵照执行。</p>"
    html = f"<title>{title}</title><h1>{title}</h1><div>{opening}{text}<p>某县人民政府</p><p>2020年1月5日</p></div>"
    return [one for one in read(html).statements if one.kind in {"renews", "repeals"}]


def renewed(read: Reading, text: str, title: str = TITLE) -> list[tuple[str, str]]:
    return [(one.title, one.number) for one in statements(read, text, title) if one.kind == "renews"]


@pytest.mark.parametrize(
    ("heading", "date", "years"),
    [
        ("以下文件继续有效：", "", 0),
        ("继续有效的规范性文件目录", "", 0),
        ("二、保留的规范性文件", "", 0),
        ("现行有效规范性文件清单", "", 0),
        ("经评估，下列规范性文件继续有效，有效期延长5年。", "", 5),
        ("经县政府研究，决定将下列规范性文件有效期延长至2025年1月31日，请认真贯彻执行。", "2025-01-31", 0),
        ("以下文件延期至2025年1月31日：", "2025-01-31", 0),
        ("下列文件续期", "", 0),
        ("期满后继续施行的文件：", "", 0),
    ],
)
def test_entries_under_such_a_heading_stay_in_force(read: Reading, heading: str, date: str, years: int) -> None:
    found = statements(read, f"<p>{heading}</p>{ENTRY}")
    assert [(one.kind, one.title, one.number, one.date, one.years) for one in found] == [
        ("renews", *ONE[0], date, years)
    ]
    assert heading in found[0].quote
    assert found[0].locator
    assert found[0].partial is False


@pytest.mark.parametrize(
    "heading",
    [
        "拟继续有效的文件目录",
        "建议保留的文件目录",
        "决定修改的文件目录",
        "废止和继续有效的文件目录",
        "为做好废止文件的衔接，现提出以下意见",
        "下列文件不再延期：",
    ],
)
def test_entries_under_other_headings_say_nothing(read: Reading, heading: str) -> None:
    assert statements(read, f"<p>{heading}</p>{ENTRY}") == []


def test_rows_of_a_table(read: Reading) -> None:
    found = renewed(read, f"<p>经评估，下列规范性文件继续有效，有效期延长5年。</p>{TABLE}")
    assert set(found) == {(FULL, ""), (FULL, "某政发〔2018〕2号")}


@pytest.mark.parametrize(
    "title", ["某县人民政府关于公布继续有效规范性文件目录的通知", "某县人民政府关于延长部分规范性文件有效期的通知"]
)
def test_a_table_under_such_a_title(read: Reading, title: str) -> None:
    assert (FULL, "某政发〔2018〕2号") in renewed(read, TABLE, title)
    assert renewed(read, ENTRY, title) == ONE
    assert renewed(read, "<p>《某县小作坊管理办法》（某政发〔2018〕2号）</p>", title) == ONE


@pytest.mark.parametrize(
    "title",
    [
        "某县人民政府关于公布拟继续有效规范性文件目录的公示",
        "某县人民政府关于公布废止和继续有效规范性文件目录的通知",
        "某县人民政府关于延长工期的通知",
        "某县人民政府关于印发文件的通知",
    ],
)
def test_a_table_under_another_title(read: Reading, title: str) -> None:
    assert statements(read, TABLE, title) == []


def test_under_a_title_prose_is_no_entry(read: Reading) -> None:
    title = "某县人民政府关于延长部分规范性文件有效期的通知"
    assert renewed(read, "<p>各单位要用好《某县小作坊管理办法》（某政发〔2018〕2号）</p>", title) == []


def test_names_without_brackets(read: Reading) -> None:
    head = "<p>继续有效的文件目录</p>"
    assert renewed(read, head + "<p>1.某县小作坊管理办法（某政发〔2018〕2号）</p>") == ONE
    assert renewed(read, head + "<p>1.某县小作坊管理办法</p>") == [("某县小作坊管理办法", "")]
    assert renewed(read, head + "<p>某县小作坊管理办法</p>") == []
    assert renewed(read, head + "<p>1.共计一件</p>") == []


@pytest.mark.parametrize("end", ["二、工作要求", "附件2"])
def test_a_section_or_an_attachment_ends_a_list(read: Reading, end: str) -> None:
    for heading in ("废止的文件目录", "继续有效的文件目录"):
        found = statements(read, f"<p>{heading}</p><p>{end}</p>{ENTRY}")
        assert found == []


def test_what_is_carried_out_is_no_entry(read: Reading) -> None:
    reason = "<p>3.各单位要严格执行《某省行政规范性文件管理办法》（某政发〔2018〕3号）。</p>"
    assert statements(read, f"<p>废止的文件目录</p>{ENTRY}{reason}") == statements(
        read, f"<p>废止的文件目录</p>{ENTRY}"
    )


@pytest.mark.parametrize(
    "entry",
    [
        "《某县小作坊管理办法》（某政发〔2018〕2号），已被《某县食品管理办法》（某政发〔2020〕3号）代替",
        "《某县小作坊管理办法》（某政发〔2018〕2号），由某政发〔2020〕3号代替",
        "《某县小作坊管理办法》（某政发〔2018〕2号）；《某省食品条例》已修订",
        "某县人民政府关于印发《某县小作坊管理办法》的通知（某政发〔2018〕2号）",
        "某县人民政府关于印发《某县小作坊管理办法》的通知（某政发〔2018〕2号）（《某省食品条例》已修订）",
    ],
)
def test_what_replaces_a_document_is_not_repealed(read: Reading, entry: str) -> None:
    for text in (f"<p>废止的文件目录</p><p>1.{entry}</p>", f"<p>废止的文件目录</p><p>{entry}</p>"):
        assert [(one.title, one.number) for one in statements(read, text)] == ONE


def test_a_name_without_a_number_is_told_though_another_follows(read: Reading) -> None:
    text = "<p>废止的文件目录</p><p>《某县小作坊管理办法》已被《某县食品管理办法》代替</p>"
    text += "<p>1.《甲管理办法》、《乙管理办法》，已被《丙管理办法》代替</p>"
    assert [one.title for one in statements(read, text)] == ["某县小作坊管理办法", "甲管理办法", "乙管理办法"]


@pytest.mark.parametrize("verb", ["修改", "贯彻落实", "转发"])
def test_the_matter_of_a_repealed_document_is_not_repealed(read: Reading, verb: str) -> None:
    text = f"<p>废止的文件目录</p><p>1.某县人民政府关于{verb}《某县食品管理办法》的决定（某政发〔2018〕2号）</p>"
    assert [(one.title, one.number) for one in statements(read, text)] == [("", "某政发〔2018〕2号")]


@pytest.mark.parametrize(
    "line",
    [
        "本决定自公布之日起施行，请各单位做好《某县食品管理办法》的实施工作。",
        "今后工作中，《某县食品管理办法》优先",
        "2.各单位要用好《某县食品管理办法》。",
    ],
)
def test_prose_below_a_list_is_no_entry(read: Reading, line: str) -> None:
    assert [(one.title, one.number) for one in statements(read, f"<p>废止的文件目录</p>{ENTRY}<p>{line}</p>")] == ONE


@pytest.mark.parametrize("column", ["替代文件", "废止理由", "备注"])
@pytest.mark.parametrize("form", ["{0}{1}", "<tbody>{0}{1}</tbody>", "<thead>{0}</thead><tbody>{1}</tbody>"])
def test_other_columns_of_a_table_name_other_documents(read: Reading, column: str, form: str) -> None:
    head = f"<tr><th>文件名称</th><th>文号</th><th>{column}</th></tr>"
    row = "<tr><td>《甲管理办法》</td><td><p>某政发〔2018〕2号</p></td>"
    row += "<td><p>某政发〔2020〕3号</p></td><td>《乙管理办法》</td></tr>"
    found = statements(read, f"<p>废止的文件目录</p><table>{form.format(head, row)}</table>")
    assert [(one.title, one.number) for one in found] == [
        ("甲管理办法", ""),
        ("", "某政发〔2018〕2号"),
        ("乙管理办法", ""),  # a cell without a head
    ]


@pytest.mark.timeout(20)
def test_wide_and_long_tables_take_no_time(read: Reading) -> None:
    prose = "<p>各单位要做好文件清理后的衔接工作，及时向社会公布清理结果。</p>" * 40
    cells = "<td>《甲管理办法》</td>" * 70
    table = f"<p>废止的文件目录</p><table><tr>{'<td>文件</td>' * 70}</tr><tr>{cells}</tr></table>"
    assert {one.title for one in statements(read, prose + table)} == {"甲管理办法"}
    rows = "<tr><td>甲</td><td>《甲管理办法》</td></tr>" * 300
    assert len(statements(read, f"{prose}<p>废止的文件目录</p><table>{rows}</table>")) == 300


@pytest.mark.parametrize(
    ("heading", "verdict", "count"),
    [
        ("废止", "继续有效", 0),
        ("废止", "拟废止", 0),
        ("废止", "废止", 1),
        ("继续有效", "废止", 0),
        ("继续有效", "有效", 1),
    ],
)
def test_a_row_may_say_something_else_than_the_heading(read: Reading, heading: str, verdict: str, count: int) -> None:
    row = f"<tr><td>1</td><td>《甲管理办法》</td><td>{verdict}</td></tr>"
    assert len(statements(read, f"<p>{heading}的文件目录</p><table>{row}</table>")) == count


def test_a_list_in_an_attached_file_says_nothing(read: Reading) -> None:
    text = '<p>县政府决定对部分文件延期，目录见附件。</p><p>附件：<a href="/a.xlsx">目录.xlsx</a></p>'
    assert statements(read, text, "某县人民政府关于延长部分规范性文件有效期的通知") == []


@pytest.mark.timeout(20)
@pytest.mark.parametrize("line", ["《甲" + "〈乙〉" * 60, "《X》" * 20_000, "《" * 199])
def test_hostile_entries_take_no_time(read: Reading, line: str) -> None:
    assert not [one for one in statements(read, f"<p>废止的文件目录</p><p>{line}</p>" * 50) if one.number]
