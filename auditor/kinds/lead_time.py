"""The days from the publication of a document to its coming into force; this kind alone knows how they are counted."""

import re
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from auditor.kinds import Facts, Page, Scope, not_applicable, passed, seen
from auditor.model import Evidence, Record, Source, State, StatementKind, Verdict

_LATER = re.compile(r"起\s*(?:满)?\s*([0-9]{1,3})\s*日后")
_SENTENCE = re.compile(r"[^。；\n]+")


@dataclass(frozen=True, slots=True)
class Kind:
    """Hit where a document comes into force less than *at_least* days after its publication, without a reason.

    Attributes:
        at_least: Fewest days.
        places: Places (two digits, GB/T 2260) where that is asked; also judged where the place is not known.
        at_once: Words for the day of publication itself (公布之日).
        reasons: Words of a sentence that gives a reason; it must speak of coming into force, too.
        effects: Words for coming into force.
        excluded: Words in the title of what is no 规范性文件, or changes another one.
    """

    scope: ClassVar[Scope] = "page"
    values: ClassVar[frozenset[str]] = frozenset({"begin", "published", "effective_date", "span", "limit"})

    at_least: int = 30
    places: tuple[str, ...] = ()
    at_once: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    effects: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()

    def judge(self, subject: Page, facts: Facts) -> Verdict:
        """Count from the earlier of 成文 and 公开 to the day in force."""
        record = subject.record
        if facts.view.province and self.places and facts.view.province not in self.places:
            return not_applicable("当地未见公布后满一定日数方可施行的规定")
        if any(word in record.title for word in self.excluded):
            return not_applicable("不是新制定的规范性文件")
        published = record.field("published_date")
        if published is None or not published.value or published.source not in (Source.BLOCK, Source.SCRIPT):
            return not_applicable("元数据块没有公布日期")
        written = record.value("written_date") or published.value
        day, span, said = self._span(record, min(published.value, written))
        if said is None:
            return not_applicable("未载明施行日期")
        if span >= self.at_least:
            return passed()
        if self._gives_reason(record, facts):
            return passed("正文说明了提前施行的理由")
        evidence = (said, seen(record, f"{published.label.strip()} {published.raw.strip()}", published.locator))
        values = {
            "begin": f"成文日期{written}" if written < published.value else f"公开日期{published.value}",
            "published": published.value,
            "effective_date": day,
            "span": str(max(span, 0)),
            "limit": str(self.at_least),
        }
        return Verdict(State.FAIL, evidence, values, part="effective_date")

    def _span(self, record: Record, published: str) -> tuple[str, int, Evidence | None]:
        """Return the last day stated for coming into force, the days until then, and where it is said."""
        begin = date.fromisoformat(published)
        said: list[tuple[str, int, Evidence]] = []
        for one in record.statements:
            if one.kind is not StatementKind.EFFECTIVE:
                continue
            later = _LATER.search(one.quote)
            if one.date:
                span = (date.fromisoformat(one.date) - begin).days
            elif any(word in one.quote for word in self.at_once):
                span = int(later[1]) if later else 0
            else:
                continue
            said.append((one.date or published, span, seen(record, one.quote, one.locator)))
        field = record.field("effective_date")
        if field is not None and field.value:
            span = (date.fromisoformat(field.value) - begin).days
            said.append((field.value, span, seen(record, f"{field.label.strip()} {field.raw.strip()}", field.locator)))
        return max(said, key=lambda one: one[1], default=("", 0, None))

    def _gives_reason(self, record: Record, facts: Facts) -> bool:
        page = facts.read(record.url)
        sentences = _SENTENCE.findall(page.text) if page is not None else []
        return any(
            any(word in one for word in self.reasons) and any(word in one for word in self.effects) for one in sentences
        )
