"""What is gone, blank or silent is looked at twice before anybody is blamed."""

import json
import socket
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

import pytest

from auditor.archive import open_source
from auditor.archive.verify import verify
from auditor.config import CrawlOptions
from auditor.crawl import clock
from auditor.crawl import pace as pacing
from auditor.model import Column, Reason, Role, Site

if TYPE_CHECKING:
    from crawl.conftest import Crawl, WebServer

HOUR = 3600.0
NAMES = ("m.test", b"m.test")


def rows(run: Path) -> dict[str, dict[str, Any]]:
    lines = map(json.loads, (run / "demo/captures.jsonl").read_text("utf-8").splitlines())
    return {"/" + line["url"].split("/", 3)[3]: line for line in lines}


@pytest.fixture
def shaky(web: "WebServer", server: ModuleType) -> "WebServer":
    """Serve a list of what is gone, of what comes back, of what is blank and of what is well."""
    web.pages(4)
    gone = server.page_of("<p>404", status=404)
    web.answers["/doc/0.html"] = gone
    web.answers["/doc/1.html"] = server.in_turn(gone, server.page_of('<p>back<a rel="reading" href="/new.html">'))
    web.answers["/doc/2.html"] = server.page_of("")
    web.html("/new.html", "<p>new</p>")
    return web


def test_a_second_look_at_once_confirms_what_is_gone_and_takes_what_came_back(
    shaky: "WebServer", crawl: "Crawl", tmp_path: Path
) -> None:
    result = crawl(shaky.site(), confirm_now=True)
    seen = rows(tmp_path / "run")
    assert {path for path, row in seen.items() if "confirmed_at" in row} == {"/", "/list", "/doc/0.html", "/doc/2.html"}
    assert seen["/doc/1.html"]["outcome"] == "ok"
    assert shaky.paths()["/new.html"] == 1  # what came back leads on
    assert (shaky.paths()["/doc/0.html"], shaky.paths()["/doc/3.html"]) == (2, 1)
    assert result.outcomes == {"ok": 5, "http_4xx": 1, "empty": 1}
    (source,) = open_source(tmp_path / "run")
    assert source.confirmed(shaky.origin + "/doc/0.html")
    assert not source.confirmed(shaky.origin + "/doc/1.html")
    assert not source.confirmed(shaky.origin + "/none")
    assert verify(tmp_path / "run/demo").faults == ()


def test_a_mirror_on_this_machine_needs_no_second_look(shaky: "WebServer", crawl: "Crawl", tmp_path: Path) -> None:
    assert crawl(shaky.site()).notes == ()
    assert shaky.paths()["/doc/0.html"] == 1
    assert not any("confirmed_at" in row for row in rows(tmp_path / "run").values())


def test_a_list_that_shows_something_else_the_second_time_is_not_confirmed(
    web: "WebServer", crawl: "Crawl", server: ModuleType, tmp_path: Path
) -> None:
    web.html("/", "<p>home</p>")
    web.html("/doc.html", "<p>document</p>")
    first, second = "<p>0 visits</p><ul></ul>", '<p>1 visit</p><li><a href="/doc.html">a</a>'
    web.answers["/list"] = server.in_turn(server.page_of(first), server.page_of(second))
    web.answers["/same"] = server.in_turn(server.page_of(first), server.page_of("<p>1 visit</p><ul></ul>"))
    crawl(web.site("/list", "/same"), confirm_now=True)
    seen = rows(tmp_path / "run")
    assert seen["/list"]["bytes"] == len(second)
    assert (web.paths()["/list"], web.paths()["/same"]) == (3, 2)  # what is new is confirmed itself
    assert "confirmed_at" in seen["/same"]
    assert seen["/doc.html"]["outcome"] == "ok"


@pytest.fixture
def silent(web: "WebServer", server: ModuleType, monkeypatch: pytest.MonkeyPatch) -> "WebServer":
    """Serve a list of what gives no answer, on a host that is given up soon."""
    monkeypatch.setattr(pacing, "LOST_AFTER", 4)
    monkeypatch.setattr(pacing, "LEAST_STEP", 0.0005)
    web.pages(30)
    for n in range(30):
        web.answers[f"/doc/{n}.html"] = server.reset
    return web


