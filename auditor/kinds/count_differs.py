"""A number that a report states against the site's own stock; this kind alone knows which numbers can be compared."""

import re
from dataclasses import dataclass
from typing import ClassVar

from auditor.kinds import Facts, Page, Scope, not_applicable, not_assessable, passed, seen
from auditor.model import Reason, Record, State, Table, Verdict
from auditor.text import hans, organs

_YEAR = re.compile(r"(20[0-9]{2})年")
_NUMBER = re.compile(r"[0-9]{1,6}")


@dataclass(frozen=True, slots=True)
class Kind:
    """Hit where the stock that a report states at the end of its year cannot be that of the site's column.

    Documents that lapsed since then may have counted at that time, so the column gives a least and a most.

    Attributes:
        row: Words at the head of the table's row.
        column: Word at the head of the table's column.
        claims: The value of the validity field of what is in force.
    """

    scope: ClassVar[Scope] = "page"
    values: ClassVar[frozenset[str]] = frozenset({"stated", "found", "year"})

    row: tuple[str, ...]
    column: str
    claims: tuple[str, ...] = ("valid",)

    def judge(self, subject: Page, facts: Facts) -> Verdict:
        """Compare the newest report's number with the pages of the column."""
        record = subject.record
        found = _YEAR.findall(record.title)
        year = int(found[-1]) if found else 0
        if year != facts.as_of.year - 1 or not _is_of_site(record, facts):
            return not_applicable("不是本机关上一年度的报告")
        cell = next((one for table in record.tables if (one := self._stated(table))), None)
        if cell is None:
            return not_applicable("报告的表格里没有该项数字")
        stock = facts.view.stock
        if stock.reason is not Reason.OK:
            return not_assessable(stock.reason)
        end = f"{year}-12-31"
        then = [validity for day, validity in stock.pages if not day or day <= end]
        least, most = sum(one in self.claims for one in then), len(then)
        stated, locator = cell
        if least <= stated <= most:
            return passed()
        values = {"stated": str(stated), "found": str(least), "year": str(year)}
        quote = f"{self.column} {stated}"
        related = tuple(one.column.url for one in facts.view.columns if one.column.role == "normative_documents")
        return Verdict(State.FAIL, (seen(record, quote, locator),), values, part="stock", related=related)

    def _stated(self, table: Table) -> tuple[int, str] | None:
        """Return the number in the row and the column asked for, and where the table stands."""
        heads = (place for row in table.rows for place, cell in enumerate(row) if hans.fold(cell) == self.column)
        place = next(heads, -1)
        if place < 0:
            return None
        for row in table.rows:
            if hans.fold(row[0]) in self.row and _NUMBER.fullmatch(row[place].strip()):
                return int(row[place]), table.locator
        return None


def _is_of_site(record: Record, facts: Facts) -> bool:
    """Tell whether a report is that of the site's first organ, and not of a department on its portal."""
    head = re.split(r"20[0-9]{2}年", record.title, maxsplit=1)[0].strip(" 关于")
    own = facts.view.organs[:1]
    names = [name for organ in own for name in (organ.name, *organ.aliases)]
    short = hans.fold(head)  # 马头镇2022年… is the report of 马头镇人民政府, too
    return any(hans.fold(one).startswith(short) or organs.abbreviates(head, one) for one in names)
