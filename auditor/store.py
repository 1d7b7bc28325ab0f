"""One SQLite file per site and run; this module alone knows its tables.

Every page is committed by itself with the tasks that follow from it, so that a killed process loses at most the pages
in flight. The file is locked while it is open: two processes never crawl into one folder.
"""

import errno
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from auditor.errors import UsageError

_SCHEMA = """
CREATE TABLE IF NOT EXISTS frontier (
  key TEXT PRIMARY KEY, host TEXT NOT NULL, url TEXT NOT NULL, purpose TEXT NOT NULL, column_url TEXT NOT NULL,
  depth INTEGER NOT NULL, rank INTEGER NOT NULL, seq INTEGER NOT NULL, done INTEGER NOT NULL DEFAULT 0,
  tries INTEGER NOT NULL DEFAULT 0, not_before REAL NOT NULL DEFAULT 0) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS waiting ON frontier (host, rank, seq) WHERE done = 0;
CREATE TABLE IF NOT EXISTS captures (
  url TEXT PRIMARY KEY, final_url TEXT NOT NULL, status INTEGER NOT NULL, outcome TEXT NOT NULL,
  bytes INTEGER NOT NULL, digest TEXT NOT NULL, fetched_at TEXT,
  file TEXT NOT NULL, offset INTEGER NOT NULL, length INTEGER NOT NULL,
  rendered INTEGER NOT NULL DEFAULT 0, confirmed_at TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS answers (line TEXT NOT NULL, file TEXT NOT NULL, stop INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS payloads (digest TEXT PRIMARY KEY, url, fetched_at, file, offset) WITHOUT ROWID;
"""
_LEFT = "SELECT url FROM frontier WHERE done = 0 AND purpose <> 'sitemap' ORDER BY url"
_LATER = {"rendered": "INTEGER NOT NULL DEFAULT 0", "confirmed_at": "TEXT"}  # columns of captures, in their order


@dataclass(frozen=True, slots=True)
class Waiting:
    """An address that is still to be asked for; `key` is its join key, `rank` says how soon (0 first)."""

    key: str
    host: str
    url: str
    purpose: str
    column_url: str
    depth: int
    rank: int
    tries: int = 0
    not_before: float = 0.0  # seconds since the epoch


class CaptureRow(NamedTuple):
    """One address that was asked for; `file`, `offset`, `length` lead to its last answer, if it gave one.

    `rendered` is true where that is the page as a browser drew it, `confirmed_at` the time of a second look that found
    the same.
    """

    url: str
    final_url: str
    status: int
    outcome: str
    bytes: int
    digest: str
    fetched_at: str | None
    file: str = ""
    offset: int = 0
    length: int = 0
    rendered: bool = False
    confirmed_at: str | None = None


FIELDS = ", ".join(CaptureRow._fields)


