"""A number that stands on two documents; this kind alone knows how such a pair is told."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from auditor.kinds import Facts, Page, Scope, not_applicable, passed, seen
from auditor.model import State, Verdict
from auditor.relate import key_of


@dataclass(frozen=True, slots=True)
class Kind:
    """Hit where the number of the page stands on the page of another document, too.

    Attributes:
        field: Which number: index_number (索引号) or document_number (文号).
    """

    scope: ClassVar[Scope] = "page"
    values: ClassVar[frozenset[str]] = frozenset({"raw", "others"})

    field: Literal["index_number", "document_number"] = "index_number"

    def judge(self, subject: Page, facts: Facts) -> Verdict:
        """Look the page up among those that share a number."""
        field = subject.record.field(self.field)
        if field is None or not field.value:
            return not_applicable("页面未标注该编号")
        view = facts.view
        shared = view.shared_index_numbers if self.field == "index_number" else view.shared_document_numbers
        others = shared.get(key_of(subject.record), ())
        if not others:
            return passed()
        evidence = seen(subject.record, f"{field.label.strip()} {field.raw.strip()}", field.locator)
        values = {"raw": field.raw.strip(), "others": "、".join(others)}
        return Verdict(State.FAIL, (evidence,), values, part=self.field, related=others)
