# ruff: noqa: E501 - markup stands as pages have it
"""Every shape of a list: the titles, addresses and dates that one reads, and nothing else."""

from collections.abc import Callable

import pytest

from auditor.model import Listing, Record

Reading = Callable[..., Record]
HERE = "http://www.example.gov.cn/zwgk/zcwj/index.html"
MENU = "<ul class=nav>" + "".join(f'<li><a href="/c{n}/index.html">栏目{n}号</a></li>' for n in range(9)) + "</ul>"
CRUMBS = "<div>当前位置：<a href=/>首页</a> &gt; <a href=/zwgk/>政务公开</a> &gt; <a href=index.html>政策文件</a></div>"
NAMES = ("关于印发某某办法的通知", "关于加强某项工作的意见", "关于做好防汛抗旱工作的通知")
PATHS = tuple(f"http://www.example.gov.cn/zwgk/zcwj/202305/t2023051{n}_{n}.html" for n in (1, 2, 3))
DAYS = ("2023-05-11", "2023-05-12", "2023-05-13")
SUMMARY = "为了做好2022年4月1日开始的工作，现将有关事项通知如下。"
SIDE = (
    "<ul>"
    + "".join(f"<li><a href=/xw/{n}.html>县长调研第{n}次防汛工作会议</a>2023-06-0{n}</li>" for n in range(1, 9))
    + "</ul>"
)
LONG_MENU = (
    "<ul>"
    + "".join(f"<li><a href=/zwgk/lm{n}/index.html>第{n}个法定主动公开内容栏目</a></li>" for n in range(30))
    + "</ul>"
)


def page(content: str) -> str:
    return f"<title>政策文件</title><body>{MENU}{CRUMBS}<div class=main>{content}</div></body>"


def listed(read: Reading, item: str, around: str = "<ul>{}</ul>") -> Listing:
    rows = (item.format(u=f"202305/t2023051{n}_{n}.html", t=name, n=n) for n, name in enumerate(NAMES, 1))
    return read(page(around.replace("{}", "".join(rows))), HERE).listing


def right(listing: Listing, days: tuple[str | None, ...] = DAYS) -> None:
    assert [(one.title, one.url, one.date) for one in listing.items] == list(zip(NAMES, PATHS, days, strict=True))


