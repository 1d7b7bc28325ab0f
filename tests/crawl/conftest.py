"""A loopback server whose every address behaves as the test says, and that remembers what it was asked."""

import gzip
import re
import socket
import struct
import sys
import threading
import time
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import urljoin

import brotli
import pytest

from auditor.archive import open_source
from auditor.config import CrawlOptions
from auditor.crawl import SiteCrawl, crawl_sites
from auditor.model import Capture, Column, Item, Link, Links, Listing, Record, Role, Site

Crawl = Callable[..., SiteCrawl]
Captures = Callable[[], dict[str, Capture]]
Behaviour = Callable[["Handler"], None]


@dataclass
class Asked:
    """One request as the server saw it: when, what, and how many were under way with it."""

    at: float
    path: str
    at_once: int
    headers: dict[str, str]
    method: str = "GET"


@dataclass
class WebServer:
    """`answers` maps a path to its behaviour, `heads` that of a HEAD where it differs; what is not there is a 404."""

    answers: dict[str, Behaviour] = field(default_factory=dict)
    heads: dict[str, Behaviour] = field(default_factory=dict)
    fallback: Callable[[str], str] | None = None  # what every other path shows
    missing_to: str = ""  # where every other path leads
    log: list[Asked] = field(default_factory=list)
    address: str = "127.0.0.1"
    port: int = 0
    active: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def origin(self) -> str:
        """Where it is asked."""
        return f"http://{self.host}"

    @property
    def host(self) -> str:
        """Its host with the port."""
        return f"{self.address}:{self.port}"

    def paths(self, *, robots: bool = False) -> Counter[str]:
        """Count the requests by path, those for an address that cannot exist left aside."""
        own = (asked.path for asked in self.log if asked.path not in self.probes())
        return Counter(path for path in own if robots or path != "/robots.txt")

    def probes(self) -> list[str]:
        """Return the paths that were asked for because they cannot exist."""
        return [asked.path for asked in self.log if asked.path.startswith("/auditor-")]

    def html(self, path: str, body: str | bytes = "<p>page</p>", *headers: tuple[str, str], status: int = 200) -> None:
        """Answer with a page."""
        self.answers[path] = partial(send, status=status, body=body, headers=headers)

    def no_head(self, path: str) -> None:
        """Refuse HEAD for that path."""
        self.heads[path] = partial(send, status=405)

    def redirect(self, path: str, to: str, status: int = 302) -> None:
        """Answer with a redirect."""
        self.answers[path] = partial(send, status=status, body="<p>moved</p>", headers=(("Location", to),))

    def pages(self, count: int, column: str = "/list") -> None:
        """Lay out a column with *count* items."""
        self.html("/", "<p>home</p>")
        links = "".join(f'<li><a href="/doc/{n}.html">document {n}</a>' for n in range(count))
        self.html(column, f"<ul>{links}</ul>")
        for n in range(count):
            self.html(f"/doc/{n}.html", f"<p>document {n}</p>")

    def site(self, *columns: str, **more: object) -> Site:
        """Return the site that this server is, with the columns at these paths."""
        rows = tuple(Column(path, Role.POLICY_DOCUMENTS, self.origin + path) for path in columns or ("/list",))
        about = {"id": "demo", "name": "demo", "home": self.origin + "/", "hosts": (self.host,), "columns": rows}
        return Site(**{**about, **more})  # type: ignore[arg-type]


