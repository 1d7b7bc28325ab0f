"""What the commands say beside their reports: no fault is passed over in silence, every command named is there."""

import json
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from auditor import catalog, pipeline
from auditor.cli import options
from auditor.formats._layout import cells

Call = Callable[..., Any]
FIXTURES = Path(__file__).parents[2] / "fixtures"
PAGE = "www.example.gov.cn/zwgk/zcwj/1.htm"


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A crawled run of one small site."""
    folder = tmp_path_factory.mktemp("said")
    shutil.copytree(FIXTURES / "jiaoti", folder / "fixtures" / "jiaoti")
    known = catalog.load()
    _, judged = pipeline.demo(folder / "fixtures", folder / "run", catalog=known, today=options.today())
    assert not judged.sites[0].damaged
    return folder / "run"


@pytest.fixture
def damaged(crawled: Path, tmp_path: Path) -> Path:
    """The same run, in whose evidence one bit of the largest page was turned."""
    run = tmp_path / "damaged"
    shutil.copytree(crawled, run)
    lines = [json.loads(line) for line in (run / "jiaoti/captures.jsonl").read_text(encoding="utf-8").splitlines()]
    lost = max((line for line in lines if line["outcome"] == "ok"), key=lambda line: int(line["bytes"]))
    file = run / "jiaoti" / lost["file"]
    raw = bytearray(file.read_bytes())
    raw[lost["offset"] + lost["length"] // 2] ^= 1
    file.write_bytes(raw)
    return run


# ---------------------------------------------------------------- evidence


@pytest.mark.parametrize("command", ["check", "report"])
def test_damaged_evidence_is_told_at_once_and_lowers_what_was_read(
    command: str, call: Call, crawled: Path, damaged: Path
) -> None:
    whole = call(command, crawled, "-f", "json", "--exit-zero")
    found = call(command, damaged, "-f", "json", "--exit-zero")
    assert "证据读不出来" not in whole.err
    assert found.err.startswith("jiaoti: 1 个已抓取网址的证据读不出来(损坏或被改动),结论和得分都不完整")
    (before,), (after,) = (json.loads(one.out)["sites"] for one in (whole, found))
    assert (before["damaged"], after["damaged"]) == (0, 1)
    # It was captured: it stands in the denominator, and is no page that nobody asked for.
    assert after["coverage"]["captured"] == before["coverage"]["captured"]
    assert after["coverage"]["assessed"] == before["coverage"]["assessed"] - 1
    assert after["coverage"]["not_assessable"] == {"truncated": 1}
    assert after["notes"][0].startswith("1个已抓取网址的证据读不出来")


def test_evidence_that_is_gone_whole_leaves_a_site_deferred(call: Call, crawled: Path, tmp_path: Path) -> None:
    run = tmp_path / "run"
    shutil.copytree(crawled, run)
    for file in (run / "jiaoti").glob("evidence-*"):
        file.write_bytes(b"")
    found = call("check", run, "-f", "json")
    (site,) = json.loads(found.out)["sites"]
    assert (found.code, site["grade"], site["score"], site["coverage"]["assessed"]) == (5, "deferred", None, 0)


@pytest.mark.parametrize("command", ["check", "report"])
def test_where_there_is_nothing_to_judge_no_head_of_a_report_is_printed(
    command: str, call: Call, crawled: Path, tmp_path: Path
) -> None:
    (tmp_path / "run.json").write_bytes((crawled / "run.json").read_bytes())
    found = call(command, tmp_path)
    assert (found.code, found.out) == (4, "")
    assert found.err.count("\n") == 1
    assert "没有可评判的网页" in found.err


def test_a_folder_whose_only_page_cannot_be_read_is_told_in_a_line(
    call: Call, mirror: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Path.read_bytes

    def refuse(path: Path) -> bytes:
        if path.suffix in {".htm", ".html"}:
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    found = call("check", mirror)
    assert (found.code, found.out, found.err.count("\n")) == (4, "", 1)
    assert "没有权限读取" in found.err


# ---------------------------------------------------------------- settings


def test_all_that_is_wrong_in_the_settings_is_told_in_one_go(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "auditor.yaml"
    file.write_text("as_of: soon\ncrawl: {dealy: 1}\nsites: []\n", encoding="utf-8")
    found = call("crawl", "-c", file)
    assert (found.code, found.out) == (3, "")
    assert found.err == (
        f"{file}:1:8: as_of: 不是日期: soon(应写成 2023-12-31)\n{file}:2:9: crawl.dealy: 不认识的键,是否想写 delay?\n"
    )
    file.write_text("sites:\n" + "  - 1\n" * 60, encoding="utf-8")
    lines = call("crawl", "-c", file).err.splitlines()
    assert (len(lines), lines[-1]) == (51, "……另有 10 处,改好以上各处后再看")


# ---------------------------------------------------------------- stage


@pytest.mark.parametrize(
    ("words", "said"), [((), "（初评，"), (("--stage", "final", "--internal"), "（定稿，内部附件，")]
)
def test_check_says_how_far_people_have_come(words: tuple[str, ...], said: str, call: Call, mirror: Path) -> None:
    assert said in call("check", mirror, *words).out.splitlines()[0]


# ---------------------------------------------------------------- rank, gate, diff


def later(mirror: Path, folder: Path, as_of: str) -> Path:
    shutil.copytree(mirror, folder)
    file = folder / "auditor.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("2023-12-31", as_of), encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("deadline", "said"),
    [
        ("2023-11-30", "整改期限 2023-11-30 早于上次评判的日期 2023-12-31"),
        ("2024-01-31", "整改期限 2024-01-31 早于本次评判的日期 2024-02-29"),
        ("2024-03-31", "整改期限 2024-03-31 还没有到（本次评判截至 2024-02-29）"),
    ],
)
def test_rank_says_why_it_has_no_rate_of_what_was_mended_in_time(
    deadline: str, said: str, call: Call, mirror: Path, tmp_path: Path
) -> None:
    now = later(mirror, tmp_path / "later", "2024-02-29")
    shown = call("rank", now, "--against", mirror, "--deadline", deadline).out
    assert said in "".join(line.strip() for line in shown.splitlines())
    exact = call("rank", now, "--against", mirror, "--deadline", "2024-02-29").out
    assert "整改期限" not in exact
    assert "按时整改率  " in exact


def test_the_gate_warns_of_a_baseline_that_was_not_finished(call: Call, mirror: Path, tmp_path: Path) -> None:
    before, after = tmp_path / "before", tmp_path / "after"
    call("check", mirror, "--out", after, "--exit-zero")
    shutil.copytree(after, before)
    marks = (before / "pages.jsonl").read_text(encoding="utf-8").replace('"unfinished": 0', '"unfinished": 3')
    (before / "pages.jsonl").write_text(marks, encoding="utf-8")
    plain = call("gate", after, "--against", after)
    warned = call("gate", after, "--against", before)
    assert (plain.code, warned.code) == (0, 0)
    assert "没有完成" not in plain.out + plain.err
    assert "前一次的抓取没有完成（某县人民政府）" in warned.err
    assert "\n注意 前一次的抓取没有完成" in warned.out
    assert len(warned.out.splitlines()) <= 20
    assert json.loads(call("gate", after, "--against", before, "-f", "json").out)["notes"][0].startswith("前一次")


# ---------------------------------------------------------------- the program's name


def test_the_program_is_named_as_it_can_be_called(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    script = tmp_path / ".venv/bin/auditor"
    script.parent.mkdir(parents=True)
    script.write_text("#!/bin/sh\n", encoding="utf-8")
    script.chmod(0o755)
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(sys, "argv", [str(script)])
    assert options.program() == str(Path(".venv/bin/auditor"))
    monkeypatch.setenv("PATH", str(script.parent))
    assert options.program() == "auditor"
    monkeypatch.setenv("PATH", os.defpath)
    monkeypatch.setattr(sys, "argv", ["/nowhere/auditor/__main__.py"])
    assert options.program().endswith(" -m auditor")
    monkeypatch.setattr(sys, "argv", ["auditor"])
    assert options.program() == "auditor"


def test_the_head_of_the_verdict_fits_a_narrow_terminal(call: Call, mirror: Path) -> None:
    lines = call("gate", mirror, "--against", mirror).out.splitlines()
    assert lines[1].startswith("前一次 截至 2023-12-31，all 0.2 ")
    assert max(map(cells, lines[:4])) <= 80
