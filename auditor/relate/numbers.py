"""索引号 over a whole site; this module alone knows which documents share one, and which pattern most follow."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping

from auditor.model import PageKind, Record
from auditor.relate.pages import Pages
from auditor.text import docnum, hans, titles

_RUN = re.compile(r"[0-9A-Za-z]+")


def shape(value: str) -> str:
    """Return the pattern of an index number: runs of letters and digits as X, everything between as it stands."""
    return _RUN.sub("X", hans.fold(value))


def shapes(by_key: Pages) -> Mapping[str, int]:
    """Count the patterns of the index numbers of all document pages, commonest first."""
    count = Counter(shape(value) for _, value in _numbers(by_key))
    return dict(sorted(count.items(), key=lambda pair: (-pair[1], pair[0])))


def shared(by_key: Pages) -> Mapping[str, tuple[str, ...]]:
    """Return, for each page whose index number stands on another document too, the addresses of those."""
    holders: dict[str, list[str]] = defaultdict(list)
    for key, value in _numbers(by_key):
        holders[hans.fold(value)].append(key)
    result: dict[str, tuple[str, ...]] = {}
    for keys in holders.values():
        for key in keys:
            others = tuple(by_key[one].url for one in keys if not _same(by_key[key], by_key[one]))
            if others:
                result[key] = others
    return result


def _numbers(by_key: Pages) -> list[tuple[str, str]]:
    return [
        (key, value)
        for key, record in by_key.items()
        if record.kind is PageKind.DOCUMENT and (value := record.value("index_number"))
    ]


def _same(one: Record, other: Record) -> bool:
    """Tell whether two pages show one document: a copy in another column, or a corrected edition."""
    if one.url == other.url or titles.core(one.title) == titles.core(other.title):
        return True
    numbers = [docnum.key(record.value("document_number") or record.body.number) for record in (one, other)]
    return bool(numbers[0]) and numbers[0] == numbers[1]
