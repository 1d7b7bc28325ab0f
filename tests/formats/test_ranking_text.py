from dataclasses import replace

import pytest
from comparing import assessed, found, site

from auditor.compare import rank
from auditor.formats import RenderOptions, _ranking, _ranking_markdown
from auditor.formats._layout import cells
from auditor.model import ColumnSummary, Coverage, IndicatorScore, Ranking, Role

DOSE = "\x1b[31m|<b>=1"
TREE = (IndicatorScore("x", f"要素{DOSE}", 2.0, 1.0, "auto"),)
COLUMNS = (
    ColumnSummary("动态", Role.NEWS, "http://www.example.gov.cn/", 1, None, complete=True, unit=f"县财政局{DOSE}"),
)


@pytest.fixture
def ranking() -> Ranking:
    ranked = site(found(), name=f"甲{DOSE}", indicators=TREE, columns=COLUMNS, points_at_risk=5.0)
    vetoed = replace(ranked, id="v", name="乙", score=None, grade="vetoed")
    deferred = replace(
        ranked, id="d", name="丙", score=None, grade="deferred", deferred_reason="dns", coverage=Coverage(0, 0, {})
    )
    plain = replace(ranked, id="p", name="丁", score=None, grade=None, max_score=None)
    return rank([assessed(ranked, vetoed, deferred, plain)], against=[assessed(ranked)], notes=[f"注意{DOSE}"])


@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize("internal", [True, False])
def test_the_table_fits_the_screen(ranking: Ranking, width: int, *, internal: bool) -> None:
    options = RenderOptions(stage="reviewed", internal=internal)
    lines = [line for line, _ in _ranking.text(ranking, options, width)]
    assert max(map(cells, lines)) <= width
    text = "\n".join(lines)
    assert "\x1b" not in text
    assert lines[0] == f"政府信息公开评估排名（复核{'，内部附件' if internal else ''}）"
    assert ("名次区间" in text) == internal
    for said in ("乙：触发一票否决，不计总分", "丙：域名解析失败", "丁：规则集不设分值"):
        assert said in lines


def test_units_have_a_table_of_their_own(ranking: Ranking) -> None:
    text = "\n".join(line for line, _ in _ranking.text(ranking, RenderOptions(), 120, units=True))
    assert "县财政局" in text
    assert "县政府办公室" in text
    assert "指标" not in text
    table = _ranking.as_csv(ranking, RenderOptions(), units=True).decode("utf-8-sig").splitlines()
    assert table[0] == "分组,名次,责任单位,站点,扣分,问题,待核实,整改率,阶段"
    assert all(row.endswith(",初评") for row in table[1:])
    assert len(table) == 1 + sum(len(group.statistics.units) for group in ranking.groups)
    lines = list(_ranking_markdown.markdown(ranking, RenderOptions(), units=True))
    assert "| 名次 | 责任单位 | 站点 | 扣分 | 问题 | 待核实 | 整改率 |" in lines
    assert sum("县政府办公室" in line for line in lines) == sum("县政府办公室" in row for row in table) > 0


def test_markup_and_formulas_are_texts(ranking: Ranking) -> None:
    markdown = "\n".join(_ranking_markdown.markdown(ranking, RenderOptions()))
    assert "<b>" not in markdown
    assert "\x1b" not in markdown
    table = _ranking.as_csv(ranking, RenderOptions(internal=True)).decode("utf-8-sig")
    assert "\x1b" not in table
    assert table.splitlines()[1].startswith("（未写明层级）,1,甲")


def test_markdown_tells_all_that_the_text_tells(ranking: Ranking) -> None:
    lines = list(_ranking_markdown.markdown(ranking, RenderOptions()))
    rules = lines[lines.index("#### 问题最多的规则") + 2 :]
    assert rules[0] == "| 规则 | 问题 | 待核实 | 站点 |"
    assert rules[2].startswith("| ")
    assert rules[2].endswith(" | 4 |")
    matrix = lines[lines.index("#### 站点 × 指标（得分/计入）") + 2 :]
    assert matrix[0].startswith("| 站点 | 1 要素")
    assert matrix[2].startswith("| 甲")
    assert matrix[2].endswith(" | 1.00/2.00 |")
    assert "#### 问题最多的规则" not in list(_ranking_markdown.markdown(ranking, RenderOptions(), units=True))


def test_markdown_says_how_many_rules_it_leaves_out(ranking: Ranking) -> None:
    (group,) = ranking.groups
    kinds = tuple(replace(group.statistics.kinds[0], rule=f"r{nth}") for nth in range(12))
    many = replace(ranking, groups=(replace(group, statistics=replace(group.statistics, kinds=kinds)),))
    for lines in (
        list(_ranking_markdown.markdown(many, RenderOptions())),
        [line for line, _ in _ranking.text(many, RenderOptions(), 120)],
    ):
        assert "……其余 2 条规则从略（-f json 全部列出）" in lines


def test_a_site_that_has_a_block_of_its_own_names_its_place(ranking: Ranking) -> None:
    """So many columns fit no narrow screen: each site gets a few lines under its name."""
    lines = [line for line, _ in _ranking.text(ranking, RenderOptions(internal=True), 60)]
    place = lines.index("  名次：1")
    assert lines[place - 1].startswith("甲")
    assert lines[place + 1].startswith("  得分：")


def test_a_table_says_how_far_people_have_come_and_what_stays_in_the_house(ranking: Ranking) -> None:
    inside = _ranking.as_csv(ranking, RenderOptions(internal=True, stage="final")).decode("utf-8-sig").splitlines()
    assert inside[0].endswith(",阶段,内部附件")
    assert all(row.endswith(",定稿,是") for row in inside[1:])
    public = _ranking.as_csv(ranking, RenderOptions()).decode("utf-8-sig").splitlines()
    assert public[0].endswith(",阶段")
