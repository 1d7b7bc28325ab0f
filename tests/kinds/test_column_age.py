from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import column, facts, items

from auditor.kinds.column_age import Kind
from auditor.model import Item, Reason, State, Vocabulary

KIND = Kind({"news": "P2W", "notices": "P6M"})


@pytest.mark.parametrize(
    ("role", "newest", "state"),
    [
        ("news", "2023-12-17", State.PASS),  # exactly two weeks
        ("news", "2023-12-16", State.FAIL),
        ("notices", "2023-06-30", State.FAIL),  # six months of 30 June end on 30 December
        ("notices", "2023-07-01", State.PASS),
    ],
)
def test_exactly_the_period_is_in_time(role: str, newest: str, state: State) -> None:
    subject = column(role, items=items(("/1.html", newest), ("/2.html", "2020-01-01")))
    assert KIND.judge(subject, facts()).state is state


def test_the_period_of_the_column_goes_before_that_of_its_role() -> None:
    entries = items(("/1.html", "2023-12-01"))
    assert KIND.judge(column("news", items=entries), facts()).state is State.FAIL
    assert KIND.judge(column("news", items=entries, update_every="P6M"), facts()).state is State.PASS
    assert KIND.judge(column("plans", items=entries, update_every="P2W"), facts()).state is State.FAIL


def test_a_column_without_a_period_owes_no_update() -> None:
    assert KIND.judge(column("plans", items=items(("/1.html", "1999-01-01"))), facts()).state is State.NOT_APPLICABLE


def test_a_hit_names_the_newest_item_and_the_day_it_was_due() -> None:
    entries = (Item("旧闻", "http://x/1", "2023-01-01", "css:1"), Item("新闻", "http://x/2", "2023-03-01", "css:2"))
    verdict = KIND.judge(column("news", name="要闻", items=entries), facts())
    assert verdict.values == {
        "newest": "2023-03-01",
        "newest_title": "新闻",
        "period": "2周",
        "name": "要闻",
        "due": "2023-03-15",
    }
    assert [(one.quote, one.locator) for one in verdict.evidence] == [("新闻 2023-03-01", "css:2")]


@pytest.mark.parametrize(
    ("period", "says"), [("P2W", "2周"), ("P6M", "6个月"), ("P1Y", "1年"), ("P10D", "10天"), ("P1Y6M", "1年6个月")]
)
def test_a_period_is_said_in_words(period: str, says: str) -> None:
    subject = column(items=items(("/1.html", "2015-01-01")), update_every=period)
    assert KIND.judge(subject, facts()).values["period"] == says
    assert KIND.judge(subject, facts(vocabulary=Vocabulary({}))).values["period"] == period.removeprefix("P")


def test_a_pinned_old_item_does_not_age_a_column() -> None:
    entries = items(("/pinned.html", "2015-01-01"), ("/1.html", "2023-12-30"), ("/2.html", "2023-12-29"))
    assert KIND.judge(column("news", items=entries), facts()).state is State.PASS


def test_items_dated_after_as_of_do_not_keep_a_column_fresh() -> None:
    entries = items(("/1.html", "2024-02-01"), ("/2.html", "2023-01-01"))
    assert KIND.judge(column("news", items=entries), facts()).state is State.FAIL


def test_items_dated_after_as_of_are_as_if_they_were_not_there() -> None:
    """A later copy of the site tells as much about the earlier day: dates that can be read are no drift."""
    later = [(f"/{day}.html", f"2024-02-{day:02}") for day in range(10, 20)]
    fresh = column("news", items=items(*later, ("/1.html", "2023-12-30"), ("/2.html", "2023-12-20")))
    stale = column("news", items=items(*later, ("/1.html", "2023-11-30"), ("/2.html", "2023-11-20")))
    assert KIND.judge(fresh, facts()).state is State.PASS
    assert KIND.judge(stale, facts()).state is State.FAIL


def test_a_column_with_later_items_only_was_not_seen_as_it_stood() -> None:
    subject = column("news", items=items(("/1.html", "2024-02-01")))
    assert KIND.judge(subject, facts()).state is State.NOT_ASSESSABLE


