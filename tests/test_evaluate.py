import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from hashlib import sha256
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import (
    AS_OF,
    HOME,
    column,
    facts,
    field,
    fields,
    items,
    page,
    place,
    record,
    rule,
    ruleset,
    site,
    unread,
    url,
    view,
)

from auditor.evaluate import document_days, evaluate, fingerprint, subject_key, verdicts
from auditor.kinds import Facts, Page
from auditor.model import (
    AppliesTo,
    Basis,
    Body,
    Finding,
    Foreign,
    HomeNews,
    Item,
    Level,
    Override,
    Owner,
    Ownership,
    PageKind,
    PageView,
    Reason,
    Record,
    Role,
    Rule,
    Ruleset,
    RuleTally,
    Source,
    State,
    Subject,
)

Four = tuple[str, str, str, str]
DOCUMENTS = (PageKind.DOCUMENT,)


def judged(
    asked: Rule,
    *subjects: Page,
    period: tuple[date, date] | None = None,
    **changes: Any,  # noqa: ANN401 - attributes of what is built
) -> tuple[tuple[Finding, ...], RuleTally]:
    """Judge pages by one rule; *changes* are attributes of `SiteView`."""
    findings, tallies = evaluate(ruleset(asked), [one.record for one in subjects], known(*subjects, **changes), period)
    return findings, tallies[0]


def known(*subjects: Page, as_of: date = AS_OF, **changes: Any) -> Facts:  # noqa: ANN401 - attributes of what is built
    return facts(view(*subjects, **changes), as_of=as_of)


def state(asked: Rule, subject: Page, period: tuple[date, date] | None = None, **changes: Any) -> State:  # noqa: ANN401 - attributes of what is built
    """Return the state to which a rule came on one page."""
    _, counts = judged(asked, subject, period=period, **changes)
    came = {
        State.PASS: counts.passed,
        State.FAIL: counts.failed,
        State.NEEDS_REVIEW: counts.needs_review,
        State.NOT_APPLICABLE: counts.not_applicable,
        State.NOT_ASSESSABLE: counts.not_assessable,
    }
    assert sum(came.values()) == 1
    return next(one for one, count in came.items() if count)


def missing(**changes: Any) -> Record:  # noqa: ANN401 - attributes of what is built
    """Return a page written on 2 May 2023 that lacks its day of publication, so that the rule of `making` hits."""
    return record(**{"fields": fields(written_date="2023-05-02"), **changes})


def limited(**applies: Any) -> Rule:  # noqa: ANN401 - attributes of what is built
    return rule(applies_to=AppliesTo(**{"kinds": DOCUMENTS, **applies}))


# ---------------------------------------------------------------- which pages


def test_a_rule_judges_the_pages_it_is_for() -> None:
    assert state(rule(), page(missing())) is State.FAIL
    assert state(rule(), page(record(fields=fields(published_date="2023-05-02")))) is State.PASS


@pytest.mark.parametrize("kind", [one for one in PageKind if one is not PageKind.DOCUMENT])
def test_other_kinds_of_pages_are_no_documents(kind: PageKind) -> None:
    assert state(rule(), page(missing(kind=kind))) is State.NOT_APPLICABLE
    assert state(limited(kinds=()), page(missing(kind=kind))) is State.FAIL


def test_a_rule_for_some_roles_leaves_the_others_alone() -> None:
    asked = limited(roles=(Role.NORMATIVE_DOCUMENTS, Role.POLICY_DOCUMENTS))
    assert state(asked, page(missing())) is State.FAIL
    assert state(asked, page(missing(), role=Role.NEWS)) is State.NOT_APPLICABLE


def test_a_page_in_no_column_is_no_policy_document_unless_it_stands_alone() -> None:
    asked = limited(roles=(Role.POLICY_DOCUMENTS,))
    assert state(asked, page(missing(), role=None)) is State.NOT_APPLICABLE
    assert state(asked, page(missing(), role=None), whole_site=False) is State.FAIL


@pytest.mark.parametrize(("kind", "role"), [(PageKind.ANNUAL_REPORT, Role.ANNUAL_REPORT), (PageKind.GUIDE, Role.GUIDE)])
def test_a_report_or_a_guide_is_one_wherever_it_stands(kind: PageKind, role: Role) -> None:
    asked = limited(roles=(role,), kinds=())
    for whole_site in (True, False):
        assert state(asked, page(missing(kind=kind), role=None), whole_site=whole_site) is State.FAIL
        assert state(asked, page(missing(kind=kind), role=Role.OTHER), whole_site=whole_site) is State.FAIL
    assert state(asked, page(missing(kind=kind), role=Role.NEWS)) is State.NOT_APPLICABLE


