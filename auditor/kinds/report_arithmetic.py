"""Whether the numbers of a yearly report agree; this kind alone knows which of them must add up to which."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from auditor.kinds import Facts, Page, Scope, not_applicable, not_assessable, passed, seen
from auditor.model import Evidence, Reason, Record, Report, State, Verdict
from auditor.relate import key_of
from auditor.relate.applications import COLUMNS, SUIT, Applications, Cell, applications, lawsuits, numbers


@dataclass(frozen=True, slots=True)
class Sum:
    """Cells that together should make the same as others; `place`, `one` and `other` say what was compared."""

    left: tuple[Cell, ...]
    right: tuple[Cell, ...]
    place: str
    one: str
    other: str

    @property
    def holds(self) -> bool | None:
        """Tell whether both sides agree; None where they do not and a cell could not be read or is blank."""
        cells = (*self.left, *self.right)
        if any(cell.number is None for cell in cells):
            return None
        if _total(self.left) == _total(self.right):
            return True
        return False if all(cell.shown for cell in cells) else None

    @property
    def said(self) -> str:
        """Say what does not agree."""
        return f"{self.place}：{self.one}为{_total(self.left)}，{self.other}为{_total(self.right)}"


@dataclass(frozen=True, slots=True)
class Kind:
    """Hit where a column does not balance (一+二 = 三(七)+四); for a person to judge where another sum does not.

    Attributes:
        columns: Names of the seven columns, for the message.
        since: First report year whose form has this table.
    """

    scope: ClassVar[Scope] = "page"
    values: ClassVar[frozenset[str]] = frozenset({"sums", "year"})

    columns: tuple[str, ...] = ("1", "2", "3", "4", "5", "6", "7")
    since: int = 2019

    def judge(self, subject: Page, facts: Facts) -> Verdict:
        """Make every sum of the report's tables."""
        record = subject.record
        report = facts.view.reports.get(key_of(record))
        if report is None or report.year < self.since:
            return not_applicable("不是本格式施行后的年报")
        table = applications(record.tables, facts.vocabulary)
        if table is None:
            return not_assessable(Reason.PROFILE_DRIFT)
        balances, rest = list(self._balances(table)), [*self._rows(table), *self._suits(record, facts)]
        wrong = [one for one in balances if one.holds is False]
        doubtful = [one for one in rest if one.holds is False]
        carried, other = self._carried(table, report, facts)
        if not (wrong or doubtful or carried):
            # Many reports leave the sums of their rows blank: only what the form prescribes must be readable.
            unread = any(one.holds is None for one in balances)
            return not_assessable(Reason.PROFILE_DRIFT) if unread else passed()
        said = "；".join([*(one.said for one in (*wrong, *doubtful)), *([carried] if carried else [])])
        evidence = [seen(record, record.title), seen(record, table.rows[0][0], table.locator)]
        if carried and other:
            evidence.append(Evidence(other.url, other.title, "", other.digest, other.fetched_at))
        state = State.FAIL if wrong else State.NEEDS_REVIEW
        related = (other.url,) if carried and other else ()
        return Verdict(state, tuple(evidence), {"sums": said, "year": str(report.year)}, part="sums", related=related)

    def _balances(self, table: Applications) -> Iterator[Sum]:
        """Yield what the form itself prescribes: in every column the first two items make the last two."""
        for nth in range(COLUMNS):
            yield Sum(
                (table.received[nth], table.carried_in[nth]),
                (table.total[nth], table.carried_out[nth]),
                f"“{self.columns[nth]}”一列",
                "新收加上年结转",
                "办理结果总计加结转下年度",
            )

    def _rows(self, table: Applications) -> Iterator[Sum]:
        """Yield the sums that the form's layout implies: along each row, and down the results."""
        for label, row in table.rows:
            yield Sum(row[:-1], row[-1:], f"“{label}”一行", "各类申请人之和", "总计")
        for nth in range(COLUMNS if table.results else 0):
            results = tuple(row[nth] for row in table.results)
            yield Sum(results, (table.total[nth],), f"“{self.columns[nth]}”一列", "办理结果各项之和", "总计")

    def _suits(self, record: Record, facts: Facts) -> Iterator[Sum]:
        found = lawsuits(record.tables, facts.vocabulary)
        for start in range(0, 3 * SUIT if found else 0, SUIT):
            cells = found[0][start : start + SUIT] if found else ()
            yield Sum(cells[:-1], cells[-1:], "行政复议、行政诉讼表", "四种结果之和", "总计")

    def _carried(self, table: Applications, report: Report, facts: Facts) -> tuple[str, Report | None]:
        """Compare what was carried in with what the same unit's report of the year before carried out."""
        before = [one for one in facts.view.reports.values() if one.year == report.year - 1 and one.unit == report.unit]
        came = numbers(table.carried_in)
        if len(before) != 1 or not came or not before[0].carried_out or before[0].carried_out[-1] == came[-1]:
            return "", None
        went = before[0].carried_out[-1]
        return f"上年结转为{came[-1]}件，{before[0].year}年度年报结转下年度为{went}件", before[0]


def _total(cells: Sequence[Cell]) -> int:
    return sum(cell.number or 0 for cell in cells)
