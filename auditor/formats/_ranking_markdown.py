"""The table of sites as a Markdown page; what it tells and in which words the text has too."""

from collections.abc import Iterable, Iterator, Sequence

from auditor.formats import RenderOptions
from auditor.formats import _ranking as told
from auditor.formats._neutral import markdown as cell
from auditor.model import RankGroup, Ranking


def markdown(ranking: Ranking, options: RenderOptions, *, units: bool = False) -> Iterator[str]:
    """Yield the lines: for each group its sites, or its *units* if so wanted, its figures, its rules and its matrix."""
    yield from (f"## {told.title(options)}", "", cell(told.head(ranking)))
    yield from (f"\n{cell(note)}" for note in ranking.notes)
    for group in ranking.groups:
        yield from ("", f"### {cell(told.group_title(group))}", "")
        yield from _units(group) if units else _sites(group, ranking, options)


def _units(group: RankGroup) -> Iterator[str]:
    rows = told.by_unit(group)
    if not rows:
        yield told.NO_UNITS
        return
    yield from _table(told.UNITS, rows)
    yield from _figures(group)


def _sites(group: RankGroup, ranking: Ranking, options: RenderOptions) -> Iterator[str]:
    yield from _table(told.columns(ranking, options), (told.cells(row, ranking, options) for row in group.rows))
    yield from _figures(group)
    rows, left = told.kinds(group)
    if rows:
        yield from ("", f"#### {told.KINDS_TITLE}", "")
        yield from _table(told.KINDS, rows)
        yield from ("", left) if left else ()
    if tops := told.tops(ranking):
        yield from ("", f"#### {told.MATRIX_TITLE}", "")
        head = ("站点", *(f"{one.number} {one.title}" for one in tops))
        yield from _table(head, ((row.name, *told.matrix(row, tops)) for row in group.rows))


def _figures(group: RankGroup) -> Iterator[str]:
    yield ""
    yield from (f"- {name}：{cell(value)}" for name, value in told.figures(group.statistics))


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    for row in (head, None, *rows):
        yield "|" + "---|" * len(head) if row is None else "| " + " | ".join(map(cell, row)) + " |"
