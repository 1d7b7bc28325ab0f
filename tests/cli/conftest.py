"""The command line as its users call it: in this process for speed, as a process of its own where that matters."""

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

import auditor
from auditor.cli import main

REPOSITORY = Path(auditor.__file__).parents[1]
PROGRAM = [sys.executable, "-c", "from auditor.cli import main; main()"]


@dataclass(frozen=True)
class Result:
    """What a call came to."""

    code: int
    out: str
    err: str


Call = Callable[..., Result]


@pytest.fixture
def call(monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> Call:
    """Call the program in this process."""

    def run(*words: object) -> Result:
        monkeypatch.setattr(sys, "argv", ["auditor", *map(str, words)])
        capfdbinary.readouterr()
        with pytest.raises(SystemExit) as ended:
            main()
        out, err = capfdbinary.readouterr()
        return Result(int(str(ended.value.code)), out.decode(), err.decode())

    return run


@pytest.fixture
def environment() -> Callable[..., dict[str, str]]:
    """Return the environment of a process, with what is given on top."""
    return lambda **more: {**os.environ, "PYTHONPATH": str(REPOSITORY), **more}


@pytest.fixture
def start(environment: Callable[..., dict[str, str]]) -> Callable[..., "subprocess.Popen[bytes]"]:
    """Start the program as a process of its own."""

    def begin(*words: object, folder: Path | None = None, **more: str) -> "subprocess.Popen[bytes]":
        pipe = subprocess.PIPE
        command = [*PROGRAM, *map(str, words)]
        return subprocess.Popen(command, stdout=pipe, stderr=pipe, env=environment(**more), cwd=folder)

    return begin


@pytest.fixture
def started(environment: Callable[..., dict[str, str]]) -> Call:
    """Run a piece of Python with its words to its end, in a process of its own."""

    def run(code: str, *words: object) -> Result:
        command = [sys.executable, "-c", code, *map(str, words)]
        done = subprocess.run(command, capture_output=True, text=True, env=environment(), timeout=120, check=False)
        return Result(done.returncode, done.stdout, done.stderr)

    return run


PAGE = """<html><head><title>关于印发某办法的通知</title></head><body><h1>关于印发某办法的通知</h1>
<table><tr><td>索引号</td><td>a0001/2023-01</td><td>发文字号</td><td>某政发〔2023〕1号</td></tr>
<tr><td>成文日期</td><td>2023年7月14日</td><td>公开日期</td><td>2023年7月1日</td></tr>
<tr><td>发布机构</td><td>某县人民政府</td><td>有效性</td><td>有效</td></tr></table>
<div id="zoom"><p>各乡镇人民政府,县政府各部门:</p><p>现将某办法印发给你们,请认真贯彻执行。</p>
<p>某县人民政府</p><p>2023年7月14日</p></div></body></html>"""


@pytest.fixture
def mirror(tmp_path: Path) -> Path:
    """Write a mirror folder of one site with one document whose dates are reversed."""
    folder = tmp_path / "mirror"
    page = folder / "www.example.gov.cn/zwgk/zcwj/1.htm"
    page.parent.mkdir(parents=True)
    page.write_text(PAGE, encoding="utf-8")
    listing = (
        '<html><head><title>政策文件</title></head><body><div>当前位置: <a href="/">首页</a> &gt; 政策文件</div><ul>'
    )
    items = "".join(
        f'<li><a href="{name}">{title}</a><span>2023-07-01</span></li>'
        for name, title in (("1.htm", "关于印发某办法的通知"), ("2.htm", "关于印发另一办法的通知"))
    )
    (page.parent / "index.htm").write_text(f"{listing}{items}</ul></body></html>", encoding="utf-8")
    home = (
        '<html><head><title>某县人民政府</title></head><body><a href="/zwgk/zcwj/index.htm">政策文件</a></body></html>'
    )
    (folder / "www.example.gov.cn/index.html").write_text(home, encoding="utf-8")
    (folder / "auditor.yaml").write_text(
        "as_of: 2023-12-31\nsites:\n  - id: example\n    name: 某县人民政府\n    home: http://www.example.gov.cn/\n"
        "    level: county\n    columns:\n"
        "      - {name: 政策文件, role: policy_documents, url: http://www.example.gov.cn/zwgk/zcwj/index.htm}\n",
        encoding="utf-8",
    )
    return folder
