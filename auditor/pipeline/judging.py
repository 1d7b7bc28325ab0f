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
    Role,
    Ruleset,
    RuleTally,
    Site,
    SiteAssessment,
    SiteView,
    Source,
    Vocabulary,
)
from auditor.pipeline import marks
from auditor.pipeline.records import Records
from auditor.pipeline.relinking import relinked
from auditor.relate import Pages, relate
from auditor.relate.matters import matters
from auditor.score import Result, coverage, score
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
            *_lost(seen),
            *_vetoed_unread(result),
            *seen.notes,
            *_notes(tallies, bare.count, facts.view, unfinished=seen.unfinished),
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


def _lost(seen: Seen) -> Iterable[str]:
    """Say how much of the evidence of a crawl cannot be read any more."""
    if seen.damaged:
        yield (
            f"{len(seen.damaged)}个已抓取网址的证据读不出来（损坏或被改动），没有评判，结论和得分都不完整；"
            "请先用 auditor evidence verify 核对"
        )


def _vetoed_unread(result: Result) -> Iterable[str]:
    """Say of a vetoed site that the rest of it could not be judged: it is vetoed first, and deferred no more."""
    if result.grade == "vetoed" and result.deferred_reason:
        yield (
            f"{result.deferred_reason}：一票否决依据已读到的页面，不因此改变；其余部分读得不全，问题和指标得分都不完整"
        )


def _notes(tallies: Iterable[RuleTally], bare: int, view: SiteView, *, unfinished: int) -> Iterable[str]:
    """Say aloud what was learnt or assumed; *bare* counts the documents without a metadata block."""
    if unfinished:
        yield f"抓取没有完成，还有{unfinished}个地址未取；先用 crawl --resume 接着抓完，再作评判"
    if bare:
        yield f"{bare}篇文件页没有信息栏（索引号、文号、成文日期等），对这些页面能评判的规则很少"
    homeless = 0 if view.site.columns or not view.whole_site else _homeless(view)
    if homeless:
        yield (
            f"{homeless}个文件页不在任何已识别的栏目里，没有按文件类规则评判；在 auditor.yaml 里写明栏目（columns）即可"
        )
    if view.organs_learnt and view.organs:
        names = "、".join(
            organ.name + (f"（机关代字 {'、'.join(organ.prefixes)}）" if organ.prefixes else "")
            for organ in view.organs
        )
        yield f"未配置 organs，制发机关由网页推得：{names}"
    elif not view.organs:
        yield "未配置 organs，也未能由网页推得制发机关；涉及“是否本级文件”的问题一律待人工确认"
    if not view.site.columns and view.columns:
        yield f"未配置 columns，由列表页名称识别出{len(view.columns)}个栏目"
    years = sorted({reason for tally in tallies for reason in tally.reasons if reason.startswith("calendar_")})
    for year in years:
        unknown = year.removeprefix("calendar_")
        yield f"工作日历缺{unknown}年，涉及该年的时限未作评判；可在 rules/lists/calendar.yaml 补充"


def _homeless(view: SiteView) -> int:
    """Count the documents in no column whose name says what it is: the rules for documents ask nothing of them."""
    return sum(one.kind is PageKind.DOCUMENT and one.role in (None, Role.OTHER) for one in view.pages.values())


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
