"""WARC files as other crawlers write them: browsertrix, Heritrix, warcprox; several of one crawl; WACZ."""

import gzip
import io
import json
import zipfile
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

import brotli
import pytest
import zstandard
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from auditor.archive import open_source, open_sources
from auditor.archive.members import member_at
from auditor.archive.source import Source
from auditor.errors import UsageError
from auditor.model import Capture, Reason

# warcio leaves the temporary files of its writer to the garbage collector.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning")

BASE = "http://www.county.gov.cn"
HTML = ("Content-Type", "text/html; charset=utf-8")


class Crawler:
    """Writes the records of another crawler to one file."""

    def __init__(self, file: Path, *, version: str = "1.1", gz: bool = True) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        self._stream = file.open("wb")
        self._writer = WARCWriter(self._stream, gzip=gz, warc_version=version)
        self.file = file

    def write(
        self,
        kind: str,
        url: str,
        payload: bytes = b"",
        *headers: tuple[str, str],
        line: str = "200 OK",
        protocol: str = "HTTP/1.1",
        date: str = "2023-07-14T08:00:00Z",
        media: str = "",
        without: tuple[str, ...] = (),
        **about: str,
    ) -> Mapping[str, str]:
        """Append a record and return its headers."""
        head = StatusAndHeaders(line, list(headers), protocol) if headers or kind == "request" else None
        record = self._writer.create_warc_record(
            url,
            kind,
            payload=io.BytesIO(payload),
            http_headers=head,
            warc_content_type=media,
            warc_headers_dict={"WARC-Date": date, **{name.replace("_", "-"): value for name, value in about.items()}},
        )
        for name in without:
            record.rec_headers.remove_header(name)
        self._writer.write_record(record)
        return dict(record.rec_headers.headers)

    def close(self) -> Path:
        """End the file."""
        self._stream.close()
        return self.file


def captures(source: Source) -> dict[str, Capture]:
    return {one.url.removeprefix(BASE): one for one in source.captures()}


def browsertrix(file: Path) -> Path:
    """Write what browsertrix writes: chunked and brotli, resource records of its own, a digest in hex, a revisit."""
    crawler = Crawler(file)
    packed = brotli.compress(b"<p>home</p>" * 9)
    chunked = b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in (packed[:5], packed[5:], b""))
    encodings = (("Content-Encoding", "br"), ("Transfer-Encoding", "chunked"))
    crawler.write("response", f"{BASE}/", chunked, HTML, *encodings)
    crawler.write("request", f"{BASE}/", b"", ("Host", "x"), line="GET / HTTP/1.1", protocol="")
    crawler.write("response", f"{BASE}/z.html", zstandard.compress(b"<p>z</p>"), HTML, ("Content-Encoding", "zstd"))
    page = crawler.write("response", f"{BASE}/a.html", b"<p>a</p>", HTML, without=("WARC-Payload-Digest",))
    crawler.write("resource", f"urn:pageinfo:{BASE}/a.html", b"{}", media="application/json")
    crawler.write("resource", f"urn:text:{BASE}/a.html", b"a", media="text/plain")
    crawler.write("resource", f"{BASE}/saved.html", b"<p>resource</p>", media="text/html")
    crawler.write(
        "revisit",
        f"{BASE}/again.html",
        b"",
        HTML,
        ("X-Again", "1"),
        date="2023-07-14T09:00:00Z",
        WARC_Refers_To_Target_URI=f"{BASE}/a.html",
        WARC_Refers_To_Date=page["WARC-Date"],
        WARC_Payload_Digest="sha256:" + "0" * 64,
    )
    crawler.write("metadata", f"{BASE}/a.html", b"x: y", media="application/warc-fields")
    crawler.write(
        "response", f"{BASE}/part.html", b"<p>wh", HTML, line="206 Partial Content", date="2024-01-01T00:00:00Z"
    )
    crawler.write("response", f"{BASE}/part.html", b"<p>whole</p>", HTML)
    return crawler.close()