@pytest.mark.parametrize(
    "item",
    [
        "<li>{a}<span>2023-05-1{n}</span></li>",
        "<li><span>2023-05-1{n}</span>{a}</li>",
        "<li>[2023-05-1{n}]{a}</li>",
        "<li>{a} [2023/5/1{n}]</li>",
        "<li>{a}2023年5月1{n}日</li>",
        "<li>{a}（2023年05月1{n}日）</li>",
        "<li>{a}2023.05.1{n}</li>",
        "<li>{a}2023-05-1{n} 10:20:30</li>",
        "<li>{a}<font color=red>NEW</font><span>2023-05-1{n}</span></li>",
        "<li><span>05-1{n}</span><em>2023</em>{a}</li>",
        "<li>{a}<span>05-1{n}</span><em>2023</em></li>",
        "<li><em>2023</em><span>05-1{n}</span>{a}</li>",
        "<li><b>1{n}</b><i>2023-05</i>{a}</li>",
        "<li><div><b>1{n}</b><i>2023-05</i></div>{a}</li>",
        "<li><div><h3>1{n}</h3><p>2023.05</p></div><div>{a}</div></li>",
        "<li><div><p>2023年05月</p><p>1{n}</p></div><div>{a}</div></li>",
        "<li><div><p>1{n}日</p><p>2023年5月</p></div><div>{a}</div></li>",
        "<li><div><p>2023年</p><p>05月1{n}日</p></div>{a}</li>",
        "<li><div><p>05.1{n}</p><p>2023</p></div>{a}</li>",
        "<li><div><p>1{n}</p><p>5月</p><p>2023</p></div>{a}</li>",
        "<li><div><p>2023</p><p>5月</p><p>1{n}日</p></div>{a}</li>",
        '<li>{a}<span title="2023-05-1{n}">05-1{n}</span></li>',
        '<li>{a}<time datetime="2023-05-1{n}">5月1{n}日</time></li>',
        '<li><div>{a}</div><span title="2023-05-1{n}">05-1{n}</span></li>',
        '<li><a href="{u}" title="{t} 2023-05-1{n}">{t}</a></li>',
        '<li><a href="{u}" title="标题：{t}\n发布时间：2023-05-1{n}">{t}</a></li>',
        '<li><a href="{u}" title="标题：{t}\n发布时间：2023-05-1{n}">关于……...</a></li>',
        '<li><a href="{u}" title="{t}">关于…</a><span>2023-05-1{n}</span></li>',
        "<li>{a}<span>发布时间：2023-05-1{n}</span><span>来源：县政府办公室</span></li>",
        "<li>{a}<span>发布于2023-05-1{n}</span><span>截止时间：2023-06-1{n}</span></li>",
        "<li>{a}<span>2023-05-1{n}</span><span>截止2023-06-1{n}</span></li>",
        "<li>{a}<span>公开日期：2023-05-1{n}</span> <span>生效日期：2023-06-01</span> <span>更新日期：2023-07-01</span></li>",
        "<li>{a}<span>2023-05-1{n}</span><span>点击：2023</span></li>",
        "<li><i>{n}</i>{a}<span>2023-05-1{n}</span></li>",
        '<li><a href="{u}">· {t}</a><span>2023-05-1{n}</span></li>',
        '<li><script>document.write("<b>")</script>{a}<script>document.write("</b>")</script><span>2023-05-1{n}</span></li>',
        '<li><a href="{u}"><span>1{n}</span><i>2023-05</i><b>{t}</b></a></li>',
        '<li><a href="{u}"><b>{t}</b> <span>2023-05-1{n}</span></a></li>',
        '<li><a href="{u}"><div><h3>1{n}</h3><p>2023.05</p></div><h4>{t}</h4><p>' + SUMMARY + "</p></a></li>",
        '<li><a href="{u}"><div>{t}</div><p>' + SUMMARY + "</p><span>2023-05-1{n}</span></a></li>",
        '<li><a href="{u}" title="{t}"><div>{t}</div><p>现将有关事项通知如下</p><span>2023-05-1{n}</span></a></li>',
        "<li><h4>{a}</h4><p>" + SUMMARY + '<a href="{u}">[详细]</a></p><span>发布：2023-05-1{n}</span></li>',
        '<li><h4>{a}</h4><p><a href="{u}">' + SUMMARY * 2 + "</a></p><span>2023-05-1{n}</span></li>",
        '<li><a href="{u}"><img src=a.jpg></a><h4>{a}</h4><span>2023-05-1{n}</span><a href="{u}">查看详情</a></li>',
        '<li><a href="/zwgk/tz/">[通知公告]</a>{a}<span>2023-05-1{n}</span></li>',
        '<li><a href="/zwgk/c{n}/">县发改委</a>｜{a}<span>2023-05-1{n}</span></li>',
        '<li>{a}<a href="a{n}.pdf">下载</a><a href="/jd/{n}.html">解读</a><span>2023-05-1{n}</span></li>',
    ],
)  # fmt: skip
def test_entries_of_a_list(read: Reading, item: str) -> None:
    right(listed(read, item.replace("{a}", '<a href="{u}">{t}</a>')))


