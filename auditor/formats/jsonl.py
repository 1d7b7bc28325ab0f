"""The assessment line by line for programs that stream; this module alone knows which lines there are.

Each line is a JSON object that says what it is: `type` is `assessment` (the first line), `site`, `rule` or `finding`;
the lines of a site follow its own, and `site` in them is its id. The keys are those of the JSON report. With an
earlier run each finding has its `change`, and the last line, `comparison`, is what the JSON report calls so.
"""

import json
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any

from auditor.formats import RenderOptions, by_rule
from auditor.formats._comparison import as_json
from auditor.formats.json import _finding, _tally, harmless_json, head, site_value
from auditor.model import Assessment, Comparison, SiteAssessment


def render(assessment: Assessment, options: RenderOptions) -> bytes:
    """Print the assessment as UTF-8 JSON lines."""
    written = BytesIO()
    written.write(_line({"type": "assessment", **head(assessment)}))
    for site in assessment.sites:
        for value in _site(site, options.comparison):
            written.write(_line(value))
    if options.comparison:
        written.write(_line({"type": "comparison", **as_json(options.comparison, _finding)}))
    return written.getvalue()


def _site(site: SiteAssessment, comparison: Comparison | None) -> Iterator[Mapping[str, Any]]:
    yield {"type": "site", **site_value(site)}
    for tally in sorted(site.rules, key=lambda one: one.id):
        yield {"type": "rule", "site": site.id, **_tally(tally)}
    changes = comparison.changes if comparison else ()
    became = {one.finding.fingerprint: {"change": one.kind} for one in changes if one.site == site.id}
    for finding in by_rule(site.findings):
        yield {"type": "finding", "site": site.id, **_finding(finding), **became.get(finding.fingerprint, {})}


def _line(value: Mapping[str, Any]) -> bytes:
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return (harmless_json(text) + "\n").encode()
