import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from making import HOST, fields, items, links, listing, record, site, statement, unread, url, words

from auditor.model import Column, Item, Links, PageKind, Reason, Record, Role, SiteView
from auditor.relate import Pages, relate
from auditor.text import addresses

TITLE = "郯城县人民政府关于印发《郯城县城市供热管理办法》的通知"


def related(*records: Record, **changes: object) -> SiteView:
    return relate(site(), records, words(), **changes)  # type: ignore[arg-type]


# ---------------------------------------------------------------- migration


def crowd(count: int, days: int, **changes: object) -> SiteView:
    """Return a site with *count* documents published on one day and written on *days* different ones."""
    return related(
        *(
            record(
                f"/{n}.html",
                **{"fields": fields(published_date="2021-06-01", written_date=f"20{10 + n % days}-01-01"), **changes},
            )
            for n in range(count)
        ),
        record("/x.html", fields=fields(written_date="2020-01-01")),
    )


@pytest.mark.parametrize(("count", "days", "crowded"), [(5, 3, True), (9, 9, True), (3, 1, True), (2, 2, False)])
def test_many_documents_of_different_days_put_online_on_one_are_a_migration(
    count: int, days: int, *, crowded: bool
) -> None:
    assert crowd(count, days).crowded_dates == (frozenset({"2021-06-01"}) if crowded else frozenset())


def test_a_busy_day_is_no_migration() -> None:
    def fresh(count: int, days: int) -> SiteView:
        written = ("2021-05-10", "2021-05-17", "2021-05-24")
        shown = [fields(published_date="2021-06-01", written_date=written[n % days]) for n in range(count)]
        return related(*(record(f"/{n}.html", fields=one) for n, one in enumerate(shown)))

    assert fresh(5, 3).crowded_dates == frozenset({"2021-06-01"})
    assert fresh(4, 3).crowded_dates == fresh(5, 2).crowded_dates == fresh(9, 1).crowded_dates == frozenset()


def test_news_of_one_day_are_no_migration() -> None:
    assert crowd(9, 9, kind=PageKind.OTHER).crowded_dates == frozenset()


# ---------------------------------------------------------------- renewals


def test_renewals_are_found_by_number_and_by_title_and_say_where_they_stand() -> None:
    said = (
        statement("renews", "有效期延长至2025年", number="郯政发[2017] 8号", title="X管理办法全文", date="2025-12-31"),
        statement("repeals", "废止", number="郯政发〔2016〕1号"),
        statement("renews", "继续有效"),
    )
    seen = related(record("/2.html", statements=said), record("/1.html", statements=said[:1])).renewals
    assert set(seen) == {"郯政发〔2017〕8号", "x管理办法全文"}
    for found in seen.values():
        assert [one.url for one in found] == [url("/1.html"), url("/2.html")]
        assert {(one.quote, one.locator, one.until) for one in found} == {("有效期延长至2025年", "css:p", "2025-12-31")}


# ---------------------------------------------------------------- what was not captured


def test_addresses_on_the_sites_hosts_that_are_linked_and_not_at_hand_are_counted_once() -> None:
    pages = (url("/1.html"), url("/2.html"), url("/2.html#x"), url("/3.pdf"), "http://other.gov.cn/")
    seen = related(
        record("/1.html", links=Links(pages=pages)),
        record("/4.html", links=Links(pages=pages)),
        captured=lambda address: address.endswith(".pdf"),
    )
    assert seen.not_captured == 1
    assert related(record("/1.html", links=Links(pages=pages))).not_captured == 0


# ---------------------------------------------------------------- interpretations read to the end

LISTED = (listing("/zcwj/", "政策文件"),)


def unread_reason(*records: Record, **changes: object) -> Reason:
    return related(*LISTED, *records, **changes).unread_interpretations


def interpretations(*paths: str, **changes: object) -> Record:
    return listing("/jd/", "政策解读", items(*((path, None) for path in paths)), **changes)  # type: ignore[arg-type]


def test_a_column_read_to_its_end_with_all_its_pages_proves_an_absence() -> None:
    outside = Item("省解读", "http://www.shandong.gov.cn/1.html", None)
    column = listing("/jd/", "政策解读", [*items(("/jd/1.html", None)), outside])
    assert unread_reason(column, record("/jd/1.html")) is Reason.OK


