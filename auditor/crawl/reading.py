"""Makes records beside the fetching; this module alone knows in which process a page is read.

Reading a page takes more than everything else that a crawl does with it. Where that takes a good part of the time a
second process reads, too, and each page goes to the one that is free first. A crawl that waits for the patience of its
sites never starts it.
"""

import asyncio
import os
import subprocess
import sys
from asyncio.subprocess import Process
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import auditor
from auditor.extract.apart import LENGTH, SERVE, first, received, sent
from auditor.model import Capture, Record

_WORTH = 0.5  # seconds of reading before a second process is worth its start …
_SHARE = 0.25  # … and the share of the time that they must be
_AHEAD = 4  # pages that wait for the second process; further ones are read in the first
_LARGE = 400_000  # bytes of a page; few pages are larger
_PATIENCE = 5.0  # seconds that a process gets for its end
_PIPE = 1 << 20  # bytes


class Reader:
    """Makes records of captures in this process and, where that is worth it, in one beside it.

    Without a second process, also where there can be none, all is read in this one.

    Args:
        here: What a capture says.
    """

    def __init__(self, here: Callable[[Capture], Record]) -> None:
        self.here = here
        self._spent, self._since = 0.0, -1.0  # seconds; on the clock of the loop
        self._beside: asyncio.Task[None] | None = None
        self._process: Process | None = None  # as soon as it is ready
        self._ending: asyncio.Task[None] | None = None
        self._waiting: deque[asyncio.Future[Record]] = deque()
        self._order = asyncio.Lock()

    async def read(self, capture: Capture) -> Record:
        """Return the record of a capture."""
        if answer := await self._handed_over(capture):
            with suppress(ConnectionError):  # it has gone
                return await answer
        now = asyncio.get_running_loop().time
        begun = now()
        # A page that takes seconds to read must not let the time of the others in flight run out meanwhile.
        large = len(capture.body) > _LARGE
        record = await asyncio.to_thread(self.here, capture) if large else self.here(capture)
        self._count(begun, now())
        return record

    async def _handed_over(self, capture: Capture) -> asyncio.Future[Record] | None:
        """Ask the other process for the record of a capture; None where that is to be made here.

        Pages pass here one by one, and between two that are read here the other process gets what it has room for: it
        would stand idle while all that have come meanwhile are read.
        """
        if not self._process:
            return None
        async with self._order:
            if len(self._waiting) >= _AHEAD:
                await asyncio.sleep(0)
            if not self._process or not self._process.stdin or len(self._waiting) >= _AHEAD:
                return None
            answer: asyncio.Future[Record] = asyncio.get_running_loop().create_future()
            self._waiting.append(answer)
            self._process.stdin.write(sent(capture))
            return answer

    async def close(self) -> None:
        """End the other process."""
        if self._beside:
            self._beside.cancel()
            with suppress(asyncio.CancelledError):
                await self._beside
        if self._ending:
            await self._ending

    def _count(self, begun: float, ended: float) -> None:
        """Start the other process where reading has become what the crawl waits for."""
        self._since = begun if self._since < 0 else self._since
        self._spent += ended - begun
        if not self._beside and self._spent > max(_WORTH, _SHARE * (ended - self._since)):
            self._beside = asyncio.create_task(self._run())

    async def _run(self) -> None:
        """Run the other process to its end."""
        try:
            how = first(self.here)
            process = await _started()
        except Exception:  # noqa: BLE001 - pickle raises anything, and every system has its own way to refuse
            return
        try:
            await self._listen(process, how)
        except (OSError, asyncio.IncompleteReadError):
            pass
        finally:
            self._process = None
            for answer in self._waiting:
                if not answer.done():
                    answer.set_exception(ConnectionResetError("the process that reads has gone"))
            self._ending = asyncio.create_task(_ended(process))
            await asyncio.shield(self._ending)  # who closes the reader meanwhile waits for it, too

    async def _listen(self, process: Process, how: bytes) -> None:
        """Hand on the answers of the other process, which come in the order in which it was asked."""
        if not process.stdin or not process.stdout:
            return
        process.stdin.write(how)
        while True:
            length = int.from_bytes(await process.stdout.readexactly(LENGTH), "little")
            message = await process.stdout.readexactly(length)
            if not self._process:
                self._process = process  # its first message: it can begin
                continue
            answer = self._waiting.popleft()
            if answer.cancelled():
                continue
            try:
                answer.set_result(received(message))
            except Exception as error:  # noqa: BLE001 - whatever reading raised
                answer.set_exception(error)


async def _started() -> Process:
    """Start a process of this program's own Python that does nothing but read; Ctrl-C does not reach it."""
    own = str(Path(auditor.__file__).parents[1])
    path = os.pathsep.join(filter(None, (own, os.environ.get("PYTHONPATH"))))
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-P",
        "-c",
        SERVE,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": path},
        limit=_PIPE,
        start_new_session=True,
        creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
    )


async def _ended(process: Process) -> None:
    """Let a process end by itself, which it does when nothing more can come, and end it where it does not."""
    if process.stdin:
        process.stdin.close()
    try:
        async with asyncio.timeout(_PATIENCE):
            await process.communicate()
    except TimeoutError:
        process.kill()
        await process.wait()
