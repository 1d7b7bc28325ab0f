from itertools import pairwise
from random import Random
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from making import finding, record, rule, ruleset, tally, unread

from auditor.model import (
    Coverage,
    Deduction,
    Finding,
    Indicator,
    IndicatorScore,
    Reason,
    Role,
    Ruleset,
    RuleTally,
    State,
    Veto,
)
from auditor.score import Result, coverage, score

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
    assert [one.earned for one in result.indicators] == [0.8, 0.7, 0.75, None]
    assert [one.mode for one in result.indicators] == ["auto", "semi", "auto", "auto"]
    assert [one.deducted for one in result.findings] == [0.45, 0.1, 0.1, 0.1]


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
    assert top == [(0.5, "semi"), (None, "manual"), (1.0, "auto")]
    assert [one.earned for one in result.indicators[0].children] == [0.5, None, None]
    assert result.score == 50.0


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
    each=st.integers(0, 20).map(lambda n: n / 20),
    cap=st.none() | st.integers(0, 20).map(lambda n: n / 20),
)
LEAF = st.builds(
    Indicator,
    id=st.just("l"),
    title=st.just(""),
    points=st.none() | st.integers(0, 40).map(lambda n: n / 4),
    rules=st.lists(ENTRY, max_size=3).map(tuple),
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
def test_neither_the_order_of_findings_nor_of_rules_nor_of_leaves_matters(
    tree: tuple[Indicator, ...], failed: int, other: int, shuffle: Random
) -> None:
    found = [*hits("a", failed), *hits("b", other)]
    tallies: list[RuleTally] = [tally("a", passed=2, failed=failed), tally("b", failed=other)]
    first = score(points(*tree), tallies, found, ALL_SEEN)
    for one in (found, tallies):
        shuffle.shuffle(one)
    leaves = list(tree)
    shuffle.shuffle(leaves)
    second = score(points(*leaves), tallies, found, ALL_SEEN)
    assert second.score == pytest.approx(first.score, abs=0.011)
    assert second.grade_name == first.grade_name or abs((first.score or 0.0) % 10) <= 0.02
    assert {one.fingerprint: one.deducted for one in second.findings} == pytest.approx(
        {one.fingerprint: one.deducted for one in first.findings}, abs=0.011
    )


def test_single_pages_are_no_site_and_get_neither_score_nor_grade() -> None:
    tree = points(leaf("x", 1.0, deduct("a", 0.2)), leaf("y", 1.0, deduct("b", 1.0, mode="veto")))
    found = (*hits("a", 1), *hits("b", 1))
    tallies = [tally("a", passed=1, failed=1), tally("b", failed=1)]
    result = score(tree, tallies, found, ALL_SEEN, whole_site=False)
    assert (result.score, result.grade, result.grade_name) == (None, "deferred", None)
    assert result.deferred_reason == "只读了单个网页,不评定整站"
    assert [one.rule for one in result.vetoes] == ["b"]  # what was found stays
    assert len(result.findings) == 2
