"""One connection to a server; this module alone knows how an answer is told from the bytes that come (HTTP/1.1).

The bytes are taken apart by llhttp, the parser of Node.js; what stands here is what a parser leaves to its user: where
an answer ends, how much of it may wait in memory, and what it means when the server goes away.
"""

import asyncio
from collections import deque
from http import HTTPStatus

import httptools
import httpx

MOST_HEAD = 100_000  # bytes of all header lines of an answer, those of interim answers included
_MOST_HELD = 1_000_000  # bytes of a body that wait to be taken before the server is made to wait
_BODILESS = {HTTPStatus.NO_CONTENT, HTTPStatus.NOT_MODIFIED}

Headers = list[tuple[bytes, bytes]]


class Connection(asyncio.Protocol):
    """A connection that carries one request at a time; `reusable` tells whether it can carry another.

    The attributes `status`, `phrase`, `version` and `headers` (in order and spelling) hold once `begun` has returned.
    """

    def __init__(self) -> None:
        self.status = 0
        self.phrase = b""
        self.version = "1.1"
        self.headers: Headers = []
        self._transport: asyncio.Transport | None = None
        self._error: httpx.TransportError | None = None
        self._waiter: asyncio.Future[None] | None = None
        self._pieces: deque[bytes] = deque()
        self._asked = self._headed = self._done = self._keep = self._lost = self._paused = False

    @property
    def reusable(self) -> bool:
        """Whether the last answer was read to its end and the server still holds the connection."""
        return self._done and self._keep and not self._error and not self.gone

    @property
    def gone(self) -> bool:
        """Whether the connection cannot be used any more."""
        return self._lost or self._transport is None or self._transport.is_closing()

    def about(self, name: str) -> object:
        """Return what asyncio knows of the connection by *name* (`peername`)."""
        return self._transport.get_extra_info(name) if self._transport else None

    def ask(self, request: bytes, *, bodiless: bool) -> None:
        """Send a request; the answer to one that is *bodiless* (HEAD) has no body whatever its headers say."""
        self._parser = httptools.HttpResponseParser(self)
        # What browsers and h11 bear with, too: bare line feeds, odd bytes in a value, a length beside chunks.
        self._parser.set_dangerous_leniencies(
            lenient_headers=True,
            lenient_chunked_length=True,
            lenient_optional_cr_before_lf=True,
            lenient_spaces_after_chunk_size=True,
        )
        self.status, self.phrase, self.headers = 0, b"", []
        self._pieces.clear()  # of an answer that was not wanted to its end
        self._bodiless, self._room = bodiless, MOST_HEAD
        self._headed = self._done = self._keep = False
        self._asked = True
        if self._transport:
            self._transport.write(request)

    async def begun(self, patience: float | None) -> None:
        """Wait until the head of the answer is there, at most *patience* seconds for each further piece of it.

        Raises:
            httpx.TransportError: There is none, or what came is no HTTP.
        """
        while not self._headed:
            if self._error:
                raise self._error
            await self._more(patience)

    async def piece(self, patience: float | None) -> bytes:
        """Return the next piece of the body as transferred but for its chunks, empty behind the last one.

        Raises:
            httpx.TransportError: The body breaks off; all that came before was returned.
        """
        while not self._pieces:
            if self._error:
                raise self._error
            if self._done:
                return b""
            if self._paused and self._transport:
                self._paused = False
                self._transport.resume_reading()
            await self._more(patience)
        joined = b"".join(self._pieces)
        self._pieces.clear()
        return joined

    def close(self) -> None:
        """Let go of the connection at once, whatever is still to come."""
        self._asked = False
        self._pieces.clear()
        if self._transport:
            self._transport.abort()

    async def _more(self, patience: float | None) -> None:
        """Wait for whatever happens next."""
        self._waiter = waiter = asyncio.get_running_loop().create_future()
        try:
            async with asyncio.timeout(patience):
                await waiter
        except TimeoutError as error:
            if not waiter.done() or waiter.cancelled():  # else it did come, and this process was busy with other things
                raise httpx.ReadTimeout(f"nothing came for {patience} s") from error
        finally:
            self._waiter = None

    def _wake(self) -> None:
        if self._waiter and not self._waiter.done():
            self._waiter.set_result(None)

    # What asyncio calls.

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Take the connection."""
        if isinstance(transport, asyncio.Transport):
            self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Take apart what came; what nobody asked for ends the connection."""
        if not self._asked or self._done or self._error:
            self._keep = False
            return
        try:
            self._parser.feed_data(data)
        except (httptools.HttpParserError, httptools.HttpParserUpgrade) as error:
            self._keep = False
            if not self._done:  # else it is what follows the answer that cannot be read
                self._error = httpx.RemoteProtocolError(str(error) or "no answer in HTTP/1.1")
        held = sum(map(len, self._pieces))
        if held > _MOST_HELD and not self._done and self._transport:
            self._paused = True
            self._transport.pause_reading()
        self._wake()

    def connection_lost(self, error: Exception | None) -> None:
        """Tell an answer that ends with its connection from one that breaks off."""
        self._lost = True
        if self._asked and not self._done and not self._error:
            if self._headed and self._until_end and error is None:
                self._done = True
            elif error is not None:
                self._error = httpx.ReadError(str(error))
                self._error.__cause__ = error
            elif self._headed:
                self._error = httpx.RemoteProtocolError("peer closed connection without sending complete message body")
            else:
                self._error = httpx.RemoteProtocolError("Server disconnected without sending a response.")
        self._wake()

    # What llhttp calls.

    def on_status(self, phrase: bytes) -> None:
        """Take the words behind the status, which may come in parts."""
        if not self._done:
            self.phrase += phrase

    def on_header(self, name: bytes, value: bytes) -> None:
        """Take a header; trailers behind a body are passed over."""
        if self._headed:
            return
        self._room -= len(name) + len(value) + 4
        if self._room < 0:
            raise httptools.HttpParserError("the headers are too long")
        self.headers.append((name, value.rstrip()))

    def on_headers_complete(self) -> None:
        """Know what kind of answer it is."""
        if self._headed:
            return
        status = self._parser.get_status_code()
        if status < HTTPStatus.OK:  # an interim answer; the real one follows
            self._room -= 100
            self.phrase, self.headers = b"", []
            return
        self.status, self.version, self._headed = status, self._parser.get_http_version(), True
        self._keep = self._parser.should_keep_alive()
        said = {name.lower(): value.lower() for name, value in self.headers}
        # An old server's `Transfer-Encoding: identity` says nothing of where the body ends.
        self._until_end = b"content-length" not in said and b"chunked" not in said.get(b"transfer-encoding", b"")
        self._done = self._bodiless or status in _BODILESS

    def on_body(self, piece: bytes) -> None:
        """Take a piece of the body."""
        if self._done:
            self._keep = False  # a body where there must be none: whatever follows, it is not the next answer
        else:
            self._pieces.append(piece)

    def on_message_complete(self) -> None:
        """Know that the answer is complete."""
        self._done = self._headed or self._done

    def on_message_begin(self) -> None:
        """Refuse a second answer to one request."""
        if self._done:
            self._keep = False
