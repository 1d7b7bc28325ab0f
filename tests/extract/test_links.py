# ruff: noqa: E501 - markup stands as pages have it
import time
from collections.abc import Callable

import pytest

from auditor.extract.forms import form_of, labels
from auditor.extract.lexicon import Lexicon
from auditor.model import Record

Reading = Callable[..., Record]
BLOCK = "<table><tr><td>索引号</td><td>A1/2023-00001</td><td>发布机构</td><td>某县政府</td></tr></table>"
PROSE = "<p>各乡镇人民政府:现将《某县办法》印发给你们,请结合实际,认真抓好贯彻落实。</p>" * 3
CRUMBS = "<div>当前位置：<a href=/>首页</a> &gt; <a href=/zcjd/>政策解读</a></div>"


def document(tail: str) -> str:
    menu = "<ul><li><a href=/zcwj/>政策文件</a></li><li><a href=/zcjd/>政策解读</a></li></ul>"
    return f"<head><title>关于某事的通知</title></head>{menu}{BLOCK}<h1>关于某事的通知</h1><div id=zoom>{PROSE}</div>{tail}"


@pytest.mark.parametrize(
    ("tail", "found"),
    [
        (
            "<p>文字解读:http://a.gov.cn/1.htm</p><p>音频解读：http://a.gov.cn/2.htm</p>",
            [("text", "http://a.gov.cn/1.htm", "文字解读"), ("audio", "http://a.gov.cn/2.htm", "音频解读")],
        ),
        (
            "<p>专家解读:<a href=/3.htm>http://www.example.gov.cn/3.htm</a> 媒体解读:<a href=/4.htm>某报专访</a></p>",
            [
                ("expert", "http://www.example.gov.cn/3.htm", "专家解读"),
                ("media", "http://www.example.gov.cn/4.htm", "某报专访"),
            ],
        ),
        (
            (
                "<h4>相关解读</h4><ul><li>【图解】<a href=/5.htm>某县办法政策解读</a></li><li><a href=/6.htm>视频解读：某县办法</a></li></ul>"
                "<h4>相关新闻</h4><ul><li><a href=/7.htm>某县召开重点会议</a></li></ul>"
            ),
            [
                ("chart", "http://www.example.gov.cn/5.htm", "某县办法政策解读"),
                ("video", "http://www.example.gov.cn/6.htm", "视频解读：某县办法"),
            ],
        ),
        (
            "<div><div>解读链接：</div><div><a href=/8.htm>一图读懂《某县办法》</a></div></div>",
            [("chart", "http://www.example.gov.cn/8.htm", "一图读懂《某县办法》")],
        ),
        (
            "<p>政策解读链接：<a href=/9.htm>《某县办法》政策解读</a></p>",
            [("text", "http://www.example.gov.cn/9.htm", "《某县办法》政策解读")],
        ),
        (
            (
                "<dl><dt>政策解读</dt><dd><a href=/jd/31.htm>文字解读</a></dd><dd><a href=/jd/32.htm>图解</a></dd>"
                "<dd><a href=/jd/33.htm>视频解读</a></dd><dd><a href=/jd/34.htm>新闻发布会</a></dd></dl>"
            ),
            [
                ("text", "http://www.example.gov.cn/jd/31.htm", "文字解读"),
                ("chart", "http://www.example.gov.cn/jd/32.htm", "图解"),
                ("video", "http://www.example.gov.cn/jd/33.htm", "视频解读"),
                ("press_conference", "http://www.example.gov.cn/jd/34.htm", "新闻发布会"),
            ],
        ),
        (
            "<div><h4>一图读懂</h4><a href=/jd/35.htm><img src=a.jpg></a></div>",
            [("chart", "http://www.example.gov.cn/jd/35.htm", "")],
        ),
        ("<div><h4>政策解读</h4><a href=/zcjd/wzjd/>文字解读</a> <a href=/zcjd/tpjd/index.html>图片解读</a></div>", []),
        ("<h4>相关新闻</h4><ul><li><a href=/7.htm>某县召开重点会议</a></li></ul>", []),
        ("<h4>相关解读</h4><p>暂无</p>", []),
    ],
)
def test_interpretations_with_their_forms(read: Reading, tail: str, found: list[tuple[str, str, str]]) -> None:
    links = read(document(tail)).links
    assert [(one.form, one.url, one.text) for one in links.interpretations] == found
    assert links.documents == ()


