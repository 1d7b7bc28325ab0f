"""Columns that a site must have; this kind alone knows when a column counts as there."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from auditor.extract import extract
from auditor.kinds import Facts, Scope, anchors, not_applicable, not_assessable, passed
from auditor.model import Evidence, HomeNews, PageView, Reason, SiteView, State, Verdict
from auditor.text import addresses, hans

LEVELS = 2  # dots in a domain that is one body's alone (tancheng.gov.cn)


@dataclass(frozen=True, slots=True)
class Kind:
    """Hit, once for each, where no column of a required role is found.

    It is found where one is listed, or where a link on the home page or on a column's page bears its name.

    Attributes:
        roles: The roles of the required columns.
    """

    scope: ClassVar[Scope] = "site"
    values: ClassVar[frozenset[str]] = frozenset({"missing"})

    roles: tuple[str, ...]

    def judge(self, subject: SiteView, facts: Facts) -> Iterator[Verdict]:
        """Yield a verdict for each required role."""
        if not subject.own_host:
            yield not_applicable("门户内的栏目，由门户统一设置")
            return
        home = subject.pages.get(addresses.key(subject.site.home)) or subject.home_news
        for role in self.roles:
            yield self._judge(role, subject, home, facts)

    def _judge(self, role: str, view: SiteView, home: PageView | HomeNews | None, facts: Facts) -> Verdict:
        if any(one.column.role == role for one in view.columns):
            return passed()
        if not view.whole_site or home is None or home.outcome is not Reason.OK:
            return not_assessable(Reason.NOT_CAPTURED if home is None else home.outcome)
        names = facts.vocabulary.words("roles", role)
        gates = list(self._gates(home, facts))
        if any(self._named(names, url, facts) for url in (home.url, *gates, *(one.url for one in view.columns))):
            return passed("首页或栏目导航中有该栏目")
        if any(addresses.key(url) not in view.pages for url in gates):
            return not_assessable(Reason.NOT_CAPTURED)  # it may stand behind a link that was not followed
        unread = next((reason for url in gates if (reason := unread_gate(url, facts))), None)
        if unread is not None:
            return not_assessable(unread)
        words = names[0] if names else role
        evidence = (Evidence(home.url, view.site.name or home.url, "", home.digest, home.fetched_at),)
        return Verdict(State.FAIL, evidence, {"missing": words}, part=role)

    def _gates(self, home: PageView | HomeNews, facts: Facts) -> Iterator[str]:
        """Yield the addresses to which the home page leads under the name of 政府信息公开: here, or in a portal."""
        page = facts.read(home.url)
        words = {hans.fold(word) for word in facts.vocabulary.words("columns", "gateways")}
        for href, text in anchors(page.html) if page else ():
            url = addresses.resolve(home.url, href) if hans.fold(text) in words else None
            if url and _of_a_place(addresses.host(url)):
                yield url

    def _named(self, names: tuple[str, ...], url: str, facts: Facts) -> bool:
        page = facts.read(url)
        links = [hans.fold(text) for _, text in anchors(page.html)] if page else []
        return any(hans.fold(name) in link for name in names for link in links)


def unread_gate(url: str, facts: Facts) -> Reason | None:
    """Say why a captured page cannot prove that a link is missing on it: it was refused, or a script fills its menu."""
    outcome = facts.view.pages[addresses.key(url)].outcome
    if outcome is not Reason.OK:
        return outcome
    capture = facts.look(url)
    record = extract(capture, facts.vocabulary) if capture else None
    return Reason.PROFILE_DRIFT if record and (record.scripted or record.listing.scripted) else None


def _of_a_place(host: str) -> bool:
    """Tell whether a host may hold the columns of a local office: that of the whole country (www.gov.cn) does not."""
    return host.removeprefix("www.").count(".") >= LEVELS
