"""The 文号 at the head of a text, and numbers that stand there for other reasons."""

from collections.abc import Callable

import pytest

from auditor.model import Record

Reading = Callable[..., Record]
PROSE = "<p>现将《某县办法》印发给你们,请结合实际,认真抓好贯彻落实,及时报告工作情况。</p>" * 3
TITLE = "某县人民政府办公室关于印发某县小作坊管理工作实施方案的通知"
OWN = "<p>某政办〔2018〕32号</p>"


def number(read: Reading, text: str, title: str = TITLE) -> str:
    html = f"<title>{title}</title><h1>{title}</h1><div id=zoom>{text}{PROSE}</div>"
    return read(html).body.number


@pytest.mark.parametrize(
    "before",
    [
        "",
        f"<p>{TITLE}</p>",
        "<p>某县人民政府办公室</p><p>关于某事的通知</p>",
        "<p>来源：某县人民政府办公室　发布时间：2018-06-14　浏览次数：</p>",
        "<p>发文字号：</p>",
        "<p>分享：</p>",
        "<p>某县人民政府办公室转发县财政局等部门关于加强小作坊管理工作若干意见的</p>",
    ],
)
def test_the_number_stands_at_the_head(read: Reading, before: str) -> None:
    assert number(read, before + OWN) == "某政办〔2018〕32号"


@pytest.mark.parametrize(
    "before",
    [
        "<p>各乡镇人民政府，县直各部门：</p>",
        "<p>你局来文收悉。</p>",
        "<p>你局关于小作坊管理工作的请示已经收悉，经县政府第三次常务会议研究</p>",
        "<p>附件1</p>",
        "<p>附件：废止文件目录</p>",
        "<p>1.关于小作坊管理的通知</p>",
        "<p>（一）废止的文件</p>",
        "<p>第一条 略</p>",
    ],
)
def test_a_number_below_the_head_is_that_of_another(read: Reading, before: str) -> None:
    assert number(read, before + OWN) == ""


def test_cells_of_a_table_are_no_head(read: Reading) -> None:
    assert number(read, "<table><tr><td>甲办法</td><td><p>某政办〔2018〕32号</p></td></tr></table>") == ""
    assert number(read, f"<table><tr><td>{OWN}</td></tr></table>") == "某政办〔2018〕32号"
    assert number(read, f"<table><tr><td></td><td>{OWN}{PROSE}</td></tr></table>") == "某政办〔2018〕32号"


def test_the_number_of_what_is_forwarded_is_not_the_own(read: Reading) -> None:
    title = "某县人民政府办公室关于转发某市政办〔2017〕3号文件的通知"
    assert number(read, "<p>某市政办〔2017〕3号</p>", title) == ""
    assert number(read, OWN, title) == "某政办〔2018〕32号"


BYLINE = "<div>发布时间：2018-06-20 来源：某县人民政府办公室</div>"
SIGNER = "某政办〔2018〕32号　　　　签发人：张三"


