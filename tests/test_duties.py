"""Duties are judged by their rules, and every one of a plan comes to a state that the ledger can explain."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from making import column, facts, items, matter, rule, ruleset, site, tally, view

from auditor.evaluate import evaluate
from auditor.evaluate.duties import judge_duties
from auditor.evaluate.ledger import LOOKED_AT, ledgers, possible
from auditor.kinds import Facts
from auditor.model import (
    AppliesTo,
    Duty,
    DutyResult,
    DutyState,
    Evidence,
    Finding,
    Level,
    Matter,
    Plan,
    Rule,
    RuleTally,
    State,
    Subject,
)

OVERDUE = rule(
    "duty-overdue",
    "duty_overdue",
    options={},
    applies_to=AppliesTo(in_period=True),
    message="{duty}:{due}前{late}{found}",
    remedy="{unit}补发",
)
COUNT = rule("count-too-low", "count_too_low", options={}, applies_to=AppliesTo(), message="{count}", remedy="补")
PAGES = rule("validity-repealed", "repealed", options={}, message="", remedy="")
DUE = {"roles": ("education",), "words": ("招生",), "due": "06-30"}
AFTER = date(2023, 12, 31)


def duty(name: str = "D1", **changes: Any) -> Duty:  # noqa: ANN401 - attributes of `Duty`
    return Duty(**{"id": name, "quote": "6月底前公开招生范围", "rule": "duty-overdue", "options": DUE, **changes})


def plan(*duties: Duty, year: int = 2023) -> Plan:
    return Plan("a-plan", "某县工作要点", year, duties)


def asked(*duties: Duty, matters: Iterable[Matter] = (), as_of: date = AFTER, level: Level | None = None) -> Facts:
    held = column("education", name="教育", path="/jy/", items=items(("/jy/1.html", "2020-01-01")))
    return facts(view(columns=(held,), site=site(level=level)), as_of=as_of, matters=matters, plans=[plan(*duties)])


def judged(known: Facts, *rules: Rule, period: tuple[date, date] | None = None) -> tuple[Finding, ...]:
    return evaluate(ruleset(*rules), (), known, period)[0]


def results(
    known: Facts, *rules: Rule, findings: Iterable[Finding] | None = None, tallies: Iterable[RuleTally] = ()
) -> tuple[DutyResult, ...]:
    found = tuple(findings) if findings is not None else judged(known, *rules)
    (ledger,) = ledgers(ruleset(*rules), found, tuple(tallies), known)
    return ledger.results


def test_a_hit_stands_on_the_column_and_names_the_duty() -> None:
    (one,) = judged(asked(duty(unit="县教体局")), OVERDUE)
    assert (one.subject.url, one.column, one.unit, one.role) == (
        "http://www.example.gov.cn/jy/",
        "教育",
        "县教体局",
        "education",
    )
    assert (one.state, one.message, one.remedy) == (
        State.FAIL,
        "6月底前公开招生范围:2023-06-30前，未检索到",
        "县教体局补发",
    )
    assert (one.duty, one.basis) == (("a-plan", "D1"), "《某县工作要点》")


def test_a_hit_names_the_document_of_its_plan() -> None:
    known = asked(duty())
    sourced = replace(known, plans=(replace(known.plans[0], source="某政办发〔2023〕1号"),))
    assert [one.basis for one in judged(sourced, OVERDUE)] == ["《某县工作要点》（某政办发〔2023〕1号）"]


def test_without_a_unit_the_hit_is_the_columns() -> None:
    (one,) = judged(asked(duty()), OVERDUE)
    assert one.unit == "县政府办公室"


def test_without_a_column_the_hit_is_the_sites() -> None:
    loose = duty(options={**DUE, "roles": ()})
    known = asked(loose, matters=[matter("招生", "2023-06-01", role="news")])
    (one,) = judged(known, OVERDUE)
    assert (one.subject.url, one.role, one.state) == ("http://www.example.gov.cn/", None, State.NEEDS_REVIEW)


def test_two_duties_on_one_column_have_marks_of_their_own() -> None:
    found = judged(asked(duty(), duty("D2")), OVERDUE)
    assert len({one.fingerprint for one in found}) == len(found) == 2


def test_without_a_plan_a_rule_about_duties_asks_nothing() -> None:
    _, (counts,) = evaluate(ruleset(OVERDUE), (), facts())
    assert (counts.judged, counts.not_applicable) == (0, 1)
    ((subject, verdict),) = judge_duties(OVERDUE, facts(), None)
    assert (subject, verdict.state, verdict.reason) == (None, State.NOT_APPLICABLE, "没有工作要点")


@pytest.mark.parametrize(
    "changes", [{"certainty": "default"}, {"certainty": "inferred"}, {"certainty": "second_hand"}, {"confirmed": False}]
)
def test_what_does_not_stand_in_the_text_or_is_not_confirmed_cannot_fail(changes: dict[str, Any]) -> None:
    (one,) = judged(asked(duty(**changes)), OVERDUE)
    assert one.state is State.NEEDS_REVIEW


def test_a_rule_of_another_level_asks_nothing() -> None:
    city = rule("duty-overdue", "duty_overdue", options={}, applies_to=AppliesTo(levels=(Level.CITY,)), remedy="")
    assert judged(asked(duty(), level=Level.COUNTY), city) == ()
    assert len(judged(asked(duty(), level=Level.CITY), city)) == 1


@pytest.mark.parametrize(
    ("first", "last", "hits"),
    [
        (date(2023, 1, 1), date(2023, 12, 31), 1),
        (date(2023, 6, 30), date(2023, 7, 31), 1),
        (date(2023, 7, 1), date(2023, 12, 31), 0),
        (date(2022, 7, 1), date(2022, 7, 1), 1),
        (date(2022, 1, 1), date(2022, 6, 30), 0),
    ],
)
def test_a_period_leaves_out_what_was_due_outside_it(first: date, last: date, hits: int) -> None:
    assert len(judged(asked(duty()), OVERDUE, period=(first, last))) == hits


# ---------------------------------------------------------------- the ledger


def test_a_duty_is_done_late_or_ahead() -> None:
    (one,) = results(asked(duty(), matters=[matter("招生范围", "2023-06-30", role="education")]), OVERDUE)
    assert (one.state, one.day, [page.quote for page in one.pages]) == (DutyState.DONE, "2023-06-30", ["招生范围"])
    (one,) = results(asked(duty()), OVERDUE)
    assert (one.state, len(one.findings), one.reason) == (
        DutyState.OVERDUE,
        1,
        "6月底前公开招生范围:2023-06-30前，未检索到",
    )
    (one,) = results(asked(duty(), as_of=date(2023, 6, 30)), OVERDUE)
    assert (one.state, one.day, one.findings) == (DutyState.DUE, "2023-06-30", ())


def test_what_may_be_the_evidence_is_for_a_person() -> None:
    (one,) = results(asked(duty(), matters=[matter("招生范围", "2023-06-30", role="news")]), OVERDUE)
    assert (one.state, [page.quote for page in one.pages]) == (DutyState.NEEDS_REVIEW, ["招生范围"])


def test_a_count_is_told() -> None:
    wanted = {"roles": ("education",), "words": ("招生",), "at_least": 3}
    (one,) = results(asked(duty(rule="count-too-low", options=wanted), as_of=date(2023, 2, 1)), COUNT)
    assert (one.state, one.count) == (DutyState.DUE, 0)


def test_a_duty_that_is_not_asked_here_is_not_applicable() -> None:
    city = rule("duty-overdue", "duty_overdue", options={}, applies_to=AppliesTo(levels=(Level.CITY,)))
    (one,) = results(asked(duty(), level=Level.COUNTY), city)
    assert one.state is DutyState.NOT_APPLICABLE


def test_a_duty_without_its_rule_is_a_persons() -> None:
    (one,) = results(asked(duty(rule="no-such-rule", options={})))
    assert (one.state, one.reason) == (DutyState.MANUAL, "本次没有评判规则 no-such-rule")
    (one,) = results(asked(duty(rule="", options={}, manual="没有期限")))
    assert (one.state, one.reason, one.pages) == (DutyState.MANUAL, "没有期限", ())


def found(state: State, url: str, *, seen: bool = True, title: str = "某办法") -> Finding:
    evidence = (Evidence("http://other/", "废止"), Evidence(url, "有效", "", "sha256:07")) if seen else ()
    return Finding(
        "f" + url, "validity-repealed", "", state, "major", Subject(url, title=title), "", "", "说明", "", "", evidence
    )


@pytest.mark.parametrize(
    ("findings", "counts", "confirmed", "state", "count"),
    [
        ([found(State.FAIL, "u1"), found(State.NEEDS_REVIEW, "u2")], {"passed": 3, "failed": 1}, True, "overdue", 1),
        ([found(State.FAIL, "u1")], {"failed": 1}, False, "needs_review", 1),
        ([found(State.NEEDS_REVIEW, "u2", seen=False, title="")], {"needs_review": 1}, True, "needs_review", 1),
        ([], {"passed": 4}, True, "done", 4),
        ([], {"passed": 4, "not_assessable": 1}, True, "not_assessable", None),
        ([], {"not_assessable": 2}, True, "not_assessable", None),
        ([], {"not_applicable": 2}, True, "manual", None),
    ],
)
def test_a_duty_that_is_another_rule_takes_its_verdict_from_that(
    findings: list[Finding],
    counts: dict[str, int],
    confirmed: bool,  # noqa: FBT001 - a column of the table above
    state: str,
    count: int | None,
) -> None:
    known = asked(duty(rule="validity-repealed", options={}, confirmed=confirmed))
    (one,) = results(known, PAGES, findings=findings, tallies=[tally("validity-repealed", **counts)])
    assert (one.state, one.count) == (state, count)
    assert [page.url for page in one.pages] == [each.subject.url for each in findings][: 1 if state == "overdue" else 9]
    assert len(one.findings) == len(one.pages)


def test_the_digest_of_a_page_is_that_of_its_own_evidence() -> None:
    known = asked(duty(rule="validity-repealed", options={}))
    (one,) = results(known, PAGES, findings=[found(State.FAIL, "u1")], tallies=[tally("validity-repealed", failed=1)])
    assert [(page.quote, page.digest) for page in one.pages] == [("某办法", "sha256:07")]


# ---------------------------------------------------------------- evidence found by words alone


def by_hand(*matters: Matter, roles: tuple[str, ...] = (), year: int = 2023) -> list[str]:
    wanted = duty(
        quote="集中公开民办学校办学资质",
        rule="",
        manual="须人工",
        options={"words": ("办学资质", "民办|培训"), "roles": roles},
    )
    return [one.title for one in possible(plan(year=year), wanted, asked(wanted, matters=matters))]


def test_the_likeliest_possible_evidence_comes_first() -> None:
    few = [
        matter("关于培训的通知", "2023-03-01"),
        matter("民办学校办学资质公示", "2023-03-01"),
        matter("防汛", "2023-03-01"),
    ]
    assert by_hand(*few) == ["民办学校办学资质公示"] or by_hand(*few)[0] == "民办学校办学资质公示"
    assert "防汛" not in by_hand(*few)


def test_only_what_is_of_the_plans_time_and_columns_is_offered() -> None:
    assert by_hand(matter("民办学校办学资质", "2022-12-31")) == []
    assert by_hand(matter("民办学校办学资质", "2024-01-01")) == []
    assert by_hand(matter("民办学校办学资质")) == ["民办学校办学资质"]
    assert by_hand(matter("民办学校办学资质", role="news"), roles=("education",)) == []
    assert by_hand(matter("民办学校办学资质", role="education"), roles=("education",)) == ["民办学校办学资质"]


def test_found_by_words_only_is_for_a_person_to_look_at() -> None:
    wanted = duty(quote="公开民办学校办学资质", rule="", manual="须人工", options={"words": ("办学资质",)})
    (one,) = results(asked(wanted, matters=[matter("民办学校办学资质公示", "2023-03-01")]))
    assert (one.state, one.reason, one.count) == (DutyState.NEEDS_REVIEW, "须人工", 1)


def test_the_work_is_bounded() -> None:
    many = [matter(f"民办学校办学资质{n}", "2023-03-01") for n in range(LOOKED_AT + 20)]
    assert len(by_hand(*many)) == 5
