from collections.abc import Callable

import pytest

from auditor.extract import extract, page_text
from auditor.model import Capture, Reason, Record, Vocabulary

Reading = Callable[..., Record]
PROSE = "<p>近日,我县召开会议,研究部署重点工作,要求抓好落实。</p>" * 30


@pytest.mark.parametrize(
    ("html", "outcome"),
    [
        (" \r\n\t", "empty"),
        ("<html><body></body></html>", "empty"),
        ("<html><body><script>location='/x'</script></body></html>", "js_challenge"),
        ("<html><script>$_ts=window['$_ts'];</script><body>请稍候</body></html>", "js_challenge"),
        ("<html><body>请开启JavaScript并刷新该页。</body></html>", "js_challenge"),
        ("<html><title>404 Not Found</title><body><h1>404 Not Found</h1></body></html>", "soft_404"),
        ("<html><body><p>对不起,您访问的页面不存在!</p><a href=/>返回首页</a></body></html>", "soft_404"),
        ("<html><title>网站防火墙</title><body>您的请求可能存在威胁,已被拦截</body></html>", "blocked_waf"),
        ("<html><body>用户登录<form><input name=u><input type=password></form></body></html>", "login"),
        ("just a line of text", "unsupported_file"),
        ("document.write('46');", "unsupported_file"),
        (f"<html><title>关于404国道改造的公告</title><body>{PROSE}页面不存在</body></html>", "ok"),
        (f"<html><body>用户登录<input type=password>{PROSE}</body></html>", "ok"),
        ("<p>关于某事的通知</p>", "ok"),
    ],
)
def test_pages_that_show_nothing(read: Reading, html: str, outcome: str) -> None:
    record = read(html)
    assert record.outcome == outcome
    if outcome != "ok":
        assert record.fields == ()
        assert record.title == ""
        assert record.digest.startswith("sha256:")


@pytest.mark.parametrize(
    "title",
    [
        "县政府召开第404次会议",
        "第404号令",
        "404国道改造",
        "关于使用404会议室的通知",
        "关于使用 404 会议室的通知",
        "会议室:404",
        "某小区3-404",
        "2024-404",
        "地名牌共404页",
        "404 医院搬迁",
        "No.404",
    ],
)
def test_a_number_in_a_title_is_no_missing_page(read: Reading, title: str) -> None:
    html = f"<html><head><title>{title}</title></head><body><h1>{title}</h1><p>近日召开会议。</p></body></html>"
    assert read(html).outcome == "ok"


@pytest.mark.parametrize(
    "title",
    [
        "404",
        " 404! ",
        "404 - 某县人民政府",
        "某县人民政府-404",
        "404_某县人民政府",
        "404错误",
        "404页面",
        "错误提示404",
        "HTTP 404",
        "Error 404 (未找到)",
        "404 未找到",
        "404,找不到网页",
        "某县人民政府 404错误页",
        "404 Error",
    ],
)
def test_a_title_that_says_404_by_itself_or_as_an_error(read: Reading, title: str) -> None:
    html = f"<html><head><title>{title}</title></head><body><p>返回首页,或搜索</p></body></html>"
    assert read(html).outcome == "soft_404"


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"%PDF-1.7 \x00\x01", ""),
        (b"PK\x03\x04....", "text/html"),
        (b"<p>x</p>", "application/pdf"),
        (b"\x89PNG..", "image/png"),
    ],
)
def test_files_are_attachments(read: Reading, body: bytes, content_type: str) -> None:
    record = read(body, content_type=content_type)
    assert (record.outcome, record.kind) == ("unsupported_file", "attachment")


def test_a_damaged_page_is_not_read(read: Reading) -> None:
    body = b"<html><body><p>" + bytes(range(128, 255)) * 40
    assert read(body).outcome == "encoding"


