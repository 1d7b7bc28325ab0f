"""One process for one run folder; this module alone knows how a folder is held."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from auditor.errors import UsageError

LOCK = "run.lock"


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Hold *folder*, so that no other process crawls into it; it is free again when this process ends or dies.

    Raises:
        UsageError: Another process holds it.
        OSError: The folder cannot be written.
    """
    lock = folder / LOCK
    with lock.open("ab") as held:
        try:
            _hold(held.fileno())
        except (BlockingIOError, PermissionError) as error:
            raise UsageError(f"{folder}:另一个进程正在抓取到这里,请等它结束") from error
        try:
            yield
        finally:
            with suppress(OSError):  # Windows keeps what is open; an empty file that is left does no harm
                lock.unlink()


def _hold(descriptor: int) -> None:
    if sys.platform == "win32":
        import msvcrt  # noqa: PLC0415 - there is none elsewhere

        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl  # noqa: PLC0415 - there is none on Windows

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
