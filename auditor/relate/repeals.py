"""Who repeals whom, and whose term is extended; this module alone knows which statements of a site count for that."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from auditor.model import (
    Owner,
    Ownership,
    PageKind,
    Reason,
    Record,
    Renewal,
    Repeal,
    StatementKind,
    Vocabulary,
)
from auditor.relate.ranks import rank_of
from auditor.text import docnum, hans, titles

MOST = 50  # pages that are told to repeal what has one name: a template's number may stand on thousands


class Repeals:
    """What the pages of a site say of the force of other documents, met one after the other; only that is held."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._drafts = vocabulary.words("drafts", "title")
        self._renewals: dict[str, list[Renewal]] = defaultdict(list)
        self._repeals: dict[str, list[Repeal]] = defaultdict(list)

    def add(self, record: Record, owner: Owner) -> None:
        """Take what a page says; a draft repeals nothing."""
        said = {one.kind for one in record.statements}
        if StatementKind.RENEWS in said:
            for name, renewal in _renewals(record):
                self._renewals[name].append(renewal)
        elif record.links.attachments and self._tells_renewal(record):
            day = _day(record)
            self._renewals[""] += [Renewal(link.url, record.title, "", since=day) for link in record.links.attachments]
        # What an interpretation tells of a repeal, the document that it interprets says itself.
        told = record.kind is PageKind.INTERPRETATION or record.outcome is not Reason.OK
        if StatementKind.REPEALS in said and not told and not any(word in record.title for word in self._drafts):
            for name, repeal in _repeals(record, owner, self._vocabulary):
                self._repeals[name].append(repeal)

    def _tells_renewal(self, record: Record) -> bool:
        draft = any(word in record.title for word in self._drafts)
        renewing = any(word in hans.fold(record.title) for word in self._vocabulary.words("drafts", "renewal"))
        return renewing and record.kind is PageKind.DOCUMENT and not draft

    def renewals(self) -> Mapping[str, tuple[Renewal, ...]]:
        """Return, by 文号 key and by `titles.core`, the pages that say a document stays in force.

        Under "" stand the attachments of notices of renewal whose page itself names no document: lists yet to be read.
        """
        return {name: tuple(found) for name, found in sorted(self._renewals.items())}

    def repeals(self) -> Mapping[str, tuple[Repeal, ...]]:
        """Return, by 文号 key and by `titles.core`, the pages that repeal a document: of more than 50 the first 50."""
        return {
            name: tuple(sorted(ones, key=lambda one: (one.since, one.url))[:MOST])
            for name, ones in sorted(self._repeals.items())
        }


def _renewals(record: Record) -> Iterator[tuple[str, Renewal]]:
    day = _day(record)
    for one in record.statements:
        if one.kind is StatementKind.RENEWS:
            for name in {docnum.key(one.number), titles.core(one.title)} - {""}:
                yield name, Renewal(record.url, one.quote, one.locator, one.date, one.years, day, one.months)


def _day(record: Record) -> str:
    return record.value("written_date") or record.value("published_date") or record.body.signature_date


def _repeals(record: Record, owner: Owner, vocabulary: Vocabulary) -> Iterator[tuple[str, Repeal]]:
    dated = record.value("written_date") or record.value("published_date") or record.body.signature_date
    since = next(
        (one.date for one in record.statements if one.kind is StatementKind.EFFECTIVE and one.date and not one.number),
        dated,
    )
    said = [one for one in record.statements if one.kind is StatementKind.REPEALS]
    rank = rank_of(record, vocabulary)
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
