"""Which documents of a site a title names; this module alone knows how far a name may be shortened and still be one."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from auditor.model import Record, StatementKind
from auditor.text import docnum, hans, titles

SHORT = 6  # a title's core shorter than this says nothing
CONTAINED, REORDERED = 0.5, 0.7  # how much of a name a shortened one keeps, in one piece and in pieces
_NAMED = re.compile(r"[《〈]([^《》〈〉]{4,})[》〉]")
_TRIAL = re.compile(r"\([^()]{1,8}\)$")
_GENRE = 2  # characters at the end of a name that say what it is: 办法, 意见


@dataclass(slots=True)
class Index:
    """The document pages of a site by 文号 and by the core of their title, both as keys."""

    numbers: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    cores: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    genres: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))  # the end of a core → cores
    words: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))  # filled when first asked for


def index_of(documents: Mapping[str, Record]) -> Index:
    """Index the document pages, given by key."""
    index = Index()
    for key, record in documents.items():
        for number in {docnum.key(record.value("document_number") or ""), docnum.key(record.body.number)} - {""}:
            index.numbers[number].append(key)
        name = titles.core(record.title)
        if len(name) >= SHORT:
            if name not in index.cores:
                index.genres[_TRIAL.sub("", name)[-_GENRE:]].append(name)
            index.cores[name].append(key)
    return index


def titled(record: Record, index: Index, documents: Mapping[str, Record]) -> Iterator[tuple[str, str]]:
    """Yield the documents whose name stands in the title of an interpretation."""
    title = hans.fold(record.title)
    names = [name for name in index.cores if name in title]
    cited = {docnum.key(one.number) for one in record.statements if one.kind is StatementKind.CITES}
    for name in names:
        # 《X办法》实施细则 names X办法, too, but is about the longer one.
        if not any(name != longer and name in longer for longer in names):
            keys = index.cores[name]
            meant = [key for key in keys if number_of(documents[key]) in cited - {""}] if len(keys) > 1 else []
            for key, by in _latest(record, keys, documents):
                yield key, ("title" if key in meant else "likeness") if meant else by


def shortened(record: Record, index: Index) -> Iterator[str]:
    """Yield the documents whose name the title of a page seems to give without the place, or in another order.

    《城市供热管理办法》 may be 郯城县城市供热管理办法, or a superior's. A name that is whole is not sought again.
    """
    title = hans.fold(record.title)
    for name in map(titles.core, _NAMED.findall(title)):
        if len(name) < SHORT or any(core in title for core in index.cores if core in name):
            continue
        for core in index.genres.get(_TRIAL.sub("", name)[-_GENRE:], ()):
            if _may_be(name, core):
                yield from index.cores[core]


def _may_be(name: str, core: str) -> bool:
    short, long = _TRIAL.sub("", name), _TRIAL.sub("", core)
    if short in long:
        return len(short) >= len(long) * CONTAINED
    return len(short) >= len(long) * REORDERED and Counter(short) <= Counter(long)


def number_of(record: Record) -> str:
    """Return the key of the 文号 of a document, as its block or its text shows it, or an empty string."""
    return docnum.key(record.value("document_number") or record.body.number)


def _latest(record: Record, keys: list[str], documents: Mapping[str, Record]) -> Iterator[tuple[str, str]]:
    """Of documents with one name yield the newest that was there as the one meant; the others are only alike."""
    day = record.value("published_date") or ""
    dated = [
        (documents[key].value("written_date") or documents[key].value("published_date") or "", key) for key in keys
    ]
    earlier = [pair for pair in dated if pair[0] and pair[0] <= day]
    meant = max(earlier, default=("", ""))[1] if len(keys) > 1 else keys[0]
    for key in keys:
        copy = bool(meant) and number_of(documents[key]) == number_of(documents[meant]) != ""
        yield key, "title" if key == meant or copy else "likeness"
