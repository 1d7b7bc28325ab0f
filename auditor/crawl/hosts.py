"""What a crawl must know of a host before it asks for pages; this module alone asks each host once for it."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar
from urllib.parse import urlsplit

from auditor.archive.answer import Answer
from auditor.crawl.fetch import Fetcher
from auditor.crawl.nowhere import Nowhere, address_of, learnt
from auditor.crawl.pace import Pace
from auditor.crawl.robots import Rules, rules_of
from auditor.model import Capture, Reason, Record
from auditor.text import addresses

Found = TypeVar("Found")


class Hosts:
    """The hosts of one site: what their robots.txt allows, and what they show for an address that cannot exist.

    Args:
        scope: The hosts of the site.
        fetcher: Asks.
        read: What an answer says.
        keep: Told all answers, which are evidence.
        notes: Takes what people should know.
    """

    def __init__(
        self,
        scope: frozenset[str],
        fetcher: Fetcher,
        *,
        read: Callable[[Capture], Record],
        keep: Callable[[tuple[Answer, ...]], object],
        notes: list[str],
    ) -> None:
        self._scope, self._fetcher = scope, fetcher
        self._read, self._keep, self._notes = read, keep, notes
        self._rules: dict[str, asyncio.Task[Rules]] = {}
        self._nowhere: dict[str, asyncio.Task[Nowhere]] = {}

    @property
    def paces(self) -> dict[str, Pace]:
        """The pace of each host, sorted by host."""
        return {host: self._fetcher.pace(f"http://{host}/") for host in sorted(self._scope)}

    def try_again(self) -> None:
        """Ask those again, too, that were given up."""
        for pace in self.paces.values():
            pace.try_again()

    async def barred(self, url: str) -> Reason | None:
        """Tell why *url* must not be asked for, None where it may."""
        if addresses.host(url) not in self._scope:
            return Reason.OUT_OF_SCOPE
        return (await self.rules(url)).barred(url)

    async def rules(self, url: str) -> Rules:
        """Return what robots.txt of the host of *url* says."""
        return await _once(self._rules, url, self._ask_rules)

    async def nowhere(self, url: str) -> Nowhere:
        """Return what the host of *url* shows for an address that cannot exist."""
        return await _once(self._nowhere, url, self._ask_nowhere)

    def close(self) -> None:
        """Stop asking."""
        for asking in (*self._rules.values(), *self._nowhere.values()):
            asking.cancel()

    async def _ask_rules(self, url: str) -> Rules:
        parts = urlsplit(url)
        fetched = await self._fetcher.insist(f"{parts.scheme}://{parts.netloc}/robots.txt", self._off_site)
        rules = rules_of(fetched.capture)
        pace = self._fetcher.pace(url)
        pace.delay = max(pace.delay, rules.delay)
        if rules.note:
            self._notes.append(rules.note)
        self._keep(fetched.answers)
        return rules

    async def _ask_nowhere(self, url: str) -> Nowhere:
        parts = urlsplit(url)
        fetched = await self._fetcher.insist(address_of(parts.netloc, parts.scheme), self.barred)
        self._keep(fetched.answers)
        if fetched.capture.outcome is not Reason.OK or self._read(fetched.capture).outcome is not Reason.OK:
            return Nowhere()
        return learnt(fetched.capture)

    async def _off_site(self, url: str) -> Reason | None:
        return None if addresses.host(url) in self._scope else Reason.OUT_OF_SCOPE


async def _once(
    known: dict[str, asyncio.Task[Found]], url: str, ask: Callable[[str], Coroutine[Any, Any, Found]]
) -> Found:
    host = addresses.host(url)
    if host not in known:
        known[host] = asyncio.create_task(ask(url))
    return await asyncio.shield(known[host])
