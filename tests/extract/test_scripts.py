# ruff: noqa: E501 - markup stands as pages have it
import json
import time
from collections.abc import Callable

import pytest

from auditor.extract import extract
from auditor.extract.told import Told
from auditor.extract.walk import read_page
from auditor.model import Capture, Field, Reason, Record, Vocabulary

Reading = Callable[..., Record]
TITLE = "关于印发某县防汛工作方案的通知"
NUMBER = "某政发〔2023〕1号"
LABELS = "<div><p>索引号：</p><p>文号：</p><p>发布机构：</p><p>成文日期：</p></div>"
OBJECT = {
    "title": TITLE,
    "indexNo": "A1/2023-00001",
    "doc_number": NUMBER,
    "cwrq": "2023-05-06",
    "fbjg": "某县人民政府",
    "hits": 12,
    "top": True,
    "related": [{"title": TITLE, "indexNo": "A1/2023-00002", "wh": "某政发〔2023〕2号"}],
}
READ = {
    "index_number": "A1/2023-00001",
    "document_number": NUMBER,
    "publisher": "某县人民政府",
    "written_date": "2023-05-06",
}


def block(number: str, script: str = "") -> str:
    """A page whose block has everything but the 文号, which stands as *number*."""
    return page(
        script,
        f"<table><tr><td>索引号</td><td>A1/2023-00001</td></tr><tr><td>文号</td><td>{number}</td></tr>"
        "<tr><td>发布机构</td><td>某县人民政府</td></tr></table>",
    )


def page(script: str, body: str = "", title: str = TITLE) -> str:
    return (
        f"<html><head><title>{title}</title></head><body><h1>{title}</h1>{body}<p>现将有关事项通知如下。</p>"
        f"<script>{script}</script></body></html>"
    )


def field(record: Record, name: str) -> Field:
    found = record.field(name)
    assert found is not None
    return found


def filled(record: Record) -> dict[str, str | None]:
    return {one.name.value: one.value for one in record.fields if one.source == "script" and one.name != "title"}


@pytest.mark.parametrize(
    ("number", "script"),
    [
        (f"<script>document.write('{NUMBER}')</script>", ""),
        (f'<script type="text/javascript">\n<!--\ndocument.writeln("<b>{NUMBER}</b>");\n//-->\n</script>', ""),
        ("<script>document.write(wh)</script>", f"var wh = '{NUMBER}';"),
        ("<span id=wh></span>", f'$("#wh").html("{NUMBER}");'),
        ("<span id=wh></span>", f"$(function(){{\n$('#syh').text('A')\n$('#wh').text('{NUMBER}')\n}})"),
        (
            "<span id=wh></span>",
            f"document.getElementById('wh').innerHTML = '某政发&#12308;2023〕' + '1号'; // {NUMBER}9",
        ),
        ("<span id=wh></span>", f"document.querySelector('#wh').textContent = \"{NUMBER}\"\nnext()"),
        ("<span id=wh></span>", f"var info = {{hits: 3, wh: '{NUMBER}'}}; jQuery('#wh').html(info.wh).show()"),
        ("<span id=wh></span>", f"var no = \"{NUMBER}\", fb = 'x'; $('#wh').html(no)"),
        ("{{ info.wh }}", f"new Vue({{el: '#app', data: {{info: {{wh: '{NUMBER}'}}}}, mounted() {{ load('}}') }}}})"),
        ("{{@wh}}", f"var vm = avalon.define({{$id: 'x', wh: '{NUMBER}', go: function () {{ return 1 }}}});"),
        ("<b v-text='info.wh'></b>", f"window.info = {{'wh': `{NUMBER}`,}}"),
        ("<b ng-bind='wh'></b>", f"var wh = '{NUMBER}'"),
        (
            "<b ms-text='@d.wh'></b>",
            f"</script><script type='application/json' id='d'>{json.dumps({'d': {'wh': NUMBER}})}",
        ),
    ],
)
def test_a_place_that_a_script_fills_is_read_from_the_script(read: Reading, number: str, script: str) -> None:
    record = read(block(number, script))
    assert filled(record) == {"document_number": NUMBER}
    one = field(record, "document_number")
    assert (one.raw, one.label, one.reason) == (NUMBER, "文号", "")
    assert one.locator
    assert not record.scripted