@pytest.mark.parametrize(
    ("item", "around"),
    [
        ("<p>{a} 2023-05-1{n}</p>", "<div>{}</div>"),
        ("<p>{a}</p><p>2023-05-1{n}</p>", "<div>{}</div>"),
        ("<p>2023-05-1{n}</p><p>{a}</p>", "<div>{}</div>"),
        ("<dt>2023-05-1{n}</dt><dd>{a}</dd>", "<dl>{}</dl>"),
        ("<dt>{a}</dt><dd>2023-05-1{n}</dd>", "<dl>{}</dl>"),
        ("<dl><dt>2023-05-1{n}</dt><dd>{a}</dd></dl>", "<div>{}</div>"),
        ("<span>2023-05-1{n}</span>{a}<br>", "<div>{}</div>"),
        ('<a href="{u}"><div class=item><div>{t}</div><div>2023-05-1{n}</div></div></a>', "<div>{}</div>"),
        ('<div class="row r{n}">{a}<span>2023-05-1{n}</span></div>', "<div>{}</div>"),
        ("<div id=n{n}>{a}<span>2023-05-1{n}</span></div>", "<div>{}</div>"),
        ("<ul><li>{a}<span>2023-05-1{n}</span></li></ul><div class=line></div>", "<div class=list>{}</div>"),
        ("<tr><td>{n}</td><td>{a}</td><td>2023-05-1{n}</td></tr>", "<table><tr><th>序号</th><th>名称</th><th>日期</th></tr>{}</table>"),
        ("<tr><td>·</td><td>{a}</td><td>2023-05-1{n}</td></tr>", "<table width=100%><tr><td><table>{}</table></td></tr></table>"),
        ("<tr><td><table><tr><td>·</td><td>{a}</td><td>2023-05-1{n}</td></tr></table></td></tr>", "<table>{}</table>"),
        (
            "<tr><td>00{n}-2023-000{n}</td><td>示政发〔2023〕{n}号</td><td>{a}</td><td>2023-04-1{n}</td><td>2023-05-1{n}</td></tr>",
            "<table><tr><td>索引号</td><td>文号</td><td>名称</td><td>成文日期</td><td>发布日期</td></tr>{}</table>",
        ),
        (
            "<tr><td>{a}</td><td>2023-05-1{n}</td><td>2023-04-1{n}</td></tr>",
            "<table><thead><tr><th>名称</th><th>发布日期</th><th>成文日期</th></tr></thead><tbody>{}</tbody></table>",
        ),
        (
            "<tr><td>{a}</td><td>2023-04-1{n}</td><td>2023-05-1{n}</td></tr>",
            "<table><tr><th colspan=2>名称</th><th>日期</th></tr>{}</table>",
        ),
        (
            "<tr><td>{a}</td><td>2023-04-1{n}</td><td>2023-05-1{n}</td></tr>",
            "<table><tr><th>名称</th><th>起草</th><th>日期</th></tr>{}</table>",
        ),
        (
            '<tr><td><a href="{u}">00{n}-2023-000{n}</a></td><td><a href="{u}">示政发〔2023〕{n}号</a></td><td>{a}</td><td>2023-05-1{n}</td></tr>',
            "<table><tr><th>索引号</th><th>文号</th><th>名称</th><th>发布日期</th></tr>{}</table>",
        ),
        ("<li>{a}<div class=pop><p>索引号：00{n}</p><p>发布日期：2023-05-1{n}</p><p>生效日期：2023-06-01</p></div></li>", "<ul>{}</ul>"),
    ],
)  # fmt: skip
def test_lists_of_every_markup(read: Reading, item: str, around: str) -> None:
    right(listed(read, item.replace("{a}", '<a href="{u}">{t}</a>'), around))


