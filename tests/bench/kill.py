"""Kills `auditor run` at random moments and lets it go on: nothing is lost, asked for twice or judged otherwise.

    make bench-kill       or        PYTHONPATH=. python tests/bench/kill.py [--rounds 20] [--kills 3] [--seed 1]

Each round is a run of its own against a site on loopback: killed with SIGKILL as often as said, half of the times
after some request, half of the times after some time (also while it starts, closes or judges), then left alone.
"""

import argparse
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from auditor.archive.verify import verify

HOST = "http://www.example.gov.cn"
IN_FLIGHT = 2  # pages of the host at once
LISTS, EACH = 3, 12  # pages of the column, items on each
_SECONDS = 120  # of a run, before something is wrong


def pages() -> dict[str, str]:
    """Return the site: a home page, a column of some pages, its documents (some of one text) and interpretations."""
    site = {
        "/": '<html><head><title>某县人民政府</title></head><body><a href="/zcwj/index.htm">政策文件</a></body></html>'
    }
    for number in range(LISTS):
        items = "".join(
            f'<li><a href="/zcwj/{one}.htm">关于印发第{one}号办法的通知</a><span>2023-07-{one % 28 + 1:02}</span></li>'
            for one in range(number * EACH, (number + 1) * EACH)
        )
        further = f'<a href="index_{number + 1}.htm">下一页</a>' if number + 1 < LISTS else ""
        name = f"index_{number}.htm" if number else "index.htm"
        where = '<div>当前位置: <a href="/">首页</a> &gt; 政策文件</div>'
        site[f"/zcwj/{name}"] = (
            f"<html><head><title>政策文件</title></head><body>{where}<ul>{items}</ul><div>{further}</div></body></html>"
        )
    for one in range(LISTS * EACH):
        text = 0 if one % 6 == 0 else one  # so that revisit records are killed and resumed, too
        site[f"/zcwj/{one}.htm"] = _document(text)
        site[f"/zcjd/{text}.htm"] = f"<html><body><h1>《第{text}号办法》政策解读</h1><p>一、背景</p></body></html>"
    return site


def _document(one: int) -> str:
    rows = (("索引号", f"a0001/2023-{one}"), ("发文字号", f"某政发〔2023〕{one}号"), ("成文日期", "2023年7月14日"))
    table = "".join(
        f"<tr><td>{label}</td><td>{value}</td></tr>" for label, value in (*rows, ("公开日期", "2023年7月1日"))
    )
    return (
        f"<html><head><title>关于印发第{one}号办法的通知</title></head><body><h1>关于印发第{one}号办法的通知</h1>"
        f'<table>{table}</table><div id="zoom"><p>各乡镇人民政府:</p><p>现将办法印发给你们。</p></div>'
        f'<div>相关解读: <a href="/zcjd/{one}.htm">《第{one}号办法》政策解读</a></div></body></html>'
    )


