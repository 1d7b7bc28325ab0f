"""Builders for tests that put runs beside each other: findings, sites, assessments, what was seen of pages."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from auditor.model import (
    Assessment,
    Coverage,
    Evidence,
    Finding,
    JudgedRun,
    PageMark,
    Reason,
    RuleTally,
    SiteAssessment,
    SiteMarks,
    State,
    Subject,
)
from auditor.text import addresses

HOME = "http://www.example.gov.cn/"
TODAY = date(2023, 12, 31)
RULES = ("late", "stale")


def found(mark: str = "f1", path: str = "a.htm", **changes: Any) -> Finding:  # noqa: ANN401 - attributes of `Finding`
    """Return a certain fault on the page at *path*, proved by that page."""
    url = HOME + path
    one = Finding(
        fingerprint=mark,
        rule="late",
        title="公开逾期",
        state=State.FAIL,
        severity="major",
        subject=Subject(url, "某政发〔2023〕1号", "", "关于某事的通知"),
        column="政策文件",
        unit="县政府办公室",
        message="晚了",
        remedy="补发",
        basis="本次评估口径",
        evidence=(Evidence(url, "2023-01-01", "p", "sha256:00", None),),
    )
    return replace(one, **changes)


def tally(name: str, **changes: Any) -> RuleTally:  # noqa: ANN401 - attributes of `RuleTally`
    """Return the tally of a rule that judged something."""
    return replace(RuleTally(name, name, passed=3, sha256=f"sha of {name}"), **changes)


def site(*findings: Finding, **changes: Any) -> SiteAssessment:  # noqa: ANN401 - attributes of `SiteAssessment`
    """Return the assessment of a site with 80 of 100 points."""
    one = SiteAssessment(
        id="a",
        name="甲县",
        home=HOME,
        grade="pass",
        grade_name=None,
        score=80.0,
        max_score=100.0,
        coverage=Coverage(10, 9, {"timeout": 1}),
        rates={},
        deferred_reason=None,
        vetoes=(),
        indicators=(),
        rules=tuple(map(tally, RULES)),
        findings=findings,
    )
    return replace(one, **changes)


def assessed(*sites: SiteAssessment, **changes: Any) -> Assessment:  # noqa: ANN401 - attributes of `Assessment`
    """Return the assessment of those sites."""
    return replace(Assessment("0.1.0", TODAY, "county", "1", "ab" * 32, sites), **changes)


def seen(
    *pages: tuple[str, str] | tuple[str, str, str], unjudged: Iterable[tuple[str, str]] = (), unfinished: int = 0
) -> SiteMarks:
    """Return what was seen of pages: (path, digest), or (path, digest, outcome); *unjudged* are (rule, path).

    The outcome `gone` is a 404 that is certain.
    """
    marks = {}
    for path, digest, *outcome in pages:
        url = HOME + path
        gone = outcome == ["gone"]
        why = Reason.HTTP_4XX if gone else Reason(outcome[0] if outcome else "ok")
        marks[addresses.key(url)] = PageMark(url, why, digest, url if gone else f"subject of {path}", gone)
    return SiteMarks(marks, frozenset((rule, addresses.key(HOME + path)) for rule, path in unjudged), unfinished)


def run(assessment: Assessment, marks: SiteMarks | None = None, name: str = "run") -> JudgedRun:
    """Return a run of the site `a` with what was seen of its pages."""
    return JudgedRun(name, assessment, {"a": marks} if marks else {})
