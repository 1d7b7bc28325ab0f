"""What the page says of its validity against what its text says; this kind alone knows when a term has ended."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from auditor.kinds import Facts, Page, Scope, not_applicable, passed, seen
from auditor.model import Record, Renewal, Source, State, Statement, StatementKind, Verdict
from auditor.text import dates, docnum, hans, titles

_YEAR = 12  # months
TERM = "有效期"
NEAR = 366  # days before the end of a term from which a list of renewed documents may be meant to prolong it


@dataclass(frozen=True, slots=True)
class Term:
    """The end of a document's own term: the last day in force, and the sentence that says so."""

    ends: date
    statement: Statement
    certain: bool


@dataclass(frozen=True, slots=True)
class Kind:
    """Hit where the page still claims *claims* although the term in its text has ended.

    Attributes:
        claims: The value of the validity field that the page must not show any more.
    """

    scope: ClassVar[Scope] = "page"
    values: ClassVar[frozenset[str]] = frozenset({"raw", "expiry_date"})

    claims: str = "valid"

    def judge(self, subject: Page, facts: Facts) -> Verdict:
        """Compare the term with as_of; a renewal found anywhere on the site clears it."""
        record = subject.record
        field = record.field("validity")
        if field is None or field.value is None:
            return not_applicable("页面未标注有效性")
        term = own_term(record)
        if term is None:
            return not_applicable("正文未载明有效期")
        if field.value != self.claims or facts.as_of <= term.ends:
            return passed()
        if renewed(record, term.ends, facts):
            return passed("已有续期或继续有效的记载")
        certain = (
            term.certain
            and field.source in (Source.BLOCK, Source.SCRIPT)
            and (record.value("expiry_date") or "") <= term.ends.isoformat()  # the block may know of a longer term
            and not _perhaps_renewed(record, term.ends, facts)
        )
        evidence = (
            seen(record, term.statement.quote, term.statement.locator),
            seen(record, f"{field.label.strip()} {field.raw.strip()}", field.locator),
        )
        values = {"raw": field.raw.strip(), "expiry_date": term.ends.isoformat()}
        return Verdict(State.FAIL if certain else State.NEEDS_REVIEW, evidence, values, part="validity")


def own_term(record: Record) -> Term | None:
    """Return the latest end of term that the text states for the document itself, if it states one."""
    found = [term for one in record.statements if (term := _ends(one, record)) is not None]
    return max(found, key=lambda term: (term.ends, term.statement.quote), default=None)


def renewed(record: Record, ends: date, facts: Facts) -> bool:
    """Tell whether something on the site says by as_of that a document whose term *ends* then stays in force."""
    number = docnum.key(record.value("document_number") or record.body.number)
    named = facts.view.renewals.get(number, ()) if number else ()
    called = facts.view.renewals.get(titles.core(record.title), ())
    return any(_holds(one, ends, facts.as_of) for one in (*named, *called))


def _perhaps_renewed(record: Record, ends: date, facts: Facts) -> bool:
    """Tell whether a list of renewed documents that nobody could read, or that names this one, may prolong its term."""
    number, name = docnum.key(record.value("document_number") or record.body.number), titles.core(record.title)
    for one in facts.view.renewals.get("", ()):
        if _holds(one, ends, facts.as_of) and one.since > (ends - timedelta(NEAR)).isoformat():
            page = facts.read(one.url)
            if page is None or number in {docnum.key(raw) for raw, _, _ in docnum.find(page.text)} - {""}:
                return True
            if name and name in hans.fold(page.text):
                return True
    return False


def _ends(statement: Statement, record: Record) -> Term | None:
    if statement.kind is StatementKind.EXPIRES and statement.date:
        return Term(date.fromisoformat(statement.date), statement, certain=True)
    if statement.kind is not StatementKind.TERM or not (statement.years or statement.months):
        return None
    start, certain = starts(record, statement.date)
    certain = certain and TERM in statement.quote  # what follows on a 试行期 the text need not say
    if not start:
        return None
    return Term(dates.term_end(date.fromisoformat(start), statement.years, statement.months), statement, certain)


def starts(record: Record, stated: str = "") -> tuple[str, bool]:
    """Return the day from which a term runs: the *stated* one, 施行日期, else 公布; and whether that day is certain."""
    stated = stated or next(
        (one.date for one in record.statements if one.kind is StatementKind.EFFECTIVE and one.date), ""
    )
    if stated:
        return stated, True
    effective = record.value("effective_date")
    if effective:
        return effective, True
    published = record.field("published_date")
    signed = record.body.signature_date or record.value("written_date") or ""
    if published is not None and published.value and published.source is not Source.HEADLINE:
        # The later of the two days, so that a page put online late does not end too early.
        return max(published.value, signed), True
    return signed, False


def _holds(renewal: Renewal, ends: date, as_of: date) -> bool:
    """Tell whether a renewal was made by as_of and lasts to it; one that says no end, or an old one, lasts."""
    if renewal.since > as_of.isoformat():
        return False
    if renewal.until >= renewal.since and renewal.until:
        return renewal.until >= as_of.isoformat()
    longer = renewal.years * _YEAR + renewal.months
    return not longer or dates.add_period(ends, f"P{longer}M") >= as_of
