"""How many columns of a site are stale or blank together; this kind alone knows how they are counted."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from auditor.kinds import Facts, Scope, column_age, column_items, not_applicable, not_assessable, passed
from auditor.model import ColumnView, Evidence, Reason, SiteView, State, Verdict
from auditor.text import addresses


@dataclass(frozen=True, slots=True)
class Kind:
    """Hit where too many columns are stale or blank.

    Attributes:
        first: Roles whose columns count towards *stale_first*.
        stale_first: Stale columns of those roles from which the site is hit.
        stale: Stale columns of any role from which the site is hit.
        blank: Blank columns from which the site is hit.
        periods: Role → ISO 8601 period, as for the kind `column_age`.
    """

    scope: ClassVar[Scope] = "site"
    values: ClassVar[frozenset[str]] = frozenset({"stale_first", "stale", "blank", "names"})

    first: tuple[str, ...]
    stale_first: int
    stale: int
    blank: int
    periods: Mapping[str, str] = field(default_factory=dict)

    def judge(self, subject: SiteView, facts: Facts) -> Iterator[Verdict]:
        """Yield the one verdict on the site."""
        if not subject.own_host:
            yield not_applicable("门户内的栏目，不是独立网站")
        elif not subject.whole_site or not subject.columns:
            yield not_assessable(Reason.NOT_CAPTURED)
        else:
            yield self._judge(subject, facts)

    def _judge(self, view: SiteView, facts: Facts) -> Verdict:
        old = self._hits(column_age.Kind(self.periods), view, facts)
        empty = self._hits(column_items.Kind(), view, facts)
        dated = [one for one in _certain(old) if all(item.date for item in one.items)]
        certain = self._count(dated, _certain(empty))
        possible = self._count([one for one, _ in old], [one for one, _ in empty])
        if not self._too_many(possible):
            return passed()
        counted = [one for one, _ in (*old, *empty)]
        home = view.pages.get(addresses.key(view.site.home))
        evidence = tuple(Evidence(one.url, one.column.name, "", one.digest, one.fetched_at) for one in counted)
        if home is not None:
            evidence = (Evidence(home.url, view.site.name or home.url, "", home.digest, home.fetched_at), *evidence)
        values = {name: str(count) for name, count in possible.items()}
        values["names"] = "、".join(one.column.name for one in counted)
        # Columns recognised by their names alone may be no columns that owe an update.
        sure = bool(view.site.columns) and self._too_many(certain)
        state = State.FAIL if sure else State.NEEDS_REVIEW
        return Verdict(state, evidence, values, part="columns", related=tuple(one.column.url for one in counted))

    def _hits(
        self, kind: column_age.Kind | column_items.Kind, view: SiteView, facts: Facts
    ) -> list[tuple[ColumnView, State]]:
        judged = ((one, kind.judge(one, facts).state) for one in view.columns)
        return [(one, state) for one, state in judged if state in (State.FAIL, State.NEEDS_REVIEW)]

    def _count(self, old: list[ColumnView], empty: list[ColumnView]) -> dict[str, int]:
        return {
            "stale_first": sum(one.column.role in self.first for one in old),
            "stale": len(old),
            "blank": len(empty),
        }

    def _too_many(self, count: Mapping[str, int]) -> bool:
        return any(
            count[name] >= limit
            for name, limit in (("stale_first", self.stale_first), ("stale", self.stale), ("blank", self.blank))
        )


def _certain(hits: list[tuple[ColumnView, State]]) -> list[ColumnView]:
    return [one for one, state in hits if state is State.FAIL]
