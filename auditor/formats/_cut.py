"""What of many findings a page shows in full, and what of a quote is marked; this module alone knows where it cuts."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from auditor.formats import gravity, in_order
from auditor.formats._layout import harmless
from auditor.model import Finding, SiteAssessment

_QUOTED = re.compile("[“《]([^“”《》]+)[”》]|(\\d{4}-\\d{2}-\\d{2})")


@dataclass(frozen=True, slots=True)
class Group:
    """The findings of one rule and one state on one site, the gravest groups first; `left` of them are not shown."""

    site: SiteAssessment
    findings: tuple[Finding, ...]
    left: int = 0


def groups(sites: Sequence[SiteAssessment], most: int) -> list[Group]:
    """Return what is shown in full, at most so many findings, shared out among the sites; of each the gravest."""
    shares = _shares([len(site.findings) for site in sites], most)
    return [group for site, share in zip(sites, shares, strict=True) for group in _groups(site, share)]


def _shares(wanted: Sequence[int], most: int) -> list[int]:
    """Share *most* out: who wants less than his part leaves the rest to the others."""
    shares = [0] * len(wanted)
    left = most
    for done, place in enumerate(sorted(range(len(wanted)), key=lambda place: wanted[place])):
        shares[place] = min(wanted[place], left // (len(wanted) - done))
        left -= shares[place]
    return shares


def _groups(site: SiteAssessment, share: int) -> Iterator[Group]:
    """Yield the groups of a site; each rule shows some, so that none is out of sight while there is room."""

    def kind(one: Finding) -> tuple[bool, int, str]:
        return one.state != "fail", *gravity(one)

    found = [tuple(ones) for _, ones in groupby(sorted(in_order(site.findings), key=kind), key=kind)]
    for ones, shown in zip(found, _shares([len(ones) for ones in found], share), strict=True):
        yield Group(site, ones[:shown], len(ones) - shown)


def marked(quote: str, message: str) -> list[tuple[str, bool]]:
    """Cut a quote into what the message names (true) and the rest: what stands there in quotation marks, and days."""
    text = harmless(quote)
    named = [one[0] or one[1] for one in _QUOTED.findall(harmless(message))]
    spans = [(at, at + len(one)) for one in named if one.strip() and one != text and (at := text.find(one)) >= 0]
    parts, last = list[tuple[str, bool]](), 0
    for start, end in sorted(spans):
        if start >= last:
            parts += [(text[last:start], False), (text[start:end], True)]
            last = end
    return [(part, mark) for part, mark in (*parts, (text[last:], False)) if part]
