"""Help and wrong calls: Chinese, one line, exit code 2, and fast."""

import errno
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from auditor.cli import reports
from auditor.errors import UsageError

Call = Callable[..., Any]
COMMANDS = ["demo", "run", "crawl", "check", "report", "templates", "page", "rank", "diff", "gate", "doctor"]
COMMANDS += ["rules", "evidence", "plan"]
RULES = ["list", "explain", "lint", "test", "new", "coverage", "diff", "schema"]
EVIDENCE = ["show", "verify", "stamp"]
PLAN = ["list", "show", "check", "import"]


@pytest.mark.parametrize(
    "words",
    [
        [],
        *([one] for one in COMMANDS),
        *(["rules", one] for one in RULES),
        *(["evidence", one] for one in EVIDENCE),
        *(["plan", one] for one in PLAN),
    ],
)
def test_help_is_chinese(words: list[str], call: Call) -> None:
    found = call(*words, "--help")
    assert found.code == 0
    assert found.err == ""
    assert found.out.startswith(f"用法: {' '.join(['auditor', *words])}")
    assert "显示本说明后退出" in found.out
    for english in ("Usage", "Options", "Commands", "Arguments", "Show this", "[default", "[required"):
        assert english not in found.out


def test_help_names_the_commands_that_work_and_no_others(call: Call) -> None:
    lines = call("--help").out.partition("命令:\n")[2].splitlines()
    assert [line.split()[0] for line in lines if line.startswith("  ") and line[2] != " "] == [*COMMANDS, "示例:"]


def test_no_command_shows_the_help_and_is_wrong_usage(call: Call) -> None:
    found = call()
    assert (found.code, found.out) == (2, "")
    assert found.err.startswith("用法: auditor")
    assert call("rules").code == 2


def test_version(call: Call) -> None:
    found = call("--version")
    assert (found.code, found.out.split()[0]) == (0, "auditor")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["chekc"], "没有命令 chekc"),
        (["rules", "lst"], "没有命令 lst"),
        (["check"], "缺少 SOURCE"),
        (["page"], "缺少 URL|FILE"),
        (["rules", "explain"], "缺少 ID"),
        (["check", "x", "--formt", "json"], "没有选项 --formt,是否想写 --force 或 --format 或 --out?"),
        (["check", "x", "-f"], "选项 -f 后缺少值"),
        (["check", "x", "--exit-zero=1"], "选项 --exit-zero 不带值"),
        (["check", "x", "--fail-on", "error"], "--fail-on 不能是 error,可写: fail, needs_review, never"),
        (["check", "x", "--min-score", "good"], "--min-score 应为数字"),
        (["check", "x", "--max-unassessable", "101"], "--max-unassessable 应不大于 100"),
        (["check", "x", "--max-unassessable=-1"], "--max-unassessable 应不小于 0"),
        (["rules", "list", "x"], "多余的参数: x"),
        (["page", "x", "y"], "多余的参数: y"),
        (["check", "x", "-f", "jsn"], "没有报告格式 jsn,是否想写 json?,可用: "),
        (["check", "x", "-f", "zzz"], "没有报告格式 zzz,可用: "),
        (["check", "x", "-f", "json="], "-f json=: 应写成 json=文件名"),
        (["check", "x", "-f", "json=/"], "-f json=/: 应写成 json=文件名"),
        (["check", "x", "-f", "xlsx"], "-f xlsx 不能显示在屏幕上: 应写成 xlsx=文件名"),
        (
            ["check", "x", "--out", "d", "-f", "xlsx"],
            "--out 是运行文件夹,自己只存 json 和 text;要存在那里就写 xlsx=d/report.xlsx",
        ),
        (["check", "x", "--as-of", "2023-1-5"], "--as-of 不是日期: 2023-1-5(应写成 2023-12-31)"),
        (["check", "x", "--as-of", "20230105"], "--as-of 不是日期: 20230105"),
        (["check", "x", "--as-of", ""], "--as-of 不是日期"),
        (["check", "x", "-f", "json=one.out", "-f", "csv=./one.out"], "-f 两次写到同一个文件 one.out(json 和 csv)"),
        (["check", "x", "--out", "d", "-f", "csv=d/report.json"], "-f 两次写到同一个文件 d/report.json(json 和 csv)"),
        (["run", "-f", "html=one.html", "-f", "html=one.html"], "-f 两次写到同一个文件 one.html(html)"),
        (["report", "x", "--out", "d", "-f", "csv", "-f", "csv"], "-f 两次写到同一个文件 d/report.csv(csv)"),
        (["report", "x", "-f", "docx=d/", "-f", "docx=d/"], "-f 两次写到同一个文件 d(docx)"),
        (["page", "x", "-f", "json=one", "-f", "text=one"], "-f 两次写到同一个文件 one(json 和 text)"),
        (["demo", "-f", "json=one", "-f", "text=one"], "-f 两次写到同一个文件 one(json 和 text)"),
        (["rank", "x", "-f", "json=one", "-f", "csv=one"], "-f 两次写到同一个文件 one(json 和 csv)"),
        (["diff", "x", "y", "-f", "json=one", "-f", "csv=one"], "-f 两次写到同一个文件 one(json 和 csv)"),
        (
            ["gate", "x", "--against", "y", "-f", "json=one", "-f", "text=one"],
            "-f 两次写到同一个文件 one(json 和 text)",
        ),
        (["plan", "check", "x", "-f", "json=one", "-f", "xlsx=one"], "-f 两次写到同一个文件 one(json 和 xlsx)"),
        (["check", "no-such-file"], "no-such-file"),
        (["check", "x", "-c", "none.yaml"], "文件不存在: none.yaml"),
        (["page", "no-such-file.html"], "no-such-file.html"),
        (["report", "no-such-run"], "找不到运行文件夹: no-such-run"),
        (["report", "."], "不是运行文件夹"),
        (["report", ".", "--issued", "2024-1-5"], "--issued 不是日期: 2024-1-5"),
        (["report", ".", "--templates", "none"], "找不到模板文件夹: none(用 auditor templates 写出一份)"),
        (["report", ".", "--templates", "."], "模板文件夹 . 里一份模板也没有,要找的文件名是: notice.docx report.docx "),
        (["report", ".", "--deadline", "0"], "--deadline 应不小于 1"),
        (["report", ".", "-f", "docx"], "-f docx 不能显示在屏幕上: 应写成 docx=文件名"),
        (["run"], "找不到 auditor.yaml"),
        (["crawl", "-c", "none.yaml"], "文件不存在: none.yaml"),
        (["check", "x", "--rules", "sets/none.yaml"], "规则集文件不存在: sets/none.yaml"),
        (["rules", "explain", "validity-expird"], "没有规则 validity-expird,是否想写 validity-expired?"),
        (["rules", "test", "validity-expird"], "没有规则 validity-expird,是否想写 validity-expired?"),
        (["rules", "lint", "none"], "规则文件夹不存在: none"),
    ],
)
def test_a_wrong_call_is_told_in_one_line(
    words: list[str], told: str, call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    found = call(*words)
    assert (found.code, found.out) == (2, "")
    assert told in found.err
    assert found.err.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "sites:\n  - id: a\n    name: b\n    home: http://a/\n    colums: []\n",
            "auditor.yaml:5:5: sites[0].colums: ",
        ),
        ("sites: []\n", "auditor.yaml: 没有配置任何站点(sites)"),
        ("", "auditor.yaml: 文件是空的"),
    ],
)
def test_a_wrong_configuration_is_code_3(
    text: str, told: str, call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "auditor.yaml").write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    found = call("run")
    assert (found.code, found.err.count("\n")) == (3, 1)
    assert found.err.startswith(told)


