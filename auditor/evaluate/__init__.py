"""Rules × view → findings and tallies; this package alone knows who is judged and what turns a hit into a finding."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from auditor import kinds
from auditor.evaluate.digest import rule_digest
from auditor.evaluate.duties import judge_duties
from auditor.evaluate.findings import (
    basis_text,
    column_of,
    finding,
    fingerprint,
    numbered,
    place_of,
    role_of,
    subject_key,
)
from auditor.evaluate.judged import BuiltRule, Gate, Period, build, document_days, lowered, shut_out
from auditor.kinds import Facts, Page, Task
from auditor.model import (
    ColumnView,
    Finding,
    Indicator,
    Judged,
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

__all__ = [
    "Period",
    "basis_text",
    "document_days",
    "evaluate",
    "fingerprint",
    "subject_key",
    "verdicts",
]

HITS = (State.FAIL, State.NEEDS_REVIEW)
JUDGED = (State.PASS, *HITS)
Subject = Page | ColumnView | SiteView | Task
Unjudged = Callable[[str, str], None]  # rule, address


@dataclass(slots=True)
class Tally:
    """What became of one rule while the records stream past: counts, and the findings.

    `subjects` is what was judged, gathered only where the set samples the rule; `sha256` is the rule's own. `unjudged`
    is told of what could be read and not be judged all the same: a large site has too much of it to gather.
    """

    built: BuiltRule
    sampled: bool = False
    roles: Counter[tuple[str, State]] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    found: list[Finding] = field(default_factory=list)
    subjects: set[Judged] = field(default_factory=set)
    sha256: str = ""
    unjudged: Unjudged | None = None

    def count(self, verdict: Verdict, role: Role | None, times: int = 1) -> None:
        """Count a verdict on so many subjects in columns of that *role*."""
        self.roles[role or "", verdict.state] += times
        if verdict.state is State.NOT_ASSESSABLE:
            self.reasons[verdict.reason] += times

    def add(self, subject: Subject, role: Role | None, verdict: Verdict, facts: Facts) -> None:
        """Count a verdict on one subject, which stands in a column of that *role*; a hit becomes a finding."""
        self.count(verdict, role)
        if self.unjudged and verdict.state is State.NOT_ASSESSABLE:
            self.unjudged(self.built.rule.id, _address(subject, self.built.rule, facts))
        if self.sampled and verdict.state in JUDGED:
            self.subjects.add(_judged(subject))
        if verdict.state in HITS:
            self.found.append(finding(self.built.rule, subject, verdict, facts))


@dataclass(slots=True)
class Alike:
    """The pages of one outcome, kind and column role: the same rules judge them all.

    The rules stand by what they ask beside that, so that it is asked once a page for all of them. `shut` are the rules
    that judge none of these pages, and why; with `pages` and `passed_over` they are counted at the end.
    """

    role: Role | None
    shut: list[tuple[Tally, Verdict]]
    open: dict[Gate, list[Tally]]
    dated: bool
    pages: int = 0
    passed_over: Counter[Gate] = field(default_factory=Counter)

    def judge(self, page: Page, facts: Facts) -> None:
        """Judge one of the pages by every rule that judges it."""
        self.pages += 1
        days = document_days(page.record, facts.as_of) if self.dated else (facts.as_of, facts.as_of)
        for gate, tallies in self.open.items():
            reason, doubtful = gate.shuts(page, days, facts.as_of)
            if reason:
                self.passed_over[gate] += 1
                continue
            for tally in tallies:
                tally.add(page, self.role, tally.built.judge(page, facts, doubtful=doubtful), facts)

    def count(self) -> None:
        """Count what did not come to be judged."""
        for tally, verdict in self.shut:
            tally.count(verdict, self.role, self.pages)
        for gate, pages in self.passed_over.items():
            for tally in self.open[gate]:
                tally.count(kinds.not_applicable(""), self.role, pages)


def evaluate(
    ruleset: Ruleset,
    records: Iterable[Record],
    facts: Facts,
    period: Period | None = None,
    unjudged: Unjudged | None = None,
) -> tuple[tuple[Finding, ...], tuple[RuleTally, ...]]:
    """Judge every record and every column of a site by every rule of the set.

    The records stream past and are not kept. A rule costs nothing on pages whose kind or column it is not for.
    *unjudged* is told each rule and address that could be read and not be judged all the same.

    Returns:
        The findings, ordered by rule (as in the set) and then by address, and a tally of each rule.
    """
    sampled = frozenset(_sampled(ruleset.indicators))
    tallies = [
        Tally(
            build(rule, ruleset.overrides, facts, period),
            rule.id in sampled,
            sha256=rule_digest(rule, ruleset.overrides),
            unjudged=unjudged,
        )
        for rule in ruleset.rules
    ]
    _judge_pages([one for one in tallies if one.built.kind.scope == "page"], records, facts)
    for tally in tallies:
        for subject, verdict in _others(tally.built, facts, period):
            tally.add(subject, role_of(subject), verdict, facts)
    ordered = tuple(
        one
        for tally in tallies
        for one in numbered(sorted(tally.found, key=lambda one: (one.subject.url, one.message)), facts)
    )
    return ordered, tuple(_tally(one) for one in tallies)


def verdicts(
    ruleset: Ruleset, records: Iterable[Record], facts: Facts, period: Period | None = None
) -> Iterator[tuple[Rule, Subject, Verdict]]:
    """Yield the verdict of every rule on every page, then on every column, on the site and on the duties of plans."""
    rules = [build(rule, ruleset.overrides, facts, period) for rule in ruleset.rules]
    for record in records:
        page = Page(record, facts.view.pages[key_of(record)])
        for built in rules:
            if built.kind.scope == "page":
                yield built.rule, page, _judge_page(built, page, facts)
    for built in rules:
        for subject, verdict in _others(built, facts, period):
            yield built.rule, subject, verdict


def _judge_pages(tallies: Sequence[Tally], records: Iterable[Record], facts: Facts) -> None:
    groups: dict[tuple[Reason, str, Role | None], Alike] = {}
    for record in records:
        page = Page(record, facts.view.pages[key_of(record)])
        alike = record.outcome, page.place.kind, page.place.role
        group = groups.get(alike)
        if group is None:
            group = groups[alike] = _alike(tallies, page, facts)
        group.judge(page, facts)
    for group in groups.values():
        group.count()


def _alike(tallies: Sequence[Tally], page: Page, facts: Facts) -> Alike:
    """Sort the rules for all pages of that page's outcome, kind and column role."""
    shut: list[tuple[Tally, Verdict]] = []
    opened: dict[Gate, list[Tally]] = {}
    for tally in tallies:
        verdict = shut_out(tally.built.rule, page.record.outcome, page.place, facts)
        if verdict is None:
            opened.setdefault(tally.built.gate, []).append(tally)
        else:
            shut.append((tally, verdict))
    return Alike(page.place.role, shut, opened, dated=any(gate.dated for gate in opened))


