"""Who is judged by which rule; this module alone knows what shuts a rule out before its kind looks at a page."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from fnmatch import fnmatchcase
from typing import Any, NamedTuple

from auditor import kinds
from auditor.kinds import Facts, Page, RuleKind
from auditor.model import Override, Ownership, PageKind, PageView, Reason, Record, Role, Rule, State, Verdict
from auditor.text import docnum

Period = tuple[date, date]
DEFAULT_ROLE = "policy_documents"  # of a document that stands in no column
ROLES = {PageKind.ANNUAL_REPORT: Role.ANNUAL_REPORT, PageKind.GUIDE: Role.GUIDE}  # of pages that no column places


@dataclass(frozen=True, slots=True)
class BuiltRule:
    """A rule ready to judge: its kind is built with the options that hold for this site.

    `special` are the kinds with the options that a set overrides for some columns or addresses; the last that fits
    judges. `gate` is what it asks of a page beside its kind and its column; many rules share one.
    """

    rule: Rule
    kind: RuleKind
    gate: "Gate"
    special: tuple[tuple[Override, RuleKind], ...] = ()

    def kind_for(self, column: str, url: str) -> RuleKind:
        """Return the kind that judges a subject in that column, at that address."""
        if not self.special:
            return self.kind
        fitting = [
            kind
            for one, kind in self.special
            if one.column in ("", column) and (not one.url or fnmatchcase(url, one.url))
        ]
        return fitting[-1] if fitting else self.kind

    def judge(self, page: Page, facts: Facts, *, doubtful: bool) -> Verdict:
        """Judge a page that nothing shuts out; doubt lowers a fail."""
        verdict = self.kind_for(page.place.column, page.record.url).judge(page, facts)
        return lowered(self.rule, verdict, doubtful=doubtful)


def build(rule: Rule, overrides: Sequence[Override], facts: Facts, period: Period | None = None) -> BuiltRule:
    """Build the rule's kind with its own options and those that the set overrides for this site."""
    site = facts.view.site
    options: dict[str, Any] = dict(rule.options)
    fitting = [
        one
        for one in overrides
        if one.rule == rule.id and one.level in (None, site.level) and one.site in ("", site.id)
    ]
    for one in fitting:
        if not one.column and not one.url:
            options.update(one.options)
    special = [(one, kinds.build(rule.kind, {**options, **one.options})) for one in fitting if one.column or one.url]
    return BuiltRule(rule, kinds.build(rule.kind, options), gate_of(rule, period), tuple(special))


def lowered(rule: Rule, verdict: Verdict, *, doubtful: bool) -> Verdict:
    """Give a hit the state of its rule; doubt lowers a fail, nothing raises a needs_review."""
    if verdict.state is not State.FAIL or (rule.state is State.FAIL and not doubtful):
        return verdict
    return replace(verdict, state=State.NEEDS_REVIEW)


def shut_out(rule: Rule, outcome: Reason, place: PageView, facts: Facts) -> Verdict | None:
    """Return why a rule judges no page of that outcome, kind and column, None where it may judge one.

    The answer is the same for all pages that have these three in common.
    """
    applies = rule.applies_to
    told = place.role if place.role is not Role.OTHER else None
    role = told or ROLES.get(place.kind) or place.role or (None if facts.view.whole_site else DEFAULT_ROLE)
    if outcome is not Reason.OK:
        listed = not applies.roles or role in applies.roles
        return kinds.not_assessable(outcome) if listed else kinds.not_applicable("不在本规则范围")
    if applies.kinds and place.kind not in applies.kinds:
        return kinds.not_applicable("页面类型不在本规则范围")
    if applies.roles and role not in applies.roles:
        return kinds.not_applicable("栏目不在本规则范围")
    if applies.levels and facts.view.site.level not in applies.levels:
        return kinds.not_applicable("本级网站不适用")
    return None


class Gate(NamedTuple):
    """What a rule asks of a page beside its kind and its column: whose document it is, and of which days.

    `dated` rules hold by the document's date; others judge the page as it stands.
    """

    own: bool
    dated: bool
    begins: date
    ends: date
    period: Period | None

    def shuts(self, page: Page, days: Period, as_of: date) -> tuple[str, bool]:
        """Return why it lets a page not pass, an empty string where it does; and whether a hit would be doubtful.

        *days* are the first and the last on which the document may have been made.
        """
        owner = page.place.owner
        if self.own and owner.ownership in (Ownership.OTHER, Ownership.PARTY):
            return "转载或非本级政府机关制发", False
        first, last = days if self.dated else (as_of, as_of)
        if first > as_of:
            return "成文或发布晚于评估时点", False
        if last < self.begins:
            return f"早于规则施行日{self.begins.isoformat()}", False
        if first > self.ends:
            return f"晚于规则失效日{self.ends.isoformat()}", False
        certain = self.begins <= first and last <= self.ends
        if self.period:
            published = page.record.value("published_date")
            if published:
                first = last = date.fromisoformat(published)
            if last < self.period[0] or first > self.period[1]:
                return "不在评估时段内", False
            certain = certain and self.period[0] <= first and last <= self.period[1]
        unsure = self.own and (owner.conflict or owner.ownership is Ownership.UNKNOWN)
        return "", unsure or not certain


def gate_of(rule: Rule, period: Period | None) -> Gate:
    """Return what a rule asks of a page beside its kind and its column."""
    applies = rule.applies_to
    return Gate(
        own=applies.owner == "own",
        dated=bool(applies.kinds),
        begins=rule.effective_from or date.min,
        ends=rule.effective_to or date.max,
        period=period if applies.in_period else None,
    )


def document_days(record: Record, as_of: date) -> Period:
    """Return the first and the last day on which a document may have been made; they decide which duties hold.

    成文日期, else 公开日期, else the date under the text is one day; else the year of the 文号; else any day so far.
    """
    stated = record.value("written_date") or record.value("published_date") or record.body.signature_date
    if stated:
        day = date.fromisoformat(stated)
        return day, day
    number = docnum.parse(record.value("document_number") or record.body.number)
    if number is not None and number.year:
        return date(number.year, 1, 1), max(date(number.year, 1, 1), min(date(number.year, 12, 31), as_of))
    return date.min, as_of
