"""A finding leads back to what was seen; this module alone knows how its record and its quote are found again."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from html import unescape
from pathlib import Path

from auditor.archive import Source
from auditor.archive.members import member_at
from auditor.archive.source import Entry, Origin
from auditor.archive.verify import Verified, verify
from auditor.catalog import Catalog
from auditor.config import Config
from auditor.errors import UsageError
from auditor.extract import page_text
from auditor.model import Capture, Evidence, Finding, SiteAssessment
from auditor.pipeline.checking import check, opened_sources
from auditor.yamlfile import nearest

__all__ = ["Quoted", "Trace", "Traced", "Verified", "trace", "verify"]

SHORTEST = 6  # signs of a fingerprint by which it may be named
_TELLING = 12  # characters of a quote that are no chance
_AROUND = 30  # characters of context on each side of a quote
_TAG = re.compile(r"<[^<>]*>")
_JOINT = re.compile(r"[；…]")  # by these, several quotes stand as one


@dataclass(frozen=True, slots=True)
class Quoted:
    """Where a quote stands: the line of the page's source, 1-based, and the text around it.

    `whole` is false where only its beginning was found: what was shortened or put together stands nowhere as a whole.
    """

    line: int
    before: str
    quote: str
    after: str
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Trace:
    """A piece of evidence and what is stored of it.

    `damage` says what is wrong with the record in the WARC file, empty for nothing. `digest` is computed anew from the
    stored body; `same` tells whether it is the one in the finding and the one noted at the capture. Without `capture`
    nothing is stored of that address.
    """

    evidence: Evidence
    origin: Origin | None = None
    capture: Capture | None = None
    damage: str = ""
    digest: str = ""
    same: bool = False
    quoted: Quoted | None = None


@dataclass(frozen=True, slots=True)
class Traced:
    """A finding with the traces of all its evidence."""

    site: SiteAssessment
    finding: Finding
    traces: tuple[Trace, ...]


def trace(
    fingerprint: str,
    source: Path,
    *,
    catalog: Catalog,
    today: date,
    config: Config | None = None,
    ruleset: str | None = None,
    as_of: date | None = None,
    nearby: bool = False,
) -> Traced:
    """Judge *source* again and lead the finding *fingerprint* (or its only beginning so) back to what is stored.

    The other arguments are those of `check`.

    Raises:
        UsageError: There is no such finding, or more than one begins so.
    """
    assessment = check(
        [source], catalog=catalog, today=today, config=config, ruleset=ruleset, as_of=as_of, nearby=nearby
    )
    found = {one.fingerprint: (site, one) for site in assessment.sites for one in site.findings}
    site, finding = found[_chosen(fingerprint.lower(), tuple(found))]
    opened = opened_sources([source], config)
    opened.sort(key=lambda one: one.site_id != site.id)
    return Traced(site, finding, tuple(_traced(one, opened) for one in finding.evidence))


def _chosen(wanted: str, known: Sequence[str]) -> str:
    if wanted in known:
        return wanted
    if len(wanted) < SHORTEST:
        raise UsageError(f"问题编号 {wanted} 太短,至少写前{SHORTEST}位")
    fitting = [one for one in known if one.startswith(wanted)]
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        raise UsageError(f"问题编号 {wanted} 不唯一,可能是: {' '.join(fitting)}")
    likely = nearest(wanted, known) or max(known, key=lambda one: _common(one, wanted), default="")
    raise UsageError(f"没有编号为 {wanted} 的问题{f',最接近的是 {likely}' if likely else ''}")


def _common(one: str, other: str) -> int:
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _traced(evidence: Evidence, opened: Sequence[Source]) -> Trace:
    entry: Entry | None = next((found for one in opened if (found := one.find(evidence.url)) is not None), None)
    if entry is None:
        return Trace(evidence)
    capture = entry.load()
    origin = entry.origin
    damage = ""
    if origin is not None and origin.offset is not None and origin.file.name.endswith(".gz"):
        damage = member_at(origin.file, origin.offset).fault
    recorded = origin.digest if origin else ""
    same = capture.digest == evidence.digest and recorded in ("", capture.digest)
    quoted = locate(evidence.quote, page_text(capture).html)
    return Trace(evidence, origin, capture, damage, capture.digest, same, quoted)


def locate(quote: str, html: str) -> Quoted | None:
    """Find *quote* in the source of a page, whatever tags and blanks stand between its characters.

    A quote that was put together from several places is found where all of its parts are; the place is that of the
    first. None where it is not found.
    """
    shown = unescape(_TAG.sub(lambda tag: "\n" * tag[0].count("\n"), html))
    for text in (shown, html):
        whole = _find(quote, text)
        if whole is not None:
            return whole
        parts = [_find(part, text) for part in _JOINT.split(quote) if part.strip()]
        if parts and all(parts):
            return parts[0]
    return _beginning(_bare(quote), shown) or _beginning(_bare(quote), html)


def _beginning(quote: str, text: str) -> Quoted | None:
    """Find the longest beginning of *quote* that says enough to be no chance."""
    lengths = range(_TELLING, len(quote))
    many = bisect_left(lengths, True, key=lambda length: _find(quote[:length], text) is None)
    found = _find(quote[: lengths[many - 1]], text) if many else None
    return replace(found, whole=False) if found else None


def _find(quote: str, text: str) -> Quoted | None:
    wanted = _bare(quote)
    places = [at for at, sign in enumerate(text) if not sign.isspace()]
    start = "".join(text[at] for at in places).find(wanted) if wanted else -1
    if start < 0:
        return None
    first, last = places[start], places[start + len(wanted) - 1] + 1
    before, after = (" ".join(part.split()) for part in (text[:first], text[last : last + 20 * _AROUND]))
    return Quoted(text.count("\n", 0, first) + 1, before[-_AROUND:], text[first:last], after[:_AROUND])


def _bare(text: str) -> str:
    return "".join(text.split())
