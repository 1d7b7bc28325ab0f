# ruff: noqa: E501 - markup stands as pages have it
from collections.abc import Callable

import pytest

from auditor.model import Record

Reading = Callable[..., Record]
PROSE = "<p>各乡镇人民政府:现将《某县办法》印发给你们,请结合实际,认真抓好贯彻落实。</p>" * 3
HOST = "http://www.example.gov.cn"


def page(content: str, below: str = "") -> str:
    return f"<title>关于某事的通知</title><h1>关于某事的通知</h1><div id=zoom>{PROSE}{content}</div>{below}"


@pytest.mark.parametrize(
    ("link", "url", "name", "suffix"),
    [
        ("<a href=/a/b.pdf>附件1：申请表</a>", "/a/b.pdf", "附件1：申请表", "pdf"),
        ("<a href=/a/B.DOCX?v=2>申请表</a>", "/a/B.DOCX?v=2", "申请表", "docx"),
        ("<a href=/a/b.wps><img src=icon_doc.gif alt=图标>某县办法</a>", "/a/b.wps", "某县办法", "wps"),
        ("<a href=/a/b.ofd>\ue612 \U0001f4ce某县办法.ofd</a>", "/a/b.ofd", "某县办法.ofd", "ofd"),
        (
            "<a href='/download.jsp?id=3'>附件：申请表.xls (12.21 KB)</a>",
            "/download.jsp?id=3",
            "附件：申请表.xls (12.21 KB)",
            "xls",
        ),
        (
            "<a href='/module/download/downfile.jsp?filename=xx.pdf&classid=0'>申请表</a>",
            "/module/download/downfile.jsp?filename=xx.pdf&classid=0",
            "申请表",
            "pdf",
        ),
        (
            "<a href='/api/file/download?fileName=%E9%99%84.rar'>某县办法</a>",
            "/api/file/download?fileName=%E9%99%84.rar",
            "某县办法",
            "rar",
        ),
        (
            "<a href=/api/file/download?id=9 title=申请表.zip>点击下载</a>",
            "/api/file/download?id=9",
            "申请表.zip",
            "zip",
        ),
        ("<a href=/api/download?id=9>申请表</a>", "/api/download?id=9", "申请表", ""),
        ("<a href=/a/b.jpg>附件2.平面图</a>", "/a/b.jpg", "附件2.平面图", "jpg"),
        ("<a href=/a/b.mp4>附件：宣传片</a>", "/a/b.mp4", "附件：宣传片", "mp4"),
        ("申请表：<a href=/a/b.doc>下载</a>", "/a/b.doc", "申请表", "doc"),
        ("<a href=/a/b.et download=汇总表.et>点击下载</a>", "/a/b.et", "汇总表.et", "et"),
        ("<a href=/a/b.doc>点击下载</a>", "/a/b.doc", "点击下载", "doc"),
        ("<a href=/a/b.xlsx title=汇总表><img src=x.gif></a>", "/a/b.xlsx", "汇总表", "xlsx"),
        ("<a href=/a/b.xlsx><img src=x.gif alt=excel></a>", "/a/b.xlsx", "excel", "xlsx"),
    ],
)
def test_attachments_have_name_and_type(read: Reading, link: str, url: str, name: str, suffix: str) -> None:
    links = read(page(f"<p>{link}</p>")).links
    assert [(one.url, one.text, one.suffix) for one in links.attachments] == [(HOST + url, name, suffix)]
    assert HOST + url not in links.pages


def test_an_attachment_that_is_a_page_is_both(read: Reading) -> None:
    links = read(page("<p><a href=/a/9.html>附件：某县办法</a></p>")).links
    assert [(one.url, one.suffix) for one in links.attachments] == [(f"{HOST}/a/9.html", "html")]
    assert f"{HOST}/a/9.html" in links.pages


@pytest.mark.parametrize(
    "content",
    [
        "<p>附件：1.申请表.doc</p>",
        "<p><a href='javascript:down(3)'>附件1：申请表.doc</a></p>",
        "<p><a href=/a/9.html>某县办法.pdf</a></p>",
        "<p><a href=/a/b.jpg><img src=/a/b.jpg></a></p>",
        "<p><a href=/download/index.html>软件下载</a></p>",
        "<p><a href=/download/></a></p>",
        "<p><a href=/v?id=1.2>见第1.2节</a></p>",
    ],
)
def test_what_is_no_attachment(read: Reading, content: str) -> None:
    assert read(page(content)).links.attachments == ()


def test_outside_the_text_only_addresses_and_names_count(read: Reading) -> None:
    below = "<h4>相关附件</h4><p><a href=/a/c.pdf>某表</a></p><p><a href=/d?id=1>某图.docx</a></p><p><a href=/app/download?id=1>客户端下载</a></p>"
    assert [one.suffix for one in read(page("", below)).links.attachments] == ["pdf", "docx"]


@pytest.mark.parametrize(
    ("content", "media"),
    [
        ("<video src=/a.mp4></video>", ("video",)),
        ("<video><source src=/a.webm></video>", ("video",)),
        ("<audio controls src=/a.mp3></audio>", ("audio",)),
        ("<embed src=/player.swf?file=a>", ("video",)),
        ("<object data=/a.m4a></object>", ("audio",)),
        ("<iframe src=https://v.qq.com/txp/iframe/player.html?vid=a></iframe>", ("video",)),
        ("<iframe src=/map.html></iframe>", ("frame",)),
        ("<iframe src='/viewer.html?file=/a/b.pdf'></iframe>", ("attachment", "frame")),
        ("<p><a href=/a/b.mp4?x=1>点击观看</a></p>", ("video",)),
        ("<p><a href=https://weixin.qq.com/sph/Abc>点击观看</a></p>", ("video",)),
        ("<p><a href=/a/b.mp3>点击收听</a></p>", ("audio",)),
        ("<p><a href=/a/b.docx>申请表</a></p>", ("attachment",)),
        ("<div id=player></div><script>play({url:'/a/b.mp4'})</script>", ("video",)),
        ("<div id=player></div><script>play({url:'/a/b.mp3'})</script>", ("audio",)),
        ("<p><img src=a.png></p>", ("picture",)),
        ("<p><a href=https://mp.weixin.qq.com/s/Abc>阅读原文</a></p>", ()),
    ],
)
def test_media_forms(read: Reading, content: str, media: tuple[str, ...]) -> None:
    assert read(page(content)).body.media == media


def test_what_plays_beside_the_text_is_not_in_it(read: Reading) -> None:
    foot = "<h4>相关信息</h4><p>某县</p><video src=/a.mp4></video><p>某县</p>"
    assert read(page("", foot)).body.media == ()
    assert read("<a href=/>首页</a><script>play('/a/b.mp4')</script>").body.media == ()
