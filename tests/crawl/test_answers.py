from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

import pytest

from auditor.config import CrawlOptions
from auditor.model import Reason

if TYPE_CHECKING:
    from crawl.conftest import Captures, Crawl, WebServer


def test_a_redirect_into_what_robots_forbid_is_not_followed(
    web: "WebServer", crawl: "Crawl", captures: "Captures"
) -> None:
    web.html("/robots.txt", "User-agent: auditor\nDisallow: /secret", ("Content-Type", "text/plain"))
    web.redirect("/list", "/secret")
    crawl(web.site())
    assert captures()["/list"].outcome is Reason.ROBOTS
    assert web.paths()["/secret"] == 0


def test_redirects_are_followed_by_hand(web: "WebServer", crawl: "Crawl", captures: "Captures", tmp_path: Path) -> None:
    web.html("/")
    web.redirect("/list", "/new/list.html")
    web.html("/new/list.html", '<li><a href="x.html">x</a>')
    web.html("/new/x.html")
    crawl(web.site())
    capture = captures()["/list"]
    assert (capture.final_url, capture.status, capture.outcome) == (web.origin + "/new/list.html", 200, Reason.OK)
    assert web.paths()["/new/x.html"] == 1
    index = (tmp_path / "run/demo/evidence.cdxj").read_text()
    assert f'"{web.origin}/list"' in index  # the hop is evidence, too


@pytest.mark.parametrize("way", [{"/list": "/list"}, {"/list": "/a", "/a": "/b", "/b": "/list"}])
def test_a_redirect_loop_ends(web: "WebServer", crawl: "Crawl", captures: "Captures", way: dict[str, str]) -> None:
    for path, to in way.items():
        web.redirect(path, to)
    crawl(web.site())
    assert captures()["/list"].outcome is Reason.REDIRECT_LOOP
    assert web.paths().total() < 12


def test_an_endless_chain_of_redirects_ends(web: "WebServer", crawl: "Crawl", captures: "Captures") -> None:
    web.redirect("/list", "/r0")
    for n in range(30):
        web.redirect(f"/r{n}", f"/r{n + 1}")
    crawl(web.site())
    assert captures()["/list"].outcome is Reason.REDIRECT_LOOP
    assert web.paths()["/r11"] == 0


def test_a_redirect_that_sets_a_cookie_first_is_no_loop(
    web: "WebServer", crawl: "Crawl", captures: "Captures", server: ModuleType
) -> None:
    web.answers["/list"] = server.in_turn(
        server.page_of("", ("Location", "/list"), ("Set-Cookie", "seen=1"), status=302), server.page_of("<p>list</p>")
    )
    crawl(web.site())
    assert captures()["/list"].outcome is Reason.OK
    assert [one for one in web.log if one.path == "/list"][-1].headers.get("Cookie") == "seen=1"


def test_a_redirect_out_of_the_site_is_not_followed(
    web: "WebServer", other: "WebServer", crawl: "Crawl", captures: "Captures"
) -> None:
    web.redirect("/list", other.origin + "/elsewhere")
    crawl(web.site())
    assert captures()["/list"].outcome is Reason.OUT_OF_SCOPE
    assert captures()["/list"].final_url == other.origin + "/elsewhere"
    assert not other.log


def test_a_status_is_an_outcome_and_4xx_is_not_tried_again(
    web: "WebServer", crawl: "Crawl", captures: "Captures"
) -> None:
    web.html("/gone", status=404)
    web.html("/blank", "")
    crawl(web.site("/gone", "/blank"))
    assert captures()["/gone"].outcome is Reason.HTTP_4XX
    assert captures()["/gone"].status == 404
    assert captures()["/blank"].outcome is Reason.EMPTY
    assert web.paths()["/gone"] == 1


def test_503_is_tried_again(web: "WebServer", crawl: "Crawl", captures: "Captures", server: ModuleType) -> None:
    web.answers["/list"] = server.in_turn(server.page_of("busy", status=503), server.page_of("<p>list</p>"))
    crawl(web.site())
    assert captures()["/list"].body == b"<p>list</p>"
    assert web.paths()["/list"] == 2


