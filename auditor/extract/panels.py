"""Panels beside a text (相关解读, 相关文件): this file alone knows where they lie and what they offer or wait for."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from operator import attrgetter

from auditor.extract.body import Text
from auditor.extract.lexicon import Lexicon
from auditor.extract.page import Anchor, Line, Page
from auditor.extract.pending import filled, requests
from auditor.text import hans

_LINES = 28  # lines a panel has at most
_HEADING, _WITH_DRESS = 14, 40
_SHORT_TITLE = 6
_FEW = 3  # links of a menu or a list that is not the page's own
_BARE_NAME = 6  # characters of a link that may as well name a column
_COLUMN = re.compile(r"/(?:(?:index|list)\w*\.\w+)?$", re.IGNORECASE)
_NO_BOXES = frozenset({"script", "link", "style", "input", "body", "a", "i", "img"})
_PAGES = frozenset({"body", "html"})
_HEADINGS = frozenset({"h2", "h3", "h4", "h5"})
_NAME = re.compile(
    r"(?:^|[\s_-])(?:(?:xg|zc|gl|wj|tw|xgzc)?jd|jiedu|(?:xg|zc|gl)jiedu)"
    r"(?:[-_]?(?:list|box|con|content|panel|links?|main|wrap|ul|div|area|items?))?[0-9]*(?:$|\s)",
    re.IGNORECASE,
)
_NAMED = '[id*="jd" i], [class*="jd" i], [id*="jiedu" i], [class*="jiedu" i]'
_MARKS = ("jd", "JD", "Jd", "jD", "iedu", "ieDu", "IEDU", "IeDu")  # one stands in every name that `_NAMED` finds
_MARKUP = re.compile(r"<(script|style)\b.*?</\1>|<!--.*?-->|<(?!img|iframe)[^>]*>", re.DOTALL | re.IGNORECASE)
_MOST = 50  # elements that are looked at
_CODE = re.compile(r"javascript:|#|$", re.IGNORECASE)
_first = attrgetter("first")


@dataclass(frozen=True, slots=True)
class Panel:
    """A panel: its heading, the heading's line, the line at which it ends, and whether a box of its own holds it."""

    heading: str
    line: Line
    end: int
    boxed: bool


def find_panels(page: Page, key: str, start: int, lexicon: Lexicon) -> Iterator[Panel]:
    """Yield the panels under a heading of the list *key*, up to the next heading or the end of their box."""
    known = lexicon.folded(key)
    others = lexicon.folded("other_panels", "document_panels", "interpretation_panels")
    for line in page.lines[start:]:
        if len(line.text) > _WITH_DRESS:
            continue
        heading = line.text.strip(" \u00a0\u3000:：【】[]>》·•■")
        if len(heading) > _HEADING or hans.fold(heading) not in known:
            continue
        if line.linked * 2 <= len(line.text) or page.blocks[line.block].tag in _HEADINGS:
            yield _panel(page, line, heading, others)


def _panel(page: Page, line: Line, heading: str, others: frozenset[str]) -> Panel:
    """It reaches to the end of the box that holds more than its heading, but never past another heading."""
    place = line.block
    while place >= 0 and page.blocks[place].last <= line.index + 1:
        place = page.blocks[place].parent
    boxed = place >= 0 and page.blocks[place].tag not in _PAGES
    end = min(page.blocks[place].last if place >= 0 else line.index, line.index + 1 + _LINES)
    for following in page.lines[line.index + 1 : end]:
        if hans.fold(following.text.strip(" :：【】[]")) in others:
            return Panel(heading, line, following.index, boxed)
    return Panel(heading, line, max(end, line.index + 1), boxed)


def panel_links(page: Page, panel: Panel, text: Text, lexicon: Lexicon) -> list[Anchor]:
    """Return the links of *panel*: long titles anywhere, short ones and pictures in a box that is the panel's own."""
    at = panel.line.index + 1
    low, high = (bisect_left(page.anchors, index, key=_first) for index in (at, panel.end))
    no_titles = {word for key in ("more", "text_end", "home_words") for word in lexicon.words(key)}
    own = panel.boxed and panel.line.index >= text.first
    found = [
        one
        for one in page.anchors[low:high]
        if len(one.text or one.title) >= _SHORT_TITLE or (own and one.text and one.text not in no_titles) or one.picture
    ]
    # The links of pictures alone begin where the next line will: they may stand behind the end.
    box = page.blocks[panel.line.block].parent
    pictures = (one for one in page.anchors[high : high + _FEW] if one.first == one.last == at)
    return found + [one for one in pictures if page.blocks[box].tag not in _PAGES and page.within(one.block, box)]


def shown(anchor: Anchor) -> str:
    """Return what a link says: its text, its title, or what its pictures are called."""
    return anchor.text or anchor.title or anchor.alt


def named_interpretations(page: Page, start: int, lexicon: Lexicon) -> Iterator[Anchor]:
    """Yield the links outside menus and lists that call themselves an interpretation: 一图读懂…, a button 政策解读."""
    for anchor in _called(page, start, lexicon):
        if len(shown(anchor)) > _BARE_NAME or not _COLUMN.search(anchor.href):
            yield anchor


def _called(page: Page, start: int, lexicon: Lexicon) -> Iterator[Anchor]:
    """Yield the links from line *start* on that name an interpretation, without those of menus and side lists."""
    names = lexicon.pattern_of("interpretation_titles").search
    others = lexicon.words("other_panels")
    found = [one for one in page.anchors[bisect_left(page.anchors, start, key=_first) :] if names(shown(one))]
    aside = [(one.line.index, one.end) for one in find_panels(page, "other_panels", start, lexicon)] if found else []
    for anchor in found[:_MOST]:
        beside = [line.text for line in page.lines[max(anchor.first - 1, 0) : anchor.first + 1]]
        led = any(text.strip(" :：").startswith(others) for text in beside)
        if not led and not any(low <= anchor.first < high for low, high in aside) and not _in_list(page, anchor):
            yield anchor


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


def panel_waits(page: Page, key: str, start: int, lexicon: Lexicon) -> bool:
    """Tell whether the panel is empty and a script may fill it, or a link to it is code."""
    if any(_CODE.match(one.href) and _acts(one) for one in _called(page, start, lexicon)):
        return True
    if not filled(page, lexicon):
        return False
    blank = lexicon.words("blank") if requests(page, lexicon) else ()
    empty = {block.first for block in page.blocks if block.first == block.last and block.tag != "hr"}
    return _named_box(page) or any(
        panel.line.index + 1 in empty or _is_empty(page, panel, blank)
        for panel in find_panels(page, key, start, lexicon)
    )


def _acts(anchor: Anchor) -> bool:
    return anchor.href.lower().startswith("javascript:") or bool(anchor.node.attributes.get("onclick"))


def _is_empty(page: Page, panel: Panel, blank: tuple[str, ...]) -> bool:
    """Tell whether nothing but template marks or blank words stands under the heading."""
    rest = page.lines[panel.line.index + 1 : panel.end]
    return all("{{" in line.text or any(word in line.text for word in blank) for line in rest)


def _named_box(page: Page) -> bool:
    """Tell whether an empty element is called the place of the interpretations."""
    if not any(mark in page.html for mark in _MARKS):
        return False
    for node in page.tree.css(_NAMED)[:_MOST]:
        names = (node.attributes.get("id") or "", node.attributes.get("class") or "")
        named = node.tag not in _NO_BOXES and any(map(_NAME.search, names))
        if named and not _MARKUP.sub("", node.html or "").strip():
            return True
    return False
