"""The assessment as SARIF 2.1.0 for code hosts; this module alone knows its objects and what a code host takes.

An artifact is named HOST/PATH, as in a mirror folder: code hosts refuse addresses with a scheme, and a repository that
holds such a folder gets its results at the right files. The whole address stands in the logical location.
What awaits a person has the kind `review` and a suppression under review, so that no tool counts it as a fault.
"""

import json
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any
from urllib.parse import quote

from auditor.formats import RenderOptions, by_rule
from auditor.formats._neutral import parts, plain
from auditor.formats.json import harmless_json
from auditor.model import Assessment, ChangeKind, Comparison, Evidence, Finding, SiteAssessment

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS: Mapping[str, str] = {"veto": "error", "major": "error", "minor": "warning"}
_AWAITS = "待人工核实，核实前不算问题、不扣分"
_STATES = ("judged", "pass", "fail", "needs_review", "not_applicable", "not_assessable")


def render(assessment: Assessment, options: RenderOptions) -> bytes:
    """Print the assessment as one SARIF run; with a comparison, results say whether they are new or gone."""
    rules = _rules(assessment)
    run = {
        "tool": {
            "driver": {
                "name": "auditor",
                "version": assessment.tool_version,
                "semanticVersion": assessment.tool_version,
                "language": "zh-CN",
                "rules": rules,
            }
        },
        "language": "zh-CN",
        "columnKind": "unicodeCodePoints",
        "properties": {
            "as_of": assessment.as_of.isoformat(),
            "ruleset": assessment.ruleset_id,
            "ruleset_version": assessment.ruleset_version,
            "ruleset_sha256": assessment.ruleset_sha256,
            "sites": [_site(site) for site in assessment.sites],
        },
        "results": [],
    }
    written = BytesIO()
    # One by one, because the values of all results at once take a lot of memory.
    start, _, end = _dump({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}).rpartition(b"[]")
    written.write(start + b"[")
    for place, result in enumerate(_results(assessment, options, {one["id"]: at for at, one in enumerate(rules)})):
        written.write((b",\n" if place else b"\n") + _dump(result))
    written.write(b"]" + end + b"\n")
    return written.getvalue()


def _dump(value: Mapping[str, Any]) -> bytes:
    return harmless_json(json.dumps(value, ensure_ascii=False, allow_nan=False)).encode()


def _results(assessment: Assessment, options: RenderOptions, places: Mapping[str, int]) -> Iterator[dict[str, Any]]:
    """Yield what was found, then what was found in the earlier run and is gone."""
    before = _before(options.comparison)
    for site in assessment.sites:
        for one in by_rule(site.findings):
            yield _result(site.id, one, places, before)
    for change in options.comparison.fixed if options.comparison else ():
        if change.finding.rule in places:
            yield {**_result(change.site, change.finding, places, {}), "baselineState": "absent"}


def _rules(assessment: Assessment) -> list[dict[str, Any]]:
    """Return every rule that judged or hit anything, sorted by id; its text is that of its first finding."""
    titles = {tally.id: tally.title for site in assessment.sites for tally in site.rules}
    examples: dict[str, Finding] = {}
    for one in (one for site in assessment.sites for one in by_rule(site.findings)):
        examples.setdefault(one.rule, one)
        titles.setdefault(one.rule, one.title)
    return [_rule(rule, titles[rule], examples.get(rule)) for rule in sorted(titles)]


def _rule(rule: str, title: str, example: Finding | None) -> dict[str, Any]:
    shown: dict[str, Any] = {"id": rule, "shortDescription": {"text": plain(title) or rule}}
    if example:
        shown["fullDescription"] = {"text": f"{plain(title)}。依据：{plain(example.basis)}"}
        shown["help"] = {"text": plain(example.remedy) or plain(title) or rule}
        shown["defaultConfiguration"] = {"level": _LEVELS.get(example.severity, "note")}
        shown["properties"] = {"severity": example.severity}
    return shown


