"""Which pages owe tags, and what of them is the template's."""

from typing import Any

import pytest
from making import HOME, fields, items, listing, record, site, unread, url, words

from auditor.model import Alike, Body, PageKind, Reason, Record, Site, Tagged
from auditor.relate import relate
from auditor.relate.tagging import shape
from auditor.text import addresses

NAMES = ("sitename", "sitedomain", "siteidcode", "columnname", "columntype", "articletitle", "pubdate", "contentsource")
FULL = tuple((name, "x") for name in NAMES)


def lacking(*names: str, **said: str) -> tuple[tuple[str, str], ...]:
    return tuple((name, said.get(name, "x")) for name in NAMES if name not in names)


def article(path: str, tags: tuple[tuple[str, str], ...] = FULL, **changes: Any) -> Record:  # noqa: ANN401 - of `Record`
    return record(path, **{"tags": tags, **changes})


def home(tags: tuple[tuple[str, str], ...] = FULL, **changes: Any) -> Record:  # noqa: ANN401 - of `Record`
    return listing("/", "首页", **{"kind": PageKind.HOME, "tags": tags, **changes})


def tagged(*records: Record, about: Site | None = None) -> dict[str, Tagged]:
    found = relate(about or site(), records, words()).tagged
    return {key.removeprefix("www.example.gov.cn"): one for key, one in found.items()}


def test_a_date_has_the_form_of_its_figures() -> None:
    assert shape("2023-05-08 09:30") == "9999-99-99 99:99"


def test_what_owes_no_tags_is_not_told() -> None:
    found = relate(site(), [article("/zcwj/1.html"), unread("/zcwj/2.html", Reason.TIMEOUT)], words()).tagged
    assert (len(found), list(found)) == (1, ["www.example.gov.cn/zcwj/1.html"])
    assert repr(found) == repr({"www.example.gov.cn/zcwj/1.html": Tagged("article")})
    assert "www.example.gov.cn/zcwj/2.html" not in found
    assert "www.example.gov.cn/zcwj/3.html" not in found


def test_home_columns_and_articles_owe_tags() -> None:
    found = tagged(
        home(),
        listing("/tzgg/", "通知公告", items(("/tzgg/1.html", "2023-05-01"))),
        article("/tzgg/1.html"),
        article("/jd/1.html", kind=PageKind.INTERPRETATION),
        article("/nb/1.html", kind=PageKind.ANNUAL_REPORT),
        article("/xw/1.html", kind=PageKind.OTHER, fields=fields(published_date="2023-05-01")),
    )
    assert {key: one.page for key, one in found.items()} == {
        "/": "home",
        "/tzgg/": "column",
        "/tzgg/1.html": "article",
        "/jd/1.html": "article",
        "/nb/1.html": "article",
        "/xw/1.html": "article",
    }


def test_what_is_not_certainly_one_of_them_owes_none() -> None:
    found = tagged(
        unread("/1.html"),
        article("/2.html", kind=PageKind.OTHER),
        article("/3.html", kind=PageKind.OTHER, fields=fields(published_date="2023-05-01"), body=Body()),
        article("/4.html", kind=PageKind.GUIDE),
        article("/5.html", kind=PageKind.ATTACHMENT),
    )
    assert found == {}


def test_later_pages_of_a_column_owe_none() -> None:
    entries = items(("/tzgg/1.html", "2023-05-01"))
    first = listing("/tzgg/index.html", "通知公告", entries, pages=("/tzgg/index_1.html",))
    later = listing("/tzgg/index_1.html", "通知公告", entries, pages=("/tzgg/index.html",))
    assert list(tagged(first, later)) == ["/tzgg/"]


def test_a_column_that_is_its_content_owes_a_columns_tags_or_those_of_an_article() -> None:
    from auditor.model import Column, Role  # noqa: PLC0415 - only here

    about = site(columns=(Column("指南", Role.GUIDE, url("/zn.html")),))
    guide = record("/zn.html", kind=PageKind.GUIDE)
    assert tagged(guide, about=about)["/zn.html"].page == "column"
    written = record("/zn.html", kind=PageKind.DOCUMENT, tags=FULL)
    assert tagged(written, about=about)["/zn.html"].page == "article"


