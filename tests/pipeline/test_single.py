"""One page alone: the ten-second self-check."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from auditor import catalog, config, pipeline
from auditor.errors import NothingError, UsageError
from auditor.model import PageKind

TODAY = date(2023, 12, 31)
PAGE = Path(__file__).parents[2] / "fixtures/tancheng/www.tancheng.gov.cn/info/3720/240660.htm"


@pytest.fixture(scope="module")
def known() -> catalog.Catalog:
    return catalog.load()


def test_the_page_of_source_001_is_read_exactly(known: catalog.Catalog) -> None:
    record = pipeline.page(str(PAGE), catalog=known, today=TODAY).record
    assert record.kind is PageKind.DOCUMENT
    assert {field.name: field.value for field in record.fields if field.name != "title"} == {
        "index_number": "tanchengxzf0001/2023-0000264",
        "document_number": "郯政办字〔2023〕37号",
        "publisher": "郯城县政府办公室",
        "written_date": "2023-07-14",
        "published_date": "2023-07-14",
        "validity": "valid",
    }
    assert record.field("validity").raw == "有效中"  # type: ignore[union-attr]  # it is there, as above
    base = "http://www.tancheng.gov.cn/info/"
    assert [(link.url, link.form) for link in record.links.interpretations] == [
        (f"{base}3724/240662.htm", "text"),
        (f"{base}3727/240670.htm", "audio"),
        (f"{base}5592/240666.htm", "expert"),
        (f"{base}5591/240664.htm", "media"),
    ]


def test_every_value_has_a_place_of_its_own(known: catalog.Catalog) -> None:
    """Three pairs stand in one row, all in cells of one class."""
    record = pipeline.page(str(PAGE), catalog=known, today=TODAY).record
    assert len({field.locator for field in record.fields}) == len(record.fields)


def test_its_only_finding_is_the_abbreviated_publisher(known: catalog.Catalog) -> None:
    findings = pipeline.page(str(PAGE), catalog=known, today=TODAY).findings
    assert [(one.rule, one.state) for one in findings] == [("publisher-abbreviated", "needs_review")]
    assert "郯城县人民政府办公室" in findings[0].message


def test_an_address_may_be_given(known: catalog.Catalog) -> None:
    url = "http://www.tancheng.gov.cn/info/3720/240660.htm"
    assert pipeline.page(str(PAGE), catalog=known, today=TODAY, url=url).record.url == url


@pytest.mark.parametrize("content", [b"", b"   \n", b"%PDF-1.7 not a page", b"\x00\x01\x02\x03"])
def test_what_is_no_page_ends_with_nothing(tmp_path: Path, known: catalog.Catalog, content: bytes) -> None:
    file = tmp_path / "page.html"
    file.write_bytes(content)
    with pytest.raises(NothingError, match=r"page\.html"):
        pipeline.page(str(file), catalog=known, today=TODAY)


def test_a_missing_file_is_wrong_usage(tmp_path: Path, known: catalog.Catalog) -> None:
    with pytest.raises(UsageError, match="找不到"):
        pipeline.page(str(tmp_path / "none.html"), catalog=known, today=TODAY)


SITE = PAGE.parents[3]


@pytest.mark.parametrize("name", ["info/3720/240660.htm", "info/3720/240377.htm", "info/3724/240662.htm"])
def test_with_a_configuration_it_says_what_check_says(known: catalog.Catalog, name: str) -> None:
    settings = config.load(SITE / "auditor.yaml")
    file = SITE / "www.tancheng.gov.cn" / name
    (site,) = pipeline.check([file], catalog=known, today=date(2030, 1, 1), config=settings).sites
    found = pipeline.page(str(file), catalog=known, today=date(2030, 1, 1), config=settings).findings
    assert [(one.fingerprint, one.state, one.column) for one in found] == [
        (one.fingerprint, one.state, one.column) for one in site.findings
    ]


def test_a_configuration_of_other_hosts_counts_only_where_it_is_named(known: catalog.Catalog) -> None:
    settings = config.load(SITE / "auditor.yaml")
    url, late = "http://www.example.gov.cn/1.htm", date(2030, 1, 1)
    alone = pipeline.page(str(PAGE), catalog=known, today=late, url=url)
    near = pipeline.page(str(PAGE), catalog=known, today=late, url=url, config=settings, nearby=True)
    assert near == alone
    asked = pipeline.page(str(PAGE), catalog=known, today=settings.as_of or late, url=url, ruleset=settings.ruleset)
    assert pipeline.page(str(PAGE), catalog=known, today=late, url=url, config=settings).findings == asked.findings


def test_a_page_outside_of_the_period_is_judged_like_a_site(known: catalog.Catalog) -> None:
    settings = replace(config.load(SITE / "auditor.yaml"), period=(date(2020, 1, 1), date(2020, 12, 31)))
    file = PAGE.with_name("240377.htm")
    (site,) = pipeline.check([file], catalog=known, today=TODAY, config=settings).sites
    found = pipeline.page(str(file), catalog=known, today=TODAY, config=settings).findings
    assert [one.fingerprint for one in found] == [one.fingerprint for one in site.findings]
