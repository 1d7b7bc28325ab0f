"""Working days of the Chinese calendar with its 调休; alone knows chinese_calendar and what a year override means."""

from bisect import bisect_right
from collections.abc import Mapping
from datetime import date, timedelta

_SATURDAY = 5


class UnknownYear(Exception):  # noqa: N818 - a state of knowledge, not a mistake
    """The holidays of `year` are not known (not yet announced, or before 2004)."""

    def __init__(self, year: int) -> None:
        super().__init__(f"{year} 年的放假安排未知")
        self.year = year


class Calendar:
    """Counts working days.

    Args:
        overrides: Year → (holidays, extra working days). A year in it is known by it alone: weekends are off unless
            they are extra working days, holidays are off, all other days are worked.
    """

    def __init__(self, overrides: Mapping[int, tuple[frozenset[date], frozenset[date]]]) -> None:
        self._overrides = overrides
        self._years: dict[int, list[int]] = {}
        self._days: dict[date, bool] = {}

    def working_days(self, after: date, until: date) -> int:
        """Return the number of working days d with *after* < d ≤ *until*; 0 where *until* is not later.

        Raises:
            UnknownYear: A year of one of these days is neither in the overrides nor in chinese_calendar.
        """
        if until <= after:
            return 0
        first = after.toordinal() + 1
        years = range(date.fromordinal(first).year, until.year + 1)
        return sum(self._worked(year, first, until.toordinal()) for year in years)

    def working_day(self, after: date, count: int) -> date:
        """Return the *count*-th working day after that day; the day itself for 0.

        Raises:
            UnknownYear: As `working_days`.
        """
        day = after
        while count > 0:
            day = date.fromordinal(day.toordinal() + 1)
            count -= self._is_worked(day)
        return day

    def _worked(self, year: int, first: int, last: int) -> int:
        """Return how many days of *year* are worked between the ordinals *first* and *last*, both included."""
        if year not in self._years:
            new_year = date(year, 1, 1)
            days = [new_year + timedelta(days=n) for n in range((date(year, 12, 31) - new_year).days + 1)]
            self._years[year] = [day.toordinal() for day in days if self._is_worked(day)]
        ordinals = self._years[year]
        return bisect_right(ordinals, last) - bisect_right(ordinals, first - 1)

    def _is_worked(self, day: date) -> bool:
        if day not in self._days:
            self._days[day] = self._looked_up(day)
        return self._days[day]

    def _looked_up(self, day: date) -> bool:
        if day.year in self._overrides:
            holidays, extra = self._overrides[day.year]
            return day in extra or (day.weekday() < _SATURDAY and day not in holidays)
        import chinese_calendar  # noqa: PLC0415 - its tables cost start-up time

        try:
            return bool(chinese_calendar.is_workday(day))
        except NotImplementedError:  # so the package says that its tables lack the year
            raise UnknownYear(day.year) from None
