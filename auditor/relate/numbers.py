"""索引号 over a whole site; this module alone knows which documents share one, and which pattern most follow."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, islice

from auditor.model import PageKind, Record
from auditor.relate.pages import Pages
from auditor.text import docnum, hans, titles

MOST = 50  # other documents named for one page: a template's number may stand on thousands
_RUN = re.compile(r"[0-9A-Za-z]+")


def shape(value: str) -> str:
    """Return the pattern of an index number: runs of letters and digits as X, everything between as it stands."""
    return _RUN.sub("X", hans.fold(value))


class Numbers:
    """The index numbers of all document pages, met one after the other; 200 bytes for each while they are met."""

    def __init__(self) -> None:
        self._shapes: Counter[str] = Counter()
        self._holders: dict[str, str | list[str]] = {}  # a list only where several have it

    def add(self, key: str, record: Record) -> None:
        """Take the number of a page, if it is a document that shows one."""
        value = record.value("index_number") if record.kind is PageKind.DOCUMENT else None
        if not value:
            return
        self._shapes[shape(value)] += 1
        folded = hans.fold(value)
        held = self._holders.setdefault(folded, key)
        if isinstance(held, list):
            held.append(key)
        elif held is not key:
            self._holders[folded] = [held, key]

    def shapes(self) -> Mapping[str, int]:
        """Count the patterns of the index numbers, commonest first."""
        return dict(sorted(self._shapes.items(), key=lambda pair: (-pair[1], pair[0])))

    def shared(self, by_key: Pages) -> Mapping[str, tuple[str, ...]]:
        """Return, for each page whose index number stands on another document too, the addresses of those.

        Of more than 50 only 50 are returned.
        """
        return {
            key: others
            for keys in self._holders.values()
            if isinstance(keys, list)
            for key, others in _others(keys, by_key)
        }


def _others(keys: Sequence[str], by_key: Pages) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield for each of the pages with one index number those of the others that show another document.

    Two pages show one document (a copy in another column, a corrected edition) if their 文号 or what their titles are
    about is the same: pages alike in both are looked at together, so that thousands of copies take no longer.
    """
    alike: dict[tuple[str, str], list[tuple[int, str]]] = defaultdict(list)
    about: list[tuple[str, str]] = []
    for place, key in enumerate(keys):
        record = by_key[key]
        about.append((titles.core(record.title), docnum.key(record.value("document_number") or record.body.number)))
        alike[about[-1]].append((place, record.url))
    for key, (title, number) in zip(keys, about, strict=True):
        other = (
            ones[:MOST]
            for (its_title, its_number), ones in alike.items()
            if title != its_title and not (number and number == its_number)
        )
        found = sorted(islice(chain.from_iterable(other), MOST))
        if found:
            yield key, tuple(url for _, url in found)