def test_a_rule_for_some_levels_judges_sites_of_that_level() -> None:
    asked = limited(levels=(Level.COUNTY,))
    assert state(asked, page(missing()), site=site(level=Level.COUNTY)) is State.FAIL
    assert state(asked, page(missing()), site=site(level=Level.CITY)) is State.NOT_APPLICABLE
    assert state(asked, page(missing()), site=site()) is State.NOT_APPLICABLE


@pytest.mark.parametrize("reason", [one for one in Reason if one is not Reason.OK])
def test_a_page_that_could_not_be_read_is_never_counted_against_the_site(reason: Reason) -> None:
    findings, counts = judged(limited(roles=(Role.POLICY_DOCUMENTS,)), page(unread("/1.html", reason)))
    assert findings == ()
    assert (counts.not_assessable, counts.judged) == (1, 0)
    assert counts.reasons == {str(reason): 1}


def test_an_unread_page_of_another_column_is_not_the_rules_matter() -> None:
    lost = unread("/1.html")
    assert state(limited(roles=(Role.POLICY_DOCUMENTS,)), page(lost, role=Role.NEWS)) is State.NOT_APPLICABLE
    assert state(limited(), page(lost, role=Role.NEWS)) is State.NOT_ASSESSABLE


# ---------------------------------------------------------------- whose document


@pytest.mark.parametrize(
    ("owner", "came"),
    [
        (Owner(Ownership.OWN, "number"), State.FAIL),
        (Owner(Ownership.OWN, "number", conflict=True), State.NEEDS_REVIEW),
        (Owner(Ownership.UNKNOWN), State.NEEDS_REVIEW),
        (Owner(Ownership.OTHER, "number"), State.NOT_APPLICABLE),
        (Owner(Ownership.OTHER, "title", conflict=True), State.NOT_APPLICABLE),
        (Owner(Ownership.PARTY, "number"), State.NOT_APPLICABLE),
    ],
)
def test_only_own_documents_are_owed_and_doubt_lowers_a_fail(owner: Owner, came: State) -> None:
    assert state(limited(owner="own"), page(missing(), owner=owner)) is came
    assert state(limited(), page(missing(), owner=owner)) is State.FAIL


def test_doubt_changes_nothing_but_a_fail() -> None:
    doubt = Owner(Ownership.UNKNOWN)
    fine = record(fields=fields(published_date="2023-05-02"))
    assert state(limited(owner="own"), page(fine, owner=doubt)) is State.PASS
    lost = page(missing(scripted=True), owner=doubt)
    assert state(limited(owner="own"), lost) is State.NOT_ASSESSABLE


def test_a_rule_may_lower_every_hit_of_its_kind_and_raises_none() -> None:
    assert state(rule(state=State.NEEDS_REVIEW), page(missing())) is State.NEEDS_REVIEW
    doubtful = missing(fields=(*fields(written_date="2023-05-02"), field("published_date", reason="placeholder")))
    assert state(rule(), page(doubtful)) is State.NEEDS_REVIEW
    assert state(rule(state=State.NEEDS_REVIEW), page(record(fields=fields(published_date="2023-01-01")))) is State.PASS


def test_a_lowered_finding_keeps_its_evidence_and_message() -> None:
    (certain,), _ = judged(limited(owner="own"), page(missing()))
    (doubtful,), _ = judged(limited(owner="own"), page(missing(), owner=Owner()))
    assert doubtful.state is State.NEEDS_REVIEW
    assert (doubtful.evidence, doubtful.message) == (certain.evidence, certain.message)
    assert (doubtful.remedy, doubtful.fingerprint) == (certain.remedy, certain.fingerprint)


# ---------------------------------------------------------------- in time

FROM_2022 = rule(effective_from=date(2022, 1, 1))


@pytest.mark.parametrize(
    ("written", "came"),
    [("2021-12-31", State.NOT_APPLICABLE), ("2022-01-01", State.FAIL), ("2023-12-31", State.FAIL)],
)
def test_a_duty_holds_for_documents_from_its_first_day(written: str, came: State) -> None:
    assert state(FROM_2022, page(missing(fields=fields(written_date=written)))) is came


def test_a_duty_ends_after_its_last_day() -> None:
    asked = rule(effective_to=date(2022, 12, 31))
    assert state(asked, page(missing(fields=fields(written_date="2022-12-31")))) is State.FAIL
    assert state(asked, page(missing(fields=fields(written_date="2023-01-01")))) is State.NOT_APPLICABLE


def test_a_rule_for_any_page_holds_by_the_day_of_the_assessment() -> None:
    asked = rule(applies_to=AppliesTo(), effective_from=date(2022, 1, 1))
    old = page(missing(fields=fields(written_date="2015-01-01")))
    assert state(asked, old) is State.FAIL
    assert state(asked, old, as_of=date(2021, 12, 31)) is State.NOT_APPLICABLE


