"""Sources on disk → an assessment; this module alone knows which captures belong to which site and day."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import chain
from pathlib import Path
from urllib.parse import urlsplit

from auditor import __version__
from auditor.archive import Source, open_sources
from auditor.catalog import Catalog
from auditor.config import Config, ManualFile
from auditor.errors import NothingError
from auditor.evaluate import Period
from auditor.model import Assessment, Capture, Reason, Ruleset, Site, SiteAssessment
from auditor.pipeline.crawled import told_by_crawl
from auditor.pipeline.judging import Bench, Seen, assess
from auditor.pipeline.marks import Sink
from auditor.store import left_in
from auditor.text import addresses
from auditor.text.workdays import Calendar

DEFAULT_RULESET = "all"
STATE = "state.db"  # of a site in a run folder


def check(
    sources: Sequence[Path],
    *,
    catalog: Catalog,
    today: date,
    config: Config | None = None,
    ruleset: str | None = None,
    as_of: date | None = None,
    url: str = "",
    nearby: bool = False,
    manual: ManualFile | None = None,
    plans: Sequence[str] = (),
    duties_only: bool = False,
    sink: Sink | None = None,
    strangers: Callable[[Mapping[str, int]], None] | None = None,
) -> Assessment:
    """Judge what is on disk; nothing is fetched.

    Args:
        sources: Run folders, mirror folders, WARC files, single pages.
        catalog: The rules.
        today: The clock's day, used only where nothing else says on which day to judge.
        config: The sites; without it each host is a site of its own and its columns are recognised by name.
        ruleset: A shipped id or a path; else the configuration's, else `all`.
        as_of: The day to judge on; else the configuration's, else the sources', else *today*.
        url: The public address of a single page.
        nearby: *config* was only found near by: it does not count where the sources hold none of its hosts.
        manual: The points that people gave.
        plans: Ids or paths of plans; else the configuration's, and those of each site.
        duties_only: Judge by no other rules than those that the plans name, and give no points.
        sink: Is handed what was seen of every page.
        strangers: Is handed the hosts that belong to no configured site, with how many pages of each were passed over.

    Raises:
        UsageError: A source is not there.
        NothingError: There is no page in any of them.
        ConfigError: The rule set is unknown or invalid, or a row of *manual* is.
    """
    opened = opened_sources(sources, config, url)
    if not any(one.hosts for one in opened):
        raise NothingError(f"{'、'.join(map(str, sources))}: 里面没有可评判的网页")
    if config and not _meant(config, opened):
        config = _not_meant(config, opened, nearby=nearby)
    if strangers and (left := _strangers(opened, config)):
        strangers(left)
    day = as_of or (config.as_of if config else None) or max((one.as_of for one in opened if one.as_of), default=today)
    bench = bench_for(catalog, ruleset or (config.ruleset if config else DEFAULT_RULESET), day, config)
    if manual:
        bench = replace(bench, by_hand=manual.by_site(_sites(opened, config), bench.ruleset))
    bench = replace(bench, sink=sink)
    sites = [
        (site, planned(bench, site, catalog, plans or (config.plans if config else ()), named=bool(plans)))
        for site in _sites(opened, config)
    ]
    if duties_only:
        bench = replace(bench, ruleset=_of_duties(bench.ruleset, catalog, [one for _, one in sites]))
        sites = [(site, replace(bench, plans=one.plans)) for site, one in sites]
    return assessment(
        bench.ruleset, day, [assess(site, _seen(site, opened, config), one) for site, one in sites], bench.period
    )


def planned(bench: Bench, site: Site, catalog: Catalog, plans: Sequence[str], *, named: bool) -> Bench:
    """Lay the plans of a site beside the rules: *plans*, and its own where none were *named* on the command line."""
    wanted = dict.fromkeys((*plans, *(() if named else site.plans)))
    return replace(bench, plans=tuple(catalog.plan(one) for one in wanted))


def _of_duties(ruleset: Ruleset, catalog: Catalog, benches: Sequence[Bench]) -> Ruleset:
    """Return a set of the rules that the duties name, without points; a rule of the set given goes first."""
    named = {duty.rule for bench in benches for plan in bench.plans for duty in plan.duties}
    known = {**catalog.rules, **{rule.id: rule for rule in ruleset.rules}}
    rules = tuple(known[one] for one in sorted(named & known.keys()))
    return replace(ruleset, rules=rules, indicators=(), full_marks=None, grades=())


def opened_sources(sources: Sequence[Path], config: Config | None, url: str = "") -> list[Source]:
    """Open all *sources*; the pages of a mirror folder get the scheme of their site's home page."""
    schemes = {host: urlsplit(site.home).scheme for site in config.sites for host in site.hosts} if config else {}
    return open_sources(sources, schemes=schemes, url=url)


