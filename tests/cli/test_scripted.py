# ruff: noqa: E501 - markup stands as pages have it
"""Pages that a script fills: what cannot be seen is never missing, and a page with scripts is still a page."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Call = Callable[..., Any]
TITLE = "示例县人民政府关于印发防汛工作方案的通知"
URL = "http://www.example.gov.cn/zwgk/zcwj/202305/t20230510_1234.html"
NAV = (
    '<div class=header><a href="/"><img src=/logo.png alt="示例县人民政府"></a><ul><li><a href=/zwgk/>政务公开</a></li>'
    '<li><a href=/zwfw/>政务服务</a></li></ul></div><div class=pos>当前位置：<a href="/">首页</a> &gt; <a href=/zwgk/>政务公开</a>'
    " &gt; <a href=/zwgk/zcwj/>政策文件</a> &gt; 正文</div>"
)
FOOT = (
    "<div class=footer><p>主办单位：示例县人民政府办公室　网站标识码：3713220001</p></div>"
    '<script src="https://hm.baidu.com/hm.js?1"></script>'
)
TEXT = (
    f"<h1>{TITLE}</h1><div class=content><p>示政发〔2023〕1号</p><p>各乡镇人民政府，县直各部门：</p><p>现将《示例县防汛工作方案》印发给你们，请认真贯彻执行。</p>"
    "<p>示例县人民政府</p><p>2023年5月8日</p></div>"
)
ROWS = {
    "索引号": ("indexNo", "11371322004459527K/2023-00012"),
    "文号": ("docNo", "示政发〔2023〕1号"),
    "发布机构": ("pubOrg", "示例县人民政府"),
    "成文日期": ("cwrq", "2023年5月8日"),
    "公开日期": ("pubDate", "2023-05-10"),
    "有效性": ("yxx", "有效"),
}
TOOLS = (
    "<script src=/js/jquery-3.1.min.js></script><script>$(function(){$('.nav li').hover(function(){$(this).addClass('on')});"
    "$.get('/hits?id=1',function(d){$('#hits').html(d)})})</script><span id=hits></span><div id=share class=bdsharebuttonbox></div>"
    "<script src=/js/share.js></script>"
)


def page(body: str) -> str:
    return f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{TITLE}-示例县人民政府</title></head><body>{body}</body></html>'


def table(cell: Callable[[str, str], str]) -> str:
    rows = (f"<tr><td>{label}</td>{cell(key, value)}</tr>" for label, (key, value) in ROWS.items())
    return f"<table class=xxgk>{''.join(rows)}</table>"


def shown(key: str, value: str) -> str:
    del key
    return f"<td>{value}</td>"


def judged(call: Call, folder: Path, html: str) -> dict[str, Any]:
    file = folder / "page.html"
    file.write_text(html, encoding="utf-8")
    found = call("page", file, "--url", URL, "--as-of", "2023-12-31", "-f", "json", "--exit-zero")
    made: dict[str, Any] = json.loads(found.out)
    return made


def failed(report: dict[str, Any]) -> set[str]:
    return {one["rule"] for one in report["findings"] if one["state"] == "fail"}


SHELLS = {
    "vue": '<noscript>请启用脚本</noscript><div id="app"></div><script src=/static/js/app.2f.js></script>',
    "vue, loading": '<div id="app"><img src=/loading.gif><p>加载中...</p></div><script src=/static/js/app.2f.js></script>',
    "vue between header and footer": f'{NAV}<div id="app"></div><script src=/static/js/app.2f.js></script>{FOOT}',
    "vue under a headline": f'{NAV}<h1>{TITLE}</h1><div id="app"></div><script src=/static/js/app.2f.js></script>{FOOT}',
    "angular": "<app-root></app-root><script src=runtime.js defer></script><script src=main.js defer></script>",
    "angular between header and footer": f"{NAV}<app-root></app-root><script src=main.js defer></script>{FOOT}",
    "gkmlpt": f"<div id=app></div><script>window._CONFIG = {{SITEID: 3371, API: '/gkmlpt/api/all/0'}}</script><script src=/gkmlpt/assets/js/content.js></script>{FOOT}",
}


@pytest.mark.parametrize("name", SHELLS)
def test_a_page_that_a_script_draws_is_not_assessed(call: Call, tmp_path: Path, name: str) -> None:
    report = judged(call, tmp_path, page(SHELLS[name]))
    assert report["outcome"] == "js_challenge"
    assert report["findings"] == []


def empty(key: str, value: str) -> str:
    del value
    return f'<td id="{key}"></td>'


WAITING = {
    "avalon": NAV
    + table(lambda key, _: f'<td ms-text="@info.{key}"></td>')
    + TEXT
    + "<script src=/js/avalon2.js></script>",
    "marks": NAV + table(lambda key, _: f"<td>{{{{info.{key}}}}}</td>") + TEXT + "<script src=/js/vue.js></script>",
    "repeated": f'{NAV}<table><tr ms-repeat="metas"><td>{{{{el.name}}}}</td><td>{{{{el.value}}}}</td></tr></table>{TEXT}',
    "v-for": f'{NAV}<div v-for="m in metas"><span v-text="m.name"></span><span v-text="m.value"></span></div>{TEXT}',
    "load": f'{NAV}<div id="box1"></div>{TEXT}<script>$("#box1").load("/xxgk/meta.jsp?id=123");</script>',
    "load over labels": NAV + table(lambda *_: "<td></td>") + TEXT + '<script>$(".xxgk").load("/meta?id=1")</script>',
    "gkmlpt": f'{NAV}<div class="classify"></div>{TEXT}<script>$.getJSON("/gkmlpt/api/content/1", function(d){{ $(".classify").html(tpl(d)) }})</script>',
    "ids": NAV + table(empty) + TEXT + '<script>$.get("/m",function(d){for(var k in d){$("#"+k).html(d[k])}})</script>',
    "ids of a script elsewhere": NAV + table(empty) + TEXT + "<script src=/js/xxgk_detail.js></script>",
    "some ids": NAV
    + table(lambda key, value: shown(key, value) if key in {"indexNo", "pubOrg"} else empty(key, value))
    + TEXT
    + "<script src=/js/xxgk_detail.js></script>",
    "classes": NAV
    + table(lambda key, value: shown(key, value) if key == "indexNo" else f'<td><b class="v-{key}"></b></td>')
    + TEXT
    + "<script>"
    + "".join(f"$('.xxgk .v-{key}').text(d.{key});" for key, _ in ROWS.values())
    + "</script>",
    "frame": f'{NAV}<iframe src="/xxgk/meta.html?id=1"></iframe>{TEXT}',
    "a box by its name": f'{NAV}<div class="xxgk"></div>{TEXT}<script src=/js/xxgk_detail.js></script>',
    "an element of the page": f"{NAV}<div id=b></div>{TEXT}<script>document.getElementById('b').innerHTML = made</script>",
}


@pytest.mark.parametrize("name", WAITING)
def test_what_a_later_request_brings_is_never_missing(call: Call, tmp_path: Path, name: str) -> None:
    report = judged(call, tmp_path, page(WAITING[name] + TOOLS + FOOT))
    assert report["outcome"] == "ok"
    assert failed(report) == set()


ORDINARY = {
    "complete": (table(shown), set()),
    "one value not there": (
        table(lambda key, value: shown(key, "" if key == "yxx" else value)),
        {"validity-missing"},
    ),
    "one label not there": (
        table(shown).replace("<tr><td>索引号</td><td>11371322004459527K/2023-00012</td></tr>", ""),
        {"index-number-missing"},
    ),
    "no block": ("", {"index-number-missing", "document-fields-missing"}),  # nor does it show a day of publishing
    "no block, but widgets": (
        "<div class=share></div><div class=clear></div><div class=s><form></form></div><iframe src=//player.example.com/1></iframe>\
        <iframe src=/share.html></iframe><iframe src=/a.html width=0 height=0></iframe><script>$('.share').html('x')</script>",
        {"index-number-missing", "document-fields-missing"},
    ),
    "an empty place of an application": ("<div id=app></div>", {"index-number-missing", "document-fields-missing"}),
}


@pytest.mark.parametrize("name", ORDINARY)
def test_a_page_with_scripts_is_judged_like_any_other(call: Call, tmp_path: Path, name: str) -> None:
    block, faults = ORDINARY[name]
    report = judged(call, tmp_path, page(NAV + block + TEXT + TOOLS + FOOT))
    assert report["outcome"] == "ok"
    assert failed(report) == faults
