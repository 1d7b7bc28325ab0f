"""Document ↔ interpretation; this module alone knows by which signs the two are joined, and how sure each sign is."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from auditor.model import (
    Field,
    FieldName,
    Form,
    Interpretation,
    Interpreted,
    Item,
    Link,
    PageKind,
    PageView,
    Reason,
    Record,
    Role,
    Source,
    Statement,
    StatementKind,
    Vocabulary,
)
from auditor.relate.naming import Index, index_of, number_of, shortened, titled
from auditor.relate.pages import Pages
from auditor.text import docnum, hans, titles

DOCUMENT_ROLES = (Role.POLICY_DOCUMENTS, Role.NORMATIVE_DOCUMENTS, Role.OTHER_DOCUMENTS)
LIKELY = 0.6
BASIS = re.compile(r"(?:根据|依据|按照|依照|遵照|贯彻|落实|参照|对照|原)[^，。；]{0,12}$")
LEADING = 6  # characters before a cited 文号 that may not belong to it


Joined = dict[str, tuple[Interpretation, ...]]


def join(
    by_key: Pages, pages: Mapping[str, PageView], vocabulary: Vocabulary
) -> tuple[Joined, dict[str, tuple[Interpreted, ...]]]:
    """Join documents and interpretations.

    Returns:
        For each document page its interpretations, linked ones first; and for each page that interprets documents of
        the site, those documents.
    """
    documents = {key: one for key, one in by_key.items() if _is_document(one, pages[key])}
    index = index_of(documents)
    found: dict[str, dict[str, Interpretation]] = {key: {} for key in documents}
    interpreted: dict[str, list[Interpreted]] = defaultdict(list)
    readings = _readings(by_key, pages, vocabulary)
    about = {
        key: _about(record, index, documents, by_key) if sure else _told(record, index, documents)
        for key, (record, sure) in readings.items()
    }
    called = vocabulary.words("page", "interpretation_titles")
    for key, record in documents.items():
        files = (one for one in record.links.attachments if any(word in hans.fold(one.text) for word in called))
        for link in (*record.links.interpretations, *files):
            there = by_key.key(link.url)
            offered = _offered(link, key, about.get(there, {}), documents, by_key)
            found[key].setdefault(there, offered)
            if there in about and not offered.other:
                # A superior's interpretation of its own document, offered here, is about that one.
                elsewhere = titles.names_another(offered.title) and not _like(offered.title, record.title)
                about[there].setdefault(key, "likeness" if elsewhere else "link")
    for key, named in about.items():
        record = readings[key][0]
        for document, by in named.items():
            one = _found(record, (key, document), by, by_key)
            found[document].setdefault(key, one)
            if by != "likeness":
                about_it = documents[document]
                interpreted[key].append(
                    Interpreted(about_it.url, about_it.title, by, one.back, document, about_it.body.length)
                )
    joined = {
        key: tuple(sorted(ones.values(), key=lambda one: (not one.linked, one.by == "likeness", one.date, one.url)))
        for key, ones in found.items()
    }
    return joined, {key: tuple(sorted(ones, key=lambda one: one.url)) for key, ones in interpreted.items()}


def _is_document(record: Record, place: PageView) -> bool:
    return record.outcome is Reason.OK and record.kind is PageKind.DOCUMENT and place.role in (*DOCUMENT_ROLES, None)


def _readings(by_key: Pages, pages: Mapping[str, PageView], vocabulary: Vocabulary) -> dict[str, tuple[Record, bool]]:
    """Return the pages that may interpret a document, and whether each surely is an interpretation.

    One that was not captured or is no page (a file, a video, a page outside) is known by the list that names it.
    """
    words, drafts = vocabulary.words("page", "interpretation_told"), vocabulary.words("kinds", "draft")
    found: dict[str, tuple[Record, bool]] = {}
    for key, record in by_key.items():
        if record.outcome is not Reason.OK:
            continue
        telling = any(word in hans.fold(record.title) for word in words) or pages[key].role is Role.QA
        if _is_interpretation(record, pages[key]):
            found[key] = record, not any(word in hans.fold(record.title) for word in drafts)
        elif record.kind is PageKind.OTHER and telling:
            found[key] = record, False
        for item in record.listing.items:
            there = by_key.at(item.url)
            sure = pages[key].role is Role.INTERPRETATIONS
            if (there is None or there.outcome is not Reason.OK) and (
                sure or any(word in hans.fold(item.title) for word in words)
            ):
                found.setdefault(by_key.key(item.url), (_listed(item, record), sure))
    return found


def _listed(item: Item, column: Record) -> Record:
    day = Field(FieldName.PUBLISHED_DATE, item.date, item.date or "", "", Source.HEADLINE, item.locator)
    kind, digest = PageKind.INTERPRETATION, column.digest
    return Record(item.url, "", Reason.NOT_CAPTURED, kind, title=item.title, fields=(day,), digest=digest)


def _is_interpretation(record: Record, place: PageView) -> bool:
    if record.kind in (PageKind.LIST, PageKind.HOME):
        return False
    return record.kind is PageKind.INTERPRETATION or place.role is Role.INTERPRETATIONS


def _told(record: Record, index: Index, documents: Mapping[str, Record]) -> dict[str, str]:
    """Return the documents that a page elsewhere names as what it tells of: a press conference, questions, a film."""
    named = (key for key, _ in titled(record, index, documents))
    numbered = _numbered(record, index, documents) if not titles.names_another(record.title) else ()
    return dict.fromkeys((*named, *shortened(record, index), *numbered), "likeness")


def _offered(
    link: Link, document: str, about: Mapping[str, str], documents: Mapping[str, Record], by_key: Pages
) -> Interpretation:
    """Make an interpretation of what the document's page itself links to, captured or not."""
    page = by_key.at(link.url)
    if page is None:
        forms = (link.form,) if link.form else ()
        return Interpretation(link.url, link.text, "link", True, False, link.form, captured=False, forms=forms)
    back = document in {by_key.key(url) for url in page.links.pages}
    certain = sorted(key for key, by in about.items() if by != "likeness")
    elsewhere = certain and not back and document not in about
    return Interpretation(
        link.url,
        page.title or link.text,
        "link",
        linked=True,
        back=back,
        form=link.form,
        date=page.value("published_date") or "",
        digest=page.digest,
        fetched_at=page.fetched_at,
        other=documents[certain[0]].title if elsewhere else "",
        forms=_forms(page, link),
    )


