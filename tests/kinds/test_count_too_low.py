"""count-too-low: fewer than N in the year that is judged."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from making import column, facts, items, matter, task, view

from auditor.kinds import Facts
from auditor.kinds.count_too_low import Kind
from auditor.model import Matter, PageText, Reason, State, Verdict

KIND = Kind(roles=("meetings",), words=("列席",), at_least=8, distinct="第.{1,5}次")
AFTER = date(2024, 1, 1)


def asked(*matters: Matter, as_of: date = AFTER, texts: dict[str, PageText] | None = None, **changes: Any) -> Facts:  # noqa: ANN401 - of `ColumnView`
    held = column("meetings", name="会议公开", path="/hy/", **changes)
    return facts(view(columns=(held,)), as_of=as_of, matters=matters, texts=texts)


def judged(*matters: Matter, kind: Kind = KIND, as_of: date = AFTER, **duty: Any) -> Verdict:  # noqa: ANN401 - of `Duty`
    return kind.judge(task(**duty), asked(*matters, as_of=as_of))


def meeting(number: int, day: str = "", role: str = "meetings") -> Matter:
    return matter(f"公众代表列席县政府第{number}次常务会议", day or f"2023-{number:02d}-20", role=role)


@pytest.mark.parametrize(("count", "state"), [(7, State.FAIL), (8, State.PASS), (9, State.PASS)])
def test_eight_are_enough_and_seven_are_not(count: int, state: State) -> None:
    verdict = judged(*(meeting(number) for number in range(1, count + 1)))
    assert (verdict.state, verdict.values["count"]) == (state, str(count))


def test_a_year_that_is_not_over_is_not_counted_out() -> None:
    found = [meeting(number) for number in range(1, 8)]
    verdict = judged(*found, as_of=date(2023, 12, 31))
    assert (verdict.state, verdict.values["due"], len(verdict.evidence)) == (State.NOT_APPLICABLE, "2023-12-31", 7)
    assert judged(*found, meeting(8), as_of=date(2023, 9, 1)).state is State.PASS


@pytest.mark.parametrize(
    ("year", "as_of", "judged_year"),
    [(2020, date(2024, 6, 1), "2023"), (2024, date(2024, 6, 1), "2024"), (2020, date(2023, 12, 31), "2022")],
)
def test_what_recurs_is_counted_in_the_last_year_that_is_over(year: int, as_of: date, judged_year: str) -> None:
    assert judged(as_of=as_of, year=year, recurs=True).values["year"] == judged_year


def test_one_meeting_told_twice_counts_once() -> None:
    found = [meeting(number) for number in range(1, 8)]
    twice = matter("第7次常务会议列席代表意见采纳情况", "2023-07-28", role="meetings")
    assert judged(*found, twice).state is State.FAIL
    same = [matter("公众代表列席常务会议", f"2023-0{n}-01", role="meetings") for n in (1, 2)]
    kind = Kind(roles=("meetings",), words=("列席",), at_least=2)
    assert judged(*same, kind=kind).state is State.PASS  # one title, two days
    assert judged(same[0], same[0], kind=kind).state is State.FAIL


def test_only_what_belongs_to_the_year_counts() -> None:
    found = [meeting(number) for number in range(1, 8)]
    assert judged(*found, meeting(30, "2022-12-31")).state is State.FAIL
    assert judged(*found, meeting(30, "2024-01-01")).state is State.FAIL
    named = matter("公众代表列席县政府2023年第30次常务会议", "2024-01-01", role="meetings")
    assert judged(*found, named).state is State.PASS  # put online in January


@pytest.mark.parametrize(
    "other",
    [
        meeting(8, role="news"),
        matter("公众代表列席第8次常务会议", role="meetings"),
        matter("公众代表列席第8次常务会议", role="news"),
    ],
)
def test_what_may_be_the_missing_one_is_for_a_person(other: Matter) -> None:
    verdict = judged(*(meeting(number) for number in range(1, 8)), other)
    assert (verdict.state, verdict.evidence[0].quote) == (State.NEEDS_REVIEW, other.title)
    assert judged(*(meeting(number) for number in range(1, 7)), other).state is State.FAIL  # still too few


def test_a_column_that_was_not_read_proves_nothing() -> None:
    verdict = KIND.judge(task(), asked(outcome=Reason.TIMEOUT))
    assert (verdict.state, verdict.reason) == (State.NOT_ASSESSABLE, Reason.TIMEOUT)


def test_a_hit_shows_what_was_counted_or_the_column() -> None:
    assert [one.quote for one in judged(meeting(1)).evidence] == [meeting(1).title]
    assert [one.quote for one in judged().evidence] == ["会议公开"]
    held = asked(title="会议公开专栏")
    assert [one.quote for one in KIND.judge(task(), held).evidence] == ["会议公开专栏"]
    held = asked(items=items(("/hy/1.html", "2023-01-01")))
    assert [one.quote for one in KIND.judge(task(), held).evidence] == ["条目/hy/1.html"]


# ---------------------------------------------------------------- what the page must tell

TELLS = Kind(roles=("meetings",), words=("列席",), at_least=1, tells=("意见|建议", "采纳"))


@pytest.mark.parametrize(
    ("page", "state"),
    [
        (PageText("", "代表提出建議3条,采納2条"), State.PASS),
        (PageText("", "代表提出意见3条"), State.FAIL),
        (PageText("<a href='x.PDF'>", "代表提出意见3条"), State.NEEDS_REVIEW),
        (None, State.NEEDS_REVIEW),
    ],
)
def test_a_meeting_counts_where_its_page_tells_of_opinions_and_adoption(page: PageText | None, state: State) -> None:
    one = meeting(1)
    known = asked(one, texts={one.url: page} if page else {})
    verdict = TELLS.judge(task(), known)
    assert verdict.state is state
    assert ("未载明意见或建议、采纳" in verdict.values.get("silent", "")) is (state is State.FAIL)


def test_a_page_that_was_not_captured_is_not_asked() -> None:
    one = matter("公众代表列席第1次常务会议", "2023-01-20", role="meetings", captured=False)
    known = asked(one, texts={one.url: PageText("", "意见采纳")})
    assert TELLS.judge(task(), known).state is State.NEEDS_REVIEW


def test_a_pattern_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="正则表达式写错了"):
        Kind(distinct="第(")


# ---------------------------------------------------------------- properties

DAYS = st.integers(0, 700).map(lambda days: (date(2022, 6, 1) + timedelta(days=days)).isoformat())
MATTERS = st.lists(st.builds(meeting, st.integers(1, 12), DAYS, st.sampled_from(["meetings", "news"])), max_size=12)
FEW = Kind(roles=("meetings",), words=("列席",), at_least=3, distinct="第.{1,5}次")


@settings(deadline=None)
@given(MATTERS, st.randoms())
def test_the_order_of_pages_does_not_matter(found: list[Matter], random: Any) -> None:  # noqa: ANN401 - of hypothesis
    mixed = list(found)
    random.shuffle(mixed)
    assert judged(*found, kind=FEW).state is judged(*mixed, kind=FEW).state


@settings(deadline=None)
@given(MATTERS, MATTERS)
def test_adding_a_page_never_turns_done_into_overdue(found: list[Matter], more: list[Matter]) -> None:
    if judged(*found, kind=FEW).state is State.PASS:
        assert judged(*found, *more, kind=FEW).state is State.PASS
