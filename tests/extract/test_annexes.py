"""Attachments that a text lists at its foot and that stand nowhere on the page."""

from collections.abc import Callable

import pytest

from auditor.model import Record

Reading = Callable[..., Record]
BLOCK = "<table><tr><td>索引号</td><td>A1/2023-00001</td><td>发布机构</td><td>某县政府</td></tr></table>"
TITLE = "某县人民政府关于做好防汛工作的通知"
TEXT = "<p>各乡镇人民政府：</p><p>现将有关事项通知如下，请于10月底前将附件2报县应急局。</p>"
SIGNED = "<p>某县人民政府</p><p>2023年5月8日</p><p>（此件公开发布）</p>"


def document(listed: str, tail: str = "", text: str = TEXT, beside: str = "") -> str:
    return (
        f"<title>{TITLE}</title><h1>{TITLE}</h1>{BLOCK}<div class=con>{text}{listed}{SIGNED}{tail}</div>{beside}"
        "<div>主办单位：某县人民政府</div>"
    )


@pytest.mark.parametrize(
    ("listed", "names"),
    [
        ("<p>附件：防汛物资统计表</p>", ("防汛物资统计表",)),
        ("<p>附 件：《防汛物资统计表》</p>", ("防汛物资统计表",)),
        ("<p>附件：1.责任分工表</p><p>2.情况统计表。</p>", ("责任分工表", "情况统计表")),
        ("<p>附件：1.责任分工表 2.情况统计表</p>", ("责任分工表", "情况统计表")),
        ("<p>附件：</p><p>（1）责任分工表</p><p>（2）情况统计表</p>", ("责任分工表", "情况统计表")),
        ("<p>附件目录：1、责任分工表；2、情况统计表</p>", ("责任分工表", "情况统计表")),
        ("<p>附件1：责任分工表</p><p>附件2：情况统计表</p>", ("责任分工表", "情况统计表")),
        ("<p>附件1．责任分工表<br>附件 2．情况统计表</p>", ("责任分工表", "情况统计表")),
        ("<p>附件一：责任分工表</p>", ("责任分工表",)),
    ],
)
def test_names_of_a_list_are_read_in_its_forms(read: Reading, listed: str, names: tuple[str, ...]) -> None:
    record = read(document(listed))
    assert record.kind == "document"
    assert record.body.annexes == names


@pytest.mark.parametrize(
    "html",
    [
        document(""),
        document("<p>附件：</p>"),
        document("<p>附件：表</p>"),  # too short for a name
        document("<p>附件：防汛物资统计表（略）</p>"),
        document("<p>附件：防汛物资统计表（另发）</p>"),
        document("<p>附件：<a href=/download?id=3>防汛物资统计表</a></p>"),
        document("<p>附件：防汛物资统计表</p>", "<p>附件</p><p>防汛物资统计表</p>"),
        document("<p>附件：1.责任分工表</p><p>2.情况统计表</p>", "<p>附件1</p><p>责任分工表</p>"),
        document("<p>附件：防汛物资统计表</p>", "<p>防汛物资统计表</p><table><tr><td>名称</td></tr></table>"),
        document("<p>附件：防汛物资统计表</p>", f"<p>{'县应急局负责防汛物资的储备和调运。' * 6}</p>"),
        document("<p>附件：防汛物资统计表</p>", beside="<p>相关下载：<a href=/d/3>防汛物资统计表.et</a></p>"),
        document("<p>附件：防汛物资统计表</p>", beside="<p><a href=/d/3>防汛物资统计</a></p>"),
        document("<p>附件：防汛物资统计表</p>", beside="<p><a href=/d.jsp?id=3>点击下载</a></p>"),
        document(f"<p>附件：{'防汛物资统计' * 12}</p>"),
        document("<p>附件1：责任分工表</p><p>附件2：情况统计表</p>", "<p>附件1</p><p>责任分工表</p>"),
        document("<p>附件1：<a href=/d/1.doc>责任分工表</a></p><p>附件2：情况统计表</p>"),
        document("", "<p>附件1：责任分工表</p><table><tr><td>单位</td><td>任务</td></tr></table>"),
        document("", f"<p>附件1：责任分工表</p><p>{'县应急局负责防汛物资的储备和调运。' * 6}</p>"),
        document("", "<p>附件1：责任分工表</p><p>1.县应急局</p><p>附件2：情况统计表</p><p>1.沙袋</p>"),
        document("<p>附件1填写要求：按表填报</p>"),
        document("<p>附件：报送材料。请于月底前报送。</p>"),
    ],
)
def test_what_is_printed_linked_withheld_or_no_list_is_not_missing(read: Reading, html: str) -> None:
    assert read(html).body.annexes == ()


def test_a_title_that_names_the_attachment_does_not_show_it(read: Reading) -> None:
    text = "<p>各乡镇人民政府：</p><p>现将《某县防汛工作方案》印发给你们。</p>"
    html = document("<p>附件：某县防汛工作方案</p>", text=text).replace(
        TITLE, "某县人民政府关于印发某县防汛工作方案的通知"
    )
    assert read(html).body.annexes == ("某县防汛工作方案",)
    linked = html.replace("<div class=con>", "<div class=side><a href=/d/3>某县防汛工作方案</a></div><div class=con>")
    assert read(linked).body.annexes == ()


def test_a_text_that_only_mentions_an_attachment_lists_none(read: Reading) -> None:
    assert read(document("", text="<p>各单位填写附件，按件报送。</p><p>现通知如下。</p>")).body.annexes == ()


def test_only_documents_are_asked(read: Reading) -> None:
    page = (
        "<title>某县召开防汛会议</title><h1>某县召开防汛会议</h1><p>会议强调了防汛工作。</p><p>附件：防汛物资统计表</p>"
    )
    record = read(page)
    assert record.kind != "document"
    assert record.body.annexes == ()
