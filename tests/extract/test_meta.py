from collections.abc import Callable

import pytest

from auditor.model import Reason, Record

Reading = Callable[..., Record]
PROSE = "<p>近日,我县召开会议,研究部署重点工作,要求提高认识,压实责任,确保各项任务落到实处,取得实效。</p>" * 4
TAGS = (
    '<meta name="SiteName" content="某县人民政府"><meta name="ArticleTitle" content="关于某事的通知">'
    '<meta name="PubDate" content="2019-09-18 06:23"><meta name="contentsource" content="某省日报">'
)


def test_tags_speak_where_the_page_shows_nothing(read: Reading) -> None:
    record = read(f"<head>{TAGS}</head><h1>关于某事的通知</h1>{PROSE}")
    assert record.site_name == "某县人民政府"
    assert {one.name.value: (one.value, one.raw, one.source.value) for one in record.fields} == {
        "publisher": ("某省日报", "某省日报", "meta"),
        "published_date": ("2019-09-18", "2019-09-18 06:23", "meta"),
    }


def test_tags_never_override_or_complete_what_is_shown(read: Reading) -> None:
    shown = read(f"<head>{TAGS}</head><h1>关于某事的通知</h1><p>发布时间：2019-09-20</p>{PROSE}")
    assert {one.name.value: one.value for one in shown.fields} == {"published_date": "2019-09-20"}
    block = "<p>索引号：A1/2023-00001</p><p>发布机构：</p>"
    assert {one.source.value for one in read(f"<head>{TAGS}</head>{block}{PROSE}").fields} == {"block"}


def test_tags_of_a_column_are_not_those_of_an_article(read: Reading) -> None:
    assert read(f'<head><meta name="PubDate" content="2019-09-18"></head><h1>某县概况</h1>{PROSE}').fields == ()


# ---------------------------------------------------------------- pages that only lead elsewhere

BASE = "http://www.example.gov.cn/zwgk/"


def led(read: Reading, tag: str, body: str = "") -> Record:
    return read(f"<html><head>{tag}<title>跳转</title></head><body>{body}</body></html>", BASE)


@pytest.mark.parametrize(
    ("content", "target"),
    [
        ("0;url=/new/index.htm", "http://www.example.gov.cn/new/index.htm"),
        ("0; URL='zfxxgk.htm'", BASE + "zfxxgk.htm"),
        ("5, url = http://other.gov.cn/", "http://other.gov.cn/"),
        ("0.5;url=a.htm", BASE + "a.htm"),
    ],
)
def test_a_page_that_is_nothing_but_a_redirect_is_the_page_it_leads_to(
    read: Reading, content: str, target: str
) -> None:
    found = led(read, f'<meta http-equiv="Refresh" content="{content}">', "正在跳转,请稍候")
    assert (found.url, found.final_url, found.outcome) == (BASE, target, Reason.OK)
    assert (found.kind_reasons, found.links.pages, found.fields) == (("refresh",), (target,), ())


@pytest.mark.parametrize(
    "content",
    [
        "",
        "300",
        "0",
        "6;url=/new/",  # there is time to read the page
        "300;url=/new/",
        "0;url=javascript:void(0)",
        "0;url=",
        "0;url=/zwgk/index.html#top",  # itself
        "soon;url=/new/",
    ],
)
def test_a_page_that_stays_is_read_as_it_is(read: Reading, content: str) -> None:
    found = led(read, f'<meta http-equiv="refresh" content="{content}">', "正文")
    assert found.final_url == BASE
    assert "refresh" not in found.kind_reasons


def test_a_tag_without_content_or_no_tag_leads_nowhere(read: Reading) -> None:
    for tag in ('<meta http-equiv="refresh">', '<meta name="refresh" content="0;url=/new/">', ""):
        assert led(read, tag).final_url == BASE


def test_a_page_with_text_of_its_own_is_a_page(read: Reading) -> None:
    tag = '<meta http-equiv="refresh" content="0;url=/new/">'
    assert led(read, tag, PROSE * 3).final_url == BASE


def test_a_redirect_needs_no_words(read: Reading) -> None:
    found = led(read, '<meta http-equiv="refresh" content="0;url=/new/">')
    assert (found.outcome, found.final_url) == (Reason.OK, "http://www.example.gov.cn/new/")


@pytest.mark.parametrize(
    "code",
    [
        "location.href='/zwgk/tz/'",
        'window.location = "/zwgk/tz/";',
        "<!--\nself.location.replace('/zwgk/tz/');\n//-->",
        "document.location.assign('/zwgk/tz/')",
    ],
)
def test_a_page_whose_only_code_leads_elsewhere_is_a_redirect(read: Reading, code: str) -> None:
    record = read(f"<title>规划计划</title><h2>规划计划</h2><script>{code}</script>")
    assert record.final_url == "http://www.example.gov.cn/zwgk/tz/"
    assert record.kind_reasons == ("refresh",)


@pytest.mark.parametrize(
    "rest",
    [
        "<script>if (phone) { location.href='/m/'; }</script>",
        "<script>location.href='/m/'</script><script>go()</script>",
        "<script src=a.js>location.href='/m/'</script>",
        f"<script>location.href='/m/'</script><p>{'某某工作应当抓好落实。' * 20}</p>",
    ],
)
def test_code_that_may_lead_elsewhere_is_no_redirect(read: Reading, rest: str) -> None:
    assert read(f"<title>规划计划</title><h2>规划计划</h2>{rest}").kind_reasons != ("refresh",)


def test_a_page_that_is_gone_and_leads_home_is_gone(read: Reading) -> None:
    html = '<meta http-equiv=refresh content="3;url=/"><p>对不起,您访问的页面不存在!</p>'
    assert read(html).outcome == "soft_404"


def test_tags_are_kept_by_name_whatever_its_case_and_cut_where_they_are_long(read: Reading) -> None:
    many = "".join(f'<meta name="x{n}" content="{n}">' for n in range(80))
    long = f'<meta name="Description" content="{"长" * 200}"><meta name="ColumnType" content=""><meta http-equiv="x">'
    record = read(f"<head>{TAGS}{long}{many}</head><h1>关于某事的通知</h1>{PROSE}")
    tags = dict(record.tags)
    assert (tags["sitename"], tags["pubdate"], tags["columntype"]) == ("某县人民政府", "2019-09-18 06:23", "")
    assert tags["description"] == "长" * 80
    assert len(record.tags) == 60
