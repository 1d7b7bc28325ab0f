from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from random import Random
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from making import finding, record, rule, ruleset, tally, unread, url

from auditor.model import (
    Bonus,
    Charge,
    Coverage,
    Deduction,
    Finding,
    Indicator,
    IndicatorScore,
    Judged,
    ManualScore,
    Reason,
    Role,
    Ruleset,
    RuleTally,
    Sample,
    State,
    Subject,
    Veto,
)
from auditor.score import Result, coverage, score
from auditor.score.leaf import exact

ALL_SEEN = Coverage(10, 10, {})
GRADES = (("优秀", 0.9), ("良好", 0.8), ("合格", 0.6), ("不合格", 0.0))


def leaf(name: str, points: float | None, *entries: Deduction) -> Indicator:
    return Indicator(name, name, points, tuple(entries))


def deduct(name: str, each: float, **more: Any) -> Deduction:  # noqa: ANN401 - attributes of `Deduction`
    return Deduction(name, more.pop("mode", "deduct"), each, **more)


def points(*indicators: Indicator, **changes: Any) -> Ruleset:  # noqa: ANN401 - attributes of `Ruleset`
    return ruleset(rule("a"), rule("b"), **{"indicators": indicators, "full_marks": 100.0, "grades": GRADES, **changes})


def hits(name: str, count: int, **changes: Any) -> tuple[Finding, ...]:  # noqa: ANN401 - attributes of `Finding`
    return tuple(finding(name, f"{name}{n}", **changes) for n in range(count))


def scored(
    asked: Ruleset, *found: Finding, passed: int = 100, seen: Coverage = ALL_SEEN, review: tuple[str, ...] = ()
) -> Result:
    """Score findings of the rules a and b, each of which let *passed* other subjects pass."""
    tallies = [
        tally(
            one.id,
            passed=passed,
            failed=sum(hit.rule == one.id and hit.state is State.FAIL for hit in found),
            needs_review=sum(hit.rule == one.id and hit.state is State.NEEDS_REVIEW for hit in found),
        )
        for one in asked.rules
        if one.id not in review
    ]
    return score(asked, tallies, found, seen)


# ---------------------------------------------------------------- the tree


def test_the_score_is_the_share_of_earned_points_scaled_to_full_marks() -> None:
    tree = points(leaf("x", 1.0, deduct("a", 0.2)), leaf("y", 3.0, deduct("b", 0.5)))
    result = scored(tree, *hits("a", 1), *hits("b", 2))
    assert [one.earned for one in result.indicators] == [0.8, 2.0]
    assert result.score == 70.0  # 100 × 2.8 / 4
    assert (result.grade, result.grade_name, result.max_score) == ("pass", "合格", 100.0)


def test_scores_have_two_decimals() -> None:
    assert scored(points(leaf("x", 3.0, deduct("a", 1.0))), *hits("a", 1)).score == 66.67


def test_an_indicator_never_falls_below_nothing() -> None:
    tree = points(leaf("x", 1.0, deduct("a", 0.4), deduct("b", 0.4)), leaf("y", 1.0, deduct("b", 0.0)))
    result = scored(tree, *hits("a", 2), *hits("b", 9))
    assert [one.earned for one in result.indicators] == [0.0, 1.0]
    assert result.score == 50.0


def test_a_cap_limits_what_one_rule_costs() -> None:
    tree = points(leaf("x", 1.0, deduct("a", 0.2, cap=0.5), deduct("b", 0.1)))
    assert scored(tree, *hits("a", 9), *hits("b", 1)).indicators[0].earned == 0.4


def test_a_rate_costs_the_share_that_failed() -> None:
    tree = points(leaf("x", 2.0, deduct("a", 0.0, mode="rate")))
    assert scored(tree, *hits("a", 3), passed=9).indicators[0].earned == 1.5
    assert scored(tree, *hits("a", 3), passed=0).indicators[0].earned == 0.0
    capped = points(leaf("x", 2.0, deduct("a", 0.0, mode="rate", cap=0.25)))
    assert scored(capped, *hits("a", 3), passed=9).indicators[0].earned == 1.75


def test_what_is_for_a_person_to_look_at_costs_nothing_and_makes_the_leaf_semi() -> None:
    tree = points(leaf("x", 1.0, deduct("a", 0.2)), leaf("y", 1.0, deduct("b", 0.2)))
    result = scored(tree, *hits("a", 3, state=State.NEEDS_REVIEW))
    assert [(one.earned, one.mode) for one in result.indicators] == [(1.0, "semi"), (1.0, "auto")]
    assert {one.deducted for one in result.findings} == {0.0}
    assert result.score == 100.0


