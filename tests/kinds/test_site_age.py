"""homepage-stale: nothing dated within two weeks can be reached from the home page."""

from datetime import date
from typing import Any

import pytest
from making import AS_OF, HOME, facts, fields, items, listing, record, ruleset, site, unread, url, view, words

from auditor import catalog
from auditor.evaluate import evaluate
from auditor.kinds.site_age import Kind
from auditor.model import (
    Coverage,
    Deduction,
    HomeNews,
    Indicator,
    Item,
    Links,
    PageKind,
    PageText,
    Reason,
    Record,
    SiteView,
    State,
    Verdict,
)
from auditor.relate import relate
from auditor.score import score

KIND = Kind()


def news(*days: str, undated: int = 0, outcome: Reason = Reason.OK) -> HomeNews:
    return HomeNews(HOME, outcome, days, undated, "sha256:02", "2023-12-31T00:00:00Z")


def judged(found: HomeNews | None, kind: Kind = KIND, as_of: date = AS_OF, **changes: Any) -> Verdict:  # noqa: ANN401 - of `SiteView`
    asked = facts(view(home_news=found, **changes), as_of=as_of)
    (verdict,) = kind.judge(asked.view, asked)
    return verdict


@pytest.mark.parametrize(
    ("newest", "state"),
    [
        ("2023-12-31", State.PASS),
        ("2023-12-17", State.PASS),  # exactly two weeks
        ("2023-12-16", State.FAIL),
        ("2020-01-01", State.FAIL),
    ],
)
def test_exactly_two_weeks_are_in_time(newest: str, state: State) -> None:
    assert judged(news("2019-01-01", newest)).state is state


def test_the_period_is_an_option() -> None:
    assert judged(news("2023-12-16"), Kind("P1M")).state is State.PASS
    assert judged(news("2023-12-16"), Kind("P10D")).state is State.FAIL


def test_a_hit_names_the_newest_day_and_stands_on_the_home_page() -> None:
    verdict = judged(news("2023-11-01", "2023-12-01"))
    assert verdict.values == {"newest": "2023-12-01", "period": "P2W"}
    assert [(one.url, one.quote, one.digest) for one in verdict.evidence] == [(HOME, "2023-12-01", "sha256:02")]


def test_what_is_dated_after_as_of_was_not_there() -> None:
    assert judged(news("2023-12-01", "2024-02-01")).state is State.FAIL
    assert judged(news("2023-12-01", "2024-02-01"), as_of=date(2024, 2, 2)).state is State.PASS


def test_entries_without_a_readable_day_make_it_a_persons_matter() -> None:
    assert judged(news("2023-12-01", undated=1)).state is State.NEEDS_REVIEW
    assert judged(news("2023-12-30", undated=9)).state is State.PASS


def test_a_home_page_without_any_readable_day_cannot_be_aged() -> None:
    verdict = judged(news(undated=3))
    assert (verdict.state, verdict.reason) == (State.NOT_ASSESSABLE, Reason.PROFILE_DRIFT)


@pytest.mark.parametrize("outcome", [Reason.TIMEOUT, Reason.BLOCKED_WAF])
def test_a_home_page_that_could_not_be_read_is_not_stale(outcome: Reason) -> None:
    verdict = judged(news(outcome=outcome))
    assert (verdict.state, verdict.reason) == (State.NOT_ASSESSABLE, outcome)


def test_a_home_page_that_is_not_at_hand_is_not_stale() -> None:
    for verdict in (judged(None), judged(news("2020-01-01"), whole_site=False)):
        assert (verdict.state, verdict.reason) == (State.NOT_ASSESSABLE, Reason.NOT_CAPTURED)


def test_a_unit_inside_a_portal_has_no_home_page_of_its_own() -> None:
    assert judged(news("2020-01-01"), own_host=False).state is State.NOT_APPLICABLE


# ---------------------------------------------------------------- on a whole site


def seen(home: Record, *records: Record) -> SiteView:
    return relate(site(), [home, *records], words())


def home(*entries: Item, pages: tuple[str, ...] = (), **changes: Any) -> Record:  # noqa: ANN401 - of `Record`
    leading = Links(pages=tuple(map(url, pages)))
    return listing("/", "首页", entries, **{"kind": PageKind.HOME, "links": leading, **changes})


def state(*records: Record) -> State:
    asked = facts(seen(*records))
    (verdict,) = KIND.judge(asked.view, asked)
    return verdict.state


OLD = items(("/xw/1.html", "2023-01-01"))


def test_an_undated_entry_is_opened_first() -> None:
    entries = (*OLD, *items(("/xw/2.html", None)))
    assert state(home(*entries)) is State.NEEDS_REVIEW
    opened = record("/xw/2.html", kind=PageKind.OTHER, fields=fields(published_date="2023-12-20"))
    assert state(home(*entries), opened) is State.PASS
    older = record("/xw/2.html", kind=PageKind.OTHER, fields=fields(published_date="2023-02-20"))
    assert state(home(*entries), older) is State.FAIL


