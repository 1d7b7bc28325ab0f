import pytest

from auditor.extract import lexicon
from auditor.extract.lexicon import Lexicon, plain


@pytest.mark.parametrize("text", ["说明", "說明", "説明"])
def test_every_way_to_write_a_character_is_made_plain(text: str) -> None:
    assert plain(text) == "说明"


def test_a_full_memory_of_texts_begins_anew(words: Lexicon, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lexicon, "_REMEMBERED", 0)
    assert words.whole("索引号：") is words.labels["索引号"]
    assert words.whole("某镇的索引号") is None
    assert words.whole("索引号：") is words.labels["索引号"]
    assert list(words.wholes) == [("索引号：", False)]
