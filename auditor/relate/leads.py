"""Where the links of a site lead that do not stay on it, or lead nowhere; this module alone knows who is told so."""

from bisect import insort
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from auditor.model import DeadLink, Foreign, Link, PageKind, Reason, Record, Site
from auditor.relate.pages import Pages
from auditor.text import addresses

DEAD = (Reason.HTTP_4XX, Reason.HTTP_5XX, Reason.SOFT_404)
OTHERS = 20  # so many further pages with the same dead link are named
LINKS = 10_000  # addresses seen last: those of menus stand on every page

Rank = tuple[bool, bool, str, str]  # no home page, no list, address, key


@dataclass(slots=True)
class _Holders:
    """The pages that have a link to one that is not there: the first of them, and how many."""

    first: list[Rank] = field(default_factory=list)
    count: int = 0

    def add(self, rank: Rank) -> None:
        self.count += 1
        if len(self.first) <= OTHERS or rank < self.first[-1]:
            insort(self.first, rank)
            del self.first[OTHERS + 1 :]


class Leads:
    """The links of all pages, met one after the other; held are those that lead off the site or to no page."""

    def __init__(self, site: Site, by_key: Pages) -> None:
        self._by_key = by_key
        self._home = by_key.key(site.home)
        self._own = {host.lower() for host in site.hosts}
        self._dead: dict[str, _Holders] = {}
        self._foreign: dict[str, tuple[Rank, Link, int]] = {}
        self._any = any(by_key.outcome(key) in DEAD for key in by_key)
        self._lost = lru_cache(maxsize=LINKS)(self._lost_at)
        self._host = lru_cache(maxsize=LINKS)(self._host_of)

    def add(self, key: str, record: Record) -> None:
        """Take the links of a page.

        A link in the menu of every page is one fault: it is told at the home page, else at a column, else at the first
        page that has it. Attachments and interpretations have rules of their own.
        """
        rank = key != self._home, record.kind not in (PageKind.LIST, PageKind.HOME), record.url, key
        if self._any and record.outcome is Reason.OK and "refresh" not in record.kind_reasons:
            lost = {target: None for url in record.links.pages if (target := self._lost(url))}
            if lost:
                files = (*record.links.attachments, *record.links.interpretations)
                for target in lost.keys() - {self._by_key.key(link.url) for link in files}:
                    self._dead.setdefault(target, _Holders()).add(rank)
        hosts: dict[str, Link] = {}
        for link in record.links.external:
            if host := self._host(link.url):
                hosts.setdefault(host[0], link)
        for name, link in hosts.items():
            first, shown, count = self._foreign.get(name, (rank, link, 0))
            self._foreign[name] = (rank, link, count + 1) if rank < first else (first, shown, count + 1)

    def _lost_at(self, url: str) -> str:
        key = self._by_key.key(url)
        return key if self._by_key.outcome(key) in DEAD else ""

    def _host_of(self, url: str) -> tuple[str, ...]:
        """Return the host outside the site to which a link leads, its port left aside; nothing for the site's own."""
        host = addresses.host(url).partition(":")[0]
        return () if host in self._own else (host,)

    def dead_links(self) -> dict[str, tuple[DeadLink, ...]]:
        """Return, for each page at which one is told, the captured pages that are not there and that it links to."""
        told: dict[str, list[DeadLink]] = defaultdict(list)
        for target, holders in sorted(self._dead.items()):
            (*_, first), *others = holders.first
            record = self._by_key[target]
            names = tuple(url for _, _, url, _ in others)
            told[first].append(DeadLink(record.url, record.outcome, holders.count, names))
        return {key: tuple(found) for key, found in told.items()}

    def foreign(self) -> Mapping[str, Foreign]:
        """Return the hosts outside the site to which its pages link; the home page, else the first one, tells."""
        return {
            host: Foreign(link.url, link.text, rank[-1], count)
            for host, (rank, link, count) in sorted(self._foreign.items())
        }
