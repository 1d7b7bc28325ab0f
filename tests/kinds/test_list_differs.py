"""list-differs-from-page: the entry of a column list against the page it leads to."""

from typing import Any

import pytest
from making import facts, fields, page, record

from auditor.kinds import Page
from auditor.kinds.list_differs import Kind
from auditor.model import Body, PageText, State, Verdict

KIND = Kind("标题", "日期")
TITLE = "郯城县人民政府办公室关于做好防汛抗旱工作的通知"


def subject(listed_title: str = "", day: str | None = None, **changes: Any) -> Page:  # noqa: ANN401 - attributes of `Record`
    values: dict[str, Any] = {
        "title": TITLE,
        "fields": fields(written_date="2023-05-08", published_date="2023-05-10"),
        **changes,
    }
    return page(record(**values), listed_title=listed_title, listed=day)


def judge(listed_title: str = "", day: str | None = None, **changes: Any) -> Verdict:  # noqa: ANN401 - attributes of `Record`
    return KIND.judge(subject(listed_title, day, **changes), facts())


@pytest.mark.parametrize(
    "title",
    [
        TITLE,
        "郯城县人民政府办公室关于做好防汛…",
        "郯城县人民政府办公室关于做好防汛......",
        "郯城县人民政府办公室关于做好",  # cut without a mark
        "郯城县人民政府办…抗旱工作的通知",
        "郯城县……关于做好...通知",
        "关于做好防汛抗旱工作的通知",
        "【转】郯城县人民政府办公室关于做好防汛抗旱工作的通知(郯政办发〔2023〕12号)",
        " 郯城县人民政府办公室 关于做好防汛抗旱工作的通知",
        "…",
    ],
)
def test_a_title_cut_shortened_or_dressed_is_the_same(title: str) -> None:
    assert judge(title).state is State.PASS


@pytest.mark.parametrize(
    "title",
    [
        "关于做好防火工作的通知",
        "郯城县人民政府办公室关于做好抗震…",
        "郯城县人民政府办…防火工作的通知",
        "抗旱…防汛工作的通知",
    ],
)
def test_another_title_is_a_hit(title: str) -> None:
    verdict = judge(title, "2023-05-10")
    assert verdict.state is State.FAIL
    assert verdict.values == {"name": "标题", "listed": title, "shown": TITLE, "column": "政策文件"}


def test_the_title_in_the_block_counts_too() -> None:
    both = fields(title="关于做好防火工作的通知", published_date="2023-05-10")
    assert judge("关于做好防火工作的通知", fields=both).state is State.PASS
    assert judge("关于做好防火工作的通知", title="").state is State.PASS  # a page without a headline says nothing


def test_another_day_is_a_hit_and_both_are_one() -> None:
    verdict = judge(TITLE, "2023-05-16")
    assert (verdict.state, verdict.values["listed"], verdict.values["shown"]) == (
        State.FAIL,
        "2023-05-16",
        "2023-05-10",
    )
    both = judge("关于做好防火工作的通知", "2023-05-16")
    assert both.values["name"] == "标题、日期"
    assert [one.quote for one in both.evidence] == [TITLE, "2023-05-10"]


def test_a_day_that_stands_on_the_page_is_no_other_one() -> None:
    assert judge(TITLE, "2023-05-08").state is State.PASS
    assert judge(TITLE, "2023-05-16", body=Body(signature_date="2023-05-16")).state is State.PASS
    one = subject(TITLE, "2023-05-16")
    read = {one.record.url: PageText("", "发布时间：2023年5月16日")}
    assert KIND.judge(one, facts(texts=read)).state is State.PASS
    read = {one.record.url: PageText("", "发布时间：2023年5月17日")}
    assert KIND.judge(one, facts(texts=read)).state is State.FAIL


def test_a_page_that_no_list_shows_is_not_judged_and_one_without_a_day_says_nothing() -> None:
    assert judge().state is State.NOT_APPLICABLE
    assert judge(TITLE, "2023-05-16", fields=()).state is State.PASS
    assert judge("", "2023-05-10").state is State.PASS
