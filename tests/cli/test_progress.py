"""Progress is a bar on a terminal, a line every half minute elsewhere, and nothing with -q."""

import io
import logging
import sys
from collections.abc import Iterator

import pytest

from auditor.cli import progress
from auditor.crawl import Progress


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
        assert told == "站点 1/3,已取 7 页,待取 9 页;最近的问题: http://a/ timeout\n"
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
        tell(Progress("a", "郯城[县]", 6, 14, problem="http://a/[x] timeout"))
        tell(Progress("b", "乙", 1, 0, finished=True))
        tell(Progress("a", "郯城[县]", 20, 0, finished=True))
    shown = terminal.getvalue()
    for part in ("郯城[县]", "全部站点", "http://a/[x] timeout", "2/2"):
        assert part in shown
    assert "\x1b[3" not in shown
