"""An entry of a column list against the page it leads to; this kind alone knows when title and day disagree."""

import re
from dataclasses import dataclass
from typing import ClassVar

from auditor.kinds import Facts, Page, Scope, not_applicable, passed, seen
from auditor.model import Record, State, Verdict
from auditor.text import dates, hans

_MARKS = re.compile(r"[\W_]+")
_CUT = re.compile(r"(?:…|\.{2,}|。{2,}|⋯)+")
_DAYS = ("published_date", "written_date", "effective_date")


@dataclass(frozen=True, slots=True)
class Kind:
    """Hit where the list of its column shows another title (but for its cuts) or another day than the page.

    A day that stands anywhere on the page, and a title that is a part of the page's or holds it, are no other ones.

    Attributes:
        title_name: What a differing title is called in the message.
        day_name: What a differing day is called in the message.
    """

    scope: ClassVar[Scope] = "page"
    values: ClassVar[frozenset[str]] = frozenset({"name", "listed", "shown", "column"})

    title_name: str
    day_name: str

    def judge(self, subject: Page, facts: Facts) -> Verdict:
        """Compare the entry of the page's own column with the page."""
        record, place = subject.record, subject.place
        if not place.listed_title and not place.listed:
            return not_applicable("不在栏目列表中")
        other_title = bool(place.listed_title) and _other_title(place.listed_title, record)
        day = place.listed or ""
        shown = record.value("published_date") or ""
        other_day = bool(day and shown) and not _stands(day, record, facts)
        if not other_title and not other_day:
            return passed()
        pairs = [(self.title_name, place.listed_title, record.title)] if other_title else []
        pairs += [(self.day_name, day, shown)] if other_day else []
        values = {
            "name": "、".join(name for name, _, _ in pairs),
            "listed": "、".join(listed for _, listed, _ in pairs),
            "shown": "、".join(on_page for _, _, on_page in pairs),
            "column": place.column,
        }
        return Verdict(State.FAIL, tuple(seen(record, on_page) for _, _, on_page in pairs), values, part="listing")


def _other_title(listed: str, record: Record) -> bool:
    wanted = [part for one in _CUT.split(listed) if (part := _bare(one))]
    known = [_bare(one) for one in (record.title, record.value("title") or "") if one]
    return bool(wanted and known) and not any(_follow(wanted, one) or one in "".join(wanted) for one in known)


def _follow(parts: list[str], title: str) -> bool:
    """Tell whether *parts* stand in *title* one behind the other."""
    place = 0
    for part in parts:
        found = title.find(part, place)
        if found < 0:
            return False
        place = found + len(part)
    return True


def _bare(title: str) -> str:
    return _MARKS.sub("", hans.fold(title))


def _stands(day: str, record: Record, facts: Facts) -> bool:
    """Tell whether the page shows that day: in its fields, under its text, or anywhere in what people read."""
    if day in (record.value(name) for name in _DAYS) or day == record.body.signature_date:
        return True
    page = facts.read(record.url)
    return page is not None and any(found == day for found, _, _ in dates.find(page.text))
