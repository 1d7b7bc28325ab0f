# ruff: noqa: E501 - markup stands as pages have it
"""What a text renews and amends, as it is published, and lines that are made to take long."""

from collections.abc import Callable

import pytest

from auditor.model import Record, Statement

Reading = Callable[..., Record]
FILL = "<p>为加强管理,保障群众权益,根据有关法律法规,结合本县实际,认真贯彻执行。</p>" * 3
TITLE = "某县人民政府关于印发某县小作坊管理办法的通知"
TERMS = {"expires", "term"}


def said(read: Reading, text: str, kinds: set[str] = TERMS, title: str = TITLE) -> list[Statement]:
    html = f"<title>{title}</title><h1>{title}</h1><div>{FILL}{text}</div>"
    return [one for one in read(html).statements if one.kind in kinds]


RENEWED = [("某县小作坊管理办法", "某政发〔2018〕2号", "2027-12-31", 0)]


def renewals(
    read: Reading, text: str, title: str = "某县人民政府关于修改部分文件的决定"
) -> list[tuple[str, str, str, int]]:
    return [(one.title, one.number, one.date, one.years) for one in said(read, text, {"renews"}, title)]


@pytest.mark.parametrize(
    "text",
    [
        "<p>将《某县小作坊管理办法》（某政发〔2018〕2号）第三十条修改为：“本办法自2018年2月1日起施行，有效期至2027年12月31日。”</p>",
        "<p>《某县小作坊管理办法》（某政发〔2018〕2号）第三十条“有效期至2017年12月31日”修改为“有效期至2027年12月31日”。</p>",
        "<p>《某县小作坊管理办法》（某政发〔2018〕2号）第三十条有效期至“2017年12月31日”修改为“2027年12月31日”。</p>",
        "<p>对《某县小作坊管理办法》（某政发〔2018〕2号）作如下修改。</p><p>第三十条修改为：</p><p>“本办法自2018年2月1日起施行，有效期至2027年12月31日。”</p>",
        "<p>《某县小作坊管理办法》（某政发〔2018〕2号）第二条中的“县局”修改为“主管部门”，第三条中的“有效期至2017年12月31日”修改为“有效期至2027年12月31日”。</p>",
        *(
            f"<p>《某县小作坊管理办法》（某政发〔2018〕2号）的有效期{verb}为有效期至2027年12月31日。</p>"
            for verb in ("修改", "修订", "调整", "变更", "更改", "改")
        ),
    ],
)
def test_an_amendment_gives_another_document_a_new_term(read: Reading, text: str) -> None:
    assert renewals(read, text) == RENEWED


def test_the_headline_names_what_is_amended(read: Reading) -> None:
    text = "<p>“有效期至2017年12月31日”修改为“有效期至2027年12月31日”。</p>"
    assert renewals(read, text, "关于修改《某县小作坊管理办法》的决定") == [("某县小作坊管理办法", "", "2027-12-31", 0)]
    assert renewals(read, text, "关于印发《某县小作坊管理办法》的通知") == []
    assert renewals(read, "<p>“有效期3年”修改为“有效期5年”。</p>", "关于修改《某县小作坊管理办法》的决定") == [
        ("某县小作坊管理办法", "", "", 5)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "<p>拟将《某县小作坊管理办法》（某政发〔2018〕2号）第三十条修改为：“本办法有效期至2027年12月31日。”</p>",
        "<p>将《某县小作坊管理办法》（某政发〔2018〕2号）第三十条修改为：</p>",
        "<p>将《某县小作坊管理办法》（某政发〔2018〕2号）第三十条修改为：“本办法由县局解释。”</p>",
        "<p>《某县小作坊管理办法》（某政发〔2018〕2号）不再延期。</p>",
        "<p>建议《某县小作坊管理办法》（某政发〔2018〕2号）继续有效。</p>",
    ],
)
def test_what_gives_no_new_term(read: Reading, text: str) -> None:
    assert renewals(read, text) == []


@pytest.mark.parametrize(
    "text",
    [
        "《某县小作坊管理办法》（某政发〔2018〕2号）有效期届满后继续施行，有效期至2027年12月31日。",
        "《某县小作坊管理办法》（某政发〔2018〕2号，以下简称《办法》）有效期延长至2027年12月31日。",
        "《某县小作坊管理办法》（某政发(2018)2号）延期至2027年12月31日。",
        "《某县小作坊管理办法》（某政发〔2018〕2号）续期至2027年12月31日。",
    ],
)
def test_renewals_as_they_are_published(read: Reading, text: str) -> None:
    ((title, number, date, years),) = renewals(read, f"<p>{text}</p>")
    assert (title, number.replace("(2018)", "〔2018〕"), date, years) == RENEWED[0]


