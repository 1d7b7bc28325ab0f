"""Many sites at once, each on an address of its own: every one is captured whole, and none is ever asked too early."""

import sys
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

import pytest

from auditor.archive import open_source
from auditor.config import CrawlOptions
from auditor.crawl import crawl_sites

if TYPE_CHECKING:
    from crawl.conftest import WebServer

SITES, PAGES = 20, 4
DELAY = 0.1  # seconds

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="other systems have one loopback address")


@pytest.fixture(scope="module")
def webs() -> "Iterator[list[WebServer]]":
    """Serve the same column on twenty addresses."""
    from crawl.conftest import serving  # noqa: PLC0415 - the folder is no package

    with ExitStack() as stack:
        found = [stack.enter_context(serving(f"127.0.{1 + n // 10}.{1 + n % 10}")) for n in range(SITES)]
        for web in found:
            web.pages(PAGES)
        yield found


def test_twenty_sites_are_captured_whole_and_none_is_asked_too_early(
    webs: "list[WebServer]", server: ModuleType, tmp_path: Path
) -> None:
    sites = [web.site(id=f"site{n:02}") for n, web in enumerate(webs)]
    options = CrawlOptions(delay=DELAY, per_host=1, timeout=20.0, retries=0)
    results = crawl_sites(sites, options, tmp_path / "run", read=server.read, mirror={})
    assert [one.outcomes for one in results] == [{"ok": PAGES + 2}] * SITES
    assert [len(source.entries) for source in open_source(tmp_path / "run")] == [PAGES + 2] * SITES
    for web in webs:
        asked = [one.path for one in web.log if one.path not in web.probes()]
        assert asked == ["/robots.txt", "/", "/list", *(f"/doc/{n}.html" for n in range(PAGES))]
        assert min(after.at - before.at for before, after in pairwise(web.log)) >= DELAY


def test_the_delay_counts_from_the_answer_too(webs: "list[WebServer]", server: ModuleType, tmp_path: Path) -> None:
    web, before = webs[0], len(webs[0].log)
    web.answers["/"] = server.slow(0.15)
    options = CrawlOptions(delay=DELAY, per_host=1, timeout=20.0, retries=0)
    crawl_sites([web.site()], options, tmp_path / "run", read=server.read, mirror={})
    log = web.log[before:]
    (at,) = (place for place, one in enumerate(log) if one.path == "/")
    assert at + 1 < len(log)
    assert log[at + 1].at - log[at].at >= 0.15 + DELAY
