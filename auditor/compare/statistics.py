"""What an office publishes of a group of sites; this module alone knows how it is counted."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import fmean, median

from auditor.model import (
    Cause,
    Change,
    ChangeKind,
    Comparison,
    Finding,
    GroupStatistics,
    KindCount,
    Light,
    RankRow,
    Rate,
    SiteAssessment,
    State,
    UnitRow,
)

_GRADES: Mapping[str | None, str] = {
    "pass": "合格",
    "fail": "不合格",
    "vetoed": "一票否决",
    "deferred": "暂缓评定",
    None: "不评等级",
}


@dataclass(frozen=True, slots=True)
class Lights:
    """The lowest shares of full marks for green and for amber; below is red."""

    green: float = 0.8
    amber: float = 0.6


def light(site: SiteAssessment, lights: Lights) -> Light | None:
    """Return the light of a site; None for one that is deferred or judged without points."""
    if site.grade == "vetoed":
        return Light.RED
    if site.score is None or not site.max_score:
        return None
    share = round(site.score / site.max_score, 6)
    return Light.GREEN if share >= lights.green else Light.AMBER if share >= lights.amber else Light.RED


def statistics(
    members: Sequence[SiteAssessment], rows: Sequence[RankRow], comparison: Comparison | None, deadline: date | None
) -> GroupStatistics:
    """Count what the group came to; *comparison* and *deadline* as in `rank`."""
    scores = [row.score for row in rows if row.score is not None]
    changes = _changes(comparison, {one.id for one in members})
    by_unit = _by_unit(changes) if changes is not None else None
    lights = Counter(row.light for row in rows if row.light is not None)
    return GroupStatistics(
        sites=len(rows),
        ranked=len(scores),
        deferred=sum(row.deferred for row in rows),
        vetoed=sum(row.grade == "vetoed" for row in rows),
        coverage=Rate(sum(one.coverage.assessed for one in members), sum(one.coverage.captured for one in members)),
        mean=round(fmean(scores), 2) if scores else None,
        median=round(median(scores), 2) if scores else None,
        highest=max(scores, default=None),
        lowest=min(scores, default=None),
        grades=dict(Counter(row.grade_name or _GRADES[row.grade] for row in rows)),
        lights={one: lights[one] for one in Light if lights[one]},
        kinds=_kinds(members),
        units=tuple(unit for one in members for unit in _units(one, by_unit)),
        rectified=rectified(changes) if changes is not None else None,
        in_time=in_time(comparison, changes, deadline) if comparison and changes is not None and deadline else None,
    )


def _changes(comparison: Comparison | None, sites: set[str]) -> list[Change] | None:
    return [one for one in comparison.changes if one.site in sites] if comparison else None


def rectified(changes: Iterable[Change]) -> Rate:
    """Return how many of the certain faults of the earlier run the sites have mended.

    What could not be looked at again, and what went because rules or program changed, is in neither number.
    """
    due = [one for one in changes if _due(one)]
    return Rate(sum(one.kind is ChangeKind.FIXED for one in due), len(due))


def _due(one: Change) -> bool:
    if one.before is not State.FAIL or one.kind is ChangeKind.NOT_ASSESSABLE:
        return False
    return one.kind is ChangeKind.REMAINING or one.cause in (Cause.SITE_CHANGED, Cause.TIME_PASSED)


def in_time(comparison: Comparison, changes: Iterable[Change], deadline: date) -> Rate | None:
    """Return the same for what was mended by the *deadline*.

    Mended is what the later run did not find any more. None where that run was judged on a day after the deadline: who
    had mended in time cannot be told from it.
    """
    return rectified(changes) if comparison.after.as_of <= deadline else None


def _kinds(members: Iterable[SiteAssessment]) -> tuple[KindCount, ...]:
    """Count the problems by rule, the commonest first."""
    found: dict[str, list[tuple[str, Finding]]] = {}
    for site in members:
        for one in site.findings:
            found.setdefault(one.rule, []).append((site.id, one))
    kinds = []
    for rule, hits in found.items():
        failed = sum(one.state is State.FAIL for _, one in hits)
        kinds.append(KindCount(rule, hits[0][1].title, failed, len(hits) - failed, len({site for site, _ in hits})))
    return tuple(sorted(kinds, key=lambda one: (-one.failed, -one.needs_review, one.rule)))


def _by_unit(changes: Iterable[Change]) -> dict[tuple[str, str], list[Change]]:
    found: dict[tuple[str, str], list[Change]] = {}
    for one in changes:
        found.setdefault((one.site, one.finding.unit), []).append(one)
    return found


def _units(site: SiteAssessment, changes: Mapping[tuple[str, str], Sequence[Change]] | None) -> list[UnitRow]:
    """Return the units of a site that answer for a column or a finding; least lost, then least failed, is first.

    Where units are known, an empty name stands for what none of them answers for, so that the rows add up to the site.
    """
    names = {one.unit for one in site.columns if one.unit} | {one.unit for one in site.findings if one.unit}
    own: dict[str, list[Finding]] = {name: [] for name in names}
    for one in site.findings if names else ():
        own.setdefault(one.unit, []).append(one)
    figures = {}
    for name, found in own.items():
        failed = sum(one.state is State.FAIL for one in found)
        figures[name] = round(sum(one.deducted for one in found), 4), failed, len(found) - failed
    named = {name: figures[name] for name in figures if name}
    places = {name: 1 + sum(other[:2] < mine[:2] for other in named.values()) for name, mine in named.items()}
    places[""] = len(figures)  # nobody's findings stand last
    return [
        UnitRow(
            site.id,
            site.name or site.id,
            name,
            places[name],
            failed,
            review,
            deducted,
            rectified(changes.get((site.id, name), ())) if changes is not None else None,
        )
        for name, (deducted, failed, review) in sorted(figures.items(), key=lambda one: (places[one[0]], one[0]))
    ]
