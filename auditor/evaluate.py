"""Rules × view → findings and tallies; this module alone knows who is judged and what turns a hit into a finding."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from typing import Any

from auditor import kinds
from auditor.kinds import Facts, Page, RuleKind
from auditor.model import (
    Basis,
    ColumnView,
    Finding,
    Override,
    Ownership,
    Reason,
    Record,
    Role,
    Rule,
    Ruleset,
    RuleTally,
    State,
    Subject,
    Verdict,
)
from auditor.text import addresses, docnum

Period = tuple[date, date]
DEFAULT_ROLE = "policy_documents"  # of a document that stands in no column
DEFAULT_BASIS = "本次评估口径"


@dataclass(slots=True)
class Tally:
    """Counts of one rule while the records stream past."""

    states: Counter[State] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    roles: Counter[tuple[str, State]] = field(default_factory=Counter)

    def add(self, verdict: Verdict, role: Role | None) -> None:
        """Count one verdict on a subject in a column of that *role*."""
        self.states[verdict.state] += 1
        self.roles[role or "", verdict.state] += 1
        if verdict.state is State.NOT_ASSESSABLE:
            self.reasons[verdict.reason] += 1


@dataclass(frozen=True, slots=True)
class Bench:
    """A rule ready to judge: its kind is built with the options that hold for this site."""

    rule: Rule
    kind: RuleKind


def evaluate(
    ruleset: Ruleset, records: Iterable[Record], facts: Facts, period: Period | None = None
) -> tuple[tuple[Finding, ...], tuple[RuleTally, ...]]:
    """Judge every record and every column of a site by every rule of the set.

    Returns:
        The findings, ordered by rule (as in the set) and then by address, and a tally of each rule.
    """
    tallies = {rule.id: Tally() for rule in ruleset.rules}
    findings: dict[str, list[Finding]] = {rule.id: [] for rule in ruleset.rules}
    for rule, subject, verdict in verdicts(ruleset, records, facts, period):
        tallies[rule.id].add(verdict, _role(subject))
        if verdict.state in (State.FAIL, State.NEEDS_REVIEW):
            findings[rule.id].append(_finding(rule, subject, verdict, facts))
    ordered = tuple(
        one
        for rule in ruleset.rules
        for one in _numbered(sorted(findings[rule.id], key=lambda one: (one.subject.url, one.message)), facts)
    )
    return ordered, tuple(_tally(rule, tallies[rule.id]) for rule in ruleset.rules)


def verdicts(
    ruleset: Ruleset, records: Iterable[Record], facts: Facts, period: Period | None = None
) -> Iterator[tuple[Rule, Page | ColumnView, Verdict]]:
    """Yield the verdict of every rule on every page, then on every column; records stream past."""
    benches = [_bench(rule, ruleset.overrides, facts) for rule in ruleset.rules]
    pages = [bench for bench in benches if bench.kind.scope == "page"]
    for record in records:
        page = Page(record, facts.view.pages[addresses.key(record.url)])
        for bench in pages:
            yield bench.rule, page, _judge_page(bench, page, facts, period)
    for column in facts.view.columns:
        for bench in benches:
            if bench.kind.scope == "column":
                yield bench.rule, column, _judge_column(bench, column, facts)


def _bench(rule: Rule, overrides: Sequence[Override], facts: Facts) -> Bench:
    """Build the rule's kind with its own options and those that the set overrides for this site."""
    site = facts.view.site
    options: dict[str, Any] = dict(rule.options)
    for one in overrides:
        if one.rule == rule.id and one.level in (None, site.level) and one.site in ("", site.id):
            options.update(one.options)
    return Bench(rule, kinds.build(rule.kind, options))


# ---------------------------------------------------------------- who is judged


def _judge_page(bench: Bench, page: Page, facts: Facts, period: Period | None) -> Verdict:
    rule, applies = bench.rule, bench.rule.applies_to
    role = page.place.role or (DEFAULT_ROLE if not facts.view.whole_site else None)
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
    verdict = bench.kind.judge(page, facts)
    doubtful = applies.owner == "own" and (page.place.owner.conflict or page.place.owner.ownership is Ownership.UNKNOWN)
    return _lowered(rule, verdict, doubtful=doubtful or not certain)


def _judge_column(bench: Bench, column: ColumnView, facts: Facts) -> Verdict:
    applies = bench.rule.applies_to
    if applies.roles and column.column.role not in applies.roles:
        return kinds.not_applicable("栏目不在本规则范围")
    if applies.levels and facts.view.site.level not in applies.levels:
        return kinds.not_applicable("本级网站不适用")
    if bench.rule.effective_from and facts.as_of < bench.rule.effective_from:
        return kinds.not_applicable("规则尚未施行")
    return _lowered(bench.rule, bench.kind.judge(column, facts), doubtful=False)


def _lowered(rule: Rule, verdict: Verdict, *, doubtful: bool) -> Verdict:
    """Give a hit the state of its rule; doubt lowers a fail, nothing raises a needs_review."""
    if verdict.state is not State.FAIL or (rule.state is State.FAIL and not doubtful):
        return verdict
    return Verdict(State.NEEDS_REVIEW, verdict.evidence, verdict.values, verdict.part, verdict.related, verdict.reason)


