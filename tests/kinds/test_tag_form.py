from typing import Any

import pytest
from making import facts, page, record, url, view

from auditor import catalog, kinds
from auditor.model import Alike, State, Tagged, Verdict
from auditor.text import addresses

KIND = kinds.build("tag_form", catalog.load().rules["meta-pubdate-malformed"].options)


def judged(raw: str | None, what: str = "article", **alike: Any) -> Verdict:  # noqa: ANN401 - of `Tagged`
    subject = page(record("/1.html", tags=(("pubdate", raw),) if raw is not None else ()))
    seen = view(subject, tagged={addresses.key(subject.record.url): Tagged(what, **alike)})
    verdict: Verdict = KIND.judge(subject, facts(seen))
    return verdict


@pytest.mark.parametrize("raw", ["2023-05-10 09:30", "2023-05-10 09:30:26", "2023-05-10  09:30", "2024-02-29 00:00"])
def test_the_prescribed_form_passes(raw: str) -> None:
    assert judged(raw).state is State.PASS


@pytest.mark.parametrize(
    "raw",
    [
        "2023-05-10",
        "2020年08月02日",
        "2023/05/10 09:30",
        "2023-5-10 9:30",
        "2023-05-10 24:30",
        "2023-05-10 09:60",
        "2023-05-10T09:30:00",
        "1696786869000",
        "2023-02-30 09:30",
        "2023-13-01 09:30",
    ],
)
def test_other_forms_and_days_that_do_not_exist_are_hit(raw: str) -> None:
    verdict = judged(raw)
    assert (verdict.state, verdict.values["raw"], verdict.evidence[0].quote) == (State.FAIL, raw, raw)


@pytest.mark.parametrize("raw", [None, ""])
def test_a_tag_that_is_not_there_is_another_rules_matter(raw: str | None) -> None:
    assert judged(raw).state is State.NOT_APPLICABLE


def test_only_articles_are_judged() -> None:
    assert judged("2023", what="column").state is State.NOT_APPLICABLE
    subject = page(record("/1.html", tags=(("pubdate", "2023"),)))
    assert KIND.judge(subject, facts(view(subject))).state is State.NOT_APPLICABLE


def test_the_form_of_a_template_is_told_at_one_page_and_a_wrong_day_where_it_stands() -> None:
    here, there = Alike(url("/1.html"), 7), Alike(url("/0.html"), 7)
    assert judged("2023-05-10", published=here).values["shared"] == "（同一写法共7页）"
    assert judged("2023-05-10", published=there).state is State.NOT_APPLICABLE
    assert judged("2023-02-30 09:30", published=there).state is State.FAIL
