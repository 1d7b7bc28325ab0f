"""A document that another page repeals; this kind alone knows what the repealed document's page must then say."""

from dataclasses import dataclass
from typing import ClassVar

from auditor.kinds import Facts, Page, Scope, not_applicable, passed, seen
from auditor.model import Evidence, Record, Repeal, Source, State, Verdict
from auditor.relate.ranks import DEPARTMENT, rank_of
from auditor.text import addresses, docnum, titles


@dataclass(frozen=True, slots=True)
class Kind:
    """Hit where the page still claims *claims* although another page of the site repeals the document.

    Attributes:
        claims: The value of the validity field that the page must not show any more.
    """

    scope: ClassVar[Scope] = "page"
    values: ClassVar[frozenset[str]] = frozenset({"raw", "repealer", "repealed_on"})

    claims: str = "valid"

    def judge(self, subject: Page, facts: Facts) -> Verdict:
        """Look the document up in the site's repeal index, by its 文号 and by its title."""
        record = subject.record
        field = record.field("validity")
        if field is None or field.value is None:
            return not_applicable("页面未标注有效性")
        repeal = next(iter(repeals_of(record, facts)), None)
        if repeal is None or field.value != self.claims:
            return passed()
        numbered = bool(repeal.number) and repeal.number == _number(record)
        shown = field.source in (Source.BLOCK, Source.SCRIPT)
        certain = numbered and repeal.certain and bool(repeal.since) and shown and not _doubtful(repeal, record, facts)
        evidence = (
            seen(record, f"{field.label.strip()} {field.raw.strip()}", field.locator),
            Evidence(repeal.url, repeal.quote, repeal.locator, repeal.digest, repeal.fetched_at),
        )
        values = {"raw": field.raw.strip(), "repealer": repeal.quote, "repealed_on": repeal.since}
        state = State.FAIL if certain else State.NEEDS_REVIEW
        return Verdict(state, evidence, values, part="validity", related=(repeal.url,))


def repeals_of(record: Record, facts: Facts) -> list[Repeal]:
    """Return what repeals a document, in whole or in part, in force at as_of: the surest first."""
    here = addresses.key(record.url)
    number, title = _number(record), titles.core(record.title)
    day = record.value("written_date") or record.value("published_date") or record.body.signature_date
    rank = rank_of(record, facts.vocabulary)
    found = [
        one
        for name in (number, title)
        if name
        for one in facts.view.repeals.get(name, ())
        if addresses.key(one.url) != here and _fits(one, number, day) and one.since <= facts.as_of.isoformat()
        # A department or a town repeals nothing of the government above it.
        if not one.rank or not rank or one.rank > rank - DEPARTMENT
    ]
    return sorted(found, key=lambda one: (one.number != number, not one.since, one.partial, one.url))


def _doubtful(repeal: Repeal, record: Record, facts: Facts) -> bool:
    """Tell whether the repealing organ may have been too low, or its notice of repeal is itself repealed by now."""
    rank = rank_of(record, facts.vocabulary)
    low = bool(repeal.rank and rank) and repeal.rank < rank
    stranger = repeal.other and not 0 < rank < repeal.rank
    later = (one for name in repeal.names for one in facts.view.repeals.get(name, ()))
    undone = any(one.url != repeal.url and one.since <= facts.as_of.isoformat() and not one.partial for one in later)
    day = record.value("written_date") or ""
    older = bool(repeal.dated) and repeal.dated < day  # one of the two days, or the 文号, is wrong
    return low or stranger or undone or older


def _number(record: Record) -> str:
    return docnum.key(record.value("document_number") or record.body.number)


def _fits(repeal: Repeal, number: str, day: str) -> bool:
    """Tell whether a repeal can mean this document.

    One that names another 文号 does not, whatever its title; and a title alone means no edition as young as the page
    that names it.
    """
    if repeal.number and number:
        return repeal.number == number
    return not (day and repeal.dated and repeal.dated <= day)
