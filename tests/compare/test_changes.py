from dataclasses import replace
from datetime import date

import pytest
from comparing import HOME, TODAY, assessed, found, run, seen, site, tally

from auditor.compare import compare, regressions
from auditor.model import (
    Cause,
    Change,
    ChangeKind,
    Comparison,
    Coverage,
    Evidence,
    JudgedRun,
    Ledger,
    Plan,
    Reason,
    State,
    Subject,
)

ONE = seen(("a.htm", "1"), ("b.htm", "1"))
LATER = date(2024, 3, 1)


def only(comparison: Comparison) -> Change:
    (change,) = comparison.changes
    return change


def told(change: Change) -> tuple[ChangeKind, Cause | None, str]:
    return change.kind, change.cause, change.why


def gone(before: JudgedRun, after: JudgedRun) -> tuple[ChangeKind, Cause | None, str]:
    return told(only(compare(before, after)))


# ---------------------------------------------------------------- the same


def test_a_run_against_itself_has_changed_nothing() -> None:
    same = run(assessed(site(found())), ONE)
    comparison = compare(same, same)
    assert told(only(comparison)) == (ChangeKind.REMAINING, None, "")
    assert [len(comparison.of(kind)) for kind in ChangeKind] == [0, 0, 1, 0, 0]
    assert comparison.notes == ()
    assert comparison.remaining == comparison.of(ChangeKind.REMAINING, "a") == comparison.changes
    assert comparison.of(ChangeKind.REMAINING, "b") == ()
    assert (comparison.new, comparison.fixed, comparison.reopened, comparison.not_assessable) == ((), (), (), ())


# ---------------------------------------------------------------- the site changed


@pytest.mark.parametrize(
    ("now", "why"),
    [
        (seen(("a.htm", "2"), ("b.htm", "1")), "页面内容已改"),
        (seen(("a.htm", "1"), ("b.htm", "2")), "本页未改，站内其他页面有变"),
        (seen(("a.htm", "1"), ("b.htm", "1"), ("c.htm", "1")), "本页未改，站内其他页面有变"),
    ],
)
def test_what_the_site_mended_is_fixed(now: object, why: str) -> None:
    assert gone(run(assessed(site(found())), ONE), run(assessed(site()), now)) == (  # type: ignore[arg-type]
        ChangeKind.FIXED,
        Cause.SITE_CHANGED,
        why,
    )


def test_a_change_of_the_page_on_the_other_side_is_named() -> None:
    other = found(related=(HOME + "b.htm", ""), evidence=(Evidence(HOME + "gone.htm", ""),))
    now = seen(("a.htm", "1"), ("b.htm", "2"))
    assert gone(run(assessed(site(other)), ONE), run(assessed(site()), now))[2] == "相关页面已改"


def test_what_came_on_a_page_that_was_not_there_is_new() -> None:
    before = run(assessed(site()), seen(("b.htm", "1")))
    assert gone(before, run(assessed(site(found())), ONE)) == (ChangeKind.NEW, Cause.SITE_CHANGED, "新出现的页面")


def test_what_is_back_on_a_page_that_was_certainly_gone_is_the_doing_of_the_site() -> None:
    before = run(assessed(site()), seen(("a.htm", "", "gone"), ("b.htm", "1")))
    comparison = compare(before, run(assessed(site(found())), ONE), history=[assessed(site(found()))])
    assert told(only(comparison)) == (ChangeKind.REOPENED, Cause.SITE_CHANGED, "新出现的页面")
    assert regressions(comparison) == comparison.changes


def test_a_page_that_moved_is_found_again_though_its_old_address_is_certainly_gone() -> None:
    left = seen(("a.htm", "", "gone"))
    there = replace(ONE.pages["www.example.gov.cn/a.htm"], url=HOME + "new/1.htm", digest="2")
    now = replace(left, pages={**left.pages, "www.example.gov.cn/new/1.htm": there})
    after = run(assessed(site()), now)
    assert gone(run(assessed(site(found())), ONE), after) == (ChangeKind.FIXED, Cause.SITE_CHANGED, "页面内容已改")


def test_a_proof_that_is_certainly_gone_is_the_doing_of_the_site() -> None:
    other = found(evidence=(Evidence(HOME + "b.htm", "…"),))
    now = run(assessed(site()), seen(("a.htm", "1"), ("b.htm", "2", "gone")))
    assert gone(run(assessed(site(other)), ONE), now) == (ChangeKind.FIXED, Cause.SITE_CHANGED, "相关页面已改")


