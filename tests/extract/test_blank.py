"""A document page without a text: what is left around the empty place says nothing."""

from collections.abc import Callable

import pytest

from auditor.model import Record

Reading = Callable[..., Record]
BLOCK = (
    "<table><tr><td>索引号：</td><td>A1/2023-00001</td></tr><tr><td>文号：</td><td>某政发〔2023〕5号</td></tr>"
    "<tr><td>发布机构：</td><td>某县人民政府</td></tr><tr><td>登记号：</td><td>TCDR-2023-0010002</td></tr>"
    "<tr><td>成文日期：</td><td>2023-05-08</td></tr></table>"
)
TITLE = "某县人民政府关于做好防汛工作的通知"
FOOT = "<div>主办单位：某县人民政府　网站标识码：3713220001</div>"


def document(inside: str = "", below: str = "", block: str = BLOCK, head: str = "") -> str:
    return (
        f"<html><head><title>{TITLE}</title>{head}</head><body><div>当前位置：<a href=/>首页</a> &gt; "
        f"<a href=/zcwj/>政策文件</a></div><h1>{TITLE}</h1>{block}<div class=con id=zoom>{inside}</div>"
        f"{below}{FOOT}</body></html>"
    )


@pytest.mark.parametrize(
    "html",
    [
        document(),
        document("<p>&nbsp;</p><p><br></p>"),
        document(
            "<p> 　 </p>", "<p>【<a href='javascript:window.print()'>打印本页</a>】【<a href=#>关闭窗口</a>】</p>"
        ),
        document("", "<p>上一条：没有了</p><p>下一条：<a href=2.html>某县人民政府关于某事的通知</a></p>"),
        document("", "<h4>最新文件</h4><ul><li><a href=2.html>某县人民政府关于某事的通知</a></li></ul><hr>—— ——"),
        document("<p>发布时间：2023-05-10　来源：某县人民政府</p><p>责任编辑：某某</p>"),
        document("<img src=/images/line.gif><img src=/a.png width=16 height=16>"),
    ],
)
def test_block_links_and_tools_are_no_text(read: Reading, html: str) -> None:
    record = read(html)
    assert record.kind == "document"
    assert (record.body.length, record.body.media, record.body.signature) == (0, (), "")


@pytest.mark.parametrize(
    "inside",
    [
        "<p>现将有关事项通知如下，请认真贯彻执行。</p>",
        "<p>同意。</p>",
        "<p>详见附表</p>",
        "<table><tr><td>序号</td><td>单位</td></tr></table>",
    ],
)
def test_any_words_of_its_own_are_a_text(read: Reading, inside: str) -> None:
    assert read(document(inside)).body.length > 0


@pytest.mark.parametrize(
    ("inside", "media"),
    [
        ("<img src=/upload/1.jpg>", ("picture",)),
        ("<img src=/upload/1.jpg width=700>", ("picture",)),
        ("<iframe src=/upload/1.html width=800 height=900></iframe>", ("frame", "script")),
        ("<embed src=/upload/1.pdf>", ("attachment", "frame")),
        ("<video src=/upload/1.mp4></video>", ("video",)),
    ],
)
def test_what_stands_there_instead_of_words_is_told(read: Reading, inside: str, media: tuple[str, ...]) -> None:
    body = read(document(inside)).body
    assert (body.length, body.media) == (0, media)


def test_a_box_that_a_script_fills_waits_for_it_and_other_scripts_may_fill_it(read: Reading) -> None:
    fills = "<script>$('#zoom').load('/api/text?id=1');</script>"
    assert read(document(below=fills)).body.media == ("script",)
    assert read(document(head="<script src=/js/detail.js></script>")).body.media == ("scripts",)
    assert read(document(head="<script src=/js/jquery-1.12.4.min.js></script>")).body.media == ()


ROWS = (
    "<ul><li>索引号：A1/2023-00001</li><li>文号：某政发〔2023〕5号</li><li>{}</li><li>发布机构：某县人民政府</li>"
    "<li>成文日期：2023-05-08</li></ul>"
)


@pytest.mark.parametrize(
    ("row", "text"),
    [
        ("规范性文件登记号：TCDR-2023-0010002", False),
        ("特此说明", True),
        ("登记说明：本文件自公布之日起施行。", True),
        ("编排方式：" + "一二三四五六七八九十" * 8, True),
    ],
)
def test_a_row_of_the_block_whose_label_no_list_knows_is_no_text(read: Reading, row: str, *, text: bool) -> None:
    assert (read(document(block=ROWS.format(row))).body.length > 0) is text


def test_a_text_that_the_block_took_in_as_a_value_is_a_text(read: Reading) -> None:
    block = BLOCK.replace("登记号：", "内容概述：").replace("TCDR-2023-0010002", "现将有关事项通知如下。请认真执行。")
    assert read(document(block=block)).body.length > 0


def test_lines_like_date_and_source_are_a_text_below_it(read: Reading) -> None:
    lines = "<p>会议名称：防汛会议</p><p>会议时间：5月10日</p><p>会议地点：县政府</p><p>来源：会务组</p>"
    assert read(document(lines)).body.length > 0


def test_links_in_the_place_of_the_text_are_a_text_until_a_panel_begins(read: Reading) -> None:
    assert read(document("<p><a href=http://www.gov.cn/1.html>国务院关于某事的通知</a></p>")).body.length > 0
    assert read(document(below="<h4>相关文件</h4><p>本页正文如下，请认真执行。</p>")).body.length > 0


def test_words_that_stand_where_no_text_was_looked_for_count(read: Reading) -> None:
    title = f"<title>{TITLE}</title><h1><a href=/>{TITLE}</a></h1>"
    block = "<table><tr><td>索引号</td><td>A1/2023-00001</td><td>文号</td><td>某政发〔2023〕5号</td></tr></table>"
    assert read(f"{title}{block}<p><a href=/x.html>城市供热管理办法</a></p>").body.length == len("城市供热管理办法")


def test_a_page_of_bare_fields_is_blank_without_a_headline_too(read: Reading) -> None:
    assert read(f"<html><body>{BLOCK}</body></html>").body.length == 0
