"""In which column each page stands; this module alone knows which column goes before another."""

from array import array
from collections.abc import Sequence
from urllib.parse import urlsplit

from auditor.model import Column, ColumnView, Record, Role
from auditor.relate.pages import Pages

# A page may stand in several columns; the role that owes most decides.
PRECEDENCE = (
    Role.NORMATIVE_DOCUMENTS,
    Role.REGULATIONS,
    Role.POLICY_DOCUMENTS,
    Role.OTHER_DOCUMENTS,
    Role.INTERPRETATIONS,
    Role.ANNUAL_REPORT,
)


class Shelves:
    """The columns by the pages that they list, and the days that they show of them: 8 bytes a page."""

    def __init__(self, by_key: Pages, found: Sequence[ColumnView]) -> None:
        ranked = sorted(found, key=lambda view: _rank(view.column))
        self._by_key = by_key
        self._columns = [view.column for view in ranked]
        self._places = array("I", bytes(4 * by_key.count))  # by number of the record; 0 for none, 1 for the first
        self._days: dict[str, int] = {"": 0}
        self._day = array("I", bytes(4 * by_key.count))
        for place, view in enumerate(ranked, start=1):
            for item in view.items:
                number = by_key.number(item.url)
                if number is not None and not self._places[number]:
                    self._places[number] = place
        for view in found:
            for item in view.items:
                number = by_key.number(item.url) if item.date else None
                if number is not None:
                    self._day[number] = self._days.setdefault(item.date or "", len(self._days))
        self._shown = list(self._days)
        self._at = {by_key.key(column.url): column for column in reversed(self._columns)}
        self._folders = _folders(self._columns)

    def column(self, key: str, record: Record) -> Column | None:
        """Return the column of a page: where it is listed, else by its breadcrumb, else by its address."""
        place = self._places[self._by_key.numbers[key]]
        if place:
            return self._columns[place - 1]
        above = (self._at.get(self._by_key.key(url)) for _, url in reversed(record.breadcrumb))
        return self._at.get(key) or next(filter(None, above), None) or self._by_address(record.url)

    def listed(self, key: str) -> str | None:
        """Return the day, ISO 8601, that a column's list shows of a page, None where none does."""
        return self._shown[self._day[self._by_key.numbers[key]]] or None

    def _by_address(self, url: str) -> Column | None:
        """Return the column that alone has a folder in which the address is, the deepest such folder."""
        end = url.rfind("/")
        while end > 0:
            if column := self._folders.get(url[: end + 1]):
                return column
            end = url.rfind("/", 0, end)
        return None


def _folders(ranked: Sequence[Column]) -> dict[str, Column]:
    """Return the folders that belong to one column alone; the site's root belongs to none."""
    owners: dict[str, list[Column]] = {}
    for column in ranked:
        owners.setdefault(column.url.rsplit("/", 1)[0] + "/", []).append(column)
    return {folder: ones[0] for folder, ones in owners.items() if len(ones) == 1 and urlsplit(folder).path != "/"}


def _rank(column: Column) -> tuple[int, str]:
    rank = PRECEDENCE.index(column.role) if column.role in PRECEDENCE else len(PRECEDENCE)
    return rank, column.url