def test_a_page_that_moved_is_found_again_by_its_number() -> None:
    moved = seen(("a.htm", "1"))
    there = replace(next(iter(moved.pages.values())), url=HOME + "new/1.htm", digest="2")
    now = replace(moved, pages={"www.example.gov.cn/new/1.htm": there})
    assert gone(run(assessed(site(found())), ONE), run(assessed(site()), now)) == (
        ChangeKind.FIXED,
        Cause.SITE_CHANGED,
        "页面内容已改",
    )


def test_several_pages_that_moved_are_found_again() -> None:
    moved = seen(("a.htm", "2"), ("b.htm", "2"))
    now = replace(moved, pages={f"www.example.gov.cn/new/{key}": page for key, page in moved.pages.items()})
    comparison = compare(run(assessed(site(found(), found("f2", "b.htm"))), ONE), run(assessed(site()), now))
    assert {told(one)[:2] for one in comparison.changes} == {(ChangeKind.FIXED, Cause.SITE_CHANGED)}


def test_a_fault_in_doubt_that_became_certain_remains_and_says_why() -> None:
    before = run(assessed(site(found(state=State.NEEDS_REVIEW))), ONE)
    after = run(assessed(site(found())), seen(("a.htm", "2"), ("b.htm", "1")))
    change = only(compare(before, after))
    assert told(change) == (ChangeKind.REMAINING, Cause.SITE_CHANGED, "页面内容已改")
    assert change.before is State.NEEDS_REVIEW


def test_what_a_run_before_both_had_is_reopened() -> None:
    before, after = run(assessed(site()), seen(("a.htm", "0"), ("b.htm", "1"))), run(assessed(site(found())), ONE)
    comparison = compare(before, after, history=[assessed(site(found()))])
    assert told(only(comparison)) == (ChangeKind.REOPENED, Cause.SITE_CHANGED, "页面内容已改")
    assert comparison.reopened == comparison.changes


# ---------------------------------------------------------------- what could be looked at changed


@pytest.mark.parametrize(
    ("now", "cause", "why"),
    [
        (seen(("a.htm", "", "timeout"), ("b.htm", "1")), Cause.COVERAGE_CHANGED, "本次未能读取这一页"),
        (seen(("b.htm", "1")), Cause.SITE_CHANGED, "本次没有再见到这一页"),
        (
            seen(("a.htm", "", "gone"), ("b.htm", "1"), unfinished=3, unjudged=[("late", "a.htm")]),
            Cause.SITE_CHANGED,
            "本次没有再见到这一页（已确认不存在）",
        ),
        (seen(("a.htm", "", "http_4xx"), ("b.htm", "1")), Cause.COVERAGE_CHANGED, "本次未能读取这一页"),
        (seen(("b.htm", "1"), unfinished=3), Cause.COVERAGE_CHANGED, "本次抓取没有完成，没有取到这一页"),
        (
            seen(("a.htm", "2"), unjudged=[("late", "a.htm")]),
            Cause.COVERAGE_CHANGED,
            "本次读到了这一页，但未能评判这一条",
        ),
    ],
)
def test_what_nobody_could_look_at_again_is_never_fixed(now: object, cause: Cause, why: str) -> None:
    after = run(assessed(site()), now)  # type: ignore[arg-type]
    assert gone(run(assessed(site(found())), ONE), after) == (ChangeKind.NOT_ASSESSABLE, cause, why)


def test_a_rule_for_the_whole_site_that_could_not_judge_has_mended_nothing_anywhere() -> None:
    now = seen(("a.htm", "2"), ("b.htm", "1"), unjudged=[("late", "")])
    assert gone(run(assessed(site(found())), ONE), run(assessed(site()), now))[0] is ChangeKind.NOT_ASSESSABLE


def test_the_reason_for_which_a_page_could_not_be_read_is_said() -> None:
    now = seen(("a.htm", "", "blocked_waf"))
    change = only(compare(run(assessed(site(found())), ONE), run(assessed(site()), now)))
    assert change.reason is Reason.BLOCKED_WAF


