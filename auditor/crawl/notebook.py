"""What a crawl passed over, and what it saw only once; this module alone knows how that is noted and told."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from typing import Any

from auditor.model import PassedOver
from auditor.store import FIELDS, CaptureRow, Store

MOST_KEPT = 10_000  # addresses of one reason; beyond that there are "so many or more"
EXAMPLES = 3
_SCHEMA = """
CREATE TABLE IF NOT EXISTS passed (url TEXT PRIMARY KEY, reason TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS settled (what TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS passed_reasons ON passed (reason);
CREATE INDEX IF NOT EXISTS bodies ON captures (digest);
"""
_UNASKED = ("robots", "out_of_scope")  # outcomes of addresses that were not asked for


class Notebook:
    """Beside the captures of one site: what was passed over. It writes into the commit that `Store.page` has open."""

    def __init__(self, store: Store) -> None:
        self._db = store.connection
        self._db.executescript(f"BEGIN IMMEDIATE; {_SCHEMA} COMMIT;")
        self._kept = Counter[str](dict(self._db.execute("SELECT reason, count(*) FROM passed GROUP BY reason")))

    def passed_over(self, url: str, reason: str) -> None:
        """Note that an address will not be asked for, or not be followed."""
        if self._kept[reason] < MOST_KEPT:
            query = "INSERT OR IGNORE INTO passed (url, reason) VALUES (?, ?)"
            self._kept[reason] += self._db.execute(query, (url, reason)).rowcount

    def settle(self, what: str) -> None:
        """Note that something was done for good."""
        self._db.execute("INSERT OR IGNORE INTO settled VALUES (?)", (what,))

    def unsettle(self, what: str) -> None:
        """Note that it is still to be done."""
        self._db.execute("DELETE FROM settled WHERE what = ?", (what,))

    def settled(self, prefix: str) -> list[str]:
        """Return all that was settled and begins with *prefix*, without it, sorted."""
        query = "SELECT substr(what, ?) FROM settled WHERE substr(what, 1, ?) = ? ORDER BY what"
        return [str(row[0]) for row in self._db.execute(query, (len(prefix) + 1, len(prefix), prefix))]

    def is_settled(self, what: str) -> bool:
        """Tell whether it was."""
        return self._db.execute("SELECT 1 FROM settled WHERE what = ?", (what,)).fetchone() is not None

    def twin(self, url: str, digest: str) -> str:
        """Return the address of another page with the same body, empty where there is none."""
        query = "SELECT url FROM captures WHERE digest = ? AND url <> ? AND outcome = 'ok' ORDER BY url LIMIT 1"
        found = self._db.execute(query, (digest, url)).fetchone()
        return str(found[0]) if found else ""

    def twins(self) -> Iterable[tuple[str, str]]:
        """Yield pairs of addresses of one host that showed one body."""
        query = (
            "SELECT one.url, other.url FROM captures one JOIN captures other USING (digest)"
            " WHERE one.bytes > 0 AND one.url < other.url AND one.outcome = 'ok' AND other.outcome = 'ok' LIMIT 10000"
        )
        return ((str(one), str(other)) for one, other in self._db.execute(query))

    def suspects(self, outcomes: Sequence[str], urls: Sequence[str], before: str) -> Iterator[CaptureRow]:
        """Yield the captures with these *outcomes* or *urls* that were asked for *before* a time and once only."""
        asked = f"outcome IN ({_marks(outcomes)}) OR url IN ({_marks(urls)})"
        query = (
            f"SELECT {FIELDS} FROM captures WHERE url > ? AND confirmed_at IS NULL AND ({asked})"  # noqa: S608 - question marks
            " AND coalesce(fetched_at, '') <= ? ORDER BY url LIMIT 1"
        )
        row = self._db.execute(query, ("", *outcomes, *urls, before)).fetchone()
        while row is not None:  # one by one: meanwhile others are written
            yield CaptureRow(*row)
            row = self._db.execute(query, (row[0], *outcomes, *urls, before)).fetchone()

    def unconfirmed(self, outcomes: Sequence[str]) -> int:
        """Count the captures with these outcomes that no second look confirmed."""
        query = f"SELECT count(*) FROM captures WHERE confirmed_at IS NULL AND outcome IN ({_marks(outcomes)})"  # noqa: S608
        return int(self._db.execute(query, outcomes).fetchone()[0])

    def told(self, left: Iterable[str]) -> list[dict[str, Any]]:
        """Return what was passed over, by reason; *left* are addresses that a limit left unasked."""
        found = [self._told(reason) for reason in sorted(self._kept) if self._kept[reason]]
        for outcome in _UNASKED:
            rows = self._db.execute("SELECT url FROM captures WHERE outcome = ? ORDER BY url", (outcome,))
            found += _gathered(outcome, (str(row[0]) for row in rows))
        found += _gathered("limit", left)
        rest = self._db.execute("SELECT url FROM frontier WHERE done = 0 AND purpose = 'sitemap' ORDER BY url")
        found += _gathered("sitemap_left", (str(row[0]) for row in rest))
        return [asdict(one) for one in sorted(found, key=lambda one: one.reason)]

    def _told(self, reason: str) -> PassedOver:
        rows = self._db.execute("SELECT url FROM passed WHERE reason = ? ORDER BY url LIMIT ?", (reason, EXAMPLES))
        return PassedOver(reason, self._kept[reason], tuple(row[0] for row in rows), self._kept[reason] >= MOST_KEPT)


def _marks(values: Sequence[str]) -> str:
    return ", ".join("?" * len(values))


def _gathered(reason: str, urls: Iterable[str]) -> list[PassedOver]:
    count, examples = 0, list[str]()
    for url in urls:
        count += 1
        examples += [url] if count <= EXAMPLES else []
    return [PassedOver(reason, count, tuple(examples))] if count else []
