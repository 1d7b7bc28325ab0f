import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.text import words

DOCUMENT = "郯城县人民政府办公室关于印发《郯城县养老服务设施专项规划》的通知"


def test_tokens_are_folded_words_in_order() -> None:
    assert words.tokens("政府信息公開，《條例》 ＡBC") == ("政府", "信息", "公开", "条例", "abc")
    assert words.tokens("，。 ") == ()


def test_equal_titles_are_wholly_alike_whatever_script_and_marks() -> None:
    assert words.likeness("《养老服务规划》", "養老 服務 規劃") == 1.0
    assert words.likeness("", "") == 0.0
    assert words.likeness("通知", "，") == 0.0


@pytest.mark.parametrize(
    "title",
    [
        "《郯城县养老服务设施专项规划》政策解读",
        "一图读懂《郯城县养老服务设施专项规划》",
        "专家解读：郯城县养老服务设施专项规划",
    ],
)
def test_an_interpretation_is_like_its_document(title: str) -> None:
    assert words.likeness(DOCUMENT, title) > 0.75


@pytest.mark.parametrize(
    "title", ["《郯城县数字经济发展实施方案》政策解读", "郯城县召开安全生产会议", "关于印发通知的解读"]
)
def test_other_matters_are_not_alike(title: str) -> None:
    assert words.likeness(DOCUMENT, title) < 0.5


def test_another_year_halves_the_likeness() -> None:
    assert words.likeness("2022年郯城县政务公开工作要点", "2023年郯城县政务公开工作要点") <= 0.5


def test_titles_of_stop_words_only_are_still_compared() -> None:
    assert words.likeness("关于印发的通知", "印发通知") > 0.5


@settings(deadline=None)
@given(
    st.text("郯城县养老服务规划的通知解读2023年 ", max_size=12),
    st.text("郯城县养老服务规划的通知解读2023年 ", max_size=12),
)
def test_symmetrical_and_between_zero_and_one(one: str, other: str) -> None:
    assert words.likeness(one, other) == words.likeness(other, one)
    assert 0.0 <= words.likeness(one, other) <= 1.0
