"""What README, CONTRIBUTING and CHANGELOG say is true."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

import auditor
from auditor import catalog, config, pipeline, plugins
from auditor.errors import ExitCode

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
CHANGELOG = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
NEW_RULE = "rules/checks/documents/topic-missing.yaml"  # what CONTRIBUTING tells the reader to write
NEW_READER = "auditor/extract/readers/data_label.py"
NEW_READER_TEST = "tests/extract/readers/test_data_label.py"
NEW = {NEW_RULE, NEW_READER, NEW_READER_TEST}
ROOMS = "auditor|rules|fixtures|tests"


def blocks(text: str, language: str) -> list[str]:
    """Return the fenced blocks of that language, also those inside a list, without their indent."""
    found = re.findall(rf"^( *)```{language}\n(.*?)^ *```$", text, re.DOTALL | re.MULTILINE)
    return [re.sub(rf"^{indent}", "", block, flags=re.MULTILINE) for indent, block in found]


def command_lines() -> list[tuple[str, ...]]:
    """Return every `auditor …` line of the shell blocks, without its comment."""
    lines = [line for text in (README, CONTRIBUTING) for block in blocks(text, "sh") for line in block.splitlines()]
    inline = re.findall(r"`(?:\.venv/bin/)?(auditor [a-z][^`]*)`", README + CONTRIBUTING)
    words = [tuple(shlex.split(line, comments=True)) for line in [*lines, *inline]]
    return sorted({one for one in words if one and one[0] == "auditor"})


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", "from auditor.cli import main; main()", *arguments],
        capture_output=True,
        encoding="utf-8",
        cwd=ROOT,
        env={"PYTHONIOENCODING": "utf-8", "COLUMNS": "200", "PATH": "", "PYTHONPATH": str(ROOT), "NO_COLOR": "1"},
        check=False,
    )


@cache
def helped(*command: str) -> str:
    shown = run(*command, "--help")
    assert shown.returncode == 0, shown.stderr
    return shown.stdout


def commands(*group: str) -> set[str]:
    """Return the names that the help of a group lists: each stands first in a line of its table of commands."""
    table = re.split(r"Commands|命令", helped(*group), maxsplit=1)[-1]
    return set(re.findall(r"^\W*([a-z][a-z-]+)\s{2,}", table, re.MULTILINE))


def command_of(line: tuple[str, ...]) -> tuple[str, ...]:
    """Return the command of a line without its arguments: one word, two for a group of commands."""
    return line[1:3] if line[1] in {"rules", "evidence", "plan"} and len(line) > 2 else line[1:2]


@pytest.mark.parametrize("line", command_lines(), ids=" ".join)
def test_a_documented_command_and_its_options_exist(line: tuple[str, ...]) -> None:
    command = command_of(line)
    for depth, name in enumerate(command):
        assert name in commands(*command[:depth])
    options = [word.partition("=")[0] for word in line if word.startswith("-")]
    assert [option for option in options if option not in re.findall(r"--?[a-z][a-z-]*", helped(*command))] == []


def test_every_command_is_documented() -> None:
    named = {name for line in command_lines() for name in line[1:3]}
    assert commands() - named == set()
    assert commands("rules") - named == set()
    assert commands("evidence") - named == set()
    assert commands("plan") - named == set()


def typed() -> list[tuple[str, ...]]:
    """Return the lines that can be typed in a fresh clone: they need no site, run or rule of the reader's own."""
    named_only = {"topic-missing", "规则id"}
    lines = [line for line in command_lines() if len(line) > 2 and not named_only & set(line)]
    return [line for line in lines if line[1] == "rules" or any(word.startswith("fixtures/") for word in line)]


@pytest.mark.parametrize("line", typed(), ids=" ".join)
def test_a_documented_command_does_what_it_says(line: tuple[str, ...]) -> None:
    done = run(*line[1:])
    assert done.returncode in (ExitCode.OK, ExitCode.FINDINGS), done.stderr
    assert done.stdout + done.stderr


def test_the_self_check_shows_what_the_readme_promises() -> None:
    plain, explained = [line for line in typed() if line[1] == "page"]
    shown = run(*plain[1:]).stdout
    for part in ("信息栏", "正文", "解读", "怎么改", "依据"):
        assert f"-- {part}" in shown or f"{part}：" in shown
    assert "-- 为什么这样读" in run(*explained[1:]).stdout


