# ruff: noqa: E501 - markup stands as pages have it
import random
import time
from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.extract import extract
from auditor.model import Capture, FieldName, Reason, Record, Vocabulary

Reading = Callable[..., Record]
URL = "http://www.tancheng.gov.cn/info/3720/240660.htm"
TITLE = "郯城县人民政府办公室关于印发2023年郯城县政务公开工作要点的通知"
PAGE = f"""<html><head><meta charset="utf-8"><title>{TITLE}-郯城县人民政府</title><meta name="SiteName" content="郯城县人民政府">
</head><body><div>当前位置：<a href="/">首页</a> &gt; <a href="/zwgk.htm">政务公开</a> &gt; <a href="/zwgk/zcwj.htm">政策文件</a> &gt; 正文</div>
<table class="xxgk"><tr><td>[ 索 引 &nbsp;号 ]</td><td>tanchengxzf0001/2023-0000264</td><td>[ 文 号 ]</td><td>郯政办字〔2023〕37号</td>
<td>[ 发布机构 ]</td><td>郯城县政府办公室</td></tr><tr><td>[ 成文日期 ]</td><td>2023-07-14</td><td>[ 公开日期 ]</td><td>2023-07-14</td>
<td>[ 有 效 性 ]</td><td>有效中</td></tr></table><h1>{TITLE}</h1><div id="vsb"><p>郯政办字〔2023〕37号</p><p>郯城县人民政府办公室</p>
<p>关于印发2023年郯城县政务公开工作要点的</p><p>通知</p><p>各乡镇人民政府、郯城街道办事处,县直有关部门、单位:</p>
<p>《2023年郯城县政务公开工作要点》已经县政府同意,现印发给你们,请结合实际认真抓好贯彻落实。</p><p>郯城县人民政府办公室</p>
<p>2023年7月14日</p><p>(此件公开发布)</p><p>2023年郯城县政务公开工作要点</p><p>2023年是全面贯彻落实党的二十大精神的开局之年。为进一步加强全县政务公开工作,制定本要点。</p>
<p>一、深化信息公开</p><p>1.加强高质量发展信息公开。聚焦扩大有效投资,依法依规做好重大建设项目信息公开。</p>
<p>文字解读:http://www.tancheng.gov.cn/info/3724/240662.htm</p><p>音频解读:http://www.tancheng.gov.cn/info/3727/240670.htm</p>
<p>专家解读:http://www.tancheng.gov.cn/info/5592/240666.htm</p><p>媒体解读:http://www.tancheng.gov.cn/info/5591/240664.htm</p></div>
<div>主办单位：郯城县人民政府 网站标识码：3713220001</div></body></html>"""


def test_the_page_of_the_first_source_is_read_exactly(read: Reading) -> None:
    record = read(PAGE, URL)
    assert {one.name.value: one.value for one in record.fields} == {
        "index_number": "tanchengxzf0001/2023-0000264",
        "document_number": "郯政办字〔2023〕37号",
        "publisher": "郯城县政府办公室",
        "written_date": "2023-07-14",
        "published_date": "2023-07-14",
        "validity": "valid",
    }
    validity, index = record.field("validity"), record.field("index_number")
    assert validity
    assert index
    assert (validity.raw, validity.source) == ("有效中", "block")
    assert (index.label, index.locator) == (
        "[ 索 引 \u00a0号 ]",
        "table.xxgk > tbody:nth-child(1) > tr:nth-child(1) > td:nth-child(2)",
    )
    assert [(one.form, one.url.rsplit("/", 1)[1]) for one in record.links.interpretations] == [
        ("text", "240662.htm"),
        ("audio", "240670.htm"),
        ("expert", "240666.htm"),
        ("media", "240664.htm"),
    ]
    assert (record.body.number, record.body.signature) == ("郯政办字〔2023〕37号", "郯城县人民政府办公室")
    assert record.body.signature_date == "2023-07-14"
    assert (record.kind, record.title, record.site_name) == ("document", TITLE, "郯城县人民政府")
    assert [name for name, _ in record.breadcrumb] == ["首页", "政务公开", "政策文件"]
    assert record.breadcrumb[2][1] == "http://www.tancheng.gov.cn/zwgk/zcwj.htm"
    assert not record.scripted


def test_the_same_page_in_gbk_and_utf16_reads_the_same(read: Reading) -> None:
    plain = read(PAGE, URL)
    for charset in ("gb18030", "utf-16"):
        other = read(PAGE.encode(charset), URL)
        assert other.fields == plain.fields
        assert other.body == plain.body


