"""The days of publication over a whole site; this module alone knows which of them tell of a migration or of a copy."""

from collections import Counter, defaultdict
from datetime import date

from auditor.model import PageKind, Record
from auditor.text import docnum

CROWD = 5  # documents with one publication day
CROWD_SPREAD = 3  # and at least so many different days of writing: a migration, not a busy day
LONG, NEAR = 183, 3  # days: so many documents delayed by half a year, put online within days of each other, too


class Days:
    """The days of all document pages, met one after the other; while they are, 200 bytes for each with a 文号."""

    def __init__(self) -> None:
        self._count: Counter[str] = Counter()
        self._written: dict[str, set[str]] = defaultdict(set)
        self._delayed: Counter[int] = Counter()
        self._first: dict[str, tuple[str, str]] = {}  # by 文号 key: the earliest day, and a page of that day
        self._beside: dict[str, list[str]] = defaultdict(list)  # other pages of that day
        self._copied: set[str] = set()

    def add(self, key: str, record: Record) -> None:
        """Take the days of a page, if it is a document that shows when it was published."""
        day = record.value("published_date") if record.kind is PageKind.DOCUMENT else None
        if not day:
            return
        made = record.value("written_date")
        self._count[day] += 1
        if len(self._written[day]) < CROWD_SPREAD:
            self._written[day].add(made or "")
        if made and (date.fromisoformat(day) - date.fromisoformat(made)).days > LONG:
            self._delayed[date.fromisoformat(day).toordinal()] += 1
        if number := docnum.key(record.value("document_number") or record.body.number):
            self._copy(number, day, key)

    def _copy(self, number: str, day: str, key: str) -> None:
        first, page = self._first.setdefault(number, (day, key))
        if day > first:
            self._copied.add(key)
        elif day < first:
            self._copied.update((page, *self._beside.pop(number, ())))
            self._first[number] = day, key
        elif key != page:
            self._beside[number].append(key)

    def crowded(self) -> frozenset[str]:
        """Return the publication days of a migration: old documents put online together, not one by one and late."""
        busy = {day for day, count in self._count.items() if count >= CROWD and len(self._written[day]) >= CROWD_SPREAD}
        moved = {
            date.fromordinal(day).isoformat()
            for day in self._delayed
            if sum(self._delayed.get(day + apart, 0) for apart in range(-NEAR, NEAR + 1)) >= CROWD_SPREAD
        }
        return frozenset(busy | moved)

    def copied(self) -> frozenset[str]:
        """Return the pages of documents of which an earlier published copy is on the site."""
        return frozenset(self._copied)
