"""Who repeals whom, and whose term is extended; this module alone knows which statements of a site count for that."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from auditor.model import (
    Owner,
    Ownership,
    PageKind,
    PageView,
    Reason,
    Record,
    Renewal,
    Repeal,
    StatementKind,
    Vocabulary,
)
from auditor.relate.pages import Pages
from auditor.relate.ranks import rank_of
from auditor.text import docnum, hans, titles


def renewals(by_key: Pages, vocabulary: Vocabulary) -> Mapping[str, tuple[Renewal, ...]]:
    """Return, by 文号 key and by `titles.core`, the pages that say a document stays in force.

    Under "" stand the attachments of notices of renewal whose page itself names no document: lists yet to be read.
    """
    result: dict[str, list[Renewal]] = defaultdict(list)
    for record in by_key.values():
        day = record.value("written_date") or record.value("published_date") or record.body.signature_date
        said = [one for one in record.statements if one.kind is StatementKind.RENEWS]
        telling = any(word in hans.fold(record.title) for word in vocabulary.words("drafts", "renewal"))
        if telling and not said and record.kind is PageKind.DOCUMENT and not _draft(record, vocabulary):
            result[""] += [Renewal(link.url, record.title, "", since=day) for link in record.links.attachments]
        for one in said:
            for name in {docnum.key(one.number), titles.core(one.title)} - {""}:
                renewal = Renewal(record.url, one.quote, one.locator, one.date, one.years, day, one.months)
                result[name].append(renewal)
    return {name: tuple(found) for name, found in sorted(result.items())}


def repeals(by_key: Pages, pages: Mapping[str, PageView], vocabulary: Vocabulary) -> Mapping[str, tuple[Repeal, ...]]:
    """Return, by 文号 key and by `titles.core`, the pages that repeal a document; a draft repeals nothing."""
    result: dict[str, list[Repeal]] = defaultdict(list)
    for key, record in by_key.items():
        # What an interpretation tells of a repeal, the document that it interprets says itself.
        told = record.kind is PageKind.INTERPRETATION
        if record.outcome is Reason.OK and not told and not _draft(record, vocabulary):
            for name, repeal in _repeals(record, pages[key].owner, vocabulary):
                result[name].append(repeal)
    return {name: tuple(sorted(ones, key=lambda one: (one.since, one.url))) for name, ones in sorted(result.items())}


def _repeals(record: Record, owner: Owner, vocabulary: Vocabulary) -> Iterator[tuple[str, Repeal]]:
    dated = record.value("written_date") or record.value("published_date") or record.body.signature_date
    since = next(
        (one.date for one in record.statements if one.kind is StatementKind.EFFECTIVE and one.date and not one.number),
        dated,
    )
    said = [one for one in record.statements if one.kind is StatementKind.REPEALS]
    rank = rank_of(record, vocabulary) if said else 0.0
    notice = any(word in hans.fold(record.title) for word in vocabulary.words("drafts", "notice"))
    names = {docnum.key(record.value("document_number") or record.body.number), titles.core(record.title)} - {""}
    for one in said:
        number, title = docnum.key(one.number), titles.core(one.title)
        repeal = Repeal(
            url=record.url,
            quote=one.quote,
            locator=one.locator,
            since=one.date or since or "",
            number=number,
            partial=one.partial,
            dated=dated,
            certain=record.kind is PageKind.DOCUMENT and owner.ownership is not Ownership.PARTY,
            digest=record.digest,
            fetched_at=record.fetched_at,
            rank=rank,
            other=owner.ownership is Ownership.OTHER,
            names=tuple(sorted(names)) if notice else (),
        )
        for name in {number, title} - {""}:
            yield name, repeal


def _draft(record: Record, vocabulary: Vocabulary) -> bool:
    return any(word in record.title for word in vocabulary.words("drafts", "title"))
