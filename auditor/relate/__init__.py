"""Records become one view of the site: columns and items, whose document it is, document ↔ interpretation, renewals.

This package alone knows how pages of a site belong together. It is pure: it sees records and the site's description.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from auditor.model import (
    ColumnView,
    Owner,
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
    decisions,
    home,
    interpretations,
    leads,
    numbers,
    owners,
    places,
    repeals,
    reports,
    tagging,
)
from auditor.relate.pages import Pages, key_of
from auditor.relate.stock import stock
from auditor.text import addresses, docnum, titles

__all__ = ["Pages", "key_of", "relate"]

CROWD = 5  # documents with one publication day
CROWD_SPREAD = 3  # and at least so many different days of writing: a migration, not a busy day
LONG, NEAR = 183, 3  # days: so many documents delayed by half a year, put online within days of each other, too


def relate(
    site: Site,
    records: Sequence[Record],
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
    by_key = Pages(records)
    found = columns.view_columns(site, by_key, vocabulary)
    organs, learnt = owners.site_organs(site, by_key.values(), vocabulary)
    pages = _place(
        by_key, found, {key: owners.owner(one, organs, vocabulary, learnt=learnt) for key, one in by_key.items()}
    )
    missing = _not_captured(site, by_key, captured) if captured else 0
    joined, interpreted = interpretations.join(by_key, pages, vocabulary)
    asked, decided = decisions.join(by_key, pages, vocabulary)
    return SiteView(
        site=site,
        pages=pages,
        columns=found,
        interpretations=joined,
        interpreted=interpreted,
        renewals=repeals.renewals(by_key, vocabulary),
        repeals=repeals.repeals(by_key, pages, vocabulary),
        shared_index_numbers=numbers.shared(by_key),
        shared_document_numbers=numbers.shared_documents(by_key, pages, vocabulary),
        index_number_shapes=numbers.shapes(by_key),
        crowded_dates=_crowded(by_key),
        copied=_copied(by_key),
        organs=organs,
        organs_learnt=learnt,
        whole_site=whole_site,
        unread_interpretations=_unread(site, found, by_key, missing),
        not_captured=missing,
        home_news=home.home_news(site, by_key),
        own_host=home.has_own_host(site),
        province=places.province(site, by_key.values(), vocabulary),
        texts=_texts(by_key),
        stock=stock(found, by_key),
        reports=reports.reports(by_key, pages, vocabulary),
        tagged=tagging.tagged(site, by_key, pages, found, vocabulary),
        dead_links=leads.dead_links(site, by_key),
        foreign=leads.foreign(site, by_key),
        consultations=asked,
        decided=decided,
    )


def _place(by_key: Pages, found: Sequence[ColumnView], whose: Mapping[str, Owner]) -> dict[str, PageView]:
    """Say of each page in which column it stands and whose document it is."""
    places = columns.place_pages(by_key, found)
    listed = {by_key.key(item.url): item.date for view in found for item in view.items if item.date}
    own = {(by_key.key(item.url), view.column.url): item for view in found for item in view.items}
    entries = {key: own.get((key, column.url)) for key, column in places.items()}
    return {
        key: PageView(
            url=record.url,
            kind=record.kind,
            outcome=record.outcome,
            role=places[key].role if key in places else None,
            column=places[key].name if key in places else "",
            unit=places[key].unit if key in places else "",
            owner=whose[key],
            listed=entry.date if (entry := entries.get(key)) and entry.date else listed.get(key),
            listed_title=entry.title if entry else "",
            digest=record.digest,
            fetched_at=record.fetched_at,
        )
        for key, record in by_key.items()
    }


def _not_captured(site: Site, by_key: Pages, captured: Callable[[str], bool]) -> int:
    """Count the addresses on the site's hosts that are linked but not at hand."""
    linked: dict[str, str] = {}
    for record in by_key.values():
        linked.update((by_key.key(url), url) for url in record.links.pages if addresses.host(url) in site.hosts)
    return sum(not captured(url) for key, url in linked.items() if key not in by_key)


def _crowded(by_key: Pages) -> frozenset[str]:
    """Return the publication days of a migration: old documents put online together, not published late one by one."""
    written: dict[str, set[str]] = defaultdict(set)
    days: Counter[str] = Counter()
    delayed: list[date] = []
    for record in by_key.values():
        day, made = record.value("published_date"), record.value("written_date")
        if record.kind is PageKind.DOCUMENT and day:
            days[day] += 1
            written[day].add(made or "")
            if made and (date.fromisoformat(day) - date.fromisoformat(made)).days > LONG:
                delayed.append(date.fromisoformat(day))
    busy = {day for day, count in days.items() if count >= CROWD and len(written[day]) >= CROWD_SPREAD}
    moved = {
        day.isoformat() for day in delayed if sum(abs((day - one).days) <= NEAR for one in delayed) >= CROWD_SPREAD
    }
    return frozenset(busy | moved)


def _texts(by_key: Pages) -> tuple[int, int]:
    """Count the document pages that show a text, and all of them."""
    documents = [one for one in by_key.values() if one.kind is PageKind.DOCUMENT and one.outcome is Reason.OK]
    return sum(one.body.length > 0 for one in documents), len(documents)


def _copied(by_key: Pages) -> frozenset[str]:
    """Return the pages of documents of which an earlier published copy is on the site."""
    first: dict[str, str] = {}
    dated: list[tuple[str, str, str]] = []
    for key, record in by_key.items():
        number, day = docnum.key(record.value("document_number") or record.body.number), record.value("published_date")
        if record.kind is PageKind.DOCUMENT and number and day:
            first[number] = min(day, first.get(number, day))
            dated.append((key, number, day))
    return frozenset(key for key, number, day in dated if day > first[number])


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
            page = by_key.at(item.url)
            if page is None and addresses.host(item.url) in site.hosts:
                return Reason.NOT_CAPTURED
            named = page is not None and page.outcome is Reason.UNSUPPORTED_FILE and titles.names_another(item.title)
            if page is not None and page.outcome is not Reason.OK and not named:
                return page.outcome
    return Reason.OK
