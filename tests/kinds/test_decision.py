"""Decisions: the parts that one page gathers, and the day on which adopted comments are told."""

from datetime import date
from typing import Any

import pytest
from making import facts, fields, page, record, url, view

from auditor.kinds.decision import Kind
from auditor.model import Consultation, Decided, DecisionPart, PageKind, Reason, Record, State, Verdict
from auditor.text import addresses
from auditor.text.workdays import Calendar

PARTS = ("draft", "explanation", "background", "opinions", "attendance", "result")
GATHERED = Kind(parts=PARTS)
PROMPT = Kind(at_most=10)
WORKED = Calendar({year: (frozenset(), frozenset()) for year in (2022, 2023)})


def item(*offered: str, labels: tuple[str, ...] = PARTS, **changes: Any) -> Record:  # noqa: ANN401 - of `Record`
    parts = tuple(DecisionPart(name, f"标签{name}", "css:td", name in offered) for name in labels)
    values = {"kind": PageKind.OTHER, "fields": fields(published_date="2022-05-10"), **changes}
    return record("/zdjc/1.html", title="养老服务专项规划", parts=parts, **values)


def gathered(subject: Record, **seen: Any) -> Verdict:  # noqa: ANN401 - attributes of `SiteView`
    return GATHERED.judge(page(subject), facts(view(page(subject), **seen)))


def test_a_page_that_offers_every_part_is_complete() -> None:
    assert gathered(item(*PARTS)).state is State.PASS


def test_what_is_missing_is_named() -> None:
    verdict = gathered(item(*(one for one in PARTS if one not in ("background", "attendance"))))
    assert verdict.state is State.FAIL
    assert verdict.values == {"missing": "决策背景、列席决策会议情况"}
    assert [one.quote for one in verdict.evidence] == ["养老服务专项规划", *(f"标签{name}" for name in PARTS)]


def test_a_part_without_a_label_is_missing_too() -> None:
    assert gathered(item(*PARTS, labels=PARTS[:3] + PARTS[4:])).values == {"missing": "意见收集和采纳情况"}


def test_a_decision_under_way_may_have_no_result_yet() -> None:
    def of(day: str | None) -> State:
        known = fields(published_date=day) if day else ()
        return gathered(item(*PARTS[:-1], fields=known)).state

    assert of("2023-06-01") is State.NEEDS_REVIEW
    assert of("2022-12-31") is State.FAIL
    assert of(None) is State.NEEDS_REVIEW
    late = item(*PARTS[1:], fields=fields(published_date="2023-06-01"))
    assert gathered(late).state is State.FAIL


def test_few_parts_are_no_gathering() -> None:
    assert gathered(item("draft", labels=("draft", "explanation"))).state is State.NOT_APPLICABLE


def test_a_consultation_or_a_result_gathers_nothing() -> None:
    subject = item("draft")
    key = addresses.key(subject.url)
    assert gathered(subject, consultations={key: Consultation(subject.url, "")}).state is State.NOT_APPLICABLE
    assert gathered(subject, decided={key: (Decided("", "", ""),)}).state is State.NOT_APPLICABLE


def test_what_a_script_fills_is_not_missing() -> None:
    verdict = gathered(item("draft", scripted=True))
    assert (verdict.state, verdict.reason) == (State.NOT_ASSESSABLE, Reason.PROFILE_DRIFT)


# ---------------------------------------------------------------- in time


def told(day: str | None, *documents: str, **seen: Any) -> Verdict:  # noqa: ANN401 - attributes of `SiteView`
    known = fields(published_date=day) if day else ()
    subject = record("/zdjc/2.html", title="意见采纳情况", kind=PageKind.OTHER, fields=known)
    about = tuple(Decided(url(f"/zcwj/{nth}.html"), "供热办法", one) for nth, one in enumerate(documents))
    made = view(page(subject), **{"decided": {addresses.key(subject.url): about} if about else {}, **seen})
    return PROMPT.judge(page(subject), facts(made, as_of=date(2023, 12, 31), calendar=seen.pop("calendar", WORKED)))


def test_ten_working_days_are_in_time_eleven_are_not() -> None:
    assert told("2023-05-22", "2023-05-08").state is State.PASS  # 10 weekdays
    verdict = told("2023-05-23", "2023-05-08")
    assert verdict.state is State.FAIL
    assert verdict.values == {
        "document": url("/zcwj/0.html"),
        "document_title": "供热办法",
        "span": "11",
        "limit": "10",
    }
    assert verdict.related == (url("/zcwj/0.html"),)
    assert [one.quote for one in verdict.evidence] == ["意见采纳情况 2023-05-23", "供热办法 2023-05-08"]


@pytest.mark.parametrize("day", ["2023-05-01", "2023-05-08", "2023-05-18"])
def test_days_before_and_soon_after_need_no_calendar(day: str) -> None:
    assert told(day, "2023-05-08").state is State.PASS


def test_of_several_documents_the_last_counts() -> None:
    assert told("2023-05-23", "2023-05-08", "2023-05-15").state is State.PASS


def test_pages_of_no_document_owe_nothing() -> None:
    assert told("2023-05-23").state is State.NOT_APPLICABLE


@pytest.mark.parametrize("day", [None, "2023-05-23"])
def test_days_that_are_not_shown_are_not_judged(day: str | None) -> None:
    assert told(day, "" if day else "2023-05-08").state is State.NOT_ASSESSABLE
    assert told(day, "2023-05-08", crowded_dates=frozenset({"2023-05-08"})).state is State.NOT_ASSESSABLE


def test_an_unknown_calendar_is_said() -> None:
    subject = record("/zdjc/2.html", kind=PageKind.OTHER, fields=fields(published_date="2044-05-23"))
    about = {addresses.key(subject.url): (Decided(url("/zcwj/1.html"), "供热办法", "2044-05-01"),)}
    verdict = PROMPT.judge(page(subject), facts(view(page(subject), decided=about)))
    assert verdict.reason == "calendar_2044"
