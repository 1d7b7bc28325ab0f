"""Politeness towards one host; this module alone decides when the next request may start."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

from auditor.errors import UsageError

_WINDOW = re.compile(r"(\d{1,2}):(\d{2})\s*-\s*(\d{1,2}):(\d{2})")


class Pace:
    """One host: requests start at least `delay` seconds apart, at most `per_host` are under way.

    Args:
        delay: Seconds between the starts of two requests.
        per_host: How many requests may be under way at once.
        permits: Limits how many requests are under way over all hosts.
    """

    def __init__(self, delay: float, per_host: int, permits: asyncio.Semaphore) -> None:
        self.delay = delay
        self._slots = asyncio.Semaphore(per_host)
        self._order = asyncio.Lock()
        self._permits = permits
        self._free_at = 0.0

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
                self._free_at = now() + self.delay
            try:
                yield
            finally:
                self._permits.release()

    async def sent(self, event: str, _: object) -> None:
        """Count the delay from when the request goes out, not from when its connection was begun (httpcore's trace)."""
        if event == "http11.send_request_headers.started":
            self._free_at = max(self._free_at, asyncio.get_running_loop().time() + self.delay)

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
