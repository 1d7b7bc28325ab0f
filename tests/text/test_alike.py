from hypothesis import given
from hypothesis import strategies as st

from auditor.text import alike

TEXT = st.text(alphabet="公开政府信息工作年度报告一二三。", max_size=300)


def resemblance(one: str, other: str) -> float:
    return alike.resemblance(frozenset(alike.sketch(one)), frozenset(alike.sketch(other)))


def test_only_sentences_are_someones_own_words() -> None:
    assert alike.narrative("一、总体情况\n全年公开信息。\n总计\n8") == "全年公开信息。"


@given(TEXT, TEXT)
def test_likeness_is_symmetrical_and_a_share(one: str, other: str) -> None:
    score = alike.likeness(one, other)
    assert score == alike.likeness(other, one)
    assert 0.0 <= score <= 1.0


@given(TEXT.filter(lambda text: len(text) >= alike.SHINGLE))
def test_a_text_is_like_itself_and_so_is_its_sketch(text: str) -> None:
    assert alike.likeness(text, text) == 1.0
    assert resemblance(text, text) == 1.0


def test_what_is_too_short_is_like_nothing() -> None:
    assert alike.likeness("公开", "公开") == 0.0
    assert resemblance("公开", "公开") == 0.0


def test_a_sketch_stays_small_and_tells_long_texts_apart() -> None:
    one = "".join(chr(0x4E00 + n) for n in range(2000))
    other = "".join(chr(0x6E00 + n) for n in range(2000))
    assert len(alike.sketch(one)) == alike.SKETCH
    assert resemblance(one, other) < 0.1
    assert resemblance(one, one + other[:20]) > 0.8
