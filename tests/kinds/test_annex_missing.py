"""attachment-missing: attachments that a text lists and the page does not offer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import facts, links, page, record

from auditor.kinds.annex_missing import Kind
from auditor.model import Body, Links, State

KIND = Kind()
LISTED = Body(length=500, annexes=("责任分工表", "情况统计表"))


def test_a_list_without_a_single_file_is_a_hit_that_names_them() -> None:
    verdict = KIND.judge(page(record(body=LISTED)), facts())
    assert verdict.state is State.FAIL
    assert verdict.values == {"annexes": "责任分工表、情况统计表", "count": "2"}
    assert [one.quote for one in verdict.evidence] == ["责任分工表", "情况统计表"]


def test_a_text_that_lists_none_is_not_judged() -> None:
    assert KIND.judge(page(record()), facts()).state is State.NOT_APPLICABLE


@pytest.mark.parametrize("media", ["picture", "frame", "attachment"])
def test_what_may_be_the_attachment_clears(media: str) -> None:
    assert KIND.judge(page(record(body=Body(annexes=("表",), media=(media,)))), facts()).state is State.PASS


def test_a_page_that_waits_for_a_script_passes() -> None:
    assert KIND.judge(page(record(body=LISTED, scripted=True)), facts()).state is State.PASS


@given(st.lists(st.sampled_from(["/1.pdf", "/2.docx", "/3.xlsx"]), min_size=1, unique=True))
def test_adding_an_attachment_clears(files: list[str]) -> None:
    subject = record(body=LISTED, links=Links(attachments=links(*files)))
    assert KIND.judge(page(subject), facts()).state is State.PASS
