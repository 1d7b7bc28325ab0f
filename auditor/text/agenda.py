"""What a 工作要点 asks, read from its lines; this module alone knows how duties, units and deadlines are written."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from auditor.text import hans

_NUMBERED = re.compile(
    r"^\s*(?:[（(][一二三四五六七八九十\d]{1,3}[）)]|[一二三四五六七八九十]{1,3}、|\d{1,2}[.．、](?!\d)|[①-⑳])\s*"
)
_HEADING = 30  # characters: a numbered line without a full stop that is not longer names a chapter
_LABEL = 12  # characters of a cell in a table's head
_SHORTEST = 6  # characters of a sentence that can ask for something
_SENTENCE = re.compile(r"[^。；;]+[。；;]?")
_UNIT = re.compile(
    r"[（(〔\[【]\s*(?:(?:责任|牵头|负责|落实|主办|承办)(?:单位|部门|处室)[:：]\s*(?P<named>[^）)〕\]】]{2,120})"
    r"|(?P<leads>[^（(〔\[【）)〕\]】]{2,120}?)(?:分别)?(?:牵头|负责|落实)(?:落实|办理)?)\s*[）)〕\]】]\s*[。；;]?"
)
_UNIT_LINE = re.compile(r"^(?P<unit>[^。；;]{2,120}?(?:牵头|负责)(?:落实|指导|办理)?)$")
_LABELLED = re.compile(r"^(?:责任|牵头|负责|落实|主办|承办)(?:单位|部门|处室)[:：]\s*(?P<unit>[^。]{2,120})[。]?$")
_UNIT_HEAD = re.compile(r"(?:责任|牵头|负责|落实|主办|承办|完成)(?:单位|部门|处室)")
_TASK_HEAD = re.compile(r"任务|内容|事项|措施|要求|要点")
_TITLES = (  # the likelier form first
    re.compile(r"《?(?!关于).{0,20}(?:19|20)\d{2}年.{0,30}(?:要点|方案|计划|安排|台账)》?$"),
    re.compile(r"《?(?!关于).{2,40}(?:要点|方案|台账)》?$"),
    re.compile(r".*(?:要点|方案|台账).*"),
)
_YEAR = re.compile(r"((?:19|20)\d{2})年")

_NUMBER = r"(?:\d{1,3}|[一二两三四五六七八九十]{1,3})"
_MONTH = re.compile(
    r"(?P<every>每年)?(?:(?P<year>20\d{2})年)?(?P<month>1[0-2]|[1-9])月(?:(?P<day>[12]\d|3[01]|[1-9])日|(?:底|末|份)?)(?:之)?前"
)
_YEAR_END = re.compile(r"(?P<every>每年)?(?:(?P<year>20\d{2})年)?(?:年底前|年底之前|年末前|年终前|年内|本年度内)")
_WITHIN = re.compile(rf"({_NUMBER})个?工作日(?:以?内|之内)")
_COUNT = re.compile(
    rf"(?:不少于|至少|不低于|不得少于)[^，,。；;]{{0,12}}?({_NUMBER})\s*(?:次|期|场|件|篇|批|个|项|条)"
    rf"|(?<![\d〔])({_NUMBER})(?:次|期|场|篇)(?:以上|及以上)"
)
_EVERY = (
    (re.compile(r"每周|按周|周周"), "P1W"),
    (re.compile(r"每[五5]日|每[五5]天"), "P5D"),
    (re.compile(r"每个?月(?!\d)|按月|逐月|月度"), "P1M"),
    (re.compile(r"每个?季度|按季度|每季|逐季"), "P3M"),
    (re.compile(r"每半年|按半年"), "P6M"),
)
_DIGITS = {sign: at for at, sign in enumerate("一二三四五六七八九十", start=1)} | {"两": 2}
_LAST = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@dataclass(frozen=True, slots=True)
class Passage:
    """A line of a document, 1-based, or a row of a table with its cells."""

    line: int
    text: str
    cells: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """A duty as it was read, to be looked over by a person.

    `due` is `MM-DD` or `YYYY-MM-DD`, `every` an ISO 8601 period, `at_least` a count, `working_days` a span whose first
    day the text does not date; each empty or 0 where nothing is said.
    """

    quote: str
    line: int
    unit: str = ""
    due: str = ""
    recurs: bool = False
    every: str = ""
    at_least: int = 0
    working_days: int = 0

    @property
    def measured(self) -> bool:
        """Whether the text gives a day, a period or a count."""
        return bool(self.due or self.every or self.at_least or self.working_days)


def title_of(passages: Iterable[Passage]) -> str:
    """Return the line that reads most like the title of a plan, or an empty string."""
    lines = [line for one in passages if len(line := one.text.strip()) <= 2 * _HEADING and "。" not in line]
    found = (line for pattern in _TITLES for line in lines if pattern.match(hans.simplify(line)))
    return next(found, "").strip("《》")


def year_of(passages: Sequence[Passage]) -> int:
    """Return the year in the title, else the first one that is named; 0 where none is."""
    found = (_YEAR.search(text) for text in (title_of(passages), *(one.text for one in passages)))
    return next((int(match[1]) for match in found if match), 0)


def drafts(passages: Iterable[Passage]) -> tuple[Draft, ...]:
    """Return the duties in *passages*, in order.

    A sentence with a day, a period or a count is a duty of its own; of a numbered item without any, its first whole
    sentence is. Units stand in brackets behind an item, in a line of their own below it, or in a column of the table.
    """
    found: list[Draft] = []
    open_from = 0  # the first duty whose unit may still follow
    columns: tuple[int, int] | None = None
    for one in passages:
        if one.cells:
            columns = _columns(one.cells) or columns
            found.extend(_of_row(one, columns))
            open_from = len(found)
            continue
        columns = None
        unit = _unit_line(one.text)
        if unit:
            found[open_from:] = [replace(each, unit=each.unit or unit) for each in found[open_from:]]
            open_from = len(found)
            continue
        if _is_chapter(one.text):
            open_from = len(found)
            continue
        found.extend(_of_text(one.text, one.line))
    return tuple(dict.fromkeys(found))


def _columns(cells: tuple[str, ...]) -> tuple[int, int] | None:
    """Return the places of task and unit where the row is a table's head; -1 for a column that is not there."""
    if any(len(cell) > _LABEL for cell in cells):
        return None
    unit = next((at for at, cell in enumerate(cells) if _UNIT_HEAD.search(cell)), -1)
    tasks = [at for at, cell in enumerate(cells) if _TASK_HEAD.search(cell) and at != unit]
    return (tasks[-1] if tasks else -1, unit) if unit >= 0 or len(tasks) > 1 else None


