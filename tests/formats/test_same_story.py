"""What people read is the same in every format: the order of findings, one clear grade, the rule set by its name."""

import csv
import json
import re
import zipfile
from dataclasses import replace
from io import BytesIO, StringIO

import pytest
from docx import Document
from python_calamine import CalamineWorkbook

from auditor import plugins
from auditor.cli import diff
from auditor.formats import RenderOptions, by_rule, in_order
from auditor.model import (
    PLANS_DIFFER,
    Assessment,
    Cause,
    Change,
    ChangeKind,
    Comparison,
    Finding,
    RunMark,
    SiteChange,
    State,
    Subject,
    Veto,
)

FOR_PEOPLE = ("text", "markdown", "html", "xlsx", "docx", "csv", "github")
FOR_PROGRAMS = ("json", "jsonl", "sarif", "junit")
OPTIONS = RenderOptions(width=200)
TITLE = "县级政府信息公开测评"


def shown(name: str, assessment: Assessment, options: RenderOptions = OPTIONS) -> str:
    """Return all that a format says, as text."""
    printed: bytes = plugins.load("auditor.formats", name).render(assessment, options)
    if name == "xlsx":
        book = CalamineWorkbook.from_filelike(BytesIO(printed))
        rows = [row for sheet in book.sheet_names for row in book.get_sheet_by_name(sheet).to_python()]
        return "\n".join(str(cell) for row in rows for cell in row)
    if name == "docx":
        made = Document(BytesIO(printed))
        cells = [cell.text for table in made.tables for row in table.rows for cell in row.cells]
        return "\n".join([*(line.text for line in made.paragraphs), *cells])
    return printed.decode("utf-8-sig")


@pytest.fixture
def mixed(assessment: Assessment, finding: Finding) -> Assessment:
    """A site whose graver rules come later in the alphabet."""
    known = [("zz-veto", "veto"), ("aa-info", "info"), ("mm-major", "major"), ("bb-minor", "minor")]
    findings = tuple(
        replace(
            finding, rule=rule, severity=severity, fingerprint=f"{place:016x}", subject=Subject(f"http://a.cn/{at}")
        )
        for place, (rule, severity, at) in enumerate((*one, at) for one in known for at in (2, 1))
    )
    return replace(assessment, sites=(replace(assessment.sites[0], findings=findings, indicators=()),))


@pytest.mark.parametrize("name", FOR_PEOPLE)
def test_people_find_the_gravest_first_in_every_format(name: str, mixed: Assessment) -> None:
    said = shown(name, mixed).partition('id="findings"')[2 if name == "html" else 0]  # before: what cost most
    wanted = [one.fingerprint for one in in_order(mixed.sites[0].findings)]
    assert [int(one, 16) for one in wanted] == [1, 0, 5, 4, 7, 6, 3, 2]
    assert list(dict.fromkeys(re.findall(r"\b0{15}[0-7]\b", said))) == wanted


@pytest.mark.parametrize("name", FOR_PROGRAMS)
def test_programs_find_them_by_rule_as_ever(name: str, mixed: Assessment) -> None:
    wanted = [one.fingerprint for one in by_rule(mixed.sites[0].findings)]
    assert [int(one, 16) for one in wanted] == [3, 2, 7, 6, 5, 4, 1, 0]
    assert list(dict.fromkeys(re.findall(r"\b0{15}[0-7]\b", shown(name, mixed)))) == wanted


@pytest.mark.parametrize("name", ["text", "markdown", "html", "xlsx", "docx", "csv", "junit"])
def test_a_vetoed_site_is_not_called_deferred_as_well(name: str, assessment: Assessment) -> None:
    site = replace(
        assessment.sites[0],
        grade="vetoed",
        grade_name=None,
        score=None,
        deferred_reason="可评估页面13/32，低于覆盖率下限80%",
        vetoes=(Veto("page-injected", State.FAIL, ("00112233445566aa",)),),
    )
    said = shown(name, replace(assessment, sites=(site,)))
    assert "低于覆盖率下限" not in said
    assert name in {"html", "csv"} or "暂缓评定" not in said  # their words are explained, their columns named
    later = shown(name, replace(assessment, sites=(replace(site, grade="deferred", vetoes=()),)))
    assert "低于覆盖率下限" in later


