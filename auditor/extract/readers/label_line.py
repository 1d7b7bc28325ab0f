"""Label and value each in a line of its own: only where the block as a whole is laid out so."""

import itertools
from collections.abc import Iterator

from auditor.extract.labels import hits
from auditor.extract.lexicon import Label, Lexicon
from auditor.extract.page import Line, Page
from auditor.extract.pairs import Pair

ORDER = 50
_REACH = 2  # a value line may stand between two labels
_FEW = 2
_CELLS = frozenset({"td", "th"})


def read(page: Page, lexicon: Lexicon) -> Iterator[Pair]:
    """Yield the pairs of runs of label lines; in a run that also has `label: value` lines they are empty."""
    alone: dict[int, Label] = {}
    inline: set[int] = set()
    for line in page.lines:
        label = lexicon.whole(line.text)
        if _in_row(page, line):
            continue
        if label:
            alone[line.index] = label
        elif any(line.text[hit.end :].strip() for hit in hits(line, lexicon)[-1:]):
            inline.add(line.index)
    for run in _runs(sorted(alone.keys() | inline)):
        labels = [index for index in run if index in alone]
        stacked = len(labels) > len(run) - len(labels) and _has_values(labels)
        for place, index in enumerate(labels):
            final = place == len(labels) - 1
            value = _value(page, index, alone, inline, labels, final=final) if stacked else None
            line = page.lines[index]
            raw, last, node = (value.text, value.index + 1, value.node) if value else ("", index + 1, line.node)
            yield Pair(alone[index], line.text, raw, index, last, node, "label_line")


def _in_row(page: Page, line: Line) -> bool:
    """Tell whether *line* is a cell of a table row, which is another reader's; a cell with many lines is layout."""
    place = line.block
    while place > 0 and page.blocks[place].tag not in _CELLS:
        place = page.blocks[place].parent
    block = page.blocks[place]
    row = page.blocks[block.parent]
    return block.tag in _CELLS and block.last - block.first <= _FEW and len(row.children) > 1


def _runs(places: list[int]) -> Iterator[list[int]]:
    run: list[int] = []
    for place in places:
        if run and place - run[-1] > _REACH:
            yield run
            run = []
        run.append(place)
    if run:
        yield run


def _has_values(labels: list[int]) -> bool:
    """Two labels with exactly one line between them show that values stand below."""
    return sum(1 for one, other in itertools.pairwise(labels) if other - one == _REACH) >= 1


def _value(
    page: Page, index: int, alone: dict[int, Label], inline: set[int], labels: list[int], *, final: bool
) -> Line | None:
    following = index + 1
    if following in alone or following in inline or following >= len(page.lines):
        return None
    line = page.lines[following]
    if final and len(labels) > 1:
        around = page.common(page.lines[labels[0]].block, page.lines[labels[-1]].block)
        if not page.within(line.block, around):
            return None
    return line
