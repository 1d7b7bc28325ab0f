"""Links and files that only the author's own machine or network may reach."""

from collections.abc import Callable

import pytest

from auditor.model import Record

Reading = Callable[..., Record]
PROSE = "<p>近日,我县召开会议,研究部署重点工作,要求提高认识,压实责任,确保各项任务落到实处,取得实效。</p>" * 4


def inside(read: Reading, html: str) -> list[tuple[str, str]]:
    return [(one.url, one.text) for one in read(f"<h1>关于某事的通知</h1>{PROSE}{html}").links.inside]


@pytest.mark.parametrize(
    "address",
    [
        "http://192.168.1.20:8080/oa/1.html",
        "https://10.1.2.3/",
        "http://172.16.0.9/a",
        "//127.0.0.1/x",
        "http://localhost:8080/",
        "HTTP://LOCALHOST/",
        "file:///C:/Users/admin/1.doc",
        "http://oa.zwb.local/1.html",
        "http://[::1]/",
        "http:\\\\192.168.1.1\\a",
    ],
)
def test_what_may_be_private_is_found_as_it_is_written(read: Reading, address: str) -> None:
    assert inside(read, f'<a href="{address}">查看</a>') == [(address, "查看")]


@pytest.mark.parametrize(
    "html",
    [
        "<p>网关改为192.168.1.1,file:不要写进链接</p>",
        '<a href="http://10.example.gov.cn/">下载</a>',
        '<a href="http://www.example.gov.cn/192.168.1.1/">目录</a>',
        '<!-- <a href="http://192.168.1.20/">旧地址</a> -->',
        '<a href="http://www.localhosting.cn/">站外</a>',
        '<a href="/local/1.html">本地</a>',
        '<p data-x="http://192.168.1.1/">属性</p>',
    ],
)
def test_what_only_looks_so_is_left_alone(read: Reading, html: str) -> None:
    assert inside(read, html) == []


def test_pictures_and_frames_count_and_scripts_are_not_quoted(read: Reading) -> None:
    html = (
        '<img src="file:///D:/1.png" alt="附图"><iframe src="http://192.168.0.2/v"></iframe>'
        '<script src="http://127.0.0.1/a.js">var a = 1;</script><a href="/x"><img src=" http://10.0.0.1/b.png "></a>'
    )
    assert inside(read, html) == [
        ("file:///D:/1.png", "附图"),
        ("http://192.168.0.2/v", ""),
        ("http://127.0.0.1/a.js", ""),
        ("http://10.0.0.1/b.png", ""),
    ]


def test_each_address_is_told_once_and_not_more_than_fifty(read: Reading) -> None:
    assert len(inside(read, '<a href="file:///a">甲</a>' * 9)) == 1
    assert len(inside(read, "".join(f'<a href="file:///{n}">甲</a>' for n in range(90)))) == 50


def test_lists_and_interpretations_have_them_too(read: Reading) -> None:
    items = "".join(
        f'<li><a href="/xw/{n}.html">第{n}条工作动态消息</a><span>2023-05-1{n}</span></li>' for n in range(9)
    )
    here = '<div>当前位置：<a href="/">首页</a> &gt; <a href="/xw/">工作动态</a></div>'
    inner = '<a href="http://10.0.0.1/">内网</a>'
    listed = read(
        f"<title>工作动态</title>{here}<h2>工作动态</h2><ul>{items}</ul><p>{inner}</p>",
        url="http://www.example.gov.cn/xw/",
    )
    told = read(
        '<title>《某办法》政策解读</title><div>当前位置：<a href="/">首页</a> &gt; <a href="/jd/">政策解读</a></div>'
        f'<h1>《某办法》政策解读</h1>{PROSE}<a href="http://10.0.0.1/">内网</a>'
    )
    assert (listed.kind, told.kind) == ("list", "interpretation")
    assert [one.links.inside[0].url for one in (listed, told)] == ["http://10.0.0.1/"] * 2
