"""index-number-malformed: an 索引号 that is written otherwise than the site's own majority."""

from typing import Any

import pytest
from making import facts, field, page, record, view

from auditor.kinds.minority_shape import Kind
from auditor.model import Record, Source, State, Verdict

KIND = Kind()
OWN, OTHER, THIRD = "X/X-X", "X-X-X", "X"
OWN_VALUE, OTHER_VALUE, THIRD_VALUE = "tanchengxzf0001/2023-0000101", "370000-2023-101", "0101"


def subject(value: str | None, **changes: Any) -> Record:  # noqa: ANN401 - attributes of `Field`
    return record(fields=(field("index_number", value, **changes),))


def judged(value: str | None, kind: Kind = KIND, *, shapes: dict[str, int], **changes: Any) -> Verdict:  # noqa: ANN401 - of `Field`
    return kind.judge(page(subject(value, **changes)), facts(view(index_number_shapes=shapes)))


def test_one_that_hardly_any_other_has_is_a_hit() -> None:
    verdict = judged(OTHER_VALUE, shapes={OWN: 19, OTHER: 1})
    assert verdict.state is State.FAIL
    assert verdict.values == {"raw": OTHER_VALUE, "pattern": OWN}
    assert [(one.quote, one.locator) for one in verdict.evidence] == [(f"索引号 {OTHER_VALUE}", "css:#index_number")]
    assert verdict.part == "index_number"


def test_the_sites_own_pattern_passes() -> None:
    assert judged(OWN_VALUE, shapes={OWN: 19, OTHER: 1}).state is State.PASS


def test_blanks_script_and_width_are_no_pattern() -> None:
    assert judged(" tanchengxzf0001／2023-0000101 ", shapes={OWN: 19, OTHER: 1}).state is State.PASS


@pytest.mark.parametrize(("own", "other", "state"), [(18, 2, State.FAIL), (17, 3, State.PASS), (7, 3, State.PASS)])
def test_a_second_pattern_is_no_exception(own: int, other: int, state: State) -> None:
    """A tenth of all is the most that exceptions make up."""
    assert judged(OTHER_VALUE, shapes={OWN: own, OTHER: other}).state is state


@pytest.mark.parametrize(
    ("shapes", "state"),
    [
        ({OWN: 4, THIRD: 0}, State.NOT_APPLICABLE),  # too few to have a pattern
        ({OWN: 5}, State.FAIL),
        ({OWN: 6, OTHER: 4}, State.FAIL),  # three fifths are the site's own
        ({OWN: 59, OTHER: 41}, State.NOT_APPLICABLE),
        ({}, State.NOT_APPLICABLE),
    ],
)
def test_a_site_without_a_pattern_of_its_own_has_no_exceptions(shapes: dict[str, int], state: State) -> None:
    assert judged(THIRD_VALUE, shapes=shapes).state is state


def test_the_limits_are_options() -> None:
    shapes = {OWN: 3, OTHER: 1}
    assert judged(OTHER_VALUE, Kind(least=4, rare=0.25), shapes=shapes).state is State.FAIL
    assert judged(OTHER_VALUE, Kind(least=4, most=0.8, rare=0.25), shapes=shapes).state is State.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("value", "source"), [(None, Source.BLOCK), (OTHER_VALUE, Source.HEADLINE), (OTHER_VALUE, Source.META)]
)
def test_only_a_number_in_the_block_is_judged(value: str | None, source: Source) -> None:
    assert judged(value, shapes={OWN: 19, OTHER: 1}, source=source).state is State.NOT_APPLICABLE


def test_a_page_without_the_label_is_another_rules_matter() -> None:
    seen = facts(view(index_number_shapes={OWN: 19}))
    assert KIND.judge(page(record(fields=())), seen).state is State.NOT_APPLICABLE


def test_a_block_that_a_script_fills_is_one() -> None:
    assert judged(OTHER_VALUE, shapes={OWN: 19, OTHER: 1}, source=Source.SCRIPT).state is State.FAIL
