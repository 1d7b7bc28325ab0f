"""Rules × view → findings and tallies; this module alone knows who is judged and what turns a hit into a finding."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fnmatch import fnmatchcase
from typing import Any

from auditor import kinds
from auditor.evaluate.duties import judge_duties
from auditor.evaluate.findings import basis_text, finding, fingerprint, numbered, role_of, subject_key
from auditor.kinds import Facts, Page, RuleKind, Task
from auditor.model import (
    ColumnView,
    Finding,
    Indicator,
    Judged,
    Override,
    Ownership,
    PageKind,
    Reason,
    Record,
    Role,
    Rule,
    Ruleset,
    RuleTally,
    SiteView,
    State,
    Verdict,
)
from auditor.relate import key_of
from auditor.text import docnum

__all__ = [
    "Period",
    "basis_text",
    "document_days",
    "evaluate",
    "fingerprint",
    "subject_key",
    "verdicts",
]

Period = tuple[date, date]
JUDGED = frozenset({State.PASS, State.FAIL, State.NEEDS_REVIEW})
DEFAULT_ROLE = "policy_documents"  # of a document that stands in no column
ROLES = {PageKind.ANNUAL_REPORT: Role.ANNUAL_REPORT, PageKind.GUIDE: Role.GUIDE}  # of pages that no column places


@dataclass(slots=True)
class Tally:
    """Counts of one rule while the records stream past."""

    states: Counter[State] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    roles: Counter[tuple[str, State]] = field(default_factory=Counter)
    subjects: set[Judged] = field(default_factory=set)  # what was judged, where the set samples the rule

    def add(self, verdict: Verdict, role: Role | None) -> None:
        """Count one verdict on a subject in a column of that *role*."""
        self.states[verdict.state] += 1
        self.roles[role or "", verdict.state] += 1
        if verdict.state is State.NOT_ASSESSABLE:
            self.reasons[verdict.reason] += 1


@dataclass(frozen=True, slots=True)
class BuiltRule:
    """A rule ready to judge: its kind is built with the options that hold for this site.

    `special` are the kinds with the options that a set overrides for some columns or addresses; the last that fits
    judges.
    """

    rule: Rule
    kind: RuleKind
    special: tuple[tuple[Override, RuleKind], ...] = ()

    def kind_for(self, column: str, url: str) -> RuleKind:
        """Return the kind that judges a subject in that column, at that address."""
        fitting = [
            kind
            for one, kind in self.special
            if one.column in ("", column) and (not one.url or fnmatchcase(url, one.url))
        ]
        return fitting[-1] if fitting else self.kind


def evaluate(
    ruleset: Ruleset, records: Iterable[Record], facts: Facts, period: Period | None = None
) -> tuple[tuple[Finding, ...], tuple[RuleTally, ...]]:
    """Judge every record and every column of a site by every rule of the set.

    Returns:
        The findings, ordered by rule (as in the set) and then by address, and a tally of each rule.
    """
    tallies = {rule.id: Tally() for rule in ruleset.rules}
    found: dict[str, list[Finding]] = {rule.id: [] for rule in ruleset.rules}
    sampled = frozenset(_sampled(ruleset.indicators))
    for rule, subject, verdict in verdicts(ruleset, records, facts, period):
        if rule.id in sampled and verdict.state in JUDGED:
            tallies[rule.id].subjects.add(_judged(subject))
        tallies[rule.id].add(verdict, role_of(subject))
        if verdict.state in (State.FAIL, State.NEEDS_REVIEW):
            found[rule.id].append(finding(rule, subject, verdict, facts))
    ordered = tuple(
        one
        for rule in ruleset.rules
        for one in numbered(sorted(found[rule.id], key=lambda one: (one.subject.url, one.message)), facts)
    )
    return ordered, tuple(_tally(rule, tallies[rule.id]) for rule in ruleset.rules)


def verdicts(
    ruleset: Ruleset, records: Iterable[Record], facts: Facts, period: Period | None = None
) -> Iterator[tuple[Rule, Page | ColumnView | SiteView | Task, Verdict]]:
    """Yield the verdict of every rule on every page, then on every column, on the site and on the duties of plans."""
    rules = [_build(rule, ruleset.overrides, facts) for rule in ruleset.rules]
    pages = [built for built in rules if built.kind.scope == "page"]
    for record in records:
        page = Page(record, facts.view.pages[key_of(record)])
        for built in pages:
            yield built.rule, page, _judge_page(built, page, facts, period)
    yield from _verdicts_beyond_pages(rules, facts, period)


def _verdicts_beyond_pages(
    rules: Sequence[BuiltRule], facts: Facts, period: Period | None
) -> Iterator[tuple[Rule, ColumnView | SiteView | Task, Verdict]]:
    for column in facts.view.columns:
        for built in rules:
            if built.kind.scope == "column":
                yield built.rule, column, _judge_column(built, column, facts)
    for built in rules:
        if built.kind.scope == "site":
            yield from ((built.rule, facts.view, verdict) for verdict in _judge_site(built, facts))
        elif built.kind.scope == "duty":
            for task, verdict in judge_duties(built.rule, facts, period):
                yield built.rule, task or facts.view, verdict


def _build(rule: Rule, overrides: Sequence[Override], facts: Facts) -> BuiltRule:
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
    return BuiltRule(rule, kinds.build(rule.kind, options), tuple(special))


# ---------------------------------------------------------------- who is judged


def _judge_page(built: BuiltRule, page: Page, facts: Facts, period: Period | None) -> Verdict:
    rule, applies = built.rule, built.rule.applies_to
    told = page.place.role if page.place.role is not Role.OTHER else None
    role = told or ROLES.get(page.place.kind) or page.place.role or (None if facts.view.whole_site else DEFAULT_ROLE)
    if page.record.outcome is not Reason.OK:
        listed = not applies.roles or role in applies.roles
        return kinds.not_assessable(page.record.outcome) if listed else kinds.not_applicable("不在本规则范围")
    if applies.kinds and page.place.kind not in applies.kinds:
        return kinds.not_applicable("页面类型不在本规则范围")
    if applies.roles and role not in applies.roles:
        return kinds.not_applicable("栏目不在本规则范围")
    if applies.levels and facts.view.site.level not in applies.levels:
        return kinds.not_applicable("本级网站不适用")
    if applies.owner == "own" and page.place.owner.ownership in (Ownership.OTHER, Ownership.PARTY):
        return kinds.not_applicable("转载或非本级政府机关制发")
    certain, reason = _in_time(rule, page.record, facts, period)
    if reason:
        return kinds.not_applicable(reason)
    verdict = built.kind_for(page.place.column, page.record.url).judge(page, facts)
    doubtful = applies.owner == "own" and (page.place.owner.conflict or page.place.owner.ownership is Ownership.UNKNOWN)
    return _lowered(rule, verdict, doubtful=doubtful or not certain)


def _judge_column(built: BuiltRule, column: ColumnView, facts: Facts) -> Verdict:
    applies = built.rule.applies_to
    if applies.roles and column.column.role not in applies.roles:
        return kinds.not_applicable("栏目不在本规则范围")
    if applies.levels and facts.view.site.level not in applies.levels:
        return kinds.not_applicable("本级网站不适用")
    if built.rule.effective_from and facts.as_of < built.rule.effective_from:
        return kinds.not_applicable("规则尚未施行")
    kind = built.kind_for(column.column.name, column.column.url)
    return _lowered(built.rule, kind.judge(column, facts), doubtful=False)


def _judge_site(built: BuiltRule, facts: Facts) -> Iterable[Verdict]:
    if built.rule.applies_to.levels and facts.view.site.level not in built.rule.applies_to.levels:
        return (kinds.not_applicable("本级网站不适用"),)
    if built.rule.effective_from and facts.as_of < built.rule.effective_from:
        return (kinds.not_applicable("规则尚未施行"),)
    return (_lowered(built.rule, one, doubtful=False) for one in built.kind.judge(facts.view, facts))


def _lowered(rule: Rule, verdict: Verdict, *, doubtful: bool) -> Verdict:
    """Give a hit the state of its rule; doubt lowers a fail, nothing raises a needs_review."""
    if verdict.state is not State.FAIL or (rule.state is State.FAIL and not doubtful):
        return verdict
    return replace(verdict, state=State.NEEDS_REVIEW)


def _in_time(rule: Rule, record: Record, facts: Facts, period: Period | None) -> tuple[bool, str]:
    """Say whether the duty's dates are certain for this page, and why the rule does not judge it, if it does not."""
    # A rule for documents holds by the document's date; a rule for any page judges the page as it stands.
    first, last = document_days(record, facts.as_of) if rule.applies_to.kinds else (facts.as_of, facts.as_of)
    if first > facts.as_of:
        return True, "成文或发布晚于评估时点"
    begins, ends = rule.effective_from or date.min, rule.effective_to or date.max
    if last < begins:
        return True, f"早于规则施行日{begins.isoformat()}"
    if first > ends:
        return True, f"晚于规则失效日{ends.isoformat()}"
    certain = begins <= first and last <= ends
    if period and rule.applies_to.in_period:
        published = record.value("published_date")
        if published:
            first = last = date.fromisoformat(published)
        if last < period[0] or first > period[1]:
            return True, "不在评估时段内"
        certain = certain and period[0] <= first and last <= period[1]
    return certain, ""


