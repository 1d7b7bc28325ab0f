"""Panels beside a text (相关解读, 相关文件): this file alone knows where they lie and what they offer or wait for."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from operator import attrgetter

from selectolax.lexbor import LexborNode

from auditor.extract.body import Text
from auditor.extract.labelled import addresses_in
from auditor.extract.lexicon import Lexicon
from auditor.extract.page import Anchor, Line, Page
from auditor.extract.pending import filled, requests
from auditor.model import Link
from auditor.text import addresses, hans

_LINES = 28  # lines a panel has at most
_HEADING, _WITH_DRESS = 14, 40
_DRESS = " \u00a0\u3000:：【】[]>》·•■"
_SHORT_TITLE = 6
_FEW = 3  # links of a menu or a list that is not the page's own
_BARE_NAME = 6  # characters of a link that may as well name a column
_COLUMN = re.compile(  # what the address of a column says: a folder, list.jsp?id=2, node_12.html, /col/col12/index.html
    r"/$|(?:^|[/_.\-])(?:index|default|list|node|col|column|channel|lanmu|lm|catalog|category|class|more|menu)[0-9_\-]*(?=[/.?]|$)",
    re.IGNORECASE,
)
_STRONG, _WEAK = 8, 2  # titles in a panel from which on only those like the page's own title are its own
_ALIKE = 0.5
_ROWS = frozenset({"tr", "dl", "ul", "li", "p"})
_NO_BOXES = frozenset({"script", "link", "style", "input", "body", "a", "i", "img"})
_PAGES = frozenset({"body", "html"})
_HEADINGS = frozenset({"h2", "h3", "h4", "h5"})
_NAME = re.compile(
    r"(?:^|[\s_-])(?:(?:xg|zc|gl|wj|tw|xgzc)?jd|jiedu|(?:xg|zc|gl)jiedu)"
    r"(?:[-_]?(?:list|box|con|content|panel|links?|main|wrap|ul|div|area|items?))?[0-9]*(?:$|\s)",
    re.IGNORECASE,
)
_MAY_NAME = '[id*="j" i], [class*="j" i]'  # what `_NAME` finds has one
_MARKUP = re.compile(r"<(script|style)\b.*?</\1>|<!--.*?-->|<(?!img|iframe)[^>]*>", re.DOTALL | re.IGNORECASE)
_MOST = 60  # panels and elements that are looked at
_ORIGINAL = re.compile("原文|全文")
_CODE = re.compile(r"javascript:|#|$", re.IGNORECASE)
_first = attrgetter("first")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page speaks of itself: from line *start* (headline or block) on; its text; what its title is about."""

    start: int
    text: Text
    about: str


@dataclass(frozen=True, slots=True)
class Panel:
    """A panel: its heading, the heading's line, the line at which it ends, whether a box, and a row, holds it alone."""

    heading: str
    line: Line
    end: int
    boxed: bool
    row: bool


def find_panels(page: Page, key: str, start: int, lexicon: Lexicon) -> Iterator[Panel]:
    """Yield the panels under a heading of the list *key*, up to the next heading or the end of their box."""
    known = lexicon.folded(key)
    others = lexicon.folded("other_panels", "document_panels", "interpretation_panels")
    named = ((line, heading) for line, heading, folded in _headings(page) if folded in known and line.index >= start)
    headed = ((line, heading) for line, heading in named if _may_head(page, line))
    for line, heading in islice(headed, _MOST):
        yield _panel(page, line, heading, others, lexicon)


def _may_head(page: Page, line: Line) -> bool:
    """Tell whether *line* is no link, or one that is marked as a heading."""
    return line.linked * 2 <= len(line.text) or page.blocks[line.block].tag in _HEADINGS


def _headings(page: Page) -> list[tuple[Line, str, str]]:
    """Return the lines of *page* that may be a heading, without dress and folded; looked for once."""
    if page.headings is None:
        bare = ((line, line.text.strip(_DRESS)) for line in page.lines if len(line.text) <= _WITH_DRESS)
        page.headings = [(line, one, hans.fold(one)) for line, one in bare if len(one) <= _HEADING]
    return page.headings


