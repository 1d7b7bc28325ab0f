"""date-in-future: dates that had not come when the page was seen."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import column, facts, field, fields, items, page, record, view

from auditor.kinds import Page
from auditor.kinds.future_date import Kind
from auditor.model import SiteView, Source, State

KIND = Kind(("written_date", "published_date"))
AS_OF = date(2023, 12, 31)


def dated(fetched: str | None = None, **values: str) -> Page:
    return page(record(fields=fields(**values), fetched_at=fetched))


def state(subject: Page, seen: SiteView | None = None) -> State:
    return KIND.judge(subject, facts(seen, as_of=AS_OF)).state


def test_without_a_day_of_capture_as_of_is_today() -> None:
    assert state(dated(published_date="2023-12-31")) is State.PASS
    assert state(dated(published_date="2024-01-01")) is State.FAIL
    assert state(dated(written_date="2024-01-01", published_date="2023-12-31")) is State.FAIL


def test_the_day_of_capture_is_that_in_china() -> None:
    assert state(dated("2024-01-05T15:59:59Z", published_date="2024-01-06")) is State.FAIL
    assert state(dated("2024-01-05T16:00:00Z", published_date="2024-01-06")) is State.PASS
    assert state(dated("2023-06-01T00:00:00Z", published_date="2023-07-01")) is State.FAIL
    assert state(dated("some day", published_date="2023-07-01")) is State.PASS  # as if not known


def test_a_site_with_many_later_entries_was_captured_after_as_of() -> None:
    later = items(("/1.html", "2024-01-02"), ("/2.html", "2024-01-03"), ("/3.html", "2024-02-01"), ("/4.html", None))
    subject = dated(published_date="2024-01-02")
    assert state(subject, view(columns=(column(items=later[:2]),))) is State.FAIL
    assert state(subject, view(columns=(column(items=later),))) is State.NEEDS_REVIEW
    captured = dated("2024-01-01T00:00:00Z", published_date="2024-01-02")
    assert state(captured, view(columns=(column(items=later),))) is State.FAIL


def test_a_day_of_migration_is_for_a_person() -> None:
    moved = view(crowded_dates=frozenset({"2032-05-10"}))
    assert state(dated("2024-01-01T00:00:00Z", published_date="2032-05-10"), moved) is State.NEEDS_REVIEW


def test_a_hit_quotes_each_date_that_lies_ahead() -> None:
    verdict = KIND.judge(dated(written_date="2032-05-08", published_date="2032-05-10"), facts(as_of=AS_OF))
    assert [one.quote for one in verdict.evidence] == ["成文日期 2032-05-08", "公开日期 2032-05-10"]
    assert verdict.values == {"raw": "2032-05-08、2032-05-10", "day": "2032-05-08", "today": "2023-12-31"}
    assert verdict.part == "written_date"


@pytest.mark.parametrize(
    "shown",
    [(), (field("published_date"),), (field("published_date", "2032-01-01", source=Source.HEADLINE),)],
)
def test_only_dates_of_the_block_are_judged(shown: tuple[object, ...]) -> None:
    assert state(page(record(fields=shown))) is State.NOT_APPLICABLE


@given(st.dates(date(2000, 1, 1), date(2060, 1, 1)), st.integers(-40, 40))
def test_the_verdict_flips_on_the_day_after_as_of(as_of: date, days: int) -> None:
    day = as_of + timedelta(days=days)
    verdict = KIND.judge(dated(published_date=day.isoformat()), facts(as_of=as_of))
    assert verdict.state is (State.FAIL if days > 0 else State.PASS)