def test_a_document_of_a_later_day_was_not_there_yet() -> None:
    assert state(rule(), page(missing(fields=fields(written_date="2024-01-01")))) is State.NOT_APPLICABLE
    assert state(rule(), page(missing(fields=fields(written_date="2023-12-31")))) is State.FAIL


def test_a_document_without_any_day_is_only_for_a_person() -> None:
    assert state(FROM_2022, page(missing(fields=()))) is State.NEEDS_REVIEW
    assert state(rule(), page(missing(fields=()))) is State.FAIL  # a duty without a first day needs no day


@pytest.mark.parametrize(
    ("number", "came"), [("郯政发〔2021〕8号", State.NOT_APPLICABLE), ("郯政发〔2022〕8号", State.FAIL)]
)
def test_the_year_of_a_number_stands_for_a_day(number: str, came: State) -> None:
    assert state(FROM_2022, page(missing(fields=fields(document_number=number)))) is came
    assert state(FROM_2022, page(missing(fields=(), body=Body(length=9, number=number)))) is came


def test_a_year_in_which_the_duty_began_is_uncertain() -> None:
    """〔2016〕8号 may have been written before November 2016."""
    asked = rule(effective_from=date(2016, 11, 1))
    assert state(asked, page(missing(fields=fields(document_number="郯政发〔2016〕8号")))) is State.NEEDS_REVIEW
    assert state(asked, page(missing(fields=fields(document_number="郯政发〔2017〕8号")))) is State.FAIL
    assert state(asked, page(missing(fields=fields(document_number="郯政发〔2015〕8号")))) is State.NOT_APPLICABLE


def test_a_year_in_which_the_duty_ended_is_uncertain() -> None:
    asked = rule(effective_to=date(2016, 11, 1))
    assert state(asked, page(missing(fields=fields(document_number="郯政发〔2016〕8号")))) is not State.FAIL


@pytest.mark.parametrize(
    ("shown", "body", "first", "last"),
    [
        (
            {"written_date": "2023-01-02", "published_date": "2023-03-04"},
            Body(number="郯政发〔2021〕8号", signature_date="2022-01-01"),
            "2023-01-02",
            "2023-01-02",
        ),
        ({"published_date": "2023-03-04"}, Body(signature_date="2022-01-01"), "2023-03-04", "2023-03-04"),
        ({"document_number": "郯政发〔2021〕8号"}, Body(signature_date="2022-01-01"), "2022-01-01", "2022-01-01"),
        ({"document_number": "郯政发〔2021〕8号"}, Body(number="郯政发〔2020〕8号"), "2021-01-01", "2021-12-31"),
        ({}, Body(number="郯政发〔2020〕8号"), "2020-01-01", "2020-12-31"),
        ({}, Body(number="郯政发〔2023〕8号"), "2023-01-01", "2023-06-30"),
    ],
)
def test_a_document_was_made_on_its_day_of_writing_else_publication_else_signing_else_in_the_year_of_its_number(
    shown: dict[str, str], body: Body, first: str, last: str
) -> None:
    days = document_days(record(fields=fields(**shown), body=body), date(2023, 6, 30))
    assert days == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize("number", ["", "郯城县人民政府公告第1号"])
def test_a_document_without_a_day_may_be_of_any_day_until_now(number: str) -> None:
    first, last = document_days(record(body=Body(number=number)), AS_OF)
    assert first < date(1949, 10, 1)
    assert last == AS_OF


def test_a_number_of_a_later_year_was_not_there_yet() -> None:
    later = missing(fields=fields(document_number="郯政发〔2030〕8号"))
    assert state(rule(), page(later)) is State.NOT_APPLICABLE


# ---------------------------------------------------------------- period

PERIOD = (date(2023, 1, 1), date(2023, 6, 30))


@pytest.mark.parametrize(
    ("published", "came"),
    [
        ("2022-12-31", State.NOT_APPLICABLE),
        ("2023-01-01", State.FAIL),
        ("2023-06-30", State.FAIL),
        ("2023-07-01", State.NOT_APPLICABLE),
    ],
)
def test_a_period_limits_the_rules_of_a_period_and_no_others(published: str, came: State) -> None:
    subject = page(missing(fields=fields(published_date=published, written_date="2022-12-01")))
    late: dict[str, Any] = {"kind": "fields_missing", "options": {"fields": ["validity"]}}
    asked = rule(applies_to=AppliesTo(kinds=DOCUMENTS, in_period=True), **late)
    assert state(asked, subject, PERIOD) is came
    assert state(asked, subject) is State.FAIL
    assert state(rule(**late), subject, PERIOD) is State.FAIL


