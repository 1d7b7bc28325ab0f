"""The ledger of a plan reads alike in every format, and nothing that a page says is obeyed."""

import json
import re
from dataclasses import replace
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from python_calamine import CalamineWorkbook
from rich.cells import cell_len

from auditor.formats import RenderOptions, _ledger, _ledger_xlsx, _neutral
from auditor.formats import html as html_format
from auditor.formats import json as json_format
from auditor.formats import text as text_format
from auditor.model import Assessment, Duty, DutyResult, DutyState, Evidence, Ledger, Plan

HOSTILE = "=cmd|' /C calc'!A0 <script>alert(1)</script> \x1b[31m|红"
PAGE = Evidence("http://www.example.gov.cn/jy/1.html", "2023年招生范围", "", "sha256:ab")


def duty(name: str, unit: str = "县教体局", **changes: object) -> Duty:
    values: dict[str, object] = {
        "id": name,
        "quote": f"第{name}项任务",
        "unit": unit,
        "rule": "duty-overdue",
        **changes,
    }
    return Duty(**values)  # type: ignore[arg-type]


RESULTS = (
    DutyResult(duty("D1"), DutyState.DONE, "2023-06-30", pages=(PAGE,)),
    DutyResult(duty("D2"), DutyState.OVERDUE, "2023-03-31", "未检索到", (PAGE,), findings=("00112233445566aa",)),
    DutyResult(duty("D3"), DutyState.DUE, "2023-12-31", "尚未到期", count=3),
    DutyResult(duty("D4", ""), DutyState.MANUAL, reason="没有期限"),
    DutyResult(duty("D5"), DutyState.NOT_ASSESSABLE, reason="event_congress_end"),
    DutyResult(duty("D6", "", confirmed=False), DutyState.NEEDS_REVIEW, reason="calendar_2090"),
    DutyResult(duty("D7"), DutyState.DUE, "2024-03-31", "尚未到期"),
    DutyResult(duty("D8", quote=HOSTILE), DutyState.NEEDS_REVIEW, pages=(Evidence("javascript:alert(1)", HOSTILE),)),
)
LEDGER = Ledger(Plan("a-plan", "某县工作要点", 2023, tuple(one.duty for one in RESULTS), "ab" * 32), RESULTS)


@pytest.fixture
def planned(assessment: Assessment) -> Assessment:
    first, *others = assessment.sites
    return replace(assessment, as_of=date(2023, 12, 15), sites=(replace(first, plans=(LEDGER,)), *others))


def test_the_most_pressing_duties_of_a_unit_come_first() -> None:
    units = _ledger.by_unit(RESULTS, date(2023, 12, 15))
    assert [(unit, [one.duty.id for one in ones]) for unit, ones in units] == [
        ("县教体局", ["D2", "D3", "D8", "D7", "D5", "D1"]),
        (_ledger.NO_UNIT, ["D6", "D4"]),
    ]


def test_reasons_are_said_in_words() -> None:
    said = [_ledger.reason(one) for one in RESULTS]
    assert said[2] == "尚未到期，已有 3 期（次、处）"
    assert said[4] == "站点没有配置 events: congress_end 的日期"
    assert said[5] == "未确认的草稿：工作日历缺 2090 年"
    assert _ledger.reason(replace(RESULTS[0], count=2)) == "已有 2 期（次、处）"


def test_json_tells_every_duty(planned: Assessment) -> None:
    (plan,) = json.loads(json_format.render(planned, RenderOptions()))["sites"][0]["plans"]
    assert (plan["id"], plan["year"], plan["sha256"]) == ("a-plan", 2023, "ab" * 32)
    assert plan["counts"] == {
        "overdue": 1,
        "needs_review": 2,
        "due": 2,
        "not_assessable": 1,
        "manual": 1,
        "not_applicable": 0,
        "done": 1,
    }
    second = plan["duties"][1]
    assert (second["state"], second["due"], second["findings"]) == ("overdue", "2023-03-31", ["00112233445566aa"])
    assert second["pages"] == [{"url": PAGE.url, "title": PAGE.quote, "digest": "sha256:ab", "fetched_at": None}]
    ledgers = json.loads(json_format.render_ledgers(planned))
    assert ledgers["sites"][0]["plans"] == [plan]
    assert ledgers["as_of"] == "2023-12-15"


