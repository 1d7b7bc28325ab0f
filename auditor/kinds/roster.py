"""Units of a site and what each must publish there; this kind alone knows who stands on the roster."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from auditor.kinds import Facts, Scope, not_applicable, not_assessable, passed
from auditor.model import ColumnView, Evidence, Reason, Role, SiteView, State, Verdict
from auditor.relate.reports import bare, reporting
from auditor.text import organs
from auditor.text import reports as titles

OFFICES = ("政府办公室", "政府办公厅", "政府办")


@dataclass(frozen=True, slots=True)
class Kind:
    """Hit, once for each unit of the roster, that lacks what its sister units publish in columns of those roles.

    On the roster stand the units of configured columns and those named in the titles of the yearly reports. A role is
    asked for only where so many of them have it there that the site publishes it for all in one place.

    Attributes:
        roles: Role → name of what is published there.
        gathered: Units found in the columns of a role from which the site gathers it there.
    """

    scope: ClassVar[Scope] = "site"
    values: ClassVar[frozenset[str]] = frozenset({"unit", "missing"})

    roles: Mapping[str, str] = field(default_factory=dict)
    gathered: int = 3

    def judge(self, subject: SiteView, facts: Facts) -> Iterator[Verdict]:
        """Yield a verdict for each unit of the roster."""
        roster = _roster(subject, facts)
        asked: dict[str, list[ColumnView]] = {}
        unread = Reason.OK
        for role in self.roles:
            columns = [one for one in subject.columns if one.column.role == role]
            if sum(_has(unit, columns) for unit in roster) < self.gathered:
                continue
            broken = [one for one in columns if one.outcome is not Reason.OK or not one.complete or one.scripted]
            if broken:
                unread = broken[0].reason if broken[0].reason is not Reason.OK else Reason.PROFILE_DRIFT
            else:
                asked[role] = columns
        if not asked:
            yield (
                not_assessable(unread)
                if unread is not Reason.OK
                else not_applicable("本站没有集中公布各单位信息的栏目")
            )
            return
        for unit, shown in sorted(roster.items()):
            yield self._judge(unit, shown, asked)

    def _judge(self, unit: str, shown: str, asked: Mapping[str, list[ColumnView]]) -> Verdict:
        missing = [role for role, columns in asked.items() if not _has(unit, columns)]
        if not missing:
            return passed()
        first = asked[missing[0]][0]
        evidence = (Evidence(first.url, first.column.name, "", first.digest, first.fetched_at),)
        values = {"unit": shown, "missing": "、".join(self.roles[role] for role in missing)}
        related = tuple(one.column.url for role in missing for one in asked[role])
        return Verdict(State.FAIL, evidence, values, part=unit, related=related)


def _roster(view: SiteView, facts: Facts) -> dict[str, str]:
    """Return the units by their bare name, each as it is shown: departments and townships, no other bodies."""
    named = [one.column.unit for one in view.columns if one.column.unit]
    named += [
        titles.unit(item.title) for one in view.columns if one.column.role is Role.ANNUAL_REPORT for item in one.items
    ]
    units: dict[str, str] = {}
    for name in named:
        if name.endswith(OFFICES):
            continue  # the office of the government reports as the government does
        if name and reporting(titles.unit(f"{name}政府信息公开"), view, facts.vocabulary) in ("department", "township"):
            units.setdefault(bare(name, view), name)
    return units


def _has(unit: str, columns: list[ColumnView]) -> bool:
    """Tell whether an item or the column of the unit itself stands among *columns*."""
    for column in columns:
        if column.column.unit and bare_like(unit, column.column.unit):
            return True
        if any(bare_like(unit, item.title) for item in column.items):
            return True
    return False


def bare_like(unit: str, text: str) -> bool:
    """Tell whether *text* names the unit, in full or shortened as organs are."""
    return organs.canon(unit) in organs.canon(text)
