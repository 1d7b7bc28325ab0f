"""column-misnamed: a required column that is called otherwise than prescribed."""

import pytest
from making import column, facts, view

from auditor.kinds.column_name import Kind
from auditor.model import Reason, State

KIND = Kind({"guide": ["政府信息公开指南"], "annual_report": ["政府信息公开年报", "政府信息公开年度报告"]})


def state(role: str, name: str, title: str = "") -> State:
    return KIND.judge(column(role, name=name, title=title), facts()).state


@pytest.mark.parametrize(
    ("role", "name"),
    [
        ("guide", "政府信息公开指南"),
        ("guide", " 政府信息 公开指南"),
        ("guide", "政府信息公開指南"),
        ("annual_report", "政府信息公开年报"),
        ("annual_report", "政府信息公开年度报告"),
    ],
)
def test_a_right_name_passes_however_it_is_spaced_or_written(role: str, name: str) -> None:
    assert state(role, name) is State.PASS


def test_another_name_is_a_hit_that_says_the_right_ones() -> None:
    verdict = KIND.judge(column("annual_report", name="年报公示"), facts())
    assert verdict.state is State.FAIL
    assert verdict.values == {"name": "年报公示", "right": "“政府信息公开年报”、“政府信息公开年度报告”"}
    assert [one.quote for one in verdict.evidence] == ["年报公示"]


@pytest.mark.parametrize("name", ["政府信息公开指南下载", "信息公开指南", ""])
def test_a_name_that_only_holds_the_right_one_is_another(name: str) -> None:
    assert state("guide", name) is State.FAIL


def test_the_name_that_the_page_shows_counts_beside_the_configured_one() -> None:
    assert state("guide", "指南", "政府信息公开指南") is State.PASS


def test_columns_without_a_prescribed_name_are_not_judged() -> None:
    assert state("news", "随便") is State.NOT_APPLICABLE
    assert Kind().judge(column("guide", name="x"), facts()).state is State.NOT_APPLICABLE


def test_a_column_that_could_not_be_read_is_not_misnamed() -> None:
    verdict = KIND.judge(column("guide", name="指南", outcome=Reason.BLOCKED_WAF), facts())
    assert (verdict.state, verdict.reason) == (State.NOT_ASSESSABLE, Reason.BLOCKED_WAF)


def test_of_several_columns_of_a_role_only_the_highest_bears_the_name() -> None:
    reports = column("annual_report", name="信息公开年报", path="/nb/")
    offices = column("annual_report", name="部门年报", path="/nb/bm/")
    asked = facts(view(columns=(offices, reports)))
    kind = Kind({"annual_report": ["政府信息公开年报"]})
    assert kind.judge(reports, asked).state is State.FAIL
    assert kind.judge(offices, asked).state is State.NOT_APPLICABLE