def test_what_was_not_asked_for_twice_is_not_confirmed(
    silent: "WebServer", crawl: "Crawl", quick: CrawlOptions, tmp_path: Path
) -> None:
    """A host that was given up is tried once more, not once for each of its addresses."""
    result = crawl(silent.site(), replace(quick, per_host=1), confirm_now=True)
    asked = silent.paths()
    confirmed = {path for path, row in rows(tmp_path / "run").items() if "confirmed_at" in row}
    assert {path for path in confirmed if asked[path] < 2} == set()
    assert confirmed == {"/"}  # /list stands behind what gave no answer
    assert sum(path.startswith("/doc/") for path in asked.elements()) <= 10
    assert any("连续没有应答" in note for note in result.notes)


@pytest.mark.parametrize("second", ["gone", "reset"])
def test_what_was_read_once_stays_where_the_second_look_fails(
    web: "WebServer", crawl: "Crawl", server: ModuleType, tmp_path: Path, second: str
) -> None:
    web.pages(1)
    later = server.page_of("<p>404</p>", status=404) if second == "gone" else server.reset
    web.answers["/list"] = server.in_turn(web.answers["/list"], later)
    assert crawl(web.site(), confirm_now=True).outcomes == {"ok": 3}
    row = rows(tmp_path / "run")["/list"]
    assert (row["outcome"], "confirmed_at" in row) == ("ok", False)
    (source,) = open_source(tmp_path / "run")
    found = source.get(web.origin + "/list")
    assert found is not None
    assert b"document 0" in found.body
    assert web.paths()["/list"] == 2
    assert verify(tmp_path / "run/demo").faults == ()


def test_a_list_that_never_shows_the_same_is_not_looked_at_without_end(
    web: "WebServer", crawl: "Crawl", server: ModuleType, tmp_path: Path
) -> None:
    web.html("/", "<p>home</p>")
    web.fallback = lambda path: f"<p>document {path}</p>" if path.startswith("/doc") else "<p>nothing</p>"
    web.answers["/list"] = server.in_turn(
        *(server.page_of(f'<ul><li><a href="/doc.html?r={n}">a</a></ul>') for n in range(30))
    )
    crawl(web.site(), confirm_now=True)
    assert web.paths()["/list"] <= 5
    assert "confirmed_at" not in rows(tmp_path / "run")["/list"]


def test_a_public_site_is_looked_at_again_after_some_hours_when_the_run_is_resumed(
    shaky: "WebServer", crawl: "Crawl", quick: CrawlOptions, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, origin = socket.getaddrinfo, "http://www.county.gov.cn"
    monkeypatch.setattr("auditor.crawl.fetch.LEAST_DELAY", 0.0)
    monkeypatch.setattr(
        socket, "getaddrinfo", lambda host, *a, **k: real("127.0.0.1" if host in NAMES else host, *a, **k)
    )
    options = replace(quick, confirm_after=6 * HOUR)
    site = Site("demo", "demo", f"{origin}/", ("www.county.gov.cn",))
    site = replace(site, columns=(Column("c", Role.NEWS, f"{origin}/list"),))
    mirror = {origin: f"http://m.test:{shaky.port}"}  # a name, so that it is no machine of ours
    first = crawl(site, options, mirror=mirror)
    assert any("3 个打不开或空白的地址只看过一次" in note and "6 小时后" in note for note in first.notes)
    (source,) = open_source(tmp_path / "run")
    assert (source.final, source.confirmed(f"{origin}/doc/0.html")) == (False, False)
    early = crawl(site, options, mirror=mirror, resume=True)
    assert shaky.paths()["/doc/0.html"] == 1
    assert early.notes == first.notes
    now = clock.epoch()
    monkeypatch.setattr(clock, "epoch", lambda: now + 7 * HOUR)
    late = crawl(site, options, mirror=mirror, resume=True)
    assert late.notes == ()
    (source,) = open_source(tmp_path / "run")
    assert source.confirmed(f"{origin}/doc/0.html")
    found = source.get(f"{origin}/doc/1.html")
    assert found is not None
    assert found.outcome is Reason.OK
