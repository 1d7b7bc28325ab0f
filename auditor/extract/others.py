"""Pairs of other documents: this file alone tells the page's own block from what its text says of another one."""

from collections import defaultdict
from collections.abc import Iterator

from auditor.extract import normal
from auditor.extract.lexicon import Lexicon, plain
from auditor.extract.moments import leading
from auditor.extract.page import Page
from auditor.extract.pairs import Pair
from auditor.extract.search import is_search
from auditor.text import hans, titles

_AMID = 200  # characters of prose on both sides: the pairs stand inside the text
_ABOVE = 20  # characters of prose above in the same box: the pairs are a part of the text
_NEAR = 6  # lines
_CELLS = frozenset({"td", "th", "tr", "tbody", "thead", "tfoot"})
_ENTRIES = 3  # values of one label, or lines with links, that only a list has
_REACH, _SHORT = 12, 6  # lines below its head; characters of a link of the menu
_HEADINGS = frozenset({"h1", "h2", "h3"})
_DRESS = " \u00a0\u3000:：【】[]·•■"
_LIKE = 0.3  # share of the character pairs of a title that stand in another


def of_others(page: Page, cluster: list[Pair], lexicon: Lexicon) -> str:
    """Return why the pairs are not the page's own, in a word, or "".

    search, several_documents, amid_text, other_title (those of another document), other_table (a permit, a penalty).
    """
    if _several(cluster) or _heads_list(page, cluster):
        return "several_documents"
    if _amid_prose(page, cluster) or _explains(cluster):
        return "amid_text"
    if is_search(page, cluster, lexicon):
        return "search"
    named = next((pair for pair in cluster if pair.label.field == "title" and pair.raw.strip()), None)
    filed = any(pair.label.field == "index_number" for pair in cluster)
    linked = named and (not filed or _linked(page, named)) and _titled_otherwise(page, cluster, named, lexicon)
    if linked or _in_panel(page, cluster, lexicon):
        return "other_title"
    # Nothing but a page's own block is filed under an index.
    return "" if filed else _unfiled(page, cluster, lexicon)


def _unfiled(page: Page, cluster: list[Pair], lexicon: Lexicon) -> str:
    if _dated_above(page, cluster, lexicon):
        return "amid_text"
    disclosed = any(pair.label.field == "disclosure_method" and pair.raw.endswith("公开") for pair in cluster)
    if not disclosed and _below_prose(page, cluster):  # how it is disclosed no text says of another document
        return "amid_text"
    return "other_table" if _few_rows(page, cluster) else ""


def _in_panel(page: Page, cluster: list[Pair], lexicon: Lexicon) -> bool:
    """Tell whether the pairs stand below the text, under the heading of other documents: 相关文件 and a link to one."""
    words = lexicon.folded("document_panels")
    start = next(pair.line for pair in cluster if pair.label.field)  # 相关文件 may be a label, too
    above = page.lines[max(0, start - _NEAR) : start]
    heads = (line for line in above if not line.linked and hans.fold(line.text.strip(_DRESS)) in words)
    head = next(heads, None)
    if head is None or not any(line.linked > _SHORT for line in page.lines[head.index : start]):
        return False
    return any(line.text.endswith("。") for line in page.lines[max(0, head.index - 2 * _REACH) : head.index])


def around(page: Page, line: int, tag: str) -> int:
    """Return the place of the innermost block of that *tag* around *line*, or 0."""
    place = page.lines[line].block
    while place > 0 and page.blocks[place].tag != tag:
        place = page.blocks[place].parent
    return place


def _several(cluster: list[Pair]) -> bool:
    """Tell whether the pairs belong to several documents: a list of them, not the block of one."""
    values: dict[str, set[str]] = defaultdict(set)
    for pair in cluster:
        if pair.raw and pair.label.field:
            values[pair.label.field].add(pair.raw)
            if pair.label.spelling:
                values[pair.label.spelling + ":"].add(pair.raw)
    if any(len(values[name]) > 1 for name in ("index_number", "document_number", "title")):
        return True
    return any(len(found) >= _ENTRIES for name, found in values.items() if name.endswith(":"))


