"""One address and what it answers; this module alone talks HTTP."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Mapping
from contextlib import aclosing
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Any
from urllib.parse import urldefrag

import httpx

from auditor.archive.answer import Answer, capture_of, failed
from auditor.config import CrawlOptions, is_loopback
from auditor.crawl import clock, tls
from auditor.crawl.answers import head_of, is_page, length_of, retry_after
from auditor.crawl.earlier import Earlier, conditions
from auditor.crawl.faults import RETRYABLE, reason_of
from auditor.crawl.identity import HEADERS, agent
from auditor.crawl.mirrored import Mirror
from auditor.crawl.pace import Pace
from auditor.crawl.reach import Reach
from auditor.crawl.transport import Transport
from auditor.model import Capture, Reason
from auditor.text import addresses

MAX_REDIRECTS = 10
LEAST_DELAY = 0.2  # seconds; less only where the address really asked is loopback
LONGEST_WAIT = 300.0  # seconds; a host that asks for more with Retry-After is not asked again
_PATIENCE = 4  # times `timeout` for a whole answer, so that a dripping server cannot hold a place for ever
MOST_HEADERS = 500  # of one answer; more is no page
Bar = Callable[[str], Awaitable[Reason | None]]  # address → why it must not be asked for


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came of one address: its capture, every answer on the way to it, and when to ask again at the earliest.

    `retry_after` is seconds, None where the host did not say. `rendered` is true where the capture is the page as a
    browser drew it.
    """

    capture: Capture
    answers: tuple[Answer, ...] = ()
    retry_after: float | None = None
    rendered: bool = False

    @property
    def worth_retrying(self) -> bool:
        """Whether the next try may come to something else."""
        asked = self.capture.fetched_at is not None
        if not asked or (self.retry_after is not None and self.retry_after > LONGEST_WAIT):
            return False
        return self.capture.outcome in RETRYABLE or self.capture.status == HTTPStatus.TOO_MANY_REQUESTS


