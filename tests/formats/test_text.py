import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from rich.cells import cell_len

from auditor.formats import RenderOptions, _page_words, _words
from auditor.formats.text import render, render_page
from auditor.model import (
    Assessment,
    Coverage,
    Evidence,
    FieldName,
    Finding,
    Form,
    IndicatorScore,
    Item,
    Link,
    Links,
    Listing,
    Loss,
    PageKind,
    Reason,
    Record,
    Role,
    Source,
    State,
    StatementKind,
)

WIDTHS = (20, 40, 80, 120)
ADDRESS = re.compile(r"\s*https?://[!-~]+")


def counts(report: bytes) -> list[Mapping[str, tuple[int, ...]]]:
    """Read the tallies back, site by site; test_formats holds them against the assessment."""
    found: list[Mapping[str, tuple[int, ...]]] = []
    for site in report.decode().split("\n== ")[1:]:
        table = site.partition("\n-- 规则计数\n")[2].partition("\n\n")[0]
        rows = [line.split() for line in table.splitlines()[1:]]
        found.append({re.sub(".*（(.+)）", r"\1", row[0]): tuple(map(int, row[1:])) for row in rows})
    return found


def fingerprints(report: bytes) -> list[str]:
    """Read the findings back."""
    return re.findall(r"编号\s+([0-9a-f]{16})", report.decode())


def printed(assessment: Assessment, *, width: int = 80, color: bool = False, explain: bool = False) -> str:
    return render(assessment, RenderOptions(width=width, color=color, explain_score=explain)).decode()


def flat(text: str) -> str:
    """Take out all blanks and breaks, to find what was wrapped."""
    return "".join(text.split())


@pytest.mark.parametrize("width", WIDTHS)
def test_no_line_is_wider_than_the_terminal(width: int, assessment: Assessment) -> None:
    lines = printed(assessment, width=width, explain=True).splitlines()
    too_wide = [line for line in lines if cell_len(line) > width]
    assert [line for line in too_wide if not ADDRESS.fullmatch(line)] == []


@pytest.mark.parametrize("width", WIDTHS)
def test_no_line_of_a_page_is_wider_than_the_terminal(width: int, record: Record, finding: Finding) -> None:
    lines = render_page(record, [finding], RenderOptions(width=width)).decode().splitlines()
    too_wide = [line for line in lines if cell_len(line) > width]
    assert [line for line in too_wide if not ADDRESS.fullmatch(line)] == []


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_is_cut(width: int, assessment: Assessment) -> None:
    text = flat(printed(assessment, width=width))
    for finding in assessment.sites[0].findings:
        said = [finding.message, finding.remedy, finding.basis, finding.subject.title, finding.subject.url]
        said += [one.quote for one in finding.evidence] + [one.url for one in finding.evidence] + [*finding.related]
        for one in said:
            assert flat(one) in text


@pytest.mark.parametrize("width", WIDTHS)
def test_addresses_are_whole_on_one_line(width: int, assessment: Assessment) -> None:
    lines = printed(assessment, width=width).splitlines()
    for finding in assessment.sites[0].findings:
        assert any(line.endswith(finding.subject.url) for line in lines)


def test_the_head_of_a_site(assessment: Assessment) -> None:
    text = printed(assessment)
    assert "== 示例县人民政府（example）\n   http://www.example.gov.cn/\n" in text
    assert "等级  良好（合格）（仅就 2.50/5.50 分值）\n得分  87.50 / 100.00\n问题  2 条，另有待人工核实 1 条\n" in text
    assert "覆盖  采集 212 页，读取 205/212（96.70%）；未能读取：被防火墙拦截 5、超时 2\n" in text
    assert "解读率：31/34（91.18%）\n" in text
    assert "解读关联率：0/0（不计算）\n" in text
    assert "否决项待人工核实，尚不影响评级：页面被植入内容（page-injected），2 条\n" in text