def _site(site: SiteAssessment) -> dict[str, Any]:
    counts = {
        one.id: dict(
            zip(
                _STATES,
                (one.judged, one.passed, one.failed, one.needs_review, one.not_applicable, one.not_assessable),
                strict=True,
            )
        )
        for one in sorted(site.rules, key=lambda one: one.id)
    }
    score = None if site.score is None else round(site.score, 2)
    coverage = {"captured": site.coverage.captured, "assessed": site.coverage.assessed}
    return {
        "id": site.id,
        "name": site.name,
        "grade": site.grade,
        "score": score,
        "coverage": coverage,
        "rules": counts,
    }


def _before(comparison: Comparison | None) -> Mapping[tuple[str, str], str] | None:
    """Return what SARIF calls a finding that the earlier run had too; None without an earlier run."""
    if comparison is None:
        return None
    states = {ChangeKind.NEW: "new", ChangeKind.REOPENED: "new", ChangeKind.REMAINING: "unchanged"}
    return {
        (one.site, one.finding.fingerprint): "updated" if one.cause and one.before else states[one.kind]
        for one in comparison.changes
        if one.kind in states
    }


def _result(
    site: str, one: Finding, places: Mapping[str, int], before: Mapping[tuple[str, str], str] | None
) -> dict[str, Any]:
    failed = one.state == "fail"
    shown: dict[str, Any] = {
        "ruleId": one.rule,
        "ruleIndex": places[one.rule],
        "kind": "fail" if failed else "review",
        "level": _LEVELS.get(one.severity, "note") if failed else "none",
        "message": {"text": plain(one.message) or plain(one.title) or one.rule},
        "locations": [_location(one.subject.url, site)],
        "fingerprints": {"auditor/v1": one.fingerprint},
        "partialFingerprints": {"auditor/v1": one.fingerprint},
        "properties": {
            "site": site,
            "url": one.subject.url,
            "state": one.state,
            "severity": one.severity,
            "document_number": one.subject.document_number,
            "title": one.subject.title,
            "column": one.column,
            "unit": one.unit,
            "remedy": one.remedy,
            "basis": one.basis,
            "deducted": round(one.deducted, 4),
        },
    }
    if related := [_related(place, seen) for place, seen in enumerate(one.evidence)]:
        shown["relatedLocations"] = related
    if not failed:
        shown["suppressions"] = [{"kind": "external", "status": "underReview", "justification": _AWAITS}]
    if before is not None:
        shown["baselineState"] = before.get((site, one.fingerprint), "new")
    return shown


def _location(url: str, site: str) -> dict[str, Any]:
    logical = {"fullyQualifiedName": url, "kind": "resource", "properties": {"site": site}}
    physical = {"artifactLocation": {"uri": _place(url)}, "region": {"startLine": 1}}
    return {"physicalLocation": physical, "logicalLocations": [logical]}


def _related(place: int, seen: Evidence) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "id": place,
        "physicalLocation": {"artifactLocation": {"uri": _place(seen.url)}},
        "logicalLocations": [{"fullyQualifiedName": seen.url, "kind": "resource"}],
        "properties": {"locator": seen.locator, "digest": seen.digest, "fetched_at": seen.fetched_at},
    }
    if seen.quote:
        shown["message"] = {"text": plain(seen.quote)}
    return shown


def _place(url: str) -> str:
    """Return HOST/PATH?QUERY as a relative reference of RFC 3986."""
    found = parts(url)
    if found is None:
        return quote(plain(url), safe="/._-~") or "unknown"
    host = found.netloc.replace(":", "%3A")  # else what stands before it reads as a scheme
    path = quote(found.path or "/", safe="/._-~%:@!$&'()*+,;=")
    query = f"?{quote(found.query, safe='/._-~%:@!$&()*+,;=?')}" if found.query else ""
    return quote(host, safe="._-~%@") + path + query
