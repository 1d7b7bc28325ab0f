"""A site on which every address misbehaves in its own way is crawled to the end, and every good page is there once."""

import json
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

import pytest
from crawl.fault_server import (
    TEXT,
    Case,
    FaultServer,
    bomb,
    chunks,
    crawl,
    drips,
    endless,
    further,
    hangs,
    head,
    leads,
    next_month,
    not_there,
    packed,
    page,
    raw,
    resets,
    resets_amid,
    says,
    turns,
)

from auditor.archive.verify import verify
from auditor.config import CrawlOptions

GOOD = says(page())
SHIELD = page("", "").replace(b"</body>", b"<script>$_ts=window['$_ts'];</script></body>")
WAF = page("您的请求可能存在威胁,已被拦截", "网站防火墙")
GBK = page().decode().encode("gbk")
CHUNKED = head("200 OK", "Transfer-Encoding: chunked")
DAMAGED = b"<html><body><p>" + bytes(range(128, 255)) * 60
MOST = 12_000_000  # bytes of an answer
MEMORY = 300  # MB


def cases() -> list[Case]:
    """Return every behaviour and what must become of it."""
    return [*answers(), *bodies(), *redirects(), *shields(), *again(), *spellings()]


def answers() -> list[Case]:
    return [
        Case("/good", "ok", GOOD),
        Case("/hangs", "timeout", hangs),
        Case("/drips", "timeout", drips),
        Case("/reset", "reset", resets),
        Case("/reset-amid", "truncated", resets_amid),
        Case("/closes", "reset", raw(b"")),
        Case("/no-http", "reset", raw(b"SSH-2.0-OpenSSH_9.2\r\n")),
        Case("/bad-status", "reset", raw(b"HTTP/1.1 abc OK\r\n\r\n")),
        Case("/many-headers", "reset", says(page(), *(f"X-{n}: {n}" for n in range(20_000)))),
        Case("/too-many-headers", "too_large", says(page(), *(f"X-{n}: {n}" for n in range(600)))),
        Case("/long-header", "reset", says(page(), "X-Long: " + "x" * 500_000)),
        Case("/injecting", "ok", says(page(), "X-A: \x1b[31m", "X-B: =1+1")),
        Case("/continue", "ok", raw(b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + head("200 OK") + page())),
        Case("/no-content", "empty", says(b"", status="204 No Content")),
        Case("/not-modified", "empty", says(b"", status="304 Not Modified")),
        Case("/gone", "http_4xx", says(page(TEXT), status="410 Gone")),
        Case("/missing", "http_4xx", not_there),
        Case("/teapot", "http_4xx", says(page(TEXT), status="418 I'm a teapot")),
        Case("/forbidden", "http_4xx", says(page("403 Forbidden", "403 Forbidden"), status="403 Forbidden")),
        Case("/broken", "http_5xx", says(page(TEXT), status="500 Internal Server Error")),
    ]


def bodies() -> list[Case]:
    gzipped = partial(says, status="200 OK")
    return [
        Case("/endless", "too_large", endless),
        Case("/huge", "too_large", says(b"", length=10_000_000_000)),
        Case("/short", "truncated", says(page(), length=50_000)),
        Case("/longer", "ok", raw(head("200 OK", length=len(page())) + page() + b"<p>more")),
        Case("/no-length", "ok", raw(head("200 OK") + page())),
        Case("/chunked", "ok", raw(CHUNKED + chunks(page()[:50], page()[50:]))),
        Case("/chunk-cut", "truncated", raw(CHUNKED + chunks(page(), end=b"ff\r\nxx"))),
        Case("/chunk-bad", "truncated", raw(CHUNKED + b"zz\r\n" + page())),
        Case("/gzip", "ok", gzipped(packed(page()), "Content-Encoding: gzip")),
        Case("/gzip-cut", "truncated", gzipped(packed(page())[:-20], "Content-Encoding: gzip")),
        Case("/gzip-lie", "encoding", gzipped(page(), "Content-Encoding: gzip")),
        Case("/gzip-bomb", "too_large", gzipped(bomb(), "Content-Encoding: gzip")),
        Case("/gzip-nested", "ok", gzipped(packed(page(), 3), "Content-Encoding: gzip, gzip, gzip")),
        Case("/unknown-coding", "ok", says(page(), "Content-Encoding: identity, x-new")),
        Case("/empty", "empty", says(b"")),
        Case("/blank", "empty", says(b" \r\n\t" * 50)),
        Case("/pdf", "unsupported_file", says(b"%PDF-1.7\x00" + bytes(500))),
        Case("/gbk", "ok", says(GBK, "Content-Type: text/html", html=False)),
        Case("/damaged", "encoding", says(DAMAGED)),
        Case("/big", "ok", says(b"<html><body><h1>x</h1>" + f"<p>{TEXT}</p>".encode() * 65_000)),
        Case("/nested", "ok", says(b"<div>" * 100_000 + page())),
        Case("/links", "ok", says(b"".join(b'<a href="/to/%d">a</a>' % n for n in range(50_000)) + page())),
    ]


