"""Captures on disk; `open_source` alone knows which kind of source a path is."""

from collections.abc import Mapping
from pathlib import Path

from auditor.archive import run, warcsource
from auditor.archive.mirror import open_mirror
from auditor.archive.page import open_page
from auditor.archive.source import Source
from auditor.errors import NothingError, UsageError, os_reason

__all__ = ["Source", "open_source"]

MAX_BYTES = 20_000_000  # of one page; the same as `crawl.max_bytes`


def open_source(
    path: Path, *, schemes: Mapping[str, str] | None = None, url: str = "", max_bytes: int = MAX_BYTES
) -> tuple[Source, ...]:
    """Open a run folder, a mirror folder, a `.warc(.gz)` or one page; a run folder holds one source per site.

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


def _open(path: Path, schemes: Mapping[str, str], url: str, max_bytes: int) -> tuple[Source, ...]:
    if path.is_dir():
        if run.site_folders(path):
            return run.open_run(path, max_bytes=max_bytes)
        return (open_mirror(path, schemes=schemes, max_bytes=max_bytes),)
    if path.name.lower().endswith((".warc", ".warc.gz")):
        return (warcsource.open_warc(path, max_bytes=max_bytes),)
    return (open_page(path, url=url, max_bytes=max_bytes),)
