"""A column that only explains why it is empty; this kind alone knows when the explanation is contradicted."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from auditor.kinds import Facts, Scope, not_applicable, not_assessable, passed, seen
from auditor.model import ColumnView, Evidence, Item, Level, Reason, Report, State, Verdict
from auditor.relate.reports import bare
from auditor.text import hans

YEAR = re.compile(r"(?<!\d)(20\d{2})(?!\d)")


@dataclass(frozen=True, slots=True)
class Kind:
    """For a person to judge where all items of a column are explanations; a fault where a yearly report counts some.

    Attributes:
        words: What the title of an explanation holds.
        unless: Words of a title that explains a matter and not its absence (部门预算情况说明, 起草情况说明).
        counted: Role → rows of the yearly report (keys of the list `report_table`) whose numbers contradict it.
    """

    scope: ClassVar[Scope] = "column"
    values: ClassVar[frozenset[str]] = frozenset({"name", "explanation", "count", "report"})

    words: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    counted: Mapping[str, list[str]] = field(default_factory=dict)

    def judge(self, subject: ColumnView, facts: Facts) -> Verdict:
        """Look at every item's title; then ask the unit's report of that year."""
        if subject.outcome is not Reason.OK:
            return not_assessable(subject.outcome)
        if not subject.items:
            return not_assessable(Reason.PROFILE_DRIFT) if subject.scripted else not_applicable("栏目无条目")
        if not all(self._explains(hans.fold(item.title)) for item in subject.items):
            return passed()
        if not subject.complete:
            return not_assessable(subject.reason)
        newest = max(subject.items, key=lambda item: (item.date or "", item.url))
        report, count = self._contradicting(subject, newest, facts)
        values = {"name": subject.column.name, "explanation": newest.title, "count": count}
        evidence = [seen(subject, newest.title, newest.locator)]
        if report is None:
            return Verdict(State.NEEDS_REVIEW, tuple(evidence), {**values, "report": ""}, part="explanation")
        evidence.append(Evidence(report.url, report.title, "", report.digest, report.fetched_at))
        values["report"] = f"；《{report.title}》载明{count}"
        return Verdict(State.FAIL, tuple(evidence), values, part="explanation", related=(report.url,))

    def _explains(self, title: str) -> bool:
        return any(word in title for word in self.words) and not any(word in title for word in self.unless)

    def _contradicting(self, subject: ColumnView, item: Item, facts: Facts) -> tuple[Report | None, str]:
        """Return the report of the explanation's own year and unit that counts some, and what it counts."""
        said = {int(one) for one in YEAR.findall(hans.fold(item.title))}
        site = facts.view.site
        whose = {bare(subject.column.unit or site.name, facts.view)}
        if site.level in (Level.TOWNSHIP, Level.DEPARTMENT):
            whose.add(bare(site.name, facts.view))  # its columns name the offices inside it
        rows = self.counted.get(subject.column.role, ())
        for report in facts.view.reports.values():
            if said != {report.year} or bare(report.unit or site.name, facts.view) not in whose:
                continue
            for row in rows:
                if report.counts.get(row):
                    return report, f"{facts.vocabulary.words('report_table', row)[0]}{report.counts[row]}"
        return None, ""