def test_without_a_day_of_publication_the_day_of_writing_tells_the_period() -> None:
    asked = limited(in_period=True)
    assert state(asked, page(missing()), PERIOD) is State.FAIL
    assert state(asked, page(missing(fields=fields(written_date="2023-09-01"))), PERIOD) is State.NOT_APPLICABLE


def test_a_document_that_cannot_be_placed_in_the_period_is_for_a_person() -> None:
    asked = limited(in_period=True)
    assert state(asked, page(missing(fields=())), PERIOD) is State.NEEDS_REVIEW


# ---------------------------------------------------------------- columns

STALE = rule("stale", "column_age", options={"periods": {"news": "P2W"}}, applies_to=AppliesTo(), message="{name}")
OLD = column("news", name="要闻", path="/xw/", items=items(("/1.html", "2023-01-01")))


def column_state(asked: Rule, **changes: Any) -> State:  # noqa: ANN401 - attributes of what is built
    (verdict,) = (one for _, _, one in verdicts(ruleset(asked), (), facts(view(columns=(OLD,), **changes))))
    return verdict.state


def test_a_column_rule_judges_columns_and_a_page_rule_pages() -> None:
    subject = page(missing())
    found, counts = evaluate(ruleset(rule(), STALE), [subject.record], known(subject, columns=(OLD,)))
    assert [(one.rule, one.subject.url) for one in found] == [("a-rule", subject.record.url), ("stale", url("/xw/"))]
    assert [one.judged for one in counts] == [1, 1]


def test_a_columns_finding_stands_at_its_address_with_its_unit() -> None:
    (found,), (counts,) = evaluate(ruleset(STALE), (), facts(view(columns=(OLD,))))
    assert found.subject == Subject(url("/xw/"), title="要闻")
    assert (found.column, found.unit, found.role, found.message) == ("要闻", "县政府办公室", Role.NEWS, "要闻")
    assert counts.by_role["news"][State.FAIL] == 1


def test_columns_are_judged_by_role_level_and_day() -> None:
    def asked(**changes: Any) -> Rule:  # noqa: ANN401 - attributes of what is built
        applies = {name: changes.pop(name) for name in ("roles", "levels") if name in changes}
        return rule("stale", "column_age", options=STALE.options, applies_to=AppliesTo(**applies), **changes)

    assert column_state(asked(roles=(Role.NEWS,))) is State.FAIL
    assert column_state(asked(roles=(Role.NOTICES,))) is State.NOT_APPLICABLE
    assert column_state(asked(levels=(Level.COUNTY,)), site=site(level=Level.COUNTY)) is State.FAIL
    assert column_state(asked(levels=(Level.COUNTY,)), site=site(level=Level.CITY)) is State.NOT_APPLICABLE
    assert column_state(asked(effective_from=AS_OF)) is State.FAIL
    assert column_state(asked(effective_from=date(2024, 1, 1))) is State.NOT_APPLICABLE
    assert column_state(asked(state=State.NEEDS_REVIEW)) is State.NEEDS_REVIEW


# ---------------------------------------------------------------- overrides


def overridden(**where: Any) -> Ruleset:  # noqa: ANN401 - attributes of what is built
    options = {"periods": {"news": "P10Y"}}
    return ruleset(STALE, overrides=(Override("stale", options, **where),))


@pytest.mark.parametrize(
    ("where", "holds"),
    [
        ({}, True),
        ({"level": Level.COUNTY}, True),
        ({"level": Level.TOWNSHIP}, False),
        ({"site": "tancheng"}, True),
        ({"site": "other"}, False),
        ({"level": Level.COUNTY, "site": "other"}, False),
        ({"column": "要闻"}, True),
        ({"column": "通知公告"}, False),
        ({"url": url("/xw/")}, True),
        ({"url": url("/tzgg/")}, False),
    ],
)
def test_an_override_holds_where_it_says(where: dict[str, Any], *, holds: bool) -> None:
    seen = facts(view(columns=(OLD,), site=site(level=Level.COUNTY)))
    (found, (counts,)) = evaluate(overridden(**where), (), seen)
    assert (counts.failed, counts.passed) == ((0, 1) if holds else (1, 0))
    assert len(found) == counts.failed


@pytest.mark.parametrize(
    ("where", "holds"),
    [
        ({"column": "政策文件"}, True),
        ({"column": "通知公告"}, False),
        ({"url": url("/zcwj/*")}, True),
        ({"url": url("/jd/*")}, False),
        ({"column": "政策文件", "url": url("/jd/*")}, False),
        ({"column": "政策文件", "site": "other"}, False),
    ],
)
def test_an_override_for_a_column_or_addresses_holds_for_the_pages_there(where: dict[str, Any], *, holds: bool) -> None:
    asked = ruleset(rule(), overrides=(Override("a-rule", {"fields": ["written_date"]}, **where),))
    assert evaluate(asked, [missing()], known(page(missing())))[1][0].failed == (0 if holds else 1)


