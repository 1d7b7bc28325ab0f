"""A host in need is asked more seldom, a dead one is left alone, and no delay is ever undercut."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from types import ModuleType
from typing import TYPE_CHECKING

import pytest

from auditor.config import CrawlOptions
from auditor.crawl import pace as pacing
from auditor.crawl.identity import agent
from auditor.crawl.pace import JITTER, LONG, LOST_AFTER, SLOWEST, Pace
from auditor.model import Reason

if TYPE_CHECKING:
    from crawl.conftest import Crawl, WebServer


def within(work: Callable[[Pace], None], delay: float = 1.0, seed: str = "a") -> Pace:
    """Let something happen to a host inside a loop, whose clock it needs."""

    async def run() -> Pace:
        made = Pace(delay, 1, asyncio.Semaphore(1), seed)
        work(made)
        return made

    return asyncio.run(run())


def nothing(_: Pace) -> None:
    pass


def test_jitter_lengthens_a_little_never_shortens_and_repeats() -> None:
    first, again, other = (within(nothing, seed=seed) for seed in ("a", "a", "b"))
    gaps = [first.gap() for _ in range(500)]
    assert gaps == [again.gap() for _ in range(500)]
    assert gaps != [other.gap() for _ in range(500)]
    assert min(gaps) >= 1.0
    assert max(gaps) <= 1 + JITTER
    assert sum(gaps) / len(gaps) < 1 / 0.95  # 200 hosts at once keep 95 % of the pace that politeness allows


@pytest.mark.parametrize("status", [429, 503])
def test_a_busy_host_is_asked_more_seldom_and_step_by_step_as_before(status: int) -> None:
    def busy(pace: Pace) -> None:
        pace.answered(200, 0.1)
        for _ in range(3):
            pace.answered(status, 0.1)

    pace = within(busy)
    assert 8.0 <= pace.gap() <= 8.0 * (1 + JITTER)
    slower = pace.gap()
    pace.answered(200, 0.1)
    assert 7.2 <= pace.gap() < slower
    for _ in range(30):
        pace.answered(200, 0.1)
    assert 1.0 <= pace.gap() <= 1 + JITTER


def test_a_host_that_gets_slower_is_asked_more_seldom() -> None:
    def slower(pace: Pace) -> None:
        for _ in range(5):
            pace.answered(200, 0.5)
        pace.answered(200, LONG - 0.01)  # long for this host, but not long
        assert pace.gap() <= 1 + JITTER
        pace.answered(200, LONG * 2)

    assert within(slower).gap() >= 1.5


def test_there_is_a_slowest_pace_unless_the_delay_is_longer() -> None:
    def dead(pace: Pace) -> None:
        for _ in range(50):
            pace.unanswered(Reason.TIMEOUT)

    assert SLOWEST <= within(dead).gap() <= SLOWEST * (1 + JITTER)
    assert within(dead, delay=100.0).gap() >= 100.0
    assert 0.1 < within(dead, delay=0.0).gap() < 0.2


def test_a_host_is_lost_after_many_requests_without_an_answer_in_a_row() -> None:
    def alive(pace: Pace) -> None:
        for reason in (Reason.TLS, Reason.OUT_OF_SCOPE) * LOST_AFTER:
            pace.unanswered(reason)  # says nothing of the host's health
        for _ in range(LOST_AFTER - 1):
            pace.unanswered(Reason.RESET)
        pace.answered(404, 0.1)
        pace.unanswered(Reason.RESET)

    def lost(pace: Pace) -> None:
        for _ in range(LOST_AFTER):
            pace.unanswered(Reason.RESET)

    assert within(alive).lost is None
    assert within(lost).lost is Reason.RESET


def test_no_request_storm_reaches_a_host_that_gives_no_answers(
    web: "WebServer", crawl: "Crawl", quick: CrawlOptions, server: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pacing, "LOST_AFTER", 4)
    monkeypatch.setattr(pacing, "LEAST_STEP", 0.001)
    web.pages(40)
    for n in range(40):
        web.answers[f"/doc/{n}.html"] = server.reset
    result = crawl(web.site(), replace(quick, per_host=1, retries=3))
    assert result.outcomes == {"ok": 2, "reset": 40}
    assert sum(path.startswith("/doc/") for path in web.paths().elements()) == 4
    assert any("连续没有应答" in note for note in result.notes)


def test_a_busy_answer_slows_the_next_request(
    web: "WebServer", crawl: "Crawl", quick: CrawlOptions, server: ModuleType
) -> None:
    web.pages(2)
    web.answers["/list"] = server.in_turn(server.page_of("busy", status=503), web.answers["/list"])
    crawl(web.site(), replace(quick, delay=0.05, per_host=1))
    starts = [asked.at for asked in web.log]
    busy = next(n for n, asked in enumerate(web.log) if asked.path == "/list")
    gaps = [later - earlier for earlier, later in pairwise(starts)]
    assert gaps[busy] >= 0.1
    assert min(gaps) > 0.045


def test_a_crawl_says_whom_to_turn_to(web: "WebServer", crawl: "Crawl", quick: CrawlOptions) -> None:
    web.pages(1)
    crawl(web.site(), replace(quick, contact="audit@example.org"))
    assert {one.headers["User-Agent"] for one in web.log} == {agent("audit@example.org")}
    assert "; audit@example.org)" in agent("audit@example.org")
    assert agent("").endswith("robots.txt is kept)")
