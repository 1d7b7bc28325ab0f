"""series-gap: a week, a month, a quarter of a series stands empty."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from making import column, facts, matter, task, view

from auditor.kinds import Facts
from auditor.kinds.series_gap import Kind
from auditor.model import Matter, Reason, State, Verdict
from auditor.text.workdays import Calendar

AFTER = date(2024, 12, 31)


def series(**options: Any) -> Kind:  # noqa: ANN401 - of `Kind`
    return Kind(**{"roles": ("prices",), "words": ("价格|收购|收支",), **options})


def asked(*matters: Matter, as_of: date = AFTER, calendar: Calendar | None = None, **changes: Any) -> Facts:  # noqa: ANN401 - of `ColumnView`
    held = column("prices", name="价格信息", path="/jg/", **changes)
    return facts(view(columns=(held,)), as_of=as_of, matters=matters, calendar=calendar)


def judged(kind: Kind, *matters: Matter, as_of: date = AFTER, **duty: Any) -> Verdict:  # noqa: ANN401 - of `Duty`
    return kind.judge(task(**duty), asked(*matters, as_of=as_of))


def on(*days: str, title: str = "重点批发市场价格", role: str = "prices") -> list[Matter]:
    return [matter(title, day, role=role) for day in days]


def every(first: date, step: int, count: int) -> list[str]:
    return [(first + timedelta(days=step * nth)).isoformat() for nth in range(count)]


# ---------------------------------------------------------------- weeks and five days

WEEKS = series(every="P1W")


def weeks_but(number: int, *instead: str) -> list[Matter]:
    days = every(date(2023, 1, 4), 7, 52)  # every Wednesday
    return on(*(day for nth, day in enumerate(days) if nth != number), *instead)


def test_every_week_of_a_year_owes_one() -> None:
    assert judged(WEEKS, *weeks_but(99)).state is State.PASS
    verdict = judged(WEEKS, *weeks_but(10))
    assert (verdict.state, verdict.values["missing"]) == (State.FAIL, "2023-03-13至2023-03-19")


@pytest.mark.parametrize(
    ("day", "state"),
    [
        ("2023-03-12", State.FAIL),  # the Sunday before: its week has one already
        ("2023-03-13", State.PASS),
        ("2023-03-19", State.PASS),
        ("2023-03-20", State.FAIL),
    ],
)
def test_a_week_runs_from_monday_to_sunday(day: str, state: State) -> None:
    assert judged(WEEKS, *weeks_but(10, day)).state is state


def test_a_grace_is_counted_from_the_end_of_the_week() -> None:
    kind = series(every="P1W", grace="P2D")
    assert judged(kind, *weeks_but(10, "2023-03-21")).state is State.PASS
    assert judged(kind, *weeks_but(10, "2023-03-22")).state is State.FAIL


def test_a_week_without_a_working_day_owes_nothing() -> None:
    assert judged(WEEKS, *on(*every(date(2022, 1, 5), 7, 4), *every(date(2022, 2, 9), 7, 47)), year=2022).state is (
        State.PASS
    )  # 31 January to 6 February 2022


def test_a_year_without_calendar_leaves_the_series_open() -> None:
    verdict = judged(WEEKS, year=2090, as_of=date(2091, 1, 1))
    assert (verdict.state, verdict.reason) == (State.NOT_ASSESSABLE, "calendar_2090")


SEASON = series(every="P5D", seasons=("06-01/06-30",))


@pytest.mark.parametrize(
    ("days", "state"),
    [
        (every(date(2023, 6, 5), 5, 6), State.PASS),  # the last day of each five
        (every(date(2023, 6, 1), 5, 6), State.PASS),
        (["2023-06-06", *every(date(2023, 6, 10), 5, 5)], State.FAIL),  # one day late
        (every(date(2023, 6, 5), 5, 5), State.FAIL),
        (every(date(2023, 5, 1), 5, 6), State.FAIL),  # before the season
    ],
)
def test_five_days_are_counted_inside_the_season_alone(days: list[str], state: State) -> None:
    assert judged(SEASON, *on(*days)).state is state


def test_a_season_may_run_over_the_new_year() -> None:
    kind = series(every="P5D", seasons=("12-22/01-05",))
    owed = on("2023-01-01", "2023-12-22", "2023-12-27")
    assert judged(kind, *owed).state is State.PASS  # the five days of 1 to 5 January, and two runs in December
    assert judged(kind, *owed[1:]).state is State.FAIL


# ---------------------------------------------------------------- months, quarters, years

MONTHS = series(every="P1M", grace="P1M")


def months_but(month: int, *instead: tuple[str, str]) -> list[Matter]:
    named = [(f"2023年{m}月财政收支", f"2023-{m + 1:02d}-15" if m < 12 else "2024-01-15") for m in range(1, 13)]
    return [matter(title, day, role="prices") for title, day in (*(named[: month - 1] + named[month:]), *instead)]


def test_every_month_owes_one() -> None:
    assert judged(MONTHS, *months_but(13)).state is State.PASS
    verdict = judged(MONTHS, *months_but(7))
    assert (verdict.state, verdict.values["missing"], verdict.values["count"]) == (State.FAIL, "2023年7月", "11")


@pytest.mark.parametrize(
    ("instead", "state"),
    [
        (("财政收支", "2023-08-31"), State.PASS),  # the last day of its grace
        (("财政收支", "2023-09-01"), State.FAIL),
        (("财政收支", "2023-07-01"), State.PASS),
        (("财政收支", "2023-06-30"), State.FAIL),
        (("7月财政收支", "2023-11-01"), State.PASS),  # late, but there
        (("6-7月财政收支", "2023-08-01"), State.PASS),
        (("2022年7月财政收支", "2023-08-01"), State.FAIL),
        (("1-7月财政收支", "2023-08-01"), State.PASS),
        (("1-8月财政收支", "2023-09-01"), State.FAIL),
        (("第三季度财政收支", "2023-10-01"), State.PASS),
    ],
)
def test_a_month_is_filled_by_its_name_or_by_its_day(instead: tuple[str, str], state: State) -> None:
    assert judged(MONTHS, *months_but(7, instead)).state is state


def test_a_month_that_is_not_over_owes_nothing_yet() -> None:
    verdict = judged(MONTHS, as_of=date(2023, 2, 28))
    assert (verdict.state, verdict.values["due"]) == (State.NOT_APPLICABLE, "2023-02-28")
    assert judged(MONTHS, as_of=date(2023, 3, 1)).state is State.FAIL
    done = judged(MONTHS, *on("2023-01-20", title="财政收支"), as_of=date(2023, 3, 1))
    assert (done.state, done.values["due"]) == (State.PASS, "2023-03-28")


@pytest.mark.parametrize(
    ("days", "state"),
    [
        (("2023-03-31", "2023-06-30", "2023-09-30", "2023-12-31"), State.PASS),
        (("2023-01-01", "2023-04-01", "2023-07-01", "2023-10-01"), State.PASS),
        (("2023-04-01", "2023-06-30", "2023-09-30", "2023-12-31"), State.FAIL),
        (("2023-03-31", "2023-06-30", "2023-09-30", "2024-01-01"), State.FAIL),
    ],
)
def test_quarters_are_those_of_the_calendar(days: tuple[str, ...], state: State) -> None:
    verdict = judged(series(every="P3M"), *on(*days))
    assert verdict.state is state
    assert ("季度" in verdict.values.get("missing", "")) is (state is State.FAIL)


def test_a_year_is_filled_by_its_name_or_by_its_day() -> None:
    kind = series(every="P1Y")
    assert judged(kind, *on("2023-12-31")).state is State.PASS
    assert judged(kind, *on("2024-01-01")).values["missing"] == "2023年"
    assert judged(kind, *on("2024-01-01", title="2023年度价格")).state is State.PASS
    assert judged(kind, *on("2023-01-01", title="2022年度价格")).state is State.FAIL


def test_many_holes_are_counted() -> None:
    assert judged(MONTHS).values["missing"].endswith("2023年6月等12个周期")


@pytest.mark.parametrize(
    ("year", "as_of", "missing"),
    [
        (2020, date(2023, 7, 15), "2022年8月"),  # twelve months back; nothing before
        (2023, date(2023, 7, 15), "2023年1月"),  # nobody owed it before the plan
    ],
)
def test_what_recurs_is_judged_over_the_twelve_months_behind(year: int, as_of: date, missing: str) -> None:
    assert judged(MONTHS, year=year, as_of=as_of, recurs=True).values["missing"].startswith(missing)


# ---------------------------------------------------------------- what keeps a hole from being certain


@pytest.mark.parametrize(
    "other",
    [
        matter("2023年7月财政收支", "2023-08-15", role="news"),
        matter("财政收支", role="prices"),
        matter("财政收支", role="news"),
    ],
)
def test_what_may_fill_the_hole_is_for_a_person(other: Matter) -> None:
    verdict = judged(MONTHS, *months_but(7), other)
    assert (verdict.state, verdict.values["missing"]) == (State.NEEDS_REVIEW, "2023年7月")
    assert verdict.evidence[0].quote == other.title
    two = [one for one in months_but(7) if "3月" not in one.title]
    assert judged(MONTHS, *two, other).state is State.FAIL  # it can fill but one of two


def test_what_fills_no_hole_elsewhere_changes_nothing() -> None:
    other = matter("2023年8月财政收支", "2023-09-15", role="news")
    assert judged(MONTHS, *months_but(7), other).state is State.FAIL


def test_a_column_that_was_not_read_proves_nothing() -> None:
    verdict = MONTHS.judge(task(), asked(scripted=True))
    assert (verdict.state, verdict.reason) == (State.NOT_ASSESSABLE, Reason.PROFILE_DRIFT)


@pytest.mark.parametrize(
    "wrong", [{"every": "monthly"}, {"every": "P0D"}, {"grace": "later"}, {"seasons": ("6-1/7-1",)}, {"seasons": ("",)}]
)
def test_periods_and_seasons_that_are_none_are_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"(?s).*"):
        series(**wrong)


# ---------------------------------------------------------------- properties

DAYS = st.integers(0, 420).map(lambda days: (date(2022, 12, 1) + timedelta(days=days)).isoformat())
TITLES = st.sampled_from(["财政收支", "2023年3月财政收支", "1-2月财政收支", "会议"])
MATTERS = st.lists(st.builds(lambda day, title: matter(title, day, role="prices"), DAYS, TITLES), max_size=10)
QUARTERS = series(every="P3M", grace="P1M")


@settings(deadline=None)
@given(MATTERS, st.randoms())
def test_the_order_of_pages_does_not_matter(found: list[Matter], random: Any) -> None:  # noqa: ANN401 - of hypothesis
    mixed = list(found)
    random.shuffle(mixed)
    assert judged(QUARTERS, *found).state is judged(QUARTERS, *mixed).state


@settings(deadline=None)
@given(MATTERS, MATTERS)
def test_adding_a_page_never_turns_done_into_overdue(found: list[Matter], more: list[Matter]) -> None:
    whole = on("2023-03-01", "2023-06-01", "2023-09-01", "2023-12-01")
    assert judged(QUARTERS, *whole, *found, *more).state is State.PASS
    count = int(judged(QUARTERS, *found, *more).values["count"])
    assert count >= int(judged(QUARTERS, *found).values["count"])
