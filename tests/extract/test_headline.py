# ruff: noqa: E501 - markup stands as pages have it
from collections.abc import Callable

import pytest

from auditor.model import Record

Reading = Callable[..., Record]
PROSE = "<p>近日,我县召开会议,研究部署重点工作。会议强调,要提高认识,压实责任,确保各项任务落到实处,取得实效。</p>" * 3
TITLE = "我县召开重点工作会议"


def article(line: str, head: str = f"<title>{TITLE}_某县人民政府</title>") -> str:
    return f"<html><head>{head}</head><body><div><a href=/>首页</a></div><h2>{TITLE}</h2>{line}<div>{PROSE}</div></body></html>"


@pytest.mark.parametrize(
    ("line", "publisher", "date"),
    [
        (
            "<p>发布日期：2018-07-25 08:44:04 来源：某省政府网 作者：赵某 浏览次数：12</p>",
            "某省政府网",
            "2018-07-25 08:44:04",
        ),
        (
            "<div><span>来源：<b>某日报</b></span> <span>发布时间：<em>2024-06-25 10:03:27</em></span></div>",
            "某日报",
            "2024-06-25 10:03:27",
        ),
        ("<div>2024-09-12 10:10 &nbsp;&nbsp;&nbsp;来源：\n 某港日报\n</div>", "某港日报", "2024-09-12 10:10"),
        (
            "<div>来源：宣教中心&nbsp;&nbsp;&nbsp; 2022-11-14 14:59:48 &nbsp;【字体：<span>大</span> 中 小】</div>",
            "宣教中心",
            "2022-11-14 14:59:48",
        ),
        ("<p>時間發佈：2023-06-12 09:51信息來源：某陽日報</p>", "某陽日報", "2023-06-12 09:51"),
        ("<p>[来源：某县水利局] [发布时间：2023-05-10]</p>", "某县水利局", "2023-05-10"),
        ("<div><span>2023-05-10</span><span>某县融媒体中心</span></div>", None, "2023-05-10"),
        (
            "<table><tr><td>发布日期</td><td>2023-05-10</td><td>浏览次数</td><td>12</td></tr></table>",
            None,
            "2023-05-10",
        ),
        ("<table><tr><td>有效期至</td><td>2023-05-10</td><td>浏览次数</td><td>12</td></tr></table>", None, None),
        (
            "<p>发布:王某某  来源:某县发展和改革委员会  时间:2021-12-14 11:37:16 【打印此文】</p>",
            "某县发展和改革委员会",
            "2021-12-14 11:37:16",
        ),
        ("<ul><li>2023-12-05</li><li>来源：某某日报</li></ul>", "某某日报", "2023-12-05"),
        (
            "<p>归档时间：2018-11-21</p><p>来源：某市网 日期：2017-01-12 17:08 字号：【大 中 小】</p>",
            "某市网",
            "2017-01-12 17:08",
        ),
        ("<p>来源：县教育局 文章类型：原创 发布时间：2023年11月6日</p>", "县教育局", "2023年11月6日"),
        ("<p>来源：国际处 文旅之窗</p><p>日期：2021-07-13</p>", "国际处 文旅之窗", "2021-07-13"),
        (
            "<p>【来源： 综合自某强国、某观新闻、某学院附属体...】 发布日期：2023-07-19 19:21:00</p>",
            None,
            "2023-07-19 19:21:00",
        ),
        ("<p>来源： 发布日期: 2024-01-29 访问量：</p>", None, "2024-01-29"),
        ("<p>来源：某华社 | 2023年6月16日 11时08分</p>", "某华社", "2023年6月16日"),
        ("<p>[发布时间] 2023-06-22 [来源] 市政协办 [作者] 张某某</p>", "市政协办", "2023-06-22"),
        ("<p>【来源】：市政协办 【发布时间】：2023-06-22</p>", "市政协办", "2023-06-22"),
        (
            "<p>2023-10-26 来源：县供电公司</p><p>一、时间：2023年10月28日</p><p>二、地点：东街</p>",
            "县供电公司",
            "2023-10-26",
        ),
        ("<p><i>2023-10-26</i><i>来源：某统计局</i><i>打印</i></p>", "某统计局", "2023-10-26"),
        ("<p>来源：<i>某<b>县</b>融媒</i> · 2023-10-26 10:00</p>", "某县融媒", "2023-10-26 10:00"),
        ("<p>2023-10-26</p><p>时间：2023年10月28日</p>", None, "2023-10-26"),
        ("<p>时间：2023-10-26</p><p>2023-10-28</p>", None, "2023-10-26"),
        ("<p>来源/作者：区住建局 发布日期：2023-06-15</p>", "区住建局", "2023-06-15"),
        ("<p>浏览次数：3</p>", None, None),
        ("<ul><li>发布日期：2023-07-10</li><li>来源：</li><li>某县水务局</li></ul>", "某县水务局", "2023-07-10"),
        ("<ul><li>日期：2023-07-10</li><li>来源：</li><li>我县召开会议</li></ul>", None, "2023-07-10"),
        ("<ul><li>日期：2023-07-10</li><li>来源：</li><li>浏览量：某局</li></ul>", None, "2023-07-10"),
        ("<div>2023-07-10 10:11 某县人民政府网</div>", None, "2023-07-10 10:11"),
        ("<div>2023-07-10 起施行，由某县负责</div>", None, None),
        ("<p>发布日期：2023-07-10</p><p>发布日期：2023-07-11</p><p>发布日期：2023-07-12</p>", None, None),
        ("<div><a href=a.html>关于节约用水的通知</a><p>2023-05-01</p></div>", None, None),
        ("<div><p>上一级栏目的名称</p><p>2023-05-01</p></div>", None, "2023-05-01"),
        (
            "<div><p>一</p><p>二</p><p>三</p><p><a href=a.html>关于节约用水的通知</a></p><p>2023-05-01</p></div>",
            None,
            "2023-05-01",
        ),
    ],
)
def test_source_and_date_of_the_headline(read: Reading, line: str, publisher: str | None, date: str | None) -> None:
    record = read(article(line))
    shown = {one.name.value: one for one in record.fields}
    assert record.title == TITLE
    assert {name: one.raw for name, one in shown.items()} == {
        name: raw for name, raw in (("publisher", publisher), ("published_date", date)) if raw
    }
    assert {one.source for one in shown.values()} <= {"headline"}
    assert all(one.locator for one in shown.values())


