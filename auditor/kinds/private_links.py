"""Addresses that nobody outside an office can open; this kind alone knows which ones those are."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import ClassVar

from auditor.kinds import Facts, Page, Scope, not_applicable, passed, seen
from auditor.model import State, Verdict
from auditor.text import addresses

START = re.compile(r"(?:https?:)?[/\\]{2}", re.IGNORECASE)
MOST = 5  # addresses named in a message


@dataclass(frozen=True, slots=True)
class Kind:
    """Hit where a public page links to, or takes a picture from, a private address.

    Attributes:
        networks: Private networks (10.0.0.0/8).
        names: Host names of one's own machine.
        suffixes: Ends of host names that only an office network knows.
        schemes: Schemes of files on the author's machine.
    """

    scope: ClassVar[Scope] = "page"
    values: ClassVar[frozenset[str]] = frozenset({"count", "links"})

    networks: tuple[str, ...]
    names: tuple[str, ...] = ()
    suffixes: tuple[str, ...] = ()
    schemes: tuple[str, ...] = ()

    def judge(self, subject: Page, facts: Facts) -> Verdict:
        """Look at the addresses that may be private."""
        own = addresses.host(subject.record.url).partition(":")[0]
        if self._private(own):
            return not_applicable("网页本身不在公开域名上")
        found = [link for link in subject.record.links.inside if self._leads_inside(link.url, facts)]
        if not found:
            return passed()
        evidence = tuple(seen(subject.record, link.url, link.locator) for link in found)
        named = "、".join(f"“{link.text}”（{link.url}）" if link.text else link.url for link in found[:MOST])
        values = {"count": str(len(found)), "links": named + ("等" if len(found) > MOST else "")}
        return Verdict(State.FAIL, evidence, values, part="links")

    def _leads_inside(self, written: str, facts: Facts) -> bool:
        if written.partition(":")[0].lower() in self.schemes:
            return True
        host = addresses.host("http://" + START.sub("", written, count=1).replace("\\", "/"))
        known = {*facts.mirrors, *facts.view.site.hosts}
        return host not in known and self._private(
            host.partition(":")[0] if "[" not in host else host.partition("]")[0]
        )

    def _private(self, host: str) -> bool:
        if host in self.names or host.endswith(self.suffixes or ("/",)):
            return True
        number = _number(host)
        return number is not None and any(number in one for one in _networks(self.networks))


@lru_cache(maxsize=1024)  # the pages of a site have few hosts
def _number(host: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(host.strip("[]"))
    except ValueError:
        return None


@cache
def _networks(written: tuple[str, ...]) -> tuple[IPv4Network | IPv6Network, ...]:
    return tuple(map(ip_network, written))