def test_a_block_printed_twice_is_one_block(read: Reading) -> None:
    start, end = PAGE.index("<table"), PAGE.index("</table>") + 8
    twice = PAGE.replace("</h1>", f"</h1><div class=mobile>{PAGE[start:end].replace('有效中', '')}</div>")
    assert [(one.name, one.value) for one in read(twice, URL).fields] == [
        (one.name, one.value) for one in read(PAGE, URL).fields
    ]


def test_rows_in_comments_are_absent_and_template_comments_are_not_seen(read: Reading) -> None:
    html = "<p><b>索引号</b>：<!--s-->A1/2023-00001<!--e--></p><p><b>发布机构</b>：某局</p><!--<p><b>成文日期</b>：2020年1月1日</p>-->"
    assert {one.name.value: one.value for one in read(html).fields} == {
        "index_number": "A1/2023-00001",
        "publisher": "某局",
    }


def test_generated_date_counts_only_without_a_written_one(read: Reading) -> None:
    html = "<p>索引号：A1/2023-00001</p><p>生成日期：2023-01-01</p><p>发文日期：2023-01-03</p>"
    assert read(html).value("written_date") == "2023-01-01"
    written = read(html + "<p>成文日期：</p>").field("written_date")
    assert written
    assert written.value is None


def test_several_labels_for_one_field(read: Reading) -> None:
    html = "<p>索引号：A1/2023-00001</p><p>公开形式：网站公开</p><p>公开方式：主动公开</p><p>发文机构：</p><p>发布机构：某局</p>"
    record = read(html)
    assert (record.value("disclosure_method"), record.value("publisher")) == ("主动公开", "某局")


def test_a_list_of_documents_with_numbers_is_no_block(read: Reading) -> None:
    html = "".join(
        f"<p>关于第{n}件事的通知</p><p>文号：某发〔2023〕{n}号 发布日期：2023-01-0{n}</p>" for n in (1, 2, 3)
    )
    assert not [one for one in read(html).fields if one.source == "block"]


def test_labels_amid_prose_are_no_block(read: Reading) -> None:
    prose = "<p>各单位应当按照规定做好公文管理,确保要素齐全,格式规范,发布及时,查阅方便,并接受社会监督。</p>" * 7
    html = f"<h1>公文管理办法</h1><div>{prose}<p>索引号：A1/2023-00001</p><p>发布机构：某局</p>{prose}</div>"
    assert read(html).fields == ()


@settings(max_examples=60, deadline=None)
@given(cut=st.integers(0, len(PAGE)), seed=st.integers(0, 5))
def test_any_cut_or_shuffled_page_gives_a_record(vocabulary: Vocabulary, cut: int, seed: int) -> None:
    pieces = PAGE[:cut].split("<")
    random.Random(seed).shuffle(pieces)  # noqa: S311 - no secret
    for html in (PAGE[:cut], "<".join(pieces)):
        record = extract(Capture(URL, URL, 200, (), html.encode(), None, Reason.OK), vocabulary)
        labels = {"索引号", "文号", "发布机构", "成文日期", "公开日期", "有效性"}
        for one in record.fields:
            if one.name in {FieldName.PUBLISHER, FieldName.INDEX_NUMBER, FieldName.DOCUMENT_NUMBER} and one.value:
                assert "".join(one.value.split()).strip("[]") not in labels


@settings(max_examples=80, deadline=None)
@given(
    body=st.binary(max_size=600),
    head=st.sampled_from([b"", b"<html>", b"<p>", b"<table><tr><td>", "<p>文号：".encode()]),
)
def test_any_bytes_give_a_record(vocabulary: Vocabulary, body: bytes, head: bytes) -> None:
    record = extract(Capture(URL, URL, 200, (), head + body, None, Reason.OK), vocabulary)
    assert record.outcome in set(Reason)


def test_huge_pages_take_bounded_time(read: Reading) -> None:
    row = '<li><a href="/a/t20230101_{}.html">关于印发办法的通知</a>2023-01-01 文号：</li>'
    bodies = (
        "<div>" * 100_000 + "索引号：1",
        "<ul>" + "".join(row.format(n) for n in range(4000)),
        "<p>" + "来源：文号 " * 60_000,
    )
    for html in bodies:
        start = time.process_time()
        assert read(html).outcome == "ok"
        assert time.process_time() - start < 20
