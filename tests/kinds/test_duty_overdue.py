"""duty-overdue: a thing that is due by a day is not there."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from making import column, facts, items, matter, page, record, site, task, unread, view

from auditor.kinds import Facts
from auditor.kinds._duties import WEIGHED, likely
from auditor.kinds.duty_overdue import Kind
from auditor.model import Matter, Reason, SiteView, State, Verdict
from auditor.text.workdays import Calendar

KIND = Kind(roles=("education",), words=("招生|入学",), due="06-30")
AFTER = date(2023, 12, 31)


def seen(**changes: Any) -> SiteView:  # noqa: ANN401 - attributes of `SiteView`
    held = column("education", name="教育", path="/jy/", items=items(("/jy/1.html", "2020-01-01")))
    return view(**{"columns": (held,), **changes})


def asked(*matters: Matter, as_of: date = AFTER, **changes: Any) -> Facts:  # noqa: ANN401 - of `SiteView`
    return facts(seen(**changes), as_of=as_of, matters=matters)


def judged(*matters: Matter, kind: Kind = KIND, as_of: date = AFTER, **duty: Any) -> Verdict:  # noqa: ANN401 - of `Duty`
    return kind.judge(task(**duty), asked(*matters, as_of=as_of))


def thing(day: str, title: str = "义务教育学校招生范围", role: str = "education") -> Matter:
    return matter(title, day, role=role)


@pytest.mark.parametrize(
    ("day", "due", "state"),
    [
        (date(2023, 3, 31), "03-31", State.PASS),
        (date(2023, 4, 1), "03-31", State.FAIL),
        (date(2023, 6, 30), "06-30", State.PASS),
        (date(2023, 7, 1), "06-30", State.FAIL),
        (date(2023, 8, 31), "08-31", State.PASS),
        (date(2023, 9, 1), "08-31", State.FAIL),
        (date(2023, 9, 30), "2023-09-30", State.PASS),
        (date(2023, 10, 1), "2023-09-30", State.FAIL),
        (date(2022, 7, 1), "06-30", State.PASS),  # since the last one was due
        (date(2022, 6, 30), "06-30", State.FAIL),  # that was last year's
    ],
)
def test_exactly_in_time_passes_and_one_day_late_fails(day: date, due: str, state: State) -> None:
    kind = Kind(roles=("education",), words=("招生|入学",), due=due)
    assert judged(thing(day.isoformat()), kind=kind).state is state


def test_nothing_is_late_before_its_day_is_over() -> None:
    verdict = judged(as_of=date(2023, 6, 30))
    assert (verdict.state, verdict.values["due"]) == (State.NOT_APPLICABLE, "2023-06-30")
    assert judged(as_of=date(2023, 7, 1)).state is State.FAIL
    assert judged(thing("2023-06-01"), as_of=date(2023, 6, 2)).state is State.PASS


def test_what_is_dated_after_as_of_is_not_there_yet() -> None:
    assert judged(thing("2023-06-29"), as_of=date(2023, 6, 28)).state is State.NOT_APPLICABLE


def test_a_hit_shows_the_late_page_or_the_column() -> None:
    late = judged(thing("2023-07-05"), thing("2023-09-05"))
    assert [one.quote for one in late.evidence] == ["义务教育学校招生范围"]
    assert "2023-07-05" in late.values["late"]
    missing = judged(thing("2021-07-05"))
    assert missing.values["late"] == "，未检索到"
    assert [(one.url, one.quote) for one in missing.evidence] == [("http://www.example.gov.cn/jy/", "条目/jy/1.html")]
    assert missing.values["duty"] == "按月公开全市财政收支情况"


@pytest.mark.parametrize(
    ("year", "as_of", "due"),
    [
        (2021, date(2023, 12, 31), "2023-06-30"),
        (2021, date(2023, 6, 30), "2022-06-30"),  # this year's is not over
        (2021, date(2023, 7, 1), "2023-06-30"),
        (2023, date(2023, 3, 1), "2023-06-30"),  # nobody owed it before the plan
    ],
)
def test_what_recurs_is_judged_for_the_last_day_that_is_over(year: int, as_of: date, due: str) -> None:
    assert judged(as_of=as_of, year=year, recurs=True).values["due"] == due


def test_a_leap_day_is_the_last_of_february() -> None:
    kind = Kind(roles=("education",), words=("招生",), due="02-29")
    assert judged(kind=kind).values["due"] == "2023-02-28"


@pytest.mark.parametrize("due", ["6月底", "13-01", "02-30", "6-30", ""])
def test_a_day_that_is_none_is_refused(due: str) -> None:
    with pytest.raises(ValueError, match=r"(?s).*"):
        Kind(due=due)


def test_a_period_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="不是时间长度"):
        Kind(since="year")


# ---------------------------------------------------------------- from an event

FUND = Kind(roles=("education",), words=("扶贫资金",), after="congress_end", working_days=60)


@pytest.mark.parametrize(
    ("day", "working_days", "state"),
    [
        ("2017-05-17", 60, State.PASS),
        ("2017-05-18", 60, State.FAIL),
        ("2017-03-06", 10, State.PASS),
        ("2017-03-07", 10, State.FAIL),
    ],
)
def test_working_days_after_an_event_are_counted_with_the_calendar(day: str, working_days: int, state: State) -> None:
    held = seen(site=site(events=(("congress_end", date(2017, 2, 20)),)))
    known = facts(held, as_of=date(2018, 1, 1), matters=[thing(day, "财政专项扶贫资金方案")])
    kind = Kind(roles=("education",), words=("扶贫资金",), after="congress_end", working_days=working_days)
    assert kind.judge(task(2017), known).state is state


def test_an_event_that_is_not_configured_leaves_the_duty_open() -> None:
    verdict = judged(kind=FUND, year=2017)
    assert (verdict.state, verdict.reason) == (State.NOT_ASSESSABLE, "event_congress_end")


def test_an_event_of_another_year_does_not_count_unless_the_duty_recurs() -> None:
    known = facts(seen(site=site(events=(("congress_end", date(2022, 1, 10)),))), as_of=AFTER)
    assert FUND.judge(task(2023), known).state is State.NOT_ASSESSABLE
    assert FUND.judge(task(2021, recurs=True), known).state is State.FAIL


def test_a_year_without_calendar_leaves_the_duty_open() -> None:
    held = seen(site=site(events=(("congress_end", date(2090, 2, 20)),)))
    known = facts(held, as_of=date(2091, 1, 1), calendar=Calendar({}))
    verdict = FUND.judge(task(2090), known)
    assert (verdict.state, verdict.reason) == (State.NOT_ASSESSABLE, "calendar_2090")


# ---------------------------------------------------------------- what keeps an absence from being certain


def test_words_elsewhere_and_pages_without_a_day_are_for_a_person() -> None:
    elsewhere = judged(thing("2023-06-01", role="notices"))
    assert (elsewhere.state, elsewhere.evidence[0].quote) == (State.NEEDS_REVIEW, "义务教育学校招生范围")
    assert "可能的证据" in elsewhere.values["found"]
    assert judged(thing("2023-07-01", role="notices")).state is State.FAIL  # late there, too
    assert judged(matter("招生范围", role="education")).state is State.NEEDS_REVIEW
    assert judged(matter("招生范围", role="notices")).state is State.NEEDS_REVIEW
    assert "等2处" in judged(matter("招生范围", role="notices"), thing("2023-06-01", role="news")).values["found"]


def test_the_likeliest_possible_evidence_comes_first() -> None:
    found = [matter(f"招生第{n}号", role="notices") for n in range(WEIGHED + 5)]
    wanted = matter("关于按月公开全市财政收支情况的招生", "2023-01-01", role="notices")
    ordered = likely(task(), [*found, wanted])
    assert (ordered[0], len(ordered)) == (wanted, WEIGHED)


def test_titles_without_the_words_or_with_barred_ones_do_not_count() -> None:
    kind = Kind(roles=("education",), words=("招生", "范围"), without=("高校",), due="06-30")
    assert judged(thing("2023-06-01"), kind=kind).state is State.PASS
    assert judged(thing("2023-06-01", "高校招生范围"), kind=kind).state is State.FAIL
    assert judged(thing("2023-06-01", "招生工作会议"), kind=kind).state is State.FAIL
    assert judged(thing("2023-06-01", "義務教育招生範圍"), kind=kind).state is State.PASS


def test_a_duty_without_words_takes_whatever_its_columns_hold() -> None:
    kind = Kind(roles=("education",), due="06-30")
    assert judged(thing("2023-06-01"), kind=kind).state is State.PASS
    assert judged(thing("2023-06-01", role="notices"), kind=kind).state is State.FAIL
    assert judged(thing("2023-06-01"), kind=Kind(due="06-30")).state is State.NOT_ASSESSABLE


LISTED = items(("/jy/1.html", "2023-09-01"), ("/jy/2.html", "2022-01-01"))


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"outcome": Reason.TIMEOUT}, Reason.TIMEOUT),
        ({"scripted": True}, Reason.PROFILE_DRIFT),
        ({"complete": False, "reason": Reason.NOT_CAPTURED}, Reason.NOT_CAPTURED),
        ({"complete": False, "reason": Reason.NOT_CAPTURED, "items": LISTED[:1]}, Reason.NOT_CAPTURED),
        ({"complete": False, "reason": Reason.NOT_CAPTURED, "items": LISTED[::-1]}, Reason.NOT_CAPTURED),
        ({"complete": False, "reason": Reason.NOT_CAPTURED, "items": LISTED}, None),
        ({"children": 2}, Reason.NOT_CAPTURED),
        ({"children": 2, "items": LISTED}, None),
        ({"is_list": False}, Reason.PROFILE_DRIFT),
        ({"content": True}, Reason.PROFILE_DRIFT),
        ({"content": True, "blank_words": "暂无内容"}, None),
        ({}, None),
    ],
)
def test_a_column_that_was_not_read_to_its_end_proves_nothing(changes: dict[str, Any], reason: Reason | None) -> None:
    held = column("education", name="教育", path="/jy/", **changes)
    verdict = KIND.judge(task(), facts(view(columns=(held,)), as_of=AFTER))
    assert verdict.state is (State.FAIL if reason is None else State.NOT_ASSESSABLE)
    assert verdict.reason == (reason or "")


def test_without_a_column_of_the_role_nothing_is_proven() -> None:
    for held in (view(), seen(whole_site=False)):
        verdict = KIND.judge(task(), facts(held, as_of=AFTER))
        assert (verdict.state, verdict.reason) == (State.NOT_ASSESSABLE, Reason.NOT_CAPTURED)


def test_columns_that_were_only_recognised_prove_nothing_of_a_site_in_part() -> None:
    stopped = page(unread("/x.html", Reason.LIMIT))
    partly = {one.place.url: one.place for one in (stopped, page(record()))}
    for changes in ({"not_captured": 3}, {"pages": partly}):
        verdict = KIND.judge(task(), asked(**changes))
        assert (verdict.state, verdict.reason) == (State.NOT_ASSESSABLE, Reason.NOT_CAPTURED)
    configured = site(columns=(seen().columns[0].column,))
    assert KIND.judge(task(), asked(not_captured=3, site=configured)).state is State.FAIL


# ---------------------------------------------------------------- properties

DAYS = st.integers(0, 1000).map(lambda days: (date(2022, 1, 1) + timedelta(days=days)).isoformat())
MATTERS = st.lists(st.builds(thing, DAYS, st.sampled_from(["招生", "会议"]), st.sampled_from(["education", "news"])))


@settings(deadline=None)
@given(MATTERS, st.randoms())
def test_the_order_of_pages_does_not_matter(found: list[Matter], random: Any) -> None:  # noqa: ANN401 - of hypothesis
    mixed = list(found)
    random.shuffle(mixed)
    assert judged(*found).state is judged(*mixed).state


@settings(deadline=None)
@given(MATTERS, MATTERS)
def test_adding_a_page_never_turns_done_into_overdue(found: list[Matter], more: list[Matter]) -> None:
    if judged(*found).state is State.PASS:
        assert judged(*found, *more).state is State.PASS


@pytest.mark.parametrize(("day", "state"), [("2017-03-12", State.PASS), ("2017-03-13", State.FAIL)])
def test_days_of_the_calendar_after_an_event_are_counted(day: str, state: State) -> None:
    held = seen(site=site(events=(("congress_end", date(2017, 2, 20)),)))
    kind = Kind(roles=("education",), words=("招生",), after="congress_end", days=20)
    known = facts(held, as_of=date(2017, 6, 30), matters=(thing(day),))
    verdict = kind.judge(task(year=2017), known)
    assert (verdict.state, verdict.values["due"]) == (state, "2017-03-12")
