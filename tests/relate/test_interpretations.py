from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from making import field, fields, items, links, listing, record, site, statement, unread, url, words

from auditor.model import Body, Form, Interpretation, Item, Link, Links, PageKind, Reason, Record, Role, Statement
from auditor.relate import relate
from auditor.text import addresses

HEATING = "郯城县人民政府关于印发《郯城县城市供热管理办法》的通知"
FLOODS = "郯城县人民政府关于加强农村防汛抗旱物资储备管理的通知"
COLUMNS = (listing("/zcwj/", "政策文件"), listing("/jd/", "政策解读"))


def document(path: str = "/zcwj/1.html", title: str = HEATING, **changes: Any) -> Record:  # noqa: ANN401 - of `Record`
    return record(path, title=title, **changes)


def reading(path: str = "/jd/1.html", title: str = "X", **changes: Any) -> Record:  # noqa: ANN401 - of `Record`
    return record(path, **{"kind": PageKind.INTERPRETATION, "title": title, **changes})


def cites(*numbers: str) -> tuple[Statement, ...]:
    return tuple(statement("cites", number=one) for one in numbers)


def found(*records: Record, of: str = "/zcwj/1.html") -> tuple[Interpretation, ...]:
    seen = relate(site(), [*COLUMNS, *records], words())
    return seen.interpretations[addresses.key(url(of))]


def signs(*records: Record, of: str = "/zcwj/1.html") -> dict[str, str]:
    return {one.url.removeprefix(url("")): one.by for one in found(*records, of=of)}


# ---------------------------------------------------------------- linked


def test_what_a_document_offers_is_its_interpretation_captured_or_not() -> None:
    outside = "http://www.shandong.gov.cn/jd/1.html"
    offered = (
        Link(url("/jd/1.html"), "文字解读", form=Form.TEXT),
        Link(outside, "省解读", form=Form.VIDEO),
    )
    page = reading(
        title="《办法》解读",
        fields=fields(published_date="2023-05-04"),
        links=Links(pages=(url("/zcwj/1.html"),)),
        digest="sha256:05",
        fetched_at="2024-01-01T00:00:00Z",
    )
    one, other = found(document(links=Links(interpretations=offered)), page)
    assert one == Interpretation(
        outside, "省解读", "link", linked=True, back=False, form=Form.VIDEO, captured=False, forms=(Form.VIDEO,)
    )
    assert other == Interpretation(
        url("/jd/1.html"),
        "《办法》解读",
        "link",
        linked=True,
        back=True,
        form=Form.TEXT,
        date="2023-05-04",
        digest="sha256:05",
        fetched_at="2024-01-01T00:00:00Z",
        forms=(Form.TEXT,),
    )


@pytest.mark.parametrize(
    ("named", "shown", "wanted"),
    [
        (Form.VIDEO, (Form.TEXT,), (Form.TEXT, Form.VIDEO)),
        (Form.TEXT, (Form.CHART,), (Form.CHART,)),
        (Form.TEXT, (), (Form.TEXT,)),
        (None, (Form.CHART,), (Form.CHART,)),
    ],
)
def test_forms_are_those_of_the_page_and_what_the_link_names(
    named: Form | None, shown: tuple[Form, ...], wanted: tuple[Form, ...]
) -> None:
    offered = Links(interpretations=(Link(url("/jd/1.html"), "解读", form=named),))
    (one,) = found(document(links=offered), reading(forms=shown))
    assert one.forms == wanted
    (unlinked,) = found(document(), reading(title="《郯城县城市供热管理办法》解读", forms=shown))
    assert unlinked.forms == shown


def test_a_link_without_a_form_tells_none() -> None:
    (one,) = found(document(links=Links(interpretations=links("/jd/9.html"))))
    assert one.forms == ()


def test_a_page_without_headline_is_named_by_the_link_to_it() -> None:
    offered = (Link(url("/jd/1.html"), "文字解读"),)
    (one,) = found(document(links=Links(interpretations=offered)), reading(title=""))
    assert (one.title, one.back) == ("文字解读", False)


