"""Column lists: this file alone finds the items of a list page, its further pages and the words of an empty one."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from auditor.extract.area import Area, find_area, has_content, has_frame, has_holder, is_prose
from auditor.extract.headline import document_title
from auditor.extract.item_dates import TITLE, dated, entry, titled
from auditor.extract.lexicon import Lexicon
from auditor.extract.page import Anchor, Line, Page, locate
from auditor.extract.pending import filled, marked, requests
from auditor.extract.walk import read_page
from auditor.model import Item, Listing
from auditor.text import addresses, hans

_ITEM_TAGS = frozenset({"li", "tr", "dd", "dl", "div", "p", "article", "section", "td", "dt", "h2", "h3", "h4"})
_PAGER = re.compile(r"createPageHTML\w*\s*\(\s*([0-9]+)\s*,\s*([0-9]+)\s*,\s*[\"']([\w\-]+)[\"']\s*,\s*[\"'](\w+)[\"']")
_NUMBER = re.compile(r"\s*[\[【]?\s*[0-9]{1,4}\s*[\]】]?\s*")
_COLUMN = re.compile(
    r"/(?:index|default|list|main)?[\w\-]{0,12}?(?:\.\w+)?$(?<!\d\.html)(?<!\d\.htm)(?<!\d\.shtml)(?<!\d\.jhtml)|/$",
    re.IGNORECASE,
)
_PAGE = re.compile(r"/\d{4,}\.\w+$|t\d{8}_\d+|content_\d+|art_\d+_\d+|post_\d+|[0-9a-f]{24,}", re.IGNORECASE)
_RECORD = re.compile(r"<record>\s*<!\[CDATA\[(.*?)\]\]>\s*</record>", re.DOTALL)
_MOSTLY = 0.7
_MOST_PAGES = 2000
_LONG_TITLE = 9.0  # mean title length that tells a list from a menu
_FEW = 2
_BLANK_LINE = 40
_LABEL = re.compile(r"\s*([\u4e00-\u9fff]{2,12})\s*[:：]\s*(?:暂无|没有|无)")


def read_listing(page: Page, lexicon: Lexicon) -> Listing:
    """Read the list of *page*; a page without one gives an empty listing that says what stands there instead."""
    items = _items(page, lexicon) or _proxied(page, lexicon)
    pages = further_pages(page, lexicon)
    if items:
        return Listing(items, pages)
    area = find_area(page, lexicon)
    blank, alone = blank_words(page, area, lexicon)
    waits = (
        marked(page, lexicon)
        or requests(page, lexicon)
        or (not is_prose(page, area) and _waits(page, area, lexicon, blank=bool(blank), alone=alone))
    )
    return Listing((), pages, blank, waits, has_content(page, area))


def _waits(page: Page, area: Area, lexicon: Lexicon, *, blank: bool, alone: bool) -> bool:
    """Tell whether the list is elsewhere: in a frame, or put by a script into an empty box or over the blank words."""
    if has_frame(page, area):
        return True
    return filled(page, lexicon) and (alone if blank else has_holder(page, area))


def blank_words(page: Page, area: Area, lexicon: Lexicon) -> tuple[str, bool]:
    """Return the line that says that nothing is in the list, and whether its box has a name that a script may use."""
    words = lexicon.words("blank")
    name = document_title(page)
    for line in page.lines[area.first : area.last]:
        if (
            len(line.text) <= _BLANK_LINE
            and not line.linked
            and line.block not in area.beside
            and any(word in line.text for word in words)
            and not _of_another(page, line, name, lexicon)
        ):
            return hans.squeeze(line.text), bool(page.blocks[line.block].node.attributes.get("id"))
    return "", False


def _of_another(page: Page, line: Line, name: str, lexicon: Lexicon) -> bool:
    """Tell whether the blank words belong to something else: 搜索记录：暂无记录, 相关新闻 above them."""
    label = _LABEL.match(line.text)
    if label and label[1] not in name:
        return True
    above = page.lines[line.index - 1].text if line.index else ""
    panels = ("other_panels", "interpretation_panels", "document_panels")
    return above not in name and any(above.strip(" :：") in lexicon.words(key) for key in panels)


def _proxied(page: Page, lexicon: Lexicon) -> tuple[Item, ...]:
    """Read the items that a data proxy keeps as CDATA records inside a script of the page itself."""
    records = _RECORD.findall(page.html) if "CDATA[" in page.html else []
    return _items(read_page("".join(records), page.url), lexicon) if records else ()


def _items(page: Page, lexicon: Lexicon) -> tuple[Item, ...]:
    groups: dict[tuple[str, ...], list[tuple[Anchor, int]]] = defaultdict(list)
    for anchor in page.anchors:
        text = anchor.text or anchor.title
        if len(text) < TITLE or not anchor.href or anchor.href.startswith(("#", "javascript", "mailto")):
            continue
        place = _item_block(page, anchor)
        groups[_signature(page, place)].append((anchor, place))
    best: tuple[float, list[tuple[Item, Anchor]]] = (0.0, [])
    for members in groups.values():
        made = _made(page, members, lexicon)
        score = _score(page, [item for item, _ in made])
        if score > best[0]:
            best = (score, made)
    return tuple(replace(item, locator=locate(anchor.node, page)) for item, anchor in best[1])


def _item_block(page: Page, anchor: Anchor) -> int:
    """Return the nearest block around the anchor that can repeat for each item."""
    place = anchor.block
    while page.blocks[place].tag not in _ITEM_TAGS and page.blocks[place].parent >= 0:
        place = page.blocks[place].parent
    return place


def _signature(page: Page, place: int) -> tuple[str, ...]:
    steps: list[str] = []
    while place >= 0:
        block = page.blocks[place]
        if block.tag != "tbody":
            steps.append(_name(page, place))
        place = block.parent
    return tuple(steps)


def _name(page: Page, place: int) -> str:
    block = page.blocks[place]
    if block.tag in {"li", "tr", "td", "p", "dd", "dt"}:
        return block.tag
    attributes = block.node.attributes
    return f"{block.tag}.{attributes.get('class') or ''}#{attributes.get('id') or ''}"


def _made(page: Page, members: Sequence[tuple[Anchor, int]], lexicon: Lexicon) -> list[tuple[Item, Anchor]]:
    made: list[tuple[Item, Anchor]] = []
    seen: set[str] = set()
    starts = titled(page)
    more = set(lexicon.words("more")) | set(lexicon.words("pager")) | set(lexicon.words("next_page"))
    for anchor, place in members:
        url = addresses.resolve(page.url, anchor.href)
        read = entry(page, anchor)
        if url is None or url in seen or read.title in more or _NUMBER.fullmatch(read.title):
            continue
        seen.add(url)
        shown = dated(page, anchor, place, read, starts)
        made.append((Item(shown.title, url, shown.date), anchor))
    return made


def _score(page: Page, items: Sequence[Item]) -> float:
    if not items:
        return 0.0
    days = sum(1 for item in items if item.date)
    mean = sum(len(item.title) for item in items) / len(items)
    if days:
        return 1000.0 * days / len(items) + days * 10 + min(mean, 30)
    own = sum(1 for item in items if _entry(page, item.url)) / len(items)
    worth = len(items) >= _FEW and (mean >= _LONG_TITLE or own >= _MOSTLY) and own > 0
    return len(items) * mean / 10 if worth else 0.0


def _entry(page: Page, url: str) -> bool:
    """Tell whether *url* is a page, not a column, of this host."""
    return addresses.host(url) == addresses.host(page.url) and not _COLUMN.search(url) and _own(page, url)


def _own(page: Page, url: str) -> bool:
    """Tell whether *url* stands below the column's own folder, or has a page's number."""
    return url.startswith(page.url.split("?")[0].rsplit("/", 1)[0] + "/") or _PAGE.search(url) is not None


def further_pages(page: Page, lexicon: Lexicon) -> tuple[str, ...]:
    """Return the addresses of the column's further pages as its pager offers them."""
    found: dict[str, None] = {}
    match = _PAGER.search(page.html)
    if match:
        count, stem, suffix = int(match[1]), match[3], match[4]
        names = [f"{stem}.{suffix}", *(f"{stem}_{number}.{suffix}" for number in range(1, min(count, _MOST_PAGES)))]
        found |= {url: None for name in names if count > 1 and (url := addresses.resolve(page.url, name))}
    words = (*lexicon.words("next_page"), *lexicon.words("pager"))
    nexts = {"".join(word.split()) for word in words}
    turning = {"".join(word.split()) for word in lexicon.words("turning")}
    anchors = [anchor for anchor in page.anchors if "".join(anchor.text.split()) in nexts]
    strong = [anchor for anchor in anchors if "".join(anchor.text.split()) in turning]
    around = {anchor.block for anchor in strong}
    around |= {page.blocks[place].parent for place in around if page.blocks[place].tag in {"li", "td", "div", "p"}}
    for anchor in page.anchors:
        name = "".join(anchor.text.split())
        near = anchor.block in around or page.blocks[anchor.block].parent in around
        if near and (_NUMBER.fullmatch(name) or name in nexts) and (url := addresses.resolve(page.url, anchor.href)):
            found[url] = None
    own = addresses.key(page.url)
    return tuple(url for url in found if addresses.key(url) != own)
