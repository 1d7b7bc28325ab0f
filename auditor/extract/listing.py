"""Column lists: this file alone finds the items of a list page, its further pages and the words of an empty one."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from auditor.extract.lexicon import Lexicon
from auditor.extract.page import Anchor, Block, Page, locate, read_page
from auditor.model import Item, Listing
from auditor.text import addresses, dates, hans

_ITEM_TAGS = frozenset({"li", "tr", "dd", "dl", "div", "p", "article", "section", "td", "dt", "h2", "h3", "h4"})
_PAGER = re.compile(r"createPageHTML\w*\s*\(\s*([0-9]+)\s*,\s*([0-9]+)\s*,\s*[\"']([\w\-]+)[\"']\s*,\s*[\"'](\w+)[\"']")
_NUMBER = re.compile(r"\s*[\[【]?\s*[0-9]{1,4}\s*[\]】]?\s*")
_DAY_APART = re.compile(
    r"(?<![0-9])([0-9]{1,2})\s+((?:19|20)[0-9]{2})\s*[-/.年]\s*([0-9]{1,2})(?:\s*月)?(?![0-9])|((?:19|20)[0-9]{2})\s*[-/.年]\s*([0-9]{1,2})\s*月?\s+([0-9]{1,2})(?![0-9])"
)
_COLUMN = re.compile(
    r"/(?:index|default|list|main)?[\w\-]{0,12}?(?:\.\w+)?$(?<!\d\.html)(?<!\d\.htm)(?<!\d\.shtml)(?<!\d\.jhtml)|/$",
    re.IGNORECASE,
)
_PAGE = re.compile(r"/\d{4,}\.\w+$|t\d{8}_\d+|content_\d+|art_\d+_\d+|post_\d+|[0-9a-f]{24,}", re.IGNORECASE)
_RECORD = re.compile(r"<record>\s*<!\[CDATA\[(.*?)\]\]>\s*</record>", re.DOTALL)
_MOSTLY = 0.7
_MOST_PAGES = 2000
_TITLE = 2  # characters of an item's title
_LONG_TITLE = 9.0  # mean title length that tells a list from a menu
_FEW = 2
_BLANK_LINE = 40


def read_listing(page: Page, lexicon: Lexicon, scripted: bool = False) -> Listing:  # noqa: FBT001, FBT002 - one flag of the page
    """Read the list of *page*; a page without one gives an empty listing."""
    items = _items(page, lexicon) or _proxied(page, lexicon)
    blank = "" if items else blank_words(page, lexicon)
    return Listing(items, further_pages(page, lexicon), blank, scripted and not items and not blank)


def blank_words(page: Page, lexicon: Lexicon) -> str:
    """Return the line that says that nothing is there, or an empty string."""
    words = lexicon.words("blank")
    for line in page.lines:
        if len(line.text) <= _BLANK_LINE and not line.linked and any(word in line.text for word in words):
            return hans.squeeze(line.text)
    return ""


def _proxied(page: Page, lexicon: Lexicon) -> tuple[Item, ...]:
    """Read the items that a data proxy keeps as CDATA records inside a script of the page itself."""
    records = _RECORD.findall(page.html) if "CDATA[" in page.html else []
    return _items(read_page("".join(records), page.url), lexicon) if records else ()


def _items(page: Page, lexicon: Lexicon) -> tuple[Item, ...]:
    groups: dict[tuple[str, ...], list[tuple[Anchor, int]]] = defaultdict(list)
    for anchor in page.anchors:
        text = anchor.text or anchor.title
        if len(text) < _TITLE or not anchor.href or anchor.href.startswith(("#", "javascript", "mailto")):
            continue
        place = _item_block(page, anchor)
        groups[_signature(page, place)].append((anchor, place))
    best: tuple[float, list[tuple[Item, Anchor]]] = (0.0, [])
    for members in groups.values():
        made = _made(page, members, lexicon)
        score = _score(page, [item for item, _ in made])
        if score > best[0]:
            best = (score, made)
    return tuple(replace(item, locator=locate(anchor.node)) for item, anchor in best[1])


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
    more = set(lexicon.words("more")) | set(lexicon.words("pager")) | set(lexicon.words("next_page"))
    for anchor, place in members:
        url = addresses.resolve(page.url, anchor.href)
        title = _title(anchor)
        if url is None or url in seen or title in more or _NUMBER.fullmatch(title):
            continue
        seen.add(url)
        made.append((Item(title, url, _date(page, anchor, place)), anchor))
    return made


def _title(anchor: Anchor) -> str:
    text = hans.squeeze(anchor.text)
    found = dates.find(text)
    if found and len(found) == 1:
        _, start, end = found[0]
        head, tail = text[:start].rstrip(" [（("), text[end:].lstrip(" ])）")
        text = head if len(head) >= len(tail) and not tail else tail if not head else text
    cut = text.endswith(("...", "…", "..."))
    return (
        hans.squeeze(anchor.title)
        if anchor.title and (cut or not text) and len(anchor.title) >= len(text) - 3
        else text
    )


def _date(page: Page, anchor: Anchor, place: int) -> str | None:
    """Return the date of an item: beside the title, in its cell, row or box."""
    title = hans.squeeze(anchor.text)
    if day := _in_line(page, anchor):
        return day
    for _ in range(3):
        block = page.blocks[place]
        lines = page.lines[block.first : block.last]
        if _titles(page, block) > _FEW:
            return None
        text = " ".join(line.text for line in lines)
        outside = text.replace(title, " ", 1) if title else text
        if day := _one_date(outside) or _one_date(title):
            return day
        if block.parent < 0 or page.blocks[block.parent].tag in {"ul", "ol", "table", "tbody", "body", "html"}:
            return None
        place = block.parent
    return None


def _in_line(page: Page, anchor: Anchor) -> str | None:
    """Return the date in the line of the title, where it is the only title there."""
    if anchor.last != anchor.first + 1 or anchor.first >= len(page.lines):
        return None
    place = bisect_left(page.anchors, anchor.first, key=lambda one: one.first)
    others = 0
    for other in islice(page.anchors, place, None):
        if other.first > anchor.first:
            break
        others += len(other.text) >= _TITLE
    line = page.lines[anchor.first]
    return _one_date(line.text.replace(anchor.text, " ", 1)) if others == 1 else None


def _titles(page: Page, block: Block) -> int:
    """Count the titles that *block* holds."""
    place = bisect_left(page.anchors, block.first, key=lambda one: one.first)
    count = 0
    for anchor in islice(page.anchors, place, None):
        if anchor.first >= block.last or count > _FEW:
            break
        count += len(anchor.text) >= _TITLE
    return count


def _one_date(text: str) -> str | None:
    found = dates.find(text)
    if found:
        return found[-1][0]
    match = _DAY_APART.search(text)
    if match:
        year, month, day = (match[2], match[3], match[1]) if match[2] else (match[4], match[5], match[6])
        return dates.parse(f"{year}-{month}-{day}")[0]
    return None


def _score(page: Page, items: Sequence[Item]) -> float:
    if not items:
        return 0.0
    dated = sum(1 for item in items if item.date)
    mean = sum(len(item.title) for item in items) / len(items)
    if dated:
        return 1000.0 * dated / len(items) + dated * 10 + min(mean, 30)
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
