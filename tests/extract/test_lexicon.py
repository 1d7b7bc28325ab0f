import pytest

from auditor.extract.lexicon import plain


@pytest.mark.parametrize("text", ["说明", "說明", "説明"])
def test_every_way_to_write_a_character_is_made_plain(text: str) -> None:
    assert plain(text) == "说明"
