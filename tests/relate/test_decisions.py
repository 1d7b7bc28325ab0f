"""Consultation, result and document: which pages speak of one matter."""

from typing import Any

import pytest
from making import field, fields, listing, record, site, statement, unread, url, words

from auditor.model import Consultation, Decided, DecisionPart, Links, PageKind, Record, SiteView, Source
from auditor.relate import relate
from auditor.relate.decisions import MOST, matter
from auditor.text import addresses

ASKS = "关于《郯城县城市供热管理办法（征求意见稿）》公开征求意见的公告"
RESULT = "《郯城县城市供热管理办法（征求意见稿）》意见采纳情况"
FINAL = "郯城县人民政府关于印发《郯城县城市供热管理办法》的通知"
COLUMNS = (listing("/zcwj/", "政策文件"), listing("/yjzj/", "意见征集"), listing("/zdjc/", "重大行政决策"))


def other(path: str, title: str, **changes: Any) -> Record:  # noqa: ANN401 - attributes of `Record`
    return record(path, **{"title": title, "kind": PageKind.OTHER, **changes})


def joined(*records: Record) -> SiteView:
    return relate(site(), [*COLUMNS, *records], words())


def asked(*records: Record, of: str = "/yjzj/1.html") -> Consultation:
    return joined(*records).consultations[addresses.key(url(of))]


@pytest.mark.parametrize(
    ("title", "wanted"),
    [
        (ASKS, "郯城县城市供热管理办法"),
        (RESULT, "郯城县城市供热管理办法"),
        ("关于公开征求《郯城县城市供热管理办法（草案）》意见的公告", "郯城县城市供热管理办法"),
        ("关于公开征求郯城县城市供热管理办法（征求意见稿）意见的公告", "郯城县城市供热管理办法"),
        ("郯城縣養老服務專項規劃（草案）公開徵求意見公告", "郯城县养老服务专项规划"),
        ("关于郯城县养老服务专项规划公众意见采纳情况的说明", "郯城县养老服务专项规划"),
        ("《郯城县人民政府关于印发郯城县供热办法的通知（征求意见稿）》意见征集", "郯城县供热办法"),
        ("意见征集", ""),
    ],
)
def test_what_a_title_is_about(title: str, wanted: str) -> None:
    assert matter(title) == wanted


def test_a_result_of_the_same_name_answers() -> None:
    assert asked(other("/yjzj/1.html", ASKS), other("/yjzj/2.html", RESULT)) == Consultation(
        url("/yjzj/1.html"), "郯城县城市供热管理办法", (url("/yjzj/2.html"),)
    )


@pytest.mark.parametrize(
    "title",
    [
        "《城市供热管理办法》意见采纳情况",
        "《郯城县城市供热管理办法实施细则》意见采纳情况",
    ],
)
def test_a_name_within_the_other_may_be_the_same(title: str) -> None:
    found = asked(other("/yjzj/1.html", ASKS), other("/yjzj/2.html", title)).answers
    assert found == ((url("/yjzj/2.html"),) if len(matter(title)) >= len("城市供热管理办法") else ())


@pytest.mark.parametrize("title", ["《郯城县物业管理办法》意见采纳情况", "《供热管理办法》意见采纳情况"])
def test_another_or_a_short_name_is_not(title: str) -> None:
    assert asked(other("/yjzj/1.html", ASKS), other("/yjzj/2.html", title)).answers == ()


def test_a_longer_name_is_found_by_how_it_begins_and_how_it_ends() -> None:
    asks = [
        other(f"/yjzj/{n}.html", f"关于《{name}（征求意见稿）》公开征求意见的公告")
        for n, name in enumerate(("城市供热管理办法实施细则", "临沂市城市供热管理办法", "某城市供热管理办法细则"))
    ]
    told = joined(*asks, other("/yjzj/9.html", "《城市供热管理办法》意见采纳情况"))
    answered = {one.url for one in told.consultations.values() if one.answers}
    assert answered == {url("/yjzj/0.html"), url("/yjzj/1.html")}


def test_of_a_crowd_of_one_name_only_some_are_told() -> None:
    results = [other(f"/yjzj/r{n:03}.html", RESULT) for n in range(MOST + 3)]
    finals = [record(f"/zcwj/{n:03}.html", title=FINAL) for n in range(MOST + 3)]
    longer = other("/yjzj/s.html", RESULT.replace("办法", "办法实施细则"))
    told = joined(other("/yjzj/1.html", ASKS), *results, longer, *finals)
    (one,) = told.consultations.values()
    assert one.answers == tuple(url(f"/yjzj/r{n:03}.html") for n in range(MOST))
    assert {len(ones) for ones in told.decided.values()} == {MOST}


def test_the_document_itself_answers() -> None:
    assert asked(other("/yjzj/1.html", ASKS), record("/zcwj/1.html", title=FINAL)).answers == (url("/zcwj/1.html"),)


def test_a_result_without_a_name_answers_where_it_is_linked() -> None:
    plain = other("/yjzj/2.html", "征集结果")
    asks = other("/yjzj/1.html", ASKS)
    assert asked(asks, plain).answers == ()
    assert asked(other("/yjzj/1.html", ASKS, links=Links(pages=(plain.url, url("/")))), plain).answers == (plain.url,)
    back = other("/yjzj/2.html", "征集结果", links=Links(pages=(asks.url,)))
    assert asked(asks, back).answers == (plain.url,)


