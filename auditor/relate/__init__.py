"""Records become one view of the site: columns and items, whose document it is, document ↔ interpretation, renewals.

This package alone knows how pages of a site belong together. It is pure: it sees records and the site's description.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache

from auditor.model import (
    ColumnView,
    PageView,
    Reason,
    Record,
    Role,
    Site,
    SiteView,
    Vocabulary,
)
from auditor.relate import columns, days, home, interpretations, numbers, owners, repeals
from auditor.relate.pages import Pages, key_of
from auditor.relate.places import Places
from auditor.relate.shelves import Shelves
from auditor.text import addresses

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
    places, joints, said = Places(by_key), interpretations.Interpretations(), repeals.Repeals(vocabulary)
    indexed, published, missing = numbers.Numbers(), days.Days(), _Missing(site, by_key, captured)
    # Reading the records is most of the work: all that concerns every page is done in this one round.
    for key, record in by_key.items():
        place = _place(key, record, shelves, whose)
        places.add(key, place)
        joints.add(key, record, place.role)
        said.add(record, place.owner)
        indexed.add(key, record)
        published.add(key, record)
        missing.add(record)
    joined, interpreted = joints.join(by_key)
    return SiteView(
        site=site,
        pages=places,
        columns=found,
        interpretations=joined,
        interpreted=interpreted,
        renewals=said.renewals(),
        repeals=said.repeals(),
        shared_index_numbers=indexed.shared(by_key),
        index_number_shapes=indexed.shapes(),
        crowded_dates=published.crowded(),
        copied=published.copied(),
        organs=organs,
        organs_learnt=learnt,
        whole_site=whole_site,
        unread_interpretations=_unread(site, found, by_key, places, missing.count()),
        not_captured=missing.count(),
        home_news=home.home_news(site, by_key),
        own_host=home.has_own_host(site),
    )


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
        digest=record.digest,
        fetched_at=record.fetched_at,
    )


class _Missing:
    """The addresses on the site's hosts that are linked but not at hand; held are those that are no pages."""

    def __init__(self, site: Site, by_key: Pages, captured: Callable[[str], bool] | None) -> None:
        self._site, self._by_key, self._captured = site, by_key, captured
        self._linked: dict[str, str] = {}
        self._see = lru_cache(maxsize=LINKS)(self._seen)

    def add(self, record: Record) -> None:
        """Take the links of a page."""
        if self._captured:
            for url in record.links.pages:
                self._see(url)

    def _seen(self, url: str) -> None:
        key = self._by_key.key(url)
        if key not in self._by_key and addresses.host(url) in self._site.hosts:
            self._linked[key] = url

    def count(self) -> int:
        """Count those that are not captured in any form."""
        return sum(not self._captured(url) for url in self._linked.values()) if self._captured else 0


def _unread(site: Site, found: Sequence[ColumnView], by_key: Pages, places: Places, missing: int) -> Reason:
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
            key = by_key.key(item.url)
            if key not in places:
                if addresses.host(item.url) in site.hosts:
                    return Reason.NOT_CAPTURED
            elif places[key].outcome is not Reason.OK:
                return places[key].outcome
    return Reason.OK
