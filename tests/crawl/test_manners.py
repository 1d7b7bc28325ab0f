import asyncio
import socket
import ssl
from dataclasses import replace
from datetime import datetime
from types import ModuleType
from typing import TYPE_CHECKING

import httpx
import pytest

from auditor.archive.answer import failed
from auditor.config import CrawlOptions
from auditor.crawl import fetch_one
from auditor.crawl.faults import reason_of
from auditor.crawl.fetch import LEAST_DELAY, Fetcher
from auditor.crawl.mirrored import Mirror
from auditor.crawl.pace import Pace, seconds_to_window
from auditor.crawl.robots import LONGEST_DELAY, rules_of
from auditor.errors import UsageError
from auditor.model import Capture, Reason

if TYPE_CHECKING:
    from crawl.conftest import WebServer


@pytest.mark.parametrize(
    ("window", "now", "seconds"),
    [
        ("", "12:00", 0),
        ("20:00-07:00", "21:30", 0),
        ("20:00-07:00", "06:59", 0),
        ("20:00-07:00", "07:00", 13 * 3600),
        ("20:00-07:00", "19:59", 60),
        ("09:00-17:00", "08:00", 3600),
        ("09:00-17:00", "17:00", 16 * 3600),
        ("09:00-17:00", "12:00", 0),
        ("00:00-00:00", "12:00", 0),
    ],
)
def test_the_window_is_local_time_and_may_pass_midnight(window: str, now: str, seconds: float) -> None:
    assert seconds_to_window(window, datetime.fromisoformat(f"2026-11-21T{now}:00")) == seconds


def test_a_host_that_asked_for_quiet_gets_it_even_while_one_waits() -> None:
    async def turns() -> float:
        pace = Pace(0.0, 2, asyncio.Semaphore(4))
        now = asyncio.get_running_loop().time
        begin = now()
        pace.hold(0.05)

        async def one() -> None:
            async with pace.turn():
                pass

        waiting = asyncio.create_task(one())
        await asyncio.sleep(0.02)
        pace.hold(0.1)
        await waiting
        return now() - begin

    assert asyncio.run(turns()) >= 0.119


def test_a_public_host_is_never_asked_faster_than_the_least_delay() -> None:
    async def delays() -> list[float]:
        fetcher = Fetcher(CrawlOptions(delay=0.0), Mirror({"http://m.gov.cn": "http://127.0.0.1:1"}))
        urls = ("http://www.county.gov.cn/", "http://127.0.0.1:8080/", "https://m.gov.cn/")
        return [fetcher.pace(url).delay for url in urls]

    assert asyncio.run(delays()) == [LEAST_DELAY, 0.0, 0.0]


def test_a_mirror_translates_both_ways_and_only_whole_origins() -> None:
    mirror = Mirror({"http://www.a.cn": "http://127.0.0.1:1/", "http://www.a.cn/sub": "http://127.0.0.1:2"})
    assert mirror.asked("http://www.a.cn/x?y=1") == "http://127.0.0.1:1/x?y=1"
    assert mirror.asked("https://www.a.cn") == "http://127.0.0.1:1"
    assert mirror.asked("http://www.a.cn/sub/x") == "http://127.0.0.1:2/x"
    assert mirror.asked("http://www.a.cn.evil.com/") == "http://www.a.cn.evil.com/"
    assert mirror.public("http://127.0.0.1:1/x") == "http://www.a.cn/x"
    assert mirror.public("http://127.0.0.1:11/x") == "http://127.0.0.1:11/x"


def robots(text: str | bytes, status: int = 200, outcome: Reason = Reason.OK) -> Capture:
    body = text.encode() if isinstance(text, str) else text
    return replace(failed("http://h/robots.txt", outcome, None), status=status, body=body)


def test_robots_speak_to_us_by_name_or_to_all() -> None:
    rules = rules_of(robots("User-agent: auditor\nDisallow: /a\n\nUser-agent: *\nDisallow: /b\nCrawl-delay: 900"))
    assert [rules.allows(f"http://h/{path}") for path in ("a", "b")] == [False, True]
    assert rules_of(robots("User-agent: *\nCrawl-delay: 900")).delay == LONGEST_DELAY
    assert rules_of(robots("User-agent: *\nCrawl-delay: -5")).delay == 0


@pytest.mark.parametrize(
    "answer",
    [
        robots("Disallow: /", 404, Reason.HTTP_4XX),
        robots("<html>no such page</html>"),
        robots(b"\xff\xfe\x00User-agent"),
    ],
)
def test_robots_that_are_not_there_or_say_nothing_allow_everything(answer: Capture) -> None:
    assert rules_of(answer).allows("http://h/a")
    assert rules_of(answer).delay == 0


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (robots("busy", 503, Reason.HTTP_5XX), Reason.ROBOTS),
        (robots("", 0, Reason.DNS), Reason.DNS),
        (robots("User-agent: *", 200, Reason.TIMEOUT), Reason.TIMEOUT),
    ],
)
def test_robots_that_cannot_be_reached_allow_nothing(answer: Capture, reason: Reason) -> None:
    rules = rules_of(answer)
    assert (rules.barred("http://h/a"), rules.delay) == (reason, 0)
    assert rules.note