@pytest.mark.parametrize("dated", [0, 1])
def test_a_list_without_readable_dates_cannot_be_aged(dated: int) -> None:
    entries = [("/old.html", "2015-01-01")][:dated] + [(f"/{n}.html", None) for n in range(3)]
    verdict = KIND.judge(column("news", items=items(*entries)), facts())
    assert (verdict.state, verdict.reason) == (State.NOT_ASSESSABLE, Reason.PROFILE_DRIFT)


def test_a_column_that_could_not_be_read_is_not_stale() -> None:
    verdict = KIND.judge(column("news", outcome=Reason.TIMEOUT), facts())
    assert (verdict.state, verdict.reason) == (State.NOT_ASSESSABLE, Reason.TIMEOUT)


def test_an_empty_column_is_another_rules_matter() -> None:
    assert KIND.judge(column("news"), facts()).state is State.NOT_APPLICABLE


@pytest.mark.parametrize("entries", [(), items(("/1.html", "2015-01-01"))])
def test_nothing_can_be_said_of_a_list_that_a_script_fills(entries: tuple[Item, ...]) -> None:
    verdict = KIND.judge(column("news", items=entries, scripted=True), facts())
    assert (verdict.state, verdict.reason) == (State.NOT_ASSESSABLE, Reason.PROFILE_DRIFT)


OLD = {"complete": False, "reason": Reason.NOT_CAPTURED}


@pytest.mark.parametrize(
    ("days", "state"),
    [
        (("2023-03-01", "2023-02-01"), State.FAIL),  # runs from new to old: the missing pages are older
        (("2019-01-01", "2023-03-01", "2023-02-01"), State.FAIL),  # a pinned item at its head
        (("2023-02-01", "2023-03-01", "2023-01-01", "2023-02-15"), State.NOT_ASSESSABLE),  # no order
        (("2023-02-01", "2023-03-01", "2022-01-01"), State.FAIL),
    ],
)
def test_a_column_not_captured_to_its_end_is_stale_only_where_the_newest_stand_first(
    days: tuple[str, ...], state: State
) -> None:
    entries = items(*((f"/{n}.html", day) for n, day in enumerate(days)))
    verdict = KIND.judge(column("news", items=entries, **OLD), facts())
    assert verdict.state is state
    assert verdict.reason == ("" if state is State.FAIL else Reason.NOT_CAPTURED)


def test_an_order_cannot_be_seen_where_the_first_page_shows_no_dates() -> None:
    later = items(("/2.html", "2023-02-01"), ("/3.html", "2023-01-01"))
    first = items(("/1.html", None))
    verdict = KIND.judge(column("news", items=(*first, *later), first_items=first, **OLD), facts())
    assert verdict.state is State.NOT_ASSESSABLE


def test_a_fresh_item_proves_a_column_fresh_however_little_was_captured() -> None:
    assert KIND.judge(column("news", items=items(("/1.html", "2023-12-30")), **OLD), facts()).state is State.PASS


@given(st.lists(st.integers(0, 900), min_size=1, max_size=8), st.integers(0, 900), st.randoms())
def test_neither_order_nor_older_items_age_a_column(ages: list[int], older: int, shuffle: Random) -> None:
    days = [date(2023, 12, 31) - timedelta(days=age) for age in ages]
    entries = list(items(*((f"/{n}.html", day.isoformat()) for n, day in enumerate(days))))
    state = KIND.judge(column("news", items=tuple(entries)), facts()).state
    assert state is (State.PASS if min(ages) <= 14 else State.FAIL)
    shuffle.shuffle(entries)
    assert KIND.judge(column("news", items=tuple(entries)), facts()).state is state
    past = (date(2023, 12, 31) - timedelta(days=min(ages) + older)).isoformat()
    more = (*entries, *items(("/older.html", past)))
    assert KIND.judge(column("news", items=more), facts()).state is state


def test_an_item_without_a_day_above_the_newest_dated_one_may_be_newer() -> None:
    """12-28 without a year, or 今天, stands above a list of last year."""
    fresh = items(("/0.html", None), ("/1.html", "2022-11-28"), ("/2.html", "2022-11-20"), ("/3.html", "2022-11-10"))
    verdict = KIND.judge(column("notices", items=fresh), facts())
    assert (verdict.state, verdict.reason) == (State.NOT_ASSESSABLE, Reason.PROFILE_DRIFT)
    below = (*fresh[1:], fresh[0])
    assert KIND.judge(column("notices", items=below), facts()).state is State.FAIL