@dataclass
class Server:
    """The site on loopback, and what it was asked for."""

    site: Mapping[str, str] = field(default_factory=pages)
    pause: float = 0.005  # seconds before each answer
    asked: list[str] = field(default_factory=list)
    changed: threading.Condition = field(default_factory=threading.Condition)
    origin: str = ""

    def wait_for(self, requests: int, seconds: float) -> None:
        """Wait until so many requests have come, or so long."""
        with self.changed:
            self.changed.wait_for(lambda: len(self.asked) >= requests, seconds)

    def asked_since(self, start: int) -> Counter[str]:
        """Count the addresses of the site that were asked for after the first *start* requests."""
        return Counter(path for path in self.asked[start:] if path in self.site)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def __init__(self, server: Server, *args: object) -> None:
        self._site = server
        super().__init__(*args)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        """Remember the request, then answer it."""
        with self._site.changed:
            self._site.asked.append(self.path)
            self._site.changed.notify_all()
        time.sleep(self._site.pause)
        found = self._site.site.get(self.path)
        body = (found or "404").encode()
        try:
            self.send_response(200 if found else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
        except OSError:  # who asked was killed
            self.close_connection = True

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def serving() -> Iterator[Server]:
    """Serve the site until the context is left."""
    server = Server()
    listener = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, server))
    listener.daemon_threads = True
    listener.handle_error = lambda *_: None  # type: ignore[method-assign]
    server.origin = f"http://127.0.0.1:{listener.server_port}"
    thread = threading.Thread(target=listener.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        listener.shutdown()
        listener.server_close()
        thread.join()


@dataclass(frozen=True)
class Trial:
    """Where the rounds take place: a folder, the server, the undisturbed report and how long that run took (s)."""

    folder: Path
    server: Server
    wanted: Any
    seconds: float

    def round(self, name: str, kills: int, chance: random.Random) -> list[str]:
        """Run once with so many kills and return what was wrong, nothing where all is well."""
        run = self.folder / name
        wrong: list[str] = []
        known: dict[str, tuple[Any, ...]] = {}
        asked: Counter[str] = Counter()
        lost = 0
        for number in range(kills + 1):
            start = len(self.server.asked)
            process = _started(self.folder, run)
            if number < kills:
                self._wait(start, chance)
                process.send_signal(signal.SIGKILL)
            said = process.communicate(timeout=_SECONDS)[1].decode()
            if number == kills and process.returncode != 0:
                wrong.append(f"ends with {process.returncode}: {said}")
            time.sleep(self.server.pause * 4)  # the server may still be at the last requests
            here, now = self.server.asked_since(start), captures(run)
            wrong += [f"{path} was captured and asked for again" for path in sorted(here.keys() & known.keys())]
            wrong += [f"{path} was captured and is gone" for path in sorted(known.keys() - now.keys())]
            wrong += [f"{path} was captured otherwise" for path in sorted(known) if now.get(path) != known[path]]
            unseen = len(here.keys() - now.keys())
            if unseen > IN_FLIGHT:
                wrong.append(f"{unseen} pages were asked for and lost, {IN_FLIGHT} were in flight")
            lost += unseen
            asked += here
            known = now
        wrong += [f"{path} was asked for {count} times" for path, count in asked.items() if count > kills + 1]
        if asked.total() != len(self.server.site) + lost:
            wrong.append(f"{asked.total()} requests for {len(self.server.site)} pages, {lost} lost in flight")
        if known.keys() != self.server.site.keys():
            wrong.append(f"{len(known)} pages of {len(self.server.site)} captured")
        if not wrong and report(run) != self.wanted:
            wrong.append("the report differs from the undisturbed one")
        return [*wrong, *(f"evidence: {fault}" for fault in verify(run).faults)]

    def _wait(self, start: int, chance: random.Random) -> None:
        """Wait for the moment of a kill: after some request and a little more, or after some time."""
        if chance.random() < 0.5:
            self.server.wait_for(start + chance.randint(1, len(self.server.site)), self.seconds * 2)
            time.sleep(chance.random() * 0.02)
        else:
            time.sleep(chance.random() * self.seconds)


def trial(folder: Path, server: Server) -> Trial:
    """Write the configuration and run once undisturbed."""
    text = (
        "as_of: 2023-12-31\nsites:\n  - id: demo\n    name: 某县人民政府\n    home: " + HOST + "/\n    level: county\n"
        "    columns:\n      - {name: 政策文件, role: policy_documents, url: " + HOST + "/zcwj/index.htm}\n"
        f"crawl: {{delay: 0, per_host: {IN_FLIGHT}}}\nmirror: {json.dumps({HOST: server.origin})}\n"
    )
    (folder / "auditor.yaml").write_text(text, encoding="utf-8")
    begin = time.monotonic()
    process = _started(folder, folder / "undisturbed")
    said = process.communicate(timeout=_SECONDS)[1].decode()
    seconds = time.monotonic() - begin
    found = captures(folder / "undisturbed")
    if process.returncode or found.keys() != server.site.keys():
        raise SystemExit(f"the undisturbed run ends with {process.returncode} and {len(found)} pages: {said}")
    return Trial(folder, server, report(folder / "undisturbed"), seconds)


def captures(run: Path) -> dict[str, tuple[Any, ...]]:
    """Return what the state holds: path → time, digest and place of each capture."""
    file = run / "demo/state.db"
    if not file.is_file():
        return {}
    with closing(sqlite3.connect(file)) as state:
        try:
            rows = list(state.execute("SELECT url, fetched_at, digest, file, offset, length FROM captures"))
        except sqlite3.OperationalError:  # killed before the tables were made
            return {}
    return {str(url).removeprefix(HOST): tuple(row) for url, *row in rows}


def report(run: Path) -> Any:  # noqa: ANN401 - JSON
    """Return the report without the times of the captures, on which two runs can never agree."""
    return _timeless(json.loads((run / "report.json").read_text(encoding="utf-8")))


def _timeless(value: Any) -> Any:  # noqa: ANN401 - JSON
    if isinstance(value, dict):
        return {key: _timeless(one) for key, one in value.items() if key != "fetched_at"}
    return [_timeless(one) for one in value] if isinstance(value, list) else value


def _started(folder: Path, run: Path) -> "subprocess.Popen[bytes]":
    words = ["run", "-c", folder / "auditor.yaml", "--out", run, "--exit-zero", "-q", "-f", f"json={run}/report.json"]
    command = _command(*words, *(["--resume"] if run.exists() else []))
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=dict(os.environ))


def _command(*words: object) -> list[str]:
    return [sys.executable, "-m", "auditor", *map(str, words)]


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main() -> int:
    """Print each round; 1 where anything was wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--kills", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    chance, failed = random.Random(given.seed), 0  # noqa: S311 - no secret
    with tempfile.TemporaryDirectory() as folder, serving() as server:
        place = trial(Path(folder), server)
        _say(f"undisturbed: {len(server.site)} pages in {place.seconds:.1f} s")
        for number in range(given.rounds):
            wrong = place.round(f"round-{number + 1}", given.kills, chance)
            failed += bool(wrong)
            _say(f"round {number + 1}: {'; '.join(wrong) or 'nothing lost, nothing asked for twice, same report'}")
    _say(f"{given.rounds - failed} of {given.rounds} rounds sound, {given.kills} kills each")
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
