import re
from collections.abc import Callable, Mapping

import poisons
import pytest

from auditor.formats import RenderOptions
from auditor.formats.markdown import render
from auditor.model import Assessment

CELL = re.compile(r"(?<!\\)\|")


def table(part: str) -> list[list[str]]:
    """Return the cells of the first table in *part*, without its head."""
    lines = [line for line in part.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in CELL.split(line)[1:-1]] for line in lines[1:]]


def block(line: str) -> str:
    """Return the sign that makes a line a heading, a row or an item."""
    return line[:1] if line[:1] in set("#|->`") else ""


def counts(report: bytes) -> list[Mapping[str, tuple[int, ...]]]:
    """Read the tallies back, site by site; test_formats holds them against the assessment."""
    found: list[Mapping[str, tuple[int, ...]]] = []
    for site in report.decode().split("\n## ")[1:]:
        part = site.partition("\n### 规则计数\n")[2].partition("\n### ")[0]
        found.append({row[0]: tuple(map(int, row[2:8])) for row in table(part)})
    return found


def fingerprints(report: bytes) -> list[str]:
    """Read the findings back."""
    return re.findall(r"^\| `([0-9a-f]{16})` \|", report.decode(), re.MULTILINE)


def test_the_sites_stand_in_a_table_with_coverage_and_reason(assessment: Assessment) -> None:
    text = render(assessment, RenderOptions(stage="reviewed")).decode()
    assert text.startswith("# 政府信息公开合规审计报告（复核）\n")
    rows = table(text.partition("\n## ")[0])
    assert rows[0] == ["示例县人民政府", "良好", "87.50", "205/212（96.70%）", "2", "1"]
    assert rows[2] == ["丙站", "暂缓评定", "—", "0/0（不计算）", "0", "0"]
    assert "- 暂缓评定的原因：域名解析失败" in text
    assert "一票否决：（homepage-stale），1 条" in text


def test_a_finding_has_page_quote_remedy_and_law(assessment: Assessment) -> None:
    text = render(assessment, RenderOptions()).decode()
    row = next(line for line in text.splitlines() if "00112233445566aa" in line)
    for said in (
        "示政办字〔2023〕37号",
        "有效期届满仍标注有效",
        "将本页有效性改为",
        "第三十条",
        "县政府办公室",
        "0.30",
    ):
        assert said in row
    assert "### 待人工核实：1 条（核实前不扣分）" in text


def test_no_sites_are_said_so(nothing: Assessment) -> None:
    assert "没有站点。" in render(nothing, RenderOptions()).decode()


@pytest.mark.parametrize("poison", poisons.ALL)
def test_nothing_of_a_page_is_obeyed(
    poison: str, assessment: Assessment, poisoned: Callable[[Assessment, str], Assessment]
) -> None:
    text = render(poisoned(assessment, poison), RenderOptions()).decode()
    clean = render(poisoned(assessment, "x"), RenderOptions()).decode()
    assert len(text.splitlines()) == len(clean.splitlines())
    assert [block(line) for line in text.splitlines()] == [block(line) for line in clean.splitlines()]
    tags = re.findall(r"<[^>]*>?", text)
    assert [one for one in tags if one != "<br>" and not one.startswith(("<http://", "<https://"))] == []
    assert not re.search(r"(?<!\\)\]\(", re.sub(r"<https?://[^>]*>", "", text))
    assert [len(CELL.split(line)) for line in text.splitlines()] == [
        len(CELL.split(line)) for line in clean.splitlines()
    ]
    assert not poisons.OBEYED & set(text)
