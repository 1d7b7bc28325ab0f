# ruff: noqa: E501 - markup stands as pages have it
import time
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


@pytest.mark.parametrize(
    "content",
    [
        "<div id=list></div><script src=/js/list.js></script>",
        "<div class=news_list></div><script>$('.news_list').html(made)</script>",
        '<iframe src="list.jsp?id=3" width="100%"></iframe>',
        "<div id=list>暂无数据</div><script>$.ajax({url: '/api'})</script>",
        "<div id=list>暂无数据</div><script src=/js/list.js></script>",
        "<div class=search><p>暂无记录</p></div><p>搜索记录：暂无记录</p><div id=list></div><script src=/js/list.js></script>",
    ],
)
def test_a_column_whose_list_comes_later_is_not_blank(read: Reading, content: str) -> None:
    listing = read(column(content), HERE).listing
    assert listing.scripted
    assert listing.items == ()


@pytest.mark.parametrize(
    "content",
    [
        "<div id=list></div>",
        "<div id=list></div><script src=/js/jquery-1.9.1.min.js></script>",
        "<div id=list></div><script src=//hm.baidu.com/hm.js?1></script>",
        "<div class=clear></div><div id=page_div></div><script src=/js/list.js></script>",
        "<ul>暂无内容</ul><script src=/js/list.js></script>",
        "<iframe src=x.html width=0 height=0></iframe><iframe src=y.html style='display: none'></iframe>",
        f"<div>{'某某工作应当抓好落实。' * 20}</div><div id=list></div><script src=/js/list.js></script>",
        "<div class=sidebar><iframe src=weather.html></iframe></div>",
    ],
)
def test_a_column_without_a_list_waits_for_nothing(read: Reading, content: str) -> None:
    listing = read(column(content), HERE).listing
    assert not listing.scripted
    assert not listing.content


@pytest.mark.parametrize(
    "words", ["搜索记录：暂无记录", "<h3>相关新闻</h3><p>暂无内容</p>", "<div class=search-box>暂无记录</div>"]
)
def test_blank_words_beside_the_list_are_not_the_columns(read: Reading, words: str) -> None:
    assert read(column(f"<p>{words}</p>"), HERE).listing.blank_words == ""


def test_blank_words_with_the_name_of_the_column(read: Reading) -> None:
    assert read(column("<p>政策文件：暂无内容</p>"), HERE).listing.blank_words == "政策文件：暂无内容"
    assert read("<p>暂无内容</p>", HERE).listing.blank_words == "暂无内容"


@pytest.mark.parametrize(
    ("content", "shown"),
    [
        ("<p><img src=a.jpg></p>", True),
        ("<p><img src=a.jpg width=800px></p>", True),
        ("<p><a href=a.pdf>某办公室2023年通告</a></p>", True),
        ("<form><input name=q></form><table><tr><th>标题</th><th>日期</th></tr></table>", True),
        ("<ul><li><a href=/zwgk/zcwj/a/>公告</a></li><li><a href=/zwgk/zcwj/b/>公示</a></li></ul>", True),
        ("<video src=a.mp4></video>", True),
        ("<p><img src=a.jpg width=20></p>", False),
        ("<p><img src=/images/logo.png></p>", False),
        ("<p><a href=/x/><img src=a.jpg></a></p>", False),
        ("<object data=a.swf></object>", False),
        ("<ul><li><a href=/zwgk/bmwj/>部门文件</a></li></ul>", False),
        ("<p></p>", False),
    ],
)
def test_a_column_that_shows_something_else(read: Reading, content: str, shown: bool) -> None:  # noqa: FBT001
    html = column(content).replace("</body>", "<div><img src=b.jpg>主办单位：某县政府</div></body>")
    html = html if shown else html.replace("<img src=b.jpg>", "")
    assert read(html, HERE).listing.content is shown


def test_sub_columns_of_a_page_with_a_name(read: Reading) -> None:
    html = column("<ul><li><a href=/zwgk/zcwj/a/>公告</a></li><li><a href=/zwgk/bmwj/>部门文件</a></li></ul>")
    assert read(html, "http://www.example.gov.cn/zwgk/zcwj.html").listing.content
    assert not read(html, "http://www.example.gov.cn/zwgk/ghjh.html").listing.content


@pytest.mark.parametrize("day", ["12-28", "今天", "昨天 10:00", "3小时前", "12月28日"])
def test_a_day_without_its_year_is_no_date(read: Reading, day: str) -> None:
    rows = "".join(
        f"<div class=row><a href=100{n}.html>{name}</a><span>{shown}</span></div>"
        for n, (name, shown) in enumerate(zip(NAMES[:2], [day, "2022-11-28"], strict=True))
    )
    listing = read(column(f"<div>{rows}</div>"), HERE).listing
    assert [one.date for one in listing.items] == [None, "2022-11-28"]


