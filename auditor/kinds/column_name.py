"""The name of a column; this kind alone knows when it differs from the prescribed one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from auditor.kinds import Facts, Scope, not_applicable, not_assessable, passed, seen
from auditor.model import ColumnView, Reason, State, Verdict
from auditor.text import hans


@dataclass(frozen=True, slots=True)
class Kind:
    """Hit where the column of a role is called otherwise.

    Attributes:
        names: Role → names that are right.
    """

    scope: ClassVar[Scope] = "column"
    values: ClassVar[frozenset[str]] = frozenset({"name", "right"})

    names: Mapping[str, list[str]] = field(default_factory=dict)

    def judge(self, subject: ColumnView, facts: Facts) -> Verdict:
        """Compare the configured name, and the one that the page shows, with the right ones.

        Of several columns of one role the highest bears the prescribed name; 部门年报 below it has its own.
        """
        right = self.names.get(subject.column.role, [])
        if not right:
            return not_applicable("未规定栏目名称")
        alike = [one.column.url for one in facts.view.columns if one.column.role == subject.column.role]
        if subject.column.url != min(alike, key=lambda url: (len(url), url), default=subject.column.url):
            return not_applicable("同类栏目中的下级栏目")
        if subject.outcome is not Reason.OK:
            return not_assessable(subject.outcome)
        folded = {hans.fold(name) for name in right}
        if hans.fold(subject.column.name) in folded or hans.fold(subject.title) in folded:
            return passed()
        values = {"name": subject.column.name, "right": "、".join(f"“{name}”" for name in right)}
        return Verdict(State.FAIL, (seen(subject, subject.column.name),), values)
