"""Bytes on a connection → answers: where each ends, what is kept of one that breaks off, what may follow on it."""

import asyncio
import gc
import socket
import ssl
import threading
import time
import warnings
from collections.abc import Mapping
from typing import Any

import httpx
import pytest

from auditor.crawl.transport import Transport

OK = b"HTTP/1.1 200 OK\r\n"
Said = tuple[int, list[tuple[bytes, bytes]], bytes]


class Server:
    """Answers the nth request of the nth connection with the bytes it was given; `asked` are the request heads."""

    def __init__(self, *connections: list[bytes]) -> None:
        self.answers = list(connections)
        self.asked: list[tuple[int, bytes]] = []
        self.opened = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Send what is there for this connection; None in its place aborts it."""
        number, self.opened = self.opened, self.opened + 1
        for answer in self.answers[number]:
            try:
                self.asked.append((number, await reader.readuntil(b"\r\n\r\n")))
            except asyncio.IncompleteReadError:
                break
            for piece in answer.split(b"<pause>"):
                writer.write(piece)
                await asyncio.sleep(0.02)
        writer.close()


def ask(
    server: Server,
    *methods: str,
    patience: float = 2.0,
    pause: float = 0.0,
    trace: Any = None,  # noqa: ANN401 - a callback
) -> list[Said | str]:
    """Ask one after the other, and return status, headers and body of each, or the name of the error with the body."""

    async def go() -> list[Said | str]:
        listening = await asyncio.start_server(server.serve, "127.0.0.1", 0)
        port = listening.sockets[0].getsockname()[1]
        transport = Transport(ssl.create_default_context(), httpx.Limits(max_connections=1))
        found: list[Said | str] = []
        for method in methods:
            extensions = {"timeout": httpx.Timeout(patience).as_dict()} | ({"trace": trace} if trace else {})
            request = httpx.Request(method, f"http://127.0.0.1:{port}/a?b=%20", extensions=extensions)
            found.append(await one(transport, request))
            await asyncio.sleep(pause)
        await transport.aclose()
        listening.close()
        await asyncio.sleep(0.03)
        return found

    return asyncio.run(go())


async def one(transport: Transport, request: httpx.Request) -> Said | str:
    body = b""
    try:
        response = await transport.handle_async_request(request)
        response.request = request
        try:
            async for piece in response.aiter_raw():
                body += piece
        finally:
            await response.aclose()
    except httpx.TransportError as error:
        return f"{type(error).__name__} {body.decode()}".strip()
    return response.status_code, response.headers.raw, body


def bodies(found: list[Said | str]) -> list[bytes | str]:
    return [one if isinstance(one, str) else one[2] for one in found]


def test_headers_keep_their_order_spelling_and_empty_values() -> None:
    server = Server([OK + b"b-First: 1\r\nEmpty:\r\nA:  x \r\nB-First: \xe6\x96\x87\r\ncontent-length: 2\r\n\r\nhi"])
    (found,) = ask(server, "GET")
    names = [
        (b"b-First", b"1"),
        (b"Empty", b""),
        (b"A", b"x"),
        (b"B-First", b"\xe6\x96\x87"),
        (b"content-length", b"2"),
    ]
    assert found == (200, names, b"hi")
    assert server.asked[0][1].startswith(b"GET /a?b=%20 HTTP/1.1\r\nHost: 127.0.0.1:")


def test_a_folded_header_is_one_line() -> None:
    (found,) = ask(Server([OK + b"Folded: a\r\n  b\r\nContent-Length: 0\r\n\r\n"]), "GET")
    assert not isinstance(found, str)
    assert b"".join(found[1][0][1].split()) == b"ab"
    assert b"\n" not in found[1][0][1]


def test_a_connection_is_used_again_after_every_kind_of_complete_answer() -> None:
    server = Server(
        [
            OK + b"Content-Length: 2\r\n\r\n<pause>hi",
            OK + b"Transfer-Encoding: chunked\r\n\r\n2\r\nch\r\n<pause>4;x=y\r\nunks\r\n0\r\nTrailer: t\r\n\r\n",
            b"HTTP/1.1 304 Not Modified\r\nContent-Length: 900\r\n\r\n",
            b"HTTP/1.1 204 No Content\r\n\r\n",
            b"HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n<pause>" + OK + b"content-length: 1\r\n\r\n1",
            OK + b"Content-Length: 77\r\n\r\n",
            b"HTTP/1.1 200\nContent-Length: 4\n\nbare",
        ]
    )
    found = ask(server, "GET", "GET", "GET", "GET", "GET", "HEAD", "GET")
    assert bodies(found) == [b"hi", b"chunks", b"", b"", b"1", b"", b"bare"]
    hinted = found[4]
    assert not isinstance(hinted, str)
    assert hinted[1] == [(b"content-length", b"1")]
    assert server.opened == 1


@pytest.mark.parametrize(
    ("first", "method", "body"),
    [
        (OK + b"Content-Length: 2\r\nConnection: close\r\n\r\nhi", "GET", b"hi"),
        (OK + b"\r\nto the end", "GET", b"to the end"),
        (OK + b"Transfer-Encoding: identity\r\n\r\nto the end", "GET", b"to the end"),
        (b"HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nhi", "GET", b"hi"),
        (OK + b"Content-Length: 2\r\n\r\nhi and more", "GET", b"hi"),
        (OK + b"Content-Length: 2\r\n\r\nhi" + OK + b"Content-Length: 6\r\n\r\nforged", "GET", b"hi"),
        (OK + b"Content-Length: 2\r\n\r\nhi<pause>" + OK + b"Content-Length: 6\r\n\r\nforged", "GET", b"hi"),
        (OK + b"Content-Length: 4\r\n\r\nbody", "HEAD", b""),
        (OK + b"Content-Length: 4\r\n\r\n<pause>body", "HEAD", b""),
    ],
)
def test_what_follows_an_answer_never_becomes_the_next_one(first: bytes, method: str, body: bytes) -> None:
    second = OK + b"Content-Length: 4\r\n\r\ntrue"
    server = Server([first], [second])
    assert bodies(ask(server, method, "GET", pause=0.06)) == [body, b"true"]
    assert server.opened == 2


@pytest.mark.parametrize(
    ("answer", "found"),
    [
        (OK + b"Content-Length: 9\r\n\r\nhalf", "RemoteProtocolError half"),
        (OK + b"Content-Length: 9\r\n\r\nha<pause>lf", "RemoteProtocolError half"),
        (OK + b"Transfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\nff\r\n", "RemoteProtocolError half"),
        (OK + b"Transfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\nzz\r\n", "RemoteProtocolError half"),
        (OK + b"Content-Le", "RemoteProtocolError"),
        (b"", "RemoteProtocolError"),
        (b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\nxx", "RemoteProtocolError"),
        (OK + b"X: " + b"x" * 200_000 + b"\r\n\r\n", "RemoteProtocolError"),
        (OK + b"X: y\r\n" * 20_000 + b"\r\n", "RemoteProtocolError"),
        (b"HTTP/1.1 100 Continue\r\n\r\n" * 2_000, "RemoteProtocolError"),
    ],
)
def test_of_an_answer_that_breaks_off_all_that_came_is_kept(answer: bytes, found: str) -> None:
    assert ask(Server([answer]), "GET") == [found]


def test_a_server_that_says_nothing_more_is_waited_for_only_so_long() -> None:
    class Silent(Server):
        async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await reader.readuntil(b"\r\n\r\n")
            writer.write(self.answers[0][0])
            await reader.read()
            writer.close()

    assert ask(Silent([OK + b"Content-Length: 9\r\n\r\nhalf"]), "GET", patience=0.1) == ["ReadTimeout half"]
    assert ask(Silent([b"HTTP/1.1"]), "GET", patience=0.1) == ["ReadTimeout"]


def test_what_came_while_this_process_was_busy_has_come() -> None:
    def answer(listening: socket.socket) -> None:
        connection, _ = listening.accept()
        connection.recv(1000)
        time.sleep(0.1)
        connection.sendall(OK + b"Content-Length: 2\r\n\r\nhi")
        connection.close()

    async def go(port: int) -> Said | str:
        transport = Transport(ssl.create_default_context(), httpx.Limits(max_connections=1))
        extensions = {"timeout": httpx.Timeout(0.3).as_dict(), "trace": busy}
        return await one(transport, httpx.Request("GET", f"http://127.0.0.1:{port}/", extensions=extensions))

    async def busy(event: str, _: Mapping[str, Any]) -> None:
        if event == "http11.send_request_headers.started":
            asyncio.get_running_loop().call_later(0.02, time.sleep, 0.5)

    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=answer, args=(listening,))
        thread.start()
        found = asyncio.run(go(listening.getsockname()[1]))
        thread.join()
    assert bodies([found]) == [b"hi"]


def test_a_large_body_waits_at_the_server_and_comes_whole() -> None:
    body = bytes(range(256)) * 40_000
    server = Server([OK + b"Content-Length: %d\r\n\r\n" % len(body) + body, OK + b"Content-Length: 1\r\n\r\n1"])

    async def slow(_: str, __: Mapping[str, Any]) -> None:
        await asyncio.sleep(0)

    assert bodies(ask(server, "GET", "GET", trace=slow)) == [body, b"1"]
    assert server.opened == 1


def test_what_is_traced_is_what_httpcore_tells() -> None:
    told: list[tuple[str, Any]] = []

    async def trace(event: str, about: Mapping[str, Any]) -> None:
        told.append((event, about.get("host") or about.get("return_value")))

    ask(Server([OK + b"Content-Length: 0\r\n\r\n"] * 2), "GET", "GET", trace=trace)
    started, complete, *sent = told
    assert started == ("connection.connect_tcp.started", "127.0.0.1")
    assert complete[0] == "connection.connect_tcp.complete"
    assert complete[1].get_extra_info("server_addr")[0] == "127.0.0.1"
    assert [event for event, _ in sent] == ["http11.send_request_headers.started"] * 2


@pytest.mark.parametrize("event", ["connection.connect_tcp.started", "connection.connect_tcp.complete"])
def test_who_traces_can_forbid_a_connection(event: str) -> None:
    async def forbid(happened: str, _: Mapping[str, Any]) -> None:
        if happened == event:
            raise httpx.ConnectError("not there")

    server = Server([OK + b"Content-Length: 0\r\n\r\n"] * 2)
    assert ask(server, "GET", trace=forbid) == ["ConnectError"]
    assert server.asked == []


def test_a_name_that_nobody_knows_and_a_port_that_nobody_listens_on() -> None:
    async def go() -> list[Said | str]:
        transport = Transport(ssl.create_default_context(), httpx.Limits(max_connections=1))
        urls = ("http://no-such-host.invalid/", "http://127.0.0.1:1/")
        return [await one(transport, httpx.Request("GET", url)) for url in urls]

    assert asyncio.run(go()) == ["ConnectError", "ConnectError"]


def test_an_idle_connection_is_not_used_after_its_time() -> None:
    async def go(server: Server) -> int:
        listening = await asyncio.start_server(server.serve, "127.0.0.1", 0)
        port = listening.sockets[0].getsockname()[1]
        limits = httpx.Limits(max_connections=1, keepalive_expiry=0.01)
        transport = Transport(ssl.create_default_context(), limits)
        for _ in range(2):
            await one(transport, httpx.Request("GET", f"http://127.0.0.1:{port}/"))
            await asyncio.sleep(0.03)
        await transport.aclose()
        listening.close()
        await asyncio.sleep(0.03)
        return server.opened

    answers = [OK + b"Content-Length: 0\r\n\r\n"] * 2
    assert asyncio.run(go(Server(answers, answers))) == 2


def test_a_connection_that_is_open_carries_nothing_to_another_place() -> None:
    server = Server([OK + b"content-length: 2\r\n\r\nhi", OK + b"content-length: 5\r\n\r\nwrong"], [b""], [b""])

    async def go() -> list[Said | str]:
        listening = await asyncio.start_server(server.serve, "127.0.0.1", 0)
        port = listening.sockets[0].getsockname()[1]
        transport = Transport(ssl.create_default_context(), httpx.Limits(max_connections=1, keepalive_expiry=5.0))
        timeout = {"timeout": httpx.Timeout(0.5).as_dict()}
        places = (f"http://127.0.0.1:{port}", f"https://127.0.0.1:{port}")
        found = [await one(transport, httpx.Request("GET", place, extensions=timeout)) for place in places]
        await transport.aclose()
        listening.close()
        await asyncio.sleep(0.03)
        return found

    plain, encrypted = asyncio.run(go())
    assert bodies([plain]) == [b"hi"]
    assert isinstance(encrypted, str)
    assert encrypted.startswith("Connect")
    assert all(request.startswith(b"GET / ") for _, request in server.asked)


def test_who_stops_while_it_connects_leaves_nothing_open() -> None:
    async def go() -> None:
        server = Server(*[[OK + b"content-length: 2\r\n\r\nhi"]] * 90)
        listening = await asyncio.start_server(server.serve, "127.0.0.1", 0)
        place = f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}"
        trust = ssl.create_default_context()
        for ticks in [*range(9)] * 10:
            transport = Transport(trust, httpx.Limits(max_connections=1))
            asking = asyncio.create_task(one(transport, httpx.Request("GET", place)))
            for _ in range(ticks):
                await asyncio.sleep(0)
            asking.cancel()
            await asyncio.wait([asking])
            await transport.aclose()
        listening.close()
        await asyncio.sleep(0.05)
        gc.collect()

    with warnings.catch_warnings(record=True) as left_open:
        warnings.simplefilter("always")
        asyncio.run(go())
    assert [str(one.message) for one in left_open] == []
