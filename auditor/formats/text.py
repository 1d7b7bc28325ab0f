"""The report for a terminal, in Chinese; this module alone knows in which order a person wants to read it.

No line is wider than the asked width, except a line that holds nothing but an address: an address is never broken,
because people copy it. Nothing is cut. Characters of a page that a terminal would obey are shown, not sent.
"""

from collections.abc import Iterable, Iterator

from auditor.formats import RenderOptions, _comparison, _ledger, _page_text, _passed_over
from auditor.formats._findings import found
from auditor.formats._layout import Line, paint, section, styled, table, wrap
from auditor.formats._points import (
    bonus_text,
    breakdown,
    counted_text,
    explained,
    grade_basis,
    reckoned,
    risk_text,
    sampled,
)
from auditor.formats._words import (
    GRADES,
    RATES,
    ROLES,
    STAGES,
    counted,
    deferral,
    name_of,
    no_score,
    ruleset,
    say,
    share,
    why,
)
from auditor.model import Assessment, Candidate, Finding, Gap, Record, SiteAssessment
from auditor.score import NOT_COUNTED

NARROWEST = 20  # cells; a narrower terminal gets lines of this width


def render(assessment: Assessment, options: RenderOptions) -> bytes:
    """Print the assessment as UTF-8 text of `options.width` cells."""
    width = max(NARROWEST, options.width)
    return paint(_report(assessment, width, options), color=options.color)


def render_page(
    record: Record,
    findings: Iterable[Finding],
    options: RenderOptions,
    *,
    gaps: Iterable[Gap] = (),
    candidates: Iterable[Candidate] | None = None,
) -> bytes:
    """Print what was read from one page, what it lacks and what was found, as UTF-8 text of `options.width` cells."""
    width = max(NARROWEST, options.width)
    lines = _page_text.page(record, list(findings), width, gaps=gaps, candidates=candidates)
    return paint(lines, color=options.color)


def _report(assessment: Assessment, width: int, options: RenderOptions) -> Iterator[Line]:
    stage = say(STAGES, options.stage) + ("，内部附件" if options.internal else "")
    yield from styled(wrap(f"政府信息公开合规审计报告（{stage}，auditor {assessment.tool_version}）", width), "bold")
    yield from styled(wrap(f"评判截至 {assessment.as_of.isoformat()}，规则集{ruleset(assessment)}", width))
    yield from styled([] if assessment.sites else ["", "没有站点。"])
    if len(assessment.sites) > 1:
        yield from section("各站点", _sites(assessment.sites, width), width)
    if comparison := options.comparison:
        before = wrap(_comparison.judged_with(comparison.before), width, first="上次  ")
        yield from section("与上次对比", before, width)
        yield from _comparison.section(comparison, width)
    for site in assessment.sites:
        yield from _site(site, width, explain=options.explain_score)


def _sites(sites: Iterable[SiteAssessment], width: int) -> list[str]:
    rows = [
        (
            name_of(site),
            _grade(site),
            _points(site.score),
            share(site.coverage.assessed, site.coverage.captured),
            *(str(count) for count in _counts(site)),
        )
        for site in sites
    ]
    return table(("站点", "等级", "得分", "覆盖率", "问题", "待核实"), rows, width, flexible=(0, 1), right=(2, 3, 4, 5))


def _site(site: SiteAssessment, width: int, *, explain: bool) -> Iterator[Line]:
    yield "", ""
    yield from styled(wrap(f"{name_of(site)}（{site.id}）", width, first="== ", rest="   "), "bold")
    yield from styled(wrap(site.home, width, first="   "), "cyan")
    failing, reviewed = _counts(site)
    yield from styled(
        wrap(_grade(site) + grade_basis(site), width, first="等级  "), "green" if site.grade == "pass" else "bold"
    )
    yield from styled(wrap(_score(site), width, first="得分  "), "bold")
    yield from styled(wrap(f"{failing} 条，另有待人工核实 {reviewed} 条", width, first="问题  "))
    for name, said in (("计入", counted_text(site)), ("风险", risk_text(site)), ("加分", bonus_text(site))):
        yield from styled(wrap(said, width, first=f"{name}  ") if said else ())
    yield from styled(wrap(_coverage(site), width, first="覆盖  "))
    for name, rate in sorted(site.rates.items()):
        yield from styled(wrap(f"{say(RATES, name)}：{share(rate.numerator, rate.denominator)}", width))
        yield from styled(line for url in sorted(rate.missing) for line in wrap(url, width, first="  缺："))
    if reason := deferral(site):
        yield from styled(wrap(f"暂缓评定的原因：{reason}", width), "yellow")
    yield from styled(_vetoes(site, width), "bold red")
    yield from section("得分明细", breakdown(site.indicators, width), width)
    if explain:
        yield from section("每一分失在哪里", explained(site, width), width)
        yield from section("得分怎么算", reckoned(site, width), width)
    yield from section("抽查名单", sampled(site, width), width)
    yield from found(site.findings, width, read=site.coverage.assessed > 0)
    yield from section("工作要点", [line for one in site.plans for line in _ledger.short(one, width)], width)
    yield from section("未能评判（不计入扣分）", _unassessed(site, width), width)
    yield from section("未抓取或未跟进的地址", _passed_over.listed(site, width), width)
    yield from section("栏目", _columns(site, width), width)
    yield from section("规则计数", _tallies(site, width), width)
    yield from section("说明", [line for note in site.notes for line in wrap(note, width, first="- ")], width)


