"""Links by what they are for: interpretations, documents, attachments; this file alone reads link panels."""

import re
from collections.abc import Iterator
from dataclasses import replace
from operator import itemgetter

from auditor.extract.block import Reading
from auditor.extract.body import Text
from auditor.extract.files import attachment, is_attachment, is_page
from auditor.extract.forms import form_of, labels
from auditor.extract.headline import Headline
from auditor.extract.inside import read_inside
from auditor.extract.labelled import labelled
from auditor.extract.lexicon import Lexicon
from auditor.extract.page import Anchor, Line, Page, locate
from auditor.extract.panels import (
    Place,
    beside_none,
    find_panels,
    named_documents,
    named_interpretations,
    panel_links,
    panel_urls,
    panel_waits,
    shown,
    titled_interpretations,
)
from auditor.model import Form, Link, Links, PageKind
from auditor.text import addresses, docnum, hans, titles

_ENDS, _DOCUMENT_ENDS = ("解读", "图解"), ("原文", "全文")  # how a label may end
_BASIS = re.compile(r"(?:根据|依据|按照|依照|遵照|贯彻|落实|参照|对照)[^，。；]{0,12}$")
_READ_ON = "阅读原文"  # of a reprint


def read_links(  # noqa: PLR0917 - what was read of the page so far
    page: Page, reading: Reading, headline: Headline, text: Text, lexicon: Lexicon, kind: PageKind
) -> Links:
    """Read the links of *page*, which is of that *kind*: a 解读 names documents, other pages 解读."""
    urls: dict[str, None] = {}
    external: dict[str, Link] = {}
    attachments: dict[str, Link] = {}
    base, first, last = page.url, text.first, max(text.last, text.first + 1)
    own, origin = addresses.host(base), addresses.origin(base) or "no address begins so"
    for anchor in page.anchors:
        url = addresses.resolve(base, anchor.href)
        if url is None:
            continue
        here = first <= anchor.first < last
        may = here or "." in anchor.text or is_attachment(anchor.href)
        offered = attachment(page, anchor, url, inside=here) if may else None
        if offered:
            attachments.setdefault(url, offered)
        if not offered or is_page(url):  # 附件 may be a page
            urls[url] = None
        if not url.startswith(origin) and url not in external and addresses.host(url) != own:
            external[url] = Link(url, hans.squeeze(shown(anchor)))
    others = tuple(attachments.values()), tuple(external.values()), tuple(urls)
    within = read_inside(page)
    if kind in {PageKind.LIST, PageKind.HOME}:
        return Links((), (), *others, inside=within)
    start = _start(page, reading, headline, text)
    place = Place(start, text, titles.core(headline.title))
    titled = titled_interpretations(page, start, lexicon)
    if kind is PageKind.INTERPRETATION:
        documents = tuple(_unique(_documents(page, place, lexicon)))
        waits = not documents and panel_waits(page, "document_panels", start, titled, lexicon)
        return Links((), documents, *others, waits, within)
    found = sorted(_interpretations(page, place, titled, lexicon), key=itemgetter(0))
    waits = not found and panel_waits(page, "interpretation_panels", start, titled, lexicon)
    return Links(tuple(_unique(link for _, link in found)), (), *others, waits, within)


def _start(page: Page, reading: Reading, headline: Headline, text: Text) -> int:
    """Return the line from which on a page speaks of itself; a menu's 政策解读 that was read with the block is none."""
    block = (index for index in reading.lines if page.lines[index].linked * 2 <= len(page.lines[index].text))
    return min([text.first, *block, *([headline.last] if headline.line >= 0 else [])])


def _link(page: Page, anchor: Anchor, url: str, form: Form | None = None) -> Link:
    return Link(url, hans.squeeze(shown(anchor)), locate(anchor.node, page), form)


def _unique(links: Iterator[Link]) -> Iterator[Link]:
    seen: set[str] = set()
    for link in links:
        key = addresses.key(link.url)
        if key not in seen:
            seen.add(key)
            yield link


