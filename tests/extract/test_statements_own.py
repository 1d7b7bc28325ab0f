"""What a text says of its own term, and what only looks like it: the sentences of the review."""

from collections.abc import Callable

import pytest

from auditor.model import Record, Statement

Reading = Callable[..., Record]
FILL = "<p>为加强管理,保障群众权益,根据有关法律法规,结合本县实际,认真贯彻执行。</p>" * 3
TITLE = "某县人民政府关于印发某县小作坊管理办法的通知"
OWN = {"expires", "term", "effective"}
TERMS = {"expires", "term"}


def said(read: Reading, text: str, kinds: set[str] = TERMS, title: str = TITLE) -> list[Statement]:
    html = f"<title>{title}</title><h1>{title}</h1><div>{FILL}{text}</div>"
    return [one for one in read(html).statements if one.kind in kinds]


def terms(read: Reading, text: str, title: str = TITLE) -> list[tuple[str, int]]:
    return [(one.date, one.years) for one in said(read, text, title=title)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("第三十条 本办法自2018年2月1日起施行，有效期至2020年1月31日。", ("2020-01-31", 0)),
        ("第三十条　本办法由县财政局负责解释，自2018年2月1日起施行，有效期5年。", ("", 5)),
        ("本办法由县财政局负责解释。自2018年2月1日起施行，有效期5年。", ("", 5)),
        ("本办法自2018年2月1日起施行，由县财政局负责解释，有效期5年。", ("", 5)),
        ("本办法自2018年2月1日起施行。有效期5年。", ("", 5)),
        ("本办法自2018年2月1日起施行；有效期至2020年1月31日。", ("2020-01-31", 0)),
        ("本办法有效期5年，自2018年2月1日起施行。", ("", 5)),
        ("（三）本实施意见自印发之日起30日后施行，有效期三年。", ("", 3)),
        ("7.3 本应急预案自印发之日起实施（有效期三年）。", ("", 3)),
        ("本《办法》自印发之日起施行，有效期三年。", ("", 3)),
        ("本办法（试行）自印发之日起施行，有效期两年。", ("", 2)),
        ("本办法自2018年2月1日起试行两年。", ("", 2)),
        ("自2018年2月1日起施行，本办法有效期两年。", ("", 2)),
        ("本通知自2018年2月1日起施行，有效期为2018年2月1日至2028年1月31日。", ("2028-01-31", 0)),
        ("本办法有效期至2020年1月31日止。", ("2020-01-31", 0)),
        ("本办法自2018年2月1日起施行，有效期5年，有效期届满前评估。", ("", 5)),
        ("本办法自2018年2月1日起施行，有效期5年。期满后需要继续执行的，应当重新公布。", ("", 5)),
    ],
)
def test_own_terms(read: Reading, text: str, found: tuple[str, int]) -> None:
    assert terms(read, f"<p>{text}</p>") == [found]


@pytest.mark.parametrize(
    "text",
    [
        "第十条 食品小作坊登记证由县市场监督管理局核发。有效期为3年。",
        "2.有效期为3年。",
        "有效期至2022年6月30日。",
        "本办法施行前已取得的登记证，有效期至2020年6月30日的，可以继续使用。",
        "本通知印发前已核发的许可证，有效期至2020年6月30日。",
        "本意见所称人才卡，有效期3年，凭卡享受待遇。",
        "本办法所称登记证，自核发之日起施行，有效期3年。",
        "第五条 本办法规定的登记证自发证之日起生效，有效期为三年。",
        "本规定中的通行证自2018年2月1日起实施，有效期至2019年1月31日。",
        "登记证自2018年2月1日起施行，有效期3年。",
        "登记证由县局核发。自2018年2月1日起施行，有效期3年。",
        "三、对符合条件的给予租金减免。本项政策有效期至2020年12月31日。",
        "上述措施有效期至2020年12月31日。",
        "本企业标准有效期3年。",
        "凡在本通知规定范围内领取补贴的，资格有效期为一年。",
        "《小作坊登记证式样》自2018年2月1日起试行一年。",
        "原办法自2013年2月1日起施行，有效期至2018年1月31日，已到期。",
        "本方案选取三个乡镇自2018年3月1日起试行一年，成熟后推开。",
        "本办法自2018年2月1日起施行，登记证有效期3年。",
        "本办法自2018年2月1日起施行。登记证由县局核发。有效期为3年。",
        "本办法有效期至2020年6月30日的，按照原规定执行。",
        "本办法有效期5年以上。",
        "本办法自2018年2月1日起施行，有效期最长不超过5年。",
        "本办法有效期三年零六个月。",
        "本办法" + "由县财政局和有关部门" * 20 + "负责解释，有效期5年。",
    ],
)
def test_terms_of_other_things(read: Reading, text: str) -> None:
    assert terms(read, f"<p>{text}</p>") == []


