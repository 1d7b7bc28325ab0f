"""What a page on a decision gathers: this file alone finds the parts it names, and whether anything stands behind."""

import re
from collections.abc import Iterator

from auditor.extract.body import Text
from auditor.extract.lexicon import Lexicon
from auditor.extract.page import Line, Page, locate
from auditor.model import DecisionPart
from auditor.text import hans

_DECISION = re.compile("决策|決策")
_NOTHING = re.compile(r"[\W_]*(?:暂?无|未公开|待公开|暂未公开|查看|详情)?[\W_]*")
_LABEL, _TITLE, _LINES = 24, 80, 400
_ROW = 2  # labels of a row that is the head of a table


def read_parts(
    page: Page, text: Text, columns: tuple[str, ...], title: str, lexicon: Lexicon
) -> tuple[DecisionPart, ...]:
    """Return each part once, in the order of the word list; offered where a link or words stand behind its label."""
    if not any(_DECISION.search(name) for name in (*columns, title)):
        return ()
    found: dict[str, DecisionPart] = {}
    for line, name, offered in _labels(page, text, lexicon):
        if name not in found or (offered and not found[name].offered):
            found[name] = DecisionPart(name, hans.squeeze(line.text)[:_TITLE], locate(line.node, page), offered)
    return tuple(found[name] for name in lexicon.vocabulary.table("decision_parts") if name in found)


def _labels(page: Page, text: Text, lexicon: Lexicon) -> Iterator[tuple[Line, str, bool]]:
    lines = page.lines[text.first : text.last][:_LINES]
    names = [_part(line, lexicon) for line in lines]
    for nth, (line, name) in enumerate(zip(lines, names, strict=True)):
        if not name:
            continue
        below = _below(page, line, lexicon)
        if below is not None:
            yield line, name, _says(page.lines[below.start : below.stop])
            continue
        following = next((place for place in range(nth + 1, len(lines)) if names[place]), len(lines))
        behind = _behind_colon(line.text)
        yield line, name, line.linked > 0 or bool(behind) or _says(lines[nth + 1 : following])


def _part(line: Line, lexicon: Lexicon) -> str:
    """Return the part that a line names: a short label, a label with a colon, or a link; the longest word decides."""
    label = re.split("[:：]", line.text, maxsplit=1)[0]
    shown = line.text if line.linked * 2 > len(line.text) else label
    if len(shown) > (_TITLE if line.linked else _LABEL) or shown.rstrip().endswith("。"):
        return ""
    folded = hans.fold(shown)
    words = (
        (len(word), name)
        for name, known in lexicon.vocabulary.table("decision_parts").items()
        for word in known
        if word in folded
    )
    return max(words, default=(0, ""))[1]


def _behind_colon(shown: str) -> str:
    _, colon, rest = hans.fold(shown).partition(":")
    return rest if colon and not _NOTHING.fullmatch(rest) else ""


def _says(lines: list[Line]) -> bool:
    return any(line.linked or not _NOTHING.fullmatch(line.text) for line in lines)


def _below(page: Page, line: Line, lexicon: Lexicon) -> range | None:
    """Return the lines of the cell under a label that stands in a row of labels, None where it is in no such row."""
    place = line.block
    while place > 0 and page.blocks[place].tag not in {"td", "th"}:
        place = page.blocks[place].parent
    row = page.blocks[place].parent
    cells = page.blocks[row].children
    heads = [page.blocks[cell] for cell in cells]
    shown = [page.lines[one.first : one.last] for one in heads]
    labels = sum(any(_part(one, lexicon) for one in lines) for lines in shown)
    if place == 0 or labels < _ROW or any(one.linked for lines in shown for one in lines):
        return None
    rows = [one for one in page.blocks[page.blocks[row].parent].children if page.blocks[one].tag == "tr" and one > row]
    nth = cells.index(place)
    under = page.blocks[rows[0]].children if rows else []
    cell = page.blocks[under[nth]] if nth < len(under) else None
    return range(cell.first, cell.last) if cell else range(0)
