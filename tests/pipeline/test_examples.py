"""The rules' own examples: all agree, and one that does not is named."""

from dataclasses import replace

import pytest

from auditor import catalog, pipeline
from auditor.errors import NothingError
from auditor.model import Examples


@pytest.fixture(scope="module")
def known() -> catalog.Catalog:
    return catalog.load()


def rule_ids() -> list[str]:
    return sorted(catalog.load().rules)


@pytest.mark.parametrize("rule", rule_ids())
def test_every_rule_judges_its_examples_as_it_says(known: catalog.Catalog, rule: str) -> None:
    report = pipeline.judge_examples(known, [rule])
    assert report.cases >= 4  # two that pass, two that fail
    assert report.failures == ()


@pytest.mark.parametrize("rule", rule_ids())
def test_an_example_that_disagrees_is_named(known: catalog.Catalog, rule: str) -> None:
    """Swapping pass and fail examples makes every one of them a failure."""
    swapped = known.rules[rule]
    passing, failing = swapped.examples.passing, swapped.examples.failing
    wrong = tuple(replace(one, expect=None) for one in failing), tuple(replace(one, expect=None) for one in passing)
    rules = {**known.rules, rule: replace(swapped, examples=Examples(*wrong))}
    report = pipeline.judge_examples(replace(known, rules=rules), [rule])
    assert len(report.failures) == report.cases == len(passing) + len(failing)
    assert all(line.startswith(rule) for line in report.failures)
    assert any(": 应为符合(pass)或不适用(not_applicable),实为" in line for line in report.failures)


def test_no_rule_no_test(known: catalog.Catalog) -> None:
    with pytest.raises(NothingError):
        pipeline.judge_examples(known, ["no-such-rule"])
