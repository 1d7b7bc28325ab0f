"""Rules for documents and validity from the HTML to the verdict: what must never change one, and what must."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor import catalog
from auditor.model import Example, ExamplePage, Role, State
from auditor.pipeline.examples import judge_example
from auditor.text.workdays import Calendar

KNOWN = catalog.load()
CALENDAR = Calendar(KNOWN.calendar_overrides)
URL = "http://www.example.gov.cn/zwgk/doc.html"
OFFICE = "郯城县人民政府办公室"
TITLE = f"{OFFICE}关于印发《郯城县城市供热管理办法》的通知"
ROWS = (
    ("索引号", "tanchengxzf0001/2020-0000101"),
    ("文号", "郯政办发〔2020〕8号"),
    ("发布机构", OFFICE),
    ("成文日期", "2020-06-01"),
    ("公开日期", "2020-06-03"),
    ("有效性", "有效"),
)
LINES = ("各乡镇人民政府，县直各部门：", "现将有关事项通知如下，请认真贯彻执行。")
BRACKETS = st.sampled_from(["〔〕", "﹝﹞", "[]", "［］", "（）", "()", "【】"])
BLANKS = st.sampled_from(["", " ", "\u00a0", "\u3000", "  "])


def document(
    rows: Sequence[tuple[str, str]] = ROWS, lines: Sequence[str] = LINES, title: str = TITLE, day: str = "2020年6月1日"
) -> str:
    block = "".join(f"<tr><td>{label}</td><td>{value}</td></tr>" for label, value in rows)
    text = "".join(f"<p>{line}</p>" for line in (*lines, OFFICE, day))
    return (
        f"<html><head><title>{title}_郯城县人民政府</title></head><body><h1>{title}</h1>"
        f"<table>{block}</table><div class=content>{text}</div></body></html>"
    )


def state(rule: str, html: str, as_of: date = date(2023, 12, 31), also: str = "") -> State:
    pages = (ExamplePage("http://www.example.gov.cn/zwgk/fz.html", also, Role.POLICY_DOCUMENTS),) if also else ()
    example = Example(as_of, html, URL, Role.NORMATIVE_DOCUMENTS, also=pages)
    verdict = judge_example(KNOWN.rules[rule], example, KNOWN)
    assert verdict is not None
    return verdict.state


@st.composite
def written(draw: st.DrawFn, serial: int = 8) -> str:
    """Return 郯政办发〔2020〕8号 with any brackets and blanks."""
    pair = draw(BRACKETS)
    return f"郯政办发{draw(BLANKS)}{pair[0]}2020{pair[1]}{draw(BLANKS)}{serial}{draw(BLANKS)}号"


def repealer(number: str) -> str:
    rows = (("文号", "郯政办发〔2023〕2号"), ("发布机构", OFFICE), ("成文日期", "2023-01-01"), ("有效性", "有效"))
    lines = (*LINES, f"自本通知印发之日起，《郯城县城市供热管理办法》（{number}）同时废止。")
    return document(rows, lines, f"{OFFICE}关于做好城市供热工作的通知", "2023年1月1日")


@settings(max_examples=25, deadline=None)
@given(written(), written())
def test_brackets_and_blanks_of_a_number_never_change_whether_a_document_is_repealed(here: str, there: str) -> None:
    rows = [(label, here if label == "文号" else value) for label, value in ROWS]
    assert state("validity-repealed", document(rows), also=repealer(there)) is State.FAIL


@settings(max_examples=10, deadline=None)
@given(written(serial=9))
def test_another_number_is_never_the_repealed_one(other: str) -> None:
    assert state("validity-repealed", document(), also=repealer(other)) is State.PASS


@settings(max_examples=25, deadline=None)
@given(st.dates(date(2015, 1, 1), date(2030, 1, 1)), st.integers(-3, 3))
def test_a_term_flips_exactly_on_the_day_after_its_last(last: date, days: int) -> None:
    until = f"本办法自2014年6月1日起施行，有效期至{last.year}年{last.month}月{last.day}日。"
    rows = [(label, "2014-05-08" if "日期" in label else value.replace("2020", "2014")) for label, value in ROWS]
    html = document(rows, (*LINES, until), day="2014年5月8日")
    assert state("validity-expired", html, last + timedelta(days)) is (State.FAIL if days > 0 else State.PASS)


MODERN = tuple((label, value.replace("2020", "2023")) for label, value in ROWS)


@settings(max_examples=25, deadline=None)
@given(st.permutations(MODERN), st.sampled_from([None, "文号", "成文日期", "公开日期"]), st.booleans())
def test_the_order_of_labels_never_changes_what_is_missing(
    rows: list[tuple[str, str]],
    gone: str | None,
    empty: bool,  # noqa: FBT001 - hypothesis gives them in order
) -> None:
    shown = [(label, "" if label == gone else value) for label, value in rows if empty or label != gone]
    # Without the day under it, which a missing 成文日期 would be told by.
    html = document(shown, day="")
    assert state("document-fields-missing", html) is (State.FAIL if gone else State.PASS)


@settings(max_examples=25, deadline=None)
@given(st.dates(date(2010, 1, 1), date(2023, 1, 1)), st.integers(1, 60))
def test_publication_is_late_from_the_twenty_first_working_day(made: date, days: int) -> None:
    published = made + timedelta(days)
    rows = (
        ("文号", f"郯政办发〔{made.year}〕8号"),
        ("发布机构", OFFICE),
        ("成文日期", made.isoformat()),
        ("公开日期", published.isoformat()),
    )
    html = document(rows, day=f"{made.year}年{made.month}月{made.day}日")
    late = CALENDAR.working_days(made, published) > 20  # 条例 art. 26
    assert state("published-late", html) is (State.FAIL if late else State.PASS)


@pytest.mark.parametrize("rule", ["published-late", "document-number-year-mismatch"])
@settings(max_examples=15, deadline=None)
@given(number=written())
def test_the_form_of_a_number_never_changes_these_verdicts(rule: str, number: str) -> None:
    rows = [(label, number if label == "文号" else value) for label, value in ROWS]
    assert state(rule, document(rows)) is State.PASS


LISTED = (*LINES, "附件：1.供热单位名录", "2.供热情况统计表")


@settings(max_examples=15, deadline=None)
@given(st.sampled_from(["pdf", "doc", "docx", "xls", "xlsx", "wps", "zip", "rar", "ofd"]), st.integers(1, 3))
def test_adding_an_attachment_clears(suffix: str, count: int) -> None:
    assert state("attachment-missing", document(MODERN, LISTED)) is State.NEEDS_REVIEW
    files = "".join(f'<p><a href="/upload/{nth}.{suffix}">附件{nth}</a></p>' for nth in range(count))
    offered = document(MODERN, LISTED).replace("</body>", f"{files}</body>")
    assert state("attachment-missing", offered) in (State.PASS, State.NOT_APPLICABLE)
