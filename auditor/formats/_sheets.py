"""The sheets that only tell: ranking, indicators, what was not assessed, duties, samples, changes, counts, the run."""

from collections.abc import Iterator, Mapping

from auditor.formats import RenderOptions, _ranking
from auditor.formats._book import Book, Column, Value
from auditor.formats._comparison import TOLD, cause_name, summary
from auditor.formats._ledger import HEAD as DUTY_HEAD
from auditor.formats._ledger import rows as duty_rows
from auditor.formats._tree import nodes
from auditor.formats._words import (
    CHANGES,
    LEVELS,
    LIGHTS,
    RATES,
    STAGES,
    STATES,
    counted,
    deferral,
    grade,
    name_of,
    ruleset,
    say,
    share,
    why,
)
from auditor.model import Assessment, Change, Ranking, SiteAssessment
from auditor.score import NOT_COUNTED

_DUTY_WIDTHS: Mapping[str, float] = {
    "编号": 10,
    "事项": 56,
    "结论": 12,
    "期限": 12,
    "本月到期": 9,
    "页面": 40,
    "题名": 30,
}


def ranking(book: Book, options: RenderOptions) -> None:
    """Write the table of sites by group, with what each earned of the top indicators."""
    found = options.ranking
    told = f"与 {found.against.isoformat()} 的结果比较" if found and found.against else ""
    sheet = book.sheet("排名", told, internal=options.internal)
    tops = [one for one in found.indicators if not one.depth] if found else []
    columns = [
        *(Column("分组", 16), Column("层级", 8, "short"), Column("名次", 7, "count"), Column("站点", 24)),
        *(Column("得分", 8, "points"), Column("满分", 8, "points"), Column("等级", 12, "short")),
        *(Column("评价", 7, "short"), Column("覆盖率", 9, "share"), Column("问题", 7, "count")),
        *(Column("待核实", 8, "count"), Column("上次名次", 8, "count"), Column("上次得分", 8, "points")),
        *(Column("名次升降", 8, "short"), Column("说明", 26)),
        *((Column("名次区间", 10, "short"),) if options.internal else ()),
        *(Column(f"{one.number} {one.title}", 12, "points") for one in tops),
    ]
    ids = [one.id for one in tops]
    rows = _ranked(found, ids, internal=options.internal) if found else ()
    sheet.table(columns, rows, frozen=4, empty="这次没有排名；排名用 auditor rank 得出。")
    sheet.shade(7, {"红": "red", "黄": "amber", "绿": "green"})


def _ranked(found: Ranking, ids: list[str], *, internal: bool) -> Iterator[tuple[Value, ...]]:
    for group in found.groups:
        for row in group.rows:
            read = row.coverage
            cells = [row.cells[one].earned if one in row.cells else None for one in ids]
            span = (_ranking.interval(row),) if internal else ()
            yield (
                group.name,
                say(LEVELS, row.level) if row.level else "",
                row.rank,
                row.name or row.site,
                row.score,
                row.max_score,
                grade(row),
                say(LIGHTS, row.light) if row.light else "",
                read.assessed / read.captured if read.captured else None,
                row.failed,
                row.needs_review,
                row.rank_before,
                row.score_before,
                _ranking.change(row),
                _ranking.remark(row),
                *span,
                *cells,
            )


_INDICATORS = (
    *(Column("站点", 24), Column("编号", 9), Column("指标", 40), Column("方式", 10, "short")),
    *(Column("满分", 8, "points"), Column("计入", 8, "points"), Column("得分", 8, "points")),
    *(Column("失分", 8, "points"), Column("得分率", 10, "share"), Column("风险", 8, "points")),
    *(Column("评分人", 10), Column("评分依据", 36)),
)


def indicators(book: Book, assessment: Assessment) -> None:
    """Write the whole tree of every site."""
    sheet = book.sheet("指标得分", "得分＝计入－失分；风险是待核实的如果全部确认还会失去的分")
    rows = (row for site in assessment.sites for row in _indicators(site))
    sheet.tree(_INDICATORS, rows, frozen=3, empty="规则集不设分值，没有指标得分。", optional=True)
    sheet.bars(8, 3)