def test_dates_of_a_related_list_are_not_those_of_the_page(read: Reading) -> None:
    others = "<ul>" + "<li><a href=a.html>另一条新闻的标题</a><span>2020-01-01</span></li>" * 3 + "</ul>"
    assert read(article(others)).fields == ()


def test_a_script_that_writes_is_not_the_page(read: Reading) -> None:
    assert read(article("<script>document.write('来源：某处 2020-01-01')</script>")).fields == ()


BLOCK = "<table><tr><td>索引号</td><td>A1/2023-00001</td><td>发布机构</td><td>某县政府</td></tr><tr><td>公开日期</td><td>{}</td></tr></table>"


def test_the_headline_date_fills_an_empty_cell_only(read: Reading) -> None:
    line = "<p>发布时间：2023-07-14 10:00 来源：某网</p>"
    filled, empty = read(article(BLOCK.format("2023-07-15") + line)), read(article(BLOCK.format("") + line))
    assert (filled.value("published_date"), filled.value("publisher")) == ("2023-07-15", "某县政府")
    found = empty.field("published_date")
    assert found
    assert (found.value, found.source, found.raw) == ("2023-07-14", "headline", "2023-07-14 10:00")


def test_the_headline_date_does_not_hide_a_broken_one(read: Reading) -> None:
    found = read(article(BLOCK.format("1696786869000") + "<p>发布时间：2023-07-14</p>")).field("published_date")
    assert found
    assert (found.value, found.source) == (None, "block")
    assert found.reason


@pytest.mark.parametrize(
    ("head", "heading", "title"),
    [
        ("<title>关于某事的通知</title>", "<h1>【现行有效】关于某事的通知</h1>", "关于某事的通知"),
        ("<title>关于某事的通知 - 某县政府网</title>", "<p>关于某事<br>的通知</p>", "关于某事的通知"),
        (
            "<meta name=ArticleTitle content=关于某事的通知><title>某县人民政府</title>",
            "<div>关于某事的通知</div>",
            "关于某事的通知",
        ),
        ("<title>某县人民政府门户网站</title>", "<h1>关于某件事情的通知</h1>", "关于某件事情的通知"),
        ("", "<div>某县关于某件事情的通知</div>", "某县关于某件事情的通知"),
        ("<title>关于某事的通知 ( 2024-05-11)</title>", "<h2>关于某事的通知 ( 2024-05-11)</h2>", "关于某事的通知"),
        ("<title>关于某事的通知_政策文件_某县</title>", "", "关于某事的通知"),
        ("<title>关于某事的通知</title>", "<h1>关于某事的通知<span class=state>有效</span></h1>", "关于某事的通知"),
        ("<title>关于某事的通知_某县</title>", "<h1>关于某事的通知 <i>[已废止]</i></h1>", "关于某事的通知 [已废止]"),
    ],
)
def test_the_title_is_the_visible_headline(read: Reading, head: str, heading: str, title: str) -> None:
    assert read(f"<head>{head}</head><body>{heading}<div>{PROSE}</div>").title == title