@pytest.mark.parametrize(
    ("item", "around"),
    [
        ("<li>{a}<span>05-1{n}</span></li>", "<h3>2023年</h3><ul>{}</ul>"),
        ("<li>{a}<div class=pop><p>成文日期：2023-05-1{n}</p><p>失效日期：2028-06-01</p></div></li>", "<ul>{}</ul>"),
        ("<li>{a}<span>成文日期：2023-05-1{n}</span></li>", "<ul>{}</ul>"),
        ("<li>{a}<span>5月1{n}日</span></li>", "<ul><li>2023年</li>{}</ul>"),
        ("<li>{a}<span>[23-05-1{n}]</span></li>", "<ul>{}</ul>"),
        ("<li>{a}<span>2023051{n}</span></li>", "<ul>{}</ul>"),
        ("<li>{a}<span>截止时间：2023-06-1{n}</span></li>", "<ul>{}</ul>"),
        ("<li>{a}<span>征集时间：2023-05-01至2023-05-2{n}</span></li>", "<ul>{}</ul>"),
        ("<li>{a}<span>2023-05-01 - 2023-05-2{n}</span></li>", "<ul>{}</ul>"),
        ("<li>{a}<span>有效期至2023-06-1{n}</span></li>", "<ul>{}</ul>"),
        ("<li>{a}<i>浏览量</i><b>2023</b><span>05-1{n}</span></li>", "<ul>{}</ul>"),
        ("<li>{a}<span title=今年>05-1{n}</span></li>", "<ul>{}</ul><i title=2023-05-01>版本</i>"),
        ('<li><a href="{u}"><b>{t}</b><span>05-1{n}</span></a></li>', "<ul>{}</ul>"),
        ('<li><a href="{u}"><p>{t}</p><p>05-1{n}</p></a></li>', "<ul>{}</ul>"),
        ('<li><a href="{u}"><p>{t}</p><p>1{n}</p></a></li>', "<ul>{}</ul>"),
        ('<li><a href="{u}" title="标题：{t}\n起：2023-05-11\n止：2023-05-12">{t}</a></li>', "<ul>{}</ul>"),
        ("<p>2023-05-11</p><p>{a}</p><p>2023-05-1{n}</p><p>——</p>", "<div>{}<p>。</p></div>"),
    ],
)
def test_what_is_no_date_of_publication(read: Reading, item: str, around: str) -> None:
    shown = listed(read, item.replace("{a}", '<a href="{u}">{t}</a>'), around)
    if "——" in item:
        assert [one.title for one in shown.items] == list(NAMES)
    else:
        right(shown, (None, None, None))


@pytest.mark.parametrize("cut", ["…", "……", "...", "......"])
def test_titles_cut_in_their_middle(read: Reading, cut: str) -> None:
    rows = "".join(
        f'<li><a href="{url}" title="{name}">{name[:4]}{cut}{name[-2:]}</a><i>{day}</i></li>'
        for url, name, day in zip(PATHS, NAMES, DAYS, strict=True)
    )
    right(read(page(f"<ul>{rows}</ul>"), HERE).listing)


def test_a_title_with_dots_that_its_attribute_does_not_fill(read: Reading) -> None:
    rows = "".join(
        f'<li><a href="{url}" title="点击查看本条信息的详细内容">一…{url[-6]}号文件的通知</a></li>' for url in PATHS
    )
    shown = read(page(f"<ul>{rows}</ul>"), HERE).listing
    assert [one.title for one in shown.items] == [f"一…{n}号文件的通知" for n in (1, 2, 3)]


def test_titles_of_two_lines(read: Reading) -> None:
    for shown in ("<p>{t}</p><p>（第二批）</p>", "{t}<br>（第二批）"):
        listing = listed(read, f'<li><a href="{{u}}">{shown}</a><span>2023-05-1{{n}}</span></li>')
        assert [(one.title, one.date) for one in listing.items] == [
            (f"{name}（第二批）", day) for name, day in zip(NAMES, DAYS, strict=True)
        ]


@pytest.mark.parametrize(
    "around",
    [
        "<div><h3>热门文章</h3>" + SIDE + "</div><ul>{}</ul>",
        "<ul>{}</ul><div class=r><h3>最新信息</h3>" + SIDE + "</div>",
        "<div class=sidebar>" + SIDE.replace("/xw/", "") + "</div><div><ul>{}</ul></div>",
        LONG_MENU + "<div><ul>{}</ul></div>",
    ],
)  # fmt: skip
def test_the_list_wins_over_what_stands_beside_it(read: Reading, around: str) -> None:
    right(listed(read, '<li><a href="{u}">{t}</a><span>2023-05-1{n}</span></li>', around))


