"""body-empty: a page with neither text nor anything that stands for one."""

from typing import Any

import pytest
from making import facts, links, page, record, url, view

from auditor.kinds.body_missing import Kind
from auditor.model import Body, Links, PageText, Reason, SiteView, State

KIND = Kind(viewers=(".pdf", "pdfjs"))
EMPTY = {url("/zcwj/1.html"): PageText("<html><body><h1>通知</h1></body></html>", "通知")}


def state(seen: SiteView | None = None, texts: dict[str, PageText] | None = None, **changes: Any) -> State:  # noqa: ANN401 - attributes of `Record`
    subject = page(record(**{"body": Body(), **changes}))
    return KIND.judge(subject, facts(seen, texts=EMPTY if texts is None else texts)).state


def test_nothing_at_all_is_a_hit_that_quotes_the_title() -> None:
    subject = page(record(body=Body()))
    verdict = KIND.judge(subject, facts(texts=EMPTY))
    assert verdict.state is State.FAIL
    assert verdict.values == {"length": "0"}
    assert [one.quote for one in verdict.evidence] == [subject.record.title]


@pytest.mark.parametrize("media", ["picture", "frame", "video", "audio", "attachment"])
def test_what_stands_for_a_text_passes(media: str) -> None:
    assert state(body=Body(media=(media,))) is State.PASS


def test_a_text_or_an_attachment_passes() -> None:
    assert state(body=Body(length=1)) is State.PASS
    assert state(links=Links(attachments=links("/1.pdf"))) is State.PASS


def test_a_place_that_a_script_fills_cannot_be_judged() -> None:
    verdict = KIND.judge(page(record(body=Body(media=("script",)))), facts(texts=EMPTY))
    assert (verdict.state, verdict.reason) == (State.NOT_ASSESSABLE, str(Reason.PROFILE_DRIFT))
    assert state(scripted=True) is State.NOT_ASSESSABLE
    assert state(texts={}) is State.NOT_ASSESSABLE
    shows = {url("/zcwj/1.html"): PageText("<div data-file='/1.PDF'></div>", "")}
    assert state(texts=shows) is State.NOT_ASSESSABLE


@pytest.mark.parametrize(
    ("texts", "came"),
    [
        ((0, 1), State.NOT_ASSESSABLE),
        ((3, 4), State.NOT_ASSESSABLE),
        ((9, 10), State.FAIL),
        ((8, 10), State.NOT_ASSESSABLE),
    ],
)
def test_scripts_of_a_site_whose_texts_stand_in_its_pages_fill_none(texts: tuple[int, int], came: State) -> None:
    assert state(view(texts=texts), body=Body(media=("scripts",))) is came
