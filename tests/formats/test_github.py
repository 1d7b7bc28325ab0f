import re
from collections.abc import Callable, Mapping
from dataclasses import replace

import poisons
import pytest

from auditor.formats import RenderOptions
from auditor.formats.github import render
from auditor.model import Assessment, SiteAssessment


def counts(report: bytes) -> list[Mapping[str, tuple[int, ...]]]:
    """Read the tallies back, site by site; test_formats holds them against the assessment."""
    found: list[Mapping[str, tuple[int, ...]]] = []
    for group in report.decode().split("::group::")[1:]:
        rows = group.partition("\n::endgroup::")[0].splitlines()[1:]
        found.append({row.split()[0]: tuple(map(int, re.findall(r"=(\d+)", row))) for row in rows})
    return found


def fingerprints(report: bytes) -> list[str]:
    """Read the findings back."""
    return re.findall(r"%0A编号 ([0-9a-f]{16})$", report.decode(), re.MULTILINE)


def commands(report: bytes) -> list[str]:
    return [found[1] for line in report.decode().split("\n") if (found := re.match(r"\s*::([a-z-]+)", line))]


def test_the_gravest_come_first_and_what_awaits_a_person_is_a_notice(assessment: Assessment) -> None:
    shown = commands(render(assessment, RenderOptions()))
    assert shown[:6] == ["notice", "error", "error", "notice", "group", "endgroup"]


@pytest.mark.parametrize(
    ("severity", "level"), [("veto", "error"), ("minor", "warning"), ("info", "notice"), ("odd", "notice")]
)
def test_a_certain_fault_is_as_loud_as_it_is_grave(severity: str, level: str, assessment: Assessment) -> None:
    site = assessment.sites[0]
    one: SiteAssessment = replace(site, findings=(replace(site.findings[1], severity=severity),))
    assert commands(render(replace(assessment, sites=(one,)), RenderOptions()))[1] == level


def test_an_annotation_says_site_fault_page_remedy_and_unit(assessment: Assessment) -> None:
    line = render(assessment, RenderOptions()).decode().splitlines()[2]
    assert line.startswith("::error title=有效期届满仍标注有效（validity-expired）::示例县人民政府：正文载明")
    for said in ("%0Ahttp://www.example.gov.cn/", "%0A怎么改：", "%0A责任单位：县政府办公室", "%0A编号 "):
        assert said in line


@pytest.mark.parametrize("poison", poisons.ALL)
def test_the_runner_obeys_no_page(
    poison: str, assessment: Assessment, poisoned: Callable[[Assessment, str], Assessment]
) -> None:
    report = render(poisoned(assessment, poison), RenderOptions())
    assert commands(report) == commands(render(assessment, RenderOptions()))
    assert b"##[" not in report
    assert b"\r" not in report
    assert not poisons.OBEYED & set(report.decode())


def test_a_percent_sign_and_the_ends_of_a_property_are_escaped(assessment: Assessment) -> None:
    site = assessment.sites[0]
    odd = replace(site.findings[1], title="a::b,c%0A", message="100%0A::error::x")
    line = (
        render(replace(assessment, sites=(replace(site, findings=(odd,)),)), RenderOptions()).decode().splitlines()[1]
    )
    assert "title=a%3A%3Ab%2Cc%250A" in line
    assert "100%250A::error::x" in line
