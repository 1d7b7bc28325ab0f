"""One page → its metadata block and its findings; this module alone knows how a page is judged without its site."""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from auditor import kinds
from auditor.archive import open_source
from auditor.catalog import Catalog
from auditor.config import Config, CrawlOptions
from auditor.errors import NothingError, UsageError
from auditor.evaluate import evaluate
from auditor.extract.trace import explain as explained
from auditor.formats._words import why
from auditor.kinds import fields_missing
from auditor.model import Candidate, Capture, FieldName, Finding, Gap, Reason, Record, Ruleset, Site
from auditor.pipeline.checking import DEFAULT_RULESET, bench_for
from auditor.pipeline.judging import Seen, facts_of
from auditor.text import addresses

EMPTY = (Reason.EMPTY, Reason.UNSUPPORTED_FILE)
IN_TEXT = {
    FieldName.DOCUMENT_NUMBER: "number",
    FieldName.PUBLISHER: "signature",
    FieldName.WRITTEN_DATE: "signature_date",
}


@dataclass(frozen=True, slots=True)
class PageReport:
    """What was read from one page, what the rules ask of it and it lacks, and what they say of it.

    `candidates` tell how the page was read, where that was asked for.
    """

    record: Record
    findings: tuple[Finding, ...]
    gaps: tuple[Gap, ...] = ()
    candidates: tuple[Candidate, ...] | None = None


def page(
    source: str,
    *,
    catalog: Catalog,
    today: date,
    url: str = "",
    config: Config | None = None,
    ruleset: str | None = None,
    as_of: date | None = None,
    options: CrawlOptions | None = None,
    explain: bool = False,
    nearby: bool = False,
) -> PageReport:
    """Read and judge one page.

    With a configuration of its host it is judged as `check` judges it. Without one a document is judged as one of
    policy_documents, and its own organ is learnt from the page.

    Args:
        source: A path, or an http(s) address that is then fetched.
        catalog: The rules.
        today: The clock's day, where neither *as_of* nor the configuration says one.
        url: The public address of a file.
        config: Gives the day and the rules, and the site where the page is on one of its hosts.
        ruleset: A shipped id or a path; else the configuration's, else `all`.
        as_of: The day to judge on; else the configuration's, else *today*.
        options: How to fetch.
        explain: Also tell how the page was read.
        nearby: *config* was only found near by: it does not count where it does not hold the page's host.

    Raises:
        UsageError: The file is not there.
        NothingError: The page is empty, is not HTML, or could not be fetched.
    """
    capture = _capture(source, url, options or CrawlOptions())
    host = addresses.host(capture.url)
    site = next((one for one in config.sites if host in one.hosts), None) if config else None
    config = None if nearby and site is None else config
    site = site or Site(id=host, name="", home=f"{urlsplit(capture.url).scheme}://{host}/", hosts=(host,))
    day = as_of or (config.as_of if config else None) or today
    bench = bench_for(catalog, ruleset or (config.ruleset if config else DEFAULT_RULESET), day, config)
    seen = Seen((capture,), lambda wanted: capture if _same(wanted, capture) else None, whole_site=False)
    records, facts = facts_of(site, seen, bench)
    if records[0].outcome in EMPTY:
        raise NothingError(f"{source}:不是网页或没有内容({why(records[0].outcome)})")
    findings, _ = evaluate(bench.ruleset, records, facts, bench.period)
    candidates = explained(capture, records[0], catalog.vocabulary) if explain else None
    return PageReport(records[0], findings, _gaps(records[0], bench.ruleset), candidates)


def _gaps(record: Record, ruleset: Ruleset) -> tuple[Gap, ...]:
    """Return the fields that some rule of the set asks of every such page and that have no value here."""
    asked: set[str] = set()
    for rule in ruleset.rules:
        kind = kinds.build(rule.kind, rule.options)
        if isinstance(kind, fields_missing.Kind) and record.kind in rule.applies_to.kinds:
            asked.update(kind.owed(record))
    found = [_gap(name, record) for name in FieldName if name in asked and not record.value(name)]
    return tuple(one for one in found if one)


def _gap(name: FieldName, record: Record) -> Gap | None:
    field = record.field(name)
    elsewhere = getattr(record.body, IN_TEXT.get(name, ""), "")
    if record.scripted or (field and field.reason == "scripted"):
        return Gap(name, "scripted", elsewhere)
    if field is None:
        return None if name is FieldName.TITLE and record.title else Gap(name, "absent", elsewhere)
    # What cannot be read is there: that it is broken is told in the block itself.
    return Gap(name, "empty", elsewhere) if field.reason in {"", "empty", "placeholder"} else None


def _capture(source: str, url: str, options: CrawlOptions) -> Capture:
    scheme = source.partition("://")[0].lower() if "://" in source else ""
    if scheme not in ("", "http", "https"):
        raise UsageError(f"只能读 http、https 网址或网页文件,不能读 {source}")
    if scheme:
        from auditor.crawl import fetch_one  # noqa: PLC0415 - httpx is slow to import, and a file needs none

        capture = fetch_one(source, options)
        if capture.outcome is not Reason.OK:
            raise NothingError(f"{source}:没有取到网页({why(capture.outcome)})")
        return replace(capture, url=url) if url else capture
    opened = open_source(Path(source), url=url)
    return next(chain for one in opened for chain in one.captures())


def _same(wanted: str, capture: Capture) -> bool:
    return addresses.key(wanted) == addresses.key(capture.url)
