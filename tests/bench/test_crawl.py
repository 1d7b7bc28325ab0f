"""The benches of crawling run on small sites, and read nginx's log as it is."""

from pathlib import Path

import pytest
from bench import crawl, hosts, nginx, site, watch

from auditor import catalog
from auditor.extract import extract
from auditor.model import Capture, PageKind, Reason

needs_nginx = pytest.mark.skipif(nginx.program() is None, reason="nginx is not installed")
TOOK = watch.Took(0.0, 10.0, 1.0, 1.0, 0, "")


def test_the_same_county_has_the_same_bytes_and_looks_like_one(tmp_path: Path) -> None:
    pages = dict(site.Pages(400))
    assert pages == dict(site.Pages(400))
    assert pages != dict(site.Pages(400, seed=2))
    assert len(pages) == 400
    sizes = sorted(map(len, pages.values()))
    assert 15_000 < sizes[len(sizes) // 2] < 40_000
    site.write(tmp_path, 400)
    assert {str(file.relative_to(tmp_path)): file.read_bytes() for file in tmp_path.rglob("*.html")} == pages


def test_a_page_of_it_is_read_as_what_it_is() -> None:
    words = catalog.load().vocabulary
    kinds = []
    for path, body in list(site.Pages(400))[:60]:
        url = f"http://www.example.gov.cn/{path}"
        record = extract(Capture(url, url, 200, (("Content-Type", "text/html"),), body, None, Reason.OK), words)
        assert record.outcome is Reason.OK
        kinds.append(record.kind)
    assert {PageKind.LIST, PageKind.DOCUMENT} <= set(kinds)


@needs_nginx
def test_it_crawls_a_site_and_tells_what_that_took(capsys: pytest.CaptureFixture[str]) -> None:
    assert crawl.main(["--sizes", "120", "--rounds", "1", "--only", "auditor", "--tiny"]) == 0
    (row,) = [line.split() for line in capsys.readouterr().out.splitlines() if line.split()[:1] == ["auditor"]]
    assert row[-2:] == ["120", "120"]


@needs_nginx
def test_it_crawls_several_sites_at_once() -> None:
    found = hosts.measure(2, 100, 0.0, tiny=True)
    assert found.faults == ()
    assert found.speed > 0


def test_without_nginx_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nginx, "program", lambda: None)
    assert list(crawl.told([100], 1, [])) == list(hosts.told(1, 100, 1.0)) == [nginx.MISSING]
    assert "apt-get install nginx" in nginx.MISSING


def asked(host: str, *times: float) -> list[nginx.Asked]:
    return [nginx.Asked(at, host, 200, f"/{number}") for number, at in enumerate(times)]


def test_a_delay_that_is_kept_and_one_that_is_not() -> None:
    log = asked("a", *range(11)) + asked("b", *range(11))
    good = hosts.kept(log, 2, 1.0, TOOK, pages=9, captured=[9, 9])
    assert (good.shortest, good.faults) == (1.0, ())
    assert 0.9 < good.share < 1.1
    early = hosts.kept([*log, *asked("c", 0.0, 0.5)], 3, 1.0, TOOK, pages=9, captured=[9, 9, 8])
    assert early.shortest == 0.5
    assert len(early.faults) == 2


def test_a_page_that_was_asked_for_twice_is_told() -> None:
    log = [nginx.Asked(float(at), "a", 200, "/same") for at in range(3)]
    assert any("/same" in fault for fault in hosts.kept(log, 1, 1.0, TOOK, pages=1, captured=[1]).faults)
