"""The parts of a decision that a page names, and whether anything stands behind them."""

from collections.abc import Callable

from auditor.model import Record

Reading = Callable[..., Record]
PAGE = """<html><head><title>{title}</title></head><body><div class="position">当前位置：<a href="/">首页</a> &gt;
<a href="/d/">{column}</a></div><h1>{title}</h1><div class="info">发布时间：2023-05-01 来源：县民政局</div>
<div class="content">{body}</div></body></html>"""
TITLE = "养老服务设施专项规划"


def parts(read: Reading, body: str, column: str = "重大行政决策", title: str = TITLE) -> dict[str, bool]:
    record = read(PAGE.format(title=title, column=column, body=body))
    return {one.name: one.offered for one in record.parts}


def row(*cells: str) -> str:
    return f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"


LINK = '<a href="/d/1.html">查看</a>'


def test_a_label_with_a_link_or_words_in_its_row_is_offered(read: Reading) -> None:
    rows = (("决策草案", LINK), ("草案说明", ""), ("决策背景", "暂无"), ("采纳情况", "收到3条"))
    body = f"<table>{''.join(row(*one) for one in rows)}</table>"
    assert parts(read, body) == {"draft": True, "explanation": False, "background": False, "opinions": True}


def test_labels_side_by_side_have_what_is_theirs_below(read: Reading) -> None:
    body = f"<table>{row('决策草案', '草案说明', '列席情况')}{row(LINK, '', '无')}</table>"
    assert parts(read, body) == {"draft": True, "explanation": False, "attendance": False}


def test_a_row_of_labels_with_nothing_below_offers_nothing(read: Reading) -> None:
    assert parts(read, f"<table>{row('决策草案', '草案说明')}</table>") == {"draft": False, "explanation": False}
    uneven = f"<table>{row('决策草案', '草案说明')}{row(LINK)}</table>"
    assert parts(read, uneven) == {"draft": True, "explanation": False}


def test_the_text_of_a_link_names_a_part_and_the_longest_word_decides(read: Reading) -> None:
    body = (
        '<p>1. <a href="/d/1.html">《养老规划》草案全文</a></p><p>2. <a href="/d/2.html">草案说明</a></p>'
        '<p>3. <a href="/d/3.html">关于印发养老规划的通知</a></p>'
    )
    assert parts(read, body) == {"draft": True, "explanation": True, "result": True}


def test_words_behind_a_colon_are_offered_a_placeholder_is_not(read: Reading) -> None:
    body = "<p>决策背景：老年人口逐年增加，设施不足。</p><p>公众代表列席情况：无</p><p>决策结果：</p>"
    assert parts(read, body) == {"background": True, "attendance": False, "result": False}


def test_a_part_named_twice_is_offered_if_it_once_is(read: Reading) -> None:
    body = f"<table>{row('决策草案', '')}{row('决策草案', LINK)}{row('决策草案', '')}</table>"
    assert parts(read, body) == {"draft": True}


def test_sentences_and_long_lines_name_none(read: Reading) -> None:
    body = "<p>决策草案已公布。</p><p>" + "决策草案的起草工作由县民政局会同各镇街和有关部门共同承担完成任务" + "</p>"
    assert parts(read, body) == {}


def test_only_pages_on_decisions_are_read(read: Reading) -> None:
    body = f"<table>{row('决策草案', LINK)}</table>"
    assert parts(read, body, column="通知公告") == {}
    assert parts(read, body, column="通知公告", title="县政府决策事项养老服务设施专项规划") == {"draft": True}
