import json
from collections.abc import Callable, Mapping
from typing import Any

import poisons
import pytest

from auditor.formats import RenderOptions
from auditor.formats import json as whole
from auditor.formats.jsonl import render
from auditor.model import Assessment

STATES = ("judged", "pass", "fail", "needs_review", "not_applicable", "not_assessable")


def lines(report: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in report.decode().split("\n")[:-1]]


def counts(report: bytes) -> list[Mapping[str, tuple[int, ...]]]:
    """Read the tallies back, site by site; test_formats holds them against the assessment."""
    sites = [one["id"] for one in lines(report) if one["type"] == "site"]
    rules = [one for one in lines(report) if one["type"] == "rule"]
    return [
        {one["id"]: tuple(one[state] for state in STATES) for one in rules if one["site"] == site} for site in sites
    ]


def fingerprints(report: bytes) -> list[str]:
    """Read the findings back."""
    return [one["fingerprint"] for one in lines(report) if one["type"] == "finding"]


def test_the_lines_say_what_the_json_report_says(assessment: Assessment) -> None:
    known = json.loads(whole.render(assessment, RenderOptions()))
    shown = lines(render(assessment, RenderOptions()))
    assert shown[0] == {"type": "assessment", **{key: value for key, value in known.items() if key != "sites"}}
    for site in known["sites"]:
        own = {key: value for key, value in site.items() if key not in {"rules", "findings"}}
        assert {"type": "site", **own} in shown
        assert [{"type": "rule", "site": site["id"], **one} for one in site["rules"]] == [
            one for one in shown if one["type"] == "rule" and one["site"] == site["id"]
        ]
        assert [{"type": "finding", "site": site["id"], **one} for one in site["findings"]] == [
            one for one in shown if one["type"] == "finding" and one["site"] == site["id"]
        ]


@pytest.mark.parametrize("poison", poisons.ALL)
def test_a_poison_stays_inside_its_line(
    poison: str, assessment: Assessment, poisoned: Callable[[Assessment, str], Assessment]
) -> None:
    report = render(poisoned(assessment, poison), RenderOptions())
    assert len(lines(report)) == len(lines(render(assessment, RenderOptions())))
    assert next(one for one in lines(report) if one["type"] == "site")["name"] == "示例县人民政府" + poison
    assert not poisons.OBEYED & set(report.decode())