@pytest.mark.parametrize(
    "text",
    [
        "登记证自2018年2月1日起施行。",
        "本办法所称登记证，自2018年2月1日起施行。",
        "登记证由县局核发。自2018年2月1日起施行。",
    ],
)
def test_other_things_come_into_force_too(read: Reading, text: str) -> None:
    assert said(read, f"<p>{text}</p>", OWN) == []


def test_a_term_in_an_article_of_its_own_closes_the_text(read: Reading) -> None:
    start = "<p>第三十条 本办法自2018年2月1日起施行。</p>"
    term = "<p>第三十一条 有效期5年。</p>"
    assert terms(read, start + term) == [("", 5)]
    assert terms(read, f"{start}{term}<p>第三十二条 登记证由县局核发。</p>") == []
    assert terms(read, f"<p>第三十条 登记证由县局核发。</p>{term}") == []


@pytest.mark.parametrize(
    "text",
    [
        "<p>本办法自2018年2月1日起试行两年，试行期满后转为正式施行。</p>",
        "<p>本办法自2018年2月1日起试行两年。试行期满后转为正式施行。</p>",
        "<p>本办法自2018年2月1日起试行两年。</p><p>试行期满后，正式施行。</p>",
        "<p>本办法有效期至2020年12月31日，期满后自动延续。</p>",
        "<p>本办法有效期3年，到期无异议的继续执行。</p>",
    ],
)
def test_a_text_that_goes_on_after_its_term_has_no_certain_one(read: Reading, text: str) -> None:
    assert terms(read, text) == []


@pytest.mark.parametrize(
    "text",
    [
        "<p>“本办法自2013年1月1日起施行，有效期至2017年12月31日”修改为“本办法自2018年1月1日起施行，有效期至2027年12月31日”。</p>",
        "<p>本办法有效期至2017年12月31日修改为有效期至2027年12月31日。</p>",
        "<p>第三十条修改为：“本办法自2018年2月1日起施行。本办法有效期至2019年1月31日。”</p>",
        "<p>第三十条修改为：</p><p>本办法有效期至2019年1月31日。</p>",
        "<p>有关条文如下：“第一条 略。</p><p>本办法有效期至2019年1月31日。</p><p>第三条 略。”</p>",
    ],
)
def test_quoted_and_amended_wording_is_not_the_own(read: Reading, text: str) -> None:
    assert said(read, text, OWN) == []


def test_a_cell_of_a_table_is_no_closing_article(read: Reading) -> None:
    assert terms(read, "<table><tr><td>登记证</td><td>本标准有效期至2019年1月31日</td></tr></table>") == []


def test_the_text_speaks_again_after_a_quotation(read: Reading) -> None:
    text = "<p>所谓“有效”是指：“在规定时间内。</p><p>可以使用。”</p><p>本办法有效期至2019年1月31日。</p>"
    assert terms(read, text) == [("2019-01-31", 0)]


LETTER = f"<p>各乡镇人民政府：</p>{FILL}"
SIGNED = "<p>某县人民政府</p><p>2018年1月5日</p>"
ATTACHED = "<p>第一条 为了加强管理，制定本办法。</p><p>第三十条 本办法自2015年2月1日起施行，有效期至2020年1月31日。</p>"
ENDS = [("2020-01-31", 0)]


def ends(read: Reading, text: str, title: str = TITLE) -> list[tuple[str, int]]:
    html = f"<title>{title}_某县人民政府</title><h1>{title}</h1><div>{LETTER}{text}</div>"
    return [(one.date, one.years) for one in read(html).statements if one.kind in TERMS]


@pytest.mark.parametrize(
    "opening",
    [
        f"{SIGNED}<p>某县小作坊管理办法</p>",
        f"{SIGNED}<p>（此件公开发布）</p><p>某县</p><p>小作坊管理办法（试行）</p>",
        "<p>附件：</p><p>某县小作坊管理办法</p>",
        "<p>附件：1.登记表</p>" + SIGNED + "<p>附件1</p><p>某县小作坊管理办法</p>",
        "<p>附件1：某县小作坊管理办法</p>",
        "<p>某县人民政府 2018年1月5日</p><p>某县小作坊管理办法</p>",
    ],
)
def test_what_the_letter_passes_on_is_its_own(read: Reading, opening: str) -> None:
    assert ends(read, opening + ATTACHED) == ENDS