def _in_time(rule: Rule, record: Record, facts: Facts, period: Period | None) -> tuple[bool, str]:
    """Say whether the duty's dates are certain for this page, and why the rule does not judge it, if it does not."""
    # A rule for documents holds by the document's date; a rule for any page judges the page as it stands.
    day, certain = document_date(record, facts.as_of) if rule.applies_to.kinds else (facts.as_of, True)
    if day > facts.as_of:
        return certain, "成文或发布晚于评估时点"
    if rule.effective_from and day < rule.effective_from:
        return certain, f"早于规则施行日{rule.effective_from.isoformat()}"
    if rule.effective_to and day > rule.effective_to:
        return certain, f"晚于规则失效日{rule.effective_to.isoformat()}"
    if period and rule.applies_to.in_period:
        published = record.value("published_date") or record.value("written_date")
        if published and not period[0] <= date.fromisoformat(published) <= period[1]:
            return certain, "不在评估时段内"
    dated = rule.effective_from is None or certain
    return dated, ""


def document_date(record: Record, as_of: date) -> tuple[date, bool]:
    """Return the day that decides which duties hold for a page, and whether it is certain.

    成文日期, else 公开日期, else the date under the text, else the year of the 文号; a page without any is judged as of
    *as_of* and is not certain.
    """
    stated = record.value("written_date") or record.value("published_date") or record.body.signature_date
    if stated:
        return date.fromisoformat(stated), True
    number = docnum.parse(record.value("document_number") or record.body.number)
    if number is not None and number.year:
        return min(date(number.year, 12, 31), as_of), number.year < as_of.year
    return as_of, False


# ---------------------------------------------------------------- findings


class _Blank(dict[str, str]):
    """Message values; a placeholder that a hit does not fill stays empty."""

    def __missing__(self, key: str) -> str:
        return ""


def _finding(rule: Rule, subject: Page | ColumnView, verdict: Verdict, facts: Facts) -> Finding:
    about, column, unit = _about(subject)
    quote = verdict.evidence[0].quote if verdict.evidence else ""
    values = _Blank(
        verdict.values,
        quote=quote,
        url=about.url,
        title=about.title,
        document_number=about.document_number,
        as_of=facts.as_of.isoformat(),
    )
    return Finding(
        fingerprint=verdict.part,  # numbered below, when all findings of the rule are known
        rule=rule.id,
        title=rule.title,
        state=verdict.state,
        severity=rule.severity,
        subject=about,
        column=column,
        unit=unit,
        message=rule.message.format_map(values),
        remedy=rule.remedy.format_map(values),
        basis=basis_text(rule.basis),
        evidence=verdict.evidence,
        related=verdict.related,
        role=_role(subject),
    )


def _role(subject: Page | ColumnView) -> Role | None:
    return subject.column.role if isinstance(subject, ColumnView) else subject.place.role


def _about(subject: Page | ColumnView) -> tuple[Subject, str, str]:
    if isinstance(subject, ColumnView):
        column = subject.column
        return Subject(column.url, title=column.name), column.name, column.unit
    record, place = subject.record, subject.place
    about = Subject(
        record.url,
        record.value("document_number") or "",
        record.value("index_number") or "",
        record.title,
    )
    return about, place.column, place.unit


def _numbered(found: Sequence[Finding], facts: Facts) -> Iterator[Finding]:
    """Give each finding its fingerprint: site, rule, subject key, field and nth of its like."""
    seen: Counter[tuple[str, str]] = Counter()
    for one in found:
        key, part = subject_key(one.subject), one.fingerprint
        nth = seen[key, part]
        seen[key, part] += 1
        yield _with_fingerprint(one, fingerprint(facts.view.site.id, one.rule, key, part, nth))


def _with_fingerprint(finding: Finding, mark: str) -> Finding:
    values: Mapping[str, Any] = {name: getattr(finding, name) for name in finding.__dataclass_fields__}
    return Finding(**{**values, "fingerprint": mark})


def subject_key(subject: Subject) -> str:
    """Return what a finding hangs on: 文号, else 索引号, else the address in canonical form."""
    return docnum.key(subject.document_number) or subject.index_number or addresses.key(subject.url)


def fingerprint(site: str, rule: str, subject: str, part: str, nth: int) -> str:
    """Return the first 16 hex digits of SHA-256 over the five parts, each bounded (a JSON list)."""
    text = json.dumps([site, rule, subject, part, nth], ensure_ascii=False)
    return sha256(text.encode()).hexdigest()[:16]


def basis_text(basis: Sequence[Basis]) -> str:
    """Say on which law a finding stands; a rule that only has defaults says so and names no law."""
    laws = [one for one in basis if one.certainty != "default"]
    if not laws:
        return DEFAULT_BASIS
    parts = (f"《{one.document}》" + (f"（{one.number}）" if one.number else "") + one.article for one in laws)
    return "；".join(parts)


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
    )
