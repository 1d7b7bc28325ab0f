"""WARC files as a source; this module alone chooses among the records of one address and follows redirects."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from http import HTTPStatus
from pathlib import Path
from typing import NamedTuple

from auditor.archive.answer import capture_of, failed
from auditor.archive.names import HTML, NOWHERE
from auditor.archive.source import Entry, Origin, Source
from auditor.archive.warc import Indexed, index, read_answer
from auditor.model import Capture, Reason
from auditor.text import addresses

_PAGES = {HTML, "application/xhtml+xml", ""}
_HOPS = 10
_PARTIAL = {HTTPStatus.PARTIAL_CONTENT, HTTPStatus.NOT_MODIFIED}


class _Met(NamedTuple):
    """A record with an answer, and the file in which it was met."""

    file: Path
    found: Indexed

    @property
    def body(self) -> tuple[Path, int]:
        """Where its body stands, if it is the record of one."""
        return self.file, self.found.place.offset


def open_warcs(root: Path, files: Sequence[Path], *, max_bytes: int) -> Source:
    """Open `.warc`, `.warc.gz` and `.wacz` files as one source, whoever wrote them.

    Redirects and `revisit` records are followed across the files; of several answers of one address the newest counts,
    but one of a part (206) or without its body (304) only where there is no other. What always follows at once upon a
    redirect to it was not asked for by itself, and is no page beside the one that led there.
    """
    newest: dict[str, _Met] = {}
    asked: set[str] = set()
    stored, led_to = _Stored(), ""
    for met in (_Met(file, found) for file in files for found in index(file)):
        stored.add(met)
        url = met.found.url.partition("#")[0]
        if url not in newest or _telling(met.found) >= _telling(newest[url].found):
            newest[url] = met
        if url != led_to:
            asked.add(url)
        led_to = _target(met.found)
    entries = [_entry(url, newest, stored, max_bytes) for url in sorted(asked)]
    days = [met.found.fetched_at[:10] for met in newest.values() if met.found.fetched_at]
    return Source(
        root=root,
        hosts=tuple(sorted({addresses.host(entry.url) for entry in entries})),
        entries=tuple(entries),
        as_of=_day(max(days, default="")),
    )


def _telling(found: Indexed) -> tuple[bool, str]:
    partial_answer = found.refers is None and found.status in _PARTIAL
    return not partial_answer, found.fetched_at


class _Stored:
    """The bodies that were met: by digest, by address and time, by address alone."""

    def __init__(self) -> None:
        self._digests: dict[str, _Met] = {}
        self._times: dict[tuple[str, str], _Met] = {}

    def add(self, met: _Met) -> None:
        """Remember the body of a record."""
        found = met.found
        if found.refers is None:
            if found.place.payload:
                self._digests.setdefault(found.place.payload, met)
            self._times.setdefault((found.url, found.fetched_at), met)

    def of(self, met: _Met) -> _Met | None:
        """Return the record to which a `revisit` record refers for its body."""
        refers = met.found.refers
        if refers is None:
            return None
        return self._digests.get(refers.digest) or self._times.get((refers.url, refers.date))


def read_capture(  # noqa: PLR0917 - called by `partial`
    file: Path,
    offset: int,
    url: str,
    max_bytes: int,
    outcome: Reason | None = None,
    body: tuple[Path, int] | None = None,
) -> Capture:
    """Read the capture of *url* whose last answer stands at *offset*, its body where *body* says, if it does."""
    answer = read_answer(file, offset, body)
    if answer is None:
        return failed(url, Reason.NOT_CAPTURED, None)
    return capture_of(answer, url=url, max_bytes=max_bytes, outcome=outcome)


def _entry(url: str, newest: Mapping[str, _Met], stored: _Stored, max_bytes: int) -> Entry:
    met, outcome = _followed(newest[url], newest)
    found, first = met.found, stored.of(met)
    media = first.found.media if first and found.headless else found.media
    page = media in _PAGES and not found.url.endswith("/robots.txt") and NOWHERE not in url
    load = partial(read_capture, met.file, found.place.offset, url, max_bytes, outcome, first.body if first else None)
    origin = Origin(met.file, found.place.offset, found.place.length)
    return Entry(url, load, final_url=found.url, page=page, origin=origin)


def _followed(met: _Met, newest: Mapping[str, _Met]) -> tuple[_Met, Reason | None]:
    """Follow the redirects of a record within the files; a reason is told where they lead out of them."""
    for _ in range(_HOPS):
        if not met.found.location:
            return met, None
        if (target := _target(met.found)) not in newest:
            return met, Reason.NOT_CAPTURED
        met = newest[target]
    return met, Reason.REDIRECT_LOOP


def _target(found: Indexed) -> str:
    """Return the address to which a redirect leads, empty where there is none."""
    return (addresses.resolve(found.url, found.location) or "").partition("#")[0] if found.location else ""


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