def test_addresses_that_were_never_asked_for_stand_beside_the_coverage(assessment: Assessment) -> None:
    seen = Coverage(10, 9, {"not_captured": 2879, "timeout": 1, "robots": 3})
    text = printed(replace(assessment, sites=(replace(assessment.sites[0], coverage=seen),)), width=120)
    assert "读取 9/10（90.00%）；未能读取：超时 1；另有不计入的：未采集 2879、robots.txt 不允许抓取 3\n" in text


def test_a_veto_and_a_deferred_site_say_why_there_is_no_score(assessment: Assessment) -> None:
    _, vetoed, deferred = printed(assessment).split("\n== ")[1:]
    assert "等级  一票否决\n得分  无（触发一票否决，不计总分）\n" in vetoed
    assert "一票否决：（homepage-stale），1 条\n" in vetoed
    assert "等级  暂缓评定\n得分  无（读取的页面不足，不下结论）\n" in deferred
    assert "暂缓评定的原因：域名解析失败\n" in deferred
    assert "读取 0/0（不计算）" in deferred


def test_a_set_without_points_says_so(assessment: Assessment) -> None:
    site = replace(assessment.sites[0], grade=None, grade_name=None, score=None, max_score=None, indicators=())
    text = printed(replace(assessment, sites=(site,)))
    assert "等级  不评等级（规则集不设分值）\n得分  无（规则集不设分值）\n" in text
    assert "-- 得分明细" not in text
    assert "-- 各站点" not in text


def test_indicator_lines_say_what_each_lost(assessment: Assessment) -> None:
    rows = printed(assessment).partition("-- 得分明细\n")[2].partition("\n\n")[0].splitlines()
    assert [row.split() for row in rows] == [
        ["指标", "方式", "满分", "计入", "得分", "失分"],
        ["1", "行政规范性文件", "3.50", "2.50", "1.75", "0.75"],
        ["1.1", "要素齐全", "自动", "1.00", "1.00", "1.00", "0.00"],
        ["1.2", "有效性更新及时", "自动", "1.50", "1.50", "0.75", "0.75"],
        ["1.3", "办事服务", "不计分", "1.00", "-", "-", "-"],
        ["1.4", "现场检查", "人工评分", "2.00", "-", "-", "-"],
    ]


def test_explain_score_leads_from_the_points_to_the_page(assessment: Assessment) -> None:
    assert "每一分失在哪里" not in printed(assessment)
    part = printed(assessment, explain=True).partition("-- 每一分失在哪里\n")[2].partition("\n\n")[0]
    assert part.startswith("-0.75  1.2 有效性更新及时\n  -0.55  有效期届满仍标注有效（validity-expired）\n")
    assert "    -0.25  [0000000000000001] " in part
    assert "    -0.30  [00112233445566aa] " in part
    assert "           http://www.example.gov.cn/zwgk/1.html\n" in part
    assert part.endswith("合计失分 0.75")


def test_where_nothing_was_lost_nothing_is_explained(assessment: Assessment) -> None:
    site = replace(assessment.sites[0], indicators=(), findings=assessment.sites[0].findings[:1])
    text = printed(replace(assessment, sites=(site,)), explain=True)
    assert "每一分失在哪里" not in text
    assert "-- 问题：" not in text
    assert "-- 待人工核实：1 条" in text


def test_explain_score_adds_up_where_findings_hold_every_point(assessment: Assessment) -> None:
    """A loss whose finding is not at hand is still told, by its fingerprint."""
    leaf = IndicatorScore("validity", "有效性", 1.0, 0.45, "auto", losses=(Loss("validity-expired", "77", 0.55, 0.55),))
    site = replace(assessment.sites[0], indicators=(leaf,))
    text = printed(replace(assessment, sites=(site,)), explain=True)
    assert "-0.55  1 有效性\n  -0.55  validity-expired（validity-expired）\n    -0.55  [77]\n合计失分 0.55\n" in text


