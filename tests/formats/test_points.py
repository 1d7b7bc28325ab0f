"""How a score is explained: every number is there, and together they are the score."""

from dataclasses import replace
from fractions import Fraction
from io import BytesIO

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st

from auditor.formats import RenderOptions, docx, html, markdown, text
from auditor.formats._points import exact
from auditor.model import (
    Assessment,
    Bonus,
    Charge,
    IndicatorScore,
    Loss,
    ManualScore,
    Sample,
    SiteAssessment,
    State,
    Veto,
)

HAND = ManualScore(1.5, "现场查看", "张三")
LEAVES = (
    IndicatorScore(
        "a", "要素", 1.0, 0.6667, "semi", losses=(Loss("validity-expired", "1", 0.3333, 0.3333),), at_risk=0.25
    ),
    IndicatorScore("b", "现场", 2.0, 1.5, "manual", by_hand=HAND),
    IndicatorScore("c", "没有职能", 3.0, None, "manual", by_hand=ManualScore(None, "三定方案", "张三")),
    IndicatorScore("d", "未评", 4.0, None, "manual"),
    IndicatorScore("e", "无对象", 5.0, None, "auto"),
    IndicatorScore(
        "f", "抽查", 1.0, 1.0, "auto", samples=(Sample("x", "", 9, ("http://a.gov.cn/1", "http://a.gov.cn/2"), "s"),)
    ),
    IndicatorScore("g", "未见分值", None, None, "manual"),
)
EXTRA = IndicatorScore(
    "p",
    "加分",
    9.0,
    3.0,
    "semi",
    (
        IndicatorScore("q", "自动加分", 4.0, 2.0, "auto", bonus=True),
        IndicatorScore("r", "人工加分", 5.0, 1.0, "manual", bonus=True, by_hand=ManualScore(1.0, "案例", "李四")),
        IndicatorScore("s", "没有加分", 5.0, None, "manual", bonus=True),
    ),
    bonus=True,
)


@pytest.fixture
def site(assessment: Assessment) -> SiteAssessment:
    tree = (IndicatorScore("t", "合计", 16.0, 3.1667, "semi", LEAVES), EXTRA)
    return replace(
        assessment.sites[0], indicators=tree, score=79.17, points_at_risk=6.25, vetoes=(), bonus=Bonus(9.0, 3.0, True)
    )


def printed(assessment: Assessment, site: SiteAssessment, *, width: int = 300, explain: bool = True) -> str:
    return text.render(replace(assessment, sites=(site,)), RenderOptions(width=width, explain_score=explain)).decode()


def part(shown: str, title: str) -> list[str]:
    return shown.partition(f"-- {title}\n")[2].partition("\n\n")[0].splitlines()


def test_the_reckoning_is_told_step_by_step(assessment: Assessment, site: SiteAssessment) -> None:
    assert part(printed(assessment, site), "得分怎么算") == [
        "- 人工评分：1.2 现场 1.50 / 2.00，评分人 张三，依据：现场查看",
        "- 不计入：1.3 没有职能 3.00（人工认定不适用，评分人 张三，依据：三定方案）",
        "- 不计入：1.4 未评 4.00（没有人工评分）",
        "- 不计入：1.5 无对象 5.00（没有评判对象）",
        "- 计入的分值 4.00，全部指标 16.00；不计入的指标退出计算，其余按比例折算到满分",
        "- 得分 = 100.00 × （4.00 － 0.8333） ÷ 4.00 = 79.17",
        "- 加分：2.1 自动加分 +2.00",
        "- 加分：2.2 人工加分 +1.00，1.00 / 5.00，评分人 李四，依据：案例",
        "- 加分合计 3.00 / 9.00（另计于得分之外）",
        "- 待核实的如全部确认：1.1 要素 再失 0.25",
        "- 待核实的若全部确认，将再失 6.25 分，得分由 79.17 变为 72.92",
    ]
    assert "得分怎么算" not in printed(assessment, site, explain=False)


