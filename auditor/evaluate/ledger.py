"""What became of each duty of a plan; this module alone knows how verdicts and findings make a duty's state."""

from collections.abc import Mapping, Sequence
from datetime import date

from auditor.evaluate.duties import judge_duty
from auditor.kinds import Facts, Task, kind_class
from auditor.model import (
    Duty,
    DutyResult,
    DutyState,
    Evidence,
    Finding,
    Ledger,
    Matter,
    Plan,
    Rule,
    Ruleset,
    RuleTally,
    State,
    Verdict,
)
from auditor.text import hans, ranking

SHOWN = 5  # pages that a duty names
LOOKED_AT = 300  # titles that are weighed for one duty, the newest first
STATES = {
    State.PASS: DutyState.DONE,
    State.FAIL: DutyState.OVERDUE,
    State.NEEDS_REVIEW: DutyState.NEEDS_REVIEW,
    State.NOT_ASSESSABLE: DutyState.NOT_ASSESSABLE,
}


def ledgers(
    ruleset: Ruleset,
    findings: Sequence[Finding],
    tallies: Sequence[RuleTally],
    facts: Facts,
    period: tuple[date, date] | None = None,
) -> tuple[Ledger, ...]:
    """Return the ledger of each plan that binds the site; duties stand in the order of the plan."""
    rules = {rule.id: rule for rule in ruleset.rules}
    counted = {tally.id: tally for tally in tallies}
    by_rule: dict[str, list[Finding]] = {}
    for one in findings:
        by_rule.setdefault(one.rule, []).append(one)

    def result(plan: Plan, duty: Duty) -> DutyResult:
        rule = rules.get(duty.rule)
        if rule is None:
            return _by_hand(plan, duty, facts)
        if kind_class(rule.kind).scope != "duty":
            return _of_rule(plan, duty, counted[rule.id], by_rule.get(rule.id, ()), facts)
        return _of_duty(rule, Task(plan, duty), by_rule.get(rule.id, ()), facts, period)

    return tuple(Ledger(plan, tuple(result(plan, duty) for duty in plan.duties)) for plan in facts.plans)


def _of_duty(
    rule: Rule, task: Task, findings: Sequence[Finding], facts: Facts, period: tuple[date, date] | None
) -> DutyResult:
    verdict = judge_duty(rule, task, facts, period)
    day = verdict.values.get("due", "")
    ahead = DutyState.DUE if day else DutyState.NOT_APPLICABLE
    mine = [one for one in findings if one.duty == (task.plan.id, task.duty.id)]
    return DutyResult(
        duty=task.duty,
        state=STATES.get(verdict.state, ahead),
        day=day,
        reason=_said(verdict, mine),
        pages=verdict.evidence[:SHOWN],
        count=int(verdict.values["count"]) if "count" in verdict.values else None,
        findings=tuple(one.fingerprint for one in mine),
    )


def _said(verdict: Verdict, findings: Sequence[Finding]) -> str:
    return findings[0].message if findings else verdict.reason


def _of_rule(plan: Plan, duty: Duty, tally: RuleTally, findings: Sequence[Finding], facts: Facts) -> DutyResult:
    """Take the verdict of a duty that a rule for pages, columns or the site judges from what it found there."""
    certain = [one for one in findings if one.state is State.FAIL]
    shown = certain or list(findings)
    pages = tuple(_evidence(one) for one in shown[:SHOWN])
    marks = tuple(one.fingerprint for one in shown)
    said = f"{tally.title}：问题{len(certain)}处，待核实{len(findings) - len(certain)}处，符合{tally.passed}处"
    if certain and duty.confirmed:
        return DutyResult(duty, DutyState.OVERDUE, "", said, pages, len(certain), marks)
    if shown:
        return DutyResult(duty, DutyState.NEEDS_REVIEW, "", said, pages, len(shown), marks)
    if tally.judged and not tally.not_assessable:
        return DutyResult(duty, DutyState.DONE, "", f"{tally.title}：评判{tally.judged}处，均符合", (), tally.judged)
    if tally.not_assessable:
        return DutyResult(duty, DutyState.NOT_ASSESSABLE, "", f"{tally.title}：{tally.not_assessable}处未能评判")
    return _by_hand(plan, duty, facts, "本站没有可评判的对象")


def _evidence(finding: Finding) -> Evidence:
    seen = next((one for one in finding.evidence if one.url == finding.subject.url), Evidence("", ""))
    title = finding.subject.title or finding.message
    return Evidence(finding.subject.url, title, "", seen.digest, seen.fetched_at)


def _by_hand(plan: Plan, duty: Duty, facts: Facts, reason: str = "") -> DutyResult:
    """Offer what bears the words of a duty that a person judges, likeliest first."""
    known = reason or duty.manual or f"本次没有评判规则 {duty.rule}"
    found = possible(plan, duty, facts)
    if not found:
        return DutyResult(duty, DutyState.MANUAL, "", known)
    return DutyResult(duty, DutyState.NEEDS_REVIEW, "", known, tuple(one.evidence for one in found), len(found))


def possible(plan: Plan, duty: Duty, facts: Facts) -> tuple[Matter, ...]:
    """Return the pages since the plan's year began that bear any word of the duty, the likeliest first."""
    options: Mapping[str, Sequence[str]] = duty.options
    words = [one for word in options.get("words", ()) for one in word.split("|")]
    if not words:
        return ()
    bears = hans.finder(words)
    roles = frozenset(options.get("roles", ()))
    first, last = f"{plan.year}-01-01", facts.as_of.isoformat()
    bearing = [
        one
        for one in facts.matters
        if bears(one.text)
        and (not roles or not roles.isdisjoint(one.roles))
        and (not one.days or (one.days[-1] >= first and one.days[0] <= last))
    ]
    newest = sorted(bearing, key=lambda one: one.url)
    newest = sorted(newest, key=lambda one: one.days[-1:] or ("",), reverse=True)[:LOOKED_AT]
    ranked = ranking.rank(duty.quote, [one.text for one in newest]) if newest else ()
    return tuple(newest[at] for at, _ in ranked[:SHOWN])
