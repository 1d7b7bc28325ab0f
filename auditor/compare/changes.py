"""Two runs beside each other; this module alone knows what is new, fixed, remaining, reopened or out of sight."""

from collections.abc import Iterator, Sequence

from auditor.compare.causes import Sight, Told, kind_of, told
from auditor.compare.pairs import Pair, pairs
from auditor.model import (
    Assessment,
    Cause,
    Change,
    ChangeKind,
    Comparison,
    Finding,
    JudgedRun,
    Reason,
    RunMark,
    SiteAssessment,
    SiteChange,
    State,
)
from auditor.text import addresses

_ORDER = {kind: place for place, kind in enumerate(ChangeKind)}


def run_mark(assessment: Assessment, name: str = "") -> RunMark:
    """Return what a run was judged with; its plans sorted, each once."""
    plans = {(one.plan.id, one.plan.sha256) for site in assessment.sites for one in site.plans}
    return RunMark(
        assessment.as_of,
        assessment.ruleset_id,
        assessment.ruleset_version,
        assessment.ruleset_sha256,
        assessment.tool_version,
        assessment.period,
        tuple(sorted(plans)),
        name,
        assessment.ruleset_title,
    )


def compare(
    before: JudgedRun,
    after: JudgedRun,
    *,
    again: Assessment | None = None,
    later: Assessment | None = None,
    history: Sequence[Assessment] = (),
    configured_alike: bool = True,
) -> Comparison:
    """Compare two runs.

    Args:
        before: The earlier run.
        after: The later run.
        again: The evidence of *before* judged with what *after* was judged with, on the day of *before*.
        later: The same on the day of *after*; None where the days are the same.
        history: Runs before both: what one of them had, *before* had not and *after* has is reopened.
        configured_alike: The sites are configured alike in both.
    """
    marks = run_mark(before.assessment, before.name), run_mark(after.assessment, after.name)
    old = {site.id: site for site in before.assessment.sites}
    new = {site.id: site for site in after.assessment.sites}
    known = {one.fingerprint for run in history for site in run.sites for one in site.findings}
    sites, changes = [], []
    for name in dict.fromkeys((*new, *old)):
        here, there = old.get(name), new.get(name)
        sites.append(_site(name, here, there))
        sight = Sight(
            *marks,
            {one.id: one for one in here.rules} if here else {},
            {one.id: one for one in there.rules} if there else {},
            before.marks.get(name),
            after.marks.get(name),
            _states(again, name),
            _states(later, name),
            configured_alike,
            addresses.key(_home(here, there)),
        )
        changes += _in_order(_changes(name, here, there, sight, known))
    return Comparison(*marks, tuple(sites), tuple(changes), tuple(_notes(before, after, again)))


def _states(assessment: Assessment | None, site: str) -> dict[str, State] | None:
    found = next((one for one in assessment.sites if one.id == site), None) if assessment else None
    return {one.fingerprint: one.state for one in found.findings} if found else None


def _home(before: SiteAssessment | None, after: SiteAssessment | None) -> str:
    shown = after or before
    return shown.home if shown else ""


def _site(name: str, before: SiteAssessment | None, after: SiteAssessment | None) -> SiteChange:
    shown = after or before
    return SiteChange(
        name,
        (shown.name if shown else "") or name,
        before.score if before else None,
        after.score if after else None,
        before.grade if before else None,
        after.grade if after else None,
        in_before=before is not None,
        in_after=after is not None,
    )


def _changes(
    name: str, before: SiteAssessment | None, after: SiteAssessment | None, sight: Sight, known: set[str]
) -> Iterator[Change]:
    shown = after or before
    title = (shown.name if shown else "") or name
    for pair in pairs(before.findings if before else (), after.findings if after else ()):
        one = _shown(pair)
        old, new = pair.before.state if pair.before else None, pair.after.state if pair.after else None
        why = None if old == new else _why(pair, before, after, sight)
        kind = kind_of(old, new, why, known=one.fingerprint in known)
        cause, said, reason = (why.cause, why.why, why.reason) if why else (None, "", None)
        yield Change(name, title, kind, one, old, cause, said, reason)


def _shown(pair: Pair) -> Finding:
    found = pair.after or pair.before
    assert found is not None  # noqa: S101 - a pair has at least one side
    return found


def _why(pair: Pair, before: SiteAssessment | None, after: SiteAssessment | None, sight: Sight) -> Told:
    if before is None:
        return Told(Cause.COVERAGE_CHANGED, "上次没有评这个站点", lost=True)
    if after is None:
        return Told(Cause.COVERAGE_CHANGED, "本次没有评这个站点", lost=True)
    one = pair.before or _shown(pair)
    return told(one, pair.before.state if pair.before else None, pair.after.state if pair.after else None, sight)


def _in_order(changes: Iterator[Change]) -> list[Change]:
    return sorted(
        changes,
        key=lambda one: (
            _ORDER[one.kind],
            one.finding.state is not State.FAIL,
            one.finding.rule,
            one.finding.subject.url,
            one.finding.fingerprint,
        ),
    )


def _notes(before: JudgedRun, after: JudgedRun, again: Assessment | None) -> Iterator[str]:
    """Say aloud what the comparison had to do without."""
    old, new = before.assessment, after.assessment
    for run, when in ((before, "前一次"), (after, "后一次")):
        if run.assessment.sites and not run.marks:
            yield f"{when}运行没有逐页记录（pages.jsonl），读不到的页面只能按规则整体判断"
    for run, when in ((before, "前一次"), (after, "后一次")):
        if names := "、".join(one.name or one.id for one in run.assessment.sites if _unfinished(one, run)):
            yield f"{when}的抓取没有完成（{names}）：没有取到的网页无从对比，结论只及于两次都看到的内容"
    if old.ruleset_sha256 != new.ruleset_sha256:
        yield f"两次的规则集不同（{_version(old)} 与 {_version(new)}），得分不宜直接相比"
    if old.period != new.period:
        yield "两次的评估时段不同，得分不宜直接相比"
    judged_alike = old.ruleset_sha256 == new.ruleset_sha256 and old.tool_version == new.tool_version
    if again is None and not judged_alike:
        yield "前一次的证据没有重新评判，原因按规则和网页的散列推断"


def _unfinished(site: SiteAssessment, run: JudgedRun) -> bool:
    marks = run.marks.get(site.id)
    return bool(site.coverage.not_assessable.get(Reason.LIMIT) or (marks and marks.unfinished))


def _version(one: Assessment) -> str:
    return f"{one.ruleset_id} {one.ruleset_version} sha256 {one.ruleset_sha256[:8]}"
