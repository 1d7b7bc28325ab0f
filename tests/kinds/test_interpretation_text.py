"""What an interpretation says in words: its own, and enough of them."""

from typing import Any

import pytest
from making import facts, page, record, url, view

from auditor.kinds.interpretation_text import Kind
from auditor.model import Body, Element, Form, Interpreted, Owner, Ownership, PageKind, Reason, Record, State, Verdict
from auditor.text import addresses

COPIED = Kind(copied_over=0.8, shortest=40, shingle=12)
TOLD = Kind(shortest=40, elements=("background", "content", "scope", "term"), at_least=2)
DOCUMENT = record("/zcwj/1.html", title="郯城县城市供热管理办法")
SOURCE = "".join(f"第{nth}条供热单位应当在采暖期开始前{nth}日检修设备并向用户公布服务电话。" for nth in range(20))
OWN = "".join(f"群众最关心的第{nth}个问题是室温不达标怎么退费，这里说明办理的{nth}个步骤。" for nth in range(20))


def reading(*told: str, **changes: Any) -> Record:  # noqa: ANN401 - attributes of `Record`
    elements = tuple(Element(name, f"标题{name}", "css:p") for name in told)
    media = changes.pop("media", ())
    body = Body(length=changes.pop("length", 500), elements=elements, media=media)
    values = {"title": "《供热办法》解读", "kind": PageKind.INTERPRETATION, "forms": (Form.TEXT,), **changes}
    return record("/jd/1.html", body=body, **values)


def judged(
    kind: Kind, subject: Record, mine: str = "", source: str = SOURCE, owner: Ownership = Ownership.OWN
) -> Verdict:
    about = (Interpreted(DOCUMENT.url, DOCUMENT.title, "title", back=True),)
    seen = view(page(DOCUMENT, owner=Owner(owner)), page(subject), interpreted={addresses.key(subject.url): about})
    return kind.judge(page(subject), facts(seen, bodies={subject.url: mine, DOCUMENT.url: source}))


@pytest.mark.parametrize("kind", [COPIED, TOLD])
def test_only_words_on_own_documents_are_judged(kind: Kind) -> None:
    for subject in (reading(forms=(Form.VIDEO,)), reading(forms=()), reading(length=39)):
        assert judged(kind, subject, SOURCE).state is State.NOT_APPLICABLE
    assert judged(kind, reading(), SOURCE, owner=Ownership.OTHER).state is State.NOT_APPLICABLE
    assert kind.judge(page(reading()), facts()).state is State.NOT_APPLICABLE
    away = {addresses.key(reading().url): (Interpreted(url("/zcwj/9.html"), "", "title", back=False),)}
    assert kind.judge(page(reading()), facts(view(interpreted=away))).state is State.NOT_APPLICABLE


def test_a_copy_is_one_whatever_its_blanks_and_script() -> None:
    verdict = judged(COPIED, reading(), " 　".join(SOURCE).replace("单", "單"))
    assert verdict.state is State.FAIL
    assert verdict.values == {"document": DOCUMENT.url, "document_title": DOCUMENT.title, "share": "100%"}
    assert verdict.related == (DOCUMENT.url,)
    assert [one.quote for one in verdict.evidence] == ["《供热办法》解读"]


def test_own_words_and_half_of_each_are_none() -> None:
    assert judged(COPIED, reading(), OWN).state is State.PASS
    assert judged(COPIED, reading(), SOURCE + OWN).state is State.PASS


def test_the_share_must_be_over_the_limit() -> None:
    text = "甲" * 80
    limit = Kind(copied_over=0.8, shortest=1, shingle=12)
    assert judged(limit, reading(), text + "乙" * 20, text).state is State.PASS
    assert judged(limit, reading(), text + "乙" * 19, text).state is State.FAIL


def test_a_document_much_shorter_than_the_interpretation_is_not_even_read() -> None:
    def state(length: int) -> State:
        about = (Interpreted(DOCUMENT.url, DOCUMENT.title, "title", back=True, length=length),)
        subject = reading(length=500)
        seen = view(page(DOCUMENT), page(subject), interpreted={addresses.key(subject.url): about})
        return COPIED.judge(page(subject), facts(seen, bodies={subject.url: SOURCE, DOCUMENT.url: SOURCE})).state

    assert (state(399), state(400), state(0)) == (State.PASS, State.FAIL, State.FAIL)


def test_rows_shorter_than_the_limit_are_everybodys() -> None:
    assert judged(COPIED, reading(), OWN, OWN[:11]).state is State.PASS


def test_a_text_that_cannot_be_read_is_not_judged() -> None:
    assert judged(COPIED, reading(), "").reason == Reason.EMPTY
    assert judged(COPIED, reading(), OWN, "").state is State.PASS


def test_too_few_elements_are_named() -> None:
    verdict = judged(TOLD, reading("background", "contact"))
    assert verdict.state is State.FAIL
    assert verdict.values == {
        "document": DOCUMENT.url,
        "document_title": DOCUMENT.title,
        "told": "“标题background”",
        "told_count": "1",
        "missing": "主要内容、适用范围、期限",
        "at_least": "2",
    }
    assert [one.quote for one in verdict.evidence] == ["《供热办法》解读", "标题background"]
    assert judged(TOLD, reading()).values["told"] == "无"


def test_enough_elements_pass() -> None:
    assert judged(TOLD, reading("background", "scope")).state is State.PASS


@pytest.mark.parametrize("media", ["picture", "video", "attachment"])
def test_what_a_picture_says_nobody_knows(media: str) -> None:
    verdict = judged(TOLD, reading("background", media=(media,)))
    assert (verdict.state, verdict.reason) == (State.NOT_ASSESSABLE, Reason.UNSUPPORTED_FILE)