def redirects() -> list[Case]:
    cookie = "Set-Cookie: seen=1"
    return [
        Case("/loop", "redirect_loop", leads("/loop")),
        Case("/ping", "redirect_loop", leads("/pong")),
        Case("/further", "redirect_loop", further, deep=True),
        Case("/nowhere", "redirect_loop", leads("")),
        Case("/cookie", "ok", turns(leads("/cookie", "302 Found", cookie), GOOD)),
        Case("/moved", "ok", leads("/arrived", "301 Moved Permanently")),
        Case("/away", "out_of_scope", leads("FOREIGN/x")),
        Case("/away-308", "out_of_scope", leads("FOREIGN/x", "308 Permanent Redirect")),
        Case("/away-slashes", "out_of_scope", leads("//127.0.0.2/x")),
        Case("/away-backslash", "out_of_scope", leads("\\\\127.0.0.2/x")),
        Case("/away-user", "out_of_scope", leads("http://127.0.0.1@127.0.0.2/x")),
        Case("/metadata", "out_of_scope", leads("http://169.254.169.254/latest/meta-data/")),
        Case("/intranet", "out_of_scope", leads("http://10.0.0.1/")),
        Case("/file", "out_of_scope", leads("file:///etc/passwd")),
        Case("/data", "out_of_scope", leads("data:text/html,<p>x</p>")),
        Case("/script", "out_of_scope", leads("javascript:alert(1)")),
        Case("/refresh", "ok", says(b'<meta http-equiv="refresh" content="0;url=http://127.0.0.2/x">')),
        Case("/base", "ok", says(b'<base href="http://127.0.0.2/"><a href="away.html">x</a>' + page())),
    ]


def shields() -> list[Case]:
    return [
        Case("/waf-403", "blocked_waf", says(WAF, status="403 Forbidden")),
        Case("/waf-200", "blocked_waf", says(WAF)),
        Case("/shield-412", "js_challenge", says(SHIELD, status="412 Precondition Failed")),
        Case(
            "/shield-521", "js_challenge", says(page("", "").replace(b"</p>", b"<script>x()</script>"), status="521 x")
        ),
        Case("/shield-200", "js_challenge", says(SHIELD)),
        Case("/login-401", "login", says(page(TEXT), "WWW-Authenticate: Basic", status="401 Unauthorized")),
        Case("/login-200", "login", says(page("<input type=password>用户登录", "登录"))),
        Case("/soft-404", "soft_404", says(page("您访问的页面不存在", "出错了"))),
    ]


def again() -> list[Case]:
    busy = says(page("稍候", "稍候"), "Retry-After: 1", status="503 Service Unavailable")
    many = says(page("稍候", "稍候"), "Retry-After: 0", status="429 Too Many Requests")
    return [
        Case("/503-then-fine", "ok", turns(busy, GOOD)),
        Case("/429-then-fine", "ok", turns(many, GOOD)),
        Case("/429", "http_4xx", many),
        Case("/reset-then-fine", "ok", turns(resets, GOOD)),
        Case("/cut-then-fine", "ok", turns(says(page(), length=50_000), GOOD)),
    ]


def spellings() -> list[Case]:
    """Return addresses that the column names in several ways; each must be asked for once."""
    return [
        Case("/doc.html", "ok", GOOD, "/a/../doc.html"),
        Case("/doc.html", "ok", GOOD, "/./doc.html#top"),
        Case("/doc.html", "ok", GOOD, "/doc.html;jsessionid=0123"),
        Case("/show?a=1&b=2", "ok", GOOD),
        Case("/show?a=1&b=2", "ok", GOOD, "/show?b=2&a=1"),
        Case("/show?a=1&b=2", "ok", GOOD, "/show?PHPSESSID=1&b=2&a=1"),
        Case("/doc.html", "ok", GOOD, "/(S(0123456789abcdef))/doc.html"),
        Case("/index.html", "ok", GOOD, "/index.html"),
    ]


