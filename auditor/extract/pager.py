"""The further pages of a column: this file alone reads pagers (links, scripts, boxes) and invents none."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from html import unescape

from auditor.extract.lexicon import Lexicon
from auditor.extract.page import Anchor, Page
from auditor.text import addresses

NUMBER = re.compile(r"\s*[\[【]?\s*[0-9]{1,4}\s*[\]】]?\s*")
# createPageHTML(9, 0, "index", "html"), createPage(…), createPageHTML('page_div', 9, 1, 'list', 'shtml', 170): the
# pages and the present one, before them perhaps a box or the number of all entries; then name and ending.
_CALL = re.compile(
    r"[Pp]ag\w{1,24}\s*\(\s*((?:[\"']?[\w\-#]{1,40}[\"']?\s*,\s*){2,3})[\"']([\w\-]+)[\"']\s*,\s*"
    r"[\"'](s?html?|jspx?|aspx?|php)[\"']"
)
_WRITTEN = re.compile(
    r"([\w\-]+)(?:[\"']\s*\+\s*[\"'])?_[\"']\s*\+\s*nextPage\s*\+\s*[\"']\.(?:[\"']\s*\+\s*[\"'])?(\w+)"
)
_NEXT_GROUP = re.compile(r"<nextgroup>\s*<!\[CDATA\[(.{0,2000}?)\]\]>", re.DOTALL | re.IGNORECASE)
_HREF = re.compile(r"href\s*=\s*[\"']([^\"']+)[\"']")
_TOTAL_RECORDS = re.compile(r"totalrecord[\"']?\s*[:=>]\s*[\"']?([0-9]{1,9})", re.IGNORECASE)
_LAST_NUMBER = re.compile(r"([0-9]{1,5})(\D*)$")
_TOTAL = re.compile(r"共\s*([0-9]{1,5})\s*页|(?<![0-9/])[0-9]{1,5}\s*/\s*([0-9]{1,5})(?![0-9/])")
_COUNT = re.compile(r"[_\-][0-9]+$")
_KEY = re.compile(r"[?&](?:p|pn|pg|\w*page\w*|\w*index)=$", re.IGNORECASE)
_ARROWS = frozenset("><")
_DRESS = " \u00a0\u3000>＞»›→<＜«‹←|[]【】"
_MOST_PAGES = 2000
_FEW = 2
_LONGEST = 16  # characters of a link in a pager
_BOXES = frozenset({"li", "td", "div", "p"})


def further_pages(page: Page, lexicon: Lexicon) -> tuple[str, ...]:
    """Return the addresses of the column's further pages as its pager offers them."""
    found = dict.fromkeys((*_called(page), *_grouped(page), *_linked(page, lexicon), *_chosen(page)))
    # The 首页 of a breadcrumb beside the pager is that of the site.
    others = {addresses.key(page.url), addresses.key(addresses.origin(page.url))}
    return tuple(url for url in found if addresses.key(url) not in others)


def _resolved(page: Page, links: Iterable[str]) -> Iterator[str]:
    return (url for link in links if (url := addresses.resolve(page.url, link)))


def _called(page: Page) -> Iterator[str]:
    """Read a pager that a script writes: `createPageHTML(n, i, "index", "html")` and what older templates spell out."""
    code = page.code
    calls = [call for call in _CALL.finditer(code) if _runs(code, call.start())]
    if calls:
        values, stem, suffix = calls[-1].groups()
        first, *numbers = (_number(code, one.strip()) for one in values.split(",")[:-1])
        boxed = first is None and len(numbers) == _FEW
        count, now = numbers if boxed else _counts(first, *numbers)
    elif "nextPage" in code and (written := _WRITTEN.search(code)):
        stem, suffix, boxed, now = written[1], written[2], False, 0
        count = _number(code, "countPage")
    else:
        return
    opened = re.search(rf"/{re.escape(stem)}_[0-9]+\.\w+$", page.url) is None
    # A first page that is called 1 is followed by name_2, one that is called 0 by name_1.
    base = 1 if (now == 1 if opened else boxed) else 0
    files = range(base + 1, min(count or 1, _MOST_PAGES) + base)
    if files:
        yield from _resolved(page, (f"{stem}.{suffix}", *(f"{stem}_{number}.{suffix}" for number in files)))


def _number(code: str, value: str) -> int | None:
    """Return the number that *value* of a call is, or that *code* gives to the name that it is."""
    bare = value.strip("\"'")
    if not bare.isdecimal() and bare == value:
        found = re.search(rf"\b{re.escape(value)}\s*=\s*[\"']?([0-9]{{1,5}})\b", code)
        bare = found[1] if found else ""
    return int(bare) if bare.isdecimal() else None


def _counts(first: int | None, second: int | None, third: int | None = None) -> tuple[int | None, int | None]:
    """Return the number of pages and that of this one; before them may stand the number of all entries."""
    if first is not None and second is not None and third is not None and third < second <= first:
        return second, third
    return first, second


def _runs(code: str, place: int) -> bool:
    """Tell whether the code at *place* is no comment."""
    line = code[code.rfind("\n", 0, place) + 1 : place]
    return "//" not in line.replace("://", "") and code.rfind("/*", 0, place) <= code.rfind("*/", 0, place)


