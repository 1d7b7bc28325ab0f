"""A series that owes something in every week, month or quarter; this kind alone knows which of them stand empty."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from auditor.kinds import Facts, Scope, Task, WrongOption, not_assessable
from auditor.kinds._duties import VALUES, likely, listed, mark_of, ordered, place, said, search, shown, unread, within
from auditor.kinds._refusals import check_form, check_periods
from auditor.model import Matter, State, Verdict
from auditor.text import dates, periods
from auditor.text.workdays import UnknownYear

QUARTER, YEAR = 3, 12
NAMED = 6  # empty periods that a message names


@dataclass(frozen=True, slots=True)
class Slot:
    """A period that owes something: its first and last day, and the last one in time."""

    first: date
    last: date
    until: date


@dataclass(frozen=True, slots=True)
class Kind:
    """Hit where a period of the year, when it and its grace are over, has nothing of the series.

    Each thing fills one period: those that its title names (3月, 第二季度), else one in which, or in whose grace after
    it, it was published. A week or a run of days without any working day owes nothing.

    Attributes:
        roles: Roles of the columns that hold the series.
        words: Words of its titles or its column, each of which must stand there; `a|b` is either of two.
        without: Words of titles that do not count.
        every: `P1W`, `P5D` …, `P1M`, `P3M`, `P1Y`: weeks begin on Monday, the others with the calendar's.
        grace: How long after a period's end is still in time.
        seasons: `MM-DD/MM-DD` parts of the year in which something is owed; always without any.
    """

    scope: ClassVar[Scope] = "duty"
    values: ClassVar[frozenset[str]] = VALUES | {"due", "count", "missing", "year", "found"}

    roles: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    every: str = "P1M"
    grace: str = "P0D"
    seasons: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse periods and seasons that are none."""
        check_periods("every", (self.every,))
        check_periods("grace", (self.grace,))
        start = date(2000, 1, 1)
        if dates.add_period(start, self.every) <= start:
            raise WrongOption("every", f"{self.every} 没有长度")
        for season in self.seasons:
            check_form("seasons", season, lambda written: _season(written, start.year), "应写成 05-15/09-30 这样")

    def judge(self, subject: Task, facts: Facts) -> Verdict:
        """Fill the periods that are over with what was published."""
        first, last = self._window(subject, facts.as_of)
        try:
            slots = [one for one in self._slots(first, last) if self._owes(one, facts)]
        except UnknownYear as unknown:
            return not_assessable(f"calendar_{unknown.year}")
        owed = [one for one in slots if one.until < facts.as_of]
        ahead = next((one.until.isoformat() for one in slots if one.until >= facts.as_of), "")
        values = {**said(subject), "due": ahead, "year": str(subject.plan.year)}
        found = search(self.roles, self.words, facts, self.without)
        if not owed:
            return Verdict(State.NOT_APPLICABLE, values=values, reason="尚未到期")
        holes = self._holes(owed, found.sure)
        values |= {"count": str(len(owed) - len(holes)), "due": ahead or owed[-1].until.isoformat()}
        if not holes:
            return Verdict(State.PASS, shown(ordered(found.sure)[::-1]), values)
        other = [one for one in found.elsewhere if not one.days or within(one, first, owed[-1].until)]
        maybe = likely(subject, [*found.undated, *other])
        left = self._holes(owed, [*found.sure, *other])
        loose = len(found.undated) + sum(not one.days for one in other)
        certain = left[: max(0, len(left) - loose)]
        values["missing"] = self._named(certain or holes)
        if not certain:
            told = {**values, "found": listed(maybe)}
            return Verdict(State.NEEDS_REVIEW, shown(maybe), told, mark_of(subject))
        reason = unread(self.roles, first, facts)
        if reason is not None:
            return Verdict(State.NOT_ASSESSABLE, values=values, reason=reason)
        there = ordered(one for one in found.sure if within(one, first, owed[-1].until))
        return Verdict(State.FAIL, place(self.roles, facts, there[::-1]), values, mark_of(subject))

    def _window(self, subject: Task, as_of: date) -> tuple[date, date]:
        """Return the plan's year; for a series that recurs the twelve months before as_of, none of them before it."""
        start = date(subject.plan.year, 1, 1)
        if not subject.duty.recurs:
            return start, date(subject.plan.year, 12, 31)
        return max(start, dates.add_period(as_of, "P1Y", -1)), max(date(subject.plan.year, 12, 31), as_of)

    def _slots(self, first: date, last: date) -> Iterator[Slot]:
        """Yield the periods that lie wholly in the window and, where there are any, in a season."""
        spans = [(first, last)]
        if self.seasons:
            years = range(first.year - 1, last.year + 1)
            spans = [_season(one, year) for year in years for one in self.seasons]
        for begin, end in sorted(spans):
            day = self._aligned(begin)
            while (after := dates.add_period(day, self.every)) <= end + timedelta(days=1):
                close = after - timedelta(days=1)
                if first <= day and close <= last:
                    yield Slot(day, close, dates.add_period(close, self.grace))
                day = after

    def _aligned(self, day: date) -> date:
        """Return the first day from *day* on with which a period begins."""
        if self.every == "P1W":
            return day + timedelta(days=-day.weekday() % 7)
        length = _months(self.every)
        while length and (day.day > 1 or (day.month - 1) % min(length, YEAR)):
            day += timedelta(days=1)
        return day

    def _owes(self, slot: Slot, facts: Facts) -> bool:
        if _months(self.every):
            return True
        return facts.calendar.working_days(slot.first - timedelta(days=1), slot.last) > 0

    def _holes(self, owed: Sequence[Slot], matters: Iterable[Matter]) -> list[Slot]:
        """Return the periods that nothing fills; each thing fills as few as it must, the earliest that ends first."""
        filled: set[Slot] = set()
        days: list[date] = []
        for one in matters:
            published = [date.fromisoformat(day) for day in one.days]
            named = self._told(one, owed, published)
            if named is None:
                days.extend(published[:1])
            else:
                filled |= named
        days.sort()
        at = 0  # what lies before the first day of a period is of no use to a later one either
        for slot in (one for one in owed if one not in filled):
            at = bisect_left(days, slot.first, at)
            if at < len(days) and days[at] <= slot.until:
                at += 1
                filled.add(slot)
        return [one for one in owed if one not in filled]

    def _told(self, matter: Matter, owed: Sequence[Slot], published: Sequence[date]) -> set[Slot] | None:
        """Return the periods that a title names, None where it names none."""
        length = _months(self.every)
        if not length:
            return None
        named = periods.months(matter.title, published[0] if published else None)
        if named:
            return {one for one in owed if any(_covers(one, year, month) for year, month in named)}
        years = periods.years(matter.title) if length == YEAR else ()
        return {one for one in owed if one.first.year in years} if years else None

    def _named(self, holes: Sequence[Slot]) -> str:
        """Name the empty periods as people do."""
        length = _months(self.every)
        told = [_name(one, length) for one in holes[:NAMED]]
        return "、".join(told) + (f"等{len(holes)}个周期" if len(holes) > NAMED else "")


def _name(slot: Slot, length: int) -> str:
    if length == 1:
        return f"{slot.first.year}年{slot.first.month}月"
    if length == QUARTER:
        return f"{slot.first.year}年第{(slot.first.month + 2) // QUARTER}季度"
    if length == YEAR:
        return f"{slot.first.year}年"
    return f"{slot.first.isoformat()}至{slot.last.isoformat()}"


def _covers(slot: Slot, year: int, month: int) -> bool:
    return slot.first <= date(year, month, 1) <= slot.last


def _months(period: str) -> int:
    """Return the months of a period of months or years, 0 for weeks and days."""
    later = dates.add_period(date(2001, 1, 31), period)
    whole = (later.year - 2001) * YEAR + later.month - 1
    return whole if whole and dates.add_period(date(2001, 1, 31), "P1M", whole) == later else 0


def _season(written: str, year: int) -> tuple[date, date]:
    """Return first and last day of a season that begins in *year*; ValueError where it is none."""
    begin, _, end = written.partition("/")
    first, last = date.fromisoformat(f"{year}-{begin}"), date.fromisoformat(f"{year}-{end}")
    return first, last if last >= first else last.replace(year=year + 1)