def test_a_deduction_limited_to_roles_counts_only_what_stands_in_them() -> None:
    by_role = {
        "normative_documents": {State.PASS: 3, State.FAIL: 1, State.NEEDS_REVIEW: 0},
        "policy_documents": {State.PASS: 1, State.FAIL: 3, State.NEEDS_REVIEW: 1},
    }
    counts = tally("a", passed=4, failed=4, needs_review=1, by_role=by_role)
    found = (
        *hits("a", 1, role=Role.NORMATIVE_DOCUMENTS),
        *(finding("a", f"p{n}", role=Role.POLICY_DOCUMENTS) for n in range(3)),
    )
    tree = points(
        leaf("x", 1.0, deduct("a", 0.2, roles=(Role.NORMATIVE_DOCUMENTS,))),
        leaf("y", 1.0, deduct("a", 0.1, roles=(Role.POLICY_DOCUMENTS, Role.OTHER_DOCUMENTS))),
        leaf("r", 1.0, deduct("a", 0.0, mode="rate", roles=(Role.NORMATIVE_DOCUMENTS,))),
        leaf("z", 1.0, deduct("a", 0.1, roles=(Role.OTHER_DOCUMENTS,))),  # nothing stands there
    )
    result = score(tree, [counts], found, ALL_SEEN)
    assert [one.earned for one in result.indicators] == [0.8, 0.7, 1.0, None]  # one cause costs once
    assert [one.mode for one in result.indicators] == ["auto", "semi", "auto", "auto"]
    assert [one.deducted for one in result.findings] == [0.2, 0.1, 0.1, 0.1]


def test_manual_leaves_are_in_neither_sum() -> None:
    tree = points(leaf("x", 1.0, deduct("a", 0.5)), leaf("by hand", 9.0))
    result = scored(tree, *hits("a", 1))
    assert result.indicators[1] == IndicatorScore("by hand", "by hand", 9.0, None, "manual")
    assert result.score == 50.0


@pytest.mark.parametrize("counts", [{"not_applicable": 7}, {"not_assessable": 7}, {}])
def test_a_leaf_that_judged_nothing_leaves_the_tree_and_the_rest_is_scaled(counts: dict[str, int]) -> None:
    tree = points(leaf("x", 1.0, deduct("a", 0.5)), leaf("y", 9.0, deduct("b", 0.5)))
    tallies = [tally("a", passed=1, failed=1), tally("b", **counts)]
    result = score(tree, tallies, hits("a", 1), ALL_SEEN)
    assert [one.earned for one in result.indicators] == [0.5, None]
    assert result.score == 50.0


def test_a_leaf_keeps_the_rules_that_judged_something() -> None:
    tree = points(leaf("x", 1.0, deduct("a", 0.5), deduct("b", 0.5), deduct("not in the set", 1.0)))
    result = score(tree, [tally("a", failed=1), tally("b", not_applicable=3)], hits("a", 1), ALL_SEEN)
    assert result.indicators[0].earned == 0.5


def test_a_leaf_without_points_is_shown_and_not_counted() -> None:
    tree = points(leaf("x", None, deduct("a", 0.5)), leaf("y", 1.0, deduct("b", 0.25)))
    result = scored(tree, *hits("a", 1), *hits("b", 1))
    assert (result.indicators[0].earned, result.indicators[0].mode) == (None, "auto")
    assert result.score == 75.0


def test_a_rule_that_the_tree_names_as_a_veto_deducts_nothing_and_vetoes() -> None:
    tree = points(leaf("x", 1.0, deduct("a", 0.5, mode="veto")))
    result = scored(tree, *hits("a", 2))
    assert (result.grade, result.score) == ("vetoed", None)
    assert [(one.rule, one.state) for one in result.vetoes] == [("a", State.FAIL)]
    assert {one.deducted for one in result.findings} == {0.0}


def test_a_parent_adds_up_its_leaves() -> None:
    auto, manual, gone = leaf("x", 1.0, deduct("a", 0.5)), leaf("y", 3.0), leaf("z", 2.0, deduct("b", 0.5))
    tree = points(
        Indicator("p", "p", 6.0, (), (auto, manual, gone)),
        Indicator("q", "q", 3.0, (), (manual,)),
        Indicator("r", "r", 2.0, (), (Indicator("s", "s", 2.0, (), (auto, auto)),)),
    )
    result = score(tree, [tally("a", failed=1), tally("b")], hits("a", 1), ALL_SEEN)
    top = [(one.earned, one.mode) for one in result.indicators]
    assert top == [(0.5, "semi"), (None, "manual"), (2.0, "auto")]  # the one finding costs in the first leaf alone
    assert [one.earned for one in result.indicators[0].children] == [0.5, None, None]
    assert result.score == 83.33


# ---------------------------------------------------------------- deducted


