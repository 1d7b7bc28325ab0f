"""What a site tells of, page by page; this module alone knows which titles, days and columns belong to one page."""

from collections import defaultdict
from collections.abc import Sequence

from auditor.model import ColumnView, Evidence, Item, Matter, PageKind, PageView, Reason, Record, SiteView
from auditor.relate.pages import Pages
from auditor.text import hans

LISTS = (PageKind.LIST, PageKind.HOME)

Entry = tuple[ColumnView, Item]


def matters(view: SiteView, by_key: Pages) -> tuple[Matter, ...]:
    """Return everything that has a title on the site, sorted by address; pages that only list others are left out."""
    listed: dict[str, list[Entry]] = defaultdict(list)
    for column in view.columns:
        for item in column.items:
            listed[by_key.key(item.url)].append((column, item))
    found: dict[str, Matter] = {}
    for key, record in by_key.items():
        if record.outcome is Reason.OK and (record.kind not in LISTS or key in listed):
            entries = listed.pop(key, [])
            if record.title or entries:
                found[key] = _matter(entries, record, view.pages[key])
    found.update((key, _matter(entries)) for key, entries in listed.items())
    return tuple(found[key] for key in sorted(found))


def _matter(entries: Sequence[Entry], record: Record | None = None, place: PageView | None = None) -> Matter:
    """Put together what lists say of a page, and what its *record* and its *place* say, where it was read."""
    said = {item.title for _, item in entries}
    days = {item.date for _, item in entries if item.date}
    columns = {(one.column.role, one.column.name) for one, _ in entries}
    if record is not None:
        said.update([record.title] if record.title else ())
        day = record.value("published_date")
        days.update([day] if day else ())
    if place is not None and place.role:
        columns.add((place.role, place.column))
    title, url, evidence = _shown(entries, record)
    names = tuple(sorted({name for _, name in columns}))
    return Matter(
        title=title,
        text=hans.fold(" ".join((*sorted(said), *names))),
        url=url,
        days=tuple(sorted(days)),
        roles=tuple(sorted({role for role, _ in columns})),
        columns=names,
        captured=record is not None,
        evidence=evidence,
    )


def _shown(entries: Sequence[Entry], record: Record | None) -> tuple[str, str, Evidence]:
    """Return title, address and evidence of a page: its own, else those of the first list that names it."""
    if record is not None and record.title:
        shown = Evidence(record.url, record.title, "", record.digest, record.fetched_at)
        return record.title, record.url, shown
    column, item = min(entries, key=lambda pair: (pair[0].url, pair[1].title))
    shown = Evidence(column.url, item.title, item.locator, column.digest, column.fetched_at)
    return item.title, item.url, shown
