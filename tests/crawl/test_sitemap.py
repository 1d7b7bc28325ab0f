"""Sitemaps are read piece by piece, however they are packed and however long they are; only pages of the site count."""

import gzip
import json
import tracemalloc
import zlib
from dataclasses import replace
from itertools import islice
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

import pytest

from auditor.config import CrawlOptions
from auditor.crawl.sitemap import Entry, entries

if TYPE_CHECKING:
    from crawl.conftest import Crawl, WebServer

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
TEXT = ("Content-Type", "text/plain")
XML = ("Content-Type", "application/xml")


def listing(*urls: str) -> bytes:
    rows = "".join(f"<url><loc> {url} </loc><lastmod>2023-01-01</lastmod></url>" for url in urls)
    return f"{HEAD}{rows}</urlset>".encode()


def urls(raw: bytes, encoding: str = "") -> list[str]:
    return [one.url for one in entries(raw, encoding)]


PLAIN = listing("http://a.cn/1?x=1&amp;y=2", "http://a.cn/2")
LISTED = ["http://a.cn/1?x=1&y=2", "http://a.cn/2"]


@pytest.mark.parametrize(
    ("raw", "encoding"),
    [
        (PLAIN, ""),
        (b"\xef\xbb\xbf" + PLAIN, "identity"),
        (gzip.compress(PLAIN), ""),
        (gzip.compress(PLAIN), "gzip"),
        (gzip.compress(gzip.compress(PLAIN)), "gzip"),
        (gzip.compress(PLAIN[:99]) + gzip.compress(PLAIN[99:]), ""),
        (zlib.compress(PLAIN), "deflate"),
        ("\n".join(["\ufeff" + LISTED[0], "# a comment", LISTED[1]]).encode(), ""),
        (PLAIN.replace(b"</urlset>", b""), ""),
        (PLAIN.replace(b"</urlset>", b"<url><loc>http://a.cn/half"), ""),
        (gzip.compress(PLAIN + b"<!-- " + bytes(range(256)) * 9)[:-300] + b"x" * 300, ""),
    ],
)
def test_every_packing_is_read_as_far_as_it_goes(raw: bytes, encoding: str) -> None:
    assert urls(raw, encoding) == LISTED


@pytest.mark.parametrize(
    ("raw", "encoding"),
    [
        (b"", ""),
        (b"<html><body>404</body></html>", ""),
        (b"\x1f\x8b nonsense", ""),
        (b"nonsense", "deflate"),
        (b"x" * 100_000, ""),
        (b"<urlset>" * 50 + b"<url><loc>http://a.cn/</loc></url>", ""),
        (b'<!DOCTYPE a [<!ENTITY b "http://a.cn/">]><urlset><url><loc>&b;</loc></url></urlset>', ""),
        (f"<urlset><url><loc>http://a.cn/{'x' * 5000}</loc></url></urlset>".encode(), ""),
        (
            b"<urlset><url><image:loc xmlns:image='i'>http://a.cn/</image:loc></url></urlset>".replace(b"url>", b"u>"),
            "",
        ),
    ],
)
def test_what_is_none_lists_nothing(raw: bytes, encoding: str) -> None:
    assert urls(raw, encoding) == []


@pytest.mark.parametrize("size", [7, 999, 65_536, 200_000])
def test_a_file_of_many_gzip_members_is_read_to_its_end(size: int) -> None:
    wanted = [f"http://a.cn/{n}/{n * 7919 % 10_007}" for n in range(8_000 if size > 100 else 40)]
    raw = listing(*wanted)
    members = b"".join(gzip.compress(raw[at : at + size]) for at in range(0, len(raw), size))
    assert urls(members) == wanted
    assert urls(members + bytes(512)) == wanted  # as tapes and some servers fill up the rest


def test_an_index_names_further_sitemaps() -> None:
    raw = b"<sitemapindex><sitemap><loc>http://a.cn/1.xml</loc></sitemap></sitemapindex>"
    assert list(entries(raw)) == [Entry("http://a.cn/1.xml", "map")]


