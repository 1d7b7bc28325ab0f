"""A thing that is due by a day; this kind alone knows which day that is and what is in time for it."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from auditor.kinds import Facts, Scope, Task, not_assessable
from auditor.kinds._duties import VALUES, likely, listed, mark_of, ordered, place, said, search, shown, unread, within
from auditor.kinds._refusals import check_form, check_periods
from auditor.model import State, Verdict
from auditor.text import dates
from auditor.text.workdays import UnknownYear

DAY = re.compile(r"(?:(\d{4})-)?(\d\d)-(\d\d)")


@dataclass(frozen=True, slots=True)
class Kind:
    """Hit where nothing was published by the day that a duty names; what is published on that day is in time.

    Attributes:
        roles: Roles of the columns that hold it.
        words: Words of its title or its column, each of which must stand there; `a|b` is either of two.
        without: Words of titles that do not count.
        due: The last day in time, `MM-DD` of the plan's year (of every year for a duty that recurs) or `YYYY-MM-DD`.
        after: The event of the site from which the time runs instead (`congress_end`).
        working_days: So many working days after the event, that day not counted.
        days: So many days of the calendar after the event, where no working days are given.
        since: What was published earlier than this period before the last day does not count.
    """

    scope: ClassVar[Scope] = "duty"
    values: ClassVar[frozenset[str]] = VALUES | {"due", "late", "found"}

    roles: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    due: str = "12-31"
    after: str = ""
    working_days: int = 0
    days: int = 0
    since: str = "P1Y"

    def __post_init__(self) -> None:
        """Refuse a day or a period that is none."""
        check_form("due", self.due, lambda written: _day(written, 2000), "不是日期,应写成 03-31 或 2023-03-31")
        check_periods("since", (self.since,))

    def judge(self, subject: Task, facts: Facts) -> Verdict:
        """Look for what was published in time."""
        try:
            due = self._due(subject, facts)
        except UnknownYear as unknown:
            return not_assessable(f"calendar_{unknown.year}")
        if due is None:
            return Verdict(State.NOT_ASSESSABLE, values=said(subject), reason=f"event_{self.after}")
        first = dates.add_period(due, self.since, -1) + timedelta(days=1)
        values = {**said(subject), "due": due.isoformat()}
        found = search(self.roles, self.words, facts, self.without)
        timely = ordered([one for one in found.sure if within(one, first, due)])
        if timely:
            return Verdict(State.PASS, shown(timely), values)
        if facts.as_of <= due:
            return Verdict(State.NOT_APPLICABLE, values=values, reason="尚未到期")
        possible = [one for one in found.elsewhere if not one.days or within(one, first, due)]
        if maybe := likely(subject, [*found.undated, *possible]):
            told = {**values, "found": listed(maybe)}
            return Verdict(State.NEEDS_REVIEW, shown(maybe), told, mark_of(subject))
        reason = unread(self.roles, first, facts)
        if reason is not None:
            return Verdict(State.NOT_ASSESSABLE, values=values, reason=reason)
        ends = dates.add_period(due, self.since)
        late = ordered([one for one in found.sure if within(one, due + timedelta(days=1), ends)])[:1]
        news = f"，至{late[0].days[-1]}才见《{late[0].title}》" if late else "，未检索到"
        return Verdict(State.FAIL, place(self.roles, facts, late), {**values, "late": news}, mark_of(subject))

    def _due(self, subject: Task, facts: Facts) -> date | None:
        """Return the last day in time, None where the event it counts from is not known."""
        if self.after:
            days = sorted(day for name, day in facts.view.site.events if name == self.after and day <= facts.as_of)
            bound = [day for day in days if subject.duty.recurs or day.year == subject.plan.year]
            if bound and self.days and not self.working_days:
                return bound[-1] + timedelta(days=self.days)
            return facts.calendar.working_day(bound[-1], self.working_days) if bound else None
        if not subject.duty.recurs:
            return _day(self.due, subject.plan.year)
        due = _day(self.due, facts.as_of.year)
        last = due if due < facts.as_of else _day(self.due, facts.as_of.year - 1)
        return max(last, _day(self.due, subject.plan.year))  # nobody owed it before the plan said so


def _day(written: str, year: int) -> date:
    """Return the day; the last of February where a common year has no 29th. ValueError where it is none."""
    match = DAY.fullmatch(written)
    if match is None:
        raise ValueError(written)
    month, day = int(match[2]), int(match[3])
    return dates.add_period(date(2000, month, day), "P1Y", int(match[1] or year) - 2000)
