"""A yearly report that must be reachable from the home page; this kind alone knows where it is looked for."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from auditor.kinds import Facts, Scope, anchors, not_applicable, not_assessable, passed
from auditor.kinds.columns_required import unread_gate
from auditor.model import Evidence, HomeNews, PageKind, PageView, Reason, SiteView, State, Verdict
from auditor.text import addresses, hans
from auditor.text import reports as titles


@dataclass(frozen=True, slots=True)
class Kind:
    """Hit where last year's report is nowhere named: not on the home page, nor on the pages of its columns.

    Attributes:
        role: The role whose names the report bears (the list `roles`).
        due: Month and day by which it must be there.
    """

    scope: ClassVar[Scope] = "site"
    values: ClassVar[frozenset[str]] = frozenset({"year", "due", "newest"})

    role: str = "website_annual_report"
    due: str = "01-31"

    def judge(self, subject: SiteView, facts: Facts) -> Iterator[Verdict]:
        """Yield the one verdict on the site."""
        home = subject.pages.get(addresses.key(subject.site.home)) or subject.home_news
        if not subject.own_host:
            yield not_applicable("门户内的栏目，不是独立网站")
        elif not subject.whole_site or home is None:
            yield not_assessable(Reason.NOT_CAPTURED)
        elif home.outcome is not Reason.OK:
            yield not_assessable(home.outcome)
        else:
            yield self._judge(subject, home, facts)

    def _judge(self, view: SiteView, home: PageView | HomeNews, facts: Facts) -> Verdict:
        due = date.fromisoformat(f"{facts.as_of.year}-{self.due}")
        year = facts.as_of.year - (1 if facts.as_of > due else 2)
        links = list(self._links(view, home, facts))
        years = [titles.year(text) for text, _ in links]
        if year in years:
            return passed()
        behind = [url for text, url in links if not titles.year(text)]
        if any(addresses.key(url) not in view.pages for url in (*behind, *_gates(view, home, facts))):
            return not_assessable(Reason.NOT_CAPTURED)  # it may stand behind a link that was not followed
        if any(self._shown(url, year, facts) for url in behind):
            return passed()
        unread = next((reason for url in _gates(view, home, facts) if (reason := unread_gate(url, facts))), None)
        if unread is not None:
            return not_assessable(unread)
        columns = [one for one in view.columns if one.column.role == self.role]
        if any(one.scripted or not one.complete for one in columns):
            return not_assessable(next((one.reason for one in columns if not one.complete), Reason.PROFILE_DRIFT))
        page = facts.read(home.url)
        shown = list(anchors(page.html)) if page else []
        if not shown:
            return not_assessable(Reason.PROFILE_DRIFT)
        newest = max(years, default=0)
        values = {
            "year": str(year),
            "due": f"{year + 1}-{self.due}",
            "newest": f"，最新为{newest}年度" if newest else "",
        }
        evidence = (Evidence(home.url, view.site.name or home.url, "", home.digest, home.fetched_at),)
        lists = all(view.pages[addresses.key(url)].kind is PageKind.LIST for url in behind)
        pictures = (addresses.resolve(home.url, href) for href, words in shown if not words)
        # A picture that says nothing may be the button of the report.
        button = any(url and addresses.host(url) in view.site.hosts and _left(url, view) for url in pictures)
        certain = facts.certain(home.url, *(one.url for one in columns))
        state = State.FAIL if certain and lists and not button else State.NEEDS_REVIEW
        return Verdict(state, evidence, values, part=str(year))

    def _links(self, view: SiteView, home: PageView | HomeNews, facts: Facts) -> Iterator[tuple[str, str]]:
        """Yield the words and the address of every link that bears the report's name."""
        named = hans.finder(facts.vocabulary.words("roles", self.role))
        for base in dict.fromkeys((home.url, *(one.url for one in view.columns))):
            page = facts.read(base)
            for href, text in anchors(page.html, titled=True) if page else ():
                if named(hans.fold(text)):
                    yield text, addresses.resolve(base, href) or base
        for column in view.columns:
            for item in column.items:
                if column.column.role == self.role or named(hans.fold(item.title)):
                    yield item.title, item.url

    def _shown(self, url: str, year: int, facts: Facts) -> bool:
        page = facts.read(url)
        return page is not None and f"{year}年" in page.text


def _gates(view: SiteView, home: PageView | HomeNews, facts: Facts) -> Iterator[str]:
    """Yield the addresses on the site to which the home page leads under the name of 政府信息公开."""
    page = facts.read(home.url)
    words = {hans.fold(word) for word in facts.vocabulary.words("columns", "gateways")}
    for href, text in anchors(page.html) if page else ():
        url = addresses.resolve(home.url, href) if hans.fold(text) in words else None
        if url and addresses.host(url) in view.site.hosts:
            yield url


def _left(url: str, view: SiteView) -> bool:
    """Tell whether an address was not captured."""
    return addresses.key(url) not in view.pages