def test_what_browsertrix_writes_is_read(tmp_path: Path) -> None:
    (source,) = open_source(browsertrix(tmp_path / "rec-1.warc.gz"))
    found = captures(source)
    assert {path: one.body for path, one in found.items()} == {
        "/": b"<p>home</p>" * 9,
        "/z.html": b"<p>z</p>",
        "/a.html": b"<p>a</p>",
        "/saved.html": b"<p>resource</p>",
        "/again.html": b"<p>a</p>",
        "/part.html": b"<p>whole</p>",
    }
    assert {one.outcome for one in found.values()} == {Reason.OK}
    again = found["/again.html"]
    assert (again.header("X-Again"), again.fetched_at) == ("1", "2023-07-14T09:00:00Z")
    assert found["/saved.html"].header("Content-Type") == "text/html"
    assert source.hosts == ("www.county.gov.cn",)


def test_what_heritrix_writes_is_read(tmp_path: Path) -> None:
    """HTTP/1.0, a dns: record, the request behind the response, no digests, metadata, a revisit without any head."""
    crawler = Crawler(tmp_path / "WEB-1.warc.gz", version="1.0")
    bare = ("WARC-Payload-Digest", "WARC-Block-Digest")
    crawler.write(
        "response", "dns:www.county.gov.cn", b"20230714\nwww.county.gov.cn. IN A 127.0.0.1\n", media="text/dns"
    )
    crawler.write("response", f"{BASE}/robots.txt", b"", ("Content-Type", "text/plain"), line="404 Not Found")
    crawler.write("response", f"{BASE}/", b"<p>home</p>", HTML, protocol="HTTP/1.0", without=bare)
    crawler.write("request", f"{BASE}/", b"", ("Host", "x"), line="GET / HTTP/1.0", protocol="", without=bare)
    crawler.write("metadata", f"{BASE}/", b"seed: \r\n", media="application/warc-fields", without=bare)
    same: Any = {"WARC_Refers_To_Target_URI": f"{BASE}/", "WARC_Refers_To_Date": "2023-07-14T08:00:00Z"}
    profile = "http://netpreserve.org/warc/1.0/revisit/server-not-modified"
    crawler.write(
        "revisit",
        f"{BASE}/",
        b"",
        HTML,
        line="304 Not Modified",
        date="2023-07-15T08:00:00Z",
        WARC_Profile=profile,
        **same,
    )
    crawler.write("revisit", f"{BASE}/copy", b"", date="2023-07-15T08:00:00Z", without=bare, **same)
    lost: Any = {"WARC_Refers_To_Target_URI": f"{BASE}/elsewhere", "WARC_Refers_To_Date": "2020-01-01T00:00:00Z"}
    crawler.write("revisit", f"{BASE}/lost.html", b"", HTML, **lost)
    crawler.write("response", f"{BASE}/cut.html", b"<p>cut", HTML, WARC_Truncated="length")
    (source,) = open_source(crawler.close())
    found = captures(source)
    assert set(found) == {"/", "/copy", "/lost.html", "/cut.html"}
    for path in ("/", "/copy"):
        one = found[path]
        assert (one.status, one.body, one.outcome) == (200, b"<p>home</p>", Reason.OK)
        assert one.fetched_at == "2023-07-15T08:00:00Z"
    assert found["/lost.html"].outcome is Reason.NOT_CAPTURED
    assert found["/cut.html"].outcome is Reason.TOO_LARGE
    assert str(source.as_of) == "2023-07-15"


def parts(folder: Path) -> list[Path]:
    """Write a crawl of two files; the second one refers to the first, and a redirect leads from it to there."""
    first = Crawler(folder / "archive/rec-1.warc.gz")
    page = first.write("response", f"{BASE}/new.html", b"<p>new</p>", HTML)
    second = Crawler(folder / "archive/rec-2.warc.gz")
    second.write("response", f"{BASE}/old.html", b"", HTML, ("Location", "/new.html"), line="302 Found")
    second.write(
        "revisit",
        f"{BASE}/same.html",
        b"",
        HTML,
        WARC_Refers_To_Target_URI=f"{BASE}/new.html",
        WARC_Refers_To_Date=page["WARC-Date"],
        WARC_Payload_Digest=page["WARC-Payload-Digest"],
    )
    (folder / "crawls.log").write_text("no page", encoding="utf-8")
    return [first.close(), second.close()]