def test_without_plans_a_site_has_none(assessment: Assessment) -> None:
    report = json.loads(json_format.render(assessment, RenderOptions()))
    assert [site["plans"] for site in report["sites"]] == [[] for _ in report["sites"]]
    assert "工作要点" not in text_format.render(assessment, RenderOptions()).decode()
    assert 'id="plans"' not in html_format.render(assessment, RenderOptions()).decode()


def test_the_text_of_a_check_names_what_is_late_or_to_be_looked_at(planned: Assessment) -> None:
    report = text_format.render(planned, RenderOptions()).decode()
    section = report.partition("-- 工作要点\n")[2].partition("\n\n")[0]
    assert re.findall(r"- \[(.+?)\] (D\d)", section) == [("逾期或未落实", "D2"), ("待核实", "D6"), ("待核实", "D8")]
    assert "\x1b" not in section


def test_the_page_of_a_check_has_a_table_of_duties(planned: Assessment) -> None:
    report = html_format.render(planned, RenderOptions()).decode()
    assert report.count("本月到期") == 1
    assert f'href="{PAGE.url}"' in report
    assert "<script>alert" not in report
    assert 'href="javascript' not in report


@pytest.mark.parametrize("width", [20, 40, 80])
def test_the_ledger_fits_the_terminal(planned: Assessment, width: int) -> None:
    lines = list(_ledger.text(planned, width))
    assert all(cell_len(line) <= width or "http" in line for line in lines)
    assert not any("\x1b" in line for line in lines)
    told = "".join("".join(lines).split())
    assert all(one.duty.id in told for one in RESULTS)
    assert "本月到期" in told


def test_markdown_is_a_table_that_obeys_nothing(planned: Assessment) -> None:
    report = _ledger.markdown(planned)
    rows = [line for line in report.splitlines() if line.startswith("|")]
    assert len(rows) == 2 + len(RESULTS)
    assert {len(re.findall(r"(?<!\\)\|", row)) for row in rows} == {8}
    assert "<script>" not in report
    assert "（本月到期）" in report


def test_a_workbook_reads_back_as_it_was_written(planned: Assessment) -> None:
    made = _ledger_xlsx.workbook(planned)
    book = CalamineWorkbook.from_filelike(BytesIO(made))
    assert book.sheet_names == ["台账", "说明"]
    rows = book.get_sheet_by_name("台账").to_python()
    assert rows[0] == ["站点", "要点", *_ledger.HEAD]
    by_id = {row[3]: row for row in rows[1:]}
    assert set(by_id) == {one.duty.id for one in RESULTS}
    late = dict(zip(rows[0], by_id["D2"], strict=True))
    assert (late["结论"], late["期限"], late["页面"], late["问题编号"]) == (
        "逾期或未落实",
        "2023-03-31",
        PAGE.url,
        "00112233445566aa",
    )
    assert by_id["D3"][7] == "是"
    assert str(by_id["D8"][4]).startswith("'=cmd")
    assert "sha256" in "".join(map(str, book.get_sheet_by_name("说明").to_python()))


def test_a_workbook_has_a_frozen_head_filters_links_and_no_formula(planned: Assessment) -> None:
    made = _ledger_xlsx.workbook(planned)
    with ZipFile(BytesIO(made)) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()
        links = parts.read("xl/worksheets/_rels/sheet1.xml.rels").decode()
    assert 'state="frozen"' in sheet
    assert "<autoFilter" in sheet
    assert "<f>" not in sheet
    assert PAGE.url in links
    assert "javascript" not in links


def test_the_same_ledger_is_the_same_file(planned: Assessment) -> None:
    assert _ledger_xlsx.workbook(planned) == _ledger_xlsx.workbook(planned)