WHY = "每处扣 1.00，共 2 处，应扣 2.00，此项最多扣 1.50，因本指标分值所限实扣 0.6667"
CAPPED = IndicatorScore(
    "h",
    "有效性",
    1.0,
    0.0,
    "auto",
    losses=(Loss("validity-expired", "1", 0.6667, 1.0), Loss("validity-missing", "2", 0.3333, 0.3333)),
    charges=(
        Charge("validity-expired", "deduct", 2, 9, 1.0, 1.5, 2.0, 0.6667, merged=1),
        Charge("validity-missing", "rate", 3, 9, None, None, 0.3333, 0.3333),
    ),
)


def test_what_limits_a_deduction_is_said_in_words(assessment: Assessment, site: SiteAssessment) -> None:
    told = replace(site, indicators=(CAPPED,))
    assert part(printed(assessment, told), "每一分失在哪里")[:8] == [
        "-1.00  1 有效性",
        "       各规则应扣合计 1.8333，本指标只有 1.00 分，扣完为止，由各处按比例分摊",
        "  -0.6667  validity-expired（validity-expired）",
        f"         {WHY}；另有 1 处与同一网页的其他问题合并，不重复扣",
        "    -0.6667  [1]（单独应扣 1.00）",
        "  -0.3333  validity-missing（validity-missing）",
        "         按比例扣分：评判 9 项，不符合 3 项，应扣 0.3333",
        "    -0.3333  [2]",
    ]
    shown = html.render(replace(assessment, sites=(told,)), RenderOptions()).decode()
    assert f"1 有效性：{WHY}" in shown
    assert "1 有效性：各规则应扣合计 1.8333，本指标只有 1.00 分" in shown


def test_points_by_hand_say_who_gave_them_and_why_in_every_report(assessment: Assessment, site: SiteAssessment) -> None:
    said = (
        "人工评分（现场查看；张三）",
        "人工认定不适用（三定方案；张三）",
        "人工评分（案例；李四）",
    )
    only = replace(assessment, sites=(site,))
    lines = part(printed(assessment, site, explain=False), "得分明细")
    assert lines[-3:] == [f"- 1.2 现场：{said[0]}", f"- 1.3 没有职能：{said[1]}", f"- 2.2 人工加分：{said[2]}"]
    page = html.render(only, RenderOptions()).decode()
    table = markdown.render(only, RenderOptions()).decode()
    document = Document(BytesIO(docx.render(only, RenderOptions())))
    letter = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    for one, title in zip(said, ("现场", "没有职能", "人工加分"), strict=True):
        assert f'{title}<br><span class="thin">{one}</span></th>' in page
        assert f"{title} | {one} |" in table
        assert f"{title}　{one}" in letter
    assert markdown.render(only, RenderOptions()).decode().count("人工评分（") == 2


def test_what_a_person_took_off_stands_among_the_losses(assessment: Assessment, site: SiteAssessment) -> None:
    lines = part(printed(assessment, site), "每一分失在哪里")
    assert lines[0] == "-0.3333  1.1 要素"
    assert "-0.50  1.2 现场：1.50 / 2.00，评分人 张三，依据：现场查看" in lines
    assert lines[-1] == "合计失分 0.8333"


def test_risk_bonus_and_what_counts_stand_at_the_head(assessment: Assessment, site: SiteAssessment) -> None:
    shown = printed(assessment, site, explain=False)
    assert "\n计入  4.00 / 16.00 分值的指标，其余不适用、未能评判或没有人工评分\n" in shown
    assert "\n风险  待核实的若全部确认，将再失 6.25 分，得分由 79.17 变为 72.92\n" in shown
    assert "\n加分  3.00 / 9.00（另计于得分之外）\n" in shown
    closed = printed(assessment, replace(site, bonus=Bonus(9.0, 3.0, open=False)), explain=False)
    assert "\n加分  3.00 / 9.00（得分未超过加分线，不计）\n" in closed


