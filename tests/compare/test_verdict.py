from datetime import date

import pytest
from comparing import assessed, found, run, seen, site

from auditor.compare import compare, regressions
from auditor.model import State

OLD, NEW = seen(("a.htm", "1"), ("b.htm", "1")), seen(("a.htm", "2"), ("b.htm", "2"))
BOTH = (State.FAIL, State.NEEDS_REVIEW)
DOUBT = found(state=State.NEEDS_REVIEW)


def test_a_new_certain_fault_is_a_step_back() -> None:
    comparison = compare(run(assessed(site()), OLD), run(assessed(site(found())), NEW))
    assert [one.finding.fingerprint for one in regressions(comparison)] == ["f1"]


def test_a_term_that_ran_out_is_one_too() -> None:
    comparison = compare(run(assessed(site()), OLD), run(assessed(site(found()), as_of=date(2024, 3, 1)), OLD))
    assert len(regressions(comparison)) == 1


@pytest.mark.parametrize(("counted", "wanted"), [((State.FAIL,), 0), (BOTH, 1), ((), 0)])
def test_a_new_doubt_counts_where_it_is_asked_for(counted: tuple[State, ...], wanted: int) -> None:
    comparison = compare(run(assessed(site()), OLD), run(assessed(site(DOUBT)), NEW))
    assert len(regressions(comparison, counted)) == wanted


def test_a_doubt_that_became_certain_is_a_step_back_and_the_other_way_is_none() -> None:
    doubt, sure = run(assessed(site(DOUBT)), OLD), run(assessed(site(found())), NEW)
    assert len(regressions(compare(doubt, sure), BOTH)) == 1
    assert regressions(compare(sure, doubt), BOTH) == ()


def test_what_a_page_shows_that_could_not_be_read_before_is_none() -> None:
    comparison = compare(run(assessed(site()), seen(("a.htm", "", "timeout"))), run(assessed(site(found())), NEW))
    assert regressions(comparison) == ()


def test_what_was_mended_and_what_remains_is_none() -> None:
    comparison = compare(run(assessed(site(found(), found("f2", "b.htm"))), OLD), run(assessed(site(found())), NEW))
    assert regressions(comparison, BOTH) == ()