def test_a_failed_fetch_keeps_its_reason(vocabulary: Vocabulary) -> None:
    capture = Capture("http://a.gov.cn/", "http://a.gov.cn/", 0, (), b"", "2023-01-01T00:00:00Z", Reason.TIMEOUT)
    record = extract(capture, vocabulary)
    assert (record.outcome, record.fetched_at, record.kind) == ("timeout", "2023-01-01T00:00:00Z", "other")


def test_the_text_of_a_page_for_those_who_need_it() -> None:
    body = "<p>索引号：<b>1</b></p><!-- x --><p>二</p>".encode("gbk")
    capture = Capture("http://a.gov.cn/", "http://a.gov.cn/", 200, (), body, None, Reason.OK)
    text = page_text(capture)
    assert text.text == "索引号：1\n二"
    assert text.html == body.decode("gbk")
    assert page_text(Capture("http://a.gov.cn/", "", 200, (), b"%PDF", None, Reason.OK)).text == ""


def test_a_block_filled_by_script_is_told(read: Reading) -> None:
    html = "<h1>关于某事的通知</h1><ul><li ng-repeat='x in list'>{{ x.label }}</li></ul>" + PROSE
    assert read(html).scripted
    assert not read(f"<h1>关于某事的通知</h1>{PROSE}").scripted


def test_a_block_that_waits_for_a_script_is_told(read: Reading) -> None:
    marks = read("<p>索引号：{{ d.index }}</p><p>发布机构：{{ d.organ }}</p>")
    assert marks.scripted
    assert [(one.value, one.reason) for one in marks.fields] == [(None, "scripted")] * 2
    bare = "<table><tr><td>索引号</td><td id=i></td></tr><tr><td>发布机构</td><td id=o></td></tr></table>"
    assert read(bare + '<script>$.ajax("/block.json")</script>').scripted
    assert not read(bare).scripted


SHELL = "<html><body><script>go()</script>请稍候</body></html>"


@pytest.mark.parametrize(
    ("status", "html", "outcome"),
    [
        (404, "<html><title>网站防火墙</title><body>您的请求可能存在威胁,已被拦截</body></html>", "http_4xx"),
        (401, "<html><body>401</body></html>", "login"),
        (412, SHELL, "js_challenge"),
        (521, SHELL, "js_challenge"),
        (403, "<html><script>$_ts=window['$_ts'];</script><body>x</body></html>", "js_challenge"),
        (403, SHELL, "http_4xx"),
        (403, "<html><title>网站防火墙</title><body>您的请求可能存在威胁,已被拦截</body></html>", "blocked_waf"),
        (403, "<html><title>403 Forbidden</title><body>403 Forbidden</body></html>", "http_4xx"),
        (412, f"<html><body><script>go()</script>{PROSE}</body></html>", "http_4xx"),
        (500, "<html><body>出错了</body></html>", "http_5xx"),
        (500, "", "http_5xx"),
    ],
)
def test_an_error_is_told_from_the_shield_before_the_site(
    status: int, html: str, outcome: str, vocabulary: Vocabulary
) -> None:
    first = Reason.HTTP_5XX if status in {500, 521} else Reason.HTTP_4XX
    url = "http://a.gov.cn/"
    record = extract(
        Capture(url, url, status, (("Content-Type", "text/html"),), html.encode(), None, first), vocabulary
    )
    assert (record.outcome, record.fields) == (outcome, ())


@pytest.mark.parametrize(
    ("media", "outcome"),
    [
        ("application/pdf", "ok"),
        ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "ok"),
        ("text/plain", "ok"),
        ("", "ok"),
        ("text/html", "empty"),
        ("application/xhtml+xml; charset=utf-8", "empty"),
    ],
)
def test_the_headers_of_a_file_tell_that_it_is_there(media: str, outcome: str, vocabulary: Vocabulary) -> None:
    url = "http://a.gov.cn/1"
    headers = (("Content-Type", media),) if media else ()
    assert extract(Capture(url, url, 200, headers, b"", None, Reason.OK), vocabulary).outcome == outcome
