"""Where links lead: to pages that are not there, and to other hosts; who is told so."""

import pytest
from making import HOME, listing, record, site, unread, url, words

from auditor.model import DeadLink, Foreign, Link, Links, PageKind, Reason, Record
from auditor.relate import relate

GONE = unread("/gone.html", Reason.HTTP_4XX)


def linking(path: str, *targets: str, **changes: object) -> Record:
    return record(path, **{"links": Links(pages=tuple(map(url, targets))), **changes})


def dead(*records: Record) -> dict[str, tuple[DeadLink, ...]]:
    found = relate(site(), records, words()).dead_links
    return {key.removeprefix("www.example.gov.cn"): ones for key, ones in found.items()}


@pytest.mark.parametrize("outcome", [Reason.HTTP_4XX, Reason.HTTP_5XX, Reason.SOFT_404])
def test_a_captured_page_that_is_not_there_is_told_where_it_is_linked(outcome: Reason) -> None:
    found = dead(linking("/1.html", "/gone.html", "/gone.html#a"), unread("/gone.html", outcome))
    assert found == {"/1.html": (DeadLink(url("/gone.html"), outcome),)}


@pytest.mark.parametrize(
    "outcome",
    [one for one in Reason if one not in {Reason.HTTP_4XX, Reason.HTTP_5XX, Reason.SOFT_404}],
)
def test_other_outcomes_are_not_dead(outcome: Reason) -> None:
    assert dead(linking("/1.html", "/gone.html"), record("/gone.html", outcome=outcome)) == {}


def test_what_was_not_captured_is_not_dead() -> None:
    assert dead(linking("/1.html", "/never-asked.html"), GONE) == {}


def test_attachments_and_interpretations_are_told_by_their_own_rules() -> None:
    link = (Link(url("/gone.html"), "附件"),)
    pages = (url("/gone.html"),)
    for links in (Links(attachments=link, pages=pages), Links(interpretations=link, pages=pages)):
        assert dead(record("/1.html", links=links), GONE) == {}


def test_pages_that_could_not_be_read_or_lead_on_tell_nothing() -> None:
    unread_page = linking("/1.html", "/gone.html", outcome=Reason.LOGIN)
    stub = linking("/2.html", "/gone.html", kind_reasons=("refresh",), final_url=url("/gone.html"))
    assert dead(unread_page, stub, GONE) == {}


def test_a_link_in_every_menu_is_one_fault_of_the_home_page() -> None:
    pages = [linking(f"/{n}.html", "/gone.html") for n in (2, 1)]
    home = linking("/", "/gone.html", kind=PageKind.HOME)
    column = listing("/tzgg/", "通知公告", links=Links(pages=(url("/gone.html"),)))
    others = (url("/tzgg/"), url("/1.html"), url("/2.html"))
    assert dead(*pages, column, home, GONE) == {"/": (DeadLink(url("/gone.html"), Reason.HTTP_4XX, 4, others),)}
    assert list(dead(*pages, column, GONE)) == ["/tzgg/"]
    assert list(dead(*pages, GONE)) == ["/1.html"]


def test_only_the_first_others_are_named() -> None:
    pages = [linking(f"/{n:03}.html", "/gone.html") for n in range(50)]
    (one,) = dead(*pages, GONE)["/000.html"]
    assert (one.count, len(one.others)) == (50, 20)


# ---------------------------------------------------------------- other hosts


def outside(path: str, *links: tuple[str, str], **changes: object) -> Record:
    found = tuple(Link(address, text) for address, text in links)
    return record(path, **{"links": Links(external=found), **changes})


def test_a_host_is_told_once_with_the_number_of_pages() -> None:
    pages = [
        outside("/2.html", ("http://a.com/1", "甲"), ("http://a.com/2", "乙"), ("https://b.cn:8443/", "丙")),
        outside("/1.html", ("http://a.com/3", "丁")),
    ]
    assert relate(site(), pages, words()).foreign == {
        "a.com": Foreign("http://a.com/3", "丁", "www.example.gov.cn/1.html", 2),
        "b.cn": Foreign("https://b.cn:8443/", "丙", "www.example.gov.cn/2.html", 1),
    }


def test_the_home_page_tells_first_and_own_hosts_are_none() -> None:
    home = outside("/", ("http://a.com/", "友情链接"), ("http://jtj.example.gov.cn/", "交通局"), kind=PageKind.HOME)
    about = site(hosts=("www.example.gov.cn", "JTJ.example.gov.cn"))
    found = relate(about, [outside("/0.html", ("http://a.com/x", "文中")), home], words()).foreign
    assert found == {"a.com": Foreign("http://a.com/", "友情链接", "www.example.gov.cn/", 2)}
    assert HOME.endswith("www.example.gov.cn/")
