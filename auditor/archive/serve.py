"""A mirror folder as loopback web servers; this module alone listens on a port."""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import unquote_to_bytes

from auditor.archive import names

_INDEX = ("index.html", "index.htm", "index.shtml", "default.htm")
_LOOPBACK = "127.0.0.1"

_Files = Mapping[tuple[bytes, bytes], Path]  # (path, query) as bytes, percent-decoded → file


@contextmanager
def serve(folder: Path, *, schemes: Mapping[str, str] | None = None) -> Iterator[dict[str, str]]:
    """Serve every host of a mirror folder on its own loopback port, until the context is left.

    HTML is sent without a charset, so that a page's own declaration counts. What is not there is a 404, robots.txt
    comes from the host folder if it has one; nothing is logged.

    Yields:
        Public origin → loopback origin, as `crawl_sites` takes it: `{"http://HOST": "http://127.0.0.1:PORT"}`.
    """
    with ExitStack() as stack:
        yield {
            f"{(schemes or {}).get(host.host, 'http')}://{host.host}": stack.enter_context(_serve(_files(host)))
            for host in names.host_folders(folder)
        }


@contextmanager
def _serve(files: _Files) -> Iterator[str]:
    server = _Server((_LOOPBACK, 0), partial(_Handler, files))
    thread = Thread(target=partial(server.serve_forever, poll_interval=0.02), daemon=True)
    thread.start()
    try:
        yield f"http://{_LOOPBACK}:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _files(host: names.HostFolder) -> _Files:
    found: dict[tuple[bytes, bytes], Path] = {}
    for target, file in names.files_of(host):
        found.setdefault(_asked(target), file)
    return found


def _asked(target: str) -> tuple[bytes, bytes]:
    path, _, query = target.partition("#")[0].partition("?")
    return unquote_to_bytes(path), unquote_to_bytes(query)


class _Server(ThreadingHTTPServer):
    """A server that says nothing when a client goes away in the middle of an answer, as a stopped crawl does."""

    request_queue_size = 64

    def handle_error(self, *_: object) -> None:
        """Pass over it."""


class _Handler(BaseHTTPRequestHandler):
    """Answers GET and HEAD from a table of files, so that no request can name a file outside of it."""

    protocol_version = "HTTP/1.1"
    server_version = "mirror"
    sys_version = ""
    disable_nagle_algorithm = True  # head and body are two writes; Nagle would hold the second for 40 ms
    timeout = 30  # seconds; an idle connection must not keep its thread for ever

    def __init__(self, files: _Files, *args: object) -> None:
        self._files = files
        super().__init__(*args)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        """Answer with the file, a redirect to the folder, or 404."""
        path, query = _asked(self.path)
        if (file := self._find(path, query)) is not None:
            self._answer(HTTPStatus.OK, file.read_bytes(), ("Content-Type", names.content_type(file.name)))
        elif not path.endswith(b"/") and self._find(path + b"/", b"") is not None:
            self._answer(HTTPStatus.MOVED_PERMANENTLY, b"", ("Location", self.path.partition("?")[0] + "/"))
        else:
            self._answer(HTTPStatus.NOT_FOUND, b"404 Not Found", ("Content-Type", "text/plain"))

    do_HEAD = do_GET  # noqa: N815 - the name http.server asks for

    def log_message(self, *_: object) -> None:
        """Say nothing: the crawl reports what it asked for."""

    def _find(self, path: bytes, query: bytes) -> Path | None:
        if path.endswith(b"/"):
            options = ((path + name.encode(), query) for name in _INDEX)
            return next((self._files[one] for one in options if one in self._files), None)
        return self._files.get((path, query))

    def _answer(self, status: HTTPStatus, body: bytes, header: tuple[str, str]) -> None:
        self.send_response_only(status)
        self.send_header(*header)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body)