def test_a_column_one_click_away_counts() -> None:
    column = listing("/gg/", "通知公告", items(("/gg/1.html", "2023-12-20")))
    assert state(home(*OLD), column) is State.FAIL
    assert state(home(*OLD, pages=("/gg/",)), column) is State.PASS


def test_a_linked_column_that_a_script_fills_makes_it_a_persons_matter() -> None:
    assert state(home(*OLD, pages=("/gg/",)), listing("/gg/", "通知公告", js=True)) is State.NEEDS_REVIEW
    assert state(home(*OLD, pages=("/gg/",)), record("/gg/", scripted=True)) is State.NEEDS_REVIEW
    known = record("/gg/", scripted=True, fields=fields(published_date="2023-02-01"))
    assert state(home(*OLD, pages=("/gg/",)), known) is State.FAIL
    assert state(home(*OLD, scripted=True)) is State.NEEDS_REVIEW


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        ("政策文件 2023-12-30", State.NEEDS_REVIEW),
        ("发布日期：2023年2月1日", State.NEEDS_REVIEW),
        ("关于防汛工作的通知 2023-01-01", State.FAIL),  # no later than what is known
        ("政务大厅2024年2月1日起搬迁", State.FAIL),  # not yet there
        ("欢迎访问", State.FAIL),
    ],
)
def test_a_later_day_that_the_home_page_shows_somewhere_is_a_persons_matter(shown: str, expected: State) -> None:
    asked = facts(seen(home(*OLD)), texts={HOME: PageText("", shown)})
    (verdict,) = KIND.judge(asked.view, asked)
    assert verdict.state is expected
    assert verdict.values["newest"] == "2023-01-01"


def test_the_evidence_names_the_page_on_which_the_day_stands() -> None:
    column = listing("/gg/", "通知公告", items(("/gg/1.html", "2023-03-01")), digest="sha256:07")
    asked = facts(seen(home(*OLD, pages=("/gg/",)), column))
    (verdict,) = KIND.judge(asked.view, asked)
    assert [(one.url, one.quote, one.digest) for one in verdict.evidence] == [
        (url("/gg/"), "条目/gg/1.html 2023-03-01", "sha256:07")
    ]
    article = record("/a.html", kind=PageKind.OTHER, fields=fields(published_date="2023-03-02"))
    asked = facts(seen(home(*OLD, pages=("/a.html",)), article))
    (verdict,) = KIND.judge(asked.view, asked)
    assert [(one.url, one.quote, one.locator) for one in verdict.evidence] == [
        (url("/a.html"), "2023-03-02", "css:#published_date")
    ]


def test_a_linked_column_that_could_not_be_read_makes_it_a_persons_matter() -> None:
    assert state(home(*OLD, pages=("/gg/",)), unread("/gg/")) is State.NEEDS_REVIEW


def test_a_home_page_that_a_script_fills_is_not_stale() -> None:
    assert state(home(js=True)) is State.NOT_ASSESSABLE


def test_a_home_page_that_only_leads_elsewhere_is_not_stale() -> None:
    stub = record("/", final_url=url("/portal/"), kind=PageKind.OTHER, kind_reasons=("refresh",), title="")
    assert state(stub) is State.NOT_ASSESSABLE


@pytest.mark.parametrize(
    ("entries", "state", "graded"),
    [
        (OLD, State.FAIL, "vetoed"),
        ((*OLD, *items(("/xw/2.html", None))), State.NEEDS_REVIEW, None),
        (items(("/xw/1.html", "2023-12-30")), None, None),
    ],
)
def test_only_a_fail_vetoes(entries: tuple[Item, ...], state: State | None, graded: str | None) -> None:
    leaf = Indicator("i", "t", 1.0, (Deduction("homepage-stale", "veto"),))
    rules = ruleset(catalog.load().rules["homepage-stale"], indicators=(leaf,), full_marks=100)
    found, tallies = evaluate(rules, (), facts(seen(home(*entries))))
    assert [(one.subject.url, one.severity, one.state) for one in found] == ([(HOME, "veto", state)] if state else [])
    result = score(rules, tallies, found, Coverage(1, 1, {}))
    assert (result.grade == "vetoed") is (graded == "vetoed")
    assert [one.state for one in result.vetoes] == ([state] if state else [])


def test_a_home_page_without_any_readable_day_says_nothing() -> None:
    verdict = judged(news())
    assert (verdict.state, verdict.reason) == (State.NOT_ASSESSABLE, Reason.PROFILE_DRIFT)
    assert judged(news("2024-06-01")).state is State.NOT_ASSESSABLE  # it was not there yet
