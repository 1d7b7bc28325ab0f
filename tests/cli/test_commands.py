"""Every command does what its help says, on files and on servers of this machine alone."""

import json
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread
from typing import Any, ClassVar

import pytest
from docx import Document

from auditor import catalog, plugins
from auditor.formats._layout import cells
from auditor.model import Assessment

Call = Callable[..., Any]
Start = Callable[..., "subprocess.Popen[bytes]"]


def rules_hit(report: str) -> set[str]:
    return {finding["rule"] for site in json.loads(report)["sites"] for finding in site["findings"]}


# ---------------------------------------------------------------- check


def test_check_judges_a_mirror_folder_with_the_configuration_in_it(call: Call, mirror: Path) -> None:
    found = call("check", mirror, "-f", "json")
    assert found.code == 1
    assert found.err == ""
    report = json.loads(found.out)
    assert (report["as_of"], report["ruleset"]["id"]) == ("2023-12-31", "all")
    assert [site["id"] for site in report["sites"]] == ["example"]
    assert "dates-reversed" in rules_hit(found.out)


def test_check_prints_the_same_bytes_every_time(call: Call, mirror: Path) -> None:
    first = call("check", mirror, "-f", "json")
    assert call("check", mirror, "-f", "json", "-q").out == first.out


def test_check_without_configuration_takes_the_day_and_the_rules_that_are_named(call: Call, mirror: Path) -> None:
    (mirror / "auditor.yaml").unlink()
    found = call("check", mirror, "-f", "json", "--as-of", "2023-08-01", "--rules", "disclosure-county")
    report = json.loads(found.out)
    assert (report["as_of"], report["ruleset"]["id"]) == ("2023-08-01", "disclosure-county")
    assert [site["id"] for site in report["sites"]] == ["www.example.gov.cn"]


