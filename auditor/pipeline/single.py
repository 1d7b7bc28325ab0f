"""One page → its metadata block and its findings; this module alone knows how a page is judged without its site."""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from auditor.archive import open_source
from auditor.catalog import Catalog
from auditor.config import Config, CrawlOptions
from auditor.errors import NothingError
from auditor.evaluate import evaluate
from auditor.model import Capture, Finding, Reason, Record, Site
from auditor.pipeline.checking import DEFAULT_RULESET, bench_for
from auditor.pipeline.judging import Seen, facts_of
from auditor.text import addresses

EMPTY = (Reason.EMPTY, Reason.UNSUPPORTED_FILE)


@dataclass(frozen=True, slots=True)
class PageReport:
    """What was read from one page, and what the rules say of it."""

    record: Record
    findings: tuple[Finding, ...]


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
) -> PageReport:
    """Read and judge one page.

    Without a configuration a document is judged as one of policy_documents, and its own organ is learnt from the page.

    Args:
        source: A path, or an http(s) address that is then fetched.
        catalog: The rules.
        today: The clock's day, where neither *as_of* nor the configuration says one.
        url: The public address of a file.
        config: Gives the site's organs where the page is on one of its hosts.
        ruleset: A shipped id or a path.
        as_of: The day to judge on.
        options: How to fetch.

    Raises:
        UsageError: The file is not there.
        NothingError: The page is empty, is not HTML, or could not be fetched.
    """
    capture = _capture(source, url, options or CrawlOptions())
    site = _site(capture, config)
    day = as_of or (config.as_of if config else None) or today
    bench = bench_for(catalog, ruleset or DEFAULT_RULESET, day, config)
    seen = Seen((capture,), lambda wanted: capture if _same(wanted, capture) else None, whole_site=False)
    records, facts = facts_of(site, seen, bench)
    if records[0].outcome in EMPTY:
        raise NothingError(f"{source}:不是网页或没有内容({records[0].outcome})")
    findings, _ = evaluate(bench.ruleset, records, facts)
    return PageReport(records[0], findings)


def _capture(source: str, url: str, options: CrawlOptions) -> Capture:
    if source.startswith(("http://", "https://")):
        from auditor.crawl import fetch_one  # noqa: PLC0415 - httpx is slow to import, and a file needs none

        capture = fetch_one(source, options)
        if capture.outcome is not Reason.OK:
            raise NothingError(f"{source}:没有取到网页({capture.outcome})")
        return replace(capture, url=url) if url else capture
    opened = open_source(Path(source), url=url)
    return next(chain for one in opened for chain in one.captures())


def _same(wanted: str, capture: Capture) -> bool:
    return addresses.key(wanted) == addresses.key(capture.url)


def _site(capture: Capture, config: Config | None) -> Site:
    host = addresses.host(capture.url)
    for site in config.sites if config else ():
        if host in site.hosts:
            return replace(site, columns=())
    return Site(id=host, name="", home=f"{urlsplit(capture.url).scheme}://{host}/", hosts=(host,))
