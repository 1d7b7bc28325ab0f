"""Pages that a browser draws: what is kept, what is asked for on the way, and that nothing else is."""

import asyncio
import json
import os
import signal
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

import pytest

from auditor import catalog, pipeline
from auditor.archive.verify import verify
from auditor.config import Config, CrawlOptions
from auditor.crawl import SiteCrawl, render
from auditor.crawl.fetch import Fetcher
from auditor.crawl.identity import RENDERED, agent
from auditor.crawl.mirrored import Mirror
from auditor.extract import extract
from auditor.model import Capture, Reason, Record, Site
from auditor.text import addresses

if TYPE_CHECKING:
    from crawl.conftest import Captures, Crawl, Handler, WebServer

DRAWS = find_spec("playwright") is not None and render.find_browser() != ""
drawing = pytest.mark.skipif(not DRAWS, reason="no playwright (extra `browser`) or no chromium on this machine")

TITLE = "示例县人民政府关于印发防汛工作方案的通知"
SHELL = (
    f"<html><head><meta charset=utf-8><title>{TITLE}</title></head>"
    "<body><div id=app></div><script src=/app.js></script></body></html>"
)
ROWS = {"索引号": "A1/2023-00012", "文号": "示政发〔2023〕1号", "发布机构": "示例县人民政府", "成文日期": "2023-05-08"}
APP = """
fetch('/api/1.json').then(one => one.json()).then(data => {
  const rows = Object.entries(data).map(([name, value]) => `<tr><td>${name}</td><td>${value}</td></tr>`).join('');
  document.getElementById('app').innerHTML = `<h1>TITLE</h1><table>${rows}</table><p>现将有关事项通知如下。</p>`;
});
""".replace("TITLE", TITLE)
AUTO = CrawlOptions(delay=0.0, timeout=5.0, retries=0, render="auto")
PUBLIC = "http://www.example.gov.cn"


@dataclass
class Stage:
    """A site whose home page an application draws, another site, and what a crawl of the first comes to."""

    server: ModuleType
    web: "WebServer"
    other: "WebServer"
    run: "Crawl"
    captures: "Captures"
    read: Callable[[Capture], Record]
    folder: Path

    def lay_out(self, app: str = APP, page: str = SHELL) -> None:
        """Serve *page*, its script and the data that the script asks for."""
        self.web.html("/", page)
        self.web.answers["/app.js"] = self.server.page_of(app, ("Content-Type", "text/javascript"))
        self.web.answers["/api/1.json"] = self.server.page_of(json.dumps(ROWS), ("Content-Type", "application/json"))

    def crawl(self, options: CrawlOptions = AUTO) -> SiteCrawl:
        """Capture the home page."""
        return self.run(self.web.site(columns=()), options, read=self.read)

    def record(self) -> Record:
        """What is read from the home page as captured."""
        return self.read(self.captures()["/"])


@pytest.fixture(scope="module")
def rulebook() -> catalog.Catalog:
    return catalog.load()


@pytest.fixture
def stage(  # noqa: PLR0917 - what the stage is made of
    server: ModuleType,
    web: "WebServer",
    other: "WebServer",
    crawl: "Crawl",
    captures: "Captures",
    rulebook: catalog.Catalog,
    tmp_path: Path,
) -> Stage:
    made = Stage(
        server, web, other, crawl, captures, partial(extract, vocabulary=rulebook.vocabulary), tmp_path / "run"
    )
    made.lay_out()
    return made


def faults(folder: Path) -> list[str]:
    """The manifest of a run is the pipeline's: only what stands in the site's folder is compared."""
    site = next(one for one in folder.iterdir() if one.is_dir())
    return [f"{one.file} {one.place} {one.message}" for one in verify(site).faults]


def lines(folder: Path) -> dict[str, dict[str, Any]]:
    file = next(folder.glob("*/captures.jsonl"))
    found = map(json.loads, file.read_text(encoding="utf-8").splitlines())
    return {"/" + one["url"].split("/", 3)[3]: one for one in found}


@drawing
def test_a_page_that_a_script_draws_is_read_as_drawn(stage: Stage) -> None:
    stage.web.html("/list", "<p>暂无内容</p>")
    result = stage.run(stage.web.site(), AUTO, read=stage.read)
    assert result.notes == ()
    capture, record = stage.captures()["/"], stage.record()
    assert capture.header(RENDERED).startswith("chromium ")
    assert (record.outcome, record.title, record.scripted) == (Reason.OK, TITLE, False)
    assert record.value("document_number") == ROWS["文号"]
    # What was served stands beside it, and the evidence proves itself.
    evidence = stage.server.unpacked(next(stage.folder.glob("*/evidence-00001.warc.gz")))
    assert b"<div id=app></div>" in evidence
    assert ROWS["文号"].encode() in evidence
    told = lines(stage.folder)
    assert told["/"]["rendered"] is True
    assert "rendered" not in told["/list"]
    assert faults(stage.folder) == []
    # Nothing is asked for twice, and all of it by the same program.
    assert stage.web.paths() == {"/": 1, "/app.js": 1, "/api/1.json": 1, "/list": 1}
    assert {one.headers["User-Agent"] for one in stage.web.log} == {agent("")}