@pytest.mark.parametrize(
    "html",
    [
        "<h1>{t}</h1><h2>{n}</h2>{by}<div>{text}</div>",
        "<h1>{t}<br>{n}</h1>{by}<div>{text}</div>",
        "<h1>{t}<br>（{n}）</h1>{by}<div>{text}</div>",
        "<h1>{t}</h1>{by}<div>{n}</div><div>分享到：</div><div>{text}</div>",
        "<div>{n}</div><h1>{t}</h1>{by}<div>{text}</div>",
        "<h1>{t}</h1>{by}<div><p>分享到：</p><p>{n}</p>{text}</div>",
        "<h1>{t}</h1>{by}<div><p>{n}　　　　签发人：张三</p>{text}</div>",
        "<h1>{t}</h1>{by}<div><p>{t}{n}</p>{text}</div>",
        "<h1>{t}</h1>{by}<div><p>{t}（{n}）</p>{text}</div>",
        "<h1>{t}</h1>{by}<div><table><tr><td><p>{n}</p></td></tr><tr><td>{text}</td></tr></table></div>",
        "<h1>{t}</h1>{by}<div><table><tr><td>{n}</td><td>签发人：张三</td></tr></table>{text}</div>",
        "<h1>{t}</h1><p><span>现行有效</span><span>{n}</span><span>某县人民政府办公室</span></p>{by}<div>{text}</div>",
        "<h1>{t}</h1><p>2018-06-20<i> | </i><b>{n}</b></p><div>{text}</div>",
        "<h1>{t}</h1><div><span>文号</span><span>：</span></div><div>{n}</div>{by}<div>{text}</div>",
    ],
)
def test_the_number_stands_beside_the_headline(read: Reading, html: str) -> None:
    record = read(
        f"<title>{TITLE}_某县人民政府</title>" + html.format(t=TITLE, n="某政办〔2018〕32号", by=BYLINE, text=PROSE)
    )
    assert record.body.number.strip("（）") == "某政办〔2018〕32号"
    assert record.title == TITLE
    assert record.body.number_locator


@pytest.mark.parametrize("shown", ["{t}（{n}）", "{t}({n})", "{t} {n}", "{t}[{n}]"])
def test_the_number_ends_the_headline(read: Reading, shown: str) -> None:
    title = shown.format(t=TITLE, n="某政办〔2018〕32号")
    record = read(f"<title>{title}</title><h1>{title}</h1>{BYLINE}<div>{PROSE}</div>")
    assert record.body.number == "某政办〔2018〕32号"
    assert record.title == title


def test_a_number_glued_to_the_headline_is_no_part_of_it(read: Reading) -> None:
    html = f"<title>{TITLE}</title><h1>{TITLE}<span>某政办〔2018〕32号</span></h1>{BYLINE}<div>{PROSE}</div>"
    record = read(html)
    assert (record.title, record.body.number) == (TITLE, "某政办〔2018〕32号")


@pytest.mark.parametrize(
    "html",
    [
        "<h1>{t}</h1>{by}<ul><li><a href=3.html>{n}</a></li></ul><div>{text}</div>",
        "<h1>{t}</h1><p><span>废止文号：</span><span>{n}</span></p>{by}<div>{text}</div>",
        "<h1>{t}</h1><p><span>转发</span> <span>{n}</span></p>{by}<div>{text}</div>",
        "<h1>{t}</h1>{by}<div>废止文号：</div><div>{n}</div><div>{text}</div>",
        "<h1>{t}</h1>{by}<div>关联文件</div><div>{n}</div><div>{text}</div>",
        "<h1>{t}</h1>{by}<table><tr><td>废止的文件</td><td>{n}</td></tr></table><div>{text}</div>",
        "<h1>{t}</h1>{by}<p>为做好工作，请你单位对照下列文件认真清理。</p><p>{n}</p><div>{text}{text}{text}</div>",
        "<div>{n}</div><div>热点文件</div><h1>{t}</h1>{by}<div>{text}</div>",
        "<a href=3.html>{n}</a><h1>{t}</h1>{by}<div>{text}</div>",
        "<h1>{t}</h1>{by}<div><p>关于印发方案的通知{n}</p>{text}</div>",
    ],
)
def test_a_number_beside_the_headline_that_is_of_another(read: Reading, html: str) -> None:
    filled = html.format(t=TITLE, n="某政办〔2017〕3号", by=BYLINE, text=PROSE)
    assert read(f"<title>{TITLE}</title>{filled}").body.number == ""


@pytest.mark.parametrize(
    "title",
    [
        "转发《某市人民政府关于加强小作坊管理工作的意见》（某政办〔2017〕3号）",
        "某县停止执行的文件（某政办〔2017〕3号）",
        "某县人民政府关于废止某政办〔2017〕3号文件的通知",
    ],
)
def test_a_number_in_the_headline_that_is_of_another(read: Reading, title: str) -> None:
    assert read(f"<title>{title}</title><h1>{title}</h1>{BYLINE}<div>{PROSE}</div>").body.number == ""


