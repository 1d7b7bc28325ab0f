"""Whatever a server does, the run folder that a crawl leaves behind proves itself."""

from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

import pytest

from auditor.archive.verify import verify
from auditor.config import CrawlOptions
from auditor.model import Reason

if TYPE_CHECKING:
    from crawl.conftest import Captures, Crawl, WebServer


@pytest.fixture
def odd(web: "WebServer", other: "WebServer", server: ModuleType) -> tuple[str, ...]:
    """Let a server answer in every way that a crawl knows a reason for; return the paths."""
    web.html("/robots.txt", "User-agent: *\nDisallow: /secret", ("Content-Type", "text/plain"))
    web.redirect("/to-secret", "/secret")
    web.redirect("/outside", other.origin + "/elsewhere#part")
    web.redirect("/moved", "/a/../a/page.html?x=1#part")
    web.html("/a/page.html?x=1")
    for path, to in {"/round": "/round2", "/round2": "/round"}.items():
        web.redirect(path, to)
    web.html("/blank", "")
    web.html("/gone", "<p>404", status=404)
    web.html("/busy", "<p>503", status=503)
    for encoding in ("gzip", "br", "deflate"):
        web.html(f"/{encoding}", server.packed(b"<p>body</p>" * 50, encoding), ("Content-Encoding", encoding))
    web.html("/lie", b"no gzip at all", ("Content-Encoding", "gzip"))
    web.html("/half", server.packed(b"<p>body</p>" * 50, "gzip")[:30], ("Content-Encoding", "gzip"))
    web.html("/large", "x" * 30_000)
    web.html("/bomb", server.packed(b"z" * 1_000_000, "gzip"), ("Content-Encoding", "gzip"))
    web.answers |= {"/reset": server.reset, "/cut": server.cut_off, "/chunks": server.chunked([b"<p>", b"a" * 500])}
    paths = ("/to-secret", "/outside", "/moved", "/round", "/blank", "/gone", "/busy", "/gzip", "/br", "/deflate")
    return (*paths, "/lie", "/half", "/large", "/bomb", "/reset", "/cut", "/chunks")


def test_a_crawl_of_an_odd_server_is_sound(
    web: "WebServer",
    crawl: "Crawl",
    captures: "Captures",
    odd: tuple[str, ...],
    tmp_path: Path,
) -> None:
    crawl(web.site(*odd), CrawlOptions(delay=0.0, timeout=5.0, retries=0, max_bytes=20_000))
    outcomes = {one.outcome for one in captures().values()}
    wanted = {Reason.OK, Reason.ROBOTS, Reason.OUT_OF_SCOPE, Reason.REDIRECT_LOOP, Reason.EMPTY, Reason.HTTP_4XX}
    assert outcomes >= wanted | {Reason.HTTP_5XX, Reason.ENCODING, Reason.TRUNCATED, Reason.TOO_LARGE, Reason.RESET}
    found = verify(tmp_path / "run/demo")
    assert found.faults == ()
    assert found.captures == len(captures())


def test_a_crawl_that_reached_its_limit_and_went_on_is_sound(
    web: "WebServer", crawl: "Crawl", quick: CrawlOptions, tmp_path: Path
) -> None:
    web.pages(12)
    crawl(web.site(), replace(quick, max_pages=5))
    assert verify(tmp_path / "run/demo").faults == ()
    crawl(web.site(), quick, resume=True)
    found = verify(tmp_path / "run/demo")
    assert found.faults == ()
    assert found.captures == 14
