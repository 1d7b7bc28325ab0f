"""An option of a wrong form is refused when the rule is read, in Chinese, and never met first by a page."""

from typing import Any

import pytest

from auditor import kinds
from auditor.kinds import WrongOption

PATTERN, PERIOD = "正则表达式写错了: (", "不是时间长度"


@pytest.mark.parametrize(
    ("kind", "options", "option", "said"),
    [
        ("elements_missing", {"elements": {"a": ["("]}}, "elements", PATTERN),
        ("elements_missing", {"headings": {"a": ["b", "("]}}, "headings", PATTERN),
        ("elements_missing", {"overview": ["("]}, "overview", PATTERN),
        ("elements_missing", {"titles": ["("]}, "titles", PATTERN),
        ("phrase_outdated", {"phrases": {"a": ["("]}}, "phrases", PATTERN),
        ("phrase_outdated", {"unless": ["("]}, "unless", PATTERN),
        ("phrase_outdated", {"titles": ["("]}, "titles", PATTERN),
        ("tag_form", {"tag": "PubDate", "form": "("}, "form", PATTERN),
        ("count_too_low", {"distinct": "("}, "distinct", "(第1个字符处)"),
        ("column_age", {"periods": {"news": "两周"}}, "periods", f"两周 {PERIOD}"),
        ("newest_result", {"role": "cleanup", "period": "24M"}, "period", f"24M {PERIOD}"),
        ("series_gap", {"every": "weekly"}, "every", PERIOD),
        ("series_gap", {"every": "P0D"}, "every", "P0D 没有长度"),
        ("series_gap", {"grace": "x"}, "grace", PERIOD),
        ("series_gap", {"seasons": ["夏"]}, "seasons", "夏 应写成 05-15/09-30 这样"),
        ("duty_overdue", {"due": "6月底"}, "due", "6月底 不是日期"),
        ("duty_overdue", {"due": "02-30"}, "due", "02-30 不是日期"),
        ("duty_overdue", {"due": "06-30", "since": "x"}, "since", PERIOD),
    ],
)
def test_a_wrong_form_is_refused_with_the_option_and_in_chinese(
    kind: str, options: dict[str, Any], option: str, said: str
) -> None:
    with pytest.raises(WrongOption) as error:
        kinds.build(kind, options)
    assert error.value.option == option
    assert said in str(error.value)
