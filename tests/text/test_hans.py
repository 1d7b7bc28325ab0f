from hypothesis import given
from hypothesis import strategies as st

from auditor.text import hans


def test_traditional_becomes_simplified_and_simplified_stays() -> None:
    assert hans.simplify("關於印發錫政辦發的通知") == "关于印发锡政办发的通知"
    assert hans.simplify("郯城县人民政府〔2023〕") == "郯城县人民政府〔2023〕"
    assert hans.simplify("ascii only") == "ascii only"


def test_a_word_may_change_what_its_characters_alone_do_not() -> None:
    assert [hans.simplify(word) for word in ("打坏", "答覆", "明瞭", "沈沒", "藉口", "彷彿", "牴牾")] == [
        "打坯", "答复", "明了", "沉没", "借口", "仿佛", "抵牾",
    ]  # fmt: skip
    assert [hans.simplify(word) for word in ("海哩", "衹得", "甦醒")] == ["海里", "只得", "苏醒"]
    assert hans.simplify("乾坤") == "乾坤"


def test_broken_characters_are_data() -> None:
    assert hans.simplify("關\ud83d於\0") == "关?于\0"


def test_fold_ignores_width_blanks_script_and_case() -> None:
    assert hans.fold("有\u2002效\u3000性：\u200bＡBc\ufeff") == "有效性:abc"
    assert hans.fold("發 佈\u00a0機 構") == hans.fold("发布机构")
    assert hans.fold("﹝2023﹞") == "〔2023〕"
    for times in (1, 10, 100):  # a name, a title, a text
        assert hans.fold("發 佈 機 構 Ａ" * times) == "发布机构a" * times


def test_squeeze_keeps_script_width_and_brackets() -> None:
    assert hans.squeeze("\u00a0 錫政辦發\u3000\u00a0【２０１７】\n40號\ufeff ") == "錫政辦發 【２０１７】 40號"
    assert hans.squeeze("\u200b") == ""


@given(st.text(max_size=40))
def test_squeezed_text_is_squeezed_and_folds_alike(text: str) -> None:
    once = hans.squeeze(text)
    assert hans.squeeze(once) == once
    assert "  " not in once
    assert not any(char.isspace() for char in hans.fold(text))


def test_any_of_several_words_is_found_in_a_folded_text() -> None:
    found = hans.finder(["財政收支", "預算 執行", ""])
    assert found(hans.fold("2023年财政收支情况"))
    assert found(hans.fold("预算执行"))
    assert not found(hans.fold("防汛"))
    assert not hans.finder([""])("任何文字")
    assert not hans.finder([])("")
