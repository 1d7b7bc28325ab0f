"""Progress is a bar on a terminal, a line every half minute elsewhere, and nothing with -q."""

import contextlib
import io
import json
import logging
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import auditor
from auditor.archive.serve import serve
from auditor.cli import progress
from auditor.crawl import Progress

REPOSITORY = Path(auditor.__file__).parents[1]
PROGRAM = "from auditor.cli import main; main()"


@pytest.fixture(autouse=True)
def _level() -> Iterator[None]:
    logger = logging.getLogger("auditor")
    before = logger.level
    logger.setLevel(logging.WARNING)
    yield
    logger.setLevel(before)


def test_a_plain_line_every_half_minute(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    now = [0.0]
    monkeypatch.setattr(progress, "monotonic", lambda: now[0])
    with progress.shown(3) as tell:
        assert tell is not None
        tell(Progress("a", "甲", 5, 9, problem="http://a/ timeout"))
        assert capsys.readouterr().err == ""
        now[0] = 31.0
        tell(Progress("b", "乙", 2, 0, finished=True))
        told = capsys.readouterr().err
        assert told == "站点 1/3,已取 7 页,待取 9 页;最近的问题: http://a/ 超时（timeout）\n"
        now[0] = 60.0
        tell(Progress("a", "甲", 6, 8))
        assert capsys.readouterr().err == ""
        now[0] = 62.0
        tell(Progress("a", "甲", 7, 7))
        assert capsys.readouterr().err.startswith("站点 1/3,已取 9 页,待取 7 页")


def test_no_problem_is_not_mentioned(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(progress, "PAUSE", 0.0)
    with progress.shown(1) as tell:
        assert tell is not None
        tell(Progress("a", "甲", 1, 0))
    assert capsys.readouterr().err == "站点 0/1,已取 1 页,待取 0 页\n"


def test_an_address_that_a_page_made_up_does_nothing_to_a_log(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(progress, "PAUSE", 0.0)
    with progress.shown(1) as tell:
        assert tell is not None
        tell(Progress("a", "甲", 1, 0, problem="http://a/\x1b[31m\u202e timeout"))
    assert capsys.readouterr().err.endswith("http://a/\\x1b[31m\\u202e 超时（timeout）\n")


def test_quiet_is_quiet() -> None:
    logging.getLogger("auditor").setLevel(logging.ERROR)
    with progress.shown(1) as tell:
        assert tell is None


class Terminal(io.StringIO):
    """A terminal of a hundred columns."""

    def isatty(self) -> bool:
        """Be one."""
        return True


def test_bars_on_a_terminal_name_the_site_and_the_last_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("COLUMNS", "160")
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("NO_COLOR", "1")
    with progress.shown(2) as tell:
        assert tell is not None
        tell(Progress("a", "郯城[县]", 5, 15))
        tell(Progress("a", "郯城[县]", 6, 14, problem="http://a/[x]\u202e timeout"))
        tell(Progress("b", "乙", 1, 0, finished=True))
        tell(Progress("a", "郯城[县]", 20, 0, finished=True))
    shown = terminal.getvalue()
    for part in ("郯城[县]", "全部站点", "http://a/[x]\\u202e 超时（timeout）", "2/2"):
        assert part in shown
    assert "\x1b[3" not in shown


def test_a_crawl_that_waits_is_told_too(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(progress, "LOOK", 0.01)
    monkeypatch.setattr(progress, "PAUSE", 0.05)
    with progress.shown(1) as tell:
        assert tell is not None
        tell(Progress("a", "甲", 1, 4))
        until = time.monotonic() + 5
        told = ""
        while told.count("\n") < 2 and time.monotonic() < until:
            time.sleep(0.02)
            told += capsys.readouterr().err
    assert told.splitlines()[:2] == ["站点 0/1,已取 1 页,待取 4 页"] * 2
    capsys.readouterr()
    time.sleep(0.1)
    assert capsys.readouterr().err == ""


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo terminals are POSIX")
@pytest.mark.parametrize("colour", [True, False])
def test_on_a_real_terminal_there_are_bars_and_no_colour_where_none_is_wanted(
    *, colour: bool, mirror: Path, tmp_path: Path
) -> None:
    import pty  # noqa: PLC0415 - POSIX alone has it

    lead, follow = pty.openpty()
    more = {"TERM": "xterm-256color", "COLUMNS": "120", "PYTHONPATH": str(REPOSITORY)}
    environment = {name: value for name, value in os.environ.items() if name not in {"NO_COLOR", "FORCE_COLOR"}}
    environment |= more if colour else {**more, "NO_COLOR": "1"}
    command = [
        sys.executable,
        "-c",
        PROGRAM,
        "crawl",
        "-c",
        str(mirror / "served.yaml"),
        "--out",
        str(tmp_path / "run"),
    ]
    with (
        serve(mirror) as served,
        (mirror / "auditor.yaml").open(encoding="utf-8") as written,
        (mirror / "served.yaml").open("w", encoding="utf-8") as settings,
    ):
        settings.write(f"mirror: {json.dumps(served)}\ncrawl: {{delay: 0.1}}\n{written.read()}")
        settings.flush()
        shown = _watched(command, environment, lead, follow)
    assert "全部站点".encode() in shown
    assert "━".encode() in shown
    coloured = re.search(rb"\x1b\[[0-9;]*(?:3[0-7]|38;5;\d+|9[0-7])m", shown)
    assert bool(coloured) == colour


def _watched(command: list[str], environment: dict[str, str], lead: int, follow: int) -> bytes:
    """Run a command whose stderr is a terminal, and return what is shown there."""
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=follow, env=environment) as process:
        os.close(follow)
        shown = b""
        with contextlib.suppress(OSError):  # the other end is closed when the program ends
            while piece := os.read(lead, 65536):
                shown += piece
    os.close(lead)
    assert process.returncode == 0, shown
    return shown
