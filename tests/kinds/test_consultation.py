"""Consultations: how long comments may be sent, and what must be published of them."""

from datetime import date
from typing import Any

import pytest
from making import column, facts, fields, page, place, record, unread, url, view

from auditor.kinds import Facts, Page
from auditor.kinds.consultation import Kind
from auditor.model import (
    Column,
    ColumnView,
    CommentPeriod,
    Consultation,
    PageKind,
    PageText,
    Reason,
    Record,
    Role,
    State,
    Verdict,
)
from auditor.text import addresses
from auditor.text.workdays import Calendar

ANSWERED = Kind(want="answered", days=30)
LONG = Kind(want="long", days=30, drafts=("办法",), polls=("问卷",), reasons=("情况紧急",))
TITLE = "关于《郯城县城市供热管理办法（征求意见稿）》公开征求意见的公告"
MAY = CommentPeriod("征求意见时间：2023年5月1日至5月31日", "css:p", "2023-05-01", "2023-05-31")
WORKED = Calendar({year: (frozenset(), frozenset()) for year in (2023, 2024)})


def asks(period: CommentPeriod | None = MAY, **changes: Any) -> Record:  # noqa: ANN401 - attributes of `Record`
    values = {"title": TITLE, "kind": PageKind.OTHER, "fields": fields(published_date="2023-05-01"), **changes}
    return record("/yjzj/1.html", comments=period, **values)


def known(
    subject: Record,
    *answers: str,
    catalogued: str = "",
    sure: bool = True,
    **changes: Any,  # noqa: ANN401 - of `facts`
) -> Facts:
    about = Consultation(subject.url, "郯城县城市供热管理办法", answers, catalogued, sure)
    seen = changes.pop("seen", {})
    pages = [page(subject), *changes.pop("pages", ())]
    made = view(*pages, consultations={addresses.key(subject.url): about}, **seen)
    return facts(made, **{"calendar": WORKED, **changes})


def judged(kind: Kind, subject: Record, *answers: str, **changes: Any) -> Verdict:  # noqa: ANN401 - of `known`
    return kind.judge(page(subject), known(subject, *answers, **changes))


def test_pages_that_ask_nothing_owe_nothing() -> None:
    for kind in (ANSWERED, LONG):
        assert kind.judge(page(), facts()).state is State.NOT_APPLICABLE


# ---------------------------------------------------------------- answered


def test_nothing_published_is_a_hit_on_the_day_after_the_last() -> None:
    verdict = judged(ANSWERED, asks(), as_of=date(2023, 7, 1))
    assert verdict.state is State.FAIL
    assert verdict.values == {"end": "2023-05-31", "span": "31", "limit": "30"}
    assert [(one.quote, one.locator) for one in verdict.evidence] == [(MAY.quote, "css:p")]
    assert judged(ANSWERED, asks(), as_of=date(2023, 6, 30)).state is State.PASS


def test_an_answer_anywhere_is_enough() -> None:
    assert judged(ANSWERED, asks(), url("/yjzj/2.html")).state is State.PASS
    told = {asks().url: "意见征集结束，共收到意见12条。"}
    assert judged(ANSWERED, asks(), bodies=told).state is State.PASS
    assert judged(ANSWERED, asks(), bodies={asks().url: "欢迎将意见反馈至县住建局。"}).state is State.FAIL


@pytest.mark.parametrize("period", [None, CommentPeriod("自公布之日起30日内", "css:p", length=30, unit="days")])
def test_an_end_that_nobody_can_tell_is_not_judged(period: CommentPeriod | None) -> None:
    verdict = judged(ANSWERED, asks(period, fields=()))
    assert (verdict.state, verdict.reason) == (State.NOT_ASSESSABLE, Reason.EMPTY)


@pytest.mark.parametrize(
    ("length", "unit", "end"),
    [(30, "days", "2023-05-31"), (1, "months", "2023-06-01"), (7, "working_days", "2023-05-10")],
)
def test_an_end_is_counted_from_the_day_of_the_page(length: int, unit: str, end: str) -> None:
    period = CommentPeriod("自公布之日起", "css:p", length=length, unit=unit)
    assert judged(ANSWERED, asks(period)).values["end"] == end


def test_more_working_days_than_anyone_counts_never_end() -> None:
    period = CommentPeriod("自公布之日起", "css:p", length=999, unit="working_days")
    assert judged(ANSWERED, asks(period)).state is State.PASS


def test_an_unknown_calendar_is_said() -> None:
    period = CommentPeriod("自公布之日起7个工作日内", "css:p", length=7, unit="working_days")
    subject = asks(period, fields=fields(published_date="2044-05-01"))
    for kind in (ANSWERED, LONG):
        assert judged(kind, subject, calendar=Calendar({})).reason == "calendar_2044"


@pytest.mark.parametrize(
    ("seen", "reason"),
    [
        ({"whole_site": False}, Reason.NOT_CAPTURED),
        ({"columns": (column("consultations", outcome=Reason.TIMEOUT),)}, Reason.TIMEOUT),
        ({"columns": (column("decisions", complete=False, reason=Reason.LIMIT),)}, Reason.LIMIT),
        ({"columns": (column("consultations", scripted=True),)}, Reason.PROFILE_DRIFT),
    ],
)
def test_what_was_not_read_to_its_end_proves_no_absence(seen: dict[str, Any], reason: Reason) -> None:
    verdict = judged(ANSWERED, asks(), seen=seen)
    assert (verdict.state, verdict.reason) == (State.NOT_ASSESSABLE, reason)


