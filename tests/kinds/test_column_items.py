from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import column, facts, items

from auditor.kinds.column_items import Kind
from auditor.model import Reason, State

KIND = Kind()


def test_an_empty_column_is_blank_and_quotes_its_own_words() -> None:
    verdict = KIND.judge(column(name="规划计划", blank_words="暂无内容"), facts())
    assert verdict.state is State.FAIL
    assert [one.quote for one in verdict.evidence] == ["暂无内容"]
    assert verdict.values == {"count": "0", "name": "规划计划"}


def test_a_column_that_says_nothing_is_quoted_by_its_name() -> None:
    assert KIND.judge(column(name="规划计划"), facts()).evidence[0].quote == "规划计划"


def test_one_item_is_enough_even_beside_words_for_nothing() -> None:
    subject = column(items=items(("/1.html", None)), blank_words="暂无内容", scripted=True, complete=False)
    assert KIND.judge(subject, facts()).state is State.PASS


@pytest.mark.parametrize(("count", "state"), [(2, State.FAIL), (3, State.PASS)])
def test_a_rule_may_ask_for_more(count: int, state: State) -> None:
    subject = column(items=items(*((f"/{n}.html", None) for n in range(count))))
    verdict = Kind(at_least=3).judge(subject, facts())
    assert verdict.state is state
    assert verdict.values.get("count", "3") == str(count)


@pytest.mark.parametrize("outcome", [Reason.NOT_CAPTURED, Reason.HTTP_5XX, Reason.JS_CHALLENGE])
def test_a_column_that_could_not_be_read_is_not_blank(outcome: Reason) -> None:
    verdict = KIND.judge(column(outcome=outcome, blank_words="暂无内容"), facts())
    assert (verdict.state, verdict.reason) == (State.NOT_ASSESSABLE, outcome)


def test_a_list_that_a_script_fills_is_not_blank() -> None:
    verdict = KIND.judge(column(scripted=True), facts())
    assert (verdict.state, verdict.reason) == (State.NOT_ASSESSABLE, Reason.PROFILE_DRIFT)


def test_a_column_whose_page_is_its_content_is_not_blank() -> None:
    assert KIND.judge(column("guide", is_list=False), facts()).state is State.PASS


def test_a_parent_column_holds_its_content_in_its_sub_columns() -> None:
    assert KIND.judge(column(children=2), facts()).state is State.NOT_APPLICABLE


def test_a_column_not_captured_to_its_end_proves_no_absence() -> None:
    verdict = KIND.judge(column(complete=False, reason=Reason.LIMIT), facts())
    assert (verdict.state, verdict.reason) == (State.NOT_ASSESSABLE, Reason.LIMIT)


def test_blank_needs_a_second_look_on_a_live_site() -> None:
    assert KIND.judge(column(), facts(final=False)).state is State.NEEDS_REVIEW
    twice = replace(facts(final=False), confirmed=lambda url: url == column().url)
    assert KIND.judge(column(), twice).state is State.FAIL


def test_a_page_with_text_and_no_word_of_emptiness_may_be_content_itself() -> None:
    assert KIND.judge(column(content=True), facts()).state is State.NEEDS_REVIEW
    assert KIND.judge(column(content=True, blank_words="暂无内容"), facts()).state is State.FAIL
    assert KIND.judge(column(blank_words="暂无内容"), facts(final=False)).state is State.NEEDS_REVIEW


@given(
    count=st.integers(0, 3),
    changes=st.fixed_dictionaries(
        {
            "blank_words": st.sampled_from(["", "暂无内容"]),
            "scripted": st.booleans(),
            "complete": st.booleans(),
            "is_list": st.booleans(),
            "content": st.booleans(),
            "children": st.integers(0, 2),
            "below": st.integers(0, 2),
            "outcome": st.sampled_from([Reason.OK, Reason.TIMEOUT]),
        }
    ),
    final=st.booleans(),
)
def test_a_column_is_blank_for_sure_only_where_nothing_speaks_against_it(
    *, count: int, changes: dict[str, Any], final: bool
) -> None:
    """Whatever is doubtful (a script, a missing page, text of its own, no second look) is never a certain fault."""
    subject = column(items=items(*((f"/{n}.html", None) for n in range(count))), reason=Reason.LIMIT, **changes)
    state = KIND.judge(subject, facts(final=final)).state
    read = changes["outcome"] is Reason.OK and not changes["scripted"] and changes["complete"]
    listed = changes["is_list"] and not changes["children"] and not changes["below"]
    doubtless = final and (changes["blank_words"] or not changes["content"])
    assert (state is State.FAIL) == bool(read and listed and doubtless and not count)


def test_a_blank_page_above_columns_that_were_not_captured_is_for_a_person() -> None:
    """Captured, they would make it a column whose content stands below it."""
    subject = column(blank_words="此栏目暂无任何新增信息", below=7)
    assert KIND.judge(subject, facts()).state is State.NEEDS_REVIEW
    assert KIND.judge(column(blank_words="此栏目暂无任何新增信息"), facts()).state is State.FAIL
