"""validity-not-yet-effective: the day in force lies ahead, the page says that it has come."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import facts, field, page, record, statement

from auditor.kinds.not_begun import Kind
from auditor.model import Field, State, Statement, Verdict

KIND = Kind()
VALID = field("validity", "valid", raw="有效")


def judge(*said: Statement, shown: tuple[Field, ...] = (VALID,), as_of: date = date(2023, 12, 31)) -> Verdict:
    return KIND.judge(page(record(fields=shown, statements=said)), facts(as_of=as_of))


def begins(day: str) -> Statement:
    return statement("effective", f"本办法自{day}起施行", date=day)


@given(st.dates(date(2010, 1, 1), date(2040, 1, 1)), st.integers(-40, 40))
def test_the_verdict_flips_on_the_day_itself(day: date, days: int) -> None:
    verdict = judge(begins(day.isoformat()), as_of=day + timedelta(days=days))
    assert verdict.state is (State.FAIL if days < 0 else State.PASS)


def test_of_several_days_the_first_counts() -> None:
    assert judge(begins("2024-02-01"), begins("2023-01-01")).state is State.PASS
    assert judge(begins("2024-02-01"), begins("2024-03-01")).values["effective_date"] == "2024-02-01"


def test_the_field_says_it_too() -> None:
    verdict = judge(shown=(VALID, field("effective_date", "2024-02-01")))
    assert verdict.state is State.FAIL
    assert [one.quote for one in verdict.evidence] == ["施行日期 2024-02-01", "有效性 有效"]
    assert verdict.values == {"raw": "有效", "effective_date": "2024-02-01"}
    assert judge(shown=(VALID, field("effective_date"))).state is State.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("said", "shown", "state"),
    [
        ((begins("2024-02-01"),), (field("validity", "not_yet_effective", raw="尚未生效"),), State.PASS),
        ((begins("2024-02-01"),), (), State.NOT_APPLICABLE),
        ((begins("2024-02-01"),), (field("validity"),), State.NOT_APPLICABLE),
        ((statement("effective", "自公布之日起施行"),), (VALID,), State.NOT_APPLICABLE),
        ((statement("expires", "有效期至2024年2月1日", date="2024-02-01"),), (VALID,), State.NOT_APPLICABLE),
    ],
)
def test_near_misses(said: tuple[Statement, ...], shown: tuple[Field, ...], state: State) -> None:
    assert judge(*said, shown=shown).state is state
