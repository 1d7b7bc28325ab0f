"""A screenful of an assessment: every site, and of each what is gravest."""

from dataclasses import replace

import pytest

from auditor.formats._brief import TOP, render_brief
from auditor.formats._layout import cells
from auditor.model import Assessment, Finding


def lines(assessment: Assessment, width: int = 100) -> list[str]:
    return render_brief(assessment, width).decode().splitlines()


def with_findings(assessment: Assessment, *found: Finding) -> Assessment:
    return replace(assessment, sites=(replace(assessment.sites[0], findings=found),))


def test_every_site_has_a_line_and_a_part(assessment: Assessment) -> None:
    shown = lines(assessment)
    assert shown[0].split() == ["站点", "等级", "得分", "覆盖率", "问题", "待核实"]
    assert shown[1].split() == ["示例县人民政府", "良好", "87.50", "205/212（96.70%）", "2", "1"]
    parts = [line for line in shown if line.startswith("== ")]
    assert parts == [f"== {site.name or site.id}" for site in assessment.sites]
    assert "  没有确定的问题。" in shown  # the site that could not be assessed has none


def test_a_rule_is_told_once_with_its_count_and_one_page(assessment: Assessment, finding: Finding) -> None:
    shown = "\n".join(lines(assessment, 400))
    assert shown.count(f"* {finding.title}（严重，2 条）：{finding.message}") == 1
    assert "发布机构用简称" not in shown  # it awaits a person


def test_only_the_gravest_rules_are_told(assessment: Assessment, finding: Finding) -> None:
    minor = [replace(finding, fingerprint=f"{n}", rule=f"r{n}", title=f"第{n}种", severity="minor") for n in range(7)]
    veto = replace(finding, fingerprint="v", rule="v", title="否决", severity="veto")
    many = replace(minor[6], fingerprint="again")
    told = [line for line in lines(with_findings(assessment, *minor, veto, many)) if line.startswith("  * ")]
    assert len(told) == TOP
    assert told[0].startswith("  * 否决（否决项，1 条）：")
    assert told[1].startswith("  * 第6种（一般，2 条）：")  # of equal gravity, what is found most often comes first
    shown = lines(with_findings(assessment, *minor, veto, many))
    assert "  还有 3 种、3 条问题" in shown


def test_a_grade_on_few_points_says_so(assessment: Assessment) -> None:
    leaf = replace(assessment.sites[0].indicators[0].children[0], points=9.0, earned=None)
    few = replace(assessment.sites[0], indicators=(leaf, assessment.sites[0].indicators[0].children[0]))
    told = "  等级和得分只依据 1.00 / 10.00 分值的指标，其余不适用、未能评判或没有人工评分"
    assert told in lines(replace(assessment, sites=(few,)))


@pytest.mark.parametrize("width", [20, 40, 80])
def test_no_line_is_wider_than_asked_unless_it_is_an_address(assessment: Assessment, width: int) -> None:
    assert [line for line in lines(assessment, width) if cells(line) > width and "://" not in line] == []


def test_nothing_is_sent_that_a_terminal_obeys(assessment: Assessment, finding: Finding) -> None:
    assert "\x1b" not in "\n".join(lines(with_findings(assessment, replace(finding, message="\x1b[2J"))))
