"""The mutation check: a kind that always passes, or always hits, must be noticed for every rule that uses it.

    python tests/bench/mutants.py [RULE…]

For each rule its kind's verdict is replaced, once by "pass" and once by a hit; then the rule's own examples are judged,
and the mirror sites are compared with their `expected.json`. A mutant that no example notices survives: it stands in
the table and the exit code is 1. Whether the mirror sites notice it is told beside it. Takes ten seconds or so.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from auditor import catalog, config, kinds, pipeline
from auditor.evaluate import evaluate
from auditor.kinds import Facts, Task
from auditor.model import ColumnView, Evidence, Record, Rule, Ruleset, SiteView, State, Verdict
from auditor.pipeline import checking
from auditor.pipeline.judging import facts_of

MUTANTS = ("pass", "fail")


@dataclass(frozen=True)
class Outcome:
    """What became of one mutant of one rule: how many of the rule's examples noticed it."""

    rule: str
    kind: str
    mutant: str
    cases: int
    noticed: int
    mirrors: tuple[str, ...] = ()  # the mirror sites that noticed it, too


@dataclass(frozen=True)
class Mirror:
    """A mirror site read once: what its rule set judges and what should come of it."""

    name: str
    ruleset: Ruleset
    records: tuple[Record, ...]
    facts: Facts
    expected: Counter[tuple[str, str, str]]

    def agrees(self, rule: str) -> bool:
        """Tell whether the findings of *rule* are those expected."""
        only = replace(self.ruleset, rules=tuple(one for one in self.ruleset.rules if one.id == rule))
        findings, _ = evaluate(only, self.records, self.facts)
        found = Counter((one.rule, str(one.state), one.subject.url) for one in findings)
        return found == Counter({key: count for key, count in self.expected.items() if key[0] == rule})


def mirrors(known: catalog.Catalog) -> Iterator[Mirror]:
    """Read the shipped mirror sites of one site each."""
    for file in sorted(catalog.shipped("fixtures").glob("*/auditor.yaml")):
        settings = config.load(file)
        opened = checking.opened_sources([file.parent], settings)
        bench = checking.bench_for(known, settings.ruleset, settings.as_of or date.max, settings)
        if len(settings.sites) == 1:
            seen = checking._seen(settings.sites[0], opened)  # noqa: SLF001 - what `check` does, in two steps
            bench = checking.planned(bench, settings.sites[0], known, settings.plans, named=False)
            entries = json.loads((file.parent / "expected.json").read_text(encoding="utf-8"))
            expected = Counter((one["rule"], one["state"], one["url"]) for one in entries)
            yield Mirror(file.parent.name, bench.ruleset, *facts_of(settings.sites[0], seen, bench), expected)


def outcomes(known: catalog.Catalog, ids: Sequence[str] = (), sites: Sequence[Mirror] = ()) -> Iterator[Outcome]:
    """Yield what became of both mutants of every rule, or of those named."""
    for rule in known.rules.values():
        if ids and rule.id not in ids:
            continue
        for mutant in MUTANTS:
            with mutated(rule, mutant):
                report = pipeline.judge_examples(known, [rule.id])
                noticing = tuple(site.name for site in sites if not site.agrees(rule.id))
            yield Outcome(rule.id, rule.kind, mutant, report.cases, len(report.failures), noticing)


@contextmanager
def mutated(rule: Rule, mutant: str) -> Iterator[None]:
    """Let the kind of *rule* say the same of every subject."""
    kind = kinds.kind_class(rule.kind)
    own = kind.judge

    def judge(_: object, subject: Any, facts: Facts) -> Any:  # noqa: ANN401 - as RuleKind.judge
        verdict = _verdict(mutant, subject, rule, facts)
        return (verdict,) if kind.scope == "site" else verdict

    kind.judge = judge
    try:
        yield
    finally:
        kind.judge = own


def _verdict(mutant: str, subject: Any, rule: Rule, facts: Facts) -> Verdict:  # noqa: ANN401 - by scope
    if mutant == "pass":
        return Verdict(State.PASS)
    if isinstance(subject, SiteView | Task):
        url = facts.view.site.home
    else:
        url = subject.url if isinstance(subject, ColumnView) else subject.record.url
    values = dict.fromkeys(kinds.kind_class(rule.kind).values, facts.as_of.isoformat())
    return Verdict(State.FAIL, (Evidence(url, "变异"),), values)


def main() -> int:
    """Print the table; 1 where a mutant survives."""
    known = catalog.load()
    survivors = 0
    for one in outcomes(known, sys.argv[1:], tuple(mirrors(known))):
        fate = f"被 {one.noticed}/{one.cases} 个示例发现" if one.noticed else "存活!"
        survivors += not one.noticed
        sys.stdout.write(
            f"{one.rule:<36} {one.kind:<20} 恒为 {one.mutant}: {fate};镜像站点: {' '.join(one.mirrors) or '未发现'}\n"
        )
    sys.stdout.write(f"存活 {survivors} 个\n")
    return 1 if survivors else 0


if __name__ == "__main__":
    sys.exit(main())