@pytest.mark.parametrize(
    ("entry", "count"), [(deduct("a", 0.2), 3), (deduct("a", 0.2, cap=0.5), 3), (deduct("a", 0.0, mode="rate"), 7)]
)
def test_what_the_findings_of_an_indicator_cost_adds_up_to_what_it_lost(entry: Deduction, count: int) -> None:
    result = scored(points(leaf("x", 1.0, entry)), *hits("a", count), passed=3)
    lost = 1.0 - (result.indicators[0].earned or 0.0)
    assert sum(one.deducted for one in result.findings) == pytest.approx(lost, abs=0.005 * count)
    assert lost > 0.0


def test_two_rules_together_cost_no_more_than_their_indicator_has() -> None:
    result = scored(points(leaf("x", 1.0, deduct("a", 0.5), deduct("b", 0.5))), *hits("a", 2), *hits("b", 2))
    assert result.indicators[0].earned == 0.0
    assert sum(one.deducted for one in result.findings) == pytest.approx(1.0, abs=0.02)


# ---------------------------------------------------------------- why it costs what it costs


def charges(result: Result) -> list[Charge]:
    return list(result.indicators[0].charges)


def test_a_charge_says_what_a_hit_costs_and_what_the_cap_left_of_it() -> None:
    result = scored(points(leaf("x", 1.0, deduct("a", 0.2, cap=0.5))), *hits("a", 3))
    assert charges(result) == [Charge("a", "deduct", 3, 103, 0.2, 0.5, 0.6, 0.5)]
    assert [one.uncapped for one in result.indicators[0].losses] == [0.2, 0.2, 0.2]


def test_a_charge_says_what_an_indicator_with_too_few_points_left_of_it() -> None:
    result = scored(points(leaf("x", 1.0, deduct("a", 0.5), deduct("b", 0.5))), *hits("a", 1), *hits("b", 3))
    assert charges(result) == [
        Charge("a", "deduct", 1, 101, 0.5, None, 0.5, 0.3334),
        Charge("b", "deduct", 3, 103, 0.5, None, 1.5, 0.6666),
    ]


def test_a_charge_by_rate_says_how_many_of_how_many() -> None:
    result = scored(points(leaf("x", 1.0, deduct("a", 0.0, mode="rate"))), *hits("a", 1), passed=3)
    assert charges(result) == [Charge("a", "rate", 1, 4, None, None, 0.25, 0.25)]
    assert [one.uncapped for one in result.indicators[0].losses] == [0.25]


def test_a_charge_says_what_was_merged_into_a_dearer_one() -> None:
    tree = points(replace(leaf("x", 1.0, deduct("a", 0.2), deduct("b", 0.1)), once=True))
    result = scored(tree, on("1", "a", "a1"), on("1", "b", "b1"), on("2", "b", "b2"))
    assert [(one.rule, one.hits, one.merged, one.points) for one in charges(result)] == [
        ("a", 1, 0, 0.2),
        ("b", 1, 1, 0.1),
    ]


def test_what_costs_nothing_is_no_charge() -> None:
    assert charges(scored(points(leaf("x", 1.0, deduct("a", 0.2))), *hits("a", 2, state=State.NEEDS_REVIEW))) == []


# ---------------------------------------------------------------- grades


@pytest.mark.parametrize(
    ("count", "grade", "name"),
    [
        (0, "pass", "优秀"),
        (10, "pass", "优秀"),
        (11, "pass", "良好"),
        (20, "pass", "良好"),
        (21, "pass", "合格"),
        (40, "pass", "合格"),
        (41, "fail", "不合格"),
        (100, "fail", "不合格"),
    ],
)
def test_a_grade_begins_at_its_threshold(count: int, grade: str, name: str) -> None:
    result = scored(points(leaf("x", 1.0, deduct("a", 0.01))), *hits("a", count))
    assert (result.score, result.grade, result.grade_name) == (100.0 - count, grade, name)


@pytest.mark.parametrize("mark", [7, 14, 28, 55, 56, 57, 60, 90])
def test_a_score_exactly_at_a_threshold_reaches_it(mark: int) -> None:
    """0.55 × 100 is a little more than 55 in floating point."""
    asked = points(
        leaf("x", 1.0, deduct("a", 0.01)), pass_mark=mark / 100, grades=(("合格", mark / 100), ("不合格", 0.0))
    )
    result = scored(asked, *hits("a", 100 - mark))
    assert (result.score, result.grade, result.grade_name) == (float(mark), "pass", "合格")


def test_a_score_below_all_grades_has_no_name() -> None:
    asked = points(leaf("x", 1.0, deduct("a", 1.0)), grades=(("合格", 0.6),))
    assert scored(asked, *hits("a", 1)).grade_name is None


@pytest.mark.parametrize("changes", [{"full_marks": None}, {"indicators": ()}, {"full_marks": None, "indicators": ()}])
def test_a_set_without_points_gives_no_score_and_no_grade(changes: dict[str, Any]) -> None:
    result = scored(points(leaf("x", 1.0, deduct("a", 0.5)), **changes), *hits("a", 1))
    assert (result.score, result.grade, result.grade_name) == (None, None, None)


