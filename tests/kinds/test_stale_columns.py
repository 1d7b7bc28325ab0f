"""columns-stale-veto: 5 columns of news and notices or 10 of any role stale, or 5 blank."""

from typing import Any

import pytest
from making import HOME, column, facts, items, page, record, ruleset, site, view

from auditor import catalog
from auditor.evaluate import evaluate
from auditor.kinds.stale_columns import Kind
from auditor.model import ColumnView, PageKind, Reason, State, Verdict

KIND = Kind(("news", "notices"), 5, 10, 5, {"news": "P2W", "notices": "P6M", "policy_documents": "P6M"})
OLD = items(("/1.html", "2020-01-01"))
NEW = items(("/1.html", "2023-12-30"))


def columns(count: int, role: str = "news", name: str = "c", **changes: Any) -> list[ColumnView]:  # noqa: ANN401 - of `ColumnView`
    return [column(role, name=f"{name}{n}", path=f"/{name}{n}/", **changes) for n in range(count)]


def stale(count: int, role: str = "news", name: str = "旧") -> list[ColumnView]:
    return columns(count, role, name, items=OLD)


def blank(count: int, **changes: Any) -> list[ColumnView]:  # noqa: ANN401 - of `ColumnView`
    return columns(count, "other", "空", **{"blank_words": "暂无内容", **changes})


def judged(*found: ColumnView, kind: Kind = KIND, final: bool = True, **changes: Any) -> Verdict:  # noqa: ANN401 - of `SiteView`
    home = page(record("/", kind=PageKind.HOME), digest="sha256:02")
    about = {"site": site(columns=tuple(one.column for one in found)), **changes}
    asked = facts(view(home, columns=found, **about), final=final)
    (verdict,) = kind.judge(asked.view, asked)
    return verdict


def state(*found: ColumnView, **changes: Any) -> State:  # noqa: ANN401 - as for `judged`
    return judged(*found, **changes).state


@pytest.mark.parametrize(
    ("found", "came"),
    [
        (stale(4), State.PASS),
        (stale(5), State.FAIL),
        (stale(3) + stale(2, "notices", "告"), State.FAIL),  # both roles together
        (stale(9, "policy_documents"), State.PASS),
        (stale(10, "policy_documents"), State.FAIL),
        (stale(4) + stale(6, "policy_documents", "文"), State.FAIL),  # ten of any role
        (stale(4) + stale(5, "policy_documents", "文"), State.PASS),
        (blank(4), State.PASS),
        (blank(5), State.FAIL),
        (stale(4) + blank(4), State.PASS),  # stale and blank are counted apart
    ],
)
def test_the_limits_are_reached_and_not_only_passed(found: list[ColumnView], came: State) -> None:
    assert state(*found, *columns(20, items=NEW, name="新")) is came


def test_a_hit_names_the_columns_and_stands_on_the_home_page() -> None:
    verdict = judged(*stale(5), *blank(1), *columns(1, items=NEW, name="新"))
    assert verdict.values == {
        "stale_first": "5",
        "stale": "5",
        "blank": "1",
        "names": "旧0、旧1、旧2、旧3、旧4、空0",
    }
    assert (verdict.evidence[0].url, verdict.evidence[0].digest) == (HOME, "sha256:02")
    assert [one.quote for one in verdict.evidence[1:]] == ["旧0", "旧1", "旧2", "旧3", "旧4", "空0"]
    assert len(verdict.related) == 6


def test_without_the_home_page_the_columns_are_evidence_enough() -> None:
    assert len(judged(*stale(5), pages={}).evidence) == 5


def test_a_column_that_may_be_blank_makes_it_a_persons_matter() -> None:
    unsure = columns(1, "other", "疑", blank_words="", content=True)
    assert state(*blank(4), *unsure) is State.NEEDS_REVIEW
    assert state(*blank(5), *unsure) is State.FAIL
    assert state(*blank(3), *unsure) is State.PASS


def test_a_source_that_needs_a_second_look_is_a_persons_matter() -> None:
    assert state(*blank(5), final=False) is State.NEEDS_REVIEW
    assert state(*stale(5), final=False) is State.FAIL


def test_columns_that_could_not_be_read_are_never_counted() -> None:
    lost = columns(20, items=OLD, outcome=Reason.TIMEOUT, name="失")
    scripted = columns(20, items=OLD, scripted=True, name="脚")
    partly = columns(20, "other", "缺", complete=False, reason=Reason.LIMIT)
    assert state(*stale(4), *blank(4), *lost, *scripted, *partly) is State.PASS


def test_a_column_whose_role_has_no_period_is_never_stale() -> None:
    assert state(*stale(20, "plans")) is State.PASS
    assert state(*columns(10, "plans", items=OLD, update_every="P1Y")) is State.FAIL


def test_a_unit_inside_a_portal_is_no_site() -> None:
    assert state(*stale(9), own_host=False) is State.NOT_APPLICABLE


def test_where_no_column_is_at_hand_nothing_can_be_counted() -> None:
    for verdict in (judged(), judged(*stale(9), whole_site=False)):
        assert (verdict.state, verdict.reason) == (State.NOT_ASSESSABLE, Reason.NOT_CAPTURED)


def test_the_shipped_rule_has_the_limits_of_the_notice() -> None:
    rule = catalog.load().rules["columns-stale-veto"]
    for found, hits in ((stale(4) + blank(4), 0), (stale(5), 1), (blank(5), 1), (stale(10, "policy_documents"), 1)):
        findings, (counts,) = evaluate(
            ruleset(rule), (), facts(view(columns=tuple(found), site=site(columns=tuple(one.column for one in found))))
        )
        assert len(findings) == counts.failed == hits
        assert all((one.subject.url, one.severity) == (HOME, "veto") for one in findings)


def test_columns_recognised_by_name_alone_are_a_persons_matter() -> None:
    assert state(*blank(5)) is State.FAIL
    assert state(*blank(5), site=site()) is State.NEEDS_REVIEW


def test_a_column_with_an_item_without_a_day_is_not_counted_for_sure() -> None:
    undated = columns(5, items=items(("/1.html", "2020-01-01"), ("/2.html", None)))
    assert state(*undated) is State.NEEDS_REVIEW
    assert state(*undated, *stale(5, name="全")) is State.FAIL