def test_certain_findings_stand_apart_from_those_to_confirm(assessment: Assessment) -> None:
    text = printed(assessment)
    certain, _, reviewed = text.partition("-- 待人工核实：1 条（核实前不扣分）\n")
    assert "-- 问题：2 条\n" in certain
    assert "* 有效期届满仍标注有效（validity-expired，严重，2 条）" in certain
    assert "* 发布机构用简称（publisher-abbreviated，一般，1 条）" in reviewed
    assert "publisher-abbreviated，" not in certain


def test_remedy_and_law_are_said_once_for_a_rule_unless_they_differ(assessment: Assessment, finding: Finding) -> None:
    def remedies(*findings: Finding) -> int:
        site = replace(assessment.sites[0], findings=findings)
        return printed(replace(assessment, sites=(site,))).count("怎么改：")

    assert remedies(finding, replace(finding, fingerprint="1")) == 1
    assert remedies(finding, replace(finding, fingerprint="1", remedy="补发")) == 2
    assert remedies(replace(finding, remedy="")) == 0


def test_graver_rules_come_first(assessment: Assessment, finding: Finding) -> None:
    findings = tuple(
        replace(finding, rule=f"{severity}-rule", title="", severity=severity)
        for severity in ("unheard-of", "info", "veto", "minor", "major")
    )
    site = replace(assessment.sites[0], findings=findings)
    text = printed(replace(assessment, sites=(site,)))
    assert re.findall(r"\* ([a-z-]+)-rule", text) == ["veto", "major", "minor", "info", "unheard-of"]


def test_what_could_not_be_assessed_is_said_with_its_reason(assessment: Assessment) -> None:
    part = printed(assessment).partition("-- 未能评判（不计入扣分）\n")[2].partition("\n\n")[0]
    assert "- 页面 5 个：被防火墙拦截\n" in part
    assert "- 有效期届满仍标注有效（validity-expired）5 个：no_such_word 3、超时 2" in part
    assert "- 页面被植入内容（page-injected）1 个：原因未记录\n" in part


def test_a_year_that_the_calendar_does_not_know_is_named() -> None:
    assert _words.why("calendar_2031") == "工作日历缺 2031 年"
    assert _words.counted({"timeout": 1, "calendar_2031": 3, "dns": 0}) == "工作日历缺 2031 年 3、超时 1"


def test_what_was_passed_over_is_told_with_its_reason(assessment: Assessment) -> None:
    text = render(assessment, RenderOptions(width=80)).decode()
    assert "- 日历陷阱：年份远在范围之外：10000 个以上，例如\n" in text
    assert "rl?year=2099" in text
    assert "- 链接指向别的主机：2 个\n" in text


def test_columns_and_notes(assessment: Assessment) -> None:
    text = printed(assessment)
    rows = text.partition("-- 栏目\n")[2].splitlines()
    assert rows[0].split() == ["栏目", "类型", "条目", "最新日期", "读全", "责任单位"]
    assert rows[1].split() == ["政策文件", "政策文件", "40", "2023-07-14", "是", "办公室"]
    assert "-- 说明\n- 机构名称从页面中学到：示例县人民政府、示例县人民政府办公室\n" in text


def test_several_sites_get_a_table(assessment: Assessment) -> None:
    rows = printed(assessment, width=120).partition("-- 各站点\n")[2].partition("\n\n")[0].splitlines()
    assert rows[1].split() == ["示例县人民政府", "良好（合格）", "87.50", "205/212（96.70%）", "2", "1"]
    assert rows[3].split() == ["丙站", "暂缓评定", "-", "0/0（不计算）", "0", "0"]


def test_no_site_and_no_finding_are_said_aloud(assessment: Assessment, nothing: Assessment) -> None:
    assert printed(nothing).endswith("\n\n没有站点。\n")
    assert printed(assessment).count("在已读取的内容里没有发现问题。") == 1
    assert printed(assessment).endswith("没有读到内容，不下结论。\n")