def test_an_interpretation_offered_twice_is_one() -> None:
    offered = (Link(url("/jd/1.html"), "a"), Link(url("/jd/1.html#top"), "b"))
    assert len(found(document(links=Links(interpretations=offered)))) == 1


def test_an_interpretation_that_links_back_is_found_and_is_not_linked_by_that() -> None:
    (one,) = found(document(), reading(links=Links(documents=links("/zcwj/1.html"), pages=(url("/zcwj/1.html"),))))
    assert (one.by, one.linked, one.back) == ("link", False, True)


def test_any_link_of_the_documents_page_to_it_makes_it_linked() -> None:
    page = reading(title="《郯城县城市供热管理办法》解读")
    (one,) = found(document(links=Links(pages=(url("/jd/1.html"),))), page)
    assert (one.by, one.linked, one.back) == ("title", True, False)


def test_links_to_other_pages_make_nothing_linked() -> None:
    page = reading(title="《郯城县城市供热管理办法》解读", links=Links(pages=(url("/"), url("/zcwj/"))))
    (one,) = found(document(links=Links(pages=(url("/"), url("/jd/")))), page)
    assert (one.linked, one.back) == (False, False)


def test_a_link_back_to_something_else_tells_nothing() -> None:
    assert found(document(), reading(title="招商引资政策解读", links=Links(documents=links("/news/1.html")))) == ()


# ---------------------------------------------------------------- by title


@pytest.mark.parametrize(
    "title",
    [
        "《郯城县城市供热管理办法》政策解读",
        "一图读懂郯城县城市供热管理办法",
        "關於《郯城縣城市供熱管理辦法》的解讀",
        "《郯城县人民政府关于印发〈郯城县城市供热管理办法〉的通知》解读",
    ],
)
def test_a_title_that_names_the_document_is_a_certain_sign(title: str) -> None:
    assert signs(document(), reading(title=title)) == {"/jd/1.html": "title"}


def test_a_name_too_short_to_tell_is_none() -> None:
    assert signs(document(title="关于防汛的通知"), reading(title="《关于做好防汛的通知》解读")) == {}


def test_a_longer_name_is_another_document() -> None:
    """The interpretation of the 实施细则 names the 办法, too, but is not about it."""
    longer = document("/zcwj/2.html", "郯城县人民政府关于印发《郯城县城市供热管理办法实施细则》的通知")
    page = reading(title="《郯城县城市供热管理办法实施细则》解读")
    assert signs(document(), longer, page) == {}
    assert signs(document(), longer, page, of="/zcwj/2.html") == {"/jd/1.html": "title"}


def test_an_interpretation_of_two_documents_belongs_to_both() -> None:
    other = document("/zcwj/2.html", "郯城县人民政府关于印发《郯城县燃气安全管理规定》的通知")
    page = reading(title="《郯城县城市供热管理办法》《郯城县燃气安全管理规定》解读")
    assert signs(document(), other, page) == {"/jd/1.html": "title"}
    assert signs(document(), other, page, of="/zcwj/2.html") == {"/jd/1.html": "title"}


OLD = document(fields=fields(written_date="2015-06-01", document_number="郯政发〔2015〕8号"))
NEW = document("/zcwj/2.html", fields=fields(written_date="2023-06-01", document_number="郯政发〔2023〕9号"))


def test_of_two_documents_with_one_name_the_newer_one_at_the_time_is_meant() -> None:
    def page(day: str) -> Record:
        return reading(title="《郯城县城市供热管理办法》解读", fields=fields(published_date=day))

    for day, old, new in (("2023-06-02", "likeness", "title"), ("2015-06-02", "title", "likeness")):
        assert signs(OLD, NEW, page(day)) == {"/jd/1.html": old}
        assert signs(OLD, NEW, page(day), of="/zcwj/2.html") == {"/jd/1.html": new}


def test_of_two_documents_with_one_name_none_is_certain_where_no_day_tells() -> None:
    page = reading(title="《郯城县城市供热管理办法》解读")
    for of in ("/zcwj/1.html", "/zcwj/2.html"):
        assert signs(OLD, NEW, page, of=of) == {"/jd/1.html": "likeness"}


