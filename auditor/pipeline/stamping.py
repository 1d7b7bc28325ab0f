"""A run and its time stamp; this module alone knows when one is asked for and when it is void."""

from contextlib import suppress
from pathlib import Path

from auditor.archive.manifest import MANIFEST
from auditor.archive.stamp import STAMP, Stamp, request_for, stamp_of
from auditor.crawl.authority import ask_for_stamp
from auditor.errors import NothingError, UsageError

__all__ = ["Stamp", "check_stamp", "request_for", "stamp_run", "void_stamp"]


def stamp_run(run: Path, url: str) -> Stamp:
    """Have the manifest of *run* stamped by the authority at *url* and keep its answer beside it.

    Raises:
        UsageError: *run* has no manifest, or the library is not installed.
        NothingError: The authority gave no stamp of it.
    """
    manifest = run / MANIFEST
    if not manifest.is_file():
        raise UsageError(f"{run}:没有 {MANIFEST},不能盖时间戳(不是运行文件夹,或抓取没有正常结束)")
    data = manifest.read_bytes()
    answer = ask_for_stamp(url, request_for(data))
    try:
        stamp = stamp_of(answer, data)
    except ValueError as error:
        raise NothingError(f"没有取到时间戳:{url} 的应答不能用({error})") from error
    (run / STAMP).write_bytes(answer)
    return stamp


def check_stamp(run: Path, roots: Path | None) -> Stamp | str | None:
    """Return the stamp of a run, or what is wrong with it; None where it was never stamped.

    Args:
        run: The run folder.
        roots: The certificates to trust (PEM), None for those in the stamp.

    Raises:
        UsageError: *roots* cannot be read, or the library is not installed.
    """
    file = run / STAMP
    if not file.is_file():
        return "没有时间戳" if roots else None
    try:
        return stamp_of(file.read_bytes(), (run / MANIFEST).read_bytes(), roots=roots)
    except (ValueError, OSError) as error:
        return f"时间戳无效:{error}"


def void_stamp(run: Path, before: bytes) -> None:
    """Remove the stamp of a manifest that is no longer the one it was *before*."""
    if (run / STAMP).is_file() and (run / MANIFEST).read_bytes() != before:
        with suppress(OSError):
            (run / STAMP).unlink()