@pytest.mark.parametrize(
    ("number", "script"),
    [
        # What may never run, or not as it stands there.
        ("<span id=wh></span>", f"if (open) {{ $('#wh').html('{NUMBER}') }}"),
        ("<span id=wh></span>", f"if (open)\n$('#wh').html('{NUMBER}')"),
        ("<span id=wh></span>", f"function show() {{ $('#wh').html('{NUMBER}') }}"),
        ("<span id=wh></span>", f"$('#wh').html('{NUMBER}'); $('#wh').html('某政发〔2023〕2号')"),
        ("<span id=wh></span>", f"$('#wh').html('{NUMBER}'); $.get('/x', function (d) {{ $('#wh').html(d) }})"),
        ("<span id=wh></span>", f"$('#wh').html('{NUMBER}' + year)"),
        ("<span id=wh></span>", f"$('#wh').html('{NUMBER}'.slice(1))"),
        ("<span id=wh></span>", f"$('#wh').html(open ? '{NUMBER}' : '')"),
        ("<span id=wh></span>", f"var wh = '{NUMBER}'; if (old) wh = ''; $('#wh').html(wh)"),
        ("<span id=wh></span>", "var info = {wh: {}}; $('#wh').html(info.wh)"),
        ("<span id=wh></span>", "$('#wh').html(info.wh)"),
        ("<span id=wh></span>", "$('#wh').html('')"),
        ("<script>if (x) document.write('某政发〔2023〕1号')</script>", ""),
        ("<script>document.write('某政发〔2023〕1号' + more())</script>", ""),
        ("{{ info.wh }}", f"var info = {{wh: '{NUMBER}'}}; info.wh = decode(info.wh)"),
        ("{{ info.wh }}", f"new Vue({{data: {{info: {{wh: '{NUMBER}'}}}}, mounted() {{ this.info = load() }}}})"),
        ("{{ info.wh }}", "var info = {wh: '加载中'}"),
        ("{{ info.wh | cut }}", f"var info = {{wh: '{NUMBER}'}}"),
        ("{{ wh }}", f"var a = {{wh: '{NUMBER}'}}, b = {{wh: '某政发〔2023〕2号'}}"),
        ("{{ wh }}", f"var list = [{{wh: '{NUMBER}'}}]"),
        ("{{ wh }}", "</script><script type='application/json'>{broken"),
        ("{{ wh }}", "</script><script type='application/json'>[]"),
        ("{{ wh }}", "</script><script type='application/json'>" + '{"a":' * 50 + f'{{"wh": "{NUMBER}"}}' + "}" * 50),
        ("<b v-text='x()'></b>", f"var x = '{NUMBER}'"),
        ("<b v-text='wh'></b>", ""),
        # Not what the place is for.
        ("<span id=wh></span>", "$('#wh').html('分享到')"),
        ("<span id=a></span><span id=b></span>", f"$('#a').html('{NUMBER}'); $('#b').html('某政发〔2023〕2号')"),
    ],
)
def test_what_is_not_certain_stays_unknown(read: Reading, number: str, script: str) -> None:
    record = read(block(number, script))
    assert not filled(record)
    assert field(record, "document_number").value is None
    assert field(record, "document_number").reason == "scripted"
    assert record.scripted


def test_a_date_under_its_filter_is_read(read: Reading) -> None:
    row = "<tr><td>成文日期</td><td>{{ cwrq | date:'yyyy-MM-dd' }}</td></tr></table>"
    record = read(block(NUMBER, "var cwrq = '2023-05-06 10:00:00'").replace("</table>", row))
    assert filled(record) == {"written_date": "2023-05-06"}


def test_what_the_page_shows_is_never_overridden(read: Reading) -> None:
    record = read(block("某政发〔2023〕8号<span id=wh></span>", f"$('#wh').html('{NUMBER}')"))
    assert record.value("document_number") == "某政发〔2023〕8号"
    record = read(block("某政发〔2023〕8号", f"var info = {json.dumps(OBJECT)}"))
    assert record.value("document_number") == "某政发〔2023〕8号"
    assert not filled(record)


def test_several_places_in_a_line_are_told_apart(read: Reading) -> None:
    html = (
        f"<h1>{TITLE}</h1><ul><li><i id=n></i>索引号：<span id=syh></span> 文 号：<span id=wh></span> 发布机构：<style>b{{}}</style><b id=j></b></li>"
        f"<li>浏览次数：<i id=hits></i></li></ul><script>$('#wh').text('{NUMBER}');$('#syh').text('A1/2023-00001');$('#hits').text('8');"
        "document.getElementById('j').innerText='某县人民政府';$('#n').text('某政发〔2023〕7号')</script>"
    )
    assert filled(read(html)) == {name: READ[name] for name in ("index_number", "document_number", "publisher")}