def test_of_two_documents_with_one_name_the_number_tells() -> None:
    page = reading(
        title="《郯城县城市供热管理办法》解读",
        statements=cites("郯政发〔2015〕8号"),
        fields=fields(published_date="2023-12-01"),
    )
    assert signs(OLD, NEW, page)["/jd/1.html"] in ("number", "title")
    assert signs(OLD, NEW, page, of="/zcwj/2.html").get("/jd/1.html", "likeness") == "likeness"


# ---------------------------------------------------------------- by number

NUMBERED = document(title=FLOODS, fields=fields(document_number="郯政发〔2023〕8号"))


def test_the_one_number_that_it_cites_tells_what_it_is_about() -> None:
    page = reading(title="防汛政策解读", statements=cites("郯政发[2023] 8号"))
    assert signs(NUMBERED, page) == {"/jd/1.html": "number"}


def test_a_number_in_the_text_of_the_document_is_one() -> None:
    page = reading(title="防汛政策解读", statements=cites("郯政发〔2023〕8号"))
    assert signs(document(title=FLOODS, body=Body(length=9, number="郯政发〔2023〕8号")), page) == {
        "/jd/1.html": "number"
    }


def test_a_document_cited_in_passing_is_not_interpreted() -> None:
    page = reading(title="招商引资解读", statements=cites("郯政发〔2023〕8号", "鲁政发〔2022〕3号"))
    assert signs(NUMBERED, page) == {}


def test_a_cited_document_that_the_title_is_about_is_interpreted() -> None:
    title = "农村防汛抗旱物资储备管理政策解读"
    page = reading(title=title, statements=cites("郯政发〔2023〕8号", "鲁政发〔2022〕3号"))
    assert signs(NUMBERED, page) == {"/jd/1.html": "number"}


@pytest.mark.parametrize("kind", ["repeals", "renews"])
def test_only_a_citation_cites(kind: str) -> None:
    page = reading(title="招商引资解读", statements=(statement(kind, number="郯政发〔2023〕8号"),))
    assert signs(NUMBERED, page) == {}


# ---------------------------------------------------------------- by likeness


def test_likeness_of_titles_is_a_sign_for_a_person() -> None:
    page = reading(title="农村防汛抗旱物资储备管理解读")
    assert signs(document(title=FLOODS), page) == {"/jd/1.html": "likeness"}
    assert signs(document(title=FLOODS), reading(title="招商引资优惠措施解读")) == {}


def test_a_title_that_names_another_document_is_not_like_this_one() -> None:
    page = reading(title="《农村防汛抗旱物资储备管理细则》解读")
    assert signs(document(title=FLOODS), page) == {}


def test_certain_signs_stand_before_likeness_and_links_before_all() -> None:
    liked = reading("/jd/0.html", "农村防汛抗旱物资储备管理解读")
    late = reading("/jd/1.html", f"《{FLOODS}》解读", fields=fields(published_date="2023-05-04"))
    early = reading("/jd/2.html", f"《{FLOODS}》答记者问", fields=fields(published_date="2023-05-02"))
    linked = reading("/jd/3.html", "招商引资", fields=fields(published_date="2023-09-01"))
    offered = Links(interpretations=links("/jd/3.html"))
    assert list(signs(liked, late, early, linked, document(title=FLOODS, links=offered))) == [
        "/jd/3.html",
        "/jd/2.html",
        "/jd/1.html",
        "/jd/0.html",
    ]


# ---------------------------------------------------------------- what is a document, what an interpretation


def test_every_document_page_has_an_entry_and_no_other_page_has() -> None:
    lists = (
        listing("/zcwj/", "政策文件", items(("/a.html", None))),
        listing("/xw/", "动态要闻", items(("/b.html", None))),
    )
    pages = (
        document("/a.html"),
        document("/b.html"),  # news
        document("/c.html"),  # in no column
        reading("/d.html"),
        record("/e.html", kind=PageKind.OTHER),
        unread("/f.html"),
    )
    seen = relate(site(), [*lists, *pages], words())
    assert set(seen.interpretations) == {addresses.key(url(path)) for path in ("/a.html", "/c.html")}


