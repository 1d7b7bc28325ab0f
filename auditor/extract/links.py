"""Links by what they are for: interpretations, documents, attachments; this file alone reads link panels."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from operator import attrgetter, itemgetter

from auditor.extract.block import Reading
from auditor.extract.body import Text
from auditor.extract.files import attachment, is_attachment, is_page
from auditor.extract.lexicon import Lexicon
from auditor.extract.page import Anchor, Line, Page, locate
from auditor.extract.panels import find_panels, named_interpretations, panel_links, panel_waits, shown
from auditor.model import Form, Link, Links, PageKind
from auditor.text import addresses, hans

_URL = re.compile(r"https?://[0-9A-Za-z\-._~:/?#\[\]@!$&'()*+,;=%]+")
_LABELLED = re.compile(
    r"(?:^|[\s;；、，])([\u4e00-\u9fff]{0,8}(?:解读|图解|问答|发布会|宣讲|访谈))\s*(?:链接|地址)?\s*[:：]"
)
_MARK = re.compile(r"解读|解讀|图解|圖解|问答|發佈會|发布会|宣讲|访谈")
_first = attrgetter("first")


def read_links(page: Page, reading: Reading, text: Text, lexicon: Lexicon, kind: PageKind) -> Links:
    """Read the links of *page*, which is of that *kind*: a 解读 names documents, other pages 解读."""
    urls: dict[str, None] = {}
    external: dict[str, Link] = {}
    attachments: dict[str, Link] = {}
    own, origin = addresses.host(page.url), addresses.origin(page.url)
    for anchor in page.anchors:
        url = addresses.resolve(page.url, anchor.href)
        if url is None:
            continue
        inside = text.first <= anchor.first < max(text.last, text.first + 1)
        offered = attachment(page, anchor, url, inside=inside)
        if offered:
            attachments.setdefault(url, offered)
        if not offered or is_page(url):  # 附件 may be a page
            urls[url] = None
        if not (origin and url.startswith(origin)) and addresses.host(url) != own:
            external.setdefault(url, _link(page, anchor, url))
    article = kind not in {PageKind.LIST, PageKind.HOME, PageKind.INTERPRETATION}
    start = min(text.first, reading.first) if reading.lines else text.first
    found = sorted(_interpretations(page, start, text, lexicon), key=itemgetter(0)) if article else []
    documents = tuple(_unique(_documents(page, text, lexicon))) if kind is PageKind.INTERPRETATION else ()
    waits = not found and not documents and _waits(page, start, lexicon, kind)
    return Links(
        tuple(_unique(link for _, link in found)),
        documents,
        tuple(attachments.values()),
        tuple(external.values()),
        tuple(urls),
        waits,
    )


def _waits(page: Page, start: int, lexicon: Lexicon, kind: PageKind) -> bool:
    """Tell whether a script fills the panel of interpretations; on an interpretation, that of its documents."""
    if kind in {PageKind.LIST, PageKind.HOME}:
        return False
    key = "document_panels" if kind is PageKind.INTERPRETATION else "interpretation_panels"
    return panel_waits(page, key, start, lexicon)


def _link(page: Page, anchor: Anchor, url: str, form: Form | None = None) -> Link:
    return Link(url, hans.squeeze(shown(anchor)), locate(anchor.node, page), form)


def _unique(links: Iterator[Link]) -> Iterator[Link]:
    seen: set[str] = set()
    for link in links:
        key = addresses.key(link.url)
        if key not in seen:
            seen.add(key)
            yield link


def form_of(text: str, lexicon: Lexicon) -> Form:
    """Return the form that *text* (a heading, a link's text) names; text where it names none."""
    folded = hans.fold(text)
    for name, words in lexicon.vocabulary.table("forms").items():
        if any(word in folded for word in words):
            return Form(name)
    return Form.TEXT


def _interpretations(page: Page, start: int, text: Text, lexicon: Lexicon) -> Iterator[tuple[int, Link]]:
    """Yield the interpretations with the line each stands in."""
    for line in page.lines[start:]:
        if _MARK.search(line.text):
            for link in _in_line(page, line, lexicon):
                yield line.index, link
    panels = tuple(find_panels(page, "interpretation_panels", start, lexicon))
    for panel in panels:
        for anchor in panel_links(page, panel, text, lexicon):
            if url := addresses.resolve(page.url, anchor.href):
                beside = page.lines[anchor.first].text if anchor.first < len(page.lines) else ""
                named = form_of(f"{beside} {anchor.text} {anchor.alt}", lexicon)
                form = named if named is not Form.TEXT else form_of(panel.heading, lexicon)
                yield anchor.first, _link(page, anchor, url, form)
    for anchor in named_interpretations(page, start, lexicon):
        if url := addresses.resolve(page.url, anchor.href):
            yield anchor.first, _link(page, anchor, url, form_of(shown(anchor), lexicon))


def _in_line(page: Page, line: Line, lexicon: Lexicon) -> Iterator[Link]:
    """Read `文字解读:http://…` and `文字解读:<a …>`, several in a line too."""
    marks = list(_LABELLED.finditer(line.text))
    ends = [*(mark.start() for mark in marks[1:]), len(line.text)]
    inside = (
        page.anchors[slice(*(bisect_left(page.anchors, line.index + n, key=_first) for n in (0, 1)))] if marks else []
    )
    for mark, end in zip(marks, ends, strict=False):
        form = form_of(mark[1], lexicon)
        anchors = [one for one in inside if mark.start() <= one.start < end]
        linked = [(one, url) for one in anchors if (url := addresses.resolve(page.url, one.href))]
        for anchor, url in linked:
            named = anchor.text and not _URL.match(anchor.text)
            yield Link(url, hans.squeeze(anchor.text) if named else mark[1], locate(anchor.node, page), form)
        if not linked:
            for match in _URL.finditer(line.text, mark.end(), end):
                if url := addresses.resolve(page.url, match[0]):
                    yield Link(url, mark[1], locate(line.node, page), form)


def _names_document(anchor: Anchor, panels: set[str]) -> bool:
    if "解读" in anchor.text or is_attachment(anchor.href):
        return False
    return "《" in anchor.text or "原文" in anchor.text or hans.fold(anchor.text).strip(":：") in panels


def _documents(page: Page, text: Text, lexicon: Lexicon) -> Iterator[Link]:
    for panel in find_panels(page, "document_panels", text.first, lexicon):
        for anchor in panel_links(page, panel, text, lexicon):
            if url := addresses.resolve(page.url, anchor.href):
                yield _link(page, anchor, url)
    panels = {hans.fold(word) for word in lexicon.words("document_panels")}
    for anchor in page.anchors:
        inside = text.first <= anchor.first < text.last
        if inside and _names_document(anchor, panels) and (url := addresses.resolve(page.url, anchor.href)):
            yield _link(page, anchor, url)
    for line in page.lines[text.first : text.last]:
        if "原文" in line.text or "文件链接" in line.text or "政策链接" in line.text:
            for match in _URL.finditer(line.text):
                if url := addresses.resolve(page.url, match[0]):
                    yield Link(url, line.text[: match.start()].strip(" :："), locate(line.node, page))
