"""Pages as a browser draws them; this module alone runs scripts, in a browser that reaches nothing but the fetcher.

Whatever a page asks for is asked by the fetcher: at the pace of its host, within the site, as robots.txt allows, by
GET. The browser itself has no network. What was drawn without an answer to one of its questions is not kept.
"""

import asyncio
import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag

from auditor.archive.answer import Answer, capture_of
from auditor.config import CrawlOptions
from auditor.crawl import clock
from auditor.crawl.fetch import Bar, Fetched, Fetcher
from auditor.crawl.identity import RENDERED
from auditor.model import Capture, Reason, Record

BROWSERS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "msedge",
)
BROWSER_FILES = (
    "Google/Chrome/Application/chrome.exe",
    "Microsoft/Edge/Application/msedge.exe",
    "Chromium/Application/chrome.exe",
)
_PATIENCE = 3  # times `timeout` for a whole drawing
_AT_ONCE = 2  # pages that are drawn at the same time
_MOST_KEPT = 32 * 1024 * 1024  # bytes of scripts that need not be asked for again
_NOWHERE: Any = {
    "server": "http://127.0.0.1:9",
    "bypass": "<-loopback>",
}  # a proxy that is none: what slips by is refused
_FLAGS = ("--disable-gpu", "--disable-dev-shm-usage", "--force-webrtc-ip-handling-policy=disable_non_proxied_udp")
_DATA = frozenset({"xhr", "fetch", "eventsource", "websocket"})
_CAME = frozenset({Reason.OK, Reason.EMPTY})
_HELD = frozenset({"content-encoding", "content-length", "transfer-encoding", "connection", "set-cookie"})