class Store:
    """The state of one site's crawl.

    Raises:
        UsageError: Another process has the file open, or it is no such file.
    """

    def __init__(self, file: Path) -> None:
        try:
            self._db = sqlite3.connect(file, isolation_level=None, timeout=0.2, check_same_thread=False)
            self._db.execute("PRAGMA locking_mode = EXCLUSIVE")
            self._db.execute("PRAGMA journal_mode = WAL")
            self._db.execute("PRAGMA synchronous = NORMAL")
            self._db.executescript(f"BEGIN IMMEDIATE; {_SCHEMA} COMMIT;")
            for name, kind in _LATER.items():  # a run that was begun before they were goes on all the same
                if not self._number(f"SELECT count(*) FROM pragma_table_info('captures') WHERE name = '{name}'"):  # noqa: S608
                    self._db.execute(f"ALTER TABLE captures ADD COLUMN {name} {kind}")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                raise _os_error(error, file) from error
            raise UsageError(f"{file.parent}:另一个进程正在抓取到这里,请等它结束({error})") from error
        except sqlite3.DatabaseError as error:
            raise UsageError(f"{file}:不是本程序的状态文件({error})") from error
        self._seq = self._number("SELECT coalesce(max(seq), 0) FROM frontier")
        self._ready = self._number("SELECT count(*) FROM frontier WHERE done = 0")
        self._captured = self._number("SELECT count(*) FROM captures")

    @property
    def waiting(self) -> int:
        """How many addresses are to be asked for, those in flight included."""
        return self._ready

    @property
    def captured(self) -> int:
        """How many addresses have been asked for."""
        return self._captured

    @property
    def connection(self) -> sqlite3.Connection:
        """The open file, for what else is noted of a crawl in the same commits."""
        return self._db

    @property
    def bytes(self) -> int:
        """How many bytes all captures have, decoded."""
        return self._number("SELECT coalesce(sum(bytes), 0) FROM captures")

    def url_of(self, key: str) -> str | None:
        """Return the address under which a task is known, None where it is not."""
        row = self._db.execute("SELECT url FROM frontier WHERE key = ?", (key,)).fetchone()
        return None if row is None else str(row[0])

    @contextmanager
    def page(self) -> Iterator[None]:
        """Make everything inside one commit: a page with its answers and the tasks that follow from it.

        Raises:
            OSError: The disk takes no more; nothing of it was written.
        """
        try:
            self._db.execute("BEGIN IMMEDIATE")
            yield
            self._db.execute("COMMIT")
        except BaseException as error:
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
            if isinstance(error, sqlite3.OperationalError):
                raise _os_error(error) from error
            raise

    def add(self, tasks: Iterable[Waiting]) -> int:
        """Add the tasks whose key is not known yet and return how many these were."""
        added = 0
        for task in tasks:
            self._seq += 1
            values = (task.key, task.host, task.url, task.purpose, task.column_url, task.depth, task.rank, self._seq)
            added += self._db.execute(
                "INSERT OR IGNORE INTO frontier (key, host, url, purpose, column_url, depth, rank, seq)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                values,
            ).rowcount
        self._ready += added
        return added

    def next(self, host: str, now: float, busy: Iterable[str] = ()) -> Waiting | None:
        """Return the first task of *host* that is due at *now* and not among the *busy* keys."""
        passed = set(busy)
        rows = self._db.execute(
            "SELECT key, host, url, purpose, column_url, depth, rank, tries, not_before FROM frontier"
            " WHERE done = 0 AND host = ? AND not_before <= ? ORDER BY rank, seq LIMIT ?",
            (host, now, len(passed) + 1),
        )
        return next((Waiting(*row) for row in rows if row[0] not in passed), None)

    def column_of(self, key: str) -> str | None:
        """Return the column that led to a task first, None where the task is not known."""
        row = self._db.execute("SELECT column_url FROM frontier WHERE key = ?", (key,)).fetchone()
        return None if row is None else str(row[0])

    def next_due(self, host: str, now: float) -> float | None:
        """Return when the next postponed task of *host* is due, in seconds since the epoch; None for none."""
        query = "SELECT min(not_before) FROM frontier WHERE done = 0 AND host = ? AND not_before > ?"
        due = self._db.execute(query, (host, now)).fetchone()[0]
        return None if due is None else float(due)

    def task(self, key: str) -> Waiting | None:
        """Return the task with that key, done or not."""
        query = "SELECT key, host, url, purpose, column_url, depth, rank FROM frontier WHERE key = ?"
        row = self._db.execute(query, (key,)).fetchone()
        return None if row is None else Waiting(*row)

    def postpone(self, key: str, not_before: float) -> None:
        """Ask again for that task later: one more try is on its account."""
        self._db.execute("UPDATE frontier SET tries = tries + 1, not_before = ? WHERE key = ?", (not_before, key))

    def done(self, key: str, capture: CaptureRow) -> None:
        """Keep the capture of a task, which is thereby done."""
        self._ready -= self._db.execute("UPDATE frontier SET done = 1 WHERE key = ? AND done = 0", (key,)).rowcount
        places = ", ".join("?" * len(capture))
        into = f"INTO captures ({FIELDS}) VALUES ({places})"
        added = self._db.execute(f"INSERT OR IGNORE {into}", capture).rowcount
        if not added:  # a second look
            self._db.execute(f"REPLACE {into}", capture)
        self._captured += added

    def add_answer(self, line: str, file: str, stop: int) -> None:
        """Keep a line of the evidence index for a record that ends at byte *stop* of *file*."""
        self._db.execute("INSERT INTO answers VALUES (?, ?, ?)", (line, file, stop))

    def add_payload(self, digest: str, stored: tuple[str, str, str, int]) -> None:
        """Keep where a body was stored first: address, time, file, first byte of its record."""
        self._db.execute("INSERT OR IGNORE INTO payloads VALUES (?, ?, ?, ?, ?)", (digest, *stored))

    def stored(self, digest: str) -> tuple[str, str, str, int] | None:
        """Return where the body of that digest was stored first: address, time, file, first byte; None for nowhere."""
        query = "SELECT url, fetched_at, file, offset FROM payloads WHERE digest = ?"
        return next(iter(self._db.execute(query, (digest,))), None)

    def answers(self) -> Iterator[str]:
        """Yield the lines of the evidence index, sorted."""
        return (row[0] for row in self._db.execute("SELECT line FROM answers ORDER BY line"))

    def captures(self) -> Iterator[CaptureRow]:
        """Yield the captures, sorted by address."""
        query = f"SELECT {FIELDS} FROM captures ORDER BY url"  # noqa: S608 - our own columns
        return (CaptureRow(*row) for row in self._db.execute(query))

    def left(self) -> Iterator[str]:
        """Yield the addresses that are still to be asked for, sorted; pages that only a sitemap names are no gap."""
        return (row[0] for row in self._db.execute(_LEFT))

    def outcomes(self) -> dict[str, int]:
        """Count the captures by outcome."""
        return dict(self._db.execute("SELECT outcome, count(*) FROM captures GROUP BY outcome ORDER BY outcome"))

    def answers_behind(self, file: str, size: int) -> Iterator[str]:
        """Yield the lines of the evidence index for the records that end behind byte *size* of a file."""
        return (
            row[0] for row in self._db.execute("SELECT line FROM answers WHERE file = ? AND stop > ?", (file, size))
        )

    def forget(
        self, file: str, size: int, *, bodiless: Iterable[tuple[str, int]] = (), doubted: Iterable[str] = ()
    ) -> int:
        """Forget what stood behind byte *size* of an evidence file, and return how many addresses wait again.

        So do the captures whose record stands at one of the places *bodiless* (file, first byte). Those that stay count
        as seen once only where their address is *doubted*.
        """
        again = 0
        with self.page():
            again += self._lose("file = ? AND offset + length > ?", file, size)
            again += sum(self._lose("file = ? AND offset = ?", *place) for place in bodiless)
            doubt = "UPDATE captures SET confirmed_at = NULL WHERE url = ?1 OR final_url = ?1"
            self._db.executemany(doubt, ((url,) for url in doubted))
            self._db.execute("DELETE FROM answers WHERE file = ? AND stop > ?", (file, size))
            end = "SELECT coalesce(max(stop), 0) FROM answers WHERE file = ?"
            self._db.execute(f"DELETE FROM payloads WHERE file = ? AND offset >= ({end})", (file, file))  # noqa: S608
        self._ready, self._captured = self._ready + again, self._captured - again
        return again

    def _lose(self, which: str, *values: str | int) -> int:
        """Let the addresses of captures wait again that are thereby none, and return how many these are."""
        lost = f"SELECT url FROM captures WHERE {which}"  # noqa: S608 - our own words
        again = self._db.execute(f"UPDATE frontier SET done = 0 WHERE url IN ({lost})", values).rowcount  # noqa: S608
        self._db.execute(f"DELETE FROM captures WHERE {which}", values)  # noqa: S608
        return again

    def ends(self) -> dict[str, int]:
        """Return evidence file → end of the last record that a commit knows."""
        return dict(self._db.execute("SELECT file, max(stop) FROM answers GROUP BY file"))

    def close(self) -> None:
        """Close the file and give it free."""
        self._db.close()

    def _number(self, query: str) -> int:
        return int(self._db.execute(query).fetchone()[0])


_CODES = {
    sqlite3.SQLITE_FULL: errno.ENOSPC,
    sqlite3.SQLITE_READONLY: errno.EROFS,
    sqlite3.SQLITE_CANTOPEN: errno.EACCES,
}


def _os_error(error: sqlite3.OperationalError, file: Path | None = None) -> OSError:
    """Return what SQLite met at the disk as the system's own error."""
    return OSError(_CODES.get(error.sqlite_errorcode & 0xFF, errno.EIO), str(error), str(file or ""))


def left_in(file: Path) -> tuple[str, ...]:
    """Return the addresses that a stopped or killed crawl left unasked, sorted; the file is only read.

    Empty where the crawl came to its end, where there is no such file, and where it cannot be read.
    """
    if not file.is_file():
        return ()
    # Without a log beside it the file is complete, and can be read where nothing may be written.
    alone = not file.with_name(f"{file.name}-wal").exists()
    address = f"{file.resolve().as_uri()}?mode=ro{'&immutable=1' if alone else ''}"
    try:
        with closing(sqlite3.connect(address, uri=True, timeout=0.2)) as state:
            return tuple(row[0] for row in state.execute(_LEFT))
    except sqlite3.Error:
        return ()