def _explains(cluster: list[Pair]) -> bool:
    """Tell whether the values are sentences, as in a guide that says what such rows are for."""
    shown = [pair.raw for pair in cluster if pair.raw and pair.label.field not in {"", "abstract"}]
    return sum(raw.endswith(("。", "；", ";")) for raw in shown) * 2 > len(shown)


def _heads_list(page: Page, cluster: list[Pair]) -> bool:
    """Tell whether the labels, none with a value, stand above entries with links: the head of a list."""
    named = [pair for pair in cluster if pair.label.field]
    if any(pair.raw for pair in named) or not any(pair.label.field == "title" for pair in named):
        return False
    box = page.blocks[page.common(page.lines[named[0].line].block, page.lines[named[-1].line].block)]
    below = page.lines[box.last : box.last + _REACH]
    return box.last <= named[-1].last and sum(line.linked > _SHORT for line in below) >= _ENTRIES


def _linked(page: Page, pair: Pair) -> bool:
    lines = page.lines[pair.line : pair.last]
    return any(line.linked * 2 > len(line.text) for line in lines)


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
    pairs = [pair for pair in cluster if pair.label.field]
    start = pairs[0].line
    place = page.lines[start].block
    for pair in pairs:
        place = page.common(place, page.lines[pair.line].block)
    while page.blocks[place].tag in _CELLS:
        place = page.blocks[place].parent
    boxes = (page.blocks[place], page.blocks[page.blocks[place].parent])
    above = (page.blocks[child] for box in boxes for child in box.children if page.blocks[child].tag == "p")
    reach = start - 2 * _NEAR
    return sum(_prose(page, range(max(one.first, reach), one.last)) for one in above if one.last <= start) > _ABOVE


def _dated_above(page: Page, cluster: list[Pair], lexicon: Lexicon) -> bool:
    """Tell whether the page has its own day under the headline, and below its text a table gives another one."""
    days = [normal.date(pair.raw)[0] for pair in cluster if pair.label.field == "published_date"]
    text = False
    for line in reversed(page.lines[max(0, cluster[0].line - _REACH) : cluster[0].line] if any(days) else []):
        text = text or line.text.endswith("。")
        if (mark := lexicon.dates.any.search(plain(line.text))) and (day := leading(line.text[mark.end() :])):
            return text and normal.date(day)[0] not in days
    return False


def _few_rows(page: Page, cluster: list[Pair]) -> bool:
    """Tell whether half the rows of the table have labels of another trade only: a permit, a penalty."""
    lines = [line for pair in cluster if pair.reader == "table" for line in range(pair.line, pair.last)]
    tables = {around(page, line, "table") for line in lines}
    if len(tables) != 1:
        return False
    table = page.blocks[tables.pop()]
    known = {around(page, line, "tr") for line in lines}
    rows = {around(page, line, "tr") for line in range(table.first, table.last)}
    return len(known) * 2 <= len(rows)


def _titled_otherwise(page: Page, cluster: list[Pair], named: Pair, lexicon: Lexicon) -> bool:
    """Tell whether the title that *named* gives is found nowhere else: then it is that of another document."""
    wanted = _couples(titles.core(named.raw))
    head, *lines = _titles(page, cluster, named)
    if not head.strip() and not any(block.tag in _HEADINGS for block in page.blocks):
        return False  # a page without any title of its own
    if any(word in head and word not in named.raw for word in lexicon.words("interpretation_titles")):
        return True  # an interpretation and the document that it speaks of
    return not any(len(wanted & _couples(text)) >= len(wanted) * _LIKE for text in (head, *lines))


def _titles(page: Page, cluster: list[Pair], named: Pair) -> Iterator[str]:
    yield page.title
    pairs = [pair for pair in cluster if pair.label.field]
    others = [named, *(pair for pair in pairs if pair.label.field != "title")]
    taken = {place for pair in others for place in range(pair.line, pair.last)}
    for line in page.lines[max(0, pairs[0].line - _NEAR) : pairs[-1].last + _NEAR]:
        if line.index not in taken and line.linked * 2 <= len(line.text):
            yield line.text


def _couples(text: str) -> frozenset[str]:
    folded = hans.fold(text)
    return frozenset(folded[place : place + 2] for place in range(len(folded) - 1))
