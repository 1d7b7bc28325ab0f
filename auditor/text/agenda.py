"""What a 工作要点 asks, read from its lines; this module alone knows how duties and units are written."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass, replace

from auditor.text import hans
from auditor.text.deadlines import by_column, measure, speaks_of_time

_NUMBERED = re.compile(
    r"^\s*(?:[（(][一二三四五六七八九十\d]{1,3}[）)]|[一二三四五六七八九十]{1,3}、|\d{1,2}[.．、](?:(?!\d)|(?=\d{1,2}月|20\d\d年))|[①-⑳])\s*"
)
_HEADING = 30  # characters: a numbered line without a full stop that is not longer names a chapter
_LABEL = 12  # characters of a cell in a table's head
_SHORTEST = 6  # characters of a sentence that can ask for something
_STOPS = ("。", "；", ";")
_OF_UNIT = r"(?:责任|牵头|负责|落实|主办|承办)(?:单位|部门|处室)[:：]"
_UNIT = re.compile(  # a bracket, or a label that follows a full stop
    rf"[（(〔\[【]\s*(?:{_OF_UNIT}\s*(?P<named>(?:[^（(）)〕\]】]|[（(][^（(）)]*[）)]){{2,120}})|(?P<other>[^（(〔\[【）)〕\]】]{{2,120}}))\s*[）)〕\]】]"
    rf"|(?:(?<=[。；;])|(?<=\s)){_OF_UNIT}\s*(?P<label>[^。]{{2,120}})"
)
_LEADS = re.compile(r"(.{2,120}?)(?:分别)?(?:牵头|负责|落实)(?:落实|办理)?")
_ORGAN = re.compile(  # a bare 街道 or 镇 in brackets belongs to the word before it: 各镇（街道）
    r"(?!不?含|包括|包含|除|详?见|如|原)\w{1,30}?"
    r"(?:局|委|办|院|部|中心|街道|镇|乡|政府|办公室|部门|单位|委员会|管委会|公司|集团|开发区|县区|办事处|支队|大队|法院|公安|[总工商]会|妇联|残联|团委)"
    r"(?:牵头|负责|落实|配合|参与|按职责分工负责|分别负责|等)*"
)
_UNIT_LINE = re.compile(r"^(?P<unit>[^。；;]{2,120}?(?:牵头|负责)(?:落实|指导|办理)?)$")
_LABELLED = re.compile(rf"^{_OF_UNIT}\s*(?P<unit>[^。]{{2,120}})[。]?$")
_UNIT_HEAD = re.compile(r"(?:责任|牵头|负责|落实|主办|承办|完成)(?:单位|部门|处室)")
_TIME_HEAD = re.compile(r"时限|期限|时间|进度")
_TASK_HEAD = re.compile(r"任务|内容|事项|措施|要求|要点")
_TITLES = (  # the likelier form first
    re.compile(r"《?(?!关于).{0,20}(?:19|20)\d{2}年.{0,30}(?:要点|方案|计划|安排|台账)》?$"),
    re.compile(r"《?(?!关于).{2,40}(?:要点|方案|台账)》?$"),
    re.compile(r".*(?:要点|方案|台账).*"),
)
_YEAR = re.compile(r"((?:19|20)\d{2})年")


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
    day the text does not date; `days` are calendar days after the event `after`, and `when` is a time that is said but
    makes no day. Each is empty or 0 where nothing is said.
    """

    quote: str
    line: int
    unit: str = ""
    due: str = ""
    recurs: bool = False
    every: str = ""
    at_least: int = 0
    working_days: int = 0
    days: int = 0
    after: str = ""
    when: str = ""

    @property
    def measured(self) -> bool:
        """Whether the text gives a day, a period, a count or any other time."""
        return bool(self.at_least or self.timed)

    @property
    def timed(self) -> bool:
        """Whether the text gives a day, a period or any other time."""
        return bool(self.due or self.every or self.working_days or self.days or self.when)


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
    columns: tuple[int, int, int] | None = None
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


def left_out(passages: Sequence[Passage], found: Iterable[Draft], tasks: Iterable[str]) -> tuple[int, ...]:
    """Return the lines with one of the words *tasks*, a time or a unit of which none of the duties *found* was made.

    Titles, heads of tables and lines of units are none; a chapter is one where neither a duty nor another chapter of
    its kind stands below it.
    """
    made, title, words = {one.line for one in found}, title_of(passages), tuple(tasks)
    lines = [one for one in passages if one.text.strip()]
    told = []
    for at, one in enumerate(lines):
        text = hans.simplify(one.text)
        named = (one.cells and _columns(one.cells)) or _unit_line(one.text) or one.text.strip().strip("《》") == title
        if one.line in made or named or (_is_chapter(one.text) and _has_below(lines[at + 1 :], one.text, made)):
            continue
        if any(word in text for word in words) or speaks_of_time(text) or any(map(_unit, _UNIT.finditer(one.text))):
            told.append(one.line)
    return tuple(told)


def _has_below(lines: Sequence[Passage], chapter: str, made: set[int]) -> bool:
    """Tell whether a duty or a chapter numbered in another way stands right below a chapter."""
    below = next((one for one in lines if not one.cells or not _columns(one.cells)), None)
    if below is None:
        return False
    return below.line in made or (_is_chapter(below.text) and _style(below.text) != _style(chapter))