def _points(points: float | None) -> str:
    return "-" if points is None else f"{points:.2f}"


def _counts(site: SiteAssessment) -> tuple[int, int]:
    failing = sum(one.state == "fail" for one in site.findings)
    return failing, len(site.findings) - failing


def _grade(site: SiteAssessment) -> str:
    if site.grade is None:
        return "不评等级（规则集不设分值）"
    words = say(GRADES, site.grade)
    return f"{site.grade_name}（{words}）" if site.grade_name and site.grade_name != words else words


def _score(site: SiteAssessment) -> str:
    if site.score is not None:
        return _points(site.score) + ("" if site.max_score is None else f" / {_points(site.max_score)}")
    return f"无（{no_score(site)}）"


def _coverage(site: SiteAssessment) -> str:
    coverage = site.coverage
    # What was never asked for is no page of the denominator, and is said apart from it.
    beside = counted({reason: count for reason, count in coverage.not_assessable.items() if reason in NOT_COUNTED})
    missed = counted({reason: count for reason, count in coverage.not_assessable.items() if reason not in NOT_COUNTED})
    read = f"采集 {coverage.captured} 页，读取 {share(coverage.assessed, coverage.captured)}"
    return read + (f"；未能读取：{missed}" if missed else "") + (f"；另有不计入的：{beside}" if beside else "")


def _vetoes(site: SiteAssessment, width: int) -> Iterator[str]:
    titles = {tally.id: tally.title for tally in site.rules}
    for veto in sorted(site.vetoes, key=lambda one: (one.rule, one.state)):
        effect = "一票否决" if veto.state == "fail" else "否决项待人工核实，尚不影响评级"
        yield from wrap(f"{effect}：{titles.get(veto.rule, '')}（{veto.rule}），{len(veto.fingerprints)} 条", width)


def _unassessed(site: SiteAssessment, width: int) -> list[str]:
    lines = [
        line
        for reason, count in sorted(site.coverage.not_assessable.items())
        for line in wrap(f"页面 {count} 个：{why(reason)}", width, first="- ")
    ]
    for tally in sorted(site.rules, key=lambda one: one.id):
        if tally.not_assessable:
            reasons = counted(tally.reasons) or "原因未记录"
            text = f"{tally.title}（{tally.id}）{tally.not_assessable} 个：{reasons}"
            lines += wrap(text, width, first="- ")
    return lines


def _columns(site: SiteAssessment, width: int) -> list[str]:
    rows = [
        (
            column.name,
            say(ROLES, column.role),
            str(column.items),
            column.newest or "-",
            "是" if column.complete else "否",
            column.unit or "-",
        )
        for column in site.columns
    ]
    head = ("栏目", "类型", "条目", "最新日期", "读全", "责任单位")
    return table(head, rows, width, flexible=(0, 1, 5), right=(2,)) if rows else []


def _tallies(site: SiteAssessment, width: int) -> list[str]:
    rows = [
        tuple(
            map(
                str,
                (
                    f"{one.title}（{one.id}）" if one.title else one.id,
                    one.judged,
                    one.passed,
                    one.failed,
                    one.needs_review,
                    one.not_applicable,
                    one.not_assessable,
                ),
            )
        )
        for one in sorted(site.rules, key=lambda one: one.id)
    ]
    head = ("规则", "评判", "符合", "问题", "待核实", "不适用", "未能评判")
    return table(head, rows, width, flexible=(0,), right=range(1, 7)) if rows else []