def test_tries_are_counted_and_the_last_failure_stays(
    web: "WebServer", crawl: "Crawl", captures: "Captures", quick: CrawlOptions
) -> None:
    web.html("/list", "busy", status=500)
    result = crawl(web.site(), replace(quick, retries=2))
    assert web.paths()["/list"] == 3
    assert result.outcomes["http_5xx"] == 1
    assert captures()["/list"].body == b"busy"


def test_retry_after_is_kept(web: "WebServer", crawl: "Crawl", captures: "Captures", server: ModuleType) -> None:
    busy = server.page_of("slow down", ("Retry-After", "1"), status=429)
    web.answers["/list"] = server.in_turn(busy, server.page_of("<p>list</p>"))
    crawl(web.site())
    first, second = [asked.at for asked in web.log if asked.path == "/list"]
    assert second - first > 0.95
    assert captures()["/list"].outcome is Reason.OK


def test_a_host_that_wants_to_be_left_alone_for_an_hour_is(
    web: "WebServer", crawl: "Crawl", captures: "Captures"
) -> None:
    web.html("/list", "slow down", ("Retry-After", "3600"), status=429)
    crawl(web.site())
    assert web.paths()["/list"] == 1
    assert captures()["/list"].outcome is Reason.HTTP_4XX


def test_what_a_broken_server_does_has_a_reason(
    web: "WebServer", crawl: "Crawl", captures: "Captures", quick: CrawlOptions, server: ModuleType
) -> None:
    web.answers |= {"/slow": server.slow(2.0), "/reset": server.reset, "/cut": server.cut_off}
    web.answers["/drip"] = server.drip
    crawl(web.site("/slow", "/reset", "/cut", "/drip"), replace(quick, retries=0, timeout=0.8))
    assert {path: one.outcome for path, one in captures().items() if path != "/"} == {
        "/slow": Reason.TIMEOUT,
        "/reset": Reason.RESET,
        "/cut": Reason.TRUNCATED,
        "/drip": Reason.TIMEOUT,
    }
    assert captures()["/cut"].body == b"<p>half"


def test_a_page_that_is_too_large_is_left_off(
    web: "WebServer", crawl: "Crawl", captures: "Captures", quick: CrawlOptions, server: ModuleType
) -> None:
    web.html("/said", "x" * 3000)
    web.answers["/unsaid"] = server.chunked([b"y" * 1000] * 5)
    web.html("/bomb", server.packed(b"z" * 1_000_000, "gzip"), ("Content-Encoding", "gzip"))
    web.html("/fits", "x" * 2000)
    crawl(web.site("/said", "/unsaid", "/bomb", "/fits"), replace(quick, max_bytes=2000))
    found = captures()
    assert {found[path].outcome for path in ("/said", "/unsaid", "/bomb")} == {Reason.TOO_LARGE}
    assert found["/fits"].outcome is Reason.OK


def test_bodies_are_kept_as_transferred_and_read_decoded(
    web: "WebServer", crawl: "Crawl", captures: "Captures", tmp_path: Path, server: ModuleType
) -> None:
    body = b"<p>body</p>" * 50
    raw = {"/" + encoding: server.packed(body, encoding) for encoding in ("gzip", "br", "deflate")}
    for path, packed in raw.items():
        web.html(path, packed, ("Content-Encoding", path[1:]), ("X-Order", "1"), ("x-order", "2"))
    crawl(web.site(*raw))
    evidence = server.unpacked(tmp_path / "run/demo/evidence-00001.warc.gz")
    for path, capture in captures().items():
        if path in raw:
            assert capture.body == body
            assert [pair for pair in capture.headers if pair[1] in "12"] == [("X-Order", "1"), ("x-order", "2")]
            assert raw[path] in evidence


def test_a_chunked_body_is_read_back(
    web: "WebServer", crawl: "Crawl", captures: "Captures", server: ModuleType
) -> None:
    web.answers["/list"] = server.chunked([b"<p>", b"a" * 500, b"</p>"])
    crawl(web.site())
    assert captures()["/list"].body == b"<p>" + b"a" * 500 + b"</p>"
    assert captures()["/list"].header("Transfer-Encoding") == "chunked"
