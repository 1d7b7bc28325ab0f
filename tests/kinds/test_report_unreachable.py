from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from making import HOME, capture, column, facts, listing, page, record, site, unread, url, view

from auditor.kinds.report_unreachable import Kind
from auditor.model import ColumnView, Item, PageKind, PageText, Reason, Record, State, Verdict

KIND = Kind()
START = record("/", kind=PageKind.HOME, title="郯城县人民政府")
OTHER = '<a href="/n/1.html">县政府召开会议</a>'


def said(
    html: str,
    *others: Record,
    texts: dict[str, str] | None = None,
    final: bool = True,
    confirmed: tuple[str, ...] = (),
    **changes: Any,  # noqa: ANN401 - attributes of `SiteView`
) -> Verdict:
    as_of = changes.pop("as_of", date(2023, 12, 31))
    pages = {HOME: PageText(html, html)}
    pages |= {url(path): PageText(text, text) for path, text in (texts or {}).items()}
    seen = view(page(START), *(page(one) for one in others), **{"site": site(), **changes})
    asked = replace(facts(seen, as_of=as_of, texts=pages, final=final), confirmed=lambda one: one in confirmed)
    (verdict,) = KIND.judge(seen, asked)
    return verdict


def link(text: str, path: str = "/bb/") -> str:
    return f'<a href="{path}">{text}</a>'


def of_reports(*years: int, **changes: Any) -> ColumnView:  # noqa: ANN401 - attributes of `ColumnView`
    entries = tuple(Item(f"{year}年政府网站工作年度报表", url(f"/bb/{year}.html"), None) for year in years)
    return column("website_annual_report", path="/bb/", items=entries, **changes)


@pytest.mark.parametrize(
    ("as_of", "year"), [(date(2023, 1, 31), 2021), (date(2023, 2, 1), 2022), (date(2023, 12, 31), 2022)]
)
def test_the_report_of_last_year_must_be_there_from_february(as_of: date, year: int) -> None:
    assert said(link(f"{year}年政府网站工作年度报表"), as_of=as_of).state is State.PASS
    verdict = said(link(f"{year - 1}年政府网站工作年度报表"), as_of=as_of)
    assert verdict.state is State.FAIL
    assert verdict.values == {"year": str(year), "due": f"{year + 1}-01-31", "newest": f"，最新为{year - 1}年度"}


def test_a_site_that_names_none_is_hit() -> None:
    news = column("news", items=(Item("2022年工作会议召开", url("/n/1.html"), None),))
    verdict = said(OTHER, columns=(news,))
    assert verdict.state is State.FAIL
    assert verdict.values["newest"] == ""
    assert said(OTHER, final=False).state is State.NEEDS_REVIEW
    assert said(OTHER, final=False, confirmed=(HOME,)).state is State.FAIL


def test_a_column_of_reports_may_hold_it() -> None:
    shown = listing("/bb/", "政府网站工作年度报表")
    there = said(link("政府网站工作年度报表"), shown, columns=(of_reports(2022, 2021),))
    assert there.state is State.PASS
    old = said(link("政府网站工作年度报表"), shown, columns=(of_reports(2021),))
    assert old.state is State.FAIL


def test_a_page_behind_the_link_may_be_it() -> None:
    shown = record("/bb/", kind=PageKind.OTHER, title="网站工作年度报表")
    assert said(link("网站工作年度报表"), shown, texts={"/bb/": "填报年份：2022年度"}).state is State.PASS
    assert said(link("网站工作年度报表"), shown, texts={"/bb/": "填报于2022-01-20"}).state is State.NEEDS_REVIEW
    assert said(link("网站工作年度报表"), shown).state is State.NEEDS_REVIEW


@pytest.mark.parametrize(
    "html",
    [
        '<a href="/bb/" title="2022年政府网站工作年度报表">更多&gt;&gt;</a>',
        '<a href="/bb/1.html" title="政府网站工作年度报表（2022年度）">政府网站工作年…</a>',
        '<a href="/bb/1.html"><img src="/b.png" alt="2022年政府网站工作年度报表"></a>',
    ],
)
def test_a_title_or_a_picture_may_say_what_a_link_is(html: str) -> None:
    assert said(html).state is State.PASS


def test_what_was_not_followed_proves_nothing() -> None:
    assert said(link("政府网站工作年度报表")).state is State.NOT_ASSESSABLE
    assert said(link("政府信息公开", "/gk/")).state is State.NOT_ASSESSABLE
    assert said(link("政府信息公开", "/gk/"), listing("/gk/", "政府信息公开")).state is State.FAIL
    assert said(link("政府信息公开", "http://other.gov.cn/gk/")).state is State.FAIL


def test_what_could_not_be_read_proves_nothing() -> None:
    cut = of_reports(2021, complete=False, reason=Reason.TIMEOUT)
    assert said(OTHER, columns=(cut,)).reason == "timeout"
    assert said(OTHER, columns=(of_reports(scripted=True),)).reason == "profile_drift"
    assert said("").reason == "profile_drift"
    seen = view(page(START), site=site())
    assert next(iter(KIND.judge(seen, facts(seen)))).reason == "profile_drift"


def test_a_site_without_its_own_host_or_its_home_page_is_not_judged() -> None:
    assert said(OTHER, own_host=False).state is State.NOT_APPLICABLE
    assert said(OTHER, whole_site=False).state is State.NOT_ASSESSABLE
    seen = view(site=site())
    assert next(iter(KIND.judge(seen, facts(seen)))).reason == "not_captured"
    broken = view(page(unread("/")), site=site())
    assert next(iter(KIND.judge(broken, facts(broken)))).reason == "blocked_waf"


def test_a_picture_without_words_may_lead_to_it() -> None:
    assert said('<a href="/a/">要闻</a><a href="/nb/"><img src="nb.png"></a>').state is State.NEEDS_REVIEW
    assert said('<a href="/a/">要闻</a><a href="http://www.gov.cn/"><img src="g.png"></a>').state is State.FAIL
    followed = listing("/nb/", "动态要闻")
    assert said('<a href="/nb/"><img src="nb.png"></a>', followed).state is State.FAIL


def test_a_menu_that_a_script_fills_may_hold_it() -> None:
    script = '<ul id="list"></ul><script>$.ajax({url:"/api/list",success:function(d){$("#list").html(d)}})</script>'
    there = capture(
        "/gk/",
        f"<html><title>专栏</title><body><h2>专栏</h2>{script}<p>主办单位：某县</p></body></html>",
        media="text/html; charset=utf-8",
    )
    html = link("政府信息公开", "/gk/")
    seen = view(page(START), page(listing("/gk/", "政府信息公开")), site=site())
    asked = facts(seen, texts={HOME: PageText(html, html)}, captures={there.url: there})
    (verdict,) = KIND.judge(seen, asked)
    assert verdict.state is State.NOT_ASSESSABLE


def test_a_gateway_that_refuses_may_hold_it() -> None:
    verdict = said(link("政府信息公开", "/gk/"), unread("/gk/"))
    assert (verdict.state, verdict.reason) == (State.NOT_ASSESSABLE, Reason.BLOCKED_WAF)
