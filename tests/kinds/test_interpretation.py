from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from making import facts, field, fields, links, page, record, statement, url, view

from auditor.kinds import Facts
from auditor.kinds.interpretation import Kind
from auditor.model import Body, Interpretation, Links, PageKind, PageText, PageView, Reason, Record, Repeal, Role, State
from auditor.text import addresses, docnum
from auditor.text.workdays import Calendar

WORDS = ("任免", "批复", "征求意见")
EXISTS = Kind("exists", exempt=WORDS, review_roles=("policy_documents",))
LINKED = Kind("linked", exempt=WORDS)
DOCUMENT = record("/zcwj/1.html", title="郯城县人民政府关于印发《郯城县城市供热管理办法》的通知")


def one(path: str = "/jd/1.html", by: str = "title", *, linked: bool = False, **changes: Any) -> Interpretation:  # noqa: ANN401 - of `Interpretation`
    return Interpretation(url(path), f"解读{path}", by, linked, **{"back": False, "digest": "sha256:07", **changes})


def known(*found: Interpretation, document: Record = DOCUMENT, **changes: Any) -> Facts:  # noqa: ANN401 - of `SiteView`
    return facts(view(interpretations={addresses.key(document.url): found}, **changes))


@pytest.mark.parametrize("by", ["link", "number", "title", "likeness"])
def test_an_interpretation_anywhere_by_any_sign_is_one(by: str) -> None:
    assert EXISTS.judge(page(DOCUMENT), known(one(by=by))).state is State.PASS


@pytest.mark.parametrize(
    ("role", "state"), [("normative_documents", State.FAIL), ("policy_documents", State.NEEDS_REVIEW)]
)
def test_none_anywhere_is_a_fault_of_documents_that_owe_one(role: str, state: State) -> None:
    verdict = EXISTS.judge(page(DOCUMENT, role=Role(role)), known())
    assert verdict.state is state
    assert [(x.url, x.quote) for x in verdict.evidence] == [(DOCUMENT.url, DOCUMENT.title)]
    assert verdict.part == "interpretation"


@pytest.mark.parametrize("reason", [Reason.TIMEOUT, Reason.NOT_CAPTURED, Reason.PROFILE_DRIFT])
def test_a_column_of_interpretations_not_read_to_its_end_proves_no_absence(reason: Reason) -> None:
    verdict = EXISTS.judge(page(DOCUMENT), known(unread_interpretations=reason))
    assert (verdict.state, verdict.reason) == (State.NOT_ASSESSABLE, reason)


def test_one_page_alone_proves_no_absence() -> None:
    verdict = EXISTS.judge(page(DOCUMENT), known(whole_site=False))
    assert (verdict.state, verdict.reason) == (State.NOT_ASSESSABLE, Reason.NOT_CAPTURED)


SCRIPTED = record("/zcwj/1.html", title=DOCUMENT.title, links=Links(scripted=True))


@pytest.mark.parametrize(("kind", "found"), [(EXISTS, ()), (LINKED, (one(),))])
def test_a_panel_that_a_script_fills_proves_no_absence(kind: Kind, found: tuple[Interpretation, ...]) -> None:
    verdict = kind.judge(page(SCRIPTED), known(*found))
    assert (verdict.state, verdict.reason) == (State.NOT_ASSESSABLE, Reason.PROFILE_DRIFT)


@pytest.mark.parametrize("kind", [EXISTS, LINKED])
@pytest.mark.parametrize(
    "subject",
    [
        record(title="关于任免的通知"),
        record(title="关于X的批复"),
        record(title="关于X征求意见的通知"),
        record(title=DOCUMENT.title, fields=(field("validity", "expired"),)),
        record(title=DOCUMENT.title, fields=(field("validity", "repealed"),)),
    ],
)
def test_documents_out_of_force_and_of_some_sorts_need_none(kind: Kind, subject: Record) -> None:
    assert kind.judge(page(subject), known(one(), document=subject)).state is State.NOT_APPLICABLE


@pytest.mark.parametrize("validity", ["valid", "amended", "partly_invalid", None])
def test_documents_in_force_need_one(validity: str | None) -> None:
    subject = record(title=DOCUMENT.title, fields=(field("validity", validity),))
    assert EXISTS.judge(page(subject, role=Role.NORMATIVE_DOCUMENTS), known()).state is State.FAIL


