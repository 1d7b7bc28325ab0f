"""Politeness towards one host; this module alone decides when the next request may start."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from http import HTTPStatus
from random import Random

from auditor.errors import UsageError
from auditor.model import Reason

JITTER = 0.04  # share of the delay that chance adds at most: many hosts do not beat in time, and 200 keep their pace
LEAST_STEP = 0.002  # seconds from which a host without a delay (a mirror on this machine) is slowed down
MOST_FACTOR = 64.0
SLOWEST = 30.0  # seconds between two requests of a host in need, unless its own delay is longer
LONG = 2.0  # seconds that an answer may take whatever the others took
RISEN = 3.0  # times the usual
LOST_AFTER = 20
_BUSY = frozenset({HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE})
_UNWELL = frozenset({Reason.TIMEOUT, Reason.RESET, Reason.REFUSED, Reason.DNS})
_WINDOW = re.compile(r"(\d{1,2}):(\d{2})\s*-\s*(\d{1,2}):(\d{2})")


class Pace:
    """One host: requests start at least `delay` seconds apart, at most `per_host` are under way.

    A host that is busy, gets slower or gives no answer is asked more and more seldom, up to `SLOWEST`, and step by step
    as often as before once it is well. After `LOST_AFTER` requests in a row without any answer it is `lost`: the reason
    of the last one, until `try_again`.

    Args:
        delay: Seconds between the starts of two requests.
        per_host: How many requests may be under way at once.
        permits: Limits how many requests are under way over all hosts.
        seed: What the jitter is drawn from: the same for the same host, so that a crawl can be repeated.
    """

    def __init__(self, delay: float, per_host: int, permits: asyncio.Semaphore, seed: str = "") -> None:
        self.delay = delay
        self.lost: Reason | None = None
        self._slots = asyncio.Semaphore(per_host)
        self._order = asyncio.Lock()
        self._permits = permits
        self._free_at = 0.0
        self._random = Random(seed)  # noqa: S311 - no secret
        self._gap = delay
        self._factor = 1.0
        self._usual = 0.0
        self._unanswered = 0

    def gap(self) -> float:
        """Return the seconds to the next request: the delay, a little more by chance, much more for a host in need."""
        need = max(self.delay, LEAST_STEP) * self._factor if self._factor > 1 else self.delay
        return max(self.delay, min(need, SLOWEST)) * (1 + JITTER * self._random.random())

    def answered(self, status: int, seconds: float) -> None:
        """Take notice of an answer, which came after that many seconds."""
        self._unanswered, self.lost = 0, None
        if status in _BUSY:
            self._slow_down(2.0)
        elif seconds > max(LONG, RISEN * self._usual):
            self._slow_down(1.5)
        else:
            self._factor = max(1.0, self._factor * 0.9)
        self._usual = seconds if not self._usual else 0.9 * self._usual + 0.1 * seconds

    def unanswered(self, reason: Reason) -> None:
        """Take notice of a request that got no answer."""
        if reason not in _UNWELL:
            return
        self._slow_down(1.5)
        self._unanswered += 1
        if self._unanswered >= LOST_AFTER:
            self.lost = reason

    def try_again(self) -> None:
        """Take a host that was given up for one that may answer again."""
        self._unanswered, self.lost = 0, None

    def _slow_down(self, times: float) -> None:
        self._factor = min(self._factor * times, MOST_FACTOR)
        self.hold(self.gap())

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Wait for this host's turn; the request is made inside."""
        now = asyncio.get_running_loop().time
        async with self._slots:
            # The permit is taken while the order is held: a request that waits for it lets none of its host pass.
            async with self._order:
                while (wait := self._free_at - now()) > 0:  # noqa: ASYNC110 - `hold` may move the time meanwhile
                    await asyncio.sleep(wait)
                await self._permits.acquire()
                self._gap = self.gap()
                self._free_at = now() + self._gap
            try:
                yield
            finally:
                self._permits.release()

    async def sent(self, event: str, _: object) -> None:
        """Count the delay from when the request goes out, not from when its connection was begun (httpcore's trace)."""
        if event == "http11.send_request_headers.started":
            self._free_at = max(self._free_at, asyncio.get_running_loop().time() + self._gap)

    def hold(self, seconds: float) -> None:
        """Let no request start for that long, because the host asked for it."""
        self._free_at = max(self._free_at, asyncio.get_running_loop().time() + seconds)


def seconds_to_window(window: str, now: datetime) -> float:
    """Return how long to wait until the window (`20:00-07:00`, over midnight too) opens; 0 inside it or without one.

    Raises:
        UsageError: *window* is none.
    """
    if not window:
        return 0.0
    match = _WINDOW.fullmatch(window.strip())
    if not match:
        raise UsageError(f"crawl.window 应写成 20:00-07:00 的样子,不是“{window}”")
    hours = [int(part) for part in match.groups()]
    opens, closes = (timedelta(hours=hours[i], minutes=hours[i + 1]) for i in (0, 2))
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    since = now - midnight
    inside = opens <= since < closes if opens <= closes else since >= opens or since < closes
    if inside or opens == closes:
        return 0.0
    return ((opens - since) % timedelta(days=1)).total_seconds()