def test_an_empty_box_beside_that_of_the_label_is_its_place(read: Reading) -> None:
    rows = "".join(
        f"<div><div class=l>{label}：</div>\n<div class=r id={name}></div></div>"
        for label, name in (("索引号", "syh"), ("文号", "wh"), ("发布机构", "j"))
    )
    put = f"$('#wh').text('{NUMBER}');$('#syh').text('A1/2023-00001');"
    record = read(page(put, rows))
    assert filled(record) == {"index_number": "A1/2023-00001", "document_number": NUMBER}
    assert field(record, "publisher").reason == "empty"
    record = read(page(f"{put}load('#j')", rows))
    assert field(record, "publisher").reason == "scripted"


def test_a_box_of_another_kind_is_no_place(read: Reading) -> None:
    body = "<p>索引号：A1/2023-00001</p><p>发布机构：某县人民政府</p><p>文号：</p><div id=share></div>"
    record = read(page("$('#share').html('分享')", body))
    assert field(record, "document_number").reason == "empty"


@pytest.mark.parametrize(
    "script",
    [
        f"var info = {json.dumps(OBJECT)};",
        f"window.__INITIAL_STATE__ = {{app: {{ok: true}}, detail: {json.dumps(OBJECT, ensure_ascii=False)}}}",
        f"</script><script type='application/json'>{json.dumps(OBJECT)}",
        f"var _CONFIG = {{SITEID: 3, title: '某县', DETAIL: {json.dumps(OBJECT)}}}",
        f"var a = {json.dumps(OBJECT)}; var b = {json.dumps(OBJECT)}",
        f"share('{TITLE}', 1); var a = {json.dumps(OBJECT)}",
        f"var a = {{'title': '{TITLE}', '索引号': 'A1/2023-00001', '文号': '{NUMBER}', '成文日期': '2023年5月6日', 发布机构: '某县人民政府'}}",
    ],
)
def test_an_object_with_the_title_of_the_page_is_its_metadata(read: Reading, script: str) -> None:
    for body in ("", LABELS):
        record = read(page(script, body))
        assert filled(record) == READ
        assert record.kind == "document"
        # Without labels nobody knows which of them the page shows: what is not there is not missing.
        assert record.scripted == (body == "")
        assert field(record, "index_number").locator.startswith("script ")


@pytest.mark.parametrize(
    "script",
    [
        f"var list = [{json.dumps(OBJECT)}]",
        f"var info = {{'title': '{TITLE}', 'id': 12, 'hits': 3}}",
        f"var info = {json.dumps({**OBJECT, 'title': '关于另一件事的通知'})}; var t = {{a: '{TITLE}'}}",
        f"var info = {{'title': '{TITLE}', 'indexNo': 'A1/2023-00001', 'fbjg': '某县人民政府', 'fbrq': '2023-05-06'}}",
        f"var info = {{'title': '{TITLE}', 'indexNo': '12', 'wh': '防汛', 'cwrq': '1683302400000'}}",
        f"var info = {{'title': '{TITLE}', 'syh': 'A1/2023-00001', 'indexNo': 'A1/2023-00002', 'wh': '{NUMBER}'}}",
        f"var a = {json.dumps(OBJECT)}; var b = {json.dumps({**OBJECT, 'doc_number': '某政发〔2023〕3号'})}",
        f"var _CONFIG = {{SITEID: 3, title: '{TITLE}', DETAIL: {json.dumps({**OBJECT, 'title': '某县'})}}}",
    ],
)
@pytest.mark.parametrize("body", ["", LABELS])
def test_other_objects_are_not_the_document(read: Reading, script: str, body: str) -> None:
    assert not filled(read(page(script, body)))


def test_an_object_without_a_title_is_not_known_to_be_the_documents(read: Reading) -> None:
    untitled = {name: value for name, value in OBJECT.items() if name != "title"}
    script = f"var info = {json.dumps(untitled)}"
    for body in ("", LABELS):
        assert not filled(read(page(script, body)))
    related = 'var related={wh:"示政发〔2010〕3号",cwrq:"2010-03-01",yxx:"有效"};$.get(u,function(d){vm.doc=d})'
    for mark in ("{{doc.wh}}", "{{wh}}"):
        record = read(block(mark, f"{related};document.title='{TITLE}';var t={{title:'{TITLE}'}}"))
        assert not filled(record)
        assert field(record, "document_number").reason == "scripted"


