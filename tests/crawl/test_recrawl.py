"""A second crawl transfers only what has changed, and its evidence stands alone; failures are never kept."""

import json
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

import pytest

from auditor.archive import Source, open_source
from auditor.archive.answer import Answer
from auditor.archive.verify import verify
from auditor.crawl.earlier import conditions

if TYPE_CHECKING:
    from crawl.conftest import Behaviour, Captures, Crawl, Handler, WebServer

DAY = "Sun, 01 Jan 2023 00:00:00 GMT"


def tagged(server: ModuleType, body: str, **headers: str) -> "Behaviour":
    """Answer with a page that says 304 to whoever holds it."""
    marks = tuple((name.replace("_", "-"), value) for name, value in headers.items())

    def answer(handler: "Handler") -> None:
        asked = {handler.headers.get("If-None-Match"), handler.headers.get("If-Modified-Since")}
        if asked & set(headers.values()):
            server.send(handler, status=304, headers=(*marks, ("Content-Length", "0")))
        else:
            server.send(handler, body=body, headers=marks)

    return answer


def earlier(tmp_path: Path) -> dict[str, Source]:
    """Put the run away as the earlier one."""
    (tmp_path / "run").rename(tmp_path / "earlier")
    return {source.site_id: source for source in open_source(tmp_path / "earlier")}


@pytest.fixture
def site(web: "WebServer", server: ModuleType) -> "WebServer":
    web.pages(6)
    web.answers["/doc/0.html"] = tagged(server, "<p>by its tag</p>", ETag='"a"')
    web.answers["/doc/1.html"] = tagged(server, "<p>by its day</p>", Last_Modified=DAY)
    web.answers["/doc/2.html"] = server.in_turn(
        server.page_of("<p>old</p>", ("ETag", '"b"')), server.page_of("<p>new</p>", ("ETag", '"c"'))
    )
    web.answers["/doc/3.html"] = server.in_turn(
        server.page_of("<p>404</p>", ("ETag", '"d"'), status=404), server.page_of("<p>there</p>")
    )
    web.answers["/doc/4.html"] = server.page_of("", ("ETag", '"e"'))
    return web


def test_what_is_unchanged_is_not_transferred_again_and_is_evidence_of_its_own(
    site: "WebServer", crawl: "Crawl", captures: "Captures", tmp_path: Path
) -> None:
    crawl(site.site())
    before = captures()
    first, asked = earlier(tmp_path), len(site.log)
    result = crawl(site.site(), previous=first)
    after = captures()
    assert result.outcomes == {"ok": 7, "empty": 1}
    conditional = {one.path for one in site.log[asked:] if {"If-None-Match", "If-Modified-Since"} & one.headers.keys()}
    assert conditional == {
        "/doc/0.html",
        "/doc/1.html",
        "/doc/2.html",
    }  # failures are asked for anew
    for path in ("/doc/0.html", "/doc/1.html"):
        assert (after[path].body, after[path].fetched_at) == (before[path].body, before[path].fetched_at)
    assert (after["/doc/2.html"].body, after["/doc/3.html"].body) == (b"<p>new</p>", b"<p>there</p>")
    assert verify(tmp_path / "run/demo").faults == ()
    index = (tmp_path / "run/demo/evidence.cdxj").read_text("utf-8")
    assert '"304"' in index
    for file in (tmp_path / "earlier/demo").iterdir():
        file.unlink()
    assert captures()["/doc/0.html"].body == b"<p>by its tag</p>"  # the new run needs the old one no more


def test_evidence_that_was_changed_meanwhile_is_not_trusted(
    site: "WebServer", crawl: "Crawl", captures: "Captures", tmp_path: Path
) -> None:
    crawl(site.site())
    lines = [json.loads(line) for line in (tmp_path / "run/demo/captures.jsonl").read_text("utf-8").splitlines()]
    lines = [line | {"digest": "sha256:" + "0" * 64} for line in lines]
    (tmp_path / "run/demo/captures.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    first, asked = earlier(tmp_path), len(site.log)
    crawl(site.site(), previous=first)
    assert not any("If-None-Match" in one.headers for one in site.log[asked:])
    assert captures()["/doc/0.html"].body == b"<p>by its tag</p>"


@pytest.mark.parametrize(
    ("headers", "asked"),
    [
        ((("ETag", 'W/"x"'),), {"If-None-Match": 'W/"x"'}),
        ((("etag", '"x"'), ("last-modified", DAY)), {"If-None-Match": '"x"', "If-Modified-Since": DAY}),
        ((("ETag", "\x1b[31m"),), {}),
        ((("ETag", "é"),), {}),
        ((), {}),
    ],
)
def test_what_a_server_said_is_said_back_if_it_can_be(
    headers: tuple[tuple[str, str], ...], asked: dict[str, str]
) -> None:
    assert conditions(Answer("http://a.cn/", 200, headers, b"x", "2023-01-01T00:00:00Z")) == asked
