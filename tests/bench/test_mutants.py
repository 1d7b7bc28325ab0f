"""No kind can be replaced by one that always says the same without the examples of every rule noticing it."""

import sys
from typing import Any

import pytest
from bench import mutants

from auditor import catalog, kinds, pipeline


@pytest.fixture(scope="module")
def known() -> catalog.Catalog:
    return catalog.load()


@pytest.mark.parametrize("rule", sorted(catalog.load().rules))
def test_both_mutants_of_a_rule_are_noticed(known: catalog.Catalog, rule: str) -> None:
    found = list(mutants.outcomes(known, [rule]))
    assert [one.mutant for one in found] == list(mutants.MUTANTS)
    assert [one.mutant for one in found if not one.noticed] == []


def test_a_kind_is_itself_again_afterwards(known: catalog.Catalog) -> None:
    rule: Any = known.rules["validity-expired"]
    before = kinds.kind_class(rule.kind).judge
    with mutants.mutated(rule, "pass"):
        assert pipeline.judge_examples(known, [rule.id]).failures
    assert kinds.kind_class(rule.kind).judge is before
    assert pipeline.judge_examples(known, [rule.id]).failures == ()


def test_a_survivor_is_told(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """A rule whose examples notice nothing is named, and the exit code says so."""
    monkeypatch.setattr(sys, "argv", ["mutants.py", "validity-expired"])
    assert mutants.main() == 0
    blind = pipeline.RuleTestReport(4, ())
    monkeypatch.setattr(pipeline, "judge_examples", lambda *_: blind)
    assert mutants.main() == 1
    told = capsys.readouterr().out.splitlines()
    assert told[2] == "存活 0 个"
    assert [("validity-expired" in line, "存活!" in line) for line in told[3:5]] == [(True, True)] * 2
    assert told[5] == "存活 2 个"
