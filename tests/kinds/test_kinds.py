import dataclasses

import pytest
from making import column, facts, page, record

from auditor import catalog, kinds, plugins
from auditor.kinds import Task
from auditor.model import Duty, Evidence, Plan, Reason, State

NAMES = plugins.names("auditor.kinds")
OPTIONS = {one.kind: one.options for one in catalog.load().rules.values()}  # a kind that no rule uses owes defaults


@pytest.mark.parametrize("name", NAMES)
def test_a_kind_is_a_frozen_dataclass_that_says_what_it_judges(name: str) -> None:
    kind = kinds.kind_class(name)
    assert kind.scope in ("page", "column", "site", "duty")
    assert kind.__doc__
    made = kinds.build(name, OPTIONS.get(name, {}))
    assert not any(isinstance(getattr(made, one.name), list) for one in dataclasses.fields(kind))
    for one in dataclasses.fields(kind):
        with pytest.raises(dataclasses.FrozenInstanceError):
            setattr(made, one.name, None)


@pytest.mark.parametrize("name", NAMES)
def test_a_kind_judges_the_barest_subject_without_an_exception(name: str) -> None:
    made = kinds.build(name, OPTIONS.get(name, {}))
    known = facts()
    subjects = {
        "page": page(record(title="", fields=())),
        "column": column(),
        "site": known.view,
        "duty": Task(Plan("a-plan", "", 2023, ()), Duty("1", "某事项")),
    }
    said = made.judge(subjects[made.scope], known)
    for verdict in tuple(said) if made.scope == "site" else (said,):
        assert set(verdict.values) <= made.values
        assert all(one.url for one in verdict.evidence)


def test_lists_of_a_rule_become_tuples() -> None:
    assert kinds.build("fields_missing", {"fields": ["title", "body"]}) == kinds.kind_class("fields_missing")(
        ("title", "body")
    )


@pytest.mark.parametrize("name", ["no_such_kind", "", "../kinds", "__init__"])
def test_an_unknown_kind_is_a_mistake_of_the_caller(name: str) -> None:
    with pytest.raises(KeyError):
        kinds.kind_class(name)


def test_an_unknown_option_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(TypeError):
        kinds.build("column_items", {"at_most": 3})


def test_evidence_carries_the_capture_it_was_seen_in() -> None:
    page_evidence = kinds.seen(record("/1.html"), "引文", "css:p")
    assert page_evidence == Evidence(record("/1.html").url, "引文", "css:p", "sha256:00", "2023-12-31T00:00:00Z")
    assert kinds.seen(column(), "引文").digest == "sha256:01"


def test_verdicts_carry_their_reason() -> None:
    assert kinds.passed("好").state is State.PASS
    assert kinds.not_applicable("不适用").reason == "不适用"
    assert kinds.not_assessable(Reason.TIMEOUT) == kinds.not_assessable("timeout")


def test_a_link_says_its_text_or_what_its_picture_is_called() -> None:
    html = (
        '<a href="/1">一</a><a href=\'/2\'><img alt="二"></a><a href=/3 title="三"><img alt=""></a>'
        '<a><img alt=""></a><a href="/5"><img alt=\'\'></a><a href="/6?a=1&amp;b=2">六&nbsp;号</a>'
    )
    assert list(kinds.anchors(html)) == [
        ("/1", "一"),
        ("/2", "二"),
        ("/3", "三"),
        ("", ""),
        ("/5", ""),
        ("/6?a=1&b=2", "六\u00a0号"),
    ]