def _of_row(row: Passage, columns: tuple[int, int] | None) -> Iterator[Draft]:
    if columns is None or _columns(row.cells):
        return
    task, unit = columns
    named = row.cells[unit].strip() if 0 <= unit < len(row.cells) else ""
    others = [cell for at, cell in enumerate(row.cells) if at != unit]
    text = row.cells[task] if 0 <= task < len(row.cells) else max(others, key=len, default="")
    for one in _of_text(text, row.line, row=True):
        yield replace(one, unit=one.unit or named)


def _of_text(text: str, line: int, *, row: bool = False) -> Iterator[Draft]:
    """Yield the duties in a paragraph; an unnumbered one without day, period or count asks for nothing countable."""
    match = _UNIT.search(text)
    unit = (match["named"] or match["leads"]).strip() if match else ""
    numbered = _NUMBERED.match(text)
    plain = _UNIT.sub("", text[numbered.end() :] if numbered else text)
    sentences = [one.strip() for one in _SENTENCE.findall(plain) if len(one.strip()) >= _SHORTEST]
    parts = [part for one in sentences for part in _parts(one.rstrip("。；;"))]
    read = [replace(one, line=line, unit=unit) for one in parts]
    measured = [one for one in read if one.measured]
    if measured:
        yield from measured
    elif read and (numbered or row):
        # 1.加强信息公开。聚焦…: the first short sentence only names the item.
        yield read[1] if len(read) > 1 and len(read[0].quote) <= _HEADING else read[0]


def _parts(sentence: str) -> list[Draft]:
    """Return a sentence as one duty, or as several where its clauses have days, periods and counts of their own."""
    clauses = [_read(one) for one in re.split(r"[,，]", sentence)]
    marked = [one for one in clauses if one.every or one.at_least or (one.due and "月" in one.quote)]
    return marked if len(marked) > 1 else [_read(sentence)]


def _read(quote: str) -> Draft:
    sentence = hans.simplify(quote)
    due, recurs = _due(sentence)
    every = next((period for pattern, period in _EVERY if pattern.search(sentence)), "")
    count, within = _COUNT.search(sentence), _WITHIN.search(sentence)
    at_least = _number(count[1] or count[2]) if count else 0
    return Draft(quote, 0, "", due, recurs, every, at_least, _number(within[1]) if within else 0)


def _due(sentence: str) -> tuple[str, bool]:
    """Return the last day that a sentence names and whether it returns every year."""
    if match := _MONTH.search(sentence):
        month = int(match["month"])
        day = min(int(match["day"]), _LAST[month - 1]) if match["day"] else _LAST[month - 1]
        written = f"{month:02d}-{day:02d}"
    elif match := _YEAR_END.search(sentence):
        written = "12-31"
    else:
        return "", False
    return (f"{match['year']}-{written}" if match["year"] else written), bool(match["every"])


def _number(written: str) -> int:
    if written.isdigit():
        return int(written)
    tens, ten, ones = written.rpartition("十")
    return (10 * _DIGITS.get(tens, 1) if ten else 0) + _DIGITS.get(ones, 0)


def _unit_line(text: str) -> str:
    line = text.strip()
    match = _LABELLED.match(line) or (_UNIT_LINE.match(line) if not _NUMBERED.match(line) else None)
    return match["unit"].strip() if match else ""


def _is_chapter(text: str) -> bool:
    line = text.strip()
    return bool(_NUMBERED.match(line)) and len(line) <= _HEADING and "。" not in line and not _read(line).measured
