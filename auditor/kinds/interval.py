"""Two dates of a page and the days between; this kind alone knows how a span is counted and when it is doubtful."""

import re
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from auditor.kinds import Facts, Page, Scope, not_applicable, not_assessable, passed, seen
from auditor.model import Field, Record, Source, State, Verdict
from auditor.relate import key_of
from auditor.text import docnum, hans
from auditor.text.workdays import UnknownYear

URL_DATE = re.compile(
    r"(?<!\d)((?:19|20)\d\d)(?:(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])|[-/_](\d{1,2})[-/_](\d{1,2}))(?!\d)"
)

REMARK = 40  # characters of a line that remarks on the document: （此件依申请公开）


@dataclass(frozen=True, slots=True)
class Kind:
    """Hit where *end* is less than *at_least* or more than *at_most* units after *start*.

    Attributes:
        start: Field with the earlier date.
        end: Field with the later date.
        at_least: Fewest calendar days allowed; None for no lower limit.
        at_most: Most units allowed; None for no upper limit.
        unit: `days` or `working_days` (Chinese working days, start excluded, end included).
        ambiguous: Labels whose meaning differs from site to site; a hit on one is for a person to look at.
        excuses: Words of a short line of the text, or of 公开方式, that tell of another day from which to count
            (依申请公开 that was made public later); a hit with one is for a person to look at.
    """

    scope: ClassVar[Scope] = "page"
    values: ClassVar[frozenset[str]] = frozenset({"start", "end", "span", "limit"})

    start: str
    end: str
    at_least: int | None = None
    at_most: int | None = None
    unit: str = "days"
    ambiguous: tuple[str, ...] = ()
    excuses: tuple[str, ...] = ()

    def judge(self, subject: Page, facts: Facts) -> Verdict:
        """Count from one date to the other."""
        record = subject.record
        first, last = record.field(self.start), record.field(self.end)
        if first is None or last is None or first.value is None or last.value is None:
            return not_applicable("缺少可比对的日期")
        begin, finish = date.fromisoformat(first.value), date.fromisoformat(last.value)
        if finish > facts.as_of:
            return not_applicable("公开晚于评估时点")
        days = (finish - begin).days
        if self.at_least is not None and days < self.at_least:
            return self._hit(subject, facts, (first, last), days, self.at_least)
        if self.at_most is None or days <= self.at_most:
            return passed()  # there are never more working days than days
        try:
            span = facts.calendar.working_days(begin, finish) if self.unit == "working_days" else days
        except UnknownYear as unknown:
            return not_assessable(f"calendar_{unknown.year}")
        if span <= self.at_most:
            return passed()
        return self._hit(subject, facts, (first, last), span, self.at_most)

    def _hit(self, subject: Page, facts: Facts, fields: tuple[Field, Field], span: int, limit: int) -> Verdict:
        record = subject.record
        doubtful = (
            any(field.source not in (Source.BLOCK, Source.SCRIPT) for field in fields)
            or any(hans.fold(word) in hans.fold(field.label) for field in fields for word in self.ambiguous)
            or fields[1].value in facts.view.crowded_dates
            or key_of(record) in facts.view.copied
            or url_disagrees(record, fields[1].value or "")
            or _written_otherwise(record, fields[0].value or "")
            or self._excused(record, facts)
            or (subject.place.listed is not None and subject.place.listed != fields[1].value)
        )
        evidence = tuple(
            seen(record, f"{field.label.strip()} {field.raw.strip()}".strip(), field.locator) for field in fields
        )
        values = {
            "start": fields[0].value or "",
            "end": fields[1].value or "",
            "span": str(abs(span)),
            "limit": str(limit),
        }
        return Verdict(State.NEEDS_REVIEW if doubtful else State.FAIL, evidence, values, part=self.end)

    def _excused(self, record: Record, facts: Facts) -> bool:
        method = record.field("disclosure_method")
        said = [line for line in facts.body(record.url).splitlines() if len(line) <= REMARK] if self.excuses else []
        said += [method.raw] if method is not None else []
        return any(word in line for line in said for word in self.excuses)


def _written_otherwise(record: Record, written: str) -> bool:
    """Tell whether the date under the text, or the year of the 文号, speaks against the day in the block."""
    number = docnum.parse(record.value("document_number") or record.body.number)
    other_year = number is not None and bool(number.year) and str(number.year) != written[:4]
    return other_year or record.body.signature_date not in ("", written)


def url_disagrees(record: Record, shown: str) -> bool:
    """Tell whether the address carries another day than the page shows: a sign of migration."""
    found = URL_DATE.search(record.url)
    if found is None:
        return False
    try:
        in_url = date(int(found[1]), int(found[2] or found[4]), int(found[3] or found[5]))
    except ValueError:
        return False
    return abs((date.fromisoformat(shown) - in_url).days) > 1
