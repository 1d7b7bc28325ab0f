"""From a task to what its page says; this module alone corrects an answer by what was read from it."""

import asyncio
from collections.abc import Callable
from dataclasses import replace

from auditor.archive import Source
from auditor.crawl.earlier import Earlier
from auditor.crawl.fetch import Fetched, Fetcher
from auditor.crawl.frontier import Purpose
from auditor.crawl.hosts import Hosts
from auditor.crawl.limits import Limits
from auditor.crawl.render import Renderer
from auditor.model import Capture, Reason, Record
from auditor.store import Waiting

_LARGE = 400_000  # bytes of a page; few pages are larger


class Asking:
    """Fetches, draws and reads the pages of one site.

    Args:
        fetcher: Asks.
        hosts: What may be asked, and what its hosts show for an address that cannot exist.
        limits: How long it may take.
        read: What an answer says; only answers that came are read.
        renderer: Draws pages that wait for a script; None where scripts are never run.
        notes: Takes what people should know.
        previous: An earlier run, whose unchanged pages need not be transferred again.
    """

    def __init__(
        self,
        fetcher: Fetcher,
        hosts: Hosts,
        limits: Limits,
        *,
        read: Callable[[Capture], Record],
        renderer: Renderer | None,
        notes: list[str],
        previous: Source | None = None,
    ) -> None:
        self._earlier = Earlier(previous)
        self._fetcher, self._hosts, self._limits = fetcher, hosts, limits
        self._read, self._renderer, self._notes = read, renderer, notes

    async def ask(self, task: Waiting) -> tuple[Record | None, Fetched] | None:
        """Ask for an address and read what came; None where the time of the whole site is over meanwhile."""
        try:
            async with asyncio.timeout(self._limits.left(None)):
                head = task.purpose == Purpose.ATTACHMENT
                fetched = await self._fetcher.fetch(task.url, self._hosts.barred, head=head, earlier=self._earlier)
                if self._renderer:
                    fetched = await self._renderer.drawn(fetched, self._read, self._hosts.barred, self._notes)
                return await self._seen(Purpose(task.purpose), fetched)
        except TimeoutError:
            return None

    async def _seen(self, purpose: Purpose, fetched: Fetched) -> tuple[Record | None, Fetched]:
        """Read what came; what the page itself says, or what its host shows everywhere, corrects its outcome."""
        capture = fetched.capture
        if not capture.status:
            return None, fetched
        # A page that takes seconds to read must not let the time of the others in flight run out meanwhile.
        large = len(capture.body) > _LARGE
        record = await asyncio.to_thread(self._read, capture) if large else self._read(capture)
        outcome = record.outcome
        below = purpose not in {Purpose.HOME, Purpose.COLUMN} and bool(capture.body)
        if outcome is Reason.OK and below and (await self._hosts.nowhere(capture.url)).shows(capture):
            outcome = Reason.SOFT_404
        return record, replace(fetched, capture=replace(capture, outcome=outcome))
