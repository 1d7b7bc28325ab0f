from pathlib import Path

import pytest

from auditor.archive import open_source
from auditor.errors import NothingError, UsageError
from auditor.model import Reason

PUBLIC = "http://www.county.gov.cn/a.html"

# As of another file's name: every byte there is, and a tag by chance.
RANDOM = bytes(range(256)) * 4 + b"<a " + bytes(range(255, -1, -1)) * 4


@pytest.mark.parametrize(
    ("head", "url"),
    [
        ("<!-- saved from url=(0031)http://www.county.gov.cn/a.html -->", PUBLIC),
        ("<!-- Mirrored from www.county.gov.cn/a.html by HTTrack Website Copier/3.x -->", PUBLIC),
        ('<link rel="canonical" href="http://www.county.gov.cn/a.html">', PUBLIC),
        ("<LINK HREF='http://www.county.gov.cn/a.html' REL=canonical />", PUBLIC),
        ('<link rel="canonical" href="http://www.county.gov.cn/a?x=1&amp;y=2">', "http://www.county.gov.cn/a?x=1&y=2"),
        ('<link rel="canonical" href="/a.html">', "http://localhost/page.html"),
        ('<link rel="stylesheet" href="http://x.cn/a.css">', "http://localhost/page.html"),
        ('<link rel="canonical">', "http://localhost/page.html"),
        ("<!-- saved from url=(0014)about:internet -->", "http://localhost/page.html"),
        ("", "http://localhost/page.html"),
    ],
)
def test_a_page_says_where_it_comes_from(tmp_path: Path, head: str, url: str) -> None:
    file = tmp_path / "page.html"
    file.write_text(f"<html><head>{head}</head><body>x</body></html>")
    (source,) = open_source(file)
    assert source.urls() == (url,)
    (capture,) = source.captures()
    assert (capture.url, capture.outcome, capture.fetched_at) == (url, Reason.OK, None)


def test_the_caller_knows_better(tmp_path: Path) -> None:
    file = tmp_path / "页.htm"
    file.write_text('<link rel="canonical" href="http://www.county.gov.cn/a.html">')
    (source,) = open_source(file, url="http://www.other.gov.cn:81/b.html")
    assert (source.urls(), source.hosts) == (("http://www.other.gov.cn:81/b.html",), ("www.other.gov.cn:81",))
    file.write_text("<p>x</p>")
    assert open_source(file)[0].urls() == ("http://localhost/%E9%A1%B5.htm",)
    with pytest.raises(UsageError, match="--url"):
        open_source(file, url="b.html")


@pytest.mark.parametrize(
    "body",
    [
        "<p>页</p>".encode("utf-16"),
        "<p>页</p>".encode("gb18030"),
        b"\n" * 20_000 + b"<p>late</p>",
        b"<!DOCTYPE html>x",
        b"\xef\xbb\xbf<html>",
        b"<p>a stray \x07</p>",
    ],
)
def test_a_page_is_known_in_any_encoding(tmp_path: Path, body: bytes) -> None:
    file = tmp_path / "page"
    file.write_bytes(body)
    (capture,) = open_source(file)[0].captures()
    assert capture.body == body


@pytest.mark.parametrize(
    "body",
    [b"", b" \r\n", b"%PDF-1.4 <p>", b"PK\x03\x04<p>", b"just words", b'{"a": "1 < 2"}', b"\x00\x01\x02" * 9, RANDOM],
)
def test_what_is_no_page_is_nothing(tmp_path: Path, body: bytes) -> None:
    file = tmp_path / "page.html"
    file.write_bytes(body)
    with pytest.raises(NothingError) as error:
        open_source(file)
    assert "\n" not in str(error.value)


def test_a_page_that_is_too_large_is_a_capture(tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text("<p>large</p>")
    (capture,) = open_source(file, max_bytes=5)[0].captures()
    assert capture.outcome is Reason.TOO_LARGE


def test_a_page_inside_a_mirror_folder_has_the_address_of_its_place(tmp_path: Path) -> None:
    file = tmp_path / "www.example.gov.cn" / "zwgk" / "1.htm"
    file.parent.mkdir(parents=True)
    file.write_text("<html><body><p>页面</p></body></html>", encoding="utf-8")
    (source,) = open_source(file)
    assert source.urls() == ("http://www.example.gov.cn/zwgk/1.htm",)
    (named,) = open_source(file, url="https://other.gov.cn/a.htm")
    assert named.urls() == ("https://other.gov.cn/a.htm",)
