"""The table of sites as text, JSON and rows; this module alone knows how a place is told."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from typing import Any

from auditor.formats import RenderOptions
from auditor.formats._csv import rows_as_csv
from auditor.formats._layout import Line, section, styled, table, wrap
from auditor.formats._words import LIGHTS, STAGES, deferral, grade, ruleset, say, share
from auditor.model import GroupStatistics, RankedIndicator, RankGroup, Ranking, RankRow, Rate

_KINDS = 10  # rules that are named in a text
NO_PLACE = "—"


def place(row: RankRow) -> str:
    """Say a site's place; one that is deferred or vetoed has none."""
    return str(row.rank) if row.rank is not None else NO_PLACE


def change(row: RankRow) -> str:
    """Say how many places a site rose or fell since the last run."""
    if row.rank is None or row.rank_before is None:
        return NO_PLACE
    moved = row.rank_before - row.rank
    return "持平" if not moved else f"{'升' if moved > 0 else '降'} {abs(moved)}"


def gained(row: RankRow) -> str:
    """Say how many points a site has more or less than in the last run."""
    if row.score is None or row.score_before is None:
        return NO_PLACE
    return f"{row.score - row.score_before:+.2f}"


def interval(row: RankRow) -> str:
    """Say between which places a site may come to stand; for the internal annex alone."""
    if row.interval is None:
        return NO_PLACE
    best, worst = row.interval
    return str(best) if best == worst else f"{best}～{worst}"


def remark(row: RankRow) -> str:
    """Say why a site has no place; empty for one that has."""
    if row.deferred:
        return deferral(row) or "读取的页面不足"
    return {"vetoed": "触发一票否决，不计总分", None: "规则集不设分值"}.get(row.grade, "") if row.rank is None else ""


def points(value: float | None) -> str:
    """Say points with two decimals."""
    return NO_PLACE if value is None else f"{value:.2f}"


def group_title(group: RankGroup) -> str:
    """Name a group with the number of its sites."""
    return f"{group.name}（{len(group.rows)} 个）"


def tops(ranking: Ranking) -> tuple[RankedIndicator, ...]:
    """Return the indicators of the first level: the columns of the matrix that people read."""
    return tuple(one for one in ranking.indicators if not one.depth)


def figures(one: GroupStatistics) -> list[tuple[str, str]]:
    """Return name and value of what is published of a group."""
    grades = "、".join(f"{name} {count}" for name, count in one.grades.items())
    lights = "、".join(f"{say(LIGHTS, name)} {count}" for name, count in one.lights.items())
    known = [
        ("站点", f"{one.sites} 个，参加排名 {one.ranked}、一票否决 {one.vetoed}、暂缓评定 {one.deferred}"),
        ("覆盖率", share(one.coverage.numerator, one.coverage.denominator)),
        (
            "得分",
            f"平均 {points(one.mean)}，中位 {points(one.median)}，最高 {points(one.highest)}，最低 {points(one.lowest)}"
            if one.mean is not None
            else "",
        ),
        ("等级", grades),
        ("灯色", lights),
        ("整改率", _rate(one.rectified)),
        ("按时整改率", _rate(one.in_time)),
    ]
    return [(name, value) for name, value in known if value]


def _rate(rate: Rate | None) -> str:
    return share(rate.numerator, rate.denominator) if rate else ""


def title(options: RenderOptions) -> str:
    """Name the table, with how far people have come with it."""
    return f"政府信息公开评估排名（{say(STAGES, options.stage)}{'，内部附件' if options.internal else ''}）"


def head(ranking: Ranking) -> str:
    """Say what the table rests on."""
    against = f"，与截至 {ranking.against} 的一次相比" if ranking.against else ""
    return f"评判截至 {ranking.as_of}，规则集{ruleset(ranking)}{against}"


