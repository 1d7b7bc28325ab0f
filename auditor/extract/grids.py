"""The tables of a text as grids: this file alone spreads cells over the columns and rows that they span."""

from collections.abc import Iterator
from itertools import islice

from auditor.extract.body import Text
from auditor.extract.page import Block, Page, locate
from auditor.model import Table
from auditor.text import hans

_CELLS = frozenset({"td", "th"})
_GROUPS = frozenset({"thead", "tbody", "tfoot"})
_TABLES, _ROWS, _COLUMNS, _CELL = 30, 200, 60, 200
_FEW = 2


def read_tables(page: Page, text: Text) -> tuple[Table, ...]:
    """Return the tables that stand in the text, in order; one that only lays the page out is none."""
    return tuple(islice(_tables(page, text), _TABLES))


def _tables(page: Page, text: Text) -> Iterator[Table]:
    places = [place for place, block in enumerate(page.blocks) if block.tag == "table"]
    for nth, place in enumerate(places):
        block = page.blocks[place]
        inside = block.first < text.last and block.last > text.first
        outer = nth + 1 < len(places) and page.within(places[nth + 1], place)
        if inside and not outer and len(rows := _grid(page, place)) >= _FEW and len(rows[0]) >= _FEW:
            yield Table(rows, locate(block.node, page))


def _grid(page: Page, table: int) -> tuple[tuple[str, ...], ...]:
    """Return the rows, all of one length: a cell stands in every place that it spans, "" where no cell reaches."""
    below: dict[tuple[int, int], str] = {}
    height = 0
    for nth, row in enumerate(islice(_rows(page, table), _ROWS)):
        column = 0
        for cell in row:
            while (nth, column) in below:
                column += 1
            shown = hans.squeeze(page.text_of(cell))[:_CELL]
            wide, high = _span(cell, "colspan", _COLUMNS - column), _span(cell, "rowspan", _ROWS - nth)
            for down in range(high):
                below.update({(nth + down, column + right): shown for right in range(wide)})
            column += wide
        height = nth + 1
    width = max((column for _, column in below), default=-1) + 1
    return tuple(tuple(below.get((row, column), "") for column in range(width)) for row in range(height))


def _rows(page: Page, table: int) -> Iterator[list[Block]]:
    for child in page.blocks[table].children:
        rows = page.blocks[child].children if page.blocks[child].tag in _GROUPS else [child]
        for row in rows:
            cells = [page.blocks[one] for one in page.blocks[row].children if page.blocks[one].tag in _CELLS]
            if cells:
                yield cells


def _span(cell: Block, name: str, most: int) -> int:
    """Return how many columns or rows a cell takes, 0 where there is no room any more."""
    written = (cell.node.attributes.get(name) or "").strip()
    wanted = int(written) if written.isascii() and written.isdigit() and len(written) <= 4 else 1  # noqa: PLR2004
    return max(0, min(max(wanted, 1), most))
