"""Outcomes → points; this module alone knows how an indicator tree is scored, and when a site gets no score at all."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from auditor.model import (
    Coverage,
    Deduction,
    Finding,
    Indicator,
    IndicatorScore,
    Loss,
    PageView,
    Reason,
    Record,
    Ruleset,
    RuleTally,
    State,
    Veto,
)

# Addresses that were not asked for, or not ours to ask: they say nothing about how much of a site could be read.
NOT_COUNTED = (Reason.NOT_CAPTURED, Reason.ROBOTS, Reason.OUT_OF_SCOPE)


@dataclass(frozen=True, slots=True)
class Result:
    """The score of a site and what led to it; `score` is None for a set without points, a vetoed or a deferred site."""

    grade: str | None
    grade_name: str | None
    score: float | None
    max_score: float | None
    deferred_reason: str | None
    vetoes: tuple[Veto, ...]
    indicators: tuple[IndicatorScore, ...]
    findings: tuple[Finding, ...]


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
) -> Result:
    """Score a site: veto first, then the tree, then the coverage floor; single pages are no site and get no score."""
    by_rule = {tally.id: tally for tally in tallies}
    cost: dict[str, float] = {}
    indicators = tuple(_indicator(one, by_rule, findings, cost) for one in ruleset.indicators)
    priced = tuple(replace(one, deducted=round(cost.get(one.fingerprint, 0.0), 2)) for one in findings)
    vetoes = _vetoes(ruleset, findings)
    points, earned = _sums(indicators)
    deferred = _deferred(ruleset, seen, whole_site=whole_site)
    full = ruleset.full_marks
    total: float | None = None
    grade: str | None = None
    if full is not None and points:
        total, grade = round(full * earned / points, 2), "pass"
        if total < round(ruleset.pass_mark * full, 6):
            grade = "fail"
    if deferred:
        total, grade = None, "deferred"
    if whole_site and full is not None and any(veto.state is State.FAIL for veto in vetoes):
        total, grade = None, "vetoed"  # a veto stands on pages that were read, and ends the scoring
    name = _grade_name(ruleset, total)
    return Result(grade, name, total, full, deferred, vetoes, indicators, priced)


def _deferred(ruleset: Ruleset, seen: Coverage, *, whole_site: bool) -> str | None:
    if not seen.captured:
        return "未采集到任何页面"
    if not whole_site:
        return "只读了单个网页,不评定整站"
    if seen.assessed < round(ruleset.coverage_floor * seen.captured, 6):
        return f"可评估页面{seen.assessed}/{seen.captured},低于覆盖率下限{ruleset.coverage_floor:.0%}"
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


def _sums(indicators: Iterable[IndicatorScore]) -> tuple[float, float]:
    """Return the points and the earned points of all leaves that count."""
    points = earned = 0.0
    for one in indicators:
        if one.children:
            below, got = _sums(one.children)
            points, earned = points + below, earned + got
        elif one.earned is not None and one.points is not None:
            points, earned = points + one.points, earned + one.earned
    return points, earned


def _indicator(
    one: Indicator, by_rule: Mapping[str, RuleTally], findings: Sequence[Finding], cost: dict[str, float]
) -> IndicatorScore:
    if one.children:
        children = tuple(_indicator(child, by_rule, findings, cost) for child in one.children)
        points, earned = _sums(children)
        modes = {child.mode for child in children}
        mode = modes.pop() if len(modes) == 1 else "semi"
        return IndicatorScore(one.id, one.title, one.points, round(earned, 4) if points else None, mode, children)
    if not one.rules:
        return IndicatorScore(one.id, one.title, one.points, None, "manual")
    judged = [entry for entry in one.rules if entry.rule in by_rule and _counts(entry, by_rule[entry.rule])[0]]
    mode = "semi" if any(_counts(entry, by_rule[entry.rule])[2] for entry in judged) else "auto"
    if not judged or one.points is None:
        return IndicatorScore(one.id, one.title, one.points, None, mode)
    lost = [_lost(entry, one.points, by_rule[entry.rule], findings) for entry in judged]
    total = sum(share for hits in lost for share in hits.values())
    # Several rules together may cost more than the indicator has; then each finding bears its part of what it has.
    scale = one.points / total if total > one.points else 1.0
    losses = tuple(
        Loss(entry.rule, mark, share * scale)
        for entry, hits in zip(judged, lost, strict=True)
        for mark, share in hits.items()
    )
    for loss in losses:
        cost[loss.fingerprint] = cost.get(loss.fingerprint, 0.0) + loss.points
    earned = round(one.points - min(total, one.points), 4)
    return IndicatorScore(one.id, one.title, one.points, earned, mode, losses=losses)


def _lost(entry: Deduction, points: float, tally: RuleTally, findings: Sequence[Finding]) -> dict[str, float]:
    """Return what each finding of one rule costs an indicator; together never more than the indicator has."""
    hits = [
        one
        for one in findings
        if one.rule == entry.rule and one.state is State.FAIL and (not entry.roles or one.role in entry.roles)
    ]
    if not hits or entry.mode not in ("deduct", "rate"):
        return {}
    judged, failed, _ = _counts(entry, tally)
    lost = points * failed / judged if entry.mode == "rate" else entry.each * len(hits)
    share = min(points, points if entry.cap is None else entry.cap, lost) / len(hits)
    return {one.fingerprint: share for one in hits}


def _counts(entry: Deduction, tally: RuleTally) -> tuple[int, int, int]:
    """Return how many subjects were judged, failed and are to be reviewed, in the columns that the entry is about."""
    if not entry.roles:
        return tally.judged, tally.failed, tally.needs_review
    states = [tally.by_role.get(role, {}) for role in entry.roles]
    passed, failed, review = (
        sum(one.get(state, 0) for one in states) for state in (State.PASS, State.FAIL, State.NEEDS_REVIEW)
    )
    return passed + failed + review, failed, review
