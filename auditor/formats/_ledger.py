"""The ledger of a plan as text, JSON, Markdown and rows; this module alone knows in which order duties are told."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from auditor.formats._layout import wrap
from auditor.formats._neutral import markdown as escaped
from auditor.formats._neutral import markdown_link
from auditor.formats._words import name_of, say, why
from auditor.model import Assessment, Duty, DutyResult, DutyState, Ledger, Plan

STATES: Mapping[str, str] = {
    "overdue": "逾期或未落实",
    "needs_review": "待核实",
    "due": "未到期",
    "not_assessable": "未能评判",
    "manual": "人工评判",
    "not_applicable": "不适用",
    "done": "已完成",
}
ORDER = tuple(STATES)
NO_UNIT = "（未写明责任单位）"
HEAD = ("责任单位", "编号", "事项", "结论", "期限", "本月到期", "说明", "页面", "题名", "依据规则", "问题编号")
_MANY = 3  # pages that a text names


def counts(ledger: Ledger) -> dict[str, int]:
    """Return how many duties came to each state, those that count first."""
    found = Counter(one.state for one in ledger.results)
    return {state: found[DutyState(state)] for state in ORDER}


def this_month(result: DutyResult, as_of: date) -> bool:
    """Tell whether the last day of a duty that is not done lies ahead in the month of *as_of*."""
    return result.state is DutyState.DUE and result.day[:7] == as_of.isoformat()[:7]


def by_unit(results: Iterable[DutyResult], as_of: date) -> list[tuple[str, list[DutyResult]]]:
    """Return the duties of each unit in the order of the plan, each unit's most pressing ones first."""
    units: dict[str, list[DutyResult]] = {}
    for one in results:
        units.setdefault(one.duty.unit or NO_UNIT, []).append(one)

    def pressing(one: DutyResult) -> tuple[bool, bool, int, str]:
        return one.state is not DutyState.OVERDUE, not this_month(one, as_of), ORDER.index(one.state), one.day

    return [(unit, sorted(ones, key=pressing)) for unit, ones in units.items()]


def reason(result: DutyResult) -> str:
    """Say why a duty came to its state."""
    said = why(result.reason)
    event = said.removeprefix("event_")
    if event != said:
        said = f"站点没有配置 events: {event} 的日期"
    if result.duty.rule and result.state in (DutyState.DONE, DutyState.DUE) and result.count is not None:
        said = f"{said + '，' if said else ''}已有 {result.count} 期（次、处）"
    return said if result.duty.confirmed else f"未确认的草稿：{said}"


def asked(duty: Duty) -> str:
    """Say what a duty asks: its quote, or, where that is no sentence, what it means with the quote behind it."""
    return f"{duty.title}（原文：{duty.quote}）" if duty.title else duty.quote


def as_json(ledger: Ledger) -> dict[str, Any]:
    """Return a ledger as JSON values; keys may grow but never go."""
    plan = ledger.plan
    return {
        "id": plan.id,
        "title": plan.title,
        "year": plan.year,
        "sha256": plan.sha256,
        "counts": counts(ledger),
        "duties": [_duty(one) for one in ledger.results],
    }


def _duty(result: DutyResult) -> dict[str, Any]:
    duty = result.duty
    return {
        "id": duty.id,
        "title": duty.title,
        "quote": duty.quote,
        "unit": duty.unit,
        "rule": duty.rule or None,
        "recurs": duty.recurs,
        "certainty": duty.certainty,
        "confirmed": duty.confirmed,
        "state": result.state,
        "due": result.day or None,
        "reason": reason(result),
        "count": result.count,
        "pages": [
            {"url": one.url, "title": one.quote, "digest": one.digest, "fetched_at": one.fetched_at}
            for one in result.pages
        ],
        "findings": list(result.findings),
    }


def document(assessment: Assessment) -> dict[str, Any]:
    """Return the ledgers of all sites as the JSON document of `plan check`."""
    return {
        "schema_version": 1,
        "tool": {"name": "auditor", "version": assessment.tool_version},
        "as_of": assessment.as_of.isoformat(),
        "sites": [
            {"id": site.id, "name": site.name, "home": site.home, "plans": [as_json(one) for one in site.plans]}
            for site in assessment.sites
        ],
    }


def summary(ledger: Ledger) -> str:
    """Say a plan in one line: its title, its hash and how many duties came to what."""
    told = "、".join(f"{STATES[state]} {count}" for state, count in counts(ledger).items() if count)
    mark = f"，sha256 {ledger.plan.sha256[:12]}" if ledger.plan.sha256 else ""
    return f"《{ledger.plan.title}》（{ledger.plan.id}{mark}）：{len(ledger.results)} 项，{told}"


