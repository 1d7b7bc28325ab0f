"""The records of a site by their address; this module alone knows when two addresses are one page."""

from collections import Counter
from collections.abc import Callable, ItemsView, Iterable, Iterator, Mapping, Sequence, ValuesView
from dataclasses import dataclass, field, replace
from functools import lru_cache

from auditor.model import PageKind, Reason, Record
from auditor.text import addresses

KINDS = {kind: number for number, kind in enumerate(PageKind)}
REASONS = tuple(Reason)
PLACES = {reason: number for number, reason in enumerate(REASONS)}
AT_HAND = 256  # records asked for last

Rank = tuple[str, bool, bool, str]


def key_of(record: Record) -> str:
    """Return the join key of a page: that of the address that answered, where one did."""
    return addresses.key(record.final_url if record.outcome is Reason.OK and record.final_url else record.url)


class Pages(Mapping[str, Record]):
    """Records by `key_of`, sorted; of several spellings of one page the one asked directly, else the first, stays.

    Of each page its key, the number of its record, its kind and its outcome are held, 170 bytes or so; the records
    stay where they are. Each time somebody goes through them they are read anew, one by one: go through no more of
    them than you need (`of` reads pages of some kinds only), and keep no record.
    """

    def __init__(self, records: Iterable[Record], first: Iterable[Record] | None = None) -> None:
        """Take the *records* in any order; what is no sequence that can be read again is kept.

        *first* are the same records in the same order, where they are at hand and need not be read the first time.
        """
        self._records: Sequence[Record] = records if isinstance(records, Sequence) else tuple(records)
        self._load = lru_cache(maxsize=AT_HAND)(self._loaded)
        self._led_on: dict[int, tuple[str, Reason]] = {}
        self._kinds = bytearray()
        self._outcomes = bytearray()
        found = _Found(self._loaded)
        stubs: dict[int, Record] = {}
        names: Counter[str] = Counter()
        for number, record in enumerate(self._records if first is None else first):
            names[record.site_name] += 1
            self._kinds.append(KINDS[record.kind])
            self._outcomes.append(PLACES[record.outcome])
            if _leads_on(record):
                stubs[number] = record
            else:
                found.take(number, record)
        self.site_names: Mapping[str, int] = names
        if stubs:
            self._led_on = found.settled(stubs)
            for number in stubs:
                self._outcomes[number] = PLACES[self._led_on[number][1]]
                found.take(number, self._loaded(number))
        self.numbers: Mapping[str, int] = {key: found.numbers[key] for key in sorted(found.numbers)}
        self._led = {asked: rank[0] for asked, rank in found.led.items() if asked not in found.numbers}

    def __getitem__(self, key: str) -> Record:
        """Read the record of a page; KeyError where there is none."""
        return self._load(self.numbers[key])

    def __iter__(self) -> Iterator[str]:
        """Yield the keys, sorted."""
        return iter(self.numbers)

    def __len__(self) -> int:
        """How many pages there are."""
        return len(self.numbers)

    def __contains__(self, key: object) -> bool:
        """Tell whether there is a page with that key, without reading it."""
        return key in self.numbers

    @property
    def count(self) -> int:
        """How many records there are; `numbers` leads from each key to one of them, 0 the first."""
        return len(self._records)

    def key(self, url: str) -> str:
        """Return the key of the page that *url* leads to, whether it was captured or not."""
        asked = addresses.key(url)
        if asked in self.numbers:
            return asked
        if asked in self._led:
            return self._led[asked]
        other = asked.removesuffix("/") if asked.endswith("/") else f"{asked}/"
        return other if other in self.numbers else asked  # a folder asked for without its slash, or with one too many

    def number(self, url: str) -> int | None:
        """Return the number of the record of the page that *url* leads to, None where it was not captured."""
        return self.numbers.get(self.key(url))

    def at(self, url: str) -> Record | None:
        """Return the page that *url* leads to, None where it was not captured."""
        return self.get(self.key(url))

    def outcome(self, key: str) -> Reason | None:
        """Return the outcome of a page without reading it, None where there is none with that key."""
        number = self.numbers.get(key)
        return None if number is None else REASONS[self._outcomes[number]]

    def items(self) -> ItemsView[str, Record]:
        """Return keys and records, to go through in order."""
        return _Items(self)

    def values(self) -> ValuesView[Record]:
        """Return the records, to go through in order of their keys."""
        return _Values(self)

    def every(self) -> Iterator[tuple[str, Record]]:
        """Yield key and record of all pages, in order; none of them is kept at hand."""
        return ((key, self._loaded(number)) for key, number in self.numbers.items())

    def of(self, *kinds: PageKind) -> Iterator[tuple[str, Record]]:
        """Yield key and record of the pages of those *kinds*, in order; no other is read."""
        wanted = {KINDS[kind] for kind in kinds}
        return ((key, self._loaded(number)) for key, number in self.numbers.items() if self._kinds[number] in wanted)

    def _loaded(self, number: int) -> Record:
        record = self._records[number]
        if number not in self._led_on:
            return record
        final_url, outcome = self._led_on[number]
        return replace(record, final_url=final_url, outcome=outcome)


class _Items(ItemsView[str, Record]):
    """Keys and records; going through them asks for each once only, so none is kept."""

    _mapping: Pages

    def __iter__(self) -> Iterator[tuple[str, Record]]:
        return self._mapping.every()


class _Values(ValuesView[Record]):
    """The same without the keys."""

    _mapping: Pages

    def __iter__(self) -> Iterator[Record]:
        return (record for _, record in self._mapping.every())


@dataclass(slots=True)
class _Found:
    """What is known of the records while they are taken, one after the other: key → number, address → where it led."""

    load: Callable[[int], Record]
    numbers: dict[str, int] = field(default_factory=dict)
    led: dict[str, Rank] = field(default_factory=dict)

    def take(self, number: int, record: Record) -> None:
        """Take one record; of two for one page the one of lower rank stays."""
        key = key_of(record)
        held = self.numbers.setdefault(key, number)
        if held != number and _rank(record) < _rank(self.load(held)):
            self.numbers[key] = number
        asked = addresses.key(record.url)
        if asked != key:
            self.led[asked] = max(_rank(record), self.led.get(asked, ("", False, False, "")))

    def settled(self, stubs: Mapping[int, Record]) -> dict[int, tuple[str, Reason]]:
        """Let pages of redirection stand for the page at the end of their chain; one that leads to none was not read.

        Returns:
            For each of them its final address and its outcome.
        """
        following = {addresses.key(one.url): one for one in stubs.values()}
        return {number: self._end(one, following) for number, one in stubs.items()}

    def _end(self, stub: Record, stubs: Mapping[str, Record]) -> tuple[str, Reason]:
        last, seen = stub, set[str]()
        while (key := addresses.key(last.final_url)) in stubs and not self._holds(key) and key not in seen:
            seen.add(key)
            last = stubs[key]
        if self._holds(key):
            page = self.load(self.numbers[key if key in self.numbers else self.led[key][0]])
            return page.final_url or page.url, stub.outcome
        return stub.final_url, Reason.NOT_CAPTURED

    def _holds(self, key: str) -> bool:
        return key in self.numbers or key in self.led


def _rank(record: Record) -> Rank:
    return key_of(record), _leads_on(record), record.url != record.final_url, record.url


def _leads_on(record: Record) -> bool:
    return "refresh" in record.kind_reasons
