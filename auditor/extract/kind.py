"""What a page is: this file alone weighs the signals – block, list, title, 文号, column, address – into a kind."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlsplit

from auditor.extract.lexicon import Lexicon
from auditor.extract.page import Page
from auditor.model import Body, FieldName, Listing, PageKind
from auditor.text import docnum

_INDEX = re.compile(
    r"/(?:index|default|main|list|node|col)?[\w\-]*?\.?(?:s?html?|jhtml|aspx|jsp|php)?$|/$", re.IGNORECASE
)
_COLUMN_ADDRESS = re.compile(
    r"(?:^|/)(?:index(?:[_-]?\d+)?\.\w+|default\.\w+|col\w*/index\.\w+|list\w*\.\w+|node_\d+\.\w+)$|/$", re.IGNORECASE
)
_PAGE_ADDRESS = re.compile(
    r"(?:t\d{8}_\d+|content_\d+|art_\d+_\d+|/\d{4}[/-]?\d{2}[/-]?\d{0,2}/|/info/\d+/\d+|post_\d+|\d{4,}\.s?html?)",
    re.IGNORECASE,
)
_REPORT_YEAR = re.compile(r"(?:19|20)\d\d\s*年")
_BRACKETED = re.compile(r"(?:\s*[(（【\[〔][^)）】\]〕]*[)）】\]〕])+\s*$")
_ASKS = re.compile("征求.*意见")
_LONG_TEXT = 300
_FEW_WORDS = 20
_LINKS = 60
_PORTAL_LINKS = 40
_ROOTS = frozenset({"/", "/index.html", "/index.htm", "/index.shtml", "/index.jsp", "/default.htm"})
_FEW = 3
_MANY = 5
_GROUPS = 3


@dataclass(frozen=True)
class Signs:
    """What the other readers found out about a page; the list is only looked for where it can matter."""

    title: str
    columns: tuple[str, ...]
    fields: frozenset[FieldName]
    list_read: Callable[[], Listing]
    body: Body
    headline_line: int
    beside: frozenset[FieldName]  # what the lines at the headline show
    plain: int  # characters of the text outside links
    numbered: bool  # the block has a 文号

    @cached_property
    def listing(self) -> Listing:
        """The list of the page."""
        return self.list_read()

    @property
    def dated(self) -> bool:
        """Whether the page shows a day of its own, or a source and no list."""
        return FieldName.PUBLISHED_DATE in self.beside or (
            FieldName.PUBLISHER in self.beside and not self.listing.items
        )


def kind_of(page: Page, signs: Signs, lexicon: Lexicon) -> tuple[PageKind, tuple[str, ...]]:
    """Return the kind and, one short phrase each, why."""
    if signs.fields - {FieldName.TITLE}:
        return _with_block(signs, lexicon)
    if _columnlike(page, signs):
        return _column(page, signs)
    return _with_block(signs, lexicon) if signs.fields else _article(signs, lexicon)


def _columnlike(page: Page, signs: Signs) -> bool:
    path = urlsplit(page.url).path or "/"
    pagelike = _PAGE_ADDRESS.search(path) is not None
    named = bool(signs.columns) and "".join(signs.title.split()) == "".join(signs.columns[-1].split())
    if named and not pagelike and (signs.listing.items or signs.listing.blank_words or signs.listing.scripted):
        return True
    if signs.dated:
        return False
    if _COLUMN_ADDRESS.search(path) or (signs.listing.blank_words and signs.body.length < _LONG_TEXT):
        return True
    items = signs.listing.items
    return not pagelike and (
        sum(1 for item in items if item.date) >= _FEW
        or (len(items) >= _MANY and signs.body.length < _LONG_TEXT)
        or (len(page.anchors) > _LINKS and count_groups(page) >= _GROUPS)
    )


def _with_block(signs: Signs, lexicon: Lexicon) -> tuple[PageKind, tuple[str, ...]]:
    reasons = ["block"]
    special = _special(signs, lexicon) or _no_document(signs, lexicon)
    if special:
        return special[0], (*reasons, *special[1])
    return PageKind.DOCUMENT, tuple(reasons)


def _special(signs: Signs, lexicon: Lexicon) -> tuple[PageKind, tuple[str, ...]] | None:
    """Kinds that a title or a column proves, whatever else the page shows."""
    title = signs.title
    if (
        any(word in title for word in lexicon.words("annual_report_titles"))
        and _REPORT_YEAR.search(title)
        and "关于" not in title
    ):
        return PageKind.ANNUAL_REPORT, ("title:年度报告",)
    if any(re.sub(r"[(（【\[].*$", "", title).endswith(word) for word in lexicon.words("guide_titles")):
        return PageKind.GUIDE, ("title:公开指南",)
    own = {"".join(name.split()) for name in signs.columns[-2:]}
    if own & set(lexicon.words("interpretation_columns")):
        return PageKind.INTERPRETATION, ("column:解读",)
    if _interprets(title, lexicon):
        return PageKind.INTERPRETATION, ("title:解读",)
    return None


def _no_document(signs: Signs, lexicon: Lexicon) -> tuple[PageKind, tuple[str, ...]] | None:
    """Drafts for comment, 公示 and news are no documents, whatever block they carry."""
    words = lexicon.vocabulary.table("kinds")
    bare = _BRACKETED.sub("", signs.title)
    asks = _ASKS.search(signs.title) or any(word in signs.title for word in words.get("draft", ()))
    if asks and not any(word in bare for word in words.get("draft_not", ())):
        return PageKind.OTHER, ("title:征求意见",)
    of = any(word in bare for word in words.get("listing_of", ()))
    if bare.endswith(words.get("listing", ())) or (of and bare.endswith("公示")):
        return PageKind.OTHER, ("title:公示",)
    numbered = signs.body.number or signs.numbered
    official = bare.endswith(lexicon.words("document_titles")) or "关于" in bare
    if not numbered and not official and any(word in bare for word in words.get("news", ())):
        return PageKind.OTHER, ("title:新闻",)
    return None


def _interprets(title: str, lexicon: Lexicon) -> bool:
    words = lexicon.words("interpretation_titles")
    if "培训" in title or "会议" in title:
        return False
    ends = title.rstrip('》”") ）')
    return any(ends.endswith(word) for word in words) or bool(
        re.match(r"[【\[]?(?:一图读懂|图解|一图看懂|政策解读|解读|文字解读|视频解读)", title)
    )


def _column(page: Page, signs: Signs) -> tuple[PageKind, tuple[str, ...]]:
    path = urlsplit(page.url).path or "/"
    listing = signs.listing
    linked = sum(len(anchor.text) for anchor in page.anchors)
    bare = not listing.items
    ways = (
        (path in _ROOTS, PageKind.HOME, "address:/"),
        (_is_channel(path, signs), PageKind.HOME, "channel"),
        (bool(listing.blank_words) and bare, PageKind.LIST, "blank"),
        (bool(listing.pages), PageKind.LIST, "pager"),
        (count_groups(page) >= _GROUPS, PageKind.HOME, "sections"),
        (any(item.date for item in listing.items), PageKind.LIST, "items with dates"),
        (bare and len(page.anchors) > _PORTAL_LINKS and linked > signs.body.length / 2, PageKind.HOME, "links only"),
        (bare and not listing.scripted and signs.plain > _FEW_WORDS, PageKind.OTHER, "text without items"),
    )
    kind, why = next(((kind, why) for holds, kind, why in ways if holds), (PageKind.LIST, "column address"))
    return kind, (why,)


def _is_channel(path: str, signs: Signs) -> bool:
    """Tell whether the page, right under the home page, only gathers the items of the columns below it."""
    folder = path.rsplit("/", 1)[0] + "/"
    if folder.count("/") != 2 or len(signs.columns) > 2 or not signs.listing.items:  # noqa: PLR2004
        return False
    own = [item for item in signs.listing.items if re.search(re.escape(folder) + r"(?:[\d\-/]*/)?[^/]+$", item.url)]
    return not own


def _article(signs: Signs, lexicon: Lexicon) -> tuple[PageKind, tuple[str, ...]]:
    special = _special(signs, lexicon) or _no_document(signs, lexicon)
    if special:
        return special
    if signs.body.number:
        return PageKind.DOCUMENT, ("文号 at the head of the text",)
    found = docnum.find(signs.title)
    ends = found and signs.title[found[-1][2] :] in {"）", ")"}
    if found and (ends or re.search(r"关于|通知|意见|决定|办法|令", signs.title)):
        return PageKind.DOCUMENT, ("文号 in the title",)
    column = bool({"".join(name.split()) for name in signs.columns} & set(lexicon.words("document_columns")))
    named = any(signs.title.rstrip("》)）").endswith(word) for word in lexicon.words("document_titles"))
    if column and named:
        return PageKind.DOCUMENT, ("column:文件", "title:公文")
    return PageKind.OTHER, ()


def count_groups(page: Page) -> int:
    """Count the lists on a page that stand apart: a portal has many, a column one."""
    boxes: Counter[int] = Counter()
    for anchor in page.anchors:
        if len(anchor.text) >= 10:  # noqa: PLR2004 - a title, not the name of a column
            place = anchor.block
            while place > 0 and page.blocks[place].tag in {"li", "p", "a", "td", "tr", "tbody", "h3", "h4", "dd", "dt"}:
                place = page.blocks[place].parent
            boxes[place] += 1
    return sum(1 for number in boxes.values() if number >= _FEW)
