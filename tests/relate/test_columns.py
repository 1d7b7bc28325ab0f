import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import items, listing, record, site, unread, url, words

from auditor.model import Body, Column, PageKind, Reason, Record, Role, Site, SiteView, Vocabulary
from auditor.relate import columns, relate
from auditor.text import addresses


def related(*records: Record, about: Site | None = None) -> SiteView:
    return relate(about or site(), records, words())


def roles(seen: SiteView) -> dict[str, Role]:
    return {one.column.name: one.column.role for one in seen.columns}


def configured(*ones: Column) -> Site:
    return site(columns=ones)


def about(name: str, role: str, path: str) -> Column:
    return Column(name, Role(role), url(path))


# ---------------------------------------------------------------- recognised by name


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("政策文件", Role.POLICY_DOCUMENTS),
        ("行政规范性文件", Role.NORMATIVE_DOCUMENTS),
        ("政 策 解 读", Role.INTERPRETATIONS),
        ("規範性文件", Role.NORMATIVE_DOCUMENTS),
        ("郯城县通知公告", Role.NOTICES),  # ends with a synonym
        ("县政府部门规范性文件", Role.NORMATIVE_DOCUMENTS),  # 规范性文件 is longer than 文件
        ("规范性文件清理结果", Role.CLEANUP),  # not normative_documents, which it begins with
        ("政府网站工作年度报表", Role.WEBSITE_ANNUAL_REPORT),
        ("政府信息公开年报", Role.ANNUAL_REPORT),
        ("招商引资", Role.OTHER),
        ("", Role.OTHER),
    ],
)
def test_a_column_is_recognised_by_its_name(name: str, role: Role) -> None:
    assert columns.role_by_name(name, words()) is role


@pytest.mark.parametrize("order", [1, -1])
def test_the_longest_synonym_wins_whatever_the_order_of_the_list(order: int) -> None:
    table = dict([("news", ("动态",)), ("policy_documents", ("政策动态",)), ("notices", ("县政策动态",))][::order])
    lists = Vocabulary({"roles": table})
    assert columns.role_by_name("政策动态", lists) is Role.POLICY_DOCUMENTS
    assert columns.role_by_name("我县的县政策动态", lists) is Role.NOTICES
    assert columns.role_by_name("我的动态", lists) is Role.NEWS


@pytest.mark.parametrize("order", [1, -1])
def test_the_name_itself_goes_before_the_end_and_the_end_before_the_inside(order: int) -> None:
    table = dict([("news", ("要闻",)), ("notices", ("公告公示栏目",)), ("plans", ("公示栏目要闻",))][::order])
    lists = Vocabulary({"roles": table})
    assert columns.role_by_name("公告公示栏目要闻", lists) is Role.PLANS
    assert columns.role_by_name("公告公示栏目与要闻", lists) is Role.NEWS
    assert columns.role_by_name("公告公示栏目之外", lists) is Role.NOTICES


def test_a_name_like_a_known_one_takes_its_role() -> None:
    lists = Vocabulary({"roles": {"meetings": ("县政府常务会议纪要公开",), "news": ("工作动态",)}})
    assert columns.role_by_likeness("县政府常务会议纪要的公开", lists) is Role.MEETINGS
    assert columns.role_by_likeness("招商引资", lists) is Role.OTHER
    assert columns.role_by_likeness("招商引资", Vocabulary({})) is Role.OTHER


def test_the_way_to_all_columns_is_none_of_them() -> None:
    roles = {"institution": ("政务公开制度",)}
    table = Vocabulary({"roles": roles, "columns": {"gateways": ("政务公开", "信息公开")}})
    assert columns.role_by_likeness("政务公开", Vocabulary({"roles": roles})) is Role.INSTITUTION
    assert columns.role_by_likeness("政务公开", table) is Role.OTHER
    assert columns.role_by_likeness("政务公开的制度", table) is Role.INSTITUTION


def test_columns_are_found_without_configuration() -> None:
    seen = related(
        listing("/zcwj/", "政策文件"),
        listing("/jd/", "政策解读"),
        listing("/zs/", "招商引资"),
        listing("/x/", ""),  # a list without a name is no column that could be reported
        listing("http://other.gov.cn/zcwj/", "政策文件"),  # not ours
        record("/1.html"),
        unread("/tzgg/"),
    )
    assert roles(seen) == {"政策解读": Role.INTERPRETATIONS, "政策文件": Role.POLICY_DOCUMENTS, "招商引资": Role.OTHER}
    assert [one.url for one in seen.columns] == [url("/jd/"), url("/zcwj/"), url("/zs/")]