def test_the_table_of_exit_codes_is_complete() -> None:
    table = README.partition("## 退出码")[2].partition("##")[0]
    assert re.findall(r"^\| (\d+) \|", table, re.MULTILINE) == [str(int(code)) for code in ExitCode]


def test_the_example_configuration_is_valid(tmp_path: Path) -> None:
    (example,) = blocks(README, "yaml")
    path = tmp_path / "auditor.yaml"
    path.write_text(example, encoding="utf-8")
    (site,) = config.load(path).sites
    assert [column.role for column in site.columns] == ["policy_documents", "notices"]
    assert [organ.prefixes for organ in site.organs] == [("示政发",), ("示政办发",)]


def test_the_example_rule_is_valid_and_passes_its_examples(tmp_path: Path) -> None:
    assert NEW_RULE in CONTRIBUTING
    assert not (ROOT / NEW_RULE).exists()
    (example,) = blocks(CONTRIBUTING, "yaml")
    shutil.copytree(ROOT / "rules", tmp_path / "rules")
    (tmp_path / NEW_RULE).write_text(example, encoding="utf-8")
    assert catalog.lint(tmp_path / "rules") == []
    report = pipeline.judge_examples(catalog.load(tmp_path / "rules"), ["topic-missing"])
    assert (report.cases, report.failures) == (2, ())


def test_the_example_expression_is_valid_and_passes_its_examples(tmp_path: Path) -> None:
    (example,) = blocks(CONTRIBUTING, "yml")
    shutil.copytree(ROOT / "rules", tmp_path / "rules")
    (tmp_path / "rules/checks/documents/annex-absent.yaml").write_text(example, encoding="utf-8")
    assert catalog.lint(tmp_path / "rules") == []
    report = pipeline.judge_examples(catalog.load(tmp_path / "rules"), ["annex-absent"])
    assert (report.cases, report.failures) == (2, ())


def test_the_example_reader_reads_what_none_read_before(tmp_path: Path) -> None:
    test, reader = blocks(CONTRIBUTING, "python")
    for path in (NEW_READER, NEW_READER_TEST):
        assert f"`{path}`" in CONTRIBUTING
        assert not (ROOT / path).exists()
    for name in ("auditor", "rules", "tests/extract"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__", "test_*.py"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    (tmp_path / NEW_READER_TEST).parent.mkdir(exist_ok=True)
    (tmp_path / NEW_READER_TEST).write_text(test, encoding="utf-8")

    def tested() -> tuple[int, str]:
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", NEW_READER_TEST]
        environment = {**os.environ, "PYTHONPATH": str(tmp_path), "PYTHONIOENCODING": "utf-8"}
        done = subprocess.run(
            command, cwd=tmp_path, env=environment, capture_output=True, encoding="utf-8", check=False
        )
        return done.returncode, done.stdout

    code, said = tested()
    assert (code, "2 failed, 2 passed" in said) == (1, True), said
    (tmp_path / NEW_READER).write_text(reader, encoding="utf-8")
    code, said = tested()
    assert (code, "4 passed" in said) == (0, True), said


def test_paths_that_the_documents_name_are_there() -> None:
    text = README + CONTRIBUTING
    named = set(re.findall(rf"`((?:{ROOMS})/[\w./-]*)`", text, re.ASCII))
    named |= set(re.findall(rf" ((?:{ROOMS})/[\w./-]+\.[a-z]+)$", text, re.ASCII | re.MULTILINE))
    assert len(named) > 10
    assert [path for path in sorted(named - NEW) if not (ROOT / path).exists()] == []


def test_rooms_of_the_house_are_named() -> None:
    rooms = {path.stem for path in (ROOT / "auditor").iterdir() if not path.name.startswith(("_", "."))}
    named = set(re.findall(r"`(\w+)(?:/|\.py)`", CONTRIBUTING))
    assert rooms - named == set()


def test_the_changelog_names_this_version_and_every_rule() -> None:
    headings = re.findall(r"^## \[([^\]]+)\]", CHANGELOG, re.MULTILINE)
    assert headings[:2] == ["Unreleased", auditor.__version__]
    assert [name for name in catalog.load().rules if name not in CHANGELOG] == []
    assert [name for name in plugins.names("auditor.formats") if f"`{name}`" not in CHANGELOG] == []
