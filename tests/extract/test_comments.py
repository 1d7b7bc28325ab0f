"""The period for comments as announcements state it."""

from collections.abc import Callable

import pytest

from auditor.model import Record

Reading = Callable[..., Record]
TITLE = "关于《郯城县城市供热管理办法（征求意见稿）》公开征求意见的公告"
PAGE = """<html><head><title>{title}</title></head><body><h1>{title}</h1>
<div class="info">发布时间：2023-05-01 来源：县住建局</div><div class="content">
<p>县住建局起草了征求意见稿，现向社会公开征求意见，欢迎社会各界提出意见。</p><p>{said}</p>
<p>联系电话：0539-6100000</p></div></body></html>"""
Period = tuple[str, str, int, str]


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("征求意见时间：2023年5月1日至5月31日", ("2023-05-01", "2023-05-31", 0, "")),
        ("征求意见时间：2023年5月1日至2023年5月31日18:00", ("2023-05-01", "2023-05-31", 0, "")),
        ("征集时间为2023.5.1-2023.5.31", ("2023-05-01", "2023-05-31", 0, "")),
        ("公开征求意见时间：2023-05-01 至 2023-05-31。", ("2023-05-01", "2023-05-31", 0, "")),
        ("意见征集时间:8月1日至3日", ("2023-08-01", "2023-08-03", 0, "")),
        ("征求意見時間：２０２３年５月１日到５月３１日", ("2023-05-01", "2023-05-31", 0, "")),
        ("征求意见时间：2023年12月20日至1月19日", ("2023-12-20", "2024-01-19", 0, "")),
        ("自公布之日起至2023年6月1日", ("", "2023-06-01", 0, "")),
        ("一、征集时间</p><p>自公告之日起至2023年5月25日。", ("", "2023-05-25", 0, "")),
        ("请于2023年6月29日前将意见反馈至县司法局。", ("", "2023-06-29", 0, "")),
        ("意见于6月2日前反馈。", ("", "2023-06-02", 0, "")),
        ("意见反馈截止日期：2023-06-01", ("", "2023-06-01", 0, "")),
        ("征求意见期限为30日。", ("", "", 30, "days")),
        ("公示期为三十日", ("", "", 30, "days")),
        ("征求意见期限为十五天", ("", "", 15, "days")),
        ("征求意见期限为二十五个自然日", ("", "", 25, "days")),
        ("自公告之日起7个工作日内提出意见", ("", "", 7, "working_days")),
        ("自公告之日起七个工作日内提出意见", ("", "", 7, "working_days")),
        ("自即日起一个月内反馈意见。", ("", "", 1, "months")),
    ],
)
def test_a_period_is_read(read: Reading, said: str, wanted: Period) -> None:
    found = read(PAGE.format(title=TITLE, said=said)).comments
    assert found is not None
    assert (found.begin, found.end, found.length, found.unit) == wanted
    assert found.quote
    assert found.locator


@pytest.mark.parametrize(
    "said",
    [
        "欢迎来电来函。",
        "供热期为2023年11月的某一天，另行通知。",
        "征求意见时间：2023年2月30日至2023年3月40日",
        "征求意见时间：2023年6月30日至2023年5月1日",
        "本办法规划期自2021年1月1日至2025年12月31日。",
        "自2021年1月1日至2025年12月31日实施的规划，意见发至邮箱。",
        "意见请写明2023年5月8日印发的稿子的页码。",
    ],
)
def test_what_is_no_period_is_not_read(read: Reading, said: str) -> None:
    assert read(PAGE.format(title=TITLE, said=said)).comments is None


def test_days_without_a_year_need_the_day_of_the_page(read: Reading) -> None:
    html = PAGE.format(title=TITLE, said="意见征集时间:8月1日至8月3日").replace("发布时间：2023-05-01 ", "")
    assert read(html).comments is None


def test_only_a_page_that_asks_has_a_period(read: Reading) -> None:
    said = "征求意见时间：2023年5月1日至5月31日"
    assert read(PAGE.format(title="郯城县城市供热情况", said=said)).comments is None


def test_a_draft_attached_below_has_days_of_its_own(read: Reading) -> None:
    said = "欢迎来电来函。</p><p>附件</p><p>征求意见期限为30日"
    assert read(PAGE.format(title=TITLE, said=said)).comments is None
