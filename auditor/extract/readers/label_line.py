"""Label and value each in a line of its own: only where the block as a whole is laid out so."""

import itertools
import re
from collections.abc import Iterator, Mapping

from auditor.extract import normal
from auditor.extract.labels import hits, labelled
from auditor.extract.lexicon import Label, Lexicon
from auditor.extract.page import Line, Page
from auditor.extract.pairs import Pair
from auditor.text import organs

ORDER = 50
_REACH = 2  # a value line may stand between two labels
_FEW = 2
_HEADINGS = frozenset({"h1", "h2", "h3"})
_TYPED = normal.DATES | {"validity", "index_number", "document_number"}
_UNKNOWN = re.compile(
    r"[•·●◆■\s]*(?:[\u4e00-\u9fff]{2,8}\s*[:：]|\[\s*[\u4e00-\u9fff]{2,8}\s*\]|【[\u4e00-\u9fff]{2,8}】)\s*"
)
_PLAIN = re.compile(r"[\u4e00-\u9fff]{2,8}")
_ENDS = frozenset(":：]】 \u00a0\u3000")
_NONE = Label("", 0, weak=True, spelling="")  # a label that no list knows
_CELLS = frozenset({"td", "th"})


def read(page: Page, lexicon: Lexicon) -> Iterator[Pair]:
    """Yield the pairs of runs of label lines; in a run that also has `label: value` lines they are empty."""
    alone: dict[int, Label] = {}
    inline: set[int] = set()
    known = {line.index for line in labelled(page, lexicon)}
    for line in page.lines if known else ():
        label = lexicon.whole(line.text) if line.index in known else None
        unknown = label is None and line.text[-1] in _ENDS and _is_unknown(line.text)
        if not (unknown or line.index in known) or _in_row(page, line):
            continue
        if label or unknown:
            alone[line.index] = label or _NONE
        elif any(line.text[hit.end :].strip() for hit in hits(line, lexicon)[-1:]):
            inline.add(line.index)
    spots: dict[int, Label | None] = {**dict.fromkeys(inline), **alone}
    for run in _runs(sorted(spots)):
        labels = [index for index in run if index in alone]
        while labels and alone[labels[-1]] is _NONE:
            labels.pop()
        stacked = len(labels) > len(run) - len(labels) and _has_values(labels)
        for place, index in enumerate(labels):
            final = place == len(labels) - 1
            free = stacked or (final and _dated(page, index, alone[index]))
            value = _value(page, index, spots, labels, lexicon, final=final) if free else None
            line = page.lines[index]
            raw, last, node = (value.text, value.index + 1, value.node) if value else ("", index + 1, line.node)
            yield Pair(alone[index], line.text, raw, index, last, node, "label_line")


def _is_unknown(text: str) -> bool:
    """Tell whether a line looks like a label that no list knows; whom a letter addresses is none."""
    return _UNKNOWN.fullmatch(text) is not None and not organs.ends_like_organ(text)


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


def _dated(page: Page, index: int, label: Label) -> bool:
    """Tell whether *label* is that of a date and the line below it a sister of its line, which may be the day."""
    below = page.lines[index + 1 : index + 2]
    parents = {page.blocks[line.block].parent for line in (page.lines[index], *below)}
    return label.field in normal.DATES and len(below) + len(parents) == _FEW


def _value(
    page: Page, index: int, spots: Mapping[int, Label | None], labels: list[int], lexicon: Lexicon, *, final: bool
) -> Line | None:
    """Return the line below the label at *index* where it is its value; *spots* are all lines with labels."""
    following = index + 1
    if following in spots or following >= len(page.lines):
        return None
    line = page.lines[following]
    label = spots[index]
    name = label.field if label else ""
    heading = page.blocks[line.block].tag in _HEADINGS and name != "title"
    if (not final and not heading) or normal.fits(name, line.text, lexicon):
        return line
    if name not in _TYPED and following + _REACH + 1 in spots and _PLAIN.fullmatch(page.lines[following + 1].text):
        return line  # below it a label that no list knows, its value, and the next that is known
    # What follows the last label may be the headline: only a box that ends with it proves that it is the value.
    box = page.blocks[page.common(page.lines[labels[0]].block, line.block)]
    ends = box.last == following + 1 and not heading
    return line if ends and name not in _TYPED else None
