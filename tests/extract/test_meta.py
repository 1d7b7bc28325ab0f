from collections.abc import Callable

from auditor.model import Record

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
