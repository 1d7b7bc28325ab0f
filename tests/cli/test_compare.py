"""`auditor rank`, `diff`, `gate` and `report --against`: what changed between two runs, and why."""

import csv
import io
import json
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from auditor.archive.serve import serve

Call = Callable[..., Any]
PAGE = "www.example.gov.cn/zwgk/zcwj/1.htm"


@pytest.fixture
def later(mirror: Path, tmp_path: Path) -> Path:
    """Return a copy of the mirror folder to edit."""
    folder = tmp_path / "later"
    shutil.copytree(mirror, folder)
    return folder


def edit(folder: Path, old: str, new: str, name: str = PAGE) -> None:
    file = folder / name
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def ranked(workbook: Path) -> tuple[str, list[dict[str, Any]]]:
    """Return what stands above the table of sites, and its rows."""
    sheet = CalamineWorkbook.from_path(workbook).get_sheet_by_name("排名")
    _, told, head, *rows = sheet.to_python(skip_empty_area=False)
    return str(told[0]), [dict(zip(map(str, head), row, strict=True)) for row in rows]


def changes(shown: str) -> Mapping[str, tuple[str, str]]:
    """Return rule → kind and cause of what did not stay as it was."""
    told = json.loads(shown)["changes"]
    return {one["finding"]["rule"]: (one["kind"], one["cause"]) for one in told}


# ---------------------------------------------------------------- diff


def test_a_run_against_itself_has_changed_nothing(call: Call, mirror: Path) -> None:
    shown = call("diff", mirror, mirror)
    assert shown.code == 0
    assert "没有变化：两次的结论相同。" in shown.out
    assert "新增 0，已消除 0" in shown.out


def test_every_known_edit_is_named_with_its_cause(call: Call, mirror: Path, later: Path) -> None:
    """The dates are put right; the validity is taken out; a second document appears that has no 成文日期."""
    text = (mirror / PAGE).read_text(encoding="utf-8")
    edit(later, "2023年7月1日", "2023年7月17日")
    edit(later, "2023-07-01", "2023-07-17", "www.example.gov.cn/zwgk/zcwj/index.htm")
    edit(later, "<td>有效性</td><td>有效</td>", "<td>有效性</td><td></td>")
    second = text.replace("2023-01", "2023-02").replace("某政发〔2023〕1号", "某政发〔2023〕2号")
    second = second.replace("<td>成文日期</td><td>2023年7月14日</td>", "").replace("某办法", "另一办法")
    second = second.replace("2023年7月1日", "2023年7月17日")
    (later / PAGE).with_name("2.htm").write_text(second, encoding="utf-8")
    told = changes(call("diff", mirror, later, "-f", "json").out)
    assert told["dates-reversed"] == ("fixed", "site_changed")
    assert told["validity-missing"] == ("new", "site_changed")
    assert told["document-fields-missing"] == ("new", "site_changed")
    assert {rule for rule, (_, cause) in told.items() if cause != "site_changed"} == {"cleanup-missing"}
    shown = call("diff", mirror, later).out
    assert "原因  网站有变：新出现的页面" in shown
    assert "原因  网站有变：页面内容已改" in shown


def test_a_fault_on_a_page_that_is_blank_now_is_not_mended(call: Call, mirror: Path, later: Path) -> None:
    (later / PAGE).write_text("", encoding="utf-8")
    shown = call("diff", mirror, later, "-f", "json")
    assert changes(shown.out)["dates-reversed"] == ("not_assessable", "coverage_changed")
    assert "本次未能读取这一页（空白）" in call("diff", mirror, later).out


def test_a_fault_on_a_page_that_is_no_more_is_not_mended(call: Call, mirror: Path, later: Path) -> None:
    (later / PAGE).unlink()
    assert changes(call("diff", mirror, later, "-f", "json").out)["dates-reversed"] == (
        "not_assessable",
        "site_changed",
    )


