# ruff: noqa: E501 - markup stands as pages have it
"""Terms in months, and the term that a row of a table gives its document."""

from collections.abc import Callable

import pytest

from auditor.model import Record, Statement

Reading = Callable[..., Record]
FILL = "<p>为加强管理,保障群众权益,根据有关法律法规,结合本县实际,认真贯彻执行。</p>" * 3
TITLE = "某县人民政府关于印发某县小作坊管理办法的通知"
LIST = "某县人民政府关于延长部分行政规范性文件有效期的通知"


def said(read: Reading, text: str, kind: str, title: str = TITLE) -> list[Statement]:
    html = f"<title>{title}</title><h1>{title}</h1><div>{FILL}{text}</div>"
    return [one for one in read(html).statements if one.kind == kind]


@pytest.mark.parametrize(
    ("text", "years", "months"),
    [
        ("本办法自2018年2月1日起施行，有效期六个月。", 0, 6),
        ("本办法自2018年2月1日起施行，有效期36个月。", 0, 36),
        ("本办法自2018年2月1日起施行，有效期为十八 个月。", 0, 18),
        ("本办法自2018年2月1日起施行，有效期二十个月。", 0, 20),
        ("本办法自2018年2月1日起试行十个月。", 0, 10),
        ("本办法自2018年2月1日起施行，有效期十年。", 10, 0),
    ],
)
def test_own_terms_of_months(read: Reading, text: str, years: int, months: int) -> None:
    assert [(one.years, one.months) for one in said(read, f"<p>{text}</p>", "term")] == [(years, months)]


@pytest.mark.parametrize(
    "text",
    [
        "本办法自2018年2月1日起施行，有效期一年零六个月。",
        "本办法自2018年2月1日起施行，有效期六个月以内。",
        "本办法自2018年2月1日起施行，有效期一百个月。",
        "临时许可证有效期6个月。",
    ],
)
def test_what_is_no_own_term_of_months(read: Reading, text: str) -> None:
    assert said(read, f"<p>{text}</p>", "term") == []


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("《某县户外广告办法》（某政发〔2018〕2号）延长有效期6个月。", ("", 0, 6)),
        ("《某县户外广告办法》（某政发〔2018〕2号）有效期延长十二个月。", ("", 0, 12)),
        ("《某县户外广告办法》（某政发〔2018〕2号）有效期延长两年。", ("", 2, 0)),
        ("将《某县户外广告办法》（某政发〔2018〕2号）第九条修改为“有效期6个月”。", ("", 0, 6)),
    ],
)
def test_renewals_by_months(read: Reading, text: str, term: tuple[str, int, int]) -> None:
    found = said(read, f"<p>{text}</p>", "renews", "某县人民政府关于修改部分文件的决定")
    assert [(one.date, one.years, one.months) for one in found] == [term]


def table(heads: str, *rows: str) -> str:
    cells = "".join(f"<tr><td>{row.replace('|', '</td><td>')}</td></tr>" for row in (heads, *rows))
    return f"<p>继续有效的规范性文件目录</p><table>{cells}</table>"


ONE, TWO = "1|《甲乙管理办法》|某政发〔2018〕2号", "2|《丙丁管理办法》|某政发〔2019〕3号"


@pytest.mark.parametrize(
    ("content", "terms"),
    [
        (table("序号|文件名称|文号|延长至", f"{ONE}|2027年12月31日", f"{TWO}|2026-06-30"), [("2027-12-31", 0, 0), ("2026-06-30", 0, 0)]),
        (table("序号|文件名称|文号|有效期至", f"{ONE}|2027年12月31日", f"{TWO}|长期"), [("2027-12-31", 0, 0), ("", 0, 0)]),
        (table("序号|文件名称|文号|原有效期至|有效期延长至", f"{ONE}|2022-12-31|2027-12-31"), [("2027-12-31", 0, 0)]),
        (table("序号|文件名称|文号|有效期|延长期限", f"{ONE}|2023-01-01至2027-12-31|2年"), [("2027-12-31", 0, 0)]),
        (table("序号|文件名称|文号|延长期限", f"{ONE}|2年", f"{TWO}|延长6个月"), [("", 2, 0), ("", 0, 6)]),
        (table("序号|文件名称|文号|有效期", f"{ONE}|5年"), [("", 0, 0)]),
        (table("序号|文件名称|文号|施行日期", f"{ONE}|2018-02-01"), [("", 0, 0)]),
        (table("序号|文件名称|文号|延长至", f"{ONE}|2027-12-31|备注"), [("", 0, 0)]),
    ],
)  # fmt: skip
def test_a_row_gives_its_document_its_own_term(read: Reading, content: str, terms: list[tuple[str, int, int]]) -> None:
    found = [one for one in said(read, content, "renews", LIST) if one.title]
    assert [one.title for one in found] == ["甲乙管理办法", "丙丁管理办法"][: len(terms)]
    assert [(one.date, one.years, one.months) for one in found] == terms


def test_the_heading_speaks_for_rows_without_a_term(read: Reading) -> None:
    content = table("序号|文件名称|文号|备注", f"{ONE}|无").replace("继续有效的", "有效期延长至2028年1月1日的")
    assert [one.date for one in said(read, content, "renews", LIST) if one.title] == ["2028-01-01"]


def test_a_row_of_a_list_of_repeals_has_no_term(read: Reading) -> None:
    content = table("序号|文件名称|文号|有效期至", f"{ONE}|2027-12-31").replace("继续有效的", "予以废止的")
    (one,) = [one for one in said(read, content, "repeals", LIST.replace("延长", "废止")) if one.title]
    assert (one.date, one.years, one.months) == ("", 0, 0)