def test_an_empty_ledger_is_a_workbook_too(assessment: Assessment) -> None:
    assert CalamineWorkbook.from_filelike(BytesIO(_ledger_xlsx.workbook(assessment))).sheet_names[0] == "台账"


def test_cells_are_harmless_and_short() -> None:
    assert [_neutral.cell(one)[:2] for one in ("=1", "+1", "-1", "@a", " =1", "1=1")] == [
        "'=",
        "'+",
        "'-",
        "'@",
        "' ",
        "1=",
    ]
    assert len(_neutral.cell("长" * 40_000)) <= 32_767


def test_a_plan_is_shown_whole_or_for_one_unit() -> None:
    plan = Plan(
        "a-plan",
        "某县工作要点",
        2023,
        (
            duty("D1", options={"roles": ("education", "land"), "due": "06-30"}, recurs=True),
            duty("D2", "县财政局", rule="", manual="没有期限", confirmed=False, line=7),
        ),
        source="某政办发〔2023〕1号",
    )
    report = "\n".join(_ledger.shown(plan, 200))
    assert "来源：某政办发〔2023〕1号" in report
    assert "规则：duty-overdue（roles=education、land；due=06-30），每年重复" in report
    assert "[未确认] D2 第D2项任务" in report
    assert "人工评判：没有期限" in report
    assert "出自第 7 行" in report
    assert "2 项，其中 1 项未确认" in report
    assert "D1" not in "\n".join(_ledger.shown(replace(plan, source=""), 200, "财政局"))


def test_a_quote_that_is_no_sentence_is_said_in_words(planned: Assessment) -> None:
    told = duty("D9", title="解读页链接回文件", quote="媒体解读:http://www.example.gov.cn/1.htm")
    said = "解读页链接回文件（原文：媒体解读:http://www.example.gov.cn/1.htm）"
    assert (_ledger.asked(told), _ledger.asked(duty("D1"))) == (said, "第D1项任务")
    one = DutyResult(told, DutyState.DUE)
    plan = Plan("a-plan", "某县工作要点", 2023, (told,))
    shown = replace(planned, sites=(replace(planned.sites[0], plans=(Ledger(plan, (one,)),)),))
    assert f"D9 {said}" in "\n".join(_ledger.text(shown, 200))
    assert said in html_format.render(shown, RenderOptions()).decode()
    assert [row[2] for row in _ledger.rows(Ledger(plan, (one,)), planned.as_of)] == [said]
    assert _ledger.as_json(Ledger(plan, (one,)))["duties"][0]["title"] == "解读页链接回文件"


def sheet(assessment: Assessment) -> str:
    with ZipFile(BytesIO(_ledger_xlsx.workbook(assessment))) as book:
        return book.read("xl/worksheets/sheet1.xml").decode() + book.read("xl/workbook.xml").decode()


def test_the_sheet_fits_on_paper_and_its_rows_hold_their_text(planned: Assessment) -> None:
    made = sheet(planned)
    for wanted in ('orientation="landscape"', 'fitToHeight="0"', "_xlnm.Print_Titles", 'state="frozen"'):
        assert wanted in made
    assert "$C$1:$M$9" in made  # of one plan its name stands in the header, not on every line
    heights = {float(one) for one in re.findall(r'<row [^>]* ht="([0-9.]+)"', made)}
    assert min(heights) >= 17.0
    long = replace(RESULTS[0], reason="未见" * 400)
    tall = replace(LEDGER, results=(long,))
    two = replace(planned, sites=(replace(planned.sites[0], plans=(tall, LEDGER)),))
    assert ' ht="408.75"' in sheet(two)  # the tallest that there is
    assert "Print_Area" not in sheet(two)


def test_a_site_without_a_plan_is_not_left_with_a_bare_heading(assessment: Assessment) -> None:
    told = list(_ledger.text(replace(assessment, sites=assessment.sites[:1]), 80))
    assert told == ["== 示例县人民政府（example） 截至 2023-12-31", "没有适用的工作要点。", ""]
