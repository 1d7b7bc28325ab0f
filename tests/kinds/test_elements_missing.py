from dataclasses import replace
from typing import Any

import pytest
from making import facts, listing, record
from reporting import judged, report, site_of

from auditor.kinds.elements_missing import Kind
from auditor.model import Body, Link, Links, Listing, PageKind, PageText, Record, State, Verdict

TITLE = "郯城县水利局政府信息公开指南"
LINES = ["办公地址：建设路27号", "联系电话：0539-6100000", "传真号码：0539-6100001"]
KIND = Kind(
    elements={"办公地址": ["地址"], "联系电话": ["电话"], "传真号码": ["传真"]},
    titles=("指南$",),
    sure_from=2,
    judged_from=1,
    shortest=10,
)
FOOTER = "主办单位：县政府办公室　传真：0539-6100009"


def said(kind: Kind, lines: list[str], subject: Record | None = None, html: str = "") -> Verdict:
    one = subject or record("/zn.html", title=TITLE, kind=PageKind.GUIDE)
    text = PageText(html, "\n".join(["菜单：传真", one.title, *lines, FOOTER]))
    verdict: Verdict = judged(kind, one, facts(texts={one.url: text}))
    return verdict


def test_a_guide_with_all_elements_passes() -> None:
    assert said(KIND, LINES).state is State.PASS


def test_a_missing_element_is_named_whatever_menu_and_footer_say() -> None:
    verdict = said(KIND, LINES[:2])
    assert verdict.state is State.FAIL
    assert verdict.values == {"missing": "传真号码", "found": "办公地址、联系电话", "year": ""}
    assert verdict.evidence[0].quote == TITLE


def test_words_of_a_footer_in_a_sentence_end_no_text() -> None:
    lines = [LINES[0], "由主办单位负责维护。", *LINES[1:]]
    assert said(KIND, lines).state is State.PASS


def test_a_page_that_tells_little_is_for_a_person_and_one_that_tells_nothing_is_another() -> None:
    assert said(KIND, [LINES[0], "其余见办事大厅"]).state is State.NEEDS_REVIEW
    assert said(KIND, ["申请表", "申请人签名或者盖章"]).state is State.NOT_APPLICABLE


def test_what_may_stand_in_a_picture_is_for_a_person() -> None:
    drawn = record("/zn.html", title=TITLE, body=Body(length=300, pictures=1))
    assert said(KIND, LINES[:2], drawn).state is State.NEEDS_REVIEW
    framed = record("/zn.html", title=TITLE, body=Body(length=300, media=("frame",)))
    assert said(KIND, LINES[:2], framed).state is State.NEEDS_REVIEW


def test_a_text_that_is_not_here_is_not_judged() -> None:
    every = Kind(elements={"传真号码": ["传真"]}, shortest=10)
    files = Links(attachments=(Link("http://www.example.gov.cn/zn.pdf", "指南.pdf"),))
    offered = record("/zn.html", title=TITLE, links=files)
    assert said(every, ["请下载附件查看指南全文内容"], offered).reason == "unsupported_file"
    assert said(Kind(elements={"传真号码": ["传真"]}, shortest=100), ["见窗口"]).reason == "empty"
    assert judged(KIND, record("/zn.html", title=TITLE), facts()).reason == "not_captured"


@pytest.mark.parametrize("changes", [{"scripted": True}, {"listing": Listing(scripted=True)}])
def test_a_page_that_a_script_fills_is_not_judged(changes: dict[str, Any]) -> None:
    assert said(KIND, LINES[:2], record("/zn.html", title=TITLE, **changes)).state is State.NOT_ASSESSABLE


def test_lists_and_pages_of_another_sort_are_not_judged() -> None:
    assert said(KIND, LINES[:2], listing("/zn/", TITLE)).state is State.NOT_APPLICABLE
    assert said(KIND, LINES[:2], record("/1.html", title="办事流程图")).state is State.NOT_APPLICABLE


def test_a_sentence_that_announces_the_elements_tells_none() -> None:
    kind = Kind(elements={"地址": ["地址"], "传真": ["传真"]}, overview=("指南包括",), sure_from=1, shortest=5)
    announced = "本指南包括地址和传真号码。地址：建设路27号。"
    verdict = said(kind, [announced])
    assert (verdict.state, verdict.values["missing"]) == (State.FAIL, "传真")