@pytest.mark.parametrize(
    ("records", "reason"),
    [
        ((interpretations("/jd/1.html"),), Reason.NOT_CAPTURED),
        ((interpretations("/jd/1.html"), unread("/jd/1.html", Reason.TIMEOUT)), Reason.TIMEOUT),
        ((interpretations(js=True),), Reason.PROFILE_DRIFT),
        ((interpretations(pages=["/jd/2.html"]),), Reason.NOT_CAPTURED),
        ((interpretations(pages=["/jd/2.html"]), unread("/jd/2.html", Reason.LIMIT)), Reason.LIMIT),
    ],
)
def test_a_column_of_interpretations_not_read_to_its_end_proves_none(
    records: tuple[Record, ...], reason: Reason
) -> None:
    assert unread_reason(*records) is reason


def test_every_column_of_interpretations_must_be_read() -> None:
    more = listing("/tj/", "图解政策", items(("/tj/1.html", None)))
    assert unread_reason(interpretations(), more) is Reason.NOT_CAPTURED


def test_a_site_without_such_a_column_proves_an_absence_only_where_all_of_it_is_at_hand() -> None:
    assert unread_reason() is Reason.OK
    linking = record("/1.html", links=Links(pages=(url("/jd/"),)))
    assert unread_reason(linking, captured=lambda _: False) is Reason.NOT_CAPTURED


def test_a_configured_column_that_could_not_be_read_says_why() -> None:
    def seen(*records: Record) -> Reason:
        column = Column("解读", Role.INTERPRETATIONS, url("/jd/"))
        return relate(site(columns=(column,)), records, words()).unread_interpretations

    assert seen(unread("/jd/", Reason.BLOCKED_WAF)) is Reason.BLOCKED_WAF
    assert seen() is Reason.NOT_CAPTURED
    assert seen(listing("/jd/", "解读")) is Reason.OK


def test_where_no_column_of_interpretations_is_configured_none_was_crawled() -> None:
    column = Column("文件", Role.POLICY_DOCUMENTS, url("/zcwj/"))
    seen = relate(site(columns=(column,)), LISTED, words())
    assert seen.unread_interpretations is Reason.NOT_CAPTURED


# ---------------------------------------------------------------- the view


def test_a_view_says_whose_site_it_is_and_what_was_learnt() -> None:
    seen = related(record("/1.html"), whole_site=False)
    assert (seen.site, seen.whole_site, seen.organs_learnt) == (site(), False, True)
    assert seen.organs[0].name == "郯城县人民政府"
    place = seen.pages[addresses.key(url("/1.html"))]
    assert (place.url, place.kind, place.outcome, place.role, place.column, place.unit) == (
        url("/1.html"),
        PageKind.DOCUMENT,
        Reason.OK,
        None,
        "",
        "",
    )
    assert place.owner.ownership == "own"


def test_pages_are_joined_by_the_key_of_their_address() -> None:
    one, other = record("/index.html"), record("/")
    assert list(Pages([one, other])) == [f"{HOST}/"]
    assert Pages([one, other]) == Pages([other, one])
    assert Pages([]) == {}


def test_an_address_that_led_elsewhere_finds_the_page_that_answered() -> None:
    asked = record("/old.htm", final_url=url("/new.htm"))
    pages = Pages([asked])
    assert pages.at(f"http://{HOST}/old.htm") is asked
    assert pages.at(f"https://{HOST}/new.htm") is asked
    assert pages.key(f"http://{HOST}/none.htm") == f"{HOST}/none.htm"
    direct = record("/new.htm")
    both = Pages([asked, direct])
    assert list(both.values()) == [direct]
    assert both.at(f"http://{HOST}/old.htm") is direct


def test_a_later_copy_of_a_document_is_known() -> None:
    def copy(path: str, day: str) -> Record:
        return record(
            path, kind=PageKind.DOCUMENT, fields=fields(document_number="郯政发〔2023〕8号", published_date=day)
        )

    view = related(copy("/1.htm", "2023-05-10"), copy("/2.htm", "2023-09-01"))
    assert view.copied == {f"{HOST}/2.htm"}


