"""What changed between two runs, as text, JSON, Markdown and rows; this module alone knows how a change is told."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from auditor import compare
from auditor.formats._csv import rows_as_csv
from auditor.formats._layout import Line, styled, wrap
from auditor.formats._neutral import markdown as cell
from auditor.formats._neutral import markdown_link
from auditor.formats._words import CAUSES, CHANGES, GRADES, STATES, ruleset, say, share, why
from auditor.model import PLANS_DIFFER, Change, ChangeKind, Comparison, Finding, RunMark, SiteChange

TOLD = (ChangeKind.NEW, ChangeKind.REOPENED, ChangeKind.FIXED, ChangeKind.NOT_ASSESSABLE)  # in this order, in full
HEAD = (
    "站点",
    "变化",
    "结论",
    "上次结论",
    "原因",
    "说明",
    "规则",
    "规则名称",
    "责任单位",
    "栏目",
    "文号",
    "题名",
    "网址",
    "问题",
    "编号",
)


def counts(changes: Iterable[Change]) -> dict[str, int]:
    """Return how many of the changes are of each kind."""
    found = Counter(one.kind for one in changes)
    return {str(kind): found[kind] for kind in ChangeKind}


def by_site(changes: Iterable[Change]) -> dict[str, list[Change]]:
    """Return the changes of each site, in their order."""
    sites: dict[str, list[Change]] = {}
    for one in changes:
        sites.setdefault(one.site, []).append(one)
    return sites


def changed(comparison: Comparison) -> tuple[Change, ...]:
    """Return what is not simply as it was: a cause stands behind each of them."""
    return tuple(one for one in comparison.changes if one.cause is not None)


def cause(change: Change) -> str:
    """Say why a finding came, went or changed its state; empty for one that is as it was."""
    if change.cause is None:
        return ""
    told = change.why + (f"（{why(change.reason)}）" if change.reason else "")
    return cause_name(change) + (f"：{told}" if told else "")


def cause_name(change: Change) -> str:
    """Name the cause; that other plans were asked for is no change of the rules, though the code is the same."""
    if change.cause is None:
        return ""
    return "计划有变" if change.why == PLANS_DIFFER else say(CAUSES, change.cause)


def summary(changes: Iterable[Change]) -> str:
    """Say in one line how many findings became what."""
    return "，".join(f"{CHANGES[kind]} {count}" for kind, count in counts(changes).items())


def causes(changes: Iterable[Change]) -> str:
    """Say how often each cause stands behind the changes, the commonest first."""
    found = Counter(cause_name(one) for one in changes if one.cause is not None)
    return "、".join(f"{name} {count}" for name, count in found.most_common())


def rectified(changes: Iterable[Change]) -> str:
    """Say how much of what was certain before the sites have mended; empty where nothing could be mended."""
    rate = compare.rectified(changes)
    return share(rate.numerator, rate.denominator) if rate.denominator else ""


def judged_with(mark: RunMark) -> str:
    """Say what a run was judged with."""
    period = f"，时段 {mark.period[0]} 至 {mark.period[1]}" if mark.period else ""
    return f"截至 {mark.as_of}{period}，规则集{ruleset(mark)}，auditor {mark.tool_version}"


def judged_briefly(mark: RunMark) -> str:
    """Say the same in a line of a narrow terminal."""
    ruleset_ = f"{mark.ruleset_id} {mark.ruleset_version} {mark.ruleset_sha256[:8]}"
    return f"截至 {mark.as_of}，{ruleset_}，auditor {mark.tool_version}"


def score(site: SiteChange) -> str:
    """Say how a site stood and stands; empty where neither run gives points or a grade."""
    if not (site.in_before and site.in_after):
        return "本次没有这个站点" if site.in_before else "上次没有这个站点"
    old, new = (
        _standing(*one) for one in ((site.score_before, site.grade_before), (site.score_after, site.grade_after))
    )
    return f"{old} → {new}" if old or new else ""


def _standing(points: float | None, grade: str | None) -> str:
    parts = (f"{points:.2f} 分" if points is not None else "", say(GRADES, grade) if grade else "")
    return " ".join(part for part in parts if part)


def as_json(comparison: Comparison, shown: Callable[[Finding], Mapping[str, Any]]) -> dict[str, Any]:
    """Return a comparison as JSON values, each finding as *shown*; keys may grow but never go.

    `changes` are those that have a cause; what remains as it was is told by its fingerprints, site by site.
    """
    sites = by_site(comparison.changes)
    return {
        "before": _mark(comparison.before),
        "after": _mark(comparison.after),
        "counts": counts(comparison.changes),
        "sites": [_site_as_json(one, sites.get(one.site, ())) for one in comparison.sites],
        "changes": [change_as_json(one, shown) for one in changed(comparison)],
        "notes": list(comparison.notes),
    }


def _site_as_json(site: SiteChange, changes: Sequence[Change]) -> dict[str, Any]:
    same = [one.finding.fingerprint for one in changes if one.cause is None]
    return {**asdict(site), "counts": counts(changes), "unchanged": same}


def change_as_json(one: Change, shown: Callable[[Finding], Mapping[str, Any]]) -> dict[str, Any]:
    """Return a change as JSON values."""
    return {
        "site": one.site,
        "kind": one.kind,
        "state_before": one.before,
        "cause": one.cause,
        "why": one.why,
        "reason": one.reason,
        "finding": shown(one.finding),
    }


def _mark(mark: RunMark) -> dict[str, Any]:
    return {
        "as_of": mark.as_of.isoformat(),
        "period": [day.isoformat() for day in mark.period] if mark.period else None,
        "ruleset": {
            "id": mark.ruleset_id,
            "version": mark.ruleset_version,
            "sha256": mark.ruleset_sha256,
            "title": mark.ruleset_title,
        },
        "plans": [{"id": name, "sha256": sha256} for name, sha256 in mark.plans],
        "tool_version": mark.tool_version,
    }


def text(comparison: Comparison, width: int) -> Iterator[Line]:
    """Yield the lines of `diff`: what was compared, the sums, then site by site what changed and why."""
    yield from styled(wrap("政府信息公开合规审计：两次运行对比", width), "bold")
    for name, mark in (("前一次", comparison.before), ("后一次", comparison.after)):
        yield from styled(wrap(judged_with(mark), width, first=f"{name}  "))
    yield from section(comparison, width)


def section(comparison: Comparison, width: int) -> Iterator[Line]:
    """Yield the sums and the changes, without the head."""
    yield from styled(wrap(summary(comparison.changes), width, first="合计  "), "bold")
    if told := causes(comparison.changes):
        yield from styled(wrap(told, width, first="原因  "))
    if mended := rectified(comparison.changes):
        yield from styled(wrap(mended, width, first="整改率  "))
    for note in comparison.notes:
        yield from styled(wrap(note, width, first="说明  "), "yellow")
    if not changed(comparison):
        yield from styled(["", *wrap("没有变化：两次的结论相同。", width)], "green")
        return
    sites = by_site(comparison.changes)
    for site in comparison.sites:
        yield from _site(sites.get(site.site, []), site, width)


def _site(changes: list[Change], site: SiteChange, width: int) -> Iterator[Line]:
    moved = [one for one in changes if one.cause is not None]
    if not moved:
        return
    yield "", ""
    yield from styled(wrap(f"{site.name}（{site.site}）", width, first="== "), "bold")
    if said := score(site):
        yield from styled(wrap(said, width, first="得分  "))
    yield from styled(wrap(summary(changes), width, first="问题  "))
    for kind in (*TOLD, ChangeKind.REMAINING):
        found = [one for one in moved if one.kind is kind]
        if found:
            title = "仍存在，结论有变" if kind is ChangeKind.REMAINING else CHANGES[kind]
            yield "", ""
            yield from styled(wrap(f"{title}：{len(found)} 条", width, first="-- "), "bold")
            yield from (line for one in found for line in _change(one, width))


def _change(one: Change, width: int) -> Iterator[Line]:
    found = one.finding
    turned = f"，原为{say(STATES, one.before)}" if one.kind is ChangeKind.REMAINING and one.before else ""
    yield from styled(
        wrap(f"[{say(STATES, found.state)}{turned}] {found.title}（{found.rule}）", width, first="- ", rest="  ")
    )
    named = " ".join(part for part in (found.subject.document_number, found.subject.title) if part)
    for said, style in ((named, ""), (found.subject.url, "cyan"), (found.message, "")):
        yield from styled(wrap(said, width, first="  ") if said else (), style)
    yield from styled(wrap(cause(one), width, first="  原因  "))
    yield from styled(
        wrap(f"编号 {found.fingerprint}" + (f"，责任单位：{found.unit}" if found.unit else ""), width, first="  "),
        "dim",
    )


def rows(comparison: Comparison) -> Iterator[tuple[object, ...]]:
    """Yield a row of `HEAD` for each finding."""
    for one in comparison.changes:
        found = one.finding
        gone = one.kind in (ChangeKind.FIXED, ChangeKind.NOT_ASSESSABLE)
        yield (
            one.site_name,
            CHANGES[one.kind],
            "" if gone else say(STATES, found.state),
            say(STATES, one.before) if one.before else "",
            cause_name(one),
            one.why + (f"（{why(one.reason)}）" if one.reason else ""),
            found.rule,
            found.title,
            found.unit,
            found.column,
            found.subject.document_number,
            found.subject.title,
            found.subject.url,
            found.message,
            found.fingerprint,
        )


def as_csv(comparison: Comparison) -> bytes:
    """Return every finding and what became of it as CSV."""
    return rows_as_csv(HEAD, rows(comparison))


def markdown(comparison: Comparison) -> Iterator[str]:
    """Yield the lines of a Markdown page: the sums and a table of what changed."""
    yield from ("## 两次运行对比", "")
    for name, mark in (("前一次", comparison.before), ("后一次", comparison.after)):
        yield f"- {name}：{cell(judged_with(mark))}"
    yield from markdown_section(comparison)


def markdown_section(comparison: Comparison) -> Iterator[str]:
    """Yield the sums and the table without the head; what is as it was is only counted."""
    yield f"- 合计：{summary(comparison.changes)}"
    if mended := rectified(comparison.changes):
        yield f"- 整改率：{mended}"
    yield from (f"- 说明：{cell(note)}" for note in comparison.notes)
    moved = changed(comparison)
    if not moved:
        yield from ("", "没有变化：两次的结论相同。")
        return
    yield from ("", "| 站点 | 变化 | 结论 | 规则 | 页面 | 原因 |", "|---|---|---|---|---|---|")
    for one in moved:
        found = one.finding
        page = f"{cell(found.subject.title)} {markdown_link(found.subject.url)}"
        cells = (one.site_name, CHANGES[one.kind], say(STATES, found.state), f"{found.title}（{found.rule}）")
        yield "| " + " | ".join(map(cell, cells)) + f" | {page} | {cell(cause(one))} |"
