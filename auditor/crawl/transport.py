"""What carries requests and answers; this module alone keeps connections to servers open.

It stands in for httpx's own transport, which takes 2 ms of CPU for a page where this one takes a fifth of a
millisecond (`make bench-crawl`), and behind the same interface, so that any other can stand here. An answer's headers
keep their order and spelling, and of a body that breaks off nothing that came is lost: both are evidence. Nothing is
sent a second time unasked, which would undercut the delay of a host.
"""

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from functools import partial
from itertools import chain
from typing import Any, NamedTuple

import httpx

from auditor.crawl.connection import Connection
from auditor.crawl.reach import is_literal

Trace = Callable[[str, Mapping[str, Any]], Awaitable[None]]


class Origin(NamedTuple):
    """Where a connection leads, and whether it is encrypted."""

    host: str
    port: int
    secure: bool


class Transport(httpx.AsyncBaseTransport):
    """Few connections over HTTP/1.1, kept open between requests; each carries only what is for its own origin.

    What is asked by https does not go out over the connection that http left open.

    A request's extension `timeout` is httpx's; `trace` is told, by httpcore's names, of
    `connection.connect_tcp.started` (host, port), `connection.connect_tcp.complete` (return_value, a `Peer`) and
    `http11.send_request_headers.started`. An answer's extension `network_stream` is its `Peer`.

    Args:
        verify: The TLS context for https.
        limits: `max_connections` at once; `keepalive_expiry` seconds after which an idle one is not used again.
    """

    def __init__(self, verify: ssl.SSLContext, limits: httpx.Limits) -> None:
        self._verify = verify
        self._places = asyncio.Semaphore(limits.max_connections or 1)
        self._expiry = limits.keepalive_expiry or 0.0
        self._idle: dict[Origin, list[tuple[Connection, float]]] = {}

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request and return the answer as soon as its head is there; its body is read from its stream.

        Raises:
            httpx.TransportError: No connection, no answer, no HTTP, or too late.
        """
        patience: Mapping[str, float | None] = request.extensions.get("timeout", {})
        trace: Trace = request.extensions.get("trace") or _untraced
        origin, connection = _origin(request.url), None
        free = partial(self._free, origin)
        await self._places.acquire()
        try:
            connection = self._kept(origin) or await self._opened(origin, patience.get("connect"), trace)
            await trace("http11.send_request_headers.started", {"request": request})
            connection.ask(_bytes_of(request), bodiless=request.method == "HEAD")
            await connection.begun(patience.get("read"))
        except BaseException:
            free(connection)
            raise
        return httpx.Response(
            connection.status,
            headers=connection.headers,
            stream=Body(connection, patience.get("read"), free),
            extensions={
                "http_version": b"HTTP/" + connection.version.encode(),
                "reason_phrase": connection.phrase,
                "network_stream": Peer(connection),
            },
        )

    async def aclose(self) -> None:
        """Close the connections that wait for a next request."""
        for connection, _ in chain.from_iterable(self._idle.values()):
            connection.close()
        self._idle.clear()

    def _kept(self, origin: Origin) -> Connection | None:
        """Return a connection to *origin* that was used before, the one used last first."""
        now, idle = asyncio.get_running_loop().time(), self._idle.get(origin, [])
        while idle:
            connection, until = idle.pop()
            if connection.reusable and now < until:
                return connection
            connection.close()
        return None

    async def _opened(self, origin: Origin, patience: float | None, trace: Trace) -> Connection:
        host, port, secure = origin
        # asyncio's race between the addresses of a name loses a connection that wins while nobody waits any more.
        race = None if is_literal(host) else 0.25
        await trace("connection.connect_tcp.started", {"host": host, "port": port})
        try:
            async with asyncio.timeout(patience):
                _, connection = await asyncio.get_running_loop().create_connection(
                    Connection, host, port, ssl=self._verify if secure else None, happy_eyeballs_delay=race
                )
        except TimeoutError as error:
            raise httpx.ConnectTimeout(f"no connection within {patience} s") from error
        except (OSError, UnicodeError) as error:
            raise httpx.ConnectError(str(error)) from error
        try:
            await trace("connection.connect_tcp.complete", {"return_value": Peer(connection)})
        except BaseException:
            connection.close()
            raise
        return connection

    def _free(self, origin: Origin, connection: Connection | None) -> None:
        """Keep a connection for the next request to *origin* if it can carry one."""
        self._places.release()
        if connection and connection.reusable:
            until = asyncio.get_running_loop().time() + self._expiry
            self._idle.setdefault(origin, []).append((connection, until))
        elif connection:
            connection.close()


class Body(httpx.AsyncByteStream):
    """The body of an answer, piece by piece; closing it frees its connection."""

    def __init__(
        self, connection: Connection, patience: float | None, free: Callable[[Connection | None], None]
    ) -> None:
        self._connection: Connection | None = connection
        self._patience, self._free = patience, free

    async def __aiter__(self) -> AsyncIterator[bytes]:
        """Yield the body with its content-encoding, without its transfer-encoding."""
        while self._connection and (piece := await self._connection.piece(self._patience)):
            yield piece

    async def aclose(self) -> None:
        """Give the connection back."""
        connection, self._connection = self._connection, None
        if connection:
            self._free(connection)


class Peer:
    """The other end of a connection, as httpcore's network streams tell of it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get_extra_info(self, name: str) -> object:
        """Return what is known by *name*; `server_addr` is the address that was connected to."""
        return self._connection.about("peername" if name == "server_addr" else name)

    async def aclose(self) -> None:
        """Close the connection."""
        self._connection.close()


def _origin(url: httpx.URL) -> Origin:
    secure = url.scheme == "https"
    return Origin(url.raw_host.decode("ascii").strip("[]"), url.port or (443 if secure else 80), secure)


def _bytes_of(request: httpx.Request) -> bytes:
    """Return a request without a body as it is sent."""
    lines = [f"{request.method} ".encode() + request.url.raw_path + b" HTTP/1.1"]
    lines += [name + b": " + value for name, value in request.headers.raw]
    return b"\r\n".join(lines) + b"\r\n\r\n"


async def _untraced(_: str, __: Mapping[str, Any]) -> None:
    return None
