"""Document ↔ interpretation; this module alone knows which pages are joined, and what is told of each pair."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from auditor.model import (
    Field,
    FieldName,
    Form,
    Interpretation,
    Interpreted,
    Link,
    PageKind,
    Reason,
    Record,
    Role,
    Source,
    Vocabulary,
)
from auditor.relate.about import About, documents_of, documents_told, like
from auditor.relate.documents import Index
from auditor.relate.pages import Pages
from auditor.text import hans, titles

DOCUMENT_ROLES = (Role.POLICY_DOCUMENTS, Role.NORMATIVE_DOCUMENTS, Role.OTHER_DOCUMENTS)

Joined = dict[str, tuple[Interpretation, ...]]
Found = dict[str, dict[str, Interpretation]]  # document → page → how it interprets that


class _Entry(NamedTuple):
    """A page that may interpret a document and is known only by the list that names it."""

    url: str
    title: str
    day: str | None
    locator: str
    digest: str


class Interpretations:
    """The documents and the interpretations of a site, met one after the other, and then joined.

    Held of each document while they are met are its key, its 文号 and the core of its title, of each page that may
    interpret one its key (600 and 100 bytes); each record is asked for again when it is joined.
    """

    def __init__(self, by_key: Pages, vocabulary: Vocabulary) -> None:
        self._by_key = by_key
        self._told = vocabulary.words("page", "interpretation_told")
        self._called = vocabulary.words("page", "interpretation_titles")
        self._drafts = vocabulary.words("kinds", "draft")
        self._offering: list[str] = []
        self._readings: dict[str, tuple[_Entry | None, bool]] = {}  # whether a page surely is an interpretation
        self._index = Index()

    def add(self, key: str, record: Record, role: Role | None) -> None:
        """Take a page in a column of that *role*."""
        if record.outcome is not Reason.OK:
            return
        if _is_document(record, role):
            self._index.add(key, record)
            if record.links.interpretations or any(self._files(record)):
                self._offering.append(key)
        if _is_interpretation(record, role):
            title = hans.fold(record.title)
            self._readings[key] = None, not any(word in title for word in self._drafts)
        elif record.kind is PageKind.OTHER and (role is Role.QA or self._tells(record.title)):
            self._readings[key] = None, False
        self._list(record, sure=role is Role.INTERPRETATIONS)

    def _files(self, record: Record) -> Iterator[Link]:
        """Yield the attachments that call themselves interpretations."""
        for one in record.links.attachments:
            folded = hans.fold(one.text)
            if any(word in folded for word in self._called):
                yield one

    def _tells(self, title: str) -> bool:
        folded = hans.fold(title)
        return any(word in folded for word in self._told)

    def _list(self, record: Record, *, sure: bool) -> None:
        """Take what a list names: a page not captured, or none (a file, a video, a page outside)."""
        for item in record.listing.items:
            there = self._by_key.key(item.url)
            if self._by_key.outcome(there) is not Reason.OK and (sure or self._tells(item.title)):
                entry = _Entry(item.url, item.title, item.date, item.locator, record.digest)
                self._readings.setdefault(there, (entry, sure))

    def join(self) -> tuple[Joined, dict[str, tuple[Interpreted, ...]]]:
        """Join documents and interpretations.

        Returns:
            For each document page its interpretations, linked ones first; and for each page that interprets documents
            of the site, those documents.
        """
        found: Found = defaultdict(dict)
        about: dict[str, About] = {}
        for key in self._offering:
            self._offer(key, found, about)
        interpreted: dict[str, tuple[Interpreted, ...]] = {}
        for key in self._readings:
            named = about.pop(key, None)
            ones = self._interpreted(key, self._about(key) if named is None else named, found)
            if surely := tuple(sorted(ones, key=lambda one: one.url)):
                interpreted[key] = surely
        joined = {key: _ordered(found[key].values()) if key in found else () for key in self._index.documents}
        return joined, interpreted

    def _about(self, key: str) -> About:
        record, sure = self._reading(key)
        return documents_of(record, self._index, self._by_key) if sure else documents_told(record, self._index)

    def _reading(self, key: str) -> tuple[Record, bool]:
        entry, sure = self._readings[key]
        return _listed(entry) if entry else self._by_key[key], sure

    def _offer(self, key: str, found: Found, about: dict[str, About]) -> None:
        """Join a document with what its own page links to as an interpretation."""
        record, by_key = self._by_key[key], self._by_key
        for link in (*record.links.interpretations, *self._files(record)):
            there = by_key.key(link.url)
            if there in self._readings and there not in about:
                about[there] = self._about(there)
            offered = _offered(link, key, about.get(there, {}), by_key)
            found[key].setdefault(there, offered)
            if there in about and not offered.other:
                # A superior's interpretation of its own document, offered here, is about that one.
                elsewhere = titles.names_another(offered.title) and not like(
                    offered.title, self._index.documents[key].core
                )
                about[there].setdefault(key, "likeness" if elsewhere else "link")

    def _interpreted(self, key: str, about: About, found: Found) -> Iterator[Interpreted]:
        """Join a page with the documents that it is *about*, and yield those that it surely interprets."""
        for document, by in about.items():
            joined = found[document].get(key)
            if joined is None:
                joined = found[document][key] = _found(self._reading(key)[0], (key, document), by, self._by_key)
            if by != "likeness":
                told = self._by_key[document]
                yield Interpreted(told.url, told.title, by, joined.back, document, told.body.length)


def _ordered(found: Iterable[Interpretation]) -> tuple[Interpretation, ...]:
    return tuple(sorted(found, key=lambda one: (not one.linked, one.by == "likeness", one.date, one.url)))


def _is_document(record: Record, role: Role | None) -> bool:
    return record.outcome is Reason.OK and record.kind is PageKind.DOCUMENT and role in (*DOCUMENT_ROLES, None)


def _listed(entry: _Entry) -> Record:
    day = Field(FieldName.PUBLISHED_DATE, entry.day, entry.day or "", "", Source.HEADLINE, entry.locator)
    kind, digest = PageKind.INTERPRETATION, entry.digest
    return Record(entry.url, "", Reason.NOT_CAPTURED, kind, title=entry.title, fields=(day,), digest=digest)


def _is_interpretation(record: Record, role: Role | None) -> bool:
    if record.kind in (PageKind.LIST, PageKind.HOME):
        return False
    return record.kind is PageKind.INTERPRETATION or role is Role.INTERPRETATIONS


def _offered(link: Link, document: str, about: Mapping[str, str], by_key: Pages) -> Interpretation:
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
        other=by_key[certain[0]].title if elsewhere else "",
        forms=_forms(page, link),
    )


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