def test_a_redesign_that_moves_every_page_keeps_their_faults(call: Call, mirror: Path, later: Path) -> None:
    new = later / "www.example.gov.cn/xxgk/0001.shtml"
    new.parent.mkdir()
    (later / PAGE).rename(new)
    edit(later, 'href="1.htm"', 'href="/xxgk/0001.shtml"', "www.example.gov.cn/zwgk/zcwj/index.htm")
    then, now = (
        {
            one["fingerprint"]: one["subject"]["url"]
            for one in json.loads(call("check", folder, "-f", "json").out)["sites"][0]["findings"]
            if one["rule"] == "dates-reversed"
        }
        for folder in (mirror, later)
    )
    assert list(now.values()) == ["http://www.example.gov.cn/xxgk/0001.shtml"]
    told = json.loads(call("diff", mirror, later, "-f", "json").out)
    assert then.keys() == now.keys() <= set(told["sites"][0]["unchanged"])
    assert told["counts"]["remaining"] == len(told["sites"][0]["unchanged"])


def test_a_day_that_passed_is_told_from_what_the_site_did(call: Call, mirror: Path, later: Path) -> None:
    for folder in (mirror, later):
        edit(folder, "请认真贯彻执行。", "请认真贯彻执行。本办法自2023年7月14日起施行，有效期至2024年1月31日。")
    edit(later, "as_of: 2023-12-31", "as_of: 2024-03-01", "auditor.yaml")
    edit(later, "2023年7月1日", "2023年7月17日")
    told = changes(call("diff", mirror, later, "-f", "json").out)
    assert told["validity-expired"] == ("new", "time_passed")
    assert told["dates-reversed"] == ("fixed", "site_changed")


def own_set(folder: Path, rules: str) -> Path:
    """Let the mirror folder be judged by a set of its own, always of the same id."""
    place = folder / "own"
    place.mkdir(exist_ok=True)
    text = f"title: 本县\nversion: '1'\nrules: {rules}\n"
    (place / "own.yaml").write_text(text, encoding="utf-8")
    config = (folder / "auditor.yaml").read_text(encoding="utf-8")
    (folder / "auditor.yaml").write_text(f"ruleset: {place / 'own.yaml'}\n{config}", encoding="utf-8")
    return place / "own.yaml"


def test_a_rule_that_was_dropped_is_no_mending(call: Call, mirror: Path, later: Path) -> None:
    own_set(mirror, "[dates-reversed, validity-missing]")
    own_set(later, "[validity-missing]")
    edit(later, "<td>有效性</td><td>有效</td>", "<td>有效性</td><td></td>")
    shown = call("diff", mirror, later, "-f", "json")
    assert changes(shown.out) == {
        "dates-reversed": ("fixed", "rule_changed"),
        "validity-missing": ("new", "site_changed"),
    }
    assert "两次的规则集不同" in json.loads(shown.out)["notes"][0]
    assert call("gate", later, "--against", mirror).code == 1


def test_a_rule_that_came_is_no_step_back(call: Call, mirror: Path, later: Path) -> None:
    own_set(mirror, "[validity-missing]")
    own_set(later, "[dates-reversed, validity-missing]")
    assert changes(call("diff", mirror, later, "-f", "json").out) == {"dates-reversed": ("new", "rule_changed")}
    found = call("gate", later, "--against", mirror)
    assert (found.code, found.out.splitlines()[0]) == (0, "auditor gate 通过：没有倒退")


def test_sets_of_another_id_are_refused(call: Call, mirror: Path, later: Path) -> None:
    edit(later, "as_of:", "ruleset: self-check\nas_of:", "auditor.yaml")
    for words in (("diff", mirror, later), ("gate", later, "--against", mirror)):
        refused = call(*words)
        assert refused.code == 2
        assert "两次的规则集不同(all 与 self-check),不能对比;确要对比请加 --force" in refused.err
        assert call(*words, "--force").code == 0


