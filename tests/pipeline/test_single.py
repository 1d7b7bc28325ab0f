"""One page alone: the ten-second self-check."""

from datetime import date
from pathlib import Path

import pytest

from auditor import catalog, pipeline
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