def test_a_list_under_an_attachment_is_no_block_of_fields(read: Reading) -> None:
    html = (
        f"<title>{TITLE}</title><h1>{TITLE}</h1><table><tr><td>索引号</td><td>a/2018-1</td></tr>"
        "<tr><td>文号</td><td>某政办〔2018〕32号</td></tr></table>"
        f"<div>{PROSE}<p>附件：</p><p>登记表</p><p>填表说明另发。</p></div>"
    )
    assert read(html).body.length > 100


def test_where_the_text_begins_and_ends(read: Reading) -> None:
    fields = "<p>索引号：a/2018-1</p><p>文号：某政办〔2018〕32号</p><p>成文日期：2018-06-14</p>"
    html = f"<title>{TITLE}</title><h1>{TITLE}</h1><div>{fields}{PROSE}{PROSE}</div>"
    without = html.replace(fields, "")
    assert read(html).body.length == read(without).body.length
    panel = "<p>相关解读</p><p>别的文字，不属于正文。</p>"
    assert read(html.replace("</div>", f"{panel}</div>")).body.length == read(without).body.length
    assert read(f"<title>{TITLE}</title><body>{'没有段落的一段文字，也是正文。' * 9}</body>").body.length > 100


def test_a_block_longer_than_the_text_is_no_part_of_it(read: Reading) -> None:
    rows = "".join(
        f"<tr><td>{name}</td><td>{value}</td></tr>"
        for name, value in (
            ("索引号", "a/2018-1"), ("文号", "某政办〔2018〕32号"), ("成文日期", "2018-06-14"),
            ("发布日期", "2018-06-20"), ("发布机构", "某县人民政府办公室"), ("有效期限", "2023年06月14日"),
        )
    )  # fmt: skip
    text = "<p>现将《某县办法》印发给你们。</p><p>某县人民政府办公室</p><p>2018年6月14日</p>"
    body = read(f"<title>{TITLE}</title><div><h1>{TITLE}</h1><table>{rows}</table>{text}</div>").body
    assert (body.signature, body.signature_date) == ("某县人民政府办公室", "2018-06-14")
    assert body.length < 50


@pytest.mark.parametrize(
    ("text", "signed"),
    [
        (f"<p>2018年1月1日</p>{PROSE}", ("", "")),
        (f"{PROSE}<p>2018年1月1日</p><p>附表</p><p>2017年1月1日</p>", ("", "2018-01-01")),
        (f"<p>某县财政局</p><p>请认真执行。</p>{PROSE}<p>2018年1月1日</p>", ("", "2018-01-01")),
        (f"<p>某县财政局</p>{PROSE}<p>说明</p><p>某县公安局</p><p>2018年1月1日</p>", ("某县公安局", "2018-01-01")),
        (f"{PROSE}<p>2018年1月1日</p><p>2018年1月2日</p>", ("", "2018-01-01")),
        ("<p>甲</p><p>乙</p><p>丙</p><p>2018年1月1日</p><p>完</p>", ("", "")),
    ],
)
def test_signatures(read: Reading, text: str, signed: tuple[str, str]) -> None:
    body = read(f"<title>{TITLE}</title><h1>{TITLE}</h1><div>{text}</div>").body
    assert (body.signature, body.signature_date) == signed


@pytest.mark.parametrize(
    "brackets",
    ["〔〕", "﹝﹞", "[]", "［］", "【】", "〖〗", "()", "（）", "{}", "｛｝", "＜＞", "〈〉", "「」", "⟦⟧", "❲❳"],
)
def test_a_number_may_have_any_brackets_and_lack_its_last_character(read: Reading, brackets: str) -> None:
    for written in (f"某政办{brackets[0]}2018{brackets[1]}32", f"某政办{brackets[0]}2018{brackets[1]}32號"):
        assert number(read, f"<p>{written}</p>") == written