class Fetcher:
    """Asks for addresses, each host at its own pace and over its own few connections.

    `tls_faults` says of each host that had one what was the matter with its certificate or protocol.

    Args:
        options: How politely and how far.
        mirror: Which addresses are asked in place of public ones.
        trusted: Hosts that may lie in the machine's own network.
        lenient: Public hosts that are read on in spite of TLS faults.
    """

    def __init__(
        self, options: CrawlOptions, mirror: Mirror, trusted: Collection[str] = (), lenient: Collection[str] = ()
    ) -> None:
        self._options = options
        self._mirror = mirror
        self._reach = Reach(trusted)
        self.agent = agent(options.contact)
        self._conditions: dict[str, dict[str, str]] = {}
        self._lenient = lenient
        self.tls_faults: dict[str, str] = {}
        self._clients: dict[tuple[str, bool], Transport] = {}
        self._cookies: dict[Transport, httpx.Cookies] = {}
        self._paces: dict[str, Pace] = {}
        self._permits = asyncio.Semaphore(options.concurrency * options.per_host)

    def pace(self, url: str) -> Pace:
        """Return the pace of the host of a public address."""
        host = addresses.host(url)
        if host not in self._paces:
            least = 0.0 if self.is_loopback(url) else LEAST_DELAY
            delay = max(self._options.delay, least)
            self._paces[host] = Pace(delay, self._options.per_host, self._permits, host)
        return self._paces[host]

    def is_loopback(self, url: str) -> bool:
        """Tell whether the public address *url* is really asked for on this machine."""
        return is_loopback(self._mirror.asked(url))

    async def fetch(self, url: str, bar: Bar, *, head: bool = False, earlier: Earlier | None = None) -> Fetched:
        """Ask for *url* and follow its redirects by hand, as far as *bar* lets them.

        With *head* only the headers of a file are asked for; a page in its place is fetched whole. What the server
        calls unchanged since an *earlier* crawl is taken from there, and both answers are evidence. Never raises for
        what a server does: a failure is a capture with its reason.
        """
        answers: list[Answer] = []
        at, visits = url, dict[str, int]()
        while True:
            if reason := await bar(at) or self.pace(at).lost:
                return self._stopped(url, at, reason, answers)
            visits[at] = visits.get(at, 0) + 1
            if visits[at] > 2 or len(answers) > MAX_REDIRECTS:  # noqa: PLR2004 - once again with the cookie it set
                return self._stopped(url, at, Reason.REDIRECT_LOOP, answers)
            held = earlier.held(at) if earlier and not head else None
            self._conditions[at] = conditions(held) if held else {}
            answer = await self._ask(at, head=head)
            if isinstance(answer, Reason):
                return Fetched(failed(url, answer, clock.stamp(), at), tuple(answers))
            answers.append(answer)
            if held and answer.status == HTTPStatus.NOT_MODIFIED:
                answer = held
                answers.append(answer)
            target = addresses.resolve(at, answer.location) if answer.location else None
            if answer.location and not target:  # file:, data:, javascript:
                return self._stopped(url, at, Reason.OUT_OF_SCOPE, answers)
            if not target:
                outcome = Reason.OK if head and not is_page(answer) else None
                capture = capture_of(answer, url=url, max_bytes=self._options.max_bytes, outcome=outcome)
                return Fetched(capture, tuple(answers), retry_after(answer))
            at = urldefrag(self._mirror.public(target)).url

    async def insist(self, url: str, bar: Bar, patience: float = LONGEST_WAIT) -> Fetched:
        """Ask for *url*, and again as often as `retries` says while that may help and takes *patience* seconds at most.

        For the few addresses that wait in no frontier.
        """
        fetched = await self.fetch(url, bar)
        for tries in range(self._options.retries):
            if not fetched.worth_retrying or (fetched.retry_after or 0.0) > patience:
                break
            await asyncio.sleep(max(self._options.delay * 2**tries, fetched.retry_after or 0.0))
            fetched = await self.fetch(url, bar)
        return fetched

    async def close(self) -> None:
        """Close all connections."""
        for client in self._clients.values():
            await client.aclose()

    def _stopped(self, url: str, at: str, reason: Reason, answers: list[Answer]) -> Fetched:
        """Make the capture of an address whose redirects were not followed to the end."""
        if not answers:
            return Fetched(failed(url, reason, None, at))
        capture = capture_of(answers[-1], url=url, max_bytes=self._options.max_bytes, outcome=reason)
        return Fetched(replace(capture, final_url=at), tuple(answers))

    async def _ask(self, url: str, *, head: bool) -> Answer | Reason:
        """Ask one address, once more in spite of a TLS fault where a person chose so."""
        while True:
            strict = not self._reads_on(url)
            try:
                return await self._ask_once(url, head=head)
            except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError) as error:
                reason = reason_of(error)
                if reason is Reason.TLS:
                    self.tls_faults.setdefault(addresses.host(url), tls.fault_of(error))
            if not (strict and self._reads_on(url)):
                return reason

    def _reads_on(self, url: str) -> bool:
        """Tell whether *url* is read in spite of a TLS fault that its host has shown."""
        return addresses.host(url) in self._lenient and addresses.host(url) in self.tls_faults

    async def _ask_once(self, url: str, *, head: bool) -> Answer:
        """Ask one address; with *head* for its headers alone, as far as that tells all."""
        asked = self._mirror.asked(url)
        client = self._client(asked, strict=not self._reads_on(url))  # before the turn, since it takes a while
        if head:
            answer = await self._in_turn(url, asked, client, "HEAD")
            if answer.location or not is_page(answer):
                return answer
            # Many servers refuse HEAD or answer it wrongly: only a GET tells that a file is not there.
        return await self._in_turn(url, asked, client, "GET", files=not head)

    async def _in_turn(self, url: str, asked: str, client: Transport, method: str, *, files: bool = True) -> Answer:
        """Send one request in its host's turn."""
        pace, now = self.pace(url), asyncio.get_running_loop().time
        async with pace.turn():
            begun = now()
            try:
                answer = await self._receive(url, asked, client, method, files=files)
            except (httpx.HTTPError, OSError) as error:
                pace.unanswered(reason_of(error))
                raise
            pace.answered(answer.status, now() - begun)
            return answer

    async def _receive(self, url: str, asked: str, client: Transport, method: str, *, files: bool) -> Answer:
        """Read the answer of *asked*; one that breaks off after its head is kept as far as it came.

        Without *files* the body of anything but a page is left unread.
        """
        cookies = self._cookies[client]
        request = self._request(url, asked, cookies, method)
        answer, body = None, bytearray()
        try:
            async with asyncio.timeout(self._options.timeout * _PATIENCE):
                response = await client.handle_async_request(request)
                async with aclosing(response):
                    response.request = request
                    if any(name.lower() == b"set-cookie" for name, _ in response.headers.raw):
                        cookies.extract_cookies(response)
                    answer = head_of(url, response)
                    # From the answer on, too: it may have taken a while until the server saw the request.
                    self.pace(url).hold(self.pace(url).delay)
                    if len(answer.headers) > MOST_HEADERS:
                        return replace(answer, headers=answer.headers[:MOST_HEADERS], truncated="length")
                    if method == "HEAD":
                        return answer
                    too_long = length_of(answer) > self._options.max_bytes
                    if too_long or not (files or is_page(answer)):
                        return replace(answer, truncated="length")
                    async for piece in response.aiter_raw():
                        body += piece
                        if len(body) > self._options.max_bytes:
                            return replace(answer, truncated="length")
                    return replace(answer, raw=bytes(body))
        except (httpx.HTTPError, OSError) as error:
            if answer is None:
                raise
            late = reason_of(error) is Reason.TIMEOUT
            return replace(answer, raw=bytes(body), truncated="time" if late else "disconnect")

    def _request(self, url: str, asked: str, cookies: httpx.Cookies, method: str) -> httpx.Request:
        headers = {"User-Agent": self.agent, **HEADERS, **self._conditions.pop(url, {})}
        request = httpx.Request(method, asked, headers=headers, extensions=self._extensions(url))
        if len(cookies.jar):  # few sites set any, and to look for them costs as much as the rest of the request
            cookies.set_cookie_header(request)
        return request

    def _extensions(self, url: str) -> dict[str, object]:
        pace, connecting = self.pace(url), self._reach.follow()

        async def traced(event: str, about: Mapping[str, Any]) -> None:
            await connecting.traced(event, about)
            await pace.sent(event, about)

        return {"timeout": httpx.Timeout(self._options.timeout).as_dict(), "trace": traced}

    def _client(self, asked: str, *, strict: bool) -> Transport:
        """Return the connections of one origin; one pool for all hosts would look through all of them each time.

        It is a transport of httpx's kind, not its client: that one looks into the Location of every redirect, and fails
        for one that is no address, before the answer can be kept; it also costs as much again as the request.
        """
        origin = (asked.partition("://")[2].partition("/")[0], strict)
        if origin not in self._clients:
            most = self._options.per_host
            limits = httpx.Limits(max_connections=most, max_keepalive_connections=most)
            verify = tls.strict() if strict else tls.lenient()
            self._clients[origin] = client = Transport(verify, limits)
            self._cookies[client] = httpx.Cookies()
        return self._clients[origin]
