"""Dates of a page that had not come when it was seen; this kind alone knows what "now" is for a page."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar

from auditor.kinds import Facts, Page, Scope, not_applicable, passed, seen
from auditor.model import Record, Source, State, Verdict

_CHINA = timedelta(hours=8)  # captures are told in UTC


@dataclass(frozen=True, slots=True)
class Kind:
    """Hit where one of *fields* lies after the day on which the page was captured; if that is unknown, after as_of.

    Attributes:
        fields: The fields.
        several: So many entries of the site's lists after as_of say that the site was captured later than as_of.
    """

    scope: ClassVar[Scope] = "page"
    values: ClassVar[frozenset[str]] = frozenset({"raw", "day", "today"})

    fields: tuple[str, ...]
    several: int = 3

    def judge(self, subject: Page, facts: Facts) -> Verdict:
        """Compare the dates of the block with the day of the capture."""
        record = subject.record
        named = (record.field(name) for name in self.fields)
        shown = [one for one in named if one is not None and one.value and one.source in (Source.BLOCK, Source.SCRIPT)]
        if not shown:
            return not_applicable("元数据块没有可读的日期")
        captured = _captured(record)
        today = captured or facts.as_of.isoformat()
        later = [one for one in shown if (one.value or "") > today]
        if not later:
            return passed()
        moved = any(one.value in facts.view.crowded_dates for one in later)
        certain = not moved and (bool(captured) or self._is_now(facts))
        evidence = tuple(seen(record, f"{one.label.strip()} {one.raw.strip()}", one.locator) for one in later)
        values = {"raw": "、".join(one.raw.strip() for one in later), "day": later[0].value or "", "today": today}
        return Verdict(State.FAIL if certain else State.NEEDS_REVIEW, evidence, values, part=later[0].name)

    def _is_now(self, facts: Facts) -> bool:
        """Tell whether nothing speaks against as_of being the day of the capture."""
        as_of = facts.as_of.isoformat()
        ahead = {item.url for view in facts.view.columns for item in view.items if item.date and item.date > as_of}
        return len(ahead) < self.several


def _captured(record: Record) -> str:
    """Return the day in China on which a page was captured, "" where that is not known."""
    try:
        return (datetime.fromisoformat(record.fetched_at or "") + _CHINA).date().isoformat()
    except ValueError:
        return ""
