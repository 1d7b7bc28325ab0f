"""Attachments: their headers alone are asked for, and what they answered is evidence like any page."""

import gzip
import io
import re
from collections import Counter
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING
from urllib.parse import urljoin

import pytest

from auditor import catalog
from auditor.archive.verify import verify
from auditor.extract import extract
from auditor.model import Capture, Link, PageKind, Reason, Record

if TYPE_CHECKING:
    from collections.abc import Callable

    from crawl.conftest import Captures, Crawl, WebServer

    Read = Callable[[Capture], Record]

PDF = (("Content-Type", "application/pdf"), ("Content-Disposition", 'attachment; filename="a.pdf"'))


@pytest.fixture
def offering(server: ModuleType) -> "Read":
    """Read a page of these tests, and its `<a rel=file>` as attachments."""

    def read(capture: Capture) -> Record:
        found: Record = server.read(capture)
        hrefs = re.findall(r'<a rel="file" href="([^"]+)"', capture.body.decode("utf-8", "replace"))
        links = tuple(Link(urljoin(capture.final_url, href), "") for href in hrefs)
        return replace(found, links=replace(found.links, attachments=links))

    return read


def column(web: "WebServer", *files: str) -> None:
    web.html("/", "<p>home</p>")
    web.html("/list", '<li><a href="/doc.html">document</a>')
    web.html("/doc.html", "".join(f'<a rel="file" href="{file}">x</a>' for file in files))


def methods(web: "WebServer", path: str) -> list[str]:
    return [asked.method for asked in web.log if asked.path == path]


def test_the_headers_of_a_file_are_enough(
    web: "WebServer", crawl: "Crawl", captures: "Captures", offering: "Read", tmp_path: Path
) -> None:
    column(web, "/a.pdf", "/gone.pdf")
    web.html("/a.pdf", b"%PDF" + bytes(5000), *PDF)
    result = crawl(web.site(), read=offering)
    assert result.outcomes == Counter({"ok": 4, "http_4xx": 1})
    assert methods(web, "/a.pdf") == ["HEAD"]
    assert methods(web, "/gone.pdf") == ["HEAD", "GET"]
    found = captures()
    assert (found["/a.pdf"].outcome, found["/a.pdf"].body, found["/a.pdf"].status) == (Reason.OK, b"", 200)
    assert found["/a.pdf"].header("content-length") == "5004"
    assert found["/gone.pdf"].outcome is Reason.HTTP_4XX
    record = extract(found["/a.pdf"], catalog.load().vocabulary)
    assert (record.outcome, record.kind) == (Reason.OK, PageKind.ATTACHMENT)
    assert verify(tmp_path / "run" / "demo").faults == ()
    stored = gzip.decompress(next((tmp_path / "run" / "demo").glob("*.warc.gz")).read_bytes())
    assert b"HEAD /a.pdf HTTP/1.1" in stored
    assert b"%PDF" not in stored


def test_a_server_that_knows_no_head_is_asked_for_the_beginning(
    web: "WebServer", crawl: "Crawl", captures: "Captures", offering: "Read", tmp_path: Path
) -> None:
    column(web, "/a.doc")
    web.no_head("/a.doc")
    size = 3_000_000
    web.html("/a.doc", bytes(size), ("Content-Type", "application/msword"))
    crawl(web.site(), read=offering)
    assert methods(web, "/a.doc") == ["HEAD", "GET"]
    found = captures()["/a.doc"]
    assert (found.outcome, found.body, found.header("content-length")) == (Reason.OK, b"", str(size))
    assert verify(tmp_path / "run" / "demo").faults == ()


def test_a_page_in_the_place_of_a_file_is_fetched_whole(
    web: "WebServer", crawl: "Crawl", captures: "Captures", offering: "Read"
) -> None:
    column(web, "/a.pdf", "/moved.pdf")
    web.html("/a.pdf", "<title>404</title><p>页面不存在</p>")
    web.redirect("/moved.pdf", "/a.pdf")
    crawl(web.site(), read=offering)
    found = captures()
    assert "页面不存在" in found["/a.pdf"].body.decode()
    assert "页面不存在" in found["/moved.pdf"].body.decode()
    assert found["/moved.pdf"].final_url.endswith("/a.pdf")


def test_the_evidence_of_a_file_is_a_sound_archive(
    web: "WebServer", crawl: "Crawl", offering: "Read", tmp_path: Path
) -> None:
    from warcio.checker import Checker  # noqa: PLC0415 - only here

    column(web, "/a.pdf")
    web.html("/a.pdf", b"%PDF", *PDF, ("Content-Encoding", "gzip"))
    crawl(web.site(), read=offering)
    said = io.StringIO()
    checker = Checker(type("Command", (), {"verbose": False, "inputs": []}))
    checker.exit_value = 0
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.stdout", said)
        checker.process_one(str(next((tmp_path / "run" / "demo").glob("*.warc.gz"))))
    assert (checker.exit_value, said.getvalue().count("digest failed")) == (0, 0)
