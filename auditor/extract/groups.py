"""Links that stand in places of one kind: this file alone gathers them and weighs whether they are a list."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from auditor.extract.entries import TITLE, entry, is_name, titled
from auditor.extract.item_dates import alternate, dated
from auditor.extract.lexicon import Lexicon
from auditor.extract.page import Anchor, Block, Page
from auditor.extract.pager import NUMBER
from auditor.model import Item
from auditor.text import addresses

_ITEM_TAGS = frozenset({"li", "tr", "dd", "dl", "div", "p", "article", "section", "td", "dt", "h2", "h3", "h4"})
_NOWHERE = ("#", "javascript", "mailto")
_DIGITS = re.compile("[0-9]+")
_COLUMN = re.compile(
    r"/(?:index|default|list|main)?[\w\-]{0,12}?(?:\.\w+)?$(?<!\d\.html)(?<!\d\.htm)(?<!\d\.shtml)(?<!\d\.jhtml)|/$",
    re.IGNORECASE,
)
_PAGE = re.compile(r"/\d{4,}\.\w+$|t\d{8}_\d+|content_\d+|art_\d+_\d+|post_\d+|[0-9a-f]{24,}", re.IGNORECASE)
_BUTTONS = ("more", "pager", "next_page", "buttons", "interpretation_panels", "document_panels")
_ROWS = frozenset({"li", "tr", "td", "dd", "dt"})
_SHORT_TITLE = 4
_MOSTLY = 0.7
_LONG_TITLE = 9.0  # mean title length that tells a list from a menu
_FEW = 2


@dataclass(frozen=True, slots=True)
class Group:
    """Links that stand in places of one kind, as the items that they make: what may be the list of the page.

    `place` is the block around the first, `days` the number of items with a date, `entries` the share of pages of
    this column, `score` what speaks for the group: 0 for a menu.
    """

    items: tuple[Item, ...]
    anchors: tuple[Anchor, ...]
    place: int
    days: int
    entries: float
    score: float


def find_groups(page: Page, lexicon: Lexicon) -> list[Group]:
    """Return the groups that may be the list of *page*, in their order."""
    buttons = frozenset(word for key in _BUTTONS for word in lexicon.words(key))
    starts, minor = titled(page, buttons.union(*lexicon.vocabulary.table("forms").values()))
    paths = _Paths(page)
    found: dict[tuple[int, str], list[tuple[Anchor, int]]] = defaultdict(list)
    for number, anchor in enumerate(page.anchors):
        text = anchor.text or anchor.title
        if len(text) < TITLE or number in minor or not anchor.href or anchor.href.startswith(_NOWHERE):
            continue
        place = _item_block(page, anchor)
        found[paths.of(place)].append((anchor, place))
    return [one for members in found.values() if (one := _group(page, members, starts, lexicon)).score > 0]


class _Paths:
    """The way from the root to a block as a key: items of one list have the same; each block is looked at once."""

    def __init__(self, page: Page) -> None:
        self._blocks = page.blocks
        self._numbers: dict[tuple[int, str], int] = {}
        self._known: dict[int, int] = {-1: -1}

    def of(self, place: int) -> tuple[int, str]:
        """Return the key of the block of an item; numbers in its own name tell items apart, not lists."""
        return self._above(self._blocks[place].parent), _DIGITS.sub("", _name(self._blocks[place]))

    def _above(self, place: int) -> int:
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
    while page.blocks[place].tag not in _ITEM_TAGS and page.blocks[place].parent >= 0:
        place = page.blocks[place].parent
    return place


def _name(block: Block) -> str:
    if block.tag in {"li", "tr", "td", "p", "dd", "dt"}:
        return block.tag
    attributes = block.node.attributes
    return f"{block.tag}.{attributes.get('class') or ''}#{attributes.get('id') or ''}"


def _group(page: Page, members: Sequence[tuple[Anchor, int]], starts: Sequence[int], lexicon: Lexicon) -> Group:
    made: dict[str, tuple[Item, Anchor]] = {}
    for anchor, place in members:
        url = addresses.resolve(page.url, anchor.href)
        read = entry(page, anchor)
        if url is None or NUMBER.fullmatch(read.title):
            continue
        if url not in made:
            shown = dated(page, (anchor, place), read, starts, lexicon)
            made[url] = Item(shown.title, url, shown.date), anchor
        elif not is_name(made[url][0].title) and is_name(read.title):
            made[url] = replace(made[url][0], title=read.title), anchor
    made = _without_neighbours(page, made)
    if sum(1 for item, _ in made.values() if item.date) >= _FEW:
        # Links to columns among dated entries are a menu in the same markup: years, sub-columns.
        made = {url: one for url, one in made.items() if one[0].date or is_page(url)}
    items = tuple(item for item, _ in made.values())
    anchors = tuple(anchor for _, anchor in made.values())
    if not any(item.date for item in items):
        shown_days = alternate(page, anchors)
        items = tuple(replace(item, date=day) for item, day in zip(items, shown_days, strict=True))
    days = sum(1 for item in items if item.date)
    entries = sum(1 for item in items if _is_entry(page, item.url)) / len(items) if items else 0.0
    around = page.blocks[members[0][1]]
    score = _alone(page, items[0], around) if len(items) == 1 and not days else _score(page, items, days, entries)
    return Group(items, anchors, members[0][1], days, entries, score)


def _without_neighbours(page: Page, made: dict[str, tuple[Item, Anchor]]) -> dict[str, tuple[Item, Anchor]]:
    """Leave out the links to columns (the office, the topic) that stand in the same row of a table as a page."""
    rows: dict[int, list[str]] = defaultdict(list)
    for url, (_, anchor) in made.items():
        if page.blocks[anchor.block].tag == "td":
            rows[page.blocks[anchor.block].parent].append(url)
    beside = {url for row in rows.values() if any(map(is_page, row)) for url in row if not is_page(url)}
    return {url: one for url, one in made.items() if url not in beside} if beside else made


def _score(page: Page, items: Sequence[Item], days: int, entries: float) -> float:
    if not items:
        return 0.0
    mean = sum(len(item.title) for item in items) / len(items)
    if days:
        below = sum(1 for item in items if is_below(page, item.url)) / len(items)
        if len(items) <= _FEW and not below and not any(is_page(item.url) for item in items):
            return 0.0  # today's date beside 登录 or 首页
        return (1000.0 + 400.0 * below) * days / len(items) + days * 10 + min(mean, 30)
    if entries and (mean >= _LONG_TITLE or entries >= _MOSTLY):
        return len(items) * mean / 10
    own = addresses.host(page.url)
    abroad = all(addresses.host(item.url) != own and not item.url.endswith("/") for item in items)
    return len(items) * mean / 1000 if abroad and mean >= _LONG_TITLE else 0.0


def _alone(page: Page, item: Item, place: Block) -> float:
    """Weigh a single entry without a date: it must stand in a row or an element of a list, and be of this column."""
    listed = place.tag in _ROWS and len(item.title) >= _SHORT_TITLE
    return len(item.title) / 1000 if listed and is_below(page, item.url) and is_page(item.url) else 0.0


def is_page(url: str) -> bool:
    """Tell whether *url* looks like that of a page, not of a column."""
    return not _COLUMN.search(url)


def _is_entry(page: Page, url: str) -> bool:
    """Tell whether *url* is a page, not a column, of this host and column."""
    own = is_below(page, url) or _PAGE.search(url) is not None
    return own and is_page(url) and addresses.host(url) == addresses.host(page.url)


def is_below(page: Page, url: str) -> bool:
    """Tell whether *url* stands below the column's own folder."""
    return url.startswith(page.url.split("?")[0].rsplit("/", 1)[0] + "/")
