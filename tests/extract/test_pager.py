# ruff: noqa: E501 - markup stands as pages have it
"""Every shape of a pager: the addresses that it names, and none that it does not."""

from collections.abc import Callable

import pytest

from auditor.model import Record

Reading = Callable[..., Record]
FOLDER = "http://www.example.gov.cn/zwgk/zcwj/"
ROWS = "".join(f"<li><a href={n}001.html>关于某事的第{n}号通知</a><i>2023-05-1{n}</i></li>" for n in (1, 2, 3))
NUMBERED = [f"index_{n}.html" for n in range(1, 12)]


def further(read: Reading, pager: str, name: str = "index.html") -> list[str]:
    record = read(f"<title>政策文件</title><body><div class=main><ul>{ROWS}</ul>{pager}</div></body>", FOLDER + name)
    assert len(record.listing.items) == 3
    return [url.removeprefix(FOLDER) for url in record.listing.pages]


@pytest.mark.parametrize(
    "code",
    [
        'createPageHTML(4,0,"index","html");',
        "createPageHTML( 4 , 0 , 'index' , 'html' );",
        'createPageHTML(4,0,"index","html",58);',
        "createPageHTML('page_div',4,0,'index','html',58);",
        'var countPage = 4; var currentPage = 0;createPageHTML(countPage,currentPage,"index","html");',
        'function createPageHTML(count, now, name, ext){}\ncreatePageHTML(4,0,"index","html");',
        '//createPageHTML(8,0,"index","html");\n/* createPageHTML(9,0,"index","html"); */ createPageHTML(4,0,"index","html");',
        'createPageHTML(4,0,"index","html"); /* createPageHTML(9,0,"index","html"); */',
        '<!--\nvar a="http://a.cn"; createPageHTML(4,0,"index","html");\n//-->',
        'var countPage = 4; var nextPage = 1; document.write("<a href=\\"index_"+nextPage+".html\\">下一页</a>");',
        'var countPage = 4; var nextPage = 1; document.write("<a href=\\"index" + "_" + nextPage + "." + "html\\">下一页</a>");',
    ],
)
def test_pagers_that_a_script_writes(read: Reading, code: str) -> None:
    assert further(read, f"<script>{code}</script>") == ["index_1.html", "index_2.html", "index_3.html"]


@pytest.mark.parametrize(
    "code",
    [
        'createPage(4, 0, "index", "html");',
        "createPage(4,0,'index','html')",
        'makePagination("4", "0", "index", "html");',
        'createPageHTML(58, 4, 0, "index", "html", 20);',
        "var total = 58; var pages = 4; var now = 0;createPageHTML(total, pages, now, 'index', 'html');",
        "createPageHTML(4, 0, 20, 'index', 'html');",
        "function createPage(count, now, name, ext){}\nnextPage(now, count); createPage(4, 0, 'index', 'html');",
    ],
)
def test_pagers_that_a_script_of_another_name_writes(read: Reading, code: str) -> None:
    assert further(read, f"<script>{code}</script>") == ["index_1.html", "index_2.html", "index_3.html"]


@pytest.mark.parametrize(
    ("code", "name", "pages"),
    [
        # A first page that calls itself 1 is followed by 2, one that calls itself 0 by 1.
        ("createPageHTML('page_div',4, 1,'xlist','shtml',58);", "xlist.shtml", ["xlist_2.shtml", "xlist_3.shtml", "xlist_4.shtml"]),
        ("createPageHTML(3, 1, 'index', 'shtml');", "", ["index_2.shtml", "index_3.shtml"]),
        ("createPageHTML('page_div',4, 2,'xlist','shtml',58);", "xlist_2.shtml", ["xlist.shtml", "xlist_3.shtml", "xlist_4.shtml"]),
        ("createPageHTML(4, 2, 'index', 'html');", "index_2.html", ["index.html", "index_1.html", "index_3.html"]),
        ("createPageHTML('page_div',1, 1,'xlist','shtml',5);", "xlist.shtml", []),
    ],
)  # fmt: skip
def test_pagers_that_count_from_one(read: Reading, code: str, name: str, pages: list[str]) -> None:
    assert [one for one in further(read, f"<script>{code}</script>", name) if one != "index.shtml"] == pages


