"""A rule's own examples, judged by the stages that judge a site; this module alone knows how one is set up."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from auditor.catalog import Catalog
from auditor.errors import NothingError
from auditor.evaluate import verdicts
from auditor.formats._words import STATES, coded, say
from auditor.kinds import Facts, Page, Task, kind_class
from auditor.model import (
    Capture,
    Column,
    Example,
    Level,
    Plan,
    Reason,
    Role,
    Rule,
    Ruleset,
    Site,
    SiteView,
    State,
    Verdict,
)
from auditor.pipeline.judging import Bench, Seen, facts_of
from auditor.text import addresses
from auditor.text.workdays import Calendar

GOOD = (State.PASS, State.NOT_APPLICABLE)
HIT = (State.FAIL, State.NEEDS_REVIEW)


@dataclass(frozen=True, slots=True)
class RuleTestReport:
    """How many examples were judged, and one line for each that the rule judged otherwise than it says."""

    cases: int
    failures: tuple[str, ...]


def judge_examples(catalog: Catalog, ids: Sequence[str] = ()) -> RuleTestReport:
    """Judge the examples of the rules *ids* (all without any).

    Raises:
        NothingError: There is no rule to test.
    """
    rules = [rule for name, rule in sorted(catalog.rules.items()) if not ids or name in ids]
    if not rules:
        raise NothingError("没有可测试的规则")
    cases, failures = 0, []
    for rule in rules:
        for name, example, wanted in _examples(rule):
            cases += 1
            verdict = judge_example(rule, example, catalog)
            if verdict is None or verdict.state not in wanted:
                should = "或".join(map(_said, wanted))
                failures.append(f"{rule.id} examples.{name}: 应为{should},实为{_judged(verdict)}")
    return RuleTestReport(cases, tuple(failures))


def _said(state: State) -> str:
    return f"{say(STATES, state)}({state})"


def _judged(verdict: Verdict | None) -> str:
    if verdict is None:
        return "未评判(规则不评判这一页)"
    return _said(verdict.state) + (f",{coded(verdict.reason)}" if verdict.reason else "")


def _examples(rule: Rule) -> Iterator[tuple[str, Example, tuple[State, ...]]]:
    for name, examples, default in (
        ("pass", rule.examples.passing, GOOD),
        ("fail", rule.examples.failing, (rule.state,) if rule.state in HIT else HIT),
    ):
        for nth, example in enumerate(examples):
            yield f"{name}[{nth}]", example, (example.expect,) if example.expect else default


def judge_example(rule: Rule, example: Example, catalog: Catalog) -> Verdict | None:
    """Return what the rule says of the example's own page, None where it does not come to judge it."""
    pages = [(example.url, example.html), *((one.url, one.html) for one in example.also)]
    captures = [Capture(url, url, 200, (), html.encode(), None, Reason.OK) for url, html in pages]
    found = {addresses.key(capture.url): capture for capture in captures}
    ruleset = Ruleset(rule.id, rule.title, "", "", (rule,))
    plans = (example.plan,) if example.plan else ()
    bench = Bench(
        ruleset, catalog.vocabulary, Calendar(catalog.calendar_overrides), example.as_of, plans=_of(rule, plans)
    )
    seen = Seen(captures, lambda url: found.get(addresses.key(url)))
    records, facts = facts_of(_site(rule, example), seen, bench)
    facts = _with_role(facts, rule, example)
    key = addresses.key(example.url)
    last: Verdict | None = None
    for _, subject, verdict in verdicts(ruleset, records, facts):
        if isinstance(subject, SiteView | Task):
            if verdict.state in HIT:
                return verdict
            last = verdict
        elif addresses.key(subject.record.url if isinstance(subject, Page) else subject.column.url) == key:
            return verdict
    return last


def _of(rule: Rule, plans: Sequence[Plan]) -> tuple[Plan, ...]:
    """Let the duties of an example be judged by the rule that the example belongs to."""
    return tuple(replace(plan, duties=tuple(replace(one, rule=rule.id) for one in plan.duties)) for plan in plans)


def _site(rule: Rule, example: Example) -> Site:
    columns = [Column(one.url, one.role, one.url) for one in example.also if one.role]
    if kind_class(rule.kind).scope in ("column", "duty"):
        role = example.role or (rule.applies_to.roles or (Role.OTHER,))[0]
        columns.append(Column("示例栏目", role, example.url, update_every=example.update_every))
    hosts = {addresses.host(url) for url in (example.url, *(one.url for one in example.also))}
    home = f"http://{addresses.host(example.url)}/"
    level = example.level or Level.COUNTY
    return Site("example", "", home, tuple(sorted(hosts)), level, columns=tuple(columns), events=example.events)


def _with_role(facts: Facts, rule: Rule, example: Example) -> Facts:
    """Put the example's page into a column of its role."""
    key = addresses.key(example.url)
    role = example.role or next(iter(rule.applies_to.roles), None)
    place = replace(facts.view.pages[key], role=role or facts.view.pages[key].role)
    return replace(facts, view=replace(facts.view, pages={**facts.view.pages, key: place}))
