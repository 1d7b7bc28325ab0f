"""Links by what they are for: interpretations, documents, attachments; this file alone reads link panels."""

import re
from collections.abc import Iterator
from operator import itemgetter

from auditor.extract.block import Reading
from auditor.extract.body import Text, is_attachment
from auditor.extract.lexicon import Lexicon
from auditor.extract.page import Anchor, Line, Page, locate
from auditor.model import Form, Link, Links, PageKind
from auditor.text import addresses, hans

_URL = re.compile(r"https?://[0-9A-Za-z\-._~:/?#\[\]@!$&'()*+,;=%]+")
_LABELLED = re.compile(
    r"(?:^|[\s;；、，])([\u4e00-\u9fff]{0,8}(?:解读|图解|问答|发布会|宣讲|访谈))\s*(?:链接|地址)?\s*[:：]"
)
_MARK = re.compile(r"解读|解讀|图解|圖解|问答|發佈會|发布会|宣讲|访谈")
_ATTACHMENT_WORD = re.compile(r"^\s*附\s*(?:件|表|图)|点击下载|下载附件")
_PANEL_LINES = 14
_HEADING = 14
_SHORT_TITLE = 6


def read_links(page: Page, reading: Reading, text: Text, lexicon: Lexicon, kind: PageKind) -> Links:
    """Read the links of *page*, which is of that *kind*: a 解读 names documents, other pages 解读."""
    urls: dict[str, None] = {}
    external: dict[str, Link] = {}
    attachments: dict[str, Link] = {}
    own = addresses.host(page.url)
    for anchor in page.anchors:
        url = addresses.resolve(page.url, anchor.href)
        if url is None:
            continue
        inside = text.first <= anchor.first < max(text.last, text.first + 1)
        if is_attachment(anchor.href) or (inside and _ATTACHMENT_WORD.match(anchor.text)):
            attachments.setdefault(url, _link(anchor, url))
        else:
            urls[url] = None
        if addresses.host(url) != own:
            external.setdefault(url, _link(anchor, url))
    article = kind not in {PageKind.LIST, PageKind.HOME, PageKind.INTERPRETATION}
    found = sorted(_interpretations(page, reading, text, lexicon), key=itemgetter(0)) if article else []
    documents = tuple(_unique(_documents(page, text, lexicon))) if kind is PageKind.INTERPRETATION else ()
    return Links(
        tuple(_unique(link for _, link in found)),
        documents,
        tuple(attachments.values()),
        tuple(external.values()),
        tuple(urls),
    )


def _link(anchor: Anchor, url: str, form: Form | None = None) -> Link:
    return Link(url, hans.squeeze(anchor.text or anchor.title), locate(anchor.node), form)


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


def _interpretations(page: Page, reading: Reading, text: Text, lexicon: Lexicon) -> Iterator[tuple[int, Link]]:
    """Yield the interpretations with the line each stands in."""
    start = min(text.first, reading.first) if reading.lines else text.first
    if "解" not in page.html and "发布会" not in page.html:
        return
    for line in page.lines[start:]:
        if _MARK.search(line.text):
            for link in _in_line(page, line, lexicon):
                yield line.index, link
    for anchors, heading in _panels(page, lexicon.words("interpretation_panels"), start, lexicon):
        for anchor in anchors:
            if url := addresses.resolve(page.url, anchor.href):
                beside = page.lines[anchor.first].text if anchor.first < len(page.lines) else ""
                named = form_of(f"{beside} {anchor.text}", lexicon)
                yield anchor.first, _link(anchor, url, named if named is not Form.TEXT else form_of(heading, lexicon))


def _in_line(page: Page, line: Line, lexicon: Lexicon) -> Iterator[Link]:
    """Read `文字解读:http://…` and `文字解读:<a …>`, several in a line too."""
    marks = list(_LABELLED.finditer(line.text))
    ends = [*(mark.start() for mark in marks[1:]), len(line.text)]
    for mark, end in zip(marks, ends, strict=False):
        form = form_of(mark[1], lexicon)
        anchors = [one for one in page.anchors if one.first == line.index and mark.start() <= one.start < end]
        linked = [(one, url) for one in anchors if (url := addresses.resolve(page.url, one.href))]
        for anchor, url in linked:
            named = anchor.text and not _URL.match(anchor.text)
            yield Link(url, hans.squeeze(anchor.text) if named else mark[1], locate(anchor.node), form)
        if not linked:
            for match in _URL.finditer(line.text, mark.end(), end):
                if url := addresses.resolve(page.url, match[0]):
                    yield Link(url, mark[1], locate(line.node), form)


def _panels(page: Page, words: tuple[str, ...], start: int, lexicon: Lexicon) -> Iterator[tuple[list[Anchor], str]]:
    """Yield the links under each heading that is one of *words*, up to the next heading or the end of its box."""
    known = {hans.fold(word) for word in words}
    others = {
        hans.fold(word)
        for key in ("other_panels", "document_panels", "interpretation_panels")
        for word in lexicon.words(key)
    }
    for line in page.lines[start:]:
        shown = line.text.strip(" \u00a0\u3000:：【】[]>》·•■")
        if len(shown) > _HEADING or hans.fold(shown) not in known:
            continue
        if line.linked * 2 > len(line.text) and not _heads_box(page, line):
            continue
        end = _panel_end(page, line, others)
        anchors = [
            one for one in page.anchors if line.index < one.first < end and len(one.text or one.title) >= _SHORT_TITLE
        ]
        if anchors:
            yield anchors, shown


def _heads_box(page: Page, line: Line) -> bool:
    return page.blocks[line.block].tag in {"h2", "h3", "h4", "h5"}


def _panel_end(page: Page, line: Line, others: set[str]) -> int:
    """The panel reaches to the end of the box that holds more than its heading, but never past another heading."""
    place = line.block
    while place >= 0 and page.blocks[place].last <= line.index + 1:
        place = page.blocks[place].parent
    end = min(page.blocks[place].last if place >= 0 else line.index, line.index + 1 + _PANEL_LINES * 2)
    for following in page.lines[line.index + 1 : end]:
        if hans.fold(following.text.strip(" :：【】[]")) in others:
            return following.index
    return end


def _names_document(anchor: Anchor, panels: set[str]) -> bool:
    if "解读" in anchor.text or is_attachment(anchor.href):
        return False
    return "《" in anchor.text or "原文" in anchor.text or hans.fold(anchor.text).strip(":：") in panels


def _documents(page: Page, text: Text, lexicon: Lexicon) -> Iterator[Link]:
    for anchors, _ in _panels(page, lexicon.words("document_panels"), text.first, lexicon):
        for anchor in anchors:
            if url := addresses.resolve(page.url, anchor.href):
                yield _link(anchor, url)
    panels = {hans.fold(word) for word in lexicon.words("document_panels")}
    for anchor in page.anchors:
        inside = text.first <= anchor.first < text.last
        if inside and _names_document(anchor, panels) and (url := addresses.resolve(page.url, anchor.href)):
            yield _link(anchor, url)
    for line in page.lines[text.first : text.last]:
        if "原文" in line.text or "文件链接" in line.text or "政策链接" in line.text:
            for match in _URL.finditer(line.text):
                if url := addresses.resolve(page.url, match[0]):
                    yield Link(url, line.text[: match.start()].strip(" :："), locate(line.node))
