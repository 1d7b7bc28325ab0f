"""A document that another page repeals; this kind alone knows what the repealed document's page must then say."""

from dataclasses import dataclass
from typing import ClassVar

from auditor.kinds import Facts, Page, Scope, not_applicable, passed, seen
from auditor.model import Evidence, Record, Repeal, Source, State, Verdict
from auditor.text import addresses, docnum, organs, titles


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
        certain = numbered and repeal.certain and bool(repeal.since) and field.source in (Source.BLOCK, Source.SCRIPT)
        certain = certain and _may_repeal(repeal.by, record.body.signature or record.value("publisher") or "", facts)
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
    found = [
        one
        for name in (number, title)
        if name
        for one in facts.view.repeals.get(name, ())
        if addresses.key(one.url) != here and _fits(one, number, day) and one.since <= facts.as_of.isoformat()
    ]
    return sorted(found, key=lambda one: (one.number != number, not one.since, one.partial, one.url))


def _may_repeal(repealer: str, organ: str, facts: Facts) -> bool:
    """Tell whether *repealer* is, as far as the names tell, the *organ* of the document or a superior one.

    A government, its office with it, may repeal what it and its departments made; not a town what the county made.
    """
    if not repealer or not organ or organs.canon(repealer) == organs.canon(organ):
        return True
    theirs, ours = _region(repealer, facts), _region(organ, facts)
    return bool(theirs) and not (ours and theirs != ours and theirs.startswith(ours))


def _region(name: str, facts: Facts) -> str:
    """Return 郯城县 of 郯城县人民政府 and of its office, "" for other organs."""
    words = facts.vocabulary.words
    head = next((name.removesuffix(word) for word in words("organs", "office") if name.endswith(word)), name)
    return next((head.removesuffix(word) for word in words("organs", "governments") if head.endswith(word)), "")


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