def _panel(page: Page, line: Line, heading: str, others: frozenset[str], lexicon: Lexicon) -> Panel:
    """It reaches to the end of the box that holds more than its heading, but never past another heading or label."""
    place = line.block
    while place >= 0 and page.blocks[place].last <= line.index + 1:
        place = page.blocks[place].parent
    tag = page.blocks[place].tag if place >= 0 else ""
    boxed, row = place >= 0 and tag not in _PAGES, tag in _ROWS
    end = min(page.blocks[place].last if place >= 0 else line.index, line.index + 1 + _LINES)
    for following in page.lines[line.index + 1 : end]:
        known = hans.fold(following.text.strip(" :：【】[]")) in others and _may_head(page, following)
        if known or (row and not following.linked and lexicon.whole(following.text)):
            return Panel(heading, line, following.index, boxed, row)
    return Panel(heading, line, max(end, line.index + 1), boxed, row)


def panel_links(page: Page, panel: Panel, place: Place, lexicon: Lexicon) -> list[Anchor]:
    """Return the links of *panel*: long titles anywhere, short ones and pictures in a box that is the panel's own."""
    at = panel.line.index + 1
    low, high = (bisect_left(page.anchors, index, key=_first) for index in (at, panel.end))
    no_titles = {word for key in ("more", "text_end", "home_words") for word in lexicon.words(key)}
    own = panel.boxed and (panel.row or panel.line.index >= place.text.first)
    found = [
        one
        for one in page.anchors[low:high]
        if len(one.text or one.title) >= _SHORT_TITLE or (own and one.text and one.text not in no_titles) or one.picture
    ]
    # The links of pictures alone begin where the next line will: they may stand behind the end.
    box = page.blocks[panel.line.block].parent
    pictures = (one for one in page.anchors[high : high + _FEW] if one.first == one.last == at)
    found += [one for one in pictures if page.blocks[box].tag not in _PAGES and page.within(one.block, box)]
    names = lexicon.folded("interpretation_panels")  # a link that says no more may lead to the column
    found = [one for one in found if hans.fold(one.text) not in names or _is_page(page, one, place.start)]
    return _own(found, panel, place, lexicon)


def _own(found: list[Anchor], panel: Panel, place: Place, lexicon: Lexicon) -> list[Anchor]:
    """Leave the titles out that are not like the page's own where the panel is the newest of a column: many of them.

    A heading that is also the name of a column (政策解读) needs fewer of them than 相关解读.
    """
    columns = (*lexicon.words("interpretation_columns"), *lexicon.words("document_columns"))
    most = _WEAK if panel.heading in columns else _STRONG
    titled = [one for one in found if len(one.text or one.title) >= _SHORT_TITLE]
    if len(titled) < most:
        return found
    return [one for one in found if one not in titled or _alike(place.about, one.text or one.title)]


def _alike(about: str, title: str) -> bool:
    pairs = {about[place : place + 2] for place in range(len(about) - 1)}
    folded = hans.fold(title)
    return sum(pair in folded for pair in pairs) >= max(len(pairs), 1) * _ALIKE


def panel_urls(page: Page, panel: Panel) -> Iterator[tuple[Line, str]]:
    """Yield the addresses that are written out in a panel, with their lines."""
    for line in page.lines[panel.line.index + 1 : panel.end]:
        if not line.linked and ("http" in line.text or "www." in line.text):
            yield from ((line, url) for _, url in addresses_in(page, line.text))


def shown(anchor: Anchor) -> str:
    """Return what a link says: its text, its title, or what its pictures are called."""
    return anchor.text or anchor.title or anchor.alt


def titled_interpretations(page: Page, start: int, lexicon: Lexicon) -> tuple[Anchor, ...]:
    """Return the links outside menus and lists that have the name of an interpretation, column or page."""
    return tuple(_called(page, start, lexicon.pattern_of("interpretation_titles"), lexicon))


def named_interpretations(page: Page, start: int, titled: tuple[Anchor, ...]) -> Iterator[Anchor]:
    """Yield those of *titled* that call themselves an interpretation: 一图读懂…, a button 政策解读."""
    for anchor in titled:
        if len(shown(anchor).strip("【】[]")) > _BARE_NAME or _is_page(page, anchor, start):
            yield anchor


def named_documents(page: Page, start: int, words: tuple[str, ...], lexicon: Lexicon) -> Iterator[tuple[Anchor, str]]:
    """Yield the buttons of an interpretation that lead to its document (政策原文, 查看原文件), and where they lead."""
    for anchor in _called(page, start, _ORIGINAL, lexicon):
        named = hans.fold(shown(anchor)).strip("【】[]:：>》") in words
        url = addresses.resolve(page.url, anchor.href) or ""
        if named and addresses.host(url) == addresses.host(page.url) and _is_page(page, anchor, start):
            yield anchor, url


