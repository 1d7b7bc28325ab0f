import pytest

from auditor.crawl.frontier import LINKED_DEPTH, Purpose, Task, next_tasks, rank, scope_of, seeds
from auditor.model import Column, Item, Link, Links, Listing, Reason, Record, Role, Site

HOST = "www.county.gov.cn"
BASE = f"http://{HOST}"
SCOPE = frozenset({HOST})


def site(home: str = BASE + "/", *urls: str, hosts: tuple[str, ...] = (HOST,)) -> Site:
    columns = tuple(Column(url, Role.NEWS, url) for url in urls)
    return Site("s", "s", home, hosts, columns=columns)


def record(items: tuple[str, ...] = (), pages: tuple[str, ...] = (), links: Links | None = None) -> Record:
    listing = Listing(tuple(Item("", BASE + url, None) for url in items), tuple(BASE + url for url in pages))
    return Record(BASE, BASE, Reason.OK, listing=listing, links=links or Links())


def test_seeds_are_home_then_columns_each_once() -> None:
    tasks = seeds(site(BASE + "/", BASE + "/b/", BASE + "/b/index.html", BASE + "/a/#top"))
    assert [(task.purpose, task.url) for task in tasks] == [
        (Purpose.HOME, BASE + "/"),
        (Purpose.COLUMN, BASE + "/b/"),
        (Purpose.COLUMN, BASE + "/a/"),
    ]


def test_a_home_page_that_is_a_column_is_followed_as_one() -> None:
    (task,) = seeds(site(BASE + "/", BASE + "/index.html"))
    assert task.purpose is Purpose.COLUMN


def test_a_column_leads_to_its_pages_and_items() -> None:
    seed = Task(BASE + "/a/", Purpose.COLUMN, BASE + "/a/")
    found = next_tasks(seed, record(("/1.html",), ("/a/index_2.html",)), SCOPE)
    assert found == (
        Task(BASE + "/a/index_2.html", Purpose.COLUMN, BASE + "/a/", 1),
        Task(BASE + "/1.html", Purpose.ITEM, BASE + "/a/", 0),
    )


@pytest.mark.parametrize("purpose", [Purpose.ITEM, Purpose.LINKED])
def test_a_list_on_a_document_is_not_followed(purpose: Purpose) -> None:
    assert next_tasks(Task(BASE + "/1.html", purpose), record(("/2.html",), ("/3.html",)), SCOPE) == ()


def test_what_the_home_page_shows_without_a_date_is_opened_and_nothing_else() -> None:
    items = (
        Item("", BASE + "/1.html", "2023-12-30"),
        Item("", BASE + "/2.html", None),
        Item("", BASE + "/3.pdf", None),
    )
    panel = Links(interpretations=(Link(BASE + "/jd.html", ""),), pages=(BASE + "/a/",))
    home = Record(BASE, BASE, Reason.OK, listing=Listing(items, (BASE + "/4.html",)), links=panel)
    assert next_tasks(Task(BASE + "/", Purpose.HOME), home, SCOPE) == (Task(BASE + "/2.html", Purpose.ITEM, "", 0),)


def stub(target: str) -> Record:
    """Return what is read of a page that only leads elsewhere."""
    links = Links(pages=(target,), interpretations=(Link(BASE + "/jd.html", ""),))
    return Record(BASE + "/a/", target, Reason.OK, kind_reasons=("refresh",), links=links)


@pytest.mark.parametrize("purpose", list(Purpose))
def test_a_page_that_only_leads_elsewhere_is_followed_as_what_it_was_asked_for(purpose: Purpose) -> None:
    task = Task(BASE + "/a/", purpose, BASE + "/a/", 1)
    assert next_tasks(task, stub(BASE + "/b.html#top"), SCOPE) == (Task(BASE + "/b.html", purpose, BASE + "/a/", 2),)


def test_pages_that_lead_to_each_other_come_to_an_end() -> None:
    task, steps = Task(BASE + "/", Purpose.HOME), 0
    while following := next_tasks(task, stub(f"{BASE}/{steps}.html"), SCOPE):
        (task,) = following
        steps += 1
        assert steps < 10
    assert steps == LINKED_DEPTH + 1


@pytest.mark.parametrize("target", ["http://other.gov.cn/", BASE + "/a.pdf"])
def test_a_page_that_leads_out_of_the_site_or_to_a_file_is_not_followed(target: str) -> None:
    assert next_tasks(Task(BASE + "/", Purpose.HOME), stub(target), SCOPE) == ()


def test_a_document_leads_to_its_interpretations_and_what_they_name_to_a_depth() -> None:
    links = Links(interpretations=(Link(BASE + "/jd.html", ""),), documents=(Link(BASE + "/doc.html", ""),))
    (first, second) = next_tasks(Task(BASE + "/1.html", Purpose.ITEM, "c"), record(links=links), SCOPE)
    assert (first, second.url) == (Task(BASE + "/jd.html", Purpose.LINKED, "c", 1), BASE + "/doc.html")
    assert next_tasks(first, record(links=links), SCOPE)[0].depth == 2
    assert next_tasks(Task(BASE + "/x", Purpose.LINKED, "c", LINKED_DEPTH), record(links=links), SCOPE) == ()


@pytest.mark.parametrize("path", ["/a.pdf", "/a.DOCX", "/a.jpg?x=1"])
def test_attachments_are_not_asked_for(path: str) -> None:
    assert next_tasks(Task(BASE + "/a/", Purpose.COLUMN), record((path,)), SCOPE) == ()


def test_attachments_of_the_site_are_asked_for_last_and_lead_nowhere() -> None:
    links = Links(attachments=(Link(BASE + "/1.pdf", ""), Link("http://other.gov.cn/2.pdf", "")))
    task = Task(BASE + "/1.pdf", Purpose.ATTACHMENT, "", 1)
    assert next_tasks(Task(BASE + "/1.htm", Purpose.ITEM), record(links=links), SCOPE) == (task,)
    assert next_tasks(task, record(("/3.htm",), links=links), SCOPE) == ()


def test_only_hosts_of_the_site_are_followed() -> None:
    links = Links(interpretations=(Link("http://other.gov.cn/1", ""), Link(f"http://{HOST}:81/1", "")))
    assert next_tasks(Task(BASE + "/1", Purpose.ITEM), record(links=links), SCOPE) == ()


def test_a_host_without_a_port_means_that_of_the_home_page_too() -> None:
    assert scope_of(site("http://127.0.0.1:8080/", hosts=("127.0.0.1",))) == {"127.0.0.1", "127.0.0.1:8080"}
    assert scope_of(site("http://127.0.0.1:8080/", hosts=("127.0.0.1:8080",))) == {"127.0.0.1:8080"}


def test_columns_come_before_items_and_attachments_last() -> None:
    assert [rank(Task("", purpose)) for purpose in Purpose] == [0, 1, 2, 3, 4, 5]
