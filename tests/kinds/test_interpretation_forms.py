"""interpretation-single-form: the share of a column's interpreted documents that speak in one form only."""

from typing import Any

import pytest
from making import column, facts, page, record, view

from auditor.kinds.interpretation_forms import Kind
from auditor.model import Form, Interpretation, Owner, Ownership, Reason, State, Verdict
from auditor.text import addresses

KIND = Kind(more_than=0.5, since="2016-11-01")
COLUMN = column("policy_documents", name="政策文件")


def reading(*forms: Form, **changes: Any) -> Interpretation:  # noqa: ANN401 - attributes of `Interpretation`
    values = {"url": "http://x/", "title": "", "by": "link", "linked": True, "back": True, **changes}
    return Interpretation(forms=forms, **values)


def judged(*documents: tuple[Interpretation, ...], **changes: Any) -> Verdict:  # noqa: ANN401 - of `PageView`
    seen = {key: changes.pop(key) for key in ("unread_interpretations",) if key in changes}
    subjects = [page(record(f"/zcwj/{nth}.html"), **changes) for nth in range(len(documents))]
    found = {addresses.key(one.record.url): about for one, about in zip(subjects, documents, strict=True)}
    return KIND.judge(COLUMN, facts(view(*subjects, interpretations=found, **seen)))


ONE, TWO = (reading(Form.TEXT),), (reading(Form.TEXT), reading(Form.VIDEO))


def test_more_than_half_with_one_form_is_a_hit_with_its_list() -> None:
    verdict = judged(ONE, TWO, ONE)
    assert verdict.state is State.FAIL
    assert verdict.values["single"] == "2"
    assert verdict.values["interpreted"] == "3"
    assert verdict.values["share"] == "67%"
    assert verdict.related == ("http://www.example.gov.cn/zcwj/0.html", "http://www.example.gov.cn/zcwj/2.html")
    assert verdict.values["list"] == "、".join(verdict.related)
    assert [one.quote for one in verdict.evidence] == ["政策文件"]


def test_a_message_names_some_and_all_are_related() -> None:
    verdict = judged(*[ONE] * 6)
    assert verdict.values["list"] == "、".join(verdict.related[:5]) + "等"
    assert len(verdict.related) == len(set(verdict.related)) == len([ONE] * 6)


def test_half_is_none() -> None:
    assert judged(ONE, TWO).state is State.PASS
    assert judged(TWO).state is State.PASS


def test_two_pages_of_one_form_are_one_form_and_one_page_may_have_two() -> None:
    assert judged((reading(Form.TEXT), reading(Form.TEXT))).state is State.FAIL
    assert judged((reading(Form.TEXT, Form.VIDEO),)).state is State.PASS


@pytest.mark.parametrize(
    "about",
    [
        (),
        (reading(),),
        (reading(Form.TEXT), reading()),
        (reading(Form.TEXT, by="likeness"),),
        (reading(Form.TEXT, other="别的文件"),),
    ],
)
def test_what_is_not_known_for_sure_is_not_counted(about: tuple[Interpretation, ...]) -> None:
    assert judged(about).state is State.NOT_APPLICABLE


@pytest.mark.parametrize(
    "changes",
    [{"column": "部门文件"}, {"role": None}, {"listed": "2016-10-31"}, {"owner": Owner(Ownership.OTHER)}],
)
def test_documents_of_other_columns_organs_and_times_are_not_counted(changes: dict[str, Any]) -> None:
    assert judged(ONE, **changes).state is State.NOT_APPLICABLE


def test_documents_listed_since_count() -> None:
    assert judged(ONE, listed="2016-11-01").state is State.FAIL
    every = facts(view(page(listed="2001-01-01"), interpretations={addresses.key(record().url): ONE}))
    assert Kind().judge(COLUMN, every).state is State.FAIL


def test_what_could_not_be_read_is_not_judged() -> None:
    assert judged(ONE, unread_interpretations=Reason.PROFILE_DRIFT).reason == Reason.PROFILE_DRIFT
    gone = column("policy_documents", outcome=Reason.TIMEOUT)
    assert KIND.judge(gone, facts()).reason == Reason.TIMEOUT