def test_full_marks_of_nothing_have_no_grade_name() -> None:
    assert scored(points(leaf("x", 1.0, deduct("a", 0.5)), full_marks=0.0), *hits("a", 1)).grade_name is None


def test_a_tree_of_which_nothing_could_be_judged_gives_no_score() -> None:
    result = score(points(leaf("x", 1.0, deduct("a", 0.5)), leaf("y", 1.0)), [tally("a")], (), ALL_SEEN)
    assert (result.score, result.grade) == (None, None)


# ---------------------------------------------------------------- veto and coverage


def vetoing() -> Ruleset:
    asked = points(leaf("x", 1.0, deduct("b", 0.5)))
    return ruleset(rule("a", severity="veto"), rule("b"), indicators=asked.indicators, full_marks=100.0, grades=GRADES)


def test_only_a_certain_veto_vetoes() -> None:
    result = scored(vetoing(), *hits("a", 2), *hits("b", 1))
    assert (result.grade, result.score, result.grade_name, result.max_score) == ("vetoed", None, None, 100.0)
    assert result.vetoes == (Veto("a", State.FAIL, ("a0", "a1")),)


def test_a_veto_for_a_person_to_look_at_is_listed_and_changes_nothing() -> None:
    result = scored(vetoing(), *hits("a", 2, state=State.NEEDS_REVIEW), *hits("b", 1))
    assert (result.grade, result.score) == ("fail", 50.0)
    assert result.vetoes == (Veto("a", State.NEEDS_REVIEW, ("a0", "a1")),)


def test_one_certain_hit_among_doubtful_ones_vetoes() -> None:
    mixed = (finding("a", "1", state=State.NEEDS_REVIEW), finding("a", "2"))
    assert scored(vetoing(), *mixed).grade == "vetoed"


def test_other_rules_never_veto() -> None:
    assert scored(points(leaf("x", 1.0, deduct("a", 0.5))), *hits("a", 9)).vetoes == ()


@pytest.mark.parametrize(("assessed", "deferred"), [(10, False), (8, False), (7, True), (0, True)])
def test_below_the_coverage_floor_a_site_is_deferred(assessed: int, *, deferred: bool) -> None:
    asked = points(leaf("x", 1.0, deduct("a", 0.5)))
    result = scored(asked, *hits("a", 1), seen=Coverage(10, assessed, {}))
    if deferred:
        assert (result.grade, result.score, result.grade_name) == ("deferred", None, None)
        assert f"{assessed}/10" in (result.deferred_reason or "")
        assert "80%" in (result.deferred_reason or "")
    else:
        assert (result.grade, result.score, result.deferred_reason) == ("fail", 50.0, None)


@given(st.integers(1, 100), st.integers(1, 40))
def test_exactly_the_floor_is_enough(percent: int, hundreds: int) -> None:
    asked = points(leaf("x", 1.0, deduct("a", 0.5)), coverage_floor=percent / 100)
    seen = Coverage(100 * hundreds, percent * hundreds, {})
    assert scored(asked, seen=seen).deferred_reason is None
    less = Coverage(seen.captured, seen.assessed - 1, {})
    assert scored(asked, seen=less).grade == "deferred"


def test_a_site_of_which_nothing_was_captured_is_deferred_with_the_reason() -> None:
    result = scored(points(leaf("x", 1.0, deduct("a", 0.5))), seen=Coverage(0, 0, {"dns": 1}))
    assert (result.grade, result.score) == ("deferred", None)
    assert result.deferred_reason


def test_a_site_that_is_vetoed_and_deferred_has_no_score_and_says_both() -> None:
    result = scored(vetoing(), *hits("a", 1), seen=Coverage(10, 1, {}))
    assert result.score is None
    assert result.vetoes
    assert result.deferred_reason


def test_coverage_leaves_out_what_was_not_asked_for() -> None:
    seen = coverage(
        [
            *(record(f"/{n}.html") for n in range(3)),
            unread("/4.html", Reason.BLOCKED_WAF),
            unread("/5.html", Reason.BLOCKED_WAF),
            unread("/6.html", Reason.TIMEOUT),
            unread("/7.html", Reason.ROBOTS),
            unread("/8.html", Reason.OUT_OF_SCOPE),
            unread("/9.html", Reason.NOT_CAPTURED),
        ],
        not_captured=4,
    )
    assert (seen.captured, seen.assessed) == (6, 3)
    assert seen.not_assessable == {
        "blocked_waf": 2,
        "not_captured": 5,
        "out_of_scope": 1,
        "robots": 1,
        "timeout": 1,
    }
    assert list(seen.not_assessable) == sorted(seen.not_assessable)


