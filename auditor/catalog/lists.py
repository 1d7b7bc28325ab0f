"""Word lists and calendar overrides; this module alone knows how they are written."""

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from auditor import yamlfile
from auditor.errors import ConfigError
from auditor.model import Vocabulary
from auditor.yamlfile import Node, Table

_YEARS = range(1949, 2200)


def read_vocabulary(files: Iterable[Path], problems: list[ConfigError] | None) -> Vocabulary:
    """Read each file as key → list of words; every word as it is written (`null` and `no` are words here)."""
    lists = {}
    for path in files:
        document = yamlfile.read(path, problems) if path.stem != "calendar" else None
        if document is not None:
            table = document.table()
            lists[path.stem] = {key: tuple(node.literal() for node in table.items(key)) for key in table}
    return Vocabulary(lists)


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
        overrides[int(key)] = (_days(table, "holidays", int(key)), _days(table, "workdays", int(key)))
    return overrides


def _days(table: Table, key: str, year: int) -> frozenset[date]:
    return frozenset(_day(node, year) for node in table.items(key))


def _day(node: Node, year: int) -> date:
    day = node.day()
    if day.year != year:
        node.problem(f"{day} 不在 {year} 年")
    return day
