"""Fields that a page must show with a value; this kind alone knows when a field counts as there."""

import re
from dataclasses import dataclass
from typing import ClassVar

from auditor.kinds import Facts, Page, Scope, not_applicable, not_assessable, passed, seen
from auditor.model import Field, Reason, Record, Source, State, Verdict
from auditor.text import docnum

TAIL = re.compile(r"(?:[（(〔\[].*?[）)〕\]]|(?:[0-9]{4}年)?第?[0-9０-９一二三四五六七八九十〇○]+号|\s)+$")
ORDER = re.compile(r"令\s*[（(]?\s*第?\s*[0-9０-９一二三四五六七八九十百〇○]+\s*号")
NUMBER_LINE = 40  # characters of a line that may be a 文号
IN_TEXT = {"document_number": "number", "written_date": "signature_date"}


@dataclass(frozen=True, slots=True)
class Kind:
    """Hit where one of *fields* is absent or empty.

    Attributes:
        fields: Names of fields; `title` and `body` mean the visible headline and text.
        absent_in: Roles in which an absent label is a fault too; elsewhere only a label left empty is. Empty: all.
        unnumbered: Words at the end of a title that owes no bracketed 文号 (a number behind them left aside).
        seldom_numbered: Words at the end of a title of which a person must say whether it owes a 文号.
        viewers: Parts of the page's code that show a file or fetch a text: with one of them a `body` may be there.
    """

    scope: ClassVar[Scope] = "page"
    values: ClassVar[frozenset[str]] = frozenset({"missing"})

    fields: tuple[str, ...]
    absent_in: tuple[str, ...] = ()
    unnumbered: tuple[str, ...] = ()
    seldom_numbered: tuple[str, ...] = ()
    viewers: tuple[str, ...] = ()

    def judge(self, subject: Page, facts: Facts) -> Verdict:
        """Name every missing field of the page in one verdict."""
        record = subject.record
        wanted = self.owed(record)
        missing = [name for name in wanted if not _shown(name, record)]
        if self.absent_in and subject.place.role not in self.absent_in:
            missing = [name for name in missing if record.field(name) is not None]
            if not missing and not any(record.field(name) for name in wanted):
                return not_applicable("页面模板没有该项")
        if not missing:
            return passed()
        if record.scripted or any(field.reason == "scripted" for name in missing if (field := record.field(name))):
            return not_assessable(Reason.PROFILE_DRIFT)
        if "body" in missing and self._may_be_shown(record, facts):
            missing.remove("body")
            if not missing:
                return not_assessable(Reason.PROFILE_DRIFT)
        certain = [name for name in missing if not self._doubtful(name, record)]
        if "document_number" in certain and _stands_somewhere(record, facts):
            certain.remove("document_number")
        state = State.FAIL if certain else State.NEEDS_REVIEW
        names = "、".join((facts.vocabulary.words("fields", name) or (name,))[0] for name in certain or missing)
        quote, locator = _block_quote(certain or missing, record)
        return Verdict(state, (seen(record, quote, locator),), {"missing": names}, part="fields")

    def owed(self, record: Record) -> list[str]:
        """Return the fields that a page like *record* must show."""
        return [name for name in self.fields if not self._exempt(name, record)]

    def _may_be_shown(self, record: Record, facts: Facts) -> bool:
        page = facts.read(record.url)
        return page is not None and any(word in page.html.lower() for word in self.viewers)

    def _exempt(self, name: str, record: Record) -> bool:
        # 关于印发…规划的通知 is a 通知: only the word that ends the title says what the document is.
        if name != "document_number":
            return False
        title = record.title.strip()
        return TAIL.sub("", title).endswith(self.unnumbered) or ORDER.search(title) is not None

    def _doubtful(self, name: str, record: Record) -> bool:
        """Tell whether a person must look: the page shows it elsewhere, says 无 itself, or may owe none."""
        # A template shows the label on every page, also on one that has no 文号 to show.
        if name == "document_number" and TAIL.sub("", record.title.strip()).endswith(self.seldom_numbered):
            return True
        field = record.field(name)
        if field is not None:
            return field.reason == "placeholder"  # a label with nothing behind it is a fault whatever the text says
        told = record.field("expiry_date") is not None or bool(record.marks)  # a stamp, （已废止） behind the title
        if name == "validity" and (told or not _has_block(record)):
            return True
        return bool(getattr(record.body, IN_TEXT.get(name, ""), ""))


def _stands_somewhere(record: Record, facts: Facts) -> bool:
    """Tell whether a page without a label for it has a 文号 alone in a line, as behind the text: it may be its own."""
    page = facts.read(record.url) if record.field("document_number") is None else None
    lines = page.text.splitlines() if page else ()
    return any(len(line) <= NUMBER_LINE and (one := docnum.parse(line)) and one.form == "bracketed" for line in lines)


def _has_block(record: Record) -> bool:
    return any(field.source in (Source.BLOCK, Source.SCRIPT) for field in record.fields)


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
