"""Which title answers a duty best."""

from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.text.ranking import rank

QUERY = "按季度公开市管企业主要经济效益指标"


def test_the_likeliest_comes_first_and_what_shares_no_word_is_left_out() -> None:
    texts = ["政府网站普查指标解读", "2023年第二季度市管企业主要经济效益指标", "关于防汛工作的通知", "企业名录"]
    assert next(place for place, _ in rank(QUERY, texts)) == 1
    assert 2 not in [place for place, _ in rank(QUERY, texts)]


def test_script_does_not_matter_and_equal_ones_stay_in_order() -> None:
    scores = dict(rank(QUERY, ["企業效益", "企业效益"]))
    assert scores[0] == scores[1]
    assert [place for place, _ in rank(QUERY, ["企業效益", "企业效益"])] == [0, 1]


def test_a_rare_word_weighs_more_and_a_long_title_less() -> None:
    texts = ["企业", "企业", "企业", "指标", "企业天气预报"]
    scores = dict(rank(QUERY, texts))
    assert scores[3] > scores[0] > scores[4]


def test_nothing_to_weigh() -> None:
    assert rank(QUERY, []) == ()
    assert rank("", ["企业"]) == ()
    assert rank(QUERY, ["", "！"]) == ()


@settings(deadline=None)
@given(st.lists(st.sampled_from(["企业效益", "经济指标公开", "防汛", "季度"]), max_size=6))
def test_scores_are_positive_and_sorted(texts: list[str]) -> None:
    scores = [score for _, score in rank(QUERY, texts)]
    assert scores == sorted(scores, reverse=True)
    assert all(score > 0 for score in scores)
