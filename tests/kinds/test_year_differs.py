"""document-number-year-mismatch: the year of a 文号 against the day of writing."""

import pytest
from making import facts, field, fields, page, record

from auditor.kinds.year_differs import Kind
from auditor.model import Source, State

KIND = Kind()


def judge(number: str | None, day: str | None, source: Source = Source.BLOCK) -> State:
    shown = (field("document_number", number, source=source), field("written_date", day))
    return KIND.judge(page(record(fields=shown)), facts()).state


@pytest.mark.parametrize(
    ("number", "day", "state"),
    [
        ("郯政办发〔2023〕12号", "2023-05-08", State.PASS),
        ("郯政办发〔2022〕66号", "2023-01-31", State.PASS),  # given out in January
        ("郯政办发〔2022〕66号", "2023-02-01", State.FAIL),
        ("郯政办发〔2021〕66号", "2023-01-31", State.FAIL),
        ("郯政办发〔2024〕1号", "2023-12-31", State.FAIL),
        ("公告第3号", "2023-05-08", State.NOT_APPLICABLE),  # bears no year
        ("tanchengxzf0001/2022-0000101", "2023-05-08", State.NOT_APPLICABLE),
        (None, "2023-05-08", State.NOT_APPLICABLE),
        ("郯政办发〔2022〕66号", None, State.NOT_APPLICABLE),
    ],
)
def test_the_two_years_agree_but_for_january(number: str | None, day: str | None, state: State) -> None:
    assert judge(number, day) is state


@pytest.mark.parametrize("number", ["郯政办发[2022]12号", "郯政办发 （2022） 12 号", "郯政办发﹝2022﹞12号"])
def test_brackets_and_blanks_do_not_change_the_verdict(number: str) -> None:
    assert judge(number, "2023-05-08") is State.FAIL


def test_a_hit_quotes_number_and_day() -> None:
    shown = fields(document_number="郯政办发〔2022〕12号", written_date="2023-05-08")
    verdict = KIND.judge(page(record(fields=shown)), facts())
    assert [one.quote for one in verdict.evidence] == ["文号 郯政办发〔2022〕12号", "成文日期 2023-05-08"]
    assert verdict.values == {"raw": "郯政办发〔2022〕12号", "day": "2023-05-08", "year": "2022"}


def test_only_the_block_is_judged_and_labels_must_be_there() -> None:
    assert judge("郯政办发〔2022〕12号", "2023-05-08", Source.HEADLINE) is State.NOT_APPLICABLE
    assert KIND.judge(page(record()), facts()).state is State.NOT_APPLICABLE
    review = page(record(fields=fields(document_number="郯政办发〔2022〕12号")))
    assert KIND.judge(review, facts()).state is State.NOT_APPLICABLE
