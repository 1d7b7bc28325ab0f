"""Report formats: one file per format, found by its file name; this package alone knows what every format is told.

A format offers `render(assessment, options) -> bytes` and may offer `render_page(record, findings, options, *, gaps,
candidates) -> bytes` for the report of a single page: `gaps` are the fields that the rules ask for and the page
lacks, `candidates` what every reader saw, None where nobody asked how the page was read. It only prints: it judges,
counts and fetches nothing. Files whose name begins with an underscore are no formats, but what formats share.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from auditor.model import Comparison, Finding, Ranking


@dataclass(frozen=True, slots=True)
class RenderOptions:
    """How to print: `width` in terminal cells, `color` as terminal codes, `explain_score` down to the page.

    `comparison` is what changed since the run that `--against` names. `stage` is how far people have come with the
    assessment: `initial` 初评, `reviewed` 复核, `final` 定稿. `internal` is true for the annex that stays in the house:
    it alone shows rank intervals. `ranking` is the table of sites, where one was made. `days` is how many working days
    units have to mend what was found, `due` the last of them, None where the calendar does not know it. `today` is the
    day that a notice bears, None for a blank. `templates` is a folder of Word templates that replace the shipped ones.
    """

    width: int = 80
    color: bool = False
    explain_score: bool = False
    comparison: Comparison | None = None
    stage: str = "initial"
    internal: bool = False
    ranking: Ranking | None = None
    days: int = 10
    due: date | None = None
    today: date | None = None
    templates: Path | None = None


_GRAVITY = ("veto", "major", "minor", "info")


def gravity(finding: Finding) -> tuple[int, str]:
    """Return what findings are grouped by: how grave they are, the gravest 0, and their rule."""
    known = finding.severity in _GRAVITY
    return _GRAVITY.index(finding.severity) if known else len(_GRAVITY), finding.rule


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings as people read them in every format: the gravest rules first, then by page and fingerprint.

    What is certain and what a person must confirm stand apart in most formats; each of both is in this order.
    """
    return sorted(findings, key=lambda one: (*gravity(one), one.subject.url, one.fingerprint))


def by_rule(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings as programs read them, in an order that never changes: by rule, then page and fingerprint."""
    return sorted(findings, key=lambda one: (one.rule, one.subject.url, one.fingerprint))