def test_an_undated_list_wins_over_dates_beside_it(read: Reading) -> None:
    around = "<div class=sidebar>" + SIDE + "</div><div><ul>{}</ul></div>"
    right(listed(read, '<li><a href="{u}">{t}</a></li>', around), (None, None, None))
    few = (
        "<div class=sidebar>"
        + SIDE
        + "</div><ul><li><a href=/b/1.html>关于某事项的通知</a></li><li><a href=/c/>某个很长的栏目名称</a></li></ul>"
    )
    assert len(read(page(few), HERE).listing.items) == 8


def test_a_hot_list_is_not_the_list_of_an_empty_column(read: Reading) -> None:
    side = f"<div class=hot-news>{SIDE}</div>"
    empty, silent = (read(page(f"<div>{words}</div>{side}"), HERE).listing for words in ("<p>暂无内容</p>", ""))
    assert (empty.items, empty.blank_words) == ((), "暂无内容")
    assert len(silent.items) == 8
    assert read(page(f"<div class=hot>{SIDE.replace('/xw/', '')}</div>"), HERE).listing.items


def test_items_of_another_site(read: Reading) -> None:
    rows = SIDE.replace("/xw/", "http://other.example.gov.cn/xw/")
    listing = read(page(rows), HERE).listing
    assert {one.url.split("/")[2] for one in listing.items} == {"other.example.gov.cn"}
    assert len(listing.items) == 8


def test_two_entries_in_a_box_keep_their_dates_apart(read: Reading) -> None:
    rows = "".join(f"<p><a href={n}.html>{NAMES[n]}</a></p><p>2023-05-1{n}</p>" for n in (0, 1))
    listing = read(page(f"<div>{rows}</div>"), HERE).listing
    assert [one.date for one in listing.items] == ["2023-05-10", "2023-05-11"]
    rows = "".join(f"<p><a href={n}.html>{NAMES[n]}</a></p><p>2023-05-1{n} 县政府</p>" for n in (0, 1))
    assert [one.date for one in read(page(f"<div>{rows}</div>"), HERE).listing.items] == [None, None]


def test_several_entries_on_a_line_are_all_items(read: Reading) -> None:
    one = "<p><a href=1.html>关于印发某某办法的通知</a> 2023-05-11 <a href=2.html>嘉奖令</a> 2023-05-12</p>"
    assert len(read(page(one), HERE).listing.items) == 2
    alike = "<p><a href=1.html>防汛预案的通知</a> <a href=2.html>抗旱预案的通知</a></p>"
    assert len(read(page(alike), HERE).listing.items) == 2


@pytest.mark.parametrize(
    "words",
    [
        "我局不涉及该项业务，暂无相关信息。",
        "<p>情况说明</p><p>暂无相关信息</p>",
        "截至2023年底，本单位未产生应公开的内容，特此说明。",
    ],
)
def test_an_explanation_is_more_than_blank_words(read: Reading, words: str) -> None:
    listing = read(page(f"<div>{words}</div>"), HERE).listing
    assert (listing.items, listing.blank_words, listing.scripted) == ((), "", False)
    record = read(page(f"<div>{words}</div>"), HERE)
    assert record.kind == "other" or record.listing.content


def test_menus_and_side_boxes_explain_nothing(read: Reading) -> None:
    content = "<ul>暂无内容</ul><div class=sidebar><p>我局信箱</p></div><p><a href=/x/>我局概况</a></p>"
    listing = read(page(content), HERE).listing
    assert (listing.blank_words, listing.content) == ("暂无内容", False)


def test_entries_that_a_script_opens_are_not_missing(read: Reading) -> None:
    rows = "".join(
        f'<li><a href="javascript:open({n})">{name}</a><i>2023-05-1{n}</i></li>' for n, name in enumerate(NAMES)
    )
    record = read(page(f"<ul>{rows}</ul>"), HERE)
    assert (record.kind, record.listing.items, record.listing.scripted) == ("list", (), True)
    one = read(page('<p><a href="javascript:history.go(-1)">返回上一级栏目页面</a></p>'), HERE)
    assert not one.listing.scripted


