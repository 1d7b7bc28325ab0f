"""索引号 and 文号 over a whole site; alone knows which documents share one and which pattern most follow."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain, islice

from auditor.model import Owner, Ownership, PageKind, Record, Source, Vocabulary
from auditor.relate.pages import Pages
from auditor.text import docnum, hans, titles

MOST = 50  # other documents named for one page: a template's number may stand on thousands
About = tuple[str, str]  # the core of a document's title, the key of its 文号
Holders = dict[str, str | list[str]]  # number → the key that has it; a list only where several do
_RUN = re.compile(r"[0-9A-Za-z]+")


def shape(value: str) -> str:
    """Return the pattern of an index number: runs of letters and digits as X, everything between as it stands."""
    return _RUN.sub("X", hans.fold(value))


class Numbers:
    """The numbers of all document pages, met one after the other; 400 bytes for each page while they are met."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._corrections = vocabulary.words("numbers", "corrections")
        self._shapes: Counter[str] = Counter()
        self._indexed: Holders = {}
        self._numbered: Holders = {}

    def add(self, key: str, record: Record, owner: Owner) -> None:
        """Take the numbers of a page, if it is a document that shows them.

        Reprints and corrections share the 文号 of another page rightly; an order's number (公告第1号) begins anew each
        year and names no document.
        """
        if record.kind is not PageKind.DOCUMENT:
            return
        if value := record.value("index_number"):
            self._shapes[shape(value)] += 1
            hold(self._indexed, hans.fold(value), key)
        number = "" if owner.ownership in (Ownership.OTHER, Ownership.PARTY) else _bracketed(record)
        if number and not any(word in record.title for word in self._corrections):
            hold(self._numbered, number, key)

    def shapes(self) -> Mapping[str, int]:
        """Count the patterns of the index numbers, commonest first."""
        return dict(sorted(self._shapes.items(), key=lambda pair: (-pair[1], pair[0])))

    def shared(self, by_key: Pages) -> Mapping[str, tuple[str, ...]]:
        """Return, for each page whose index number stands on another document too, the addresses of those.

        Of more than 50 only 50 are returned.
        """
        return _shared(self._indexed, by_key, _same)

    def shared_documents(self, by_key: Pages) -> Mapping[str, tuple[str, ...]]:
        """Return the same for the bracketed 文号."""
        return _shared(self._numbered, by_key, _alike)


def hold(holders: Holders, number: str, key: str) -> None:
    """Add a key that has that number: most numbers have one only, and a list for it would take 90 bytes."""
    held = holders.setdefault(number, key)
    if isinstance(held, list):
        held.append(key)
    elif held is not key:
        holders[number] = [held, key]


def _bracketed(record: Record) -> str:
    """Return the key of the bracketed 文号 that the block shows, "" where it shows none."""
    field = record.field("document_number")
    if field is None or field.value is None or field.source not in (Source.BLOCK, Source.SCRIPT):
        return ""
    number = docnum.parse(field.value)
    return docnum.key(field.value) if number is not None and number.form == "bracketed" else ""


def _shared(holders: Holders, by_key: Pages, same: Callable[[About, About], bool]) -> dict[str, tuple[str, ...]]:
    several = (keys for keys in holders.values() if isinstance(keys, list))
    return {key: others for keys in several for key, others in _others(keys, by_key, same)}


def _others(
    keys: Sequence[str], by_key: Pages, same: Callable[[About, About], bool]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield for each of the pages with one number those of the others that show another document.

    Pages alike in title and 文号 are looked at together, so that thousands of copies take no longer.
    """
    alike: dict[About, list[tuple[int, str]]] = defaultdict(list)
    about: list[About] = []
    for place, key in enumerate(keys):
        record = by_key[key]
        about.append((titles.core(record.title), docnum.key(record.value("document_number") or record.body.number)))
        alike[about[-1]].append((place, record.url))
    for key, one in zip(keys, about, strict=True):
        other = (ones[:MOST] for its, ones in alike.items() if not same(one, its))
        found = sorted(islice(chain.from_iterable(other), MOST))
        if found:
            yield key, tuple(url for _, url in found)


def _same(one: About, other: About) -> bool:
    """Tell whether two pages show one document: a copy in another column, or a corrected edition."""
    return one[0] == other[0] or (bool(one[1]) and one[1] == other[1])


def _alike(one: About, other: About) -> bool:
    """Tell whether two titles are one, written in full and in short: the page and its annex, or a copy."""
    return one[0] in other[0] or other[0] in one[0]