def bench_for(catalog: Catalog, ruleset: str, as_of: date, config: Config | None) -> Bench:
    """Lay ready what a judgement needs."""
    return Bench(
        ruleset=catalog.ruleset(ruleset),
        vocabulary=catalog.vocabulary,
        calendar=Calendar(catalog.calendar_overrides),
        as_of=as_of,
        period=config.period if config else None,
    )


def assessment(
    ruleset: Ruleset, as_of: date, sites: Sequence[SiteAssessment], period: Period | None = None
) -> Assessment:
    """Put the sites' assessments together under the rule set that made them."""
    return Assessment(
        __version__, as_of, ruleset.id, ruleset.version, ruleset.sha256, tuple(sites), period, ruleset.title
    )


def _sites(opened: Sequence[Source], config: Config | None) -> tuple[Site, ...]:
    if config and config.sites:
        return config.sites
    hosts = sorted({host for source in opened for host in source.hosts})
    return tuple(Site(id=host, name=host, home=_home(host, opened), hosts=(host,)) for host in hosts)


def _meant(config: Config, opened: Sequence[Source]) -> bool:
    """Tell whether any source holds a host of the configured sites."""
    held = {host for source in opened for host in source.hosts}
    return any(held.intersection(site.hosts) for site in config.sites)


def _not_meant(config: Config, opened: Sequence[Source], *, nearby: bool) -> Config | None:
    """Pass over a configuration that was only found near by; one that was named must fit the sources."""
    if not nearby and config.sites:
        wanted = "、".join(host for site in config.sites for host in site.hosts)
        held = "、".join(sorted({host for source in opened for host in source.hosts}))
        raise NothingError(f"配置的主机 {wanted} 不在来源里(来源里有 {held})")
    return None if nearby else config


def _strangers(opened: Sequence[Source], config: Config | None) -> dict[str, int]:
    """Count the pages by host that no site claims; a crawl asks other hosts for what is linked, and tells of none."""
    if config is None or not config.sites:
        return {}
    known = {host for site in config.sites for host in site.hosts}
    urls = chain.from_iterable(one.urls() for one in opened if not one.site_id)
    return Counter(host for url in urls if (host := addresses.host(url)) not in known)


def _home(host: str, opened: Sequence[Source]) -> str:
    """Return the address of a host's home page, by the scheme its captures have."""
    urls = chain.from_iterable(source.urls() for source in opened)
    scheme = next((urlsplit(url).scheme for url in urls if addresses.host(url) == host), "http")
    return f"{scheme}://{host}/"


def _seen(site: Site, opened: Sequence[Source], config: Config | None = None) -> Seen:
    """Choose a site's captures: those stored under its id, else those of its hosts."""
    mine = [one for one in opened if one.site_id in ("", site.id) and set(one.hosts) & set(site.hosts)]
    named = [one for one in opened if one.site_id == site.id]
    mine = named or mine

    def captures() -> Iterator[Capture]:
        for source in mine:
            for capture in source.captures():
                if addresses.host(capture.url) in site.hosts:
                    damaged.extend([capture.url] if source.site_id and _damaged(source, capture) else ())
                    yield capture
        yield from (_unasked(url) for url in left)

    def get(url: str) -> Capture | None:
        return next((found for source in mine if (found := source.get(url)) is not None), None)

    damaged: list[str] = []
    left = [url for source in named for url in left_in(source.root / STATE) if not source.has(url)]
    folders = mine and not any(one.site_id for one in mine)
    return Seen(
        captures=captures(),
        get=get,
        captured=(lambda url: any(source.has(url) for source in mine)) if folders else None,
        whole_site=not mine or not all(len(one.urls()) == 1 and one.root.is_file() for one in mine),
        final=all(one.final for one in mine),
        confirmed=lambda url: any(one.confirmed(url) for one in mine),
        unfinished=len(left),
        damaged=damaged,
        complete=_complete(site, mine) if config and config.mirror_complete and folders else frozenset(),
        mirrors=frozenset(map(addresses.host, config.mirror.values())) if config else frozenset(),
        aliases={alias: url for source in mine for alias, url in source.aliases.items()},
        **told_by_crawl(one.root for one in named),
    )


def _damaged(source: Source, capture: Capture) -> bool:
    """Tell whether an answer was stored for that address and cannot be read any more."""
    entry = source.find(capture.url) if not capture.status else None
    return entry is not None and entry.origin is not None


def _complete(site: Site, mine: Sequence[Source]) -> frozenset[str]:
    """Return the hosts of which the folders tell what is there; of a host without a page they tell nothing."""
    held = (host for one in mine for host in one.hosts if host in site.hosts)
    return frozenset(held) if all(one.root.is_dir() for one in mine) else frozenset()


def _unasked(url: str) -> Capture:
    """Make a capture of an address that a stopped crawl did not come to: it counts as one that could not be read."""
    return Capture(url, url, 0, (), b"", None, Reason.LIMIT)
