# ruff: noqa: E501 - markup stands as pages have it
from collections.abc import Callable

import pytest

from auditor.model import Record, Statement

Reading = Callable[..., Record]
FILL = "<p>为加强管理,保障群众权益,根据有关法律法规,结合本县实际,制定本办法。各乡镇人民政府应当认真贯彻执行。</p>" * 3


def said(read: Reading, sentence: str) -> list[Statement]:
    html = f"<title>关于印发办法的通知</title><h1>关于印发办法的通知</h1><div>{FILL}<p>{sentence}</p>{FILL}</div>"
    return list(read(html).statements)


@pytest.mark.parametrize(
    ("sentence", "kind", "date", "years"),
    [
        ("第五条 本办法自2020年1月1日起施行,有效期至2024年12月31日。", "expires", "2024-12-31", 0),
        ("本办法自2020年1月1日起施行,有效期至2024年12月31日。", "effective", "2020-01-01", 0),
        ("本规定有效期至2022年6月30日。", "expires", "2022-06-30", 0),
        ("本意见自印发之日起施行,有效期5年。", "effective", "", 0),
        ("本意见自印发之日起施行,有效期5年。", "term", "", 5),
        ("本实施细则有效期为三年。", "term", "", 3),
        ("本办法自2021年3月1日起试行,试行期2年。", "term", "", 2),
        ("自二〇二〇年四月九日起施行,有效期两年。", "term", "", 2),
        ("八、本通知自发布之日起执行,有效期限为十年。", "term", "", 10),
    ],
)
def test_what_a_text_says_of_itself(read: Reading, sentence: str, kind: str, date: str, years: int) -> None:
    found = [one for one in said(read, sentence) if one.kind == kind]
    assert [(one.date, one.years) for one in found] == [(date, years)]
    assert found[0].quote == sentence
    assert found[0].locator


@pytest.mark.parametrize(
    "sentence",
    [
        "申请人提供的营业执照有效期至2022年6月30日。",
        "本办法所称许可证有效期为5年。",
        "县长质量奖称号有效期3年。",
        "劳动合同有效期至2022年12月31日的,应当续签。",
        "新的缴费标准自2020年1月1日起执行。",
        "《某省办法》自2020年1月1日起施行,有效期5年。",
        "培训合格证书有效期2年。",
        "本办法有效期至新规定出台之日。",
        "身份证有效期至2022年1月1日。",
        "本通知中的评审结果有效期5年。",
    ],
)
def test_terms_of_other_things_are_not_those_of_the_text(read: Reading, sentence: str) -> None:
    assert not [one for one in said(read, sentence) if one.kind in {"expires", "term", "effective"}]


@pytest.mark.parametrize(
    ("sentence", "documents"),
    [
        ("本办法自发布之日起施行,《某县奖励办法》(某政〔2009〕42号)同时废止。", [("某县奖励办法", "某政〔2009〕42号")]),
        (
            "《甲办法》(某政〔2009〕1号)、《乙办法》(某政〔2010〕2号)同时废止。",
            [("甲办法", "某政〔2009〕1号"), ("乙办法", "某政〔2010〕2号")],
        ),
        ("决定废止《某县管理规定》(某政发〔2011〕3号)。", [("某县管理规定", "某政发〔2011〕3号")]),
        ("原《某县暂行办法》同时废止。", [("某县暂行办法", "")]),
        ("某政发〔2011〕3号文件同时废止。", [("", "某政发〔2011〕3号")]),
    ],
)
def test_repeals_name_the_other_document(read: Reading, sentence: str, documents: list[tuple[str, str]]) -> None:
    assert [(one.title, one.number) for one in said(read, sentence) if one.kind == "repeals"] == documents


@pytest.mark.parametrize(
    "sentence",
    [
        "根据《某省办法》(某政〔2009〕42号)的规定,原有标准同时废止。",
        "拟废止《某县管理规定》(某政发〔2011〕3号)。",
        "废止和失效的文件目录另行公布,《某县管理规定》(某政发〔2011〕3号)不在其中。",
        "贯彻《某省办法》(某政〔2009〕42号)。",
        "《某省办法》(某政〔2009〕42号)印发后,各地纷纷出台细则,原有标准同时废止。",
    ],
)
def test_what_repeals_nothing(read: Reading, sentence: str) -> None:
    assert not [one for one in said(read, sentence) if one.kind == "repeals"]


@pytest.mark.parametrize(
    ("sentence", "date", "years"),
    [
        ("《某县饮水办法》(某政办发〔2018〕9号)有效期延长至2026年5月31日。", "2026-05-31", 0),
        ("《某县饮水办法》(某政办发〔2018〕9号)继续有效。", "", 0),
        ("决定延长《某县饮水办法》(某政办发〔2018〕9号)有效期至2026年5月31日。", "2026-05-31", 0),
        ("《某县饮水办法》(某政办发〔2018〕9号)有效期延长3年。", "", 3),
        (
            "《某县饮水办法》(某政办发〔2018〕9号)将于近期届满。县政府决定将其有效期延长至2026年5月31日。",
            "2026-05-31",
            0,
        ),
    ],
)
def test_renewals_name_the_other_document(read: Reading, sentence: str, date: str, years: int) -> None:
    found = [one for one in said(read, sentence) if one.kind == "renews"]
    assert [(one.title, one.number, one.date, one.years) for one in found] == [
        ("某县饮水办法", "某政办发〔2018〕9号", date, years)
    ]
    assert not [one for one in said(read, sentence) if one.kind in {"expires", "term"}]


def test_citations_need_a_number_and_are_told_once(read: Reading) -> None:
    sentence = "根据《甲办法》(某政〔2009〕1号)和《乙办法》,以及《甲办法》(某政〔2009〕1号)。"
    found = said(read, sentence)
    assert [(one.kind, one.title, one.number) for one in found] == [("cites", "甲办法", "某政〔2009〕1号")]


def test_the_own_number_is_no_citation(read: Reading) -> None:
    html = f"<h1>关于某事的通知</h1><div><p>某政〔2009〕1号</p>{FILL}<p>现将《关于某事的通知》(某政〔2009〕1号)印发。</p></div>"
    assert read(html).body.number == "某政〔2009〕1号"
    assert read(html).statements == ()


def test_going_on_with_a_law_renews_nothing(read: Reading) -> None:
    assert not [
        one for one in said(read, "我局继续执行《政府信息公开条例》(国令第711号),坚持公开。") if one.kind == "renews"
    ]


def test_links_and_columns_say_nothing(read: Reading) -> None:
    item = "<a href=1001.html>关于延长《某县饮水办法》有效期的通知</a>2023-05-04"
    assert said(read, item) == []
    column = read(
        f"<title>政策文件</title><p>首页&gt;政策文件</p><ul><li>{item}</li></ul>", "http://a.gov.cn/zcwj/index.html"
    )
    assert column.statements == ()
    assert column.kind == "list"
