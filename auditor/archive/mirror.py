"""A folder of HOST/PATH files as a source; this module alone knows what a copied file says as a capture."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path

from auditor.archive import names
from auditor.archive.source import Entry, Origin, Source
from auditor.model import Capture, Reason
from auditor.text import addresses


def open_mirror(root: Path, *, schemes: Mapping[str, str], max_bytes: int) -> Source:
    """Open a mirror folder as `wget -m` or HTTrack write it; nothing depends on file times or on the machine.

    Args:
        root: The folder with the host folders, one of them, a folder inside one, or a folder of plain pages.
        schemes: host → `http` or `https`; `http` where a host is not named.
        max_bytes: Larger files become captures with the outcome `too_large`.
    """
    entries: dict[str, Entry] = {}
    for host in names.host_folders(root):
        origin = f"{schemes.get(host.host, 'http')}://{host.host}"
        for target, file in names.files_of(host):
            if target in {"/robots.txt", "/auditor.yaml", "/expected.json"}:
                continue
            url, media = origin + target, names.content_type(target)
            load = partial(read_file, file, url, media, max_bytes)
            entries.setdefault(url, Entry(url, load, page=media == names.HTML, origin=Origin(file)))
    return Source(
        root=root,
        hosts=tuple(sorted({addresses.host(entry.url) for entry in entries.values() if entry.page})),
        entries=tuple(entries[url] for url in sorted(entries)),
    )


def read_file(file: Path, url: str, media: str, max_bytes: int) -> Capture:
    """Read one copied file; one that cannot be read any more is a capture with the outcome `not_captured`."""
    try:
        large = file.stat().st_size > max_bytes
        body = b"" if large else file.read_bytes()
    except OSError:
        return Capture(url, url, 0, (), b"", None, Reason.NOT_CAPTURED)
    outcome = Reason.TOO_LARGE if large else Reason.OK if body else Reason.EMPTY
    return Capture(url, url, 200, (("Content-Type", media),), body, None, outcome)
