import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import poisons
import pytest
from jsonschema import Draft4Validator

from auditor.formats import RenderOptions
from auditor.formats.sarif import render
from auditor.model import (
    Assessment,
    Cause,
    Change,
    ChangeKind,
    Comparison,
    Finding,
    RunMark,
    State,
    Subject,
)

STATES = ("judged", "pass", "fail", "needs_review", "not_applicable", "not_assessable")
SCHEMA = Path(__file__).with_name("schemas") / "sarif-2.1.0.json"
MARK = RunMark(date(2023, 6, 30), "disclosure-county", "1", "ab" * 32, "0.1.0")


@cache
def validator() -> Draft4Validator:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    Draft4Validator.check_schema(schema)
    return Draft4Validator(schema)


def run(report: bytes) -> dict[str, Any]:
    return dict(json.loads(report)["runs"][0])


def counts(report: bytes) -> list[Mapping[str, tuple[int, ...]]]:
    """Read the tallies back, site by site; test_formats holds them against the assessment."""
    return [
        {rule: tuple(told[state] for state in STATES) for rule, told in site["rules"].items()}
        for site in run(report)["properties"]["sites"]
    ]


def fingerprints(report: bytes) -> list[str]:
    """Read the findings back."""
    return [one["fingerprints"]["auditor/v1"] for one in run(report)["results"]]


def test_it_is_valid_by_the_official_schema(assessment: Assessment, nothing: Assessment) -> None:
    for one in (assessment, nothing):
        assert list(validator().iter_errors(json.loads(render(one, RenderOptions())))) == []


def test_the_schema_does_find_faults() -> None:
    assert list(validator().iter_errors({"version": "2.1.0", "runs": [{}]}))


def test_rules_are_referred_to_by_place(assessment: Assessment) -> None:
    shown = run(render(assessment, RenderOptions()))
    rules = shown["tool"]["driver"]["rules"]
    assert [one["id"] for one in rules] == ["page-injected", "publisher-abbreviated", "validity-expired"]
    assert all(rules[one["ruleIndex"]]["id"] == one["ruleId"] for one in shown["results"])
    assert rules[2]["defaultConfiguration"] == {"level": "error"}
    assert "第三十条" in rules[2]["fullDescription"]["text"]


def test_what_awaits_a_person_is_under_review_and_no_fault(assessment: Assessment) -> None:
    review, *failed = run(render(assessment, RenderOptions()))["results"]
    assert (review["kind"], review["level"], review["suppressions"][0]["status"]) == ("review", "none", "underReview")
    assert [(one["kind"], one["level"], "suppressions" in one) for one in failed] == [("fail", "error", False)] * 2


def test_a_code_host_gets_a_relative_place_and_a_reader_the_address(assessment: Assessment) -> None:
    found = run(render(assessment, RenderOptions()))["results"][2]
    place = found["locations"][0]
    uri = place["physicalLocation"]["artifactLocation"]["uri"]
    assert uri.startswith("www.example.gov.cn/zwgk/very-long-folder/")
    assert place["logicalLocations"][0]["fullyQualifiedName"] == f"http://{uri}"
    assert [one["message"]["text"][:4] for one in found["relatedLocations"]] == ["本办法自", "列表中的"]


@pytest.mark.parametrize(
    ("url", "place"),
    [
        ("http://h.gov.cn:8080", "h.gov.cn%3A8080/"),
        ("https://h.gov.cn/a/?q=1&b", "h.gov.cn/a/?q=1&b"),
        ("javascript:alert(1)", "javascript%3Aalert%281%29"),
        ("http://[x", "http%3A//%5Bx"),
        ("", "unknown"),
    ],
)
def test_an_odd_address_is_still_a_relative_reference(url: str, place: str, assessment: Assessment) -> None:
    site = assessment.sites[0]
    odd = replace(site.findings[0], subject=Subject(url), evidence=())
    report = render(replace(assessment, sites=(replace(site, findings=(odd,)),)), RenderOptions())
    assert list(validator().iter_errors(json.loads(report))) == []
    uri = run(report)["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri == place


def test_with_an_earlier_run_results_say_what_is_new_and_what_is_gone(assessment: Assessment, finding: Finding) -> None:
    gone = replace(finding, fingerprint="9999999999999999")
    review, known, other = assessment.sites[0].findings
    changes = (
        Change("example", "", ChangeKind.NEW, known, cause=Cause.SITE_CHANGED),
        Change("example", "", ChangeKind.REMAINING, other, State.FAIL),
        Change("example", "", ChangeKind.REMAINING, review, State.FAIL, Cause.RULE_CHANGED),
        Change("example", "", ChangeKind.FIXED, gone, State.FAIL, Cause.SITE_CHANGED),
    )
    options = RenderOptions(comparison=Comparison(MARK, MARK, (), changes))
    report = render(assessment, options)
    assert list(validator().iter_errors(json.loads(report))) == []
    states = {one["fingerprints"]["auditor/v1"]: one["baselineState"] for one in run(report)["results"]}
    assert states == {
        review.fingerprint: "updated",
        known.fingerprint: "new",
        other.fingerprint: "unchanged",
        gone.fingerprint: "absent",
    }


@pytest.mark.parametrize("poison", poisons.ALL)
def test_any_text_gives_a_valid_file(
    poison: str, assessment: Assessment, poisoned: Callable[[Assessment, str], Assessment]
) -> None:
    report = render(poisoned(assessment, poison), RenderOptions())
    assert list(validator().iter_errors(json.loads(report))) == []
    assert not poisons.OBEYED & set(report.decode())