@pytest.mark.parametrize("kind", [PageKind.OTHER, PageKind.ATTACHMENT, PageKind.DOCUMENT, PageKind.INTERPRETATION])
def test_whatever_stands_in_a_column_of_interpretations_is_one(kind: PageKind) -> None:
    column = listing("/tj/", "图解政策", items(("/v/1.html", None)))
    page = record("/v/1.html", kind=kind, title="《郯城县城市供热管理办法》图解")
    assert signs(document(), column, page) == {"/v/1.html": "title"}


@pytest.mark.parametrize(
    "page",
    [
        reading(title="《郯城县城市供热管理办法》解读", kind=PageKind.LIST),
        reading(title="《郯城县城市供热管理办法》解读", kind=PageKind.HOME),
        reading("/news/1.html", "《郯城县城市供热管理办法》今起施行", kind=PageKind.OTHER),
        record("/news/1.html", title="《郯城县城市供热管理办法》问答", kind=PageKind.ATTACHMENT),
        unread("/jd/1.html"),
    ],
)
def test_lists_news_and_unread_pages_are_no_interpretations(page: Record) -> None:
    assert found(document(), page) == ()


@given(st.permutations([*COLUMNS, OLD, NEW, NUMBERED, *(reading(f"/jd/{n}.html", HEATING) for n in range(3))]))
def test_the_order_of_records_does_not_matter(records: list[Record]) -> None:
    ordered = sorted(records, key=lambda one: (one.url, one.title))
    joined = relate(site(), [one for one in records if one is not OLD], words()).interpretations
    assert joined == relate(site(), [one for one in ordered if one is not OLD], words()).interpretations


def test_an_interpretation_in_a_role_that_is_not_for_documents_interprets_nothing_of_itself() -> None:
    seen = relate(site(), [*COLUMNS, document("/jd/9.html")], words())
    assert seen.pages[addresses.key(url("/jd/9.html"))].role is Role.INTERPRETATIONS
    assert seen.interpretations == {}


def test_a_field_left_empty_is_no_number() -> None:
    empty = document(title=FLOODS, fields=(field("document_number"),))
    assert signs(empty, reading(title="招商引资解读", statements=cites(""))) == {}


# ---------------------------------------------------------------- what a page interprets


def about(*records: Record, page: str = "/jd/1.html") -> dict[str, tuple[str, bool]]:
    """Return what the page is about: path of the document → sign, whether the page links to it."""
    seen = relate(site(), [*COLUMNS, *records], words()).interpreted
    ones = seen.get(addresses.key(url(page)), ())
    return {one.url.removeprefix(url("")): (one.by, one.back) for one in ones}


NAMED = "《郯城县城市供热管理办法》解读"


def test_a_page_is_known_by_what_it_interprets() -> None:
    assert about(document(), reading(title=NAMED)) == {"/zcwj/1.html": ("title", False)}
    back = Links(pages=(url("/zcwj/1.html"),))
    assert about(document(), reading(title=NAMED, links=back)) == {"/zcwj/1.html": ("title", True)}
    panel = Links(documents=links("/zcwj/1.html"), pages=(url("/zcwj/1.html"),))
    assert about(document(), reading(title="政策问答", links=panel)) == {"/zcwj/1.html": ("link", True)}
    assert about(NUMBERED, reading(title="防汛", statements=cites("郯政发〔2023〕8号"))) == {
        "/zcwj/1.html": ("number", False)
    }


def test_what_is_only_alike_is_not_what_a_page_interprets() -> None:
    assert about(document(title=FLOODS), reading(title="农村防汛抗旱物资储备管理解读")) == {}


def test_what_a_document_offers_interprets_it() -> None:
    offering = document(links=Links(interpretations=links("/jd/1.html")))
    assert about(offering, reading(title="政策问答")) == {"/zcwj/1.html": ("link", False)}


