"""Links that stand in places of one kind: this file alone gathers them and weighs whether they are a list."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from auditor.extract.entries import TITLE, entry, is_name, titled
from auditor.extract.item_dates import Shown, alternate, dated, find_shown, may_be_dated
from auditor.extract.lexicon import Lexicon
from auditor.extract.page import Anchor, Block, Page
from auditor.extract.pager import NUMBER
from auditor.text import addresses

_ITEM_TAGS = frozenset({"li", "tr", "dd", "dl", "div", "p", "article", "section", "td", "dt", "h2", "h3", "h4"})
_UNNAMED = frozenset({"li", "tr", "td", "p", "dd", "dt"})
_NOWHERE = ("#", "javascript", "mailto")
_DIGITS = re.compile("[0-9]+")
_COLUMN = re.compile(
    r"/(?:index|default|list|main)?[\w\-]{0,12}?(?:\.\w+)?(?<!\d\.html)(?<!\d\.htm)(?<!\d\.shtml)(?<!\d\.jhtml)",
    re.IGNORECASE,
)
_PAGE = re.compile(r"/\d{4,}\.\w+$|t\d{8}_\d+|content_\d+|art_\d+_\d+|post_\d+|[0-9a-f]{24,}", re.IGNORECASE)
_BUTTONS = ("more", "pager", "next_page", "buttons", "interpretation_panels", "document_panels")
_ROWS = frozenset({"li", "tr", "td", "dd", "dt"})
_SHORT_TITLE = 4
_MOSTLY = 0.7
_LONG_TITLE = 9.0  # mean title length that tells a list from a menu
_SHORT_NAME = 8  # below it a name is no title that long, nor a day
_FEW = 2


@dataclass(slots=True)
class Candidate:
    """What may be an item of the list: its title, the page it leads to, its date and the link."""

    title: str
    url: str
    date: str | None
    anchor: Anchor


@dataclass(frozen=True, slots=True)
class Group:
    """Links that stand in places of one kind, as the items that they make: what may be the list of the page.

    `place` is the block around the first, `days` the number of items with a date, `entries` the share of pages of
    this column (0 where there are days), `score` what speaks for the group: 0 for a menu.
    """

    items: tuple[Candidate, ...]
    place: int
    days: int
    entries: float
    score: float


def find_groups(page: Page, lexicon: Lexicon) -> list[Group]:
    """Return the groups that may be the list of *page*, in their order."""
    buttons = lexicon.once(_buttons)
    starts, minor = titled(page, buttons)
    shown, paths, column = find_shown(page, starts), _Paths(page), _Column(page.url)
    found: dict[tuple[int, str], list[tuple[Anchor, int]]] = defaultdict(list)
    for number, anchor in enumerate(page.anchors):
        text = anchor.text or anchor.title
        if len(text) < TITLE or number in minor or not anchor.href or anchor.href.startswith(_NOWHERE):
            continue
        place = _item_block(page, anchor)
        found[paths.of(place)].append((anchor, place))
    made = (
        _group(page, column, members, shown, lexicon)
        for members in found.values()
        if _may_list(page, column, members, shown)
    )
    return [one for one in made if one.score > 0]


def _buttons(lexicon: Lexicon) -> frozenset[str]:
    return lexicon.among("page", *_BUTTONS) | lexicon.among("forms")


class _Column:
    """The column that *url* is: which addresses are its own."""

    def __init__(self, url: str) -> None:
        self.host = addresses.host(url)
        self.folder = folder_of(url)
        self._own = (f"http://{self.host}/", f"https://{self.host}/")

    def is_own(self, url: str) -> bool:
        """Tell whether a whole address is of the same host."""
        return url.startswith(self._own)

    def is_page(self, url: str) -> bool:
        """Tell whether *url* looks like that of a page, not of a column, below this one or wherever pages lie."""
        return is_page(url) and (url.startswith(self.folder) or _PAGE.search(url) is not None)


class _Paths:
    """The way from the root to a block as a key: items of one list have the same; each block is looked at once."""

    def __init__(self, page: Page) -> None:
        self._blocks = page.blocks
        self._numbers: dict[tuple[int, str], int] = {}
        self._known: dict[int, int] = {-1: -1}

    def of(self, place: int) -> tuple[int, str]:
        """Return the key of the block of an item; numbers in its own name tell items apart, not lists."""
        block = self._blocks[place]
        return self._above(block.parent), block.tag if block.tag in _UNNAMED else _DIGITS.sub("", _name(block))

    def _above(self, place: int) -> int:
        if place in self._known:
            return self._known[place]
        waiting: list[int] = []
        while place not in self._known:
            waiting.append(place)
            place = self._blocks[place].parent
        number = self._known[place]
        for one in reversed(waiting):
            if self._blocks[one].tag != "tbody":
                number = self._numbers.setdefault((number, _name(self._blocks[one])), len(self._numbers))
            self._known[one] = number
        return number


def _item_block(page: Page, anchor: Anchor) -> int:
    """Return the nearest block around the anchor that can repeat for each item."""
    place = anchor.block
    block = page.blocks[place]
    while block.tag not in _ITEM_TAGS and block.parent >= 0:
        place = block.parent
        block = page.blocks[place]
    return place


def _name(block: Block) -> str:
    if block.tag in _UNNAMED:
        return block.tag
    attributes = block.node.attributes
    return f"{block.tag}.{attributes.get('class') or ''}#{attributes.get('id') or ''}"


def _may_list(page: Page, column: _Column, members: Sequence[tuple[Anchor, int]], shown: Shown) -> bool:
    """Tell at little cost whether links can be a list: one has a longer name, leads to a page or stands at a day."""
    if any(len(one.text) >= _SHORT_NAME or len(one.title) >= _SHORT_NAME for one, _ in members):
        return True
    if may_be_dated(page, members, shown):
        return True
    # The last part of a link stays what it is in the whole address, unless there are signs in it that no column has.
    links = [one.href for one, _ in members if not _is_column("/" + one.href[one.href.rfind("/") + 1 :])]
    return any(column.is_page(url) for link in links if (url := addresses.resolve(page.url, link)))


def _group(page: Page, column: _Column, members: Sequence[tuple[Anchor, int]], shown: Shown, lexicon: Lexicon) -> Group:
    items = _without_neighbours(page, _candidates(page, members, shown, lexicon))
    days = sum([one.date is not None for one in items])
    if days >= _FEW:
        # Links to columns among dated entries are a menu in the same markup: years, sub-columns.
        items = [one for one in items if one.date or is_page(one.url)]
    if not days:
        for one, day in zip(items, alternate(page, [one.anchor for one in items]), strict=True):
            one.date = day
        days = sum([one.date is not None for one in items])
    entries = (
        sum([column.is_own(one.url) and column.is_page(one.url) for one in items]) / len(items)
        if items and not days
        else 0.0
    )
    around = page.blocks[members[0][1]]
    score = _alone(column, items[0], around) if len(items) == 1 and not days else _score(column, items, days, entries)
    return Group(tuple(items), members[0][1], days, entries, score)


def _candidates(
    page: Page, members: Sequence[tuple[Anchor, int]], shown: Shown, lexicon: Lexicon
) -> dict[str, Candidate]:
    """Read the links, each page once: under its first link, or the first that has a name."""
    days = may_be_dated(page, members, shown)
    made: dict[str, Candidate] = {}
    for anchor, place in members:
        url = addresses.resolve(page.url, anchor.href)
        if url is None:
            continue
        read = entry(page, anchor)
        if NUMBER.fullmatch(read.title):
            continue
        known = made.get(url)
        if known is None:
            if days:
                read = dated(page, (anchor, place), read, shown, lexicon)
            made[url] = Candidate(read.title, url, read.date, anchor)
        elif not is_name(known.title) and is_name(read.title):
            known.title, known.anchor = read.title, anchor
    return made


def _without_neighbours(page: Page, made: dict[str, Candidate]) -> list[Candidate]:
    """Leave out the links to columns (the office, the topic) that stand in the same row of a table as a page."""
    rows: dict[int, list[str]] = defaultdict(list)
    for url, one in made.items():
        block = page.blocks[one.anchor.block]
        if block.tag == "td":
            rows[block.parent].append(url)
    beside = {url for row in rows.values() if any(map(is_page, row)) for url in row if not is_page(url)}
    return [one for url, one in made.items() if url not in beside]


def _score(column: _Column, items: Sequence[Candidate], days: int, entries: float) -> float:
    if not items:
        return 0.0
    mean = sum([len(item.title) for item in items]) / len(items)
    if days:
        below = sum([item.url.startswith(column.folder) for item in items]) / len(items)
        if len(items) <= _FEW and not below and not any(is_page(item.url) for item in items):
            return 0.0  # today's date beside 登录 or 首页
        return (1000.0 + 400.0 * below) * days / len(items) + days * 10 + min(mean, 30)
    if entries and (mean >= _LONG_TITLE or entries >= _MOSTLY):
        return len(items) * mean / 10
    abroad = mean >= _LONG_TITLE and not any(column.is_own(item.url) or item.url.endswith("/") for item in items)
    return len(items) * mean / 1000 if abroad else 0.0


def _alone(column: _Column, item: Candidate, place: Block) -> float:
    """Weigh a single entry without a date: it must stand in a row or an element of a list, and be of this column."""
    listed = place.tag in _ROWS and len(item.title) >= _SHORT_TITLE
    return len(item.title) / 1000 if listed and item.url.startswith(column.folder) and is_page(item.url) else 0.0


def is_page(url: str) -> bool:
    """Tell whether *url* looks like that of a page, not of a column."""
    return "/" not in url or not _is_column(url[url.rindex("/") :])


@lru_cache(maxsize=4096)
def _is_column(name: str) -> bool:
    """Tell whether the last part of an address is a column's; those of the menus come again on every page."""
    return _COLUMN.fullmatch(name) is not None


def folder_of(url: str) -> str:
    """Return the folder of the column at *url*: what is below it begins so."""
    return url.split("?", maxsplit=1)[0].rsplit("/", 1)[0] + "/"