def test_a_stored_run_is_compared_as_it_was_judged_then(call: Call, mirror: Path, tmp_path: Path) -> None:
    """What an older program did not see, on the same evidence by the same rules, is no doing of the site."""
    call("check", mirror, "--out", tmp_path / "then")
    file = tmp_path / "then/report.json"
    stored = json.loads(file.read_text(encoding="utf-8"))
    stored["tool"]["version"] = "0.0.9"
    site = stored["sites"][0]
    site["findings"] = [one for one in site["findings"] if one["rule"] != "dates-reversed"]
    file.write_text(json.dumps(stored), encoding="utf-8")
    shown = call("diff", tmp_path / "then", mirror)
    assert shown.code == 0
    assert "原因  程序读法有变：程序由0.0.9到" in shown.out
    assert call("gate", mirror, "--against", tmp_path / "then").code == 0
    alone = call("diff", file, mirror, "-f", "json")
    assert changes(alone.out)["dates-reversed"][0] == "new"
    pages = (tmp_path / "then/pages.jsonl").read_text(encoding="utf-8")
    assert '"url": "http://www.example.gov.cn/zwgk/zcwj/1.htm"' in pages
    (tmp_path / "then/pages.jsonl").write_text(pages[:40], encoding="utf-8")
    assert "没有逐页记录（pages.jsonl）" in call("diff", tmp_path / "then", mirror).out


def test_what_came_back_is_reopened(call: Call, mirror: Path, later: Path) -> None:
    edit(later, "2023年7月1日", "2023年7月17日")
    shown = call("diff", later, mirror, "--history", mirror, "-f", "json")
    assert changes(shown.out)["dates-reversed"] == ("reopened", "site_changed")


def test_every_format_of_diff_tells_the_same(call: Call, mirror: Path, later: Path, tmp_path: Path) -> None:
    edit(later, "2023年7月1日", "2023年7月17日")
    edit(later, "关于印发某办法的通知", "=1+1|<b>通知</b>")
    file = tmp_path / "diff.csv"
    shown = call("diff", mirror, later, "-f", "json", "-f", f"csv={file}")
    told = json.loads(shown.out)
    raw = file.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"))))
    assert [row["编号"] for row in rows if row["原因"]] == [one["finding"]["fingerprint"] for one in told["changes"]]
    assert [row["编号"] for row in rows if not row["原因"]] == told["sites"][0]["unchanged"]
    assert any(row["题名"].startswith("'=1+1") for row in rows)
    printed = call("diff", mirror, later, "-f", "markdown").out
    assert "<b>" not in printed
    assert printed.count("| 某县人民政府 |") == len(told["changes"])
    same = call("diff", mirror, mirror, "-f", "markdown").out
    assert same.endswith("没有变化：两次的结论相同。\n")


def test_a_wrong_call_is_told_in_one_line(call: Call, mirror: Path, tmp_path: Path) -> None:
    assert call("diff", mirror, tmp_path / "none").code == 2
    assert call("diff", mirror, mirror, "-f", "xml").code == 2
    assert call("diff", mirror, mirror, "-f", f"csv={tmp_path}").code == 2
    (tmp_path / "no.json").write_text("[]", encoding="utf-8")
    assert "不是评估结果" in call("diff", mirror, tmp_path / "no.json").err
    other = tmp_path / "other"
    shutil.copytree(mirror, other)
    edit(other, "id: example", "id: elsewhere", "auditor.yaml")
    found = call("diff", mirror, other)
    assert (found.code, found.err) == (4, "两次运行没有相同的站点(example 与 elsewhere),无从对比\n")


# ---------------------------------------------------------------- gate


def test_the_gate_stops_a_step_back_and_nothing_else(call: Call, mirror: Path, later: Path) -> None:
    assert call("gate", mirror, "--against", mirror).code == 0
    edit(later, "2023年7月1日", "2023年7月17日")
    assert call("gate", later, "--against", mirror).code == 0
    worse = call("gate", mirror, "--against", later)
    assert worse.code == 1
    assert worse.out.splitlines()[0] == "auditor gate 未通过：1 处倒退"
    assert "- dates-reversed http://www.example.gov.cn/zwgk/zcwj/1.htm" in worse.out
    assert call("gate", mirror, "--against", later, "--exit-zero").code == 0
    assert call("gate", mirror, "--against", later, "--fail-on", "never").code == 0
    verdict = json.loads(call("gate", mirror, "--against", later, "-f", "json").out)
    assert (verdict["exit_code"], verdict["passed"], len(verdict["regressions"])) == (1, False, 1)


