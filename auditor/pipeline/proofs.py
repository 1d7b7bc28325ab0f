"""How well each rule is proved; this module alone knows what a rule owes: examples, near misses, planted faults."""

import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from auditor.catalog import Catalog
from auditor.model import State
from auditor.pipeline.examples import judge_example

LEAST = 2  # examples that pass, and examples that are hit


@dataclass(frozen=True, slots=True)
class Proof:
    """What stands behind a rule.

    `near` counts the pages that it judged and let pass: near misses; `planted` the faults in the mirror sites.
    """

    rule: str
    file: str  # below the folder of the rules
    passing: int
    failing: int
    near: int
    planted: int

    @property
    def lacks(self) -> tuple[str, ...]:
        """What it still owes, in Chinese."""
        owed = (
            (self.passing < LEAST, f"应通过的示例不足 {LEAST} 个"),
            (self.failing < LEAST, f"应命中的示例不足 {LEAST} 个"),
            (not self.near, "没有评判过而不报的近似示例"),
            (not self.planted, "镜像站点里没有埋设"),
        )
        return tuple(told for missing, told in owed if missing)


def proofs(catalog: Catalog, fixtures: Path) -> tuple[Proof, ...]:
    """Return what stands behind every rule of *catalog*; the faults are those of `*/expected.json` in *fixtures*."""
    planted: Counter[str] = Counter()
    for file in sorted(fixtures.glob("*/expected.json")):
        planted.update(one["rule"] for one in json.loads(file.read_text(encoding="utf-8")))
    files = {path.stem: path.relative_to(catalog.folder) for path in (catalog.folder / "checks").rglob("*.yaml")}
    found = []
    for name, rule in sorted(catalog.rules.items()):
        verdicts = [judge_example(rule, one, catalog) for one in rule.examples.passing]
        near = sum(one is not None and one.state is State.PASS for one in verdicts)
        passing, failing = len(rule.examples.passing), len(rule.examples.failing)
        found.append(Proof(name, files[name].as_posix(), passing, failing, near, planted[name]))
    return tuple(found)
