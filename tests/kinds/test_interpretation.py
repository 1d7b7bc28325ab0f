from typing import Any

import pytest
from making import facts, field, links, page, record, url, view

from auditor.kinds import Facts
from auditor.kinds.interpretation import Kind
from auditor.model import Interpretation, Links, Reason, Record, Role, State
from auditor.text import addresses

WORDS = ("任免", "批复", "征求意见")
EXISTS = Kind("exists", exempt=WORDS, review_roles=("policy_documents",))
LINKED = Kind("linked", exempt=WORDS)
DOCUMENT = record("/zcwj/1.html", title="郯城县人民政府关于印发《郯城县城市供热管理办法》的通知")


def one(path: str = "/jd/1.html", by: str = "title", *, linked: bool = False) -> Interpretation:
    return Interpretation(url(path), f"解读{path}", by, linked, back=False, digest="sha256:07")


def known(*found: Interpretation, document: Record = DOCUMENT, **changes: Any) -> Facts:  # noqa: ANN401 - of `SiteView`
    return facts(view(interpretations={addresses.key(document.url): found}, **changes))


@pytest.mark.parametrize("by", ["link", "number", "title", "likeness"])
def test_an_interpretation_anywhere_by_any_sign_is_one(by: str) -> None:
    assert EXISTS.judge(page(DOCUMENT), known(one(by=by))).state is State.PASS


@pytest.mark.parametrize(
    ("role", "state"), [("normative_documents", State.FAIL), ("policy_documents", State.NEEDS_REVIEW)]
)
def test_none_anywhere_is_a_fault_of_documents_that_owe_one(role: str, state: State) -> None:
    verdict = EXISTS.judge(page(DOCUMENT, role=Role(role)), known())
    assert verdict.state is state
    assert [(x.url, x.quote) for x in verdict.evidence] == [(DOCUMENT.url, DOCUMENT.title)]
    assert verdict.part == "interpretation"


@pytest.mark.parametrize("reason", [Reason.TIMEOUT, Reason.NOT_CAPTURED, Reason.PROFILE_DRIFT])
def test_a_column_of_interpretations_not_read_to_its_end_proves_no_absence(reason: Reason) -> None:
    verdict = EXISTS.judge(page(DOCUMENT), known(unread_interpretations=reason))
    assert (verdict.state, verdict.reason) == (State.NOT_ASSESSABLE, reason)


def test_one_page_alone_proves_no_absence() -> None:
    verdict = EXISTS.judge(page(DOCUMENT), known(whole_site=False))
    assert (verdict.state, verdict.reason) == (State.NOT_ASSESSABLE, Reason.NOT_CAPTURED)


SCRIPTED = record("/zcwj/1.html", title=DOCUMENT.title, links=Links(scripted=True))


@pytest.mark.parametrize(("kind", "found"), [(EXISTS, ()), (LINKED, (one(),))])
def test_a_panel_that_a_script_fills_proves_no_absence(kind: Kind, found: tuple[Interpretation, ...]) -> None:
    verdict = kind.judge(page(SCRIPTED), known(*found))
    assert (verdict.state, verdict.reason) == (State.NOT_ASSESSABLE, Reason.PROFILE_DRIFT)


@pytest.mark.parametrize("kind", [EXISTS, LINKED])
@pytest.mark.parametrize(
    "subject",
    [
        record(title="关于任免的通知"),
        record(title="关于X的批复"),
        record(title="关于X征求意见的通知"),
        record(title=DOCUMENT.title, fields=(field("validity", "expired"),)),
        record(title=DOCUMENT.title, fields=(field("validity", "repealed"),)),
    ],
)
def test_documents_out_of_force_and_of_some_sorts_need_none(kind: Kind, subject: Record) -> None:
    assert kind.judge(page(subject), known(one(), document=subject)).state is State.NOT_APPLICABLE


@pytest.mark.parametrize("validity", ["valid", "amended", "partly_invalid", None])
def test_documents_in_force_need_one(validity: str | None) -> None:
    subject = record(title=DOCUMENT.title, fields=(field("validity", validity),))
    assert EXISTS.judge(page(subject, role=Role.NORMATIVE_DOCUMENTS), known()).state is State.FAIL


def test_a_document_without_interpretation_has_none_to_link() -> None:
    assert LINKED.judge(page(DOCUMENT), known()).state is State.NOT_APPLICABLE
    assert LINKED.judge(page(DOCUMENT), facts()).state is State.NOT_APPLICABLE


def test_one_link_is_enough_also_to_the_outside() -> None:
    outside = one("http://www.shandong.gov.cn/jd/1.html", "link", linked=True)
    assert LINKED.judge(page(DOCUMENT), known(outside)).state is State.PASS
    assert LINKED.judge(page(DOCUMENT), known(one(), outside)).state is State.PASS


@pytest.mark.parametrize("by", ["number", "title"])
def test_an_unlinked_interpretation_found_by_number_or_title_is_certain(by: str) -> None:
    verdict = LINKED.judge(page(DOCUMENT), known(one("/jd/0.html", "likeness"), one(by=by)))
    assert verdict.state is State.FAIL
    assert verdict.values == {"interpretation": url("/jd/1.html"), "interpretation_title": "解读/jd/1.html"}
    assert [x.url for x in verdict.evidence] == [DOCUMENT.url, url("/jd/1.html")]
    assert verdict.evidence[1].digest == "sha256:07"
    assert verdict.related == (url("/jd/0.html"), url("/jd/1.html"))


def test_an_unlinked_interpretation_found_by_likeness_only_is_for_a_person() -> None:
    verdict = LINKED.judge(page(DOCUMENT), known(one(by="likeness")))
    assert verdict.state is State.NEEDS_REVIEW
    assert verdict.values["interpretation"] == url("/jd/1.html")


def test_the_documents_own_links_are_what_counts() -> None:
    """Links that lead elsewhere do not make an interpretation linked: `relate` has said which are."""
    subject = record("/zcwj/1.html", title=DOCUMENT.title, links=Links(documents=links("/jd/1.html")))
    assert LINKED.judge(page(subject), known(one())).state is State.FAIL
