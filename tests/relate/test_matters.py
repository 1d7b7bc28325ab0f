"""What a site tells of: titles, days and columns of one page are put together."""

from making import fields, items, listing, record, site, unread, url, words

from auditor.model import Column, Item, Matter, PageKind, Record, Role, SiteView
from auditor.relate import Pages, relate
from auditor.relate.matters import matters


def told(*records: Record, columns: tuple[Column, ...] = ()) -> dict[str, Matter]:
    held: SiteView = relate(site(columns=columns), records, words())
    return {one.url: one for one in matters(held, Pages(records))}


COLUMN = Column("价格信息", Role.PRICES, url("/jg/"))
PAGE = record("/jg/1.html", kind=PageKind.OTHER, title="批发市场价格", fields=fields(published_date="2023-05-02"))


def test_a_page_has_the_titles_days_and_columns_of_its_lists() -> None:
    entries = (Item("批发市场價格 5月", url("/jg/1.html"), "2023-05-01"),)
    found = told(PAGE, listing("/jg/", "价格信息", entries), columns=(COLUMN,))
    one = found[url("/jg/1.html")]
    assert (one.title, one.days, one.roles, one.columns) == (
        "批发市场价格",
        ("2023-05-01", "2023-05-02"),
        ("prices",),
        ("价格信息",),
    )
    assert one.text == "批发市场价格批发市场价格5月价格信息"
    assert (one.captured, one.evidence.url, one.evidence.digest) == (True, url("/jg/1.html"), "sha256:00")
    assert set(found) == {url("/jg/1.html")}  # the list itself only tells of others


def test_an_entry_whose_page_was_not_read_stands_in_its_list() -> None:
    lists = listing("/jg/", "价格信息", (*items(("/jg/2.html", None)), *items(("/jg/3.html", "2023-01-01"))))
    found = told(lists, unread("/jg/2.html"), columns=(COLUMN,))
    assert [one.captured for one in found.values()] == [False, False]
    assert found[url("/jg/2.html")].days == ()
    assert found[url("/jg/3.html")].evidence.url == url("/jg/")
    assert found[url("/jg/3.html")].evidence.quote == "条目/jg/3.html"


def test_a_page_in_no_column_is_told_by_its_own_title() -> None:
    found = told(record("/x.html", title="某事"), record("/y.html", title=""), record("/", kind=PageKind.HOME))
    assert [(one.title, one.roles) for one in found.values()] == [("某事", ())]


def test_a_listed_page_without_a_headline_keeps_the_title_of_its_list() -> None:
    lists = listing("/jg/", "价格信息", items(("/jg/4.html", "2023-01-01")))
    found = told(lists, record("/jg/4.html", title="", kind=PageKind.OTHER), columns=(COLUMN,))
    assert found[url("/jg/4.html")].evidence.url == url("/jg/")


def test_a_list_that_is_listed_itself_is_told_of() -> None:
    outer = listing("/jg/", "价格信息", items(("/jg/zt/", "2023-01-01")))
    inner = listing("/jg/zt/", "专题", items(("/jg/zt/1.html", "2023-01-01")))
    assert url("/jg/zt/") in told(outer, inner, columns=(COLUMN,))


def test_the_order_of_records_does_not_matter() -> None:
    records = [PAGE, listing("/jg/", "价格信息", items(("/jg/1.html", "2023-05-01"))), record("/x.html")]
    assert told(*records, columns=(COLUMN,)) == told(*records[::-1], columns=(COLUMN,))
