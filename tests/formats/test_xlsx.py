import re
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from io import BytesIO

import poisons
import pytest
from python_calamine import CalamineWorkbook

from auditor.formats import RenderOptions, _book
from auditor.formats.xlsx import render
from auditor.model import (
    Assessment,
    Cause,
    Cell,
    Change,
    ChangeKind,
    Comparison,
    Coverage,
    Duty,
    DutyResult,
    DutyState,
    Finding,
    GroupStatistics,
    Ledger,
    Level,
    Light,
    ManualScore,
    Plan,
    RankedIndicator,
    RankGroup,
    Ranking,
    RankRow,
    Rate,
    RunMark,
    Sample,
    State,
)

SHEETS = [
    *("总览", "排名", "指标得分", "测评得分表", "问题清单", "问题台账", "待复核", "未能评估", "计划落实", "样本"),
    *("与上次对比", "规则计数", "运行信息"),
]
MARK = RunMark(date(2023, 6, 30), "disclosure-county", "1", "ab" * 32, "0.1.0")
OPTIONS = RenderOptions()


def sheet(report: bytes, name: str) -> Sequence[Sequence[object]]:
    """Return all rows of a sheet."""
    return CalamineWorkbook.from_filelike(BytesIO(report)).get_sheet_by_name(name).to_python(skip_empty_area=False)


def table(report: bytes, name: str) -> list[dict[str, object]]:
    """Return the rows below the head, as the head names their cells."""
    _, _, head, *rows = sheet(report, name)
    return [dict(zip(map(str, head), row, strict=True)) for row in rows]


def counts(report: bytes) -> list[Mapping[str, tuple[int, ...]]]:
    """Read the tallies back, site by site; test_formats holds them against the assessment."""
    names = ("评判", "符合", "问题", "待核实", "不适用", "未能评判")
    ids = [str(row["内容"]) for row in table(report, "运行信息") if row["项目"] == "编号"]
    called = [str(row["站点"]) for row in table(report, "运行信息") if row["项目"] == "编号"]
    rows = [row for row in table(report, "规则计数") if row["规则"]]
    return [
        {
            str(row["规则"]): tuple(int(str(row[name]).split(".")[0]) for name in names)
            for row in rows
            if row["站点"] == one
        }
        for one, _ in zip(called, ids, strict=True)
    ]


def fingerprints(report: bytes) -> list[str]:
    """Read the findings back."""
    rows = [row for name in ("问题台账", "待复核") for row in table(report, name)]
    return [str(row["编号"]) for row in rows if re.fullmatch("[0-9a-f]{16}", str(row["编号"]))]


def xml(report: bytes, path: str) -> str:
    return zipfile.ZipFile(BytesIO(report)).read(path).decode()


def sheet_xml(report: bytes, name: str) -> str:
    return xml(report, f"xl/worksheets/sheet{SHEETS.index(name) + 1}.xml")


def test_every_sheet_says_whose_it_is_and_how_far_the_work_has_come(assessment: Assessment) -> None:
    report = render(assessment, RenderOptions(stage="final"))
    assert CalamineWorkbook.from_filelike(BytesIO(report)).sheet_names == SHEETS
    for name in SHEETS:
        assert sheet(report, name)[0][0] == f"3 个站点 {name}（定稿）"
        assert str(sheet(report, name)[1][0]).startswith("评判截至 2023-12-31；规则集 disclosure-county 1")
        assert f"{name}（定稿）" in sheet_xml(report, name)  # on paper


def test_heads_are_frozen_and_filtered_and_printed_on_every_page(assessment: Assessment) -> None:
    report = render(assessment, OPTIONS)
    for name in ("指标得分", "测评得分表", "问题清单", "问题台账", "待复核", "未能评估", "规则计数", "运行信息"):
        assert 'state="frozen"' in sheet_xml(report, name)
        assert "<autoFilter ref=" in sheet_xml(report, name)
        assert f"{name}!$3:$3" in xml(report, "xl/workbook.xml")


