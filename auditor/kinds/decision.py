"""What is published of a decision; this kind alone knows which parts belong together and when adoption is told late."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from auditor.kinds import Facts, Page, Scope, not_applicable, not_assessable, passed, seen
from auditor.model import Decided, Evidence, Reason, Record, State, Verdict
from auditor.relate import key_of
from auditor.text.workdays import UnknownYear

YEAR = 365  # days after which a decision without a result is no longer under way
LAST = "result"


@dataclass(frozen=True, slots=True)
class Kind:
    """Hit where the page of a decision lacks a part, or where the comments adopted are told late.

    Attributes:
        parts: The parts that the page of a decision gathers (keys of the list `decision_parts`); () to judge
            `at_most` instead.
        fewest: A page that names fewer parts gathers none.
        at_most: Working days from the publication of the document to the page on the comments adopted.
    """

    scope: ClassVar[Scope] = "page"
    values: ClassVar[frozenset[str]] = frozenset({"missing", "document", "document_title", "span", "limit"})

    parts: tuple[str, ...] = ()
    fewest: int = 3
    at_most: int = 10

    def judge(self, subject: Page, facts: Facts) -> Verdict:
        """Look at the parts that the page names, or at the documents decided on."""
        return self._gathered(subject.record, facts) if self.parts else self._prompt(subject.record, facts)

    def _gathered(self, record: Record, facts: Facts) -> Verdict:
        key = key_of(record)
        named = [one for one in record.parts if one.name in self.parts]
        if key in facts.view.consultations or key in facts.view.decided or len(named) < self.fewest:
            return not_applicable("不是归集决策各环节的网页")
        there = {one.name for one in named if one.offered}
        missing = [name for name in self.parts if name not in there]
        if not missing:
            return passed()
        if record.scripted:
            return not_assessable(Reason.PROFILE_DRIFT)
        words = [facts.vocabulary.words("decision_parts", name) for name in missing]
        evidence = (seen(record, record.title), *(seen(record, one.quote, one.locator) for one in named))
        values = {"missing": "、".join(known[0] for known in words if known)}
        state = State.NEEDS_REVIEW if LAST in missing and _under_way(record, facts.as_of) else State.FAIL
        return Verdict(state, evidence, values)

    def _prompt(self, record: Record, facts: Facts) -> Verdict:
        about = facts.view.decided.get(key_of(record), ())
        told = record.field("published_date")
        if not about:
            return not_applicable("不是已采集文件的意见采纳情况")
        if told is None or told.value is None or not all(one.published for one in about):
            return not_assessable(Reason.EMPTY)
        if any(one.published in facts.view.crowded_dates for one in about):
            return not_assessable(Reason.EMPTY)
        document = max(about, key=lambda one: (one.published, one.url))
        return self._span(record, document, date.fromisoformat(told.value), facts)

    def _span(self, record: Record, document: Decided, told: date, facts: Facts) -> Verdict:
        start = date.fromisoformat(document.published)
        if (told - start).days <= self.at_most:
            return passed()
        try:
            span = facts.calendar.working_days(start, told)
        except UnknownYear as unknown:
            return not_assessable(f"calendar_{unknown.year}")
        if span <= self.at_most:
            return passed()
        evidence = (
            seen(record, f"{record.title} {told.isoformat()}"),
            Evidence(document.url, f"{document.title} {document.published}", "", document.digest, document.fetched_at),
        )
        values = {
            "document": document.url,
            "document_title": document.title,
            "span": str(span),
            "limit": str(self.at_most),
        }
        return Verdict(State.FAIL, evidence, values, related=(document.url,))


def _under_way(record: Record, as_of: date) -> bool:
    """Tell whether a decision may still be under way: its page is of the last year, or nobody knows."""
    day = record.value("published_date")
    return day is None or (as_of - date.fromisoformat(day)).days < YEAR
