# ruff: noqa: E501 - markup stands as pages have it
"""Lists and tables of repealed documents: what stands under which heading."""

from collections.abc import Callable

import pytest

from auditor.model import Record, Statement

Reading = Callable[..., Record]
TITLE = "某县人民政府关于公布行政规范性文件清理结果的通知"
OPENING = "<p>各乡镇人民政府，县直各部门：</p><p>经县政府研究，对行政规范性文件进行了清理，现将清理结果公布如下，请遵照执行。</p>"
ENTRY = "<p>1.《甲乙管理办法》（某政发〔2020〕8号）</p>"
GONE = "<p>决定废止的规范性文件目录</p>"
KEPT = "<p>继续有效的规范性文件目录</p>"


def repeals(read: Reading, text: str, title: str = TITLE, opening: str = OPENING) -> list[Statement]:
    html = f"<title>{title}</title><h1>{title}</h1><div class=content>{opening}{text}<p>某县人民政府</p><p>2023年1月5日</p></div>"
    return [one for one in read(html).statements if one.kind == "repeals"]


def named(read: Reading, text: str, **changes: str) -> list[tuple[str, str]]:
    return [(one.title, one.number) for one in repeals(read, text, **changes)]


ONE = [("甲乙管理办法", "某政发〔2020〕8号")]


@pytest.mark.parametrize(
    "heading",
    [
        "决定废止的规范性文件目录",
        "废止的文件：",
        "宣布失效的文件（12件）",
        "附件1:废止和失效的规范性文件清单",
        "一、予以废止的文件共3件",
        "停止执行、废止文件名单",
    ],
)
def test_entries_under_a_heading_of_repeal_are_repealed(read: Reading, heading: str) -> None:
    (one,) = repeals(read, f"<p>{heading}</p>{ENTRY}")
    assert [(one.title, one.number)] == ONE
    assert heading in one.quote
    assert "甲乙管理办法" in one.quote
    assert one.locator


@pytest.mark.parametrize(
    "heading",
    [
        "拟废止的规范性文件目录",
        "建议废止的文件目录",
        "继续有效的规范性文件目录",
        "保留的文件目录",
        "决定修改的规范性文件目录",
        "拟修订文件清单",
        "不予废止的文件清单",
        "废止和继续有效的文件目录",
    ],
)
def test_entries_under_other_headings_are_not(read: Reading, heading: str) -> None:
    assert named(read, f"<p>{heading}</p>{ENTRY}") == []


def test_a_heading_holds_until_the_next_one(read: Reading) -> None:
    other = "<p>2.《丙丁管理办法》（某政发〔2021〕9号）</p>"
    assert named(read, KEPT + other + GONE + ENTRY) == ONE
    assert named(read, GONE + ENTRY + KEPT + other) == ONE
    assert named(read, GONE + ENTRY + "<p>决定修改的文件目录</p>" + other) == ONE


def test_without_a_heading_nothing_is_a_list(read: Reading) -> None:
    assert named(read, ENTRY) == []


def test_a_text_that_is_not_about_repeal_has_no_such_lists(read: Reading) -> None:
    """Only a page that speaks of 废止, 失效 or 清理 at its head is read as a list."""
    opening = "".join(f"<p>第{n}项工作要认真贯彻落实,按时完成任务。</p>" for n in range(9))
    assert named(read, GONE + ENTRY, title="某县人民政府关于印发工作要点的通知", opening=opening) == []


def test_a_sentence_is_no_heading(read: Reading) -> None:
    long = "<p>县政府各部门要对废止的文件及时在网站上作出标注，并做好与新文件的衔接工作，确保各项工作平稳有序推进，按时报送文件</p>"
    assert named(read, long + ENTRY) == []
    assert ONE[0] not in named(read, "<p>《某决定》废止的文件目录</p>" + ENTRY)
    assert ONE[0] not in named(read, "<p>某政发〔2019〕1号废止的文件目录</p>" + ENTRY)


def table(*rows: tuple[str, ...]) -> str:
    cells = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    return f"{GONE}<table>{cells}</table>"


def test_rows_of_a_table_are_entries(read: Reading) -> None:
    text = table(
        ("序号", "文件名称", "文号"),
        ("1", "《甲乙管理办法》", "某政发〔2020〕8号"),
        ("2", "某县人民政府关于丙丁的通知", "某政发〔2021〕9号"),
    )
    found = repeals(read, text)
    assert {one.number for one in found} - {""} == {"某政发〔2020〕8号", "某政发〔2021〕9号"}
    (by_number,) = [one for one in found if one.number == "某政发〔2021〕9号"]
    assert "丙丁" in by_number.quote  # a number alone is told with the cell before it


def test_several_documents_in_one_line_are_several(read: Reading) -> None:
    line = "<p>《甲乙管理办法》（某政发〔2020〕8号）、《丙丁管理办法》（某政发〔2021〕9号）</p>"
    assert named(read, GONE + line) == [*ONE, ("丙丁管理办法", "某政发〔2021〕9号")]


def test_a_title_or_a_number_alone_is_an_entry(read: Reading) -> None:
    assert named(read, GONE + "<p>《甲乙管理办法》</p>") == [("甲乙管理办法", "")]
    assert named(read, GONE + "<p>某政发〔2020〕8号</p>") == [("", "某政发〔2020〕8号")]
    assert named(read, GONE + "<p>以上共计一件</p>") == []


def test_a_name_within_a_name_is_kept(read: Reading) -> None:
    text = "<p>《关于印发〈甲乙管理办法〉的通知》（某政发〔2020〕8号）</p>"
    assert named(read, GONE + text) == [("关于印发〈甲乙管理办法〉的通知", "某政发〔2020〕8号")]


def test_a_long_paragraph_is_no_entry(read: Reading) -> None:
    assert named(read, GONE + f"<p>《甲乙管理办法》（某政发〔2020〕8号）{'各部门要做好衔接工作' * 25}</p>") == []


@pytest.mark.parametrize(
    ("text", "partial"),
    [
        (GONE + ENTRY, False),
        ("<p>部分条款废止的文件目录</p>" + ENTRY, True),
        ("<p>部分失效的文件目录</p>" + ENTRY, True),
        (GONE + "<p>《甲乙管理办法》（某政发〔2020〕8号）第三条、第五条</p>", True),
    ],
)
def test_a_part_is_told_from_the_whole(read: Reading, text: str, *, partial: bool) -> None:
    (one,) = repeals(read, text)
    assert one.partial is partial


def test_what_follows_the_text_is_no_entry(read: Reading) -> None:
    panel = (
        '<div><h3>相关文件</h3><ul><li><a href="/1.html">《丙丁管理办法》（某政发〔2021〕9号）印发</a></li></ul></div>'
    )
    found = read(
        f"<title>{TITLE}</title><h1>{TITLE}</h1><div>{OPENING}{GONE}{ENTRY}<p>某县人民政府</p><p>2023年1月5日</p></div>{panel}"
    ).statements
    assert [(one.title, one.number) for one in found if one.kind == "repeals"] == ONE