@given(st.permutations([("/1.htm", "2023-05-10"), ("/2.htm", "2023-05-10"), ("/3.htm", "2023-09-01")]))
def test_pages_of_the_first_day_are_no_copies_in_whatever_order_they_stand(ones: list[tuple[str, str]]) -> None:
    """The keys decide in which order pages are met: each order of days is tried."""
    days_ = [day for _, day in ones]
    records = [
        record(f"/{n}.htm", fields=fields(document_number="郯政发〔2023〕8号", published_date=day))
        for n, day in enumerate(days_)
    ]
    assert related(*records).copied == {f"{HOST}/{days_.index('2023-09-01')}.htm"}
    later = [
        record(f"/{n}.htm", fields=fields(document_number="郯政发〔2023〕8号", published_date=day))
        for n, day in enumerate(["2023-09-01", "2023-09-01", "2023-05-10"])
    ]
    assert related(*later).copied == {f"{HOST}/0.htm", f"{HOST}/1.htm"}


def test_a_site_of_which_nothing_was_captured_has_an_empty_view() -> None:
    seen = related()
    assert (seen.pages, seen.columns, seen.interpretations, seen.not_captured) == ({}, (), {}, 0)


# ---------------------------------------------------------------- the same evidence, the same view

SITE: tuple[Record, ...] = (
    listing("/", "首页", kind=PageKind.HOME),
    listing("/zcwj/", "政策文件", items(("/zcwj/1.html", "2023-01-01")), pages=["/zcwj/index_2.html"]),
    listing("/zcwj/index_2.html", "政策文件", items(("/zcwj/2.html", None)), pages=["/zcwj/", "/zcwj/index_3.html"]),
    listing("/jd/", "政策解读", items(("/jd/1.html", None), ("/jd/2.html", None))),
    listing("/gg/", "通知公告", items(("/zcwj/1.html", "2023-01-01"), ("/zcwj/2.html", None))),
    *(
        record(
            f"/zcwj/{n}.html",
            title=TITLE.replace("供热", name),
            fields=fields(document_number=f"郯政发〔2023〕{n}号", published_date="2023-01-01"),
            links=Links(interpretations=links("/jd/1.html", "/jd/3.html"), pages=(url("/jd/1.html"), url("/x.html"))),
            statements=(statement("renews", number="郯政发〔2017〕8号", title="某某管理办法"),),
        )
        for n, name in enumerate(("供热", "燃气", "供热"))
    ),
    record("/jd/1.html", title="《郯城县城市供热管理办法》解读", kind=PageKind.INTERPRETATION),
    record("/jd/2.html", title="城市燃气管理办法图解", kind=PageKind.INTERPRETATION),
    unread("/jd/3.html"),
)


@settings(max_examples=30, deadline=None)
@given(st.permutations(SITE))
def test_a_view_does_not_depend_on_the_order_of_records(records: list[Record]) -> None:
    assert repr(related(*records)) == repr(related(*SITE))


SAY = """
import sys
sys.path.insert(0, sys.argv[1])
from relate_site import SITE, related
from making import AS_OF, facts
from auditor import catalog
from auditor.evaluate import evaluate
seen = related(*SITE)
assert len(seen.pages) == len(SITE)
rules = catalog.load().ruleset("all")
print(repr((seen.columns, seen.interpretations, seen.renewals, sorted(seen.crowded_dates), seen.pages, seen.organs)))
print(repr(evaluate(rules, SITE, facts(seen, texts={}))))
"""


def test_neither_view_nor_findings_depend_on_the_hash_seed(tmp_path: Path) -> None:
    """Sets of texts come in another order in every process."""
    (tmp_path / "relate_site.py").write_text(Path(__file__).read_text(encoding="utf-8"), encoding="utf-8")
    tests = str(Path(__file__).parents[1])
    answers = {
        subprocess.run(
            [sys.executable, "-W", "ignore", "-c", SAY, str(tmp_path)],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": tests, "PYTHONIOENCODING": "utf-8"},
            check=True,
            capture_output=True,
        ).stdout
        for seed in ("0", "1", "77")
    }
    assert len(answers) == 1
    assert len(answers.pop()) > 1000