def test_a_page_that_is_no_interpretation_interprets_nothing() -> None:
    assert about(document(), reading("/xw/1.html", NAMED, kind=PageKind.OTHER), page="/xw/1.html") == {}


def test_a_page_about_two_documents_interprets_both() -> None:
    other = document("/zcwj/2.html", "郯城县人民政府关于印发《郯城县燃气安全管理规定》的通知")
    page = reading(title="《郯城县城市供热管理办法》《郯城县燃气安全管理规定》解读")
    assert set(about(document(), other, page)) == {"/zcwj/1.html", "/zcwj/2.html"}


# ---------------------------------------------------------------- a link to the interpretation of another document

GAS = document("/zcwj/2.html", "郯城县人民政府关于印发《郯城县燃气安全管理规定》的通知")


def offered(page: Record, *others: Record, title: str = HEATING) -> str:
    """Return what the page is said to be about instead, where a document offers it as its interpretation."""
    offering = document(title=title, links=Links(interpretations=links("/jd/1.html")))
    (one,) = [one for one in found(offering, page, *others) if one.linked]
    return one.other


def test_the_interpretation_of_another_document_is_told_by_that_ones_title() -> None:
    assert offered(reading(title="《郯城县燃气安全管理规定》解读"), GAS) == GAS.title


def test_it_then_interprets_only_the_other_one() -> None:
    offering = document(links=Links(interpretations=links("/jd/1.html")))
    page = reading(title="《郯城县燃气安全管理规定》解读")
    assert about(offering, GAS, page) == {"/zcwj/2.html": ("title", False)}


@pytest.mark.parametrize(
    "page",
    [
        reading(title=NAMED),
        reading(title="《郯城县城市供热管理办法》《郯城县燃气安全管理规定》解读"),
        reading(title="《郯城县燃气安全管理规定》解读", links=Links(pages=(url("/zcwj/1.html"),))),
        reading(title="政策问答"),
        reading(title="《山东省燃气条例》解读"),  # a superior's, of which the site has no document
        reading(title="城市燃气安全管理解读"),  # alike only
    ],
)
def test_in_doubt_a_link_is_right(page: Record) -> None:
    assert offered(page, GAS) == ""


def test_a_page_that_was_not_captured_is_about_nothing_else() -> None:
    offering = document(links=Links(interpretations=links("/jd/1.html")))
    assert [(one.other, one.captured) for one in found(offering, GAS)] == [("", False)]


def test_a_link_back_to_another_copy_of_the_document_counts() -> None:
    number = fields(document_number="郯政发〔2023〕9号", written_date="2023-06-01")
    copies = (document(fields=number), document("/zcwj/2.html", fields=number))
    for path in ("/zcwj/1.html", "/zcwj/2.html"):
        page = reading(title=NAMED, links=Links(pages=(url(path),)), fields=fields(published_date="2023-06-02"))
        assert any(back for _, back in about(*copies, page).values())


# ---------------------------------------------------------------- names that are not whole


@pytest.mark.parametrize(
    ("title", "wanted"),
    [
        ("《城市供热管理办法》解读", True),
        ("《城市供熱管理辦法》解讀", True),
        ("《供热管理办法》解读", True),
        ("《热管理办法》解读", False),
        ("《燃气管理办法》解读", False),
        ("《城市供热管理细则》解读", False),
        ("《办法》解读", False),
        ("《山东省城市供热管理办法》解读", False),
    ],
)
def test_a_shortened_name_may_be_the_documents(title: str, *, wanted: bool) -> None:
    trial = document(title=HEATING.replace("》", "（试行）》"))
    assert signs(trial, reading(title=title)) == ({"/jd/1.html": "likeness"} if wanted else {})


def test_words_in_another_order_may_be_the_same_name() -> None:
    plan = document(title="郯城县人民政府办公室关于印发2023年郯城县政务公开工作要点的通知")
    assert signs(plan, reading(title="《郯城县2023年政务公开工作要点》解读")) == {"/jd/1.html": "likeness"}
    assert signs(plan, reading(title="《郯城县2022年政务公开工作要点》解读")) == {}


