"""Document ↔ interpretation; this module alone knows by which signs the two are joined, and how sure each sign is."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from auditor.model import (
    Form,
    Interpretation,
    Interpreted,
    Link,
    PageKind,
    PageView,
    Reason,
    Record,
    Role,
    Statement,
    StatementKind,
)
from auditor.relate.pages import Pages, key_of
from auditor.text import docnum, hans, titles

DOCUMENT_ROLES = (Role.POLICY_DOCUMENTS, Role.NORMATIVE_DOCUMENTS, Role.OTHER_DOCUMENTS)
SHORT = 6  # a title's core shorter than this says nothing
LIKELY = 0.6
BASIS = re.compile(r"(?:根据|依据|按照|依照|遵照|贯彻|落实|参照|对照|原)[^，。；]{0,12}$")
LEADING = 6  # characters before a cited 文号 that may not belong to it


@dataclass(slots=True)
class Index:
    """The document pages of a site by 文号 and by the core of their title, both as keys."""

    numbers: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    cores: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    words: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))  # filled when first asked for


Joined = dict[str, tuple[Interpretation, ...]]


def join(by_key: Pages, pages: Mapping[str, PageView]) -> tuple[Joined, dict[str, tuple[Interpreted, ...]]]:
    """Join documents and interpretations.

    Returns:
        For each document page its interpretations, linked ones first; and for each page that interprets documents of
        the site, those documents.
    """
    documents = {key: one for key, one in by_key.items() if _is_document(one, pages[key])}
    index = _index(documents)
    found: dict[str, dict[str, Interpretation]] = {key: {} for key in documents}
    interpreted: dict[str, list[Interpreted]] = defaultdict(list)
    about = {
        key: _about(record, index, documents, by_key)
        for key, record in by_key.items()
        if _is_interpretation(record, pages[key])
    }
    for key, record in documents.items():
        for link in record.links.interpretations:
            there = by_key.key(link.url)
            offered = _offered(link, key, about.get(there, {}), documents, by_key)
            found[key].setdefault(there, offered)
            if there in about and not offered.other:
                about[there].setdefault(key, "link")
    for key, named in about.items():
        record = by_key[key]
        for document, by in named.items():
            one = _found(record, documents[document], by, by_key)
            found[document].setdefault(key, one)
            if by != "likeness":
                interpreted[key].append(Interpreted(documents[document].url, documents[document].title, by, one.back))
    joined = {
        key: tuple(sorted(ones.values(), key=lambda one: (not one.linked, one.by == "likeness", one.date, one.url)))
        for key, ones in found.items()
    }
    return joined, {key: tuple(sorted(ones, key=lambda one: one.url)) for key, ones in interpreted.items()}


def _is_document(record: Record, place: PageView) -> bool:
    return record.outcome is Reason.OK and record.kind is PageKind.DOCUMENT and place.role in (*DOCUMENT_ROLES, None)


def _is_interpretation(record: Record, place: PageView) -> bool:
    if record.outcome is not Reason.OK or record.kind in (PageKind.LIST, PageKind.HOME):
        return False
    return record.kind is PageKind.INTERPRETATION or place.role is Role.INTERPRETATIONS


def _index(documents: Mapping[str, Record]) -> Index:
    index = Index()
    for key, record in documents.items():
        for number in {docnum.key(record.value("document_number") or ""), docnum.key(record.body.number)} - {""}:
            index.numbers[number].append(key)
        name = titles.core(record.title)
        if len(name) >= SHORT:
            index.cores[name].append(key)
    return index


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
    named = dict(_titled(record, index, documents))
    linked = [key for link in record.links.documents if (key := by_key.key(link.url)) in documents]
    if titles.names_another(record.title):
        alike = [key for key in linked if _likeness(record.title, documents[key].title) >= LIKELY]
        return {**dict.fromkeys(alike, "link"), **named}
    result: dict[str, str] = {}
    for key in linked:
        certain = len(linked) == 1 or _likeness(record.title, documents[key].title) >= LIKELY
        result[key] = "link" if certain else "likeness"
    result.update((key, "number") for key in _numbered(record, index, documents))
    for key, by in named.items():
        result.setdefault(key, by)
    if not result:
        return dict.fromkeys(_alike(record, index, documents), "likeness")
    return result


def _titled(record: Record, index: Index, documents: Mapping[str, Record]) -> Iterator[tuple[str, str]]:
    """Yield the documents whose name stands in the title of an interpretation."""
    title = hans.fold(record.title)
    names = [name for name in index.cores if name in title]
    cited = {docnum.key(one.number) for one in record.statements if one.kind is StatementKind.CITES}
    for name in names:
        # 《X办法》实施细则 names X办法, too, but is about the longer one.
        if not any(name != longer and name in longer for longer in names):
            keys = index.cores[name]
            meant = [key for key in keys if _number(documents[key]) in cited - {""}] if len(keys) > 1 else []
            for key, by in _latest(record, keys, documents):
                yield key, ("title" if key in meant else "likeness") if meant else by


def _number(record: Record) -> str:
    return docnum.key(record.value("document_number") or record.body.number)


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


def _as_basis(statement: Statement) -> bool:
    """Tell whether a sentence names a document as what something else is based on (根据《X》…)."""
    before = statement.quote.partition(f"《{statement.title}》" if statement.title else statement.number)[0]
    return BASIS.search(before) is not None


def _known(number: str, index: Index) -> str:
    """Return the 文号 of the site that a cited one ends with: words before it cannot always be told from it."""
    tails = (number[start:] for start in range(min(len(number), LEADING)))
    return next((tail for tail in tails if tail in index.numbers), "")


def _latest(record: Record, keys: list[str], documents: Mapping[str, Record]) -> Iterator[tuple[str, str]]:
    """Of documents with one name yield the newest that was there as the one meant; the others are only alike."""
    day = record.value("published_date") or ""
    dated = [
        (documents[key].value("written_date") or documents[key].value("published_date") or "", key) for key in keys
    ]
    earlier = [pair for pair in dated if pair[0] and pair[0] <= day]
    meant = max(earlier, default=("", ""))[1] if len(keys) > 1 else keys[0]
    for key in keys:
        copy = bool(meant) and _number(documents[key]) == _number(documents[meant]) != ""
        yield key, "title" if key == meant or copy else "likeness"


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


def _found(record: Record, document: Record, by: str, by_key: Pages) -> Interpretation:
    here, there = key_of(record), key_of(document)
    return Interpretation(
        record.url,
        record.title,
        by,
        linked=here in {by_key.key(url) for url in document.links.pages},
        back=there in {by_key.key(url) for url in record.links.pages},
        date=record.value("published_date") or "",
        digest=record.digest,
        fetched_at=record.fetched_at,
        forms=record.forms,
    )


def _forms(page: Record, link: Link) -> tuple[Form, ...]:
    """Return the forms of a page that is offered: its own, and the one that the link to it names (【视频解读】)."""
    if link.form is None or (link.form is Form.TEXT and page.forms):
        return page.forms
    return tuple(sorted({*page.forms, link.form}))