def test_a_year_below_a_document_column_is_one_too() -> None:
    above = (("首页", "/"), ("政策文件", "/zcwj/"), ("行政规范性文件", "/gfx/"))
    seen = related(listing("/gfx/2023/", "2023年", above=above))
    assert roles(seen) == {"2023年": Role.NORMATIVE_DOCUMENTS}


def test_a_name_of_its_own_goes_before_the_names_above() -> None:
    seen = related(listing("/zcwj/jd/", "政策解读", above=(("政策文件", "/zcwj/"),)))
    assert roles(seen) == {"政策解读": Role.INTERPRETATIONS}


def test_a_topic_filed_under_news_is_no_news_column() -> None:
    seen = related(listing("/xw/zt/", "创城专题", above=(("首页", "/"), ("动态要闻", "/xw/"))))
    assert roles(seen) == {"创城专题": Role.OTHER}


def test_configured_columns_are_taken_as_they_are_and_no_others() -> None:
    mine = about("公文", "normative_documents", "/gw/")
    seen = related(listing("/gw/", "政策解读"), listing("/zcwj/", "政策文件"), about=configured(mine))
    assert [one.column for one in seen.columns] == [mine]


# ---------------------------------------------------------------- pages of a column


def paged(*days: tuple[str, ...], title: str = "政策文件") -> list[Record]:
    """Return the pages of a column; each names all the others in its pager."""
    paths = ["/zcwj/index.html", *(f"/zcwj/index_{n}.html" for n in range(2, len(days) + 1))]
    return [
        listing(
            path,
            title,
            items(*((f"/zcwj/{day}.html", day) for day in shown)),
            pages=[one for one in paths if one != path],
        )
        for path, shown in zip(paths, days, strict=True)
    ]


PAGES = paged(("2023-03-01", "2023-02-01"), ("2023-02-01", "2023-01-01"), ("2022-12-01",))


def test_the_pages_of_a_column_are_one_column_with_all_items_once() -> None:
    (one,) = related(*PAGES).columns
    assert one.url == url("/zcwj/index.html")
    assert [item.date for item in one.items] == ["2023-03-01", "2023-02-01", "2023-01-01", "2022-12-01"]
    assert [item.date for item in one.first_items] == ["2023-03-01", "2023-02-01"]
    assert (one.complete, one.reason) == (True, Reason.OK)


def test_a_page_that_names_only_the_next_one_is_followed() -> None:
    first = listing("/zcwj/", "政策文件", items(("/1.html", None)), pages=["/zcwj/2.html"])
    second = listing("/zcwj/2.html", "政策文件", items(("/2.html", None)), pages=["/zcwj/3.html"])
    third = listing("/zcwj/3.html", "政策文件", items(("/3.html", None)), pages=["/zcwj/"])
    (one,) = related(first, second, third).columns
    assert [item.url for item in one.items] == [url("/1.html"), url("/2.html"), url("/3.html")]


def test_a_column_with_a_page_that_is_not_there_is_incomplete() -> None:
    (one,) = related(*PAGES[:2]).columns
    assert (one.complete, one.reason) == (False, Reason.NOT_CAPTURED)
    assert len(one.items) == 3


def test_a_column_with_a_page_that_could_not_be_read_is_incomplete() -> None:
    (one,) = related(*PAGES[:2], unread("/zcwj/index_3.html", Reason.TIMEOUT)).columns
    assert (one.complete, one.reason) == (False, Reason.TIMEOUT)
    assert len(one.items) == 3


def test_a_list_in_a_pager_with_another_name_is_a_column_of_its_own() -> None:
    """Some pagers hold the neighbouring columns."""
    first = listing("/a/", "政策文件", items(("/1.html", None)), pages=["/b/1.html"])
    seen = related(first, listing("/b/1.html", "政策解读", items(("/2.html", None))))
    assert set(roles(seen)) == {"政策文件", "政策解读"}


def test_a_configured_column_that_was_not_captured_proves_nothing() -> None:
    seen = related(about=configured(about("年报", "annual_report", "/nb/")))
    (one,) = seen.columns
    assert (one.outcome, one.complete, one.reason) == (Reason.NOT_CAPTURED, False, Reason.NOT_CAPTURED)
    assert one.url == url("/nb/")


