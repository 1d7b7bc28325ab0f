"""Why a page was read as it was: this file alone tells what became of everything that could have been a field.

It runs the same steps as `extract` once more for one page, so that the ordinary way keeps no account.
"""

from collections.abc import Iterator

from auditor.extract.block import Reading, read_block
from auditor.extract.byline import headline_fields
from auditor.extract.decode import decode
from auditor.extract.headline import find_headline
from auditor.extract.lexicon import lexicon_of
from auditor.extract.meta import meta_fields
from auditor.extract.page import Page, locate
from auditor.extract.pairs import Pair
from auditor.extract.walk import read_page
from auditor.model import Candidate, Capture, Field, FieldName, PageKind, Reason, Record, Source, Vocabulary

_TAKEN = "taken"


def explain(capture: Capture, record: Record, vocabulary: Vocabulary) -> tuple[Candidate, ...]:
    """Return what every reader saw on the page of *capture*, in the page's order; *record* is what came of it.

    Behind the pairs of the block stand the title and what the lines around it, or the meta tags, give.
    """
    if record.outcome is not Reason.OK:
        return ()
    words = lexicon_of(vocabulary)
    page = read_page(decode(capture.body, capture.header("content-type")).text, capture.final_url or capture.url)
    seen: list[Pair] = []
    reading = read_block(page, words, seen)
    headline = find_headline(page, reading, words)
    beside = headline_fields(page, reading, headline, words)
    title = Candidate("headline", FieldName.TITLE, "", headline.title, headline.line + 1, "", _TAKEN)
    others = [*beside.values(), *meta_fields(page, words).values()]
    return (*_of_block(seen, reading, page), *([title] if title.raw else []), *(_beside(one, record) for one in others))


def _of_block(seen: list[Pair], reading: Reading, page: Page) -> Iterator[Candidate]:
    chosen = {str(one.name): one for one in reading.fields}
    for pair in seen:
        name = pair.label.field
        verdict, note = pair.verdict, pair.note
        if not verdict:
            name, verdict, note = _row(page, pair, chosen)
        raw, line = pair.raw.strip(), pair.line + 1
        yield Candidate(pair.reader, name, pair.shown.strip(), raw, line, locate(pair.node, page), verdict, note)


def _row(page: Page, pair: Pair, chosen: dict[str, Field]) -> tuple[str, str, str]:
    """Return the field, the verdict and its note for a pair inside the block."""
    name = pair.label.field or (FieldName.EXPIRY_DATE.value if pair.label.term else "")
    field = chosen.get(name)
    if field and (pair.shown.strip(), locate(pair.node, page)) == (field.label, field.locator):
        return name, _TAKEN, ""
    if field and pair.label.field:
        return name, "other_row", f"{field.label} {field.raw}".strip()
    return pair.label.field, "no_field", ""


def _beside(field: Field, record: Record) -> Candidate:
    """Return what became of a value near the headline, or of a meta tag."""
    shown = record.field(field.name)
    if shown == field:
        verdict = _TAKEN
    elif record.kind in {PageKind.LIST, PageKind.HOME}:
        verdict = "column_page"
    elif field.source is Source.META:
        verdict = "visible_first"
    else:
        verdict = "block_first"
    return Candidate(str(field.source), field.name, field.label, field.raw, 0, field.locator, verdict)