def test_coverage_of_nothing_is_nothing() -> None:
    assert coverage([]) == Coverage(0, 0, {})


# ---------------------------------------------------------------- what holds for every set

ENTRY = st.builds(
    Deduction,
    rule=st.sampled_from(["a", "b"]),
    mode=st.sampled_from(["deduct", "rate"]),
    each=st.integers(0, 30).map(lambda n: n / 30),
    cap=st.none() | st.integers(0, 20).map(lambda n: n / 20),
    share=st.none() | st.integers(0, 10).map(lambda n: n / 10),
    of=st.none() | st.integers(1, 4),
)
ONCE = st.builds(Deduction, rule=st.sampled_from(["a", "b"]), mode=st.just("deduct"), each=st.sampled_from([0.2, 0.3]))
POINTS = st.none() | st.integers(0, 40).map(lambda n: n / 4)
LEAF = st.builds(
    Indicator,
    id=st.just("l"),
    title=st.just(""),
    points=POINTS,
    rules=st.lists(ENTRY, max_size=3).map(tuple),
) | st.builds(
    Indicator,
    id=st.just("l"),
    title=st.just(""),
    points=POINTS,
    rules=st.lists(ONCE, max_size=3).map(tuple),
    once=st.just(True),
)
TREE = st.lists(
    LEAF | st.builds(lambda *ones: Indicator("p", "", None, (), ones), LEAF, LEAF), min_size=1, max_size=4
).map(tuple)


@given(TREE, st.integers(0, 8), st.integers(0, 8), st.integers(0, 8))
def test_a_score_lies_between_nothing_and_full_marks(
    tree: tuple[Indicator, ...], failed: int, other: int, passed: int
) -> None:
    result = scored(points(*tree), *hits("a", failed), *hits("b", other), passed=passed)
    if result.score is not None:
        assert 0.0 <= result.score <= 100.0
        assert result.grade == ("pass" if result.score >= 60.0 else "fail")
        assert result.grade_name == next(name for name, lowest in GRADES if result.score >= lowest * 100)
    assert all(one.deducted >= 0.0 for one in result.findings)


@given(TREE, st.integers(1, 8))
def test_a_subject_that_fails_instead_of_passing_never_raises_the_score(
    tree: tuple[Indicator, ...], subjects: int
) -> None:
    scores = []
    for failed in range(subjects + 1):
        counts = [tally("a", passed=subjects - failed, failed=failed), tally("b", passed=1)]
        scores.append(score(points(*tree), counts, hits("a", failed), ALL_SEEN).score)
    assume(scores[0] is not None)
    assert all(one is not None for one in scores)
    assert all(before >= after for before, after in pairwise(one or 0.0 for one in scores))


@given(TREE, st.integers(0, 5), st.integers(0, 5), st.randoms())
def test_neither_the_order_of_findings_nor_of_rules_matters(
    tree: tuple[Indicator, ...], failed: int, other: int, shuffle: Random
) -> None:
    found = [*hits("a", failed), *hits("b", other)]
    tallies: list[RuleTally] = [tally("a", passed=2, failed=failed), tally("b", failed=other)]
    first = score(points(*tree), tallies, found, ALL_SEEN)
    for one in (found, tallies):
        shuffle.shuffle(one)
    second = score(points(*tree), tallies, found, ALL_SEEN)
    assert (second.score, second.grade_name, second.indicators) == (first.score, first.grade_name, first.indicators)
    assert {one.fingerprint: one.deducted for one in second.findings} == {
        one.fingerprint: one.deducted for one in first.findings
    }


STATES = st.lists(st.sampled_from([State.PASS, State.FAIL, State.NEEDS_REVIEW]), max_size=6)


def judged(states: dict[str, list[State]], tree: tuple[Indicator, ...]) -> Result:
    """Score subjects that the rules a and b found in those *states*: subject n stands on page n for both."""
    found = [
        finding(name, f"{name}{n}", state=state, subject=Subject(url(f"/{n}.html")))
        for name, all_states in states.items()
        for n, state in enumerate(all_states)
        if state is not State.PASS
    ]
    tallies = [
        tally(
            name,
            passed=one.count(State.PASS),
            failed=one.count(State.FAIL),
            needs_review=one.count(State.NEEDS_REVIEW),
            subjects=tuple(Judged(url(f"/{n}.html")) for n in range(len(one))),
        )
        for name, one in states.items()
    ]
    return score(points(*tree), tallies, found, ALL_SEEN)


def lower(result: Result) -> float:
    return -1.0 if result.score is None else result.score


def all_leaves(indicators: tuple[IndicatorScore, ...]) -> list[IndicatorScore]:
    return [leaf for one in indicators for leaf in (all_leaves(one.children) if one.children else [one])]


