"""One leaf of the indicator tree; this module alone knows what each finding costs it.

Points are counted in whole ten-thousandths, so that what is printed adds up to the last digit.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from auditor.model import (
    Charge,
    Deduction,
    Finding,
    Indicator,
    IndicatorScore,
    Loss,
    ManualScore,
    RuleTally,
    Sample,
    State,
)
from auditor.score.sample import draw

UNITS = 10_000  # a point
CERTAIN = frozenset({State.FAIL})
CONFIRMED = frozenset({State.FAIL, State.NEEDS_REVIEW})


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a tree is scored by; `named` are the findings that an earlier leaf has named: a cause costs once."""

    tallies: Mapping[str, RuleTally]
    findings: Sequence[Finding]
    by_hand: Mapping[str, ManualScore]
    seed: str
    named: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Asked:
    """One rule of a leaf: how many subjects count, which findings may cost points, and which of them were drawn."""

    entry: Deduction
    judged: int
    review: bool
    hits: tuple[Finding, ...]
    samples: tuple[Sample, ...] = ()


Costly = tuple[Asked, list[Finding]]  # one rule of a leaf, and its hits that cost points


def units(points: float) -> int:
    """Return *points* in ten-thousandths."""
    return round(points * UNITS)


def score_leaf(one: Indicator, known: Judgement) -> IndicatorScore:
    """Score a leaf: by hand, by the bonus it earns, or by what it loses."""
    if not one.rules:
        given = known.by_hand.get(one.id)
        return IndicatorScore(
            one.id, one.title, one.points, given.points if given else None, "manual", bonus=one.bonus, by_hand=given
        )
    asked = [found for entry in one.rules if (found := _asked(entry, known)).judged]
    mode = "semi" if any(found.review for found in asked) else "auto"
    if not asked or one.points is None:
        return IndicatorScore(one.id, one.title, one.points, None, mode, bonus=one.bonus)
    if one.bonus:
        return IndicatorScore(one.id, one.title, one.points, _gained(one.points, asked, known), mode, bonus=True)
    certain = _costly(one, asked, CERTAIN)
    losses = _losses(one, certain)
    whole, lost = units(one.points), sum(losses.values())
    risked = sum(_losses(one, _costly(one, asked, CONFIRMED)).values())
    return IndicatorScore(
        one.id,
        one.title,
        one.points,
        (whole - lost) / UNITS,
        mode,
        losses=tuple(_lost(one.points, certain, losses)),
        charges=tuple(_charged(one.points, asked, certain, losses)),
        at_risk=(risked - lost) / UNITS,
        samples=tuple(sample for found in asked for sample in found.samples),
    )


def _asked(entry: Deduction, known: Judgement) -> Asked:
    """Choose what counts for one rule; a finding that an earlier leaf has named costs nothing here."""
    tally = known.tallies.get(entry.rule)
    if tally is None:
        return Asked(entry, 0, review=False, hits=())
    hits = [one for one in known.findings if one.rule == entry.rule and (not entry.roles or one.role in entry.roles)]
    samples: tuple[Sample, ...] = ()
    judged, review = _counts(entry, tally)
    if entry.of is not None:
        samples = draw(entry, tally.subjects, known.seed)
        drawn = {(one.unit, url) for one in samples for url in one.urls}
        hits = [one for one in hits if (one.unit, one.subject.url) in drawn]
        judged, review = len(drawn), any(one.state is State.NEEDS_REVIEW for one in hits)
    if entry.mode not in ("deduct", "rate"):
        return Asked(entry, judged, review, (), samples)
    fresh = tuple(sorted((one for one in hits if one.fingerprint not in known.named), key=lambda one: one.fingerprint))
    known.named.update(one.fingerprint for one in fresh)
    return Asked(entry, judged, review, fresh, samples)


def _counts(entry: Deduction, tally: RuleTally) -> tuple[int, bool]:
    """Return how many subjects were judged, and whether any awaits a person, in the columns the entry is about."""
    if not entry.roles:
        return tally.judged, tally.needs_review > 0
    states = [tally.by_role.get(role, {}) for role in entry.roles]
    passed, failed, review = (
        sum(one.get(state, 0) for one in states) for state in (State.PASS, State.FAIL, State.NEEDS_REVIEW)
    )
    return passed + failed + review, review > 0


def _costly(leaf: Indicator, asked: Iterable[Asked], costly: frozenset[State]) -> list[Costly]:
    """Return of each rule the hits in a *costly* state that count in this leaf."""
    found = [(one, [hit for hit in one.hits if hit.state in costly]) for one in asked]
    return _dearest(exact(leaf.points or 0.0), found) if leaf.once else found


