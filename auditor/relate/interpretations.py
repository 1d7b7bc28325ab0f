"""Document ↔ interpretation; this module alone knows by which signs the two are joined, and how sure each sign is."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from auditor.model import (
    Interpretation,
    Interpreted,
    Link,
    PageKind,
    Reason,
    Record,
    Role,
    Statement,
    StatementKind,
)
from auditor.relate.documents import LIKELY, Index, likeness
from auditor.relate.pages import Pages, key_of
from auditor.text import docnum, hans, titles

DOCUMENT_ROLES = (Role.POLICY_DOCUMENTS, Role.NORMATIVE_DOCUMENTS, Role.OTHER_DOCUMENTS)
BASIS = re.compile(r"(?:根据|依据|按照|依照|遵照|贯彻|落实|参照|对照|原)[^，。；]{0,12}$")


Joined = dict[str, tuple[Interpretation, ...]]


class Interpretations:
    """The documents and the interpretations of a site, met one after the other, and then joined.

    Held of each document while they are met are its key, its 文号 and the core of its title, of each interpretation its
    key (600 and 100 bytes); each record is asked for again when it is joined.
    """

    def __init__(self) -> None:
        self._offering: list[str] = []
        self._interpretations: dict[str, None] = {}
        self._index = Index()

    def add(self, key: str, record: Record, role: Role | None) -> None:
        """Take a page in a column of that *role*."""
        if _is_document(record, role):
            self._index.add(key, record)
            if record.links.interpretations:
                self._offering.append(key)
        if _is_interpretation(record, role):
            self._interpretations[key] = None

    def join(self, by_key: Pages) -> tuple[Joined, dict[str, tuple[Interpreted, ...]]]:
        """Join documents and interpretations.

        Returns:
            For each document page its interpretations, linked ones first; and for each page that interprets documents
            of the site, those documents.
        """
        found: dict[str, dict[str, Interpretation]] = defaultdict(dict)
        about: dict[str, dict[str, str]] = {}
        for key in self._offering:
            for link in by_key[key].links.interpretations:
                there = by_key.key(link.url)
                if there in self._interpretations and there not in about:
                    about[there] = _about(by_key[there], self._index, by_key)
                offered = _offered(link, key, about.get(there, {}), by_key)
                found[key].setdefault(there, offered)
                if there in about and not offered.other:
                    about[there].setdefault(key, "link")
        interpreted: dict[str, tuple[Interpreted, ...]] = {}
        for key in self._interpretations:
            named = about.pop(key, None)
            if named is None:
                named = _about(by_key[key], self._index, by_key)
            ones = sorted(_interpreted(key, named, found, by_key), key=lambda one: one.url)
            if ones:
                interpreted[key] = tuple(ones)
        joined = {
            key: tuple(
                sorted(found[key].values(), key=lambda one: (not one.linked, one.by == "likeness", one.date, one.url))
            )
            if key in found
            else ()
            for key in self._index.documents
        }
        return joined, interpreted


def _interpreted(
    key: str, about: Mapping[str, str], found: dict[str, dict[str, Interpretation]], by_key: Pages
) -> Iterator[Interpreted]:
    """Join an interpretation with the documents that it is *about*, and yield those that it surely interprets."""
    for document, by in about.items():
        joined = found[document].get(key)
        if joined is None:
            joined = found[document][key] = _found(by_key[key], by_key[document], by, by_key)
        if by != "likeness":
            yield Interpreted(by_key[document].url, by_key[document].title, by, joined.back)


def _is_document(record: Record, role: Role | None) -> bool:
    return record.outcome is Reason.OK and record.kind is PageKind.DOCUMENT and role in (*DOCUMENT_ROLES, None)


def _is_interpretation(record: Record, role: Role | None) -> bool:
    if record.outcome is not Reason.OK or record.kind in (PageKind.LIST, PageKind.HOME):
        return False
    return record.kind is PageKind.INTERPRETATION or role is Role.INTERPRETATIONS


def _offered(link: Link, document: str, about: Mapping[str, str], by_key: Pages) -> Interpretation:
    """Make an interpretation of what the document's page itself links to, captured or not."""
    page = by_key.at(link.url)
    if page is None:
        return Interpretation(link.url, link.text, "link", linked=True, back=False, form=link.form, captured=False)
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
    )


def _about(record: Record, index: Index, by_key: Pages) -> dict[str, str]:
    """Return the documents that an interpretation page is about, with the sign by which each was found.

    A title that names documents in 《》 says it all: what else the page links to or cites is basis or neighbour.
    """
    named = dict(_titled(record, index))
    linked = [key for link in record.links.documents if (key := by_key.key(link.url)) in index.documents]
    if titles.names_another(record.title):
        alike = [key for key in linked if _alike(record.title, index.documents[key].core)]
        return {**dict.fromkeys(alike, "link"), **named}
    result: dict[str, str] = {}
    for key in linked:
        certain = len(linked) == 1 or _alike(record.title, index.documents[key].core)
        result[key] = "link" if certain else "likeness"
    result.update((key, "number") for key in _numbered(record, index))
    for key, by in named.items():
        result.setdefault(key, by)
    if not result:
        return dict.fromkeys(index.alike(titles.core(record.title)), "likeness")
    return result


def _titled(record: Record, index: Index) -> Iterator[tuple[str, str]]:
    """Yield the documents whose name stands in the title of an interpretation."""
    title = hans.fold(record.title)
    names = index.named(title)
    cited = {docnum.key(one.number) for one in record.statements if one.kind is StatementKind.CITES}
    for name in names:
        # 《X办法》实施细则 names X办法, too, but is about the longer one.
        if not any(name != longer and name in longer for longer in names):
            keys = index.cores[name]
            meant = [key for key in keys if index.documents[key].number in cited - {""}] if len(keys) > 1 else []
            for key, by in _latest(record, keys, index):
                yield key, ("title" if key in meant else "likeness") if meant else by


def _numbered(record: Record, index: Index) -> Iterator[str]:
    """Yield the documents that an interpretation names by their 文号 and is about.

    Citing a document in passing, or as the basis, is not interpreting it: the title must be about it, or it is the
    only one that is cited otherwise.
    """
    said = [one for one in record.statements if one.kind is StatementKind.CITES and docnum.key(one.number)]
    cited = {docnum.key(one.number) for one in said if not _as_basis(one)}
    for number in sorted({index.known(number) for number in cited} - {""}):
        for key in index.numbers[number]:
            if len(cited) == 1 or _alike(record.title, index.documents[key].core):
                yield key


def _as_basis(statement: Statement) -> bool:
    """Tell whether a sentence names a document as what something else is based on (根据《X》…)."""
    before = statement.quote.partition(f"《{statement.title}》" if statement.title else statement.number)[0]
    return BASIS.search(before) is not None


def _latest(record: Record, keys: list[str], index: Index) -> Iterator[tuple[str, str]]:
    """Of documents with one name yield the newest that was there as the one meant; the others are only alike."""
    day = record.value("published_date") or ""
    dated = [(index.documents[key].day, key) for key in keys]
    earlier = [pair for pair in dated if pair[0] and pair[0] <= day]
    meant = max(earlier, default=("", ""))[1] if len(keys) > 1 else keys[0]
    for key in keys:
        copy = bool(meant) and index.documents[key].number == index.documents[meant].number != ""
        yield key, "title" if key == meant or copy else "likeness"


def _alike(title: str, core: str) -> bool:
    return likeness(titles.core(title), core) >= LIKELY


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
    )
