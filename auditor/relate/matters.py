"""What a site tells of, page by page; this module alone knows which titles, days and columns belong to one page."""

from collections import defaultdict
from dataclasses import dataclass, field

from auditor.model import ColumnView, Evidence, Item, Matter, PageKind, Reason, Record, SiteView
from auditor.relate.pages import Pages
from auditor.text import hans

LISTS = (PageKind.LIST, PageKind.HOME)


@dataclass(slots=True)
class _Gathered:
    """What is known of one page while the lists are gone through."""

    titles: set[str] = field(default_factory=set)
    days: set[str] = field(default_factory=set)
    columns: set[tuple[str, str]] = field(default_factory=set)
    entries: list[tuple[ColumnView, Item]] = field(default_factory=list)


def matters(view: SiteView, by_key: Pages) -> tuple[Matter, ...]:
    """Return everything that has a title on the site, sorted by address; pages that only list others are left out."""
    found: dict[str, _Gathered] = defaultdict(_Gathered)
    for column in view.columns:
        for item in column.items:
            one = found[by_key.key(item.url)]
            one.titles.add(item.title)
            one.columns.add((column.column.role, column.column.name))
            one.days.update([item.date] if item.date else ())
            one.entries.append((column, item))
    for key, record in by_key.items():
        if record.outcome is Reason.OK and (record.kind not in LISTS or key in found):
            one = found[key]
            day = record.value("published_date")
            one.titles.update([record.title] if record.title else ())
            one.days.update([day] if day else ())
            place = view.pages[key]
            one.columns.update([(place.role, place.column)] if place.role else ())
    return tuple(_matter(one, by_key.get(key)) for key, one in sorted(found.items()) if one.titles)


def _matter(one: _Gathered, record: Record | None) -> Matter:
    listed = sorted(one.entries, key=lambda pair: (pair[0].url, pair[1].title))
    captured = record is not None and record.outcome is Reason.OK
    if captured and record is not None and record.title:
        title, url = record.title, record.url
        evidence = Evidence(url, title, "", record.digest, record.fetched_at)
    else:
        column, item = listed[0]
        title, url = item.title, item.url
        evidence = Evidence(column.url, title, item.locator, column.digest, column.fetched_at)
    names = tuple(sorted({name for _, name in one.columns}))
    return Matter(
        title=title,
        text=hans.fold(" ".join((*sorted(one.titles), *names))),
        url=url,
        days=tuple(sorted(one.days)),
        roles=tuple(sorted({role for role, _ in one.columns})),
        columns=names,
        captured=captured,
        evidence=evidence,
    )