def short(ledger: Ledger, width: int) -> list[str]:
    """Return the plan for the report of a check: how many, and what is late or to be looked at."""
    lines = wrap(summary(ledger), width)
    for one in ledger.results:
        if one.state in (DutyState.OVERDUE, DutyState.NEEDS_REVIEW):
            lines += wrap(f"[{STATES[one.state]}] {one.duty.id} {asked(one.duty)}", width, first="- ")
            lines += [line for page in one.pages[:1] for line in wrap(page.url, width, first="  ")]
    return lines


def text(assessment: Assessment, width: int) -> Iterator[str]:
    """Yield the lines of `plan check`: each plan of each site, unit by unit."""
    for site in assessment.sites:
        yield from wrap(f"{name_of(site)}（{site.id}）  截至 {assessment.as_of.isoformat()}", width, first="== ")
        if not site.plans:
            yield from wrap("没有适用的工作要点。", width)
        for ledger in site.plans:
            yield from ["", *wrap(summary(ledger), width)]
            for unit, results in by_unit(ledger.results, assessment.as_of):
                yield from ["", *wrap(unit, width, first="-- ")]
                for one in results:
                    yield from _told(one, assessment.as_of, width)
        yield ""


def _told(result: DutyResult, as_of: date, width: int) -> Iterator[str]:
    month = "，本月到期" if this_month(result, as_of) else ""
    day = f"（{result.day}{month}）" if result.day else ""
    state = say(STATES, result.state)
    yield from wrap(f"[{state}]{day} {result.duty.id} {asked(result.duty)}", width, rest="    ")
    if said := reason(result):
        yield from wrap(said, width, first="    ")
    for page in result.pages[:_MANY]:
        yield from wrap(page.quote, width, first="    · ")
        yield from wrap(page.url, width, first="      ")


def markdown(assessment: Assessment) -> str:
    """Return the ledgers as Markdown tables, unit by unit."""
    lines = []
    for site in assessment.sites:
        for ledger in site.plans:
            lines += [
                f"## {escaped(name_of(site))}",
                "",
                f"截至 {assessment.as_of.isoformat()}。{escaped(summary(ledger))}",
                "",
            ]
            lines += ["| 责任单位 | 编号 | 事项 | 结论 | 期限 | 说明 | 页面 |", "|---|---|---|---|---|---|---|"]
            for unit, results in by_unit(ledger.results, assessment.as_of):
                lines += [_line(unit, one, assessment.as_of) for one in results]
            lines.append("")
    return "\n".join(lines)


def _line(unit: str, result: DutyResult, as_of: date) -> str:
    pages = "<br>".join(f"{escaped(one.quote)} {markdown_link(one.url)}" for one in result.pages[:_MANY])
    state = STATES[result.state] + ("（本月到期）" if this_month(result, as_of) else "")
    cells = (unit, result.duty.id, asked(result.duty), state, result.day, reason(result))
    return "| " + " | ".join(map(escaped, cells)) + f" | {pages} |"


def rows(ledger: Ledger, as_of: date) -> Iterator[tuple[str, ...]]:
    """Yield a row of `HEAD` for each duty, unit by unit."""
    for unit, results in by_unit(ledger.results, as_of):
        for one in results:
            first = one.pages[0] if one.pages else None
            yield (
                unit,
                one.duty.id,
                asked(one.duty),
                STATES[one.state],
                one.day,
                "是" if this_month(one, as_of) else "",
                reason(one),
                first.url if first else "",
                first.quote if first else "",
                one.duty.rule,
                " ".join(one.findings),
            )


def shown(plan: Plan, width: int, unit: str = "") -> Iterator[str]:
    """Yield the lines of `plan show`: what a plan asks, of those whose unit has *unit* in its name."""
    yield from wrap(f"《{plan.title}》（{plan.id}，{plan.year} 年）", width)
    if plan.source:
        yield from wrap(plan.source, width, first="来源：")
    yield from wrap(f"sha256 {plan.sha256}", width)
    wanted = [one for one in plan.duties if unit in one.unit]
    loose = sum(not one.confirmed for one in wanted)
    yield from wrap(f"{len(wanted)} 项" + (f"，其中 {loose} 项未确认" if loose else ""), width)
    for one in wanted:
        yield ""
        mark = "" if one.confirmed else "[未确认] "
        yield from wrap(f"{mark}{one.id} {asked(one)}", width, rest="    ")
        for said in _asked(one):
            yield from wrap(said, width, first="    ")


def _asked(duty: Duty) -> Iterator[str]:
    if duty.unit:
        yield f"责任单位：{duty.unit}"
    if duty.rule:
        told = "；".join(f"{key}={_option(value)}" for key, value in duty.options.items())
        yield f"规则：{duty.rule}" + (f"（{told}）" if told else "") + ("，每年重复" if duty.recurs else "")
    if duty.manual:
        yield f"人工评判：{duty.manual}"
    if duty.line:
        yield f"出自第 {duty.line} 行"


def _option(value: object) -> str:
    return "、".join(map(str, value)) if isinstance(value, tuple) else str(value)
