"""From a task to what its page says; this module alone corrects an answer by what was read from it."""

import asyncio
from dataclasses import replace

from auditor.archive import Source
from auditor.crawl.earlier import Earlier
from auditor.crawl.fetch import Fetched, Fetcher
from auditor.crawl.frontier import Purpose
from auditor.crawl.hosts import Hosts
from auditor.crawl.limits import Limits
from auditor.crawl.reading import Reader
from auditor.crawl.render import Renderer
from auditor.model import Reason, Record
from auditor.store import Waiting


class Asking:
    """Fetches, draws and reads the pages of one site.

    Args:
        fetcher: Asks.
        hosts: What may be asked, and what its hosts show for an address that cannot exist.
        limits: How long it may take.
        reader: Makes records; only answers that came are read.
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
        reader: Reader,
        renderer: Renderer | None,
        notes: list[str],
        previous: Source | None = None,
    ) -> None:
        self._earlier = Earlier(previous)
        self._fetcher, self._hosts, self._limits = fetcher, hosts, limits
        self._reader, self._renderer, self._notes = reader, renderer, notes

    async def ask(self, task: Waiting) -> tuple[Record | None, Fetched] | None:
        """Ask for an address and read what came; None where the time of the whole site is over meanwhile."""
        try:
            async with asyncio.timeout(self._limits.left(None)):
                head = task.purpose == Purpose.ATTACHMENT
                fetched = await self._fetcher.fetch(task.url, self._hosts.barred, head=head, earlier=self._earlier)
                if self._renderer:
                    fetched = await self._renderer.drawn(fetched, self._reader.here, self._hosts.barred, self._notes)
                return await self._seen(Purpose(task.purpose), fetched)
        except TimeoutError:
            return None

    async def _seen(self, purpose: Purpose, fetched: Fetched) -> tuple[Record | None, Fetched]:
        """Read what came; what the page itself says, or what its host shows everywhere, corrects its outcome."""
        capture = fetched.capture
        if not capture.status:
            return None, fetched
        record = await self._reader.read(capture)
        outcome = record.outcome
        below = purpose not in {Purpose.HOME, Purpose.COLUMN} and bool(capture.body)
        if outcome is Reason.OK and below and (await self._hosts.nowhere(capture.url)).shows(capture):
            outcome = Reason.SOFT_404
        return record, replace(fetched, capture=replace(capture, outcome=outcome))
