# ruff: noqa: E501 - markup stands as pages have it
from collections.abc import Callable

import pytest

from auditor.model import Record

Reading = Callable[..., Record]
TITLE = "关于印发某县防汛工作方案的通知"
TEXT = f"<h1>{TITLE}</h1><div class=content><p>现将有关事项通知如下。</p><p>一、总体要求。坚持生命至上。</p></div>"


@pytest.mark.parametrize(
    "box",
    [
        "<div id=b></div><script>$('#b').load('/x')</script>",
        "<ul class='a m'></ul><script>$('.t, .x .m').append(rows)</script>",
        "<div id=b></div><script>new Vue({el: '#b'})</script>",
        "<div id=b></div><script>document.getElementById('b').innerHTML = x</script>",
        "<div class=metadata></div><script>$.get('/x', show)</script>",
        "<iframe src=/x.html></iframe>",
    ],
)
def test_a_box_over_the_text_that_waits_makes_the_block_unseen(read: Reading, box: str) -> None:
    assert read(f"{box}{TEXT}").scripted
    assert not read(f"{TEXT}{'<p>第二条 抓好落实。</p>' * 9}{box}").scripted


@pytest.mark.parametrize(
    "box",
    [
        "<div></div><script>$('#b').load('/x')</script>",
        "<div id=b></div><script>$('#b').show(); show('#c')</script>",
        "<div class='b'></div><script>$('#b').load('/x')</script>",
        "<div id=share></div><script>$('#share').load('/x')</script>",
        "<div id=b><form></form></div><script>$('#b').load('/x')</script>",
        "<div id=b>某县</div><script>$('#b').load('/x')</script>",
        "<div class=metadata></div>",
        "<div class=my-metadata></div><script>$.get('/x', show)</script>",
        "<iframe src=http://video.example.com/1.html></iframe>",
        "<iframe></iframe>",
        "<iframe src=/share.html></iframe>",
        "<iframe src=/x.html style='display: none'></iframe>",
    ],
)
def test_other_boxes_do_not(read: Reading, box: str) -> None:
    assert not read(f"{box}{TEXT}").scripted


@pytest.mark.parametrize(
    ("body", "outcome"),
    [
        ("<p>某县政府</p><div id=app></div><script src=a.js></script>", "js_challenge"),
        ("<p>某县政府</p><div id=app>加载中</div><script src=a.js></script>", "js_challenge"),
        ("<p>某县政府</p><app-root> </app-root><script src=a.js></script>", "js_challenge"),
        ("<p>某县政府</p><div id=app></div>", "ok"),
        ("<p>某县政府</p><div id=app>政府信息公开</div><script src=a.js></script>", "ok"),
        (
            "<p>某县政府</p><div id=app>政府信息公开工作年度报告和其他依法公开的信息</div><script src=a.js></script>",
            "ok",
        ),
        ("<p>某县政府</p><div id=other></div><script src=app.js></script>", "ok"),
        (f"{TEXT}<div id=app></div><script src=a.js></script>", "ok"),
    ],
)
def test_a_page_that_a_script_has_not_drawn_is_no_page(read: Reading, body: str, outcome: str) -> None:
    record = read(f"<html><head><title>{TITLE}</title></head><body><a href=/zwgk/>政务公开</a>{body}</body></html>")
    assert record.outcome == outcome
    assert record.links.pages == ("http://www.example.gov.cn/zwgk/",)


def test_an_application_waits_for_a_browser_and_a_test_of_who_asks_does_not(read: Reading) -> None:
    shell = "<html><body><div id=app></div><script src=a.js></script></body></html>"
    asks = shell.replace("<script", "<script>$_ts=window['$_ts'];</script><script")
    other = "<html><body><script>location = go()</script></body></html>"
    found = [read(html) for html in (shell, asks, other)]
    assert {one.outcome for one in found} == {"js_challenge"}
    assert [one.scripted for one in found] == [True, False, False]


def test_the_list_of_a_column_beside_an_empty_application_is_read(read: Reading) -> None:
    items = "".join(
        f"<li><a href=t2023050{n}_{n}.html>{TITLE}{n}</a><span>2023-05-0{n}</span></li>" for n in range(1, 6)
    )
    record = read(f"<ul>{items}</ul><div id=app></div><script src=a.js></script>", "http://www.example.gov.cn/zwgk/")
    assert (record.outcome, len(record.listing.items)) == ("ok", 5)


def row(cell: str, script: str) -> str:
    block = f"<table><tr><td>索引号</td><td>A1/2023-00001</td></tr><tr><td>文号</td>{cell}</tr><tr><td>发布机构</td><td>某县人民政府</td></tr></table>"
    return f"<h1>{TITLE}</h1>{block}<p>现将有关事项通知如下。</p><script>{script}</script>"


@pytest.mark.parametrize(
    ("cell", "script", "reason"),
    [
        ("<td><b v-text=x></b></td>", "", "scripted"),
        ("<td id=a1></td>", "for (k in d) $('#' + k).html(d[k])", "scripted"),
        ("<td class=no></td>", "$('.row .no').html(d.no)", "scripted"),
        ("<td class=no></td>", "x.no = 1", "empty"),
        ("<td class=no></td>", "$('.no').addClass('on')", "empty"),
        ("<td id=doc_no></td>", "$.get('/x', show)", "scripted"),
        ("<td id=doc_no></td>", "", "empty"),
        ("<td id=fbjg></td>", "$.get('/x', show)", "empty"),
        ("<td id=a1 class=b1></td>", "$('#b2').html(3)", "empty"),
    ],
)
def test_a_place_that_a_script_may_know(read: Reading, cell: str, script: str, reason: str) -> None:
    found = read(row(cell, script)).field("document_number")
    assert found is not None
    assert (found.value, found.reason) == (None, reason)
