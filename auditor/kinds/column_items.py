"""How many items a column holds; this kind alone knows when a column counts as blank."""

from dataclasses import dataclass
from typing import ClassVar

from auditor.kinds import Facts, Scope, not_applicable, not_assessable, passed, seen
from auditor.model import ColumnView, Reason, State, Verdict


@dataclass(frozen=True, slots=True)
class Kind:
    """Hit where a column shows fewer than *at_least* items.

    Attributes:
        at_least: Fewest items a column must show.
    """

    scope: ClassVar[Scope] = "column"
    values: ClassVar[frozenset[str]] = frozenset({"count", "name"})

    at_least: int = 1

    def judge(self, subject: ColumnView, facts: Facts) -> Verdict:
        """Count the items of all pages of the column."""
        if subject.outcome is not Reason.OK:
            return not_assessable(subject.outcome)
        if len(subject.items) >= self.at_least:
            return passed()
        if subject.scripted:
            return not_assessable(Reason.PROFILE_DRIFT)
        if not subject.is_list:
            return passed("栏目页本身即为内容页")
        if subject.children:
            return not_applicable("父栏目，内容在其子栏目")
        if not subject.complete or (subject.below and not subject.blank_words):
            return not_assessable(subject.reason if not subject.complete else Reason.NOT_CAPTURED)
        # Sub-columns that were not captured may hold what the page, which says 暂无内容 itself, does not.
        certain = facts.certain(subject.url) and not subject.below and (subject.blank_words or not subject.content)
        state = State.FAIL if certain else State.NEEDS_REVIEW
        quote = subject.blank_words or subject.column.name
        values = {"count": str(len(subject.items)), "name": subject.column.name}
        return Verdict(state, (seen(subject, quote),), values)
