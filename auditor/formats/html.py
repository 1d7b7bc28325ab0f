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

from auditor.compare import rank
from auditor.formats import RenderOptions, _comparison, _cut, _ledger, _ranking, _words, in_order
from auditor.formats._findings import beside
from auditor.formats._layout import harmless
from auditor.formats._points import (
    bonus_text,
    by_hand_text,
    charges_by_rule,
    counted_text,
    exact,
    grade_basis,
    limits,
    reckoned,
    risk_text,
)
from auditor.model import Assessment, Finding, IndicatorScore, SiteAssessment
from auditor.score import NOT_COUNTED

if TYPE_CHECKING:
    from jinja2 import Environment

_LINK = re.compile(r"https?://[^\s\"'<>`\\]+", re.IGNORECASE)
_WIDE = 10_000  # cells: the browser breaks the lines
LARGEST = 20_000_000  # bytes of a page that browsers still open at once
CARDS = 5000  # findings that a page shows in full


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
    """A leaf in the picture: its `label`, what it earned as a `share` in per cent (None: not counted) and in words."""

    label: str
    share: float | None
    value: str


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
    most = CARDS
    while len(page := _page(assessment, options, most)) > LARGEST and most:
        most //= 2
    return page


def _page(assessment: Assessment, options: RenderOptions, most: int) -> bytes:
    """Print the page with at most so many findings in full; of each site the gravest."""
    style, script = _asset("style.css"), _asset("filter.js")
    groups = _cut.groups(assessment.sites, most)
    shown = [one for group in groups for one in group.findings]
    text = (
        _environment()
        .get_template("report.html.j2")
        .render(
            assessment=assessment,
            findings=[one for site in assessment.sites for one in in_order(site.findings)],
            groups=groups,
            shown=shown,
            known=frozenset(one.fingerprint for one in shown),
            ranking=options.ranking or rank([assessment]),
            comparison=options.comparison,
            stage=options.stage,
            internal=options.internal,
            style=style,
            script=script,
            policy=f"default-src 'none'; img-src data:; style-src {_hash(style)}; script-src {_hash(script)}; "
            "base-uri 'none'; form-action 'none'",
            explain=options.explain_score,
        )
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
        "grade": _words.grade,
        "no_score": _words.no_score,
        "in_order": in_order,
        "ledgers": _ledger,
        "lost": _lost,
        "beside": beside,
        "bonus_text": bonus_text,
        "by_hand_text": by_hand_text,
        "charges_by_rule": charges_by_rule,
        "counted_text": counted_text,
        "exact": exact,
        "grade_basis": grade_basis,
        "limits": limits,
        "reckoned": lambda site: [line.removeprefix("- ") for line in reckoned(site, _WIDE)],
        "risk_text": risk_text,
        "missed": _missed,
        "marked": _cut.marked,
        "changes": _comparison,
        "league": _ranking,
        "share": _words.share,
        "summed": _summed,
        "sums": _sums,
        "words": _words,
    }
    return environment


_WORDS = {
    "state": _words.STATES,
    "severity": _words.SEVERITIES,
    "role": _words.ROLES,
    "passed_over": _words.PASSED_OVER,
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


def _missed(site: SiteAssessment) -> tuple[list[tuple[str, int]], list[tuple[str, int]]]:
    """Return what could not be read, and what was never asked for and so is in no denominator."""
    known = sorted(site.coverage.not_assessable.items(), key=lambda one: (-one[1], one[0]))
    return [one for one in known if one[0] not in NOT_COUNTED], [one for one in known if one[0] in NOT_COUNTED]


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


def _summed(sites: Iterable[SiteAssessment]) -> list[tuple[str, str, list[int]]]:
    """Return id, title and the six counts of each rule over all sites, by id."""
    known: dict[str, tuple[str, list[int]]] = {}
    for one in (tally for site in sites for tally in site.rules):
        states = (one.judged, one.passed, one.failed, one.needs_review, one.not_applicable, one.not_assessable)
        title, sums = known.get(one.id, (one.title, [0] * len(states)))
        known[one.id] = title, [total + count for total, count in zip(sums, states, strict=True)]
    return [(rule, title, sums) for rule, (title, sums) in sorted(known.items())]


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


def _charts(indicators: Iterable[IndicatorScore]) -> Iterator[tuple[Row, list[Bar]]]:
    """Lay the picture out: under each top indicator a bar for every leaf, full length being its points."""
    known = list(_rows(indicators))
    for top in (row for row in known if not row.depth):
        below = [row for row in known if row.number == top.number or row.number.startswith(f"{top.number}.")]
        yield top, [_bar(row) for row in below if not row.indicator.children]


def _bar(row: Row) -> Bar:
    one = row.indicator
    share, value = None, f"{row.mode} {_points(one.points)}"
    if one.earned is not None and one.points is not None:
        share = min(100.0, max(0.0, 100 * one.earned / one.points)) if one.points else 0.0
        value = f"{_points(one.earned)} / {_points(one.points)}"
    return Bar(one.title if not row.depth else f"{row.number} {one.title}", share, value)