def _indicators(site: SiteAssessment) -> Iterator[tuple[tuple[Value, ...], bool]]:
    for node in nodes(site.indicators):
        one = node.indicator
        given = one.by_hand
        row = (
            name_of(site),
            node.number,
            f"{'  ' * node.depth}{one.title}",
            node.mode,
            one.points,
            node.counted,
            one.earned,
            node.lost,
            1 - (node.lost or 0.0) / node.counted if node.counted else None,
            one.at_risk or None,
            given.scorer if given else "",
            given.basis if given else "",
        )
        yield row, bool(one.children)


_UNASSESSED = (
    Column("站点", 24),
    Column("对象", 12),
    Column("名称", 44),
    Column("数量", 8, "count"),
    Column("原因", 50),
)


def unassessed(book: Book, assessment: Assessment) -> None:
    """Write what could not be read or judged, and why."""
    sheet = book.sheet("未能评估", "没有读到或无法判断的内容，既不算合格也不算问题，不扣分")
    rows = (row for site in assessment.sites for row in _unassessed(site))
    sheet.table(_UNASSESSED, rows, frozen=1, empty="采集到的页面全部读取，各条规则都得出了结论。")


def _unassessed(site: SiteAssessment) -> Iterator[tuple[Value, ...]]:
    name = name_of(site)
    if reason := deferral(site):
        yield name, "整站", "暂缓评定", 1, reason
    for reason, count in sorted(site.coverage.not_assessable.items()):
        beside = "未采集的地址（不计入覆盖率）" if reason in NOT_COUNTED else "已采集的页面"
        yield name, "页面", beside, count, why(reason)
    for one in sorted(site.rules, key=lambda one: one.id):
        if one.not_assessable:
            yield name, "规则", f"{one.title}（{one.id}）", one.not_assessable, counted(one.reasons) or "原因未记录"


def duties(book: Book, assessment: Assessment) -> None:
    """Write what became of the duties of the plans, unit by unit."""
    sheet = book.sheet("计划落实")
    columns = [Column("站点", 22), Column("要点", 28)]
    columns += [
        Column(title, _DUTY_WIDTHS.get(title, 20), "link" if title == "页面" else "text") for title in DUTY_HEAD
    ]
    rows = (
        (name_of(site), ledger.plan.title, *row)
        for site in assessment.sites
        for ledger in site.plans
        for row in duty_rows(ledger, assessment.as_of)
    )
    sheet.table(columns, rows, frozen=4, empty="评判时没有带工作要点（--plan）。", optional=True)
    sheet.shade(5, {"逾期或未落实": "red", "待核实": "amber", "已完成": "green"})


_SAMPLES = (
    *(Column("站点", 24), Column("指标", 30), Column("规则", 28), Column("责任单位", 20)),
    *(Column("总数", 8, "count"), Column("抽取", 8, "count"), Column("种子", 22), Column("网址", 60, "link")),
)


def samples(book: Book, assessment: Assessment) -> None:
    """Write which subjects were drawn, out of how many, so that anyone can check the draw."""
    sheet = book.sheet("样本", "按网址散列抽取；同样的种子得出同样的名单")
    rows = (row for site in assessment.sites for row in _samples(site))
    sheet.table(_SAMPLES, rows, frozen=1, empty="没有抽样，全部评判。", optional=True)


def _samples(site: SiteAssessment) -> Iterator[tuple[Value, ...]]:
    for node in nodes(site.indicators):
        for one in node.indicator.samples:
            told = (name_of(site), f"{node.number} {node.indicator.title}", one.rule, one.unit or "未指定单位")
            for url in one.urls:
                yield (*told, one.population, len(one.urls), one.seed, url)


_CHANGES = (
    *(Column("站点", 22), Column("变化", 10, "short"), Column("原因", 14), Column("说明", 36)),
    *(Column("上次结论", 10, "short"), Column("这次结论", 10, "short"), Column("规则", 24), Column("问题", 24)),
    *(Column("标题", 32), Column("网页", 40, "link"), Column("问题明细", 48), Column("编号", 18)),
)


