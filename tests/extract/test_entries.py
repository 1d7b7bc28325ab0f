# ruff: noqa: E501 - markup stands as pages have it
"""The titles of entries, link by link."""

from collections.abc import Callable

import pytest

from auditor.extract.entries import Entry, day_of, entry, is_name, titled
from auditor.extract.page import Page

Parse = Callable[[str], Page]


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("<a href=a>关于某事的通知</a>", Entry("关于某事的通知")),
        ("<a href=a>· 关于某事的通知</a>", Entry("关于某事的通知")),
        ("<a href=a>关于某事的通知<i>2023-05-11</i></a>", Entry("关于某事的通知", "2023-05-11")),
        ("<a href=a><i>11</i><i>2023-05</i>关于某事的通知</a>", Entry("关于某事的通知", "2023-05-11")),
        ("<a href=a>关于某事的通知<i>05-11</i></a>", Entry("关于某事的通知", vague=True)),
        ("<a href=a>关于<b>2023-05-11</b>停水的通知</a>", Entry("关于2023-05-11停水的通知")),
        ("<a href=a>工作要点<b>2023</b></a>", Entry("工作要点2023")),
        ("<a href=a>工作<b>要点</b>2023</a>", Entry("工作要点2023")),
        ("<a href=a><b>05-11</b></a>", Entry("05-11")),
        ("<a href=a><p>工作要点</p><p>(2023)</p></a>", Entry("工作要点(2023)")),
        ("<a href=a><p>1</p><p>工作要点</p></a>", Entry("工作要点")),
        ("<a href=a><p>工作要点</p><p>05-11</p></a>", Entry("工作要点", vague=True)),
        ("<a href=a><p>11</p><p>2023-05</p></a>", Entry("112023-05")),
        ("<a href=a><p>工作要点</p><p>为了做好工作，制定要点。</p></a>", Entry("工作要点")),
        ("<a href=a title=工作要点><p>工作要点</p><p>为了做好工作</p></a>", Entry("工作要点")),
        ("<a href=a><h4>工作要点</h4><p>为了做好工作</p></a>", Entry("工作要点")),
        ("<a href=a><div>工作要点</div><p>发布时间：2023-05-11 发文字号：1号</p></a>", Entry("工作要点", "2023-05-11")),
        ("<a href=a><p>发布日期 2023-05-11</p><p>工作要点</p></a>", Entry("工作要点", "2023-05-11")),
        (
            "<a href=a><p>发布：2023-05-11停水</p><p>发布：2023-05-12停电</p></a>",
            Entry("发布：2023-05-11停水发布：2023-05-12停电"),
        ),
        (
            "<a href=a><p>县政府发布2023年5月11日疫情通报</p><p>（二）</p></a>",
            Entry("县政府发布2023年5月11日疫情通报（二）"),
        ),
        (
            "<a href=a><div><b>11</b><i>2023-05</i></div><div class=tit>工作要点</div><div>现通知如下</div></a>",
            Entry("工作要点", "2023-05-11"),
        ),
        ("<a href=a title=关于某事的通知>关于某…</a>", Entry("关于某事的通知")),
        ("<a href=a title=首页>关于某事的通知…</a>", Entry("关于某事的通知…")),
        ("<a href=a title='关于某事的通知 2023-05-11'>关于某事的通知</a>", Entry("关于某事的通知", "2023-05-11")),
        ("<a href=a title='点击查看'>关于某事的通知</a>", Entry("关于某事的通知")),
        ("<a href=a title=关于某事的通知><img src=a.jpg></a>", Entry("关于某事的通知")),
        ("<p>前文 <a href=a>关于某事<br>的通知</a> 2023-05-11</p>", Entry("关于某事的通知")),
    ],
)
def test_a_link_is_read_as_title_and_day(page: Parse, link: str, expected: Entry) -> None:
    made = page(link)
    assert entry(made, made.anchors[0]) == expected


def test_a_line_of_very_many_elements_is_not_taken_apart(page: Parse) -> None:
    made = page("<p>" + "<b>字</b>" * 80 + "<a href=a>关于某事的通知<i>05-11</i></a></p>")
    assert entry(made, made.anchors[0]) == Entry("关于某事的通知05-11")


@pytest.mark.parametrize(
    ("parts", "day"),
    [
        (["11", "2023-05"], "2023-05-11"),
        (["11 2023/05"], "2023-05-11"),
        (["2023年5月", "11日"], "2023-05-11"),
        (["5月11日", "2023年"], "2023-05-11"),
        (["11", "5月", "2023"], "2023-05-11"),
        (["2023", "5月", "11"], "2023-05-11"),
        (["2023-05-11", "2023-05-12"], "2023-05-12"),
        (["浏览量", "11", "2023-05"], None),
        (["阅读：", "2023", "05-11"], None),
        (["39", "2023-05"], None),
        (["2023"], None),
        ([], None),
    ],
)
def test_the_parts_of_a_day(parts: list[str], day: str | None) -> None:
    assert day_of(parts) == day


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("关于某事的通知", True),
        ("嘉奖令", True),
        ("App 使用说明", True),
        ("路 标", True),
        ("001-2023-0001", False),
        ("示政发〔2023〕1号", False),
        ("示政发〔2023〕1号通知", True),
    ],
)
def test_codes_are_no_names(title: str, name: bool) -> None:  # noqa: FBT001
    assert is_name(title) is name


@pytest.mark.parametrize(
    ("html", "titles"),
    [
        ("<p><a href=a>[公告]</a><a href=b>关于某事的通知</a></p>", 1),
        ("<p><a href=a>关于某事的通知</a> <a href=b>下载</a> <a href=c>解读</a></p>", 1),
        ("<p><a href=a>[公告]</a><a href=b>[公示]</a></p>", 2),
        ("<p><a href=a>防汛的通知</a><a href=b>抗旱的通知</a></p>", 2),
        ("<p><a href=a>关于某事的通知</a><a href=a>关于某事的通知</a></p>", 1),
        ("<p><a href=a>关于某事的通知</a> 2023-05-11 <a href=b>公告</a> 2023-05-12</p>", 2),
        (
            "<p><a href=a>关于某事的通知</a><a href=b>甲乙</a><a href=c>甲乙</a><a href=d>甲乙</a><a href=e>甲乙</a></p>",
            5,
        ),
    ],
)
def test_what_stands_beside_a_title_is_none(page: Parse, html: str, titles: int) -> None:
    assert len(titled(page(html), frozenset())[0]) == titles