def test_of_several_overrides_the_last_one_that_fits_holds() -> None:
    first = Override("a-rule", {"fields": ["written_date"]}, column="政策文件")
    second = Override("a-rule", {"fields": ["validity"]}, column="政策文件")
    third = Override("a-rule", {"fields": ["title"]}, column="通知公告")
    asked = ruleset(rule(message="{missing}"), overrides=(first, second, third))
    (found,), _ = evaluate(asked, [missing()], known(page(missing())))
    assert found.message == "有效性"


def test_an_override_of_another_rule_changes_nothing() -> None:
    asked = ruleset(STALE, overrides=(Override("other", {"periods": {"news": "P10Y"}}),))
    assert evaluate(asked, (), facts(view(columns=(OLD,))))[1][0].failed == 1


def test_an_override_keeps_the_options_it_does_not_name() -> None:
    asked = rule(options={"fields": ["published_date"], "unnumbered": ["公告"]})
    changed = ruleset(asked, overrides=(Override("a-rule", {"unnumbered": []}),))
    assert evaluate(changed, [missing()], known(page(missing())))[1][0].failed == 1


# ---------------------------------------------------------------- findings


def test_a_message_says_what_was_seen_and_leaves_unknown_places_empty() -> None:
    asked = rule(
        message="截至{as_of},{title}({document_number},{url})缺{missing}:{quote}{newest}",
        remedy="补{missing}{newest}",
        severity="minor",
        title="要素不全",
    )
    subject = missing(title="通知", fields=fields(document_number="郯政发〔2023〕8号", index_number="X/2023-1"))
    (found,), _ = judged(asked, page(subject))
    assert found.message == (
        f"截至2023-12-31,通知(郯政发〔2023〕8号,{subject.url})缺发布日期:文号 郯政发〔2023〕8号；索引号 X/2023-1"
    )
    assert (found.remedy, found.severity, found.title) == ("补发布日期", "minor", "要素不全")
    assert found.subject == Subject(subject.url, "郯政发〔2023〕8号", "X/2023-1", "通知")
    assert (found.column, found.unit, found.role) == ("政策文件", "县政府办公室", Role.POLICY_DOCUMENTS)
    assert (found.evidence[0].url, found.evidence[0].digest) == (subject.url, "sha256:00")


def test_text_of_a_page_cannot_break_a_message() -> None:
    subject = missing(title="{as_of.__class__} {0} {", fields=())
    (found,), _ = judged(rule(message="{title}"), page(subject))
    assert found.message == "{as_of.__class__} {0} {"


@pytest.mark.parametrize(
    ("basis", "text"),
    [
        ((Basis("某规定", certainty="default"),), "本次评估口径"),
        ((), "本次评估口径"),
        (
            (Basis("政府信息公开条例", "国务院令第711号", "第二十六条", certainty="seen"), Basis("习惯")),
            "《政府信息公开条例》（国务院令第711号）第二十六条",
        ),
        ((Basis("甲", certainty="inferred"), Basis("乙", certainty="second_hand")), "《甲》；《乙》"),
    ],
)
def test_a_rule_with_only_a_default_names_no_law(basis: tuple[Basis, ...], text: str) -> None:
    (found,), _ = judged(rule(basis=basis), page(missing()))
    assert found.basis == text


def test_counts_stand_beside_each_other_by_rule_and_role() -> None:
    subjects = (
        page(missing(path="/1.html")),
        page(missing(path="/2.html"), role=Role.NORMATIVE_DOCUMENTS),
        page(record("/3.html", fields=fields(published_date="2023-05-02"))),
        page(missing(path="/4.html", kind=PageKind.OTHER), role=None),
        page(unread("/5.html", Reason.TIMEOUT)),
        page(unread("/6.html", Reason.DNS)),
        page(missing(path="/7.html", scripted=True)),
        page(missing(path="/8.html", fields=(field("published_date", raw="无", reason="placeholder"),))),
    )
    _, counts = judged(rule(title="题"), *subjects)
    assert (counts.id, counts.title, counts.judged) == ("a-rule", "题", 4)
    assert (counts.passed, counts.failed, counts.needs_review) == (1, 2, 1)
    assert (counts.not_applicable, counts.not_assessable) == (1, 3)
    assert counts.reasons == {"dns": 1, "profile_drift": 1, "timeout": 1}
    assert list(counts.reasons) == sorted(counts.reasons)
    assert list(counts.by_role) == ["", "normative_documents", "policy_documents"]
    assert counts.by_role["normative_documents"][State.FAIL] == 1
    assert counts.by_role["policy_documents"][State.NOT_ASSESSABLE] == 3


