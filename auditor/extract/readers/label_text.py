"""Label and value in one line of text: `文号：…`, `[ 文号 ] …`, several pairs in a line, a colon or none."""

from collections.abc import Iterator

from auditor.extract import normal
from auditor.extract.labels import Hit, hits, labelled
from auditor.extract.lexicon import Lexicon
from auditor.extract.page import Line, Page
from auditor.extract.pairs import Pair

ORDER = 40
_DRESS = " \u00a0\u3000|｜;；"


def read(page: Page, lexicon: Lexicon) -> Iterator[Pair]:
    """Yield the pairs of every line that has a label with something behind it, and its empty labels."""
    for line in labelled(page, lexicon):
        if lexicon.whole(line.text) is None:  # a label alone in its line: `label_line` looks at what follows
            for pair in _pairs(line, hits(line, lexicon)):
                if len(pair.label.spelling) > 1 or normal.fits(pair.label.field, pair.raw, lexicon):
                    yield pair


def _pairs(line: Line, found: list[Hit]) -> Iterator[Pair]:
    if not found:
        return
    ends = [*(hit.start for hit in found[1:]), len(line.text)]
    for hit, end in zip(found, ends, strict=True):
        raw = line.text[hit.end : end].strip(_DRESS)
        shown = line.text[hit.start : hit.end].strip()
        yield Pair(hit.label, shown, raw, line.index, line.index + 1, line.node, "label_text")
