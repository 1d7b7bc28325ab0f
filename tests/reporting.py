"""Builders for tests of yearly reports: their tables, their records, their place in the view of a site."""

from collections.abc import Sequence
from typing import Any

from making import field, page, record, url, view, words

from auditor.kinds import Facts, Page
from auditor.model import Body, PageKind, Record, Role, SiteView, Table
from auditor.relate import Pages, key_of
from auditor.relate.reports import reports

ZERO = (0,) * 7
NEW = (7, 1, 0, 0, 0, 0, 8)
GIVEN, PARTLY = (5, 1, 0, 0, 0, 0, 6), (2, 0, 0, 0, 0, 0, 2)
HEADS = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
RESULT = "三、本年度办理结果"
TITLE = "郯城县人民政府2022年政府信息公开工作年度报告"
Numbers = Sequence[object]


def applications(  # noqa: PLR0917 - the rows of the form
    received: Numbers = NEW,
    carried_in: Numbers = ZERO,
    total: Numbers = NEW,
    carried_out: Numbers = ZERO,
    results: Sequence[tuple[str, str, Numbers]] = (("（一）予以公开", "", GIVEN), ("（二）部分公开", "", PARTLY)),
    heads: Sequence[str] = HEADS,
) -> Table:
    """Return the table of applications as `Record.tables` hold it; *results* are group, item and numbers."""
    rows = [
        ("", "", "", *heads),
        *_rows(
            (("一、本年新收政府信息公开申请数量",) * 3, received),
            (("二、上年结转政府信息公开申请数量",) * 3, carried_in),
        ),
        *_rows(*(((RESULT, group, item or group), numbers) for group, item, numbers in results)),
        *_rows(((RESULT, "（七）总计", "（七）总计"), total), (("四、结转下年度继续办理",) * 3, carried_out)),
    ]
    return Table(tuple(rows), "css:table")


def _rows(*rows: tuple[tuple[str, ...], Numbers]) -> list[tuple[str, ...]]:
    return [(*labels, *(str(number) for number in numbers)) for labels, numbers in rows]


def lawsuits(numbers: Numbers = (1, 0, 0, 0, 1, *[0] * 10)) -> Table:
    """Return the table of 行政复议 and 行政诉讼."""
    heads = (*["行政复议"] * 5, *["行政诉讼"] * 10)
    return Table((heads, tuple(str(number) for number in numbers)), "css:table")


def report(
    path: str = "/nb/1.html",
    title: str = TITLE,
    day: str | None = "2023-01-18",
    tables: tuple[Table, ...] | None = None,
    **changes: Any,  # noqa: ANN401 - attributes of `Record`
) -> Record:
    """Return the page of a yearly report."""
    values: dict[str, Any] = {
        "kind": PageKind.ANNUAL_REPORT,
        "fields": (field("published_date", day),) if day else (),
        "tables": (applications(),) if tables is None else tables,
        "body": Body(length=900),
        **changes,
    }
    return record(path, title=title, **values)


def site_of(*records: Record, **changes: Any) -> SiteView:  # noqa: ANN401 - attributes of `SiteView`
    """Return the view of a site with those reports in its column."""
    pages = [place_of(one) for one in records]
    known = view(*pages, **changes)
    found = reports(Pages(records), known.pages, words())
    return view(*pages, **{"reports": found, **changes})


def place_of(subject: Record, **changes: Any) -> Page:  # noqa: ANN401 - attributes of `PageView`
    """Return a page in the column of yearly reports."""
    return page(subject, **{"role": Role.ANNUAL_REPORT, "column": "政府信息公开年报", "unit": "", **changes})


def judged(kind: Any, subject: Record, facts: Facts, **place: Any) -> Any:  # noqa: ANN401 - a kind and its verdict
    """Return what *kind* says of that page."""
    assert key_of(subject)
    assert url("/")
    return kind.judge(place_of(subject, **place), facts)
