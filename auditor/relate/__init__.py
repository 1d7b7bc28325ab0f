"""Records become one view of the site: columns and items, whose document it is, document ↔ interpretation, renewals.

This package alone knows how pages of a site belong together. It is pure: it sees records and the site's description.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import TypedDict

from auditor.model import (
    ColumnView,
    PageKind,
    PageView,
    Reason,
    Record,
    Role,
    Site,
    SiteView,
    Vocabulary,
)
from auditor.relate import (
    columns,
    days,
    decisions,
    home,
    interpretations,
    leads,
    numbers,
    owners,
    provinces,
    repeals,
    reports,
    tagging,
)
from auditor.relate.pages import Pages, key_of
from auditor.relate.places import Places
from auditor.relate.shelves import Shelves
from auditor.relate.stock import stock
from auditor.text import addresses, titles

__all__ = ["Pages", "key_of", "relate"]

LINKS = 10_000  # addresses seen last: those of menus stand on every page


def relate(
    site: Site,
    records: Sequence[Record] | Pages,
    vocabulary: Vocabulary,
    *,
    whole_site: bool = True,
    captured: Callable[[str], bool] | None = None,
) -> SiteView:
    """Join the *records* of a *site*.

    Args:
        site: The site; without configured columns they are recognised from its list pages.
        records: Every record of the site, in any order; the result does not depend on it.
        vocabulary: The word lists.
        whole_site: False where only single pages are at hand, so that no absence can be shown.
        captured: For a folder, whether an address is in it: every other one that is linked counts as not captured.
    """
    by_key = records if isinstance(records, Pages) else Pages(records)
    found = columns.view_columns(site, by_key, vocabulary)
    organs, learnt = owners.site_organs(site, by_key, vocabulary)
    shelves, whose = Shelves(by_key, found), owners.Owners(organs, vocabulary, learnt=learnt)
    places, gathered = Places(by_key), _Gathered(site, by_key, found, vocabulary, captured)
    # Reading the records is most of the work: all that concerns every page is done in this one round.
    for key, record in by_key.items():
        place = _place(key, record, shelves, whose)
        places.add(key, place)
        gathered.add(key, record, place)
    del shelves
    missing = gathered.missing.count()
    numbered = gathered.numbered(by_key)  # first: what it comes from is held no longer while the pages are joined
    joined, interpreted = gathered.joints.join()
    asked, decided = gathered.decisions.join()
    return SiteView(
        site=site,
        pages=places,
        columns=found,
        interpretations=joined,
        interpreted=interpreted,
        renewals=gathered.said.renewals(),
        repeals=gathered.said.repeals(),
        organs=organs,
        organs_learnt=learnt,
        whole_site=whole_site,
        unread_interpretations=_unread(site, found, by_key, missing),
        not_captured=missing,
        home_news=home.home_news(site, by_key),
        own_host=home.has_own_host(site),
        province=gathered.provinces.province(site, vocabulary),
        texts=gathered.texts,
        stock=stock(found, by_key),
        reports=reports.reports(by_key, places, vocabulary),
        tagged=gathered.tagging.tagged(),
        dead_links=gathered.leads.dead_links(),
        foreign=gathered.leads.foreign(),
        consultations=asked,
        decided=decided,
        **numbered,
    )


class _Gathered:
    """All that is gathered of a site's pages while they are met, one after the other."""

    def __init__(
        self,
        site: Site,
        by_key: Pages,
        found: Sequence[ColumnView],
        vocabulary: Vocabulary,
        captured: Callable[[str], bool] | None,
    ) -> None:
        self.joints = interpretations.Interpretations(by_key, vocabulary)
        self.decisions = decisions.Decisions(by_key, vocabulary)
        self.said = repeals.Repeals(vocabulary)
        self.numbers, self.days = numbers.Numbers(vocabulary), days.Days()
        self.missing = _Missing(site, by_key, captured)
        self.provinces = provinces.Provinces()
        self.tagging = tagging.Tagging(site, by_key, found, vocabulary)
        self.leads = leads.Leads(site, by_key)
        self.texts = 0, 0  # the document pages with a text, and all

    def add(self, key: str, record: Record, place: PageView) -> None:
        """Take a page and what is known of it."""
        self.joints.add(key, record, place.role)
        self.decisions.add(key, record, place.role)
        self.said.add(record, place.owner)
        self.numbers.add(key, record, place.owner)
        self.days.add(key, record)
        self.missing.add(record)
        self.provinces.add(record)
        self.tagging.add(key, record, place)
        self.leads.add(key, record)
        if record.kind is PageKind.DOCUMENT and record.outcome is Reason.OK:
            shown, all_ = self.texts
            self.texts = shown + (record.body.length > 0), all_ + 1

    def numbered(self, by_key: Pages) -> "_Numbered":
        """Return what the numbers and the days of all documents tell; from then on they are held no longer."""
        numbers, dates = self.numbers, self.days
        del self.numbers, self.days
        return {
            "shared_index_numbers": numbers.shared(by_key),
            "shared_document_numbers": numbers.shared_documents(by_key),
            "index_number_shapes": numbers.shapes(),
            "crowded_dates": dates.crowded(),
            "copied": dates.copied(),
        }


