"""The assessment in a screenful: every site and its gravest faults; this module alone knows what is left out."""

from collections.abc import Iterator
from itertools import groupby

from auditor.formats import gravity, in_order
from auditor.formats._layout import Line, paint, styled, table, wrap
from auditor.formats._points import counted_text, grade_basis
from auditor.formats._words import GRADES, SEVERITIES, name_of, say, share
from auditor.model import Assessment, Finding, SiteAssessment

TOP = 5  # rules told of each site


def render_brief(assessment: Assessment, width: int, *, color: bool = False) -> bytes:
    """Print the sites side by side, then of each the rules that it breaks most gravely, with one page as example."""
    lines = [*styled(_table(assessment, width))]
    for site in assessment.sites:
        lines += _site(site, width)
    return paint(lines, color=color)


def _table(assessment: Assessment, width: int) -> list[str]:
    rows = [
        (
            name_of(site),
            site.grade_name or say(GRADES, site.grade or "不评等级"),
            "-" if site.score is None else f"{site.score:.2f}",
            share(site.coverage.assessed, site.coverage.captured),
            str(sum(one.state == "fail" for one in site.findings)),
            str(sum(one.state != "fail" for one in site.findings)),
        )
        for site in assessment.sites
    ]
    return table(("站点", "等级", "得分", "覆盖率", "问题", "待核实"), rows, width, flexible=(0,), right=(2, 3, 4, 5))


def _site(site: SiteAssessment, width: int) -> Iterator[Line]:
    yield "", ""
    yield from styled(wrap(name_of(site), width, first="== ", rest="   "), "bold")
    if grade_basis(site):
        yield from styled(wrap(f"等级和得分只依据 {counted_text(site)}", width, first="  "))
    failing = in_order(one for one in site.findings if one.state == "fail")
    groups = [list(group) for _, group in groupby(failing, key=gravity)]
    groups.sort(key=lambda group: (gravity(group[0])[0], -len(group)))
    for group in groups[:TOP]:
        yield from _group(group, width)
    left = groups[TOP:]
    if left:
        said = f"还有 {len(left)} 种、{sum(map(len, left))} 条问题"
        yield from styled(wrap(said, width, first="  "))
    if not failing:
        yield from styled(wrap("没有确定的问题。", width, first="  "))


def _group(group: list[Finding], width: int) -> Iterator[Line]:
    one = group[0]
    said = f"{one.title or one.rule}（{say(SEVERITIES, one.severity)}，{len(group)} 条）：{one.message}"
    yield from styled(wrap(said, width, first="  * ", rest="    "))
    yield from styled(wrap(one.subject.url, width, first="    "), "cyan")
