"""Which documents of a site a title names; this module alone knows which of several with one name is meant."""

import re
from collections.abc import Iterator, Sequence

from auditor.model import Record, StatementKind
from auditor.relate.documents import SHORT, Index
from auditor.text import docnum, hans, titles

_NAMED = re.compile(r"[《〈]([^《》〈〉]{4,})[》〉]")


def titled(record: Record, index: Index) -> Iterator[tuple[str, str]]:
    """Yield the documents whose name stands in the title of an interpretation."""
    names = index.named(hans.fold(record.title))
    cited = {docnum.key(one.number) for one in record.statements if one.kind is StatementKind.CITES} - {""}
    for name in names:
        # 《X办法》实施细则 names X办法, too, but is about the longer one.
        if not any(name != longer and name in longer for longer in names):
            keys = index.bearing(name, record.value("published_date") or "", cited)
            meant = [key for key in keys if index.documents[key].number in cited] if len(keys) > 1 else []
            for key, by in _latest(record, keys, index):
                yield key, ("title" if key in meant else "likeness") if meant else by


def shortened(record: Record, index: Index) -> Iterator[str]:
    """Yield the documents whose name the title of a page seems to give without the place, or in another order.

    《城市供热管理办法》 may be 郯城县城市供热管理办法, or a superior's. A name that is whole is not sought again.
    """
    title = hans.fold(record.title)
    cited = {docnum.key(one.number) for one in record.statements if one.kind is StatementKind.CITES} - {""}
    for name in map(titles.core, _NAMED.findall(title)):
        if len(name) >= SHORT and not any(core in title for core in index.named(name)):
            yield from index.shortened(name, cited)


def _latest(record: Record, keys: Sequence[str], index: Index) -> Iterator[tuple[str, str]]:
    """Of documents with one name yield the newest that was there as the one meant; the others are only alike."""
    day = record.value("published_date") or ""
    dated = [(index.documents[key].day, key) for key in keys]
    earlier = [pair for pair in dated if pair[0] and pair[0] <= day]
    meant = max(earlier, default=("", ""))[1] if len(keys) > 1 else keys[0]
    for key in keys:
        copy = bool(meant) and index.documents[key].number == index.documents[meant].number != ""
        yield key, "title" if key == meant or copy else "likeness"