def test_colour_only_where_asked_for(assessment: Assessment) -> None:
    assert "\x1b" not in printed(assessment)
    colored = printed(assessment, color=True)
    assert "\x1b[1;31m-- 问题：2 条\x1b[0m\n" in colored
    assert re.sub(r"\x1b\[[0-9;]*m", "", colored) == printed(assessment)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(
    "poison",
    ["\x1b[31m", "\x9b31m", "\r", "\x08" * 4, "\u202e", "\u2066", "\u200b", "\u200d", "\ufeff", "\u2028", "\ufe0f"],
)
def test_what_a_terminal_obeys_does_nothing(
    poison: str, width: int, assessment: Assessment, poisoned: Callable[[Assessment, str], Assessment]
) -> None:
    text = printed(poisoned(assessment, poison), width=width, explain=True)
    assert [sign for sign in text if not sign.isprintable() and sign != "\n"] == []
    assert "\ufe0f" not in text
    wide = [line for line in text.split("\n") if cell_len(line) > width]
    assert [line for line in wide if not ADDRESS.match(line)] == []


def test_hidden_signs_are_shown(assessment: Assessment, poisoned: Callable[[Assessment, str], Assessment]) -> None:
    assert "示例县人民政府\\x1b[31m（example）" in printed(poisoned(assessment, "\x1b[31m"))
    assert "示例县人民政府\\u202e（example）" in printed(poisoned(assessment, "\u202e"))


def test_the_words_of_the_report_fit_a_console_in_code_page_936(assessment: Assessment, record: Record) -> None:
    printed(assessment, explain=True).encode("gbk")
    page = replace(record, fields=record.fields[2:])
    render_page(page, [], RenderOptions()).decode().encode("gbk")


@pytest.mark.parametrize(
    ("words", "terms"),
    [
        (_words.STATES, State),
        (_words.REASONS, Reason),
        (_page_words.FIELDS, FieldName),
        (_page_words.SOURCES, Source),
        (_page_words.KINDS, PageKind),
        (_page_words.FORMS, Form),
        (_words.ROLES, Role),
        (_page_words.STATEMENTS, StatementKind),
    ],
)
def test_every_word_of_the_model_has_its_chinese(words: Mapping[str, str], terms: type[State]) -> None:
    assert [term for term in terms if term not in words] == []


def test_every_reason_for_a_value_that_is_none_has_its_chinese() -> None:
    reasons = ("empty", "placeholder", "scripted", "unrecognised", "incomplete", "impossible_date", "not_a_date")
    assert [one for one in reasons if one not in _words.REASONS] == []


def test_the_page_report_shows_the_block(record: Record) -> None:
    text = render_page(record, [], RenderOptions(width=100)).decode()
    rows = text.partition("-- 信息栏\n")[2].partition("\n\n")[0].splitlines()
    assert re.split(r" {2,}", rows[0]) == ["字段", "读到", "原样", "来源"]
    assert re.split(r" {2,}", rows[1]) == ["有效性", "有效（valid）", "[ 有 效 性 ] 有效中", "信息栏"]
    assert re.split(r" {2,}", rows[2])[:2] == ["索引号", "example0001/2023-0000264"]
    assert re.split(r" {2,}", rows[3]) == ["有效期至", "无（空白）", "[ 有效期至 ] —", "信息栏"]
    assert re.split(r" {2,}", rows[4])[1] == "无（不是日期）"
    assert re.split(r" {2,}", rows[5]) == ["主题分类", "无", "主题分类", "信息栏"]


