"""When a yearly report was published; this kind alone knows its deadline by year and unit."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import ClassVar

from auditor.kinds import Facts, Page, Scope, not_applicable, not_assessable, passed, seen
from auditor.kinds.interval import url_disagrees
from auditor.model import ColumnView, PageKind, Reason, Report, Role, State, Verdict
from auditor.relate import key_of
from auditor.relate.reports import bare, reporting
from auditor.text import addresses
from auditor.text import reports as titles
from auditor.text.workdays import UnknownYear

SATURDAY, WEEK = 5, 7


@dataclass(frozen=True, slots=True)
class Kind:
    """Hit where a report appeared after its deadline; and where a complete column lacks the last one that is due.

    The page of a report is judged by the day it shows; the first page of the highest column of reports by its items.

    Attributes:
        deadlines: Report year from which they hold → sort of unit (a key of the list `report_units`, a level, or
            `other` for all the rest) → month and day of the next year (01-31).
        latest: Month and day of the next year after which no unit is in time.
        review_from: Report year from which a day between the unit's own and the latest is for a person to judge.
        crowd: Reports that share one day, from which they may have been moved to the site on that day.
        edited: Words in the label of a day on which the page was changed, and perhaps not published.
    """

    scope: ClassVar[Scope] = "page"
    values: ClassVar[frozenset[str]] = frozenset({"year", "published", "due", "unit"})

    deadlines: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    latest: str = "03-31"
    review_from: int = 2021
    crowd: int = 3
    edited: tuple[str, ...] = ()

    def judge(self, subject: Page, facts: Facts) -> Verdict:
        """Judge a report by its day, or a column by the reports it lists."""
        report = facts.view.reports.get(key_of(subject.record))
        if report is not None:
            return self._report(subject, report, facts)
        if subject.record.kind is not PageKind.LIST:
            return not_applicable("不是年报")
        here = addresses.key(subject.record.url)
        columns = [one for one in facts.view.columns if one.column.role is Role.ANNUAL_REPORT]
        highest = min(columns, key=lambda one: (len(one.column.url), one.column.url), default=None)
        if highest is None or addresses.key(highest.url) != here:
            return not_applicable("不是年报栏目的首页")
        return self._column(subject, highest, columns, facts)

    def _report(self, subject: Page, report: Report, facts: Facts) -> Verdict:
        sort = reporting(report.unit, facts.view, facts.vocabulary)
        if sort in ("none", "foreign"):
            return not_applicable("不是本地行政机关的年报")
        own = self._due(report.year, sort)
        if not report.year or own is None:
            return not_applicable("标题未标明报告年度，或当年尚无年报公布时限")
        if not report.published:
            return not_assessable(Reason.PROFILE_DRIFT)
        published, latest = date.fromisoformat(report.published), _day(report.year, self.latest)
        if published > facts.as_of:
            return not_applicable("公布晚于评估时点")
        if published <= own:
            return passed()
        others = [one for one in self._copies(report, facts) if one.published < report.published]
        if others and report.unit:
            return not_applicable("同一单位同一年度的年报另有更早公布的一页，按那一页评判")
        shown = subject.record.field("published_date")
        soft = (
            bool(others)
            or published <= _worked(own, facts)
            or (published <= _worked(latest, facts) and report.year >= self.review_from)
            or (bool(report.unit) and sort == "other")  # a body that may owe no report of its own
            or (shown is not None and any(word in shown.label for word in self.edited))
            or self._moved(subject, report, facts)
        )
        state = State.NEEDS_REVIEW if soft else State.FAIL
        quote = f"{shown.label.strip()} {shown.raw.strip()}".strip() if shown and shown.value else report.published
        evidence = (
            seen(subject.record, report.title),
            seen(subject.record, quote, shown.locator if shown and shown.value else ""),
        )
        return Verdict(state, evidence, self._values(report.year, report.published, own, report.unit), part="deadline")

    def _copies(self, report: Report, facts: Facts) -> list[Report]:
        """Return the dated reports of the same unit on the same year: a portal shows again what a unit published."""
        unit = bare(report.unit, facts.view)
        return [
            one
            for one in facts.view.reports.values()
            if one.published and one.year == report.year and bare(one.unit, facts.view) == unit
        ]

    def _moved(self, subject: Page, report: Report, facts: Facts) -> bool:
        """Tell whether the day may be that of a second publication: another sign speaks for an earlier one."""
        listed = subject.place.listed
        together = [one for one in facts.view.reports.values() if one.published == report.published]
        return (
            (listed is not None and listed != report.published)
            or url_disagrees(subject.record, report.published)
            or len(together) >= self.crowd
            or len({one.year for one in together}) > 1
            or report.published in facts.view.crowded_dates
        )

    def _column(self, subject: Page, highest: ColumnView, columns: list[ColumnView], facts: Facts) -> Verdict:
        if any(one.outcome is not Reason.OK or one.scripted or not one.complete for one in columns):
            return not_assessable(next((one.reason for one in columns if not one.complete), Reason.PROFILE_DRIFT))
        if not facts.view.own_host or not facts.view.whole_site or not highest.items:
            return not_applicable("不能由本栏目断定有无年报")
        owed = facts.as_of.year - (1 if facts.as_of > _day(facts.as_of.year - 1, self.latest) else 2)
        if self._due(owed, "other") is None:
            return not_applicable("当年尚无年报公布时限")
        found = [
            titles.year(item.title)
            for one in facts.view.columns
            for item in one.items
            if one in columns or "报" in item.title
        ]
        if owed in found or any(one.year == owed for one in facts.view.reports.values()):
            return passed()
        named = [(titles.year(item.title), item) for one in columns for item in one.items]
        newest = max(named, key=lambda pair: (pair[0], pair[1].url))[1]
        # A title without a year may be the one that is looked for; columns known by their names alone may be others.
        certain = (
            facts.certain(*(one.url for one in columns))
            and bool(facts.view.site.columns)
            and all(year for year, _ in named)
        )
        values = self._values(owed, "", _day(owed, self.latest), "")
        evidence = (seen(subject.record, newest.title, newest.locator),)
        return Verdict(State.FAIL if certain else State.NEEDS_REVIEW, evidence, values, part=str(owed))

    def _due(self, year: int, sort: str) -> date | None:
        """Return the last day for the report of *year*; None where none was set yet."""
        begun = [first for first in self.deadlines if int(first) <= year]
        days = self.deadlines[max(begun, key=int)] if begun else {}
        written = days.get(sort, days.get("other", ""))
        return _day(year, written) if written else None

    def _values(self, year: int, published: str, due: date, unit: str) -> Mapping[str, str]:
        said = f"公布日期为{published}" if published else "年报栏目中未检索到"
        return {"year": str(year), "published": said, "due": due.isoformat(), "unit": unit}


def _day(year: int, written: str) -> date:
    """Return the day *written* (01-31) of the year after *year*."""
    return date.fromisoformat(f"{year + 1}-{written}")


def _worked(day: date, facts: Facts) -> date:
    """Return *day*, or the first working day after it where it is none: offices may count the term to that one."""
    try:
        return facts.calendar.working_day(day - timedelta(days=1), 1)
    except UnknownYear:
        return day + timedelta(days=WEEK - day.weekday() if day.weekday() >= SATURDAY else 0)