def test_a_broken_headline_is_mended_by_the_labelled_title(read: Reading) -> None:
    html = "<p>标题：国务院关于节假日安排的通知 索引号：A1/2018-00001</p><p>国务院关于节假日</p><p>安排的通知</p>"
    assert read(html).title == "国务院关于节假日安排的通知"


def test_the_date_of_signing_is_not_that_of_publishing(read: Reading) -> None:
    body = "<p>现将方案印发给你们，请认真贯彻执行，并将执行中的问题及时报送县水务局，由县水务局负责解释。</p>"
    record = read(f"<meta charset=utf-8><p>各乡镇人民政府</p>{body}<p>某县水务局</p><p>2023年7月9日</p>")
    assert record.fields == ()


def test_the_date_of_signing_below_a_block_is_not_that_of_publishing(read: Reading) -> None:
    rows = "<tr><td>索引号</td><td>A1/2023-00001</td><td>成文日期</td><td>2023-09-01</td></tr>"
    text = "<p>各乡镇人民政府：</p><p>现将办法印发给你们，请认真贯彻执行。</p><p>某县人民政府</p><p>2023年9月2日</p>"
    record = read(f"<title>关于印发办法的通知</title><body><table>{rows}</table>{text}")
    assert record.field("published_date") is None


def test_the_entries_of_a_list_are_no_headline(read: Reading) -> None:
    entry = "<dl><dt><a href=/t/{0}.html>关于某项工作的意见{0}</a></dt><dd>发布机构：县政府</dd></dl>"
    assert not read(f"<title>政府文件</title><body>{''.join(map(entry.format, range(9)))}").fields


def test_the_entries_of_a_search_are_no_headline(read: Reading) -> None:
    menu = "".join(f"<li><a href=/{n}/>栏目{n}</a></li>" for n in range(30))
    found = "".join(
        f"<div><a href=/a/{n}.html>关于做好防汛工作的通知{n}</a><p>为做好工作…… 发布日期：2023-05-0{n} 来源：县政府办</p></div>"
        for n in range(1, 9)
    )
    record = read(f"<title>站内搜索</title><body><ul>{menu}</ul><p>找到结果8条</p>{found}")
    assert not record.fields


def test_the_signature_is_not_the_headline_whose_beginning_it_is(read: Reading) -> None:
    title = "某县人民政府关于印发办法的通知"
    rows = f"<tr><td>索引号</td><td>A1/2023-00001</td></tr><tr><td>名称</td><td>{title}</td></tr><tr><td>文号</td><td></td></tr>"
    signed = "<p>某县人民政府</p><p>2023年9月1日</p>"
    record = read(f"<title>{title}</title><body><table>{rows}</table>{PROSE}{signed}")
    assert record.field("published_date") is None
    assert record.title == title
    broken = read(f"<title>{title}</title><body><p>某县人民政府</p><p>关于印发办法的通知</p><p>2023年9月1日</p>{PROSE}")
    assert (broken.title, broken.field("published_date").value) == (title, "2023-09-01")  # type: ignore[union-attr]


def test_the_source_counts_where_only_day_and_validity_stand_beside_it(read: Reading) -> None:
    record = read(article("<p>发布时间：2021-11-12 14:53</p><p>来源：政府办公室</p><p>时效：现行有效</p>"))
    found = {one.name.value: one.value for one in record.fields}
    assert found == {"publisher": "政府办公室", "published_date": "2021-11-12", "validity": "valid"}


@pytest.mark.parametrize(
    "line",
    [
        "<p>成文日期：2023-05-08 <span>字体：【大】【中】【小】</span> <a href=#>打印本页</a></p>",
        "<p>来源：某县税务局 成文日期：2023年5月8日</p>",
        "<div><span>发布时间：2023-05-10</span><span>成文日期：2023-05-08</span></div>",
        "<p>全文有效 成文日期：2023-05-08</p>",
    ],
)
def test_the_line_under_the_headline_may_say_when_the_document_was_written(read: Reading, line: str) -> None:
    record = read(article(line))
    written = record.field("written_date")
    assert written
    assert (written.value, written.label) == ("2023-05-08", "成文日期：")
    assert record.value("published_date") == ("2023-05-10" if "发布" in line else None)