@given(TREE, STATES, STATES)
def test_the_parts_sum_to_the_whole(tree: tuple[Indicator, ...], ones: list[State], others: list[State]) -> None:
    result = judged({"a": ones, "b": others}, tree)
    counted = [one for one in all_leaves(result.indicators) if one.earned is not None and not one.bonus]
    for one in counted:
        lost = sum((exact(loss.points) for loss in one.losses), Fraction(0))
        assert exact(one.points or 0.0) - lost == exact(one.earned or 0.0)
        assert sum((exact(charge.points) for charge in one.charges), Fraction(0)) == lost
        assert all(charge.points <= charge.asked + 0.0001 for charge in one.charges)
        assert 0.0 <= (one.earned or 0.0) <= (one.points or 0.0)
    full = sum((exact(one.points or 0.0) for one in counted), Fraction(0))
    lost = sum((exact(one.deducted) for one in result.findings), Fraction(0))
    if result.score is not None:
        assert abs(exact(result.score) - 100 * (full - lost) / full) <= Fraction(1, 200)


@given(TREE, STATES, STATES, st.data())
def test_another_finding_never_raises_the_score(
    tree: tuple[Indicator, ...], ones: list[State], others: list[State], data: st.DataObject
) -> None:
    passing = [n for n, state in enumerate(ones) if state is State.PASS]
    assume(passing)
    place = data.draw(st.sampled_from(passing))
    worse = [*ones[:place], data.draw(st.sampled_from([State.FAIL, State.NEEDS_REVIEW])), *ones[place + 1 :]]
    assert lower(judged({"a": worse, "b": others}, tree)) <= lower(judged({"a": ones, "b": others}, tree))


@given(TREE, STATES, STATES, st.data())
def test_confirming_never_raises_the_score_and_the_risk_is_what_confirming_all_costs(
    tree: tuple[Indicator, ...], ones: list[State], others: list[State], data: st.DataObject
) -> None:
    def confirmed(states: list[State]) -> list[State]:
        return [State.FAIL if state is State.NEEDS_REVIEW else state for state in states]

    now = judged({"a": ones, "b": others}, tree)
    worst = judged({"a": confirmed(ones), "b": confirmed(others)}, tree)
    waiting = [n for n, state in enumerate(ones) if state is State.NEEDS_REVIEW]
    if waiting:
        place = data.draw(st.sampled_from(waiting))
        some = judged({"a": [*ones[:place], State.FAIL, *ones[place + 1 :]], "b": others}, tree)
        assert lower(worst) <= lower(some) <= lower(now)
    if now.score is not None:
        assert now.points_at_risk == pytest.approx(now.score - (worst.score or 0.0), abs=0.001)
        for before, after in zip(all_leaves(now.indicators), all_leaves(worst.indicators), strict=True):
            assert before.at_risk == pytest.approx((before.earned or 0.0) - (after.earned or 0.0))


def test_single_pages_are_no_site_and_get_neither_score_nor_grade() -> None:
    tree = points(leaf("x", 1.0, deduct("a", 0.2)), leaf("y", 1.0, deduct("b", 1.0, mode="veto")))
    found = (*hits("a", 1), *hits("b", 1))
    tallies = [tally("a", passed=1, failed=1), tally("b", failed=1)]
    result = score(tree, tallies, found, ALL_SEEN, whole_site=False)
    assert (result.score, result.grade, result.grade_name) == (None, "deferred", None)
    assert result.deferred_reason == "只读了单个网页，不评定整站"
    assert [one.rule for one in result.vetoes] == ["b"]  # what was found stays
    assert len(result.findings) == 2


# ---------------------------------------------------------------- shares, causes, samples


def test_a_share_costs_its_part_of_the_indicator() -> None:
    """宣州: a bare 情况说明 costs 1.2 of 3.0."""
    tree = points(leaf("x", 3.0, deduct("a", 0.0, share=0.4)))
    assert scored(tree, *hits("a", 1)).indicators[0].earned == 1.8
    assert scored(tree, *hits("a", 1, state=State.NEEDS_REVIEW)).indicators[0].earned == 3.0
    assert scored(tree, *hits("a", 3)).indicators[0].earned == 0.0


def test_a_finding_that_two_leaves_name_costs_in_the_first_alone() -> None:
    tree = points(leaf("x", 1.0, deduct("a", 0.25)), leaf("y", 1.0, deduct("a", 0.5)))
    result = scored(tree, *hits("a", 1))
    assert [one.earned for one in result.indicators] == [0.75, 1.0]
    waiting = scored(tree, *hits("a", 1, state=State.NEEDS_REVIEW))
    assert [one.at_risk for one in waiting.indicators] == [0.25, 0.0]


def on(path: str, name: str, mark: str, **changes: Any) -> Finding:  # noqa: ANN401 - attributes of `Finding`
    return finding(name, mark, subject=Subject(url(path)), **changes)


