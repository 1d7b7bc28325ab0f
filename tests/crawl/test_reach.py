"""No name leads a crawl into the network that it runs in: neither by DNS, nor by DNS that changes, nor by redirects."""

import asyncio
import socket
from typing import TYPE_CHECKING, Any

import pytest

from auditor.config import CrawlOptions
from auditor.crawl import fetch_one
from auditor.crawl.fetch import MOST_HEADERS, Fetcher
from auditor.crawl.mirrored import Mirror
from auditor.crawl.reach import is_literal, is_private, trusted
from auditor.model import Capture, Column, Reason, Role, Site

if TYPE_CHECKING:
    from crawl.conftest import Crawl, WebServer

PUBLIC = "93.184.216.34"
NAME = "www.county.example"


@pytest.mark.parametrize(
    ("address", "own"),
    [
        ("127.0.0.1", True),
        ("10.1.2.3", True),
        ("172.31.0.1", True),
        ("192.168.1.1", True),
        ("169.254.169.254", True),
        ("100.100.100.200", True),  # of a carrier or a cloud: there lie the credentials of machines
        ("0.0.0.0", True),  # noqa: S104 - not bound to
        ("224.0.0.1", True),
        ("::1", True),
        ("fe80::1%eth0", True),
        ("fd00::1", True),
        ("::ffff:10.0.0.1", True),
        ("64:ff9b::a00:1", True),
        ("2002:7f00:1::", True),
        (PUBLIC, False),
        ("2606:2800:220:1::1", False),
        ("64:ff9b::5db8:d822", False),
        ("198.18.0.7", False),  # a local proxy answers so for every name
        ("www.county.gov.cn", False),
    ],
)
def test_addresses_of_ones_own_network(address: str, *, own: bool) -> None:
    assert is_private(address) is own


def test_what_is_trusted_is_what_a_person_wrote_as_an_address() -> None:
    assert [is_literal(one) for one in ("127.0.0.1:80", "[::1]:8080", "localhost", NAME)] == [True, True, True, False]
    hosts = (NAME, "10.0.0.1:81")
    assert trusted(hosts, ("http://mirror.lan:8080",)) == {"10.0.0.1", "mirror.lan"}


def lookup(monkeypatch: pytest.MonkeyPatch, *answers: str) -> list[str]:
    """Let NAME lead to these addresses, one after the other, then always to the last; return what was looked up."""
    real, asked = socket.getaddrinfo, list[str]()

    def found(host: Any, *rest: Any, **more: Any) -> Any:  # noqa: ANN401 - as getaddrinfo takes it
        name = host.decode() if isinstance(host, bytes) else host
        if name != NAME:
            return real(host, *rest, **more)
        asked.append(answers[min(len(asked), len(answers) - 1)])
        return real(asked[-1], *rest, **more)

    monkeypatch.setattr(socket, "getaddrinfo", found)
    return asked


def county(port: int) -> Site:
    home = f"http://{NAME}:{port}/"
    return Site("demo", "demo", home, (f"{NAME}:{port}",), columns=(Column("c", Role.NEWS, f"{home}list"),))


@pytest.mark.parametrize("answers", [("127.0.0.1",), (PUBLIC, "127.0.0.1")], ids=["private", "changing"])
def test_a_name_that_leads_to_this_machine_is_not_asked(
    web: "WebServer", crawl: "Crawl", monkeypatch: pytest.MonkeyPatch, answers: tuple[str, ...]
) -> None:
    web.pages(1)
    lookup(monkeypatch, *answers)
    result = crawl(county(web.port))
    assert result.outcomes == {"out_of_scope": 2}
    assert "内网或本机" in result.notes[0]
    assert web.log == []


def test_a_mirror_may_be_named_and_lie_anywhere(
    web: "WebServer", crawl: "Crawl", monkeypatch: pytest.MonkeyPatch
) -> None:
    web.pages(1)
    lookup(monkeypatch, "127.0.0.1")
    site = Site("demo", "demo", "http://www.a.gov.cn/", ("www.a.gov.cn",))
    assert crawl(site, mirror={"http://www.a.gov.cn": f"http://{NAME}:{web.port}"}).outcomes == {"ok": 1}


def test_one_page_is_not_led_into_the_own_network(
    web: "WebServer", quick: CrawlOptions, monkeypatch: pytest.MonkeyPatch
) -> None:
    lookup(monkeypatch, "127.0.0.1")
    web.redirect("/out", f"http://{NAME}:{web.port}/secret")
    web.html("/secret")
    capture = fetch_one(f"{web.origin}/out", quick)
    assert capture.outcome is Reason.OUT_OF_SCOPE
    assert [asked.path for asked in web.log] == ["/out"]
    assert fetch_one(f"http://{NAME}:{web.port}/secret", quick).outcome is Reason.OK  # a person named it


def test_an_answer_with_very_many_headers_is_no_page(web: "WebServer", quick: CrawlOptions) -> None:
    web.html("/x", "<p>page</p>", *((f"X-{n}", "1") for n in range(MOST_HEADERS)))

    async def one() -> tuple[Capture, int]:
        fetcher = Fetcher(quick, Mirror({}), {"127.0.0.1"})
        try:
            fetched = await fetcher.fetch(f"{web.origin}/x", _free)
        finally:
            await fetcher.close()
        return fetched.capture, len(fetched.answers[0].headers)

    capture, kept = asyncio.run(one())
    assert (capture.outcome, kept) == (Reason.TOO_LARGE, MOST_HEADERS)


async def _free(_: str) -> Reason | None:
    return None
