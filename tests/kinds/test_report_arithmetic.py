from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from making import facts
from reporting import GIVEN, HEADS, NEW, PARTLY, RESULT, ZERO, applications, judged, lawsuits, report, site_of

from auditor.kinds.report_arithmetic import Kind
from auditor.model import State, Table, Verdict

KIND = Kind(columns=HEADS)
COUNT = st.integers(0, 2000)


def said(*tables: Table, **changes: Any) -> Verdict:  # noqa: ANN401 - attributes of `Record`
    one = report(tables=tables, **changes)
    verdict: Verdict = judged(KIND, one, facts(site_of(one)))
    return verdict


def row(draw: st.DrawFn) -> list[int]:
    numbers = [draw(COUNT) for _ in range(6)]
    return [*numbers, sum(numbers)]


def added(*rows: Sequence[int]) -> list[int]:
    return [sum(column) for column in zip(*rows, strict=True)]


@st.composite
def balanced(draw: st.DrawFn) -> list[list[int]]:
    """Draw received, carried in, two results, total, carried out, so that all sums hold."""
    results, carried_out = [row(draw), row(draw)], row(draw)
    total = added(*results)
    all_of_them = added(total, carried_out)
    carried_in = [draw(st.integers(0, number)) for number in all_of_them[:6]]
    carried_in.append(sum(carried_in))
    received = [one - other for one, other in zip(all_of_them, carried_in, strict=True)]
    return [received, carried_in, *results, total, carried_out]


def table_of(rows: Sequence[Sequence[object]]) -> Table:
    received, carried_in, one, two, total, carried_out = rows
    results = (("（一）予以公开", "", one), ("（二）部分公开", "", two))
    return applications(received, carried_in, total, carried_out, results)


@settings(deadline=None)
@given(balanced(), st.data())
def test_a_balanced_table_passes_however_its_numbers_are_written(rows: list[list[int]], data: st.DataObject) -> None:
    def written(number: int) -> str:
        ways = [str(number), f"{number:,}", f" {number} ", "".join(chr(0xFF10 + int(one)) for one in str(number))]
        return data.draw(st.sampled_from([*ways, "", "-", "—"] if number == 0 else ways))

    assert said(table_of([[written(number) for number in row] for row in rows])).state is State.PASS


@settings(deadline=None)
@given(balanced(), st.integers(0, 5), st.integers(0, 6), st.integers(1, 50))
def test_any_changed_cell_is_found(rows: list[list[int]], at: int, column: int, more: int) -> None:
    rows[at][column] += more
    verdict = said(table_of(rows))
    prescribed = at in (0, 1, 4, 5)
    assert verdict.state is (State.FAIL if prescribed else State.NEEDS_REVIEW)


@settings(deadline=None)
@given(balanced(), st.integers(0, 5), st.integers(0, 6), st.sampled_from(["", "-", "—", "见附件", "1.5", "12,3", "-4"]))
def test_a_cell_that_cannot_be_read_is_never_a_fault(rows: list[list[int]], at: int, column: int, shown: str) -> None:
    written: list[list[object]] = [list(row) for row in rows]
    written[at][column] = shown
    assert said(table_of(written)).state in (State.PASS, State.NOT_ASSESSABLE)


def test_the_city_of_the_form_balances() -> None:
    numbers = [(0, 0, 0, 0, 0, count, count) for count in (14069, 560, 13810, 819)]
    received, carried_in, total, carried_out = numbers
    table = applications(received, carried_in, total, carried_out, [("（一）予以公开", "", total)])
    assert said(table).state is State.PASS


def test_a_column_that_does_not_balance_is_quoted() -> None:
    verdict = said(applications(total=(6, 1, 0, 0, 0, 0, 7), results=()))
    assert verdict.state is State.FAIL
    assert "“自然人”一列：新收加上年结转为7，办理结果总计加结转下年度为6" in verdict.values["sums"]
    assert verdict.evidence[1].quote == "一、本年新收政府信息公开申请数量"


def test_sums_of_rows_may_be_left_blank() -> None:
    blank = (("（一）予以公开", "", (*GIVEN[:6], "")), ("（二）部分公开", "", (*PARTLY[:6], "")))
    assert said(applications(results=blank)).state is State.PASS
    assert said(applications(received=("", *NEW[1:]))).state is State.NOT_ASSESSABLE


def test_rows_and_lawsuits_are_for_a_person() -> None:
    wrong = (("（一）予以公开", "", (*GIVEN[:6], 9)), ("（二）部分公开", "", PARTLY))
    assert "一行：各类申请人之和为6，总计为9" in said(applications(results=wrong)).values["sums"]
    verdict = said(applications(), lawsuits((1, 0, 0, 0, 2, *[0] * 10)))
    assert verdict.state is State.NEEDS_REVIEW
    assert verdict.values["sums"] == "行政复议、行政诉讼表：四种结果之和为1，总计为2"
    assert said(applications(), lawsuits()).state is State.PASS


def test_what_was_carried_in_is_what_the_year_before_carried_out() -> None:
    one = report()
    before = report("/nb/2.html", "郯城县人民政府2021年政府信息公开工作年度报告", "2022-01-18")
    carrying = replace(before, tables=(applications(total=ZERO, carried_out=NEW, results=()),))
    verdict = judged(KIND, one, facts(site_of(one, carrying)))
    assert verdict.state is State.NEEDS_REVIEW
    assert verdict.values["sums"] == "上年结转为0件，2021年度年报结转下年度为8件"
    assert verdict.related == (carrying.url,)
    assert judged(KIND, one, facts(site_of(one, before))).state is State.PASS
    again = replace(carrying, url=carrying.url.replace("2", "3"), final_url=carrying.final_url.replace("2", "3"))
    assert judged(KIND, one, facts(site_of(one, carrying, again))).state is State.PASS  # which of both is it?
    unread = replace(before, tables=())
    assert judged(KIND, one, facts(site_of(one, unread))).state is State.PASS


def test_without_the_table_nothing_can_be_said() -> None:
    assert said().state is State.NOT_ASSESSABLE
    assert said(Table(((RESULT, "12", "3"),), "")).state is State.NOT_ASSESSABLE


@pytest.mark.parametrize("title", ["郯城县人民政府2018年政府信息公开工作年度报告", "政府信息公开年报"])
def test_older_reports_had_no_such_table(title: str) -> None:
    assert said(applications(total=ZERO), title=title).state is State.NOT_APPLICABLE
