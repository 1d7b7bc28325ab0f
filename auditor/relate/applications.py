"""The tables of a yearly report as numbers; this module alone knows how their rows and columns are recognised."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from auditor.model import Table, Vocabulary
from auditor.text import hans

COLUMNS = 7  # 自然人, five kinds of organisations, 总计
SUIT = 5  # 结果维持, 结果纠正, 其他结果, 尚未审结, 总计; three times
_NUMBER = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:件|条|项|份)?")
_UNIT = re.compile(r"[^\d]+$")
_GROUP = re.compile(r"[(（][一二三四五六七八九十][)）]")
_SINGLE = re.compile(r"\d+[.、．]")


@dataclass(frozen=True, slots=True)
class Cell:
    """A number of a table; `number` is None where it cannot be read, `shown` is False where the cell is blank."""

    number: int | None
    shown: bool = True


Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Applications:
    """The table of applications: its four balanced rows, and between them the results that add up to `total`."""

    received: Row
    carried_in: Row
    total: Row
    carried_out: Row
    results: tuple[Row, ...]
    rows: tuple[tuple[str, Row], ...]  # the rows from `received` to `carried_out` by their labels, as shown
    locator: str


def applications(tables: Sequence[Table], vocabulary: Vocabulary) -> Applications | None:
    """Return the table of applications, None where it is not there or is not seven columns of numbers."""
    return next((found for table in tables if (found := _applications(table, vocabulary))), None)


def lawsuits(tables: Sequence[Table], vocabulary: Vocabulary) -> tuple[Row, str] | None:
    """Return the fifteen numbers of 行政复议 and 行政诉讼 and where they stand, None where they are not there."""
    for table in tables:
        heads = {hans.fold(cell) for row in table.rows for cell in row}
        wanted = ("review", "suit")
        if all(any(word in heads for word in vocabulary.words("report_table", name)) for name in wanted):
            row = tuple(cell_of(one) for one in table.rows[-1])
            if len(row) == 3 * SUIT:
                return row, table.locator
    return None


def counted(tables: Sequence[Table], words: Sequence[str]) -> int:
    """Return the last number of the first row that begins with one of *words*, 0 where there is none."""
    for table in tables:
        for row in table.rows:
            if hans.fold(row[0]) in words and (numbers := [one for cell in row[1:] if (one := cell_of(cell).number)]):
                return numbers[-1]
    return 0


def cell_of(text: str) -> Cell:
    """Read a cell: figures of any width, with commas, with 件 behind them; a dash or nothing counts as none."""
    if any(unicodedata.category(one) == "No" for one in text):
        return Cell(None)  # 3①: the mark of a note would fold into a figure
    shown = hans.fold(text)
    if shown in {"", "-", "—", "--", "——", "/", "无", "–"}:
        return Cell(0, shown=False)
    if _NUMBER.fullmatch(shown):
        return Cell(int(_UNIT.sub("", shown).replace(",", "")))
    return Cell(None)


def _applications(table: Table, vocabulary: Vocabulary) -> Applications | None:
    first = _first_column(table, vocabulary)
    if first < 1:
        return None
    rows = [(_label(row[:first]), tuple(cell_of(one) for one in row[first : first + COLUMNS])) for row in table.rows]
    groups = [_group(row[:first]) for row in table.rows]
    places = [
        _place(rows, vocabulary.words("report_table", name)) for name in ("received", "carried_in", "carried_out")
    ]
    if None in places:
        return None
    received, carried_in, carried_out = (one for one in places if one is not None)
    totals = [
        nth
        for nth in range(carried_in + 1, carried_out)
        if any(hans.fold(rows[nth][0]).endswith(word) for word in vocabulary.words("report_table", "total"))
    ]
    if not totals or received >= carried_in:
        return None
    results = _results(rows, groups, range(carried_in + 1, totals[-1]), vocabulary)
    total = rows[totals[-1]][1]
    return Applications(
        rows[received][1],
        rows[carried_in][1],
        total,
        rows[carried_out][1],
        next((one for one in results if _make(one, total)), results[0]),
        tuple(rows[received : carried_out + 1]),
        table.locator,
    )


def _first_column(table: Table, vocabulary: Vocabulary) -> int:
    """Return the place of 自然人, where 总计 stands six places to its right; 0 where the heads are otherwise."""
    firsts = {hans.fold(one) for one in vocabulary.words("report_table", "first_column")}
    lasts = {hans.fold(one) for one in vocabulary.words("report_table", "last_column")}
    heads = [[hans.fold(cell) for cell in row] for row in table.rows]
    for row in heads:
        place = next((nth for nth, cell in enumerate(row) if cell in firsts), 0)
        last = place + COLUMNS - 1
        if place and last == len(row) - 1 and any(other[last] in lasts for other in heads):
            return place
    return 0


def _label(cells: Sequence[str]) -> str:
    """Return the last words before the numbers: (七)总计 behind 三、本年度办理结果."""
    return next((cell for cell in reversed(cells) if cell), "")


def _place(rows: Sequence[tuple[str, Row]], words: Sequence[str]) -> int | None:
    return next((nth for nth, (label, _) in enumerate(rows) if any(word in hans.fold(label) for word in words)), None)


def _group(cells: Sequence[str]) -> str:
    """Return （三）不予公开 of the cells before the numbers, "" where they name no group."""
    return next((folded for cell in reversed(cells) if _GROUP.match(folded := hans.fold(cell))), "")


def _results(
    rows: Sequence[tuple[str, Row]], groups: Sequence[str], places: range, vocabulary: Vocabulary
) -> tuple[tuple[Row, ...], ...]:
    """Return the rows that are no sums of others: first without those that may be one, then with them.

    A sum of others is 小计, or （三）不予公开 with numbers of its own above its 1., 2., 3.; where these do not tell
    their group, （二）部分公开 may stand there as well, which is a result.
    """
    surely, maybe = set[int](), set[int]()
    for nth in places:
        shown = hans.fold(rows[nth][0])
        if any(word in shown for word in vocabulary.words("report_table", "subtotal")):
            surely.add(nth)
        elif groups[nth] and groups[nth] == shown and _SINGLE.match(hans.fold(rows[nth + 1][0])):
            {groups[nth]: surely, "": maybe}.get(groups[nth + 1], set()).add(nth)
    left = [nth for nth in places if nth not in surely]
    return tuple(tuple(rows[nth][1] for nth in left if nth not in without) for without in (maybe, ()))


def _make(results: Sequence[Row], total: Row) -> bool:
    """Tell whether the results make the total in every column."""
    return all(sum(row[nth].number or 0 for row in results) == total[nth].number for nth in range(COLUMNS))


def numbers(row: Row) -> tuple[int, ...]:
    """Return the numbers of a row all of whose cells are shown and read, else nothing."""
    found = tuple(one.number for one in row if one.number is not None and one.shown)
    return found if len(found) == len(row) else ()