@pytest.mark.parametrize(
    ("opening", "title"),
    [
        ("<p>附件：</p><p>某省小作坊管理办法</p>", TITLE),
        (f"{SIGNED}<p>某省小作坊管理办法</p>", "某县人民政府关于加强小作坊管理的通知"),
        (f"{SIGNED}<p>附件：相关材料</p>", TITLE),
        (f"{SIGNED}<p>某省小作坊管理办法</p>", "某县人民政府关于转发《某省小作坊管理办法》的通知"),
        (f"{SIGNED}<p>某省小作坊管理办法</p>", "某县人民政府关于贯彻《某省小作坊管理办法》的通知"),
        (f"{SIGNED}<p>某省小作坊管理办法</p>", "某县人民政府关于根据《某省小作坊管理办法》印发细则的通知"),
        (f"{SIGNED}<p>某省小作坊管理办法</p>", "关于《某省小作坊管理办法》的说明"),
        (f"{SIGNED}<p>某省小作坊管理办法</p>", "某省小作坊管理办法已由省政府印发"),
    ],
)
def test_what_is_attached_for_another_reason_is_not(read: Reading, opening: str, title: str) -> None:
    assert ends(read, opening + ATTACHED, title) == []


def test_the_letter_names_what_the_headline_does_not(read: Reading) -> None:
    letter = "<p>根据《某省食品管理办法》，现将《某县小作坊管理办法》印发给你们，请遵照执行。</p>"
    title = "某县人民政府关于做好小作坊管理工作的通知"
    assert ends(read, f"{letter}{SIGNED}<p>某县小作坊管理办法</p>{ATTACHED}", title) == ENDS
    assert ends(read, f"{letter}{SIGNED}<p>某省食品管理办法</p>{ATTACHED}", title) == []


def test_a_text_that_opens_with_an_attachment_needs_its_title_too(read: Reading) -> None:
    for name, found in (("某县小作坊管理办法", ENDS), ("某省小作坊管理办法", [])):
        html = f"<title>{TITLE}</title><h1>{TITLE}</h1><div><p>附件1</p><p>{name}</p>{ATTACHED}</div>"
        assert [(one.date, one.years) for one in read(html).statements if one.kind in TERMS] == found


def test_an_order_is_followed_by_the_text_of_its_title(read: Reading) -> None:
    title = "某县小作坊管理办法"
    assert ends(read, f"<p>2018年1月5日</p><p>{title}</p>{ATTACHED}", title) == ENDS


def test_a_date_in_a_table_ends_no_letter(read: Reading) -> None:
    table = "<table><tr><td>开工</td><td>2018年1月5日</td></tr></table>"
    assert ends(read, f"{table}<p>本通知有效期至2020年1月31日。</p>", "某县人民政府关于开工的通知") == ENDS


def test_a_change_of_another_document_states_no_term_of_its_own(read: Reading) -> None:
    text = "<p>第三条 本办法自2018年2月1日起施行，有效期至2019年1月31日。</p>"
    assert terms(read, text, "关于修改《某县小作坊管理办法》的决定") == []
    assert [one.date for one in said(read, text, {"effective"}, "关于修改《某县小作坊管理办法》的决定")] == [
        "2018-02-01"
    ]


@pytest.mark.parametrize(
    "more",
    [
        "（根据示政办发〔2022〕9号，有效期延至2025年12月31日）",
        "</p><p>经评估，有效期延长至2025年12月31日。",
        "</p><p>（本文有效期延长至2025年12月31日）",
        "</p><p>经研究，本办法有效期顺延2年。",
    ],
)
def test_a_term_that_the_page_says_was_prolonged_is_not_read(read: Reading, more: str) -> None:
    start = "<p>本办法自2020年1月1日起施行，有效期至2022年12月31日"
    assert terms(read, f"{start}。</p>") == [("2022-12-31", 0)]
    assert terms(read, f"{start}{more}</p>") == []
    other = "</p><p>《某县别的办法》有效期延长至2025年12月31日。"
    assert terms(read, f"{start}。{other}</p>") == [("2022-12-31", 0)]


@pytest.mark.parametrize(
    "text",
    [
        "有效期1年。如上级无新规定，则继续执行。",
        "有效期1年，在新办法出台前继续适用。",
        "试行期1年，经评估可行的，正式施行。",
        "有效期1年，有效期届满后，在新规定出台之前延用本办法。",
    ],
)
def test_what_goes_on_after_its_term_has_no_end(read: Reading, text: str) -> None:
    assert terms(read, f"<p>本办法自2020年1月1日起施行，{text}</p>") == []