def test_in_a_leaf_that_counts_once_a_page_costs_what_its_dearest_rule_costs() -> None:
    entries = (deduct("a", 0.2), deduct("b", 0.3))
    found = (on("/1", "a", "1"), on("/1", "b", "2"), on("/2", "a", "3"))
    result = scored(points(Indicator("x", "x", 1.0, entries, once=True)), *found)
    assert result.indicators[0].earned == 0.5
    assert [one.deducted for one in result.findings] == [0.0, 0.3, 0.2]
    assert scored(points(Indicator("x", "x", 1.0, entries)), *found).indicators[0].earned == 0.3


def test_several_hits_of_one_rule_on_a_page_are_several_causes() -> None:
    entries = (deduct("a", 0.2), deduct("b", 0.3))
    found = (on("/1", "a", "1"), on("/1", "a", "2"), on("/1", "b", "3"))
    result = scored(points(Indicator("x", "x", 1.0, entries, once=True)), *found)
    assert [one.deducted for one in result.findings] == [0.2, 0.2, 0.0]


def test_of_equal_rules_the_one_named_first_bears_the_cause() -> None:
    found = (on("/1", "b", "1"), on("/1", "a", "2"))
    tree = points(Indicator("x", "x", 1.0, (deduct("a", 0.2), deduct("b", 0.2)), once=True))
    assert [one.deducted for one in scored(tree, *found).findings] == [0.0, 0.2]


def sampled(tree: Ruleset, pages: dict[str, int], *found: Finding) -> Result:
    """Score the rule a where each unit has so many pages, all judged."""
    subjects = tuple(Judged(url(f"/{unit}{n}"), unit, Role.NEWS) for unit, count in pages.items() for n in range(count))
    failed = sum(one.state is State.FAIL for one in found)
    review = len(found) - failed
    counts = tally("a", passed=len(subjects) - failed - review, failed=failed, needs_review=review, subjects=subjects)
    return score(tree, [counts], found, ALL_SEEN)


def test_a_sample_takes_as_many_pages_of_every_unit() -> None:
    tree = points(leaf("x", 1.0, deduct("a", 0.1, of=2)))
    result = sampled(tree, {"甲": 50, "乙": 3, "丙": 1})
    samples = result.indicators[0].samples
    assert [(one.unit, one.population, len(one.urls)) for one in samples] == [("丙", 1, 1), ("乙", 3, 2), ("甲", 50, 2)]
    assert {one.seed for one in samples} == {"a-set"}
    assert samples == sampled(tree, {"丙": 1, "乙": 3, "甲": 50}).indicators[0].samples


def test_only_what_was_drawn_costs() -> None:
    tree = points(leaf("x", 1.0, deduct("a", 0.1, of=2)), seed="2023")
    drawn = sampled(tree, {"甲": 9}).indicators[0].samples[0]
    assert drawn == Sample("a", "甲", 9, drawn.urls, "2023")
    found = tuple(
        finding("a", str(n), subject=Subject(url(f"/甲{n}")), unit="甲", state=state)
        for n, state in enumerate([State.FAIL] * 9)
    )
    result = sampled(tree, {"甲": 9}, *found)
    assert result.indicators[0].earned == 0.8
    assert {one.subject.url for one in result.findings if one.deducted} == set(drawn.urls)
    rate = points(leaf("x", 1.0, deduct("a", 0.0, mode="rate", of=2)), seed="2023")
    assert sampled(rate, {"甲": 9}, *found).indicators[0].earned == 0.0
    other = points(leaf("x", 1.0, deduct("a", 0.1, of=2)), seed="2024")
    seeds = {sampled(replace(other, seed=str(n)), {"甲": 9}).indicators[0].samples[0].urls for n in range(20)}
    assert len(seeds) > 1


def test_a_sample_can_be_limited_to_roles_and_may_be_empty() -> None:
    tree = points(leaf("x", 1.0, deduct("a", 0.1, of=2, roles=(Role.NOTICES,))), leaf("y", 1.0, deduct("a", 0.1, of=1)))
    waiting = finding("a", "1", subject=Subject(url("/甲0")), unit="甲", state=State.NEEDS_REVIEW)
    result = sampled(tree, {"甲": 1}, waiting)
    assert [(one.earned, one.mode) for one in result.indicators] == [(None, "auto"), (1.0, "semi")]


# ---------------------------------------------------------------- not applicable, by hand


@pytest.mark.parametrize("lost", [0, 1, 7, 30])
def test_a_department_without_services_is_scored_by_four_thirds(lost: int) -> None:
    """19号: 办事服务 25 of 100 is not checked, the result of the other 75 counts 4/3."""
    tree = points(leaf("others", 75.0, deduct("a", 1.0)), leaf("services", 25.0, deduct("b", 1.0)))
    counts = [tally("a", passed=100, failed=lost), tally("b", not_applicable=4)]
    result = score(tree, counts, hits("a", lost), ALL_SEEN)
    assert result.score == pytest.approx((75 - lost) * 4 / 3, abs=0.005)


