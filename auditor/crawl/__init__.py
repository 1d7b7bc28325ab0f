"""Captures sites politely and completely; this room alone fetches, and alone knows what time it is."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from urllib.parse import urldefrag

from auditor.archive import Source
from auditor.config import CrawlOptions
from auditor.crawl import clock
from auditor.crawl.fetch import Fetcher
from auditor.crawl.frontier import scope_of, seeds
from auditor.crawl.mirrored import Mirror
from auditor.crawl.pace import seconds_to_window
from auditor.crawl.reach import bare, trusted
from auditor.crawl.reading import Reader
from auditor.crawl.render import Renderer
from auditor.crawl.site import STATE, SiteCrawler
from auditor.crawl.telling import Progress, SiteCrawl
from auditor.errors import UsageError, write_reason
from auditor.model import Capture, Reason, Record, Site
from auditor.text import addresses

__all__ = ["Progress", "SiteCrawl", "crawl_sites", "fetch_one", "plan_crawl"]

LONGEST_PATIENCE = 10.0  # seconds that a person who waits for one page is made to wait by Retry-After
MOST_SITES = 256  # open at once; each holds a state file and an evidence file


def crawl_sites(
    sites: Sequence[Site],
    options: CrawlOptions,
    out: Path,
    *,
    read: Callable[[Capture], Record],
    mirror: Mapping[str, str],
    resume: bool = False,
    confirm_now: bool = False,
    previous: Mapping[str, Source] | None = None,
    progress: Callable[[Progress], None] | None = None,
) -> tuple[SiteCrawl, ...]:
    """Capture *sites* into the run folder *out*, a folder each, in the order of the sites.

    Ctrl-C lets every site write what it has and is raised again as KeyboardInterrupt; what was committed stays, and
    `resume` goes on from there without asking for a captured page again.

    Args:
        sites: What to capture.
        options: How politely and how far.
        out: The run folder, made where it is missing.
        read: What a page says, from which the next addresses follow.
        mirror: public origin → origin asked in its place.
        resume: Go on with the run in *out*.
        confirm_now: Look at once a second time at what did not answer, is gone or blank, also on loopback.
        previous: Site id → an earlier run, whose unchanged pages need not be transferred again.
        progress: Told after every page.

    Raises:
        UsageError: *out* holds a run already, or none to resume, or cannot be written (any more).
    """
    _check(options, out, resume=resume)
    try:
        return asyncio.run(
            _crawl(
                sites,
                options,
                out,
                read=read,
                mirror=Mirror(mirror),
                progress=progress or (lambda _: None),
                confirm_now=confirm_now,
                previous=previous or {},
            )
        )
    except (BrokenPipeError, TimeoutError):
        raise
    except OSError as error:
        said = f"{out}:写不下去({write_reason(error)}),已停止;在此之前取到的网页都已保存,排除故障后加 --resume 继续"
        raise UsageError(said) from error


def plan_crawl(sites: Sequence[Site]) -> tuple[str, ...]:
    """Return the addresses a crawl of *sites* would begin with: home pages and columns within their scope."""
    return tuple(task.url for site in sites for task in seeds(site) if addresses.host(task.url) in scope_of(site))


def fetch_one(url: str, options: CrawlOptions) -> Capture:
    """Fetch one page that a person named, wherever its redirects lead, with the retries of *options*.

    Raises:
        UsageError: *url* is no http(s) address.
    """
    address = urldefrag(addresses.resolve(url, url) or "").url
    if not address:
        raise UsageError(f"不是网页地址:{url}")
    return asyncio.run(_fetch_one(address, options))


async def _fetch_one(url: str, options: CrawlOptions) -> Capture:
    fetcher = Fetcher(options, Mirror({}), {bare(addresses.host(url))})
    try:
        return (await fetcher.insist(url, _anywhere, LONGEST_PATIENCE)).capture
    finally:
        await fetcher.close()


async def _anywhere(_: str) -> Reason | None:
    return None


async def _crawl(
    sites: Sequence[Site],
    options: CrawlOptions,
    out: Path,
    *,
    read: Callable[[Capture], Record],
    mirror: Mirror,
    progress: Callable[[Progress], None],
    confirm_now: bool,
    previous: Mapping[str, Source],
) -> tuple[SiteCrawl, ...]:
    hosts = frozenset[str]().union(*map(scope_of, sites))
    lenient = frozenset[str]().union(*(scope_of(site) for site in sites if not site.tls_verify))
    fetcher = Fetcher(options, mirror, trusted(hosts, mirror.places), lenient)
    renderer = Renderer(options, fetcher) if options.render == "auto" else None
    reader = Reader(read)
    places = asyncio.Semaphore(MOST_SITES)

    async def one(site: Site) -> SiteCrawl:
        async with places:
            crawler = SiteCrawler(
                site,
                options,
                out / site.id,
                fetcher=fetcher,
                reader=reader,
                report=progress,
                renderer=renderer,
                confirm_now=confirm_now,
                previous=previous.get(site.id),
            )
            try:
                return await crawler.run()
            finally:
                crawler.close()

    try:
        async with asyncio.TaskGroup() as group:
            crawls = [group.create_task(one(site)) for site in sites]
    except BaseExceptionGroup as group_error:
        raise _first(group_error) from None
    finally:
        await reader.close()
        if renderer:
            await renderer.close()
        await fetcher.close()
    return tuple(crawl.result() for crawl in crawls)


def _first(error: BaseException) -> BaseException:
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return error


def _check(options: CrawlOptions, out: Path, *, resume: bool) -> None:
    seconds_to_window(options.window, clock.local())
    if not resume and any(out.glob(f"*/{STATE}")):
        raise UsageError(f"{out}:里面已有一次运行;要继续它请加 --resume,否则请用 --out 另指一个目录")
    if resume and not out.is_dir():
        raise UsageError(f"{out}:没有可以继续的运行")
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"{out}:无法写入({write_reason(error)})") from error
