import signal
import sqlite3
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

import pytest

from auditor.config import CrawlOptions
from auditor.crawl import Progress, crawl_sites
from auditor.errors import UsageError
from auditor.model import Capture, Reason

if TYPE_CHECKING:
    from crawl.conftest import Captures, Crawl, WebServer


def test_max_pages_leaves_the_rest_as_limit_and_resume_fetches_it(
    web: "WebServer", crawl: "Crawl", captures: "Captures", quick: CrawlOptions
) -> None:
    web.pages(6)
    result = crawl(web.site(), replace(quick, max_pages=4, per_host=3))
    assert result.limit_reached
    assert result.outcomes == {"ok": 4, "limit": 4}
    assert sum(one.outcome is Reason.LIMIT for one in captures().values()) == 4
    assert web.paths().total() == 4
    again = crawl(web.site(), quick, resume=True)
    assert (again.limit_reached, again.outcomes) == (False, {"ok": 8})
    assert set(web.paths().values()) == {1}
    assert all(one.outcome is Reason.OK for one in captures().values())


def test_max_time_stops_a_site(web: "WebServer", crawl: "Crawl", quick: CrawlOptions, server: ModuleType) -> None:
    web.pages(8)
    for n in range(8):
        web.answers[f"/doc/{n}.html"] = server.slow(0.1)
    result = crawl(web.site(), replace(quick, max_time=0.25, per_host=1))
    assert result.limit_reached
    assert 0 < result.captured < 8


def test_max_time_also_ends_waiting_for_a_retry(web: "WebServer", crawl: "Crawl", quick: CrawlOptions) -> None:
    web.html("/list", "busy", ("Retry-After", "60"), status=503)
    result = crawl(web.site(), replace(quick, max_time=0.2))
    assert result.outcomes == {"http_4xx": 1, "limit": 1}


def test_max_time_ends_what_waits_for_its_turn(web: "WebServer", crawl: "Crawl", quick: CrawlOptions) -> None:
    web.pages(3)
    result = crawl(web.site(), replace(quick, max_time=0.3, delay=30.0))
    assert result.outcomes == {"limit": 2}
    again = crawl(web.site(), quick, resume=True)
    assert again.outcomes == {"ok": 5}


def test_a_run_is_not_overwritten_and_nothing_is_resumed_from_nowhere(web: "WebServer", crawl: "Crawl") -> None:
    web.pages(1)
    with pytest.raises(UsageError, match="没有可以继续"):
        crawl(web.site(), resume=True)
    crawl(web.site())
    with pytest.raises(UsageError, match="--resume"):
        crawl(web.site())
    with pytest.raises(UsageError, match="另一次运行"):
        crawl(replace(web.site(), home=web.origin + "/other/"), resume=True)


def test_two_processes_never_write_one_run(web: "WebServer", crawl: "Crawl", tmp_path: Path) -> None:
    web.pages(1)
    crawl(web.site())
    holder = sqlite3.connect(tmp_path / "run/demo/state.db", isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    with pytest.raises(UsageError, match="另一个进程"):
        crawl(web.site(), resume=True)
    holder.close()


def test_an_out_folder_that_cannot_be_made_is_a_usage_error(
    web: "WebServer", quick: CrawlOptions, tmp_path: Path, server: ModuleType
) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(UsageError, match="无法写入"):
        crawl_sites([web.site()], quick, tmp_path / "file/run", read=server.read, mirror={})


def test_a_wrong_window_and_a_wrong_mirror_are_usage_errors(
    web: "WebServer", crawl: "Crawl", quick: CrawlOptions
) -> None:
    with pytest.raises(UsageError, match="window"):
        crawl(web.site(), replace(quick, window="night"))
    with pytest.raises(UsageError, match="mirror"):
        crawl(web.site(), mirror={"county": web.origin})


def test_progress_counts_and_names_the_last_problem(web: "WebServer", crawl: "Crawl") -> None:
    web.pages(2)
    web.html("/doc/1.html", status=404)
    seen: list[Progress] = []
    crawl(web.site(), progress=seen.append)
    assert [one.captured for one in seen] == [1, 2, 3, 4, 4]
    assert seen[-1].finished
    assert seen[-1].waiting == 0
    assert seen[-1].problem == f"{web.origin}/doc/1.html http_4xx"


def test_interrupting_keeps_what_was_captured(web: "WebServer", crawl: "Crawl", captures: "Captures") -> None:
    web.pages(5)

    def stop(progress: Progress) -> None:
        if progress.captured == 3:
            signal.raise_signal(signal.SIGINT)

    with pytest.raises(KeyboardInterrupt):
        crawl(web.site(), progress=stop)
    assert len(captures()) >= 3
    assert crawl(web.site(), resume=True).captured == 7
    assert max(web.paths().values()) <= 2  # only what was in flight is asked for again


def test_a_fault_of_the_reader_is_raised_and_the_state_is_safe(
    web: "WebServer", crawl: "Crawl", server: ModuleType
) -> None:
    web.pages(3)

    def broken(capture: Capture) -> object:
        if capture.url.endswith("/doc/1.html"):
            raise LookupError(capture.url)
        return server.read(capture)

    with pytest.raises(LookupError):
        crawl(web.site(), read=broken)
    assert crawl(web.site(), resume=True).outcomes == {"ok": 5}


def test_outside_of_the_window_nothing_is_asked(
    web: "WebServer", crawl: "Crawl", quick: CrawlOptions, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("auditor.crawl.fetch.is_loopback", lambda _: False)
    monkeypatch.setattr("auditor.crawl.clock.local", lambda: datetime(2026, 11, 21, 12))  # noqa: DTZ001 - local
    web.pages(1)
    result = crawl(web.site(), replace(quick, window="20:00-07:00", max_time=0.1))
    assert result.limit_reached
    assert not web.log
    monkeypatch.setattr("auditor.crawl.clock.local", lambda: datetime(2026, 11, 21, 20))  # noqa: DTZ001 - local
    crawl(web.site(), replace(quick, window="20:00-07:00", max_pages=1), resume=True)
    assert web.paths() == {"/": 1}
