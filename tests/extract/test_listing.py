# ruff: noqa: E501 - markup stands as pages have it
from collections.abc import Callable

import pytest

from auditor.model import Record

Reading = Callable[..., Record]
HERE = "http://www.example.gov.cn/zwgk/zcwj/index.html"
MENU = "<ul class=nav>" + "".join(f'<li><a href="/c{n}/index.html">栏目{n}号</a></li>' for n in range(9)) + "</ul>"
CRUMBS = "<div>当前位置：<a href=/>首页</a> &gt; <a href=/zwgk/>政务公开</a> &gt; <a href=index.html>政策文件</a></div>"
NAMES = ["关于印发某某办法的通知", "关于加强某项工作的意见", "嘉奖令"]


def column(content: str) -> str:
    return (
        f"<html><head><title>政策文件</title></head><body>{MENU}{CRUMBS}<div class=main>{content}</div></body></html>"
    )


@pytest.mark.parametrize(
    "item",
    [
        '<li><a href="{url}">{name}</a><span>2018-07-0{n}</span></li>',
        '<li><span>2018-07-0{n}</span><a href="{url}" title="{name}">{name}</a></li>',
        '<li><a href="{url}">{name}</a> [2018/07/0{n}]</li>',
        '<li><a href="{url}">{name}（2018-07-0{n}）</a></li>',
        '<li><a href="{url}"><em>0{n}<br>2018-07</em><p>{name}</p></a></li>',
        '<dl><dt><a href="{url}">{name}</a></dt><dd>2018年7月{n}日</dd></dl>',
        '<table><tr><td>{n}</td><td><a href="{url}">{name}</a></td><td>2018.07.0{n}</td></tr></table>',
        '<div class=row><div class=t><a href="{url}">{name}</a></div><div class=d>2018-07-0{n} 10:00</div></div>',
        '<ul><li><a href="{url}">{name}</a><span>2018-07-0{n}</span></li></ul>',
        '<a href="{url}">{name}</a> 2018-07-0{n}<br>',
    ],
)
def test_items_with_dates_in_every_shape(read: Reading, item: str) -> None:
    items = "".join(
        item.format(url=f"./201807/t2018070{n}_{n}.html", name=name, n=n) for n, name in enumerate(NAMES, 1)
    )
    record = read(column(f"<ul>{items}</ul>" if item.startswith("<li") else items), HERE)
    if "<em>" in item:  # the date stands inside the link
        assert [one.date for one in record.listing.items] == ["2018-07-01", "2018-07-02", "2018-07-03"]
        return
    assert [(one.title, one.url, one.date) for one in record.listing.items] == [
        (name, f"http://www.example.gov.cn/zwgk/zcwj/201807/t2018070{n}_{n}.html", f"2018-07-0{n}")
        for n, name in enumerate(NAMES, 1)
    ]
    assert record.kind == "list"
    assert record.title == "政策文件"
    assert all(one.locator for one in record.listing.items)


def test_a_cut_title_is_completed_from_its_attribute(read: Reading) -> None:
    html = '<ul><li><a href="1001.html" title="关于印发某某办法的通知">关于印发某某…</a><i>2018-07-01</i></li></ul>'
    assert [one.title for one in read(column(html), HERE).listing.items] == ["关于印发某某办法的通知"]


def test_entries_without_dates(read: Reading) -> None:
    html = "<ul>" + "".join(f'<li><a href="{n}001.html">第{n}项办事指南</a></li>' for n in range(1, 5)) + "</ul>"
    assert [one.date for one in read(column(html), HERE).listing.items] == [None] * 4


def test_a_menu_is_no_list(read: Reading) -> None:
    listing = read(column("<p></p>"), HERE).listing
    assert listing.items == ()
    assert listing.blank_words == ""


@pytest.mark.parametrize("words", ["暂无内容", "此栏目暂无任何新增信息", "对不起，暂无相关信息！", "内容建设中"])
def test_an_empty_column_says_so(read: Reading, words: str) -> None:
    record = read(column(f"<ul>{words}</ul>"), HERE)
    assert record.kind == "list"
    assert record.listing.blank_words == words
    assert record.listing.items == ()
    assert not record.listing.scripted


@pytest.mark.parametrize(
    "script",
    [
        '<script>$.getJSON("list.jsp", function (d) {});</script>',
        '<ul ms-repeat="list"></ul>',
        "<p>{{ item.title }}</p>",
    ],
)
def test_a_list_filled_by_script_says_nothing(read: Reading, script: str) -> None:
    record = read(column(f"<ul id=list></ul>{script}"), HERE)
    assert record.kind == "list"
    assert record.listing.scripted
    assert record.listing.items == ()


def test_a_list_in_the_page_is_not_scripted(read: Reading) -> None:
    html = '<ul><li><a href="1001.html">关于印发某某办法的通知</a>2018-07-01</li></ul><script>$.ajax("hits")</script>'
    assert not read(column(html), HERE).listing.scripted


def test_records_of_a_data_proxy(read: Reading) -> None:
    records = "".join(
        f'<record><![CDATA[<li><a href="/art/2018/7/{n}/art_1_{n}.html">{name}</a><b>2018-07-0{n}</b></li>]]></record>'
        for n, name in enumerate(NAMES, 1)
    )
    html = f'<div id=1><script type="text/xml"><datastore><recordset>{records}</recordset></datastore></script></div>'
    assert [one.title for one in read(column(html), HERE).listing.items] == NAMES


def test_the_pager_of_a_script(read: Reading) -> None:
    html = '<script>createPageHTML(4, 0, "index", "html");</script><ul><li><a href=1001.html>关于某事的通知</a>2018-07-01</ul>'
    base = "http://www.example.gov.cn/zwgk/zcwj/"
    first, second = read(column(html), HERE), read(column(html.replace("(4, 0", "(4, 1")), f"{base}index_1.html")
    assert first.listing.pages == (f"{base}index_1.html", f"{base}index_2.html", f"{base}index_3.html")
    assert second.listing.pages == (f"{base}index.html", f"{base}index_2.html", f"{base}index_3.html")
    assert read(column(html.replace("(4", "(1")), HERE).listing.pages == ()


def test_the_pager_of_links(read: Reading) -> None:
    html = (
        "<ul><li><a href=1001.html>关于某事的通知</a>2018-07-01</ul><div class=page><b>1</b> <a href=index_2.html>2</a> "
        "<a href=index_3.html>[3]</a> <a href=index_2.html>下一页</a> <a href=index_9.html>尾页</a> <a href=index.html>首页</a></div>"
        "<ul><li><a href=/other/2.html>2</a></ul>"
    )
    assert [url.rsplit("/", 1)[1] for url in read(column(html), HERE).listing.pages] == [
        "index_2.html",
        "index_3.html",
        "index_9.html",
    ]


def test_related_lists_of_an_article_are_no_list(read: Reading) -> None:
    items = "".join(f'<li><a href="{n}001.html">{name}</a>2018-07-0{n}</li>' for n, name in enumerate(NAMES, 1))
    html = f"<h1>关于某事的通知</h1><p>发布时间：2018-07-09 来源：某局</p><div>{'某某工作应当抓好落实。' * 9}</div><ul>{items}</ul>"
    assert read(html).listing.items == ()
