# ruff: noqa: E501 - markup stands as pages have it
from collections.abc import Callable

import pytest

from auditor.model import Record

Reading = Callable[..., Record]
ITEMS = "".join(f"<li><a href=t2023010{n}_{n}.html>关于第{n}件事情的通知</a>2023-01-0{n}</li>" for n in range(1, 6))
PROSE = "<p>各乡镇人民政府:现将《某县办法》印发给你们,请结合实际,认真抓好贯彻落实。</p>" * 4
FORM = (
    "<form><table><tr><td>索引号：</td><td><input name=a></td><td>文号：</td><td><input name=b></td></tr>"
    "<tr><td>发布机构：</td><td><select name=c></select></td><td>发布日期</td><td><input> 至 <input></td></tr></table></form>"
)
SPANS = "<div><span>标题：</span><input><span>文号：</span><input><span>发文机关：</span><select></select></div>"
CHOICES = "<ul><li>有效性 <a href=#>全部</a> <a href=#>有效</a> <a href=#>失效</a></li><li>主题分类 <a href=#>全部</a></li></ul>"
CHOICES_AND_ENTRIES = CHOICES.replace("<ul>", "<ul><li>索引号 <input></li><li>发文字号 <input></li>")
BLOCK = "<table><tr><td>索引号</td><td>A1/2023-00001</td><td>发布机构</td><td>某县政府</td></tr></table>"


@pytest.mark.parametrize("search", [FORM, FORM.upper(), SPANS, CHOICES, CHOICES_AND_ENTRIES])
@pytest.mark.parametrize("path", ["zwgk/zcwj/", "zwgk/list.jsp?id=3", "channel/zcwj.html"])
def test_a_search_over_documents_is_no_block(read: Reading, search: str, path: str) -> None:
    trail = "<div>当前位置：<a href=/>首页</a> &gt; <a href=/zwgk/zcwj/>政策文件</a></div>"
    html = f"<title>政策文件</title>{trail}{search}<ul class=list>{ITEMS}</ul>"
    record = read(html, f"http://www.example.gov.cn/{path}")
    assert (record.kind, record.fields, len(record.listing.items)) == ("list", (), 5)


@pytest.mark.parametrize("search", [FORM, SPANS, CHOICES_AND_ENTRIES])
def test_a_search_above_a_document_leaves_its_block(read: Reading, search: str) -> None:
    menu = "<ul>" + "".join(f"<li>某某栏目{n}</li>" for n in range(8)) + "</ul>"
    html = f"<title>关于某事的通知</title><div>{search}</div>{menu}{BLOCK}<h1>关于某事的通知</h1><div>{PROSE}</div>"
    record = read(html)
    assert record.kind == "document"
    assert {field.name.value: field.value for field in record.fields} == {
        "index_number": "A1/2023-00001",
        "publisher": "某县政府",
    }


@pytest.mark.parametrize(
    "block",
    [
        "<table><tr><td>索引号</td><td></td><td>文号</td><td></td></tr></table><input><input>",
        "<p>索引号：<input type=hidden><input type=button></p><p>文号：<input readonly></p><p>发布机构：<input value=某县></p>",
        "<p>索引号：A1/2023-00001 <input></p><p>文号：<input></p>",
    ],
)
def test_a_block_with_places_to_write_in_is_a_block(read: Reading, block: str) -> None:
    html = f"<title>关于某事的通知</title><div><div>{block}</div></div><h1>关于某事的通知</h1><div>{PROSE}</div>"
    record = read(html)
    assert record.kind_reasons[0] == "block"
    assert record.field("index_number") is not None