def test_the_verdict_never_takes_more_than_twenty_lines(call: Call, mirror: Path, later: Path) -> None:
    page = (mirror / PAGE).read_text(encoding="utf-8")
    items = ""
    for number in range(3, 30):
        text = page.replace("2023-01", f"2023-{number:02}").replace("〔2023〕1号", f"〔2023〕{number}号")
        (later / PAGE).with_name(f"{number}.htm").write_text(text, encoding="utf-8")
        items += f'<li><a href="{number}.htm">通知{number}</a><span>2023-07-01</span></li>'
    edit(later, "<ul>", f"<ul>{items}", "www.example.gov.cn/zwgk/zcwj/index.htm")
    found = call("gate", later, "--against", mirror)
    lines = found.out.splitlines()
    assert (found.code, len(lines) <= 20) == (1, True)
    assert lines[-1].endswith("处用 auditor diff 查看")


def test_a_site_that_could_not_be_read_passes_no_gate(call: Call, mirror: Path, later: Path) -> None:
    for file in (later / "www.example.gov.cn").rglob("*.htm*"):
        file.write_text("", encoding="utf-8")
    found = call("gate", later, "--against", mirror)
    assert found.code == 5
    assert found.out.startswith("auditor gate 没有结论：未能读取的页面太多")


# ---------------------------------------------------------------- rank

POINTS = """\
title: 两项
version: '1'
full_marks: 100
indicators:
  - {id: all, title: 全部, points: 3, children: [
      {id: dates, title: 日期, points: 2, rules: [{rule: dates-reversed, mode: deduct, each: 1}]},
      {id: validity, title: 有效性, points: 1, rules: [{rule: validity-missing, mode: deduct, each: 1}]}]}
"""


@pytest.fixture
def two(mirror: Path, tmp_path: Path) -> Path:
    """Return the result of two sites, judged with points."""
    folder = tmp_path / "two"
    written = (mirror / "auditor.yaml").read_text(encoding="utf-8")
    shutil.copytree(mirror, folder)
    shutil.copytree(folder / "www.example.gov.cn", folder / "www.second.gov.cn")
    for file in (folder / "www.second.gov.cn").rglob("*.htm*"):
        file.write_text(file.read_text(encoding="utf-8").replace("某", "乙"), encoding="utf-8")
    second = written.partition("sites:\n")[2].replace("example", "second").replace("某县", "乙县")
    sets = folder / "sets/points.yaml"
    sets.parent.mkdir()
    sets.write_text(POINTS, encoding="utf-8")
    (folder / "auditor.yaml").write_text(f"ruleset: {sets}\n{written}{second}", encoding="utf-8")
    return folder


def test_rank_puts_equal_sites_on_one_place(call: Call, two: Path) -> None:
    shown = json.loads(call("rank", two, "-f", "json").out)
    assert [one["name"] for one in shown["groups"]] == ["县级"]
    sites = shown["groups"][0]["sites"]
    assert {one["id"] for one in sites} == {"example", "second"}
    assert [(one["score"], one["rank"]) for one in sites] == [(66.67, 1), (66.67, 1)]
    assert shown["stage"] == "initial"
    assert "rank_interval" not in sites[0]
    inner = json.loads(call("rank", two, "-f", "json", "--internal", "--stage", "final").out)
    assert inner["stage"] == "final"
    assert len(inner["groups"][0]["sites"][0]["rank_interval"]) == 2


def test_every_workbook_ranks_the_sites_of_its_run(call: Call, two: Path, tmp_path: Path) -> None:
    file = tmp_path / "report.xlsx"
    call("check", two, "-f", f"xlsx={file}")
    _, rows = ranked(file)
    assert [(row["站点"], row["名次"], row["得分"]) for row in rows] == [
        ("乙县人民政府", 1.0, 66.67),
        ("某县人民政府", 1.0, 66.67),
    ]


