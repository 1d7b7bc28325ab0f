from dataclasses import FrozenInstanceError, fields, replace
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import field, record

from auditor.model import (
    Body,
    Capture,
    Element,
    Field,
    FieldName,
    Form,
    Item,
    Link,
    Links,
    Listing,
    PageKind,
    Reason,
    Record,
    RuleTally,
    Source,
    Statement,
    StatementKind,
    Table,
    Vocabulary,
)
from auditor.model.packing import packed, unpacked


def capture(*headers: tuple[str, str], body: bytes = b"") -> Capture:
    return Capture("http://x/", "http://x/", 200, headers, body, None, Reason.OK)


@pytest.mark.parametrize("asked", ["Content-Type", "content-type", "CONTENT-TYPE"])
def test_a_header_is_found_whatever_its_case(asked: str) -> None:
    assert capture(("Server", "x"), ("cOnTent-type", "text/html")).header(asked) == "text/html"


def test_the_first_of_several_headers_counts_and_an_absent_one_is_empty() -> None:
    answer = capture(("Set-Cookie", "a"), ("Set-Cookie", "b"))
    assert answer.header("set-cookie") == "a"
    assert answer.header("cookie") == ""


@given(st.binary(max_size=64))
def test_a_digest_is_that_of_the_body(body: bytes) -> None:
    assert capture(body=body).digest == "sha256:" + sha256(body).hexdigest()


def test_empty_is_not_the_same_as_absent() -> None:
    page = record(fields=(field("document_number", "郯政发〔2023〕1号"), field("validity")))
    number, validity = page.field("document_number"), page.field("validity")
    assert number is not None
    assert validity is not None
    assert (number.value, validity.value) == ("郯政发〔2023〕1号", None)
    assert page.field("topic") is None
    assert (page.value("document_number"), page.value("validity"), page.value("topic")) == (
        "郯政发〔2023〕1号",
        None,
        None,
    )


def test_the_first_field_of_a_name_counts() -> None:
    assert record(fields=(field("topic", "农业"), field("topic", "水利"))).value("topic") == "农业"


def test_words_keep_their_order_and_what_is_not_there_is_empty() -> None:
    lists = Vocabulary({"labels": {"title": ("标题", "名称")}})
    assert lists.words("labels", "title") == ("标题", "名称")
    assert lists.words("labels", "topic") == ()
    assert lists.words("roles", "title") == ()
    assert lists.table("labels") == {"title": ("标题", "名称")}
    assert lists.table("roles") == {}


def test_judged_are_only_those_that_came_to_a_verdict() -> None:
    tally = RuleTally("a", "", passed=1, failed=2, needs_review=4, not_applicable=8, not_assessable=16)
    assert tally.judged == 7


# ---------------------------------------------------------------- records put away

FULL = Record(
    "http://x/1.html",
    "http://x/",
    Reason.OK,
    PageKind.INTERPRETATION,
    ("block",),
    "标题",
    "网站",
    (("首页", "http://x/"), ("政务公开", "")),
    (field("title", "甲"), Field(FieldName.VALIDITY, None, " ", "有效性:", Source.META, "css:p", "empty")),
    Links(
        interpretations=(Link("http://x/2.html", "图解", "css:a", Form.CHART), Link("http://x/3.html", "解读")),
        attachments=(Link("http://x/4.pdf", "附件", suffix="pdf"),),
        pages=("http://x/2.html",),
        scripted=True,
    ),
    Listing((Item("条目", "http://x/5.html", None), Item("条目", "http://x/6.html", "2023-01-02")), ("http://x/i2",)),
    Body(9, media=("video",), headings=("一、",), elements=(Element("background", "背景"),)),
    (Statement(StatementKind.RENEWS, "延长", "css:p", months=6, partial=True),),
    (Table((("甲", "乙"), ("丙", ""))), Table(())),
    scripted=True,
    marks=("已废止",),
)


@pytest.mark.parametrize("one", [FULL, record(), Record("", "", Reason.TIMEOUT)])
def test_a_record_that_is_put_away_comes_back_as_it_was(one: Record) -> None:
    again = unpacked(packed(one))
    assert again == one
    assert repr(again) == repr(one)


def test_what_comes_back_is_as_frozen_as_it_was() -> None:
    again = unpacked(packed(FULL))
    for one in (again, again.fields[0], again.links, again.links.attachments[0], again.listing.items[0]):
        assert hash(one) == hash(replace(one))
        with pytest.raises(FrozenInstanceError):
            setattr(one, fields(one)[0].name, "")


def test_what_is_put_away_is_plain() -> None:
    def plain(value: object) -> bool:
        if isinstance(value, tuple):
            return all(map(plain, value))
        return value is None or type(value) in (str, int, bool)

    assert plain(packed(FULL))