class _Numbered(TypedDict):
    """What of a `SiteView` comes from the numbers and days of its documents."""

    shared_index_numbers: Mapping[str, tuple[str, ...]]
    shared_document_numbers: Mapping[str, tuple[str, ...]]
    index_number_shapes: Mapping[str, int]
    crowded_dates: frozenset[str]
    copied: frozenset[str]


def _place(key: str, record: Record, shelves: Shelves, whose: owners.Owners) -> PageView:
    """Say of a page in which column it stands and whose document it is."""
    column = shelves.column(key, record)
    return PageView(
        url=record.url,
        kind=record.kind,
        outcome=record.outcome,
        role=column.role if column else None,
        column=column.name if column else "",
        unit=column.unit if column else "",
        owner=whose.owner(record),
        listed=shelves.listed(key),
        listed_title=shelves.title(key),
        digest=record.digest,
        fetched_at=record.fetched_at,
    )


class _Missing:
    """The addresses on the site's hosts that are linked but not captured in any form; of each a number is held."""

    def __init__(self, site: Site, by_key: Pages, captured: Callable[[str], bool] | None) -> None:
        self._site, self._by_key, self._captured = site, by_key, captured
        self._found: set[int] = set()
        self._see = lru_cache(maxsize=LINKS)(self._seen)

    def add(self, record: Record) -> None:
        """Take the links of a page."""
        if self._captured:
            for url in record.links.pages:
                self._see(url)

    def _seen(self, url: str) -> None:
        key, captured = self._by_key.key(url), self._captured
        lacking = key not in self._by_key and addresses.host(url) in self._site.hosts
        if lacking and captured and not captured(url):
            self._found.add(hash(key))  # of its 64 bits two are hardly ever the same

    def count(self) -> int:
        """Count them."""
        return len(self._found)


def _unread(site: Site, found: Sequence[ColumnView], by_key: Pages, missing: int) -> Reason:
    """Say why the site's interpretations could not all be read; `ok` where an absence would be certain."""
    holding = [view for view in found if view.column.role is Role.INTERPRETATIONS]
    if not holding:
        return Reason.NOT_CAPTURED if site.columns or missing else Reason.OK
    for view in holding:
        if view.outcome is not Reason.OK:
            return view.outcome
        if view.scripted:
            return Reason.PROFILE_DRIFT
        if not view.complete:
            return view.reason
        for item in view.items:
            outcome = by_key.outcome(by_key.key(item.url))
            if outcome is None and addresses.host(item.url) in site.hosts:
                return Reason.NOT_CAPTURED
            named = outcome is Reason.UNSUPPORTED_FILE and titles.names_another(item.title)
            if outcome not in (None, Reason.OK) and not named:
                return outcome
    return Reason.OK
