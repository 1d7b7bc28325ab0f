from typing import Any

import pytest
from making import facts, page, record, url, view

from auditor import catalog, kinds
from auditor.model import Alike, PageText, State, Tagged, Verdict
from auditor.text import addresses

RULE = catalog.load().rules["meta-tags-missing"]
KIND = kinds.build("tags_missing", RULE.options)
ARTICLE = {name.lower(): "x" for name in RULE.options["tags"]["article"]}


def judged(tags: dict[str, str], html: str = "", what: str = "article", **alike: Any) -> Verdict:  # noqa: ANN401 - of `Tagged`
    subject = page(record("/1.html", tags=tuple(tags.items())))
    seen = view(subject, tagged={addresses.key(subject.record.url): Tagged(what, **alike)})
    verdict: Verdict = KIND.judge(subject, facts(seen, texts={url("/1.html"): PageText(html, "")} if html else None))
    return verdict


def without(*names: str) -> dict[str, str]:
    return {name: said for name, said in ARTICLE.items() if name not in names}


def test_an_article_with_its_tags_passes_whatever_else_it_has() -> None:
    assert judged(ARTICLE).state is State.PASS
    assert judged({**ARTICLE, "viewport": "x"}).state is State.PASS


@pytest.mark.parametrize("name", ARTICLE)
def test_each_of_them_is_owed(name: str) -> None:
    verdict = judged(without(name))
    assert verdict.state is State.FAIL
    assert verdict.values["missing"].lower() == f"缺少{name}"


@pytest.mark.parametrize(
    ("what", "count", "said"), [("home", 3, "首页"), ("column", 7, "栏目页"), ("article", 8, "文章页")]
)
def test_every_sort_of_page_owes_its_own(what: str, count: int, said: str) -> None:
    verdict = judged({}, what=what)
    assert len(verdict.values["missing"].removeprefix("缺少").split("、")) == count
    assert verdict.values["what"] == said


def test_a_page_that_owes_none_is_not_judged() -> None:
    subject = page(record("/1.html"))
    assert KIND.judge(subject, facts(view(subject))).state is State.NOT_APPLICABLE
    assert judged({}, what="other").state is State.NOT_APPLICABLE


def test_a_tag_without_content_is_a_persons_matter() -> None:
    verdict = judged({**ARTICLE, "columntype": ""})
    assert (verdict.state, verdict.values["missing"]) == (State.NEEDS_REVIEW, "ColumnType没有内容")
    both = judged({**without("pubdate"), "columntype": ""})
    assert (both.state, both.values["missing"]) == (State.FAIL, "缺少PubDate，ColumnType没有内容")


def test_a_misspelt_name_is_named_as_it_is_written() -> None:
    verdict = judged({**without("contentsource"), "contentsouce": "x"}, '<meta name="ContentSouce" content="x">')
    assert verdict.values["misspelt"] == "，写成了ContentSouce"
    assert verdict.evidence[0].quote == "ContentSouce"


def test_a_name_that_can_not_be_read_again_is_named_in_lower_case() -> None:
    assert judged({**without("contentsource"), "contentsouce": "x"}).values["misspelt"] == "，写成了contentsouce"


def test_another_prescribed_name_is_no_slip() -> None:
    assert judged({**without("columnname"), "description": "x"}).values["misspelt"] == ""


def test_the_fault_of_a_template_is_told_at_one_page() -> None:
    here, there = Alike(url("/1.html"), 7), Alike(url("/0.html"), 7)
    assert judged(without("pubdate"), names=here).values["shared"] == "（同一模板共7页）"
    assert judged(without("pubdate"), names=there).state is State.NOT_APPLICABLE
    assert judged({}, what="home", names=here).values["shared"] == "（全站采集到的7个网页都没有）"
    assert judged({}, what="home", names=Alike(url("/1.html"), 1)).values["shared"] == ""


def test_what_is_quoted_can_be_found() -> None:
    subject = page(record("/1.html", title=""))
    seen = view(subject, tagged={addresses.key(subject.record.url): Tagged("home")})
    assert KIND.judge(subject, facts(seen)).evidence[0].quote == url("/1.html")
