"""The indicator tree as tables need it; this module alone knows under which indicators a finding stands."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from auditor.formats._points import lost_by
from auditor.formats._words import MODES, say
from auditor.model import Finding, IndicatorScore, SiteAssessment


@dataclass(frozen=True, slots=True)
class Node:
    """An indicator in the tree: its number (1.2), how deep it stands, and the indicators above it, the top first.

    `counted` and `lost` leave out what nobody judged; they are None where nothing was.
    """

    number: str
    depth: int
    indicator: IndicatorScore
    above: tuple[IndicatorScore, ...]
    counted: float | None
    lost: float | None

    @property
    def mode(self) -> str:
        """How the indicator is judged, in Chinese; empty for a branch, whose leaves are judged."""
        one = self.indicator
        if one.children:
            return ""
        if one.mode == "manual":
            return say(MODES, "manual")
        if one.earned is None:
            return "不计分"
        return "加分" if one.bonus else say(MODES, one.mode)


def nodes(
    indicators: Iterable[IndicatorScore], number: str = "", above: tuple[IndicatorScore, ...] = ()
) -> Iterator[Node]:
    """Yield every indicator, each before what stands below it."""
    for place, one in enumerate(indicators, start=1):
        own = f"{number}{place}"
        judged = None if one.earned is None or one.bonus else lost_by([one])
        counted = None if judged is None else (one.earned or 0.0) + judged
        yield Node(own, len(above), one, above, counted, judged)
        yield from nodes(one.children, f"{own}.", (*above, one))


def places(site: SiteAssessment) -> Mapping[str, Node]:
    """Return the leaf under which each finding stands, by fingerprint; a finding that cost nothing joins its rule's."""
    by_finding: dict[str, Node] = {}
    by_rule: dict[str, Node] = {}
    for node in nodes(site.indicators):
        for loss in node.indicator.losses:
            by_finding.setdefault(loss.fingerprint, node)
            by_rule.setdefault(loss.rule, node)
    for one in site.findings:
        if one.fingerprint not in by_finding and one.rule in by_rule:
            by_finding[one.fingerprint] = by_rule[one.rule]
    return by_finding


def levels(node: Node | None) -> tuple[str, str]:
    """Return the titles of the top indicator and of the one that a finding stands under (一级、二级)."""
    if node is None:
        return "", ""
    own = f"{node.number} {node.indicator.title}"
    return (node.above[0].title, own) if node.above else (own, "")


def why_lost(node: Node, findings: Mapping[str, Finding], most: int = 3) -> str:
    """Say rule by rule why an indicator lost points, naming at most *most* of the pages of each."""
    rules: dict[str, list[str]] = {}
    points: dict[str, float] = {}
    for loss in node.indicator.losses:
        rules.setdefault(loss.rule, []).append(loss.fingerprint)
        points[loss.rule] = points.get(loss.rule, 0.0) + loss.points
    return "\n".join(_why(rule, marks, points[rule], findings, most) for rule, marks in rules.items())


def _why(rule: str, marks: list[str], points: float, findings: Mapping[str, Finding], most: int) -> str:
    found = [findings[mark] for mark in marks if mark in findings]
    title = found[0].title if found else rule
    named = [one.subject.document_number or one.subject.title or one.subject.url for one in found[:most]]
    more = "等" if len(found) > len(named) else ""
    told = f"：{'、'.join(named)}{more}" if named else ""
    return f"{title}，{len(marks)} 处，扣 {points:.2f} 分{told}"