def test_labels_in_every_entry_are_no_block_of_the_page(read: Reading) -> None:
    card = "<li><h4><a href={n}.html>{t}</a></h4><p>发布日期：2023-05-1{n}</p><p>来源：县政府办公室</p></li>"
    cards = [card.format(n=n, t=name) for n, name in enumerate(NAMES, 1)]
    record = read(page(f"<ul>{''.join(cards)}</ul>"), HERE)
    assert (record.kind, record.fields) == ("list", ())
    assert [one.date for one in record.listing.items] == list(DAYS)
    block = "<table><tr><td>索引号</td><td>001/2023-1</td><td>发布日期</td><td>2023-05-11</td></tr></table>"
    related = f"<h1>关于某事的通知</h1><div>{'某某工作应当抓好落实。' * 30}</div><p>索引号 发布日期</p><p>索引号 发布日期</p><ul>{SIDE}</ul>"
    assert {one.name for one in read(page(block + related)).fields} == {"index_number", "published_date"}
    far = f"<p>索引号 发布日期</p><p>索引号 发布日期</p><h1>关于某事的通知</h1><div>{'<p>某某工作应当抓好落实。</p>' * 30}</div><ul>{''.join(cards)}</ul>"
    assert {one.name for one in read(page(block + far)).fields} == {"index_number", "published_date"}


@pytest.mark.parametrize(
    ("item", "around"),
    [
        ('<tr><td>{a}</td><td><a href="/bm/{n}/">县发展和改革委员会</a></td><td>2023-05-1{n}</td></tr>', "<table>{}</table>"),
        ('<tr><td><a href="/bm/{n}/index.html">县发展和改革委员会</a></td><td>{a}</td><td>2023-05-1{n}</td></tr>', "<table>{}</table>"),
        ('<li>{a}<a href="/jd/{n}.html">政策解读链接</a><i>2023-05-1{n}</i></li>', "<ul>{}</ul>"),
        (
            '<tr><td>{a}</td><td><a href="/jd/{n}.html">文字解读</a> <a href="/tj/{n}.html">图解</a></td><td>2023-05-1{n}</td></tr>',
            "<table>{}</table>",
        ),
        (
            "<li>{a}<i>2023-05-1{n}</i></li>",
            "<ul><li><a href=2023/>2023年</a></li><li><a href=2022/>2022年</a></li></ul><ul>{}</ul>",
        ),
        ("<li>{a}<i>2023-05-1{n}</i></li>", "<div><h3><a href=top.html>关于头条的大新闻</a></h3><p>2023-05-20</p></div><ul>{}</ul>"),
    ],
)  # fmt: skip
def test_buttons_and_menus_are_no_items(read: Reading, item: str, around: str) -> None:
    right(listed(read, item.replace("{a}", '<a href="{u}">{t}</a>'), around))


@pytest.mark.parametrize("content", ["<ul>暂无内容</ul>", "<ul></ul>"])
def test_the_day_of_the_visit_dates_no_link_beside_it(read: Reading, content: str) -> None:
    html = (
        f"<title>政策文件</title><body><div>2023-05-20 <a href=/denglu>用户中心</a></div>{MENU}{CRUMBS}{content}</body>"
    )
    assert read(html, HERE).listing.items == ()
    ticker = html.replace("/denglu", "/xw/20230520_1.html")
    assert bool(read(ticker, HERE).listing.items) is ("暂无" not in content)


