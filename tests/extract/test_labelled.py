# ruff: noqa: E501 - markup stands as pages have it
"""Both directions: what a document offers as its interpretation, and what an interpretation leads back to."""

from collections.abc import Callable

import pytest

from auditor.model import Record

Reading = Callable[..., Record]
HOST = "http://www.example.gov.cn"
PROSE = "<p>各乡镇人民政府:现将《某县供水办法》印发给你们,请结合实际,认真抓好贯彻落实。</p>" * 3
MENU = "<div class=nav><ul><li><a href=/>首页</a></li><li><a href=/zcwj/>政策文件</a></li><li><a href=/zcjd/>政策解读</a></li><li><a href=/zcjd/list2.html>图解</a></li></ul></div>"
FOOT = "<div>主办单位：某县人民政府 ICP备1号</div>"


def document(below: str = "", row: str = "", body: str = "", above: str = "") -> str:
    trail = "<div>当前位置：<a href=/>首页</a> &gt; <a href=/zcwj/>政策文件</a> &gt; 正文</div>"
    block = f"<table><tr><td>索引号</td><td>A1/2023-00001</td><td>发布机构</td><td>某县政府办</td></tr>{row}</table>"
    head = f"<head><title>关于印发某县供水办法的通知</title></head>{MENU}{trail}{block if not above else ''}"
    return f"{head}<h1>关于印发某县供水办法的通知</h1>{above}<div id=zoom>{PROSE}{body}</div>{below}{FOOT}"


def interpretation(below: str = "", row: str = "", body: str = "", above: str = "") -> str:
    trail = "<div>当前位置：<a href=/>首页</a> &gt; <a href=/zcjd/>政策解读</a> &gt; 正文</div>"
    block = f"<table><tr><td>索引号</td><td>A1/2023-00002</td><td>发布机构</td><td>某县水利局</td></tr>{row}</table>"
    head = f"<head><title>《某县供水办法》政策解读</title></head>{MENU}{trail}{block if row else ''}"
    return f"{head}<h1>《某县供水办法》政策解读</h1>{above}<div id=zoom>{PROSE}{body}</div>{below}{FOOT}"


def offered(read: Reading, html: str) -> list[tuple[str, str, str]]:
    return [(one.form or "", one.url.removeprefix(HOST), one.text) for one in read(html).links.interpretations]


def led_back(read: Reading, html: str) -> list[tuple[str, str]]:
    record = read(html)
    assert record.kind == "interpretation"
    return [(one.url.removeprefix(HOST), one.text) for one in record.links.documents]


@pytest.mark.parametrize(
    ("label", "form"),
    [
        ("文字解读", "text"),
        ("图解", "chart"),
        ("政策图解", "chart"),
        ("图片解读", "picture"),
        ("视频解读链接", "video"),
        ("音频解读", "audio"),
        ("动漫解读", "animation"),
        ("专家解读", "expert"),
        ("媒体解读", "media"),
        ("新闻发布会", "press_conference"),
        ("简明问答", "qa"),
        ("互动直播", "live"),
        ("现场宣讲", "lecture"),
        ("水利局解读", "text"),
        ("視頻解讀", "video"),
    ],
)
def test_each_form_behind_its_label(read: Reading, label: str, form: str) -> None:
    name = label.removesuffix("链接")
    for content in (
        f"<p>{label}：{HOST}/zcjd/1.html</p>",
        f"<p>（{label}:<a href=/zcjd/1.html>{HOST}/zcjd/1.html</a>）</p>",
        f"<p>2.{label}：www.example.gov.cn/zcjd/1.html。</p>",
        f"<p>见后；{label}：<a href=/zcjd/1.html>点击查看</a></p>",
    ):
        assert [(one[0], one[1]) for one in offered(read, document(body=content))] == [(form, "/zcjd/1.html")], content
    assert name in offered(read, document(body=f"<p>{label}：{HOST}/zcjd/1.html</p>"))[0][2]


