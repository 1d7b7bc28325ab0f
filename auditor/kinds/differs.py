"""A field that must agree with the text of its page; this kind alone knows what agreeing means."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from auditor.kinds import Facts, Page, Scope, not_applicable, passed, seen
from auditor.model import Source, State, Verdict
from auditor.text import docnum, hans, organs


@dataclass(frozen=True, slots=True)
class Kind:
    """Hit where *field* disagrees with what the text says.

    Attributes:
        field: The field in the metadata block.
        against: What the text says: `number` (文号 at its head), `signature` (the organ under it) or `signature_date`.
        when: `unequal` for numbers (brackets and blanks do not count), `abbreviated` for organs, `other_day` for dates.
    """

    scope: ClassVar[Scope] = "page"
    values: ClassVar[frozenset[str]] = frozenset({"raw", "in_text"})

    field: str
    against: Literal["number", "signature", "signature_date"]
    when: Literal["unequal", "abbreviated", "other_day"]

    def judge(self, subject: Page, facts: Facts) -> Verdict:  # noqa: ARG002 - every kind is asked the same way
        """Compare the block with the text of the same page."""
        record = subject.record
        field = record.field(self.field)
        if field is None or field.value is None or field.source not in (Source.BLOCK, Source.SCRIPT):
            return not_applicable("元数据块未标注该项")
        in_text = str(getattr(record.body, self.against))
        locator = record.body.number_locator if self.against == "number" else record.body.signature_locator
        if not in_text:
            return not_applicable("正文没有可比对的内容")
        state = self._disagreement(field.value, in_text)
        if state is State.PASS:
            return passed()
        evidence = (
            seen(record, f"{field.label.strip()} {field.raw.strip()}", field.locator),
            seen(record, in_text, locator),
        )
        return Verdict(state, evidence, {"raw": field.value, "in_text": in_text}, part=self.field)

    def _disagreement(self, value: str, in_text: str) -> State:
        if self.when == "abbreviated":
            return State.FAIL if organs.abbreviates(value, in_text) else State.PASS
        if self.when == "other_day":
            return State.FAIL if value != in_text else State.PASS
        shown, read = docnum.parse(value), docnum.parse(in_text)
        if shown is None or read is None or docnum.key(value) == docnum.key(in_text):
            return State.PASS
        ours, theirs = hans.fold(shown.organ), hans.fold(read.organ)
        same = ours.endswith(theirs) or theirs.endswith(ours)  # words before a 机关代字 cannot always be told from it
        years = {number.year for number in (shown, read) if number.year}  # an order (令第3号) may bear no year
        if same and len(years) < 2 and shown.serial.lstrip("0") == read.serial.lstrip("0"):  # noqa: PLR2004 - one year
            return State.PASS
        # Another organ's number at the head is usually the original that the document passes on.
        return State.FAIL if same else State.NEEDS_REVIEW