def test_a_single_entry_without_a_date(read: Reading) -> None:
    for address, found in (("1.html", 1), ("202305/t20230511_1.html", 1), ("/other/1.html", 0), ("a/", 0)):
        listing = read(page(f"<ul><li><a href={address}>关于某事的通知</a></li></ul>"), HERE).listing
        assert len(listing.items) == found, address
    html = "<title>政策文件</title><body><ul><li><a href=1.html>关于某事的通知</a></li></ul>"
    assert read(html, HERE).listing.items == ()
    side = "<div class=sidebar><ul><li><a href=1.html>关于某事的通知</a></li></ul></div>"
    assert read(page(side), HERE).listing.items == ()


def test_titles_that_stand_in_no_list_are_content(read: Reading) -> None:
    listing = read(page("<div><a href=/xw/1.html>关于某事的一份通知</a></div>"), HERE).listing
    assert (listing.items, listing.content) == ((), True)
    listing = read(page("<div><a href=http://[bad/>关于某事的一份通知</a></div>"), HERE).listing
    assert (listing.items, listing.content) == ((), False)


def test_undated_items_of_another_site(read: Reading) -> None:
    rows = "".join(f"<li><a href=https://mp.example.com/s/{n}>{name}</a></li>" for n, name in enumerate(NAMES))
    assert [one.title for one in read(page(f"<ul>{rows}</ul>"), HERE).listing.items] == list(NAMES)
    friends = "".join(f"<li><a href=http://www.a{n}.gov.cn/>某某省人民政府门户网站</a></li>" for n in range(5))
    assert read(page(f"<ul>{friends}</ul>"), HERE).listing.items == ()


def nested(*days: str) -> str:
    """Entries deep in boxes of their own, with or without a day beside each."""
    rows = (
        f"<div class=a><div class=b><div class=c><a href=202305/t2023051{n}_{n}.html>{name}</a></div>{day}</div></div>"
        for n, (name, day) in enumerate(zip(NAMES, days, strict=True), 1)
    )
    return page("".join(rows))


def test_an_entry_without_a_day_among_dated_ones(read: Reading) -> None:
    days = ("<i>2023-05-11</i>", "", "<i>2023-05-13</i>")
    right(read(nested(*days), HERE).listing, (DAYS[0], None, DAYS[2]))


def test_short_names_deep_in_boxes_are_items_where_days_stand_beside_them(read: Reading) -> None:
    rows = (
        f"<div class=a><div class=b><div class=c><a href={name}/index.html>{text}</a></div>{day}</div></div>"
        for name, text, day in (
            ("a", "综合", ""),
            ("b", "年报", "<i>2023-05-12</i>"),
            ("c", "概况", "<i>2023-05-13</i>"),
        )
    )
    found = read(page("".join(rows)), "http://www.example.gov.cn/zwgk/index.html").listing.items
    assert [(one.title, one.date) for one in found] == [("年报", "2023-05-12"), ("概况", "2023-05-13")]


@pytest.mark.parametrize(
    "foot",
    [
        "<div>电话：0370-7215089 <a href=/lxwm.html>联系我们</a> 豫ICP备15021526号-1</div>",
        "<div>公网安备 41142402000535号 <a href=/lxwm.html>联系我们</a></div>",
    ],
)
def test_numbers_of_licences_and_telephones_are_no_days(read: Reading, foot: str) -> None:
    content = "<p>地址：某县未来大道77号</p>" + foot
    assert not read(page(content), HERE).listing.items


@pytest.mark.parametrize(
    ("item", "days"),
    [
        ("<li><a href={u}>{t}</a><b>05-1{n}</b><i>2023</i></li>", DAYS),
        ("<li><b>1{n}</b><i>2023-05</i><a href={u}>{t}</a></li>", DAYS),
        ("<li><a href={u}>{t}</a>{n}小时前</li>", (None, None, None)),
        ("<li><a href={u}>{t}</a>二〇二三年五月十{n}日</li>", (None, None, None)),
        ("<li><a href={u}>{t}</a>２０２３－０５－１{n}</li>", DAYS),
    ],
)
def test_days_in_every_writing(read: Reading, item: str, days: tuple[str | None, ...]) -> None:
    right(listed(read, item), days)