def test_the_page_report_lists_interpretations_with_their_forms(record: Record) -> None:
    text = render_page(record, [], RenderOptions()).decode()
    assert "-- 解读\n1. [图表] 一图读懂\n   http://www.example.gov.cn/zcjd/1.html\n2. [文字] 文字解读\n" in text
    assert "-- 附件\n1. [pdf] 附件1\n   http://www.example.gov.cn/a.pdf\n" in text
    assert "在已读取的内容里没有发现问题。" in text


def test_a_link_without_a_name_of_its_own_is_said_once(record: Record) -> None:
    link = Link("http://b.gov.cn/1", "http://b.gov.cn/1", form=Form.VIDEO)
    text = render_page(replace(record, links=Links(interpretations=(link,))), [], RenderOptions()).decode()
    assert "-- 解读\n1. [视频]\n   http://b.gov.cn/1\n" in text


def test_the_page_report_tells_the_text(record: Record) -> None:
    shown = render_page(record, [], RenderOptions(width=100)).decode()
    for line in (
        "当前位置：首页 > 政务公开 > 政策文件",
        "正文文号  某政办发〔2023〕5号",
        "落款  某县人民政府办公室 2023-05-08",
        "媒体  图片、视频",
        "标题层次  一、总体要求 / 二、重点任务",
        "解读要素  背景依据",
        "表格  2 行 2 列",
        "- 有效期至：2028-06-30",
        "- 有效期：6 个月",
        "- 有效期：5 年",
        "- 废止：《某县办法》（某政发〔2018〕1号） （部分条款）",
        "1. [pdf] 附件1",
    ):
        assert line in shown.splitlines()


@pytest.mark.parametrize(
    ("listing", "line"),
    [
        (
            Listing((Item("通知", "http://a.cn/1.html", "2023-05-08"),), ("http://a.cn/2.html",)),
            "本页 1 条，其中 1 条有日期；另有 1 页",
        ),
        (
            Listing(tuple(Item("通知", f"http://a.cn/{n}.html", None) for n in range(12))),
            "……其余 2 条从略（-f json 全部列出）",
        ),
        (Listing(blank_words="暂无内容"), "没有条目，页面写着“暂无内容”"),
        (Listing(scripted=True), "列表由脚本填充，静态页面读不到。"),
    ],
)  # fmt: skip
def test_the_page_report_tells_the_list(record: Record, listing: Listing, line: str) -> None:
    column = replace(record, kind=PageKind.LIST, listing=listing)
    shown = render_page(column, [], RenderOptions(width=100)).decode()
    assert line in shown.splitlines()
    assert "-- 正文" not in shown


def test_every_element_of_an_interpretation_has_a_name() -> None:
    path = Path(__file__).parents[2] / "rules" / "lists" / "interpretation_elements.yaml"
    assert yaml.safe_load(path.read_text(encoding="utf-8")).keys() == _page_words.ELEMENTS.keys()


def test_the_page_report_gives_remedy_and_law(record: Record, finding: Finding) -> None:
    text = flat(render_page(record, [finding], RenderOptions()).decode())
    assert "怎么改：将本页有效性改为“失效”" in text
    assert "依据：《行政规范性文件管理办法》第三十条" in text


def test_a_page_that_was_not_read_says_so(record: Record) -> None:
    unread = Record(record.url, record.url, Reason.ENCODING)
    text = render_page(unread, [], RenderOptions()).decode()
    assert text.startswith("（没有标题）\n")
    assert "未能读取：编码无法识别。没有读到的内容不作评判。" in text
    scripted = render_page(replace(record, scripted=True), [], RenderOptions()).decode()
    assert "信息栏由脚本填充，静态页面读不到。" in scripted


def test_evidence_elsewhere_names_its_page_and_empty_quotes_are_left_out(finding: Finding, record: Record) -> None:
    bare = replace(finding, evidence=(Evidence(finding.subject.url, ""), Evidence("http://b.gov.cn/", "")))
    text = render_page(record, [bare], RenderOptions()).decode()
    assert "证据：" not in text
    assert "       见 http://b.gov.cn/\n" in text
