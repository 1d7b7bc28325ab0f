from datetime import date, timedelta

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.text.workdays import Calendar, UnknownYear

PLAIN = Calendar({})


@pytest.mark.parametrize(
    ("after", "until", "days"),
    [
        (date(2023, 7, 14), date(2023, 7, 14), 0),
        (date(2023, 7, 15), date(2023, 7, 14), 0),
        (date(2023, 7, 14), date(2023, 7, 17), 1),
        (date(2023, 7, 14), date(2023, 8, 11), 20),
        (date(2023, 1, 20), date(2023, 1, 27), 0),  # Spring Festival 21-27 January
        (date(2023, 1, 20), date(2023, 1, 29), 2),  # Saturday 28 and Sunday 29 are worked
        (date(2024, 9, 30), date(2024, 10, 7), 0),  # National Day 1-7 October
        (date(2024, 9, 28), date(2024, 9, 30), 2),  # Sunday 29 September is worked
        (date(2024, 10, 7), date(2024, 10, 12), 5),  # Saturday 12 October is worked
        (date(2022, 12, 30), date(2023, 1, 3), 1),  # across the year
    ],
)
def test_weekends_holidays_and_extra_working_days(after: date, until: date, days: int) -> None:
    assert PLAIN.working_days(after, until) == days


@given(st.dates(date(2004, 1, 1), date(2025, 11, 1)), st.integers(0, 60))
def test_counts_the_days_that_the_calendar_calls_worked(after: date, length: int) -> None:
    days = (after + timedelta(days=n) for n in range(1, length + 1))
    expected = sum(chinese_calendar.is_workday(day) for day in days)
    assert PLAIN.working_days(after, after + timedelta(days=length)) == expected


@pytest.mark.parametrize(
    ("after", "until", "year"), [((2026, 12, 31), (2027, 1, 1), 2027), ((2003, 5, 1), (2003, 5, 2), 2003)]
)
def test_an_unknown_year_is_said_aloud(after: tuple[int, int, int], until: tuple[int, int, int], year: int) -> None:
    with pytest.raises(UnknownYear, match=str(year)) as caught:
        PLAIN.working_days(date(*after), date(*until))
    assert caught.value.year == year


def test_the_last_day_of_an_unknown_year_is_not_asked() -> None:
    assert PLAIN.working_days(date(2003, 12, 31), date(2004, 1, 2)) == 1


def test_an_override_makes_a_year_known_and_wins() -> None:
    holidays = frozenset({date(2027, 1, 1)})
    calendar = Calendar({2027: (holidays, frozenset({date(2027, 1, 3)})), 2024: (frozenset(), frozenset())})
    assert calendar.working_days(date(2026, 12, 31), date(2027, 1, 4)) == 2  # Sunday 3 January and Monday
    assert calendar.working_days(date(2024, 9, 30), date(2024, 10, 7)) == 5  # the override knows no National Day


OFF = st.frozensets(st.dates(date(2027, 1, 1), date(2028, 12, 31)), max_size=30)


@given(OFF, OFF, st.dates(date(2027, 1, 1), date(2028, 12, 30)), st.integers(0, 400))
def test_an_override_counts_as_one_counts_by_hand(
    off: frozenset[date], extra: frozenset[date], after: date, length: int
) -> None:
    def of(year: int, days: frozenset[date]) -> frozenset[date]:
        return frozenset(day for day in days if day.year == year)

    calendar = Calendar({year: (of(year, off), of(year, extra)) for year in (2027, 2028)})
    until = min(after + timedelta(days=length), date(2028, 12, 31))
    count, day = 0, after
    while day < until:
        day += timedelta(days=1)
        count += day in extra or (day.weekday() < 5 and day not in off)
    assert calendar.working_days(after, until) == count


@given(st.dates(date(2004, 1, 1), date(2026, 6, 1)), st.integers(0, 90), st.integers(0, 90))
def test_a_span_is_the_sum_of_its_parts(after: date, first: int, second: int) -> None:
    middle, until = after + timedelta(days=first), after + timedelta(days=first + second)
    whole = PLAIN.working_days(after, until)
    assert whole == PLAIN.working_days(after, middle) + PLAIN.working_days(middle, until)
    assert 0 <= whole <= first + second