def test_a_day_without_its_year_beside_a_title_of_two_lines(read: Reading) -> None:
    html = "<div class=r><a href=1001.html>关于某事的<br>通知</a><span>12-28</span></div><div class=r><a href=1002.html>另一件事</a>2022-11-28</div>"
    assert [one.date for one in read(column(f"<div>{html}</div>"), HERE).listing.items] == [None, "2022-11-28"]


@pytest.mark.parametrize(
    ("text", "title", "day"),
    [
        ("关于2022年4月1日停水的公告", "关于2022年4月1日停水的公告", None),
        ("2022年1月1日至今停水公告第3号", "2022年1月1日至今停水公告第3号", None),
        ("2022-01-01至今停水公告第3号", "2022-01-01至今停水公告第3号", None),
        ("关于停水的公告2022年4月1日", "关于停水的公告2022年4月1日", None),
        ("关于停水的公告（2022年4月1日）", "关于停水的公告", "2022-04-01"),
        ("关于停水的公告 2022年4月1日", "关于停水的公告", "2022-04-01"),
        ("关于停水的公告<i>2022-04-01</i>", "关于停水的公告", "2022-04-01"),
        ("[2022年4月1日]关于停水的公告", "关于停水的公告", "2022-04-01"),
        ("<b>2022-04-01</b>关于停水的公告", "关于停水的公告", "2022-04-01"),
        ("关于停水的公告（一）<p>2022年4月1日</p>", "关于停水的公告（一）", "2022-04-01"),
        ("关于2022年4月1日停水<p>及2022年4月2日停水的公告</p>", "关于2022年4月1日停水及2022年4月2日停水的公告", None),
    ],
)
def test_a_date_in_a_title_is_the_entrys_only_at_its_edge(
    read: Reading, text: str, title: str, day: str | None
) -> None:
    html = f"<ul><li><a href=1001.html>{text}</a></li><li><a href=1002.html>关于另一件事情的通知</a></li></ul>"
    first = read(column(html), HERE).listing.items[0]
    assert (first.title, first.date) == (title, day)


@pytest.mark.parametrize(
    ("text", "beside", "day"),
    [
        ("2018年7月24日 县政府热线", "2018-07-27", "2018-07-27"),
        ("2018-06-20新闻", "2018-06-20", "2018-06-20"),
        ("任免国家工作人员（2018年7月25日）", "2018-07-26", "2018-07-26"),
        ("2018年7月24日 县政府热线", "07-27", None),
    ],
)
def test_a_date_in_a_title_stays_there_when_another_stands_beside(
    read: Reading, text: str, beside: str, day: str | None
) -> None:
    html = f"<ul><li><a href=1001.html>{text}</a><i>{beside}</i></li><li><a href=1002.html>{text}</a><i>2018-07-01</i></li></ul>"
    listing = read(column(html), HERE).listing
    assert [(one.title, one.date) for one in listing.items] == [(text, day), (text, "2018-07-01")]


def test_long_lists_are_read_in_time(read: Reading) -> None:
    start = time.process_time()
    one_line = "".join(f"<a href=/a/{n}.html>关于某工作的通知{n}</a> 2023-01-01 " for n in range(20_000))
    pager = "".join(f"<a href=index_{n}.html>{n}</a>" for n in range(9_999)) + "<a href=index_2.html>下一页</a>"
    entries = "".join(f"<li><a href=/b/{n}.html>关于某工作的通知{n}</a><i>2023-01-01</i></li>" for n in range(20_000))
    assert len(read(column(f"<p>{one_line}</p>"), HERE).listing.items) == 20_000
    assert len(read(column(pager), HERE).listing.pages) == 9_999
    items = read(column(f"<ul>{entries}</ul>"), HERE).listing.items
    assert {one.date for one in items} == {"2023-01-01"}
    assert items[-1].locator.endswith("li:nth-child(20000) > a:nth-child(1)")
    assert time.process_time() - start < 20


def test_blank_words_beside_a_table_that_says_something_are_not_the_columns(read: Reading) -> None:
    row = "<tr><td>{}</td><td>{}</td></tr>"
    rows = f"<table>{row.format('收费项目', '标准')}{row.format('不动产登记费', '80元/件')}</table>"
    told = read(column(f"{rows}<p>暂无相关信息</p>"), HERE).listing
    assert (told.blank_words, told.content) == ("", True)
    empty = f"<table>{row.format('收费项目', '标准')}<tr><td colspan=2>暂无数据</td></tr>{row.format('', '')}</table>"
    told = read(column(empty), HERE).listing
    assert (told.blank_words, told.content) == ("暂无数据", False)