@drawing
def test_a_run_is_judged_by_what_was_drawn_and_asks_nothing_again(stage: Stage, rulebook: catalog.Catalog) -> None:
    asked = Config(sites=(stage.web.site(columns=()),), crawl=AUTO, as_of=date(2023, 12, 31))
    pipeline.run(asked, (), stage.folder, catalog=rulebook, today=date(2023, 12, 31))
    requests = len(stage.web.log)
    again = pipeline.check([stage.folder], catalog=rulebook, today=date(2023, 12, 31), config=asked)
    assert (again.sites[0].coverage.captured, again.sites[0].coverage.assessed) == (1, 1)
    assert len(stage.web.log) == requests
    assert verify(stage.folder).faults == ()


@drawing
def test_the_page_as_drawn_is_read_whatever_the_charset_of_the_one_served(stage: Stage) -> None:
    stage.web.html("/", SHELL.replace("utf-8", "gbk").encode("gbk"), ("Content-Type", "text/html"))
    stage.crawl()
    assert stage.record().value("publisher") == "示例县人民政府"


@drawing
def test_a_mirrored_site_is_drawn_under_its_public_address(stage: Stage) -> None:
    site = stage.web.site(home=f"{PUBLIC}/", hosts=("www.example.gov.cn",), columns=())
    stage.run(site, AUTO, read=stage.read, mirror={PUBLIC: stage.web.origin})
    assert stage.record().value("index_number") == ROWS["索引号"]


@drawing
def test_a_script_is_asked_for_once_for_all_pages(stage: Stage) -> None:
    stage.web.html("/list", SHELL)
    stage.run(stage.web.site(), replace(AUTO, per_host=1), read=stage.read)
    assert stage.web.paths() == {"/": 1, "/list": 1, "/app.js": 1, "/api/1.json": 2}
    assert faults(stage.folder) == []


@drawing
def test_the_refusal_of_one_site_is_no_answer_for_another(stage: Stage) -> None:
    # The page of a.gov.cn gets its own script though the page of b.gov.cn was refused it before.
    stage.other.html("/", SHELL.replace("/app.js", f"{stage.web.origin}/app.js"))
    first, second = stage.other.site(id="b", columns=()), stage.web.site(columns=())
    fetcher = Fetcher(AUTO, Mirror({}), {"127.0.0.1"})

    async def both() -> dict[str, Capture]:
        renderer = render.Renderer(AUTO, fetcher)
        try:
            return {site.id: await one(site, renderer) for site in (first, second)}
        finally:
            await renderer.close()
            await fetcher.close()

    async def one(site: Site, renderer: render.Renderer) -> Capture:
        async def bar(url: str) -> Reason | None:
            return None if addresses.host(url) in site.hosts else Reason.OUT_OF_SCOPE

        fetched = await renderer.drawn(await fetcher.fetch(site.home, bar), stage.read, bar, [])
        return fetched.capture

    drawn = asyncio.run(both())
    assert ROWS["文号"] not in drawn["b"].body.decode()
    assert ROWS["文号"] in drawn["demo"].body.decode()