def test_a_configured_column_that_could_not_be_read_says_why() -> None:
    seen = related(unread("/nb/", Reason.BLOCKED_WAF), about=configured(about("年报", "annual_report", "/nb/")))
    (one,) = seen.columns
    assert (one.outcome, one.complete, one.items) == (Reason.BLOCKED_WAF, False, ())


def test_what_its_first_page_says_is_kept() -> None:
    shown = listing("/zcwj/", "政策文件", blank="暂无内容", digest="sha256:09", fetched_at="2023-01-01T00:00:00Z")
    (one,) = related(shown).columns
    assert (one.blank_words, one.scripted, one.digest, one.fetched_at) == (
        "暂无内容",
        False,
        "sha256:09",
        "2023-01-01T00:00:00Z",
    )
    assert related(listing("/zcwj/", "政策文件", js=True)).columns[0].scripted


# ---------------------------------------------------------------- blank, parent, content


def test_sub_columns_are_counted_and_further_pages_are_not() -> None:
    top = listing("/zc/", "政策", pages=["/zc/2.html"])
    crumbs = (("首页", "/"), ("政策", "/zc/"))
    below = (listing("/zc/a/", "政策文件", above=crumbs), listing("/zc/b/", "政策解读", above=crumbs))
    second = listing("/zc/2.html", "政策", above=crumbs, pages=["/zc/"])
    article = record("/zc/1.html", breadcrumb=(("政策", url("/zc/")),))
    seen = {one.column.name: one.children for one in related(top, *below, second, article).columns}
    assert seen == {"政策": 2, "政策文件": 0, "政策解读": 0}


def test_a_column_whose_breadcrumb_ends_with_itself_is_not_its_own_child() -> None:
    (one,) = related(listing("/zc/", "政策文件", above=(("政策文件", "/zc/"), ("无链接", "")))).columns
    assert one.children == 0


@pytest.mark.parametrize(
    ("page", "is_list"),
    [
        (listing("/zn/", "公开指南"), True),
        (listing("/zn/", "公开指南", kind=PageKind.OTHER), True),  # nothing on it at all
        (listing("/zn/", "公开指南", kind=PageKind.GUIDE, body=Body(length=900)), False),
        (listing("/zn/", "公开指南", kind=PageKind.HOME, body=Body(length=900)), True),
        (listing("/zn/", "公开指南", items(("/1.html", None)), kind=PageKind.OTHER, body=Body(length=900)), True),
        (listing("/zn/", "公开指南", kind=PageKind.OTHER, body=Body(length=900), blank="暂无内容"), True),
        (listing("/zn/", "公开指南", kind=PageKind.OTHER, body=Body(length=900), js=True), True),
    ],
)
def test_a_configured_column_may_be_its_content_itself(page: Record, *, is_list: bool) -> None:
    (one,) = related(page, about=configured(about("指南", "guide", "/zn/"))).columns
    assert one.is_list is is_list


@pytest.mark.parametrize(("length", "is_list"), [(0, True), (900, False)])
def test_a_list_found_by_itself_that_holds_only_text_is_its_content(length: int, *, is_list: bool) -> None:
    (one,) = related(listing("/lxwm/", "联系我们", body=Body(length=length))).columns
    assert one.is_list is is_list


# ---------------------------------------------------------------- the place of a page


def placed(path: str, *records: Record, about: Site | None = None) -> tuple[str, Role | None]:
    seen = related(*records, about=about).pages[addresses.key(url(path))]
    return seen.column, seen.role


def test_a_page_stands_where_it_is_listed() -> None:
    lists = (
        listing("/zcwj/", "政策文件", items(("/info/1.html", None))),
        listing("/jd/", "政策解读"),
        record("/info/1.html", breadcrumb=(("政策解读", url("/jd/")),)),
    )
    assert placed("/info/1.html", *lists) == ("政策文件", Role.POLICY_DOCUMENTS)


def test_a_page_listed_on_a_later_page_stands_there_too() -> None:
    assert placed("/zcwj/2022-12-01.html", *PAGES, record("/zcwj/2022-12-01.html"))[0] == "政策文件"


