"""A folder of HOST/PATH files as a source; this module alone knows what a copied file says as a capture."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from http import HTTPStatus
from pathlib import Path

from auditor.archive import names
from auditor.archive.answer import Answer, capture_of
from auditor.archive.renamed import copied
from auditor.archive.source import Entry, Origin, Source
from auditor.model import Capture, Reason
from auditor.text import addresses

_GZIP = b"\x1f\x8b"


def open_mirror(root: Path, *, schemes: Mapping[str, str], max_bytes: int) -> Source:
    """Open a mirror folder as `wget -m` or HTTrack write it; nothing depends on file times or on the machine.

    Args:
        root: The folder with the host folders, one of them, a folder inside one, or a folder of plain pages.
        schemes: host → `http` or `https`; `http` where a host is not named.
        max_bytes: Larger files become captures with the outcome `too_large`.
    """
    entries: dict[str, Entry] = {}
    aliases: dict[str, str] = {}
    for host in names.host_folders(root):
        for one in copied(host, f"{schemes.get(host.host, 'http')}://{host.host}"):
            load = partial(read_file, one.file, one.url, one.media, max_bytes, status=one.status)
            page = one.media == names.HTML
            entries.setdefault(one.url, Entry(one.url, load, page=page, origin=Origin(one.file)))
            for name in one.local:
                if (key := addresses.key(name)) != addresses.key(one.url):
                    aliases.setdefault(key, one.url)
    return Source(
        root=root,
        hosts=tuple(sorted({addresses.host(entry.url) for entry in entries.values() if entry.page})),
        entries=tuple(entries[url] for url in sorted(entries)),
        aliases=aliases,
    )


def read_file(file: Path, url: str, media: str, max_bytes: int, *, status: int = HTTPStatus.OK) -> Capture:
    """Read one copied file; one that cannot be read any more is a capture with the outcome `not_captured`.

    A page that a copying program left packed, as it was sent, is unpacked.
    """
    try:
        large = file.stat().st_size > max_bytes
        body = b"" if large else file.read_bytes()
    except OSError:
        return Capture(url, url, 0, (), b"", None, Reason.NOT_CAPTURED)
    headers = (("Content-Type", media),)
    if media == names.HTML and body.startswith(_GZIP):
        packed = Answer(url, status, (*headers, ("Content-Encoding", "gzip")), body, "")
        return replace(capture_of(packed, url=url, max_bytes=max_bytes), headers=headers, fetched_at=None)
    outcome = Reason.TOO_LARGE if large else Reason.OK if body else Reason.EMPTY
    if status >= HTTPStatus.BAD_REQUEST:
        outcome = Reason.HTTP_4XX if status < HTTPStatus.INTERNAL_SERVER_ERROR else Reason.HTTP_5XX
    return Capture(url, url, int(status), headers, body, None, outcome)
