"""What a site's own sitemaps list; this module alone decides which of them are read and how much is taken up."""

import asyncio
from collections.abc import Callable, Iterable, Iterator
from http import HTTPStatus
from itertools import islice
from urllib.parse import urldefrag

from auditor.archive.answer import Answer
from auditor.crawl.faults import RETRYABLE
from auditor.crawl.fetch import Fetched, Fetcher
from auditor.crawl.following import Following
from auditor.crawl.frontier import Purpose, Task
from auditor.crawl.hosts import Hosts
from auditor.crawl.notebook import MOST_KEPT, Notebook
from auditor.crawl.sitemap import Entry, entries
from auditor.store import Store
from auditor.text import addresses

MOST_MAPS = 200  # files of one host, those of indexes included
MOST_LISTED = 100_000  # addresses of one file; twice what the protocol allows
_BATCH = 500  # addresses in one commit
_SETTLED = "sitemaps"
_OWED = "sitemap owed: "


class Listed:
    """The sitemaps of one site, which are read once, behind everything that its columns lead to.

    Args:
        fetcher: Asks.
        hosts: What the hosts of the site allow, and which sitemaps their robots.txt names.
        following: Which addresses are followed.
        store: Takes what waits.
        notebook: Told what is not taken up.
        keep: Told all answers, which are evidence.
        guess: Whether /sitemap.xml is asked for where robots.txt names none.
    """

    def __init__(
        self,
        fetcher: Fetcher,
        hosts: Hosts,
        following: Following,
        store: Store,
        notebook: Notebook,
        *,
        keep: Callable[[tuple[Answer, ...]], None],
        guess: bool,
    ) -> None:
        self._fetcher, self._hosts, self._following = fetcher, hosts, following
        self._store, self._notebook, self._keep, self._guess = store, notebook, keep, guess

    async def take_up(self, homes: Iterable[str], room: Callable[[], int]) -> None:
        """Let the pages wait that the sitemaps of these hosts list, as long as there is *room* for more.

        Where that was done before, only what did not come then is asked for once more.
        """
        if self._notebook.is_settled(_SETTLED):
            await self._read(self._notebook.settled(_OWED), room)
            return
        for home in homes:
            await self._read(await self._maps(home), room)
        if room():
            self._notebook.settle(_SETTLED)

    async def _read(self, maps: list[str], room: Callable[[], int]) -> None:
        for url in maps:  # which grows while it is read
            if room() and not await self._hosts.barred(url):
                fetched = await self._fetcher.insist(url, self._hosts.barred)
                self._keep(fetched.answers)
                await self._taken(fetched, room(), maps)
                note = self._notebook.settle if _did_not_come(fetched) else self._notebook.unsettle
                note(_OWED + url)

    async def _maps(self, home: str) -> list[str]:
        """Return the sitemaps that the host of that address names."""
        named = [urldefrag(addresses.resolve(home, url) or "").url for url in (await self._hosts.rules(home)).sitemaps]
        guessed = [addresses.resolve(home, "/sitemap.xml") or ""] if self._guess and not named else []
        return [url for url in dict.fromkeys(named or guessed) if url][:MOST_MAPS]

    async def _taken(self, fetched: Fetched, room: int, maps: list[str]) -> None:
        """Take up one sitemap; what it says of others goes into *maps*."""
        batches = self._batches(fetched, room, maps)
        more = True
        while more:
            with self._store.page():
                tasks = next(batches, None)
                self._following.add(tasks or ())
            more = tasks is not None
            await asyncio.sleep(0)  # the others go on meanwhile

    def _batches(self, fetched: Fetched, room: int, maps: list[str]) -> Iterator[tuple[Task, ...]]:
        """Yield the pages that a sitemap lists, some at a time, at most *room*.

        What is more is passed over, until it is too much to be counted.
        """
        answer = fetched.answers[-1] if fetched.answers else None
        if answer is None or fetched.capture.status != HTTPStatus.OK or answer.truncated:
            return
        found = self._pages(entries(answer.raw, answer.header("Content-Encoding")), answer.url, maps)
        while batch := list(islice(found, _BATCH)):
            tasks = self._following.listed([Task(url, Purpose.SITEMAP) for url in batch])
            for task in tasks[max(room, 0) :]:
                self._notebook.passed_over(task.url, "sitemap_rest")
            yield tasks[: max(room, 0)]
            room -= len(tasks)
            if room < -MOST_KEPT:
                return

    def _pages(self, found: Iterator[Entry], base: str, maps: list[str]) -> Iterator[str]:
        for written, what in islice(found, MOST_LISTED):
            url = urldefrag(addresses.resolve(base, written) or "").url
            if url and what == "page":
                yield url
            elif url and url not in maps and len(maps) < MOST_MAPS:
                maps.append(url)
        if next(found, None):
            self._notebook.passed_over(base, "sitemap_long")


def _did_not_come(fetched: Fetched) -> bool:
    """Tell whether a later try may come to something else."""
    capture = fetched.capture
    return not capture.status or capture.outcome in RETRYABLE or capture.status == HTTPStatus.TOO_MANY_REQUESTS
