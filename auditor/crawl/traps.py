"""Addresses that a server makes up without end; this module alone knows by what they give themselves away."""

import re
from collections import defaultdict
from collections.abc import Callable
from urllib.parse import parse_qsl, urlsplit

from auditor.text import addresses

LONGEST = 2000  # characters
DEEPEST = 20  # folders
MOST_FIELDS = 24  # of a query
MOST_ALIKE = 3  # fields of one name
MOST_SHAPES = 32  # sets of names that the queries of one path may have
MOST_PATHS = 5000  # paths whose queries are watched
YEARS = (1949, 2)  # no calendar need be read before that year, or so many years after the present one
_REPEATED = re.compile(r"(/(?=[^/]*[^\d/])[^/]+(?:/[^/]+){0,3})\1\1(?=/|$)")
_CALENDAR = re.compile(r"(?i)/(?:calendar|rili|events?)\b[^?]*?[/_-](\d{4})(?!\d)|[?&](?:year|nian|y)=(\d{4})(?!\d)")
_MONTH = re.compile(r"(?i)[?&](?:month|date|day|ym|yue|riqi)=(\d{4})[-/.]?(?:0?[1-9]|1[0-2])(?!\d{3})")

Fold = Callable[[str], str]


def trap_of(url: str, year: int) -> str:
    """Return what kind of trap an address gives itself away as by its looks alone, empty for none.

    *year* is the present one.
    """
    parts = urlsplit(url)
    if len(url) > LONGEST or parts.path.count("/") > DEEPEST or _REPEATED.search(parts.path):
        return "endless_path"
    found = _CALENDAR.search(url) or _MONTH.search(url)
    if found and not YEARS[0] <= int(found[1] or found[2]) <= year + YEARS[1]:
        return "calendar"
    names = _names(parts.query)
    if len(names) > MOST_FIELDS or any(names.count(name) > MOST_ALIKE for name in set(names)):
        return "parameters"
    return ""


class Shapes:
    """The queries of each path: a page that is asked for by ever other sets of names is a trap."""

    def __init__(self) -> None:
        self._seen: defaultdict[str, set[tuple[str, ...]]] = defaultdict(set)

    def odd(self, url: str) -> bool:
        """Tell whether the query of an address has one set of names too many for its path."""
        parts = urlsplit(url)
        if not parts.query:
            return False
        shape = tuple(sorted(_names(parts.query)))
        if parts.path not in self._seen and len(self._seen) >= MOST_PATHS:
            return False
        seen = self._seen[parts.path]
        if shape not in seen and len(seen) >= MOST_SHAPES:
            return True
        seen.add(shape)
        return False


class Spellings:
    """How each host may be spelt: learnt from two addresses with one body that differ in spelling alone."""

    def __init__(self) -> None:
        self._folds: defaultdict[str, dict[str, Fold]] = defaultdict(dict)

    def key(self, url: str) -> str:
        """Return the join key of an address under the spellings that its host takes for one."""
        found = addresses.key(url)
        for fold in self._folds.get(addresses.host(url), {}).values():
            found = fold(found)
        return found

    def learn(self, url: str, twin: str) -> None:
        """Take notice that two addresses showed one body."""
        first, second = addresses.key(url), addresses.key(twin)
        for name, fold in _FOLDS.items():
            if first != second and fold(first) == fold(second) and addresses.host(url) == addresses.host(twin):
                self._folds[addresses.host(url)][name] = fold


def _names(query: str) -> list[str]:
    return [name for name, _ in parse_qsl(query, keep_blank_values=True, max_num_fields=None)]


def _single(key: str) -> str:
    path, mark, query = key.partition("?")
    return re.sub(r"/{2,}", "/", path) + mark + query


def _bare(key: str) -> str:
    path, mark, query = key.partition("?")
    return path.rstrip("/") + mark + query


_FOLDS: dict[str, Fold] = {"case": str.lower, "slash": _bare, "slashes": _single}