def test_a_whole_name_is_not_sought_in_longer_ones() -> None:
    rules = document("/zcwj/2.html", "郯城县人民政府关于印发《郯城县重点城市供热管理办法》的通知")
    page = reading(title="《郯城县城市供热管理办法》解读")
    assert signs(document(), rules, page, of="/zcwj/2.html") == {}


def test_a_shortened_name_and_the_number_are_certain() -> None:
    numbered = document(fields=fields(document_number="郯政发〔2023〕8号"))
    page = reading(title="《城市供热管理办法》解读", statements=cites("郯政发[2023]8号", "鲁政发〔2022〕3号"))
    assert signs(numbered, page) == {"/jd/1.html": "number"}
    basis = (statement("cites", "根据郯政发〔2023〕8号", number="郯政发〔2023〕8号"),)
    assert signs(numbered, reading(title="《城市供热管理办法》解读", statements=basis)) == {"/jd/1.html": "likeness"}


# ---------------------------------------------------------------- in other columns, in other forms


@pytest.mark.parametrize(
    "title",
    [
        "《郯城县城市供热管理办法》新闻发布会",
        "县住建局就《城市供热管理办法》答记者问",
        "郯城县城市供热管理办法在线访谈",
    ],
)
def test_a_page_elsewhere_that_tells_of_a_document_is_for_a_person(title: str) -> None:
    page = record("/news/1.html", title=title, kind=PageKind.OTHER)
    assert signs(document(), page) == {"/news/1.html": "likeness"}


def test_questions_and_answers_may_name_it_by_its_number() -> None:
    column = listing("/wd/", "政策问答", items(("/wd/1.html", None)))
    page = record("/wd/1.html", title="退费怎么办理", kind=PageKind.OTHER, statements=cites("郯政发〔2023〕8号"))
    assert signs(NUMBERED, column, page) == {"/wd/1.html": "likeness"}
    assert signs(NUMBERED, page) == {}


def test_a_page_outside_or_a_file_is_known_by_the_list_that_names_it() -> None:
    outside, file = "http://mp.weixin.qq.com/s/1", url("/jd/2.pdf")
    entries = (
        Item("一图读懂《郯城县城市供热管理办法》", outside, "2023-05-11"),
        Item("《郯城县城市供热管理办法》解读", file, None),
    )
    column = listing("/tj/", "图解政策", entries)
    one, other = found(document(), column, unread("/jd/2.pdf", Reason.UNSUPPORTED_FILE))
    assert (one.url, one.by, one.date, one.captured) == (file, "title", "", False)
    assert (other.url, other.by, other.date, other.captured) == (outside, "title", "2023-05-11", False)

    def unread_because(name: str) -> Reason:
        file = Item(name, url("/jd/2.pdf"), None)
        column = listing("/tj/", "图解政策", (file,))
        records = [*COLUMNS, document(), column, unread("/jd/2.pdf", Reason.UNSUPPORTED_FILE)]
        return relate(site(), records, words()).unread_interpretations

    assert unread_because("《郯城县城市供热管理办法》解读") is Reason.OK
    assert unread_because("政策解读") is Reason.UNSUPPORTED_FILE
    news = listing("/xw/", "要闻", (*entries[:1], Item("供热管理办法", url("/xw/9.html"), None)))
    assert signs(document(), news) == {outside: "likeness"}


def test_a_file_that_the_document_offers_is_linked() -> None:
    column = listing("/tj/", "图解政策", (Item("《郯城县城市供热管理办法》解读", url("/jd/2.pdf"), None),))
    (one,) = found(document(links=Links(attachments=links("/jd/2.pdf"))), column)
    assert (one.linked, one.captured) == (True, False)


def test_a_superiors_interpretation_that_is_offered_is_not_about_this_document() -> None:
    offering = document(links=Links(interpretations=links("/jd/1.html")))
    assert about(offering, reading(title="《山东省燃气条例》解读")) == {}
    assert [one.linked for one in found(offering, reading(title="《山东省燃气条例》解读"))] == [True]