def test_a_grade_on_less_than_half_of_the_points_says_so(assessment: Assessment, site: SiteAssessment) -> None:
    assert "（仅就 4.00/16.00 分值）\n" in printed(assessment, site)
    shown = html.render(replace(assessment, sites=(site,)), RenderOptions()).decode()
    assert '<span class="thin">（仅就 4.00/16.00 分值）</span>' in shown
    whole = replace(site, indicators=(IndicatorScore("a", "要素", 1.0, 0.6667, "auto"), LEAVES[0]))
    assert "（仅就" not in printed(assessment, whole)
    assert "（仅就" not in printed(assessment, replace(site, score=None))


def test_a_veto_in_doubt_puts_all_at_risk_and_a_certain_one_ends_it(
    assessment: Assessment, site: SiteAssessment
) -> None:
    doubt = replace(site, vetoes=(Veto("page-injected", State.NEEDS_REVIEW, ("a",)),), points_at_risk=79.17)
    assert "\n风险  待核实的否决项若经确认，将一票否决，得分 79.17 将全部失去\n" in printed(assessment, doubt)
    mark = site.findings[0].fingerprint
    vetoes = (Veto("homepage-stale", State.FAIL, (mark, "a")),)
    certain = replace(site, score=None, points_at_risk=None, vetoes=vetoes, bonus=None)
    lines = part(printed(assessment, certain), "得分怎么算")
    page = site.findings[0].subject.url
    assert lines[-3:] == ["- 一票否决，不再计分：homepage-stale", "- [a]", f"- [{mark}] {page}"]
    assert not any("得分 =" in line for line in lines)
    assert "\n风险  " not in printed(assessment, certain)


def test_the_breakdown_has_a_column_for_what_is_at_risk(assessment: Assessment, site: SiteAssessment) -> None:
    rows = [line.split() for line in part(printed(assessment, site), "得分明细")]
    assert rows[0] == ["指标", "方式", "满分", "计入", "得分", "失分", "风险"]
    assert rows[2] == ["1.1", "要素", "含待核实", "1.00", "1.00", "0.67", "0.33", "0.25"]
    assert ["2.1", "自动加分", "加分", "4.00", "-", "2.00", "-", "-"] in rows
    assert ["2.2", "人工加分", "人工评分", "5.00", "-", "1.00", "-", "-"] in rows
    assert ["1", "合计", "16.00", "4.00", "3.17", "0.83", "-"] in rows


def test_the_sample_is_printed_with_its_seed(assessment: Assessment, site: SiteAssessment) -> None:
    assert part(printed(assessment, site, explain=False), "抽查名单") == [
        "- 1.6 x，未指定单位：9 项中抽 2 项（种子 s）",
        "    http://a.gov.cn/1",
        "    http://a.gov.cn/2",
    ]


def test_the_page_tells_the_same(assessment: Assessment, site: SiteAssessment) -> None:
    shown = html.render(replace(assessment, sites=(site,)), RenderOptions(explain_score=True)).decode()
    for said in (
        "得分计入 4.00 / 16.00 分值的指标",
        "待核实的若全部确认，将再失 6.25 分，得分由 79.17 变为 72.92",
        "3.00 / 9.00（另计于得分之外）",
        "<li>得分 = 100.00 × （4.00 － 0.8333） ÷ 4.00 = 79.17</li>",
        "9 项中抽 2 项（种子 s）",
        '<th scope="col" class="n">风险</th>',
        "<td>加分</td>",
    ):
        assert said in shown
    brief = html.render(replace(assessment, sites=(site,)), RenderOptions()).decode()
    assert "得分怎么算" not in brief


@given(st.integers(0, 1_000_000))
def test_points_are_written_so_that_nothing_is_lost(units: int) -> None:
    assert Fraction(exact(units / 10_000)) == Fraction(units, 10_000)


def test_points_have_two_decimals_at_least() -> None:
    assert [exact(one) for one in (0.0, 1.5, 0.25, 0.333, 0.3333, 12.0)] == [
        "0.00",
        "1.50",
        "0.25",
        "0.333",
        "0.3333",
        "12.00",
    ]
