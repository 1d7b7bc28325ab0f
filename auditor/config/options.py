"""What can be configured and what holds where nothing is said; this module alone knows the defaults."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from auditor.model import Site


@dataclass(frozen=True, slots=True)
class CrawlOptions:
    """How politely and how far to crawl.

    `delay` and `timeout` are seconds, `max_bytes` counts per answer, `max_pages` and `max_time` (seconds) per site.
    `per_host` and `concurrency` count requests under way, `retries` further tries after the first. `window` is the
    local time in which fetching is allowed (`20:00-07:00`), empty for always. `render` is `auto` where a browser draws
    the pages that wait for a script, else `never`. `contact` is an address that the user agent names, for those who
    run the sites. `max_site_bytes` counts the decoded bytes of all answers of a site. `since` is the day behind which
    the pages of columns are not followed any further. `confirm_after` (seconds) is how long after the first look a
    second one may confirm that something is gone. `sitemap` is `robots` where the sitemaps that robots.txt names are
    read, `auto` where /sitemap.xml is asked for, too, else `never`.
    """

    delay: float = 1.0
    per_host: int = 2
    timeout: float = 15.0
    max_pages: int = 20000
    max_bytes: int = 20_000_000
    max_time: float | None = None
    retries: int = 2
    window: str = ""
    concurrency: int = 32
    render: str = "never"
    contact: str = ""
    max_site_bytes: int | None = None
    since: date | None = None
    confirm_after: float = 6 * 3600.0
    sitemap: str = "robots"


@dataclass(frozen=True, slots=True)
class Config:
    """A resolved configuration.

    `ruleset` is a shipped id or a path, `period` the first and last day of the 评估时段, `out` the run folder.
    `mirror` maps the origin of a public address to the one that is really asked (`http://127.0.0.1:8080`);
    `mirror_complete` says that a file missing from a mirror folder is missing from the site too. `plans` are ids or
    paths of the 工作要点 that bind every site; a site may have others of its own. `no_sites` says that `sites` is
    written and holds none, as against a configuration that leaves the sites open.
    """

    path: Path | None = None
    ruleset: str = "all"
    as_of: date | None = None
    period: tuple[date, date] | None = None
    out: Path | None = None
    crawl: CrawlOptions = CrawlOptions()
    mirror: Mapping[str, str] = field(default_factory=dict)
    mirror_complete: bool = False
    sites: tuple[Site, ...] = ()
    plans: tuple[str, ...] = ()
    no_sites: bool = False
