"""What a broken machine does to a crawl: it stops with one line, and goes on from there."""

import json
import sqlite3
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from auditor import catalog, config, pipeline
from auditor.archive.lock import LOCK, alone
from auditor.archive.manifest import MANIFEST
from auditor.archive.serve import serve
from auditor.cli import options
from auditor.errors import UsageError

Call = Callable[..., Any]
PAGES = 12


@pytest.fixture
def site(mirror: Path, tmp_path: Path) -> Iterator[Path]:
    """Serve a site of some pages and return the configuration that crawls it."""
    folder = mirror / "www.example.gov.cn/zwgk/zcwj"
    page = (folder / "1.htm").read_text(encoding="utf-8")
    links = "".join(
        f'<li><a href="{n}.htm">关于第{n}号办法的通知</a><span>2023-07-01</span></li>' for n in range(PAGES)
    )
    listing = (folder / "index.htm").read_text(encoding="utf-8")
    (folder / "index.htm").write_text(listing.replace("<ul>", f"<ul>{links}"), encoding="utf-8")
    for n in range(PAGES):
        (folder / f"{n}.htm").write_text(page.replace("1号", f"{n}号") + "<p>正文</p>" * 400, encoding="utf-8")
    with serve(mirror) as served:
        text = (mirror / "auditor.yaml").read_text(encoding="utf-8")
        file = tmp_path / "auditor.yaml"
        file.write_text(f"{text}crawl: {{delay: 0, per_host: 1}}\nmirror: {json.dumps(served)}\n", encoding="utf-8")
        yield file


def captured(run: Path) -> dict[str, str]:
    lines = (run / "example/captures.jsonl").read_text(encoding="utf-8").splitlines()
    return {line["url"]: line["fetched_at"] for line in map(json.loads, lines)}


LIMITED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), int(sys.argv[1])))
del sys.argv[1]
from auditor.cli import main
main()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="limits of files are POSIX")
def test_a_full_disk_stops_the_crawl_and_nothing_is_lost(
    call: Call, site: Path, tmp_path: Path, started: Callable[..., Any]
) -> None:
    run = tmp_path / "run"
    full = started(LIMITED, 90_000, "crawl", "-c", site, "--out", run)
    assert full.code == 2
    assert full.err.splitlines()[-1].startswith(f"{run}:写不下去(")
    assert "--resume" in full.err
    assert "Traceback" not in full.err
    with sqlite3.connect(run / "example/state.db") as state:
        before = dict(state.execute("SELECT url, fetched_at FROM captures"))
    state.close()
    assert 0 < len(before) < PAGES + 2
    assert call("evidence", "verify", run).code == 1  # no manifest yet, and it says so
    assert call("crawl", "-c", site, "--out", run, "--resume").code == 0
    after = captured(run)
    assert before.items() <= after.items()
    assert len(after) == PAGES + 2  # home and column
    assert call("evidence", "verify", run).code == 0


@pytest.mark.parametrize("word", ["crawl", "run"])
def test_a_folder_that_cannot_be_written_is_told_in_one_line(
    word: str, call: Call, site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    below_a_file = call(word, "-c", site, "--out", site / "run")
    assert (below_a_file.code, below_a_file.out) == (2, "")
    assert below_a_file.err == f"{site / 'run'}:无法写入(上级不是文件夹)\n"

    def read_only(*_: object, **__: object) -> None:
        raise OSError(30, "Read-only file system")

    run = tmp_path / "run"
    run.mkdir()
    monkeypatch.setattr(Path, "mkdir", read_only)
    found = call(word, "-c", site, "--out", run)
    assert (found.code, found.out) == (2, "")
    assert "磁盘只读" in found.err
    assert found.err.count("\n") == 1


def test_a_second_process_is_refused_and_changes_nothing(call: Call, site: Path, tmp_path: Path) -> None:
    run = tmp_path / "run"
    assert call("crawl", "-c", site, "--out", run).code == 0
    assert not (run / LOCK).exists()
    before = (run / MANIFEST).read_bytes()
    (run / "example/manifest.json").write_text("{}", encoding="utf-8")
    with alone(run):
        for words in (("--resume",), ()):
            found = call("crawl", "-c", site, "--out", run, *words)
            assert (found.code, found.out) == (2, "")
            assert found.err == f"{run}:另一个进程正在抓取到这里,请等它结束\n"
    assert (run / MANIFEST).read_bytes() == before
    assert call("crawl", "-c", site, "--out", run, "--resume").code == 0
    assert call("evidence", "verify", run).code == 0


def test_a_run_that_was_killed_before_it_said_what_was_asked_is_resumed(call: Call, site: Path, tmp_path: Path) -> None:
    run = tmp_path / "run"
    run.mkdir()
    assert call("crawl", "-c", site, "--out", run, "--resume").code == 0
    assert json.loads((run / "run.json").read_text(encoding="utf-8"))["as_of"] == "2023-12-31"
    assert call("check", run).code == 1
    assert call("crawl", "-c", site, "--out", tmp_path / "none", "--resume").code == 2
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("left", [0, 3000])
def test_what_a_power_failure_took_is_asked_for_again_and_nothing_else(
    left: int, call: Call, site: Path, tmp_path: Path
) -> None:
    run = tmp_path / "run"
    settings = config.load(site)
    pipeline.crawl(settings, (), run, catalog=catalog.load(), today=options.today())
    before = captured(run)
    evidence = run / "example/evidence-00001.warc.gz"
    whole = evidence.stat().st_size
    with evidence.open("r+b") as file:
        file.truncate(left)
    found = call("crawl", "-c", site, "--out", run, "--resume")
    assert found.code == 0
    assert "evidence-00001.warc.gz 比记下的短" in found.err
    after = captured(run)
    assert after.keys() == before.keys()
    assert evidence.stat().st_size > whole // 2
    assert call("evidence", "verify", run).code == 0


def test_what_stopped_a_crawl_is_told_though_its_manifest_cannot_be_written(
    call: Call, site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    def stopped(*_: object, **__: object) -> None:
        raise UsageError("先出的错")

    monkeypatch.setattr("auditor.pipeline.crawling.write_run_manifest", full)
    found = call("crawl", "-c", site, "--out", tmp_path / "whole")
    assert (found.code, found.err) == (2, f"{tmp_path / 'whole'}:无法写入(磁盘已满)\n")
    monkeypatch.setattr("auditor.pipeline.crawling.crawl_sites", stopped)
    found = call("crawl", "-c", site, "--out", tmp_path / "stopped")
    assert (found.code, found.err) == (2, "先出的错\n")