def test_the_list_of_problems_has_the_columns_that_offices_ask_for(assessment: Assessment) -> None:
    report = render(assessment, RenderOptions(due=date(2024, 1, 15)))
    first, second = table(report, "问题清单")
    wanted = (
        "序号 单位 一级指标 二级指标 评价标准 分值 扣分 问题明细 链接 证据编号 取证时间 责任单位 "
        "整改时限 整改结果 整改后链接 复核意见"
    )
    assert " ".join(first) == wanted
    assert (first["序号"], second["序号"]) == (1, 2)
    assert (first["一级指标"], first["二级指标"]) == ("行政规范性文件", "1.2 有效性更新及时")
    assert (first["分值"], first["扣分"], first["整改时限"]) == (1.5, 0.25, "2024-01-15")
    assert "第三十条" in str(first["评价标准"])
    assert (first["整改结果"], first["整改后链接"], first["复核意见"]) == ("", "", "")
    assert '<dataValidation type="list"' in sheet_xml(report, "问题清单")


def test_without_a_day_the_limit_is_said_in_working_days(assessment: Assessment) -> None:
    assert table(render(assessment, RenderOptions(days=5)), "问题清单")[0]["整改时限"] == "5 个工作日内"


def test_the_score_table_has_the_five_columns_and_says_why_points_were_lost(assessment: Assessment) -> None:
    rows = table(render(assessment, OPTIONS), "测评得分表")
    assert list(rows[0]) == ["测评指标", "指标分值", "扣分", "失分原因", "整改情况"]
    assert (rows[0]["测评指标"], rows[0]["指标分值"], rows[0]["扣分"]) == ("示例县人民政府", 100, 0.75)
    known = {str(row["测评指标"]).strip(): row for row in rows}
    reason = "有效期届满仍标注有效，2 处，扣 0.55 分：http://www.example.gov.cn/zwgk/1.html、示政办字〔2023〕37号"
    assert known["1.2 有效性更新及时"]["失分原因"] == reason
    assert known["1.4 现场检查"]["失分原因"] == "不计入（人工评分）"


def test_points_by_hand_say_who_gave_them(assessment: Assessment) -> None:
    site = assessment.sites[0]
    top = site.indicators[0]
    given = replace(top.children[3], earned=1.5, by_hand=ManualScore(1.5, "现场查看", "张三"))
    bonus = replace(top.children[0], id="b", title="创新", bonus=True)
    indicators = (replace(top, children=(*top.children[:3], given, bonus)),)
    report = render(replace(assessment, sites=(replace(site, indicators=indicators),)), OPTIONS)
    rows = {str(row["编号"]): row for row in table(report, "指标得分")}
    assert (rows["1.4"]["评分人"], rows["1.4"]["评分依据"], rows["1.4"]["失分"]) == ("张三", "现场查看", 0.5)
    assert (rows["1.5"]["方式"], rows["1.5"]["失分"], rows["1.3"]["方式"]) == ("加分", "", "不计分")
    assert "评分人 张三：现场查看" in {row["失分原因"] for row in table(report, "测评得分表")}


def test_links_lead_to_pages_and_to_evidence(assessment: Assessment) -> None:
    report = render(assessment, OPTIONS)
    links = xml(report, f"xl/worksheets/_rels/sheet{SHEETS.index('问题台账') + 1}.xml.rels")
    assert 'Target="http://www.example.gov.cn/zwgk/1.html"' in links
    row = table(report, "问题台账")[1]
    assert (row["证据网页"], row["证据摘要"]) == ("", "sha256:ab")  # the page itself, whose link stands beside it


def test_beyond_the_links_that_the_format_takes_addresses_are_text(
    assessment: Assessment, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_book, "_MOST_LINKS", 1)
    report = render(assessment, OPTIONS)
    links = xml(report, f"xl/worksheets/_rels/sheet{SHEETS.index('问题台账') + 1}.xml.rels")
    assert links.count("Target=") == 1
    assert str(table(report, "问题台账")[1]["网页"]).startswith("http://www.example.gov.cn/")


def test_beyond_the_rows_that_the_format_takes_the_sheet_says_so(
    assessment: Assessment, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_book, "_MOST_ROWS", 1)
    rows = table(render(assessment, OPTIONS), "问题台账")
    assert [str(row["编号"])[:4] for row in rows] == ["0000", "其余从略"]


