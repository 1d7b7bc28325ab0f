"""索引号 and 文号 over a site: which documents share one, and which pattern most follow."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import field, fields, record, url, words

from auditor.model import Body, Owner, Ownership, PageKind, Record, Source
from auditor.relate import Pages, numbers
from auditor.text import addresses

NUMBER = "tanchengxzf0001/2023-0000101"


def document(path: str, index: str | None, title: str = "", number: str | None = None, **changes: object) -> Record:
    shown = fields(index_number=index, document_number=number)
    name = f"关于{title or path}有关事项的通知"
    return record(path, **{"title": name, "fields": shown, **changes})


def met(pages: Pages, owners: dict[str, Owner] | None = None) -> numbers.Numbers:
    found = numbers.Numbers(words())
    for key, one in pages.items():
        found.add(key, one, (owners or {}).get(one.url, Owner(Ownership.OWN)))
    return found


def shared(*records: Record) -> dict[str, list[str]]:
    found = met(Pages(records)).shared(Pages(records))
    start = addresses.key(url("/"))
    return {
        key.removeprefix(start.rstrip("/")): [one.removeprefix(url("")) for one in ones] for key, ones in found.items()
    }


# ---------------------------------------------------------------- patterns


@pytest.mark.parametrize(
    ("value", "pattern"),
    [
        (NUMBER, "X/X-X"),
        ("TANCHENG/2023-1", "X/X-X"),
        ("ｔａｎ０１／２０２３－１", "X/X-X"),
        (" tan 01 / 2023-1 ", "X/X-X"),
        ("004242222/2023-00101", "X/X-X"),
        ("370000-2023-101", "X-X-X"),
        ("郯政发〔2023〕1号", "郯政发〔X〕X号"),
        ("", ""),
    ],
)
def test_letters_and_digits_are_one_and_what_stands_between_tells(value: str, pattern: str) -> None:
    assert numbers.shape(value) == pattern


@given(st.text(alphabet="abcXYZ019-/ 号", max_size=12))
def test_blanks_width_and_case_never_make_another_pattern(text: str) -> None:
    wide = "".join(chr(ord(one) + 0xFEE0) if "!" <= one <= "~" else one for one in text)
    assert numbers.shape(wide) == numbers.shape(text) == numbers.shape(f" {text} ") == numbers.shape(text.upper())


def test_patterns_are_counted_commonest_first() -> None:
    records = [
        document("/1.html", "1-2"),
        document("/2.html", "1-3"),
        document("/3.html", "1/2"),
        document("/4.html", "7"),
        document("/5.html", None),
        document("/6.html", "1/2", kind=PageKind.OTHER),
        record("/7.html"),
    ]
    counts = met(Pages(records)).shapes()
    assert list(counts.items()) == [("X-X", 2), ("X", 1), ("X/X", 1)]
    assert met(Pages([])).shapes() == {}


# ---------------------------------------------------------------- shared


def test_two_documents_with_one_number_lead_to_each_other() -> None:
    assert shared(document("/1.html", NUMBER), document("/2.html", NUMBER), document("/3.html", NUMBER + "9")) == {
        "/1.html": ["/2.html"],
        "/2.html": ["/1.html"],
    }


def test_the_same_title_or_the_same_document_number_is_the_same_document() -> None:
    assert shared(document("/1.html", NUMBER, "供热"), document("/2.html", NUMBER, "供热")) == {}
    numbered = [
        document(f"/{n}.html", NUMBER, number=raw) for n, raw in enumerate(("郯政发〔2023〕1号", "郯政发[2023] 1号"))
    ]
    assert shared(*numbered) == {}
    in_text = document("/9.html", NUMBER, body=Body(length=9, number="郯政发〔2023〕1号"))
    assert shared(numbered[0], in_text) == {}


def test_documents_without_any_number_are_told_by_their_titles() -> None:
    assert set(shared(document("/1.html", NUMBER, "供热"), document("/2.html", NUMBER, "供水"))) == {
        "/1.html",
        "/2.html",
    }


def test_a_third_document_is_told_beside_two_copies() -> None:
    copies = [document(f"/{n}.html", NUMBER, "供热") for n in (1, 2)]
    assert shared(*copies, document("/3.html", NUMBER, "供水")) == {
        "/1.html": ["/3.html"],
        "/2.html": ["/3.html"],
        "/3.html": ["/1.html", "/2.html"],
    }


def test_one_page_under_two_addresses_shares_nothing_with_itself() -> None:
    assert shared(document("/", NUMBER, "供热"), document("/index.html", NUMBER, "供水")) == {}


def test_pages_that_are_no_documents_are_left_alone() -> None:
    assert shared(document("/1.html", NUMBER), document("/2.html", NUMBER, kind=PageKind.INTERPRETATION)) == {}


@given(st.permutations([document(f"/{n}.html", NUMBER, str(n % 3)) for n in range(5)]))
def test_the_order_of_records_does_not_matter(records: list[Record]) -> None:
    ordered = sorted(records, key=lambda one: one.url)
    assert met(Pages(records)).shared(Pages(records)) == met(Pages(ordered)).shared(Pages(ordered))


# ---------------------------------------------------------------- 文号


def same_number(*records: Record, owners: dict[str, Ownership] | None = None) -> dict[str, list[str]]:
    by_key = Pages(records)
    known = {url(path): Owner(one) for path, one in (owners or {}).items()}
    found = met(by_key, known).shared_documents(by_key)
    start = addresses.key(url("/")).rstrip("/")
    return {key.removeprefix(start): [one.removeprefix(url("")) for one in ones] for key, ones in found.items()}


def numbered(path: str, number: str | None, title: str = "") -> Record:
    return document(path, None, title, number)


def test_two_documents_with_one_bracketed_number_lead_to_each_other() -> None:
    found = same_number(
        numbered("/1.html", "郯政发〔2023〕8号"),
        numbered("/2.html", "郯政发 [2023] 8 號"),
        numbered("/3.html", "郯政发〔2023〕9号"),
    )
    assert found == {"/1.html": ["/2.html"], "/2.html": ["/1.html"]}


@pytest.mark.parametrize(
    "other",
    [
        numbered("/2.html", "郯政发〔2023〕8号", "防汛"),  # the same title
        record(
            "/2.html",
            title="郯城县人民政府关于防汛有关事项的通知(扫描件)",
            fields=fields(document_number="郯政发〔2023〕8号"),
        ),
        numbered("/2.html", "郯政发〔2023〕8号", "更正防火"),
        numbered("/2.html", None, "防火"),
        numbered("/2.html", "无", "防火"),
        record(
            "/2.html",
            title="关于防火的通知",
            fields=(field("document_number", "郯政发〔2023〕8号", source=Source.HEADLINE),),
        ),
        record("/2.html", title="关于防火的通知"),
        record(
            "/2.html",
            title="防火解读",
            kind=PageKind.INTERPRETATION,
            fields=fields(document_number="郯政发〔2023〕8号"),
        ),
    ],
)
def test_copies_corrections_and_what_bears_no_number_are_no_second_document(other: Record) -> None:
    assert same_number(numbered("/1.html", "郯政发〔2023〕8号", "防汛"), other) == {}


def test_an_orders_number_begins_anew_each_year() -> None:
    assert same_number(numbered("/1.html", "公告第1号"), numbered("/2.html", "公告第1号")) == {}


@pytest.mark.parametrize("whose", [Ownership.OTHER, Ownership.PARTY])
def test_a_reprint_shares_its_number_rightly(whose: Ownership) -> None:
    pair = numbered("/1.html", "郯政发〔2023〕8号"), numbered("/2.html", "郯政发〔2023〕8号")
    assert same_number(*pair, owners={"/2.html": whose}) == {}
