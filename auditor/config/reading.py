"""`auditor.yaml` is found and read here; this module alone knows its top-level keys and what must agree."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TypeVar

from auditor import yamlfile
from auditor.config import amounts
from auditor.config.addresses import is_loopback, origin, really_asked
from auditor.config.options import Config, CrawlOptions
from auditor.config.sites import is_path, read_plans, read_sites
from auditor.errors import ConfigError, ConfigListError
from auditor.model import Site
from auditor.yamlfile import Node, Table

FILE_NAME = "auditor.yaml"
POLITE_DELAY = 0.2  # seconds; below it only a mirror on this machine may be asked

_TOP = ("ruleset", "as_of", "period", "out", "crawl", "mirror", "mirror_complete", "plans", "sites")
_CRAWL = tuple(CrawlOptions.__dataclass_fields__)

_CONTACT = re.compile(r"(?:mailto:)?[\w.+-]+@[\w.-]+|https?://[!-'*-\[\]-~]+", re.ASCII)

Amount = TypeVar("Amount", int, float)


def find(start: Path) -> Path | None:
    """Return the nearest auditor.yaml in *start* (or the folder of that file) or above it; relative where it can be."""
    here = Path.cwd()
    place = start.absolute()
    for folder in (place, *place.parents):
        path = folder / FILE_NAME
        if path.is_file():
            return path.relative_to(here) if path.is_relative_to(here) else path
    return None


def load(path: Path) -> Config:
    """Read *path*. Raises ConfigListError for all that is wrong in it, UsageError where it is not there."""
    problems: list[ConfigError] = []
    document = yamlfile.read(path, problems)
    found = _config(document.table(_TOP), path, problems) if document else None
    if problems or found is None:
        raise ConfigListError(problems)
    return found


def _config(table: Table, path: Path, problems: Sequence[ConfigError]) -> Config:
    """Read the document; where *problems* grow on the way, what it returns means nothing."""
    crawl = _crawl(table.table("crawl", _CRAWL))
    mirror = _mirror(table.table("mirror"))
    sites = read_sites(table, path.parent)
    if not problems:  # else the addresses are none, and what they would come to is no news
        _check_delay(crawl, mirror, sites, table)
    out = table.text("out", "")
    return Config(
        path=path,
        ruleset=_ruleset(table.text("ruleset", "all"), path.parent),
        as_of=table.day("as_of"),
        period=_period(table),
        out=path.parent / out if out else None,
        crawl=crawl,
        mirror=mirror,
        mirror_complete=table.flag("mirror_complete"),
        sites=sites,
        plans=read_plans(table, path.parent),
        no_sites="sites" in table.values and not sites,
    )


def _ruleset(written: str, folder: Path) -> str:
    """Return a shipped id as it is, a path as seen from the configuration's folder."""
    return (folder / written).as_posix() if is_path(written) else written


def _period(document: Table) -> tuple[date, date] | None:
    node = document.get("period")
    if node is None:
        return None
    table = node.table(("from", "to"))
    days = [one.day() for key in ("from", "to") if (one := table.get(key, needed=True)) is not None]
    first, last = days if len(days) == 2 else (date.min, date.min)  # noqa: PLR2004 - both
    if first > last > date.min:
        table.problem(f"评估时段的起始日 {first} 晚于截止日 {last}", "from")
    return first, last


def _crawl(table: Table) -> CrawlOptions:
    default = CrawlOptions()
    timeout = table.number("timeout", default.timeout)
    if not timeout:
        table.problem("应大于 0", "timeout")
    max_time, most = table.get("max_time"), table.get("max_site_bytes")
    return CrawlOptions(
        delay=table.number("delay", default.delay),
        per_host=_count(table, "per_host", default.per_host),
        timeout=timeout,
        max_pages=_count(table, "max_pages", default.max_pages),
        max_bytes=_amount(table.get("max_bytes"), amounts.size, default.max_bytes, "20MB"),
        max_time=_amount(max_time, amounts.duration, 0.0, "2h、30m、90s") if max_time else None,
        retries=table.integer("retries", default.retries),
        window=_window(table),
        concurrency=_count(table, "concurrency", default.concurrency),
        render=table.word("render", ("never", "auto")) or default.render,
        contact=_contact(table),
        max_site_bytes=_amount(most, amounts.size, 0, "2GB") if most else None,
        since=table.day("since"),
        sitemap=table.word("sitemap", ("robots", "auto", "never")) or default.sitemap,
        confirm_after=_amount(table.get("confirm_after"), amounts.duration, default.confirm_after, "6h"),
    )


def _count(table: Table, key: str, default: int) -> int:
    found = table.integer(key, default)
    if not found:
        table.problem("应至少为 1", key)
    return found


def _amount(node: Node | None, read: Callable[[str], Amount], default: Amount, example: str) -> Amount:
    """Return a number as it is, or an amount with its unit."""
    if node is None:
        return default
    found = default
    if node.shape != "str":
        found = type(default)(node.number())
    else:
        try:
            found = read(node.text())
        except ValueError:
            node.problem(f"不认识的数量 {node.text()[:80]}(应写成 {example})")
    if found <= 0:
        node.problem("应大于 0")
    return found


def _window(table: Table) -> str:
    written = table.text("window", "")
    try:
        return amounts.window(written) if written else ""
    except ValueError:
        table.problem(f'不是时间段: {written[:80]}(应写成 "20:00-07:00")', "window")
        return ""


def _contact(table: Table) -> str:
    """Return a mail or web address that can stand in the comment of a user agent (RFC 9110 §10.1.5)."""
    written = table.text("contact", "")
    if written and not _CONTACT.fullmatch(written):
        table.problem(f"应为邮箱或网址(如 audit@example.org),却是 {written[:80]}", "contact")
    return written


def _mirror(table: Table) -> Mapping[str, str]:
    mirror = {}
    for public, node in table.values.items():
        asked = node.text()
        for written in (public, asked):
            if not origin(written) or written.rstrip("/").count("/") != len("//"):
                node.problem(f"应为不带路径的网址(如 http://127.0.0.1:8080),却是 {written[:80]}")
        mirror[origin(public)] = origin(asked)
    return mirror


def _check_delay(crawl: CrawlOptions, mirror: Mapping[str, str], sites: tuple[Site, ...], document: Table) -> None:
    """A short delay is for mirrors on this machine alone: a public server must never be hurried."""
    if crawl.delay >= POLITE_DELAY:
        return
    for site in sites:
        scheme = site.home.partition("://")[0]
        for url in (site.home, *(f"{scheme}://{host}" for host in site.hosts), *(one.url for one in site.columns)):
            if not is_loopback(really_asked(url, mirror)):
                node = document.table("crawl").values["delay"]
                node.problem(f"小于 {POLITE_DELAY} 秒只可用于本机镜像,而 {origin(url)} 不在本机(可用 mirror 指到本机)")
