"""Words that a text must not hold any more; this kind alone knows when they stand there and mean it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import ClassVar, Literal

from auditor.kinds import Facts, Page, Scope, not_applicable, not_assessable, passed, seen
from auditor.kinds._refusals import check_patterns
from auditor.kinds.elements_missing import elsewhere, text_lines, titled
from auditor.model import Evidence, PageKind, Reason, Record, State, Verdict
from auditor.relate import key_of
from auditor.text import hans

STOPS = re.compile("[。;；]")
LONGEST = 200  # characters of a quote


@dataclass(frozen=True, slots=True)
class Kind:
    """Hit where a sentence of the text, or a cell of its tables, says one of *phrases*.

    Attributes:
        phrases: What is wrong → patterns (regular expressions over a sentence without blanks).
        unless: Patterns of a sentence that is right although it says so.
        within: `text`, or `tables` for the cells of a yearly report alone.
        titles: Patterns of a headline (without blanks), one of which such a page bears; empty for any.
        since: First year of yearly reports to be judged, by their title; 0 for pages that are none.
    """

    scope: ClassVar[Scope] = "page"
    values: ClassVar[frozenset[str]] = frozenset({"phrases", "year"})

    phrases: Mapping[str, list[str]] = field(default_factory=dict)
    unless: tuple[str, ...] = ()
    within: Literal["text", "tables"] = "text"
    titles: tuple[str, ...] = ()
    since: int = 0

    def __post_init__(self) -> None:
        """Refuse patterns that are none."""
        check_patterns("phrases", (one for patterns in self.phrases.values() for one in patterns))
        check_patterns("unless", self.unless)
        check_patterns("titles", self.titles)

    def judge(self, subject: Page, facts: Facts) -> Verdict:
        """Look for every phrase and quote the first sentence of each."""
        record = subject.record
        report = facts.view.reports.get(key_of(record))
        if self.since and (report is None or report.year < self.since):
            return not_applicable("不是本格式施行后的年报")
        if record.kind in (PageKind.LIST, PageKind.HOME) or not titled(record, self.titles):
            return not_applicable("不是这一类页面")
        sentences = list(self._sentences(record, facts))
        if not sentences:
            return not_assessable(Reason.UNSUPPORTED_FILE if elsewhere(record) else Reason.EMPTY)
        found: dict[str, Evidence] = {}
        for sentence, locator in sentences:
            for name in self._wrong(hans.fold(sentence)):
                found.setdefault(name, seen(record, sentence[:LONGEST], locator))
        if not found:
            return passed()
        values = {"phrases": "、".join(found), "year": str(report.year) if report else ""}
        return Verdict(State.FAIL, tuple(found.values()), values, part="phrases")

    def _sentences(self, record: Record, facts: Facts) -> Iterator[tuple[str, str]]:
        if self.within == "tables":
            yield from ((cell, table.locator) for table in record.tables for row in table.rows for cell in row if cell)
            return
        page = facts.read(record.url)
        kept = set(text_lines(page.text, record, facts.vocabulary)) if page else set()
        for line in page.text.splitlines() if page else ():
            if hans.fold(line) in kept:
                yield from ((one.strip(), "") for one in STOPS.split(line) if one.strip())

    def _wrong(self, sentence: str) -> list[str]:
        if any(re.search(pattern, sentence) for pattern in self.unless):
            return []
        return [
            name for name, patterns in self.phrases.items() if any(re.search(pattern, sentence) for pattern in patterns)
        ]
