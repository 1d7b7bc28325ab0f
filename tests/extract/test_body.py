from collections.abc import Callable

import pytest

from auditor.model import Record

Reading = Callable[..., Record]
PROSE = "<p>各乡镇人民政府:现将《某县办法》印发给你们,请结合实际,认真抓好贯彻落实。</p>" * 3


def test_number_signature_and_date(read: Reading) -> None:
    html = (
        "<title>关于某事的通知</title><div><a href=/>首页</a></div><h1>关于某事的通知</h1>"
        f"<div id=zoom><p>某政办〔2018〕 32号</p><p>某县人民政府办公室</p><p>关于某事的通知</p>{PROSE}"
        "<p>某县人民政府办公室</p><p>2018年6月14日</p><p>(此件公开发布)</p><p>某县办法</p>"
        f"{PROSE}<p>某县财政局</p><p>2017年1月1日</p><img src=a.png><a href=b.pdf>附件1</a></div>"
        "<h4>相关解读</h4><p>别的文字,不属于正文。</p><div>主办单位：某县人民政府 ICP备1号</div>"
    )
    body = read(html).body
    assert (body.number, body.signature, body.signature_date) == (
        "某政办〔2018〕 32号",
        "某县人民政府办公室",
        "2018-06-14",
    )
    assert body.number_locator == "div#zoom > p:nth-child(1)"
    assert body.signature_locator == "div#zoom > p:nth-child(7)"
    assert body.media == ("attachment", "picture")
    assert 200 < body.length < 300


def test_organ_and_date_in_one_line(read: Reading) -> None:
    body = read(f"<h1>关于某事的通告</h1><div>{PROSE}<p>某县公安局  2018年6月14日</p></div>").body
    assert (body.signature, body.signature_date) == ("某县公安局", "2018-06-14")


def test_a_seal_in_a_picture_leaves_the_date(read: Reading) -> None:
    body = read(f"<h1>关于某事的通告</h1><div>{PROSE}<p>2018年6月14日</p></div>").body
    assert (body.signature, body.signature_locator, body.signature_date) == ("", "", "2018-06-14")


def test_an_order_is_read_with_its_organ(read: Reading) -> None:
    head = "<h1>某县户外广告管理办法</h1><div><p>某县人民政府令</p><p>第12号</p>"
    assert read(f"{head}{PROSE}</div>").body.number == "某县人民政府令 第12号"
    assert read(f"<h1>某县办法</h1><div><p>第12号</p>{PROSE}</div>").body.number == ""


def test_a_number_in_a_sentence_is_not_that_of_the_text(read: Reading) -> None:
    body = read(f"<h1>关于某事的通知</h1><div><p>根据某政〔2018〕32号文件,现通知如下。</p>{PROSE}</div>").body
    assert body.number == ""


def test_a_page_without_text_has_an_empty_body(read: Reading) -> None:
    assert read("<html><body><a href=/>首页</a><img src=a.png></body></html>").body.length == 0


def test_a_sentence_about_organisers_is_no_footer(read: Reading) -> None:
    sentence = "<p>决策承办单位要向社会公开前期意见的收集情况,主办单位按时答复,并提供技术支持。</p>"
    html = f"<h1>关于某事的通知</h1><div>{PROSE}{sentence}{PROSE}</div><div>主办单位：某县人民政府 ICP备1号</div>"
    assert read(html).body.length == read(html.replace("承办单位", "某某单位")).body.length > 200


@pytest.mark.parametrize(
    "said", ["主办：某县", "承办单位：某县", "苏icp备1号", "COPYRIGHT 2023", "copyright 2023", "技术支持：某网"]
)
def test_a_footer_begins_at_its_words_in_any_case(read: Reading, said: str) -> None:
    def length(foot: str) -> int:
        return read(f"<h1>关于某事的通知</h1><div>{PROSE}<p>{foot}</p><p>某县某路1号</p></div>").body.length

    assert length(said) == length("") - len("某县某路1号")


def test_a_panel_with_blanks_in_its_heading_ends_the_text(read: Reading) -> None:
    html = f"<h1>关于某事的通知</h1><div>{PROSE}<p>【 相 关 阅 读 】</p><p>某县某路1号</p></div>"
    assert read(html).body.length == len("".join(PROSE.replace("<p>", "").replace("</p>", "").split()))
