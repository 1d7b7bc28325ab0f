from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from auditor.extract import extract
from auditor.model import Vocabulary

PRECISION, F1, KIND = 0.995, 0.98, 0.97


@pytest.fixture(scope="module")
def result(measure: ModuleType, corpus: Path) -> Any:  # noqa: ANN401 - a class of a module loaded by its path
    return measure.measure(corpus)


def test_any_labelled_pages_are_read_well(result: Any) -> None:  # noqa: ANN401 - as above
    assert result.total.precision >= PRECISION, result.faults
    assert result.total.f1 >= F1, result.faults
    assert result.kind.precision >= KIND, result.kind_faults


def test_no_field_falls_below_its_floor(measure: ModuleType, corpus: Path, result: Any) -> None:  # noqa: ANN401 - as above
    of, floors = measure.floors()
    if measure.fingerprint(corpus) != of:
        pytest.skip("floors.yaml was measured on another corpus")
    assert measure.fallen(measure.counts(result), floors) == [], result.faults + result.kind_faults


def test_no_label_is_ever_taken_for_a_value(measure: ModuleType, corpus: Path, vocabulary: Vocabulary) -> None:
    known = {measure.folded(word) for words in vocabulary.table("labels").values() for word in words if len(word) > 1}
    for label in measure.labels(corpus):
        for one in extract(measure.capture_of(label, corpus), vocabulary).fields:
            assert measure.folded(one.value or "").strip("[]:：") not in known, (label["id"], one)
