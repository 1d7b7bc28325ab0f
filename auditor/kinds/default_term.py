"""Documents that state no term of their own; this kind alone knows when the term of their place has ended."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from auditor.kinds import Facts, Page, Scope, not_applicable, passed, seen
from auditor.kinds.repealed import repeals_of
from auditor.kinds.validity import own_term, renewed, starts
from auditor.model import Record, Source, State, Verdict
from auditor.text import dates, hans


@dataclass(frozen=True, slots=True)
class Kind:
    """Hit where a document without a term of its own is older than its place's default term and still claims *claims*.

    Attributes:
        terms: The local rules: place (two digits, GB/T 2260), since and until (first and last day of documents under
            the rule, YYYYMMDD; until may be missing), years, and by what the title says the shorter `trial` and
            `notice` (years).
        trial: Words in the title of a document on trial.
        notice: Words at the end of the title of a public notice.
        excluded: Words in the title of what is no 规范性文件 or has its own time.
        mentions: Words with which a text speaks of its term in a way that could not be read.
        claims: The value of the validity field that the page must not show any more.
    """

    scope: ClassVar[Scope] = "page"
    values: ClassVar[frozenset[str]] = frozenset({"raw", "start", "expiry_date", "years"})

    terms: tuple[Mapping[str, int], ...]
    trial: tuple[str, ...] = ()
    notice: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    mentions: tuple[str, ...] = ()
    claims: str = "valid"

    def judge(self, subject: Page, facts: Facts) -> Verdict:
        """Find the rule of the place under which the document was made and count its term."""
        record = subject.record
        field = record.field("validity")
        if field is None or field.value is None or field.source not in (Source.BLOCK, Source.SCRIPT):
            return not_applicable("页面未标注有效性")
        rule = self._rule(record, facts)
        if not rule:
            return not_applicable("当地没有已知的默认有效期，或文件早于该规定")
        if any(word in record.title for word in self.excluded):
            return not_applicable("规划计划、纪要、任免等不适用默认有效期")
        start, _ = starts(record)
        years = self._years(record, rule)
        ends = dates.term_end(date.fromisoformat(start), years)
        if field.value != self.claims or facts.as_of <= ends or renewed(record, ends, facts):
            return passed()
        if self._stated(record, facts):
            return not_applicable("已载明有效期，或已被废止")
        evidence = (seen(record, f"{field.label.strip()} {field.raw.strip()}", field.locator),)
        values = {"raw": field.raw.strip(), "start": start, "expiry_date": ends.isoformat(), "years": str(years)}
        return Verdict(State.FAIL, evidence, values, part="validity")

    def _stated(self, record: Record, facts: Facts) -> bool:
        """Tell whether page or text speak of a term of their own, or another page repeals the whole document."""
        if own_term(record) is not None or record.value("expiry_date"):
            return True
        if any(not one.partial for one in repeals_of(record, facts)):
            return True
        page = facts.read(record.url)
        return page is not None and any(word in page.text for word in self.mentions)

    def _rule(self, record: Record, facts: Facts) -> Mapping[str, int]:
        """Return the newest rule of the site's place that held when the document was made, {} where none did."""
        day = record.value("written_date") or record.value("published_date") or record.body.signature_date
        made = int(day.replace("-", "")) if day else 0
        held = [
            one
            for one in self.terms
            if str(one["place"]) == facts.view.province and one["since"] <= made <= one.get("until", made)
        ]
        return max(held, key=lambda one: one["since"], default={})

    def _years(self, record: Record, rule: Mapping[str, int]) -> int:
        if any(word in record.title for word in self.trial):
            return rule.get("trial", rule["years"])
        notice = hans.fold(record.title).endswith(self.notice)
        return rule.get("notice", rule["years"]) if notice else rule["years"]