@pytest.mark.parametrize(
    ("page", "found"),
    [
        (document(body=f"<p>文字解读：</p><p>{HOST}/zcjd/1.html</p>"), [("text", "/zcjd/1.html", "文字解读")]),
        (document(body="<p>视频解读：</p><p><a href=/zcjd/1.html>点击观看</a></p>"), [("video", "/zcjd/1.html", "点击观看")]),
        (document(body=f"<p>文字解读：({HOST}/zcjd/1.html)</p>"), [("text", "/zcjd/1.html", "文字解读")]),
        (
            document(body=f"<p>解读链接：《某县供水办法》文字解读 {HOST}/zcjd/1.html；图解：{HOST}/zcjd/2.html</p>"),
            [("text", "/zcjd/1.html", "解读链接"), ("chart", "/zcjd/2.html", "图解")],
        ),
        (document("<p>政策解读：<a href=/zcjd/1.html>一图读懂水价</a></p>"), [("chart", "/zcjd/1.html", "一图读懂水价")]),
        (document(row="<tr><td>解读链接</td><td colspan=3><a href=/zcjd/1.html>点击查看</a></td></tr>"), [("text", "/zcjd/1.html", "点击查看")]),
        (document(row="<tr><td>解读</td><td><a href=/zcjd/1.html>查看</a></td><td>来源</td><td><a href=/x/9.html>县水利局网站</a></td></tr>"), [("text", "/zcjd/1.html", "查看")]),
        (document(row=f"<tr><td>政策解读</td><td colspan=3>{HOST}/zcjd/1.html</td></tr>"), [("text", "/zcjd/1.html", "政策解读")]),
        (document(above="<div>发布时间：2023-07-14 <a href=/zcjd/1.html>【政策解读】</a></div>"), [("text", "/zcjd/1.html", "【政策解读】")]),
        (document("<div><h4>视频解读</h4><ul><li><a href=/zcjd/1.html>某县供水办法</a></li></ul></div>"), [("video", "/zcjd/1.html", "某县供水办法")]),
        (
            document("<div><a href=/zcjd/1.html><img src=a.png alt=文字解读></a><a href=/zcjd/2.html><img src=b.png alt=图解></a></div>"),
            [("text", "/zcjd/1.html", "文字解读"), ("chart", "/zcjd/2.html", "图解")],
        ),
        (
            document(
                "<div><h3>政策解读</h3><ul><li><a href=/zcjd/1.html>某县供水办法政策解读</a></li>"
                "<li><a href=/zcjd/7.html>某县停车规定政策解读</a></li><li><a href=/zcjd/8.html>看图</a></li></ul></div>"
            ),
            [("text", "/zcjd/1.html", "某县供水办法政策解读"), ("text", "/zcjd/8.html", "看图")],
        ),
        (
            document("<div><h3>相关解读</h3><ul><li><a href=/zcjd/1.html>水价改革来了怎么看</a></li><li><a href=/zcjd/2.html>一图看明白水价</a></li></ul></div>"),
            [("text", "/zcjd/1.html", "水价改革来了怎么看"), ("chart", "/zcjd/2.html", "一图看明白水价")],
        ),
    ],
)  # fmt: skip
def test_interpretations_wherever_they_stand(read: Reading, page: str, found: list[tuple[str, str, str]]) -> None:
    assert offered(read, page) == found


SIDE = "<li><a href=/zcjd/{0}.html>某县第{0}号停车规定政策解读</a></li>"


