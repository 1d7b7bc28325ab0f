"""What a home page shows of news; this module alone knows which of its entries have a day."""

from urllib.parse import urlsplit

from auditor.model import Evidence, FieldName, HomeNews, PageKind, Reason, Record, Site
from auditor.relate.pages import Pages

# Outcomes of a linked page that leave no doubt whether it holds something new: read, no page, or not there.
NOTHING_NEW = (
    Reason.OK,
    Reason.NOT_CAPTURED,
    Reason.OUT_OF_SCOPE,
    Reason.UNSUPPORTED_FILE,
    Reason.HTTP_4XX,
    Reason.SOFT_404,
    Reason.EMPTY,
)


def has_own_host(site: Site) -> bool:
    """Tell whether a site is one of its own and not a unit's columns inside a portal."""
    path = urlsplit(site.home).path
    return path.rpartition("/")[0] == "" and (path in ("", "/") or path.startswith(("/index.", "/default.")))


def home_news(site: Site, by_key: Pages) -> HomeNews | None:
    """Return the days of all that can be reached from the home page, None where it was not captured.

    An entry of the home page without a date of its own is opened: its page's date counts.
    """
    home = by_key.at(site.home)
    if home is None:
        return None
    own = {item.date for item in home.listing.items if item.date}
    elsewhere: dict[str, Evidence] = {}
    undated = 0
    for item in home.listing.items:
        if item.date is None:
            page = by_key.at(item.url)
            opened = _days(page) if page else {}
            elsewhere |= opened
            undated += not opened
    for url in home.links.pages:
        page = by_key.at(url)
        if page is not None and page is not home:
            opened = _days(page)
            elsewhere |= opened
            undated += _may_be_new(page, dated=bool(opened))
    undated += home.listing.scripted or home.scripted
    days = tuple(sorted(own | elsewhere.keys()))
    elsewhere = {day: elsewhere[day] for day in days if day not in own}
    return HomeNews(home.url, home.outcome, days, undated, home.digest, home.fetched_at, elsewhere)


def _may_be_new(page: Record, *, dated: bool) -> bool:
    """Tell whether something new may stand on a page that could not be read: not at all, or not what a script fills."""
    return page.outcome not in NOTHING_NEW or page.listing.scripted or (page.scripted and not dated)


def _days(page: Record) -> dict[str, Evidence]:
    """Return the days that a page shows, each with the place where it stands."""
    if page.kind is PageKind.LIST:
        return {
            item.date: _seen(page, f"{item.title} {item.date}", item.locator)
            for item in page.listing.items
            if item.date
        }
    shown = page.field(FieldName.PUBLISHED_DATE)
    return {shown.value: _seen(page, shown.raw, shown.locator)} if shown and shown.value else {}


def _seen(page: Record, quote: str, locator: str) -> Evidence:
    return Evidence(page.url, quote, locator, page.digest, page.fetched_at)
