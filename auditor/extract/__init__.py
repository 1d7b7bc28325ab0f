"""From a capture to a record: this room alone reads HTML, and never raises whatever bytes come."""

from dataclasses import replace
from functools import partial

from auditor.extract.annexes import read_annexes
from auditor.extract.awaited import awaits, is_shell
from auditor.extract.blank import emptied
from auditor.extract.block import Reading, read_block
from auditor.extract.body import Text, find_text, read_body
from auditor.extract.byline import SINGLE, headline_fields
from auditor.extract.comments import read_comments
from auditor.extract.crumbs import read_breadcrumb
from auditor.extract.decode import decode
from auditor.extract.elements import read_elements
from auditor.extract.gathered import read_parts
from auditor.extract.grids import read_tables
from auditor.extract.headings import read_headings
from auditor.extract.headline import Headline, document_title, find_headline, first_part
from auditor.extract.kind import LONGEST_TITLE, Signs, kind_of
from auditor.extract.lexicon import Lexicon, lexicon_of
from auditor.extract.links import read_links
from auditor.extract.listing import read_listing
from auditor.extract.marks import read_marks
from auditor.extract.media import count_pictures, read_media
from auditor.extract.meta import led_to, meta, meta_fields, read_tags
from auditor.extract.own_number import own_number
from auditor.extract.page import Page
from auditor.extract.pending import filled, marked
from auditor.extract.prose import prose
from auditor.extract.repeal_lists import read_repeal_lists
from auditor.extract.scripts import complete
from auditor.extract.shields import headers_only, refused, shielded, unreadable
from auditor.extract.spoken import read_forms
from auditor.extract.statements import read_statements
from auditor.extract.walk import read_page
from auditor.model import (
    Body,
    Capture,
    Field,
    FieldName,
    Links,
    Listing,
    PageKind,
    PageText,
    Reason,
    Record,
    Vocabulary,
)
from auditor.text import alike

__all__ = ["body_text", "extract", "page_text"]

_ABOVE = 8  # lines above the headline in which a block may stand
_BYLINE = frozenset({FieldName.PUBLISHED_DATE, FieldName.VALIDITY})  # what also a line under the headline says
_ERRORS = (Reason.HTTP_4XX, Reason.HTTP_5XX)
_DAMAGED = 0.005  # share of U+FFFD above which a page counts as unreadable


def extract(capture: Capture, vocabulary: Vocabulary) -> Record:
    """Read one capture; what cannot be read becomes the record's `outcome`, never an exception."""
    bare = Record(capture.url, capture.final_url, capture.outcome, digest=capture.digest, fetched_at=capture.fetched_at)
    if capture.outcome is not Reason.OK:
        return _refused(capture, bare, lexicon_of(vocabulary)) if capture.outcome in _ERRORS else bare
    if headers_only(capture):
        return replace(bare, kind=PageKind.ATTACHMENT, kind_reasons=("headers only",))
    outcome = unreadable(capture)
    if outcome is not Reason.OK:
        kind = PageKind.ATTACHMENT if outcome is Reason.UNSUPPORTED_FILE else PageKind.OTHER
        return replace(bare, outcome=outcome, kind=kind, kind_reasons=("no page",))
    decoded = decode(capture.body, capture.header("content-type"))
    if decoded.damage > _DAMAGED:
        return replace(bare, outcome=Reason.ENCODING)
    words = lexicon_of(vocabulary)
    page = read_page(decoded.text, capture.final_url or capture.url)
    outcome = shielded(page, words)
    target = led_to(page) if outcome in {Reason.OK, Reason.EMPTY, Reason.JS_CHALLENGE} else ""
    if target:
        # Nothing but a redirect, often without a word: the page that it leads to is the page.
        links = Links(pages=(target,))
        return replace(bare, final_url=target, kind_reasons=("refresh",), links=links)
    if outcome is not Reason.OK:
        # A site's own application waits for a browser; a test of who asks is a refusal.
        asks = any(word in page.html for word in words.words("js_challenge_code"))
        return replace(bare, outcome=outcome, scripted=not asks and is_shell(page, words))
    return _read(bare, page, words)


