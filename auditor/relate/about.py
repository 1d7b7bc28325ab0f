"""Which documents an interpretation is about; this module alone knows by which signs, and how sure each sign is."""

import re
from collections.abc import Iterator

from auditor.model import Record, Statement, StatementKind
from auditor.relate.documents import LIKELY, SHORT, Document, Index, likeness
from auditor.relate.naming import shortened, titled
from auditor.relate.pages import Pages
from auditor.text import docnum, hans, titles

BASIS = re.compile(r"(?:根据|依据|按照|依照|遵照|贯彻|落实|参照|对照|原)[^，。；]{0,12}$")

About = dict[str, str]  # the documents that a page is about, and by what that is known


def documents_of(record: Record, index: Index, by_key: Pages) -> About:
    """Return the documents that an interpretation page is about, with the sign by which each was found.

    A title that names documents in 《》 says it all: what else the page links to or cites is basis or neighbour.
    """
    named = dict(titled(record, index))
    linked = [key for link in record.links.documents if (key := by_key.key(link.url)) in index.documents]
    if titles.names_another(record.title):
        alike = [key for key in linked if _alike(record.title, index.documents[key].core)]
        likely = {key: _by_number(record, index.documents[key]) for key in shortened(record, index)}
        return {**likely, **dict.fromkeys(alike, "link"), **named}
    result: dict[str, str] = {}
    for key in linked:
        certain = len(linked) == 1 or _alike(record.title, index.documents[key].core)
        result[key] = "link" if certain else "likeness"
    result.update(dict.fromkeys(_among(record, index), "likeness"))
    result.update((key, "number") for key in _numbered(record, index))
    for key, by in named.items():
        result.setdefault(key, by)
    if not result:
        return dict.fromkeys((*_spoken_of(record, index), *index.alike(titles.core(record.title))), "likeness")
    return result


def _spoken_of(record: Record, index: Index) -> Iterator[str]:
    """Yield the documents whose issue the text tells by their title alone: 停车有新规, 县政府印发《X办法》."""
    for one in record.statements:
        name = titles.core(one.title)
        cites = one.kind is StatementKind.CITES and not one.number
        if cites and len(name) >= SHORT and name in index.cores and not _as_basis(one):
            yield from index.bearing(name)


def _numbered(record: Record, index: Index) -> Iterator[str]:
    """Yield the documents that an interpretation names by their 文号 and is about.

    Citing a document in passing, or as the basis, is not interpreting it: the title must be about it, or it is the
    only one that is cited otherwise.
    """
    said = [one for one in record.statements if one.kind is StatementKind.CITES and docnum.key(one.number)]
    cited = {docnum.key(one.number) for one in said if not _as_basis(one)}
    for number in sorted({index.known(number) for number in cited} - {""}):
        for key in index.numbered(number):
            if len(cited) == 1 or _alike(record.title, index.documents[key].core):
                yield key


def _among(record: Record, index: Index) -> Iterator[str]:
    """Yield the documents of which several are cited, where the title has a word of their names: it may tell of all."""
    cites = (one for one in record.statements if one.kind is StatementKind.CITES and docnum.key(one.number))
    said = {index.known(docnum.key(one.number)) for one in cites if not _as_basis(one)}
    for key in [key for number in sorted(said - {""}) for key in index.numbered(number)]:
        from auditor.text import words  # noqa: PLC0415 - jieba costs a second, and few pages cite several

        if words.content(titles.core(record.title)) & words.content(index.documents[key].core):
            yield key


def _as_basis(statement: Statement) -> bool:
    """Tell whether a sentence names a document as what something else is based on (根据《X》…)."""
    before = statement.quote.partition(f"《{statement.title}》" if statement.title else statement.number)[0]
    return BASIS.search(before) is not None


def _by_number(record: Record, document: Document) -> str:
    """Say by what a document with a longer name than the title's is known: the 文号 that is cited, else likeness."""
    said = (one for one in record.statements if one.kind is StatementKind.CITES and not _as_basis(one))
    return "number" if document.number in {docnum.key(one.number) for one in said} - {""} else "likeness"


def like(title: str, core: str) -> bool:
    """Tell whether a title may be of a document with that *core*."""
    return core in hans.fold(title) or _alike(title, core)


def _alike(title: str, core: str) -> bool:
    return likeness(titles.core(title), core) >= LIKELY


def documents_told(record: Record, index: Index) -> About:
    """Return the documents that a page elsewhere names as what it tells of: a press conference, questions, a film."""
    named = (key for key, _ in titled(record, index))
    numbered = _numbered(record, index) if not titles.names_another(record.title) else ()
    return dict.fromkeys((*named, *shortened(record, index), *numbered), "likeness")