def test_a_document_without_interpretation_has_none_to_link() -> None:
    assert LINKED.judge(page(DOCUMENT), known()).state is State.NOT_APPLICABLE
    assert LINKED.judge(page(DOCUMENT), facts()).state is State.NOT_APPLICABLE


def test_one_link_is_enough_also_to_the_outside() -> None:
    outside = one("http://www.shandong.gov.cn/jd/1.html", "link", linked=True)
    assert LINKED.judge(page(DOCUMENT), known(outside)).state is State.PASS
    assert LINKED.judge(page(DOCUMENT), known(one(), outside)).state is State.PASS


@pytest.mark.parametrize("by", ["number", "title"])
def test_an_unlinked_interpretation_found_by_number_or_title_is_certain(by: str) -> None:
    verdict = LINKED.judge(page(DOCUMENT), known(one("/jd/0.html", "likeness"), one(by=by)))
    assert verdict.state is State.FAIL
    assert verdict.values == {"interpretation": url("/jd/1.html"), "interpretation_title": "解读/jd/1.html"}
    assert [x.url for x in verdict.evidence] == [DOCUMENT.url, url("/jd/1.html")]
    assert verdict.evidence[1].digest == "sha256:07"
    assert verdict.related == (url("/jd/0.html"), url("/jd/1.html"))


def test_an_unlinked_interpretation_found_by_likeness_only_is_for_a_person() -> None:
    verdict = LINKED.judge(page(DOCUMENT), known(one(by="likeness")))
    assert verdict.state is State.NEEDS_REVIEW
    assert verdict.values["interpretation"] == url("/jd/1.html")


def test_the_documents_own_links_are_what_counts() -> None:
    """Links that lead elsewhere do not make an interpretation linked: `relate` has said which are."""
    subject = record("/zcwj/1.html", title=DOCUMENT.title, links=Links(documents=links("/jd/1.html")))
    assert LINKED.judge(page(subject), known(one())).state is State.FAIL


# ---------------------------------------------------------------- the link leads to another document's

RIGHT = Kind("right", exempt=WORDS)
WRONG = one("/jd/9.html", "link", linked=True, other="郯城县人民政府关于加强防汛工作的通知")


def test_a_link_to_the_interpretation_of_another_document_is_wrong() -> None:
    good = one("/jd/1.html", "link", linked=True)
    verdict = RIGHT.judge(page(DOCUMENT), known(good, WRONG))
    assert (verdict.state, verdict.related) == (State.FAIL, (WRONG.url,))
    assert verdict.values == {"interpretation": WRONG.url, "interpretation_title": WRONG.title, "other": WRONG.other}
    assert [x.url for x in verdict.evidence] == [DOCUMENT.url, WRONG.url]


def test_links_to_its_own_interpretations_are_right() -> None:
    assert RIGHT.judge(page(DOCUMENT), known(one(by="link", linked=True), one("/jd/2.html"))).state is State.PASS


@pytest.mark.parametrize(
    "found", [(), (one(),), (one(by="link", linked=True, captured=False),), (one(by="likeness", other="甲"),)]
)
def test_without_a_captured_link_there_is_nothing_to_be_right(found: tuple[Interpretation, ...]) -> None:
    assert RIGHT.judge(page(DOCUMENT), known(*found)).state is State.NOT_APPLICABLE


def test_a_wrongly_linked_interpretation_is_none_of_the_documents() -> None:
    assert EXISTS.judge(page(DOCUMENT, role=Role.NORMATIVE_DOCUMENTS), known(WRONG)).state is State.FAIL
    assert LINKED.judge(page(DOCUMENT), known(WRONG)).state is State.NOT_APPLICABLE
    assert LINKED.judge(page(DOCUMENT), known(WRONG, one())).state is State.FAIL
    assert PROMPT.judge(page(PUBLISHED), known(WRONG)).state is State.NOT_APPLICABLE


# ---------------------------------------------------------------- in time

PROMPT = Kind("prompt", exempt=WORDS)
PUBLISHED = record(DOCUMENT.url, title=DOCUMENT.title, fields=fields(published_date="2023-05-10"))  # a Wednesday


def dated(day: str, path: str = "/jd/1.html", by: str = "title", **changes: Any) -> Interpretation:  # noqa: ANN401 - of `Interpretation`
    return one(path, by, date=day, **changes)


