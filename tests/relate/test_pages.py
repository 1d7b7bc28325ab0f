"""Two addresses, one page: records by their join key."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import HOST, facts, items, listing, record, site, unread, url, words

from auditor.kinds import column_items
from auditor.model import Body, Column, ColumnView, PageKind, Reason, Record, Role, State
from auditor.relate import Pages, key_of, relate


@pytest.mark.parametrize(
    ("page", "key"),
    [
        (record("/a.html"), f"{HOST}/a.html"),
        (record("/a.html", final_url=url("/b.html")), f"{HOST}/b.html"),
        (record("/a.html", final_url=""), f"{HOST}/a.html"),
        (unread("/a.html"), f"{HOST}/a.html"),
        (Record(url("/a.html"), url("/waf.html"), unread("/").outcome), f"{HOST}/a.html"),
        (record("/index.html"), f"{HOST}/"),
    ],
)
def test_a_page_is_known_by_the_address_that_answered(page: Record, key: str) -> None:
    assert key_of(page) == key


def test_of_several_ways_to_a_page_the_direct_one_is_kept_and_all_are_known() -> None:
    direct = record("/new.html")
    ways = [record(f"/{n}.html", final_url=direct.url) for n in range(3)]
    pages = Pages([*ways, direct])
    assert list(pages.values()) == [direct]
    assert {pages.key(one.url) for one in (*ways, direct)} == {f"{HOST}/new.html"}
    assert pages.at(ways[0].url) is direct
    assert list(Pages(ways).values()) == [ways[0]]


def test_a_page_at_the_address_itself_goes_before_where_another_led() -> None:
    """An address that once led elsewhere and now answers is the page that answers."""
    old, own = record("/a.html", final_url=url("/b.html")), record("/a.html", title="本页")
    assert Pages([old, own]).at(url("/a.html")) is own


def test_what_was_not_captured_has_a_key_and_no_page() -> None:
    pages = Pages([record("/a.html")])
    assert pages.key(url("/none.html#top")) == f"{HOST}/none.html"
    assert pages.at(url("/none.html")) is None
    assert pages.at(f"https://{HOST}:443/a.html") is not None


def test_an_address_that_could_not_be_read_does_not_lead_on() -> None:
    lost = Record(url("/a.html"), url("/login.html"), unread("/").outcome)
    assert Pages([lost]).at(url("/a.html")) is lost
    assert Pages([lost]).at(url("/login.html")) is None


RECORDS = [
    record("/b.html"),
    record("/a.html", final_url=url("/b.html")),
    record("/c.html", final_url=url("/d.html")),
    record("/e.html", final_url=url("/d.html")),
    unread("/f.html"),
    record("/"),
    record("/index.html"),
]


@given(st.permutations(RECORDS))
def test_neither_pages_nor_their_order_depend_on_the_order_of_records(records: list[Record]) -> None:
    assert list(Pages(records).items()) == list(Pages(RECORDS).items())
    assert list(Pages(records)) == sorted(Pages(RECORDS))


@pytest.mark.parametrize(("asked", "held"), [("/a", "/a/"), ("/a/", "/a"), ("/a", "/a/index.html")])
def test_a_slash_too_few_or_too_many_leads_to_the_page(asked: str, held: str) -> None:
    assert Pages([record(held)]).at(url(asked)) is not None


def test_both_may_be_there() -> None:
    pages = Pages([record("/a"), record("/a/")])
    assert [page.url for path in ("/a", "/a/") if (page := pages.at(url(path)))] == [url("/a"), url("/a/")]


# ---------------------------------------------------------------- pages that only lead elsewhere


def stub(path: str, target: str) -> Record:
    """Return what is read of a page that only leads to *target*."""
    return record(path, final_url=url(target), kind=PageKind.OTHER, kind_reasons=("refresh",), title="", body=Body())


def column(*records: Record) -> ColumnView:
    (one,) = relate(site(columns=(Column("通知公告", Role.NOTICES, url("/gg/")),)), records, words()).columns
    return one


def test_a_column_that_leads_on_is_the_page_it_leads_to() -> None:
    there = listing("/gg/list.htm", "通知公告", items(("/gg/1.htm", "2023-12-30")))
    found = column(stub("/gg/", "/gg/list.htm"), there)
    assert (found.outcome, len(found.items), found.url) == (Reason.OK, 1, there.url)


@pytest.mark.parametrize("target", ["/gg/list.htm", "http://www.shandong.gov.cn/gg/"])
def test_a_column_that_leads_to_what_was_not_captured_is_not_blank(target: str) -> None:
    found = column(stub("/gg/", target))
    assert (found.outcome, found.complete) == (Reason.NOT_CAPTURED, False)
    assert column_items.Kind().judge(found, facts()).state is State.NOT_ASSESSABLE


def test_a_chain_of_such_pages_leads_to_its_end() -> None:
    there = listing("/gg/list.htm", "通知公告", items(("/gg/1.htm", "2023-12-30")))
    found = column(stub("/gg/", "/gg/2.htm"), stub("/gg/2.htm", "/gg/list.htm"), there)
    assert (found.outcome, len(found.items)) == (Reason.OK, 1)


def test_pages_that_lead_to_each_other_are_joined_without_end() -> None:
    assert column(stub("/gg/", "/gg/2.htm"), stub("/gg/2.htm", "/gg/")).items == ()


def test_a_column_that_leads_to_an_address_that_answers_elsewhere_is_the_page_that_answered() -> None:
    entries = items(("/gg/1.htm", "2023-12-30"))
    there = listing("/x/", "通知公告", entries, final_url=url("/z/"))
    found = column(stub("/gg/", "/x/"), there)
    assert (found.outcome, len(found.items)) == (Reason.OK, 1)


def test_a_column_that_leads_to_what_could_not_be_read_is_not_read() -> None:
    assert column(stub("/gg/", "/x/"), unread("/x/", Reason.TIMEOUT)).outcome is Reason.TIMEOUT
