from hypothesis import given
from hypothesis import strategies as st

from auditor.text import hans


def test_traditional_becomes_simplified_and_simplified_stays() -> None:
    assert hans.simplify("關於印發錫政辦發的通知") == "关于印发锡政办发的通知"
    assert hans.simplify("郯城县人民政府〔2023〕") == "郯城县人民政府〔2023〕"
    assert hans.simplify("ascii only") == "ascii only"


def test_broken_characters_are_data() -> None:
    assert hans.simplify("關\ud83d於\0") == "关?于\0"


def test_fold_ignores_width_blanks_script_and_case() -> None:
    assert hans.fold("有\u2002效\u3000性：\u200bＡBc\ufeff") == "有效性:abc"
    assert hans.fold("發 佈\u00a0機 構") == hans.fold("发布机构")
    assert hans.fold("﹝2023﹞") == "〔2023〕"


def test_squeeze_keeps_script_width_and_brackets() -> None:
    assert hans.squeeze("\u00a0 錫政辦發\u3000\u00a0【２０１７】\n40號\ufeff ") == "錫政辦發 【２０１７】 40號"
    assert hans.squeeze("\u200b") == ""


@given(st.text(max_size=40))
def test_squeezed_text_is_squeezed_and_folds_alike(text: str) -> None:
    once = hans.squeeze(text)
    assert hans.squeeze(once) == once
    assert "  " not in once
    assert not any(char.isspace() for char in hans.fold(text))