def find_browser() -> str:
    """Return the path of the system's Chromium, Chrome or Edge, or an empty string."""
    folders = (os.environ.get(name, "") for name in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"))
    files = (Path(folder, name) for folder in folders if folder for name in BROWSER_FILES)
    named = (found for name in BROWSERS if (found := shutil.which(name)))
    return next(named, None) or next((str(file) for file in files if file.is_file()), "")


def hindrance() -> str:
    """Say what is missing for pages to be drawn, empty for nothing."""
    if find_spec("playwright") is None:
        return "没有安装 playwright(pip install 'auditor[browser]',在源码目录里是 pip install -e '.[browser]')"
    return "" if find_browser() else "没有找到 Chromium、Chrome 或 Edge"


def waits(record: Record) -> bool:
    """Tell whether the page as served waits for a script: its block, its list, its 解读, or all of it."""
    return record.scripted or record.listing.scripted or record.links.scripted


class Renderer:
    """Draws pages in one browser, which is started when the first page needs it."""

    def __init__(self, options: CrawlOptions, fetcher: Fetcher) -> None:
        self._options, self._fetcher = options, fetcher
        self._places = asyncio.Semaphore(_AT_ONCE)
        self._starting = asyncio.Lock()
        self._driver: Any = None
        self._browser: Any = None
        self._hindered = False
        self._kept = _Kept()

    async def drawn(self, fetched: Fetched, read: Callable[[Capture], Record], bar: Bar, notes: list[str]) -> Fetched:
        """Return *fetched* with the page as drawn for its capture, or as it is where that needs or comes to nothing.

        Why nothing can be drawn at all is put into *notes*, once.
        """
        page = fetched.capture.outcome is Reason.OK
        if not page or not waits(read(fetched.capture)) or not await self._ready(notes):
            return fetched
        async with self._places:
            drawing = _Drawing(self._fetcher, self._kept, fetched.capture, bar)
            html = await drawing.run(self._browser, self._options.timeout * _PATIENCE)
        if not self._browser.is_connected():
            self._give_up("浏览器中途退出", notes)
        answers = (*drawing.answers, *fetched.answers)  # what the page itself is stands last
        body = (html or "").encode("utf-8", "replace")
        if html is None or drawing.refused or len(body) > self._options.max_bytes:
            return replace(fetched, answers=answers)
        headers = (("Content-Type", "text/html; charset=utf-8"), (RENDERED, f"chromium {self._browser.version}"))
        capture = fetched.capture
        answer = Answer(capture.final_url, capture.status, headers, body, clock.stamp(), "OK")
        shown = capture_of(answer, url=capture.url, max_bytes=self._options.max_bytes)
        return replace(fetched, capture=shown, answers=(*answers, answer), rendered=True)

    async def close(self) -> None:
        """End the browser."""
        if self._driver is not None:
            with suppress(Exception):  # it may be gone already
                await self._browser.close()
            await self._driver.stop()

    async def _ready(self, notes: list[str]) -> bool:
        """Start the browser once; tell whether it is there."""
        async with self._starting:
            if self._browser is None and not self._hindered:
                problem = hindrance() or await self._launch()
                if problem:
                    self._give_up(problem, notes)
        return not self._hindered

    def _give_up(self, problem: str, notes: list[str]) -> None:
        """Draw nothing any more, and say once why."""
        if not self._hindered:
            self._hindered = True
            notes.append(f"等脚本填写的网页没有渲染:{problem}")

    async def _launch(self) -> str:
        from playwright.async_api import Error, async_playwright  # noqa: PLC0415 - an extra; slow to import

        driver = await async_playwright().start()
        root = ["--no-sandbox"] if getattr(os, "geteuid", lambda: 1)() == 0 else []  # Chromium's own rule for root
        try:
            self._browser = await driver.chromium.launch(
                executable_path=find_browser(), args=[*_FLAGS, *root], proxy=_NOWHERE
            )
        except Error as error:
            await driver.stop()
            return f"浏览器没有启动({str(error).splitlines()[0]})"
        self._driver = driver
        return ""


class _Kept:
    """Scripts that came, each under the bar of its site: what one site may ask for, another may not."""

    def __init__(self) -> None:
        self._captures: dict[tuple[Bar, str], Capture] = {}
        self._room = _MOST_KEPT

    def get(self, bar: Bar, url: str) -> Capture | None:
        """Return what *url* answered to the site of *bar*."""
        return self._captures.get((bar, url))

    def add(self, bar: Bar, url: str, capture: Capture) -> None:
        """Keep *capture* if it came and there is room."""
        if capture.outcome in _CAME and len(capture.body) <= self._room:
            self._captures[bar, url] = capture
            self._room -= len(capture.body)


class _Drawing:
    """One page being drawn; `refused` once a question of its scripts for data stayed without an answer."""

    def __init__(self, fetcher: Fetcher, kept: _Kept, capture: Capture, bar: Bar) -> None:
        self._fetcher, self._kept, self._capture, self._bar = fetcher, kept, capture, bar
        self.answers: list[Answer] = []
        self.refused = False
        self._served = False

    async def run(self, browser: Any, seconds: float) -> str | None:  # noqa: ANN401 - only there with the extra
        """Return the markup of the page once nothing more is asked for, None where it does not come to rest."""
        from playwright.async_api import Error  # noqa: PLC0415 - an extra

        context = None
        try:
            async with asyncio.timeout(seconds):
                context = await browser.new_context(
                    user_agent=self._fetcher.agent, locale="zh-CN", accept_downloads=False, service_workers="block"
                )
                await context.route("**/*", self._answer)
                page = await context.new_page()
                await page.goto(self._capture.final_url, wait_until="load", timeout=0)
                await page.wait_for_load_state("networkidle", timeout=0)
                content: str = await page.content()
                return content
        except (Error, TimeoutError):
            return None
        finally:
            if context is not None:
                with suppress(Error):  # the browser may be gone
                    await context.close()

    async def _answer(self, route: Any) -> None:  # noqa: ANN401 - only there with the extra
        from playwright.async_api import Error  # noqa: PLC0415 - an extra

        request = route.request
        with suppress(Error):  # the page may be gone meanwhile
            if request.is_navigation_request():
                await self._document(route)
            elif request.method == "GET" and request.resource_type in {"script", "xhr", "fetch"}:
                await self._asked(route, urldefrag(request.url).url, request.resource_type)
            else:  # pictures, styles, films, and whatever would change something at the server
                self.refused |= request.resource_type in _DATA
                await route.abort("aborted")

    async def _document(self, route: Any) -> None:  # noqa: ANN401
        """Hand out the page that was fetched already; frames and other pages are not gone to."""
        own = urldefrag(route.request.url).url == urldefrag(self._capture.final_url).url
        if not own or self._served:
            await route.abort("aborted")
            return
        self._served = True
        await _hand_out(route, self._capture)

    async def _asked(self, route: Any, url: str, kind: str) -> None:  # noqa: ANN401
        capture = self._kept.get(self._bar, url) if kind == "script" else None
        if capture is None or await self._bar(url):
            fetched = await self._fetcher.fetch(url, self._bar)
            capture = fetched.capture
            self.answers += fetched.answers
            if kind == "script":
                self._kept.add(self._bar, url, capture)
        if capture.outcome in _CAME:
            await _hand_out(route, capture)
            return
        # A script of another host (a counter) may be missing; one of the site's own, and data, may not.
        self.refused |= kind in _DATA or capture.outcome is not Reason.OUT_OF_SCOPE
        await route.abort("failed")


async def _hand_out(route: Any, capture: Capture) -> None:  # noqa: ANN401
    headers = {name: value for name, value in capture.headers if name.lower() not in _HELD}
    await route.fulfill(status=capture.status, headers=headers, body=capture.body)
