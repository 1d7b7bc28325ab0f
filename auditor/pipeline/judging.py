"""Captures → one site's assessment; this module alone knows the order extract, relate, evaluate, score."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from http import HTTPStatus

from auditor.evaluate import Period, evaluate
from auditor.evaluate.ledger import ledgers
from auditor.extract import body_text, extract, page_text
from auditor.kinds import Facts
from auditor.model import (
    Capture,
    ColumnSummary,
    Finding,
    ManualScore,
    PageKind,
    PageText,
    PassedOver,
    Plan,
    Rate,
    Reason,
    Record,
    Ruleset,
    RuleTally,
    Site,
    SiteAssessment,
    SiteView,
    Source,
    Vocabulary,
)
from auditor.pipeline import marks, notes
from auditor.pipeline.records import Records
from auditor.pipeline.relinking import relinked
from auditor.relate import Pages, relate
from auditor.relate.matters import matters
from auditor.score import coverage, score
from auditor.text import addresses
from auditor.text.workdays import Calendar

GONE = (HTTPStatus.NOT_FOUND, HTTPStatus.GONE)
SHOWN = (Source.BLOCK, Source.SCRIPT)
LINKS = 10_000  # addresses seen last: those of menus stand on every page
READ = 4  # texts kept at hand: several rules read the same page, one after the other


@dataclass(frozen=True, slots=True)
class Bench:
    """Everything a judgement needs beside the captures: rules, plans, words, calendar, and the day it is made for.

    `by_hand` are the points that people gave: site id → indicator id → points. `sink` is handed what was seen of every
    page, where anybody wants to know.
    """

    ruleset: Ruleset
    vocabulary: Vocabulary
    calendar: Calendar
    as_of: date
    period: Period | None = None
    plans: tuple[Plan, ...] = ()
    by_hand: Mapping[str, Mapping[str, ManualScore]] = field(default_factory=dict)
    sink: marks.Sink | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """The captures of one site.

    `get` finds one by its address; `captured` tells of a folder what is in it, attachments included, and is None for a
    crawl, which never asks for every address that is linked. `unfinished` counts the addresses that a stopped crawl
    left unasked; they are among the captures. `damaged` are those whose stored answer cannot be read any more, known
    once `captures` has come to its end. `complete` are the hosts of which a folder holds all: what is linked
    there and not in it is not on the site. `mirrors` are the hosts really asked in the place of public ones. `aliases`
    lead from the names that links of a converted folder give its pages to their addresses. `passed_over` is what a
    crawl left out, `notes` what it had to say, `confirmed` whether a second look found at an address what the first
    one did.
    """

    captures: Iterable[Capture]
    get: Callable[[str], Capture | None]
    captured: Callable[[str], bool] | None = None
    whole_site: bool = True
    final: bool = True
    unfinished: int = 0
    damaged: Sequence[str] = ()
    complete: frozenset[str] = frozenset()
    mirrors: frozenset[str] = frozenset()
    aliases: Mapping[str, str] = field(default_factory=dict)
    passed_over: tuple[PassedOver, ...] = ()
    notes: tuple[str, ...] = ()
    confirmed: Callable[[str], bool] = lambda _: False

    def lacks(self, capture: Capture) -> bool:
        """Tell whether a page is certainly not on the site: its server says so, also when asked twice if need be."""
        return capture.status in GONE and (self.final or self.confirmed(capture.url))

    def look(self, url: str) -> Capture | None:
        """Return the capture of *url*; one that is not there answers so, where the folder is complete."""
        found = self.get(url)
        if found or addresses.host(url) not in self.complete:
            return found
        # A copied file may have lost its query (附件.pdf?t=1718): the plain one then stands for it.
        plain = self.get(url.partition("?")[0]) if "?" in url else None
        return plain or Capture(url, url, HTTPStatus.NOT_FOUND, (), b"", None, Reason.HTTP_4XX)


def facts_of(site: Site, seen: Seen, bench: Bench) -> tuple[tuple[Record, ...], Facts]:
    """Read every capture of a site that has few of them, and join the records."""
    pages = Pages(tuple(_read(seen, bench, set())))
    return tuple(sorted(pages.values(), key=lambda one: one.url)), _facts(site, seen, bench, pages)


def _read(seen: Seen, bench: Bench, absent: set[str]) -> Iterator[Record]:
    """Read every capture; then make a record of each page that is linked but not in a folder that holds all.

    The keys of those are noted in *absent*, as are those of the pages that a crawl certainly found missing.
    """
    unseen: dict[str, str] = {}

    @lru_cache(maxsize=LINKS)
    def see(url: str) -> None:
        captured = seen.captured
        # A copy may leave a query off: then the page is there without it.
        known = captured is None or captured(url) or captured(url.partition("?")[0])
        if addresses.host(url) in seen.complete and not known:
            unseen[addresses.key(url)] = url

    for capture in seen.captures:
        record = relinked(extract(capture, bench.vocabulary), seen.aliases)
        for url in record.links.pages if seen.complete else ():
            see(url)
        if record.outcome is Reason.HTTP_4XX and seen.lacks(capture):
            absent.add(addresses.key(record.url))
        yield record
    absent.update(unseen)
    for _, url in sorted(unseen.items()):
        yield Record(url, url, Reason.HTTP_4XX)


def _facts(site: Site, seen: Seen, bench: Bench, pages: Pages) -> Facts:
    @lru_cache(maxsize=READ)
    def read(url: str) -> PageText | None:
        capture = seen.get(url)
        return page_text(capture) if capture else None

    def look(url: str) -> Capture | None:
        return seen.look(url)

    def body(url: str) -> str:
        capture = seen.get(url)
        return body_text(capture, bench.vocabulary) if capture else ""

    view = relate(site, pages, bench.vocabulary, whole_site=seen.whole_site, captured=seen.captured)
    return Facts(
        view,
        bench.as_of,
        bench.vocabulary,
        bench.calendar,
        read,
        final=seen.final,
        confirmed=seen.confirmed,
        look=look,
        mirrors=seen.mirrors,
        body=body,
        plans=bench.plans,
        matters=matters(view, pages) if bench.plans else (),
    )


def assess(site: Site, seen: Seen, bench: Bench) -> SiteAssessment:
    """Assess one site; each capture is read once, and its record put away until it is asked for."""
    absent = set[str]()
    with closing(Records()) as records:
        pages = Pages(records, records.taken(_read(seen, bench, absent)))
        facts = _facts(site, seen, bench, pages)
        bare = Bare(pages.values())
        unjudged = marks.Unjudged(site.id, bench.sink) if bench.sink else None
        findings, tallies = evaluate(bench.ruleset, bare, facts, bench.period, unjudged.add if unjudged else None)
        if bench.sink and unjudged:
            unjudged.close()
            marks.mark(site.id, pages.values(), seen.unfinished, bench.sink, absent)
    # What is certainly not there was not left unread: rules about links tell of it, and coverage leaves it out.
    met = facts.view.pages.items()
    there = (page for key, page in met if page.outcome is not Reason.HTTP_4XX or key not in absent)
    covered = coverage(there, facts.view.not_captured)
    given = bench.by_hand.get(site.id)
    result = score(bench.ruleset, tallies, findings, covered, whole_site=seen.whole_site, by_hand=given)
    return SiteAssessment(
        id=site.id,
        name=site.name,
        home=site.home,
        grade=result.grade,
        grade_name=result.grade_name,
        score=result.score,
        max_score=result.max_score,
        coverage=covered,
        rates=_rates(tallies, findings),
        deferred_reason=result.deferred_reason,
        vetoes=result.vetoes,
        indicators=result.indicators,
        rules=tallies,
        findings=result.findings,
        columns=tuple(_summary(facts.view)),
        notes=(
            *notes.lost(len(seen.damaged)),
            *notes.vetoed_unread(result),
            *seen.notes,
            *notes.learnt(tallies, bare.count, facts.view, unfinished=seen.unfinished),
        ),
        level=site.level,
        group=site.group,
        points_at_risk=result.points_at_risk,
        bonus=result.bonus,
        plans=ledgers(bench.ruleset, result.findings, tallies, facts, bench.period),
        passed_over=seen.passed_over,
        damaged=len(seen.damaged),
    )


class Bare:
    """Records on their way to the rules; `count` says how many documents without a metadata block have passed."""

    def __init__(self, records: Iterable[Record]) -> None:
        self.records, self.count = records, 0

    def __iter__(self) -> Iterator[Record]:
        """Yield the records."""
        for record in self.records:
            if record.kind is PageKind.DOCUMENT:
                self.count += not any(one.source in SHOWN for one in record.fields)
            yield record


def _summary(view: SiteView) -> Iterable[ColumnSummary]:
    for one in view.columns:
        newest = max((item.date for item in one.items if item.date), default=None)
        column = one.column
        yield ColumnSummary(column.name, column.role, column.url, len(one.items), newest, one.complete, column.unit)


def _rates(tallies: Iterable[RuleTally], findings: Iterable[Finding]) -> dict[str, Rate]:
    """解读率 and 关联率: of the documents that need one, how many have an interpretation, how many of those link to it.

    What could not be assessed is in neither number; `missing` lists the documents that are not in the numerator.
    """
    by_id = {tally.id: tally for tally in tallies}
    names = {"interpretation_rate": "interpretation-missing", "linkage_rate": "interpretation-unlinked"}
    lacking: dict[str, set[str]] = {rule: set() for rule in names.values()}
    for one in findings:
        if one.rule in lacking:
            lacking[one.rule].add(one.subject.url)
    return {
        name: Rate(by_id[rule].passed, by_id[rule].judged, tuple(sorted(lacking[rule])))
        for name, rule in names.items()
        if rule in by_id
    }
