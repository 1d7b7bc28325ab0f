"""Captures that can be read without a network; this module alone knows how an address is found among them."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

from auditor.model import Capture
from auditor.text import addresses


class Origin(NamedTuple):
    """Where a capture lies: a plain file, or `offset` and `length` (bytes) of its record in a WARC file.

    `digest` is that of the decoded body as it was written down at the capture, empty where it was not.
    """

    file: Path
    offset: int | None = None
    length: int | None = None
    digest: str = ""


class Entry(NamedTuple):
    """One captured address; `load` reads it from disk, so that no body waits in memory.

    `page` is False for what is there only to be linked to: pictures, styles, attachments. `origin` is None where
    nothing came back that could be stored. `confirmed` is true where a second look found the same.
    """

    url: str
    load: Callable[[], Capture]
    final_url: str = ""
    page: bool = True
    origin: Origin | None = None
    confirmed: bool = False


@dataclass(frozen=True)
class Source:
    """Captures of one site or folder, sorted by address.

    `as_of` is the day the captures are to be judged on, None where they do not say. `final` is true where nobody can
    look a second time (folder, WARC, loopback). `site_id` is empty unless the source is a site of a run folder.
    `aliases` are the join keys by which the links of a converted mirror name its pages → their addresses.
    """

    root: Path
    hosts: tuple[str, ...]
    entries: tuple[Entry, ...]
    as_of: date | None = None
    final: bool = True
    site_id: str = ""
    aliases: Mapping[str, str] = field(default_factory=dict)
    _index: dict[str, int] = field(default_factory=dict, repr=False, compare=False)

    def captures(self) -> Iterator[Capture]:
        """Yield every captured page, failed ones too, in the order of their addresses."""
        return (entry.load() for entry in self.entries if entry.page)

    def urls(self) -> tuple[str, ...]:
        """Return the addresses that `captures` yields, in the same order, without reading anything."""
        return tuple(entry.url for entry in self.entries if entry.page)

    def has(self, url: str) -> bool:
        """Tell whether that address was captured, attachments included, without reading it."""
        return self.find(url) is not None

    def confirmed(self, url: str) -> bool:
        """Tell whether a second look found at that address what the first one did."""
        entry = self.find(url)
        return entry is not None and entry.confirmed

    def get(self, url: str) -> Capture | None:
        """Return the capture of that address, or the one that was led to it; None where there is none."""
        entry = self.find(url)
        return entry.load() if entry else None

    def find(self, url: str) -> Entry | None:
        """Return the entry of that address without reading it; None where there is none."""
        if not self._index:
            self._fill()
        for asked in _spellings(url):
            if (place := self._index.get(addresses.key(asked))) is not None:
                return self.entries[place]
        return None

    def _fill(self) -> None:
        for place, entry in enumerate(self.entries):
            self._index.setdefault(addresses.key(entry.url), place)
        for place, entry in enumerate(self.entries):
            if entry.final_url:
                self._index.setdefault(addresses.key(entry.final_url), place)
        for alias, url in self.aliases.items():
            self._index.setdefault(alias, self._index[addresses.key(url)])


def _spellings(url: str) -> Iterator[str]:
    """Yield *url* and what it may have been before a mirror made a file name of its query."""
    yield url
    stem, slash, name = url.rpartition("/")
    name = unquote(name)
    for mark in "?@":
        before, found, after = name.partition(mark)
        if before and found:
            yield f"{stem}{slash}{before}?{after}"
            return