def test_a_rule_without_subjects_has_a_tally_of_nothing() -> None:
    _, counts = judged(rule())
    assert (counts.judged, counts.not_applicable, counts.by_role) == (0, 0, {})


# ---------------------------------------------------------------- fingerprints


def test_a_fingerprint_is_sixteen_hex_of_a_hash_over_what_it_names() -> None:
    mark = fingerprint("tancheng", "a-rule", "郯政发〔2023〕8号", "validity", 0)
    text = json.dumps(["tancheng", "a-rule", "郯政发〔2023〕8号", "validity", 0], ensure_ascii=False)
    assert mark == sha256(text.encode()).hexdigest()[:16]


@given(st.tuples(*[st.text(max_size=4)] * 4), st.tuples(*[st.text(max_size=4)] * 4))
def test_fingerprints_of_different_things_differ(one: Four, other: Four) -> None:
    marks = [fingerprint(*parts, 0) for parts in (one, other)]
    assert (marks[0] == marks[1]) == (one == other)
    assert fingerprint(*one, 1) != marks[0]


@pytest.mark.parametrize(
    ("subject", "key"),
    [
        (Subject(url("/1.html"), "郯政发[2023] 8号", "X/2023-1"), "郯政发〔2023〕8号"),
        (Subject(url("/1.html"), "无", "X/2023-1"), "X/2023-1"),
        (Subject(url("/1.html"), "", "X/2023-1"), "X/2023-1"),
        (Subject("HTTP://WWW.example.gov.cn:80/index.html#top"), "www.example.gov.cn/"),
    ],
)
def test_a_finding_hangs_on_the_number_else_the_index_number_else_the_address(subject: Subject, key: str) -> None:
    assert subject_key(subject) == key


def test_a_fingerprint_does_not_change_with_address_wording_or_time() -> None:
    def mark(path: str, number: str, message: str, as_of: date, **changes: Any) -> str:  # noqa: ANN401 - attributes of what is built
        subject = missing(path=path, fields=fields(document_number=number, written_date="2023-05-02"), **changes)
        (found,), _ = judged(rule(message=message), page(subject), as_of=as_of)
        return found.fingerprint

    first = mark("/a/1.html", "郯政发〔2023〕8号", "缺", AS_OF)
    assert mark("/b/2.html", "郯政发[2023]8号", "没有", date(2025, 1, 1), title="别题") == first
    assert mark("/a/1.html", "郯政发〔2023〕9号", "缺", AS_OF) != first


def test_two_hits_on_one_number_are_told_apart_and_keep_their_order() -> None:
    number = fields(document_number="郯政发〔2023〕8号", written_date="2023-05-02")
    subjects = [page(missing(path=f"/{n}.html", fields=number)) for n in (2, 1, 3)]
    found, _ = judged(rule(), *subjects)
    assert [one.subject.url for one in found] == [url(f"/{n}.html") for n in (1, 2, 3)]
    assert [one.fingerprint for one in found] == [
        fingerprint("tancheng", "a-rule", "郯政发〔2023〕8号", "fields", nth) for nth in range(3)
    ]


def test_a_fingerprint_names_the_site_and_the_rule() -> None:
    subject = page(missing())
    (one,), _ = judged(rule("x"), subject)
    (two,), _ = judged(rule("y"), subject)
    (three,), _ = judged(rule("x"), subject, site=site(id="other", home=HOME))
    assert len({one.fingerprint, two.fingerprint, three.fingerprint}) == 3


# ---------------------------------------------------------------- order

SUBJECTS: Sequence[Page] = (
    *(page(missing(path=f"/{n}.html")) for n in range(4)),
    page(missing(path="/5.html"), owner=Owner()),
    page(record("/6.html", fields=(field("published_date", "2023-01-01", source=Source.HEADLINE),))),
    page(unread("/7.html")),
)


@given(st.permutations(SUBJECTS), st.randoms())
def test_neither_the_order_of_pages_nor_of_rules_matters(subjects: list[Page], shuffle: Random) -> None:
    rules = [rule("x"), limited(owner="own"), STALE]
    shuffle.shuffle(rules)
    records = [one.record for one in subjects]
    found, counts = evaluate(ruleset(*rules), records, known(*subjects, columns=(OLD,)))
    again, tallies = evaluate(
        ruleset(rule("x"), limited(owner="own"), STALE),
        [one.record for one in SUBJECTS],
        known(*SUBJECTS, columns=(OLD,)),
    )
    assert sorted(found, key=lambda one: one.fingerprint) == sorted(again, key=lambda one: one.fingerprint)
    assert {one.id: one for one in counts} == {one.id: one for one in tallies}
    order = [one.id for one in rules]
    assert [(order.index(one.rule), one.subject.url) for one in found] == sorted(
        (order.index(one.rule), one.subject.url) for one in found
    )