def test_check_takes_the_nearest_configuration_above_the_present_folder(
    call: Call, mirror: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (mirror / "auditor.yaml").rename(tmp_path / "auditor.yaml")
    deep = tmp_path / "some/where"
    deep.mkdir(parents=True)
    (mirror / "www.example.gov.cn").rename(deep / "www.example.gov.cn")
    monkeypatch.chdir(deep)
    assert json.loads(call("check", ".", "-f", "json").out)["sites"][0]["id"] == "example"
    other = tmp_path / "other.yaml"
    text = (tmp_path / "auditor.yaml").read_text(encoding="utf-8")
    other.write_text(text.replace("id: example", "id: other"), encoding="utf-8")
    assert json.loads(call("check", ".", "-f", "json", "-c", other).out)["sites"][0]["id"] == "other"


def test_check_takes_a_folder_of_rules_and_a_set_of_ones_own(call: Call, mirror: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text("title: 本市\nversion: '1'\nrules: [dates-reversed]\n", encoding="utf-8")
    found = call("check", mirror, "-f", "json", "--rules", own)
    assert (json.loads(found.out)["ruleset"]["id"], rules_hit(found.out)) == ("own", {"dates-reversed"})
    folder = tmp_path / "rules"
    (folder / "sets").mkdir(parents=True)
    (folder / "sets/all.yaml").write_text("title: 空\nversion: '9'\nrules: []\n", encoding="utf-8")
    found = call("check", mirror, "-f", "json", "--rules", folder)
    assert (found.code, json.loads(found.out)["ruleset"]["version"]) == (0, "9")


def test_check_says_by_its_code_what_is_tolerated(call: Call, mirror: Path) -> None:
    assert call("check", mirror).code == 1
    assert call("check", mirror, "--exit-zero").code == 0
    assert call("check", mirror, "--fail-on", "never").code == 0
    fresh = ("--as-of", "2023-07-14")  # its home page is not yet stale, so that no veto ends the scoring
    county = ("check", mirror, "--rules", "disclosure-county", "--fail-on", "never", *fresh)
    score = json.loads(call(*county, "-f", "json").out)["sites"][0]["score"]
    assert call(*county, "--min-score", score).code == 0
    assert call(*county, "--min-score", score + 0.01).code == 1
    found = call("check", mirror, "--min-score", "60")
    assert (found.code, found.err) == (2, "规则集 all 不计分,不能用 --min-score\n")


@pytest.mark.parametrize("words", [("check",), ("page",)])
def test_an_empty_page_is_code_4(words: tuple[str], call: Call, tmp_path: Path) -> None:
    (tmp_path / "empty.html").touch()
    found = call(*words, tmp_path / "empty.html")
    assert (found.code, found.out, found.err.count("\n")) == (4, "", 1)


def test_an_empty_folder_is_code_4(call: Call, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert call("check", tmp_path / "empty").code == 4


def test_reports_go_to_files_and_to_the_screen(call: Call, mirror: Path, tmp_path: Path) -> None:
    path = tmp_path / "new/report.json"
    found = call("check", mirror, "-f", f"json={path}", "-f", "text")
    assert found.out.startswith("政府信息公开合规审计报告")
    assert path.read_text(encoding="utf-8") == call("check", mirror, "-f", "json").out
    assert found.err == f"报告已写入 {path}\n"
    assert call("check", mirror, "-f", f"json={path}", "-q").err == ""
    found = call("check", mirror, "-f", f"json={path / 'below'}")
    assert (found.code, found.err.count("\n")) == (2, 1)


def test_out_stores_the_reports(call: Call, mirror: Path, tmp_path: Path) -> None:
    call("check", mirror, "--out", tmp_path / "out")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["pages.jsonl", "report.json", "report.txt"]


# ---------------------------------------------------------------- the console


def test_a_console_of_code_page_936_gets_what_it_can_show(start: Start, mirror: Path, tmp_path: Path) -> None:
    page = mirror / "www.example.gov.cn/zwgk/zcwj/1.htm"
    page.write_text(page.read_text(encoding="utf-8").replace("某办法", "某办法😀ௐ"), encoding="utf-8")
    with start("check", mirror, PYTHONIOENCODING="gbk") as process:
        out, err = process.communicate()
    assert (process.returncode, err) == (1, b"")
    assert "政府信息公开合规审计报告" in out.decode("gbk")
    assert "某办法??" in out.decode("gbk")
    with start("check", mirror, "-f", "json", PYTHONIOENCODING="gbk") as process:
        out, _ = process.communicate()
    with start("check", mirror, "-f", "json", "-f", f"json={tmp_path / 'x.json'}", PYTHONIOENCODING="utf-8") as process:
        plain, err = process.communicate()
    assert json.loads(out.decode("ascii")) == json.loads(plain.decode())
    assert "😀" in plain.decode()
    assert (tmp_path / "x.json").read_bytes() == plain
    assert "报告已写入" in err.decode()


@pytest.mark.parametrize("words", [["--help"], ["rules", "list"], ["rules", "explain", "page-injected"], ["rules"]])
def test_no_command_fails_on_a_console_that_knows_ascii_alone(words: list[str], start: Start) -> None:
    with start(*words, PYTHONIOENCODING="ascii") as process:
        out, err = process.communicate()
    assert process.returncode == (2 if words == ["rules"] else 0)
    assert b"Traceback" not in out + err


def test_a_reader_that_has_seen_enough_is_no_fault(start: Start) -> None:
    with start("rules", "explain", "page-injected") as process:
        assert process.stdout is not None
        process.stdout.close()
        assert process.stderr is not None
        err = process.stderr.read()
    assert (process.returncode, err) == (0, b"")


def test_a_fault_of_the_program_is_one_line_and_with_v_a_traceback(
    call: Call, mirror: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> Assessment:
        raise ZeroDivisionError("nobody expected this")

    monkeypatch.setattr("auditor.pipeline.check", broken)
    found = call("check", mirror)
    assert (found.code, found.out, found.err.count("\n")) == (70, "", 1)
    assert "程序内部错误: ZeroDivisionError: nobody expected this" in found.err
    found = call("check", mirror, "-v")
    assert found.code == 70
    assert "Traceback" in found.err


# ---------------------------------------------------------------- page


def test_page_prints_the_block_and_the_findings(call: Call, mirror: Path) -> None:
    page = mirror / "www.example.gov.cn/zwgk/zcwj/1.htm"
    found = call("page", page, "--url", "http://www.example.gov.cn/zwgk/zcwj/1.htm", "-f", "json")
    report = json.loads(found.out)
    assert report["url"] == "http://www.example.gov.cn/zwgk/zcwj/1.htm"
    assert report["fields"]["document_number"]["value"] == "某政发〔2023〕1号"
    assert "dates-reversed" in {finding["rule"] for finding in report["findings"]}
    assert found.code == 1
    assert call("page", page, "--exit-zero").code == 0
    assert "某政发〔2023〕1号" in call("page", page).out


def test_check_replaces_no_report_of_another_run(call: Call, site: Path, mirror: Path, tmp_path: Path) -> None:
    run = tmp_path / "run"
    assert call("run", "-c", site, "--out", run, "--exit-zero", "-q").code == 0
    before = (run / "report.json").read_bytes()
    found = call("check", mirror, "--out", run)
    assert (found.code, "另一次运行的结果" in found.err) == (2, True)
    assert (run / "report.json").read_bytes() == before
    formats = plugins.names("auditor.formats")
    names = [word for name in formats for word in ("-f", name)]
    assert call("report", run, "--out", tmp_path / "all", *names, "--exit-zero").code == 0
    assert len(list((tmp_path / "all").iterdir())) == len(formats)  # none was written over another
    assert call("check", run, "--out", run, "--exit-zero").code == 0


def test_page_writes_nothing_without_out(
    call: Call, mirror: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = mirror / "www.example.gov.cn/zwgk/zcwj/1.htm"
    empty = tmp_path / "empty"
    empty.mkdir()
    monkeypatch.chdir(empty)
    call("page", page)
    assert list(empty.iterdir()) == []
    call("page", page, "--out", "here")
    assert sorted(path.name for path in (empty / "here").iterdir()) == ["report.json", "report.txt"]


# ---------------------------------------------------------------- rules


def test_rules_are_listed_a_line_each(call: Call) -> None:
    lines = call("rules", "list").out.splitlines()
    assert [line.split()[0] for line in lines] == sorted(line.split()[0] for line in lines)
    found = next(line for line in lines if line.startswith("validity-expired "))
    assert found.split() == ["validity-expired", "严重", "问题", "有效期届满仍标注有效"]
    assert call("rules", "list", "--rules", "all").out.splitlines() == lines


def test_a_rule_is_explained_with_its_law(call: Call) -> None:
    told = call("rules", "explain", "published-late").out
    for part in (
        "published-late",
        "依据: 《",
        "问题表述: ",
        "整改办法: ",
        "规则类型: interval",
        "at_most: 20",
        "示例: ",
    ):
        assert part in told


def test_a_rule_is_explained_without_a_bare_code(call: Call) -> None:
    told = call("rules", "explain", "interpretation-missing").out
    assert "适用范围: 栏目 政策文件(policy_documents)、行政规范性文件(normative_documents);页面 文件(document)" in told
    assert "只评判本单位的文件(owner: own);只评判评估时段内公布的(in_period: true)" in told
    assert "review_roles: 政策文件(policy_documents)" in told
    assert "claims: 有效(valid)" in call("rules", "explain", "validity-expired").out
    assert "periods: 动态要闻(news) P2W" in call("rules", "explain", "column-stale").out
    assert not [
        word
        for rule in ("duty-overdue", "page-injected")
        for word in ("=", ": \n")
        if word in call("rules", "explain", rule).out
    ]


def test_on_a_terminal_no_title_is_broken_by_its_edge(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("auditor.cli.reports.line_width", lambda: 80)
    shown = call("rules", "list").out.splitlines() + call("rules", "explain", "interpretation-missing").out.splitlines()
    assert max(map(cells, shown)) <= 80


def test_lint_tells_every_problem_and_ends_with_3(call: Call, tmp_path: Path) -> None:
    assert call("rules", "lint").code == 0
    (tmp_path / "checks").mkdir()
    for name in ("one", "two"):
        (tmp_path / f"checks/{name}.yaml").write_text("titel: x\n", encoding="utf-8")
    found = call("rules", "lint", tmp_path)
    assert found.code == 3
    assert f"{tmp_path / 'checks/one.yaml'}:1:1: titel: 不认识的键,是否想写 title?\n" in found.out
    assert f"{tmp_path / 'checks/two.yaml'}:1:1: titel: 不认识的键,是否想写 title?\n" in found.out


def test_the_examples_of_rules_are_tested(call: Call, tmp_path: Path) -> None:
    found = call("rules", "test", "dates-reversed")
    assert found.code == 0
    assert found.out.endswith("不符 0 个\n")
    text = (catalog.shipped("rules") / "checks/columns/column-blank.yaml").read_text(encoding="utf-8")
    (tmp_path / "checks").mkdir()
    (tmp_path / "checks/column-blank.yaml").write_text(
        text.replace("  pass:", "  nothing:").replace("  fail:", "  pass:").replace("  nothing:", "  fail:"),
        encoding="utf-8",
    )
    found = call("rules", "test", "--rules", tmp_path)
    assert found.code == 1
    assert "column-blank examples." in found.out
    (tmp_path / "checks/column-blank.yaml").unlink()
    assert call("rules", "test", "--rules", tmp_path).code == 4


# ---------------------------------------------------------------- demo, run, crawl, report


def test_demo_goes_the_whole_way_and_ends_with_0(call: Call, tmp_path: Path) -> None:
    found = call("demo", "--out", tmp_path / "demo")
    assert found.code == 0
    assert found.out.split()[:6] == ["站点", "等级", "得分", "覆盖率", "问题", "待核实"]
    assert len(found.out.splitlines()) < 100  # a screenful for each site; the whole report is in the folder
    assert f"完整的报告: auditor report {tmp_path / 'demo'}" in found.err
    assert len((tmp_path / "demo/report.txt").read_text(encoding="utf-8").splitlines()) > 1000
    stored = (tmp_path / "demo/report.json").read_text(encoding="utf-8")
    scores = {site["id"]: site["score"] for site in json.loads(stored)["sites"]}
    assert scores["tancheng"] is not None  # the others are vetoed, as their faults were planted
    assert call("report", tmp_path / "demo", "-f", "json").out == stored
    found = call("demo", "--out", tmp_path / "demo")
    assert (found.code, found.out, found.err.count("\n")) == (2, "", 1)


class Site(BaseHTTPRequestHandler):
    """A site whose column links to thirty pages, the later of which wait while `go` is not set."""

    BEFORE = 8
    go = Event()
    asked: ClassVar[list[str]] = []
    drawn = ""  # markup that a script adds to, in place of the links

    def do_GET(self) -> None:
        """Answer every address."""
        if self.path.startswith(("/robots.txt", "/auditor-")):
            self.send_error(404)
            return
        if self.path.startswith("/doc"):
            self.asked.append(self.path)
            if len(self.asked) > self.BEFORE:
                self.go.wait(20)  # the rest of the pages come only when the test lets them
        links = "".join(f'<li><a href="/doc{n}.htm">关于第{n}件事的通知</a> 2023-07-01</li>' for n in range(30))
        shown = self.drawn or f"<ul>{links}</ul>"
        body = f"<html><head><title>通知公告</title></head><body>{shown}</body></html>".encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Keep quiet."""


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Path]:
    """Serve the slow site and write a configuration for it."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Site) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        home = f"http://127.0.0.1:{server.server_port}/"
        Site.go.set()
        Site.asked.clear()
        path = tmp_path / "auditor.yaml"
        path.write_text(
            f"as_of: 2023-12-31\ncrawl: {{delay: 0, per_host: 2, retries: 0}}\nsites:\n  - id: slow\n    name: 慢\n"
            f"    home: {home}\n    columns: [{{name: 通知公告, role: notices, url: '{home}list.htm'}}]\n",
            encoding="utf-8",
        )
        yield path
        server.shutdown()


def test_a_run_that_is_stopped_says_how_to_go_on_and_goes_on(start: Start, call: Call, site: Path) -> None:
    out = site.parent / "run"
    Site.go.clear()
    with start("run", "-c", site, "--out", out) as process:
        stopped_at = time.monotonic() + 30
        while time.monotonic() < stopped_at and len(Site.asked) <= Site.BEFORE:
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=30)
    Site.go.set()
    assert process.returncode == 130
    told = err.decode().strip().splitlines()
    assert len(told) == 1
    assert told[0].endswith(f"继续请运行: auditor run --resume --out {out} -c {site}")
    found = call("run", "--resume", "--out", out, "-c", site, "-f", "json")
    assert found.code in {0, 1}
    assert json.loads(found.out)["sites"][0]["coverage"]["assessed"] == 32
    assert (out / "report.txt").is_file()


def test_a_crawl_is_told_and_counted(call: Call, site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = call("crawl", "-c", site, "--dry-run")
    assert found.code == 0
    assert [line.rpartition("/")[2] for line in found.out.splitlines()] == ["", "list.htm"]
    monkeypatch.chdir(site.parent)
    found = call("crawl")
    assert found.code == 0
    assert "slow: 已取 32 个网址(已读取 32)" in found.out
    folder = site.parent / found.out.splitlines()[-1].removeprefix("运行文件夹: ")
    assert folder.parent.name == "runs"
    assert (folder / "run.json").is_file()


@pytest.mark.parametrize("command", ["run", "crawl"])
def test_what_hindered_a_crawl_is_said_once(
    command: str, call: Call, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = site.read_text(encoding="utf-8").replace("delay: 0", "delay: 0, render: auto")
    site.write_text(text, encoding="utf-8")
    monkeypatch.setattr(Site, "drawn", '<div id="app"></div><script src="/js/app.js"></script>')
    monkeypatch.setattr("auditor.crawl.render.find_spec", lambda _: None)
    found = call(command, "-c", site, "--out", site.parent / "run")
    assert found.err.count("slow: 等脚本填写的网页没有渲染:没有安装 playwright") == 1
    again = call(command, "-c", site, "--out", site.parent / "again", "-q")
    assert "没有渲染" not in again.err


def test_a_limit_is_code_6_and_the_report_is_written(call: Call, site: Path) -> None:
    site.write_text(site.read_text(encoding="utf-8").replace("delay: 0", "delay: 0, max_pages: 5"), encoding="utf-8")
    out = site.parent / "run"
    found = call("run", "-c", site, "--out", out, "-f", "json")
    assert found.code == 6
    assert (out / "report.json").read_text(encoding="utf-8") == found.out
    assert call("crawl", "-c", site, "--out", site.parent / "crawl").code == 6


def test_a_server_that_is_not_there_is_code_4(call: Call, site: Path) -> None:
    text = site.read_text(encoding="utf-8")
    port = text.partition("127.0.0.1:")[2].partition("/")[0]
    site.write_text(text.replace(port, "9"), encoding="utf-8")
    assert call("crawl", "-c", site, "--out", site.parent / "crawl").code == 4
    assert call("run", "-c", site, "--out", site.parent / "run").code == 4


@pytest.mark.parametrize("command", ["run", "crawl"])
def test_wrong_sites_and_folders_are_code_2(command: str, call: Call, site: Path) -> None:
    found = call(command, "slwo", "-c", site, "--out", site.parent / "run")
    assert (found.code, "是否想写 slow" in found.err) == (2, True)
    assert call(command, "-c", site, "--resume").err == "--resume 须用 --out 指明要继续的运行文件夹\n"
    assert call(command, "-c", site, "--resume", "--out", site.parent / "none").code == 2


def test_a_single_page_is_fetched_from_its_address(call: Call, site: Path) -> None:
    home = site.read_text(encoding="utf-8").partition("home: ")[2].split()[0]
    found = call("page", f"{home}doc1.htm", "-f", "json", "--exit-zero")
    assert (found.code, json.loads(found.out)["url"]) == (0, f"{home}doc1.htm")
    assert call("page", "http://127.0.0.1:9/").code == 4


def test_the_letters_of_a_run_go_into_a_folder(call: Call, site: Path, tmp_path: Path) -> None:
    """One way through all the options of `report`: files in a folder, letters, their templates and their days."""
    assert call("run", "-c", site, "--out", tmp_path / "run", "--exit-zero", "-q").code == 0
    assert call("templates", tmp_path / "own").out.count(".docx") == 4
    again = call("templates", tmp_path / "own")
    assert (again.out, again.err.count("没有覆盖")) == ("", 4)
    words = ("report", tmp_path / "run", "--out", tmp_path / "out", "-f", "csv", "-f", "docx", "--exit-zero")
    letters = ("-f", f"docx={tmp_path}/letters/", "--templates", tmp_path / "own")
    (tmp_path / "own/整改通知.docx").write_bytes(b"")
    (tmp_path / "own/~$report.docx").write_bytes(b"")
    found = call(*words, *letters, "--issued", "2023-12-29", "--deadline", "5")
    assert (found.code, found.out) == (0, "")
    assert "own 里这些文件没有套用: 整改通知.docx;认得的文件名是: notice.docx report.docx" in found.err
    assert sorted(one.name for one in (tmp_path / "out").iterdir()) == ["report.csv", "report.docx"]
    assert (tmp_path / "letters/读网记录-slow.docx").is_file()
    said = "\n".join(line.text for line in Document(str(tmp_path / "letters/通报.docx")).paragraphs)
    assert "5 个工作日内完成整改（即2024年1月8日前）" in said
    assert "2023年12月29日" in said
    late = call(*words, "--issued", "2090-12-29")
    assert (late.code, "工作日历缺 2090 年" in late.err) == (0, True)


@pytest.mark.parametrize("command", ["crawl", "run"])
def test_an_earlier_run_must_be_one(command: str, call: Call, site: Path, tmp_path: Path) -> None:
    found = call(command, "-c", site, "--out", tmp_path / "run", "--previous", tmp_path)
    assert (found.code, found.err) == (2, f"--previous 不是运行文件夹:{tmp_path}\n")
    assert call(command, "-c", site, "--confirm", "sometimes").code == 2