def _judge_page(built: BuiltRule, page: Page, facts: Facts) -> Verdict:
    shut = shut_out(built.rule, page.record.outcome, page.place, facts)
    if shut is not None:
        return shut
    reason, doubtful = built.gate.shuts(page, document_days(page.record, facts.as_of), facts.as_of)
    return kinds.not_applicable(reason) if reason else built.judge(page, facts, doubtful=doubtful)


def _others(built: BuiltRule, facts: Facts, period: Period | None) -> Iterator[tuple[Subject, Verdict]]:
    """Yield what a rule for columns, for the site or for duties says of each of them."""
    if built.kind.scope == "column":
        for column in facts.view.columns:
            yield column, _judge_column(built, column, facts)
    elif built.kind.scope == "site":
        for verdict in _judge_site(built, facts):
            yield facts.view, verdict
    elif built.kind.scope == "duty":
        for task, verdict in judge_duties(built.rule, facts, period):
            yield task or facts.view, verdict


def _judge_column(built: BuiltRule, column: ColumnView, facts: Facts) -> Verdict:
    applies = built.rule.applies_to
    if applies.roles and column.column.role not in applies.roles:
        return kinds.not_applicable("栏目不在本规则范围")
    if applies.levels and facts.view.site.level not in applies.levels:
        return kinds.not_applicable("本级网站不适用")
    if built.rule.effective_from and facts.as_of < built.rule.effective_from:
        return kinds.not_applicable("规则尚未施行")
    kind = built.kind_for(column.column.name, column.column.url)
    return lowered(built.rule, kind.judge(column, facts), doubtful=False)


def _judge_site(built: BuiltRule, facts: Facts) -> Iterable[Verdict]:
    if built.rule.applies_to.levels and facts.view.site.level not in built.rule.applies_to.levels:
        return (kinds.not_applicable("本级网站不适用"),)
    if built.rule.effective_from and facts.as_of < built.rule.effective_from:
        return (kinds.not_applicable("规则尚未施行"),)
    return (lowered(built.rule, one, doubtful=False) for one in built.kind.judge(facts.view, facts))


def _sampled(indicators: Iterable[Indicator]) -> Iterator[str]:
    """Yield the rules of which only a sample counts: what they judged must be known by address."""
    for one in indicators:
        yield from (entry.rule for entry in one.rules if entry.of is not None)
        yield from _sampled(one.children)


def _judged(subject: Subject) -> Judged:
    """Name a subject; a set samples pages and columns alone, of a site there is one."""
    if isinstance(subject, Page):
        return Judged(subject.record.url, subject.place.unit, subject.place.role)
    column = subject.column if isinstance(subject, ColumnView) else None
    return Judged(column.url, column.unit, column.role) if column else Judged("")


def _address(subject: Subject, rule: Rule, facts: Facts) -> str:
    """Return the address of what a rule was asked about; of the site as a whole its home page."""
    held = (column_of(subject, rule, facts) or facts.view) if isinstance(subject, Task) else subject
    return place_of(held)[0].url


def _tally(tally: Tally) -> RuleTally:
    states: Counter[State] = Counter()
    for (_, state), count in tally.roles.items():
        states[state] += count
    return RuleTally(
        id=tally.built.rule.id,
        title=tally.built.rule.title,
        passed=states[State.PASS],
        failed=states[State.FAIL],
        needs_review=states[State.NEEDS_REVIEW],
        not_applicable=states[State.NOT_APPLICABLE],
        not_assessable=states[State.NOT_ASSESSABLE],
        reasons=dict(sorted(tally.reasons.items())),
        by_role={
            role: {state: tally.roles[role, state] for state in State}
            for role in sorted({role for role, _ in tally.roles})
        },
        subjects=tuple(sorted(tally.subjects, key=lambda one: (one.url, one.unit, one.role or ""))),
        sha256=tally.sha256,
    )
