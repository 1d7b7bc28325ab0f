"""List items and boxes that hold one label and its value as two children: `<li><span>文号</span><p>…</p></li>`."""

from collections.abc import Iterator

from auditor.extract.labels import labelled
from auditor.extract.lexicon import Lexicon
from auditor.extract.page import Page
from auditor.extract.pairs import Pair

ORDER = 30
_BOXES = frozenset({"li", "div", "p", "dd", "td", "section"})
_MOST = 4  # lines of such a box


def read(page: Page, lexicon: Lexicon) -> Iterator[Pair]:
    """Yield a pair for every box whose first line is a label and whose other lines are its value."""
    heads = {line.index for line in labelled(page, lexicon)}
    for block in page.blocks if heads else ():
        if block.first not in heads or block.tag not in _BOXES or not 1 < block.last - block.first <= _MOST:
            continue
        first, *rest = page.lines[block.first : block.last]
        label = lexicon.whole(first.text)
        if label is None or any(lexicon.whole(line.text) or lexicon.leads(line.text) for line in rest):
            continue
        raw = " ".join(line.text for line in rest)
        yield Pair(label, first.text, raw, first.index, block.last, rest[0].node, "list_items")