def test_one_value_that_the_page_shows_otherwise_makes_an_object_another_documents(read: Reading) -> None:
    script = f"var info = {json.dumps(OBJECT)}; load('#wh')"
    shown = LABELS.replace("索引号：", "索引号：B7/2023-00009").replace("文号：", "文号：<b id=wh></b>")
    assert not filled(read(page(script, shown)))
    same = shown.replace("B7/2023-00009", "A1/2023-00001")
    assert filled(read(page(script, same))) == {"document_number": NUMBER}


@pytest.mark.parametrize(
    "change",
    [
        "this.doc = r.data",
        "this.doc += r",
        'vm["doc"] = d',
        "vm[name] = d",
        "vm.doc['wh'] = d",
        "vm.$set(vm, 'doc', d)",
        "Object.assign(this.doc, d)",
        "$.extend(vm.doc, d)",
    ],
)
@pytest.mark.parametrize("mark", ["{{doc.wh}}", "{{doc.wh | cut}}"])
def test_data_that_only_hold_a_place_are_not_the_documents(read: Reading, change: str, mark: str) -> None:
    data = json.dumps({"doc": {**{name: OBJECT[name] for name in ("title", "cwrq")}, "wh": NUMBER}})
    script = f"var vm = new Vue({{data: {data}, mounted() {{ load() }}}}); function done(r) {{ %s }}"
    assert filled(read(block(mark, script % "go(r)")))
    record = read(block(mark, script % change))
    assert not filled(record)
    assert field(record, "document_number").reason == "scripted"


@pytest.mark.parametrize(
    ("change", "kept"),
    [
        ("list[0] = 1; rows[key] = 2; $.extend(options, more)", True),
        ("info['hits'] = 3", False),
        ('app["info"] = d', False),
        ("Object.assign(info, d)", False),
        ("info.doc_number = d.wh", False),
    ],
)
def test_a_variable_that_is_set_again_tells_nothing(read: Reading, change: str, kept: bool) -> None:  # noqa: FBT001
    record = read(page(f"var info = {json.dumps(OBJECT)}; function done(d) {{ {change} }}", LABELS))
    assert filled(record).get("document_number") == (NUMBER if kept else None)


def test_a_block_without_values_waits_for_whatever_fills_it(read: Reading) -> None:
    assert not read(page("", LABELS).replace("<script></script>", "")).scripted
    assert read(page("show('.r').html(x)", LABELS)).scripted


def test_a_block_that_a_script_writes_as_a_whole(read: Reading) -> None:
    script = (
        'document.write("<table><tr><td>索引号</td><td>A1/2023-00001</td></tr>");'
        f"document.write('<tr><td>文号</td><td>{NUMBER}<\\/td></tr><tr><td>发布机构</td><td>' + '某县人民政府' + '</td></tr></table>');"
    )
    record = read(page(script))
    assert filled(record) == {name: READ[name] for name in ("index_number", "document_number", "publisher")}
    assert record.scripted
    rows = "<p>索引号：A1/2023-00001</p><p>文号：某政发〔2023〕1号</p>"
    assert filled(read(page(f"$('#box').html('{rows}'); $('#n').html('3')"))) == {
        "index_number": "A1/2023-00001",
        "document_number": NUMBER,
    }
    assert not filled(read(page("$('.search').append('索引号：' + x)")))
    assert not filled(read(page("document.write('<p>文号查询</p>')")))


def test_a_list_that_a_script_writes_is_no_block(read: Reading) -> None:
    rows = "".join(f"<p>索引号：A1/2023-0000{n}</p><p>文号：某政发〔2023〕{n}号</p>" for n in (1, 2))
    assert not read(page(f"document.write('{rows}')")).fields


def test_a_page_with_a_thousand_objects_is_read_in_time(vocabulary: Vocabulary) -> None:
    many = ",".join(f"a{n}: {{b: {{c: '{n}'}}}}" for n in range(3_000))
    html = block("{{ c }}", f"var x = {{{many}}}; var t = {{title: '{TITLE}'}}" + "x1 = a + a\n" * 20_000)
    start = time.process_time()
    capture = Capture("http://a.gov.cn/1.htm", "http://a.gov.cn/1.htm", 200, (), html.encode(), None, Reason.OK)
    assert extract(capture, vocabulary).value("document_number") is None
    assert time.process_time() - start < 5
    assert len(list(Told(read_page(html, "")).objects())) < 4_000
