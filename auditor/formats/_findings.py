"""Findings for a terminal, grouped by rule; this module alone knows how a finding is told to the clerk who mends it."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from auditor.formats import gravity, in_order
from auditor.formats._layout import Line, styled, wrap
from auditor.formats._points import exact
from auditor.formats._words import SEVERITIES, say
from auditor.model import Evidence, Finding

_INDENT = "     "


def found(findings: Sequence[Finding], width: int, *, read: bool) -> Iterator[Line]:
    """List the findings; that there are none is said only of what could be *read*."""
    if findings:
        yield from listed(findings, width)
    else:
        yield "", ""
        said = "在已读取的内容里没有发现问题。" if read else "没有读到内容，不下结论。"
        yield from styled(wrap(said, width), "green" if read else "yellow")


def listed(findings: Iterable[Finding], width: int) -> Iterator[Line]:
    """List the findings by rule, the gravest first; what a person must confirm stands apart from what is certain."""
    known = list(findings)
    failing = [one for one in known if one.state == "fail"]
    reviewed = [one for one in known if one.state != "fail"]
    if failing:
        yield from _chapter(f"问题：{len(failing)} 条", "bold red", failing, width)
    if reviewed:
        yield from _chapter(f"待人工核实：{len(reviewed)} 条（核实前不扣分）", "bold yellow", reviewed, width)


def _chapter(title: str, style: str, findings: list[Finding], width: int) -> Iterator[Line]:
    yield "", ""
    yield from styled(wrap(title, width, first="-- "), style)
    for _, group in groupby(in_order(findings), key=gravity):
        yield from _group(list(group), width)


def _group(group: list[Finding], width: int) -> Iterator[Line]:
    """Print the findings of one rule; a remedy and a law that all of them share are said once."""
    one = group[0]
    title = f"{one.title or one.rule}（{one.rule}，{say(SEVERITIES, one.severity)}，{len(group)} 条）"
    yield "", ""
    yield from styled(wrap(title, width, first="* "), "bold")
    shared = [(name, text) for name, text in _advice(one) if all((name, text) in _advice(other) for other in group)]
    for name, text in shared:
        yield from styled(wrap(text, width, first=f"  {name}：", rest="    "))
    for place, finding in enumerate(group, start=1):
        yield from _finding(place, finding, [one for one in _advice(finding) if one not in shared], width)


def _advice(finding: Finding) -> list[tuple[str, str]]:
    return [(name, text) for name, text in (("怎么改", finding.remedy), ("依据", finding.basis)) if text]


def _finding(place: int, finding: Finding, advice: list[tuple[str, str]], width: int) -> Iterator[Line]:
    subject = finding.subject
    name = " ".join(part for part in (subject.document_number, subject.title) if part)
    number = f"  {place}. "
    if name:
        yield from styled(wrap(name, width, first=number, rest=_INDENT))
        number = _INDENT
    yield from styled(wrap(subject.url, width, first=number, rest=_INDENT), "cyan")
    yield from styled(wrap(finding.message, width, first=_INDENT))
    for evidence in finding.evidence:
        yield from _evidence(evidence, subject.url, width)
    for url in beside(finding):
        yield from styled(wrap(url, width, first=f"{_INDENT}相关：", rest=_INDENT))
    for title, text in advice:
        yield from styled(wrap(text, width, first=f"{_INDENT}{title}：", rest=f"{_INDENT}  "))
    yield from styled(wrap(_footing(finding), width, first=_INDENT), "dim")


def beside(finding: Finding) -> tuple[str, ...]:
    """Return the related addresses that do not stand beside a quote already."""
    seen = {one.url for one in finding.evidence}
    return tuple(url for url in finding.related if url not in seen)


def _evidence(evidence: Evidence, known: str, width: int) -> Iterator[Line]:
    if evidence.quote:
        quote = f"“{evidence.quote}”"
        yield from styled(wrap(quote, width, first=f"{_INDENT}证据：", rest=f"{_INDENT}  "))
    if evidence.url != known:
        yield from styled(wrap(evidence.url, width, first=f"{_INDENT}  见 ", rest=_INDENT), "cyan")


def _footing(finding: Finding) -> str:
    parts = (
        f"编号 {finding.fingerprint}",
        f"栏目：{finding.column}" if finding.column else "",
        f"责任单位：{finding.unit}" if finding.unit else "",
        f"扣 {exact(finding.deducted)} 分" if finding.deducted else "",
    )
    return "，".join(part for part in parts if part)
