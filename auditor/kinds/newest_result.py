"""Something that a site must publish anew every so often; this kind alone knows which entry is the newest."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from auditor.kinds import Facts, Scope, not_applicable, not_assessable, passed, seen
from auditor.kinds._refusals import check_periods
from auditor.model import ColumnView, Evidence, Item, Reason, SiteView, State, Subject, Verdict
from auditor.text import addresses, dates


@dataclass(frozen=True, slots=True)
class Kind:
    """Hit where the newest entry in the columns of *role*, or called so in any other column, is older than *period*.

    Attributes:
        role: The role of the columns that hold the results.
        period: ISO 8601 period; exactly the period is in time.
        owing: Levels of sites that owe a result; the others only where they have a column for it.
        titles: Words, all of one entry of the list together (清理+结果), in titles of results elsewhere.
        drafts: Words in the title of what is no result yet.
        must: Roles of columns that must be known to their end before a site is told to have no result at all.
    """

    scope: ClassVar[Scope] = "site"
    values: ClassVar[frozenset[str]] = frozenset({"newest", "newest_title"})

    role: str
    period: str
    owing: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    drafts: tuple[str, ...] = ()
    must: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a period that is none."""
        check_periods("period", (self.period,))

    def judge(self, subject: SiteView, facts: Facts) -> Iterator[Verdict]:
        """Yield the one verdict on the site, on its column where it has one."""
        yield self._judge(subject, facts)

    def _judge(self, view: SiteView, facts: Facts) -> Verdict:
        columns = [one for one in view.columns if one.column.role == self.role]
        if not columns and (view.site.level not in self.owing or not view.own_host):
            return not_applicable("未设该栏目，由本级政府统一公布")
        as_of = facts.as_of.isoformat()
        results = [(one, item) for one in view.columns for item in one.items if self._is_result(one, item)]
        dated = [(item.date, item.title, one, item) for one, item in results if item.date and item.date <= as_of]
        newest = max(dated, key=lambda pair: (pair[0], pair[1]), default=None)
        if newest and facts.as_of <= dates.add_period(date.fromisoformat(newest[0]), self.period):
            return passed()
        unread = self._unread(columns or [one for one in view.columns if one.column.role in self.must])
        if unread is not Reason.OK or not view.whole_site:
            return not_assessable(Reason.NOT_CAPTURED if unread is Reason.OK else unread)
        if any(item.date is None for _, item in results):
            return not_assessable(Reason.PROFILE_DRIFT)
        return self._hit(view, columns, newest)

    def _hit(
        self, view: SiteView, columns: list[ColumnView], newest: tuple[str, str, ColumnView, Item] | None
    ) -> Verdict:
        at = Subject(columns[0].column.url, title=columns[0].column.name) if columns else None
        if newest:
            day, title, column, item = newest
            evidence = (seen(column, f"{title} {day}", item.locator),)
            # Without a column of its own the newest result may stand where nobody looked: a person must say so.
            state = State.FAIL if columns else State.NEEDS_REVIEW
            return Verdict(state, evidence, {"newest": day, "newest_title": title}, part="result", subject=at)
        nothing = {"newest": "", "newest_title": "—"}
        if columns:
            evidence = (seen(columns[0], columns[0].column.name),)
            return Verdict(State.NEEDS_REVIEW, evidence, nothing, part="result", subject=at)
        home = view.pages.get(addresses.key(view.site.home))
        if home is None or view.not_captured or not any(one.column.role in self.must for one in view.columns):
            return not_assessable(Reason.NOT_CAPTURED)
        evidence = (Evidence(home.url, view.site.name or home.url, "", home.digest, home.fetched_at),)
        return Verdict(State.NEEDS_REVIEW, evidence, nothing, part="result")

    def _is_result(self, column: ColumnView, item: Item) -> bool:
        if any(word in item.title for word in self.drafts):
            return False
        if column.column.role == self.role:
            return True
        return any(all(part in item.title for part in word.split("+")) for word in self.titles)

    def _unread(self, columns: list[ColumnView]) -> Reason:
        """Say why one of the columns could not be read to its end, `ok` where all could."""
        for one in columns:
            if one.outcome is not Reason.OK:
                return one.outcome
            if one.scripted or not one.is_list:
                return Reason.PROFILE_DRIFT
            if not one.complete:
                return one.reason
        return Reason.OK