def _about(record: Record, index: Index, documents: Mapping[str, Record], by_key: Pages) -> dict[str, str]:
    """Return the documents that an interpretation page is about, with the sign by which each was found.

    A title that names documents in 《》 says it all: what else the page links to or cites is basis or neighbour.
    """
    named = dict(titled(record, index, documents))
    linked = [key for link in record.links.documents if (key := by_key.key(link.url)) in documents]
    if titles.names_another(record.title):
        alike = [key for key in linked if _likeness(record.title, documents[key].title) >= LIKELY]
        likely = {key: _by_number(record, documents[key]) for key in shortened(record, index)}
        return {**likely, **dict.fromkeys(alike, "link"), **named}
    result: dict[str, str] = {}
    for key in linked:
        certain = len(linked) == 1 or _likeness(record.title, documents[key].title) >= LIKELY
        result[key] = "link" if certain else "likeness"
    result.update(dict.fromkeys(_among(record, index, documents), "likeness"))
    result.update((key, "number") for key in _numbered(record, index, documents))
    for key, by in named.items():
        result.setdefault(key, by)
    if not result:
        return dict.fromkeys((*_spoken_of(record, index), *_alike(record, index, documents)), "likeness")
    return result


def _spoken_of(record: Record, index: Index) -> Iterator[str]:
    """Yield the documents whose issue the text tells by their title alone: 停车有新规, 县政府印发《X办法》."""
    for one in record.statements:
        meant = index.cores.get(titles.core(one.title), ())
        if meant and one.kind is StatementKind.CITES and not one.number and not _as_basis(one):
            yield from meant


