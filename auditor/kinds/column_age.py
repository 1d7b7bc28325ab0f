"""How long ago a column was updated; this kind alone knows which item is its newest one."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise, takewhile
from typing import ClassVar

from auditor.kinds import Facts, Scope, not_applicable, not_assessable, passed, seen
from auditor.kinds._refusals import check_periods
from auditor.model import ColumnView, Item, Reason, State, Verdict, Vocabulary
from auditor.text import dates

PINNED = 3  # items that may be pinned at the head of a list
PART = re.compile(r"(\d+)([DWMY])")


@dataclass(frozen=True, slots=True)
class Kind:
    """Hit where the newest item is older than the column's period; exactly the period is in time.

    Attributes:
        periods: Role → ISO 8601 period, for columns whose configuration has no `update_every`.
    """

    scope: ClassVar[Scope] = "column"
    values: ClassVar[frozenset[str]] = frozenset({"newest", "newest_title", "period", "name", "due"})

    periods: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Refuse periods that are none."""
        check_periods("periods", self.periods.values())

    def judge(self, subject: ColumnView, facts: Facts) -> Verdict:
        """Compare the newest item on or before as_of with the period."""
        period = subject.column.update_every or self.periods.get(subject.column.role, "")
        if not period:
            return not_applicable("未规定更新周期")
        unread = _unread(subject)
        if unread is not None:
            return unread
        as_of = facts.as_of.isoformat()
        dated = sum(item.date is not None and item.date <= as_of for item in subject.items)
        undated = sum(item.date is None for item in subject.items)
        if not dated or dated < undated:
            return not_assessable(Reason.PROFILE_DRIFT)
        there = (item for item in subject.items if item.date is not None and item.date <= as_of)
        newest = max(there, key=lambda item: (item.date or "", item.url))
        due = dates.add_period(date.fromisoformat(newest.date or ""), period)
        if facts.as_of <= due:
            return passed()
        if not subject.complete and not _newest_first(subject.first_items):
            return not_assessable(subject.reason)
        if _undated_above(subject.items, newest):
            return not_assessable(Reason.PROFILE_DRIFT)
        quote = f"{newest.title} {newest.date}"
        values = {
            "newest": newest.date or "",
            "newest_title": newest.title,
            "period": _said(period, facts.vocabulary),
            "name": subject.column.name,
            "due": due.isoformat(),
        }
        return Verdict(State.FAIL, (seen(subject, quote, newest.locator),), values)


def _unread(subject: ColumnView) -> Verdict | None:
    """Say why nothing can be said of the column's age, None where something can."""
    if subject.outcome is not Reason.OK:
        return not_assessable(subject.outcome)
    if subject.scripted:
        return not_assessable(Reason.PROFILE_DRIFT)
    if subject.items:
        return None
    return not_applicable("栏目无条目") if subject.complete else not_assessable(subject.reason)


def _said(period: str, vocabulary: Vocabulary) -> str:
    """Say P6M as 6个月."""
    return "".join(f"{count}{(vocabulary.words('units', unit) or (unit,))[0]}" for count, unit in PART.findall(period))


def _newest_first(items: tuple[Item, ...]) -> bool:
    """Tell whether a list runs from new to old, pinned items at its head left aside."""
    days = [item.date for item in items if item.date]
    start = days.index(max(days)) if days else 0
    below = days[start:]
    return start <= PINNED and (len(below) > 1 or len(days) == 1) and all(one >= two for one, two in pairwise(below))


def _undated_above(items: Iterable[Item], newest: Item) -> bool:
    """Tell whether something whose day cannot be read stands above the newest dated item: it may be newer."""
    return any(item.date is None for item in takewhile(lambda item: item != newest, items))
