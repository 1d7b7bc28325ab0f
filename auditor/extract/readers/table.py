"""Tables: label cell and value cell side by side, or a row of labels above one row of values."""

from collections.abc import Iterator
from itertools import pairwise

from auditor.extract.lexicon import Label, Lexicon
from auditor.extract.page import Block, Page
from auditor.extract.pairs import Pair

ORDER = 10
_CELLS = frozenset({"td", "th"})
_FEW = 2
_COLONS = frozenset(":：")
_WIDE = 16  # cells of a row; more than that is a table of figures


def read(page: Page, lexicon: Lexicon) -> Iterator[Pair]:
    """Yield the pairs of every table row whose cells are labels and values."""
    if "tr" not in page.kinds:
        return
    rows = [block for block in page.blocks if block.tag == "tr" and block.last > block.first]
    skip = -1
    for number, row in enumerate(rows):
        if number == skip:
            continue
        cells = _cells(page, row)
        if not 1 < len(cells) <= _WIDE:
            continue
        labels = [_label(page, cell, lexicon) for cell in cells]
        below = _below(page, row, rows[number + 1 : number + 2])
        values = _cells(page, below) if below else []
        if len(values) == len(cells) and _is_head(labels) and not any(_label(page, cell, lexicon) for cell in values):
            # Labels above one row of values; above several it is a table of the text.
            skip = number + 1
            if all(labels[: _filled(cells)]) and _alone(page, row, rows[number + 2 : number + 3], lexicon):
                for label, cell, value in zip(labels, cells, values, strict=True):
                    if label:
                        yield _pair(page, label, cell, value)
            continue
        yield from _side_by_side(page, cells, labels, lexicon)


def _cells(page: Page, row: Block) -> list[Block]:
    return [page.blocks[child] for child in row.children if page.blocks[child].tag in _CELLS]


def _label(page: Page, cell: Block, lexicon: Lexicon) -> Label | None:
    """Return the label that is all there is in *cell*."""
    if not 0 < cell.last - cell.first <= _FEW:
        return None
    return lexicon.whole("".join(line.text for line in page.lines[cell.first : cell.last]), cell=True)


def _is_head(labels: list[Label | None]) -> bool:
    """Tell whether labels stand next to each other, with nothing between them."""
    return any(one and other for one, other in pairwise(labels))


def _alone(page: Page, row: Block, rows: list[Block], lexicon: Lexicon) -> bool:
    """Tell whether the table of *row* ends before the first of *rows*, or goes on with another row of labels."""
    below = _below(page, row, rows)
    if below is None:
        return True
    labels = [_label(page, cell, lexicon) for cell in _cells(page, below)]
    return _is_head(labels) and all(labels)


def _filled(cells: list[Block]) -> int:
    """Return the number of cells up to the last one that holds something."""
    return max((place + 1 for place, cell in enumerate(cells) if cell.last > cell.first), default=0)


def _below(page: Page, row: Block, rows: list[Block]) -> Block | None:
    """Return the first of *rows* where it stands in the same table as *row*."""
    return next((one for one in rows if _table(page, one) == _table(page, row)), None)


def _table(page: Page, row: Block) -> int:
    place = row.parent
    while place > 0 and page.blocks[place].tag != "table":
        place = page.blocks[place].parent
    return place


def _labelled(page: Page, cell: Block, lexicon: Lexicon) -> bool:
    return cell.last > cell.first and lexicon.leads(page.lines[cell.first].text)


def _side_by_side(page: Page, cells: list[Block], labels: list[Label | None], lexicon: Lexicon) -> Iterator[Pair]:
    values = _called_like_labels(page, cells, labels)
    for place, label in enumerate(labels):
        if label is None or place in values:
            continue
        following = place + 1
        if following < len(cells) and page.text_of(cells[following]) in _COLONS:
            following += 1  # the colon has a cell of its own
        known = following < len(cells) and labels[following] is not None and following not in values
        empty = following >= len(cells) or known or _labelled(page, cells[following], lexicon)
        yield _pair(page, label, cells[place], None if empty else cells[following])


def _called_like_labels(page: Page, cells: list[Block], labels: list[Label | None]) -> frozenset[int]:
    """Return the places of values that are words a label can be (政策解读), in a row of labels and values in turn."""
    if len(cells) % 2 or not all(labels[::2]):
        return frozenset()
    odd = range(1, len(cells), 2)
    return frozenset(
        place
        for place in odd
        if (own := labels[place])
        and not own.field
        and (before := labels[place - 1])
        and before.field in {"genre", "topic", "title"}
        and not page.text_of(cells[place]).endswith((":", "："))
    )


def _pair(page: Page, label: Label, cell: Block, value: Block | None) -> Pair:
    shown = " ".join(line.text for line in page.lines[cell.first : cell.last])
    raw = page.text_of(value) if value else ""
    last = max(cell.last, value.last) if value else cell.last
    return Pair(label, shown, raw, cell.first, last, value.node if value else cell.node, "table")