def test_rank_says_how_a_site_moved_and_what_was_mended(call: Call, two: Path, tmp_path: Path) -> None:
    now = tmp_path / "now"
    shutil.copytree(two, now)
    edit(now, "2023年7月1日", "2023年7月17日", "www.second.gov.cn/zwgk/zcwj/1.htm")
    words = ("rank", now, "--against", two, "--deadline", "2023-12-31")
    shown = call(*words).out
    assert "名次变化  得分变化" in shown
    assert "降 1" in shown
    assert "整改率  1/2（50.00%）" in shown
    assert "按时整改率  1/2（50.00%）" in shown
    rows = json.loads(call(*words, "-f", "json").out)["groups"][0]["sites"]
    moved = {one["id"]: (one["rank_before"], one["rank"], one["score_before"], one["score"]) for one in rows}
    assert moved == {"second": (1, 1, 66.67, 100.0), "example": (1, 2, 66.67, 66.67)}
    for name in ("text", "markdown"):
        assert "没有写明责任单位" in call("rank", now, "--by", "unit", "-f", name).out
    again = call("rank", two, now)
    assert "example、second 在几次运行里都有，以写在最后的一次为准" in again.out


def test_rank_prints_a_matrix_that_a_spreadsheet_reads(call: Call, two: Path, tmp_path: Path) -> None:
    file = tmp_path / "rank.csv"
    assert call("rank", two, "-f", f"csv={file}", "--internal").code == 0
    rows = list(csv.DictReader(io.StringIO(file.read_bytes().decode("utf-8-sig"))))
    assert [row["站点"] for row in rows] == ["乙县人民政府", "某县人民政府"]
    assert [(row["名次"], row["得分"], row["名次区间"], row["1 全部"], row["1.1 日期"]) for row in rows] == [
        ("1", "66.67", "1", "2.0", "1.0")
    ] * 2
    printed = call("rank", two, "-f", "markdown", "--stage", "reviewed").out
    assert printed.startswith("## 政府信息公开评估排名（复核）")
    assert "| 乙县人民政府 |" in printed


def test_runs_that_were_judged_otherwise_are_not_ranked_together(call: Call, two: Path, mirror: Path) -> None:
    refused = call("rank", two, mirror)
    assert refused.code == 2
    assert "规则集不同" in refused.err
    forced = call("rank", two, mirror, "--force")
    assert forced.code == 0
    assert "名次不可比" in forced.out.replace("\n", "").replace(" ", "")
    assert call("rank", two, "--against", mirror).code == 2
    assert "名次变化不可比" in call("rank", two, "--against", mirror, "--force").out.replace("\n", "").replace(" ", "")


def test_rank_refuses_what_makes_no_sense(call: Call, two: Path, tmp_path: Path) -> None:
    assert call("rank", two, "--green", "50", "--amber", "60").code == 2
    assert call("rank", two, "--deadline", "2023-12-31").code == 2
    assert call("rank", two, "--against", two, "--deadline", "gestern").code == 2
    call("check", two, "--out", tmp_path / "kept")
    assert call("rank", tmp_path / "kept", "--as-of", "2024-01-01").code == 2
    assert call("rank", tmp_path / "kept").code == 0


# ---------------------------------------------------------------- report --against


def test_a_report_tells_what_changed_since_the_run_before(call: Call, mirror: Path, tmp_path: Path) -> None:
    out = tmp_path / "runs"
    with serve(mirror) as served:
        origins = ", ".join(f'"{public}": "{local}"' for public, local in served.items())
        config = mirror / "auditor.yaml"
        text = config.read_text(encoding="utf-8")
        config.write_text(f"{text}mirror: {{{origins}}}\ncrawl: {{delay: 0}}\n", encoding="utf-8")
        call("run", "-c", config, "--out", out / "1", "-q")
        edit(mirror, "2023年7月1日", "2023年7月17日")
        edit(mirror, "2023-07-01", "2023-07-17", "www.example.gov.cn/zwgk/zcwj/index.htm")
        at_once = call("run", "-c", config, "--out", out / "2", "-q", "--against", out / "1", "-f", "json")
        other = call("run", "-c", config, "--rules", "self-check", "--against", out / "1", "--out", out / "3")
        assert (other.code, (out / "3").exists()) == (2, False)
        assert "两次的规则集不同(all 与 self-check)" in other.err
        edit(config, "id: example", "id: elsewhere", "")
        strange = call("run", "-c", config, "--against", out / "1", "--out", out / "3")
        assert (strange.code, (out / "3").exists()) == (4, False)
        assert "那一次没有这些站点(elsewhere),无从对比" in strange.err
    shown = call("report", out / "2", "--against", out / "1", "-f", "json")
    told = json.loads(shown.out)["comparison"]
    assert json.loads(at_once.out)["comparison"] == told
    assert {one["finding"]["rule"]: one["kind"] for one in told["changes"]} == {"dates-reversed": "fixed"}
    printed = call("report", out / "2", "--against", out / "1").out
    assert "-- 与上次对比" in printed
    assert "与上次对比" not in call("report", out / "2").out
    call("report", out / "2", "--against", out / "1", "-f", f"xlsx={out / 'report.xlsx'}")
    told, rows = ranked(out / "report.xlsx")
    assert "与 2023-12-31 的结果比较" in told
    assert [row["站点"] for row in rows] == ["某县人民政府"]
    assert changes(call("diff", out / "1", out / "2", "-f", "json").out)["dates-reversed"] == ("fixed", "site_changed")
    assert call("gate", out / "2", "--against", out / "1", "--max-unassessable", "100").code == 0
    assert call("evidence", "verify", out / "2").code == 0
    again = json.loads(call("rank", out / "2", "--rules", "disclosure-county", "-f", "json").out)
    assert again["ruleset"]["id"] == "disclosure-county"