def test_records_stream_past() -> None:
    """A million pages fit into memory: records are asked for one after the other and not kept."""
    pulled = []

    def stream() -> Iterator[Record]:
        for one in SUBJECTS:
            pulled.append(one.record.url)
            yield one.record

    outcomes = verdicts(ruleset(rule()), stream(), known(*SUBJECTS))
    next(outcomes)
    assert len(pulled) == 1


# ---------------------------------------------------------------- the site as a whole

HOME_OLD = HomeNews(HOME, Reason.OK, ("2023-01-01",), 0, "sha256:02", "2023-12-31T00:00:00Z")
AGED = rule(
    "aged", "site_age", options={"period": "P2W"}, applies_to=AppliesTo(), message="截至{as_of},{title}最新{newest}"
)
LACKING = rule(
    "lacking", "columns_required", options={"roles": ["guide", "news"]}, applies_to=AppliesTo(), message="缺{missing}"
)
SEEN_HOME = PageView(HOME, PageKind.HOME, Reason.OK)


def of_site(asked: Ruleset, **changes: Any) -> tuple[tuple[Finding, ...], RuleTally]:  # noqa: ANN401 - of `SiteView`
    values = {"home_news": HOME_OLD, "pages": {"www.example.gov.cn/": SEEN_HOME}, **changes}
    found, (counts,) = evaluate(asked, (), facts(view(**values)))
    return found, counts


def test_a_sites_finding_stands_on_its_home_page() -> None:
    (found,), counts = of_site(ruleset(AGED))
    assert found.subject == Subject(HOME, title="郯城县人民政府")
    assert (found.column, found.unit, found.role, found.state) == ("", "", None, State.FAIL)
    assert found.message == "截至2023-12-31,郯城县人民政府最新2023-01-01"
    assert (found.evidence[0].url, found.evidence[0].digest) == (HOME, "sha256:02")
    assert found.fingerprint == fingerprint("tancheng", "aged", "www.example.gov.cn/", "home", 0)
    assert (counts.judged, counts.by_role) == (1, {"": {**dict.fromkeys(State, 0), State.FAIL: 1}})


def test_a_site_rule_judges_the_site_once_whatever_pages_and_columns_it_has() -> None:
    subjects = [page(record(f"/{n}.html")) for n in range(3)]
    seen = known(*subjects, columns=(OLD,), home_news=HOME_OLD)
    found, (counts,) = evaluate(ruleset(AGED), [one.record for one in subjects], seen)
    assert (len(found), counts.failed, counts.judged) == (1, 1, 1)


def test_several_verdicts_on_a_site_are_several_findings() -> None:
    found, counts = of_site(ruleset(LACKING))
    assert [one.message for one in found] == ["缺动态要闻", "缺政府信息公开指南"]
    assert (counts.failed, len({one.fingerprint for one in found})) == (2, 2)
    passing, counts = of_site(ruleset(LACKING), columns=(OLD, column("guide", name="指南", path="/zn/")))
    assert (passing, counts.passed) == ((), 2)


def test_sites_are_judged_by_level_and_day() -> None:
    def came(**changes: Any) -> RuleTally:  # noqa: ANN401 - attributes of what is built
        asked = rule(
            "aged",
            "site_age",
            options={},
            applies_to=AppliesTo(levels=changes.pop("levels", ())),
            effective_from=changes.pop("effective_from", None),
            state=changes.pop("state", State.FAIL),
        )
        return of_site(ruleset(asked), **changes)[1]

    county = {"site": site(level=Level.COUNTY)}
    assert came().failed == 1
    assert came(levels=(Level.COUNTY,), **county).failed == 1
    assert came(levels=(Level.CITY,), **county).not_applicable == 1
    assert came(levels=(Level.CITY,)).not_applicable == 1
    assert came(effective_from=AS_OF).failed == 1
    assert came(effective_from=date(2024, 1, 1)).not_applicable == 1
    assert came(state=State.NEEDS_REVIEW).needs_review == 1


def test_a_site_that_cannot_be_judged_is_counted_with_its_reason() -> None:
    found, counts = of_site(ruleset(AGED), home_news=None)
    assert (found, counts.not_assessable, counts.reasons) == ((), 1, {"not_captured": 1})


@pytest.mark.parametrize(
    ("where", "missing"),
    [
        ({}, 1),
        ({"level": Level.TOWNSHIP}, 1),
        ({"level": Level.COUNTY}, 2),
        ({"site": "tancheng"}, 1),
        ({"site": "x"}, 2),
    ],
)
def test_an_override_by_level_or_site_holds_for_the_site(where: dict[str, Any], missing: int) -> None:
    asked = ruleset(LACKING, overrides=(Override("lacking", {"roles": ["guide"]}, **where),))
    assert of_site(asked, site=site(level=Level.TOWNSHIP))[1].failed == missing


