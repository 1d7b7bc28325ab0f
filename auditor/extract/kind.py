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
_REPORT_YEAR = re.compile(r"(?:19|20)\d\d")
_REPORT = re.compile(  # 2022年度政府信息公开工作报告, 政府信息公开工作2022年度报告, 2022政府信息公开年报
    r"信息公开(?:工作)?(?:(?:19|20)\d\d)?(?:年度|年)?(?:工作)?(?:情况)?(?:的)?(?:总结)?(?:报告|年报)$"
)
_PART_YEAR = re.compile("季度|半年|月份|月报|专项")
_INTERPRETS = re.compile(
    r"^[【\[]?[\u4e00-\u9fff]{0,4}(?:解读|图解)[】\]:：|｜丨]|》的?[^，。《》]{0,6}解读(?=[\s:：|｜丨—-])"
    r"|解读(?:材料|文稿|稿|说明|文本)?(?:之?[一二三四五六七八九十]{1,2})?$"
)
_BRACKETED = re.compile(r"(?:\s*[(（【\[〔][^)）】\]〕]*[)）】\]〕])+\s*$")
_OPENED = re.compile(r"[(（【\[].*$")
_ASKS = re.compile("征求.*意见")
_TITLE = re.compile("关于(?!我们|本站)|印发|《|的(?:通知|通告|公告|意见|决定|批复|函|报告)$")  # no column is called so
LONGEST_TITLE = 400  # characters of a title that are weighed
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
    def written(self) -> bool:
        """Whether the page has a headline, and what only a text of its own has."""
        return self.headline_line >= 0 and bool(self.body.number or self.body.signature)


def kind_of(page: Page, signs: Signs, lexicon: Lexicon) -> tuple[PageKind, tuple[str, ...]]:
    """Return the kind and, one short phrase each, why."""
    if signs.fields - {FieldName.TITLE} and not _of_column(page, signs):
        return _with_block(signs, lexicon)
    if _columnlike(page, signs, lexicon):
        return _column(page, signs, lexicon)
    return _with_block(signs, lexicon) if signs.fields else _article(signs, lexicon)


def _path(page: Page) -> str:
    return urlsplit(page.url).path or "/"


def _named(signs: Signs) -> bool:
    """Tell whether the page is called as the column in which it stands; some trails end with a document's title."""
    name = "".join(signs.title.split())
    return bool(signs.columns) and name == "".join(signs.columns[-1].split()) and not _TITLE.search(name)


def _of_column(page: Page, signs: Signs) -> bool:
    """Tell whether the block is that of an entry of a column."""
    return _named(signs) and _COLUMN_ADDRESS.search(_path(page)) is not None and bool(signs.listing.items)


def _columnlike(page: Page, signs: Signs, lexicon: Lexicon) -> bool:
    """Tell whether the page is a column; its list, dear to read, is asked for only where the answer hangs on it."""
    path = _path(page)
    pagelike = _PAGE_ADDRESS.search(path) is not None
    if _named(signs) and not pagelike and _is_listed(signs.listing):
        return True
    if FieldName.PUBLISHED_DATE in signs.beside:
        return False
    sourced = FieldName.PUBLISHER in signs.beside
    addressed = _COLUMN_ADDRESS.search(path) is not None
    if addressed and not signs.written and not sourced:
        return True
    if not addressed and (pagelike or signs.written):
        return not sourced and _is_blank(page, signs, lexicon)
    if sourced and not signs.listing.items:
        return False
    items = signs.listing.items
    return (
        (addressed and bool(items))
        or _is_blank(page, signs, lexicon)
        or (not (pagelike or signs.written) and _is_gathered(page, signs))
    )


def _is_listed(listing: Listing) -> bool:
    return bool(listing.items or listing.blank_words or listing.scripted)


def _is_blank(page: Page, signs: Signs, lexicon: Lexicon) -> bool:
    """Tell whether the page says that it is empty, and nothing else."""
    said = signs.body.length < _LONG_TEXT and lexicon.pattern_of("blank").search(page.text) is not None
    return said and bool(signs.listing.blank_words)


def _is_gathered(page: Page, signs: Signs) -> bool:
    """Tell whether entries make up most of the page, or it has many links in several boxes."""
    items = signs.listing.items
    return (
        sum(1 for item in items if item.date) >= _FEW
        or (len(items) >= _MANY and signs.body.length < _LONG_TEXT)
        or (len(page.anchors) > _LINKS and count_groups(page) >= _GROUPS)
    )


def _with_block(signs: Signs, lexicon: Lexicon) -> tuple[PageKind, tuple[str, ...]]:
    reasons = ["block"]
    special = _special(signs, lexicon) or _no_document(signs, lexicon)
    if special:
        return special[0], (*reasons, *special[1])
    return PageKind.DOCUMENT, (*reasons, *_official(signs, lexicon))


