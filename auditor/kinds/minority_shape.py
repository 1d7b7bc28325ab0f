"""A value that is written otherwise than the site's own; this kind alone knows when a site has a pattern of its own."""

from dataclasses import dataclass
from typing import ClassVar

from auditor.kinds import Facts, Page, Scope, not_applicable, passed, seen
from auditor.model import Source, State, Verdict
from auditor.relate import numbers


@dataclass(frozen=True, slots=True)
class Kind:
    """Hit where the 索引号 has a pattern that hardly any other on the site has, while most share one.

    Attributes:
        least: Fewest index numbers from which a site has a pattern.
        most: Share from which a pattern is the site's own.
        rare: Share up to which another pattern is an exception and not a second pattern.
    """

    scope: ClassVar[Scope] = "page"
    values: ClassVar[frozenset[str]] = frozenset({"raw", "pattern"})

    least: int = 5
    most: float = 0.6
    rare: float = 0.1

    def judge(self, subject: Page, facts: Facts) -> Verdict:
        """Compare the pattern of one page with those of all."""
        field = subject.record.field("index_number")
        if field is None or not field.value or field.source not in (Source.BLOCK, Source.SCRIPT):
            return not_applicable("页面未标注索引号")
        shapes = facts.view.index_number_shapes
        total = sum(shapes.values())
        common = next(iter(shapes), "")
        if total < self.least or shapes[common] < self.most * total:
            return not_applicable("站内索引号没有统一的编排")
        own = shapes.get(numbers.shape(field.value), 0)
        if own > self.rare * total:
            return passed()
        evidence = seen(subject.record, f"{field.label.strip()} {field.raw.strip()}", field.locator)
        return Verdict(State.FAIL, (evidence,), {"raw": field.raw.strip(), "pattern": common}, part="index_number")
