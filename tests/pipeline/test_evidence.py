"""A quote is found again in the source of its page, however the page wraps it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.errors import UsageError
from auditor.pipeline.evidence import _chosen, locate

HTML = (
    "<html>\n<body>\n<td>成文\n<b>日期</b>&nbsp;</td><td>2023&#45;07-14</td>\n"
    "<p>有效期至2022年6月30日。</p></body></html>"
)


@pytest.mark.parametrize(
    ("quote", "line"),
    [
        ("成文日期 2023-07-14", 3),
        ("有效期至2022年6月30日。", 5),
        ("有效期至2022年6月30日。；成文 日期", 5),
        ("成文日期…有效期至", 3),
        ("<td>成文", 3),
    ],
)
def test_a_quote_is_found_across_tags_blanks_and_entities(quote: str, line: int) -> None:
    found = locate(quote, HTML)
    assert found is not None
    assert (found.line, found.whole) == (line, True)


def test_of_a_quote_that_was_shortened_the_beginning_is_found() -> None:
    found = locate("有效期至2022年6月30日。并且从未这样写过", HTML)
    assert found is not None
    assert (found.line, found.quote, found.whole) == (5, "有效期至2022年6月30日。", False)


@pytest.mark.parametrize("quote", ["", "  ", "不在这里", "成文日期;2024", "有效期至2023"])
def test_what_is_not_there_is_not_found(quote: str) -> None:
    assert locate(quote, HTML) is None


@given(st.text(), st.text())
def test_no_quote_and_no_page_break_it(quote: str, html: str) -> None:
    found = locate(quote, html)
    assert found is None or 1 <= found.line <= html.count("\n") + 1


def test_a_beginning_that_fits_two_findings_names_both() -> None:
    known = ("abcdef0000000001", "abcdef0000000002", "fedcba0000000003")
    assert _chosen("fedcba", known) == known[2]
    assert _chosen(known[0], known) == known[0]
    with pytest.raises(UsageError, match=rf"不唯一.*{known[0]} {known[1]}"):
        _chosen("abcdef00", known)
    with pytest.raises(UsageError, match="没有编号"):
        _chosen("abcdef00", ())
