from typing import Any

import pytest
from making import facts, listing, record
from reporting import judged, report, site_of

from auditor import catalog, kinds
from auditor.kinds.phrase_outdated import Kind
from auditor.model import Body, PageKind, PageText, Record, State, Table, Verdict

KIND = kinds.build("phrase_outdated", catalog.load().rules["guide-outdated"].options)
TITLE = "郯城县民政局政府信息公开指南"


def said(*lines: str, subject: Record | None = None) -> Verdict:
    one = subject or record("/zn.html", title=TITLE, kind=PageKind.GUIDE)
    text = PageText("", "\n".join([one.title, *lines, "主办单位：15个工作日内答复"]))
    verdict: Verdict = judged(KIND, one, facts(texts={one.url: text}))
    return verdict


@pytest.mark.parametrize(
    "line",
    [
        "不能当场答复的，自收到申请之日起15个工作日内予以答复。",
        "不能当场答复的，自收到申请之日起十五个工作日内答复；情况复杂的另行告知。",
        "延长答复的期限最长不超过15个工作日。",
        "除可以收取检索、复制、邮寄等成本费用外，不得收取其他费用。",
        "本机关按标准收取检索费、复制费。",
        "检索费：每件2元，复制费每页0.5元。",
    ],
)
def test_the_old_regulation_is_found(line: str) -> None:
    verdict = said(line)
    assert verdict.state is State.FAIL
    assert verdict.evidence[0].quote.strip("；") in line


@pytest.mark.parametrize(
    "line",
    [
        "不能当场答复的，自收到申请之日起20个工作日内予以答复。",
        "第三方应当自收到征求意见书之日起15个工作日内提出意见，逾期的由本机关决定并答复。",
        "被征求意见机关应当自收到征求意见书之日起15个工作日内提出意见，逾期未提出的视为同意答复。",
        "不收取检索费、复制费、邮寄费。",
        "不再收取检索、复制、邮寄等费用。",
        "不向申请人收取检索、复制、邮寄等费用。",
        "收取信息处理费的，按件或者按量计算，不含复制。",
        "申请更正的，15个工作日内处理。",
        "邮寄地址：建设路27号。",
    ],
)
def test_what_the_regulation_says_today_is_right(line: str) -> None:
    assert said(line).state is State.PASS


def test_both_faults_are_one_finding_with_a_quote_each() -> None:
    verdict = said("15个工作日内答复。", "收取复制费。")
    assert verdict.values["phrases"] == "答复期限仍为15个工作日、仍收取检索、复制、邮寄等费用"
    assert len(verdict.evidence) == 2


def test_pages_of_another_sort_are_not_judged() -> None:
    assert said("15个工作日内答复。", subject=listing("/zn/", TITLE)).state is State.NOT_APPLICABLE
    assert said("15个工作日内答复。", subject=record("/1.html", title="办事流程")).state is State.NOT_APPLICABLE


def test_a_page_without_text_is_not_assessable() -> None:
    drawn = record("/zn.html", title=TITLE, body=Body(pictures=1))
    assert judged(KIND, drawn, facts()).reason == "unsupported_file"
    assert judged(KIND, record("/zn.html", title=TITLE), facts()).reason == "empty"


# ---------------------------------------------------------------- tables


OLD = Kind(phrases={"采购总金额": ["^采购总金额$"]}, within="tables", since=2021)


def of_report(tables: Any, title: str = "2022年政府信息公开工作年度报告") -> Verdict:  # noqa: ANN401 - of `Record`
    one = report(title=title, tables=tables)
    verdict: Verdict = judged(OLD, one, facts(site_of(one)))
    return verdict


def test_only_the_cells_of_tables_are_asked() -> None:
    old = Table((("信息内容", "采购总金额"), ("政府集中采购", "")), "css:table")
    verdict = of_report((old,))
    assert (verdict.state, verdict.evidence[0].quote, verdict.values["year"]) == (State.FAIL, "采购总金额", "2022")
    new = Table((("信息内容", "采购总金额为12万元"), ("行政许可", "2")), "css:table")
    assert of_report((new,)).state is State.PASS
    assert of_report(()).state is State.NOT_ASSESSABLE
    assert of_report((old,), "2020年政府信息公开工作年度报告").state is State.NOT_APPLICABLE
