"""The first sheet of the workbook: the figures that an office reads first, and their charts; alone knows the charts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from auditor.formats._book import Book, Column, Sheet, Value
from auditor.formats._tree import nodes
from auditor.formats._words import grade, name_of
from auditor.model import Assessment, SiteAssessment

_MOST_BARS = 40  # bars of a chart that can still be read
_LEVEL_BARS = 2  # bars whose names stand level below them
_BESIDE = 8  # columns up to which a chart takes its place beside the others
_ACROSS, _GAP = 1020, 12  # pixels: all that the tables below take, and what stays free between two charts
_TALL, _LOW, _ROW = 320, 280, 20  # pixels: charts side by side, one of many sites, a row of the sheet
_MOST_RULES = 12
_SITES = (
    Column("站点", 26),
    Column("分组", 28),
    Column("等级", 12, "short"),
    Column("得分", 9, "points"),
    Column("满分", 9, "points"),
    Column("问题", 8, "count"),
    Column("待核实", 8, "count"),
    Column("采集页数", 9, "count"),
    Column("读取页数", 9, "count"),
    Column("覆盖率", 9, "share"),
    Column("全部确认时的得分", 11, "points"),
)
_RULES = (
    *(Column("规则", 26), Column("规则 id", 28), Column("问题", 12, "count"), Column("待核实", 9, "count")),
    Column("涉及站点", 9, "count"),
)
_INDICATORS = (
    *(Column("一级指标", 26), Column("站点数", 28, "count"), Column("得分", 12, "points")),
    *(Column("计入的分值", 9, "points"), Column("得分率", 9, "share")),
)


@dataclass(slots=True)
class _Sum:
    """What adds up over sites: of a rule its findings, of an indicator its points."""

    name: str
    title: str
    first: float = 0.0
    second: float = 0.0
    sites: set[str] = field(default_factory=set)


@dataclass(slots=True)
class _Chart:
    """A chart of a column of a table: `first` is the table's first row, the rest is where it is put."""

    title: str
    column: int
    kind: str
    bars: int
    first: int = 0
    row: int = 0
    left: int = 0
    width: int = 0
    height: int = 0


def write(book: Book, assessment: Assessment) -> None:
    """Write a chart of the sites, of the commonest faults and of the top indicators, and below them their figures."""
    sheet = book.sheet("总览")
    sheet.widths(_SITES)
    sheet.text(_told(assessment.sites), "told")
    parts = [
        (title, columns, rows, _Chart(*chart, bars=min(sum(row[chart[1]] is not None for row in rows), _MOST_BARS)))
        for title, columns, rows, chart in (
            ("各站点", _SITES, _sites(assessment.sites), ("得分", 3, "column")),
            ("问题最多的规则", _RULES, _rules(assessment.sites), ("问题条数", 2, "bar")),
            ("一级指标", _INDICATORS, _indicators(assessment.sites), ("得分率", 4, "bar")),
        )
        if rows
    ]
    charts = [chart for *_, chart in parts if chart.bars]
    top = sheet.row
    sheet.row = 1 + _laid(charts, top)
    for title, columns, rows, chart in parts:
        sheet.text(title, "section")
        sheet.head(columns)
        chart.first = sheet.row  # the sites without a score stand last: a chart has no bar for them
        for row in rows:
            sheet.line(columns, row)
        sheet.row += 1
    for chart in charts:
        _insert(book, sheet, chart)


def _told(sites: Sequence[SiteAssessment]) -> str:
    if not sites:
        return "没有站点。"
    grades = [one.grade for one in sites]
    findings = [one for site in sites for one in site.findings]
    failed = sum(one.state == "fail" for one in findings)
    captured = sum(one.coverage.captured for one in sites)
    read = sum(one.coverage.assessed for one in sites)
    apart = [
        f"{name} {grades.count(word)} 个"
        for word, name in (("vetoed", "一票否决"), ("deferred", "暂缓评定"))
        if word in grades
    ]
    said = [
        f"站点 {len(sites)} 个" + (f"（其中{'、'.join(apart)}）" if apart else ""),
        f"问题 {failed} 条",
        f"待人工核实 {len(findings) - failed} 条（核实前不扣分）",
        f"采集 {captured} 页，读取 {read} 页",
    ]
    return "；".join(said) + "。"


