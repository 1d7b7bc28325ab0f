"""What a home page shows of news, and whether a site has a home page of its own."""

from typing import Any

import pytest
from making import HOME, fields, items, listing, record, site, unread, url, words

from auditor.model import HomeNews, Item, Links, PageKind, Reason, Record
from auditor.relate import relate


def home(*entries: Item, pages: tuple[str, ...] = (), **changes: Any) -> Record:  # noqa: ANN401 - of `Record`
    leading = Links(pages=tuple(map(url, pages)))
    return listing("/", "首页", entries, **{"kind": PageKind.HOME, "links": leading, **changes})


def news(*records: Record, **changes: Any) -> HomeNews:  # noqa: ANN401 - of `Site`
    found = relate(site(**changes), records, words()).home_news
    assert found is not None
    return found


def article(path: str, day: str | None) -> Record:
    return record(path, kind=PageKind.OTHER, fields=fields(published_date=day) if day else ())


@pytest.mark.parametrize(
    ("address", "own"),
    [
        (HOME, True),
        ("http://www.example.gov.cn", True),
        (url("/index.html"), True),
        (url("/default.aspx"), True),
        (url("/czj/"), False),
        (url("/czj/index.html"), False),
        (url("/czj"), False),
        ("http://czj.example.gov.cn/", True),
    ],
)
def test_a_site_of_its_own_begins_at_the_root_of_a_host(address: str, *, own: bool) -> None:
    assert relate(site(home=address), [], words()).own_host is own


def test_a_home_page_that_was_not_captured_tells_nothing() -> None:
    assert relate(site(), [listing("/xw/", "动态要闻")], words()).home_news is None


def test_a_home_page_that_could_not_be_read_says_why() -> None:
    found = news(unread("/", Reason.BLOCKED_WAF))
    assert (found.outcome, found.days, found.undated) == (Reason.BLOCKED_WAF, (), 0)


def test_the_days_of_its_entries_are_told_once_and_in_order() -> None:
    found = news(home(*items(("/1", "2023-12-30"), ("/2", "2023-12-01"), ("/3", "2023-12-30"))))
    assert found == HomeNews(HOME, Reason.OK, ("2023-12-01", "2023-12-30"), 0, "sha256:00", "2023-12-31T00:00:00Z")


def test_an_entry_without_a_day_is_opened() -> None:
    entries = items(("/1.html", None), ("/2.html", None), ("/3.html", None))
    found = news(home(*entries), article("/1.html", "2023-12-20"), article("/2.html", None))
    assert (found.days, found.undated) == (("2023-12-20",), 2)


def test_what_stands_one_click_away_counts() -> None:
    column = listing("/gg/", "通知公告", items(("/gg/1.html", "2023-12-20"), ("/gg/2.html", None)))
    pages = ("/gg/", "/a.html", "/none.html", "/lost.html")
    found = news(home(pages=pages), column, article("/a.html", "2023-11-11"), unread("/lost.html"))
    assert (found.days, found.undated) == (("2023-11-11", "2023-12-20"), 1)  # what could not be read may be new


@pytest.mark.parametrize("outcome", [Reason.HTTP_4XX, Reason.SOFT_404, Reason.EMPTY, Reason.UNSUPPORTED_FILE])
def test_a_dead_link_holds_nothing_new(outcome: Reason) -> None:
    assert news(home(pages=("/lost.html",)), unread("/lost.html", outcome)).undated == 0


def test_what_the_home_page_does_not_lead_to_does_not_count() -> None:
    assert news(home(), article("/far.html", "2023-12-20")).days == ()


def test_a_home_page_that_leads_to_itself_is_opened_once() -> None:
    entries = items(("/1", "2023-12-30"))
    assert news(home(*entries, pages=("/", "/index.html"))).days == ("2023-12-30",)


def test_a_day_that_stands_on_the_home_page_too_stands_there() -> None:
    column = listing("/gg/", "通知公告", items(("/gg/1.html", "2023-12-20"), ("/gg/2.html", "2023-12-21")))
    found = news(home(*items(("/gg/1.html", "2023-12-20")), pages=("/gg/",)), column)
    assert {day: one.url for day, one in found.elsewhere.items()} == {"2023-12-21": url("/gg/")}


def test_a_home_page_that_led_on_is_found_where_it_led() -> None:
    moved = home(*items(("/1", "2023-12-30")), final_url=url("/portal/"))
    assert news(moved).days == ("2023-12-30",)
