"""A mirror folder that is said to be complete: what is linked and not in it is not on the site."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from auditor import catalog, config, pipeline
from auditor.archive.serve import serve
from auditor.model import Column, Role, SiteAssessment
from auditor.pipeline.marks import collected

DAY = date(2023, 12, 31)
HEAD = "<html><head><title>{0}</title></head><body><h1>{0}</h1><p>发布时间：2023-05-10</p>"
TEXT = "<p>各乡镇人民政府，县直各部门：</p><p>现将有关事项通知如下，请认真贯彻执行。</p>"
MIRROR = "http://127.0.0.1:8099"


@pytest.fixture(scope="module")
def known() -> catalog.Catalog:
    return catalog.load()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    host = tmp_path / "site" / "www.example.gov.cn"
    (host / "f").mkdir(parents=True)
    links = (
        '<p><a href="/gone.html">旧通知</a> <a href="/here.html">新通知</a> <a href="http://www.gov.cn/x.html">站外</a></p>'
        f'<p><a href="/f/1.pdf">附件1.pdf</a> <a href="/f/2.pdf">附件2.pdf</a></p><a href="{MIRROR}/here.html">镜像</a>'
    )
    (host / "index.html").write_text(
        HEAD.format("关于做好防汛工作的通知") + TEXT + links + "</body></html>", encoding="utf-8"
    )
    (host / "here.html").write_text(HEAD.format("关于做好防汛准备的通知") + TEXT + "</body></html>", encoding="utf-8")
    (host / "f" / "1.pdf").write_bytes(b"%PDF-1.4")
    return tmp_path / "site"


@pytest.fixture
def settings(tmp_path: Path) -> config.Config:
    file = tmp_path / "auditor.yaml"
    file.write_text("sites:\n  - {id: x, name: 某县人民政府, home: http://www.example.gov.cn/}\n", encoding="utf-8")
    return config.load(file)


def judged(folder: Path, known: catalog.Catalog, settings: config.Config) -> tuple[SiteAssessment, dict[str, str]]:
    (site,) = pipeline.check([folder], catalog=known, today=DAY, config=settings).sites
    wanted = ("link-dead", "attachment-dead", "link-private-host")
    return site, {one.rule: one.message for one in site.findings if one.rule in wanted}


def test_without_that_word_what_is_not_there_was_not_captured(
    folder: Path, known: catalog.Catalog, settings: config.Config
) -> None:
    site, found = judged(folder, known, settings)
    assert list(found) == ["link-private-host"]
    assert site.coverage.not_assessable == {"not_captured": 1}


def test_with_it_missing_pages_and_files_are_dead(
    folder: Path, known: catalog.Catalog, settings: config.Config
) -> None:
    site, found = judged(folder, known, replace(settings, mirror_complete=True))
    assert "http://www.example.gov.cn/gone.html" in found["link-dead"]
    assert "“旧通知”" in found["link-dead"]
    assert "www.gov.cn/x.html" not in found["link-dead"]
    assert "/f/2.pdf" in found["attachment-dead"]
    assert "/f/1.pdf" not in found["attachment-dead"]
    # A page that is certainly not there is a dead link, not a page that could not be read.
    assert (site.coverage.captured, site.coverage.assessed, site.coverage.not_assessable) == (2, 2, {})


@pytest.fixture
def listed(folder: Path, settings: config.Config) -> config.Config:
    """Add a column of three documents, one of which is not there, to the folder and to the configuration."""
    names = ("gone", "here", "index")
    items = "".join(
        f'<li><a href="/{name}.html">关于{name}的通知</a><span>2023-05-1{n}</span></li>' for n, name in enumerate(names)
    )
    page = f"<html><head><title>政策文件</title></head><body><ul>{items}</ul></body></html>"
    (folder / "www.example.gov.cn" / "list.html").write_text(page, encoding="utf-8")
    column = Column("政策文件", Role.POLICY_DOCUMENTS, "http://www.example.gov.cn/list.html")
    (one,) = settings.sites
    return replace(settings, mirror_complete=True, sites=(replace(one, columns=(column,)),))


@pytest.fixture
def crawled(folder: Path, tmp_path: Path, known: catalog.Catalog, listed: config.Config) -> Path:
    """Crawl the same site, served on loopback."""
    with serve(folder) as mirror:
        asked = replace(listed, mirror=mirror, crawl=replace(listed.crawl, delay=0.0))
        pipeline.crawl(asked, (), tmp_path / "run", catalog=known, today=DAY)
    return tmp_path / "run"


def covered(source: Path, known: catalog.Catalog, settings: config.Config) -> tuple[int, int, dict[str, int]]:
    (site,) = pipeline.check([source], catalog=known, today=DAY, config=settings).sites
    return site.coverage.captured, site.coverage.assessed, dict(site.coverage.not_assessable)


def test_what_a_crawl_certainly_found_missing_was_not_left_unread(
    folder: Path, crawled: Path, known: catalog.Catalog, listed: config.Config
) -> None:
    assert covered(crawled, known, listed) == covered(folder, known, listed) == (3, 3, {})


def test_what_was_found_missing_only_once_was_left_unread(
    crawled: Path, known: catalog.Catalog, listed: config.Config
) -> None:
    about = crawled / "x/site.json"
    about.write_text(json.dumps({**json.loads(about.read_text("utf-8")), "loopback": False}), "utf-8")
    assert covered(crawled, known, listed) == (4, 3, {"http_4xx": 1})
    captures = crawled / "x/captures.jsonl"
    twice = captures.read_text("utf-8").replace(
        '"outcome": "http_4xx"', '"outcome": "http_4xx", "confirmed_at": "2023"'
    )
    captures.write_text(twice, "utf-8")
    assert covered(crawled, known, listed) == (3, 3, {})


def test_the_marks_of_a_run_say_which_pages_are_certainly_gone(
    folder: Path, crawled: Path, known: catalog.Catalog, listed: config.Config
) -> None:
    def gone(source: Path) -> set[str]:
        lines: list[Mapping[str, Any]] = []
        pipeline.check([source], catalog=known, today=DAY, config=listed, sink=lines.append)
        marks = collected(lines)["x"]
        return {one.url for one in marks.pages.values() if one.gone}

    assert gone(crawled) == gone(folder) == {"http://www.example.gov.cn/gone.html"}
    about = crawled / "x/site.json"
    about.write_text(json.dumps({**json.loads(about.read_text("utf-8")), "loopback": False}), "utf-8")
    assert gone(crawled) == set()


def test_a_host_of_which_the_folder_holds_nothing_is_not_missing(
    folder: Path, known: catalog.Catalog, settings: config.Config
) -> None:
    page = folder / "www.example.gov.cn/here.html"
    links = (
        '<p><a href="http://old.example.gov.cn/a.html">旧网站</a>'
        '<a href="http://old.example.gov.cn/f/9.pdf">附件9.pdf</a></p>'
    )
    page.write_text(page.read_text("utf-8").replace("</body>", f"{links}</body>"), encoding="utf-8")
    (one,) = settings.sites
    both = replace(one, hosts=("www.example.gov.cn", "old.example.gov.cn"))
    site, found = judged(folder, known, replace(settings, mirror_complete=True, sites=(both,)))
    assert "/gone.html" in found["link-dead"]
    assert not any("old.example.gov.cn" in said.message for said in site.findings)


def test_the_address_really_asked_is_no_private_one(
    folder: Path, known: catalog.Catalog, settings: config.Config
) -> None:
    _, found = judged(folder, known, replace(settings, mirror={"http://www.example.gov.cn": MIRROR}))
    assert found == {}


def test_a_file_copied_without_its_query_is_there(
    tmp_path: Path, known: catalog.Catalog, settings: config.Config
) -> None:
    host = tmp_path / "copy" / "www.example.gov.cn"
    (host / "f").mkdir(parents=True)
    (host / "f" / "1.pdf").write_bytes(b"%PDF-1.4 " + b"0" * 600)
    (host / "2.html").write_text("<html><body><h1>通知</h1><p>各单位:</p></body></html>", encoding="utf-8")
    said = "各乡镇、各部门要认真做好防汛工作,层层落实责任。" * 10
    links = (
        '<a href="/f/1.pdf?t=1718">附件1.pdf</a> <a href="/f/3.pdf?t=1">附件3.pdf</a> <a href="/2.html?v=2">另见</a>'
    )
    (host / "1.html").write_text(f"<html><body><h1>关于防汛的通知</h1><p>{said}</p>{links}</body></html>", "utf-8")
    _, found = judged(tmp_path / "copy", known, replace(settings, mirror_complete=True))
    assert list(found) == ["attachment-dead"]
    assert "/f/3.pdf" in found["attachment-dead"]
    assert "/f/1.pdf" not in found["attachment-dead"]