def test_an_interpretation_links_back(read: Reading) -> None:
    html = (
        f"<title>《某县办法》政策解读</title>{CRUMBS}<h1>《某县办法》政策解读</h1><div>{PROSE}"
        "<p>原文链接：http://a.gov.cn/zcwj/1.htm</p><p>见<a href=/zcwj/2.htm>《某县办法》</a>和<a href=/zcjd/9.htm>《某县办法》图解解读</a></p></div>"
        "<h4>相关文件</h4><ul><li><a href=/zcwj/3.htm>关于印发某县办法的通知</a></li></ul>"
    )
    record = read(html)
    assert record.kind == "interpretation"
    assert sorted(one.url for one in record.links.documents) == [
        "http://a.gov.cn/zcwj/1.htm",
        "http://www.example.gov.cn/zcwj/2.htm",
        "http://www.example.gov.cn/zcwj/3.htm",
    ]
    assert record.links.interpretations == ()


def test_attachments_pages_and_external_links(read: Reading) -> None:
    html = document(
        "<p><a href='a/附件1.pdf'>附件1</a><a href=http://www.gov.cn/x.html>国务院</a><a href=javascript:void(0)>打印</a>"
        "<a href=#top>顶部</a><a href=/y.html>另一页</a><a href=/y.html>又一次</a></p>"
    )
    links = read(html).links
    assert [one.text for one in links.attachments] == ["附件1"]
    assert [one.url for one in links.external] == ["http://www.gov.cn/x.html"]
    assert [url for url in links.pages if "y.html" in url] == ["http://www.example.gov.cn/y.html"]
    assert not [url for url in links.pages if "pdf" in url or "#" in url]


def test_broken_links_lead_nowhere(read: Reading) -> None:
    tail = (
        "<p>文字解读:http://[::1/x</p><h4>相关解读</h4><ul><li><a href='javascript:go()'>某县办法政策解读</a></li></ul>"
    )
    assert read(document(tail)).links.interpretations == ()
    back = f"{CRUMBS}<h1>《某县办法》政策解读</h1><div>{PROSE}<p>原文：http://[::1/y</p></div>"
    panel = "<h4>相关文件</h4><ul><li><a href='javascript:go()'>关于印发某县办法的通知</a></li></ul>"
    assert read(back + panel).links.documents == ()


def test_a_page_without_the_word_has_no_interpretations(read: Reading) -> None:
    assert read(f"{BLOCK}<h1>关于某事的通知</h1>{PROSE}").links.interpretations == ()


def test_a_heading_without_a_form_is_text(words: Lexicon) -> None:
    assert form_of("某县办法", words) == "text"
    assert form_of("新聞發佈會實錄", words) == "press_conference"


OWN = "<script src=/js/jd.js></script>"
ASKS = "<script>$.getJSON('/jd', show)</script>"


@pytest.mark.parametrize(
    "tail",
    [
        f"<h3>相关解读</h3><div id=x></div>{ASKS}",
        f"<h3>相关解读</h3><div id=x></div>{OWN}",
        f"<div><h3>解读材料</h3><ul></ul></div><div>{'某某。' * 9}</div>{OWN}",
        "<h3>相关解读</h3><p>{{ item.title }}</p><script>document.write(1)</script>",
        f"<div><h3>政策解读</h3><p>暂无内容</p></div>{ASKS}",
        f"<div class=jd id=jdlist></div>{OWN}",
        f"<span id=xgjd><!-- 1 --></span>{ASKS}",
        f"<p>附：<span class='wrap ZcJieDu-list'></span></p>{ASKS}",
        f"{'<div class=jdbox>某县</div>' * 9}<ul class=XGJD></ul>{ASKS}",
        "<div><a onclick=openJd(23) href='javascript:;'>政策解读</a></div>",
        "<div><a onclick=openJd(23) href='#'>一图读懂</a></div>",
        "<div><a href='javascript:go()'><img src=a.png alt=图解></a></div>",
    ],
)
def test_a_panel_that_a_script_fills_says_so(read: Reading, tail: str) -> None:
    links = read(document(tail)).links
    assert links.scripted
    assert links.interpretations == ()


@pytest.mark.parametrize(
    "tail",
    [
        "<h3>相关解读</h3><div id=x></div>",
        "<h3>相关解读</h3><div id=x></div><script src=/js/jquery.min.js></script>",
        f"<h3>相关新闻</h3><div id=x></div>{OWN}",
        f"<h3>相关解读</h3><p><a href=/5.htm>某县办法政策解读</a></p><div></div>{OWN}",
        f"<h3>相关解读</h3><p>请到政务大厅领取。</p>{OWN}",
        f"<div><h3>相关解读</h3><p>暂无内容</p></div>{OWN}",
        f"<div id=jd>某县街道</div><div class=ajdx></div><script id=jd></script>{OWN}",
        "<div><a href='#jd'>政策解读</a></div>",
        "<ul class=nav>" + "<li><a href='javascript:;'>政策解读</a></li>" * 4 + "</ul>",
        OWN,
    ],
)
def test_a_panel_that_no_script_fills_is_what_it_is(read: Reading, tail: str) -> None:
    assert not read(document(tail)).links.scripted


