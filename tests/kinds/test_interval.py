from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import facts, field, fields, page, record, view

from auditor.kinds import Page
from auditor.kinds.interval import Kind
from auditor.model import Reason, Source, State
from auditor.text.workdays import Calendar

LATE = Kind("written_date", "published_date", at_most=20, unit="working_days", ambiguous=("发文日期", "生成日期"))
REVERSED = Kind("written_date", "published_date", at_least=0, ambiguous=("发文日期", "生成日期"))


def dated(written: str | None, published: str | None, path: str = "/zcwj/1.html") -> Page:
    return page(record(path, fields=fields(written_date=written, published_date=published)))


@pytest.mark.parametrize(
    ("published", "state"),
    # 国庆 2023: 29 Sep to 6 Oct off, 7 and 8 Oct worked: the 20th working day after 20 Sep is 24 Oct
    [("2023-10-24", State.PASS), ("2023-10-25", State.FAIL)],
)
def test_twenty_working_days_are_in_time_and_the_next_one_is_late(published: str, state: State) -> None:
    assert LATE.judge(dated("2023-09-20", published), facts()).state is state


def test_a_calendar_override_moves_the_limit() -> None:
    """The twenty-first day becomes a holiday: it does not count any more."""
    off = Calendar({2023: (frozenset(date(2023, 9, 21 + n) for n in range(5)), frozenset())})
    assert LATE.judge(dated("2023-09-20", "2023-10-20"), facts(calendar=off)).state is State.PASS
    assert LATE.judge(
        dated("2023-09-20", "2023-10-20"), facts(calendar=Calendar({2023: (frozenset(),) * 2}))
    ).state is (State.FAIL)


def test_a_weekend_that_is_worked_counts() -> None:
    plain = Calendar({2023: (frozenset(), frozenset())})
    worked = Calendar({2023: (frozenset(), frozenset({date(2023, 6, 3)}))})
    subject = dated("2023-06-01", "2023-06-29")  # 20 working days, 21 with Saturday 3 June
    assert LATE.judge(subject, facts(calendar=plain)).state is State.PASS
    assert LATE.judge(subject, facts(calendar=worked)).state is State.FAIL


def test_a_late_document_says_how_late_and_where_it_was_seen() -> None:
    verdict = LATE.judge(dated("2023-09-20", "2023-10-25"), facts())
    assert verdict.values == {"start": "2023-09-20", "end": "2023-10-25", "span": "21", "limit": "20"}
    assert [one.quote for one in verdict.evidence] == ["成文日期 2023-09-20", "公开日期 2023-10-25"]
    assert [one.locator for one in verdict.evidence] == ["css:#written_date", "css:#published_date"]
    assert verdict.part == "published_date"


@pytest.mark.parametrize("written", ["2027-12-20", "2003-12-01"])
def test_a_year_that_the_calendar_does_not_know_is_said_aloud_and_not_judged(written: str) -> None:
    year = int(written[:4])
    verdict = LATE.judge(dated(written, f"{year + 1}-03-01"), facts(as_of=date(2029, 1, 1)))
    assert verdict.state is State.NOT_ASSESSABLE
    assert verdict.reason == f"calendar_{year}"


def test_few_calendar_days_need_no_calendar() -> None:
    """Twenty days hold at most twenty working days, known year or not."""
    assert LATE.judge(dated("2031-01-01", "2031-01-21"), facts(as_of=date(2032, 1, 1))).state is State.PASS


@given(st.dates(date(2004, 1, 1), date(2025, 12, 31)), st.integers(0, 60))
def test_calendar_days_are_never_fewer_than_working_days(start: date, days: int) -> None:
    """What a limit in days lets pass, the same limit in working days lets pass too."""
    end = date.fromordinal(start.toordinal() + days)
    subject = dated(start.isoformat(), end.isoformat())
    known = facts(as_of=end)
    in_days = Kind("written_date", "published_date", at_most=20).judge(subject, known)
    assert in_days.state is (State.PASS if days <= 20 else State.FAIL)
    if in_days.state is State.PASS:
        assert LATE.judge(subject, known).state is State.PASS


def test_what_is_published_after_as_of_was_not_there_to_be_late() -> None:
    subject = dated("2023-03-01", "2023-08-01")
    assert LATE.judge(subject, facts(as_of=date(2023, 7, 31))).state is State.NOT_APPLICABLE
    assert LATE.judge(subject, facts(as_of=date(2023, 8, 1))).state is State.FAIL


@pytest.mark.parametrize("missing", ["written_date", "published_date"])
@pytest.mark.parametrize("empty", [True, False])
def test_without_two_dates_there_is_nothing_to_count(missing: str, *, empty: bool) -> None:
    there = [field(name, "2023-01-01") for name in ("written_date", "published_date") if name != missing]
    shown = (*there, field(missing)) if empty else tuple(there)
    assert LATE.judge(page(record(fields=shown)), facts()).state is State.NOT_APPLICABLE