def _numbered(record: Record, index: Index, documents: Mapping[str, Record]) -> Iterator[str]:
    """Yield the documents that an interpretation names by their 文号 and is about.

    Citing a document in passing, or as the basis, is not interpreting it: the title must be about it, or it is the
    only one that is cited otherwise.
    """
    said = [one for one in record.statements if one.kind is StatementKind.CITES and docnum.key(one.number)]
    cited = {docnum.key(one.number) for one in said if not _as_basis(one)}
    for number in sorted({_known(number, index) for number in cited} - {""}):
        for key in index.numbers[number]:
            if len(cited) == 1 or _likeness(record.title, documents[key].title) >= LIKELY:
                yield key


def _among(record: Record, index: Index, documents: Mapping[str, Record]) -> Iterator[str]:
    """Yield the documents of which several are cited, where the title has a word of their names: it may tell of all."""
    cites = (one for one in record.statements if one.kind is StatementKind.CITES and docnum.key(one.number))
    said = {_known(docnum.key(one.number), index) for one in cites if not _as_basis(one)}
    for key in [key for number in sorted(said - {""}) for key in index.numbers[number]]:
        from auditor.text import words  # noqa: PLC0415 - jieba costs a second, and few pages cite several

        if words.content(titles.core(record.title)) & words.content(titles.core(documents[key].title)):
            yield key


def _as_basis(statement: Statement) -> bool:
    """Tell whether a sentence names a document as what something else is based on (根据《X》…)."""
    before = statement.quote.partition(f"《{statement.title}》" if statement.title else statement.number)[0]
    return BASIS.search(before) is not None


def _by_number(record: Record, document: Record) -> str:
    """Say by what a document with a longer name than the title's is known: the 文号 that is cited, else likeness."""
    said = (one for one in record.statements if one.kind is StatementKind.CITES and not _as_basis(one))
    return "number" if number_of(document) in {docnum.key(one.number) for one in said} - {""} else "likeness"


def _like(one: str, other: str) -> bool:
    return titles.core(other) in hans.fold(one) or _likeness(one, other) >= LIKELY


def _known(number: str, index: Index) -> str:
    """Return the 文号 of the site that a cited one ends with: words before it cannot always be told from it."""
    tails = (number[start:] for start in range(min(len(number), LEADING)))
    return next((tail for tail in tails if tail in index.numbers), "")


def _alike(record: Record, index: Index, documents: Mapping[str, Record]) -> list[str]:
    """Return the documents whose title is like that of the page; only those that share a word are compared."""
    from auditor.text import words  # noqa: PLC0415 - jieba costs a second, and most pairs are joined before

    if not index.words:
        for key, one in documents.items():
            for word in words.content(titles.core(one.title)):
                index.words[word].append(key)
    near = {key for word in words.content(titles.core(record.title)) for key in index.words.get(word, ())}
    return [key for key in sorted(near) if _likeness(record.title, documents[key].title) >= LIKELY]


def _likeness(left: str, right: str) -> float:
    from auditor.text import words  # noqa: PLC0415 - jieba costs a second, and most pairs are joined before

    return words.likeness(titles.core(left), titles.core(right))


def _found(record: Record, keys: tuple[str, str], by: str, by_key: Pages) -> Interpretation:
    """Make an interpretation of a page that is about a document, given by the *keys* of both."""
    here, there = keys
    offered = by_key[there].links
    files = (link.url for link in (*offered.attachments, *offered.interpretations))
    return Interpretation(
        record.url,
        record.title,
        by,
        linked=here in {by_key.key(url) for url in (*offered.pages, *files)},
        back=there in {by_key.key(url) for url in record.links.pages} or _offers(record, by_key[there]),
        date=record.value("published_date") or "",
        digest=record.digest,
        fetched_at=record.fetched_at,
        captured=record.outcome is Reason.OK,
        forms=record.forms,
    )


def _offers(record: Record, document: Record) -> bool:
    """Tell whether a page leads to the document as a file that is called like it."""
    name = titles.core(document.title)
    return bool(name) and any(name in hans.fold(link.text) for link in record.links.attachments)


def _forms(page: Record, link: Link) -> tuple[Form, ...]:
    """Return the forms of a page that is offered: its own, and the one that the link to it names (【视频解读】)."""
    if link.form is None or (link.form is Form.TEXT and page.forms):
        return page.forms
    return tuple(sorted({*page.forms, link.form}))