def test_the_root_of_a_further_host_is_its_home_page() -> None:
    about = site(hosts=("www.example.gov.cn", "jtj.example.gov.cn"))
    found = relate(about, [listing("http://jtj.example.gov.cn/", "交通局")], words()).tagged
    assert found["jtj.example.gov.cn/"].page == "home"


def test_a_channels_front_and_the_front_of_a_unit_inside_a_portal_are_no_home_pages() -> None:
    front = listing("/hdjl/", "互动交流", kind=PageKind.HOME)
    assert list(tagged(home(), front)) == ["/"]
    assert tagged(front, home(), about=site(home=url("/hdjl/"))) == {}


# ---------------------------------------------------------------- one cause, one finding


def test_what_most_articles_lack_is_the_templates_and_told_at_the_first() -> None:
    pages = [article(f"/{n}.html", lacking("contentsource")) for n in (3, 1, 2)]
    found = tagged(home(), *pages, article("/4.html"))
    assert {key: one.names for key, one in found.items()} == {
        "/": None,
        "/1.html": (alike := Alike(url("/1.html"), 3)),
        "/2.html": alike,
        "/3.html": alike,
        "/4.html": None,
    }


@pytest.mark.parametrize("good", [4, 9])
def test_what_a_few_articles_lack_is_their_own(good: int) -> None:
    pages = [article(f"/a{n}.html", lacking("contentsource")) for n in range(3)]
    others = [article(f"/b{n}.html") for n in range(good)]
    assert {tagged(home(), *pages, *others)[f"/a{n}.html"].names for n in range(3)} == {None}


def test_two_pages_are_no_template() -> None:
    pages = [article(f"/{n}.html", lacking("contentsource")) for n in range(2)]
    assert {one.names for one in tagged(home(), *pages).values()} == {None}


def test_twenty_pages_are_one_whatever_their_share() -> None:
    pages = [article(f"/a{n:02}.html", lacking("contentsource")) for n in range(20)]
    others = [article(f"/b{n:02}.html") for n in range(30)]
    assert tagged(home(), *pages, *others)["/a07.html"].names == Alike(url("/a00.html"), 20)


def test_what_a_columns_articles_lack_is_told_there() -> None:
    paths = [f"/tzgg/{n}.html" for n in range(3)]
    column = listing("/tzgg/", "通知公告", items(*((path, "2023-05-01") for path in paths)), tags=FULL)
    pages = [article(path, lacking("pubdate")) for path in paths]
    others = [article(f"/b{n}.html") for n in range(8)]
    found = tagged(home(), column, *pages, *others)
    assert {found[path].names for path in paths} == {Alike(url("/tzgg/0.html"), 3)}


def test_a_host_without_any_tag_is_told_at_its_home_page() -> None:
    bare = [article(f"/{n}.html", (("viewport", "x"), ("sitename", ""))) for n in range(2)]
    found = tagged(home(()), *bare)
    assert {one.names for one in found.values()} == {Alike(HOME, 3)}


@pytest.mark.parametrize("records", [[], [unread("/", Reason.TIMEOUT)]])
def test_without_a_home_page_nobody_stands_for_a_host_without_tags(records: list[Record]) -> None:
    found = tagged(*records, article("/1.html", ()))
    assert {one.names for one in found.values()} == {Alike("", 1)}


def test_the_form_of_a_date_is_the_templates_where_most_write_it_so() -> None:
    pages = [article(f"/{n}.html", lacking(pubdate=f"2023年0{n}月01日")) for n in range(1, 4)]
    found = tagged(home(lacking("pubdate")), *pages, article("/9.html", lacking(pubdate="2023-01-01 09:30")))
    assert {found[f"/{n}.html"].published for n in range(1, 4)} == {Alike(url("/1.html"), 3)}
    assert found["/9.html"].published is None


def test_one_value_of_the_domain_is_told_once_at_the_home_page_if_that_has_it() -> None:
    wrong = lacking(sitedomain="www.other.gov.cn")
    pages = [article(f"/{n}.html", wrong) for n in range(3)]
    assert tagged(home(wrong), *pages)["/2.html"].domain == Alike(HOME, 4)
    assert tagged(home(), *pages)["/2.html"].domain == Alike(url("/0.html"), 3)
    assert tagged(home(wrong), *pages[:1])["/0.html"].domain is None


def test_keys_are_those_of_the_pages() -> None:
    assert list(relate(site(), [home()], words()).tagged) == [addresses.key(HOME)]
