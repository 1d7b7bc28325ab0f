"""`auditor doctor`: a line for everything the program needs, readable on any console, with how to mend it."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from auditor.cli import doctor
from auditor.cli.doctor import Mark
from auditor.crawl import render

Call = Callable[..., Any]
Start = Callable[..., "subprocess.Popen[bytes]"]
NAMES = ["Python", "依赖库", "规则", "工作日历", "配置", "时钟", "磁盘", "控制台编码", "中文字体", "浏览器"]


def test_every_part_has_its_line(call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    found = call("doctor")
    assert (found.code, found.err) == (0, "")
    assert [line.split()[1] for line in found.out.splitlines()] == NAMES
    assert {line.split()[0] for line in found.out.splitlines()} <= {"正常", "注意"}
    assert list(tmp_path.iterdir()) == []


def test_a_console_of_code_page_936_shows_every_word(start: Start, tmp_path: Path) -> None:
    with start("doctor", folder=tmp_path, PYTHONIOENCODING="gbk") as process:
        out, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (0, b"")
    told = out.decode("gbk")
    assert "?" not in told
    assert "控制台编码  gbk" in told


def test_a_console_without_chinese_is_told_how_to_mend_it() -> None:
    for encoding in ("ascii", "latin-1", "", "no-such-encoding"):
        assert doctor.console(encoding).mark is Mark.CARE
        assert "PYTHONIOENCODING" in doctor.console(encoding).remedy
    for encoding in ("utf-8", "gbk", "cp936", "gb18030"):
        assert doctor.console(encoding).mark is Mark.GOOD


def test_a_wrong_configuration_makes_it_unusable(call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "auditor.yaml").write_text("sites:\n  - {id: a, nam: b}\n", encoding="utf-8")
    found = call("doctor")
    assert found.code == 1
    (line,) = [line for line in found.out.splitlines() if line.startswith("不可用")]
    assert "auditor.yaml:2:" in line
    assert "name" in line
    (tmp_path / "auditor.yaml").write_text("out: runs/here\n", encoding="utf-8")
    found = call("doctor")
    assert found.code == 0
    assert "auditor.yaml: 0 个站点" in found.out


def test_years_that_the_calendar_does_not_know_are_named() -> None:
    known = doctor.calendar(date(2023, 5, 1))
    assert (known.mark, known.seen) == (Mark.GOOD, "2023、2024 年的放假调休已知")
    unknown = doctor.calendar(date(2090, 5, 1))
    assert (unknown.mark, "2090、2091" in unknown.seen) == (Mark.CARE, True)
    assert "calendar.yaml" in unknown.remedy


def test_rules_that_are_wrong_make_it_unusable(monkeypatch: pytest.MonkeyPatch) -> None:
    assert doctor.rules().mark is Mark.GOOD
    monkeypatch.setattr("auditor.catalog.lint", lambda: ["a.yaml:1:1: 不对", "b.yaml: 也不对"])
    found = doctor.rules()
    assert (found.mark, found.seen) == (Mark.BROKEN, "a.yaml:1:1: 不对(共 2 处)")


def test_the_clock_says_its_time_zone_and_is_not_older_than_the_program() -> None:
    assert doctor.clock(datetime(2026, 11, 21, 8, 30, tzinfo=UTC)) == (
        "时钟",
        Mark.GOOD,
        "2026-11-21 08:30:00,时区 UTC+0000",
        "",
    )
    assert doctor.clock(datetime(1970, 1, 1, tzinfo=UTC)).mark is Mark.CARE


class Usage(NamedTuple):
    """What shutil says of a disk."""

    total: int
    used: int
    free: int


@pytest.mark.parametrize(("free", "mark"), [(10 << 20, Mark.BROKEN), (500 << 20, Mark.CARE), (9 << 30, Mark.GOOD)])
def test_the_disk_of_the_run_folder_is_measured(
    free: int, mark: Mark, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(1 << 40, 0, free))
    found = doctor.disk(tmp_path / "not/yet/there")
    assert (found.mark, str(tmp_path) in found.seen) == (mark, True)
    assert bool(found.remedy) == (mark is not Mark.GOOD)


def test_a_folder_that_is_a_file_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    assert doctor.disk(tmp_path / "file").mark is Mark.BROKEN


def test_a_missing_library_and_an_old_python_make_it_unusable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "LIBRARIES", ("yaml", "no_such_library_here"))
    assert doctor.libraries()[1:3] == (Mark.BROKEN, "缺 no_such_library_here")
    assert doctor.python().mark is Mark.GOOD
    monkeypatch.setattr(doctor, "OLDEST", (9, 0))
    assert doctor.python().mark is Mark.BROKEN


def test_fonts_and_browser_are_only_a_hint_where_they_are_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert doctor.browser().mark is Mark.CARE
    assert doctor.fonts().mark is Mark.CARE
    if os.name == "posix":
        for name, says in (("fc-list", "Noto Sans CJK SC,思源黑体\nNoto Sans CJK SC"), ("chromium", "")):
            (tmp_path / name).write_text(
                f"#!/bin/sh\ncat <<E\n{says}\nE\n".replace("cat", "/bin/cat"), encoding="utf-8"
            )
            (tmp_path / name).chmod(0o755)
        assert doctor.fonts().seen == "Noto Sans CJK SC(共 1 种)"
        monkeypatch.setattr(render, "find_spec", lambda _: None)
        name, mark, seen, _ = doctor.browser()
        assert (name, mark) == ("浏览器", Mark.GOOD)
        assert seen.startswith(f"{tmp_path / 'chromium'},不能渲染网页")
        assert "pip install 'auditor[browser]'" in seen
        monkeypatch.setattr(render, "find_spec", lambda _: object())
        assert doctor.browser().seen == f"{tmp_path / 'chromium'},可以渲染网页(crawl.render: auto)"
        (tmp_path / "fc-list").write_text("#!/bin/sh\n", encoding="utf-8")
        assert doctor.fonts().seen == "没有找到"


def test_on_windows_the_folders_of_windows_are_looked_into(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setenv("WINDIR", str(tmp_path))
    monkeypatch.setenv("PROGRAMFILES", str(tmp_path))
    assert doctor.fonts().mark is Mark.CARE
    (tmp_path / "Fonts").mkdir()
    (tmp_path / "Fonts/msyh.ttc").write_bytes(b"")
    assert doctor.fonts().seen == "msyh.ttc(共 1 种)"
    monkeypatch.setattr(shutil, "which", lambda _: None)
    edge = tmp_path / "Microsoft/Edge/Application/msedge.exe"
    edge.parent.mkdir(parents=True)
    edge.write_bytes(b"")
    assert doctor.browser().seen.startswith(str(edge))


def test_a_check_that_fails_itself_does_not_end_the_others(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> doctor.Check:
        raise RuntimeError("坏了")

    monkeypatch.setattr(doctor, "fonts", fail)
    found = call("doctor")
    assert found.code == 1
    assert len(found.out.splitlines()) == len(NAMES)
    assert "检查本身出错: RuntimeError: 坏了" in found.out
