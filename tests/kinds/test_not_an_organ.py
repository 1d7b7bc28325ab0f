"""publisher-not-an-organ: a website where an organ must stand."""

from typing import Any

import pytest
from making import facts, field, page, record, site, view

from auditor import catalog
from auditor.kinds import build
from auditor.model import Body, Source, State

RULE = catalog.load().rules["publisher-not-an-organ"]
KIND = build(RULE.kind, RULE.options)


def state(name: str | None, *, label: str = "发布机构", source: Source = Source.BLOCK, **changes: Any) -> State:  # noqa: ANN401 - attributes of `Record`
    shown = field("publisher", name, label=label, source=source)
    found: State = KIND.judge(page(record(fields=(shown,), **changes)), facts()).state
    return found


@pytest.mark.parametrize(
    "name", ["咸宁市政府网", "县政府网站", "郯城县人民政府门户网站", "郯城信息网", "“郯城发布”公众号", "郯城縣政府網"]
)
def test_websites_and_channels_are_no_organs(name: str) -> None:
    assert state(name) is State.FAIL


@pytest.mark.parametrize(
    "name",
    [
        "郯城县人民政府办公室",
        "国家电网郯城县供电公司",
        "国家电网",
        "郯城县委网信办",
        "郯城县互联网信息办公室",
        "郯城县城乡网格化服务中心",
        "县政府网站管理中心",
        "中国人民银行郯城县支行",
        "中国石化",
        "中国",
    ],
)
def test_a_name_that_merely_contains_such_a_word_is_one(name: str) -> None:
    assert state(name) is State.PASS


def test_a_site_that_calls_itself_after_its_place_is_told_by_the_name_of_the_place() -> None:
    assert state("中国平潭") is State.PASS
    assert state("中国·平潭", site_name="平潭综合实验区") is State.FAIL
    assert state("中国平潭", body=Body(signature="平潭综合实验区管理委员会")) is State.FAIL
    assert state("中国平潭办事处", site_name="平潭综合实验区") is State.PASS
    shown = page(record(fields=(field("publisher", "中国郯城"),), title=""))
    assert KIND.judge(shown, facts(view(site=site(name="郯城县人民政府")))).state is State.FAIL


@pytest.mark.parametrize("label", ["信息来源", "[ 来 源 ]", "稿源"])
def test_a_source_may_be_a_website(label: str) -> None:
    assert state("郯城县政府网", label=label) is State.NOT_APPLICABLE


def test_only_what_the_block_shows_is_judged() -> None:
    assert state(None) is State.NOT_APPLICABLE
    assert state("郯城县政府网", source=Source.HEADLINE) is State.NOT_APPLICABLE
    assert KIND.judge(page(record()), facts()).state is State.NOT_APPLICABLE


def test_a_hit_quotes_the_block() -> None:
    verdict = KIND.judge(page(record(fields=(field("publisher", "县政府网站"),))), facts())
    assert [one.quote for one in verdict.evidence] == ["发布机构 县政府网站"]
    assert verdict.values == {"raw": "县政府网站"}