@pytest.mark.parametrize(
    "line",
    [
        "<p>发文日期：2023-05-08 来源：某县税务局</p>",
        "<p>成文日期：来源：某县税务局</p>",
        "<ul><li><a href=1.html>关于某事的通知</a>成文日期：2023-05-08</li><li><a href=2.html>关于某事的意见</a>成文日期：2023-05-09</li><li><a href=3.html>关于某事的函</a>成文日期：2023-05-07</li></ul>",
    ],
)
def test_what_does_not_say_when_the_document_was_written(read: Reading, line: str) -> None:
    assert read(article(line)).field("written_date") is None


@pytest.mark.parametrize(
    "line",
    [
        "<p>发布时间：2023-05-10</p><div>发文字号：某医保发〔2023〕19号</div>",
        "<div style='text-align:right'>文号：某医保发〔2023〕19号</div><p>发布时间：2023-05-10</p>",
        "<p>发布时间：2023-05-10</p><div><p>文号：某医保发〔2023〕19号</p></div>",
        "<div><span>文号：某医保发〔2023〕19号</span><span>2023-05-10</span></div><p>发布时间：2023-05-10</p>",
        "<p>文号：某医保发〔2023〕19号 发布时间：2023-05-10 来源：某县医保局</p>",
    ],
)
def test_a_single_field_under_the_headline_counts(read: Reading, line: str) -> None:
    record = read(article(line))
    assert record.value("document_number") == "某医保发〔2023〕19号"
    assert record.value("published_date") == "2023-05-10"


@pytest.mark.parametrize(
    "line",
    [
        "<div><span>文号：某医保发〔2023〕19号</span><span>2023-05-10</span></div>",
        "<div><span>2023-05-10</span><span>文号：某医保发〔2023〕19号</span></div>",
    ],
)
def test_a_date_that_is_an_element_beside_a_single_field_is_that_of_publication(read: Reading, line: str) -> None:
    record = read(article(line))
    assert record.value("published_date") == "2023-05-10"
    assert record.value("document_number") == "某医保发〔2023〕19号"


@pytest.mark.parametrize(
    "line",
    [
        "<div><span>文号：某医保发〔2023〕19号</span><b>施行</b><span>2023-05-10</span></div>",
        "<div><span>文号：某医保发〔2023〕19号</span><b>成文日期：</b><span>2023-05-10</span></div>",
        "<div><span>文号：某医保发〔2023〕19号</span><span>2023-05-10</span><span>2023-05-20</span></div>",
        "<div><span>某医保发〔2023〕19号</span><i>有效</i><span>2023-05-10</span></div>",
        "<div><span>文号：某医保发〔2023〕19号</span><span>自2023-05-10起</span></div>",
    ],
)
def test_a_date_that_may_be_another_beside_a_single_field_is_not(read: Reading, line: str) -> None:
    assert read(article(line)).value("published_date") is None


def test_a_single_validity_and_index_number_under_the_headline_count(read: Reading) -> None:
    by = "<p>发布时间：2023-05-10 来源：某县医保局</p>"
    assert read(article(f"{by}<div>有效性：有效</div>")).value("validity") == "valid"
    assert read(article(f"{by}<div>索引号：1137/2023-00012</div>")).value("index_number") == "1137/2023-00012"


@pytest.mark.parametrize(
    "line",
    [
        "<p>发布时间：2023-05-10</p><div>废止文号：某医保发〔2023〕19号</div>",
        "<p>2023-05-10</p><div>文号：见附件</div>",
        "<p>发布时间：2023-05-10</p><div>文号：</div><div>有效性：</div>",
        "<p>发布时间：2023-05-10</p><p>文号：某医保发〔2023〕19号</p><p>文号：某医保发〔2023〕20号</p>",
        "<p>发布时间：2023-05-10</p><p>本县医疗保险待遇，自今年起按下列各文件执行，请各单位遵照。</p><p>文号：某医保发〔2023〕19号</p>",
    ],
)
def test_what_under_the_headline_is_no_field(read: Reading, line: str) -> None:
    record = read(article(line))
    assert record.value("document_number") is None
    assert record.value("validity") is None


def test_the_block_says_itself_when_the_document_was_written(read: Reading) -> None:
    block = "<table><tr><td>索引号</td><td>1137/2023-00012</td></tr><tr><td>成文日期</td><td>{}</td></tr></table>"
    line = "<p>来源：某县税务局 成文日期：2023-05-08</p>"
    assert read(article(block.format("2023-05-07") + line)).value("written_date") == "2023-05-07"
    assert read(article(block.format("") + line)).value("written_date") is None