def test_a_proof_that_could_not_be_read_again_is_no_mending() -> None:
    other = found(evidence=(Evidence(HOME + "b.htm", "…"),))
    now = seen(("a.htm", "2"), ("b.htm", "", "http_5xx"))
    assert gone(run(assessed(site(other)), ONE), run(assessed(site()), now)) == (
        ChangeKind.NOT_ASSESSABLE,
        Cause.COVERAGE_CHANGED,
        "本次未能读取作为证据的页面",
    )


def test_a_rule_that_could_judge_nothing_is_no_mending_even_without_a_record_of_the_pages() -> None:
    silent = site(rules=(tally("late", passed=0, not_assessable=4), tally("stale")))
    assert gone(run(assessed(site(found()))), run(assessed(silent))) == (
        ChangeKind.NOT_ASSESSABLE,
        Cause.COVERAGE_CHANGED,
        "本次这条规则一处也未能评判",
    )


@pytest.mark.parametrize(
    "then",
    [
        seen(("a.htm", "", "timeout")),
        seen(("b.htm", "1"), unfinished=2),
        seen(("a.htm", "1"), unjudged=[("late", "a.htm")]),
    ],
)
def test_what_could_not_be_seen_before_is_new_and_not_reopened(then: object) -> None:
    before = run(assessed(site()), then)  # type: ignore[arg-type]
    comparison = compare(before, run(assessed(site(found())), ONE), history=[assessed(site(found()))])
    assert (only(comparison).kind, only(comparison).cause) == (ChangeKind.NEW, Cause.COVERAGE_CHANGED)


def test_a_site_of_one_run_alone_was_not_looked_at_in_the_other() -> None:
    other = site(found("f2"), id="b", name="")
    comparison = compare(run(assessed(site(), other)), run(assessed(site())))
    assert told(only(comparison)) == (ChangeKind.NOT_ASSESSABLE, Cause.COVERAGE_CHANGED, "本次没有评这个站点")
    assert only(comparison).site_name == "b"
    assert [(one.site, one.name, one.in_before, one.in_after) for one in comparison.sites] == [
        ("a", "甲县", True, True),
        ("b", "b", True, False),
    ]
    turned = compare(run(assessed(site())), run(assessed(site(), other)))
    assert told(only(turned)) == (ChangeKind.NEW, Cause.COVERAGE_CHANGED, "上次没有评这个站点")


def test_a_fault_of_which_no_page_was_seen_in_either_run_is_no_page_that_went() -> None:
    whole = found(subject=Subject(HOME + "zwgk/"), evidence=())
    assert gone(run(assessed(site(whole)), ONE), run(assessed(site()), seen(("a.htm", "9")))) == (
        ChangeKind.FIXED,
        Cause.SITE_CHANGED,
        "本页未改，站内其他页面有变",
    )


# ---------------------------------------------------------------- rules, program, day


def test_a_rule_that_changed_is_the_cause_where_nothing_could_be_judged_again() -> None:
    newer = site(rules=(tally("late", sha256="other"), tally("stale")))
    after = run(assessed(newer, ruleset_sha256="cd" * 32), seen(("a.htm", "2")))
    comparison = compare(run(assessed(site(found())), ONE), after)
    assert told(only(comparison)) == (ChangeKind.FIXED, Cause.RULE_CHANGED, "规则本身改了")
    assert [note[:8] for note in comparison.notes] == ["两次的规则集不同", "前一次的证据没有"]


def test_a_rule_of_one_run_alone_is_the_cause() -> None:
    after = run(assessed(site(rules=(tally("stale"),))), ONE)
    assert gone(run(assessed(site(found())), ONE), after)[1:] == (Cause.RULE_CHANGED, "只有一次运行有这条规则")


def test_the_same_evidence_judged_otherwise_under_the_same_rules_is_the_program() -> None:
    after = run(assessed(site(), tool_version="0.2.0"), ONE)
    comparison = compare(run(assessed(site(found(), found("f2", "b.htm"))), ONE), after)
    wanted = (ChangeKind.FIXED, Cause.EXTRACTOR_CHANGED, "程序由0.1.0到0.2.0，读法不同")
    assert [told(one) for one in comparison.changes] == [wanted, wanted]


def test_the_same_pages_on_a_later_day_are_the_day() -> None:
    after = run(assessed(site(found()), as_of=LATER), ONE)
    assert gone(run(assessed(site()), ONE), after) == (
        ChangeKind.NEW,
        Cause.TIME_PASSED,
        "本页未变，评判日期由2023-12-31到2024-03-01",
    )