def test_a_sites_fault_that_is_mended_in_a_column_stands_at_the_column() -> None:
    cleaned = rule(
        "cleaned",
        "newest_result",
        options={"role": "cleanup", "period": "P24M"},
        applies_to=AppliesTo(),
        message="{newest_title}",
    )
    old = column("cleanup", name="文件清理", path="/qlqk/", items=(Item("清理结果", HOME + "1.html", "2019-01-01"),))
    (found,), _ = of_site(ruleset(cleaned), columns=(column("news"), old))
    assert found.subject == Subject(old.column.url, title="文件清理")
    assert (found.column, found.unit, found.role) == ("文件清理", "县政府办公室", None)
    assert found.message == "清理结果"


# ---------------------------------------------------------------- a verdict on a site that speaks of one page

FOREIGN = rule(
    "foreign", "foreign_links", options={}, applies_to=AppliesTo(), state=State.NEEDS_REVIEW, message="{domain}"
)


def test_a_sites_verdict_may_speak_of_a_page_and_stands_there() -> None:
    subject = page(record("/1.html"))
    key = "www.example.gov.cn/1.html"
    seen = known(subject, foreign={"www.abc.com": Foreign("http://www.abc.com/", "站外", key, 1)})
    (found,), _ = evaluate(ruleset(FOREIGN), [subject.record], seen)
    assert (found.subject, found.state) == (Subject(url("/1.html")), State.NEEDS_REVIEW)
    assert (found.column, found.unit, found.message) == ("政策文件", "县政府办公室", "abc.com")
    assert found.fingerprint == fingerprint("tancheng", "foreign", key, "abc.com", 0)


def test_such_a_page_may_be_known_by_another_address() -> None:
    moved = record("/old.html", final_url=url("/new.html"))
    seen = view(
        page(record("/new.html")), foreign={"a.com": Foreign("http://a.com/", "", "www.example.gov.cn/new.html", 1)}
    )
    pages = {"www.example.gov.cn/new.html": place(moved)}
    (found,), _ = evaluate(ruleset(FOREIGN), (), facts(replace(seen, pages=pages)))
    assert (found.subject.url, found.column) == (url("/old.html"), "")


def test_what_could_be_read_and_not_be_judged_is_told_by_rule_and_address() -> None:
    told: list[tuple[str, str]] = []
    seen = view(home_news=None)
    _, (counts,) = evaluate(ruleset(AGED), (), facts(seen), unjudged=lambda *one: told.append(one))
    assert (told, counts.not_assessable) == ([(AGED.id, HOME)], 1)
    assert evaluate(ruleset(AGED), (), facts(seen))[1] == (counts,)


def test_a_rule_costs_nothing_on_pages_that_it_is_not_for_and_counts_them_all_the_same() -> None:
    """A kind that would fail on any page is never asked about pages of another kind, column or outcome."""
    news = [page(missing(kind=PageKind.OTHER), role=Role.NEWS), page(record("/2.html", kind=PageKind.LIST), role=None)]
    lost = [page(unread(f"/{n}.html", Reason.TIMEOUT)) for n in (3, 4)]
    later = page(record("/5.html", fields=fields(written_date="2024-02-01")))
    findings, counts = judged(rule(), *news, *lost, later)
    assert findings == ()
    assert (counts.not_applicable, counts.not_assessable, counts.judged) == (3, 2, 0)
    assert counts.reasons == {"timeout": 2}
    assert {role: states[State.NOT_APPLICABLE] for role, states in counts.by_role.items()} == {
        "": 1,
        "news": 1,
        "policy_documents": 1,
    }


def test_every_verdict_is_told_one_by_one_as_it_is_counted() -> None:
    subjects = [
        page(missing()),
        page(record("/2.html", kind=PageKind.LIST), role=Role.NEWS),
        page(record("/3.html", fields=fields(written_date="2024-02-01"))),
    ]
    asked = ruleset(
        rule(),
        rule("blank", "column_items", options={}, applies_to=AppliesTo()),
        rule("lost", "columns_required", options={"roles": ["news"]}, applies_to=AppliesTo()),
    )
    seen = known(*subjects, columns=(column("notices"), column("news", path="/xw/")))
    records = [one.record for one in subjects]
    told = [(one.id, verdict.state) for one, _, verdict in verdicts(asked, records, seen)]
    _, tallies = evaluate(asked, records, seen)
    for state_, count in (
        (State.FAIL, "failed"),
        (State.NOT_APPLICABLE, "not_applicable"),
        (State.PASS, "passed"),
    ):
        for tally in tallies:
            assert told.count((tally.id, state_)) == getattr(tally, count)