class Handler(BaseHTTPRequestHandler):
    """Answers as its server was told for the path."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def __init__(self, web: WebServer, *args: object) -> None:
        self.web = web
        super().__init__(*args)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        """Remember the request and behave."""
        with self.web.lock:
            self.web.active += 1
            asked = Asked(time.monotonic(), self.path, self.web.active, dict(self.headers.items()), self.command)
            self.web.log.append(asked)
        try:
            heads = self.web.heads if self.command == "HEAD" else {}
            answer = heads.get(self.path) or self.web.answers.get(self.path)
            (answer or self._otherwise())(self)
        except OSError:
            self.close_connection = True
        finally:
            with self.web.lock:
                self.web.active -= 1

    def _otherwise(self) -> Behaviour:
        if self.path != "/robots.txt" and self.web.fallback:
            return partial(send, body=self.web.fallback(self.path))
        if self.path != "/robots.txt" and self.web.missing_to:
            return partial(send, status=302, headers=(("Location", self.web.missing_to),))
        return partial(send, status=404, body="<p>404</p>")

    do_HEAD = do_GET  # noqa: N815 - the name http.server asks for

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def send(
    handler: Handler, status: int = 200, body: str | bytes = "", headers: tuple[tuple[str, str], ...] = ()
) -> None:
    data = body.encode() if isinstance(body, str) else body
    handler.send_response(status)
    named = {name.lower() for name, _ in headers}
    if "content-type" not in named:
        handler.send_header("Content-Type", "text/html; charset=utf-8")
    for name, value in headers:
        handler.send_header(name, value)
    if "content-length" not in named:
        handler.send_header("Content-Length", str(len(data)))
    handler.end_headers()
    if handler.command != "HEAD":
        handler.wfile.write(data)


def page_of(body: str | bytes, *headers: tuple[str, str], status: int = 200) -> Behaviour:
    return partial(send, status=status, body=body, headers=headers)


def in_turn(*answers: Behaviour) -> Behaviour:
    """Answer the first time like the first, the second time like the second …, then always like the last."""
    left = list(answers)

    def answer(handler: Handler) -> None:
        (left.pop(0) if len(left) > 1 else left[0])(handler)

    return answer


def slow(seconds: float) -> Behaviour:
    def answer(handler: Handler) -> None:
        time.sleep(seconds)
        send(handler, body="<p>slow</p>")

    return answer


def reset(handler: Handler) -> None:
    """Close the connection with RST before any answer."""
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    handler.close_connection = True
    handler.connection.close()


def cut_off(handler: Handler) -> None:
    """Promise more than is sent."""
    send(handler, body="<p>half", headers=(("Content-Length", "5000"),))
    handler.close_connection = True


def drip(handler: Handler) -> None:
    """Send a byte now and then, for longer than anybody should wait."""
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    for _ in range(40):
        handler.wfile.write(b"x")
        time.sleep(0.05)


def chunked(pieces: list[bytes]) -> Behaviour:
    def answer(handler: Handler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html")
        handler.send_header("Transfer-Encoding", "chunked")
        handler.end_headers()
        for piece in [*pieces, b""]:
            handler.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece))

    return answer


def packed(body: bytes, encoding: str) -> bytes:
    """Encode a body as a server would."""
    packers = {"gzip": gzip.compress, "br": brotli.compress, "deflate": zlib.compress}
    return bytes(packers[encoding](body))


def unpacked(file: Path) -> bytes:
    """Return the plain text of a file of gzip members."""
    with gzip.open(file) as stream:
        return stream.read()


def read(capture: Capture) -> Record:
    """Read a page of these tests: list items, `<a rel=next>` pages, `<a rel=reading>` interpretations."""
    text = capture.body.decode("utf-8", "replace")

    def links(pattern: str) -> list[str]:
        return [urljoin(capture.final_url, href) for href in re.findall(pattern, text)]

    return Record(
        url=capture.url,
        final_url=capture.final_url,
        outcome=capture.outcome,
        listing=Listing(
            items=tuple(Item("item", url, None) for url in links(r'<li><a href="([^"]+)"')),
            pages=tuple(links(r'<a rel="next" href="([^"]+)"')),
        ),
        links=Links(interpretations=tuple(Link(url, "") for url in links(r'<a rel="reading" href="([^"]+)"'))),
    )


@pytest.fixture
def server() -> ModuleType:
    """Give tests the behaviours of this file: test folders are no packages, so they cannot import it."""
    return sys.modules[__name__]


@pytest.fixture
def web() -> Iterator[WebServer]:
    with serving() as server:
        yield server


@pytest.fixture
def other() -> Iterator[WebServer]:
    with serving() as server:
        yield server


class serving:  # noqa: N801 - a context manager
    """Run a server of ours for a while, at an address of this machine."""

    def __init__(self, address: str = "127.0.0.1") -> None:
        self._address = address

    def __enter__(self) -> WebServer:
        """Begin to listen."""
        web = WebServer(address=self._address)
        self._server = ThreadingHTTPServer((self._address, 0), partial(Handler, web))
        self._server.daemon_threads = True
        self._server.handle_error = lambda *_: None  # type: ignore[method-assign]
        web.port = self._server.server_port
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()
        return web

    def __exit__(self, *_: object) -> None:
        """Stop listening."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


@pytest.fixture
def crawl(tmp_path: Path, quick: CrawlOptions) -> Crawl:
    """Crawl one site into the run folder of this test."""

    def run(site: Site, options: CrawlOptions = quick, **more: Any) -> SiteCrawl:  # noqa: ANN401 - whatever crawl_sites takes
        (result,) = crawl_sites([site], options, tmp_path / "run", **{"read": read, "mirror": {}, **more})
        return result

    return run


@pytest.fixture
def captures(tmp_path: Path) -> Captures:
    """Read the run folder of this test back: path → capture."""

    def read_back() -> dict[str, Capture]:
        (source,) = open_source(tmp_path / "run")
        return {"/" + one.url.split("/", 3)[3]: one for one in source.captures()}

    return read_back


@pytest.fixture
def quick() -> CrawlOptions:
    """Options for a server of ours: no delay, short patience."""
    return CrawlOptions(delay=0.0, timeout=5.0, retries=1)