@pytest.mark.parametrize("name", ["text", "markdown", "html", "xlsx", "docx", "json", "jsonl"])
def test_a_rule_set_is_cited_by_its_name_and_version(name: str, assessment: Assessment) -> None:
    said = shown(name, replace(assessment, ruleset_title=TITLE))
    assert TITLE in said
    assert "disclosure-county" in said
    assert name == "docx" or "abababababab" in said  # a letter is no place for hashes


@pytest.mark.parametrize("name", ["text", "docx", "html", "markdown"])
def test_what_may_happen_is_not_told_as_if_it_had(name: str, assessment: Assessment) -> None:
    site = replace(assessment.sites[0], points_at_risk=87.504)
    said = shown(name, replace(assessment, sites=(site,)))
    assert "触发一票否决，得分" not in said
    if name != "docx":
        assert "待核实的否决项若经确认，将一票否决，得分 87.50 将全部失去" in said


@pytest.mark.parametrize("name", ["text", "markdown", "html", "csv", "xlsx"])
def test_other_plans_are_not_called_other_rules(name: str, assessment: Assessment, finding: Finding) -> None:
    mark = RunMark(assessment.as_of, "x", "1", "ab" * 32, "0.1.0")
    change = Change("example", "示例县", ChangeKind.NEW, finding, None, Cause.RULE_CHANGED, PLANS_DIFFER)
    found = Comparison(mark, mark, (SiteChange("example", "示例县", None, None, None, None),), (change,))
    options = RenderOptions(width=200, comparison=found)
    if name in {"html", "xlsx"}:
        said = shown(name, assessment, options)
    else:
        said = diff.rendered(name, found, options).decode()
    assert "计划有变" in said
    assert "规则有变" not in said
    assert diff.rendered("json", found, options).count(b'"rule_changed"') == 1  # the codes are a closed list


@pytest.mark.parametrize("name", ["text", "markdown", "html", "docx", "csv", "jsonl"])
def test_a_report_tells_what_became_of_the_problems(name: str, assessment: Assessment) -> None:
    mark = RunMark(assessment.as_of, "x", "1", "ab" * 32, "0.1.0")
    one, two, *_ = assessment.sites[0].findings
    gone = replace(one, fingerprint="00000000000000ff", title="已经改好的")
    changes = (
        Change("example", "示例县", ChangeKind.NEW, one, None, Cause.SITE_CHANGED, "页面内容已改"),
        Change("example", "示例县", ChangeKind.FIXED, gone, State.FAIL, Cause.SITE_CHANGED, "页面内容已改"),
        Change("example", "示例县", ChangeKind.REMAINING, two, State.FAIL),
    )
    found = Comparison(mark, mark, (SiteChange("example", "示例县", None, None, None, None),), changes)
    said = shown(name, assessment, RenderOptions(width=200, comparison=found))
    assert "与上次对比" not in shown(name, assessment) or name == "csv"  # the columns of a table are always there
    if name == "csv":
        table = csv.DictReader(StringIO(said.lstrip("\ufeff"), newline=""))
        became = {row["问题编号"]: row["与上次对比"] for row in table if row["与上次对比"]}
        assert became == {one.fingerprint: "新增", two.fingerprint: "仍存在"}
    elif name == "jsonl":
        *lines, last = map(json.loads, said.splitlines())
        became = {line["fingerprint"]: line["change"] for line in lines if "change" in line}
        assert became == {one.fingerprint: "new", two.fingerprint: "remaining"}
        assert (last["type"], last["counts"]["fixed"]) == ("comparison", 1)
    else:
        assert "与上次对比" in said
        assert "1/2（50.00%）" in said
        assert ("已经改好的" in said) == (name != "docx")


def test_no_number_of_the_workbook_shows_more_than_two_decimals(assessment: Assessment) -> None:
    made = plugins.load("auditor.formats", "xlsx").render(assessment, RenderOptions())
    styles = zipfile.ZipFile(BytesIO(made)).read("xl/styles.xml").decode()
    codes = re.findall('formatCode="([^"]+)"', styles)
    assert "0.00##" not in codes
    assert all(len(code.partition(".")[2].rstrip("%")) <= 2 for code in codes)
