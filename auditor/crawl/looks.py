"""The second look at what would be held against a site; this module alone decides what needs one and what it proves."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

from auditor.archive.warcsource import read_capture
from auditor.crawl import clock
from auditor.crawl.fetch import Fetched
from auditor.crawl.notebook import Notebook
from auditor.model import Capture, Reason, Record
from auditor.store import CaptureRow, Store, Waiting

SUSPECT = (
    Reason.DNS,
    Reason.REFUSED,
    Reason.TIMEOUT,
    Reason.RESET,
    Reason.TRUNCATED,
    Reason.TLS,
    Reason.HTTP_4XX,
    Reason.HTTP_5XX,
    Reason.SOFT_404,
    Reason.EMPTY,
)
_ALWAYS = "9999"  # later than every time stamp
MOST_ROUNDS = 3  # what a second look finds is looked at twice, too; a list may show something new every time

Seen = tuple[Record | None, Fetched]


class SecondLooks:
    """Asks again for what did not answer, is gone or blank, and for the pages a crawl began with: what they lack, too.

    Args:
        store: The state of the site.
        notebook: What stands beside it.
        folder: Where its evidence lies.
        begun: The addresses a crawl begins with.
        read: What an answer says.
        ask: Asks for one address; None where the time of the site is over.
        key: Under which key an address waits.
    """

    def __init__(
        self,
        store: Store,
        notebook: Notebook,
        folder: Path,
        begun: tuple[str, ...],
        *,
        read: Callable[[Capture], Record],
        ask: Callable[[Waiting], Awaitable[Seen | None]],
        key: Callable[[str], str],
    ) -> None:
        self._store, self._notebook, self._folder, self._begun = store, notebook, folder, begun
        self._read, self._ask, self._key = read, ask, key

    @property
    def wanting(self) -> int:
        """How many addresses were looked at once and found wanting."""
        return self._notebook.unconfirmed(SUSPECT)

    def due(self, after: float | None) -> Iterator[CaptureRow]:
        """Yield what was looked at once and *after* or more seconds ago; None for whenever."""
        before = _ALWAYS if after is None else clock.stamp(clock.epoch() - after)
        return self._notebook.suspects(SUSPECT, self._begun, before)

    async def take(
        self, due: Iterator[CaptureRow], at_once: int, look: Callable[[CaptureRow], Awaitable[bool]]
    ) -> None:
        """Look at all that is due, several *at_once*, until one of the looks says that time is over."""

        async def work() -> None:
            for row in due:
                if not await look(row):
                    return

        async with asyncio.TaskGroup() as group:
            for _ in range(at_once):
                group.create_task(work())

    async def again(self, row: CaptureRow) -> tuple[Waiting, Fetched, Record | None, CaptureRow | None] | None:
        """Look at one address again: its task, what came, and its row if that is to stay; None where nothing was asked.

        It stays with the time of the look if it is as it was, and as it is where what was read can be read no more.
        """
        task = self._store.task(self._key(row.url))
        seen = await self._ask(task) if task else None
        if task is None or seen is None or seen[1].capture.fetched_at is None:
            return None
        record, fetched = seen
        stays = row if row.outcome == Reason.OK != fetched.capture.outcome else None
        if self._is_same(row, fetched.capture, record):
            stays = row._replace(confirmed_at=clock.stamp())
        return task, fetched, record, stays

    def _is_same(self, row: CaptureRow, capture: Capture, record: Record | None) -> bool:
        """Tell whether the second answer says what the first one did; of two lists their items are compared."""
        if row.fetched_at is None or capture.outcome != row.outcome or capture.status != row.status:
            return False  # a host that was given up had not been asked at all
        if capture.outcome is not Reason.OK or capture.digest == row.digest:
            return True
        first = read_capture(self._folder / row.file, row.offset, row.url, max(row.bytes, 1))
        return bool(record) and first.outcome is Reason.OK and _shown(self._read(first)) == _shown(record)


def _shown(record: Record | None) -> tuple[object, ...]:
    """Return what a page shows of a column, without what changes at every visit."""
    if record is None:
        return ()
    listing = record.listing
    return tuple(item.url for item in listing.items), listing.pages, listing.blank_words, listing.scripted