def test_robots_are_read_as_far_as_the_standard_asks() -> None:
    padding = "# nothing\n" * 60_000
    rules = rules_of(robots("User-agent: *\nDisallow: /a\n" + padding + "Disallow: /b\n"))
    assert [rules.allows(f"http://h/{path}") for path in ("a", "b")] == [False, True]
    assert not rules_of(robots("User-agent: *\nDisallow: /a\n", outcome=Reason.TOO_LARGE)).note


def raised(error: Exception, cause: Exception) -> Exception:
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (raised(httpx.ConnectError("x"), socket.gaierror(-2, "x")), Reason.DNS),
        (raised(httpx.ConnectError("x"), ssl.SSLError(1, "x")), Reason.TLS),
        (raised(httpx.ConnectError("x"), ExceptionGroup("x", [ssl.SSLError(1, "x")])), Reason.TLS),
        (raised(httpx.ConnectError("x"), OSError("x")), Reason.REFUSED),
        (raised(httpx.ConnectError("x"), ConnectionResetError("x")), Reason.RESET),
        (httpx.ReadTimeout("x"), Reason.TIMEOUT),
        (httpx.PoolTimeout("x"), Reason.TIMEOUT),
        (TimeoutError(), Reason.TIMEOUT),
        (httpx.RemoteProtocolError("peer closed connection without sending complete message body"), Reason.TRUNCATED),
        (httpx.RemoteProtocolError("Server disconnected without sending a response."), Reason.RESET),
        (httpx.ReadError("x"), Reason.RESET),
        (httpx.InvalidURL("x"), Reason.NOT_CAPTURED),
    ],
)
def test_each_network_error_has_its_reason(error: Exception, reason: Reason) -> None:
    assert reason_of(error) is reason


def test_one_page_is_fetched_wherever_it_leads(web: "WebServer", other: "WebServer", quick: CrawlOptions) -> None:
    web.redirect("/a", other.origin + "/b")
    other.html("/b", "<p>there</p>")
    capture = fetch_one(web.origin + "/a#part", quick)
    assert (capture.url, capture.final_url, capture.body) == (web.origin + "/a", other.origin + "/b", b"<p>there</p>")
    assert capture.fetched_at is not None
    assert len(capture.fetched_at) == len("2026-11-21T22:00:00Z")
    assert not [asked for asked in web.log if asked.path == "/robots.txt"]


def test_one_page_is_tried_again_and_says_who_asks(web: "WebServer", quick: CrawlOptions, server: ModuleType) -> None:
    web.answers["/a"] = server.in_turn(server.page_of("busy", status=502), server.page_of("<p>a</p>"))
    assert fetch_one(web.origin + "/a", quick).outcome is Reason.OK
    assert web.log[0].headers["User-Agent"].startswith("auditor/")
    web.html("/never", "busy", status=502)
    assert fetch_one(web.origin + "/never", quick).outcome is Reason.HTTP_5XX
    assert web.paths()["/never"] == 2


def test_one_page_that_nobody_serves_is_a_capture(quick: CrawlOptions) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    assert fetch_one(f"http://127.0.0.1:{port}/", quick).outcome is Reason.REFUSED


def test_tls_that_fails_is_a_capture(web: "WebServer", quick: CrawlOptions) -> None:
    assert fetch_one(web.origin.replace("http:", "https:") + "/", replace(quick, retries=0)).outcome is Reason.TLS


@pytest.mark.parametrize("url", ["", "page.html", "ftp://h/x", "javascript:alert(1)"])
def test_only_web_addresses_are_fetched(quick: CrawlOptions, url: str) -> None:
    with pytest.raises(UsageError):
        fetch_one(url, quick)


@pytest.mark.parametrize("value", ["Sat, 21 Nov 2020 10:00:00 GMT", "soon", ""])
def test_a_retry_after_that_is_past_or_no_date_does_not_wait(
    web: "WebServer", quick: CrawlOptions, server: ModuleType, value: str
) -> None:
    busy = server.page_of("busy", ("Retry-After", value), status=503)
    web.answers["/a"] = server.in_turn(busy, server.page_of("<p>a</p>"))
    assert fetch_one(web.origin + "/a", quick).outcome is Reason.OK


def test_nobody_waits_long_for_one_page(web: "WebServer", quick: CrawlOptions) -> None:
    web.html("/a", "busy", ("Retry-After", "60"), status=503)
    assert fetch_one(web.origin + "/a", quick).outcome is Reason.HTTP_5XX
    assert len(web.log) == 1
