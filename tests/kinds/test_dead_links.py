from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from making import capture, facts, links, page, record, url, view

from auditor import catalog, kinds
from auditor.model import Capture, DeadLink, Link, Links, PageText, Reason, State, Verdict
from auditor.text import addresses

RULES = catalog.load().rules
GONE = "<html><head><title>404</title></head><body><p>您访问的页面不存在。</p></body></html>"
TEXT = "防汛物资由县应急管理局统一调度。" * 9
PAGE = f"<html><head><title>清单</title></head><body><h1>清单</h1><p>{TEXT}</p></body></html>"


def judged(
    rule: str,
    offered: Links,
    captures: Mapping[str, Capture] | None = None,
    *,
    final: bool = True,
    confirmed: bool = False,
    **changes: Any,  # noqa: ANN401 - attributes of `SiteView`
) -> Verdict:
    subject = page(record("/1.html", links=offered))
    seen = view(subject, **changes)
    texts = {url("/1.html"): PageText('<a href="/gone.html">旧<b>通知</b></a><a href="#">顶</a>', "")}
    asked = facts(seen, captures=captures, final=final, texts=texts)
    asked = replace(asked, confirmed=lambda _: confirmed)
    verdict = kinds.build("dead_links", RULES[rule].options).judge(subject, asked)
    assert isinstance(verdict, Verdict)
    return verdict


# ---------------------------------------------------------------- pages


def told(*ones: DeadLink) -> dict[str, Any]:
    return {"dead_links": {addresses.key(url("/1.html")): ones}}


def dead(
    outcome: Reason = Reason.HTTP_4XX,
    status: int = 404,
    **said: Any,  # noqa: ANN401 - attributes of `DeadLink`
) -> tuple[dict[str, Any], dict[str, Capture]]:
    one = DeadLink(url("/gone.html"), outcome, **said)
    return told(one), {one.url: capture("/gone.html", status=status, outcome=outcome)}


def test_a_page_without_dead_links_passes() -> None:
    assert judged("link-dead", Links()).state is State.PASS


@pytest.mark.parametrize("status", [400, 404, 410, 500, 502])
def test_a_dead_link_is_told_by_its_words(status: int) -> None:
    found, captures = dead(Reason.HTTP_4XX, status)
    verdict = judged("link-dead", Links(), captures, **found)
    assert verdict.state is State.FAIL
    assert verdict.values == {"count": "1", "links": f"“旧通知”（{url('/gone.html')}）", "shared": ""}
    assert (verdict.evidence[0].url, verdict.evidence[0].quote) == (url("/1.html"), "旧通知")
    assert verdict.related == (url("/gone.html"),)


@pytest.mark.parametrize("status", [401, 403, 412, 429, 503, 521])
def test_a_server_that_refuses_is_there(status: int) -> None:
    found, captures = dead(Reason.HTTP_4XX, status)
    assert judged("link-dead", Links(), captures, **found).state is State.PASS


def test_a_page_that_says_so_is_dead_whatever_its_status() -> None:
    found, captures = dead(Reason.SOFT_404, 200)
    assert judged("link-dead", Links(), captures, **found).state is State.FAIL


def test_a_source_that_can_be_asked_again_makes_it_a_persons_matter() -> None:
    found, captures = dead()
    assert judged("link-dead", Links(), captures, final=False, **found).state is State.NEEDS_REVIEW
    assert judged("link-dead", Links(), captures, final=False, confirmed=True, **found).state is State.FAIL


def test_a_link_of_many_pages_says_so_and_names_others() -> None:
    found, captures = dead(count=40, others=(url("/2.html"),))
    verdict = judged("link-dead", Links(), captures, **found)
    assert verdict.values["shared"] == "（同一链接共见于40页）"
    assert verdict.related == (url("/gone.html"), url("/2.html"))


def test_a_link_without_words_is_told_by_its_address() -> None:
    verdict = judged("link-dead", Links(), **told(DeadLink(url("/a/b.html"), Reason.HTTP_4XX)))
    assert verdict.evidence[0].quote == "b.html"


def test_a_page_whose_text_is_not_at_hand_still_tells() -> None:
    subject = page(record("/1.html"))
    seen = view(subject, **told(DeadLink(url("/gone.html"), Reason.HTTP_5XX)))
    verdict = kinds.build("dead_links", {}).judge(subject, facts(seen))
    assert verdict.evidence[0].quote == "gone.html"


def test_a_message_names_ten() -> None:
    many = told(*(DeadLink(url(f"/{n}.html"), Reason.HTTP_4XX) for n in range(12)))
    verdict = judged("link-dead", Links(), **many)
    assert (verdict.values["count"], verdict.values["links"].count("（"), len(verdict.evidence)) == ("12", 10, 12)
    assert verdict.values["links"].endswith("等")


# ---------------------------------------------------------------- attachments and interpretations

OFFERED = Links(attachments=(Link(url("/f/1.doc"), "附件：清单.doc", "css:a", suffix="doc"),))


@pytest.mark.parametrize(
    "found",
    [
        capture("/f/1.doc", status=404, outcome=Reason.HTTP_4XX),
        capture("/f/1.doc", status=500, outcome=Reason.HTTP_5XX),
        capture("/f/1.doc", GONE, outcome=Reason.SOFT_404),
        capture("/f/1.doc", GONE, media="application/msword"),
    ],
)
def test_an_attachment_that_is_not_there_is_dead(found: Capture) -> None:
    verdict = judged("attachment-dead", OFFERED, {found.url: found})
    assert verdict.state is State.FAIL
    assert verdict.values["links"] == f"“附件：清单.doc”（{url('/f/1.doc')}）"
    assert verdict.evidence[0].locator == "css:a"


@pytest.mark.parametrize(
    "found",
    [
        capture("/f/1.doc", "\u00d0\u00cf file", media="application/msword"),
        capture("/f/1.doc", PAGE, media="text/html"),
        capture("/f/1.doc", outcome=Reason.TOO_LARGE),
    ],
)
def test_an_attachment_that_is_there_passes(found: Capture) -> None:
    assert judged("attachment-dead", OFFERED, {found.url: found}).state is State.PASS


@pytest.mark.parametrize(
    ("found", "reason"),
    [
        (None, Reason.NOT_CAPTURED),
        (capture("/f/1.doc", status=403, outcome=Reason.HTTP_4XX), Reason.LOGIN),
        (capture("/f/1.doc", outcome=Reason.TIMEOUT), Reason.TIMEOUT),
    ],
)
def test_an_attachment_that_could_not_be_had_is_not_dead(found: Capture | None, reason: Reason) -> None:
    verdict = judged("attachment-dead", OFFERED, {found.url: found} if found else None)
    assert (verdict.state, verdict.reason) == (State.NOT_ASSESSABLE, reason)


def test_pages_without_attachments_of_the_site_are_not_judged() -> None:
    away = Links(attachments=(Link("http://oss.other.cn/1.doc", "附件"),))
    for offered in (Links(), away):
        assert judged("attachment-dead", offered).state is State.NOT_APPLICABLE


def test_an_interpretation_that_is_not_there_is_dead() -> None:
    offered = Links(interpretations=links("/jd/1.html", "/jd/2.html"), attachments=links("/f/2.doc"))
    captures = {url("/jd/1.html"): capture("/jd/1.html", GONE), url("/jd/2.html"): capture("/jd/2.html", PAGE)}
    verdict = judged("interpretation-link-dead", offered, captures)
    assert (verdict.state, verdict.values["count"]) == (State.FAIL, "1")
    assert verdict.related == (url("/jd/1.html"),)