def document_days(record: Record, as_of: date) -> tuple[date, date]:
    """Return the first and the last day on which a document may have been made; they decide which duties hold.

    成文日期, else 公开日期, else the date under the text is one day; else the year of the 文号; else any day so far.
    """
    stated = record.value("written_date") or record.value("published_date") or record.body.signature_date
    if stated:
        return date.fromisoformat(stated), date.fromisoformat(stated)
    number = docnum.parse(record.value("document_number") or record.body.number)
    if number is not None and number.year:
        return date(number.year, 1, 1), max(date(number.year, 1, 1), min(date(number.year, 12, 31), as_of))
    return date.min, as_of


def _sampled(indicators: Iterable[Indicator]) -> Iterator[str]:
    """Yield the rules of which only a sample counts: what they judged must be known by address."""
    for one in indicators:
        yield from (entry.rule for entry in one.rules if entry.of is not None)
        yield from _sampled(one.children)


def _judged(subject: Page | ColumnView | SiteView | Task) -> Judged:
    """Name a subject; a set samples pages and columns alone, of a site there is one."""
    if isinstance(subject, Page):
        return Judged(subject.record.url, subject.place.unit, subject.place.role)
    column = subject.column if isinstance(subject, ColumnView) else None
    return Judged(column.url, column.unit, column.role) if column else Judged("")


def _tally(rule: Rule, tally: Tally) -> RuleTally:
    return RuleTally(
        id=rule.id,
        title=rule.title,
        passed=tally.states[State.PASS],
        failed=tally.states[State.FAIL],
        needs_review=tally.states[State.NEEDS_REVIEW],
        not_applicable=tally.states[State.NOT_APPLICABLE],
        not_assessable=tally.states[State.NOT_ASSESSABLE],
        reasons=dict(sorted(tally.reasons.items())),
        by_role={
            role: {state: tally.roles[role, state] for state in State}
            for role in sorted({role for role, _ in tally.roles})
        },
        subjects=tuple(sorted(tally.subjects, key=lambda one: (one.url, one.unit, one.role or ""))),
    )