def as_json(ranking: Ranking, options: RenderOptions) -> dict[str, Any]:
    """Return a ranking as JSON values; keys may grow but never go. Intervals stand in the internal annex alone."""
    return {
        "stage": options.stage,
        "as_of": ranking.as_of.isoformat(),
        "against": ranking.against.isoformat() if ranking.against else None,
        "ruleset": {
            "id": ranking.ruleset_id,
            "version": ranking.ruleset_version,
            "sha256": ranking.ruleset_sha256,
            "title": ranking.ruleset_title,
        },
        "indicators": [asdict(one) for one in ranking.indicators],
        "groups": [
            {
                "name": one.name,
                "level": one.level,
                "sites": [_row(row, internal=options.internal) for row in one.rows],
                "statistics": asdict(one.statistics),
            }
            for one in ranking.groups
        ],
        "notes": list(ranking.notes),
    }


def _row(row: RankRow, *, internal: bool) -> dict[str, Any]:
    shown: Mapping[str, Any] = asdict(row)
    named = {"site": "id", "interval": "rank_interval"}
    kept = {named.get(key, key): value for key, value in shown.items() if internal or key != "interval"}
    return {**kept, "deferred_reason": row.deferred_reason or None}


def columns(ranking: Ranking, options: RenderOptions) -> tuple[str, ...]:
    """Return the head of the table, the indicators left out."""
    compared = ("名次变化", "得分变化") if ranking.against else ()
    inner = ("名次区间",) if options.internal else ()
    return ("名次", "站点", "得分", "等级", "灯色", "覆盖率", "问题", "待核实", *compared, *inner, "说明")


def cells(row: RankRow, ranking: Ranking, options: RenderOptions, *, narrow: bool = False) -> tuple[str, ...]:
    """Return a row of `columns`; a *narrow* one says its coverage without the percentage."""
    seen = row.coverage
    compared = (change(row), gained(row)) if ranking.against else ()
    inner = (interval(row),) if options.internal else ()
    return (
        place(row),
        row.name,
        points(row.score),
        grade(row),
        say(LIGHTS, row.light) if row.light else NO_PLACE,
        f"{seen.assessed}/{seen.captured}" if narrow else share(seen.assessed, seen.captured),
        str(row.failed),
        str(row.needs_review),
        *compared,
        *inner,
        remark(row),
    )


def matrix(row: RankRow, indicators: Iterable[RankedIndicator]) -> tuple[str, ...]:
    """Return what a site earned of each indicator, `得分/计入`."""
    known = (row.cells.get(one.id) for one in indicators)
    return tuple(
        NO_PLACE if one is None or one.earned is None else f"{points(one.earned)}/{points(one.counted)}"
        for one in known
    )


def text(ranking: Ranking, options: RenderOptions, width: int, *, units: bool = False) -> Iterator[Line]:
    """Yield the lines of `rank`: each group's table, its figures and its commonest problems, then the matrix."""
    yield from styled(wrap(title(options), width), "bold")
    yield from styled(wrap(head(ranking), width))
    for note in ranking.notes:
        yield from styled(wrap(note, width, first="说明  "), "yellow")
    for group in ranking.groups:
        yield "", ""
        yield from styled(wrap(group_title(group), width, first="== "), "bold")
        yield from styled(_units(group, width) if units else _table(group, ranking, options, width))
        yield "", ""
        for name, value in figures(group.statistics):
            yield from styled(wrap(value, width, first=f"{name}  "))
        if not units:
            yield from section(KINDS_TITLE, _kinds(group, width), width)
            yield from section(MATRIX_TITLE, _matrix(group, ranking, width), width)


def _table(group: RankGroup, ranking: Ranking, options: RenderOptions, width: int) -> list[str]:
    names = columns(ranking, options)
    rows = [cells(row, ranking, options, narrow=True) for row in group.rows]
    used = range(len(names) - 1)  # why a site has no place is said below the table
    numbers = {"名次", "得分", "覆盖率", "问题", "待核实", "得分变化", "名次区间"}
    right = [place for place, at in enumerate(used) if names[at] in numbers]
    shown = [[row[at] for at in used] for row in rows]
    lines = table([names[at] for at in used], shown, width, flexible=(1,), right=right, title=1)
    return lines + [line for row in group.rows if (said := remark(row)) for line in wrap(f"{row.name}：{said}", width)]