def _grouped(page: Page) -> Iterator[str]:
    """Read the next group of records of a data proxy, unless all of them stand in the page."""
    if "nextgroup>" not in page.html:
        return
    total = _TOTAL_RECORDS.search(page.html)
    if total is None or page.html.count("<record>") < int(total[1]):
        for group in _NEXT_GROUP.findall(page.html):
            yield from _resolved(page, map(unescape, _HREF.findall(group)))


def _named(page: Page, words: frozenset[str]) -> list[tuple[Anchor, str]]:
    """Return the links that say one of *words* or a number, each with what it says."""
    found: list[tuple[Anchor, str]] = []
    for one in page.anchors:
        text = one.text or one.title or one.alt
        if len(text) <= _LONGEST:
            word = _bare(text)
            if word in words or NUMBER.fullmatch(word):
                found.append((one, word))
    return found


@lru_cache(maxsize=4096)
def _bare(text: str) -> str:
    """Return what a link of a pager says, without arrows beside the words."""
    text = "".join(text.split())
    return text.strip(_DRESS) or text


def _linked(page: Page, lexicon: Lexicon) -> Iterator[str]:
    """Read the links around 下一页 and its kin, and rows of page numbers whose addresses count with them."""
    named = _named(page, lexicon.joined("next_page", "pager"))
    turning = lexicon.joined("turning")
    around = {one.block for one, word in named if word in turning}
    around |= {page.blocks[place].parent for place in around if page.blocks[place].tag in _BOXES}
    near = [(one, word) for one, word in named if one.block in around or page.blocks[one.block].parent in around]
    yield from _resolved(page, (one.href for one, _ in near))
    yield from _between(page, near, lexicon)
    rows: dict[int, list[str]] = defaultdict(list)
    for anchor, word in named:
        url = _counted(page, anchor.href, word) if anchor.block not in around else None
        if url or word in _ARROWS:
            box = page.blocks[anchor.block]
            rows[box.parent if box.tag in {"li", "td"} else anchor.block].append(url or word)
    for row in rows.values():
        urls = [one for one in row if one not in _ARROWS]
        if urls and len(set(row)) >= _FEW:
            yield from urls


def _counted(page: Page, href: str, word: str) -> str | None:
    """Return the address of *href* if it is this page's own, counted by the number shown or the one before it."""
    url, digits = addresses.resolve(page.url, href), re.sub(r"\D", "", word)
    if not url or not digits:
        return None
    if addresses.key(url) == addresses.key(page.url):
        return url
    last = _LAST_NUMBER.search(url)
    folder, name = page.url.split("?")[0].rsplit("/", 1)
    bare = name.rsplit(".", 1)[0]
    if digits == "1" and _stem(url, folder) == _COUNT.sub("", bare):
        return url
    if last is None or last[1].lstrip("0") not in {digits, str(int(digits) - 1)}:
        return None
    prefix = url[: last.start()]
    if "?" in prefix:
        return url if _KEY.search(prefix) else None
    stem = prefix.removeprefix(f"{folder}/").rstrip("_-")
    return url if stem and "/" not in stem and (not bare or stem in {bare, _COUNT.sub("", bare)}) else None


def _stem(url: str, folder: str) -> str:
    """Return the name of a page of *folder* without what stands behind the dot."""
    return url.removeprefix(f"{folder}/").rsplit(".", 1)[0]


def _between(page: Page, near: list[tuple[Anchor, str]], lexicon: Lexicon) -> Iterator[str]:
    """Fill in the pages between 下一页 and 尾页 where their addresses count and the page says how many there are."""
    ends = [one for one, word in near if word in lexicon.words("last_page")]
    steps = [one for one, word in near if word in lexicon.words("next_page")]
    if not ends or not steps:
        return
    first, last = (addresses.resolve(page.url, one.href) for one in (steps[0], ends[0]))
    low, high = (_LAST_NUMBER.search(url or "") for url in (first, last))
    if (
        not first
        or not last
        or not low
        or not high
        or first[: low.start()] != last[: high.start()]
        or low[2] != high[2]
    ):
        return
    block = page.blocks[ends[0].block]
    above = page.blocks[block.parent] if block.parent >= 0 else block
    text = page.text_of(above)
    totals = _TOTAL.findall(text) if "共" in text or "/" in text else []
    counts = {int(one or other) for one, other in totals}
    if int(high[1]) in counts or int(high[1]) + 1 in counts:
        for number in range(int(low[1]), min(int(high[1]), _MOST_PAGES)):
            yield f"{first[: low.start()]}{number}{low[2]}"


def _chosen(page: Page) -> Iterator[str]:
    """Read a pager that is a box to choose from: its values are addresses that count with the numbers shown."""
    for box in page.tree.css("select"):
        values = [(one.attributes.get("value") or "", one.text()) for one in box.css("option")]
        urls = [_counted(page, value, text) for value, text in values if not value.isdecimal()]
        if len(urls) >= _FEW and len(urls) == len(values):
            yield from (url for url in urls if url)