def test_each_document_of_a_sentence_has_its_own_day(read: Reading) -> None:
    text = "<p>《甲管理办法》有效期延长至2027年12月31日，《乙管理办法》有效期延长至2028年12月31日。</p>"
    assert renewals(read, text) == [("甲管理办法", "", "2027-12-31", 0), ("乙管理办法", "", "2028-12-31", 0)]


def test_a_number_in_brackets_may_be_that_of_another(read: Reading) -> None:
    text = "<p>《某县小作坊管理办法》（根据某政发〔2020〕1号修正）同时废止。</p><p>《乙管理办法》（某政发〔2018〕2号文印发）同时废止。</p>"
    assert [(one.title, one.number) for one in said(read, text, {"repeals"})] == [
        ("某县小作坊管理办法", ""),
        ("乙管理办法", ""),
    ]


@pytest.mark.parametrize(
    ("title", "text", "found"),
    [
        ("关于延长《某县小作坊管理办法》有效期的通知", "决定将该办法有效期延长至2027年12月31日。", ("2027-12-31", 0)),
        ("关于延长某县小作坊管理办法有效期的通知", "决定将该办法有效期延长5年。", ("", 5)),
        ("关于《某县小作坊管理办法》继续有效的通知", "该办法继续有效。", ("", 0)),
        ("关于《某县小作坊管理办法》延期的通知", "《某县小作坊管理办法》延期至2027年12月31日。", ("2027-12-31", 0)),
    ],
)
def test_a_headline_names_what_is_renewed(read: Reading, title: str, text: str, found: tuple[str, int]) -> None:
    assert renewals(read, f"<p>{text}</p>", title) == [("某县小作坊管理办法", "", *found)]


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("关于延长部分规范性文件有效期的通知", "决定将有关文件有效期延长5年。"),
        ("关于拟延长《某县小作坊管理办法》有效期的公示", "决定将该办法有效期延长5年。"),
        ("关于延长《某县小作坊管理办法》有效期的通知", "有关事项见附件，请各单位认真执行。"),
    ],
)
def test_headlines_that_renew_nothing(read: Reading, title: str, text: str) -> None:
    assert renewals(read, f"<p>{text}</p>", title) == []


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "line",
    [
        "《关于修改" + "〈甲〉" * 5000,
        "《X》" * 20_000 + "同时废止",
        "《X》" * 20_000 + "有效期延长至2027年12月31日",
        "《" * 20_000 + "继续有效",
        "废止《X》" + "自起" * 40 + "《Y》",
        "《X》" + "自起" * 5_000 + "同时废止",
        "本办法" + "自一起" * 5_000 + "施行，有效期5年",
        "有效期至" * 10_000,
        "修改为" * 10_000,
        "第一" * 10_000 + "有效期5年",
        "“" * 10_000 + "修改为有效期5年",
    ],
)
def test_hostile_lines_take_no_time(read: Reading, line: str) -> None:
    assert not said(read, f"<p>{line}</p><p>{line}。</p>")


OTHER = "《某县养蜂办法》（某政发〔2018〕3号）"


@pytest.mark.parametrize(
    "text",
    [
        f"待县级新标准出台后，{OTHER}同时废止。",
        f"本办法有效期满后，{OTHER}同时废止。",
        f"{OTHER}废止前已经受理的事项，按原规定办理。",
        f"{OTHER}是否废止，由县司法局另行研究。",
        f"{OTHER}不予废止，暂不废止。",
    ],
)
def test_what_may_be_repealed_one_day_is_not_repealed(read: Reading, text: str) -> None:
    assert said(read, f"<p>{text}</p>", {"repeals"}) == []


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (f"{OTHER}自2025年1月1日起废止。", "2025-01-01"),
        (f"自2025年1月1日起，{OTHER}停止执行。", "2025-01-01"),
        (f"决定废止{OTHER}，自2025年1月1日起不再执行。", "2025-01-01"),
        ("某政发〔2018〕3号文件自2025年1月1日起废止。", "2025-01-01"),
        (f"本办法自2022年4月5日起施行，{OTHER}同时废止。", ""),
        (f"自本办法施行之日起，{OTHER}废止。", ""),
    ],
)
def test_a_repeal_may_have_a_day_of_its_own(read: Reading, text: str, day: str) -> None:
    assert {(one.number, one.date) for one in said(read, f"<p>{text}</p>", {"repeals"})} == {("某政发〔2018〕3号", day)}


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("近日，县政府印发《某县养蜂办法》。", ["某县养蜂办法"]),
        ("《某县养蜂办法》（以下简称《办法》）有哪些变化？", ["某县养蜂办法"]),
        ("根据《某省养蜂条例》（以下简称《条例》）制定本办法。", []),
        ("各单位要学习《某县养蜂办法》。", []),
    ],
)
def test_a_document_whose_news_is_told_is_named_without_a_number_too(
    read: Reading, text: str, titles: list[str]
) -> None:
    assert [one.title for one in said(read, f"<p>{text}</p>", {"cites"})] == titles