def test_other_columns_do_not_matter() -> None:
    whole = ColumnView(Column("意见征集", Role.CONSULTATIONS, url("/yjzj/")), url("/yjzj/"), Reason.OK)
    seen = {"columns": (column("notices", complete=False), whole)}
    assert judged(ANSWERED, asks(), seen=seen).state is State.FAIL


def test_a_link_to_a_result_that_was_not_captured_may_be_the_answer() -> None:
    def linked(href: str, text: str) -> dict[str, PageText]:
        return {asks().url: PageText(f'<a href="{href}">{text}</a>', "")}

    verdict = judged(ANSWERED, asks(), texts=linked("/yjzj/9.html", "征集结果"))
    assert (verdict.state, verdict.reason) == (State.NOT_ASSESSABLE, Reason.NOT_CAPTURED)
    for href, text in (("/yjzj/9.html", "打印"), ("/yjzj/1.html", "征集结果"), ("#", "征集结果")):
        assert judged(ANSWERED, asks(), texts=linked(href, text)).state is State.FAIL


# ---------------------------------------------------------------- long enough


def period(end: str, begin: str = "2023-05-01") -> CommentPeriod:
    return CommentPeriod("征求意见时间", "css:p", begin, end)


def test_thirty_days_counting_the_first_and_the_last_are_enough() -> None:
    assert judged(LONG, asks(period("2023-05-30"))).state is State.PASS
    verdict = judged(LONG, asks(period("2023-05-29")))
    assert verdict.state is State.NEEDS_REVIEW
    assert verdict.values == {
        "begin": "2023-05-01",
        "end": "2023-05-29",
        "span": "29",
        "limit": "30",
        "catalogue": "",
    }
    assert verdict.related == ()


def test_without_a_first_day_it_is_the_day_of_the_page() -> None:
    assert judged(LONG, asks(period("2023-05-30", ""))).state is State.PASS
    assert judged(LONG, asks(period("2023-05-29", ""))).state is State.NEEDS_REVIEW


def test_what_the_catalogue_names_is_certain_whatever_it_is_called() -> None:
    listed = record("/zdjc/ml.html", kind=PageKind.OTHER)
    subject = asks(period("2023-05-29"), title="关于养老服务专项规划公开征求意见的公告")
    verdict = judged(LONG, subject, catalogued=listed.url, pages=[page(listed)])
    assert (verdict.state, verdict.related) == (State.FAIL, (listed.url,))
    assert [one.url for one in verdict.evidence] == [subject.url, listed.url]
    alone = judged(LONG, subject, catalogued=listed.url)
    assert [one.url for one in alone.evidence] == [subject.url]


def test_a_list_must_bear_the_name_and_not_only_a_link_in_its_margin() -> None:
    listed = url("/zdjc/ml.html")
    for said, state in (("1.郯城縣城市供熱管理辦法", State.FAIL), ("1.养老规划", State.NEEDS_REVIEW)):
        verdict = judged(LONG, asks(period("2023-05-29")), catalogued=listed, sure=False, bodies={listed: said})
        assert verdict.state is state
        assert verdict.related == ((listed,) if state is State.FAIL else ())


def test_a_link_in_a_list_may_bear_the_name() -> None:
    listed = url("/zdjc/ml.html")
    for said, state in (("郯城县城市供热管理办法", State.FAIL), (TITLE, State.NEEDS_REVIEW)):
        texts = {listed: PageText(f'<a href="/yjzj/1.html">{said}</a>', "")}
        verdict = judged(LONG, asks(period("2023-05-29")), catalogued=listed, sure=False, texts=texts)
        assert verdict.state is state


def test_the_day_of_the_page_alone_is_not_certain() -> None:
    listed = url("/zdjc/ml.html")
    assert judged(LONG, asks(period("2023-05-29", "")), catalogued=listed).state is State.NEEDS_REVIEW
    week = CommentPeriod("期限7日", "css:p", length=7, unit="days")
    assert judged(LONG, asks(week), catalogued=listed).state is State.FAIL


def test_suggestions_are_a_poll_where_no_draft_is_named() -> None:
    kind = Kind(want="long", drafts=("办法",), suggestions=("建议",), marks=("草案",))
    for title, state in (("征集供热办法意见建议", State.NOT_APPLICABLE), ("供热办法草案意见建议", State.NEEDS_REVIEW)):
        assert judged(kind, asks(period("2023-05-10"), title=title)).state is state


@pytest.mark.parametrize("title", ["供热管理办法调查问卷", "关于养老服务专项规划公开征求意见的公告"])
def test_polls_and_other_matters_owe_no_time(title: str) -> None:
    assert judged(LONG, asks(period("2023-05-10"), title=title)).state is State.NOT_APPLICABLE


def test_a_reason_allows_less() -> None:
    told = {asks().url: "因汛期将至、情况紧急，期限相应缩短。"}
    assert judged(LONG, asks(period("2023-05-10")), bodies=told).state is State.PASS


@pytest.mark.parametrize("stated", [None, period("2023-04-10", "")])
def test_days_that_cannot_be_are_not_judged(stated: CommentPeriod | None) -> None:
    assert judged(LONG, asks(stated)).state is State.NOT_ASSESSABLE


def test_days_that_nobody_knows_are_not_judged() -> None:
    assert judged(LONG, asks(period("2023-05-10", ""), fields=())).state is State.NOT_ASSESSABLE
    lasting = CommentPeriod("期限30日", "css:p", length=30, unit="days")
    assert judged(LONG, asks(lasting, fields=())).state is State.NOT_ASSESSABLE


def test_what_could_not_be_read_is_no_consultation() -> None:
    subject = unread("/yjzj/1.html")
    assert ANSWERED.judge(Page(subject, place(subject)), facts()).state is State.NOT_APPLICABLE
