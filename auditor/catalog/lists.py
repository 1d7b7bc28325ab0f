"""Word lists and calendar overrides; this module alone knows how they are written."""

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from auditor import yamlfile
from auditor.errors import ConfigError
from auditor.model import Vocabulary
from auditor.yamlfile import Node, Table

_YEARS = range(1949, 2200)
SATURDAY = 5
# 全国年节及纪念日放假办法: the days that are off in every year since 2008 on the same day of the calendar.
FIXED = (("元旦", 1, 1), ("劳动节", 5, 1), ("国庆节", 10, 1), ("国庆节次日", 10, 2), ("国庆节第三日", 10, 3))


def read_vocabulary(files: Iterable[Path], problems: list[ConfigError] | None) -> Vocabulary:
    """Read each file as key → list of words; every word as it is written (`null` and `no` are words here)."""
    lists = {}
    for path in files:
        document = yamlfile.read(path, problems) if path.stem != "calendar" else None
        if document is not None:
            table = document.table()
            lists[path.stem] = {key: tuple(node.literal() for node in table.items(key)) for key in table}
    return Vocabulary(lists)


def check_names(files: Iterable[Path], shipped: Vocabulary, problems: list[ConfigError]) -> None:
    """Report lists and keys that are no known ones but look like a slip of one: nobody would ever read them."""
    for path in files:
        likely = "" if path.stem in (*shipped.lists, "calendar") else yamlfile.nearest(path.stem, shipped.lists)
        if likely:
            problems.append(ConfigError(f"没有词表 {path.stem},是否想写 {likely}?", file=str(path)))
        known = shipped.table(path.stem)
        document = yamlfile.read(path, []) if known else None
        for key, node in document.table().values.items() if document is not None else ():
            if key not in known and (near := yamlfile.nearest(key, known)):
                place = ConfigError(f"{key}: 不认识的键,是否想写 {near}?", file=str(path), line=node.line, column=1)
                problems.append(place)


def read_calendar(
    path: Path, problems: list[ConfigError] | None
) -> Mapping[int, tuple[frozenset[date], frozenset[date]]]:
    """Read year → (holidays, extra working days); nothing where there is no such file."""
    document = yamlfile.read(path, problems) if path.is_file() else None
    overrides = {}
    for key, node in document.table().values.items() if document is not None else ():
        if not key.isascii() or not key.isdigit() or int(key) not in _YEARS:
            node.problem("键应为年份")
            continue
        table = node.table(("holidays", "workdays"))
        holidays, workdays = _days(table, "holidays", int(key)), _days(table, "workdays", int(key))
        _check_year(table, int(key), holidays, workdays)
        overrides[int(key)] = (holidays, workdays)
    return overrides


def _check_year(table: Table, year: int, holidays: frozenset[date], workdays: frozenset[date]) -> None:
    """Report what cannot be a year of holidays: one that is half written would count too many working days."""
    missing = [name for name, *day in FIXED if _on_a_weekday(date(year, *day)) and date(year, *day) not in holidays]
    if missing:
        table.problem(f"{year} 年没有写全:holidays 里缺 {'、'.join(missing)}")
    for day in sorted(workdays):
        if day in holidays:
            table.problem(f"{day} 又在 holidays 又在 workdays", "workdays")
        elif _on_a_weekday(day):
            table.problem(f"{day} 是平日,本来就上班;workdays 只写调休上班的周六、周日", "workdays")


def _on_a_weekday(day: date) -> bool:
    return day.weekday() < SATURDAY


def _days(table: Table, key: str, year: int) -> frozenset[date]:
    return frozenset(_day(node, year) for node in table.items(key))


def _day(node: Node, year: int) -> date:
    day = node.day()
    if day.year != year:
        node.problem(f"{day} 不在 {year} 年")
    return day