def _is_page(page: Page, anchor: Anchor, start: int) -> bool:
    """Tell whether a link with a bare name leads to one page: by its address, and because no menu has it too."""
    href = anchor.href
    if not any(char.isdigit() for char in href.split("//", 1)[-1].partition("/")[2]) or _COLUMN.search(href):
        return False
    return all(one.href != href for one in page.anchors[: bisect_left(page.anchors, start, key=_first)])


def _called(page: Page, start: int, names: re.Pattern[str], lexicon: Lexicon) -> Iterator[Anchor]:
    """Yield the links from line *start* on in which *names* finds a word, without those of menus and side lists."""
    others = lexicon.words("other_panels")
    anchors = page.anchors[bisect_left(page.anchors, start, key=_first) :]
    texts = [one.text or one.title or one.alt for one in anchors]  # as `shown`
    any_named = names.search("\n".join(texts)) is not None
    found = [one for one, text in zip(anchors, texts, strict=True) if names.search(text)] if any_named else []
    beyond = [(one.line.index, one.end) for one in find_panels(page, "other_panels", start, lexicon)] if found else []
    for anchor in found[:_MOST]:
        led = _led(page, anchor.first, others)
        if not led and not any(low <= anchor.first < high for low, high in beyond) and not _in_list(page, anchor):
            yield anchor


def _led(page: Page, index: int, others: tuple[str, ...]) -> bool:
    """Tell whether the line, or the one above it, begins as 上一篇 or 相关新闻 do."""
    return any(line.text.strip(" :：").startswith(others) for line in page.lines[max(index - 1, 0) : index + 1])


def beside_none(
    page: Page, said: Iterable[tuple[int, str, Link]], start: int, lexicon: Lexicon
) -> Iterator[tuple[int, str, Link]]:
    """Leave out what stands in a panel of other pages: 相关新闻, 热点信息, 上一篇."""
    found = list(islice(said, _MOST))
    others = lexicon.words("other_panels")
    beyond = [(one.line.index, one.end) for one in find_panels(page, "other_panels", start, lexicon)] if found else []
    for one in found:
        if not _led(page, one[0], others) and not any(low <= one[0] < high for low, high in beyond):
            yield one


def _in_list(page: Page, anchor: Anchor) -> bool:
    """Tell whether the link is one of a menu or of a list of pages: those are not this page's own."""
    place = anchor.block
    while page.blocks[place].parent > 0 and page.blocks[place].last - page.blocks[place].first <= 1:
        place = page.blocks[place].parent
    block = page.blocks[place]
    low, high = (bisect_left(page.anchors, at, key=_first) for at in (block.first, block.last))
    lines = page.lines[block.first : block.last]
    linked = sum(line.linked for line in lines)
    return high - low >= _FEW and linked * 2 > sum(len(line.text) for line in lines)


def panel_waits(page: Page, key: str, start: int, titled: tuple[Anchor, ...], lexicon: Lexicon) -> bool:
    """Tell whether the panel is empty and a script may fill it, or a link to it (*titled*) is code."""
    if any(_CODE.match(one.href) and _acts(one) for one in titled):
        return True
    if not filled(page, lexicon):
        return False
    panels = tuple(find_panels(page, key, start, lexicon))
    if not panels:
        return _named_box(page)
    blank = lexicon.words("blank") if requests(page, lexicon) else ()
    empty = {block.first for block in page.blocks if block.first == block.last and block.tag != "hr"}
    waits = any(panel.line.index + 1 in empty or _is_empty(page, panel, blank) for panel in panels)
    return waits or _named_box(page)


def _acts(anchor: Anchor) -> bool:
    return anchor.href.lower().startswith("javascript:") or bool(anchor.node.attributes.get("onclick"))


def _is_empty(page: Page, panel: Panel, blank: tuple[str, ...]) -> bool:
    """Tell whether nothing but template marks or blank words stands under the heading."""
    rest = page.lines[panel.line.index + 1 : panel.end]
    return all("{{" in line.text or any(word in line.text for word in blank) for line in rest)


def _named_box(page: Page) -> bool:
    """Tell whether an empty element is called the place of the interpretations."""
    named = [node for node in page.tree.css(_MAY_NAME) if node.tag not in _NO_BOXES and _is_named(node)]
    return any(not _MARKUP.sub("", node.html or "").strip() for node in named[:_MOST])


def _is_named(node: LexborNode) -> bool:
    attributes = node.attributes
    return any(_NAME.search(attributes.get(key) or "") for key in ("id", "class"))
