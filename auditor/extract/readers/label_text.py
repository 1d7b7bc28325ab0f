"""Label and value in one line of text: `文号：…`, `[ 文号 ] …`, several pairs in a line, a colon or none."""

import re
from collections.abc import Iterator

from auditor.extract import normal
from auditor.extract.labels import Hit, hits, labelled
from auditor.extract.lexicon import Lexicon
from auditor.extract.page import Block, Line, Page
from auditor.extract.pairs import Pair

ORDER = 40
_BRACKETED = re.compile(r"(?:^|\s)[\[【［]\s*[\u4e00-\u9fff]{2,8}\s*[\]】］]\s")
_DRESS = " \u00a0\u3000|｜;；"
_CELLS = frozenset({"td", "th"})
_SLASH = re.compile(r"\s+[/／]$")  # between two fields of a line
_FIT = normal.DATES | {"index_number", "document_number", "validity"}  # told from what stands glued behind them
_READ = normal.DATES | {"validity"}  # what is no value is told apart from one


def read(page: Page, lexicon: Lexicon) -> Iterator[Pair]:
    """Yield the pairs of every line that has a label with something behind it, and its empty labels."""
    for line in labelled(page, lexicon):
        if lexicon.whole(line.text) is None:  # a label alone in its line: `label_line` looks at what follows
            for pair in _pairs(line, hits(line, lexicon), lexicon):
                if not pair.raw and (cell := _beside(page, line, lexicon)):
                    pair.raw, pair.last, pair.node = page.text_of(cell), cell.last, cell.node
                    if pair.label.field not in _READ and not normal.fits(pair.label.field, pair.raw, lexicon):
                        continue
                if len(pair.label.spelling) > 1 or normal.fits(pair.label.field, pair.raw, lexicon):
                    yield pair


def _up_to_seam(line: Line, hit: Hit, end: int, lexicon: Lexicon) -> str:
    """Return what stands between a label and *end*: its first elements alone where only these can be the value."""
    raw = line.text[hit.end : end].strip(_DRESS)
    if hit.label.field not in _FIT or not raw or normal.fits(hit.label.field, raw, lexicon):
        return raw
    parts = (line.text[hit.end : seam].strip(_DRESS) for seam in line.seams if hit.end < seam < end)
    return next((part for part in parts if normal.fits(hit.label.field, part, lexicon)), raw)


def _pairs(line: Line, found: list[Hit], lexicon: Lexicon) -> Iterator[Pair]:
    if not found:
        return
    ends = [*(hit.start for hit in found[1:]), len(line.text)]
    for hit, end in zip(found, ends, strict=True):
        raw = _SLASH.sub("", _up_to_seam(line, hit, end, lexicon))
        if hit.how == "bracket" and (unknown := _BRACKETED.search(raw)):
            raw = raw[: unknown.start()].strip(_DRESS)  # a label that no list knows, in the dress of this one
        shown = line.text[hit.start : hit.end].strip()
        yield Pair(hit.label, shown, raw, line.index, line.index + 1, line.node, "label_text")


def _beside(page: Page, line: Line, lexicon: Lexicon) -> Block | None:
    """Return the cell with a value beside that of *line*, which holds nothing but a label in a dress no list knows."""
    own = page.blocks[line.block]
    if own.tag not in _CELLS or own.last - own.first > 1 or len(hits(line, lexicon)) > 1:
        return None
    row = page.blocks[own.parent].children
    following = page.blocks[row[row.index(line.block) + 1]] if line.block != row[-1] else None
    if following is None or following.tag not in _CELLS or following.last == following.first:
        return None
    text = page.text_of(following)
    return None if lexicon.whole(text, cell=True) or lexicon.leads(text) else following
