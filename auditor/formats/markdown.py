"""The assessment as Markdown for merge requests and wikis; this module alone knows which tables it is told in.

Nothing that a page says is obeyed: every sign that Markdown or HTML could read is escaped.
"""

from collections.abc import Iterable, Iterator, Sequence

from auditor.formats import RenderOptions, _comparison, in_order
from auditor.formats._neutral import markdown, markdown_link
from auditor.formats._points import bonus_text, breakdown_rows, counted_text, exact, risk_text
from auditor.formats._words import (
    RATES,
    SEVERITIES,
    STAGES,
    counted,
    deferral,
    grade,
    name_of,
    no_score,
    ruleset,
    say,
    share,
)
from auditor.model import Assessment, Finding, SiteAssessment

_FINDINGS = ("编号", "规则", "严重", "网页", "问题", "证据", "怎么改", "依据", "责任单位", "扣分")
_TALLIES = ("规则", "名称", "评判", "符合", "问题", "待核实", "不适用", "未能评判", "未能评判的原因")


def render(assessment: Assessment, options: RenderOptions) -> bytes:
    """Print the assessment as UTF-8 Markdown (CommonMark with GitHub's tables)."""
    return "".join(f"{line}\n" for line in _report(assessment, options)).encode()


def _report(assessment: Assessment, options: RenderOptions) -> Iterator[str]:
    yield f"# 政府信息公开合规审计报告（{say(STAGES, options.stage)}）"
    yield ""
    yield (
        f"评判截至 {assessment.as_of.isoformat()}，规则集{markdown(ruleset(assessment))}，"
        f"auditor {markdown(assessment.tool_version)}。"
    )
    yield ""
    if assessment.sites:
        head = ("站点", "等级", "得分", "覆盖率", "问题", "待核实")
        yield from _table(head, (_summary(site) for site in assessment.sites))
    else:
        yield "没有站点。"
    if comparison := options.comparison:
        yield from ("", "## 与上次对比", "", f"- 上次：{markdown(_comparison.judged_with(comparison.before))}")
        yield from _comparison.markdown_section(comparison)
    for site in assessment.sites:
        yield from _site(site)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Yield a table; its cells must be escaped already."""
    yield f"| {' | '.join(head)} |"
    yield "|---" * len(head) + "|"
    yield from (f"| {' | '.join(row)} |" for row in rows)


def _summary(site: SiteAssessment) -> tuple[str, ...]:
    failed = sum(one.state == "fail" for one in site.findings)
    return (
        markdown(name_of(site)),
        markdown(grade(site)),
        "—" if site.score is None else f"{site.score:.2f}",
        share(site.coverage.assessed, site.coverage.captured),
        str(failed),
        str(len(site.findings) - failed),
    )


def _site(site: SiteAssessment) -> Iterator[str]:
    yield from ("", f"## {markdown(name_of(site))}（{markdown(site.id)}）", "", markdown_link(site.home), "")
    yield from (f"- {said}" for said in _facts(site))
    yield from _part("得分明细", _indicators(site))
    findings = in_order(site.findings)
    failed = [one for one in findings if one.state == "fail"]
    reviewed = [one for one in findings if one.state != "fail"]
    yield from _part(f"问题：{len(failed)} 条", _findings(failed))
    yield from _part(f"待人工核实：{len(reviewed)} 条（核实前不扣分）", _findings(reviewed))
    yield from _part("规则计数", _tallies(site))
    yield from _part("说明", (f"- {markdown(one)}" for one in site.notes))


def _part(title: str, lines: Iterable[str]) -> Iterator[str]:
    """Put a heading over the lines, where there are any."""
    found = list(lines)
    if found:
        yield from ("", f"### {title}", "", *found)


def _facts(site: SiteAssessment) -> Iterator[str]:
    full = "" if site.max_score is None else f" / {site.max_score:.2f}"
    score = f"无（{no_score(site)}）" if site.score is None else f"{site.score:.2f}{full}"
    yield f"等级：{markdown(grade(site))}；得分：{score}"
    for name, said in (("计入", counted_text(site)), ("风险", risk_text(site)), ("加分", bonus_text(site))):
        if said:
            yield f"{name}：{markdown(said)}"
    missed = counted(site.coverage.not_assessable)
    read = share(site.coverage.assessed, site.coverage.captured)
    yield f"覆盖：采集 {site.coverage.captured} 页，读取 {read}" + (f"；未能读取：{markdown(missed)}" if missed else "")
    for name, rate in sorted(site.rates.items()):
        yield f"{markdown(say(RATES, name))}：{share(rate.numerator, rate.denominator)}"
    if reason := deferral(site):
        yield f"暂缓评定的原因：{markdown(reason)}"
    titles = {tally.id: tally.title for tally in site.rules}
    for veto in sorted(site.vetoes, key=lambda one: (one.rule, one.state)):
        effect = "一票否决" if veto.state == "fail" else "否决项待人工核实，尚不影响评级"
        yield f"{effect}：{markdown(titles.get(veto.rule, ''))}（{markdown(veto.rule)}），{len(veto.fingerprints)} 条"


def _indicators(site: SiteAssessment) -> Iterator[str]:
    head = ("指标", "方式", "满分", "计入", "得分", "失分", "风险")
    rows = [tuple(map(markdown, row)) for row in breakdown_rows(site.indicators, by_hand=True)]
    return _table(head, rows) if rows else iter(())


def _findings(findings: Iterable[Finding]) -> Iterator[str]:
    rows = [_finding(one) for one in findings]
    return _table(_FINDINGS, rows) if rows else iter(())


def _finding(one: Finding) -> tuple[str, ...]:
    subject = one.subject
    name = " ".join(part for part in (subject.document_number, subject.title) if part)
    quote = next((f"“{markdown(seen.quote)}”" for seen in one.evidence if seen.quote), "")
    return (
        f"`{one.fingerprint}`",
        f"{markdown(one.title)}（{markdown(one.rule)}）",
        say(SEVERITIES, one.severity),
        (f"{markdown(name)}<br>" if name else "") + markdown_link(subject.url),
        markdown(one.message),
        quote,
        markdown(one.remedy),
        markdown(one.basis),
        markdown(one.unit),
        exact(one.deducted) if one.deducted else "",
    )


def _tallies(site: SiteAssessment) -> Iterator[str]:
    rows = [
        (
            markdown(one.id),
            markdown(one.title),
            *map(str, (one.judged, one.passed, one.failed, one.needs_review, one.not_applicable, one.not_assessable)),
            markdown(counted(one.reasons)),
        )
        for one in sorted(site.rules, key=lambda one: one.id)
    ]
    return _table(_TALLIES, rows) if rows else iter(())