TRAPS = {
    "calendar": ("/calendar/2099-01.html", "/events?year=2099"),
    "endless_path": ("/deep/deep/deep/x.html", "/" + "d/" * 40, "/x?" + "y" * 3000),
    "parameters": ("/find?a=1&a=2&a=3&a=4", "/find?" + "&".join(f"p{n}=" for n in range(40))),
    "outside": ("http://127.0.0.2/x", "http://localhost:1/x"),
    "file": ("/x.exe",),
}


def column(listed: list[Case]) -> bytes:
    row = '<li><a href="{}">关于第{}件事的通知</a><span>2023-05-01</span></li>'
    traps = [one for ones in TRAPS.values() for one in ones]
    rows = "".join(row.format(one, n) for n, one in enumerate([*(one.asked_as or one.path for one in listed), *traps]))
    return f"<html><title>政策文件</title><body><ul>{rows}</ul></body></html>".encode()


class Crawled(NamedTuple):
    """What came of the crawl: the server that was asked, address → outcome, the run folder, the most MB taken."""

    server: FaultServer
    outcomes: dict[str, str]
    run: Path
    memory: int


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Crawled:
    """Crawl the site once."""
    listed = cases()
    run = tmp_path_factory.mktemp("faults") / "run"
    with FaultServer() as server:
        home = says(page())
        extra = [Case("/", "ok", home), Case("/pong", "", leads("/ping")), Case("/arrived", "", GOOD)]
        calendar = Case("/calendar", "ok", next_month, deep=True)
        server.cases = [*listed, *extra, calendar, Case("/list", "ok", says(column(listed)))]
        options = CrawlOptions(delay=0.0, timeout=1.5, retries=1, per_host=8, max_bytes=MOST)
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
            memory = pool.submit(crawl, server.origin, ("/list", "/calendar.html"), run, options).result()
        lines = (run / "faults" / "captures.jsonl").read_text("utf-8").splitlines()
        outcomes = {line["url"].removeprefix(server.origin): line["outcome"] for line in map(json.loads, lines)}
        return Crawled(server, outcomes, run, memory)


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.asked_as or case.path)
def test_each_behaviour_has_its_reason(case: Case, crawled: Crawled) -> None:
    assert crawled.outcomes.get("/" if case.path == "/index.html" else case.path) == case.outcome


def test_there_are_more_than_fifty() -> None:
    assert len({case.path for case in cases()}) > 50


def test_every_good_page_is_asked_for_once(crawled: Crawled) -> None:
    asked = Counter(path for _, path in crawled.server.asked)
    twice = {"/cookie", "/503-then-fine", "/429-then-fine", "/reset-then-fine", "/cut-then-fine"}
    good = {path for path, outcome in crawled.outcomes.items() if outcome == "ok"} - {"/moved"}
    assert {path: asked[path] for path in good} == {path: 2 if path in twice else 1 for path in good}


def test_a_trap_is_cut_and_nothing_outside_is_asked_for(crawled: Crawled) -> None:
    asked = [path for _, path in crawled.server.asked]
    assert sum(path.startswith("/calendar") for path in asked) < 5
    assert not any(path.startswith("/to/") for path in asked)
    assert crawled.server.outside == []


def test_what_looks_like_a_trap_is_told_and_not_asked_for(crawled: Crawled) -> None:
    about = json.loads((crawled.run / "faults/site.json").read_text("utf-8"))
    told = {one["reason"]: one["count"] for one in about["passed_over"]}
    assert {reason: told[reason] for reason in TRAPS} == {reason: len(ones) for reason, ones in TRAPS.items()}
    asked = {path for _, path in crawled.server.asked}
    assert not asked & {one for ones in TRAPS.values() for one in ones}


def test_the_evidence_is_sound_and_memory_is_bounded(crawled: Crawled) -> None:
    assert verify(crawled.run / "faults").faults == ()
    assert crawled.memory < MEMORY
