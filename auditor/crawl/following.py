"""What follows from each page of a site; this module alone decides where a way is cut short, and says so."""

from collections.abc import Iterable
from datetime import date

from auditor.crawl.frontier import Purpose, Task, next_tasks, unfollowed
from auditor.crawl.notebook import Notebook
from auditor.crawl.telling import waiting_of
from auditor.crawl.traps import Shapes, Spellings, trap_of
from auditor.model import Capture, Record
from auditor.store import Store
from auditor.text import addresses

MOST_LINKS = 10_000  # addresses that one page may lead to


class Following:
    """The ways on from the pages of one site.

    Args:
        scope: The hosts of the site.
        store: What is known already.
        notebook: Told what is passed over.
        today: The present day, from which calendars of the far future are told.
        since: How far back the pages of columns are followed; None for to their end.
    """

    def __init__(
        self, scope: frozenset[str], store: Store, notebook: Notebook, *, today: date, since: date | None
    ) -> None:
        self._scope, self._store, self._notebook = scope, store, notebook
        self._year, self._since = today.year, since
        self._shapes, self._spellings = Shapes(), Spellings()
        for one, other in notebook.twins():
            self._spellings.learn(one, other)

    def key(self, url: str) -> str:
        """Return under which key an address is known: its own, if it was before its host showed how it may be spelt."""
        own, key = addresses.key(url), self._spellings.key(url)
        return own if own != key and self._store.url_of(own) is not None else key

    def add(self, tasks: Iterable[Task]) -> None:
        """Let these wait, but for those that are known."""
        self._store.add(waiting_of(task, self.key(task.url)) for task in tasks)

    def after(self, task: Task, capture: Capture, record: Record) -> tuple[Task, ...]:
        """Return what comes next; a page with the body of another one is that page under a second name."""
        if self._is_known(task, capture, record):
            return ()
        found = next_tasks(task, record, self._scope, self._notebook.passed_over)
        for one in found[MOST_LINKS:]:
            self._notebook.passed_over(one.url, "too_many_links")
        return self._sifted(self._new_pages(task, record, found[:MOST_LINKS]))

    def listed(self, tasks: list[Task]) -> tuple[Task, ...]:
        """Return which of the pages that a sitemap lists are to be asked for and are not known yet."""
        found = []
        for one in tasks:
            why = unfollowed(one, self._scope)
            if why:
                self._notebook.passed_over(one.url, why)
            elif self._store.url_of(self.key(one.url)) is None:
                found.append(one)
        return self._sifted(tuple(found))

    def _sifted(self, tasks: tuple[Task, ...]) -> tuple[Task, ...]:
        """Leave out traps, and second spellings of what is known or comes before."""
        found = [one for one in tasks if not self._is_trap(one)]
        batch: dict[str, str] = {}
        return tuple(one for one in found if not self._is_respelt(one, batch))

    def _is_known(self, task: Task, capture: Capture, record: Record) -> bool:
        if not capture.body or "refresh" in record.kind_reasons:  # which leads on from each place to another
            return False
        twin = self._notebook.twin(capture.url, capture.digest)
        if not twin:
            return False
        if addresses.key(capture.final_url) == addresses.key(capture.url):
            self._spellings.learn(capture.url, twin)
            self._notebook.passed_over(capture.url, "same_body")
        return task.purpose is not Purpose.HOME and task.url != task.column_url

    def _new_pages(self, task: Task, record: Record, following: tuple[Task, ...]) -> tuple[Task, ...]:
        """Leave out further pages of a column behind one that shows nothing new, or nothing as new as asked for.

        Otherwise a server that answers every page number would be asked without end.
        """
        if task.purpose is not Purpose.COLUMN:
            return following
        days = [item.date for item in record.listing.items]
        old = bool(self._since and days) and all(day and day < str(self._since) for day in days)
        items = [one for one in following if one.purpose is Purpose.ITEM]
        known = all(self._store.column_of(self.key(one.url)) == task.column_url for one in items)
        stale = task.depth > 0 and known and bool(items or not record.listing.items)
        if not old and not stale:
            return following
        for one in following:
            if old and one.purpose is Purpose.COLUMN:
                self._notebook.passed_over(one.url, "older")
        return tuple(one for one in following if one.purpose is not Purpose.COLUMN)

    def _is_trap(self, task: Task) -> bool:
        trap = trap_of(task.url, self._year) or ("parameters" if self._shapes.odd(task.url) else "")
        if trap:
            self._notebook.passed_over(task.url, trap)
        return bool(trap)

    def _is_respelt(self, task: Task, batch: dict[str, str]) -> bool:
        """Tell whether an address is known, or in its *batch*, under another spelling; if so, say it."""
        key = self.key(task.url)
        first = batch.setdefault(key, task.url)
        session = addresses.bears_session(task.url)
        if key == addresses.key(task.url) and not session:
            return False
        known = first if first != task.url else self._store.url_of(key)
        if known in {None, task.url}:
            return False
        self._notebook.passed_over(task.url, "session" if session else "spelling")
        return True
