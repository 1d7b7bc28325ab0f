from dataclasses import replace

from making import facts
from reporting import judged, report, site_of

from auditor.kinds.text_duplicate import Kind
from auditor.model import Body, PageText, Record, State, Verdict
from auditor.text import alike

KIND = Kind(shortest=50)
TEXT = (
    "本机关围绕重点工作主动公开政府信息一百余条，全年收到申请八件，均在法定期限内答复。"
    "严格执行公开属性源头管理和发布审核制度，开展业务培训两次，发现问题当场交办、限期改正。"
    "存在的问题是公开内容的实用性还不够强，部分栏目更新不及时，下一步将逐月通报更新情况。"
)
OTHER = "价格监测数据每旬发布一次，粮油猪肉蔬菜三类配有走势图，节假日加密到每日，群众随时可查。" * 3


def made(path: str, title: str, text: str) -> tuple[Record, PageText]:
    one = report(path, title, body=Body(length=900, sketch=alike.sketch(alike.narrative(text))))
    return one, PageText(text, text)


def said(*pages: tuple[Record, PageText], unread: int = 0) -> Verdict:
    records = [one for one, _ in pages]
    texts = {one.url: text for one, text in pages[: len(pages) - unread]}
    verdict: Verdict = judged(KIND, records[0], facts(site_of(*records), texts=texts))
    return verdict


ONE = made("/nb/1.html", "郯城县财政局2022年政府信息公开工作年度报告", TEXT)
LAST = made("/nb/2.html", "郯城县财政局2021年政府信息公开工作年度报告", TEXT.replace("八件", "六件"))
SISTER = made("/nb/3.html", "郯城县民政局2022年政府信息公开工作年度报告", TEXT)


def test_a_report_like_that_of_another_year_and_of_a_sister_is_one_finding() -> None:
    verdict = said(ONE, LAST, SISTER)
    assert verdict.state is State.FAIL
    assert verdict.related == (SISTER[0].url, LAST[0].url)
    assert verdict.values["share"] == "100%"


def test_other_words_are_another_report() -> None:
    assert said(ONE, made("/nb/2.html", "郯城县民政局2022年政府信息公开工作年度报告", OTHER)).state is State.PASS


def test_half_of_the_words_are_not_enough() -> None:
    half = made("/nb/2.html", "郯城县民政局2022年政府信息公开工作年度报告", TEXT + "\n" + OTHER[:60] + "。")
    assert said(ONE, half).state is State.PASS


def test_the_same_report_twice_is_no_duplicate() -> None:
    assert said(ONE, (replace(ONE[0], url=SISTER[0].url, final_url=SISTER[0].url), ONE[1])).state is State.PASS


def test_a_sisters_report_of_long_ago_is_not_compared() -> None:
    assert said(ONE, made("/nb/4.html", "郯城县民政局2018年政府信息公开工作年度报告", TEXT)).state is State.PASS
    undated = made("/nb/5.html", "郯城县民政局政府信息公开工作年度报告", TEXT)
    assert said(ONE, undated).state is State.FAIL


def test_what_was_not_captured_is_not_compared() -> None:
    assert said(ONE, SISTER, unread=1).state is State.PASS
    assert said(ONE, unread=1).state is State.NOT_ASSESSABLE


def test_a_few_words_say_nothing() -> None:
    assert said(made("/nb/1.html", "2022年政府信息公开年报", "本年度无。")).state is State.NOT_APPLICABLE


def test_a_page_that_is_no_report_is_not_judged() -> None:
    assert judged(KIND, report(), facts()).state is State.NOT_APPLICABLE
