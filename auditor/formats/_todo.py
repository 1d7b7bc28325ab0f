"""The sheets that people work with: score table, list of problems, ledger, reviews; alone knows their columns."""

from collections.abc import Iterable, Iterator

from auditor.formats import RenderOptions, in_order
from auditor.formats._book import Book, Column, Value
from auditor.formats._tree import Node, levels, nodes, places, why_lost
from auditor.formats._words import SEVERITIES, moment, name_of, say
from auditor.model import Assessment, Finding, SiteAssessment

MENDED = ("已整改", "整改中", "未整改", "有异议")
CHECKED = ("通过", "不通过", "部分通过")
_SCREEN = "最右的取证时间、证据网页、证据摘要不打印"
CONFIRMED = ("属实", "不属实", "待补充材料")

_SCORES = (
    Column("测评指标", 44),
    Column("指标分值", 10, "points"),
    Column("扣分", 10, "points"),
    Column("失分原因", 70),
    Column("整改情况", 30, "fill", MENDED),
)
_HANDOUT = (
    Column("序号", 5, "count"),
    Column("单位", 14),
    Column("一级指标", 12),
    Column("二级指标", 16),
    Column("评价标准", 26),
    Column("分值", 6, "points"),
    Column("扣分", 6, "points"),
    Column("问题明细", 36),
    Column("链接", 48, "link"),
    Column("证据编号", 18),
    Column("取证时间", 11),
    Column("责任单位", 11),
    Column("整改时限", 11, "short"),
    Column("整改结果", 10, "fill", MENDED),
    Column("整改后链接", 18, "fill"),
    Column("复核意见", 10, "fill", CHECKED),
)
_SEEN = (
    Column("编号", 18),
    Column("站点", 14),
    Column("责任单位", 11),
    Column("栏目", 12),
    Column("规则", 18),
    Column("问题", 16),
    Column("严重程度", 7, "short"),
    Column("文号", 14),
    Column("标题", 22),
    Column("网页", 48, "link"),
    Column("问题明细", 36),
    Column("证据原文", 26),
    Column("怎么改", 24),
    Column("依据", 24),
)
# What leads back to the evidence is looked up on the screen, and left off the paper.
_PROOF = (
    Column("取证时间", 22, paper=False),
    Column("证据网页", 40, "link", paper=False),
    Column("证据摘要", 24, paper=False),
)
_LEDGER = (*_SEEN, Column("扣分", 7, "points"), *_PROOF)
_REVIEWS = (
    *_SEEN,
    Column("复核结论", 11, "fill", CONFIRMED),
    Column("理由", 20, "fill"),
    Column("复核人", 8, "fill"),
    Column("复核日期", 11, "fill"),
    *_PROOF,
)


def scores(book: Book, assessment: Assessment) -> None:
    """Write the score table in the five columns that assessed bodies know, site after site."""
    sheet = book.sheet("测评得分表", "浅黄色的列由被测评单位填写")
    rows = (row for site in assessment.sites for row in _scores(site))
    sheet.tree(_SCORES, rows, frozen=1, empty="规则集不设分值，没有得分表。", optional=True)


def _scores(site: SiteAssessment) -> Iterator[tuple[tuple[Value, ...], bool]]:
    """Yield a row for the site, then one for each indicator; those above others stand out."""
    if not site.indicators:
        return
    findings = {one.fingerprint: one for one in site.findings}
    known = list(nodes(site.indicators))
    lost = sum(node.lost or 0.0 for node in known if not node.depth)
    score = "不计得分" if site.score is None else f"得分 {site.score:.2f}（按计入的指标折算）"
    yield (name_of(site), site.max_score, lost, score, None), True
    for node in known:
        title = f"{'  ' * node.depth}{node.number} {node.indicator.title}"
        yield (title, node.indicator.points, node.lost, _reason(node, findings), None), bool(node.indicator.children)


def _reason(node: Node, findings: dict[str, Finding]) -> str:
    if node.indicator.children:
        return ""
    if node.indicator.by_hand:
        return f"评分人 {node.indicator.by_hand.scorer}：{node.indicator.by_hand.basis}"
    if node.lost is None:
        return f"不计入（{node.mode}）"
    return why_lost(node, findings)


def handout(book: Book, assessment: Assessment, options: RenderOptions) -> None:
    """Write the list that goes to the units: what is certain, by when to mend it, and where to report it mended."""
    sheet = book.sheet("问题清单", "只列确定的问题；浅黄色的列由责任单位和复核人填写", wide=True)
    sheet.table(_HANDOUT, _handout(assessment, options), frozen=2, empty="没有确定的问题。")


def _handout(assessment: Assessment, options: RenderOptions) -> Iterator[tuple[Value, ...]]:
    due = options.due.isoformat() if options.due else f"{options.days} 个工作日内"
    number = 0
    for site in assessment.sites:
        known = places(site)
        for one in in_order(site.findings):
            if one.state != "fail":
                continue
            number += 1
            node = known.get(one.fingerprint)
            seen = one.evidence[0] if one.evidence else None
            yield (
                number,
                name_of(site),
                *levels(node),
                f"{one.title}（{one.basis}）" if one.basis else one.title,
                node.indicator.points if node else None,
                round(one.deducted, 4),
                one.message,
                one.subject.url,
                one.fingerprint,
                moment(seen.fetched_at) if seen else "",
                one.unit,
                due,
                None,
                None,
                None,
            )


def ledger(book: Book, assessment: Assessment) -> None:
    """Write everything that is known of every certain finding."""
    sheet = book.sheet("问题台账", wide=True, told=f"编号可用 auditor evidence show 查到存下的网页；{_SCREEN}")
    rows = (
        (*_seen(site, one), round(one.deducted, 4), *_proof(one)) for site, one in _all(assessment.sites, failed=True)
    )
    sheet.table(_LEDGER, rows, frozen=2, empty="没有确定的问题。")
    sheet.shade(6, {"否决项": "red", "严重": "amber"})


def reviews(book: Book, assessment: Assessment) -> None:
    """Write what awaits a person; it costs no points until somebody confirms it."""
    sheet = book.sheet("待复核", wide=True, told=f"确认之前不扣分；浅黄色的列由复核人填写；{_SCREEN}")
    rows = (
        (*_seen(site, one), None, None, None, None, *_proof(one)) for site, one in _all(assessment.sites, failed=False)
    )
    sheet.table(_REVIEWS, rows, frozen=2, empty="没有待人工核实的内容。")
    sheet.shade(6, {"否决项": "red", "严重": "amber"})


def _all(sites: Iterable[SiteAssessment], *, failed: bool) -> Iterator[tuple[SiteAssessment, Finding]]:
    return ((site, one) for site in sites for one in in_order(site.findings) if (one.state == "fail") is failed)


def _seen(site: SiteAssessment, one: Finding) -> tuple[Value, ...]:
    seen, subject = one.evidence[0] if one.evidence else None, one.subject
    return (
        one.fingerprint,
        name_of(site),
        one.unit,
        one.column,
        one.rule,
        one.title,
        say(SEVERITIES, one.severity),
        subject.document_number,
        subject.title,
        subject.url,
        one.message,
        seen.quote if seen else "",
        one.remedy,
        one.basis,
    )


def _proof(one: Finding) -> tuple[Value, ...]:
    seen = one.evidence[0] if one.evidence else None
    if seen is None:
        return "", "", ""
    return moment(seen.fetched_at), seen.url if seen.url != one.subject.url else "", seen.digest
