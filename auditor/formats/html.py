"""The report as one offline page; this module alone knows jinja2 and what may stand in the page's links.

The page asks for nothing from the network, reads without its script, and shows what a page under audit says only as
text: everything is escaped, control characters are made visible, and links lead to http and https addresses only.
"""

import re
from base64 import b64encode
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from auditor.formats import RenderOptions, _ledger, _words, in_order
from auditor.formats._layout import harmless, wrap
from auditor.formats._points import bonus_text, counted_text, exact, reckoned, risk_text
from auditor.model import Assessment, Finding, IndicatorScore, SiteAssessment
from auditor.score import NOT_COUNTED

if TYPE_CHECKING:
    from jinja2 import Environment

_LINK = re.compile(r"https?://[^\s\"'<>`\\]+", re.IGNORECASE)
_GRAVITY = ("veto", "major", "minor", "info")
_LABEL = 30  # terminal cells of an indicator's title on one line of the picture, which also fits a telephone
_WIDE = 10_000  # cells: the browser breaks the lines
_LINE, _BAR, _GAP = 20, 10, 18  # pixels: a line of a label, a bar, the blank below it


@dataclass(frozen=True, slots=True)
class Row:
    """An indicator as the table shows it: `counted` and `lost` leave out what no machine judged."""

    number: str
    depth: int
    indicator: IndicatorScore
    counted: float | None
    lost: float | None
    mode: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A leaf in the picture: `lines` of its label, `y` of the first one, `top` of the bar, `share` in per cent."""

    lines: tuple[str, ...]
    y: int
    top: int
    share: float | None
    value: str


@dataclass(frozen=True, slots=True)
class Chart:
    """The picture of a top indicator and of all leaves below it."""

    row: Row
    bars: tuple[Bar, ...]
    height: int


@dataclass(frozen=True, slots=True)
class Group:
    """The findings of one rule and one state on one site, the gravest groups first."""

    site: SiteAssessment
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Sum:
    """How many findings a unit or a rule has, and what they cost."""

    name: str
    title: str
    failed: int
    review: int
    deducted: float
    findings: tuple[Finding, ...]


def render(assessment: Assessment, options: RenderOptions) -> bytes:
    """Print the assessment as one UTF-8 page that needs no other file; the same assessment gives the same bytes."""
    style, script = _asset("style.css"), _asset("filter.js")
    findings = [one for site in assessment.sites for one in in_order(site.findings)]
    page = _environment().get_template("report.html.j2")
    text = page.render(
        assessment=assessment,
        findings=findings,
        groups=[group for site in assessment.sites for group in _groups(site)],
        style=style,
        script=script,
        policy=f"default-src 'none'; img-src data:; style-src {_hash(style)}; script-src {_hash(script)}; "
        "base-uri 'none'; form-action 'none'",
        explain=options.explain_score,
    )
    return (text.rstrip("\n") + "\n").encode()


def _asset(name: str) -> str:
    return files("auditor.formats").joinpath("_html", name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


@cache
def _environment() -> "Environment":
    from jinja2 import Environment, PackageLoader, StrictUndefined  # noqa: PLC0415 - jinja2 costs start-up time
    from markupsafe import Markup  # noqa: PLC0415

    def shown(value: Any) -> Any:  # noqa: ANN401 - whatever a template prints
        return value if isinstance(value, Markup) else harmless(str(value))

    environment = Environment(
        loader=PackageLoader("auditor.formats", "_html"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {name: _sayer(words) for name, words in _WORDS.items()}
    environment.filters |= {"why": _words.why, "points": _points, "href": _href, "own": Markup}
    environment.globals |= {
        "rows": _rows,
        "charts": _charts,
        "choices": _choices,
        "counts": _counts,
        "grade": _grade,
        "no_score": _no_score,
        "in_order": in_order,
        "ledgers": _ledger,
        "lost": _lost,
        "bonus_text": bonus_text,
        "counted_text": counted_text,
        "exact": exact,
        "reckoned": lambda site: [line.removeprefix("- ") for line in reckoned(site, _WIDE)],
        "risk_text": risk_text,
        "missed": _missed,
        "share": _words.share,
        "sums": _sums,
        "words": _words,
    }
    return environment


_WORDS = {
    "state": _words.STATES,
    "severity": _words.SEVERITIES,
    "role": _words.ROLES,
    "rate": _words.RATES,
}


def _sayer(words: Any) -> Callable[[str], str]:  # noqa: ANN401 - one of the word lists
    return lambda word: _words.say(words, word)


def _href(url: str) -> str:
    """Return *url* where a link may lead there, else nothing: only printable http and https addresses."""
    return url if _LINK.fullmatch(url) and url == harmless(url) else ""


def _points(points: float | None) -> str:
    return "—" if points is None else f"{points:.2f}"


def _counts(findings: Iterable[Finding]) -> tuple[int, int]:
    """Count what is certain and what a person must confirm."""
    states = Counter(one.state == "fail" for one in findings)
    return states[True], states[False]


def _grade(site: SiteAssessment) -> str:
    if site.grade is None:
        return "不评等级"
    return site.grade_name or _words.say(_words.GRADES, site.grade)


def _no_score(site: SiteAssessment) -> str:
    """Say why a site has no score."""
    whys = {"vetoed": "触发一票否决，不计总分", "deferred": "读取的页面不足，不下结论"}
    return whys.get(site.grade or "", "规则集不设分值")


def _missed(site: SiteAssessment) -> tuple[list[tuple[str, int]], list[tuple[str, int]]]:
    """Return what could not be read, and what was never asked for and so is in no denominator."""
    known = sorted(site.coverage.not_assessable.items(), key=lambda one: (-one[1], one[0]))
    return [one for one in known if one[0] not in NOT_COUNTED], [one for one in known if one[0] in NOT_COUNTED]


def _groups(site: SiteAssessment) -> Iterator[Group]:
    def gravity(one: Finding) -> tuple[bool, int, str]:
        known = one.severity in _GRAVITY
        return one.state != "fail", _GRAVITY.index(one.severity) if known else len(_GRAVITY), one.rule

    for _, found in groupby(sorted(in_order(site.findings), key=gravity), key=gravity):
        yield Group(site, tuple(found))


def _choices(findings: Iterable[Finding], name: str) -> list[tuple[str, str, int]]:
    """Return what a filter offers: value, the title of a rule, and how many findings have it."""
    found = Counter(harmless(str(getattr(one, name))) for one in findings)
    titles = {harmless(one.rule): one.title for one in findings} if name == "rule" else {}
    return [(value, titles.get(value, ""), count) for value, count in sorted(found.items())]


def _sums(findings: Sequence[Finding], name: str) -> list[Sum]:
    """Add the findings up by unit or by rule, what costs or fails most first."""
    sums = []
    for key, group in groupby(sorted(findings, key=attrgetter(name)), key=attrgetter(name)):
        found = tuple(in_order(group))
        failed, review = _counts(found)
        sums.append(Sum(key, found[0].title, failed, review, sum(one.deducted for one in found), found))
    return sorted(sums, key=lambda one: (-round(one.deducted, 4), -one.failed, -one.review, one.name))


def _leaves(one: IndicatorScore) -> Iterator[IndicatorScore]:
    if not one.children:
        yield one
    for child in one.children:
        yield from _leaves(child)


def _lost(indicators: Iterable[IndicatorScore]) -> float:
    """Add up what the judged leaves lost."""
    judged = [leaf for one in indicators for leaf in _leaves(one) if leaf.earned is not None and not leaf.bonus]
    return sum((leaf.points or 0.0) - (leaf.earned or 0.0) for leaf in judged)


def _rows(indicators: Iterable[IndicatorScore], above: str = "", depth: int = 0) -> Iterator[Row]:
    """Return the tree line by line; a branch counts and loses what its judged leaves do, not its manual ones."""
    for place, one in enumerate(indicators, start=1):
        leaves = _leaves(one)
        judged = [leaf for leaf in leaves if leaf.earned is not None and leaf.points is not None and not leaf.bonus]
        counted = sum(leaf.points or 0.0 for leaf in judged) if judged else None
        mode = "" if one.children else _words.say(_words.MODES, one.mode)
        if not one.children and one.earned is None and one.mode != "manual":
            mode = "不计分"
        elif not one.children and one.bonus and one.mode != "manual":
            mode = "加分"
        yield Row(f"{above}{place}", depth, one, counted, _lost([one]) if judged else None, mode)
        yield from _rows(one.children, f"{above}{place}.", depth + 1)


def _charts(indicators: Iterable[IndicatorScore]) -> Iterator[Chart]:
    """Lay the picture out: under each top indicator a bar for every leaf, full length being its points."""
    known = list(_rows(indicators))
    for top in (row for row in known if not row.depth):
        below = [row for row in known if row.number == top.number or row.number.startswith(f"{top.number}.")]
        bars, y = [], 0
        for row in (row for row in below if not row.indicator.children):
            bar = _bar(row, y)
            bars.append(bar)
            y = bar.top + _BAR + _GAP
        yield Chart(top, tuple(bars), y)


def _bar(row: Row, y: int) -> Bar:
    one = row.indicator
    title = harmless(one.title) if not row.depth else f"{row.number} {harmless(one.title)}"
    lines = tuple(wrap(title, _LABEL))
    share, value = None, f"{row.mode} {_points(one.points)}"
    if one.earned is not None and one.points is not None:
        share = min(100.0, max(0.0, 100 * one.earned / one.points)) if one.points else 0.0
        value = f"{_points(one.earned)} / {_points(one.points)}"
    return Bar(lines, y + 15, y + _LINE * len(lines) + 3, share, value)