def test_points_given_by_hand_come_into_both_sums() -> None:
    tree = points(leaf("x", 1.0, deduct("a", 0.5)), leaf("by hand", 3.0), leaf("gone", 6.0))
    given = {"by hand": ManualScore(2.0, "现场查看", "张三"), "gone": ManualScore(None, "没有此项职能", "张三")}
    result = score(tree, [tally("a", passed=1)], (), ALL_SEEN, by_hand=given)
    assert [(one.earned, one.mode, one.by_hand) for one in result.indicators[1:]] == [
        (2.0, "manual", given["by hand"]),
        (None, "manual", given["gone"]),
    ]
    assert result.score == 75.0


# ---------------------------------------------------------------- bonus and risk


def with_bonus(**changes: Any) -> Ruleset:  # noqa: ANN401 - attributes of `Ruleset`
    extra = Indicator("e", "e", 10.0, (deduct("b", 2.0, mode="bonus"),), bonus=True)
    hand = Indicator("h", "h", 20.0, bonus=True)
    return points(leaf("x", 1.0, deduct("a", 0.05)), Indicator("top", "t", 30.0, (), (extra, hand), True), **changes)


@pytest.mark.parametrize(("count", "is_open"), [(0, True), (3, True), (4, False), (9, False)])
def test_the_bonus_opens_above_four_fifths_and_stands_beside_the_score(count: int, *, is_open: bool) -> None:
    tallies = [tally("a", passed=9, failed=count), tally("b", passed=3, failed=2)]
    found = (*hits("a", count), *hits("b", 2))
    given = {"h": ManualScore(1.5, "案例", "李四")}
    result = score(with_bonus(), tallies, found, ALL_SEEN, by_hand=given)
    assert result.score == 100.0 - 5 * count
    assert result.bonus == Bonus(30.0, 7.5, is_open)
    assert [one.earned for one in result.indicators] == [round(1 - 0.05 * count, 4), 7.5]
    assert [one.deducted for one in result.findings][count:] == [0.0, 0.0]


def test_the_bonus_has_caps_and_roles_and_its_own_gate() -> None:
    entry = deduct("b", 2.0, mode="bonus", cap=3.0)
    by_role = {"news": {State.PASS: 1}, "notices": {State.PASS: 7}}
    news = deduct("b", 2.0, mode="bonus", roles=(Role.NEWS, Role.FEES))
    tree = with_bonus(bonus_from=0.95).indicators[:1]
    indicators = (*tree, Indicator("c", "c", 4.0, (entry, news), bonus=True))
    result = score(
        points(*indicators, bonus_from=0.95),
        [tally("a", passed=1, failed=1), tally("b", passed=8, by_role=by_role)],
        hits("a", 1),
        ALL_SEEN,
    )
    assert result.bonus == Bonus(4.0, 4.0, open=False)
    one = points(*tree, Indicator("c", "c", 9.0, (entry, news), bonus=True))
    assert score(one, [tally("a", passed=1), tally("b", passed=8, by_role=by_role)], (), ALL_SEEN).bonus == Bonus(
        9.0, 5.0, open=True
    )


def test_a_bonus_inside_a_branch_is_in_neither_sum() -> None:
    inner = Indicator("b", "b", 5.0, (deduct("b", 1.0, mode="bonus"),), bonus=True)
    tree = points(Indicator("p", "p", 2.0, (), (leaf("x", 2.0, deduct("a", 1.0)), inner)))
    result = scored(tree, *hits("a", 1), passed=4)
    assert (result.score, result.indicators[0].earned, result.bonus) == (50.0, 1.0, Bonus(5.0, 4.0, open=False))


def test_a_set_without_bonus_has_none() -> None:
    assert scored(points(leaf("x", 1.0, deduct("a", 0.5)))).bonus is None


def test_what_awaits_a_person_is_shown_as_points_at_risk() -> None:
    tree = points(leaf("x", 1.0, deduct("a", 0.25)), leaf("y", 1.0, deduct("b", 0.5)))
    result = scored(tree, *hits("a", 1), *hits("b", 1, state=State.NEEDS_REVIEW))
    assert (result.score, result.points_at_risk) == (87.5, 25.0)
    assert [one.at_risk for one in result.indicators] == [0.0, 0.5]


def test_a_veto_that_awaits_a_person_puts_the_whole_score_at_risk() -> None:
    result = scored(vetoing(), *hits("a", 1, state=State.NEEDS_REVIEW))
    assert (result.score, result.points_at_risk) == (100.0, 100.0)


def test_where_there_is_no_score_nothing_is_at_risk() -> None:
    assert scored(vetoing(), *hits("a", 1)).points_at_risk is None
