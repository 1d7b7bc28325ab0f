"""The exit codes and their order are a promise to scripts."""

from dataclasses import replace
from datetime import date

import pytest

from auditor.cli.exits import FailOn, Thresholds, decide, decide_crawl, decide_page, guarded
from auditor.errors import ConfigError, ExitCode, NothingError, UsageError
from auditor.model import Assessment, Coverage, Finding, SiteAssessment, State, Subject

FINDING = Finding(
    fingerprint="f",
    rule="r",
    title="t",
    state=State.FAIL,
    severity="major",
    subject=Subject("http://a/"),
    column="",
    unit="",
    message="m",
    remedy="",
    basis="",
    evidence=(),
)
SITE = SiteAssessment(
    id="a",
    name="甲",
    home="http://a/",
    grade="pass",
    grade_name=None,
    score=80.0,
    max_score=100.0,
    coverage=Coverage(10, 10, {}),
    rates={},
    deferred_reason=None,
    vetoes=(),
    indicators=(),
    rules=(),
    findings=(),
)
REVIEW = replace(FINDING, state=State.NEEDS_REVIEW)


def assessment(*sites: SiteAssessment) -> Assessment:
    return Assessment("1", date(2023, 1, 1), "all", "1", "0" * 64, sites)


def covered(captured: int, assessed: int, **reasons: int) -> SiteAssessment:
    return replace(SITE, coverage=Coverage(captured, assessed, reasons))


@pytest.mark.parametrize(
    ("site", "limits", "code"),
    [
        (SITE, Thresholds(), 0),
        (replace(SITE, findings=(FINDING,)), Thresholds(), 1),
        (replace(SITE, findings=(FINDING,)), Thresholds(FailOn.NEVER), 0),
        (replace(SITE, findings=(FINDING,)), Thresholds(exit_zero=True), 0),
        (replace(SITE, findings=(REVIEW,)), Thresholds(), 0),
        (replace(SITE, findings=(REVIEW,)), Thresholds(FailOn.NEEDS_REVIEW), 1),
        (replace(SITE, findings=(FINDING,)), Thresholds(FailOn.NEEDS_REVIEW), 1),
        (SITE, Thresholds(min_score=80), 0),
        (SITE, Thresholds(min_score=80.01), 1),
        (replace(SITE, grade="vetoed", score=None), Thresholds(min_score=1), 1),
        (replace(SITE, grade="deferred", score=None), Thresholds(min_score=1), 5),  # no score is not a good one
        (covered(10, 8, timeout=2), Thresholds(), 0),
        (covered(10, 7, timeout=3), Thresholds(), 5),
        (covered(10, 7, timeout=3), Thresholds(max_unassessable=30), 0),
        (covered(10, 7, timeout=3), Thresholds(exit_zero=True), 0),
        (replace(covered(10, 1, timeout=9), findings=(FINDING,)), Thresholds(), 1),
        (covered(10, 0, timeout=8, dns=2), Thresholds(exit_zero=True), 4),
        (covered(0, 0, not_captured=9), Thresholds(), 4),
        (covered(10, 0, blocked_waf=10), Thresholds(), 5),
    ],
)
def test_the_code_of_an_assessment(site: SiteAssessment, limits: Thresholds, code: int) -> None:
    assert decide(assessment(site), limits) == code


def test_a_limit_comes_after_nothing_and_before_findings() -> None:
    assert decide(assessment(replace(SITE, findings=(FINDING,))), Thresholds(), limit_reached=True) == 6
    assert decide(assessment(SITE), Thresholds(exit_zero=True), limit_reached=True) == 6
    assert decide(assessment(covered(3, 0, dns=3)), Thresholds(), limit_reached=True) == 4
    assert decide(assessment(), Thresholds()) == 4


def test_a_site_of_which_nothing_was_captured_weighs_little_beside_others() -> None:
    assert decide(assessment(covered(0, 0), covered(10, 10)), Thresholds()) == 0
    assert decide(assessment(covered(0, 0), covered(2, 2)), Thresholds()) == 5


def test_a_lowest_score_needs_a_set_with_points() -> None:
    with pytest.raises(UsageError, match="不计分"):
        decide(assessment(replace(SITE, score=None, max_score=None)), Thresholds(min_score=1))


@pytest.mark.parametrize(
    ("outcomes", "limit", "code"),
    [
        ({"ok": 1, "dns": 9}, False, 0),
        ({"ok": 1}, True, 6),
        ({"http_4xx": 1}, False, 0),
        ({"dns": 3, "ok": 0}, True, 4),
        ({}, False, 4),
    ],
)
def test_the_code_of_a_crawl(outcomes: dict[str, int], *, limit: bool, code: int) -> None:
    assert decide_crawl(outcomes, limit_reached=limit) == code


@pytest.mark.parametrize(
    ("findings", "limits", "assessed", "code"),
    [
        ((), Thresholds(), True, 0),
        ((), Thresholds(), False, 5),
        ((FINDING,), Thresholds(), True, 1),
        ((FINDING,), Thresholds(exit_zero=True), True, 0),
        ((REVIEW,), Thresholds(), True, 0),
    ],
)
def test_the_code_of_a_page(findings: tuple[Finding, ...], limits: Thresholds, *, assessed: bool, code: int) -> None:
    assert decide_page(findings, limits, assessed=assessed) == code


@pytest.mark.parametrize(
    ("error", "code", "told"),
    [
        (UsageError("用法不对"), 2, "用法不对\n"),
        (ConfigError("写错了", file="a.yaml", line=1, column=2), 3, "a.yaml:1:2: 写错了\n"),
        (NothingError("什么都没有"), 4, "什么都没有\n"),
        (KeyboardInterrupt(), 130, ""),
        (ZeroDivisionError("a\nb"), 70, "程序内部错误: ZeroDivisionError: a b(加 -v 显示详情,请反馈给开发者)\n"),
    ],
)
def test_whatever_is_raised_is_one_line_and_its_code(
    error: BaseException, code: int, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    def call() -> int:
        raise error

    assert guarded(call) == code
    assert capsys.readouterr().err == told


def test_the_code_of_the_call_is_returned() -> None:
    assert guarded(lambda: ExitCode.FINDINGS) == 1
