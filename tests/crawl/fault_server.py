"""A loopback server with one misbehaviour per address; each says what the crawl must make of it."""

import asyncio
import gzip
import resource
import threading
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Self

from auditor import catalog
from auditor.config import CrawlOptions
from auditor.crawl import crawl_sites
from auditor.extract import extract
from auditor.model import Column, Role, Site

Write = Callable[[bytes], Awaitable[None]]
Behaviour = Callable[["Request"], AsyncIterator[bytes]]

TEXT = "各乡镇人民政府，县直各部门：现将有关事项通知如下，请认真贯彻执行，按时完成各项任务，并及时公开进展情况。"
LONG = TEXT * 12


@dataclass
class Request:
    """What was asked, by whom, and for which time of its kind (1 first)."""

    method: str
    path: str
    headers: dict[str, str]
    nth: int
    origin: str
    foreign: str


@dataclass
class Case:
    """One address: what it answers and the outcome that the list of captures must hold."""

    path: str
    outcome: str
    behave: Behaviour
    asked_as: str = ""  # how the column links to it, where that differs
    deep: bool = False  # it answers for every address that begins so

    def answers(self, path: str) -> bool:
        """Tell whether a request for *path* is this case's."""
        return path == self.path or (self.deep and path.startswith(self.path))


@dataclass
class FaultServer:
    """Serves the cases and remembers every request; another origin stands for everything outside of the site."""

    cases: list[Case] = field(default_factory=list)
    asked: list[tuple[str, str]] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)
    origin: str = ""
    foreign: str = ""

    def __enter__(self) -> Self:
        """Listen on two ports of this machine, each in the loop of a thread."""
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        ports = asyncio.run_coroutine_threadsafe(self._listen(), self._loop).result()
        self.origin, self.foreign = (f"http://127.0.0.1:{port}" for port in ports)
        return self

    def __exit__(self, *_: object) -> None:
        """Stop listening."""

        async def stop() -> None:
            for server in self._servers:
                server.close()
            for task in asyncio.all_tasks():
                if task is not asyncio.current_task():
                    task.cancel()

        asyncio.run_coroutine_threadsafe(stop(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    async def _listen(self) -> list[int]:
        self._servers = [
            await asyncio.start_server(self._serve, "127.0.0.1", 0, limit=1 << 20),
            await asyncio.start_server(self._beyond, "127.0.0.1", 0),
        ]
        return [server.sockets[0].getsockname()[1] for server in self._servers]

    async def _beyond(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.outside.append((await reader.readline()).decode("latin-1"))
        writer.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer one request; every answer ends its connection, so that none spoils the next."""
        try:
            lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
            method, path, _ = lines[0].split(" ", 2)
            self.asked.append((method, path))
            headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines[1:])}
            nth = sum(one == (method, path) for one in self.asked)
            request = Request(method, path, headers, nth, self.origin, self.foreign)
            behave = next((case.behave for case in self.cases if case.answers(path)), not_there)
            async for piece in behave(request):
                writer.write(piece)
                await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            writer.transport.abort()
        finally:
            writer.close()


def head(status: str, *headers: str, length: int | None = None, html: bool = True) -> bytes:
    lines = [f"HTTP/1.1 {status}", "Connection: close", *(["Content-Type: text/html; charset=utf-8"] if html else [])]
    lines += [*headers, *([f"Content-Length: {length}"] if length is not None else [])]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")


def page(text: str = LONG, title: str = "关于做好防汛工作的通知") -> bytes:
    return f"<html><head><title>{title}</title></head><body><h1>{title}</h1><p>{text}</p></body></html>".encode()


async def not_there(_: Request) -> AsyncIterator[bytes]:
    body = page("404 Not Found", "404")
    yield head("404 Not Found", length=len(body)) + body


def says(body: bytes, *headers: str, status: str = "200 OK", html: bool = True, length: int | None = None) -> Behaviour:
    """Answer always the same."""

    async def answer(_: Request) -> AsyncIterator[bytes]:
        yield head(status, *headers, length=len(body) if length is None else length, html=html) + body

    return answer


def raw(*pieces: bytes, pause: float = 0.0) -> Behaviour:
    """Send bytes as they are."""

    async def answer(_: Request) -> AsyncIterator[bytes]:
        for piece in pieces:
            yield piece
            await asyncio.sleep(pause)

    return answer


def leads(to: str, status: str = "302 Found", *headers: str) -> Behaviour:
    """Redirect; ORIGIN and FOREIGN in the target stand for the two servers."""

    async def answer(request: Request) -> AsyncIterator[bytes]:
        target = to.replace("ORIGIN", request.origin).replace("FOREIGN", request.foreign)
        yield head(status, f"Location: {target}", *headers, length=0)

    return answer


def turns(*behaviours: Behaviour) -> Behaviour:
    """Behave the first time like the first, then like the second …, and at last always like the last."""

    async def answer(request: Request) -> AsyncIterator[bytes]:
        async for piece in behaviours[min(request.nth, len(behaviours)) - 1](request):
            yield piece

    return answer


async def endless(_: Request) -> AsyncIterator[bytes]:
    yield head("200 OK")
    while True:
        yield b"<p>" + b"x" * 65_000


async def resets(_: Request) -> AsyncIterator[bytes]:
    raise ConnectionResetError
    yield b""


async def resets_amid(_: Request) -> AsyncIterator[bytes]:
    yield head("200 OK", length=50_000) + b"<p>half"
    await asyncio.sleep(0.05)
    raise ConnectionResetError


async def hangs(_: Request) -> AsyncIterator[bytes]:
    await asyncio.sleep(60)
    yield b""


async def drips(_: Request) -> AsyncIterator[bytes]:
    yield head("200 OK", length=100_000)
    for _turn in range(1000):
        yield b"x"
        await asyncio.sleep(0.1)


async def further(request: Request) -> AsyncIterator[bytes]:
    """Redirect for ever, each time to another address."""
    yield head("302 Found", f"Location: {request.path}x", length=0)


async def next_month(request: Request) -> AsyncIterator[bytes]:
    """Show a calendar: a list without news whose pager has always a next page."""
    number = int("0" + "".join(filter(str.isdigit, request.path)))
    body = f'<ul></ul><div class="pages"><a href="/calendar_{number + 1}.html">下一页</a></div>'.encode()
    yield head("200 OK", length=len(body)) + body


def packed(body: bytes, times: int = 1) -> bytes:
    for _ in range(times):
        body = gzip.compress(body, 1)
    return body


def bomb() -> bytes:
    """Return gzip that grows a thousandfold, to 60 MB."""
    packer = zlib.compressobj(9, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    return b"".join([*(packer.compress(bytes(1_000_000)) for _ in range(60)), packer.flush()])


def chunks(*pieces: bytes, end: bytes = b"0\r\n\r\n") -> bytes:
    return b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + end


def crawl(origin: str, columns: tuple[str, ...], run: Path, options: CrawlOptions) -> int:
    """Crawl a server of this kind into *run* and return the most memory taken, in MB: for a process of its own."""
    places = tuple(Column(path, Role.POLICY_DOCUMENTS, origin + path) for path in columns)
    site = Site("faults", "faults", origin + "/", (origin.partition("://")[2],), columns=places)
    crawl_sites([site], options, run, read=partial(extract, vocabulary=catalog.load().vocabulary), mirror={})
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
