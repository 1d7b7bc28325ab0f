"""A single WARC file as a source; this module alone chooses among the records of one address and follows redirects."""

from collections.abc import Mapping
from datetime import date
from functools import partial
from pathlib import Path

from auditor.archive.answer import capture_of, failed
from auditor.archive.names import HTML, NOWHERE
from auditor.archive.source import Entry, Origin, Source
from auditor.archive.warc import Indexed, index, read_answer
from auditor.model import Capture, Reason
from auditor.text import addresses

_PAGES = {HTML, "application/xhtml+xml", ""}
_HOPS = 10


def open_warc(file: Path, *, max_bytes: int) -> Source:
    """Open a `.warc` or `.warc.gz`, whoever wrote it; of several answers of one address the newest counts."""
    newest: dict[str, Indexed] = {}
    for found in index(file):
        url = found.url.partition("#")[0]
        if url not in newest or found.fetched_at >= newest[url].fetched_at:
            newest[url] = found
    entries = [
        _entry(file, url, newest, max_bytes) for url in sorted(newest) if url.startswith(("http://", "https://"))
    ]
    days = [found.fetched_at[:10] for found in newest.values() if found.fetched_at]
    return Source(
        root=file,
        hosts=tuple(sorted({addresses.host(entry.url) for entry in entries})),
        entries=tuple(entries),
        as_of=_day(max(days, default="")),
    )


def read_capture(file: Path, offset: int, url: str, max_bytes: int, outcome: Reason | None = None) -> Capture:
    """Read the capture of *url* whose last answer stands at *offset*."""
    answer = read_answer(file, offset)
    if answer is None:
        return failed(url, Reason.NOT_CAPTURED, None)
    return capture_of(answer, url=url, max_bytes=max_bytes, outcome=outcome)


def _entry(file: Path, url: str, newest: Mapping[str, Indexed], max_bytes: int) -> Entry:
    found, outcome = _followed(newest[url], newest)
    page = found.media in _PAGES and not found.url.endswith("/robots.txt") and NOWHERE not in url
    load = partial(read_capture, file, found.place.offset, url, max_bytes, outcome)
    origin = Origin(file, found.place.offset, found.place.length)
    return Entry(url, load, final_url=found.url, page=page, origin=origin)


def _followed(found: Indexed, newest: Mapping[str, Indexed]) -> tuple[Indexed, Reason | None]:
    """Follow the redirects of a record within its file; a reason is told where they lead out of it."""
    for _ in range(_HOPS):
        if not found.location:
            return found, None
        target = (addresses.resolve(found.url, found.location) or "").partition("#")[0]
        if target not in newest:
            return found, Reason.NOT_CAPTURED
        found = newest[target]
    return found, Reason.REDIRECT_LOOP


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
