"""The crawl of one site; this module alone brings frontier, fetcher, evidence and state together."""

import asyncio
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from urllib.parse import urljoin

from auditor.archive import Source
from auditor.archive.answer import failed
from auditor.archive.manifest import write_manifest
from auditor.config import CrawlOptions
from auditor.crawl import clock
from auditor.crawl.asking import Asking
from auditor.crawl.claim import claim
from auditor.crawl.fetch import Fetched, Fetcher
from auditor.crawl.following import Following
from auditor.crawl.frontier import Purpose, Task, scope_of, seeds
from auditor.crawl.hosts import Hosts
from auditor.crawl.keeping import Keeping
from auditor.crawl.limits import Limits
from auditor.crawl.listed import Listed
from auditor.crawl.looks import MOST_ROUNDS, SecondLooks
from auditor.crawl.notebook import Notebook
from auditor.crawl.pace import seconds_to_window
from auditor.crawl.reading import Reader
from auditor.crawl.recovery import ask_again_for_lost
from auditor.crawl.render import Renderer
from auditor.crawl.telling import Progress, SiteCrawl, doubt_notes, lost_notes, row_of, tls_notes
from auditor.model import Reason, Record, Site
from auditor.store import CaptureRow, Store, Waiting
from auditor.text import addresses

STATE = "state.db"
_LONGEST_BACKOFF = 60.0  # seconds
_FIRST_BACKOFF = 0.1  # seconds, where no delay is set
Report = Callable[[Progress], None]