@pytest.fixture(scope="module")
def million() -> bytes:
    """Return a gzipped sitemap of a million addresses, the same ten thousand again and again."""
    packer = zlib.compressobj(1, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    rows = b"".join(b"<url><loc>/only/%d.html</loc></url>" % n for n in range(10_000))
    return b"".join([packer.compress(HEAD.encode()), *(packer.compress(rows) for _ in range(100)), packer.flush()])


def test_a_million_addresses_are_read_in_little_memory(million: bytes) -> None:
    tracemalloc.start()
    assert sum(1 for _ in islice(entries(million), 20_000)) == 20_000
    assert tracemalloc.get_traced_memory()[1] < 5_000_000
    tracemalloc.stop()


def test_of_a_million_addresses_as_many_are_taken_up_as_there_is_room_for(
    mapped: "WebServer",
    crawl: "Crawl",
    quick: CrawlOptions,
    tmp_path: Path,
    million: bytes,
) -> None:
    mapped.html("/a.xml.gz", million, XML)
    result = crawl(mapped.site(), replace(quick, max_pages=8))
    assert result.captured == 8
    assert passed(tmp_path / "run")["sitemap_rest"] == 10_000 - 4


def test_a_file_longer_than_allowed_is_read_in_part(
    mapped: "WebServer", crawl: "Crawl", tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("auditor.crawl.listed.MOST_LISTED", 3)
    crawl(mapped.site())
    assert passed(tmp_path / "run")["sitemap_long"] == 2
    assert mapped.paths()["/only/2.html"] == 1
    assert mapped.paths()["/only/3.html"] == 0


def passed(run: Path) -> dict[str, Any]:
    about = json.loads((run / "demo/site.json").read_text("utf-8"))
    return {one["reason"]: one["count"] for one in about["passed_over"]}


@pytest.fixture
def mapped(web: "WebServer") -> "WebServer":
    """Serve a site whose robots.txt names an index of two sitemaps, one of them gzipped."""
    web.pages(2)
    web.html("/robots.txt", "User-agent: *\nDisallow: /no\nSitemap: /index.xml", TEXT)
    maps = "".join(f"<sitemap><loc>{web.origin}/{one}</loc></sitemap>" for one in ("a.xml.gz", "b.xml", "index.xml"))
    web.html("/index.xml", f"<sitemapindex>{maps}</sitemapindex>", XML)
    inside = [f"{web.origin}/only/{n}.html" for n in range(5)]
    web.html(
        "/a.xml.gz", gzip.compress(listing(*inside, f"{web.origin}/doc/0.html")), ("Content-Type", "application/gzip")
    )
    outside = ["http://127.0.0.2/x", "file:///etc/passwd", f"{web.origin}/x.pdf", f"{web.origin}/no/1", "relative.html"]
    web.html("/b.xml", listing(*outside), XML)
    for n in range(5):
        web.html(f"/only/{n}.html", f"<p>only in the sitemap {n}</p>")
    web.html("/relative.html", "<p>relative</p>")
    return web


def test_pages_that_only_a_sitemap_names_are_captured_once_behind_all_others(
    mapped: "WebServer", crawl: "Crawl", quick: CrawlOptions, tmp_path: Path
) -> None:
    result = crawl(mapped.site())
    assert result.outcomes == {"ok": 10, "robots": 1}
    assert set(mapped.paths().values()) == {1}
    order = list(mapped.paths())
    assert order.index("/index.xml") > order.index("/doc/1.html")
    assert passed(tmp_path / "run") == {"file": 1, "outside": 1, "robots": 1}
    asked = len(mapped.log)
    crawl(mapped.site(), quick, resume=True)
    assert len(mapped.log) == asked


@pytest.mark.parametrize("broken", ["/a.xml.gz", "/index.xml"])
def test_a_sitemap_that_did_not_come_is_asked_for_again_when_the_crawl_goes_on(
    mapped: "WebServer", crawl: "Crawl", quick: CrawlOptions, server: ModuleType, broken: str
) -> None:
    whole = mapped.answers[broken]
    mapped.answers[broken] = server.page_of("busy", status=503)
    quick = replace(quick, retries=0)
    assert crawl(mapped.site(), quick).outcomes["ok"] < 10
    assert crawl(mapped.site(), quick, resume=True).outcomes["ok"] < 10
    mapped.answers[broken] = whole
    assert crawl(mapped.site(), quick, resume=True).outcomes == {"ok": 10, "robots": 1}
    asked = mapped.paths()
    assert asked[broken] == 3
    assert {count for path, count in asked.items() if path != broken} == {1}
    crawl(mapped.site(), quick, resume=True)
    assert mapped.paths() == asked


def test_no_more_is_taken_up_than_there_is_room_for(
    mapped: "WebServer", crawl: "Crawl", quick: CrawlOptions, tmp_path: Path
) -> None:
    result = crawl(mapped.site(), replace(quick, max_pages=6))
    assert (result.captured, result.limit_reached) == (6, False)
    assert passed(tmp_path / "run")["sitemap_rest"] == 3


def test_a_site_stopped_amid_its_sitemap_lacks_nothing_that_it_was_asked_for(
    mapped: "WebServer", crawl: "Crawl", quick: CrawlOptions, tmp_path: Path
) -> None:
    for n in range(5):
        mapped.html(f"/only/{n}.html", f"<p>{n}{'x' * 3000}</p>")
    result = crawl(mapped.site(), replace(quick, max_site_bytes=5000, per_host=1))
    assert result.limit_reached
    assert "limit" not in result.outcomes
    assert passed(tmp_path / "run")["sitemap_left"] >= 3


@pytest.mark.parametrize(("how", "asked"), [("robots", 0), ("auto", 1), ("never", 0)])
def test_the_usual_place_is_looked_at_only_where_that_is_wanted(
    web: "WebServer", crawl: "Crawl", quick: CrawlOptions, how: str, asked: int
) -> None:
    web.pages(1)
    crawl(web.site(), replace(quick, sitemap=how))
    assert web.paths()["/sitemap.xml"] == asked
