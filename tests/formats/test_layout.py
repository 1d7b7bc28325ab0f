import re
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from auditor.formats._layout import cells, harmless, paint, table, wrap

texts = st.text(alphabet=st.one_of(st.characters(), st.sampled_from("县政府，。“” a1:/.\u200d\ufe0f👍")))


@given(texts, st.integers(8, 60))
def test_wrapping_keeps_the_width_and_every_sign(text: str, width: int) -> None:
    lines = wrap(text, width, first="证据：", whole=False)
    assert all(cell_len(line) <= width for line in lines)
    shown = "".join("".join(lines).split())
    assert shown == "".join(("证据：" + harmless(text)).split())


def test_an_address_cut_short_loses_nothing() -> None:
    assert "".join(wrap("见 http:// 和 https://", 60)) == "见 http:// 和 https://"


@given(texts)
def test_our_cells_are_those_of_the_terminal_library(text: str) -> None:
    assert cells(harmless(text)) == cell_len(harmless(text))


@given(texts)
def test_harmless_text_is_printable(text: str) -> None:
    assert harmless(text).isprintable()


def test_every_control_sign_is_shown_by_its_number() -> None:
    assert (
        harmless("a\x1bb\x00\x85\u202e\u2066\u200b\ufeff\U000e0041") == r"a\x1bb\x00 \u202e\u2066\u200b\ufeff\U000e0041"
    )
    assert harmless("a\tb\r\nc\u00a0d\u3000e\u2028f") == "a b  c d e f"
    assert harmless("好\ufe0f\U000e0100") == "好"
    controls = [
        chr(code) for code in range(sys.maxunicode + 1) if not chr(code).isprintable() and not chr(code).isspace()
    ]
    assert all(harmless(sign).isascii() for sign in controls[:300])


def test_lines_break_between_chinese_signs_but_not_inside_numbers() -> None:
    assert wrap("截至2023-12-31未检索到", 10) == ["截至", "2023-12-31", "未检索到"]
    assert wrap("印发〔2023〕37号", 12) == ["印发〔2023〕", "37号"]


def test_punctuation_stays_with_its_sign() -> None:
    assert wrap("甲乙丙丁，戊己", 8) == ["甲乙丙", "丁，戊己"]
    assert wrap("甲乙丙《丁》", 8) == ["甲乙丙", "《丁》"]


def test_an_address_is_never_broken_and_stands_alone_where_it_is_too_long() -> None:
    address = "http://www.example.gov.cn/a/very/long/address.html"
    assert wrap(f"页面（{address}）打不开", 20) == ["页面", f"（{address}）", "打不开"]
    assert wrap(address, 20, first="  1. ") == ["  1.", f"     {address}"]
    assert wrap(address, 20, first="   ") == [f"   {address}"]
    assert max(map(cell_len, wrap(address, 20, whole=False))) == 20


def test_empty_text_is_one_empty_line() -> None:
    assert wrap("", 20) == [""]
    assert wrap(" \n ", 20, first="- ") == ["-"]


def test_blanks_fold_and_do_not_hang() -> None:
    assert wrap("  甲  乙   丙 ", 5) == ["甲 乙", "丙"]


def test_a_table_aligns_wide_signs() -> None:
    lines = table(("指标", "得分"), [("要素", "1.00"), ("abc", "10.00")], 40, flexible=(0,), right=(1,))
    assert lines == ["指标   得分", "要素   1.00", "abc   10.00"]


def test_a_table_wraps_its_flexible_column() -> None:
    lines = table(("指标", "得分"), [("有效性更新及时并标注", "1.00")], 20, flexible=(0,), right=(1,))
    assert lines == ["指标            得分", "有效性更新及时  1.00", "并标注"]


def test_a_table_too_wide_becomes_lines() -> None:
    head = ("规则", "评判", "符合")
    lines = table(head, [("document-number-differs-from-body", "40", "")], 20, flexible=(0,))
    assert lines == ["document-number-", "differs-from-body", "  评判：40"] or lines[-1] == "  评判：40"
    assert max(map(cell_len, lines)) <= 20


def test_fixed_columns_that_do_not_fit_become_lines() -> None:
    lines = table(("甲", "乙"), [("一" * 10, "二" * 10)], 20, flexible=())
    assert lines == ["一" * 10, "  乙：" + "二" * 7, "    " + "二" * 3]


@given(st.lists(st.tuples(texts, texts, texts), max_size=4), st.integers(20, 100))
def test_a_table_keeps_its_width_and_every_sign(rows: list[tuple[str, str, str]], width: int) -> None:
    lines = table(("字段", "读到", "原样"), rows, width, flexible=(1, 2))
    assert all(cell_len(line) <= width for line in lines)
    for row in rows:
        for cell in row:
            assert set(harmless(cell)) - {" "} <= set("".join(lines))


@pytest.mark.parametrize("color", [False, True])
def test_paint_ends_every_line(*, color: bool) -> None:
    report = paint([("标题", "bold"), ("", "bold"), ("无色", "")], color=color).decode()
    assert re.sub(r"\x1b\[[0-9;]*m", "", report) == "标题\n\n无色\n"
    assert ("\x1b[1m标题\x1b[0m" in report) == color


@pytest.mark.parametrize("width", range(6, 60))
@pytest.mark.parametrize("before", ["依据", "见 abc"])
def test_a_bracket_stays_with_the_address_it_opens_and_closes(width: int, before: str) -> None:
    for opening, closing in ("（）", "()", "《》"):
        address = f"{opening}http://www.example.gov.cn/zwgk/1.htm{closing}"
        lines = wrap(f"{before}{address}，页面未见。", width)
        assert any(address in line for line in lines)
        assert not any(line.endswith(opening) or line.startswith((closing, "，", "。")) for line in lines)


def test_an_id_runs_on_under_the_numbers_rather_than_break() -> None:
    long = "（written-date-differs-from-signature）"
    row = (f"成文日期与落款日期不一致{long}", "71", "70")
    lines = table(("规则", "评判", "问题"), [row], 40, flexible=(0,), right=(1, 2))
    assert lines == [f"规则{' ' * 26}评判  问题", f"成文日期与落款日期不一致{' ' * 8}71    70", long]
    assert max(map(cells, lines)) <= 40


def test_an_id_is_broken_where_there_is_no_room_for_it() -> None:
    name = "written-date-differs-from-signature"
    alone = table(("规则", "评判"), [(name, "71")], 24, flexible=(0,), right=(1,))
    assert alone == [f"规则{' ' * 16}评判", "written-date-diffe    71", "rs-from-signature"]
    beside = table(("规则", "说明"), [(f"规则{name}", "说明" * 9)], 40, flexible=(0, 1))
    assert not any(name in line for line in beside)
    assert max(map(cells, beside)) <= 40
