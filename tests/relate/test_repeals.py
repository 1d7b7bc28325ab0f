"""Who repeals whom on a site: which statements of which pages count, from which day, and how sure they are."""

from collections.abc import Sequence
from typing import Any

import pytest
from making import fields, links, record, site, statement, unread, url, words

from auditor.model import Body, Links, PageKind, Record, Repeal, Statement
from auditor.relate import relate

SAID = statement("repeals", "废止《甲乙丙管理办法》", number="郯政发[2020] 8号", title="甲乙丙管理办法", partial=False)


def repealer(*said: Statement, path: str = "/2.html", **changes: Any) -> Record:  # noqa: ANN401 - of `Record`
    shown = fields(document_number="郯政发〔2022〕21号", written_date="2022-12-20", published_date="2022-12-25")
    return record(
        path, **{"title": "郯城县人民政府关于废止部分文件的决定", "fields": shown, "statements": said, **changes}
    )


def found(*records: Record) -> dict[str, Sequence[Repeal]]:
    return dict(relate(site(), records, words()).repeals)


def only(*records: Record) -> Repeal:
    (one,) = set(next(iter(found(*records).values())))
    return one


def test_a_repeal_is_found_by_number_and_by_title() -> None:
    repeals = found(repealer(SAID))
    assert list(repeals) == sorted(("郯政发〔2020〕8号", "甲乙丙管理办法"))
    assert set(repeals.values()) == {
        (
            Repeal(
                url("/2.html"),
                SAID.quote,
                "css:p",
                since="2022-12-20",
                number="郯政发〔2020〕8号",
                partial=False,
                certain=True,
                dated="2022-12-20",
                digest="sha256:00",
                fetched_at="2023-12-31T00:00:00Z",
                rank=2.0,
                names=("废止部分文件", "郯政发〔2022〕21号"),
            ),
        )
    }


def test_a_number_or_a_title_alone_is_one_key() -> None:
    assert list(found(repealer(statement("repeals", number="郯政发〔2020〕8号")))) == ["郯政发〔2020〕8号"]
    by_title = found(repealer(statement("repeals", title="甲乙丙管理办法")))
    assert [(name, one.number) for name, (one,) in by_title.items()] == [("甲乙丙管理办法", "")]
    assert found(repealer(statement("repeals"))) == {}


@pytest.mark.parametrize(
    ("changes", "since"),
    [
        ({"statements": (statement("effective", date="2023-07-01"), SAID)}, "2023-07-01"),
        ({"statements": (statement("effective", date=""), SAID)}, "2022-12-20"),
        ({"statements": (statement("effective", date="2019-01-01", number="郯政发〔2019〕1号"), SAID)}, "2022-12-20"),
        ({}, "2022-12-20"),
        (
            {"statements": (statement("repeals", date="2025-01-01", title="甲乙丙管理办法"),)},
            "2025-01-01",  # 《X》自2025年1月1日起废止, in a document in force at once
        ),
        ({"fields": fields(published_date="2022-12-25")}, "2022-12-25"),
        ({"fields": (), "body": Body(length=9, signature_date="2022-12-19")}, "2022-12-19"),
        ({"fields": ()}, ""),
    ],
)
def test_it_holds_from_the_day_it_takes_effect_else_from_the_day_of_the_document(
    changes: dict[str, Any], since: str
) -> None:
    assert only(repealer(SAID, **changes)).since == since


@pytest.mark.parametrize(
    ("changes", "certain"),
    [
        ({}, True),
        ({"kind": PageKind.OTHER}, False),
        ({"kind": PageKind.LIST}, False),
        ({"title": "中共郯城县委关于废止部分文件的决定", "fields": fields(document_number="郯发〔2022〕1号")}, False),
    ],
)
def test_only_a_document_of_a_government_organ_is_certain(changes: dict[str, Any], *, certain: bool) -> None:
    body = Body(length=9, signature="中共郯城县委" if "title" in changes else "")
    assert only(repealer(SAID, body=body, **changes)).certain is certain


@pytest.mark.parametrize(
    "title",
    [
        "关于《甲办法（征求意见稿）》的公告",
        "甲办法（草案）",
        "关于拟废止部分文件的公示",
        "甲办法送审稿",
        "关于公开征集意见的公告",
        "《甲办法》解读",
    ],
)
def test_a_draft_repeals_nothing(title: str) -> None:
    assert found(repealer(SAID, title=title)) == {}


def test_an_interpretation_repeals_nothing() -> None:
    assert found(repealer(SAID, kind=PageKind.INTERPRETATION)) == {}


def test_a_page_that_could_not_be_read_repeals_nothing() -> None:
    assert found(unread("/2.html")) == {}


@pytest.mark.parametrize("kind", ["cites", "renews", "effective", "expires", "term"])
def test_other_statements_repeal_nothing(kind: str) -> None:
    assert found(repealer(statement(kind, number="郯政发〔2020〕8号", title="甲乙丙管理办法"))) == {}


def test_a_part_stays_a_part() -> None:
    assert only(repealer(statement("repeals", number="郯政发〔2020〕8号", partial=True))).partial is True


def test_several_repeals_of_one_document_stand_by_their_day() -> None:
    late = repealer(SAID, path="/1.html", fields=fields(written_date="2023-05-01"))
    early = repealer(SAID, path="/9.html", fields=fields(written_date="2021-05-01"))
    for records in ((late, early), (early, late)):
        assert [one.url for one in found(*records)["郯政发〔2020〕8号"]] == [early.url, late.url]


def test_renewals_are_kept_apart_from_repeals() -> None:
    seen = relate(
        site(), [repealer(statement("renews", "延长", title="甲乙丙管理办法", date="2025-01-01"), SAID)], words()
    )
    assert [one.until for one in seen.renewals["甲乙丙管理办法"]] == ["2025-01-01"]
    longer = repealer(statement("renews", "延长6个月", title="甲乙丙管理办法", months=6))
    assert [one.months for one in relate(site(), [longer], words()).renewals["甲乙丙管理办法"]] == [6]
    assert [one.quote for one in seen.repeals["甲乙丙管理办法"]] == [SAID.quote]


def test_only_a_notice_of_repeal_has_names_by_which_it_may_be_undone() -> None:
    new = repealer(SAID, title="郯城县人民政府关于印发《郯城县城市供热管理办法》的通知")
    assert only(new).names == ()


def test_an_organ_that_is_none_of_the_sites_is_told() -> None:
    shown = fields(document_number="临政发〔2022〕21号", written_date="2022-12-20")
    other = repealer(SAID, title="临沂市人民政府关于废止部分文件的决定", fields=shown)
    assert (only(other).other, only(other).rank) == (True, 3.0)


@pytest.mark.parametrize(
    ("changes", "files"),
    [
        ({}, [url("/1.xls")]),
        ({"title": "郯城县人民政府关于加强节水的通知"}, []),
        ({"title": "关于公布继续有效文件目录（征求意见稿）的公告"}, []),
        ({"kind": PageKind.OTHER}, []),
        ({"statements": (statement("renews", number="郯政发〔2020〕8号"),)}, []),
    ],
)
def test_the_attachments_of_a_renewal_that_names_nothing_are_lists_yet_to_be_read(
    changes: dict[str, Any], files: list[str]
) -> None:
    offered = Links(attachments=links("/1.xls"))
    title = "郯城县人民政府关于公布继续有效文件目录的通知"
    seen = relate(site(), [repealer(**{"title": title, "links": offered, **changes})], words())
    assert [(one.url, one.since) for one in seen.renewals.get("", ())] == [(name, "2022-12-20") for name in files]