def test_what_awaits_a_person_can_be_decided_in_the_sheet(assessment: Assessment) -> None:
    report = render(assessment, OPTIONS)
    (row,) = table(report, "待复核")
    assert (row["编号"], row["复核结论"], row["证据原文"]) == ("ffee000000000001", "", "")
    assert "属实,不属实,待补充材料" in sheet_xml(report, "待复核")


def test_what_could_not_be_assessed_stands_with_its_reason(assessment: Assessment) -> None:
    rows = table(render(assessment, OPTIONS), "未能评估")
    assert ("丙站", "整站", "域名解析失败") in [(row["站点"], row["对象"], row["原因"]) for row in rows]
    assert ("页面", 5, "被防火墙拦截") in [(row["对象"], row["数量"], row["原因"]) for row in rows]


def test_the_overview_has_native_charts_of_what_there_is(assessment: Assessment, nothing: Assessment) -> None:
    def charts(report: bytes) -> int:
        return sum(name.startswith("xl/charts/") for name in zipfile.ZipFile(BytesIO(report)).namelist())

    report = render(assessment, OPTIONS)
    assert charts(report) == 3
    assert charts(render(nothing, OPTIONS)) == 0
    told = str(sheet(report, "总览")[2][0])
    assert told.startswith(
        "站点 3 个（其中一票否决 1 个、暂缓评定 1 个）；问题 2 条；待人工核实 1 条（核实前不扣分）；"
    )
    assert told.endswith("采集 424 页，读取 410 页。")


def test_the_overview_says_that_a_confirmed_veto_leaves_no_score(assessment: Assessment) -> None:
    vetoed = replace(assessment.sites[0], points_at_risk=87.504)
    at_risk = replace(vetoed, vetoes=(), points_at_risk=7.5)
    rows = sheet(render(replace(assessment, sites=(vetoed, at_risk)), OPTIONS), "总览")
    (head,) = (at for at, row in enumerate(rows) if "全部确认时的得分" in row)
    place = rows[head].index("全部确认时的得分")
    assert [row[place] for row in rows[head + 1 : head + 3]] == ["一票否决", 80.0]


def test_an_empty_sheet_says_why(nothing: Assessment) -> None:
    report = render(nothing, OPTIONS)
    for name, said in (
        ("排名", "auditor rank"),
        ("样本", "没有抽样"),
        ("与上次对比", "--against"),
        ("问题清单", "没有确定的问题"),
    ):
        assert said in str(sheet(report, name)[3][0])


def test_duties_and_samples_have_their_sheets(assessment: Assessment) -> None:
    site = assessment.sites[0]
    duty = Duty("S1-2", "邀请公众代表列席不少于8次", "县政府办公室", "count-too-low")
    ledger = Ledger(Plan("p", "某县要点", 2023, (duty,)), (DutyResult(duty, DutyState.OVERDUE, "2023-12-31"),))
    sample = Sample("validity-expired", "", 40, (site.home,), "seed")
    top = site.indicators[0]
    indicators = (replace(top, children=(replace(top.children[0], samples=(sample,)), *top.children[1:])),)
    one = replace(site, plans=(ledger,), indicators=indicators)
    report = render(replace(assessment, sites=(one,)), OPTIONS)
    (row,) = table(report, "计划落实")
    assert (row["要点"], row["编号"], row["结论"], row["期限"]) == ("某县要点", "S1-2", "逾期或未落实", "2023-12-31")
    (drawn,) = table(report, "样本")
    assert (drawn["总数"], drawn["抽取"], drawn["责任单位"], drawn["网址"]) == (40, 1, "未指定单位", site.home)
    assert sheet(report, "样本")[0][0] == "示例县人民政府 样本（初评）"


def ranking(*rows: RankRow) -> Ranking:
    statistics = GroupStatistics(len(rows), 1, 1, 0, Rate(1, 2), None, None, None, None, {}, {}, ())
    tree = (RankedIndicator("a", "1", "主动公开", 45), RankedIndicator("b", "1.1", "文件", 3, depth=1))
    groups = (RankGroup("县级政府", Level.COUNTY, rows, statistics),)
    return Ranking(date(2023, 12, 31), "s", "1", "ab", "0", groups, tree, against=date(2022, 12, 31))


