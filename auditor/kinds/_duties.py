"""Where a duty's evidence is looked for, and in which years; what the kinds that judge duties share.

Evidence that counts stands in a column of the duty's roles and bears its words. What bears the words elsewhere, or has
no readable day, is possible evidence: it never proves that a duty is done, and it keeps an absence from being certain.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from auditor.kinds import Facts, Task
from auditor.model import ColumnView, Evidence, Matter, Reason
from auditor.text import hans, ranking

WEIGHED = 200  # titles of possible evidence that are compared with a duty, the newest
SHOWN = 10  # pages that are named as evidence
VALUES = frozenset({"duty", "duty_id", "plan", "unit"})  # what every duty says of itself


@dataclass(frozen=True, slots=True)
class Found:
    """What bears the words of a duty on or before as_of.

    `sure` stands in its columns and is dated, `undated` stands there without a day, `elsewhere` stands in others.
    """

    sure: tuple[Matter, ...]
    undated: tuple[Matter, ...]
    elsewhere: tuple[Matter, ...]


def search(roles: Sequence[str], words: Sequence[str], facts: Facts, without: Sequence[str] = ()) -> Found:
    """Look for the *words* of a duty: each must stand in a title or a column's name, `a|b` is either of two.

    Titles with one of *without* do not count. Without words all that the columns of those *roles* hold is found.
    """
    as_of = facts.as_of.isoformat()
    fitting = [one for one in facts.matters if words or not set(roles).isdisjoint(one.roles)]
    for word in words:
        either = hans.finder(word.split("|"))
        fitting = [one for one in fitting if either(one.text)]
    barred = hans.finder(without) if without else None
    fitting = [
        one
        for one in fitting
        if (not one.days or one.days[0] <= as_of) and not (barred and barred(hans.fold(one.title)))
    ]
    here = [one for one in fitting if not set(roles).isdisjoint(one.roles)]
    return Found(
        sure=tuple(one for one in here if one.days),
        undated=tuple(one for one in here if not one.days),
        elsewhere=tuple(one for one in fitting if set(roles).isdisjoint(one.roles)),
    )


def within(matter: Matter, first: date, last: date) -> bool:
    """Tell whether any day of *matter* lies from *first* to *last*."""
    return any(first.isoformat() <= day <= last.isoformat() for day in matter.days)


def unread(roles: Sequence[str], since: date, facts: Facts) -> Reason | None:
    """Say why the columns of those *roles* cannot prove an absence since that day; None where they can."""
    columns = [one for one in facts.view.columns if one.column.role in roles]
    # Columns that nobody configured are those whose pages were captured: others may hold the thing, too.
    partly = facts.view.not_captured or any(one.outcome is Reason.LIMIT for one in facts.view.pages.values())
    if not columns or not facts.view.whole_site or (partly and not facts.view.site.columns):
        return Reason.NOT_CAPTURED
    return next((reason for one in columns if (reason := _unread(one, since)) is not None), None)


def _unread(column: ColumnView, since: date) -> Reason | None:
    if column.outcome is not Reason.OK:
        return column.outcome
    if column.scripted:
        return Reason.PROFILE_DRIFT
    if not column.complete:
        return None if _reaches(column, since) else column.reason
    if column.children and not column.items:
        return Reason.NOT_CAPTURED  # what it holds stands in columns below it
    if not column.is_list or (not column.items and column.content and not column.blank_words):
        return Reason.PROFILE_DRIFT  # the page is the content itself, or shows something that is no list
    return None


def _reaches(column: ColumnView, since: date) -> bool:
    """Tell whether the first page of a column that runs from new to old goes back beyond that day."""
    days = [item.date for item in column.first_items]
    known = [day for day in days if day]
    ordered = len(known) == len(days) and all(one >= two for one, two in pairwise(known))
    return bool(known) and ordered and known[-1] < since.isoformat()


def shown(matters: Sequence[Matter]) -> tuple[Evidence, ...]:
    """Return the first of *matters* as evidence."""
    return tuple(one.evidence for one in matters[:SHOWN])


def place(roles: Sequence[str], facts: Facts, matters: Sequence[Matter] = ()) -> tuple[Evidence, ...]:
    """Return what is shown of a duty: the pages themselves, else the columns in which they were looked for."""
    if matters:
        return shown(matters)
    columns = [one for one in facts.view.columns if one.column.role in roles]
    return tuple(
        Evidence(
            one.url, one.items[0].title if one.items else one.title or one.column.name, "", one.digest, one.fetched_at
        )
        for one in columns
    )


def said(task: Task) -> dict[str, str]:
    """Return what a duty says of itself, for messages."""
    return {
        "duty": task.duty.quote,
        "duty_id": task.duty.id,
        "plan": task.plan.title,
        "unit": task.duty.unit,
    }


def likely(task: Task, matters: Iterable[Matter]) -> list[Matter]:
    """Return possible evidence, what is most like the duty's own words first, at most `WEIGHED` of it."""
    found = ordered(matters)[-WEIGHED:]
    ranked = [at for at, _ in ranking.rank(task.duty.quote, [one.text for one in found])] if len(found) > 1 else []
    return [found[at] for at in ranked] + [one for at, one in enumerate(found) if at not in ranked]


def listed(matters: Sequence[Matter]) -> str:
    """Name the first of some pages that may be the thing, and how many there are."""
    more = f"等{len(matters)}处" if len(matters) > 1 else ""
    return f"，可能的证据：《{matters[0].title}》{more}，待人工核实"


def mark_of(task: Task) -> str:
    """Return what tells the findings of duties apart: two plans may use one id."""
    return f"{task.plan.id}/{task.duty.id}"


def year_of(task: Task, as_of: date) -> int:
    """Return the year that is judged: the plan's, or for a duty that recurs the last one that is over since then."""
    return max(as_of.year - 1, task.plan.year) if task.duty.recurs else task.plan.year


def ordered(matters: Iterable[Matter]) -> list[Matter]:
    """Return *matters* by their first day, then by address."""
    return sorted(matters, key=lambda one: (one.days, one.url))