def test_a_script_may_fill_the_documents_of_an_interpretation(read: Reading) -> None:
    html = f"<title>《某县办法》政策解读</title>{CRUMBS}<h1>《某县办法》政策解读</h1><div>{PROSE}</div>"
    assert read(f"{html}<h4>相关文件</h4><ul id=x></ul>{ASKS}").links.scripted
    assert not read(f"{html}<h4>相关解读</h4><ul id=x></ul>{ASKS}").links.scripted
    assert not read(document(f"<h4>相关文件</h4><ul id=x></ul>{ASKS}")).links.scripted


def test_a_column_has_no_panel(read: Reading) -> None:
    html = f"<div>当前位置：<a href=/>首页</a> &gt; 政策文件</div><ul>暂无内容</ul><h3>相关解读</h3><div id=jd></div>{ASKS}"
    assert not read(html, "http://www.example.gov.cn/zwgk/zcwj/").links.scripted


@pytest.mark.parametrize(
    ("tail", "form", "text"),
    [
        ("<div class=share><a href=/jd/5.html>一图读懂户外广告设置规定</a></div>", "chart", "一图读懂户外广告设置规定"),
        ("<div><a href=/jd/5.html>政策解读</a></div>", "text", "政策解读"),
        ("<div><a href=/jd/5.html><img src=a.jpg alt=图解某县办法></a></div>", "chart", "图解某县办法"),
        ("<div><a href=/jd/5.html title=政策问答><img src=a.jpg></a></div>", "qa", "政策问答"),
        ("<div><h3>相关解读</h3><a href=/jd/5.html><img src=a.jpg></a></div>", "text", ""),
        ("<div><h3>相关解读</h3><p><a href=/jd/5.html>看图</a></p><p><a href=/jd/>更多</a></p></div>", "text", "看图"),
        ("<div><h3>图文解读</h3><p><a href=/jd/5.html><img src=a.jpg></a></p><p>某县</p></div>", "chart", ""),
    ],
)
def test_a_link_that_calls_itself_an_interpretation(read: Reading, tail: str, form: str, text: str) -> None:
    found = read(document(tail)).links.interpretations
    assert [(one.form, one.url, one.text) for one in found] == [(form, "http://www.example.gov.cn/jd/5.html", text)]


@pytest.mark.parametrize(
    "tail",
    [
        "<p>上一篇：<a href=/jd/5.html>某县办法政策解读</a></p>",
        "<p>下一篇：</p><p><a href=/jd/5.html>某县办法政策解读</a></p>",
        "<h3>热点信息</h3><p><a href=/x.html>某县召开重点会议</a></p><p><a href=/jd/5.html>某县办法政策解读</a></p>",
        "<div><a href=/jd/>政策解读</a></div>",
        "<ul>" + "".join(f"<li><a href=/jd/{n}.html>某县第{n}号办法政策解读</a></li>" for n in range(5)) + "</ul>",
        "<h3>相关解读</h3><a href=/x/><img src=logo.png></a>",
    ],
)
def test_links_to_other_interpretations_are_not_the_documents_own(read: Reading, tail: str) -> None:
    assert read(document(tail)).links.interpretations == ()


def test_many_links_are_read_in_time(read: Reading) -> None:
    start = time.process_time()
    files = "".join(f"<p><a href=/f/{n}.pdf>某办法</a></p>" for n in range(20_000))
    panels = "<h3>相关解读</h3><div></div>" * 5_000 + OWN
    assert len(read(document(files)).links.attachments) == 20_000
    assert read(document(panels)).links.scripted
    assert read(document("<p><a href=/jd/5.html>一图读懂某办法</a></p>" * 20_000)).links.interpretations == ()
    assert time.process_time() - start < 15


def test_every_label_of_the_lists_is_found_in_either_script(read: Reading, words: Lexicon) -> None:
    others = words.words("other_panels")  # 相关链接解读 begins as 相关链接 does
    known = [label for label in words.once(labels) if not label.startswith(others)]
    for label in (*known, "答記者問", "政策公開講", "在線訪談", "新聞發佈會"):
        found = read(document(f"<p>{label}：<a href=/9.htm>http://www.example.gov.cn/9.htm</a></p>")).links
        assert [one.url for one in found.interpretations] == ["http://www.example.gov.cn/9.htm"], label
    known = [label for label in words.words("document_panels") if not label.endswith("链接")]
    for label in (*known, "相關文檔"):
        html = f"<title>《某县办法》政策解读</title><h1>《某县办法》政策解读</h1>{PROSE}<p>{label}：http://www.example.gov.cn/9.htm</p>"
        assert [one.url for one in read(html).links.documents] == ["http://www.example.gov.cn/9.htm"], label
