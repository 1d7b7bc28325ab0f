"""What the evidence lost is asked for again, and so is what only referred to it."""

import json
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

import pytest

from auditor.archive.warc import WarcWriter
from auditor.config import CrawlOptions

if TYPE_CHECKING:
    from crawl.conftest import Captures, Crawl, WebServer

    Stored = Callable[[str], list[Path]]


@pytest.fixture(autouse=True)
def segments(monkeypatch: pytest.MonkeyPatch) -> None:
    """Begin a new file of evidence for every answer."""
    monkeypatch.setattr("auditor.crawl.keeping.WarcWriter", partial(WarcWriter, segment=1))


@pytest.fixture
def stored(tmp_path: Path) -> "Stored":
    """Return the files in which the answers of a path stand, the first one first."""
    folder = tmp_path / "run/demo"

    def files(path: str) -> list[Path]:
        lines = (folder / "evidence.cdxj").read_text("utf-8").splitlines()
        found = [json.loads(line.split(" ", 2)[2]) for line in lines]
        return sorted(folder / one["filename"] for one in found if one["url"].endswith(path))

    return files


def row_of(run: Path, path: str) -> dict[str, Any]:
    lines = map(json.loads, (run / "demo/captures.jsonl").read_text("utf-8").splitlines())
    return next(line for line in lines if line["url"].endswith(path))


def cut(file: Path) -> None:
    with file.open("r+b") as stream:
        stream.truncate(file.stat().st_size // 2)


def test_a_body_that_is_lost_is_lost_to_every_address_that_showed_it(
    web: "WebServer", crawl: "Crawl", captures: "Captures", stored: "Stored", quick: CrawlOptions
) -> None:
    web.pages(4)
    web.answers["/doc/2.html"] = web.answers["/doc/0.html"]
    alone = replace(quick, per_host=1)
    crawl(web.site(), alone)
    (first,) = stored("/doc/0.html")
    assert stored("/doc/2.html") != [first]
    cut(first)
    asked = web.paths()
    assert any("其中 2 个网址重新抓取" in note for note in crawl(web.site(), alone, resume=True).notes)
    assert web.paths() - asked == {"/doc/0.html": 1, "/doc/2.html": 1}
    found = captures()
    assert {one.outcome for one in found.values()} == {"ok"}
    assert found["/doc/0.html"].body == found["/doc/2.html"].body == b"<p>document 0</p>"


def test_a_second_look_that_is_lost_confirms_nothing(
    web: "WebServer", crawl: "Crawl", stored: "Stored", server: ModuleType, tmp_path: Path
) -> None:
    web.pages(2)
    web.answers["/doc/0.html"] = server.page_of("<p>404", status=404)
    crawl(web.site(), confirm_now=True)
    first, second = stored("/doc/0.html")
    before = row_of(tmp_path / "run", "/doc/0.html")
    assert (before.pop("confirmed_at") is not None, before["file"]) == (True, first.name)
    cut(second)
    asked = web.paths()
    crawl(web.site(), resume=True)
    assert web.paths() == asked  # what was seen first stands
    assert row_of(tmp_path / "run", "/doc/0.html") == before
    assert "confirmed_at" in row_of(tmp_path / "run", "/list")
    crawl(web.site(), resume=True, confirm_now=True)
    assert "confirmed_at" in row_of(tmp_path / "run", "/doc/0.html")
