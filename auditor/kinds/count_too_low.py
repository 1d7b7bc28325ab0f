"""How often a thing took place in a year; this kind alone knows what counts once and what does not count."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal

from auditor.kinds import Facts, Scope, Task
from auditor.kinds._duties import (
    VALUES,
    likely,
    listed,
    mark_of,
    ordered,
    place,
    said,
    search,
    shown,
    unread,
    within,
    year_of,
)
from auditor.kinds._refusals import check_patterns
from auditor.model import Matter, State, Verdict
from auditor.text import hans, periods


@dataclass(frozen=True, slots=True)
class Kind:
    """Hit where fewer than *at_least* things took place in the year that is judged.

    Attributes:
        roles: Roles of the columns that tell of them.
        words: Words of their titles or their column, each of which must stand there; `a|b` is either of two.
        without: Words of titles that do not count.
        at_least: Fewest that are enough.
        per: The period in which they are counted.
        distinct: A pattern whose match tells one from another (`第.{1,6}次`); without it title and day do.
        tells: Words of the page's text, each of which must stand there for the thing to count; `a|b` is either of two.
    """

    scope: ClassVar[Scope] = "duty"
    values: ClassVar[frozenset[str]] = VALUES | {"due", "count", "at_least", "year", "found", "silent"}

    roles: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    at_least: int = 1
    per: Literal["year"] = "year"
    distinct: str = ""
    tells: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a pattern that is none."""
        check_patterns("distinct", (self.distinct,))

    def judge(self, subject: Task, facts: Facts) -> Verdict:
        """Count what belongs to the year."""
        year = year_of(subject, facts.as_of)
        first, last = date(year, 1, 1), date(year, 12, 31)
        found = search(self.roles, self.words, facts, self.without)
        dated = ordered(one for one in found.sure if _of_year(one, year))
        said_so = {one.url: self._tells(one, facts) for one in dated}
        counted = [one for one in dated if said_so[one.url]]
        count = len(self._keys(counted))
        values = {
            **said(subject),
            "due": last.isoformat(),
            "year": str(year),
            "count": str(count),
            "at_least": str(self.at_least),
        }
        if count >= self.at_least:
            return Verdict(State.PASS, shown(counted), values)
        if facts.as_of <= last:
            return Verdict(State.NOT_APPLICABLE, shown(counted), values, reason="尚未到期")
        other = [one for one in found.elsewhere if not one.days or _of_year(one, year)]
        maybe = [*(one for one in dated if said_so[one.url] is None), *likely(subject, [*found.undated, *other])]
        if len(self._keys([*counted, *maybe])) >= self.at_least:
            told = {**values, "found": listed(maybe)}
            return Verdict(State.NEEDS_REVIEW, shown([*maybe, *counted]), told, mark_of(subject))
        reason = unread(self.roles, first, facts)
        if reason is not None:
            return Verdict(State.NOT_ASSESSABLE, values=values, reason=reason)
        silent = [one for one in dated if said_so[one.url] is False]
        more = f"，另有{len(silent)}处未载明{'、'.join(self.tells)}" if silent else ""
        told = {**values, "silent": more.replace("|", "或")}
        return Verdict(State.FAIL, place(self.roles, facts, dated), told, mark_of(subject))

    def _keys(self, matters: Iterable[Matter]) -> set[tuple[str, ...]]:
        """Return what tells the things from each other."""
        keys: set[tuple[str, ...]] = set()
        for one in matters:
            text = hans.fold(one.title)
            found = re.search(self.distinct, text) if self.distinct else None
            keys.add((found[0],) if found else (text, *one.days[:1]))
        return keys

    def _tells(self, matter: Matter, facts: Facts) -> bool | None:
        """Tell whether the page says what it must, None where it could not be read."""
        if not self.tells:
            return True
        page = facts.read(matter.url) if matter.captured else None
        if page is None:
            return None
        text = hans.fold(page.text)
        if all(any(hans.fold(one) in text for one in word.split("|")) for word in self.tells):
            return True
        return None if self._elsewhere(page.html) else False

    def _elsewhere(self, html: str) -> bool:
        """Tell whether the page may say it in a file or a picture."""
        return any(mark in html.lower() for mark in (".pdf", ".doc", ".xls", "<iframe", "<embed", "<video"))


def _of_year(matter: Matter, year: int) -> bool:
    """Tell whether a thing is dated in that year, or its title names it (2022年第4期, put online in January)."""
    return within(matter, date(year, 1, 1), date(year, 12, 31)) or year in periods.years(matter.title)
