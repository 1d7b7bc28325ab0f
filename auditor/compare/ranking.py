"""The table of sites; this module alone knows which runs may be ranked together and who stands where.

Places go 1-1-3. A site of which too little could be read is deferred and a vetoed one has no score: neither has a
place, so neither is ever the last.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from auditor.compare.changes import run_mark
from auditor.compare.statistics import Lights, light, statistics
from auditor.model import (
    Assessment,
    Cell,
    Comparison,
    IndicatorScore,
    Level,
    RankedIndicator,
    RankGroup,
    Ranking,
    RankRow,
    SiteAssessment,
)

GROUPINGS = ("group", "level", "all")
_LEVELS: Mapping[Level | None, str] = {
    Level.PROVINCE: "省级",
    Level.CITY: "市级",
    Level.COUNTY: "县级",
    Level.TOWNSHIP: "乡镇（街道）",
    Level.DEPARTMENT: "部门",
    None: "（未写明层级）",
}


def refusal(runs: Sequence[Assessment], *, windows: bool = True) -> str:
    """Say why these runs may not be ranked together, in Chinese; empty where they may.

    Without *windows* the rule sets alone must be the same: an earlier run had its own days and its own plans.
    """
    first, *others = (run_mark(one) for one in runs)
    for other in others:
        if other.ruleset_sha256 != first.ruleset_sha256:
            return (
                f"规则集不同（{first.ruleset_id} {first.ruleset_version} {first.ruleset_sha256[:8]} 与"
                f" {other.ruleset_id} {other.ruleset_version} {other.ruleset_sha256[:8]}）"
            )
        if windows and (other.as_of, other.period) != (first.as_of, first.period):
            spans = f"{_window(first.as_of, first.period)} 与 {_window(other.as_of, other.period)}"
            return f"评判日期或评估时段不同（{spans}）"
        if windows and other.plans != first.plans:
            return f"工作要点不同（{_plans(first.plans)} 与 {_plans(other.plans)}）"
    return ""


def _window(as_of: object, period: tuple[object, object] | None) -> str:
    return f"截至 {as_of}" + (f"，时段 {period[0]} 至 {period[1]}" if period else "")


def _plans(plans: Iterable[tuple[str, str]]) -> str:
    return "、".join(f"{name} {sha256[:8]}" for name, sha256 in plans) or "无"


def rank(
    runs: Sequence[Assessment],
    *,
    by: str = "group",
    lights: Lights | None = None,
    against: Sequence[Assessment] = (),
    comparison: Comparison | None = None,
    deadline: date | None = None,
    notes: Sequence[str] = (),
) -> Ranking:
    """Rank the sites of *runs*, which are judged alike.

    Args:
        runs: One or more runs; a site that is in several counts as the last of them has it.
        by: `group` (and level where no group is written), `level` or `all`.
        lights: The thresholds of green and amber.
        against: The runs compared with.
        comparison: What changed since then: it gives the rates of rectification.
        deadline: The last day to rectify what the run compared with had found.
        notes: What must be said beside the table.
    """
    first = runs[0]
    sites = {site.id: site for run in runs for site in run.sites}
    earlier = {site.id: site for run in against for site in run.sites}
    groups = []
    for (name, level), members in _grouped(sites.values(), by):
        rows = _rows(members, name, lights or Lights())
        past = {one.id: one for one in _past(members, earlier)}
        places = _places(past.values())
        shown = tuple(
            replace(
                row,
                rank_before=places.get(row.site),
                score_before=past[row.site].score if row.site in past else None,
            )
            for row in rows
        )
        groups.append(RankGroup(name, level, shown, statistics(members, shown, comparison, deadline)))
    return Ranking(
        first.as_of,
        first.ruleset_id,
        first.ruleset_version,
        first.ruleset_sha256,
        first.tool_version,
        tuple(groups),
        _indicators(sites.values()),
        against[0].as_of if against else None,
        tuple(notes),
        first.ruleset_title,
    )


def _grouped(
    sites: Iterable[SiteAssessment], by: str
) -> list[tuple[tuple[str, Level | None], tuple[SiteAssessment, ...]]]:
    """Return name and level of each group with its sites, in the order in which the groups come."""
    groups: dict[tuple[str, Level | None], list[SiteAssessment]] = {}
    for site in sites:
        level = None if by == "all" else site.level
        name = "全部站点" if by == "all" else (site.group if by == "group" and site.group else _LEVELS[level])
        groups.setdefault((name, level), []).append(site)
    return [(key, tuple(ones)) for key, ones in groups.items()]


def _past(members: Iterable[SiteAssessment], earlier: Mapping[str, SiteAssessment]) -> Iterator[SiteAssessment]:
    """Yield how the members stood: the places of then are those among the same sites."""
    return (earlier[one.id] for one in members if one.id in earlier)


def _places(sites: Iterable[SiteAssessment]) -> dict[str, int]:
    """Return site → place, 1-1-3, of those that have a score."""
    scores = {one.id: round(one.score, 2) for one in sites if one.score is not None}
    return {name: 1 + sum(other > score for other in scores.values()) for name, score in scores.items()}


def _intervals(sites: Iterable[SiteAssessment]) -> dict[str, tuple[int, int]]:
    """Return site → best and worst place if all that awaits a person, here and elsewhere, passes or fails."""
    scored = {one.id: one for one in sites if one.score is not None}
    most = {name: round(one.score or 0.0, 2) for name, one in scored.items()}
    least = {name: round((one.score or 0.0) - (one.points_at_risk or 0.0), 2) for name, one in scored.items()}
    return {
        name: (
            1 + sum(least[other] > most[name] for other in scored if other != name),
            1 + sum(most[other] > least[name] for other in scored if other != name),
        )
        for name in scored
    }


def _rows(members: Sequence[SiteAssessment], group: str, lights: Lights) -> list[RankRow]:
    """Return the rows: ranked ones by place, then vetoed ones, then deferred ones, each by name."""
    places, intervals = _places(members), _intervals(members)
    rows = [_row(one, group, places, intervals, lights) for one in members]
    return sorted(rows, key=lambda one: (one.rank or len(rows) + 1, one.deferred, one.name, one.site))


def _row(
    site: SiteAssessment,
    group: str,
    places: Mapping[str, int],
    intervals: Mapping[str, tuple[int, int]],
    lights: Lights,
) -> RankRow:
    failed = sum(one.state == "fail" for one in site.findings)
    return RankRow(
        site=site.id,
        name=site.name or site.id,
        group=group,
        level=site.level,
        home=site.home,
        score=site.score,
        max_score=site.max_score,
        grade=site.grade,
        grade_name=site.grade_name,
        rank=places.get(site.id),
        coverage=site.coverage,
        interval=intervals.get(site.id),
        deferred_reason=site.deferred_reason or "",
        failed=failed,
        needs_review=len(site.findings) - failed,
        light=light(site, lights),
        cells={one.id: _cell(one) for _, one in _tree(site.indicators)},
    )


def _cell(one: IndicatorScore) -> Cell:
    judged = [leaf for leaf in _leaves(one) if leaf.earned is not None and leaf.points is not None and not leaf.bonus]
    if not judged:
        return Cell(one.earned if one.bonus else None, one.points if one.bonus and one.earned is not None else None)
    earned, counted = (sum(values) for values in zip(*((leaf.earned, leaf.points) for leaf in judged), strict=True))
    return Cell(round(earned, 4), round(counted, 4))


def _leaves(one: IndicatorScore) -> Iterator[IndicatorScore]:
    if not one.children:
        yield one
    for child in one.children:
        yield from _leaves(child)


def _indicators(sites: Iterable[SiteAssessment]) -> tuple[RankedIndicator, ...]:
    """Return the indicators of the sites' trees, in their order; the sites are judged by one set."""
    known: dict[str, RankedIndicator] = {}
    for site in sites:
        for number, one in _tree(site.indicators):
            known.setdefault(one.id, RankedIndicator(one.id, number, one.title, one.points, number.count(".")))
    return tuple(known.values())


def _tree(indicators: Iterable[IndicatorScore], above: str = "") -> Iterator[tuple[str, IndicatorScore]]:
    for place, one in enumerate(indicators, start=1):
        yield f"{above}{place}", one
        yield from _tree(one.children, f"{above}{place}.")