def row(site: str, rank: int | None, before: int | None, **changes: object) -> RankRow:
    values: dict[str, object] = {
        "name": "",
        "group": "县级政府",
        "level": Level.COUNTY,
        "home": "http://h.gov.cn/",
        "score": 80.0,
        "max_score": 100.0,
        "grade": "pass",
        "grade_name": None,
        "coverage": Coverage(10, 9, {}),
        "light": Light.GREEN,
        "rank_before": before,
        "interval": (1, 3),
        "cells": {"a": Cell(40.0, 45.0)},
        **changes,
    }
    return RankRow(site, rank=rank, **values)  # type: ignore[arg-type]


def test_the_ranking_says_who_rose_and_never_ranks_the_deferred(assessment: Assessment) -> None:
    found = ranking(
        row("a", 1, 2),
        row("b", 2, 1),
        row("c", 3, 3),
        row("d", None, 4, grade="deferred", deferred_reason="dns", score=None, light=None, level=None, cells={}),
        row("e", 5, None, grade=None),
    )
    rows = table(render(assessment, RenderOptions(ranking=found)), "排名")
    assert [(one["站点"], one["名次"], one["名次升降"]) for one in rows] == [
        ("a", 1, "升 1"),
        ("b", 2, "降 1"),
        ("c", 3, "持平"),
        ("d", "", "—"),
        ("e", 5, "—"),
    ]
    assert (rows[0]["层级"], rows[0]["评价"], rows[0]["等级"], rows[0]["1 主动公开"]) == ("县", "绿", "合格", 40)
    assert (rows[3]["说明"], rows[4]["等级"]) == ("域名解析失败", "不评等级")
    assert "1.1 文件" not in rows[0]
    assert "名次区间" not in rows[0]


def test_rank_intervals_stand_only_in_the_internal_annex(assessment: Assessment) -> None:
    found = ranking(row("a", 1, None), row("b", None, None, interval=None))
    report = render(assessment, RenderOptions(ranking=found, internal=True))
    assert [one["名次区间"] for one in table(report, "排名")] == ["1～3", "—"]
    assert sheet(report, "排名")[0][0] == "3 个站点 排名（初评，内部附件）"
    assert "排名（初评，内部附件）" in sheet_xml(report, "排名")  # on paper
    public = render(assessment, RenderOptions(ranking=found))
    assert all("内部附件" not in str(sheet(public, name)[0][0]) for name in SHEETS)


def test_the_comparison_says_what_changed_and_why(assessment: Assessment, finding: Finding) -> None:
    changes = (
        Change("example", "示例县人民政府", ChangeKind.NEW, finding, cause=Cause.SITE_CHANGED, why="页面有改动"),
        Change("example", "", ChangeKind.FIXED, finding, State.FAIL),
    )
    report = render(assessment, RenderOptions(comparison=Comparison(MARK, MARK, (), changes)))
    new, fixed = table(report, "与上次对比")
    assert (new["变化"], new["原因"], new["说明"], new["上次结论"]) == ("新增", "网站有变", "页面有改动", "")
    assert (fixed["站点"], fixed["变化"], fixed["上次结论"], fixed["这次结论"]) == ("example", "已消除", "问题", "")
    told = str(sheet(report, "与上次对比")[1][0])
    assert told.startswith("新增 1，已消除 1，仍存在 0，复发 0，无法再评 0（上次评判截至 2023-06-30）；")
    quiet = render(assessment, RenderOptions(comparison=Comparison(MARK, MARK, ())))
    assert sheet(quiet, "与上次对比")[3][0] == "与上次相比没有变化。"


def test_what_changed_stands_before_what_is_as_it_was(assessment: Assessment, finding: Finding) -> None:
    kinds = (ChangeKind.REMAINING, ChangeKind.FIXED, ChangeKind.NOT_ASSESSABLE, ChangeKind.REOPENED, ChangeKind.NEW)
    changes = tuple(
        Change(site, "", kind, finding, State.FAIL, cause=None if kind is ChangeKind.REMAINING else Cause.SITE_CHANGED)
        for site in ("a", "b")
        for kind in kinds
    )
    turned = Change("c", "", ChangeKind.REMAINING, finding, State.NEEDS_REVIEW, cause=Cause.SITE_CHANGED)
    report = render(assessment, RenderOptions(comparison=Comparison(MARK, MARK, (), (*changes, turned))))
    assert [f"{row['站点']} {row['变化']}" for row in table(report, "与上次对比")] == [
        *("a 新增", "b 新增", "a 复发", "b 复发", "a 已消除", "b 已消除", "a 无法再评", "b 无法再评"),
        *("c 仍存在", "a 仍存在", "b 仍存在"),
    ]