@drawing
def test_scripts_that_would_take_too_much_room_are_asked_for_again(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(render, "_MOST_KEPT", len(APP.encode()) - 1)
    stage.web.html("/list", SHELL)
    stage.run(stage.web.site(), replace(AUTO, per_host=1), read=stage.read)
    assert stage.web.paths()["/app.js"] == 2


@drawing
def test_a_browser_that_dies_is_told_once_and_the_crawl_goes_on(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    mark, starter = tmp_path / "pid", tmp_path / "chromium"
    starter.write_text(f'#!/bin/sh\necho $$ > {mark}\nexec {render.find_browser()} "$@"\n', encoding="utf-8")
    starter.chmod(0o755)
    monkeypatch.setattr(render, "find_browser", lambda: str(starter))

    def die(handler: "Handler") -> None:
        os.kill(int(mark.read_text(encoding="utf-8")), signal.SIGKILL)
        answered(handler)

    answered, stage.web.answers["/app.js"] = stage.web.answers["/app.js"], die
    for path in ("/list", "/doc/0.html"):
        stage.web.html(path, SHELL)
    site = stage.web.site("/list", "/doc/0.html")
    result = stage.run(site, replace(AUTO, per_host=1), read=stage.read)
    assert len(result.notes) == 1
    assert "中途退出" in result.notes[0]
    assert {one.outcome for one in stage.captures().values()} == {Reason.OK}
    assert stage.web.paths()["/app.js"] == 1
    assert faults(stage.folder) == []


@drawing
@pytest.mark.parametrize(
    "app",
    [
        APP.replace("/api/1.json", "OTHER/api/1.json"),  # another host
        APP.replace("/api/1.json", "/gone.json"),
        APP.replace("/api/1.json", "/barred/1.json"),  # robots.txt
        APP.replace("fetch('/api/1.json')", "fetch('/api/1.json', {method: 'POST'})"),
        APP + "setInterval(() => fetch('/api/1.json?' + Math.random()), 50)",  # never comes to rest
        APP + "const more = document.createElement('script'); more.src = '/gone.js'; document.body.append(more)",
    ],
)
def test_what_was_drawn_without_an_answer_is_not_kept(stage: Stage, app: str) -> None:
    stage.lay_out(app.replace("OTHER", stage.other.origin))
    stage.web.html("/robots.txt", "User-agent: *\nDisallow: /barred/", ("Content-Type", "text/plain"))
    stage.web.answers["/barred/1.json"] = stage.web.answers["/api/1.json"]
    stage.crawl(replace(AUTO, timeout=1.0))
    assert stage.record().outcome is Reason.JS_CHALLENGE
    assert "rendered" not in lines(stage.folder)["/"]
    assert stage.other.log == []
    assert "/barred/1.json" not in stage.web.paths()
    assert faults(stage.folder) == []


@drawing
@pytest.mark.parametrize(
    "away",
    [
        (
            "put('script', {src: 'OTHER/a.js'}); put('img', {src: 'OTHER/a.png'}); put('img', {src: '/own.png'});"
            "put('link', {rel: 'preconnect', href: 'OTHER'}); put('link', {rel: 'stylesheet', href: 'OTHER/a.css'});"
            "navigator.sendBeacon('OTHER/beacon')"
        ),
        "put('iframe', {src: '/frame.html'}); put('iframe', {src: 'file:///etc/passwd'})",
        "open('OTHER/window'); open('/window'); put('a', {href: '/own.zip', download: 'x'}).click()",
        "location.href = 'file:///etc/passwd'",
    ],
)
def test_the_browser_goes_nowhere_else(stage: Stage, away: str) -> None:
    put = "const put = (tag, more) => document.body.appendChild(Object.assign(document.createElement(tag), more));"
    stage.lay_out(APP + put + away.replace("OTHER", stage.other.origin))
    stage.crawl(replace(AUTO, timeout=1.5))
    assert stage.other.log == []
    assert set(stage.web.paths()) == {"/", "/app.js", "/api/1.json"}
    assert b"root:" not in stage.captures()["/"].body
    assert stage.record().outcome is Reason.OK


@drawing
@pytest.mark.parametrize("away", ["location.href = 'OTHER/away'", "location.href = '/away'", "location.reload()"])
def test_a_page_that_leads_away_is_kept_as_served(stage: Stage, away: str) -> None:
    stage.lay_out(APP + away.replace("OTHER", stage.other.origin))
    stage.crawl(replace(AUTO, timeout=0.6))
    assert stage.other.log == []
    assert set(stage.web.paths()) <= {"/", "/app.js", "/api/1.json"}
    assert stage.web.paths()["/"] == 1
    assert stage.record().outcome is Reason.JS_CHALLENGE


@drawing
def test_what_slips_by_the_orders_finds_no_network(stage: Stage) -> None:
    stage.lay_out(f"new WebSocket('{stage.other.origin.replace('http', 'ws')}/socket');" + APP)
    stage.crawl()
    assert stage.other.log == []


@drawing
def test_pages_that_need_no_script_are_not_drawn(stage: Stage) -> None:
    stage.lay_out(page=f"<h1>{TITLE}</h1><p>现将有关事项通知如下。</p><script src=/app.js></script>")
    stage.crawl()
    assert set(stage.web.paths()) == {"/"}


def test_scripts_are_never_run_unless_the_configuration_says_so(stage: Stage) -> None:
    stage.crawl(replace(AUTO, render="never"))
    assert set(stage.web.paths()) == {"/"}
    assert stage.record().outcome is Reason.JS_CHALLENGE
    assert stage.record().scripted


def test_a_test_of_who_asks_is_not_passed_by_a_browser(stage: Stage) -> None:
    stage.lay_out(page=SHELL.replace("<script", "<script>$_ts=window['$_ts'];</script><script"))
    stage.crawl()
    assert set(stage.web.paths()) == {"/"}


def test_without_a_browser_the_crawl_says_so_once_and_goes_on(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    stage.web.html("/list", SHELL)
    monkeypatch.setattr(render, "find_spec", lambda _: None)
    result = stage.run(stage.web.site(), AUTO, read=stage.read)
    assert len(result.notes) == 1
    assert "auditor[browser]" in result.notes[0]
    assert {one.outcome for one in stage.captures().values()} == {Reason.OK}
    monkeypatch.setattr(render, "find_spec", lambda _: object())
    monkeypatch.setattr(render, "find_browser", lambda: "")
    assert "Chromium" in render.hindrance()


@drawing
def test_a_browser_that_does_not_start_is_told_once(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    broken = tmp_path / "chromium"
    broken.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    broken.chmod(0o755)
    monkeypatch.setattr(render, "find_browser", lambda: str(broken))
    assert "没有启动" in stage.crawl().notes[0]
