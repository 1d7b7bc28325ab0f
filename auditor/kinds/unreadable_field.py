"""A field whose content cannot be its value; this kind alone knows for which reasons that is a fault."""

from dataclasses import dataclass
from typing import ClassVar

from auditor.kinds import Facts, Page, Scope, not_applicable, passed, seen
from auditor.model import Source, State, Verdict


@dataclass(frozen=True, slots=True)
class Kind:
    """Hit where *field* shows something that could not be read as its value.

    Attributes:
        field: The field.
        reasons: Why a value may be unreadable, in the words of `Field.reason` (unrecognised, not_a_date …).
    """

    scope: ClassVar[Scope] = "page"
    values: ClassVar[frozenset[str]] = frozenset({"raw"})

    field: str
    reasons: tuple[str, ...]

    def judge(self, subject: Page, facts: Facts) -> Verdict:  # noqa: ARG002 - every kind is asked the same way
        """Look at why the field has no value."""
        field = subject.record.field(self.field)
        if field is None or not field.raw.strip() or field.source not in (Source.BLOCK, Source.SCRIPT):
            return not_applicable("页面未标注该项")
        if field.reason not in self.reasons:
            return passed()
        evidence = seen(subject.record, f"{field.label.strip()} {field.raw.strip()}", field.locator)
        return Verdict(State.FAIL, (evidence,), {"raw": field.raw.strip()}, part=self.field)