@pytest.mark.parametrize(
    "code",
    [
        '<script>createPageHTML(1,0,"index","html");</script>',
        '<script>loadPage(4, 0, "index", "json");</script>',
        '<script>showPage(4, "index", "html");</script>',
        '<script>createPageHTML(total,0,"index","html");</script>',
        '<script>//createPageHTML(8,0,"index","html");</script>',
        '<!-- <script>createPageHTML(8,0,"index","html");</script> -->',
        "<script>var nextPage = 2;</script>",
    ],
)
def test_scripts_that_write_no_pager(read: Reading, code: str) -> None:
    assert further(read, code) == []


@pytest.mark.parametrize(
    ("pager", "pages"),
    [
        ("<div><a href=index_2.html>下页</a></div>", ["index_2.html"]),
        ("<div><a href=index_2.html>下一页 &gt;</a> <a href=index_9.html>最后一页 &gt;&gt;</a></div>", ["index_2.html", "index_9.html"]),
        ("<div><b>1</b><a href=index_2.html>2</a><a href=index_2.html>&gt;</a></div>", ["index_2.html"]),
        ("<div><a href=index_2.html title=下一页><i></i></a></div>", ["index_2.html"]),
        ("<div><a href=index_2.html><img src=next.gif alt=下一页></a></div>", ["index_2.html"]),
        ("<div><b>1</b><a href=index_2.html>2</a><a href=index_3.html>3</a></div>", ["index_2.html", "index_3.html"]),
        ("<div><b>1</b><a href=index_1.html>2</a><a href=index_2.html>3</a></div>", ["index_1.html", "index_2.html"]),
        ("<ul><li><a href=index.html>1</a></li><li><a href=index_2.html>2</a></li></ul>", ["index_2.html"]),
        ("<div><a href='?page=2'>2</a><a href='?page=3'>3</a></div>", ["index.html?page=2", "index.html?page=3"]),
        ("<div>共3页 <a href='index.html?id=7&amp;page=2'>2</a><a href='?id=7&amp;page=2'>下一页</a></div>", ["index.html?id=7&page=2"]),
        ("<table><tr><td>1</td><td><a href=index_2.html>下一页</a></td><td><a href=index_5.html>尾页</a></td></tr></table>", ["index_2.html", "index_5.html"]),
        ("<DIV><SELECT><OPTION value=index.html>1<OPTION value=index_2.html>2</SELECT></DIV>", ["index_2.html"]),
        ("<div><select><option value=index.html>1<option value=index_2.html>2<option value=index_3.html>第3页</select></div>", ["index_2.html", "index_3.html"]),
    ],
)  # fmt: skip
def test_pagers_of_links(read: Reading, pager: str, pages: list[str]) -> None:
    assert further(read, pager) == pages


@pytest.mark.parametrize(
    "pager",
    [
        "<div><a href='javascript:goPage(2)'>2</a><a href='javascript:goPage(2)'>下一页</a><a href='javascript:;'>尾页</a></div>",
        "<div><a href=# onclick='go(2)'>2</a><a href=#>下一页</a></div>",
        "<div><a href=/pic/1.html>&lt;</a><a href=/pic/2.html>&gt;</a></div>",
        "<div><a href=index_2.html>&gt;</a></div>",
        "<div><a href=index_2.html>2</a></div>",
        "<div><a href=a.html>1</a><a href=b.html>2</a><a href=201.html>3</a></div>",
        "<div><a href='?day=1'>1</a><a href='?day=2'>2</a><a href='?day=3'>3</a></div>",
        "<div><a href=/zwgk/zcwj/a/1.html>1</a><a href=/zwgk/zcwj/a/2.html>2</a><a href=/b/3.html>3</a></div>",
        "<div><a href=1001.html>上一篇</a><a href=1002.html>下一篇</a></div>",
        "<div><select><option value=1>1<option value=2>2</select></div>",
        "<div><select><option>友情链接<option value='http://www.gov.cn/'>中国政府网</select></div>",
        "<div><select><option value=index.html>1</select></div>",
    ],
)
def test_no_address_is_invented(read: Reading, pager: str) -> None:
    assert further(read, pager) == []


