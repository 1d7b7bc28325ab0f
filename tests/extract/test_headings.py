from collections.abc import Callable

import pytest

from auditor.model import Record

Reading = Callable[..., Record]
PROSE = "<p>各乡镇人民政府:现将《某县办法》印发给你们,请结合实际,认真抓好贯彻落实。</p>" * 3


def headings(read: Reading, content: str) -> tuple[str, ...]:
    return read(
        f"<title>关于某事的通知</title><h1>关于某事的通知</h1><div id=zoom>{PROSE}{content}</div>"
    ).body.headings


@pytest.mark.parametrize(
    ("content", "found"),
    [
        ("<p>　　一、总体情况</p><p>（一）主动公开。全年公开信息三千条。</p>", ("一、总体情况", "（一）主动公开")),
        ("<p>第一章　总则</p><p>第一条　为了某事,制定本办法。</p><p>第二节 程序</p>", ("第一章 总则", "第二节 程序")),
        ("<p>二、为什么要制定《某县办法》？为了群众。</p>", ("二、为什么要制定《某县办法》？",)),
        ("<p>一、元旦：1月1日放假,共1天。</p><p>十一. 其他</p>", ("一、元旦", "十一. 其他")),
        ("<h2>主要内容</h2><h3><a href=/x.html>别的文章的题目</a></h3>", ("主要内容",)),
        (f"<h3>{'长' * 61}</h3><p>一、{'长' * 61}</p><p>一、</p>", ()),
        ("<p>（一）未按规定办理的；</p><p>（二）造成损失的。</p><p>三、加强领导，</p>", ()),
        ("<p>一些地方反映情况复杂</p><p>(略)</p><p>第三条 实行责任制</p>", ()),
        ("<table><tr><td>一、本年新收申请数量</td><td>3</td></tr></table>", ()),
        ("<p>五、保障措施</p>" * 90, ("五、保障措施",) * 80),
    ],
)
def test_headings_stand_in_order_with_their_marks(read: Reading, content: str, found: tuple[str, ...]) -> None:
    assert headings(read, content) == found


def test_a_column_has_no_headings(read: Reading) -> None:
    html = f"<title>政策文件</title><div>{PROSE}<p>一、总体情况</p></div><ul>暂无内容</ul>"
    record = read(html, "http://www.example.gov.cn/zwgk/zcwj/index.html")
    assert (record.kind, record.body.headings) == ("list", ())