# Every formula begins a cell; of the rest one dose of all will do, because reading a workbook takes its time.
DOSES = (*poisons.FORMULAS, "".join(poisons.ALL))


@pytest.mark.parametrize("poison", DOSES)
def test_no_cell_is_computed_or_leads_anywhere_else(
    poison: str, assessment: Assessment, poisoned: Callable[[Assessment, str], Assessment]
) -> None:
    report = render(poisoned(assessment, poison), OPTIONS)
    clean = render(poisoned(assessment, "x"), OPTIONS)
    for name in SHEETS:
        assert "<f>" not in sheet_xml(report, name)
        rows = sheet(report, name)
        assert len(rows) == len(sheet(clean, name))
        values = [value for line in rows for value in line if isinstance(value, str)]
        assert not any(value.lstrip()[:1] in set("=+-@＝＋－＠") for value in values if value)
        assert not any(poisons.OBEYED & set(value) for value in values)
    archive = zipfile.ZipFile(BytesIO(report))
    rels = "".join(archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml.rels"))
    outside = re.findall(r'Target="([^"]*)" TargetMode="External"', rels)
    assert [one for one in outside if not one.startswith(("http://www.example.gov.cn/", "https://"))] == []


def test_sheets_that_hold_nothing_print_no_page_and_are_named(assessment: Assessment) -> None:
    report = render(assessment, OPTIONS)
    book = xml(report, "xl/workbook.xml")
    hidden = re.findall(r'<sheet name="([^"]+)"[^>]*state="hidden"', book)
    assert hidden == ["计划落实", "样本", "与上次对比"]
    told = {str(row["项目"]): row["内容"] for row in table(report, "运行信息")}
    assert [told[f"隐藏的表：{name}"] for name in hidden] == [sheet(report, name)[3][0] for name in hidden]
    compared = render(assessment, RenderOptions(comparison=Comparison(MARK, MARK, ())))
    assert 'name="与上次对比" sheetId="11" r:id' in xml(compared, "xl/workbook.xml")


def test_what_leads_to_the_evidence_is_left_off_the_paper(assessment: Assessment) -> None:
    report = render(assessment, OPTIONS)
    assert list(table(report, "问题台账")[0])[-3:] == ["取证时间", "证据网页", "证据摘要"]
    for name, last in (("问题台账", "O"), ("待复核", "R")):
        assert re.search(rf"{name}!\$A\$1:\${last}\$\d+<", xml(report, "xl/workbook.xml"))
        assert re.search('<pageSetup paperSize="8"[^>]* orientation="landscape"', sheet_xml(report, name))


def test_the_charts_stand_side_by_side_over_the_tables(assessment: Assessment) -> None:
    drawing = xml(render(assessment, OPTIONS), "xl/drawings/drawing1.xml")
    spans = [
        tuple(int(place) for place in re.findall(r"<xdr:(?:col|row)>(\d+)<", anchor))
        for anchor in re.findall(r"<xdr:twoCellAnchor>.*?</xdr:to>", drawing)
    ]
    assert len(spans) == 3
    assert max(right for _, _, right, _ in spans) <= 11  # no chart reaches beyond the tables, off the page
    above = max(bottom for _, _, _, bottom in spans)
    assert above < next(at for at, row in enumerate(sheet(render(assessment, OPTIONS), "总览")) if row[0] == "各站点")
    crowd = replace(
        assessment, sites=tuple(replace(assessment.sites[0], id=f"s{at}", name=f"第{at}县") for at in range(12))
    )
    wide = re.findall(r"<xdr:to><xdr:col>(\d+)<", xml(render(crowd, OPTIONS), "xl/drawings/drawing1.xml"))
    assert int(wide[0]) >= 9  # the bars of many sites take the whole width
