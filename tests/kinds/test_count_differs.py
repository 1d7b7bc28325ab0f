"""normative-count-differs: the stock that a report states against the column."""

from typing import Any

import pytest
from making import column, facts, organ, page, record, view

from auditor.kinds.count_differs import Kind
from auditor.model import PageKind, Reason, SiteView, State, Stock, Table, Verdict

KIND = Kind(("行政规范性文件",), "现行有效件数")
HEAD = ("信息内容", "本年制发件数", "本年废止件数", "现行有效件数")
PAGES = (
    ("2020-01-01", "valid"),
    ("2021-01-01", "valid"),
    ("2022-12-31", "valid"),
    ("2019-01-01", "repealed"),
    ("2023-01-01", "valid"),
    ("", ""),
)


def table(stated: str, row: str = "行政规范性文件") -> Table:
    return Table((HEAD, ("规章", "0", "0", "0"), (row, "1", "0", stated)), "css:table")


def judge(
    stated: str,
    *,
    title: str = "郯城县人民政府2022年政府信息公开工作年度报告",
    stock: Stock | None = None,
    **changes: object,
) -> Verdict:
    seen: SiteView = view(
        organs=(organ(aliases=("郯城县政府",)),),
        columns=(column("normative_documents", path="/gfxwj/"), column("notices")),
        stock=stock or Stock(Reason.OK, PAGES),
    )
    values: dict[str, Any] = {"kind": PageKind.ANNUAL_REPORT, "tables": (table(stated),), "title": title, **changes}
    return KIND.judge(page(record(**values)), facts(seen))


@pytest.mark.parametrize(
    ("stated", "state"), [("2", State.FAIL), ("3", State.PASS), ("4", State.PASS), ("5", State.PASS), ("6", State.FAIL)]
)
def test_what_may_have_been_in_force_then_makes_a_least_and_a_most(stated: str, state: State) -> None:
    assert judge(stated).state is state


def test_a_hit_quotes_the_number_and_names_the_column() -> None:
    verdict = judge("46")
    assert verdict.values == {"stated": "46", "found": "3", "year": "2022"}
    assert [(one.quote, one.locator) for one in verdict.evidence] == [("现行有效件数 46", "css:table")]
    assert verdict.related == ("http://www.example.gov.cn/gfxwj/",)


@pytest.mark.parametrize(
    "title",
    [
        "郯城县政府2022年政府信息公开工作年度报告",
        "郯城县2022年政府信息公开工作年度报告",
        "2022年政府信息公开工作年度报告",
    ],
)
def test_the_report_of_the_site_itself_may_be_called_otherwise(title: str) -> None:
    assert judge("46", title=title).state is State.FAIL


@pytest.mark.parametrize(
    "title",
    [
        "郯城县财政局2022年政府信息公开工作年度报告",
        "郯城县人民政府2021年政府信息公开工作年度报告",
        "郯城县人民政府政府信息公开工作年度报告",
    ],
)
def test_reports_of_others_and_of_other_years_are_not_compared(title: str) -> None:
    assert judge("46", title=title).state is State.NOT_APPLICABLE


@pytest.mark.parametrize(
    "tables",
    [(), (Table((("项目", "数量"), ("行政许可", "3"))),), (table("若干"),), (table("46", "规范文件"),)],
)
def test_a_report_without_the_number_is_not_judged(tables: tuple[Table, ...]) -> None:
    assert judge("46", tables=tables).state is State.NOT_APPLICABLE


def test_a_stock_that_is_not_known_proves_nothing() -> None:
    verdict = judge("46", stock=Stock(Reason.BLOCKED_WAF))
    assert (verdict.state, verdict.reason) == (State.NOT_ASSESSABLE, str(Reason.BLOCKED_WAF))
