"""Duties × view → verdicts; this module alone knows what may lower a duty's hit and when none is owed."""

from collections.abc import Iterator
from datetime import date, timedelta

from auditor import kinds
from auditor.kinds import Facts, Task
from auditor.model import Rule, State, Verdict
from auditor.text import dates

SEEN = "seen"  # the certainty of a duty whose day, number and place stand in the text


def judge_duties(rule: Rule, facts: Facts, period: tuple[date, date] | None) -> Iterator[tuple[Task | None, Verdict]]:
    """Yield what *rule* says of each duty of the site's plans; without any that it asks nothing, for no duty."""
    tasks = [Task(plan, duty) for plan in facts.plans for duty in plan.duties if duty.rule == rule.id]
    if not tasks:
        yield None, kinds.not_applicable("没有工作要点")
    for task in tasks:
        yield task, judge_duty(rule, task, facts, period)


def judge_duty(rule: Rule, task: Task, facts: Facts, period: tuple[date, date] | None) -> Verdict:
    """Judge one duty by its rule, with its own options over those of the rule."""
    if rule.applies_to.levels and facts.view.site.level not in rule.applies_to.levels:
        return kinds.not_applicable("本级网站不适用")
    verdict: Verdict = kinds.build(rule.kind, {**rule.options, **task.duty.options}).judge(task, facts)
    due = verdict.values.get("due", "")
    if period and due and _outside(date.fromisoformat(due), period):
        return kinds.not_applicable("不在评估时段内")
    certain = rule.state is State.FAIL and task.duty.confirmed and task.duty.certainty == SEEN
    if verdict.state is not State.FAIL or certain:
        return verdict
    return Verdict(State.NEEDS_REVIEW, verdict.evidence, verdict.values, verdict.part, verdict.related, verdict.reason)


def _outside(due: date, period: tuple[date, date]) -> bool:
    """Tell whether the year that ends with the last day in time shares no day with the period."""
    return due < period[0] or dates.add_period(due, "P1Y", -1) + timedelta(days=1) > period[1]
