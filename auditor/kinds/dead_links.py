"""Links to what is not there; this kind alone knows which answers mean that nothing is, and which only a refusal."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import ClassVar, Literal

from auditor.extract import extract
from auditor.kinds import Facts, Page, Scope, anchors, not_applicable, not_assessable, passed, seen
from auditor.model import Capture, Evidence, Link, Reason, State, Verdict
from auditor.relate import key_of
from auditor.text import addresses

DEAD = (Reason.HTTP_4XX, Reason.HTTP_5XX, Reason.SOFT_404)
MOST = 10  # links named in a message


@dataclass(frozen=True, slots=True)
class Kind:
    """Hit where a page links to captured addresses that answer with an error or with “not found”.

    Attributes:
        what: Which links: pages (the rest), attachments, interpretations.
        alive: HTTP statuses of a server that is there but refuses us or asks to come again.
    """

    scope: ClassVar[Scope] = "page"
    values: ClassVar[frozenset[str]] = frozenset({"count", "links", "shared"})

    what: Literal["pages", "attachments", "interpretations"] = "pages"
    alive: tuple[int, ...] = ()

    def judge(self, subject: Page, facts: Facts) -> Verdict:
        """Look up each link among the captures."""
        if self.what == "pages":
            return self._pages(subject, facts)
        links = subject.record.links.attachments if self.what == "attachments" else subject.record.links.interpretations
        own = [link for link in links if addresses.host(link.url) in facts.view.site.hosts]
        if not own:
            return not_applicable("没有这类链接")
        looked = [(link, self._outcome(link.url, facts)) for link in own]
        dead = [(link, outcome) for link, outcome in looked if outcome in DEAD]
        if dead:
            return self._hit(subject, [link for link, _ in dead], facts, [], "")
        unread = next((outcome for _, outcome in looked if outcome is not Reason.OK), None)
        return not_assessable(unread) if unread else passed()

    def _pages(self, subject: Page, facts: Facts) -> Verdict:
        told = facts.view.dead_links.get(key_of(subject.record), ())
        dead = [one for one in told if self._is_dead(one.outcome, facts.look(one.url))]
        if not dead:
            return passed()
        page = facts.read(subject.record.url)
        shown = dict(_shown(subject.record.url, page.html)) if page else {}
        links = [Link(one.url, shown.get(addresses.key(one.url), "")) for one in dead]
        others = list(dict.fromkeys(url for one in dead for url in one.others))
        most = max(one.count for one in dead)
        return self._hit(subject, links, facts, others, f"（同一链接共见于{most}页）" if most > 1 else "")

    def _outcome(self, url: str, facts: Facts) -> Reason:
        """Return what became of an address: OK for any file or page that is there."""
        capture = facts.look(url)
        if capture is None:
            return Reason.NOT_CAPTURED
        if capture.outcome is Reason.OK:
            # What is called a file may be a page that says there is none: the address tells nothing, the body does.
            lost = extract(replace(capture, headers=()), facts.vocabulary).outcome is Reason.SOFT_404
            return Reason.SOFT_404 if lost else Reason.OK
        if capture.outcome in DEAD and not self._is_dead(capture.outcome, capture):
            return Reason.LOGIN
        return Reason.OK if capture.outcome is Reason.TOO_LARGE else capture.outcome

    def _is_dead(self, outcome: Reason, capture: Capture | None) -> bool:
        return outcome is Reason.SOFT_404 or capture is None or capture.status not in self.alive

    def _hit(self, subject: Page, links: list[Link], facts: Facts, others: list[str], shared: str) -> Verdict:
        evidence = tuple(_evidence(subject, link) for link in links)
        named = [f"“{one.quote}”（{link.url}）" for one, link in zip(evidence, links, strict=True)]
        more = "等" if len(named) > MOST else ""
        values = {"count": str(len(links)), "links": "、".join(named[:MOST]) + more, "shared": shared}
        related = tuple(dict.fromkeys([*(link.url for link in links), *others]))
        state = State.FAIL if facts.certain(*(link.url for link in links)) else State.NEEDS_REVIEW
        return Verdict(state, evidence, values, part="links", related=related)


def _evidence(subject: Page, link: Link) -> Evidence:
    """Quote a link by its words, else by the end of its address."""
    return seen(subject.record, link.text or link.url.rstrip("/").rpartition("/")[2], link.locator)


def _shown(base: str, html: str) -> Iterator[tuple[str, str]]:
    for href, words in anchors(html):
        url = addresses.resolve(base, href)
        if url and words:
            yield addresses.key(url), words