def test_what_the_same_evidence_says_under_the_later_judgement_is_no_doing_of_the_site() -> None:
    before, after = (
        run(assessed(site(found())), ONE),
        run(assessed(site(), ruleset_sha256="cd" * 32), seen(("a.htm", "2"))),
    )
    again = assessed(site())
    change = only(compare(before, after, again=again))
    assert told(change) == (ChangeKind.FIXED, Cause.RULE_CHANGED, "规则集的词表、日历或参数改了")
    again = assessed(site(found()))
    assert told(only(compare(before, after, again=again)))[1:] == (Cause.SITE_CHANGED, "页面内容已改")


def test_what_the_same_evidence_says_on_the_later_day_is_the_day() -> None:
    before, after = run(assessed(site()), ONE), run(assessed(site(found()), as_of=LATER), seen(("a.htm", "2")))
    later = assessed(site(found()), as_of=LATER)
    change = only(compare(before, after, again=before.assessment, later=later))
    assert told(change) == (ChangeKind.NEW, Cause.TIME_PASSED, "评判日期由2023-12-31到2024-03-01")


def test_the_same_pages_judged_again_alike_leave_only_what_judged_them() -> None:
    before, after = run(assessed(site()), ONE), run(assessed(site(found()), as_of=LATER), ONE)
    later = assessed(site(), as_of=LATER)
    change = only(compare(before, after, again=before.assessment, later=later))
    assert change.cause is Cause.EXTRACTOR_CHANGED


PLAN = Ledger(Plan("p", "要点", 2023, (), "1"), ())


@pytest.mark.parametrize(
    ("changes", "alike", "why"),
    [
        ({"period": (date(2023, 1, 1), TODAY)}, True, "评估时段不同"),
        ({}, False, "站点的配置不同"),
    ],
)
def test_what_else_a_judgement_goes_by_is_named(changes: dict[str, object], *, alike: bool, why: str) -> None:
    before, after = run(assessed(site(found())), ONE), run(assessed(site(), **changes), ONE)
    comparison = compare(before, after, again=assessed(site()), configured_alike=alike)
    assert told(only(comparison))[1:] == (Cause.RULE_CHANGED, why)
    assert bool(comparison.notes) == bool(changes)


def test_another_plan_is_a_rule_that_changed() -> None:
    before, after = run(assessed(site(found())), ONE), run(assessed(site(plans=(PLAN,))), ONE)
    comparison = compare(before, after, again=assessed(site()))
    assert told(only(comparison))[1:] == (Cause.RULE_CHANGED, "依据的工作要点不同")
    assert comparison.after.plans == (("p", "1"),)


def test_without_a_record_of_the_pages_that_is_said() -> None:
    comparison = compare(run(assessed(site(found()))), run(assessed(site())))
    assert told(only(comparison))[1:] == (Cause.SITE_CHANGED, "没有逐页记录，按网站有变计")
    assert [note[:5] for note in comparison.notes] == ["前一次运行", "后一次运行"]


def test_changes_stand_in_order() -> None:
    doubt, other = found("f3", "c.htm", state=State.NEEDS_REVIEW), found("f2", "b.htm")
    before = run(assessed(site(found("f4", "d.htm"))), seen(("d.htm", "1")))
    comparison = compare(before, run(assessed(site(doubt, other, found())), ONE))
    assert [(one.kind, one.finding.fingerprint) for one in comparison.changes] == [
        (ChangeKind.NEW, "f1"),
        (ChangeKind.NEW, "f2"),
        (ChangeKind.NEW, "f3"),
        (ChangeKind.NOT_ASSESSABLE, "f4"),
    ]


def test_a_crawl_that_was_not_finished_is_told_of_either_run() -> None:
    whole, part = run(assessed(site()), seen(("a.htm", "1"))), run(assessed(site()), seen(("a.htm", "1"), unfinished=2))
    assert compare(whole, whole).notes == ()
    (told_of_first,) = compare(part, whole).notes
    assert told_of_first.startswith("前一次的抓取没有完成（甲县）")
    stopped = site(coverage=Coverage(10, 9, {"limit": 1}), name="")
    (told_of_last,) = compare(whole, run(assessed(stopped), seen(("a.htm", "1")))).notes
    assert told_of_last.startswith("后一次的抓取没有完成（a）")