@pytest.mark.parametrize(
    "page",
    [
        document("<h3>相关新闻</h3><ul><li>图解：<a href=/1.html>某县停车规定</a></li></ul>"),
        document("<ul><li><span>上一篇</span><a href=/1.html>某县停车规定政策解读</a></li></ul>"),
        document("<div><a href=/1.html>上一篇：某县停车规定政策解读</a><a href=/2.html>下一篇：图解某规定</a></div>"),
        document("<div><h3>热门推荐</h3><ul><li><a href=/1.html>某县停车规定政策解读</a></li></ul></div>"),
        document(f"<div><h3>政策解读</h3><ul>{''.join(SIDE.format(n) for n in range(2))}</ul></div>"),
        document(f"<div><h3>相关解读</h3><ul>{''.join(SIDE.format(n) for n in range(8))}</ul></div>"),
        document(f"<div><span>政策解读</span><a href=/zcjd/>更多</a></div><ul>{''.join(SIDE.format(n) for n in range(5))}</ul>"),
        document(f"<div><h3>最新解读</h3><ul>{SIDE.format(1)}</ul></div>"),
        *(
            document(f"<div><a href={href}>政策解读</a></div>")
            for href in (
                "/zcjd/", "/zcjd/index.html", "/col/col123/index.html", "/list.jsp?id=22", "/channel/zcjd.html", "/zcjd.htm",
                "/c105521/zfxxgk_list.shtml", "/zcjd/list/1.html", "/node_4521.html", "/zcjd", "http://zcjd.example.gov.cn:8080/",
            )
        ),
        document("<div><a href=/zcjd/list2.html>图解</a></div>"),
        document("<div><a href=/zcjd/t1.html>图解</a></div>").replace("/zcjd/list2.html", "/zcjd/t1.html"),
        document(body="<p>各单位要做好政策解读：一是加强宣传,详见<a href=http://www.gov.cn/>中国政府网</a>。</p>"),
        document(body=f"<p>政策解读：各单位要加强宣传，见{HOST}/1.html</p>"),
        document(body=f"<p>政策解读：{'长' * 61}{HOST}/1.html</p>"),
        document(body=f"<p>要开展有奖问答：活动地址{HOST}/hd/1.html</p>"),
        document(body=f"<p>水利局解读：见{HOST}/1.html</p>"),
        document(body="<p>文字解读：</p><p>暂无</p>"),
        document(body="<p>文字解读：；图解：http://[::1/x</p>"),
    ],
)  # fmt: skip
def test_other_pages_columns_and_prose_are_no_interpretations(read: Reading, page: str) -> None:
    assert offered(read, page) == []


def test_a_label_that_ends_the_page_leads_nowhere(read: Reading) -> None:
    html = document().removesuffix(FOOT)
    assert offered(read, f"{html}<p>文字解读：</p>") == []


@pytest.mark.parametrize(
    ("page", "found"),
    [
        (interpretation("<p>相关文件：<a href=/zcwj/1.html>关于印发某县供水办法的通知</a></p>"), [("/zcwj/1.html", "关于印发某县供水办法的通知")]),
        (interpretation("<div><h3>关联文件</h3><p><a href=/zcwj/1.html>关于印发某县供水办法的通知</a></p></div>"), [("/zcwj/1.html", "关于印发某县供水办法的通知")]),
        (interpretation(body=f"<p>原文链接：{HOST}/zcwj/1.html</p>"), [("/zcwj/1.html", "原文链接")]),
        (interpretation(body=f"<p>原文链接：</p><p>{HOST}/zcwj/1.html</p>"), [("/zcwj/1.html", "原文链接")]),
        (interpretation(body="<p>办法全文：<a href=/zcwj/1.html>点击查看</a></p>"), [("/zcwj/1.html", "点击查看")]),
        (interpretation(body="<p>印发了<a href=/zcwj/1.html>《某县供水办法》</a>。</p>"), [("/zcwj/1.html", "《某县供水办法》")]),
        (interpretation(body="<p>印发了《<a href=/zcwj/1.html>某县供水办法</a>》。</p>"), [("/zcwj/1.html", "某县供水办法")]),
        (interpretation(body="<p>印发了《某县供水办法》（<a href=/zcwj/1.html>某政办发〔2023〕5号</a>）。</p>"), [("/zcwj/1.html", "某政办发〔2023〕5号")]),
        (interpretation(row="<tr><td>解读文件</td><td colspan=3><a href=/zcwj/1.html>查看</a></td></tr>"), [("/zcwj/1.html", "查看")]),
        (interpretation(row=f"<tr><td>关联文件</td><td colspan=3>{HOST}/zcwj/1.html</td></tr>"), [("/zcwj/1.html", "关联文件")]),
        (interpretation("<div><a href=/zcwj/1.html>政策原文</a></div>"), [("/zcwj/1.html", "政策原文")]),
        (interpretation("<div><a href=/zcwj/1.html><img src=y.png alt=政策原文></a></div>"), [("/zcwj/1.html", "政策原文")]),
        (interpretation(above="<div>来源：某县水利局 <a href=/zcwj/1.html>查看原文件</a></div>"), [("/zcwj/1.html", "查看原文件")]),
        (interpretation(body="<p><a href=/zcwj/1.html>查看原文</a></p>"), [("/zcwj/1.html", "查看原文")]),
    ],
)  # fmt: skip
def test_an_interpretation_leads_back_from_wherever(read: Reading, page: str, found: list[tuple[str, str]]) -> None:
    assert led_back(read, page) == found


