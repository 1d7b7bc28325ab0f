"""In which column each page stands; this module alone knows which column goes before another."""

from array import array
from collections.abc import Sequence
from urllib.parse import urlsplit

from auditor.model import Column, ColumnView, Item, Record, Role
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
    """The columns by the pages that they list, and what they show of them: 12 bytes a page, and its title."""

    def __init__(self, by_key: Pages, found: Sequence[ColumnView]) -> None:
        ranked = sorted(found, key=lambda view: _rank(view.column))
        self._by_key = by_key
        self._columns = [view.column for view in ranked]
        self._places = array("I", bytes(4 * by_key.count))  # by number of the record; 0 for none, 1 for the first
        self._days: dict[str, int] = {"": 0}
        self._day = array("I", bytes(4 * by_key.count))  # that any list shows
        self._own_day = array("I", bytes(4 * by_key.count))  # that the list of its own column shows
        self._titles = [b""] * by_key.count
        for place, view in enumerate(ranked, start=1):
            for item in view.items:
                number = by_key.number(item.url)
                if number is not None and not self._places[number]:
                    self._places[number] = place
        for view in found:
            for item in view.items:
                number = by_key.number(item.url)
                if number is not None:
                    self._show(number, item, view.column.url)
        self._shown = list(self._days)
        self._at = {by_key.key(column.url): column for column in reversed(self._columns)}
        self._folders = _folders(self._columns)

    def _show(self, number: int, item: Item, column: str) -> None:
        day = self._days.setdefault(item.date or "", len(self._days))
        self._day[number] = day or self._day[number]
        if self._columns[self._places[number] - 1].url == column:
            self._own_day[number] = day
            self._titles[number] = item.title.encode("utf-8", "surrogatepass")

    def column(self, key: str, record: Record) -> Column | None:
        """Return the column of a page: where it is listed, else by its breadcrumb, else by its address."""
        place = self._places[self._by_key.numbers[key]]
        if place:
            return self._columns[place - 1]
        above = (self._at.get(self._by_key.key(url)) for _, url in reversed(record.breadcrumb))
        return self._at.get(key) or next(filter(None, above), None) or self._by_address(record.url)

    def listed(self, key: str) -> str | None:
        """Return the day, ISO 8601, that its column's list shows of a page, else any list, None where none does."""
        number = self._by_key.numbers[key]
        return self._shown[self._own_day[number] or self._day[number]] or None

    def title(self, key: str) -> str:
        """Hand out the title that its column's list shows of a page, "" where it is not listed there.

        It is held no longer: asked for again, there is none.
        """
        number = self._by_key.numbers[key]
        title, self._titles[number] = self._titles[number], b""
        return title.decode("utf-8", "surrogatepass")

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
