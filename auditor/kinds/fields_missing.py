"""Fields that a page must show with a value; this kind alone knows when a field counts as there."""

import re
from dataclasses import dataclass
from typing import ClassVar

from auditor.kinds import Facts, Page, Scope, not_applicable, not_assessable, passed, seen
from auditor.model import Field, Reason, Record, Source, State, Verdict

TAIL = re.compile(r"(?:[（(〔\[].*?[）)〕\]]|第?[0-9０-９一二三四五六七八九十〇○]+号|\s)+$")
IN_TEXT = {"document_number": "number", "written_date": "signature_date"}


@dataclass(frozen=True, slots=True)
class Kind:
    """Hit where one of *fields* is absent or empty.

    Attributes:
        fields: Names of fields; `title` and `body` mean the visible headline and text.
        absent_in: Roles in which an absent label is a fault too; elsewhere only a label left empty is. Empty: all.
        unnumbered: Words at the end of a title that owes no bracketed 文号 (a number behind them left aside).
    """

    scope: ClassVar[Scope] = "page"
    values: ClassVar[frozenset[str]] = frozenset({"missing"})

    fields: tuple[str, ...]
    absent_in: tuple[str, ...] = ()
    unnumbered: tuple[str, ...] = ()

    def judge(self, subject: Page, facts: Facts) -> Verdict:
        """Name every missing field of the page in one verdict."""
        record = subject.record
        wanted = [name for name in self.fields if not self._exempt(name, record)]
        missing = [name for name in wanted if not _shown(name, record)]
        if self.absent_in and subject.place.role not in self.absent_in:
            missing = [name for name in missing if record.field(name) is not None]
            if not missing and not any(record.field(name) for name in wanted):
                return not_applicable("页面模板没有该项")
        if not missing:
            return passed()
        if record.scripted:
            return not_assessable(Reason.PROFILE_DRIFT)
        names = "、".join((facts.vocabulary.words("fields", name) or (name,))[0] for name in missing)
        state = State.NEEDS_REVIEW if self._doubtful(missing, record) else State.FAIL
        quote, locator = _block_quote(missing, record)
        return Verdict(state, (seen(record, quote, locator),), {"missing": names}, part="+".join(missing))

    def _exempt(self, name: str, record: Record) -> bool:
        # 关于印发…规划的通知 is a 通知: only the word that ends the title says what the document is.
        return name == "document_number" and TAIL.sub("", record.title.strip()).endswith(self.unnumbered)

    def _doubtful(self, missing: list[str], record: Record) -> bool:
        """Tell whether a person must look: the text shows what the block lacks, or the page says 无 itself."""
        if not any(field.source in (Source.BLOCK, Source.SCRIPT) for field in record.fields):
            return all(getattr(record.body, IN_TEXT.get(name, ""), "") for name in missing)
        found = [record.field(name) for name in missing]
        return all(field is not None and field.reason == "placeholder" for field in found)


def _shown(name: str, record: Record) -> bool:
    if name == "title":
        return bool(record.title or record.value(name))
    if name == "body":
        return bool(record.body.length or record.body.media or record.links.attachments)
    field = record.field(name)
    # A date that cannot be read is there; that it is broken is another rule's matter.
    return field is not None and (field.value is not None or _unreadable(field))


def _unreadable(field: Field) -> bool:
    return bool(field.raw.strip()) and field.reason not in ("", "empty", "placeholder")


def _block_quote(missing: list[str], record: Record) -> tuple[str, str]:
    """Quote the labels left empty, or else all labels that the block has."""
    empty = [field for name in missing if (field := record.field(name)) is not None]
    shown = empty or [field for field in record.fields if field.source in (Source.BLOCK, Source.SCRIPT)]
    quote = "；".join(f"{field.label.strip()} {field.raw.strip()}".strip() for field in shown)
    return quote or record.title, shown[0].locator if shown else ""