LATEST = "<li><a href=/zcwj/{0}.html>关于印发某县第{0}号停车规定的通知</a></li>"


@pytest.mark.parametrize(
    "page",
    [
        interpretation("<div><a href=/zcwj/>政策文件</a></div>"),
        interpretation("<p>上一篇：<a href=/zcjd/0.html>《某县停车规定》政策解读</a></p>"),
        interpretation(f"<div><h3>政策文件</h3><ul>{''.join(LATEST.format(n) for n in range(8))}</ul></div>"),
        interpretation("<div><h3>相关新闻</h3><ul><li><a href=/1.html>县政府研究《某县供水办法》</a></li></ul></div>"),
        interpretation(body="<p><a href=https://mp.weixin.qq.com/s/1>阅读原文</a></p>"),
        interpretation(body="<p><a href=https://www.other.cn/1.html>查看原文</a></p>"),
        interpretation("<div><a href=https://www.other.cn/1.html>查看原文</a></div>"),
        interpretation("<div><a href=/zcwj/index.html>政策原文</a></div>"),
        interpretation("<div><a href='javascript:go(1)'>政策原文</a></div>"),
        interpretation("<div><a href=/1.html>原文化局办公楼</a></div>"),
        interpretation(body="<p>根据<a href=http://www.gov.cn/1.html>《国务院供水条例》</a>制定。</p>"),
        interpretation(body="<p>某政办发文号为<a href=/zcwj/1.html>某政办发〔2023〕5号</a>。</p>"),
        interpretation(body="<p>三、政策文件：<a href='javascript:go(1)'>某县供水办法</a></p>"),
    ],
)
def test_what_an_interpretation_does_not_lead_back_to(read: Reading, page: str) -> None:
    assert led_back(read, page) == []


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("《某县公共视频监控办法》政策解读", "text"),
        ("某县专家库管理办法政策解读", "text"),
        ("某县视频监控管理规定解读", "text"),
        ("【视频】某县供水办法", "video"),
        ("视频|某县供水办法", "video"),
        ("某县供水办法（图片版）", "picture"),
        ("某县供水办法解读视频", "video"),
        ("专家谈某县供水办法", "expert"),
        ("水利专家解读某县供水办法", "expert"),
        ("一张图看懂某县供水办法", "chart"),
        ("《一图读懂》", "chart"),
    ],
)
def test_words_of_a_title_are_no_form(read: Reading, text: str, form: str) -> None:
    page = document(f"<div><h3>相关解读</h3><p><a href=/zcjd/1.html>{text}</a></p></div>")
    assert [one[0] for one in offered(read, page)] == [form]