def test_numbers_of_pages_in_a_folder(read: Reading) -> None:
    pager = "<div><a href=index.html>1</a><a href=index_2.html>2</a><a href=index_3.html>3</a></div>"
    assert further(read, pager, "") == ["index_2.html", "index_3.html"]
    assert further(read, pager, "index_2.html") == ["index.html", "index_3.html"]
    by_id = "<div><a href=list_77_2.html>2</a><a href=list_77_3.html>3</a></div>"
    assert further(read, by_id, "list_77.html") == ["list_77_2.html", "list_77_3.html"]


@pytest.mark.parametrize(
    ("pager", "pages"),
    [
        ("<div>共12页 <a href=index_1.html>下一页</a><a href=index_11.html>尾页</a></div>", NUMBERED),
        ("<div><p>第 1/12 页</p><p><a href=index_1.html>下一页</a><a href=index_11.html>尾页</a></p></div>", NUMBERED),
        ("<div>共4页 <a href=index_2.html>下一页</a><a href=index_4.html>尾页</a></div>", ["index_2.html", "index_3.html", "index_4.html"]),
        ("<div>共4页 <a href='?page=2'>下一页</a><a href='?page=4'>尾页</a></div>", ["index.html?page=2", "index.html?page=3", "index.html?page=4"]),
        ("<div>共9页 <a href=index_2.html>下一页</a><a href=index_4.html>尾页</a></div>", ["index_2.html", "index_4.html"]),
        ("<div><a href=index_2.html>下一页</a><a href=index_4.html>尾页</a></div>", ["index_2.html", "index_4.html"]),
        ("<div>共4页 <a href=index_4.html>尾页</a></div>", ["index_4.html"]),
        ("<div>共4页 <a href=next.html>下一页</a><a href=index_4.html>尾页</a></div>", ["index_4.html", "next.html"]),
        ("<div>共4页 <a href=list_2.html>下一页</a><a href=index_4.html>尾页</a></div>", ["index_4.html", "list_2.html"]),
        ("<div>共4页 <a href='javascript:'>下一页</a><a href=index_4.html>尾页</a></div>", ["index_4.html"]),
    ],
)  # fmt: skip
def test_pages_between_are_filled_in_only_where_that_is_certain(read: Reading, pager: str, pages: list[str]) -> None:
    assert sorted(further(read, pager)) == sorted(pages)


def test_the_next_group_of_a_data_proxy(read: Reading) -> None:
    records = "".join(f"<record><![CDATA[{row}]]></record>" for row in ROWS.split("</li>")[:3])
    group = "<nextgroup><![CDATA[<a href='/module/jpage/dataproxy.jsp?page=1&amp;columnid=7'></a>]]></nextgroup>"
    store = f"<script type=text/xml><datastore>{group}<recordset>{records}</recordset></datastore></script>"
    code = "<script>new jPage(1, {perPage: 3, totalRecord: %d})</script>"
    asked = "http://www.example.gov.cn/module/jpage/dataproxy.jsp?page=1&columnid=7"
    html = f"<title>政策文件</title><body><p>当前位置：<a href=/>首页</a> &gt; 政策文件</p>{store}"
    read_all = [read(html + end, FOLDER).listing for end in (code % 58, code % 3, "")]
    assert [(len(one.items), one.pages) for one in read_all] == [(3, (asked,)), (3, ()), (3, (asked,))]


def test_the_home_of_the_site_in_a_trail_is_no_page_of_the_list(read: Reading) -> None:
    trail = '<div class=crumb><a href="/">首页</a> &gt; 政策文件</div>'
    html = f'<title>政策文件</title><body>{trail}<ul>{ROWS}</ul><div class=page><a href="index_1.html">下一页</a></div>'
    assert read(html, FOLDER).listing.pages == (FOLDER + "index_1.html",)
