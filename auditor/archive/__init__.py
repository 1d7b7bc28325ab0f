"""Captures on disk; `open_source` alone knows which kind of source a path is."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from auditor.archive import run, warcsource
from auditor.archive.mirror import open_mirror
from auditor.archive.names import UNKNOWN_HOST
from auditor.archive.page import open_page
from auditor.archive.source import Source
from auditor.archive.wacz import WACZ, WARC
from auditor.errors import NothingError, UsageError, os_reason

__all__ = ["Source", "open_source", "open_sources"]

MAX_BYTES = 20_000_000  # of one page; the same as `crawl.max_bytes`


def open_source(
    path: Path, *, schemes: Mapping[str, str] | None = None, url: str = "", max_bytes: int = MAX_BYTES
) -> tuple[Source, ...]:
    """Open a run folder, a mirror folder, a folder of WARC files, a `.warc(.gz)`, a `.wacz` or one page.

    A run folder holds one source per site.

    Args:
        path: What the user named.
        schemes: host → `http` or `https` for mirror folders; `http` where a host is not named.
        url: The public address of a single page.
        max_bytes: Larger pages become captures with the outcome `too_large`.

    Raises:
        UsageError: *path* is not there or cannot be read.
        NothingError: There is no page in it.
    """
    if not path.exists():
        raise UsageError(f"找不到文件或目录:{path}")
    try:
        sources = _open(path, schemes or {}, url, max_bytes)
    except OSError as error:
        raise UsageError(f"{path}:读不出来({os_reason(error)})") from error
    if not any(source.entries for source in sources):
        raise NothingError(f"{path}:里面没有可评判的网页")
    return sources


def open_sources(paths: Sequence[Path], *, schemes: Mapping[str, str] | None = None, url: str = "") -> list[Source]:
    """Open all *paths* as `open_source` does; the WARC files among them, which refer to one another, are one source."""
    warcs = [path for path in paths if is_warc(path)]
    if len(warcs) < 2:  # noqa: PLR2004 - nothing to put together
        return [source for path in paths for source in open_source(path, schemes=schemes, url=url)]
    for path in warcs:
        open_source(path)  # says which of them is not there or holds nothing
    others = [source for path in paths if path not in warcs for source in open_source(path, schemes=schemes, url=url)]
    return [warcsource.open_warcs(warcs[0], warcs, max_bytes=MAX_BYTES), *others]


def is_warc(path: Path) -> bool:
    """Tell whether that is a WARC or WACZ file, by its name."""
    return path.is_file() and path.name.lower().endswith((*WARC, WACZ))


def _open(path: Path, schemes: Mapping[str, str], url: str, max_bytes: int) -> tuple[Source, ...]:
    if path.is_dir():
        if run.site_folders(path):
            return run.open_run(path, max_bytes=max_bytes)
        mirror = open_mirror(path, schemes=schemes, max_bytes=max_bytes)
        nameless = mirror.hosts in ((), (UNKNOWN_HOST,))
        if nameless and (warcs := [file for file in sorted(path.rglob("*")) if is_warc(file)]):
            return (warcsource.open_warcs(path, warcs, max_bytes=max_bytes),)
        return (mirror,)
    if is_warc(path):
        return (warcsource.open_warcs(path, [path], max_bytes=max_bytes),)
    return (open_page(path, url=url, max_bytes=max_bytes),)
