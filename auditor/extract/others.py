"""Pairs of other documents: this file alone tells the page's own block from what its text says of another one."""

from collections import defaultdict
from collections.abc import Iterator

from auditor.extract import normal
from auditor.extract.page import Page
from auditor.extract.pairs import Pair
from auditor.text import hans

_AMID = 200  # characters of prose on both sides: the pairs stand inside the text
_ABOVE = 40  # characters of prose above in the same box: the pairs are a part of the text
_NEAR = 6  # lines
_FEW = 2  # days that one label of a block can show: the same row for phones may round them
_CELLS = frozenset({"td", "th", "tr", "tbody", "thead", "tfoot"})
_LIKE = 0.3  # share of the character pairs of a title that stand in another


def of_others(page: Page, cluster: list[Pair]) -> str:
    """Return why the pairs are not the page's own, in a word (several_documents, amid_text, other_title), or ""."""
    if _several(cluster):
        return "several_documents"
    if _amid_prose(page, cluster):
        return "amid_text"
    if any(pair.label.field == "index_number" for pair in cluster):
        return ""  # nothing but a page's own block is filed under an index
    if _below_prose(page, cluster):
        return "amid_text"
    return "other_title" if _titled_otherwise(page, cluster) else ""


def _several(cluster: list[Pair]) -> bool:
    """Tell whether the pairs belong to several documents: a list of them, not the block of one."""
    for name in ("index_number", "document_number", "title"):
        values = {pair.raw for pair in cluster if pair.label.field == name and pair.raw}
        if len(values) > 1:
            return True
    days: dict[str, set[str]] = defaultdict(set)
    for pair in cluster:
        if pair.label.field in normal.DATES and (day := normal.date(pair.raw)[0]):
            days[pair.label.spelling].add(day)
    return any(len(found) > _FEW for found in days.values())


def _amid_prose(page: Page, cluster: list[Pair]) -> bool:
    start, end = cluster[0].line, cluster[-1].last
    before = _prose(page, range(max(0, start - _NEAR), start))
    after = _prose(page, range(end, min(end + _NEAR, len(page.lines))))
    return before > _AMID and after > _AMID


def _prose(page: Page, places: range) -> int:
    lines = [page.lines[place] for place in places]
    return sum(len(line.text) for line in lines if "。" in line.text and line.linked * 2 < len(line.text))


def _below_prose(page: Page, cluster: list[Pair]) -> bool:
    """Tell whether paragraphs of a text stand closely above the pairs, in their box or in the one around it."""
    start = cluster[0].line
    place = page.lines[start].block
    for pair in cluster:
        place = page.common(place, page.lines[pair.line].block)
    while page.blocks[place].tag in _CELLS:
        place = page.blocks[place].parent
    boxes = (page.blocks[place], page.blocks[page.blocks[place].parent])
    above = (page.blocks[child] for box in boxes for child in box.children if page.blocks[child].tag == "p")
    reach = start - 2 * _NEAR
    return sum(_prose(page, range(max(one.first, reach), one.last)) for one in above if one.last <= start) > _ABOVE


def _titled_otherwise(page: Page, cluster: list[Pair]) -> bool:
    """Tell whether the title among the pairs is found nowhere else on the page: then it names another document."""
    named = next((pair for pair in cluster if pair.label.field == "title" and pair.raw.strip()), None)
    if named is None:
        return False
    wanted = _couples(named.raw)
    start, end = cluster[0].line, cluster[-1].last
    return not any(len(wanted & _couples(text)) >= len(wanted) * _LIKE for text in _titles(page, start, end))


def _titles(page: Page, start: int, end: int) -> Iterator[str]:
    yield page.title
    for place in (*range(max(0, start - _NEAR), start), *range(end, min(end + _NEAR, len(page.lines)))):
        yield page.lines[place].text


def _couples(text: str) -> frozenset[str]:
    folded = hans.fold(text)
    return frozenset(folded[place : place + 2] for place in range(len(folded) - 1))
