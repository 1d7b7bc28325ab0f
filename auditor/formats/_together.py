"""What sites come to together, as letters say it; this module alone knows which kinds of problems a notice names."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from auditor.model import SiteAssessment

_LEADING = 10  # kinds of problems that have a row of their own


def percent(part: int, whole: int) -> str:
    """Say a share in per cent."""
    return f"{part / whole:.2%}" if whole else "不计算"


def counts(site: SiteAssessment) -> tuple[int, int]:
    """Count what is certain and what a person must confirm."""
    failed = sum(one.state == "fail" for one in site.findings)
    return failed, len(site.findings) - failed


def total(sites: Iterable[SiteAssessment]) -> dict[str, Any]:
    """Return the sums over all sites."""
    known = list(sites)
    grades = Counter(one.grade for one in known)
    captured, read = sum(one.coverage.captured for one in known), sum(one.coverage.assessed for one in known)
    return {
        "sites": len(known),
        "captured": captured,
        "read": read,
        "coverage": percent(read, captured),
        "failed": sum(counts(one)[0] for one in known),
        "review": sum(counts(one)[1] for one in known),
        "vetoed": grades["vetoed"],
        "deferred": grades["deferred"],
    }


def kinds(sites: Iterable[SiteAssessment]) -> list[dict[str, Any]]:
    """Return the rules that were hit, the commonest first; the share is that of all certain problems."""
    found = [(site.id, one) for site in sites for one in site.findings]
    titles = {one.rule: one.title for _, one in found}
    failed = Counter(one.rule for _, one in found if one.state == "fail")
    review = Counter(one.rule for _, one in found if one.state != "fail")
    where = Counter(rule for _, rule in {(site, one.rule) for site, one in found})
    return [
        {
            "rule": rule,
            "title": titles[rule] or rule,
            "failed": failed[rule],
            "review": review[rule],
            "sites": where[rule],
            "share": percent(failed[rule], failed.total()),
        }
        for rule in sorted(titles, key=lambda rule: (-failed[rule], -review[rule], rule))
    ]


def leading(sites: Sequence[SiteAssessment]) -> list[dict[str, Any]]:
    """Return the commonest of them that have certain problems, and one row for all others; each column adds up."""
    known = kinds(sites)
    named = [one for one in known if one["failed"]][:_LEADING]
    rest = known[len(named) :]
    if len(rest) < 2:  # noqa: PLR2004 - a row saved is no gain
        return known
    rules = {one["rule"] for one in rest}
    found = [(site.id, one) for site in sites for one in site.findings if one.rule in rules]
    failed = sum(one["failed"] for one in rest)
    return [
        *named,
        {
            "rule": "",
            "title": f"其余 {len(rest)} 类",
            "failed": failed,
            "review": sum(one["review"] for one in rest),
            "sites": len({site for site, _ in found}),
            "share": percent(failed, sum(one["failed"] for one in known)),
        },
    ]
