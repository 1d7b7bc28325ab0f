"""索引号 and 文号 over a whole site; alone knows which documents share one and which pattern most follow."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping

from auditor.model import Ownership, PageKind, PageView, Record, Source, Vocabulary
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
    return _others(by_key, holders, _same)


def shared_documents(
    by_key: Pages, pages: Mapping[str, PageView], vocabulary: Vocabulary
) -> Mapping[str, tuple[str, ...]]:
    """Return, for each page whose bracketed 文号 stands on another document too, the addresses of those.

    Reprints and corrections share the number of another page rightly; an order's number (公告第1号) begins anew each
    year and names no document.
    """
    holders: dict[str, list[str]] = defaultdict(list)
    for key, record in by_key.items():
        number = _bracketed(record)
        reprint = pages[key].owner.ownership in (Ownership.OTHER, Ownership.PARTY)
        corrects = any(word in record.title for word in vocabulary.words("numbers", "corrections"))
        if record.kind is PageKind.DOCUMENT and number and not reprint and not corrects:
            holders[number].append(key)
    return _others(by_key, holders, _alike)


def _bracketed(record: Record) -> str:
    """Return the key of the bracketed 文号 that the block shows, "" where it shows none."""
    field = record.field("document_number")
    if field is None or field.value is None or field.source not in (Source.BLOCK, Source.SCRIPT):
        return ""
    number = docnum.parse(field.value)
    return docnum.key(field.value) if number is not None and number.form == "bracketed" else ""


def _others(
    by_key: Pages, holders: Mapping[str, list[str]], same: Callable[[Record, Record], bool]
) -> dict[str, tuple[str, ...]]:
    result: dict[str, tuple[str, ...]] = {}
    for keys in holders.values():
        for key in keys:
            others = tuple(by_key[one].url for one in keys if one != key and not same(by_key[key], by_key[one]))
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
    if titles.core(one.title) == titles.core(other.title):
        return True
    numbers = [docnum.key(record.value("document_number") or record.body.number) for record in (one, other)]
    return bool(numbers[0]) and numbers[0] == numbers[1]


def _alike(one: Record, other: Record) -> bool:
    """Tell whether two titles are one, written in full and in short: the page and its annex, or a copy."""
    first, second = titles.core(one.title), titles.core(other.title)
    return first in second or second in first
