"""The assessment as JUnit XML for CI servers; this module alone knows what is a failed and what a skipped test.

A suite is a site. A case is a finding, or a rule of which nothing was found: `failure` is a certain fault; `skipped` is
what awaits a person and what could not be judged, because neither counts against the site; `error` is a site that is
deferred. A case of a finding ends with its fingerprint, which is the same in the next run. The properties of a suite
count every rule. Valid by the schema of Jenkins' xUnit plug-in and by that of Ant.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from xml.sax.saxutils import escape, quoteattr

from auditor.formats import RenderOptions, by_rule
from auditor.formats._neutral import parts, plain
from auditor.formats._words import counted, deferral, name_of, no_score
from auditor.model import Assessment, Finding, RuleTally, SiteAssessment


@dataclass(frozen=True, slots=True)
class _Case:
    """A test case: its result is `failure`, `error`, `skipped`, or empty where it passed."""

    rule: str
    name: str
    result: str = ""
    kind: str = ""
    message: str = ""
    text: str = ""


def render(assessment: Assessment, options: RenderOptions) -> bytes:  # noqa: ARG001 - every format takes options
    """Print the assessment as UTF-8 XML with a suite for each site."""
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', "<testsuites>"]
    for place, site in enumerate(assessment.sites):
        lines += _suite(place, site, assessment)
    lines.append("</testsuites>")
    return "".join(f"{line}\n" for line in lines).encode()


def _attribute(value: str) -> str:
    return quoteattr(plain(value))


def _suite(place: int, site: SiteAssessment, assessment: Assessment) -> Iterator[str]:
    cases = list(_cases(site))
    results, home = Counter(one.result for one in cases), parts(site.home)
    values = {
        "name": name_of(site),
        "package": assessment.ruleset_id,
        "id": str(place),
        "timestamp": f"{assessment.as_of.isoformat()}T00:00:00",
        "hostname": home.netloc if home else "localhost",
        "tests": str(len(cases)),
        "failures": str(results["failure"]),
        "errors": str(results["error"]),
        "skipped": str(results["skipped"]),
        "time": "0",
    }
    yield f"<testsuite {' '.join(f'{name}={_attribute(value)}' for name, value in values.items())}>"
    yield "<properties>"
    for name, value in _properties(site, assessment):
        yield f"<property name={_attribute(name)} value={_attribute(value)}/>"
    yield "</properties>"
    for case in cases:
        yield _printed(site, case)
    yield from ("<system-out/>", "<system-err/>", "</testsuite>")


def _properties(site: SiteAssessment, assessment: Assessment) -> Iterator[tuple[str, str]]:
    yield "auditor.version", assessment.tool_version
    yield "ruleset", f"{assessment.ruleset_id} {assessment.ruleset_version} sha256:{assessment.ruleset_sha256}"
    yield "site", site.id
    yield "score", "" if site.score is None else f"{site.score:.2f}"
    yield "coverage", f"{site.coverage.assessed}/{site.coverage.captured}"
    for one in sorted(site.rules, key=lambda one: one.id):
        counts = (
            f"judged={one.judged} pass={one.passed} fail={one.failed} needs_review={one.needs_review} "
            f"not_applicable={one.not_applicable} not_assessable={one.not_assessable}"
        )
        yield f"rule.{one.id}", counts


def _cases(site: SiteAssessment) -> Iterator[_Case]:
    if site.grade == "deferred":
        reason = deferral(site) or no_score(site)
        yield _Case("site", "评定", "error", "deferred", f"暂缓评定：{reason}")
    found = {rule: list(group) for rule, group in groupby(by_rule(site.findings), key=lambda one: one.rule)}
    for tally in sorted(site.rules, key=lambda one: one.id):
        if tally.id not in found:
            yield _silent(tally)
    for rule in sorted(found):
        yield from map(_case, found[rule])


def _silent(tally: RuleTally) -> _Case:
    """Return the case of a rule of which nothing was found."""
    if tally.judged:
        return _Case(tally.id, tally.title)
    if tally.not_assessable:
        reasons = counted(tally.reasons) or "原因未记录"
        return _Case(tally.id, tally.title, "skipped", "not_assessable", f"未能评判：{reasons}")
    return _Case(tally.id, tally.title, "skipped", "not_applicable", "不适用")


def _case(one: Finding) -> _Case:
    subject = one.subject
    name = " ".join(part for part in (subject.document_number, subject.title) if part) or subject.url
    told = [("网页", subject.url), ("怎么改", one.remedy), ("依据", one.basis), ("责任单位", one.unit)]
    told += [("证据", seen.quote) for seen in one.evidence if seen.quote]
    text = "".join(f"\n{label}：{plain(said)}" for label, said in told if said) + "\n"
    failed = one.state == "fail"
    message = one.message if failed else f"待人工核实，核实前不扣分：{one.message}"
    kind = one.severity if failed else "needs_review"
    return _Case(one.rule, f"{name} [{one.fingerprint}]", "failure" if failed else "skipped", kind, message, text)


def _printed(site: SiteAssessment, case: _Case) -> str:
    head = f'<testcase classname={_attribute(f"{site.id}.{case.rule}")} name={_attribute(case.name)} time="0"'
    if not case.result:
        return f"{head}/>"
    told = f"<{case.result} type={_attribute(case.kind)} message={_attribute(case.message)}"
    return f"{head}>{told}>{escape(case.text)}</{case.result}></testcase>"