class SiteCrawler:
    """Captures one site into its folder; `close` leaves a state from which a later crawler goes on.

    Args:
        site: What to capture.
        options: How politely and how far.
        folder: The site's folder in the run folder, made where it is missing.
        fetcher: Shared by all sites, so that a host of two sites keeps one pace.
        reader: Makes records; only answers that came are read.
        report: Told after every page.
        renderer: Draws pages that wait for a script; None where scripts are never run.
        previous: An earlier run of this site, whose unchanged pages need not be transferred again.
        confirm_now: Look a second time at once, not only at what was first seen `confirm_after` ago.
    """

    def __init__(
        self,
        site: Site,
        options: CrawlOptions,
        folder: Path,
        *,
        fetcher: Fetcher,
        reader: Reader,
        report: Report,
        renderer: Renderer | None = None,
        confirm_now: bool = False,
        previous: Source | None = None,
    ) -> None:
        self._site, self._options, self._folder, self._confirm_now = site, options, folder, confirm_now
        self._fetcher, self._reader, self._report = fetcher, reader, report
        self._scope = scope_of(site)
        self._busy: set[str] = set()
        self._changed = asyncio.Event()
        self._notes: list[str] = []
        self._problem, self._limited = "", False
        folder.mkdir(parents=True, exist_ok=True)
        self._claim()
        self._store = Store(folder / STATE)
        self._notebook = Notebook(self._store)
        today = clock.local().date()
        self._following = Following(self._scope, self._store, self._notebook, today=today, since=options.since)
        self._limits = Limits(options, self._store.bytes)
        ask_again_for_lost(folder, self._store, self._notes)
        self._keeping = Keeping(folder, self._store)
        self._hosts = Hosts(self._scope, fetcher, read=reader.here, keep=self._keeping.answers, notes=self._notes)
        self._asking = Asking(
            fetcher,
            self._hosts,
            self._limits,
            reader=reader,
            renderer=renderer,
            notes=self._notes,
            previous=previous,
        )
        begun, key = tuple(task.url for task in seeds(site)), self._following.key
        self._looks = SecondLooks(
            self._store, self._notebook, folder, begun, read=reader.here, ask=self._asking.ask, key=key
        )
        guess = options.sitemap == "auto"
        self._listed = Listed(
            fetcher, self._hosts, self._following, self._store, self._notebook, keep=self._keeping.answers, guess=guess
        )
        self._begin()

    async def run(self) -> SiteCrawl:
        """Ask for everything that is waiting, until nothing is left or a limit is reached."""
        self._limits.begin()
        try:
            await self._ask_all()
            if await self._read_sitemaps():
                await self._ask_all()
            for _ in range(MOST_ROUNDS):
                if not await self._look_again():
                    break
                await self._ask_all()  # what was thought to be gone may lead on
        finally:
            self._hosts.close()
        self._limited = self._store.waiting > 0
        if self._limited:
            self._notes.append(f"达到上限 {self._stopped()},还有 {self._store.waiting} 个地址未取,报告只说已取到的")
        self._notes += self._told()
        outcomes = Counter(self._store.outcomes()) + Counter({Reason.LIMIT: sum(1 for _ in self._store.left())})
        self._tell(finished=True)
        return SiteCrawl(self._site.id, self._store.captured, self._limited, outcomes, tuple(self._notes))

    async def _ask_all(self) -> None:
        async with asyncio.TaskGroup() as group:
            for host in sorted(self._scope):
                for _ in range(self._options.per_host):
                    group.create_task(self._work(host))

    async def _read_sitemaps(self) -> bool:
        """Take up what the sitemaps of the site list, once; tell whether anything is to be asked for."""
        if self._options.sitemap != "never" and not self._store.waiting:
            homes = sorted({urljoin(task.url, "/") for task in seeds(self._site)})
            await self._listed.take_up([url for url in homes if addresses.host(url) in self._scope], self._room)
        return self._store.waiting > 0

    def _room(self) -> int:
        """Return how many further pages may be asked for, 0 where a limit is reached."""
        room = self._options.max_pages - self._store.captured - self._store.waiting
        return 0 if self._stopped() else max(room, 0)

    async def _look_again(self) -> bool:
        """Look a second time at what is due; tell whether something new is to be asked for."""
        if self._store.waiting or (self._loopback and not self._confirm_now):
            return False
        if self._confirm_now:
            self._hosts.try_again()
        due = self._looks.due(None if self._confirm_now else self._options.confirm_after)
        await self._looks.take(due, self._options.per_host * len(self._scope), self._look)
        return self._store.waiting > 0

    async def _look(self, row: CaptureRow) -> bool:
        """Look once more at one address; false where the time of the site is over."""
        if self._stopped() == "max_time":
            return False
        found = await self._looks.again(row)
        if found:
            self._keep(*found)
        return True

    @property
    def _loopback(self) -> bool:
        return all(self._fetcher.is_loopback(f"http://{host}/") for host in self._scope)

    def _told(self) -> list[str]:
        """Say what people should know of the hosts, and what needs a second look."""
        told = [*tls_notes(self._tls_faults(), strict=self._site.tls_verify), *lost_notes(self._hosts.paces)]
        return told if self._loopback else [*told, *doubt_notes(self._looks.wanting, self._options.confirm_after)]

    def _tls_faults(self) -> dict[str, str]:
        faults = self._fetcher.tls_faults
        return {host: faults[host] for host in sorted(self._scope) if host in faults}

    def close(self) -> None:
        """Write index, list and manifest, and close the files."""
        with closing(self._store):  # also where the disk is full
            self._keeping.close(self._store.left() if self._limited else ())
            passed = self._notebook.told(self._store.left())
        self._claim(notes=self._notes, passed_over=passed)
        write_manifest(self._folder)

    def _claim(self, **told: object) -> None:
        tls = {"verify": self._site.tls_verify, "faults": self._tls_faults()}
        claim(self._folder, self._site, loopback=self._loopback, tls=tls, **told)

    def _begin(self) -> None:
        """Put the seeds into the frontier; one outside of the site's hosts is told, not asked for."""
        inside = [task for task in seeds(self._site) if addresses.host(task.url) in self._scope]
        with self._store.page():
            self._following.add(inside)
        for task in seeds(self._site):
            if task not in inside:
                row = row_of(failed(task.url, Reason.OUT_OF_SCOPE, None), None)
                self._store.done(addresses.key(task.url), row)

    async def _work(self, host: str) -> None:
        """Ask one after the other for what waits for *host*."""
        while self._store.waiting and not self._stopped():
            if not self._fetcher.is_loopback(f"http://{host}/"):
                await asyncio.sleep(self._limits.left(seconds_to_window(self._options.window, clock.local())) or 0)
            task = None if self._stopped() else self._store.next(host, clock.epoch(), self._busy)
            if task is None:
                if self._store.waiting:  # the last page may have come while this one waited for the window
                    await self._nap(host)
                continue
            self._busy.add(task.key)
            try:
                await self._page(task)
            finally:
                self._busy.discard(task.key)
                self._wake()

    def _stopped(self) -> str:
        """Return the limit that forbids to begin another page, empty for none."""
        return self._limits.reached(self._store.captured + len(self._busy))

    async def _nap(self, host: str) -> None:
        """Sleep until something changes on this site, or a postponed task of *host* is due."""
        now = clock.epoch()
        due = self._store.next_due(host, now)
        changed = self._changed
        try:
            async with asyncio.timeout(self._limits.left(None if due is None else due - now)):
                await changed.wait()
        except TimeoutError:
            return

    def _wake(self) -> None:
        self._changed.set()
        self._changed = asyncio.Event()

    async def _page(self, task: Waiting) -> None:
        seen = await self._asking.ask(task)
        if seen is None:  # the page stays to be asked for
            return
        record, fetched = seen
        if fetched.worth_retrying and task.tries < self._options.retries:
            wait = min(max(self._options.delay, _FIRST_BACKOFF) * 2**task.tries, _LONGEST_BACKOFF)
            if fetched.retry_after is not None:
                self._fetcher.pace(fetched.capture.final_url).hold(fetched.retry_after)
                wait = max(wait, fetched.retry_after)
            with self._store.page():
                self._store.postpone(task.key, clock.epoch() + wait)
        else:
            self._keep(task, fetched, record)

    def _keep(self, waiting: Waiting, fetched: Fetched, record: Record | None, stays: CaptureRow | None = None) -> None:
        """Write the evidence, then commit the page together with what follows from it.

        A second look behind which the row *stays* only adds its answers to the evidence.
        """
        task = Task(waiting.url, Purpose(waiting.purpose), waiting.column_url, waiting.depth)
        capture = fetched.capture
        ok = capture.outcome is Reason.OK
        places = self._keeping.write(fetched.answers)
        row = stays or row_of(capture, places[-1] if places and capture.status else None, rendered=fetched.rendered)
        with self._store.page():
            self._keeping.index(fetched.answers, places)
            self._store.done(waiting.key, row)
            if ok and record and not stays:
                self._following.add(self._following.after(task, capture, record))
        self._limits.bytes += row.bytes
        self._keeping.tell(row)
        if not ok:
            self._problem = f"{capture.url} {capture.outcome}"
        self._tell()

    def _tell(self, *, finished: bool = False) -> None:
        counts = (self._store.captured, self._store.waiting)
        self._report(Progress(self._site.id, self._site.name, *counts, self._problem, finished))
