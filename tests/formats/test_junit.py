import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

import poisons
import pytest
from lxml import etree

from auditor.formats import RenderOptions
from auditor.formats.junit import render
from auditor.model import Assessment

STATES = ("judged", "pass", "fail", "needs_review", "not_applicable", "not_assessable")
SCHEMAS = Path(__file__).with_name("schemas")


@cache
def schema() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(SCHEMAS / "junit-10.xsd"))


def parsed(report: bytes) -> etree._Element:
    return etree.fromstring(report)


def counts(report: bytes) -> list[Mapping[str, tuple[int, ...]]]:
    """Read the tallies back, site by site; test_formats holds them against the assessment."""
    found: list[Mapping[str, tuple[int, ...]]] = []
    for suite in parsed(report).iter("testsuite"):
        told = {one.get("name", ""): one.get("value", "") for one in suite.iter("property")}
        rules = {name.removeprefix("rule."): value for name, value in told.items() if name.startswith("rule.")}
        found.append({name: tuple(map(int, re.findall(r"=(\d+)", value))) for name, value in rules.items()})
    return found


def fingerprints(report: bytes) -> list[str]:
    """Read the findings back."""
    names = [case.get("name", "") for case in parsed(report).iter("testcase")]
    return [found[1] for name in names if (found := re.search(r" \[([0-9a-f]{16})\]$", name))]


def test_it_is_valid_by_the_common_schema(assessment: Assessment, nothing: Assessment) -> None:
    for one in (assessment, nothing):
        schema().assertValid(parsed(render(one, RenderOptions())))


def test_the_schema_does_find_faults() -> None:
    assert not schema().validate(etree.fromstring(b"<testsuites><testsuite/></testsuites>"))


def test_the_sums_of_a_suite_are_those_of_its_cases(assessment: Assessment) -> None:
    for suite in parsed(render(assessment, RenderOptions())):
        assert int(suite.get("tests", "")) == len(suite.findall("testcase"))
        for sum_, result in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
            assert int(suite.get(sum_, "")) == len(suite.findall(f"testcase/{result}"))


def test_only_a_certain_fault_fails_and_what_awaits_a_person_is_skipped(assessment: Assessment) -> None:
    first, _, deferred = parsed(render(assessment, RenderOptions()))
    failed = [case.get("name", "")[-18:] for case in first.findall("testcase") if case.find("failure") is not None]
    assert failed == ["[0000000000000001]", "[00112233445566aa]"]
    skipped = first.find("testcase/skipped")
    assert skipped is not None
    assert (skipped.get("type"), "待人工核实" in skipped.get("message", "")) == ("needs_review", True)
    assert next(case.get("classname") for case in first.findall("testcase")) == "example.page-injected"
    assert [one.get("message") for one in deferred.iter("error")] == ["暂缓评定：域名解析失败"]


def test_a_rule_that_judged_nothing_is_skipped_with_the_reason(assessment: Assessment) -> None:
    site = assessment.sites[0]
    rules = (
        replace(site.rules[2], passed=0, not_assessable=3, reasons={"timeout": 3}),
        replace(site.rules[2], id="z", passed=0, not_assessable=0),
    )
    suite = parsed(render(replace(assessment, sites=(replace(site, rules=rules, findings=()),)), RenderOptions()))[0]
    told = [(one.get("type"), one.get("message")) for one in suite.iter("skipped")]
    assert told == [("not_assessable", "未能评判：超时 3"), ("not_applicable", "不适用")]


def test_an_address_without_a_host_is_no_exception(assessment: Assessment) -> None:
    broken = replace(assessment, sites=(replace(assessment.sites[0], home="http://[x"),))
    assert parsed(render(broken, RenderOptions()))[0].get("hostname") == "localhost"


@pytest.mark.parametrize("poison", poisons.ALL)
def test_any_text_gives_valid_xml_of_the_same_shape(
    poison: str, assessment: Assessment, poisoned: Callable[[Assessment, str], Assessment]
) -> None:
    report = render(poisoned(assessment, poison), RenderOptions())
    schema().assertValid(parsed(report))
    shape = [one.tag for one in parsed(report).iter()]
    assert shape == [one.tag for one in parsed(render(assessment, RenderOptions())).iter()]
    assert not poisons.OBEYED & set(report.decode())
