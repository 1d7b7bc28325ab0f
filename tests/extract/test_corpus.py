from pathlib import Path
from types import ModuleType

import pytest

from auditor.extract import extract
from auditor.model import Vocabulary

PRECISION, F1, KIND = 0.99, 0.98, 0.97


@pytest.fixture(scope="module")
def corpus(measure: ModuleType) -> Path:
    folder = Path(measure.corpus())
    if not (folder / "labels.jsonl").is_file():
        pytest.skip("the labelled corpus is not here (AUDITOR_CORPUS)")
    return folder


def test_the_labelled_pages_are_read_as_well_as_ever(measure: ModuleType, corpus: Path) -> None:
    result = measure.measure(corpus)
    assert result.total.precision >= PRECISION, result.faults
    assert result.total.f1 >= F1, result.faults
    assert result.kind_share >= KIND, result.kind_faults


def test_no_label_is_ever_taken_for_a_value(measure: ModuleType, corpus: Path, vocabulary: Vocabulary) -> None:
    known = {measure.folded(word) for words in vocabulary.table("labels").values() for word in words if len(word) > 1}
    for label in measure.labels(corpus):
        for one in extract(measure.capture_of(label, corpus), vocabulary).fields:
            assert measure.folded(one.value or "").strip("[]:：") not in known, (label["id"], one)
