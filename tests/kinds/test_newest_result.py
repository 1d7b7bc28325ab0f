"""cleanup-missing: the newest result of a cleanup is too old."""

from collections.abc import Iterable
from datetime import date

import pytest
from making import column, facts, record, site, url, view
from making import page as subject_page

from auditor.kinds.newest_result import Kind
from auditor.model import ColumnView, Item, Level, Reason, State, Verdict

KIND = Kind(
    "cleanup",
    "P24M",
    owing=("county",),
    titles=("清理+结果", "废止+文件"),
    drafts=("征求意见",),
    must=("normative_documents",),
)
HOME = subject_page(record("/"))


def entries(*pairs: tuple[str, str | None]) -> tuple[Item, ...]:
    return tuple(Item(title, url(f"/{n}.html"), day) for n, (title, day) in enumerate(pairs))


OLD = entries(("2019年清理结果", "2019-12-20"), ("2017年清理结果", "2017-12-20"))


def cleanup(**changes: object) -> ColumnView:
    return column("cleanup", **{"items": OLD, "path": "/qlqk/", "name": "文件清理", **changes})


def judge(
    *columns: ColumnView, level: Level | None = Level.COUNTY, as_of: str = "2023-12-31", **changes: object
) -> Verdict:
    seen = view(HOME, site=site(level=level), columns=columns, **changes)
    (verdict,) = tuple(KIND.judge(seen, facts(seen, as_of=date.fromisoformat(as_of))))
    return verdict


@pytest.mark.parametrize(("as_of", "state"), [("2021-12-20", State.PASS), ("2021-12-21", State.FAIL)])
def test_exactly_the_period_is_in_time(as_of: str, state: State) -> None:
    assert judge(cleanup(), as_of=as_of).state is state


def test_a_hit_stands_on_the_column_and_quotes_its_newest_entry() -> None:
    verdict = judge(cleanup())
    assert verdict.subject is not None
    assert verdict.subject.url == url("/qlqk/")
    assert [one.quote for one in verdict.evidence] == ["2019年清理结果 2019-12-20"]
    assert verdict.values == {"newest": "2019-12-20", "newest_title": "2019年清理结果"}


def test_a_result_in_another_column_counts_and_a_draft_does_not() -> None:
    def other(title: str) -> ColumnView:
        return column("policy_documents", items=entries((title, "2023-03-01")))

    assert judge(cleanup(), other("关于公布废止一批文件的通知")).state is State.PASS
    assert judge(cleanup(), other("关于废止一批文件的征求意见公告")).state is State.FAIL
    assert judge(cleanup(), other("关于废止土地使用权的公告")).state is State.FAIL
    assert judge(cleanup(), other("关于公布废止一批文件的通知"), as_of="2023-02-01").state is State.FAIL


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"outcome": Reason.BLOCKED_WAF}, Reason.BLOCKED_WAF),
        ({"scripted": True}, Reason.PROFILE_DRIFT),
        ({"is_list": False}, Reason.PROFILE_DRIFT),
        ({"complete": False, "reason": Reason.NOT_CAPTURED}, Reason.NOT_CAPTURED),
        ({"items": entries(("2019年清理结果", "2019-12-20"), ("清理结果", None))}, Reason.PROFILE_DRIFT),
    ],
)
def test_what_was_not_read_to_its_end_proves_nothing(changes: dict[str, object], reason: Reason) -> None:
    verdict = judge(cleanup(**changes))
    assert (verdict.state, verdict.reason) == (State.NOT_ASSESSABLE, str(reason))


def test_single_pages_prove_nothing() -> None:
    assert judge(cleanup(), whole_site=False).state is State.NOT_ASSESSABLE


def test_a_column_without_a_single_result_is_for_a_person() -> None:
    verdict = judge(cleanup(items=()))
    assert verdict.state is State.NEEDS_REVIEW
    assert verdict.values["newest_title"] == "—"
    assert verdict.subject is not None
    assert verdict.subject.url == url("/qlqk/")


def test_a_government_without_any_result_is_for_a_person_where_its_documents_are_known() -> None:
    documents = column("normative_documents", items=entries(("供热管理办法", "2020-01-01")))
    verdict = judge(documents)
    assert (verdict.state, verdict.subject) == (State.NEEDS_REVIEW, None)
    assert [one.url for one in verdict.evidence] == [url("/")]
    assert judge(documents, not_captured=1).state is State.NOT_ASSESSABLE
    assert judge(column("normative_documents", outcome=Reason.TIMEOUT)).state is State.NOT_ASSESSABLE
    assert judge().state is State.NOT_ASSESSABLE
    seen = view(site=site(level=Level.COUNTY), columns=(documents,))
    assert [one.state for one in KIND.judge(seen, facts(seen))] == [State.NOT_ASSESSABLE]


def test_an_old_result_without_a_column_is_for_a_person_and_stands_on_the_home_page() -> None:
    documents = column("normative_documents", items=entries(("关于公布废止文件的通知", "2020-01-01")))
    verdict = judge(documents)
    assert (verdict.state, verdict.subject) == (State.NEEDS_REVIEW, None)


def test_who_has_no_column_is_covered_by_its_government() -> None:
    others: Iterable[Level | None] = (Level.DEPARTMENT, Level.TOWNSHIP, None)
    assert {judge(level=one).state for one in others} == {State.NOT_APPLICABLE}
    assert judge(own_host=False).state is State.NOT_APPLICABLE
    assert judge(cleanup(), level=Level.DEPARTMENT).state is State.FAIL
