"""Pages that a host shows for every address: learnt by asking for one that cannot exist."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from auditor import catalog
from auditor.archive.verify import verify
from auditor.extract import extract
from auditor.model import Capture, Reason, Record

if TYPE_CHECKING:
    from collections.abc import Callable

    from crawl.conftest import Captures, Crawl, WebServer

TEXT = "<p>本网站正在升级改造,部分内容调整中,由此带来不便,敬请谅解。网站编辑部</p>"
PAGE = "<html><title>{0}</title><body><h1>{0}</h1><p>现将有关事项通知如下,请认真贯彻执行。</p></body></html>"


@pytest.fixture
def read() -> "Callable[[Capture], Record]":
    return partial(extract, vocabulary=catalog.load().vocabulary)


def lay_out(web: "WebServer", *names: str) -> None:
    """Lay out a column of pages; every other address shows one and the same text, with the address in it."""
    web.html("/", PAGE.format("示例县人民政府"))
    rows = "".join(f'<li><a href="{name}">关于{name}的通知</a><span>2023-05-01</span></li>' for name in names)
    web.html("/list", f"<title>政策文件</title><ul>{rows}</ul>")
    web.fallback = lambda path: f"<html><title>提示</title><body>{TEXT}<p>{path}</p></body></html>"


def test_what_a_host_shows_for_any_address_is_no_page(
    web: "WebServer", crawl: "Crawl", captures: "Captures", read: "Callable[[Capture], Record]", tmp_path: Path
) -> None:
    lay_out(web, "/1.html", "/2.html", "/3.html")
    web.html("/1.html", PAGE.format("关于做好防汛工作的通知"))
    web.html("/3.html", PAGE.format("关于做好防火工作的通知"))
    crawl(web.site(), read=read)
    found = {path: one.outcome for path, one in captures().items()}
    assert found == {
        "/": Reason.OK,
        "/list": Reason.OK,
        "/1.html": Reason.OK,
        "/2.html": Reason.SOFT_404,
        "/3.html": Reason.OK,
    }
    assert len(web.probes()) == 1
    assert verify(tmp_path / "run" / "demo").faults == ()


def test_a_host_that_leads_what_is_not_there_to_its_home_page(
    web: "WebServer", crawl: "Crawl", captures: "Captures", read: "Callable[[Capture], Record]"
) -> None:
    lay_out(web, "/1.html", "/2.html")
    web.html("/1.html", PAGE.format("关于做好防汛工作的通知"))
    web.fallback = None
    web.missing_to = "/"
    crawl(web.site(), read=read)
    found = {path: one.outcome for path, one in captures().items()}
    assert (found["/"], found["/1.html"], found["/2.html"]) == (Reason.OK, Reason.OK, Reason.SOFT_404)


def test_pages_that_differ_in_a_number_are_pages(
    web: "WebServer", crawl: "Crawl", captures: "Captures", read: "Callable[[Capture], Record]"
) -> None:
    lay_out(web, "/1.html", "/2.html")
    web.fallback = lambda path: PAGE.format(f"关于第{len(path)}号文件的通知")
    crawl(web.site(), read=read)
    assert {one.outcome for one in captures().values()} == {Reason.OK}


def test_a_host_that_says_404_teaches_nothing(
    web: "WebServer", crawl: "Crawl", captures: "Captures", read: "Callable[[Capture], Record]"
) -> None:
    lay_out(web, "/1.html")
    web.fallback = None
    web.html("/1.html", f"<html><title>提示</title><body>{TEXT}</body></html>")
    crawl(web.site(), read=read)
    assert captures()["/1.html"].outcome is Reason.OK
