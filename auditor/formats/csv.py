"""The assessment as one table for spreadsheets; this module alone knows its columns, which may grow but never go.

UTF-8 with a byte order mark, so that Excel on a Chinese Windows reads it; every value quoted, none of them a formula.
The first column says what a row is: 问题 or 待核实 (a finding), 规则 (how often a rule came to each state on a site) or
站点 (its score and coverage).
"""

import csv
from collections.abc import Iterator, Mapping
from functools import partial
from io import BytesIO, TextIOWrapper

from auditor.formats import RenderOptions, in_order
from auditor.formats._neutral import cell, plain
from auditor.formats._points import exact
from auditor.formats._words import CHANGES, ROLES, SEVERITIES, STAGES, STATES, counted, deferral, grade, name_of, say
from auditor.model import Assessment, Finding, RuleTally, SiteAssessment

_SITE = ("类别", "站点编号", "站点", "分组")
_FINDING = (
    *("规则", "规则名称", "严重程度", "栏目", "栏目类型", "责任单位", "网页", "文号", "索引号", "标题"),
    *("问题明细", "怎么改", "依据", "扣分", "问题编号", "证据原文", "证据网页", "取证时间", "相关网页"),
)
_TALLY = ("评判", "符合", "问题", "待核实", "不适用", "未能评判", "未能评判的原因")
_SCORE = ("等级", "得分", "满分", "采集页数", "读取页数", "暂缓评定的原因")
HEAD = (*_SITE, *_FINDING, *_TALLY, *_SCORE, "与上次对比", "阶段")


def render(assessment: Assessment, options: RenderOptions) -> bytes:
    """Print the findings, then the counts of the rules, then the sites, as CSV with CRLF (RFC 4180)."""
    made = BytesIO()
    written = TextIOWrapper(made, encoding="utf-8-sig", newline="")
    table = csv.DictWriter(written, HEAD, restval="", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    table.writeheader()
    became, stage = _became(options), {"阶段": say(STAGES, options.stage)}
    for part in (partial(_findings, became=became), _tallies, _scores):
        for site in assessment.sites:
            table.writerows(
                {name: cell(plain(value)) for name, value in {**_place(site), **row, **stage}.items()}
                for row in part(site)
            )
    written.flush()
    return made.getvalue()


def _place(site: SiteAssessment) -> dict[str, str]:
    return {"站点编号": site.id, "站点": name_of(site), "分组": site.group}


def _became(options: RenderOptions) -> Mapping[tuple[str, str], str]:
    """Return what became of each finding of this run, by site and fingerprint; nothing without an earlier run."""
    found = options.comparison.changes if options.comparison else ()
    return {(one.site, one.finding.fingerprint): CHANGES[one.kind] for one in found}


def _findings(site: SiteAssessment, became: Mapping[tuple[str, str], str]) -> Iterator[dict[str, str]]:
    for one in in_order(site.findings):
        yield {**_finding(one), "与上次对比": became.get((site.id, one.fingerprint), "")}


def _finding(one: Finding) -> dict[str, str]:
    seen, subject = one.evidence[0] if one.evidence else None, one.subject
    return {
        "类别": STATES[one.state],
        "规则": one.rule,
        "规则名称": one.title,
        "严重程度": say(SEVERITIES, one.severity),
        "栏目": one.column,
        "栏目类型": say(ROLES, one.role) if one.role else "",
        "责任单位": one.unit,
        "网页": subject.url,
        "文号": subject.document_number,
        "索引号": subject.index_number,
        "标题": subject.title,
        "问题明细": one.message,
        "怎么改": one.remedy,
        "依据": one.basis,
        "扣分": exact(one.deducted),
        "问题编号": one.fingerprint,
        "证据原文": seen.quote if seen else "",
        "证据网页": seen.url if seen else "",
        "取证时间": (seen.fetched_at or "") if seen else "",
        "相关网页": " ".join(one.related),
    }


def _tallies(site: SiteAssessment) -> Iterator[dict[str, str]]:
    return (_tally(one) for one in sorted(site.rules, key=lambda one: one.id))


def _tally(one: RuleTally) -> dict[str, str]:
    return {
        "类别": "规则",
        "规则": one.id,
        "规则名称": one.title,
        "评判": str(one.judged),
        "符合": str(one.passed),
        "问题": str(one.failed),
        "待核实": str(one.needs_review),
        "不适用": str(one.not_applicable),
        "未能评判": str(one.not_assessable),
        "未能评判的原因": counted(one.reasons),
    }


def _scores(site: SiteAssessment) -> Iterator[dict[str, str]]:
    yield {
        "类别": "站点",
        "网页": site.home,
        "等级": grade(site),
        "得分": "" if site.score is None else f"{site.score:.2f}",
        "满分": "" if site.max_score is None else exact(site.max_score),
        "采集页数": str(site.coverage.captured),
        "读取页数": str(site.coverage.assessed),
        "暂缓评定的原因": deferral(site),
    }
