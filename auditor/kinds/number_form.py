"""The form of a 文号 as printed; this kind alone knows which faults of form are certain."""

from dataclasses import dataclass
from typing import ClassVar

from auditor.kinds import Facts, Page, Scope, not_applicable, passed, seen
from auditor.model import Source, State, Verdict
from auditor.text import docnum


@dataclass(frozen=True, slots=True)
class Kind:
    """Hit where the field's value has one of *faults*.

    Attributes:
        field: The field whose value is a 文号.
        faults: Faults of form, in the words of `auditor.text.docnum.faults`.
        review: Those of them that a person must look at.
    """

    scope: ClassVar[Scope] = "page"
    values: ClassVar[frozenset[str]] = frozenset({"raw", "faults"})

    field: str = "document_number"
    faults: tuple[str, ...] = ()
    review: tuple[str, ...] = ()

    def judge(self, subject: Page, facts: Facts) -> Verdict:
        """Judge the value exactly as it stands on the page."""
        field = subject.record.field(self.field)
        if field is None or not field.raw.strip() or field.source not in (Source.BLOCK, Source.SCRIPT):
            return not_applicable("页面未标注文号")
        found = [fault for fault in docnum.faults(field.raw) if fault in (*self.faults, *self.review)]
        if not found:
            return passed() if field.value else not_applicable("文号栏无内容")
        words = "、".join((facts.vocabulary.words("faults", fault) or (fault,))[0] for fault in found)
        state = State.FAIL if any(fault in self.faults for fault in found) else State.NEEDS_REVIEW
        evidence = seen(subject.record, f"{field.label.strip()} {field.raw.strip()}", field.locator)
        return Verdict(state, (evidence,), {"raw": field.raw.strip(), "faults": words}, part=self.field)