@pytest.mark.parametrize(
    ("day", "state"),
    [
        ("2023-05-10", State.PASS),
        ("2023-05-15", State.PASS),  # Thursday, Friday, Monday
        ("2023-05-16", State.FAIL),
        ("2023-04-01", State.PASS),  # before the document
        ("2024-05-16", State.FAIL),
    ],
)
def test_three_working_days_are_in_time(day: str, state: State) -> None:
    assert PROMPT.judge(page(PUBLISHED), known(dated(day))).state is state


@pytest.mark.parametrize(("day", "state"), [("2023-01-31", State.PASS), ("2023-02-01", State.FAIL)])
def test_holidays_and_moved_workdays_are_counted_as_they_were(day: str, state: State) -> None:
    """Spring Festival 2023: 21 to 27 January off, the weekend of 28 and 29 January worked."""
    subject = record(DOCUMENT.url, title=DOCUMENT.title, fields=fields(published_date="2023-01-20"))
    kind = Kind("prompt", at_most=4)
    assert kind.judge(page(subject), known(dated(day), document=subject)).state is state


def test_a_late_one_is_told_with_both_days() -> None:
    verdict = PROMPT.judge(page(PUBLISHED), known(dated("2023-05-18"), dated("2023-05-17", "/jd/2.html")))
    assert (verdict.state, verdict.related, verdict.part) == (State.FAIL, (url("/jd/2.html"),), "interpretation")
    assert verdict.values == {
        "interpretation": url("/jd/2.html"),
        "interpretation_title": "解读/jd/2.html",
        "span": "5",
        "limit": "3",
    }
    assert [(x.url, x.quote) for x in verdict.evidence] == [
        (PUBLISHED.url, "公开日期 2023-05-10"),
        (url("/jd/2.html"), "解读/jd/2.html 2023-05-17"),
    ]


def test_the_earliest_one_counts() -> None:
    found = (dated("2023-09-01"), dated("2023-05-11", "/jd/2.html"))
    assert PROMPT.judge(page(PUBLISHED), known(*found)).state is State.PASS


def test_on_the_same_day_is_a_local_option() -> None:
    strict = Kind("prompt", at_most=0)
    assert strict.judge(page(PUBLISHED), known(dated("2023-05-10"))).state is State.PASS
    assert strict.judge(page(PUBLISHED), known(dated("2023-05-11"))).state is State.FAIL


def test_an_interpretation_without_a_day_proves_no_delay() -> None:
    verdict = PROMPT.judge(page(PUBLISHED), known(one(), dated("2023-09-01", "/jd/2.html")))
    assert (verdict.state, verdict.reason) == (State.NOT_ASSESSABLE, Reason.EMPTY)
    outside = one("http://www.shandong.gov.cn/1.html", "link", linked=True, captured=False)
    verdict = PROMPT.judge(page(PUBLISHED), known(outside, dated("2023-09-01")))
    assert (verdict.state, verdict.reason) == (State.NOT_ASSESSABLE, Reason.NOT_CAPTURED)


def test_one_in_time_is_enough_whatever_the_day_of_the_others() -> None:
    assert PROMPT.judge(page(PUBLISHED), known(one(), dated("2023-05-11", "/jd/2.html"))).state is State.PASS


def test_one_that_is_only_alike_proves_nothing() -> None:
    verdict = PROMPT.judge(page(PUBLISHED), known(dated("2023-09-01", by="likeness")))
    assert verdict.state is State.NOT_ASSESSABLE
    found = (dated("2023-05-11", by="likeness"), dated("2023-09-01", "/jd/2.html"))
    assert PROMPT.judge(page(PUBLISHED), known(*found)).state is State.FAIL


@pytest.mark.parametrize("shown", [(), (field("published_date", raw="无", reason="placeholder"),)])
def test_a_document_without_a_day_of_publication_cannot_be_compared(shown: tuple[Any, ...]) -> None:
    subject = record(DOCUMENT.url, title=DOCUMENT.title, fields=shown)
    assert PROMPT.judge(page(subject), known(dated("2023-09-01"))).state is State.NOT_APPLICABLE


def test_a_year_that_the_calendar_does_not_know_is_said_aloud() -> None:
    subject = record(DOCUMENT.url, title=DOCUMENT.title, fields=fields(published_date="2031-05-10"))
    verdict = PROMPT.judge(page(subject), known(dated("2031-09-01"), document=subject))
    assert (verdict.state, verdict.reason) == (State.NOT_ASSESSABLE, "calendar_2031")
    told = Calendar({2031: (frozenset(), frozenset())})
    seen = known(dated("2031-09-01"), document=subject)
    seen = facts(seen.view, calendar=told, as_of=date(2031, 12, 31))
    assert PROMPT.judge(page(subject), seen).state is State.FAIL


