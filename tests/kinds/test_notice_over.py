from datetime import date
from typing import Any

import pytest
from making import AS_OF, facts, fields, page, record, url, view

from auditor import catalog, kinds
from auditor.model import Body, PageText, Reason, State, Verdict

RULE = catalog.load().rules["notice-expired"]
KIND = kinds.build("notice_over", RULE.options)
TABLE = "序号\n姓名\n所在乡镇\n1\n王树明\n马头镇\n2\n李*兰\n李庄镇\n3\n张广田\n高峰头镇\n"
PERIOD = "公示期为2023年5月8日至5月14日。"


def judged(
    text: str,
    *,
    title: str = "关于拟安置人员名单的公示",
    as_of: date = AS_OF,
    **changes: Any,  # noqa: ANN401 - attributes of `Record`
) -> Verdict:
    subject = page(record("/1.html", title=title, **changes))
    verdict = KIND.judge(subject, facts(view(subject), as_of=as_of, texts={url("/1.html"): PageText("", text)}))
    assert isinstance(verdict, Verdict)
    return verdict


def test_names_behind_the_last_day_are_a_persons_matter() -> None:
    verdict = judged(f"现予以公示。{PERIOD}如有异议请反映。\n{TABLE}")
    assert verdict.state is State.FAIL  # the rule lowers it
    assert verdict.values == {"until": "2023-05-14", "count": "3", "period": PERIOD.removesuffix("。")}
    assert verdict.evidence[0].quote == PERIOD.removesuffix("。")
    assert RULE.state is State.NEEDS_REVIEW


@pytest.mark.parametrize(("day", "state"), [(14, State.PASS), (15, State.FAIL)])
def test_the_last_day_is_in_time(day: int, state: State) -> None:
    assert judged(PERIOD + "\n" + TABLE, as_of=date(2023, 5, day)).state is state


@pytest.mark.parametrize(
    ("said", "until"),
    [
        ("公示时间：2023年5月8日至2023年5月14日", "2023-05-14"),
        ("公示期限：2023-05-08至2023-05-14", "2023-05-14"),
        ("公示期为2023年5月8日—14日", "2023-05-14"),
        ("公示期：2022年12月28日至1月4日", "2023-01-04"),
        ("公示期至2023年5月14日", "2023-05-14"),
        ("公示期截止2023年5月14日", "2023-05-14"),
        ("公示期自2023年5月8日起7日", "2023-05-15"),
        ("公示期为7天，自2023年5月8日起", "2023-05-15"),
        ("公示期5个工作日，自2023年5月8日起", "2023-06-02"),
    ],
)
def test_a_period_is_written_in_many_ways(said: str, until: str) -> None:
    assert judged(f"{said}\n{TABLE}").values["until"] == until


def test_a_length_alone_counts_from_the_day_of_the_page() -> None:
    assert judged(f"公示期7天。\n{TABLE}", fields=fields(published_date="2023-05-08")).values["until"] == "2023-05-15"
    signed = judged(f"公示期5个工作日。\n{TABLE}", body=Body(signature_date="2023-05-08"))
    assert signed.values["until"] == "2023-06-02"
    assert judged(f"公示期7天。\n{TABLE}").state is State.NOT_APPLICABLE


@pytest.mark.parametrize("said", ["公示期详见附件", "公示期2023年5月8日", "公示期：2023年5月8日至2月31日", "名单如下"])
def test_a_period_that_is_not_said_is_none(said: str) -> None:
    assert judged(f"{said}\n{TABLE}").state is State.NOT_APPLICABLE


def test_a_later_place_may_say_the_period() -> None:
    assert judged(f"公示期满后公布。公示期：2023年5月8日至5月14日\n{TABLE}").state is State.FAIL


@pytest.mark.parametrize(
    "names",
    [
        "王树明、李秀兰、张广田",
        "拟安置人员：王树明、李秀兰、张广田。",
        "姓名\n王某\n李**\n张广田",
        "名单：\n王树明 李秀兰 张广田 赵德福",
    ],
)
def test_names_stand_in_tables_and_rows(names: str) -> None:
    assert judged(f"{PERIOD}\n{names}").state is State.FAIL


@pytest.mark.parametrize(
    "names",
    [
        "名单已在公示栏张贴。马头镇、李庄镇、高峰头镇另行张贴",
        "姓名\n王树明\n李秀兰",
        "万元、高中、金额、石油",
        "王树明等人的名单由各乡镇另行张贴，联系李秀兰同志，监督电话见县政府门户网站，张广田同志负责",
        "",
    ],
)
def test_a_page_without_a_list_of_people_is_not_judged(names: str) -> None:
    assert judged(f"{PERIOD}\n{names}").state is State.NOT_APPLICABLE


def test_names_that_nothing_calls_a_list_are_none() -> None:
    assert judged(f"{PERIOD}\n王树明、李秀兰、张广田", title="关于某事的公示").state is State.NOT_APPLICABLE


@pytest.mark.parametrize(
    "title", ["关于人事任免的通知", "某项目中标候选人公示", "某项目环境影响评价公示", "城乡低保对象名单公示"]
)
def test_other_notices_and_those_that_stay_are_not_judged(title: str) -> None:
    assert judged(PERIOD + "\n" + TABLE, title=title).state is State.NOT_APPLICABLE


def test_the_text_may_say_that_it_stays() -> None:
    assert judged(f"{PERIOD}公示期满后长期公示。\n{TABLE}").state is State.NOT_APPLICABLE


def test_a_page_that_is_not_at_hand_is_not_assessable() -> None:
    subject = page(record("/1.html", title="名单公示"))
    assert KIND.judge(subject, facts(view(subject))).reason == Reason.NOT_CAPTURED


def test_without_words_that_are_no_names_every_likely_word_counts() -> None:
    bare = kinds.build("notice_over", {**RULE.options, "not_names": []})
    subject = page(record("/1.html", title="名单公示"))
    asked = facts(view(subject), texts={url("/1.html"): PageText("", f"{PERIOD}\n马头镇、李庄镇、高峰镇")})
    assert bare.judge(subject, asked).state is State.FAIL
