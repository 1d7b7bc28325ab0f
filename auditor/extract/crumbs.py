"""当前位置: the names from the home page down to the column; this file alone reads breadcrumbs."""

import re

from auditor.extract.lexicon import Lexicon
from auditor.extract.page import Page
from auditor.text import addresses, hans

_SEPARATORS = re.compile(r"\s*(?:->|=>|>>|>|＞|»|›|→|\\|/|\||·|・|-{2,})\s*")
_LABEL = re.compile(r"^.{0,8}?位置(?:是|为)?\s*[:：]?\s*")
_NAMED = re.compile(r"[^:：]{0,12}?(?:位置|页面)(?:是|为)?\s*(?:[:：]|$)|.{0,4}当前(?:所在)?位置")
_MARK = re.compile("[>＞»›]")
_LONG, _HEAD = 220, 16
_MOST = 12
_NAME = 40


def read_breadcrumb(page: Page, lexicon: Lexicon) -> tuple[tuple[str, str], ...]:
    """Return (name, url) from the home page down, without the page itself; url empty where there is no link."""
    homes = set(lexicon.words("home_words"))
    ends = set(lexicon.words("position_end"))
    position = lexicon.pattern_of("position").search
    for line in page.lines[:400]:
        text = line.text
        if len(text) > _LONG:
            continue
        labelled = position(text, 0, _HEAD) is not None and _NAMED.match(text) is not None
        separated = (
            not labelled and _MARK.search(text) is not None and any(text.lstrip().startswith(word) for word in homes)
        )
        if not labelled and not separated:
            continue
        names = _names(page, line.index, text)
        if len(names) < 1 or (not labelled and len(names) < 2):  # noqa: PLR2004
            continue
        links = {
            hans.squeeze(one.text): one.href for one in page.anchors if line.index <= one.first <= line.index + _MOST
        }
        trail = [(name, _url(page, links.get(name))) for name in names if name not in ends]
        return tuple(trail)
    return ()


def _names(page: Page, index: int, text: str) -> list[str]:
    rest = _LABEL.sub("", text) if "位置" in text[:16] else text
    if not rest.strip(" \u00a0\u3000>＞:："):
        rest = " > ".join(_following(page, index))
    names = [hans.squeeze(part).strip(" :：>") for part in _SEPARATORS.split(rest)]
    return [name for name in names if name and len(name) <= _NAME][:_MOST]


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
