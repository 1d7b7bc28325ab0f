"""`auditor plan`: list, show, check and import do what their help says."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from python_calamine import CalamineWorkbook

from auditor import catalog
from auditor.pipeline import drafting

Call = Callable[..., Any]
TANCHENG = catalog.shipped("fixtures") / "tancheng"
PLAN = """\
title: 2023年某县政务公开工作要点
year: 2023
duties:
  - {id: D1, quote: 3月底前公开政策文件, unit: 县政府办公室, rule: duty-overdue,
     options: {roles: [policy_documents], words: [某办法|另一办法], due: "03-31"}}
  - {id: D2, quote: 年底前公开政策文件, unit: 县财政局, rule: duty-overdue,
     options: {roles: [policy_documents], words: [办法], due: "12-31"}}
  - {id: D3, quote: 日期规范, rule: dates-reversed}
  - {id: D4, quote: 完善智能搜索功能, manual: 须人工试用}
"""


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "own.yaml"
    path.write_text(PLAN, encoding="utf-8")
    return path


def test_list_names_every_plan_and_how_many_duties_it_has(call: Call) -> None:
    found = call("plan", "list")
    assert found.code == 0
    assert [line.split()[0] for line in found.out.splitlines()] == sorted(catalog.load().plan_ids())
    assert "项  2023年郯城县政务公开工作要点" in found.out


def test_list_of_a_folder_without_plans_is_nothing(call: Call, tmp_path: Path) -> None:
    (tmp_path / "sets").mkdir()
    assert call("plan", "list", "--rules", tmp_path).code == 4


def test_show_tells_what_a_plan_asks_of_a_unit(call: Call, plan: Path) -> None:
    found = call("plan", "show", "weifang-2017", "--unit", "环保局")
    assert found.code == 0
    assert "S2-20" in found.out
    assert "S2-1 " not in found.out
    assert call("plan", "show", plan, "--unit", "没有这个").code == 4
    missing = call("plan", "show", "weifang-2018")
    assert (missing.code, "是否想写 weifang-2017" in missing.err) == (3, True)
    assert call("plan", "show", "no/such.yaml").code == 2


def test_check_judges_the_duties_alone_and_overdue_counts_like_a_fail(call: Call, mirror: Path, plan: Path) -> None:
    found = call("plan", "check", mirror, "--plan", plan, "-f", "json")
    assert found.code == 1
    (site,) = json.loads(found.out)["sites"]
    (ledger,) = site["plans"]
    assert {one["id"]: one["state"] for one in ledger["duties"]} == {
        "D1": "overdue",
        "D2": "done",
        "D3": "overdue",
        "D4": "manual",
    }
    assert call("plan", "check", mirror, "--plan", plan, "--exit-zero").code == 0
    assert call("plan", "check", mirror, "--plan", plan, "--as-of", "2023-03-31").code == 0
    assert call("plan", "check", mirror, "--plan", plan, "-f", "json").out == found.out


def test_check_prints_every_format(call: Call, mirror: Path, plan: Path, tmp_path: Path) -> None:
    book = tmp_path / "out" / "台账.xlsx"
    found = call("plan", "check", mirror, "--plan", plan, "-f", "text", "-f", "markdown", "-f", f"xlsx={book}")
    assert "-- 县财政局" in found.out
    assert "| 责任单位 |" in found.out
    assert len(CalamineWorkbook.from_path(book).get_sheet_by_index(0).to_python()) == 5


@pytest.mark.parametrize("wrong", ["xlsx", "xlsx=", "docx", "markdown="])
def test_a_format_that_cannot_be_printed_is_wrong_usage(call: Call, mirror: Path, plan: Path, wrong: str) -> None:
    assert call("plan", "check", mirror, "--plan", plan, "-f", wrong).code == 2


def test_check_without_any_plan_is_wrong_usage(call: Call, mirror: Path) -> None:
    found = call("plan", "check", mirror)
    assert (found.code, "--plan" in found.err) == (2, True)


def test_check_takes_the_plans_of_the_configuration(call: Call, mirror: Path, plan: Path) -> None:
    file = mirror / "auditor.yaml"
    text = file.read_text(encoding="utf-8")
    (mirror / "plans").mkdir()
    plan.rename(mirror / "plans/own.yaml")
    file.write_text(text.replace("sites:", "plans: [plans/own.yaml]\nsites:"), encoding="utf-8")
    (site,) = json.loads(call("check", mirror, "-f", "json").out)["sites"]
    assert [one["id"] for one in site["plans"]] == ["own"]
    assert any(one["rule"] == "duty-overdue" and one["unit"] == "县政府办公室" for one in site["findings"])
    (site,) = json.loads(call("check", mirror, "--plan", "tancheng-2023", "-f", "json").out)["sites"]
    assert [one["id"] for one in site["plans"]] == ["tancheng-2023"]


def test_the_plans_of_a_site_bind_it_alone_and_one_that_is_named_replaces_them(call: Call, mirror: Path) -> None:
    file = mirror / "auditor.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("    level:", "    plans: [report-2023]\n    level:"), encoding="utf-8")
    (site,) = json.loads(call("check", mirror, "-f", "json").out)["sites"]
    assert [one["id"] for one in site["plans"]] == ["report-2023"]
    (site,) = json.loads(call("check", mirror, "--plan", "qingdao-2022", "-f", "json").out)["sites"]
    assert [one["id"] for one in site["plans"]] == ["qingdao-2022"]


def test_the_mirror_site_tells_its_two_plans(call: Call) -> None:
    found = json.loads(call("plan", "check", TANCHENG, "-f", "json").out)
    (site,) = found["sites"]
    first, second = site["plans"]
    assert (first["id"], second["id"]) == ("tancheng-2023", "tancheng-2022")
    assert {one["id"]: one["state"] for one in second["duties"]} == {
        "D1": "done",
        "D2": "overdue",
        "D3": "overdue",
        "D4": "overdue",
        "D5": "done",
        "D6": "done",
    }
    states = {one["id"]: one["state"] for one in first["duties"]}
    assert (states["S1-2"], states["S1-4"]) == ("due", "needs_review")


# ---------------------------------------------------------------- import

LINES = """\
2024年某县政务公开工作要点
一、深化信息公开
1.加强财政信息公开。按月公开全县财政收支情况。(责任单位:县财政局)
2.每年6月底前公开义务教育学校招生范围。〔县教体局牵头〕
3.年内邀请公众代表列席县政府常务会不少于8次。
4.完善政府网站智能搜索功能。
5.决策文件出台后的10个工作日内公开采纳情况。
"""


def drafted(call: Call, file: Path, out: Path) -> str:
    found = call("plan", "import", file, "--out", out)
    assert (found.code, "confirmed: false" in found.err) == (0, True)
    shown = call("plan", "show", out)
    assert shown.code == 0
    assert "未确认" in shown.out
    return out.read_text(encoding="utf-8")


def test_a_text_becomes_a_draft_that_loads(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "要点.txt"
    file.write_text(LINES, encoding="utf-8")
    text = drafted(call, file, tmp_path / "draft.yaml")
    plan = catalog.load().plan(str(tmp_path / "draft.yaml"))
    assert (plan.title, plan.year, len(plan.duties)) == ("2024年某县政务公开工作要点", 2024, 5)
    assert [(one.rule, one.unit, one.line) for one in plan.duties] == [
        ("series-gap", "县财政局", 3),
        ("duty-overdue", "县教体局", 4),
        ("count-too-low", "", 5),
        ("", "", 6),
        ("", "", 7),
    ]
    assert not any(one.confirmed for one in plan.duties)
    assert (plan.duties[1].recurs, plan.duties[1].options["due"]) == (True, "06-30")
    assert plan.duties[0].options["roles"] == ("budget",)
    assert "请补写 roles" in text
    assert "10个工作日从何时起算" in plan.duties[4].manual


def test_a_draft_fails_nothing(call: Call, mirror: Path, tmp_path: Path) -> None:
    file = tmp_path / "要点.txt"
    file.write_text("2022年工作要点\n1.每年3月底前公开政策文件目录清单。\n", encoding="utf-8")
    drafted(call, file, tmp_path / "draft.yaml")
    found = call("plan", "check", mirror, "--plan", tmp_path / "draft.yaml", "-f", "json")
    assert found.code == 0


def test_a_page_and_a_word_file_become_drafts(call: Call, tmp_path: Path) -> None:
    page = tmp_path / "要点.html"
    page.write_bytes(
        "<html><head><meta charset='gbk'></head><body><h1>2024年某县政务公开工作要点</h1><table>"
        "<tr><td>工作任务</td><td>牵头单位</td></tr><tr><td>每周发布批发市场价格信息</td><td>县农业农村局</td></tr>"
        "</table></body></html>".encode("gbk")
    )
    assert "县农业农村局" in drafted(call, page, tmp_path / "a.yaml")
    word = tmp_path / "要点.docx"
    document = Document()
    document.add_paragraph("2024年某县政务公开工作要点")
    document.add_paragraph("")
    document.add_paragraph("1.按季度公布社会救助情况。")
    table = document.add_table(rows=2, cols=2)
    for at, cell in enumerate(("主要内容", "责任单位", "年底前公开规范性文件清理结果", "县司法局")):
        table.rows[at // 2].cells[at % 2].text = cell
    document.save(str(word))
    drafted(call, word, tmp_path / "b.yaml")
    plan = catalog.load().plan(str(tmp_path / "b.yaml"))
    assert [(one.quote, one.unit, one.line) for one in plan.duties] == [
        ("按季度公布社会救助情况", "", 3),
        ("年底前公开规范性文件清理结果", "县司法局", 5),
    ]


def test_units_and_times_of_every_sort_are_drafted_and_lines_left_out_are_told(call: Call, tmp_path: Path) -> None:
    word = tmp_path / "要点.docx"
    document = Document()
    for line in (
        "2024年某县政务公开工作要点",
        "1.人代会闭会后20日内公开政府工作报告任务分工。（县政府办公室）",
        "2.县两会闭会后20个工作日内公开实事清单。（县发改局）",
        "公开重大项目审批结果（县发改局）；公开惠企补贴名单（县财政局）。",
        "5月15日至6月15日开展政府开放月活动。责任单位：县政府办公室",
        "全年组织开展政策培训不少于6次（县委宣传部）。",
        "各单位要加强组织领导。",
    ):
        document.add_paragraph(line)
    document.save(str(word))
    found = call("plan", "import", word, "--out", tmp_path / "a.yaml")
    assert "未列入的行:7(" in found.err
    plan = catalog.load().plan(str(tmp_path / "a.yaml"))
    assert [(one.rule, one.unit) for one in plan.duties] == [
        ("duty-overdue", "县政府办公室"),
        ("duty-overdue", "县发改局"),
        ("", "县发改局"),
        ("", "县财政局"),
        ("", "县政府办公室"),
        ("count-too-low", "县委宣传部"),
    ]
    first, second, third, _, fifth, last = plan.duties
    assert (first.options["after"], first.options["days"]) == ("congress_end", 20)
    assert (second.options["after"], second.options["working_days"]) == ("congress_end", 20)
    assert third.manual == "原文没有写明期限、周期或次数"
    assert "5月15日至6月15日" in fifth.manual
    assert last.options["words"] == ("培训",)


def test_words_of_time_and_number_are_not_looked_for(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "要点.txt"
    file.write_text(
        "2024年要点\n1.9月底前，政策文件解读率达到100%并在5个工作日内公开。\n2.全年组织开展两次普法宣讲。\n",
        encoding="utf-8",
    )
    drafted(call, file, tmp_path / "a.yaml")
    words = {
        word
        for one in catalog.load().plan(str(tmp_path / "a.yaml")).duties
        for option in one.options["words"]
        for word in option.split("|")
    }
    assert "宣讲" in "".join(words)
    assert not words & {"公开", "政策", "文件", "组织", "开展", "工作日", "月底", "日前", "全年", "100%", "两次"}


def test_a_draft_goes_to_the_screen_or_to_a_new_file(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "要点.txt"
    file.write_text("2024年要点\n1.工作任务表\t责任单位\n", encoding="utf-8")
    file.write_text(LINES, encoding="utf-8")
    assert "duties:" in call("plan", "import", file).out
    out = tmp_path / "draft.yaml"
    out.write_text("", encoding="utf-8")
    assert call("plan", "import", file, "--out", out).code == 2


def test_rows_of_a_text_are_parted_by_tabs(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "要点.txt"
    file.write_text("2024年要点\n任务\t责任单位\n按月公开财政收支情况\t县财政局\n", encoding="utf-8")
    assert "县财政局" in drafted(call, file, tmp_path / "draft.yaml")


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("要点.pdf", "x", 2),
        ("要点.docx", "not a word file", 2),
        ("要点.txt", "1.按月公开财政收支情况。", 4),
        ("要点.txt", "2024年要点", 4),
    ],
)
def test_what_cannot_be_drafted_is_told(call: Call, tmp_path: Path, name: str, text: str, code: int) -> None:
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    found = call("plan", "import", file)
    assert (found.code, name in found.err) == (code, True)
    assert call("plan", "import", tmp_path / "no.txt").code == 2


def test_a_file_that_is_too_large_is_not_read(call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "要点.txt"
    file.write_text(LINES, encoding="utf-8")
    monkeypatch.setattr(drafting, "MAX_SIZE", 10)
    found = call("plan", "import", file)
    assert (found.code, "文件过大" in found.err) == (2, True)