def _special(signs: Signs, lexicon: Lexicon) -> tuple[PageKind, tuple[str, ...]] | None:
    """Kinds that a title or a column proves, whatever else the page shows."""
    title = signs.title
    interprets = ("title:解读",) if _interprets(title, lexicon) else ()
    if not interprets and _is_report(title, lexicon):
        return PageKind.ANNUAL_REPORT, ("title:年度报告",)
    if _OPENED.sub("", title).endswith(lexicon.words("guide_titles")):
        return PageKind.GUIDE, ("title:公开指南",)
    own = {"".join(name.split()) for name in signs.columns[-2:]}
    filed = ("column:解读",) if own & lexicon.among("page", "interpretation_columns") else ()
    # A document that was filed among the interpretations stays one: its own 文号 stands at the head of its text.
    document = signs.body.number and "title:公文" in _official(signs, lexicon)
    if interprets or (filed and not document):
        return PageKind.INTERPRETATION, (*filed, *interprets)
    return None


def _is_report(title: str, lexicon: Lexicon) -> bool:
    """Tell whether a title is that of the yearly report on disclosure, not of a notice about it."""
    bare = _BRACKETED.sub("", "".join(title.split()))
    called = any(word in title for word in lexicon.words("annual_report_titles")) or _REPORT.search(bare)
    return bool(called and _REPORT_YEAR.search(title) and "关于" not in title and not _PART_YEAR.search(title))


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
    ends = _BRACKETED.sub("", title).rstrip('》”") ）')
    return ends.endswith(words) or bool(
        re.match(r"[【\[]?(?:一图读懂|图解|一图看懂|政策解读|解读|文字解读|视频解读)", title)
        or _INTERPRETS.search(ends)
    )


def _column(page: Page, signs: Signs, lexicon: Lexicon) -> tuple[PageKind, tuple[str, ...]]:
    path = _path(page)
    listing = signs.listing
    linked = sum(len(anchor.text) for anchor in page.anchors)
    found = _special(signs, lexicon)
    special = found if found and found[0] in {PageKind.GUIDE, PageKind.ANNUAL_REPORT} else None
    bare = not listing.items
    ways = (
        (path in _ROOTS, PageKind.HOME, "address:/"),
        (_is_channel(path, signs), PageKind.HOME, "channel"),
        (bool(listing.blank_words) and bare, PageKind.LIST, "blank"),
        (bool(listing.pages), PageKind.LIST, "pager"),
        (count_groups(page) >= _GROUPS, PageKind.HOME, "sections"),
        (any(item.date for item in listing.items), PageKind.LIST, "items with dates"),
        (bare and len(page.anchors) > _PORTAL_LINKS and linked > signs.body.length / 2, PageKind.HOME, "links only"),
        (bare and signs.plain > _LONG_TEXT and special is not None, special[0] if special else PageKind.OTHER, "text"),
        (bare and not listing.scripted and signs.plain > _FEW_WORDS, PageKind.OTHER, "text without items"),
        (_COLUMN_ADDRESS.search(path) is not None, PageKind.LIST, "column address"),
    )
    chosen = next((kind for holds, kind, _ in ways if holds), PageKind.LIST)
    reasons = tuple(why for holds, kind, why in ways if holds and kind is chosen)
    reasons = reasons or ("titles of pages",)
    return chosen, (*reasons, *(special[1] if special and special[0] is chosen else ()))


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
        return PageKind.DOCUMENT, _official(signs, lexicon)
    found = docnum.find(signs.title)
    ends = found and signs.title[found[-1][2] :] in {"）", ")"}
    if found and (ends or re.search(r"关于|通知|意见|决定|办法|令", signs.title)):
        return PageKind.DOCUMENT, ("文号 in the title",)
    reasons = _official(signs, lexicon)
    if found and found[-1][2] == len(signs.title) and "column:文件" in reasons:
        return PageKind.DOCUMENT, ("文号 in the title", *reasons)
    if len(reasons) > 1 and "column:文件" in reasons:
        return PageKind.DOCUMENT, reasons
    return PageKind.OTHER, ("no sign of a document",)


def _official(signs: Signs, lexicon: Lexicon) -> tuple[str, ...]:
    """Return what, besides a block, speaks for a document."""
    column = bool({"".join(name.split()) for name in signs.columns} & lexicon.among("page", "document_columns"))
    named = signs.title.rstrip("》)）").endswith(lexicon.words("document_titles"))
    signals = (
        (bool(signs.body.number), "文号 at the head of the text"),
        (column, "column:文件"),
        (named, "title:公文"),
    )
    return tuple(why for holds, why in signals if holds)


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