def _losses(leaf: Indicator, found: Iterable[Costly]) -> dict[tuple[str, str], int]:
    """Return what each finding (rule, fingerprint) costs; together never more than there is."""
    points = exact(leaf.points or 0.0)
    costs: dict[tuple[str, str], Fraction] = {}
    for one, hits in found:
        for hit in hits:
            costs[one.entry.rule, hit.fingerprint] = _cost(points, one, len(hits)) / len(hits)
    return _whole(costs, units(leaf.points or 0.0))


def _lost(points: float, found: Iterable[Costly], losses: Mapping[tuple[str, str], int]) -> Iterator[Loss]:
    """Yield what each finding costs, beside what it would cost if nothing limited the sum."""
    for one, hits in found:
        alone = _four(_alone(exact(points), one))
        for hit in hits:
            if cost := losses.get((one.entry.rule, hit.fingerprint), 0):
                yield Loss(one.entry.rule, hit.fingerprint, cost / UNITS, alone)


def _charged(
    points: float, asked: Iterable[Asked], found: Iterable[Costly], losses: Mapping[tuple[str, str], int]
) -> Iterator[Charge]:
    """Yield how what each rule costs comes about, of the rules that cost something or were merged into others."""
    for whole, (one, hits) in zip(asked, found, strict=True):
        certain = sum(hit.state in CERTAIN for hit in whole.hits)
        if not certain:
            continue
        entry, alone = one.entry, _alone(exact(points), one)
        yield Charge(
            entry.rule,
            entry.mode,
            len(hits),
            one.judged,
            None if entry.mode == "rate" else _four(alone),
            entry.cap,
            _four(_asked_for(exact(points), one, len(hits))),
            sum(losses.get((entry.rule, hit.fingerprint), 0) for hit in hits) / UNITS,
            certain - len(hits),
        )


def _alone(points: Fraction, asked: Asked) -> Fraction:
    """Return what one hit costs where nothing limits the sum."""
    return points / asked.judged if asked.entry.mode == "rate" else _each(points, asked.entry)


def _four(points: Fraction) -> float:
    """Return *points* with four decimals."""
    return round(points * UNITS) / UNITS


def _cost(points: Fraction, asked: Asked, hits: int) -> Fraction:
    """Return what so many hits of one rule cost together."""
    cap = asked.entry.cap
    return min(points, _asked_for(points, asked, hits), points if cap is None else exact(cap))


def _asked_for(points: Fraction, asked: Asked, hits: int) -> Fraction:
    """Return what so many hits would cost if nothing limited the sum; more than all cannot fail."""
    return _alone(points, asked) * (min(hits, asked.judged) if asked.entry.mode == "rate" else hits)


def _each(points: Fraction, entry: Deduction) -> Fraction:
    return exact(entry.each) if entry.share is None else points * exact(entry.share)


def _dearest(points: Fraction, found: list[Costly]) -> list[Costly]:
    """Keep of each page or column the hits of the rule that costs most there; of equals the one named first."""
    sums: dict[tuple[str, str], dict[int, Fraction]] = {}
    for place, (one, hits) in enumerate(found):
        for hit in hits:
            costs = sums.setdefault((hit.subject.url, hit.column), {})
            costs[place] = costs.get(place, Fraction(0)) + _each(points, one.entry)
    dearest = {subject: max(costs, key=lambda place: (costs[place], -place)) for subject, costs in sums.items()}
    return [
        (one, [hit for hit in hits if dearest[hit.subject.url, hit.column] == place])
        for place, (one, hits) in enumerate(found)
    ]


def _whole(costs: Mapping[tuple[str, str], Fraction], most: int) -> dict[tuple[str, str], int]:
    """Turn costs into ten-thousandths that add up to their rounded sum, at most *most*, however they are ordered."""
    total = sum(costs.values(), Fraction(0)) * UNITS
    if not total:
        return {}
    scale = UNITS * min(Fraction(1), Fraction(most) / total)
    shares = {key: cost * scale for key, cost in costs.items()}
    whole = {key: int(share) for key, share in shares.items()}
    left = round(sum(shares.values(), Fraction(0))) - sum(whole.values())
    for key in sorted(shares, key=lambda key: (whole[key] - shares[key], key))[:left]:
        whole[key] += 1
    return whole


def _gained(points: float, asked: Iterable[Asked], known: Judgement) -> float:
    """Return the bonus points: what every subject that passed earns."""
    gained = Fraction(0)
    for one in asked:
        entry, tally = one.entry, known.tallies[one.entry.rule]
        roles = [tally.by_role.get(role, {}).get(State.PASS, 0) for role in entry.roles]
        passed = sum(roles) if entry.roles else tally.passed
        gained += min(exact(entry.each) * passed, exact(points if entry.cap is None else entry.cap))
    return min(units(points), round(gained * UNITS)) / UNITS


def exact(number: float) -> Fraction:
    """Return the number as it is written: 0.1 is a tenth."""
    return Fraction(str(number))
