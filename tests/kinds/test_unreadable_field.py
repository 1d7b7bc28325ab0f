"""validity-unrecognised: a word in the field that is none of those that may stand there."""

import pytest
from making import facts, field, page, record

from auditor.kinds.unreadable_field import Kind
from auditor.model import Field, Source, State

KIND = Kind(("validity",), ("unrecognised",))


def state(*shown: Field, kind: Kind = KIND) -> State:
    return kind.judge(page(record(fields=shown)), facts()).state


def test_a_word_outside_the_list_is_a_hit_that_quotes_it() -> None:
    shown = field("validity", raw=" 正常 ", label="[ 有 效 性 ] ", reason="unrecognised")
    verdict = KIND.judge(page(record(fields=(shown,))), facts())
    assert (verdict.state, verdict.values, verdict.part) == (State.FAIL, {"raw": "正常"}, "validity")
    assert [(one.quote, one.locator) for one in verdict.evidence] == [("[ 有 效 性 ] 正常", "css:#validity")]


@pytest.mark.parametrize("word", ["valid", "expired", "repealed", "amended", "partly_invalid", "not_yet_effective"])
def test_every_word_of_the_list_passes(word: str) -> None:
    assert state(field("validity", word)) is State.PASS


@pytest.mark.parametrize(
    "shown",
    [
        (),
        (field("validity"),),
        (field("validity", raw="  "),),
        (field("written_date", raw="x", reason="unrecognised"),),
    ],
)
def test_an_absent_or_empty_field_is_another_rules_matter(shown: tuple[Field, ...]) -> None:
    assert state(*shown) is State.NOT_APPLICABLE


def test_other_reasons_are_no_hit_unless_they_are_named() -> None:
    shown = field("validity", raw="无", reason="placeholder")
    assert state(shown) is State.PASS
    assert state(shown, kind=Kind(("validity",), ("unrecognised", "placeholder"))) is State.FAIL


def test_another_field_may_be_asked() -> None:
    shown = field("published_date", raw="1696786869000", reason="not_a_date")
    assert state(shown, kind=Kind(("published_date",), ("not_a_date",))) is State.FAIL
    assert state(shown) is State.NOT_APPLICABLE


@pytest.mark.parametrize(("source", "came"), [(Source.SCRIPT, State.FAIL), (Source.META, State.NOT_APPLICABLE)])
def test_only_the_block_is_judged(source: Source, came: State) -> None:
    assert state(field("validity", raw="正常", reason="unrecognised", source=source)) is came


@pytest.mark.parametrize(
    ("raw", "state"),
    [("20220801", State.PASS), ("２０２２０８０１", State.PASS), ("20221332", State.FAIL), ("1696786869", State.FAIL)],
)
def test_a_day_in_eight_figures_can_be_read_by_people(raw: str, state: State) -> None:
    shown = field("published_date", raw=raw, reason="not_a_date")
    kind = Kind(("published_date",), ("not_a_date",))
    assert kind.judge(page(record(fields=(shown,))), facts()).state is state
