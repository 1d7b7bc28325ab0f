"""Where the links of a site lead that do not stay on it, or lead nowhere; this module alone knows who is told so."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from auditor.model import DeadLink, Foreign, Link, PageKind, Reason, Site
from auditor.relate.pages import Pages
from auditor.text import addresses

DEAD = (Reason.HTTP_4XX, Reason.HTTP_5XX, Reason.SOFT_404)
OTHERS = 20  # so many further pages with the same dead link are named


def dead_links(site: Site, by_key: Pages) -> dict[str, tuple[DeadLink, ...]]:
    """Return, for each page at which one is told, the captured pages that are not there and that it links to.

    A link in the menu of every page is one fault: it is told at the home page, else at a column, else at the first
    page that has it. Attachments and interpretations have rules of their own.
    """
    dead = {key for key, record in by_key.items() if record.outcome in DEAD}
    holders: dict[str, list[str]] = defaultdict(list)
    for key, record in by_key.items() if dead else ():
        if record.outcome is Reason.OK and "refresh" not in record.kind_reasons:
            apart = {by_key.key(link.url) for link in (*record.links.attachments, *record.links.interpretations)}
            for target in dict.fromkeys(map(by_key.key, record.links.pages)):
                if target in dead and target not in apart:
                    holders[target].append(key)
    home = by_key.key(site.home)
    told: dict[str, list[DeadLink]] = defaultdict(list)
    for target in sorted(holders):
        first, *others = sorted(holders[target], key=lambda key: _rank(key, by_key, home))
        record = by_key[target]
        names = tuple(by_key[key].url for key in others[:OTHERS])
        told[first].append(DeadLink(record.url, record.outcome, len(others) + 1, names))
    return {key: tuple(found) for key, found in told.items()}


def foreign(site: Site, by_key: Pages) -> Mapping[str, Foreign]:
    """Return the hosts outside the site to which its pages link; the home page, else the first one, tells."""
    own = {host.lower() for host in site.hosts}
    home = by_key.key(site.home)
    found: dict[str, tuple[str, Link, int]] = {}
    for key in sorted(by_key, key=lambda one: _rank(one, by_key, home)):
        for host, link in _hosts(by_key[key].links.external).items():
            if host not in own:
                page, first, count = found.get(host, (key, link, 0))
                found[host] = (page, first, count + 1)
    return {host: Foreign(link.url, link.text, page, count) for host, (page, link, count) in sorted(found.items())}


def _hosts(links: Sequence[Link]) -> dict[str, Link]:
    """Return the first link to each host, its port left aside."""
    result: dict[str, Link] = {}
    for link in links:
        result.setdefault(addresses.host(link.url).partition(":")[0], link)
    return result


def _rank(key: str, by_key: Pages, home: str) -> tuple[bool, bool, str]:
    return key != home, by_key[key].kind not in (PageKind.LIST, PageKind.HOME), by_key[key].url
