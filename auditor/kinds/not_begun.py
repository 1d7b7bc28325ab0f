"""A document that is not yet in force; this kind alone knows when its page may not say that it is."""

from dataclasses import dataclass
from typing import ClassVar

from auditor.kinds import Facts, Page, Scope, not_applicable, passed, seen
from auditor.model import Evidence, Record, State, StatementKind, Verdict


@dataclass(frozen=True, slots=True)
class Kind:
    """Hit where the page claims *claims* although the day from which it holds lies ahead.

    Attributes:
        claims: The value of the validity field that the page must not show yet.
    """

    scope: ClassVar[Scope] = "page"
    values: ClassVar[frozenset[str]] = frozenset({"raw", "effective_date"})

    claims: str = "valid"

    def judge(self, subject: Page, facts: Facts) -> Verdict:
        """Compare the first day in force with as_of."""
        record = subject.record
        field = record.field("validity")
        if field is None or field.value is None:
            return not_applicable("页面未标注有效性")
        day, said = _first_day(record)
        if said is None:
            return not_applicable("未载明施行日期")
        if field.value != self.claims or day <= facts.as_of.isoformat():
            return passed()
        evidence = (said, seen(record, f"{field.label.strip()} {field.raw.strip()}", field.locator))
        return Verdict(State.FAIL, evidence, {"raw": field.raw.strip(), "effective_date": day}, part="effective_date")


def _first_day(record: Record) -> tuple[str, Evidence | None]:
    """Return the earliest day from which the document holds and where that is said; "" and None where it is not."""
    said = [
        (one.date, seen(record, one.quote, one.locator))
        for one in record.statements
        if one.kind is StatementKind.EFFECTIVE and one.date
    ]
    field = record.field("effective_date")
    if field is not None and field.value:
        said.append((field.value, seen(record, f"{field.label.strip()} {field.raw.strip()}", field.locator)))
    return min(said, key=lambda pair: pair[0], default=("", None))