def _refused(capture: Capture, bare: Record, words: Lexicon) -> Record:
    """Tell an error of the site from a shield that stands before it."""
    if unreadable(capture) is not Reason.OK:
        return bare
    page = read_page(decode(capture.body, capture.header("content-type")).text, capture.final_url or capture.url)
    return replace(bare, outcome=refused(capture, page, words))


def page_text(capture: Capture) -> PageText:
    """Return the decoded HTML and the visible text of *capture*, a line for each line of the page."""
    if unreadable(capture) is not Reason.OK:
        return PageText("", "")
    html = decode(capture.body, capture.header("content-type")).text
    return PageText(html, read_page(html, capture.final_url or capture.url).text)


def body_text(capture: Capture, vocabulary: Vocabulary) -> str:
    """Return the text of the body of *capture* alone, a line for each of its lines, "" where there is none to read."""
    if unreadable(capture) is not Reason.OK:
        return ""
    decoded = decode(capture.body, capture.header("content-type"))
    words = lexicon_of(vocabulary)
    page = read_page(decoded.text, capture.final_url or capture.url)
    if decoded.damage > _DAMAGED or shielded(page, words) is not Reason.OK:
        return ""
    reading = read_block(page, words)
    return prose(page, reading, find_text(page, reading, find_headline(page, reading, words), words), words)


def _head(page: Page, words: Lexicon) -> tuple[Reading, Headline, dict[FieldName, Field]]:
    """Read the block, the headline, and what the lines beside it or the tags of the page give."""
    reading = read_block(page, words)
    headline = find_headline(page, reading, words)
    reading = complete(page, reading, headline, words)
    beside = headline_fields(page, reading, headline, words)
    return reading, headline, beside or (meta_fields(page, words) if not reading.fields else {})


def _read(bare: Record, page: Page, words: Lexicon) -> Record:
    reading, headline, beside = _head(page, words)
    text = find_text(page, reading, headline, words)
    own = own_number(page, reading, headline, text, words)
    body = read_body(page, text, read_media(page, text, words), own)
    trail = read_breadcrumb(page, words)
    signs = Signs(
        headline.title[:LONGEST_TITLE],
        tuple(name for name, _ in trail),
        frozenset(field.name for field in reading.fields),
        partial(read_listing, page, words),
        body,
        headline.line,
        frozenset(beside),
        _plain(page, text, words),
        any(field.name is FieldName.DOCUMENT_NUMBER and field.value for field in (*reading.fields, *beside.values())),
    )
    if not reading.fields and "。" not in page.text and is_shell(page, words) and not signs.listing.items:
        # What a script is to draw is the page; the links around it are there already.
        links = Links(pages=read_links(page, reading, headline, text, words, PageKind.OTHER).pages)
        return replace(bare, outcome=Reason.JS_CHALLENGE, title=headline.title, scripted=True, links=links)
    kind, reasons = kind_of(page, signs, words)
    column = kind in {PageKind.LIST, PageKind.HOME}
    fields = _merge(reading.fields, beside) if not column else ()
    names = tuple(name for name, _ in trail)
    day = next((one.value for one in fields if one.name is FieldName.PUBLISHED_DATE and one.value), "")
    return replace(
        bare,
        kind=kind,
        kind_reasons=reasons,
        title=_column_name(trail, page, words) or headline.title if column else headline.title,
        site_name=meta(page, "SiteName"),
        breadcrumb=trail,
        fields=fields,
        links=read_links(page, reading, headline, text, words, kind),
        listing=signs.listing if _lists(kind, fields) else Listing(),
        body=body
        if column
        else _structured(page, text, _told(page, reading, headline, text, body, words, kind), words, kind),
        statements=() if column else (*read_statements(page, text, body), *read_repeal_lists(page, text)),
        tables=read_tables(page, text) if kind is PageKind.ANNUAL_REPORT else (),
        tags=read_tags(page),
        marks=() if column else read_marks(page, reading, headline, words),
        forms=read_forms(headline.title, names, body, words) if kind is PageKind.INTERPRETATION else (),
        comments=None if column else read_comments(page, text, headline.title, day),
        parts=() if column else read_parts(page, text, names, headline.title, words),
        scripted=_scripted(page, reading, headline, text, words),
    )


