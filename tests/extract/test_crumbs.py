from collections.abc import Callable

import pytest

from auditor.model import Record

Reading = Callable[..., Record]
NAMES = ["首页", "政务公开", "政策文件"]
PROSE = "<h1>关于某事的通知</h1><p>各乡镇人民政府:现将《某县办法》印发给你们,请结合实际,认真抓好贯彻落实。</p>"


@pytest.mark.parametrize(
    ("html", "names"),
    [
        (
            "<div>当前位置：<a href=/>首页</a> &gt; <a href=/b/>政务公开</a> &gt; 政策文件 &gt; 正文</div>",
            ["首页", "政务公开", "政策文件"],
        ),
        ("<p>您现在所在的位置: 网站首页 -> 政务公开 -> 年报</p>", ["网站首页", "政务公开", "年报"]),
        ("<ul>当前位置：<li>首页</li><li>政务公开</li><li>政策文件</li></ul>", ["首页", "政务公开", "政策文件"]),
        ("<div><p>当前位置：</p><p>首页</p><p>&gt;</p><p>政务公开</p></div>", ["首页", "政务公开"]),
        (f"<div><p>当前位置：</p><p>首页</p><p>{'很长的文字' * 9}</p></div>", ["首页"]),
        ("<p>首页&gt;政策&gt;市政府文件</p>", ["首页", "政策", "市政府文件"]),
        ("<p>本县地理位置优越</p>", []),
        ("<p>首页 &gt;</p>", []),
        ("<div>当前位置：<a href=/> 首页 </a>-<a href=/b/>政务公开</a>-<a href=/c/>政策文件</a></div>", NAMES),
        (
            "<div>当前位置：<a href=/>首页</a><i></i><a href=/b/>政务公开</a><i></i><a href=/c/>政策文件</a></div>",
            NAMES,
        ),
        (
            "<div>当前位置：<a href=/>首页</a> &gt; <a href=/b/>政务公开</a> &gt; 办法-细则</div>",
            ["首页", "政务公开", "办法-细则"],
        ),
        ("<div><a href=/>首页</a> / <a href=/b/>政务公开</a> / <a href=/c/>政策文件</a></div>", NAMES),
        (
            "<div><a href=/>某县政府</a> &gt; <a href=/b/>政务公开</a> &gt; <a href=/c/>政策文件</a></div>",
            ["某县政府", "政务公开", "政策文件"],
        ),
        (
            "<ol class=breadcrumb><li><a href=/>首页</a></li><li><a href=/b/>政务公开</a></li><li>政策文件</li></ol>",
            NAMES,
        ),
        ("<ol class=BREADCRUMB><li><a href=/>首页</a><li><a href=/b/>政务公开</a><li>政策文件</ol>", NAMES),
        ("<ol class=Crumbs><li><a href=/>首页</a><li>/<li><a href=/b/>政务公开</a><li>/<li>政策文件</ol>", NAMES),
        (
            "<div class=crumb></div><ul class=crumbs><li>首页</li></ul><ul class=crumb><li>政务</li><li>公开</li></ul>",
            [],
        ),
        ("<div><a href=/>首页</a> <a href=/b/>政务公开</a> <a href=/c/>政策文件</a></div>", []),
        ("<div><a href=/>首页</a> | <a href=/b/>政务公开</a> | <a href=/c/>政策文件</a></div>", []),
        ("<div><a href=/x/>某局</a> &gt; <a href=/b/>政务公开</a></div>", []),
        ("<div>欢迎访问 <a href=/>首页</a> / <a href=/b/>政务公开</a></div>", []),
    ],
)
def test_breadcrumbs_in_every_shape(read: Reading, html: str, names: list[str]) -> None:
    record = read(html + PROSE)
    assert [name for name, _ in record.breadcrumb] == names
    assert all(url.startswith("http://www.example.gov.cn/") for _, url in record.breadcrumb if url)
