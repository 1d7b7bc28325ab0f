from auditor.model import Item, Link, Links, Listing, Reason, Record
from auditor.pipeline.relinking import relinked

BASE = "http://www.example.gov.cn"


def test_links_to_files_lead_to_public_addresses_and_nothing_else_changes() -> None:
    record = Record(
        url=f"{BASE}/a.html",
        final_url=f"{BASE}/a.html",
        outcome=Reason.OK,
        title="http://www.example.gov.cn/x.html 是网址",
        listing=Listing(items=(Item("标题", f"{BASE}/x.html", None), Item("标题", f"{BASE}/y.html", None)), pages=()),
        links=Links(documents=(Link(f"{BASE}/x.html#top", "x"),), interpretations=(Link(f"{BASE}/a.html", "a"),)),
    )
    aliases = {"www.example.gov.cn/x.html": f"{BASE}/x.jsp?id=1", "www.example.gov.cn/a.html": f"{BASE}/b.html"}
    found = relinked(record, aliases)
    assert [item.url for item in found.listing.items] == [f"{BASE}/x.jsp?id=1", f"{BASE}/y.html"]
    assert found.links.documents[0].url == f"{BASE}/x.jsp?id=1#top"
    assert found.links.interpretations[0].url == f"{BASE}/b.html"
    assert (found.url, found.final_url, found.title) == (record.url, record.final_url, record.title)
    assert relinked(record, {}) is record