KINDS_TITLE, MATRIX_TITLE = "问题最多的规则", "站点 × 指标（得分/计入）"
KINDS = ("规则", "问题", "待核实", "站点")
UNITS = ("名次", "责任单位", "站点", "扣分", "问题", "待核实", "整改率")
NO_UNITS = "没有写明责任单位（auditor.yaml 栏目的 unit）。"


def by_unit(group: RankGroup) -> list[tuple[str, ...]]:
    """Return a row of `UNITS` for each unit of a group."""
    return [
        (
            str(one.rank),
            one.unit or "（未写明责任单位）",
            one.site_name,
            f"{one.deducted:.2f}",
            str(one.failed),
            str(one.needs_review),
            _rate(one.rectified),
        )
        for one in group.statistics.units
    ]


def _units(group: RankGroup, width: int) -> list[str]:
    rows = by_unit(group)
    last = len(UNITS) if any(row[-1] for row in rows) else len(UNITS) - 1
    if not rows:
        return [NO_UNITS]
    return table(UNITS[:last], [row[:last] for row in rows], width, flexible=(1, 2), right=(0, 3, 4, 5), title=1)


def kinds(group: RankGroup) -> tuple[list[tuple[str, ...]], str]:
    """Return a row of `KINDS` for the commonest rules of a group, and how many others are left out, if any are."""
    known = group.statistics.kinds
    rows: list[tuple[str, ...]] = [
        (f"{one.title}（{one.rule}）", str(one.failed), str(one.needs_review), str(one.sites)) for one in known[:_KINDS]
    ]
    left = len(known) - _KINDS
    return rows, f"……其余 {left} 条规则从略（-f json 全部列出）" if left > 0 else ""


def _kinds(group: RankGroup, width: int) -> list[str]:
    rows, left = kinds(group)
    return (table(KINDS, rows, width, flexible=(0,), right=(1, 2, 3)) if rows else []) + ([left] if left else [])


def _matrix(group: RankGroup, ranking: Ranking, width: int) -> list[str]:
    shown = tops(ranking)
    if not shown:
        return []
    rows = [(row.name, *matrix(row, shown)) for row in group.rows]
    lines = table(("站点", *(one.number for one in shown)), rows, width, flexible=(0,), right=range(1, len(shown) + 1))
    legend = "；".join(f"{one.number} {one.title}" for one in shown)
    return lines + wrap(legend, width, first="指标  ")


def as_csv(ranking: Ranking, options: RenderOptions, *, units: bool = False) -> bytes:
    """Return the whole matrix as CSV: a row for each site, a column for each indicator (what was earned).

    With *units* there is a row for each unit instead, and no matrix. The last columns say how far people have come, and
    what is for the house alone.
    """
    told = {"阶段": say(STAGES, options.stage), **({"内部附件": "是"} if options.internal else {})}
    if units:
        listed = (
            (group.name, *map(_number, row), *told.values()) for group in ranking.groups for row in by_unit(group)
        )
        return rows_as_csv(("分组", *UNITS, *told), listed)
    names = ("分组", *columns(ranking, options), *(f"{one.number} {one.title}" for one in ranking.indicators), *told)
    rows = (
        (
            group.name,
            *(_number(one) for one in cells(row, ranking, options)),
            *(row.cells[one.id].earned if one.id in row.cells else None for one in ranking.indicators),
            *told.values(),
        )
        for group in ranking.groups
        for row in group.rows
    )
    return rows_as_csv(names, rows)


def _number(value: str) -> object:
    """Return what is a number as one, so that a spreadsheet can add it up and a minus is no formula."""
    try:
        return float(value) if "." in value else int(value)
    except ValueError:
        return value
