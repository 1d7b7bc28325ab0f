"""Report formats: one file per format, found by its file name; this package alone knows what every format is told.

A format offers `render(assessment, options) -> bytes` and may offer `render_page(record, findings, options, *, gaps,
candidates) -> bytes` for the report of a single page: `gaps` are the fields that the rules ask for and the page
lacks, `candidates` what every reader saw, None where nobody asked how the page was read. It only prints: it judges,
counts and fetches nothing. Files whose name begins with an underscore are no formats, but what formats share.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from auditor.model import Comparison, Finding


@dataclass(frozen=True, slots=True)
class RenderOptions:
    """How to print: `width` in terminal cells, `color` as terminal codes, `explain_score` down to the page.

    `comparison` is what changed since the run that `--against` names. `stage` is how far people have come with the
    assessment: `initial` 初评, `reviewed` 复核, `final` 定稿. `internal` is true for the annex that stays in the house:
    it alone shows rank intervals.
    """

    width: int = 80
    color: bool = False
    explain_score: bool = False
    comparison: Comparison | None = None
    stage: str = "initial"
    internal: bool = False


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings as every format prints them: by rule, then by page, then by fingerprint."""
    return sorted(findings, key=lambda one: (one.rule, one.subject.url, one.fingerprint))