@pytest.mark.parametrize("kind", [PROMPT, RIGHT])
def test_what_needs_no_interpretation_is_never_late_or_wrong(kind: Kind) -> None:
    subject = record(DOCUMENT.url, title="关于X的批复", fields=PUBLISHED.fields)
    assert kind.judge(page(subject), known(dated("2023-09-01"), WRONG)).state is State.NOT_APPLICABLE


NORMATIVE = Role.NORMATIVE_DOCUMENTS


def at_home(html: str, *captured: str) -> Facts:
    """Return a site of which the home page and some others were captured."""
    pages = {addresses.key(url(path)): PageView(url(path), PageKind.OTHER, Reason.OK) for path in ("/", *captured)}
    texts = {url("/"): PageText(html, "")}
    return facts(view(interpretations={addresses.key(DOCUMENT.url): ()}, pages=pages), texts=texts)


@pytest.mark.parametrize(
    ("html", "captured", "state"),
    [
        ('<a href="/tp/">图片解读</a>', (), State.NOT_ASSESSABLE),  # it may hold the one
        ('<a href="/tp/">图片解读</a>', ("/tp/",), State.FAIL),
        ('<a href="http://www.gov.cn/tp/">图片解读</a>', (), State.FAIL),  # not the site's own
        ('<a href="/dt/">要闻</a><a href="javascript:;">政策解读</a>', (), State.FAIL),
        ("", (), State.FAIL),
    ],
)
def test_a_column_of_interpretations_that_was_not_captured_proves_no_absence(
    html: str, captured: tuple[str, ...], state: State
) -> None:
    assert EXISTS.judge(page(DOCUMENT, role=NORMATIVE), at_home(html, *captured)).state is state


def test_a_document_whose_own_term_is_over_needs_none() -> None:
    said = statement("expires", "本办法有效期至2020年5月31日", date="2020-05-31")
    ended = replace(DOCUMENT, statements=(said,))
    assert EXISTS.judge(page(ended, role=NORMATIVE), known(document=ended)).state is State.NOT_APPLICABLE
    lasting = replace(DOCUMENT, statements=(replace(said, date="2023-12-31"),))
    assert EXISTS.judge(page(lasting, role=NORMATIVE), known(document=lasting)).state is State.FAIL


def test_a_document_that_another_page_repeals_needs_none() -> None:
    numbered = replace(DOCUMENT, fields=fields(document_number="郯政发〔2017〕8号"))
    key = docnum.key("郯政发〔2017〕8号")
    gone = Repeal("http://x/", "同时废止", "", "2020-01-01", key, partial=False, certain=True)
    for repeal, state in (
        (gone, State.NOT_APPLICABLE),
        (replace(gone, partial=True), State.FAIL),
        (replace(gone, certain=False), State.FAIL),
        (replace(gone, since="2024-01-01"), State.FAIL),
    ):
        asked = known(document=numbered, repeals={key: (repeal,)})
        assert EXISTS.judge(page(numbered, role=NORMATIVE), asked).state is state


@pytest.mark.parametrize(
    ("body", "media", "state"),
    [
        ("第一条 为规范供热。\n【视频解读】", ("video",), State.NEEDS_REVIEW),
        ("第一条 为规范供热。\n政策解读\n" + "办法明确了室温标准。" * 10, (), State.NEEDS_REVIEW),
        ("第一条 为规范供热。\n政策解读：", (), State.FAIL),
        ("第一条 为规范供热。", ("picture",), State.FAIL),
        ("第一条 各单位要做好政策解读工作，并将解读材料同步报送县政府办公室备案。", ("picture",), State.FAIL),
    ],
)
def test_an_interpretation_on_the_documents_own_page_is_for_a_person(
    body: str, media: tuple[str, ...], state: State
) -> None:
    subject = record(DOCUMENT.url, title=DOCUMENT.title, body=Body(length=500, media=media))
    seen = facts(view(interpretations={addresses.key(subject.url): ()}), bodies={subject.url: body})
    assert EXISTS.judge(page(subject, role=Role.NORMATIVE_DOCUMENTS), seen).state is state