def _style(text: str) -> str:
    """Return how a numbered line is numbered, its number left out."""
    number = _NUMBERED.match(text)
    return re.sub(r"[一二三四五六七八九十]+", "一", re.sub(r"\d+", "1", number[0].strip())) if number else ""


def _columns(cells: tuple[str, ...]) -> tuple[int, int, int] | None:
    """Return the places of task, unit and deadline where the row is a table's head; -1 for one that is not there."""
    if any(len(cell) > _LABEL for cell in cells):
        return None
    unit = next((at for at, cell in enumerate(cells) if _UNIT_HEAD.search(cell)), -1)
    time = next((at for at, cell in enumerate(cells) if _TIME_HEAD.search(cell) and at != unit), -1)
    tasks = [at for at, cell in enumerate(cells) if _TASK_HEAD.search(cell) and at not in {unit, time}]
    known = unit >= 0 or len(tasks) > 1 or (time >= 0 and tasks)
    return (tasks[-1] if tasks else -1, unit, time) if known else None


def _of_row(row: Passage, columns: tuple[int, int, int] | None) -> Iterator[Draft]:
    if columns is None or _columns(row.cells):
        return
    task, unit, time = (row.cells[at].strip() if 0 <= at < len(row.cells) else "" for at in columns)
    others = [cell for at, cell in enumerate(row.cells) if at not in columns[1:]]
    by = Draft("", 0, "", *astuple(by_column(hans.simplify(time))))
    for one in _of_text(task if columns[0] >= 0 else max(others, key=len, default=""), row.line, row=True):
        dated = one if one.timed else replace(by, quote=one.quote, line=one.line, unit=one.unit, at_least=one.at_least)
        yield replace(dated, unit=one.unit or unit)


def _of_text(text: str, line: int, *, row: bool = False) -> Iterator[Draft]:
    """Yield the duties in a paragraph; an unnumbered one without unit, time or count asks for nothing countable."""
    numbered = _NUMBERED.match(text)
    groups = _groups(text[numbered.end() :] if numbered else text)
    units = {unit for _, unit in groups if unit}
    for plain, unit in groups:
        told = unit or (next(iter(units)) if len(units) == 1 else "")
        for one in _of_group(plain, whole=bool(numbered or row or unit)):
            yield replace(one, line=line, unit=told)


def _groups(text: str) -> list[tuple[str, str]]:
    """Return the stretches of a paragraph that end with a unit, and the unit; a bracket after 。 is that sentence's."""
    found: list[tuple[str, str]] = []
    start = 0
    for match in _UNIT.finditer(text):
        if unit := _unit(match):
            found.append((text[start : match.start()], unit))
            start = match.end()
    return [*found, (text[start:], "")]


def _unit(match: re.Match[str]) -> str:
    """Return the unit in a bracket or behind a label, an empty string where the bracket names none."""
    if named := match["named"] or match["label"]:
        return named.strip()
    other = match["other"].strip()
    if leads := _LEADS.fullmatch(other):
        return leads[1].strip()
    text = match.string
    ends = text[: match.start()].rstrip().endswith(_STOPS) or text[match.end() :].lstrip()[:1] in {"", *_STOPS}
    parts = re.split(r"[、,，;；\s]+|和|及", other)
    return other if ends and all(_ORGAN.fullmatch(part) for part in parts) else ""


def _of_group(text: str, *, whole: bool) -> Iterator[Draft]:
    """Yield the duties of a stretch: the sentences with a time or a count, else, with *whole*, its first whole one."""
    found: list[list[Draft]] = []
    for sentence in text.split("。"):
        clauses = [one.strip() for one in re.split("[；;]", sentence) if len(one.strip()) >= _SHORTEST]
        if clauses:
            found.append([part for one in clauses for part in _parts(one)])
    measured = [one for one in found if any(part.measured for part in one)]
    if measured:
        yield from (part for one in measured for part in one)
    elif found and whole:
        # 1.加强信息公开。聚焦…: the first short sentence only names the item.
        named = len(found) > 1 and len(found[0]) == 1 and len(found[0][0].quote) <= _HEADING
        yield from found[1] if named else found[0]


def _parts(sentence: str) -> list[Draft]:
    """Return a sentence as one duty, or as several where its clauses have days, periods and counts of their own."""
    clauses = [_read(one) for one in re.split(r"[,，]", sentence)]
    marked = [one for one in clauses if one.every or one.at_least or (one.due and "月" in one.quote)]
    return marked if len(marked) > 1 else [_read(sentence)]


def _read(quote: str) -> Draft:
    return Draft(quote, 0, "", *astuple(measure(hans.simplify(quote))))


def _unit_line(text: str) -> str:
    line = text.strip()
    if (bracket := _UNIT.fullmatch(line.rstrip("。"))) and (unit := _unit(bracket)):
        return unit
    match = _LABELLED.match(line) or (_UNIT_LINE.match(line) if not _NUMBERED.match(line) else None)
    return match["unit"].strip() if match else ""


def _is_chapter(text: str) -> bool:
    line = text.strip()
    short = bool(_NUMBERED.match(line)) and len(line) <= _HEADING and not any(stop in line for stop in _STOPS)
    return short and not _read(line).measured and not any(map(_unit, _UNIT.finditer(line)))
