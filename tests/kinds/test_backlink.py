"""interpretation-backlink-missing: an interpretation of an own, captured document leads back to it."""

from typing import Any

import pytest
from making import HOST, facts, fields, links, listing, page, record, site, url, view, words

from auditor import catalog
from auditor.evaluate import evaluate
from auditor.kinds import Facts
from auditor.kinds.backlink import Kind
from auditor.model import Interpreted, Links, Owner, Ownership, PageKind, Record, Ruleset, State, Verdict
from auditor.relate import relate
from auditor.text import addresses

KIND = Kind()
DOCUMENT = record("/zcwj/1.html", title="郯城县人民政府关于印发《郯城县城市供热管理办法》的通知")
READING = record("/jd/1.html", title="《郯城县城市供热管理办法》解读", kind=PageKind.INTERPRETATION)


def known(*about: Interpreted, owner: Ownership = Ownership.OWN) -> Facts:
    subject = page(DOCUMENT, owner=Owner(owner, "number"))
    return facts(view(subject, page(READING), interpreted={addresses.key(READING.url): about}))


def document(path: str = "/zcwj/1.html", *, back: bool) -> Interpreted:
    return Interpreted(url(path), DOCUMENT.title, "title", back)


def test_a_link_back_is_all_that_is_asked() -> None:
    assert KIND.judge(page(READING), known(document(back=True))).state is State.PASS


def test_none_is_a_fault_of_the_interpretation_and_names_the_document() -> None:
    verdict = KIND.judge(page(READING), known(document(back=False)))
    assert verdict.state is State.FAIL
    assert verdict.related == (DOCUMENT.url,)
    assert [(one.url, one.quote) for one in verdict.evidence] == [(READING.url, READING.title)]
    assert verdict.values == {"document": DOCUMENT.url, "document_title": DOCUMENT.title}


@pytest.mark.parametrize("owner", [Ownership.OTHER, Ownership.PARTY, Ownership.UNKNOWN])
def test_documents_of_others_are_not_the_sites_matter(owner: Ownership) -> None:
    assert KIND.judge(page(READING), known(document(back=False), owner=owner)).state is State.NOT_APPLICABLE


def test_documents_that_were_not_captured_are_none() -> None:
    assert KIND.judge(page(READING), known()).state is State.NOT_APPLICABLE
    assert KIND.judge(page(READING), known(document("/zcwj/9.html", back=False))).state is State.NOT_APPLICABLE


def test_a_link_to_one_of_several_documents_is_enough() -> None:
    other = record("/zcwj/2.html", title=DOCUMENT.title)
    about = (document(back=False), Interpreted(other.url, other.title, "title", back=True))
    seen = facts(view(page(DOCUMENT), page(other), interpreted={addresses.key(READING.url): about}))
    assert KIND.judge(page(READING), seen).state is State.PASS


# ---------------------------------------------------------------- joined by relate

COLUMNS = (listing("/zcwj/", "政策文件"), listing("/jd/", "政策解读"))


def judged(*records: Record, **changes: Any) -> Verdict:  # noqa: ANN401 - attributes of `Record`
    """Judge the interpretation with those *changes*, among other records of its site."""
    reading = record(READING.url, **{"title": READING.title, "kind": READING.kind, **changes})
    seen = relate(site(), [*COLUMNS, reading, *records], words())
    return KIND.judge(page(reading), facts(seen))


@pytest.mark.parametrize("spelling", [f"https://{HOST}/zcwj/1.html#top", f"HTTP://{HOST.upper()}:80/zcwj/1.html"])
def test_another_spelling_of_the_address_counts(spelling: str) -> None:
    assert judged(DOCUMENT, links=Links(pages=(spelling,))).state is State.PASS


def test_an_address_that_leads_on_to_the_document_counts() -> None:
    moved = record("/old/1.html", final_url=DOCUMENT.url, title=DOCUMENT.title)
    assert judged(DOCUMENT, moved, links=Links(pages=(moved.url,))).state is State.PASS


@pytest.mark.parametrize("other", ["/", "/zcwj/", "/zcwj/2.html"])
def test_links_to_a_column_or_elsewhere_do_not_count(other: str) -> None:
    assert judged(DOCUMENT, links=Links(pages=(url(other),))).state is State.FAIL


def test_a_superiors_document_need_not_be_linked() -> None:
    verdict = judged(DOCUMENT, title="《山东省城市供热管理办法》解读")
    assert verdict.state is State.NOT_APPLICABLE


def test_a_document_that_is_only_alike_accuses_nobody() -> None:
    title = "郯城县人民政府关于加强农村防汛抗旱物资储备管理的通知"
    seen = judged(record("/zcwj/1.html", title=title), title="农村防汛抗旱物资储备管理解读")
    assert seen.state is State.NOT_APPLICABLE


def test_a_documents_panel_names_what_a_page_interprets() -> None:
    panel = Links(interpretations=links("/jd/1.html"), pages=(READING.url,))
    offering = record(DOCUMENT.url, title=DOCUMENT.title, links=panel)
    assert judged(offering, title="政策问答").state is State.FAIL
    assert judged(offering, title="政策问答", links=Links(pages=(DOCUMENT.url,))).state is State.PASS


def test_a_panel_that_a_script_fills_proves_nothing() -> None:
    verdict = judged(DOCUMENT, links=Links(scripted=True))
    assert (verdict.state, verdict.reason) == (State.NOT_ASSESSABLE, "profile_drift")


def test_a_document_whose_address_leads_on_is_the_same() -> None:
    moved = record("/old/1.html", final_url=DOCUMENT.url, title=DOCUMENT.title)
    assert judged(moved).state is not State.PASS
    assert judged(moved, links=Links(pages=(DOCUMENT.url,))).state is not State.FAIL


def test_the_finding_stands_on_the_interpretation_with_the_document_related() -> None:
    rule = catalog.load().rules["interpretation-backlink-missing"]
    reading = record(READING.url, title=READING.title, kind=READING.kind, fields=fields(published_date="2023-05-04"))
    subjects = (DOCUMENT, reading)
    seen = relate(site(), [*COLUMNS, *subjects], words())
    (found,), (counts,) = evaluate(Ruleset("s", "", "", "", (rule,)), subjects, facts(seen))
    assert (found.subject.url, found.related, found.state) == (READING.url, (DOCUMENT.url,), State.FAIL)
    assert (counts.failed, counts.not_applicable) == (1, 1)


def test_a_document_page_owes_no_link_back() -> None:
    assert KIND.judge(page(DOCUMENT), known(document(back=False))).state is State.NOT_APPLICABLE