def test_an_unknown_rule_set_is_code_3(call: Call) -> None:
    found = call("check", ".", "--rules", "disclosure-conty")
    assert (found.code, found.err) == (3, "没有规则集 disclosure-conty,是否想写 disclosure-county?\n")


def test_the_package_can_be_run(environment: Callable[..., dict[str, str]]) -> None:
    said = subprocess.run(
        [sys.executable, "-m", "auditor", "--version"], check=True, capture_output=True, env=environment()
    )
    assert said.stdout.split()[0] == b"auditor"


def test_help_imports_its_library_the_model_and_nothing_that_costs(environment: Callable[..., dict[str, str]]) -> None:
    """What starting up costs is what it imports: typer, our own small modules, and of the rest only what is named."""

    def imported(code: str) -> set[str]:
        code = f"{code}\nimport sys\nprint(*sys.modules, sep='\\n')"
        found = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, env=environment())
        return {name.partition(".")[0] for name in found.stdout.decode().split()}

    ours = imported("import typer.testing, auditor.cli\ntyper.testing.CliRunner().invoke(auditor.cli.app, ['--help'])")
    small = {"auditor", "logging", "string", "_string", "atexit", "hashlib", "_hashlib", "_blake2"}
    assert "auditor" in ours
    assert ours - imported("import typer.testing") <= small


def test_a_file_that_cannot_be_made_is_not_called_missing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def refuse(*_: object) -> int:
        raise FileNotFoundError(errno.ENOENT, "")  # as /proc and some network drives answer

    monkeypatch.setattr(Path, "write_bytes", refuse)
    with pytest.raises(UsageError, match=r"报告写不进 .*x\.csv\(这里不能新建文件\)"):
        reports.publish_with(lambda *_: b"", (reports.Wanted("csv", tmp_path / "x.csv"),))