def test_pages_without_a_name_are_not_of_one_matter() -> None:
    assert asked(other("/yjzj/1.html", "意见征集"), other("/yjzj/2.html", "征集结果")).answers == ()


def test_a_neighbour_in_the_margin_does_not_answer() -> None:
    about = other("/yjzj/2.html", "《郯城县物业管理办法》意见采纳情况")
    assert asked(other("/yjzj/1.html", ASKS, links=Links(pages=(about.url,))), about).answers == ()


def test_what_stands_in_the_column_asks_whatever_its_title() -> None:
    column = listing("/yjzj/", "意见征集", above=(("首页", "/"),))
    poll = other("/yjzj/3.html", "城区公交线路优化", breadcrumb=(("意见征集", url("/yjzj/")),))
    seen = relate(site(), [column, poll], words())
    assert set(seen.consultations) == {addresses.key(poll.url)}


def test_pages_that_say_nothing_are_left_out() -> None:
    seen = joined(unread("/yjzj/1.html"), other("/news/1.html", "县政府召开会议"))
    assert (seen.consultations, seen.decided) == ({}, {})


def test_a_page_of_major_decisions_names_what_it_links_to() -> None:
    asks = other("/yjzj/1.html", ASKS)
    linked = Links(pages=(asks.url,))

    def found(title: str, path: str = "/zdjc/2.html", count: int = 0) -> tuple[str, bool]:
        parts = tuple(DecisionPart(name, name) for name in ("draft", "opinions", "result")[:count])
        one = asked(asks, other(path, title, links=linked, parts=parts))
        return one.catalogued.removeprefix(url("")), one.sure

    assert found("2023年度重大行政决策事项目录") == ("/zdjc/2.html", False)
    assert found("城市供热管理办法", count=3) == ("/zdjc/2.html", True)
    assert found("养老服务专项规划", count=3) == ("", False)  # a neighbour in the margin
    assert found("城市供热管理办法", count=2) == ("", False)
    assert found("重大行政决策事项目录", "/news/2.html") == ("", False)
    assert asked(asks, other("/zdjc/2.html", "2023年度重大行政决策事项目录")).catalogued == ""


def document(path: str = "/zcwj/1.html", **changes: Any) -> Record:  # noqa: ANN401 - attributes of `Record`
    values = {"title": FINAL, "fields": fields(document_number="郯政发〔2023〕8号", published_date="2023-05-10")}
    return record(path, **{**values, **changes})


def decided(*records: Record) -> tuple[Decided, ...]:
    return joined(*records).decided.get(addresses.key(url("/zdjc/2.html")), ())


def test_a_page_on_adoption_leads_to_the_document_of_the_same_name() -> None:
    (one,) = decided(other("/zdjc/2.html", RESULT), document())
    assert (one.url, one.title, one.published) == (url("/zcwj/1.html"), FINAL, "2023-05-10")


def test_only_what_tells_of_comments_is_a_page_on_adoption() -> None:
    assert decided(other("/zdjc/2.html", "《郯城县城市供热管理办法》执行情况通报"), document()) == ()


def test_a_name_within_another_is_not_certain_enough_to_accuse() -> None:
    assert decided(other("/zdjc/2.html", "《城市供热管理办法》意见采纳情况"), document()) == ()


def test_without_a_name_a_link_and_its_number_lead_there() -> None:
    cites = (statement("cites", number="郯政发[2023]8号"), statement("cites", number="郯政发〔2022〕1号"))
    page = other("/zdjc/2.html", "意见采纳情况", statements=cites)
    assert decided(page, document()) == ()
    linked = other("/zdjc/2.html", "意见采纳情况", statements=cites, links=Links(pages=(url("/zcwj/1.html"),)))
    assert [one.url for one in decided(linked, document())] == [url("/zcwj/1.html")]


def test_a_day_in_the_headline_alone_is_no_publication() -> None:
    bare = (field("published_date", "2023-05-10", source=Source.HEADLINE),)
    assert [one.published for one in decided(other("/zdjc/2.html", RESULT), document(fields=bare))] == [""]
    assert [one.published for one in decided(other("/zdjc/2.html", RESULT), document(fields=()))] == [""]


def test_other_documents_of_the_site_are_not_those_decided_on() -> None:
    """Neither by their name, where the result has one, nor by their number."""
    another = document("/zcwj/9.html", title="郯城县人民政府关于印发《郯城县养老服务管理办法》的通知")
    assert decided(other("/zdjc/2.html", RESULT), document(), another) == decided(
        other("/zdjc/2.html", RESULT), document()
    )
    unnamed = other("/zdjc/2.html", "意见采纳情况", statements=(statement("cites", number="郯政发〔2023〕8号"),))
    assert decided(unnamed, another) == ()


def test_names_that_only_begin_alike_and_results_in_a_documents_form_do_not_answer_twice() -> None:
    alike = document("/zcwj/2.html", title="关于印发《郯城县城市供热管网规划》的通知")
    told = record("/zcwj/3.html", title=RESULT)
    assert asked(other("/yjzj/1.html", ASKS), alike, told).answers == (url("/zcwj/3.html"),)
