"""The year in a 文号 against the year of a date; this kind alone knows when two years may differ."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from auditor.kinds import Facts, Page, Scope, not_applicable, passed, seen
from auditor.model import Source, State, Verdict
from auditor.text import docnum


@dataclass(frozen=True, slots=True)
class Kind:
    """Hit where the year of *number* is not that of *day*.

    Attributes:
        number: Field with a 文号.
        day: Field with a date.
        grace: Months at the beginning of a year in which a number of the year before is still given out.
    """

    scope: ClassVar[Scope] = "page"
    values: ClassVar[frozenset[str]] = frozenset({"raw", "day", "year"})

    number: str = "document_number"
    day: str = "written_date"
    grace: int = 1

    def judge(self, subject: Page, facts: Facts) -> Verdict:  # noqa: ARG002 - every kind is asked the same way
        """Compare the two years as the block shows them."""
        number, day = subject.record.field(self.number), subject.record.field(self.day)
        if number is None or day is None or number.value is None or day.value is None:
            return not_applicable("缺少可比对的文号或日期")
        if not {number.source, day.source} <= {Source.BLOCK, Source.SCRIPT}:
            return not_applicable("元数据块未标注该项")
        parsed, made = docnum.parse(number.value), date.fromisoformat(day.value)
        if parsed is None or not parsed.year:
            return not_applicable("文号中没有年份")
        late = made.year == parsed.year + 1 and made.month <= self.grace
        if made.year == parsed.year or late:
            return passed()
        evidence = tuple(
            seen(subject.record, f"{one.label.strip()} {one.raw.strip()}", one.locator) for one in (number, day)
        )
        values = {"raw": number.raw.strip(), "day": day.value, "year": str(parsed.year)}
        return Verdict(State.FAIL, evidence, values, part=self.number)