def changes(book: Book, options: RenderOptions) -> None:
    """Write how many findings became what; then what is new, back, mended, unseen, and last what is still there."""
    found = options.comparison
    sums = f"{summary(found.changes)}（上次评判截至 {found.before.as_of.isoformat()}）" if found else ""
    sheet = book.sheet("与上次对比", first=sums)
    rows = (
        (
            one.site_name or one.site,
            say(CHANGES, one.kind),
            cause_name(one),
            one.why,
            say(STATES, one.before) if one.before else "",
            say(STATES, one.finding.state) if one.kind not in {"fixed", "not_assessable"} else "",
            one.finding.rule,
            one.finding.title,
            one.finding.subject.title,
            one.finding.subject.url,
            one.finding.message,
            one.finding.fingerprint,
        )
        for one in sorted(found.changes if found else (), key=_turned)
    )
    empty = "与上次相比没有变化。" if found else "没有与上次的结果比较（--against）。"
    sheet.table(_CHANGES, rows, frozen=2, empty=empty, optional=found is None)
    sheet.shade(1, {"新增": "red", "复发": "red", "仍存在": "amber", "已消除": "green"})


def _turned(one: Change) -> tuple[bool, int, bool]:
    """Order changes by their kind; what is still there comes last, and there what is as it was."""
    return one.kind not in TOLD, TOLD.index(one.kind) if one.kind in TOLD else 0, one.cause is None


_TALLIES = (
    *(Column("站点", 24), Column("规则", 32), Column("名称", 34), Column("评判", 8, "count")),
    *(Column("符合", 8, "count"), Column("问题", 8, "count"), Column("待核实", 8, "count")),
    *(Column("不适用", 8, "count"), Column("未能评判", 9, "count"), Column("未能评判的原因", 44)),
)


def tallies(book: Book, assessment: Assessment) -> None:
    """Write how often every rule came to each state."""
    sheet = book.sheet("规则计数", "评判＝符合＋问题＋待核实，是一条规则的比例的分母")
    rows = (
        (
            *(name_of(site), one.id, one.title, one.judged, one.passed, one.failed, one.needs_review),
            *(one.not_applicable, one.not_assessable, counted(one.reasons)),
        )
        for site in assessment.sites
        for one in sorted(site.rules, key=lambda one: one.id)
    )
    sheet.table(_TALLIES, rows, frozen=2, empty="没有规则评判过任何内容。")


_RUN = (Column("站点", 24), Column("项目", 20), Column("内容", 110))


def run(book: Book, assessment: Assessment, options: RenderOptions) -> None:
    """Write with what was judged, and what was learnt or assumed on the way."""
    sheet = book.sheet("运行信息")
    told = [
        ("阶段", say(STAGES, options.stage)),
        ("评判截至", assessment.as_of.isoformat()),
        ("工具", f"auditor {assessment.tool_version}"),
        ("规则集", ruleset(assessment).strip()),
        ("规则集 SHA-256", assessment.ruleset_sha256),
    ]
    rows: list[tuple[Value, ...]] = [("", name, said) for name, said in told]
    rows += [("", f"隐藏的表：{name}", why) for name, why in book.hidden]
    for site in assessment.sites:
        rows += [(name_of(site), name, said) for name, said in _run(site)]
    sheet.table(_RUN, rows, frozen=2, empty="")


def _run(site: SiteAssessment) -> Iterator[tuple[str, str]]:
    yield "编号", site.id
    yield "首页", site.home
    yield "等级", grade(site)
    yield "覆盖率", share(site.coverage.assessed, site.coverage.captured)
    for name, rate in sorted(site.rates.items()):
        yield say(RATES, name), share(rate.numerator, rate.denominator)
    for ledger in site.plans:
        yield "工作要点", f"{ledger.plan.title}（{ledger.plan.id}，sha256 {ledger.plan.sha256}）"
    for note in site.notes:
        yield "说明", note
