"""What a home page shows of news; this module alone knows which of its entries have a day."""

from urllib.parse import urlsplit

from auditor.model import HomeNews, PageKind, Reason, Record, Site
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
    days = [item.date for item in home.listing.items if item.date]
    undated = 0
    for item in home.listing.items:
        if item.date is None:
            page = by_key.at(item.url)
            opened = _days(page) if page else []
            days.extend(opened)
            undated += not opened
    for url in home.links.pages:
        page = by_key.at(url)
        if page is not None and page is not home:
            days.extend(_days(page))
            undated += page.outcome not in NOTHING_NEW  # what could not be read may be new
    undated += home.listing.scripted
    return HomeNews(home.url, home.outcome, tuple(sorted(set(days))), undated, home.digest, home.fetched_at)


def _days(page: Record) -> list[str]:
    if page.kind is PageKind.LIST:
        return [item.date for item in page.listing.items if item.date]
    day = page.value("published_date")
    return [day] if day else []
