"""column-missing: each required role without a column is one finding on the home page."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from making import HOME, capture, column, facts, listing, page, record, site, url, view, words

from auditor import catalog
from auditor.evaluate import evaluate
from auditor.kinds import Facts
from auditor.kinds.columns_required import Kind
from auditor.model import (
    ColumnView,
    Level,
    PageKind,
    PageText,
    PageView,
    Reason,
    Ruleset,
    SiteView,
    State,
    Verdict,
    Vocabulary,
)
from auditor.relate import relate

KIND = Kind(("guide", "annual_report"))
REPORTS = column("annual_report", name="政府信息公开年报", path="/nb/")


def seen(
    html: str = "",
    *columns: ColumnView,
    outcome: Reason = Reason.OK,
    texts: dict[str, str] | None = None,
    **changes: Any,  # noqa: ANN401 - attributes of `SiteView`
) -> Facts:
    """Return a site whose home page has that *html*."""
    home = PageView(HOME, PageKind.HOME, outcome, digest="sha256:02")
    pages = {HOME: html, **(texts or {})}
    return facts(
        SiteView(**{"site": site(), "pages": {"www.example.gov.cn/": home}, "columns": columns, **changes}),
        texts={address: PageText(text, text) for address, text in pages.items()},
    )


def judged(asked: Facts, kind: Kind = KIND) -> Sequence[Verdict]:
    return tuple(kind.judge(asked.view, asked))


def states(asked: Facts, kind: Kind = KIND) -> list[State]:
    return [one.state for one in judged(asked, kind)]


def test_each_missing_role_is_told_by_its_name() -> None:
    verdicts = judged(seen())
    assert [(one.state, one.part, one.values) for one in verdicts] == [
        (State.FAIL, "guide", {"missing": "政府信息公开指南"}),
        (State.FAIL, "annual_report", {"missing": "政府信息公开年报"}),
    ]
    assert [(one.url, one.quote, one.digest) for one in verdicts[0].evidence] == [(HOME, site().name, "sha256:02")]


def test_a_role_without_words_is_told_as_it_is() -> None:
    bare = facts(seen().view, vocabulary=Vocabulary({}))
    assert [one.values for one in judged(bare)] == [{"missing": "guide"}, {"missing": "annual_report"}]


def test_a_column_of_the_role_is_there_whatever_its_name_or_outcome() -> None:
    assert states(seen("", REPORTS)) == [State.FAIL, State.PASS]
    lost = column("guide", name="指南", outcome=Reason.TIMEOUT)
    assert states(seen("", REPORTS, lost)) == [State.PASS, State.PASS]


@pytest.mark.parametrize(
    "html",
    [
        '<a href="/zn/">政府信息公开指南</a>',
        '<a class=x href="/zn/"><span>政府信息</span> <b>公开指南</b></a>',
        "<A HREF='/zn/'>\n 信息公開指南 \n</A>",
        '<a href="/zn/">郯城县政府信息公开指南(2023年版)</a>',
    ],
)
def test_a_link_on_the_home_page_with_its_name_counts(html: str) -> None:
    assert states(seen(html, REPORTS)) == [State.PASS, State.PASS]


@pytest.mark.parametrize(
    "html",
    [
        "<p>政府信息公开指南</p>",
        "<title>政府信息公开指南</title>",
        '<a href="/x/">要闻</a>政府信息公开指南<a href="/y/">公告</a>',
        "<!-- 政府信息公开指南 --><area>政府信息公开指南</area>",
    ],
)
def test_its_name_anywhere_else_does_not(html: str) -> None:
    assert states(seen(html, REPORTS)) == [State.FAIL, State.PASS]


@pytest.mark.parametrize(
    "html",
    [
        '<a href="/zn/"><img src="zn.png" alt="政府信息公开指南"></a>',
        '<a href="/zn/" title="政府信息公开指南"><img src="zn.png"></a>',
    ],
)
def test_a_picture_that_links_to_it_counts(html: str) -> None:
    assert states(seen(html, REPORTS)) == [State.PASS, State.PASS]


def test_a_link_on_the_page_of_a_column_counts() -> None:
    assert states(seen("", REPORTS, texts={REPORTS.url: '<a href="/zn/">信息公开指南</a>'})) == [State.PASS, State.PASS]


@pytest.mark.parametrize("outcome", [Reason.BLOCKED_WAF, Reason.TIMEOUT, Reason.JS_CHALLENGE])
def test_a_home_page_that_could_not_be_read_proves_no_absence(outcome: Reason) -> None:
    verdicts = judged(seen("", REPORTS, outcome=outcome))
    assert [(one.state, one.reason) for one in verdicts] == [(State.NOT_ASSESSABLE, outcome), (State.PASS, "")]


def test_a_home_page_that_was_not_captured_proves_no_absence() -> None:
    verdicts = judged(seen("", REPORTS, pages={}))
    assert (verdicts[0].state, verdicts[0].reason) == (State.NOT_ASSESSABLE, Reason.NOT_CAPTURED)


def test_single_pages_prove_no_absence() -> None:
    assert states(seen(whole_site=False)) == [State.NOT_ASSESSABLE, State.NOT_ASSESSABLE]


def test_a_site_without_a_name_is_told_by_its_address() -> None:
    assert judged(seen(site=site(name="")))[0].evidence[0].quote == HOME


def test_a_unit_inside_a_portal_has_the_columns_of_the_portal() -> None:
    assert State.FAIL not in states(seen(own_host=False))


def test_a_home_page_that_led_on_was_captured() -> None:
    home = record("/", final_url=url("/portal/home.htm"), kind=PageKind.HOME, title="首页")
    joined = relate(site(), [home, listing("/xw/", "动态要闻")], words())
    assert states(facts(joined, texts={HOME: PageText("", "")})) == [State.FAIL, State.FAIL]


# ---------------------------------------------------------------- as a rule


@pytest.mark.parametrize(("level", "missing"), [(Level.COUNTY, 5), (Level.TOWNSHIP, 3), (Level.DEPARTMENT, 3)])
def test_what_is_required_differs_by_level(level: Level, missing: int) -> None:
    known = catalog.load()
    shipped = known.ruleset("disclosure-county")
    rule = known.rules["column-missing"]
    asked = Ruleset("s", "", "", "", (rule,), overrides=shipped.overrides)
    found, (counts,) = evaluate(asked, (), seen(site=site(level=level)))
    assert counts.failed == len(found) == missing
    assert {(one.subject.url, one.column, one.state) for one in found} == {(HOME, "", State.FAIL)}
    assert len({one.fingerprint for one in found}) == missing


def test_a_page_of_the_site_is_none_of_its_subjects() -> None:
    subject = page(record("/zcwj/1.html", kind=PageKind.DOCUMENT))
    rule = catalog.load().rules["column-missing"]
    found, _ = evaluate(Ruleset("s", "", "", "", (rule,)), [subject.record], facts(view(subject)))
    assert found == ()


def test_what_stands_behind_the_portal_link_of_the_home_page_is_no_absence() -> None:
    """指南 and 年报 usually stand inside the column 政府信息公开, not on the home page itself."""
    home = '<a href="/zwgk/">政府信息公开</a><a href="http://www.gov.cn/zwgk/">政府信息公开</a><a href="/x/">要闻</a>'
    verdicts = judged(seen(home))
    assert {(one.state, one.reason) for one in verdicts} == {(State.NOT_ASSESSABLE, Reason.NOT_CAPTURED)}
    inside = '<a href="/zn.htm">政府信息公开指南</a>'
    pages = {
        "www.example.gov.cn/": PageView(HOME, PageKind.HOME, Reason.OK),
        "www.example.gov.cn/zwgk/": PageView(url("/zwgk/"), PageKind.OTHER, Reason.OK),
    }
    assert states(seen(home, texts={url("/zwgk/"): inside}, pages=pages)) == [State.PASS, State.FAIL]


def test_what_stands_in_the_portal_of_a_department_is_no_absence() -> None:
    home = '<a href="http://www.tancheng.gov.cn/xxgk/jtj/">政府信息公开</a>'
    verdicts = judged(seen(home))
    assert {(one.state, one.reason) for one in verdicts} == {(State.NOT_ASSESSABLE, Reason.NOT_CAPTURED)}
    assert states(seen('<a href="http://www.gov.cn/zwgk/">政府信息公开</a>')) == [State.FAIL, State.FAIL]


def test_a_name_may_hold_a_blank_written_as_an_entity() -> None:
    assert states(seen('<a href="/zn/">政府信息&nbsp;公开指南</a>', REPORTS)) == [State.PASS, State.PASS]


def test_a_menu_that_a_script_fills_proves_no_absence() -> None:
    home = '<a href="/zwgk/">政府信息公开</a>'
    script = '<ul id="list"></ul><script>$.ajax({url:"/api/list",success:function(d){$("#list").html(d)}})</script>'
    pages = {
        "www.example.gov.cn/": PageView(HOME, PageKind.HOME, Reason.OK),
        "www.example.gov.cn/zwgk/": PageView(url("/zwgk/"), PageKind.LIST, Reason.OK),
    }
    asked = seen(home, pages=pages)
    for html, state in ((script, State.NOT_ASSESSABLE), ("<p>政府信息公开专栏</p>", State.FAIL)):
        shown = f"<html><title>专栏</title><body><h2>专栏</h2>{html}<p>主办单位：某县</p></body></html>"
        there = capture("/zwgk/", shown, media="text/html; charset=utf-8")
        found = judged(replace(asked, look={there.url: there}.get))
        assert {one.state for one in found} == {state}


def test_a_gateway_that_refuses_proves_no_absence() -> None:
    pages = {
        "www.example.gov.cn/": PageView(HOME, PageKind.HOME, Reason.OK),
        "www.example.gov.cn/zwgk/": PageView(url("/zwgk/"), PageKind.OTHER, Reason.BLOCKED_WAF),
    }
    verdicts = judged(seen('<a href="/zwgk/">政府信息公开</a>', pages=pages))
    assert {(one.state, one.reason) for one in verdicts} == {(State.NOT_ASSESSABLE, Reason.BLOCKED_WAF)}
