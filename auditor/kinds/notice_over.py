"""Lists of persons put on public notice; this kind alone knows when the notice is over and names still stand there."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from auditor.kinds import Facts, Page, Scope, not_applicable, not_assessable, passed, seen
from auditor.model import FieldName, Reason, Record, State, Verdict
from auditor.text import dates

WINDOW = 70  # characters behind a label in which its period stands
PARTIAL = re.compile(r"(?:至|到|[-—–－~～])\s*(?:([0-9]{1,2})\s*月)?\s*([0-9]{1,2})\s*日")
UNTIL = re.compile(r"(?:至|截止|止于|截至)\D{0,6}$")
LENGTH = re.compile(r"([0-9]{1,2})\s*(?:个)?\s*(工作日|天|日)(?!起)")
NAME = re.compile(r"[\u4e00-\u9fff·]?[\u4e00-\u9fff·*＊○某xX×]{1,3}")
SPLIT = re.compile(r"[\s、，,；;：:。()（）]+")
REST = 3  # calendar days that a working day takes at most, over the longest holidays, `HOLIDAYS` days left aside
HOLIDAYS = 10


@dataclass(frozen=True, slots=True)
class Kind:
    """Hit where the period of a notice is over and the page still shows names of persons.

    Attributes:
        title: Words of which the title must hold one.
        labels: What the period stands behind.
        listed: Words of which title or text must hold one: people are listed.
        surnames: Characters with which names of people begin.
        not_names: Ends of words that look like names and are none (马头镇), and such words themselves.
        at_least: Fewest names.
        lasting: Words in title or text of notices that have to stay (低保长期公示).
        not_title: Words in the title of notices of other things than people (中标).
    """

    scope: ClassVar[Scope] = "page"
    values: ClassVar[frozenset[str]] = frozenset({"until", "count", "period"})

    title: tuple[str, ...]
    labels: tuple[str, ...]
    listed: tuple[str, ...]
    surnames: str
    not_names: tuple[str, ...] = ()
    at_least: int = 3
    lasting: tuple[str, ...] = ()
    not_title: tuple[str, ...] = ()

    def judge(self, subject: Page, facts: Facts) -> Verdict:
        """Read the period, then count the names."""
        record = subject.record
        if not _any(self.title, record.title) or _any(self.not_title, record.title):
            return not_applicable("不是公示")
        page = facts.read(record.url)
        if page is None:
            return not_assessable(Reason.NOT_CAPTURED)
        said = f"{record.title}\n{page.text}"
        if _any(self.lasting, said):
            return not_applicable("按规定长期公示")
        names = self._names(page.text)
        if names < self.at_least or not _any(self.listed, said):
            return not_applicable("页面没有人员名单")
        until, period = self._period(record, page.text)
        if until is None:
            return not_applicable("没有写明公示期")
        if facts.as_of <= until:
            return passed()
        values = {"until": until.isoformat(), "count": str(names), "period": period}
        return Verdict(State.FAIL, (seen(record, period),), values, part="period")

    def _names(self, text: str) -> int:
        """Count the words of lists and tables that are written like names; running text has none between its marks."""
        count = 0
        for line in text.splitlines():
            words = [word for word in SPLIT.split(line.strip()) if word]
            names = [word for word in words if self._is_name(word)]
            if names and len(names) * 2 >= len(words) - 1:
                count += len(names)
        return count

    def _is_name(self, word: str) -> bool:
        return (
            word[0] in self.surnames
            and NAME.fullmatch(word[1:]) is not None
            and len(word) > 1
            and not word.endswith(self.not_names or ("/",))
        )

    def _period(self, record: Record, text: str) -> tuple[date | None, str]:
        """Return the last day of the notice, the latest it may be where days are counted, and the words that say so."""
        running = " ".join(text.split())
        for label in self.labels:
            at = running.find(label)
            while at >= 0:
                said = running[at : at + WINDOW]
                until = _until(said) or _counted(said, _start(record))
                if until:
                    return until, said.partition("。")[0]
                at = running.find(label, at + 1)
        return None, ""


def _any(words: tuple[str, ...], text: str) -> bool:
    return any(word in text for word in words)


def _until(said: str) -> date | None:
    """Return the second day of a span (2023年5月8日至5月14日), or a day that stands behind 至 or 截止."""
    days = dates.find(said)
    if not days:
        return None
    first, start, end = days[0]
    if len(days) > 1:
        return date.fromisoformat(days[1][0])
    begins = date.fromisoformat(first)
    partial = PARTIAL.match(said[end:].lstrip())
    if partial:
        month, day = int(partial[1] or begins.month), int(partial[2])
        found = dates.parse(f"{begins.year + (month < begins.month)}-{month}-{day}")[0]
        return date.fromisoformat(found) if found else None
    counted = LENGTH.search(said[end:]) or LENGTH.search(said[:start])
    if counted:
        return _after(begins, counted)
    return begins if UNTIL.search(said[:start]) else None


def _counted(said: str, start: date | None) -> date | None:
    counted = LENGTH.search(said)
    return _after(start, counted) if counted and start else None


def _after(start: date, counted: re.Match[str]) -> date:
    """Return a day by which so many days, or working days at the slowest, are surely over."""
    days = int(counted[1])
    return start + timedelta(days=days * REST + HOLIDAYS if counted[2] == "工作日" else days)


def _start(record: Record) -> date | None:
    day = record.value(FieldName.PUBLISHED_DATE) or record.body.signature_date
    return date.fromisoformat(day) if day else None
