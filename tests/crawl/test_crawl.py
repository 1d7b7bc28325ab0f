import json
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

import pytest

from auditor.archive import open_source
from auditor.config import CrawlOptions
from auditor.crawl import crawl_sites, plan_crawl
from auditor.model import Column, Reason, Role, Site

if TYPE_CHECKING:
    from crawl.conftest import Captures, Crawl, WebServer


def test_a_column_its_pages_items_and_readings_are_captured_once_each(
    web: "WebServer", crawl: "Crawl", captures: "Captures", tmp_path: Path
) -> None:
    web.pages(3)
    web.html(
        "/list",
        '<li><a href="/doc/0.html">a</a><li><a href="/a.pdf">b</a><li><a href="http://elsewhere.test/x">c</a>'
        '<a rel="next" href="/list_2"></a>',
    )
    web.html("/list_2", '<li><a href="/doc/1.html">a</a><li><a href="/doc/0.html#top">a</a>')
    web.html("/doc/0.html", '<a rel="reading" href="/jd/1.html">')
    web.html("/jd/1.html", '<a rel="reading" href="/jd/2.html">')
    web.html("/jd/2.html", '<a rel="reading" href="/jd/3.html">')
    result = crawl(web.site())
    assert web.paths() == dict.fromkeys(
        ["/", "/list", "/list_2", "/doc/0.html", "/doc/1.html", "/jd/1.html", "/jd/2.html"], 1
    )
    assert (result.captured, result.limit_reached, result.outcomes) == (7, False, {"ok": 7})
    assert captures()["/doc/1.html"].body == b"<p>document 1</p>"
    rows = [json.loads(line) for line in (tmp_path / "run/demo/captures.jsonl").read_text().splitlines()]
    assert [row["url"] for row in rows] == sorted(web.origin + path for path in web.paths())
    assert {"url", "final_url", "status", "outcome", "bytes", "digest", "fetched_at"} <= rows[0].keys()
    assert rows[0]["digest"] == captures()["/"].digest


def test_a_source_of_the_run_is_final_on_loopback_and_carries_the_site(
    web: "WebServer", crawl: "Crawl", tmp_path: Path
) -> None:
    web.pages(1)
    crawl(web.site())
    (source,) = open_source(tmp_path / "run")
    assert (source.final, source.site_id, source.hosts, source.as_of) == (True, "demo", (web.host,), None)
    (tmp_path / "run/run.json").write_text('{"as_of": "2023-12-31"}')
    assert str(open_source(tmp_path / "run")[0].as_of) == "2023-12-31"
    assert str(open_source(tmp_path / "run/demo")[0].as_of) == "2023-12-31"


def test_robots_are_kept_and_said(web: "WebServer", crawl: "Crawl", captures: "Captures") -> None:
    web.pages(2)
    web.html("/robots.txt", "User-agent: *\nDisallow: /doc/1", ("Content-Type", "text/plain"))
    crawl(web.site())
    assert web.paths(robots=True)["/robots.txt"] == 1
    assert web.paths()["/doc/1.html"] == 0
    assert captures()["/doc/1.html"].outcome is Reason.ROBOTS
    assert captures()["/doc/0.html"].outcome is Reason.OK


def test_a_robots_file_that_is_unreachable_forbids_everything_and_is_noted(web: "WebServer", crawl: "Crawl") -> None:
    """RFC 9309 §2.3.1.4; the file is asked for again before the host is given up."""
    web.pages(1)
    web.html("/robots.txt", "busy", status=503)
    result = crawl(web.site())
    assert result.outcomes == {"robots": 2}
    assert web.paths(robots=True) == {"/robots.txt": 2}
    assert "503" in result.notes[0]


def test_a_robots_file_that_comes_at_the_second_try_is_kept(
    web: "WebServer", crawl: "Crawl", server: ModuleType
) -> None:
    web.pages(2)
    rules = server.page_of("User-agent: *\nDisallow: /doc/1", ("Content-Type", "text/plain"))
    web.answers["/robots.txt"] = server.in_turn(server.page_of("busy", status=503), rules)
    assert crawl(web.site()).outcomes == {"ok": 3, "robots": 1}


def test_a_host_that_is_down_is_asked_for_nothing_but_its_robots_file(crawl: "Crawl", web: "WebServer") -> None:
    site = web.site(home="http://127.0.0.1:1/", hosts=("127.0.0.1:1", web.host))
    web.pages(0)
    assert crawl(site).outcomes == {"refused": 1, "ok": 1}
    assert web.paths() == {"/list": 1}


def test_requests_to_one_host_keep_the_delay(web: "WebServer", crawl: "Crawl", quick: CrawlOptions) -> None:
    web.pages(4)
    crawl(web.site(), replace(quick, delay=0.1))
    starts = [asked.at for asked in web.log]
    assert len(starts) == 8  # robots.txt, home, column, four items, and an address that cannot exist
    assert min(later - earlier for earlier, later in pairwise(starts)) > 0.07


