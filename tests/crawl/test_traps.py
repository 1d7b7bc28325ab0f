"""Addresses that are made up without end are seen, cut and told; what only looks like them is fetched."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from auditor.config import CrawlOptions
from auditor.crawl.traps import MOST_SHAPES, Shapes, Spellings, trap_of
from auditor.model import Item, Listing, Record

if TYPE_CHECKING:
    from crawl.conftest import Crawl, WebServer

HOST = "http://www.county.gov.cn"


@pytest.mark.parametrize(
    ("path", "trap"),
    [
        ("/zwgk/art/2023/11/11/art_1_11.html", ""),
        ("/art/1/1/1/x.html", ""),
        ("/info/2050/12.htm", ""),
        ("/list?page=3&type=1", ""),
        ("/calendar/2026-03.html", ""),
        ("/x?year=2027", ""),
        ("/x?date=2026-03-01", ""),
        ("/x?date=20991231", "calendar"),
        ("/x?a=1&a=2&a=3", ""),
        ("/a/b/a/b/a/b/x.html", "endless_path"),
        ("/a/a/a", "endless_path"),
        ("/" + "x/" * 30, "endless_path"),
        ("/x?q=" + "y" * 2000, "endless_path"),
        ("/calendar/2099-03.html", "calendar"),
        ("/events/month_1900/", "calendar"),
        ("/x?year=2031&m=1", "calendar"),
        ("/x?month=209912", "calendar"),
        ("/x?a=1&a=2&a=3&a=4", "parameters"),
        ("/x?" + "&".join(f"p{n}=1" for n in range(30)), "parameters"),
    ],
)
def test_a_trap_gives_itself_away(path: str, trap: str) -> None:
    assert trap_of(HOST + path, 2026) == trap


def test_one_path_is_not_asked_by_ever_other_fields() -> None:
    shapes = Shapes()
    asked = [shapes.odd(f"{HOST}/find?{'&'.join(f'f{n >> bit & 1}{bit}=1' for bit in range(6))}") for n in range(64)]
    assert asked == [False] * MOST_SHAPES + [True] * (64 - MOST_SHAPES)
    assert not any(shapes.odd(f"{HOST}/show?id={n}") for n in range(1000))
    assert not shapes.odd(f"{HOST}/find")


@pytest.mark.parametrize(
    ("one", "twin", "other", "same"),
    [
        ("/Info/1.htm", "/info/1.htm", ("/INFO/2.htm", "/info/2.HTM"), True),
        ("/a", "/a/", ("/b/?x=1", "/b?x=1"), True),
        ("/a//b", "/a/b", ("//c///d", "/c/d"), True),
        ("/a", "/b", ("/C", "/c"), False),
    ],
)
def test_a_host_shows_which_spellings_are_one(one: str, twin: str, other: tuple[str, str], *, same: bool) -> None:
    spellings = Spellings()
    first, second = (HOST + path for path in other)
    assert spellings.key(first) != spellings.key(second)
    spellings.learn(HOST + one, HOST + twin)
    assert (spellings.key(first) == spellings.key(second)) is same
    assert spellings.key("http://b.cn/A") != spellings.key("http://b.cn/a")


def passed(run: Path) -> dict[str, Any]:
    about = json.loads((run / "demo/site.json").read_text("utf-8"))
    return {
        one["reason"]: (one["count"], [url.split("/", 3)[3] for url in one["examples"]]) for one in about["passed_over"]
    }


def test_traps_are_cut_and_told_and_every_page_is_asked_for_once(
    web: "WebServer", crawl: "Crawl", tmp_path: Path
) -> None:
    """Two names of one page teach how the host spells; sessions, calendars and endless paths are passed over."""
    web.html("/", "<p>home</p>")
    items = ["Doc/1.html", "doc/1.html", "a/a/a/b.html", "c?year=2099", "d.html", "d.html?PHPSESSID=2", "x.pdf"]
    items += ["http://127.0.0.2/away.html"]
    row = '<li><a href="{}">x</a>'
    web.html("/list", "".join(map(row.format, items)))
    web.html("/Doc/1.html", "<p>the same document</p>")
    web.html("/doc/1.html", "<p>the same document</p>")
    more = ["DOC/1.html", "d.html;jsessionid=3", "e.html"]
    web.html("/d.html", "".join(f'<a rel="reading" href="{one}">x</a>' for one in more))
    web.html("/e.html", "<p>an interpretation</p>")
    result = crawl(web.site(), CrawlOptions(delay=0.0, retries=0, per_host=1))
    assert web.paths() == dict.fromkeys(["/", "/list", "/Doc/1.html", "/doc/1.html", "/d.html", "/e.html"], 1)
    told = passed(tmp_path / "run")
    assert told["calendar"] == (1, ["c?year=2099"])
    assert told["endless_path"] == (1, ["a/a/a/b.html"])
    assert told["file"] == (1, ["x.pdf"])
    assert told["outside"] == (1, ["away.html"])
    assert told["session"] == (2, ["d.html;jsessionid=3", "d.html?PHPSESSID=2"])
    assert told["same_body"] == (1, ["doc/1.html"])
    assert told["spelling"] == (1, ["DOC/1.html"])
    assert result.outcomes["ok"] == web.paths().total()


def test_what_a_host_teaches_late_makes_no_page_asked_for_again(
    web: "WebServer", crawl: "Crawl", quick: CrawlOptions
) -> None:
    web.html("/", "<p>home</p>")
    web.html("/List", "".join(f'<li><a href="{one}">x</a>' for one in ("Doc/1.html", "doc/1.html", "D.html")))
    for name in ("Doc", "doc"):
        web.html(f"/{name}/1.html", "<p>the same document</p>")
    web.html("/D.html", '<a rel="reading" href="Doc/1.html">x</a><a rel="reading" href="E.html">x</a>')
    web.html("/E.html", "<p>an interpretation</p>")
    once = dict.fromkeys(["/", "/List", "/Doc/1.html", "/doc/1.html", "/D.html", "/E.html"], 1)
    options = replace(quick, per_host=1)
    crawl(web.site("/List"), options)
    assert web.paths() == once
    crawl(web.site("/List"), options, resume=True)
    assert web.paths() == once


def test_a_path_that_leads_ever_deeper_is_left_where_its_pages_repeat(
    web: "WebServer", crawl: "Crawl", tmp_path: Path
) -> None:
    web.html("/", "<p>home</p>")
    web.fallback = lambda _: '<li><a href="sub/page.html">x</a><a rel="next" href="more/list.html">'
    crawl(web.site("/list"))
    assert web.paths().total() < 8
    assert passed(tmp_path / "run")["same_body"][0] >= 1


def test_a_page_leads_to_no_more_than_so_many(
    web: "WebServer", crawl: "Crawl", tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("auditor.crawl.following.MOST_LINKS", 3)
    web.pages(5)
    crawl(web.site())
    assert web.paths().total() == 5
    assert passed(tmp_path / "run")["too_many_links"] == (2, ["doc/3.html", "doc/4.html"])


def dated(web: "WebServer", day: str) -> Any:  # noqa: ANN401 - what crawl_sites calls
    """Read a pager of which every page holds one item of a year earlier than the page before."""

    def read(capture: Any) -> Record:  # noqa: ANN401
        page = int(capture.url.rpartition("=")[2]) if "page=" in capture.url else None
        if page is None:
            return Record(capture.url, capture.final_url, capture.outcome)
        items = (Item("x", f"{web.origin}/doc{page}.html", day.format(2026 - page)),)
        return Record(
            capture.url,
            capture.final_url,
            capture.outcome,
            listing=Listing(items=items, pages=(f"{web.origin}/list?page={page + 1}",)),
        )

    return read


def test_columns_are_followed_back_to_a_day(
    web: "WebServer", crawl: "Crawl", quick: CrawlOptions, tmp_path: Path
) -> None:
    web.fallback = lambda path: f"<p>{path}</p>"
    options = replace(quick, since=date(2023, 1, 1), max_pages=40)
    crawl(web.site("/list?page=0"), options, read=dated(web, "{}-06-01"))
    assert sorted(path for path in web.paths() if "list" in path) == [f"/list?page={n}" for n in range(5)]
    assert passed(tmp_path / "run")["older"] == (1, ["list?page=5"])


def test_bytes_of_a_site_are_limited_and_the_report_is_partial(
    web: "WebServer", crawl: "Crawl", quick: CrawlOptions, tmp_path: Path
) -> None:
    web.pages(9)
    for n in range(9):
        web.html(f"/doc/{n}.html", f"<p>{n}{'x' * 1000}</p>")
    result = crawl(web.site(), replace(quick, max_site_bytes=3000, per_host=1))
    assert result.limit_reached
    assert result.outcomes["limit"] == 11 - result.outcomes["ok"] > 5
    assert any("max_site_bytes" in note for note in result.notes)
    assert passed(tmp_path / "run")["limit"][0] == result.outcomes["limit"]
    again = crawl(web.site(), quick, resume=True)
    assert (again.limit_reached, again.outcomes["ok"]) == (False, 11)