def test_of_several_columns_the_one_that_owes_most_decides() -> None:
    both = items(("/info/1.html", None))
    names = ("动态要闻", "政策解读", "政策文件", "规范性文件")
    lists = [listing(f"/{n}/", name, both) for n, name in enumerate(names)]
    assert placed("/info/1.html", *lists, record("/info/1.html")) == ("规范性文件", Role.NORMATIVE_DOCUMENTS)
    assert placed("/info/1.html", *lists[:3], record("/info/1.html")) == ("政策文件", Role.POLICY_DOCUMENTS)


def test_a_page_listed_nowhere_stands_in_the_nearest_column_above_it() -> None:
    crumbs = tuple((name, url(path)) for name, path in (("首页", "/"), ("政策", "/zc/"), ("规范性文件", "/zc/gfx/")))
    lists = (listing("/zc/", "政策文件"), listing("/zc/gfx/", "规范性文件"))
    assert placed("/info/1.html", *lists, record("/info/1.html", breadcrumb=crumbs))[0] == "规范性文件"
    assert placed("/info/1.html", *lists, record("/info/1.html", breadcrumb=crumbs[:2]))[0] == "政策文件"


def test_a_page_listed_nowhere_and_without_breadcrumb_stands_below_its_columns_address() -> None:
    lists = (listing("/zc/", "政策文件"), listing("/zc/gfx/", "规范性文件"))
    assert placed("/zc/gfx/1.html", *lists, record("/zc/gfx/1.html"))[0] == "规范性文件"
    assert placed("/zc/1.html", *lists, record("/zc/1.html"))[0] == "政策文件"
    assert placed("/qt/1.html", *lists, record("/qt/1.html")) == ("", None)


def test_the_root_of_a_site_is_no_columns_folder() -> None:
    lists = (listing("/zcwj.html", "政策文件"), listing("/", "政策文件"))
    assert placed("/1.html", *lists, record("/1.html")) == ("", None)


def test_a_folder_that_holds_several_columns_is_no_columns_folder() -> None:
    """/zwgk/gfx.htm and /zwgk/tzgg.htm: a page in /zwgk/ that neither lists may be anything."""
    lists = (listing("/zwgk/gfx.htm", "规范性文件"), listing("/zwgk/tzgg.htm", "通知公告"))
    assert placed("/zwgk/1.htm", *lists, record("/zwgk/1.htm")) == ("", None)


def test_a_column_page_stands_in_its_own_column() -> None:
    lists = (listing("/zc/", "政策文件"), listing("/zc/gfx/", "规范性文件", above=(("政策文件", "/zc/"),)))
    assert placed("/zc/gfx/", *lists) == ("规范性文件", Role.NORMATIVE_DOCUMENTS)


def test_the_unit_of_a_column_goes_to_its_pages() -> None:
    mine = Column("公文", Role.POLICY_DOCUMENTS, url("/gw/"), unit="县财政局")
    seen = related(listing("/gw/", "公文", items(("/1.html", None))), record("/1.html"), about=configured(mine))
    assert seen.pages[addresses.key(url("/1.html"))].unit == "县财政局"


@given(st.permutations([*PAGES, listing("/jd/", "政策解读", items(("/zcwj/1.html", None))), record("/zcwj/1.html")]))
def test_the_order_of_records_does_not_matter(records: list[Record]) -> None:
    assert related(*records) == related(*sorted(records, key=lambda one: one.url))


def test_a_later_page_alone_does_not_tell_how_its_column_begins() -> None:
    later = listing("/zcwj/index_10.html", "政策文件", items(("/1.html", "2015-11-04")), pages=("/zcwj/index.html",))
    (view,) = related(later).columns
    assert view.items
    assert view.first_items == ()
    assert not view.complete
    newest = items(("/9.html", "2023-11-04"))
    both = related(later, listing("/zcwj/index.html", "政策文件", newest, pages=("/zcwj/index_10.html",)))
    assert [one.first_items for one in both.columns] == [newest]


@pytest.mark.parametrize(
    ("path", "above", "role"),
    [
        ("/zwdt/", (), Role.NEWS),
        ("/zt/dsxx/", (), Role.OTHER),
        ("/dsxx/", (("专题专栏", "/z/"),), Role.OTHER),
    ],
)
def test_a_special_topic_owes_no_fortnightly_news(path: str, above: tuple[tuple[str, str], ...], role: Role) -> None:
    seen = related(listing(f"{path}index.html", "工作动态", items(("/1.html", "2021-05-01")), above=above))
    assert [one.column.role for one in seen.columns] == [role]