def _interpretations(
    page: Page, place: Place, titled: tuple[Anchor, ...], lexicon: Lexicon
) -> Iterator[tuple[int, Link]]:
    """Yield the interpretations with the line each stands in."""
    said = _said(_marked(page, place.start, lexicon.once(_mark)), page, lexicon.once(labels), _ENDS)
    for index, name, link in beside_none(page, said, place.start, lexicon):
        yield index, replace(link, form=_form((name, link.text), lexicon))
    panels = tuple(find_panels(page, "interpretation_panels", place.start, lexicon))
    for panel in panels:
        for anchor in panel_links(page, panel, place, lexicon):
            if url := addresses.resolve(page.url, anchor.href):
                beside = page.lines[anchor.first].text if anchor.first < len(page.lines) else ""
                form = _form((anchor.text, anchor.alt, beside, panel.heading), lexicon)
                yield anchor.first, _link(page, anchor, url, form)
        for line, url in panel_urls(page, panel):
            yield line.index, Link(url, panel.heading, locate(line.node, page), form_of(panel.heading, lexicon))
    for anchor in named_interpretations(page, place.start, titled):
        told = any(one.line.index < anchor.first < one.end for one in panels)
        if not told and (url := addresses.resolve(page.url, anchor.href)):
            yield anchor.first, _link(page, anchor, url, form_of(shown(anchor), lexicon))


def _form(said: tuple[str, ...], lexicon: Lexicon) -> Form:
    """Return the first form but text that label, link or heading name."""
    forms = (form_of(one, lexicon) for one in said if one)
    return next((form for form in forms if form is not Form.TEXT), Form.TEXT)


def _documents(page: Page, place: Place, lexicon: Lexicon) -> Iterator[Link]:
    """Yield the documents that an interpretation leads back to."""
    words = lexicon.words("document_panels")
    for panel in find_panels(page, "document_panels", place.start, lexicon):
        for anchor in panel_links(page, panel, place, lexicon):
            if url := addresses.resolve(page.url, anchor.href):
                yield _link(page, anchor, url)
        yield from (Link(url, panel.heading, locate(line.node, page)) for line, url in panel_urls(page, panel))
    yield from _linked(page, place.text, words)
    yield from (_link(page, anchor, url) for anchor, url in named_documents(page, place.start, words, lexicon))
    lines = _marked(page, place.start, lexicon.once(_document_mark))
    said = _said(lines, page, frozenset(words), _DOCUMENT_ENDS)
    yield from (link for _, _, link in beside_none(page, said, place.start, lexicon))


def _mark(lexicon: Lexicon) -> re.Pattern[str]:
    return _any_of({*lexicon.once(labels), *_ENDS})


def _document_mark(lexicon: Lexicon) -> re.Pattern[str]:
    return _any_of({*lexicon.words("document_panels"), *_DOCUMENT_ENDS})


def _any_of(words: set[str]) -> re.Pattern[str]:
    """Return what finds any of *words*; one that holds another is found with it."""
    least = sorted(word for word in words if not any(other in word for other in words - {word}))
    return re.compile("|".join(map(re.escape, least)))


def _marked(page: Page, start: int, mark: re.Pattern[str]) -> Iterator[Line]:
    """Yield the lines from *start* on that may have a label: a colon, and a word of one in either script."""
    for line in page.lines[start:]:
        if (":" in line.text or "：" in line.text) and mark.search(hans.simplify(line.text)):
            yield line


def _said(
    lines: Iterator[Line], page: Page, words: frozenset[str], ends: tuple[str, ...]
) -> Iterator[tuple[int, str, Link]]:
    """Yield what stands behind the labels of *lines*, with its line and the label."""
    for line in lines:
        yield from ((line.index, name, link) for name, link in labelled(page, line, words, ends))


def _linked(page: Page, text: Text, words: tuple[str, ...]) -> Iterator[Link]:
    """Yield what the text itself links to as the document."""
    for anchor in page.anchors:
        inside = text.first <= anchor.first < text.last
        if inside and _names_document(page, anchor, words) and (url := addresses.resolve(page.url, anchor.href)):
            yield _link(page, anchor, url)


def _names_document(page: Page, anchor: Anchor, words: tuple[str, ...]) -> bool:
    """Tell whether a link in the text is the document's: its name in 《》, its 文号 behind that, 原文."""
    text = anchor.text
    if not text or "解读" in text or is_attachment(anchor.href):
        return False
    line = page.lines[anchor.first].text
    before, after = line[: anchor.start], line[anchor.start + len(text) :]
    if "原文" in text or hans.fold(text).strip(":：") in words:
        own = addresses.host(addresses.resolve(page.url, anchor.href) or "") == addresses.host(page.url)
        return _READ_ON not in text and (own or "查看" not in text)
    called = "《" in text or (before.endswith("《") and after.startswith("》"))
    numbered = before.endswith(("》（", "》(")) and docnum.key(text) != ""
    return (called or numbered) and _BASIS.search(before) is None