def test_a_crawl_delay_of_the_host_is_kept(web: "WebServer", crawl: "Crawl") -> None:
    web.pages(1)
    web.html("/robots.txt", "User-agent: *\nCrawl-delay: 0.2", ("Content-Type", "text/plain"))
    crawl(web.site())
    starts = [asked.at for asked in web.log]
    assert min(later - earlier for earlier, later in pairwise(starts[1:])) > 0.15


def test_no_more_than_per_host_requests_are_under_way(
    web: "WebServer", crawl: "Crawl", quick: CrawlOptions, server: ModuleType
) -> None:
    web.pages(8)
    for n in range(8):
        web.answers[f"/doc/{n}.html"] = server.slow(0.05)
    crawl(web.site(), replace(quick, per_host=2))
    assert max(asked.at_once for asked in web.log) == 2


def test_two_hosts_are_asked_at_once_and_a_site_may_have_both(
    web: "WebServer", other: "WebServer", crawl: "Crawl"
) -> None:
    web.html("/", "home")
    web.html("/list", f'<li><a href="{other.origin}/x.html">x</a>')
    other.html("/x.html")
    result = crawl(web.site(hosts=(web.host, other.host)))
    assert result.outcomes == {"ok": 3}
    assert other.paths() == {"/x.html": 1}


def test_two_sites_are_crawled_at_once(
    web: "WebServer", other: "WebServer", tmp_path: Path, quick: CrawlOptions, server: ModuleType
) -> None:
    for one in (web, other):
        one.html("/")
        one.answers["/list"] = server.slow(0.3)
    sites = [replace(web.site(), id="a"), replace(other.site(), id="b")]
    results = crawl_sites(sites, quick, tmp_path / "run", read=server.read, mirror={})
    assert [result.site_id for result in results] == ["a", "b"]
    seen = [next(asked.at for asked in one.log if asked.path == "/list") for one in (web, other)]
    assert abs(seen[0] - seen[1]) < 0.25
    assert [source.site_id for source in open_source(tmp_path / "run")] == ["a", "b"]


def test_a_column_on_a_foreign_host_is_said_not_asked(
    web: "WebServer", other: "WebServer", crawl: "Crawl", captures: "Captures"
) -> None:
    site = web.site(columns=(Column("x", Role.NEWS, other.origin + "/news"),))
    assert crawl(site).outcomes == {"http_4xx": 1, "out_of_scope": 1}
    assert captures()["/news"].outcome is Reason.OUT_OF_SCOPE
    assert not other.log
    assert plan_crawl([site]) == (web.origin + "/",)


def test_a_mirror_is_asked_and_the_public_address_reported(web: "WebServer", crawl: "Crawl", tmp_path: Path) -> None:
    web.html("/", "home")
    web.redirect("/list", web.origin + "/new/")
    web.html("/new/", '<li><a href="https://www.county.gov.cn/doc.html">x</a>')
    web.html("/doc.html", "document")
    site = Site(
        "demo",
        "demo",
        "http://www.county.gov.cn/",
        ("www.county.gov.cn",),
        columns=(Column("c", Role.NEWS, "http://www.county.gov.cn/list"),),
    )
    result = crawl(site, mirror={"http://www.county.gov.cn": web.origin})
    assert result.outcomes == {"ok": 3}
    (source,) = open_source(tmp_path / "run")
    assert source.final
    assert source.urls() == (
        "http://www.county.gov.cn/",
        "http://www.county.gov.cn/list",
        "https://www.county.gov.cn/doc.html",
    )
    moved = source.get("http://www.county.gov.cn/list")
    assert moved is not None
    assert moved.final_url == "http://www.county.gov.cn/new/"
    assert web.host not in (tmp_path / "run/demo/captures.jsonl").read_text()


@pytest.mark.parametrize("beyond", ['<li><a href="/doc/0.html">a</a>', ""])
def test_a_pager_without_end_is_cut_where_nothing_new_comes(web: "WebServer", crawl: "Crawl", beyond: str) -> None:
    web.pages(2)
    for n in range(30):
        items = f'<li><a href="/doc/{n}.html">a</a>' if n < 2 else beyond
        web.html(f"/list?page={n}", f'{items}<a rel="next" href="/list?page={n + 1}">')
    crawl(web.site("/list?page=0"))
    assert [path for path in web.paths() if path.startswith("/list")] == [
        "/list?page=0",
        "/list?page=1",
        "/list?page=2",
    ]


def test_a_pager_of_attachments_or_of_another_columns_items_is_followed(web: "WebServer", crawl: "Crawl") -> None:
    web.html("/all", "".join(f'<li><a href="/doc/{n}.html">a</a>' for n in range(4)))
    for n in range(4):
        web.html(f"/list?page={n}", f'<li><a href="/doc/{n}.html">a</a><a rel="next" href="/list?page={n + 1}">')
        web.html(f"/pdf?page={n}", f'<li><a href="/{n}.pdf">a</a><a rel="next" href="/pdf?page={n + 1}">')
    crawl(web.site("/all", "/list?page=0", "/pdf?page=0"))
    assert web.paths()["/list?page=3"] == web.paths()["/pdf?page=3"] == 1
