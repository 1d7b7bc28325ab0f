"""The report for a terminal, in Chinese; this module alone knows in which order a person wants to read it.

No line is wider than the asked width, except a line that holds nothing but an address: an address is never broken,
because people copy it. Nothing is cut. Characters of a page that a terminal would obey are shown, not sent.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from auditor.formats import RenderOptions, _comparison, _contents, _ledger, _passed_over, _selfcheck
from auditor.formats._findings import listed
from auditor.formats._layout import Line, paint, table, wrap
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
    FIELDS,
    FORMS,
    GRADES,
    KINDS,
    RATES,
    ROLES,
    SOURCES,
    VALIDITIES,
    counted,
    say,
    share,
    why,
)
from auditor.model import (
    Assessment,
    Candidate,
    Field,
    Finding,
    Gap,
    Link,
    PageKind,
    Record,
    SiteAssessment,
)
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
    parts = (_read(record, width), _how(record, gaps, candidates, width), _page(record, list(findings), width))
    return paint(chain.from_iterable(parts), color=options.color)


def _report(assessment: Assessment, width: int, options: RenderOptions) -> Iterator[Line]:
    yield from _lines(wrap(f"政府信息公开合规审计报告（auditor {assessment.tool_version}）", width), "bold")
    ruleset = f"规则集 {assessment.ruleset_id} {assessment.ruleset_version}（sha256 {assessment.ruleset_sha256[:12]}）"
    yield from _lines(wrap(f"评判截至 {assessment.as_of.isoformat()}，{ruleset}", width))
    yield from _lines([] if assessment.sites else ["", "没有站点。"])
    if len(assessment.sites) > 1:
        yield from _section("各站点", _sites(assessment.sites, width), width)
    if comparison := options.comparison:
        before = wrap(_comparison.judged_with(comparison.before), width, first="上次  ")
        yield from _section("与上次对比", before, width)
        yield from _comparison.section(comparison, width)
    for site in assessment.sites:
        yield from _site(site, width, explain=options.explain_score)


def _sites(sites: Iterable[SiteAssessment], width: int) -> list[str]:
    rows = [
        (
            site.name or site.id,
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
    yield from _lines(wrap(f"{site.name or site.id}（{site.id}）", width, first="== ", rest="   "), "bold")
    yield from _lines(wrap(site.home, width, first="   "), "cyan")
    failing, reviewed = _counts(site)
    yield from _lines(
        wrap(_grade(site) + grade_basis(site), width, first="等级  "), "green" if site.grade == "pass" else "bold"
    )
    yield from _lines(wrap(_score(site), width, first="得分  "), "bold")
    yield from _lines(wrap(f"{failing} 条，另有待人工核实 {reviewed} 条", width, first="问题  "))
    for name, said in (("计入", counted_text(site)), ("风险", risk_text(site)), ("加分", bonus_text(site))):
        yield from _lines(wrap(said, width, first=f"{name}  ") if said else ())
    yield from _lines(wrap(_coverage(site), width, first="覆盖  "))
    for name, rate in sorted(site.rates.items()):
        yield from _lines(wrap(f"{say(RATES, name)}：{share(rate.numerator, rate.denominator)}", width))
        yield from _lines(line for url in sorted(rate.missing) for line in wrap(url, width, first="  缺："))
    if site.deferred_reason:
        yield from _lines(wrap(f"暂缓评定的原因：{why(site.deferred_reason)}", width), "yellow")
    yield from _lines(_vetoes(site, width), "bold red")
    yield from _section("得分明细", breakdown(site.indicators, width), width)
    if explain:
        yield from _section("每一分失在哪里", explained(site, width), width)
        yield from _section("得分怎么算", reckoned(site, width), width)
    yield from _section("抽查名单", sampled(site, width), width)
    yield from _found(site.findings, width, read=site.coverage.assessed > 0)
    yield from _section("工作要点", [line for one in site.plans for line in _ledger.short(one, width)], width)
    yield from _section("未能评判（不计入扣分）", _unassessed(site, width), width)
    yield from _section("未抓取或未跟进的地址", _passed_over.listed(site, width), width)
    yield from _section("栏目", _columns(site, width), width)
    yield from _section("规则计数", _tallies(site, width), width)
    yield from _section("说明", [line for note in site.notes for line in wrap(note, width, first="- ")], width)


def _lines(lines: Iterable[str], style: str = "") -> Iterator[Line]:
    return ((line, style) for line in lines)


def _section(title: str, lines: list[str], width: int) -> Iterator[Line]:
    """Put a heading over the lines, where there are any."""
    if lines:
        yield "", ""
        yield from _lines(wrap(title, width, first="-- "), "bold")
        yield from _lines(lines)


def _found(findings: Sequence[Finding], width: int, *, read: bool) -> Iterator[Line]:
    """List the findings; that there are none is said only of what could be read."""
    if findings:
        yield from listed(findings, width)
    else:
        yield "", ""
        said = "在已读取的内容里没有发现问题。" if read else "没有读到内容，不下结论。"
        yield from _lines(wrap(said, width), "green" if read else "yellow")


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
    why = {"vetoed": "触发一票否决", "deferred": "读取的页面不足，不下结论"}
    return f"无（{why.get(site.grade or '', '规则集不设分值')}）"


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
                    one.id,
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


def _read(record: Record, width: int) -> Iterator[Line]:
    yield from _lines(wrap(record.title or "（没有标题）", width), "bold")
    yield from _lines(wrap(record.url, width), "cyan")
    yield from _lines(wrap(f"页面类型：{say(KINDS, record.kind)}", width))
    if record.outcome != "ok":
        yield from _lines(wrap(f"未能读取：{why(record.outcome)}。没有读到的内容不作评判。", width), "yellow")
    if record.breadcrumb:
        way = " > ".join(name for name, _ in record.breadcrumb)
        yield from _lines(wrap(f"当前位置：{way}", width))
    if record.scripted and record.outcome == "ok":
        yield from _lines(wrap("信息栏由脚本填充，静态页面读不到。", width), "yellow")
    yield from _section("信息栏", _fields(record.fields, width), width)


def _how(record: Record, gaps: Iterable[Gap], candidates: Iterable[Candidate] | None, width: int) -> Iterator[Line]:
    yield from _section("规则要求而没有读到", _selfcheck.gaps(gaps, width), width)
    if candidates is not None:
        yield from _section("为什么这样读", _selfcheck.candidates(record, candidates, width), width)


def _page(record: Record, findings: list[Finding], width: int) -> Iterator[Line]:
    if record.kind not in {PageKind.LIST, PageKind.HOME}:
        yield from _section("正文", _contents.body(record, width), width)
    yield from _section("栏目列表", _contents.listing(record.listing, width), width)
    yield from _section("解读", _links(record.links.interpretations, width), width)
    yield from _section("对应文件", _links(record.links.documents, width), width)
    yield from _section("附件", _links(record.links.attachments, width), width)
    yield from _found(findings, width, read=record.outcome == "ok")


def _fields(fields: Iterable[Field], width: int) -> list[str]:
    rows = [
        (f"{say(FIELDS, field.name)}", _value(field), f"{field.label} {field.raw}", say(SOURCES, field.source))
        for field in fields
    ]
    return table(("字段", "读到", "原样", "来源"), rows, width, flexible=(1, 2)) if rows else []


def _value(field: Field) -> str:
    if field.value is None:
        return f"无（{why(field.reason)}）" if field.reason else "无"
    known = VALIDITIES.get(field.value) if field.name == "validity" else None
    return f"{known}（{field.value}）" if known else field.value


def _links(links: Iterable[Link], width: int) -> list[str]:
    lines = []
    for place, link in enumerate(links, start=1):
        form = f"[{say(FORMS, link.form) if link.form else link.suffix}] " if link.form or link.suffix else ""
        named = link.text if link.text != link.url else ""
        # The address stands on a line of its own, behind the name where there is one.
        lines += wrap(f"{form}{named}", width, first=f"{place}. ")
        lines += wrap(link.url, width, first="   ")
    return lines
