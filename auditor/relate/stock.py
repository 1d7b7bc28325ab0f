"""The 规范性文件 of a site and what their pages say of validity; this module alone knows when all of them are known."""

from collections.abc import Sequence

from auditor.model import ColumnView, Item, PageKind, Reason, Role, Stock
from auditor.relate.pages import Pages


def stock(found: Sequence[ColumnView], by_key: Pages) -> Stock:
    """Return the documents in the columns of 规范性文件, each once, or why not all of them are known."""
    holding = [view for view in found if view.column.role is Role.NORMATIVE_DOCUMENTS]
    reason = next((one for view in holding if (one := _unread(view)) is not Reason.OK), Reason.OK)
    items = {by_key.key(item.url): item for view in holding for item in view.items}
    if not items or reason is not Reason.OK:
        return Stock(reason if reason is not Reason.OK else Reason.NOT_CAPTURED)
    pages: list[tuple[str, str]] = []
    for key, item in sorted(items.items()):
        told = _told(by_key, key, item)
        if isinstance(told, Reason):
            return Stock(told)
        pages.append(told)
    return Stock(Reason.OK, tuple(pages))


def _unread(view: ColumnView) -> Reason:
    if view.outcome is not Reason.OK:
        return view.outcome
    return Reason.PROFILE_DRIFT if view.scripted else view.reason


def _told(by_key: Pages, key: str, item: Item) -> tuple[str, str] | Reason:
    """Return the day of a document and its validity, or why its page does not tell them."""
    page = by_key.get(key)
    if page is None:
        return Reason.NOT_CAPTURED
    if page.outcome is not Reason.OK:
        return page.outcome
    if page.kind is not PageKind.DOCUMENT:
        return Reason.PROFILE_DRIFT
    day = page.value("published_date") or item.date or page.value("written_date") or ""
    return day, page.value("validity") or ""
