"""Outcomes → points; this package alone knows how an indicator tree is scored, and when a site gets no score at all.

The order is that of 国办秘函〔2019〕19号: a veto ends the scoring; else points are deducted from full marks, never
below 0 in an indicator; a score above the gate opens the bonus, which stands beside the full marks.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import floor

from auditor.model import (
    Bonus,
    Coverage,
    Finding,
    Indicator,
    IndicatorScore,
    ManualScore,
    PageView,
    Reason,
    Record,
    Ruleset,
    RuleTally,
    State,
    Veto,
)
from auditor.score.leaf import UNITS, Judgement, exact, score_leaf, units

__all__ = ["NOT_COUNTED", "Result", "coverage", "score"]

# Addresses that were not asked for, or not ours to ask: they say nothing about how much of a site could be read.
NOT_COUNTED = (Reason.NOT_CAPTURED, Reason.ROBOTS, Reason.OUT_OF_SCOPE)


@dataclass(frozen=True, slots=True)
class Result:
    """The score of a site and what led to it; `score` is None for a set without points, a vetoed or a deferred site.

    `points_at_risk` is what the score would lose if all that awaits a person were confirmed: the whole score where a
    veto awaits one.
    """

    grade: str | None
    grade_name: str | None
    score: float | None
    max_score: float | None
    deferred_reason: str | None
    vetoes: tuple[Veto, ...]
    indicators: tuple[IndicatorScore, ...]
    findings: tuple[Finding, ...]
    points_at_risk: float | None = None
    bonus: Bonus | None = None


def coverage(pages: Iterable[PageView | Record], not_captured: int = 0) -> Coverage:
    """Count how many pages were captured and how many of them could be read."""
    outcomes = Counter(page.outcome for page in pages)
    outcomes[Reason.NOT_CAPTURED] += not_captured
    assessed = outcomes.pop(Reason.OK, 0)
    failed = {str(reason): count for reason, count in sorted(outcomes.items()) if count}
    counted = sum(count for reason, count in outcomes.items() if reason not in NOT_COUNTED)
    return Coverage(assessed + counted, assessed, failed)


def score(
    ruleset: Ruleset,
    tallies: Sequence[RuleTally],
    findings: Sequence[Finding],
    seen: Coverage,
    *,
    whole_site: bool = True,
    by_hand: Mapping[str, ManualScore] | None = None,
) -> Result:
    """Score a site: veto first, then the tree, then the coverage floor; single pages are no site and get no score.

    *by_hand* are the points that people gave manual indicators, by the indicator's id.
    """
    judgement = Judgement({one.id: one for one in tallies}, findings, by_hand or {}, ruleset.seed or ruleset.id)
    indicators = tuple(_indicator(one, judgement) for one in ruleset.indicators)
    vetoes = _vetoes(ruleset, findings)
    deferred = _deferred(ruleset, seen, whole_site=whole_site)
    total, confirmed = _total(ruleset, indicators)
    grade = None if total is None else "pass"
    if total is not None and total < round(ruleset.pass_mark * (ruleset.full_marks or 0.0), 6):
        grade = "fail"
    if deferred:
        total, grade = None, "deferred"
    if whole_site and ruleset.full_marks is not None and any(veto.state is State.FAIL for veto in vetoes):
        total, grade = None, "vetoed"  # a veto stands on pages that were read, and ends the scoring
    risk = None if total is None else round(total - (0.0 if vetoes else confirmed), 2)
    return Result(
        grade,
        _grade_name(ruleset, total),
        total,
        ruleset.full_marks,
        deferred,
        vetoes,
        indicators,
        _priced(findings, indicators),
        risk,
        _bonus(ruleset, indicators, total),
    )


def _total(ruleset: Ruleset, indicators: Sequence[IndicatorScore]) -> tuple[float | None, float]:
    """Return the score, None where there is nothing to score, and the score if all were confirmed."""
    points, earned, risked = _sums(indicators)
    if ruleset.full_marks is None or not points:
        return None, 0.0
    return tuple(_rounded(exact(ruleset.full_marks) * got / points) for got in (earned, earned - risked))  # type: ignore[return-value]


def _rounded(number: Fraction) -> float:
    """Return the number with two decimals, a half up as people do it."""
    return floor(number * 100 + Fraction(1, 2)) / 100


def _priced(findings: Sequence[Finding], indicators: Sequence[IndicatorScore]) -> tuple[Finding, ...]:
    cost = {loss.fingerprint: loss.points for leaf in _leaves(indicators) for loss in leaf.losses}
    return tuple(replace(one, deducted=cost.get(one.fingerprint, 0.0)) for one in findings)


def _deferred(ruleset: Ruleset, seen: Coverage, *, whole_site: bool) -> str | None:
    if not seen.captured:
        return "未采集到任何页面"
    if not whole_site:
        return "只读了单个网页，不评定整站"
    if seen.assessed < round(ruleset.coverage_floor * seen.captured, 6):
        return f"可评估页面{seen.assessed}/{seen.captured}，低于覆盖率下限{ruleset.coverage_floor:.0%}"
    return None


def _grade_name(ruleset: Ruleset, total: float | None) -> str | None:
    if total is None or not ruleset.full_marks:
        return None
    return next((name for name, lowest in ruleset.grades if total >= round(lowest * ruleset.full_marks, 6)), None)


def _vetoes(ruleset: Ruleset, findings: Sequence[Finding]) -> tuple[Veto, ...]:
    wanted = {rule.id for rule in ruleset.rules if rule.severity == "veto"} | set(_vetoing(ruleset.indicators))
    vetoes = []
    for rule in ruleset.rules:
        hits = [one for one in findings if one.rule == rule.id and rule.id in wanted]
        if hits:
            state = State.FAIL if any(one.state is State.FAIL for one in hits) else State.NEEDS_REVIEW
            vetoes.append(Veto(rule.id, state, tuple(one.fingerprint for one in hits)))
    return tuple(vetoes)


def _vetoing(indicators: Iterable[Indicator]) -> Iterator[str]:
    """Yield the rules that the tree itself names as vetoes."""
    for one in indicators:
        yield from (entry.rule for entry in one.rules if entry.mode == "veto")
        yield from _vetoing(one.children)


def _bonus(ruleset: Ruleset, indicators: Sequence[IndicatorScore], total: float | None) -> Bonus | None:
    """Add up the bonus; it counts only above the gate. None for a set without bonus indicators."""
    leaves = [one for one in _leaves(indicators) if one.bonus]
    if not leaves:
        return None
    gate = round(ruleset.bonus_from * (ruleset.full_marks or 0.0), 6)
    points, earned = (
        sum(units(value or 0.0) for value in values) / UNITS
        for values in ([one.points for one in leaves], [one.earned for one in leaves])
    )
    return Bonus(points, earned, open=total is not None and total > gate)


def _leaves(indicators: Iterable[IndicatorScore]) -> Iterator[IndicatorScore]:
    for one in indicators:
        if one.children:
            yield from _leaves(one.children)
        else:
            yield one


def _sums(indicators: Iterable[IndicatorScore], *, bonus: bool = False) -> tuple[int, int, int]:
    """Return the points, the earned points and those at risk of all leaves that count, in units."""
    leaves = (one for one in _leaves(indicators) if one.bonus == bonus)
    counted = [one for one in leaves if one.earned is not None and one.points is not None]
    return (
        sum(units(one.points or 0.0) for one in counted),
        sum(units(one.earned or 0.0) for one in counted),
        sum(units(one.at_risk) for one in counted),
    )


def _indicator(one: Indicator, known: Judgement) -> IndicatorScore:
    if not one.children:
        return score_leaf(one, known)
    children = tuple(_indicator(child, known) for child in one.children)
    points, earned, risked = _sums(children, bonus=one.bonus)
    modes = {child.mode for child in children}
    mode = modes.pop() if len(modes) == 1 else "semi"
    return IndicatorScore(
        one.id,
        one.title,
        one.points,
        earned / UNITS if points else None,
        mode,
        children,
        at_risk=risked / UNITS,
        bonus=one.bonus,
    )