def opened(folder: Path) -> Iterator[Source]:
    """Open the files of a crawl by its folder, by their names, and packed into one WACZ file."""
    files = parts(folder)
    yield from open_source(folder)
    yield from open_sources(files)
    with zipfile.ZipFile(folder / "crawl.wacz", "w") as packed:
        packed.writestr("datapackage.json", json.dumps({"profile": "data-package"}), zipfile.ZIP_DEFLATED)
        for file in files:
            packed.write(file, f"archive/{file.name}")
    yield from open_source(folder / "crawl.wacz")


def test_the_files_of_one_crawl_are_one_source(tmp_path: Path) -> None:
    sources = list(opened(tmp_path))
    assert len(sources) == 3
    for source in sources:
        found = captures(source)
        assert {path: (one.body, one.outcome) for path, one in found.items()} == {
            "/new.html": (b"<p>new</p>", Reason.OK),
            "/old.html": (b"<p>new</p>", Reason.OK),
            "/same.html": (b"<p>new</p>", Reason.OK),
        }
        for entry in source.entries:
            assert entry.origin is not None
            assert member_at(entry.origin.file, entry.origin.offset or 0).fault == ""


def test_a_wacz_file_that_cannot_be_read_says_so(tmp_path: Path) -> None:
    file = tmp_path / "crawl.wacz"
    file.write_bytes(b"PK no zip")
    with pytest.raises(UsageError, match="不是 WACZ"):
        open_source(file)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.write(parts(tmp_path)[0], "archive/rec-1.warc.gz")
    with pytest.raises(UsageError, match="又压缩了一次"):
        open_source(file)


def test_one_of_several_files_that_is_not_there_is_named(tmp_path: Path) -> None:
    files = parts(tmp_path)
    files[1].unlink()
    with pytest.raises(UsageError, match="rec-2"):
        open_sources(files)


def test_an_address_that_was_only_led_to_is_no_page_of_its_own(tmp_path: Path) -> None:
    crawler = Crawler(tmp_path / "a.warc")
    moved: Any = {"line": "301 Moved", "date": "2023-07-14T08:00:00Z"}
    crawler.write("response", f"{BASE}/old", b"", HTML, ("Location", "/new"), **moved)
    crawler.write("response", f"{BASE}/new", b"<p>new</p>", HTML)
    crawler.write("response", f"{BASE}/other", b"", HTML, ("Location", "/asked"), **moved)
    crawler.write("response", f"{BASE}/asked", b"<p>asked</p>", HTML)
    crawler.write("response", f"{BASE}/asked", b"<p>asked</p>", HTML)
    (source,) = open_source(crawler.close())
    assert source.urls() == (f"{BASE}/asked", f"{BASE}/old", f"{BASE}/other")
    led = source.get(f"{BASE}/new")
    assert led is not None
    assert (led.url, led.final_url) == (f"{BASE}/old", f"{BASE}/new")


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        (f"sha256:{sha256(b'<p>a</p>').hexdigest()}", ""),
        (f"sha256:{'0' * 64}", "内容与 WARC-Payload-Digest 不符"),
        ("sha1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", ""),
        ("md5:0", ""),
    ],
)
def test_a_digest_in_hexadecimal_digits_is_compared_one_of_another_kind_is_not(
    said: str, fault: str, tmp_path: Path
) -> None:
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>a</p>"
    head = f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: {BASE}/\r\nWARC-Payload-Digest: {said}\r\n"
    file = tmp_path / "a.warc.gz"
    file.write_bytes(gzip.compress(f"{head}Content-Length: {len(block)}\r\n\r\n".encode() + block + b"\r\n\r\n"))
    assert member_at(file, 0).fault == fault