def test_a_document_is_known_by_the_address_that_its_own_leads_to() -> None:
    moved = document("/old/1.html", final_url=url("/zcwj/1.html"))
    seen = relate(site(), [*COLUMNS, moved, reading(title=NAMED)], words())
    (one,) = seen.interpreted[addresses.key(url("/jd/1.html"))]
    assert (one.url, one.key) == (url("/old/1.html"), addresses.key(url("/zcwj/1.html")))


SPELT = st.sampled_from(
    [
        "http://www.example.gov.cn/jd/gs/index.html",
        "https://www.example.gov.cn:443/jd/gs/",
        "HTTP://WWW.EXAMPLE.GOV.CN:80/jd/gs/index.htm#top",
        "http://www.example.gov.cn/jd/gs",
        "http://www.example.gov.cn/jd/./x/../gs/",
        "http://www.example.gov.cn/jd/%67s/",
    ]
)


@settings(deadline=None, max_examples=36)
@given(SPELT, SPELT)
def test_no_spelling_of_an_address_hides_a_link(offered_as: str, captured_as: str) -> None:
    page = record(captured_as, final_url=captured_as, kind=PageKind.INTERPRETATION, title=NAMED)
    offering = document(links=Links(interpretations=(Link(offered_as, "解读"),), pages=(offered_as,)))
    (one,) = found(offering, page)
    assert (one.linked, one.captured) == (True, True)
    assert [one.linked for one in found(document(), page)] == [False]


# ---------------------------------------------------------------- in doubt


def test_a_file_that_is_called_an_interpretation_is_one() -> None:
    files = (Link(url("/a/1.pdf"), "《供热办法》政策解读.pdf", suffix="pdf"), Link(url("/a/2.pdf"), "收费标准.pdf"))
    assert signs(document(links=Links(attachments=files))) == {"/a/1.pdf": "link"}


def test_the_interpretation_of_a_draft_is_not_surely_that_of_the_document() -> None:
    page = reading(title="《郯城县城市供热管理办法（征求意见稿）》起草解读")
    assert signs(document(), page) == {"/jd/1.html": "likeness"}
    assert about(document(), page) == {}


def test_a_page_that_tells_of_several_documents_may_interpret_each() -> None:
    page = reading(title="防汛、供热两个文件解读", statements=cites("郯政发〔2023〕8号", "郯政发〔2023〕9号"))
    assert signs(NUMBERED, page) == {"/jd/1.html": "likeness"}
    basis = (statement("cites", "根据郯政发〔2023〕8号", number="郯政发〔2023〕8号"), *cites("郯政发〔2023〕9号"))
    assert signs(NUMBERED, reading(title="防汛、供热两个文件解读", statements=basis)) == {}


# ---------------------------------------------------------------- told by the title alone


@pytest.mark.parametrize(
    ("quote", "title", "by"),
    [
        ("县政府印发《郯城县城市供热管理办法》。", "郯城县城市供热管理办法", {"/jd/1.html": "likeness"}),
        ("根据《郯城县城市供热管理办法》（以下简称《办法》）制定。", "郯城县城市供热管理办法", {}),
        ("县政府印发《郯城县养犬管理办法》。", "郯城县养犬管理办法", {}),
    ],
)
def test_a_text_that_tells_of_the_issue_of_a_document_may_interpret_it(
    quote: str, title: str, by: dict[str, str]
) -> None:
    page = reading(title="取暖有新规", statements=(statement("cites", quote, title=title),))
    assert signs(document(), page) == by


@pytest.mark.parametrize(("text", "back"), [("《郯城县城市供热管理办法》.pdf", True), ("附件1.pdf", False)])
def test_a_file_that_is_called_like_the_document_leads_back_to_it(text: str, *, back: bool) -> None:
    offered = Links(attachments=(Link(url("/u/1.pdf"), text),))
    (one,) = found(document(), reading(title="《郯城县城市供热管理办法》解读", links=offered))
    assert one.back is back
    (nameless,) = found(
        document(title="", fields=fields(document_number="郯政发〔2023〕8号")),
        reading(title="X", statements=cites("郯政发〔2023〕8号"), links=offered),
    )
    assert not nameless.back
