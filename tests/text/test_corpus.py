import json
import os
from pathlib import Path

import pytest

from auditor.text import dates, docnum

CORPUS = Path(os.environ.get("AUDITOR_CORPUS", Path(__file__).parents[2] / ".." / "shared" / "corpus"))
LABELS = CORPUS / "labels.jsonl"

pytestmark = pytest.mark.skipif(not LABELS.exists(), reason="the corpus of real pages is not on this machine")


def labels(*names: str) -> list[str]:
    """Return the values that people wrote down for these fields, placeholders left out."""
    lines = LABELS.read_text(encoding="utf-8").splitlines()
    values = [json.loads(line).get("labels", {}).get(name) for line in lines if line.strip() for name in names]
    return [value for value in values if isinstance(value, str) and value not in ("无", "null", "— —", "")]


def test_every_real_document_number_is_read_and_found() -> None:
    numbers = labels("document_number")
    assert len(numbers) > 20
    for raw in numbers:
        assert docnum.key(raw) or docnum.faults(raw) == ("looks_like_index_number",), raw
        if docnum.key(raw):
            found = docnum.find(f"根据《办法》（{raw}）和有关规定")
            assert [number for number, _, _ in found] == [raw]


def test_no_real_index_number_is_taken_for_a_document_number() -> None:
    numbers = labels("index_number")
    assert len(numbers) > 20
    assert [raw for raw in numbers if docnum.key(raw) or docnum.find(raw)] == []


def test_every_real_date_is_read() -> None:
    raws = labels("written_date", "published_date")
    assert len(raws) > 40
    assert [(raw, dates.parse(raw)) for raw in raws if dates.parse(raw)[0] is None] == []