def test_a_mirror_folder_is_compared_as_it_is_judged(call: Call, mirror: Path, later: Path, tmp_path: Path) -> None:
    """All that `report` takes for it, `check` takes: there is no run folder to print again."""
    edit(later, "2023年7月1日", "2023年7月17日")
    edit(later, "2023-07-01", "2023-07-17", "www.example.gov.cn/zwgk/zcwj/index.htm")
    then, now = tmp_path / "r1", tmp_path / "r2"
    call("check", mirror, "--out", then)
    assert call("templates", tmp_path / "own").code == 0
    letters = ("-f", f"docx={tmp_path}/letters/", "--templates", tmp_path / "own", "--issued", "2024-01-05")
    found = call("check", later, "--out", now, "--against", then, "-f", "json", *letters, "--deadline", "5")
    told = json.loads(found.out)["comparison"]
    assert {one["finding"]["rule"]: one["kind"] for one in told["changes"]} == {"dates-reversed": "fixed"}
    assert told == json.loads((now / "report.json").read_text(encoding="utf-8"))["comparison"]
    assert (tmp_path / "letters/通报.docx").is_file()
    shown = call("check", later, "--against", then, "-f", "markdown").out
    assert "## 与上次对比" in shown
    assert "- 整改率：1/" in shown
    refused = call("check", later, "--rules", "self-check", "--against", then)
    assert (refused.code, "确要对比请加 --force" in refused.err) == (2, True)
    assert call("check", later, "--rules", "self-check", "--against", then, "--force").code != 2
    again = call("report", now, "--against", then)
    assert again.code == 2
    assert f"{now} 里只有结果、没有证据" in again.err
    assert f"auditor check 来源 --against {then}" in again.err


def test_a_judgement_whose_result_was_lost_is_not_judged_otherwise(call: Call, mirror: Path, tmp_path: Path) -> None:
    then = tmp_path / "then"
    call("check", mirror, "--out", then, "-f", f"html={then / 'report.html'}")
    (then / "report.json").unlink()
    found = call("diff", then, mirror)
    assert (found.code, found.out) == (2, "")
    assert f"{then}: 评判的结果不全(有 pages.jsonl,没有 report.json)" in found.err


def test_pages_of_no_configured_site_are_not_passed_over_in_silence(call: Call, mirror: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    for number in range(7):
        for name in ("1.htm", "2.htm")[: 1 + (number == 6)]:
            file = other / f"www.other{number}.gov.cn" / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text("<html><body><h1>通知</h1></body></html>", encoding="utf-8")
    found = call("check", mirror, other, "--exit-zero")
    assert found.code == 0
    assert "没有评判: www.other6.gov.cn(2 页)、www.other0.gov.cn(1 页)、" in found.err
    assert "www.other3.gov.cn(1 页)等 7 个;要一起评判,请写进同一份 auditor.yaml 的 sites" in found.err
    assert "没有评判" not in call("check", mirror, "--exit-zero").err
