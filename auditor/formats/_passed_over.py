"""What a crawl passed over, for a terminal; this module alone knows how it is listed there."""

from auditor.formats._layout import wrap
from auditor.formats._words import PASSED_OVER, say
from auditor.model import SiteAssessment


def listed(site: SiteAssessment, width: int) -> list[str]:
    """Return a line for each reason, and its examples below it, an address to a line."""
    lines = []
    for one in site.passed_over:
        count = f"{one.count} 个{'以上' if one.more else ''}{'，例如' if one.examples else ''}"
        lines += wrap(f"{say(PASSED_OVER, one.reason)}：{count}", width, first="- ")
        lines += [line for url in one.examples for line in wrap(url, width, first="  ")]
    return lines
