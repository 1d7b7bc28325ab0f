"""当前位置: the names from the home page down to the column; this file alone reads breadcrumbs."""

import re
from bisect import bisect_left
from itertools import pairwise
from operator import attrgetter
from urllib.parse import urlsplit

from auditor.extract.labelled import anchors_of
from auditor.extract.lexicon import Lexicon
from auditor.extract.page import Anchor, Line, Page
from auditor.text import addresses, hans

_SEPARATORS = re.compile(r"\s*(?:->|=>|>>|>|＞|»|›|→|\\|/|\||·|・|-{2,})\s*")
_LABEL = re.compile(r"^.{0,8}?位置(?:是|为)?\s*[:：]?\s*")
_NAMED = re.compile(r"[^:：]{0,12}?(?:位置|页面)(?:是|为)?\s*(?:[:：]|$)|.{0,4}当前(?:所在)?位置")
_MARK = re.compile("[>＞»›]")
_SIGN = re.compile(r"[>＞»›→/\\-]")  # one of them stands in every trail without 当前位置
_STEP = re.compile(r"\s*(?:[>＞»›→/\\-]+)\s*")
_ARROW = re.compile(r"\s*[>＞»›→]+\s*")
_BOX = '[class*="crumb" i]'
_LONG, _HEAD = 220, 16
_MOST = 12
_NAME = 40
_first = attrgetter("first")


def read_breadcrumb(page: Page, lexicon: Lexicon) -> tuple[tuple[str, str], ...]:
    """Return (name, url) from the home page down, without the page itself; url empty where there is no link."""
    homes, ends = lexicon.among("page", "home_words"), lexicon.among("page", "position_end")
    position = lexicon.pattern_of("position").search
    placed = position(page.text) is not None
    for line in page.lines[:400]:
        text = line.text
        if len(text) > _LONG:
            continue
        labelled = placed and position(text, 0, _HEAD) is not None and _NAMED.match(text) is not None
        if not labelled and _SIGN.search(text) is None:
            continue
        separated = not labelled and (
            (_MARK.search(text) is not None and any(text.lstrip().startswith(word) for word in homes))
            or (line.linked > 0 and _is_trail(page, line, homes))
        )
        if not labelled and not separated:
            continue
        names = _names(page, line, text)
        if len(names) < 1 or (not labelled and len(names) < 2):  # noqa: PLR2004
            continue
        return _trail(page, line.index, names, ends)
    return _of_box(page, homes, ends) if page.tree.css_first(_BOX) else ()


def _trail(page: Page, index: int, names: list[str], ends: frozenset[str]) -> tuple[tuple[str, str], ...]:
    low, high = (bisect_left(page.anchors, at, key=_first) for at in (index, index + _MOST + 1))
    links = {hans.squeeze(one.text): one.href for one in page.anchors[low:high]}
    return tuple((name, _url(page, links.get(name))) for name in names if name not in ends)


def _is_trail(page: Page, line: Line, homes: frozenset[str]) -> bool:
    """Tell whether a line without 当前位置 is a trail: links from the home page down, only marks between them."""
    anchors = anchors_of(page, line)
    if len(anchors) < 2 or line.text[: anchors[0].start].strip():  # noqa: PLR2004
        return False
    gaps = [line.text[_end(line.text, one) : other.start] for one, other in pairwise(anchors)]
    home = anchors[0].text in homes and all(_STEP.fullmatch(gap) for gap in gaps)
    return home or (urlsplit(_url(page, anchors[0].href)).path == "/" and all(_ARROW.fullmatch(gap) for gap in gaps))


def _of_box(page: Page, homes: frozenset[str], ends: frozenset[str]) -> tuple[tuple[str, str], ...]:
    """Read the trail in a box that is called one: <ol class=breadcrumb>."""
    for block in page.blocks:
        size = block.last - block.first
        if 0 < size <= _MOST * 2 and "crumb" in (block.node.attributes.get("class") or "").lower():
            lines = page.lines[block.first : block.last]
            names = [name for line in lines for name in _names(page, line, line.text) if _SEPARATORS.sub("", name)]
            if len(names) > 1 and names[0] in homes:
                return _trail(page, block.first, names, ends)
    return ()


def _names(page: Page, line: Line, text: str) -> list[str]:
    index = line.index
    anchors = anchors_of(page, line)
    if len(anchors) > 1:
        return _between(text, anchors)
    rest = _LABEL.sub("", text) if "位置" in text[:16] else text
    if not rest.strip(" \u00a0\u3000>＞:："):
        rest = " > ".join(_following(page, index))
    names = [hans.squeeze(part).strip(" :：>") for part in _SEPARATORS.split(rest)]
    return [name for name in names if name and len(name) <= _NAME][:_MOST]


def _between(text: str, anchors: list[Anchor]) -> list[str]:
    """Return the names that are links, whatever stands between them, and what stands behind the last of them."""
    names: list[str] = []
    place = anchors[0].start
    for one in anchors:
        names += [*_SEPARATORS.split(text[place : one.start]), one.text]
        place = _end(text, one)
    names += _SEPARATORS.split(text[place:])
    squeezed = (hans.squeeze(name).strip(" :：>-—") for name in names)
    return [name for name in squeezed if name and len(name) <= _NAME][:_MOST]


def _end(text: str, anchor: Anchor) -> int:
    """Return where in *text* a link ends; blanks inside it stand before and behind its name."""
    return max(text.find(anchor.text, anchor.start), anchor.start) + len(anchor.text)


def _following(page: Page, index: int) -> list[str]:
    """The names may stand in lines of their own, inside the box that holds 当前位置."""
    place = page.lines[index].block
    while place > 0 and page.blocks[place].last <= index + 1:
        place = page.blocks[place].parent
    names: list[str] = []
    for line in page.lines[index + 1 : min(page.blocks[place].last, index + 1 + _MOST * 2)]:
        text = line.text.strip(" \u00a0\u3000>＞")
        if len(text) > _NAME:
            break
        names.append(text)
    return [name for name in names if name]


def _url(page: Page, href: str | None) -> str:
    return (addresses.resolve(page.url, href) or "") if href else ""
