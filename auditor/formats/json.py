"""The assessment as JSON for programs; this module alone knows its keys, which may grow but never go."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from io import BytesIO
from typing import Any

from auditor.formats import RenderOptions, _comparison, _ranking, by_rule
from auditor.formats._ledger import as_json, document
from auditor.formats._page_json import page
from auditor.model import (
    Assessment,
    Candidate,
    Change,
    ColumnSummary,
    Comparison,
    Finding,
    Gap,
    IndicatorScore,
    Ranking,
    Rate,
    Record,
    RuleTally,
    SiteAssessment,
)

SCHEMA_VERSION = 1

# Characters that json leaves as they are though a terminal may obey them (C1 controls, bidi and zero-width controls),
# and lone surrogates, which no encoding can carry. Inside a JSON string `\uXXXX` says the same.
_UNSAFE = re.compile("[\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]")


def render(assessment: Assessment, options: RenderOptions) -> bytes:
    """Print the assessment as UTF-8 JSON, indented by two, sorted where the order carries no meaning."""
    written = BytesIO()
    compared = {"comparison": _comparison.as_json(options.comparison, _finding)} if options.comparison else {}
    # Site by site, because the values of all sites at once take a lot of memory.
    before, empty, behind = _dump({**head(assessment), "sites": [], **compared}).partition(b'"sites": []')
    written.write(before + empty[:-1])
    for place, site in enumerate(assessment.sites):
        lines = _dump(_site(site)).rstrip().replace(b"\n", b"\n    ")  # a string holds no line break
        written.write((b",\n    " if place else b"\n    ") + lines)
    written.write((b"\n  ]" if assessment.sites else b"]") + behind)
    return written.getvalue()


def head(assessment: Assessment) -> dict[str, Any]:
    """Return what judged, by which rules and for which day."""
    return {
        "schema_version": SCHEMA_VERSION,
        "tool": {"name": "auditor", "version": assessment.tool_version},
        "as_of": assessment.as_of.isoformat(),
        "ruleset": {
            "id": assessment.ruleset_id,
            "version": assessment.ruleset_version,
            "sha256": assessment.ruleset_sha256,
            "title": assessment.ruleset_title,
        },
        "period": [day.isoformat() for day in assessment.period] if assessment.period else None,
    }


def render_ledgers(assessment: Assessment) -> bytes:
    """Print what became of the duties of plans alone."""
    return _dump(document(assessment))


def render_comparison(comparison: Comparison) -> bytes:
    """Print what changed between two runs."""
    tool = {"name": "auditor", "version": comparison.after.tool_version}
    return _dump({"schema_version": SCHEMA_VERSION, "tool": tool, **_comparison.as_json(comparison, _finding)})


def render_verdict(comparison: Comparison, worse: Iterable[Change], code: int) -> bytes:
    """Print the verdict of `gate`: its exit code, and what is a step back."""
    tool = {"name": "auditor", "version": comparison.after.tool_version}
    shown = [_comparison.change_as_json(one, _finding) for one in worse]
    counts = _comparison.counts(comparison.changes)
    verdict = {
        "exit_code": code,
        "passed": not code,
        "counts": counts,
        "regressions": shown,
        "notes": list(comparison.notes),
    }
    return _dump({"schema_version": SCHEMA_VERSION, "tool": tool, **verdict})


def render_ranking(ranking: Ranking, options: RenderOptions) -> bytes:
    """Print the table of sites."""
    tool = {"name": "auditor", "version": ranking.tool_version}
    return _dump({"schema_version": SCHEMA_VERSION, "tool": tool, **_ranking.as_json(ranking, options)})


def render_page(
    record: Record,
    findings: Iterable[Finding],
    options: RenderOptions,  # noqa: ARG001 - as above
    *,
    gaps: Iterable[Gap] = (),
    candidates: Iterable[Candidate] | None = None,
) -> bytes:
    """Print what was read from one page, what it lacks and what was found on it; and how it was read, where asked."""
    explained = {} if candidates is None else {"explain": [asdict(one) for one in candidates]}
    found = [_finding(finding) for finding in by_rule(findings)]
    return _dump({"schema_version": SCHEMA_VERSION, **page(record, gaps), "findings": found, **explained})


def _dump(value: Mapping[str, Any]) -> bytes:
    text = json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False)
    return (harmless_json(text) + "\n").encode()


def harmless_json(text: str) -> str:
    """Write in JSON what a terminal may obey as an escape that says the same."""
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _number(value: float | None) -> float | None:
    """Take binary dust off a sum of points (0.1 + 0.2) without touching what a reader can see."""
    return None if value is None else round(value, 4)


def _site(site: SiteAssessment) -> dict[str, Any]:
    shown = site_value(site)
    # The keys keep the order they always had: rules and findings before the columns.
    behind = {name: shown.pop(name) for name in ("columns", "notes", "plans")}
    rules = [_tally(tally) for tally in sorted(site.rules, key=lambda one: one.id)]
    return {**shown, "rules": rules, "findings": [_finding(one) for one in by_rule(site.findings)], **behind}


def site_value(site: SiteAssessment) -> dict[str, Any]:
    """Return a site without the counts of its rules and without its findings."""
    return {
        "id": site.id,
        "name": site.name,
        "home": site.home,
        "level": site.level,
        "group": site.group,
        "grade": site.grade,
        "grade_name": site.grade_name,
        "score": None if site.score is None else round(site.score, 2),
        "max_score": _number(site.max_score),
        "points_at_risk": None if site.points_at_risk is None else round(site.points_at_risk, 2),
        "bonus": None if site.bonus is None else asdict(site.bonus),
        "coverage": {
            "captured": site.coverage.captured,
            "assessed": site.coverage.assessed,
            "not_assessable": dict(sorted(site.coverage.not_assessable.items())),
        },
        "rates": {name: _rate(rate) for name, rate in sorted(site.rates.items())},
        "deferred_reason": site.deferred_reason,
        "vetoes": [
            {"rule": veto.rule, "state": veto.state, "fingerprints": sorted(veto.fingerprints)}
            for veto in sorted(site.vetoes, key=lambda one: (one.rule, one.state))
        ],
        "indicators": [_indicator(indicator) for indicator in site.indicators],
        "columns": [_column(column) for column in site.columns],
        "notes": list(site.notes),
        "plans": [as_json(ledger) for ledger in site.plans],
        "passed_over": [asdict(one) for one in site.passed_over],
        "damaged": site.damaged,
    }


def _rate(rate: Rate) -> dict[str, Any] | None:
    if not rate.denominator:
        return None
    shown: dict[str, Any] = {"numerator": rate.numerator, "denominator": rate.denominator}
    return {**shown, "missing": sorted(rate.missing)} if rate.missing else shown


def _indicator(indicator: IndicatorScore) -> dict[str, Any]:
    return {
        "id": indicator.id,
        "title": indicator.title,
        "points": _number(indicator.points),
        "earned": _number(indicator.earned),
        "mode": indicator.mode,
        "children": [_indicator(child) for child in indicator.children],
        "losses": [
            {
                "rule": one.rule,
                "fingerprint": one.fingerprint,
                "points": _number(one.points),
                "uncapped": _number(one.uncapped),
            }
            for one in indicator.losses
        ],
        "charges": [
            {
                **asdict(one),
                **{key: _number(getattr(one, key)) for key in ("each", "cap", "asked", "points")},
            }
            for one in indicator.charges
        ],
        "at_risk": _number(indicator.at_risk),
        "bonus": indicator.bonus,
        "samples": [asdict(one) for one in indicator.samples],
        "by_hand": asdict(indicator.by_hand) if indicator.by_hand else None,
    }


def _tally(tally: RuleTally) -> dict[str, Any]:
    """Return how often a rule came to each state."""
    return {
        "id": tally.id,
        "title": tally.title,
        "judged": tally.judged,
        "pass": tally.passed,
        "fail": tally.failed,
        "needs_review": tally.needs_review,
        "not_applicable": tally.not_applicable,
        "not_assessable": tally.not_assessable,
        "reasons": dict(sorted(tally.reasons.items())),
        "sha256": tally.sha256,
    }


def _finding(finding: Finding) -> dict[str, Any]:
    """Return a finding with everything that is known of it."""
    shown: dict[str, Any] = {
        "fingerprint": finding.fingerprint,
        "rule": finding.rule,
        "title": finding.title,
        "part": finding.part,
        "state": finding.state,
        "severity": finding.severity,
        "subject": {
            "url": finding.subject.url,
            "document_number": finding.subject.document_number,
            "index_number": finding.subject.index_number,
            "title": finding.subject.title,
        },
        "column": finding.column,
        "role": finding.role,
        "unit": finding.unit,
        "message": finding.message,
        "remedy": finding.remedy,
        "basis": finding.basis,
        "deducted": _number(finding.deducted),
        "evidence": [
            {
                "url": one.url,
                "quote": one.quote,
                "locator": one.locator,
                "digest": one.digest,
                "fetched_at": one.fetched_at,
            }
            for one in finding.evidence
        ],
    }
    return {**shown, "related": list(finding.related)} if finding.related else shown


def _column(column: ColumnSummary) -> dict[str, Any]:
    return {
        "name": column.name,
        "role": column.role,
        "url": column.url,
        "unit": column.unit,
        "items": column.items,
        "newest": column.newest,
        "complete": column.complete,
    }
