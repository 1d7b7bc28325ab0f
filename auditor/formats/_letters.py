"""What the Word templates may say: this module alone knows the names in their double braces.

Of the whole: `stage` 初评…, `as_of`, `today`, `ruleset`, `version`, `days`, `due` (（即…前） or nothing), `total`,
`sites`, `kinds` (rules by how often they were hit), `leading` (the first of them, and the rest in a row),
`good` (sites of the best grade), `change` (since the last run, or None). Letters of one site know it as
`site`. Of a site there is what `_site` names, of a problem what `_finding` does.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from auditor.compare import rectified
from auditor.formats import RenderOptions, _comparison, in_order
from auditor.formats._points import by_hand_text, exact
from auditor.formats._together import kinds, leading, percent, total
from auditor.formats._tree import nodes
from auditor.formats._words import (
    ROLES,
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
    why,
)
from auditor.model import Assessment, Comparison, Finding, SiteAssessment
from auditor.score import NOT_COUNTED

MOST = 2000  # rows of problems in one document; Word becomes slow beyond
_FEWEST = 5  # that each site has of them all the same
_WHOLE = 20  # sites up to which one document holds the tables of each
_NAMED = 6  # kinds of problems that a sentence names
_BLANK_DAY = "　　　　年　　月　　日"
_DIGITS = ("", "一", "二", "三", "四", "五", "六", "七", "八", "九")


def context(assessment: Assessment, sites: Sequence[SiteAssessment], options: RenderOptions) -> dict[str, Any]:
    """Return the values of a template for *sites*, texts and whole numbers only."""
    most = max(_FEWEST, MOST // max(1, len(sites)))
    whole = len(sites) <= _WHOLE
    shown = [_site(place, one, most, whole=whole) for place, one in enumerate(sites, start=1)]
    for one, site in zip(shown, sites, strict=True):
        one["facts"] += _since(site, options.comparison)
    return {
        "stage": say(STAGES, options.stage),
        "as_of": _day(assessment.as_of),
        "today": _day(options.today) if options.today else _BLANK_DAY,
        "ruleset": ruleset(assessment, mark=False),
        "version": assessment.tool_version,
        "days": options.days,
        "due": f"（即{_day(options.due)}前）" if options.due else "",
        "total": total(sites),
        "sites": shown,
        "site": shown[0] if shown else None,
        "kinds": kinds(sites),
        "leading": leading(sites),
        "good": "、".join(name_of(one) for one in sites if one.grade == "pass" and one.grade_name == "优秀"),
        "change": _change(options),
    }


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _change(options: RenderOptions) -> dict[str, Any] | None:
    found = options.comparison
    if found is None:
        return None
    rate = rectified(found.changes)
    groups = options.ranking.groups if options.ranking else ()
    in_time = [one.statistics.in_time for one in groups if one.statistics.in_time is not None]
    return {
        "as_of": _day(found.before.as_of),
        "fixed": rate.numerator,
        "checked": rate.denominator,
        "rate": percent(rate.numerator, rate.denominator),
        "new": len(found.new),
        "reopened": len(found.reopened),
        "unseen": len(found.not_assessable),
        "in_time": share(sum(one.numerator for one in in_time), sum(one.denominator for one in in_time))
        if in_time
        else "",
    }


def _since(site: SiteAssessment, found: Comparison | None) -> list[dict[str, str]]:
    """Say how a site stands to the earlier run, as one more of its facts."""
    if found is None:
        return []
    changes = [one for one in found.changes if one.site == site.id]
    mended = _comparison.rectified(changes)
    told = f"上次截至{_day(found.before.as_of)}；{_comparison.summary(changes)}" + (
        f"；整改率 {mended}" if mended else ""
    )
    return [{"name": "与上次对比", "said": told}]


def _site(place: int, site: SiteAssessment, most: int, *, whole: bool) -> dict[str, Any]:
    """Return what is known of a site; not *whole*, its tree and the counts of its rules are left to the workbook."""
    findings = in_order(site.findings)
    failed = [one for one in findings if one.state == "fail"]
    review = [one for one in findings if one.state != "fail"]
    return {
        "place": place,
        "ordinal": _ordinal(place),
        "id": site.id,
        "name": name_of(site),
        "home": site.home,
        "grade": grade(site),
        "score": "—" if site.score is None else f"{site.score:.2f}",
        "failed": len(failed),
        "review": len(review),
        "coverage": percent(site.coverage.assessed, site.coverage.captured),
        "told": _told(site, failed, len(review)),
        "facts": _facts(site, len(failed), len(review)),
        "whole": whole,
        "indicators": _indicators(site) if whole else [],
        "findings": [_finding(number, one) for number, one in enumerate(failed[:most], start=1)],
        "more": max(0, len(failed) - most),
        "reviews": [_finding(number, one) for number, one in enumerate(review[:most], start=1)],
        "more_reviews": max(0, len(review) - most),
        "unassessed": _unassessed(site),
        "tallies": _tallies(site) if whole else [],
        "columns": [
            {
                "name": one.name,
                "role": say(ROLES, one.role),
                "entries": one.items,
                "newest": one.newest or "—",
                "complete": "是" if one.complete else "否",
            }
            for one in site.columns
        ],
        "notes": list(site.notes),
    }


def _ordinal(number: int) -> str:
    """Write a number below a hundred in Chinese, as chapters are counted; a larger one in digits."""
    tens, ones = divmod(number, 10)
    if tens >= len(_DIGITS):
        return str(number)
    return f"{_DIGITS[tens] if tens > 1 else ''}{'十' if tens else ''}{_DIGITS[ones]}"


def _told(site: SiteAssessment, failed: Sequence[Finding], review: int) -> str:
    """Say in a few sentences how a site stands."""
    if site.grade == "deferred":
        reason = deferral(site) or no_score(site)
        return f"暂缓评定（{reason}），不下结论。"
    kinds = Counter(one.title or one.rule for one in failed).most_common(_NAMED + 1)
    named = "、".join(f"{title} {count} 条" for title, count in kinds[:_NAMED])
    problems = f"发现问题 {len(failed)} 条" + (f"：{named}{'等' if len(kinds) > _NAMED else ''}" if named else "")
    score = f"得分 {site.score:.2f}，" if site.score is not None else ""
    awaits = f"；待人工核实 {review} 条" if review else ""
    return f"{score}{grade(site)}。{problems}{awaits}。"


def _facts(site: SiteAssessment, failed: int, review: int) -> list[dict[str, str]]:
    full = "" if site.max_score is None else f" / {site.max_score:.2f}"
    facts: Mapping[str, str] = {
        "网站名称": name_of(site),
        "首页": site.home,
        "等级": grade(site),
        "得分": f"无（{no_score(site)}）" if site.score is None else f"{site.score:.2f}{full}",
        "问题": f"{failed} 条，另有待人工核实 {review} 条",
        "检查覆盖率": share(site.coverage.assessed, site.coverage.captured),
        "未读到": counted(
            {name: count for name, count in site.coverage.not_assessable.items() if name not in NOT_COUNTED}
        ),
    }
    return [{"name": name, "said": said} for name, said in facts.items() if said]


def _indicators(site: SiteAssessment) -> list[dict[str, str]]:
    return [
        {
            "number": node.number,
            "title": "\u3000".join(filter(None, (node.indicator.title, by_hand_text(node.indicator)))),
            "mode": node.mode,
            "points": _points(node.indicator.points),
            "counted": _points(node.counted),
            "earned": _points(node.indicator.earned),
            "lost": _points(node.lost),
        }
        for node in nodes(site.indicators)
    ]


def _points(points: float | None) -> str:
    return "—" if points is None else exact(points)


def _finding(number: int, one: Finding) -> dict[str, Any]:
    subject = one.subject
    quote = next((seen.quote for seen in one.evidence if seen.quote), "")
    return {
        "number": number,
        "fingerprint": one.fingerprint,
        "rule": one.rule,
        "title": one.title or one.rule,
        "severity": say(SEVERITIES, one.severity),
        "message": one.message,
        "quote": quote,
        "quoted": f"（原文：“{quote[:_QUOTED]}{'……' if len(quote) > _QUOTED else ''}”）" if quote else "",
        "url": subject.url,
        "named": " ".join(part for part in (subject.document_number, subject.title) if part) or one.column,
        "remedy": one.remedy,
        "basis": one.basis,
        "unit": one.unit,
        "column": one.column,
        "cost": f"扣 {exact(one.deducted)} 分" if one.deducted else "不扣分",
        "deducted": f"{exact(one.deducted)} 分" if one.deducted else "不扣分",
    }


_QUOTED = 80  # signs of a quotation; the whole one stands in the other formats


def _unassessed(site: SiteAssessment) -> list[dict[str, Any]]:
    pages = [
        {
            "name": "未采集的地址（不计入覆盖率）" if reason in NOT_COUNTED else "已采集的页面",
            "count": count,
            "why": why(reason),
        }
        for reason, count in sorted(site.coverage.not_assessable.items())
    ]
    rules = [
        {
            "name": f"规则：{one.title or one.id}",
            "count": one.not_assessable,
            "why": counted(one.reasons) or "原因未记录",
        }
        for one in sorted(site.rules, key=lambda one: one.id)
        if one.not_assessable
    ]
    return pages + rules


def _tallies(site: SiteAssessment) -> list[dict[str, Any]]:
    return [
        {
            "id": one.id,
            "title": one.title or one.id,
            "judged": one.judged,
            "passed": one.passed,
            "failed": one.failed,
            "review": one.needs_review,
            "apart": one.not_applicable,
            "unseen": one.not_assessable,
        }
        for one in sorted(site.rules, key=lambda one: one.id)
    ]