def _told(  # noqa: PLR0917 - what was read so far
    page: Page, reading: Reading, headline: Headline, text: Text, body: Body, words: Lexicon, kind: PageKind
) -> Body:
    """Look again at the text of a document: whether there is one, and which of its attachments are not there."""
    if kind is not PageKind.DOCUMENT:
        return body
    annexes = read_annexes(page, text, words)
    return replace(body, annexes=annexes) if annexes else emptied(page, reading, headline, body, words)


def _structured(page: Page, text: Text, body: Body, words: Lexicon, kind: PageKind) -> Body:
    elements = read_elements(page, text, words) if kind is PageKind.INTERPRETATION else ()
    headings = read_headings(page, text)
    marks = alike.sketch(alike.narrative(page.text)) if kind is PageKind.ANNUAL_REPORT else ()
    pictures = count_pictures(page, text) if "picture" in body.media else 0
    if not (headings or elements or marks or pictures):
        return body
    return replace(body, headings=headings, elements=elements, sketch=marks, pictures=pictures)


def _scripted(page: Page, reading: Reading, headline: Headline, text: Text, words: Lexicon) -> bool:
    """Tell whether the block waits for a script, as a whole or in part.

    Its marks stand there, it has labels without a single value, or all that is known of it stands in a script.
    """
    fields = reading.fields
    if not fields:
        return marked(page, words) or awaits(page, max(0, headline.line - _ABOVE), text.first, words)
    waiting = not reading.lines or any(one.reason == "scripted" for one in fields)
    return waiting or (all(one.value is None for one in fields) and filled(page, words))


def _plain(page: Page, text: Text, words: Lexicon) -> int:
    """Count the characters of the text outside links, 当前位置 left out."""
    lines = page.lines[text.first : text.last]
    mark = words.pattern_of("position")
    if mark.search(page.text):
        lines = [line for line in lines if not mark.search(line.text, 0, 16)]
    return sum([len(line.text) - line.linked for line in lines])


def _merge(block: tuple[Field, ...], beside: dict[FieldName, Field]) -> tuple[Field, ...]:
    """A block is never overridden: without one the headline speaks, with one it only fills what that lacks.

    Values without labels are no block in this respect, nor is a day or 时效 alone.
    """
    found = {field.name: field for field in block}
    day = beside.get(FieldName.PUBLISHED_DATE)
    shown = found.get(FieldName.PUBLISHED_DATE)
    if day and (shown is None or (shown.value is None and shown.reason in {"empty", "placeholder"})):
        found[FieldName.PUBLISHED_DATE] = day
    found.update({name: beside[name] for name in SINGLE if name in beside and name not in found})
    if (
        FieldName.PUBLISHER not in found
        and (found.keys() <= _BYLINE or not any(one.label for one in block))
        and (source := beside.get(FieldName.PUBLISHER))
    ):
        found[FieldName.PUBLISHER] = source
    return tuple(found[name] for name in FieldName if name in found)


def _lists(kind: PageKind, fields: tuple[Field, ...]) -> bool:
    """Only columns have a list; that of an article is a panel beside it."""
    return kind in {PageKind.LIST, PageKind.HOME} or (kind is PageKind.OTHER and not fields)


def _column_name(trail: tuple[tuple[str, str], ...], page: Page, words: Lexicon) -> str:
    homes = set(words.words("home_words"))
    names = [name for name, _ in trail if name not in homes]
    return names[-1] if names else first_part(document_title(page))