# ---------------------------------------------------------------- yearly reports


PARTS = Kind(
    elements={"总体情况": ["总体情况"], "其他事项": ["其他需要报告的事项"]},
    headings={"其他事项": ["其他"]},
    since=2019,
    sure_from=1,
    shortest=5,
    marks=3,
)


def of_report(lines: list[str], title: str = "2022年政府信息公开工作年度报告") -> Verdict:
    one = report(title=title, tables=())
    text = PageText("", "\n".join([title, *lines]))
    verdict: Verdict = judged(PARTS, one, facts(site_of(one), texts={one.url: text}))
    return verdict


def test_a_part_is_there_by_its_name_or_by_a_heading_like_it() -> None:
    assert of_report(["一、总体情况", "二、其他需要报告的事项"]).state is State.PASS
    assert of_report(["一、总体情况", "六、其他"]).state is State.PASS
    verdict = of_report(["一、总体情况", "全年其他工作正常"])
    assert verdict.state is State.FAIL
    assert verdict.values["year"] == "2022"


def test_as_many_headings_as_parts_are_for_a_person() -> None:
    assert of_report(["一、总体情况", "二、监督保障", "三、工作打算"]).state is State.NEEDS_REVIEW


def test_rows_of_a_table_are_not_counted_twice_as_headings() -> None:
    assert of_report(["一、总体情况", "二、监督保障", "一、本年新收"]).state is State.FAIL


def test_older_reports_are_not_judged() -> None:
    assert of_report(["一、总体情况"], "2018年政府信息公开工作年度报告").state is State.NOT_APPLICABLE


# ---------------------------------------------------------------- leaders


LEADER = Kind(elements={"性别": ["[男女]"], "职务": ["现任"]}, picture="照片", title="姓名", sure_from=3, shortest=5)


def of_leader(*lines: str, html: str = "", **changes: Any) -> Verdict:  # noqa: ANN401 - attributes of `Record`
    one = record("/ld/1.html", **{"title": "张示例", "kind": PageKind.OTHER, **changes})
    return said(LEADER, list(lines), one, html)


def test_a_headline_is_a_name_and_a_picture_is_a_photo() -> None:
    photo = Body(length=50, pictures=1)
    assert of_leader("男，现任副县长", body=photo).state is State.PASS
    verdict = of_leader("男，现任副县长", body=photo, title="副县长简历介绍材料")
    assert verdict.values["missing"] == "姓名"


def test_a_photo_is_missing_for_sure_only_where_the_page_has_no_picture_at_all() -> None:
    verdict = of_leader("男，现任副县长")
    assert (verdict.state, verdict.values["missing"]) == (State.FAIL, "照片")
    beside = of_leader("男，现任副县长", html='<img src="/logo.png">')
    assert (beside.state, beside.values["missing"]) == (State.NEEDS_REVIEW, "照片")
    both = of_leader("现任副县长，主持工作", html="<IMG src=1.png>", title="李四", body=Body(length=9))
    assert both.values["missing"] == "性别"


def test_what_stands_on_a_tab_is_read_there_and_what_was_not_captured_is_for_a_person() -> None:
    kind = replace(KIND, tabs=("联系方式",))
    one = record("/jg/zn.html", title=TITLE, kind=PageKind.GUIDE)
    html = '<a href="lx.html">联系方式</a><a href="/x/lx.html">联系方式</a><a href="zn.html#2">联系方式</a>'
    mine = PageText(html, "\n".join([one.title, *LINES[:2], FOOTER]))
    tab = PageText("", f"联系方式\n传真号码：0539-6100001\n{FOOTER}")
    lx = "http://www.example.gov.cn/jg/lx.html"
    assert judged(kind, one, facts(texts={one.url: mine, lx: tab})).state is State.PASS
    assert judged(kind, one, facts(texts={one.url: mine})).state is State.NEEDS_REVIEW
    assert judged(KIND, one, facts(texts={one.url: mine})).state is State.FAIL
