"""Exit codes; this module alone knows which one a result earns, and what is said when a command ends early."""

import logging
import os
import sys
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from auditor.errors import AuditorError, ConfigListError, ExitCode, UsageError

if TYPE_CHECKING:
    from auditor.model import Assessment, Coverage, Finding, SiteAssessment, State

MOST_TOLD = 50  # lines on what is wrong in a file
log = logging.getLogger("auditor")

# Outcomes where nothing came back, or nothing was asked for: such an address was not collected.
_NOT_COLLECTED = frozenset(
    {"dns", "refused", "timeout", "reset", "tls", "limit", "not_captured", "robots", "out_of_scope"}
)


class FailOn(StrEnum):
    """The state from which a finding makes the exit code 1."""

    FAIL = "fail"
    NEEDS_REVIEW = "needs_review"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Thresholds:
    """What is tolerated: `min_score` in points, `max_unassessable` in percent of the captured pages."""

    fail_on: FailOn = FailOn.FAIL
    min_score: float | None = None
    max_unassessable: float = 20.0
    exit_zero: bool = False


def decide(assessment: "Assessment", limits: Thresholds, *, limit_reached: bool = False) -> ExitCode:
    """Return the first that holds of 4 nothing collected, 6 limit, 1 findings or score, 5 too little assessed.

    Raises:
        UsageError: A lowest score is asked for, but the rule set gives no points.
    """
    sites = assessment.sites
    if limits.min_score is not None and all(site.max_score is None for site in sites):
        raise UsageError(f"规则集 {assessment.ruleset_id} 不计分,不能用 --min-score")
    if not any(_collected(site.coverage) for site in sites):
        return ExitCode.NOTHING
    if limit_reached:
        return ExitCode.LIMIT
    if limits.exit_zero:
        return ExitCode.OK
    if any(_hit(finding, limits) for site in sites for finding in site.findings):
        return ExitCode.FINDINGS
    if any(_below(site, limits) for site in sites):
        return ExitCode.FINDINGS
    return ExitCode.UNASSESSABLE if _too_little(sites, limits) else ExitCode.OK


def decide_crawl(outcomes: Mapping[str, int], *, limit_reached: bool) -> ExitCode:
    """Return the exit code of a crawl by its outcomes and how often each of them came."""
    if not any(count for outcome, count in outcomes.items() if outcome not in _NOT_COLLECTED):
        return ExitCode.NOTHING
    return ExitCode.LIMIT if limit_reached else ExitCode.OK


def decide_page(findings: "tuple[Finding, ...]", limits: Thresholds, *, assessed: bool) -> ExitCode:
    """Return the exit code of a single page."""
    if limits.exit_zero:
        return ExitCode.OK
    if any(_hit(finding, limits) for finding in findings):
        return ExitCode.FINDINGS
    return ExitCode.OK if assessed else ExitCode.UNASSESSABLE


def guarded(call: Callable[[], int]) -> int:
    """Return the exit code of *call*; whatever it raises becomes one line on stderr, with -v the traceback too.

    Of a file of settings all that is wrong is told, a line each.
    """
    try:
        return _flushed(call())
    except AuditorError as error:
        return _told(error, error.exit_code, *map(str, error.errors if isinstance(error, ConfigListError) else [error]))
    except KeyboardInterrupt:
        return ExitCode.INTERRUPTED
    except BrokenPipeError:  # the reader (`| head`) has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ExitCode.OK
    except Exception as error:  # noqa: BLE001 - the last line of defence: every fault has its code
        said = f"程序内部错误: {type(error).__name__}: {error}(加 -v 显示详情,请反馈给开发者)"
        return _told(error, ExitCode.INTERNAL, said)


def _told(error: Exception, code: ExitCode, *said: str) -> ExitCode:
    if log.isEnabledFor(logging.DEBUG):
        traceback.print_exception(error)
    lines = [" ".join(one.split()) for one in said[:MOST_TOLD]]
    lines += [f"……另有 {len(said) - MOST_TOLD} 处,改好以上各处后再看"] if len(said) > MOST_TOLD else []
    sys.stderr.write("".join(f"{line}\n" for line in lines))
    return code


def _flushed(code: int) -> int:
    sys.stdout.flush()  # so that a closed pipe is met here and not at the end of the interpreter
    return code


def _collected(coverage: "Coverage") -> int:
    lost = sum(count for reason, count in coverage.not_assessable.items() if reason not in _NOT_COLLECTED)
    return coverage.assessed + lost


def counted(fail_on: FailOn) -> "tuple[State, ...]":
    """Return the states that count from *fail_on* on."""
    from auditor.model import State  # noqa: PLC0415 - commands import what they need when called

    states = {FailOn.FAIL: (State.FAIL,), FailOn.NEEDS_REVIEW: (State.FAIL, State.NEEDS_REVIEW)}
    return states.get(fail_on, ())


def _hit(finding: "Finding", limits: Thresholds) -> bool:
    return finding.state in counted(limits.fail_on)


def _below(site: "SiteAssessment", limits: Thresholds) -> bool:
    """A vetoed site is below every score; a deferred one has none and is told by its coverage."""
    if limits.min_score is None:
        return False
    return site.grade == "vetoed" or (site.score is not None and site.score < limits.min_score)


def _too_little(sites: "tuple[SiteAssessment, ...]", limits: Thresholds) -> bool:
    # A site of which nothing at all was captured counts as one page that could not be assessed.
    if limits.min_score is not None and any(site.grade == "deferred" for site in sites):
        return True  # whoever asks for a score must not be told that all is well where there is none
    captured = sum(max(site.coverage.captured, 1) for site in sites)
    assessed = sum(site.coverage.assessed for site in sites)
    return (captured - assessed) * 100 > limits.max_unassessable * captured