def _sites(sites: Iterable[SiteAssessment]) -> list[tuple[Value, ...]]:
    return [_site(one) for one in sorted(sites, key=lambda one: (one.score is None, -(one.score or 0.0), one.id))]


def _site(site: SiteAssessment) -> tuple[Value, ...]:
    failed = sum(one.state == "fail" for one in site.findings)
    read = site.coverage
    return (
        name_of(site),
        site.group,
        grade(site),
        None if site.score is None else round(site.score, 2),
        site.max_score,
        failed,
        len(site.findings) - failed,
        read.captured,
        read.assessed,
        read.assessed / read.captured if read.captured else None,
        _worst(site),
    )


def _worst(site: SiteAssessment) -> Value:
    """Return what the score would be if all that awaits a person were confirmed; a veto would leave none."""
    if site.score is None:
        return None
    return "一票否决" if site.vetoes else round(site.score - (site.points_at_risk or 0.0), 2)


def _rules(sites: Iterable[SiteAssessment]) -> list[tuple[Value, ...]]:
    sums: dict[str, _Sum] = {}
    for site in sites:
        for one in site.findings:
            found = sums.setdefault(one.rule, _Sum(one.rule, one.title))
            found.first += one.state == "fail"
            found.second += one.state != "fail"
            found.sites.add(site.id)
    most = sorted(sums.values(), key=lambda one: (-one.first, -one.second, one.name))[:_MOST_RULES]
    return [(one.title, one.name, one.first, one.second, float(len(one.sites))) for one in most]


def _indicators(sites: Iterable[SiteAssessment]) -> list[tuple[Value, ...]]:
    """Add the top indicators up over the sites where anything of them was judged."""
    sums: dict[str, _Sum] = {}
    for site in sites:
        for node in nodes(site.indicators):
            if not node.depth and node.counted:
                found = sums.setdefault(node.indicator.id, _Sum(node.number, node.indicator.title))
                found.first += node.counted - (node.lost or 0.0)
                found.second += node.counted
                found.sites.add(site.id)
    return [
        (f"{one.name} {one.title}", float(len(one.sites)), round(one.first, 4), round(one.second, 4), rate)
        for one in sums.values()
        for rate in (one.first / one.second,)
    ]


def _laid(charts: Sequence[_Chart], top: int) -> int:
    """Lay the charts side by side over the width of the tables, many sites on a line of their own; return its end."""
    across = [one for one in charts if one.bars > _BESIDE and one.kind == "column"]
    beside = [one for one in charts if one not in across]
    for line in (across, beside):
        for at, one in enumerate(line):
            one.row, one.left, one.width = top, at * _ACROSS // len(line), _ACROSS // len(line) - _GAP
            one.height = _TALL if line is beside else _LOW
        top += (max(one.height for one in line) // _ROW + 1) if line else 0
    return top


def _insert(book: Book, sheet: Sheet, one: _Chart) -> None:
    last = one.first + one.bars - 1
    chart: Any = book.book.add_chart({"type": one.kind})
    chart.add_series(
        {
            "name": one.title,
            "categories": ["总览", one.first, 0, last, 0],
            "values": ["总览", one.first, one.column, last, one.column],
            "fill": {"color": "#4472C4"},
            "gap": 60,
            "data_labels": {"value": True, "font": {"size": 8}} if one.bars <= _MOST_BARS // 2 else {},
        }
    )
    chart.set_title({"name": one.title, "name_font": {"size": 12}})
    chart.set_legend({"none": True})
    if one.kind == "bar":
        chart.set_y_axis({"reverse": True, "num_font": {"size": 8}})
        chart.set_x_axis({"visible": False, "major_gridlines": {"visible": False}, "min": 0})
    else:
        chart.set_x_axis({"num_font": {"size": 8, **({"rotation": -45} if one.bars > _LEVEL_BARS else {})}})
        chart.set_y_axis({"min": 0, "max": 100, "major_gridlines": {"visible": True, "line": {"color": "#E0E0E0"}}})
    chart.set_size({"width": one.width, "height": one.height})
    sheet.made.insert_chart(one.row, 0, chart, {"x_offset": one.left, "y_offset": 4})