def test_the_day_itself_is_not_reversed_and_the_day_before_is() -> None:
    assert REVERSED.judge(dated("2023-05-10", "2023-05-10"), facts()).state is State.PASS
    verdict = REVERSED.judge(dated("2023-05-11", "2023-05-10"), facts())
    assert verdict.state is State.FAIL
    assert verdict.values["span"] == "1"


@pytest.mark.parametrize("label", ["发文日期", "[ 发文日期 ]", "發文日期:", "信息 生成日期"])
@pytest.mark.parametrize("kind", [LATE, REVERSED])
def test_a_label_that_means_different_days_is_for_a_person(kind: Kind, label: str) -> None:
    written, published = ("2023-03-01", "2023-08-01") if kind is LATE else ("2023-08-01", "2023-03-01")
    subject = record(fields=(field("written_date", written, label=label), field("published_date", published)))
    assert kind.judge(page(subject), facts()).state is State.NEEDS_REVIEW


@pytest.mark.parametrize("source", [Source.HEADLINE, Source.META, Source.BODY])
@pytest.mark.parametrize("name", ["written_date", "published_date"])
def test_only_dates_of_the_block_make_a_certain_fail(name: str, source: Source) -> None:
    shown = {"written_date": "2023-03-01", "published_date": "2023-08-01"}
    both = tuple(field(one, value, source=source if one == name else Source.BLOCK) for one, value in shown.items())
    assert LATE.judge(page(record(fields=both)), facts()).state is State.NEEDS_REVIEW


def test_a_block_filled_by_a_script_in_the_page_is_as_certain_as_a_block() -> None:
    both = (
        field("written_date", "2023-03-01", source=Source.SCRIPT),
        field("published_date", "2023-08-01", source=Source.SCRIPT),
    )
    assert LATE.judge(page(record(fields=both)), facts()).state is State.FAIL


def test_a_day_on_which_the_site_was_migrated_is_for_a_person() -> None:
    crowded = facts(view(crowded_dates=frozenset({"2023-08-01"})))
    assert LATE.judge(dated("2023-03-01", "2023-08-01"), crowded).state is State.NEEDS_REVIEW
    assert LATE.judge(dated("2023-03-01", "2023-08-02"), crowded).state is State.FAIL


@pytest.mark.parametrize(
    ("path", "state"),
    [
        ("/zcwj/202303/t20230302_1234.html", State.NEEDS_REVIEW),
        ("/zcwj/2023-03-02/1234.html", State.NEEDS_REVIEW),
        ("/art/2023/3/2/art_123_456.html", State.NEEDS_REVIEW),
        ("/art/2023/03/02/art_123_456.html", State.NEEDS_REVIEW),
        ("/zcwj/202308/t20230801_1234.html", State.FAIL),
        ("/zcwj/202308/t20230802_1234.html", State.FAIL),  # published at midnight
        ("/art/2023/8/1/art_123_456.html", State.FAIL),
        ("/zcwj/20230231/1234.html", State.FAIL),  # no day at all
        ("/zcwj/120230302/1234.html", State.FAIL),  # digits of a longer number
        ("/zcwj/1234.html", State.FAIL),
    ],
)
def test_an_address_with_another_day_is_a_sign_of_migration(path: str, state: State) -> None:
    assert LATE.judge(dated("2023-03-01", "2023-08-01", path), facts()).state is state


def test_a_page_that_could_not_be_read_never_gets_here_but_unreadable_dates_do() -> None:
    broken = field("published_date", None, raw="1696786869000", reason="not_a_date")
    subject = record(fields=(field("written_date", "2023-03-01"), broken), outcome=Reason.OK)
    assert LATE.judge(page(subject), facts()).state is State.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("remark", "method", "state"),
    [
        ("（此件依申请公开）", None, State.NEEDS_REVIEW),
        ("", "依申请公开", State.NEEDS_REVIEW),
        ("", "主动公开", State.FAIL),
        ("各单位要做好依申请公开工作，" + "按照有关规定及时答复申请人提出的申请" * 2, None, State.FAIL),
    ],
)
def test_a_document_that_was_not_public_at_first_is_for_a_person(remark: str, method: str | None, state: State) -> None:
    kind = Kind("written_date", "published_date", at_most=20, unit="working_days", excuses=("依申请公开",))
    shown = fields(written_date="2023-05-08", published_date="2023-09-10")
    shown += (field("disclosure_method", method),) if method else ()
    subject = page(record(fields=shown))
    seen = facts(bodies={subject.record.url: f"各镇人民政府：\n{remark}"})
    assert kind.judge(subject, seen).state is state
    assert Kind("written_date", "published_date", at_most=20).judge(subject, seen).state is State.FAIL
