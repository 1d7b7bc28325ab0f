"""validity-repealed: another page of the site repeals a document whose page still says 有效."""

from datetime import date
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from making import AS_OF, facts, field, fields, listing, page, record, site, statement, unread, url, view, words

from auditor import catalog
from auditor.evaluate import evaluate
from auditor.extract import extract
from auditor.kinds.repealed import Kind
from auditor.model import (
    Body,
    Capture,
    Finding,
    PageKind,
    Reason,
    Record,
    Repeal,
    Rule,
    Ruleset,
    Source,
    State,
    Statement,
    Verdict,
)
from auditor.relate import relate
from auditor.text import titles

KIND = Kind()
NUMBER, TITLE = "郯政发〔2020〕8号", "郯城县人民政府关于印发《郯城县城市供热管理办法》的通知"
CORE = titles.core(TITLE)
BY = "/zcwj/2.html"


def document(path: str = "/zcwj/1.html", *, validity: str | None = "valid", **changes: Any) -> Record:  # noqa: ANN401 - of `Record`
    shown = {"document_number": NUMBER, "written_date": "2020-06-01", "validity": validity}
    return record(path, **{"title": TITLE, "fields": fields(**shown), **changes})


def repeal(path: str = BY, **changes: Any) -> Repeal:  # noqa: ANN401 - attributes of `Repeal`
    values: dict[str, Any] = {"since": "2023-01-01", "number": NUMBER, "partial": False, "certain": True, **changes}
    return Repeal(url(path), "决定废止《X》", "css:p", digest="sha256:09", **values)


def judged(*ones: Repeal, of: Record | None = None, name: str = NUMBER, as_of: date = AS_OF) -> Verdict:
    return KIND.judge(page(of or document()), facts(view(repeals={name: ones}), as_of=as_of))


def test_a_repeal_by_number_is_certain_and_names_both_pages() -> None:
    verdict = judged(repeal())
    assert (verdict.state, verdict.related, verdict.part) == (State.FAIL, (url(BY),), "validity")
    assert [(one.url, one.quote) for one in verdict.evidence] == [
        (document().url, "有效性 valid"),
        (url(BY), "决定废止《X》"),
    ]
    assert verdict.evidence[1].digest == "sha256:09"
    assert verdict.values == {"raw": "valid", "repealer": "决定废止《X》", "repealed_on": "2023-01-01"}


def test_a_repeal_by_title_alone_is_for_a_person() -> None:
    assert judged(repeal(number=""), name=CORE).state is State.NEEDS_REVIEW


def test_a_number_on_one_side_only_is_for_a_person() -> None:
    unnumbered = document(fields=fields(validity="valid"))
    assert judged(repeal(), of=unnumbered, name=CORE).state is State.NEEDS_REVIEW


def test_the_same_title_with_another_number_is_another_document() -> None:
    assert judged(repeal(number="郯政发〔2015〕3号"), name=CORE).state is State.PASS


@pytest.mark.parametrize(
    ("as_of", "state"), [("2022-12-31", State.PASS), ("2023-01-01", State.FAIL), ("2023-01-02", State.FAIL)]
)
def test_a_repealer_not_yet_in_force_repeals_nothing(as_of: str, state: State) -> None:
    assert judged(repeal(), as_of=date.fromisoformat(as_of)).state is state


def test_a_repealer_whose_day_is_unknown_is_for_a_person() -> None:
    assert judged(repeal(since="")).state is State.NEEDS_REVIEW


def test_a_repeal_told_by_news_or_a_list_is_for_a_person() -> None:
    assert judged(repeal(certain=False)).state is State.NEEDS_REVIEW


def test_a_document_repeals_itself_nowhere() -> None:
    assert judged(repeal("/zcwj/1.html#top")).state is State.PASS


@pytest.mark.parametrize("partial", [True, False])
@pytest.mark.parametrize(
    ("validity", "state"),
    [
        ("valid", State.FAIL),
        ("partly_invalid", State.PASS),
        ("amended", State.PASS),
        ("repealed", State.PASS),
        ("expired", State.PASS),
        (None, State.NOT_APPLICABLE),
    ],
)
def test_the_page_must_not_claim_to_be_valid(validity: str | None, state: State, *, partial: bool) -> None:
    """A part repeal expects 部分失效 or 已修改."""
    assert judged(repeal(partial=partial), of=document(validity=validity)).state is state


def test_a_page_without_the_label_is_another_rules_matter() -> None:
    assert judged(repeal(), of=document(fields=fields(document_number=NUMBER))).state is State.NOT_APPLICABLE


def test_a_validity_that_is_not_in_the_block_is_for_a_person() -> None:
    shown = (field("document_number", NUMBER), field("validity", "valid", source=Source.HEADLINE))
    assert judged(repeal(), of=document(fields=shown)).state is State.NEEDS_REVIEW


def test_of_several_repeals_the_surest_is_told() -> None:
    ones = (
        repeal("/a.html", number=""),
        repeal("/b.html", since=""),
        repeal("/c.html", partial=True),
        repeal("/d.html"),
    )
    assert judged(*ones).related == (url("/d.html"),)
    assert judged(*ones[:3]).related == (url("/c.html"),)
    assert judged(*ones[:2]).related == (url("/b.html"),)


def test_a_document_that_nobody_repeals_passes() -> None:
    assert judged().state is State.PASS
    assert judged(of=document(title="", fields=fields(validity="valid"))).state is State.PASS


# ---------------------------------------------------------------- who may repeal

GOVERNMENT = "郯城县人民政府"


def signed(name: str) -> Record:
    return document(body=Body(length=500, signature=name))


@pytest.mark.parametrize(
    ("issuer", "rank", "state"),
    [
        (GOVERNMENT, 2.0, State.FAIL),
        (GOVERNMENT, 3.0, State.FAIL),
        (GOVERNMENT, 0.0, State.FAIL),
        (GOVERNMENT, 1.9, State.NEEDS_REVIEW),
        (GOVERNMENT, 1.5, State.PASS),
        (GOVERNMENT, 1.0, State.PASS),
        ("郯城县交通运输局", 1.5, State.FAIL),
        ("郯城县交通运输局", 1.0, State.PASS),
    ],
)
def test_only_the_same_or_a_superior_organ_repeals(issuer: str, rank: float, state: State) -> None:
    assert judged(repeal(rank=rank), of=signed(issuer)).state is state


def test_another_organ_must_be_a_superior_one() -> None:
    for rank, state in ((3.0, State.FAIL), (2.0, State.NEEDS_REVIEW), (0.0, State.NEEDS_REVIEW)):
        assert judged(repeal(rank=rank, other=True), of=signed(GOVERNMENT)).state is state


def test_a_notice_of_repeal_that_was_itself_repealed_is_for_a_person() -> None:
    notice = repeal(names=("废止部分文件", "郯政发〔2022〕21号"))

    def state(**changes: Any) -> State:  # noqa: ANN401 - attributes of `Repeal`
        undoing = repeal("/zcwj/3.html", **{"number": "郯政发〔2022〕21号", "since": "2023-06-01", **changes})
        seen = view(repeals={NUMBER: (notice,), "郯政发〔2022〕21号": (undoing,)})
        return KIND.judge(page(document()), facts(seen)).state

    assert state() is State.NEEDS_REVIEW
    assert state(since="2024-06-01") is State.FAIL
    assert state(partial=True) is State.FAIL
    itself = view(repeals={NUMBER: (notice,), "废止部分文件": (notice,)})
    assert KIND.judge(page(document()), facts(itself)).state is State.FAIL


# ---------------------------------------------------------------- on a whole site

RULE = "validity-repealed"
COLUMNS = (listing("/zcwj/", "政策文件"), listing("/jd/", "政策解读"))


@cache
def rule() -> Rule:
    return catalog.load().rules[RULE]


def findings(*records: Record, as_of: date = AS_OF) -> tuple[Finding, ...]:
    seen = relate(site(), [*COLUMNS, *records], words())
    asked = Ruleset("s", "", "", "", (rule(),))
    return evaluate(asked, records, facts(seen, as_of=as_of))[0]


def states(*records: Record, as_of: date = AS_OF) -> dict[str, State]:
    return {one.subject.url.removeprefix(url("")): one.state for one in findings(*records, as_of=as_of)}


def repealer(*said: Statement, **changes: Any) -> Record:  # noqa: ANN401 - of `Record`
    values: dict[str, Any] = {
        "title": "郯城县人民政府关于废止部分行政规范性文件的决定",
        "fields": fields(document_number="郯政发〔2022〕21号", written_date="2022-12-20", validity="valid"),
        "statements": said,
        **changes,
    }
    return record(BY, **values)


SAID = statement(
    "repeals", "废止《郯城县城市供热管理办法》", number="郯政发〔2020〕8号", title="郯城县城市供热管理办法"
)


def test_the_finding_stands_on_the_repealed_document_with_the_repealer_related() -> None:
    (found,) = findings(document(), repealer(SAID))
    assert (found.subject.url, found.state, found.related) == (document().url, State.FAIL, (url(BY),))
    assert found.subject.document_number == NUMBER


@pytest.mark.parametrize("raw", ["郯政发[2020]8号", "郯政发﹝2020﹞ 8号", "郯政发(2020)8号", "郯政发【2020】8号"])
def test_brackets_and_blanks_do_not_hide_a_repeal(raw: str) -> None:
    said = statement("repeals", "废止", number=raw, title="郯城县城市供热管理办法")
    assert states(document(), repealer(said)) == {"/zcwj/1.html": State.FAIL}


def test_every_copy_of_the_document_must_be_marked_and_the_repeal_notice_stays_valid() -> None:
    copy = document("/zcwj/3.html")
    assert set(states(document(), copy, repealer(SAID))) == {"/zcwj/1.html", "/zcwj/3.html"}


def test_the_day_it_takes_effect_goes_before_the_day_it_was_written() -> None:
    later = repealer(statement("effective", date="2023-07-01"), SAID)
    assert states(document(), later, as_of=date(2023, 6, 30)) == {}
    assert states(document(), later, as_of=date(2023, 7, 1)) == {"/zcwj/1.html": State.FAIL}


@pytest.mark.parametrize(
    "title", ["关于公开征求《X规定（征求意见稿）》意见的公告", "X规定(草案)", "拟废止文件公示", "X规定送审稿"]
)
def test_a_draft_repeals_nothing(title: str) -> None:
    assert states(document(), repealer(SAID, title=title)) == {}


def test_a_reprint_is_not_the_sites_to_mark() -> None:
    province = document(
        title="山东省人民政府关于印发《山东省城市供热管理办法》的通知",
        fields=fields(document_number="鲁政发〔2020〕8号", publisher="山东省人民政府", validity="valid"),
    )
    said = statement("repeals", "废止", number="鲁政发〔2020〕8号")
    assert states(province, repealer(said)) == {}


def test_news_that_tells_of_a_repeal_is_for_a_person() -> None:
    assert states(document(), repealer(SAID, kind=PageKind.OTHER)) == {"/zcwj/1.html": State.NEEDS_REVIEW}


def test_a_page_that_could_not_be_read_repeals_nothing() -> None:
    assert states(document(), unread(BY)) == {}


def test_the_new_edition_of_a_document_that_repeals_the_old_one_stays_valid() -> None:
    new = document(BY, fields=fields(document_number="郯政发〔2023〕9号", validity="valid"), statements=(SAID,))
    assert states(document(), new) == {"/zcwj/1.html": State.NEEDS_REVIEW}
    dated = document(
        BY,
        fields=fields(document_number="郯政发〔2023〕9号", written_date="2023-05-01", validity="valid"),
        statements=(SAID,),
    )
    assert states(document(), dated) == {"/zcwj/1.html": State.FAIL}


BY_TITLE = statement("repeals", "原《郯城县城市供热管理办法》同时废止", title="郯城县城市供热管理办法")
NEWS = fields(document_number="郯政发〔2023〕9号", written_date="2023-05-01", validity="valid")


def test_a_copy_of_the_new_edition_is_not_repealed_by_the_other() -> None:
    new = document(BY, fields=NEWS, statements=(BY_TITLE,))
    copy = document("/zcwj/3.html", fields=NEWS, statements=(BY_TITLE,))
    assert states(document(), new, copy) == {"/zcwj/1.html": State.NEEDS_REVIEW}


def test_what_an_interpretation_tells_of_the_old_edition_is_not_said_of_the_new_one() -> None:
    new = document(BY, fields=NEWS, statements=(BY_TITLE,))
    reading = record(
        "/jd/1.html",
        title="一图读懂《郯城县城市供热管理办法》",
        kind=PageKind.INTERPRETATION,
        fields=fields(published_date="2023-05-04"),
        statements=(BY_TITLE,),
    )
    assert states(document(), new, reading) == {"/zcwj/1.html": State.NEEDS_REVIEW}


def test_an_older_document_repeals_no_younger_one() -> None:
    """The edition of 2020 ended that of 2015; the one of 2023 bears the same title."""
    oldest = document("/zcwj/5.html", fields=fields(document_number="郯政发〔2015〕3号", written_date="2015-06-01"))
    older = document(statements=(BY_TITLE,))
    assert states(oldest, older, document(BY, fields=NEWS)) == {}


# ---------------------------------------------------------------- from the page to the finding

HTML = """<html><head><title>{title}_郯城县人民政府</title></head><body>
<div class="position">当前位置：<a href="/">首页</a> &gt; <a href="/zcwj/">政策文件</a></div><h1>{title}</h1>
<table class="xxgk"><tr><td>索引号</td><td>tanchengxzf0001/2022-0000331</td></tr>
<tr><td>文号</td><td>郯政发〔2022〕21号</td></tr>
<tr><td>发布机构</td><td>郯城县人民政府</td></tr><tr><td>成文日期</td><td>2022-12-20</td></tr>
<tr><td>公开日期</td><td>2022-12-22</td></tr><tr><td>有效性</td><td>有效</td></tr></table>
<div class="content"><p>各乡镇人民政府，县直各部门：</p>
<p>经县政府研究，现将文件清理结果公布如下，请认真贯彻执行。</p>{text}
<p>郯城县人民政府</p><p>2022年12月20日</p></div></body></html>"""
RESULT = "郯城县人民政府关于公布行政规范性文件清理结果的通知"
ENTRY = "<p>1.《郯城县城市供热管理办法》（郯政发〔2020〕8号）</p>"


ROWS = """<p>清理目录</p><table><tr><td>文件名称</td><td>文号</td><td>{head}</td></tr>
<tr><td>郯城县城市供热管理办法</td><td>郯政发〔2020〕8号</td><td>{said}</td></tr>
<tr><td>郯城县物业管理办法</td><td>郯政发〔2019〕8号</td><td>继续有效</td></tr></table>"""


def extracted(text: str, title: str = RESULT) -> Record:
    body = HTML.format(title=title, text=text).encode()
    return extract(Capture(url(BY), url(BY), 200, (), body, None, Reason.OK), words())


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("<p>决定废止的规范性文件目录</p>" + ENTRY, State.FAIL),
        ("<p>一、宣布失效的文件（1件）</p>" + ENTRY, State.FAIL),
        ("<p>经研究，决定废止《郯城县城市供热管理办法》（郯政发〔2020〕8号）。</p>", State.FAIL),
        ("<p>经研究，决定废止《郯城县城市供热管理办法》。</p>", State.NEEDS_REVIEW),
        ("<p>拟废止的规范性文件目录</p>" + ENTRY, None),
        ("<p>继续有效的规范性文件目录</p>" + ENTRY, None),
        ("<p>拟修改的规范性文件目录</p>" + ENTRY, None),
        ("<p>决定修改的规范性文件目录</p>" + ENTRY, None),
        ("<p>根据《郯城县城市供热管理办法》（郯政发〔2020〕8号），原收费标准同时废止。</p>", None),
        ("<p>決定廢止《郯城縣城市供熱管理辦法》（郯政發〔2020〕8號）。</p>", State.FAIL),
        ("<p>決定廢止的規範性文件目錄</p><p>1.《郯城縣城市供熱管理辦法》（郯政發〔2020〕8號）</p>", State.FAIL),
        ("<p>自印发之日起，《甲办法》、《供热办法》（郯政发〔2020〕8号）等2件规范性文件予以废止。</p>", State.FAIL),
        ("<p>依据《郯城县城市供热管理办法》（郯政发〔2020〕8号）颁发的供热许可证予以废止。</p>", None),
        ("<p>按照《郯城县城市供热管理办法》（郯政发〔2020〕8号）建设的监管系统同时废止。</p>", None),
        ("<p>废止文件目录</p><p>1.《某办法》（郯政发〔2019〕1号）</p><p>继续有效文件目录</p>" + ENTRY, None),
    ],
)
def test_only_what_stands_under_a_heading_of_repeal_is_repealed(text: str, state: State | None) -> None:
    assert states(document(), extracted(text)) == ({"/zcwj/1.html": state} if state else {})


@pytest.mark.parametrize(
    ("head", "said", "state"),
    [
        ("清理结果", "废止", State.FAIL),
        ("清理意见", "宣布失效", State.FAIL),
        ("清理結果", "廢止", State.FAIL),
        ("清理结果", "拟废止", None),
        ("清理结果", "继续有效", None),
        ("清理结果", "修改", None),
        ("备注", "废止", None),
        ("起草单位", "县废止清理办", None),
    ],
)
def test_a_row_may_say_what_became_of_its_document(head: str, said: str, state: State | None) -> None:
    notice = extracted(ROWS.format(head=head, said=said))
    assert states(document(), notice) == ({"/zcwj/1.html": state} if state else {})


@pytest.mark.parametrize(
    "row",
    [
        "<tr><td>郯政发〔2020〕8号</td><td>废止</td></tr>",  # nobody knows which head stands over which cell
        "<tr><td>《物业管理办法》</td><td>废止</td><td>郯政发〔2020〕8号</td></tr>",  # what replaces it
    ],
)
def test_what_a_row_does_not_say_of_the_document(row: str) -> None:
    heads = "<tr><td>文件</td><td>清理结果</td><td>替代文件</td></tr>"
    assert states(document(), extracted(f"<p>清理目录</p><table>{heads}{row}</table>")) == {}


def test_a_part_repeal_expects_the_page_to_say_so() -> None:
    notice = extracted("<p>部分条款废止的文件目录</p>" + ENTRY)
    assert states(document(), notice) == {"/zcwj/1.html": State.FAIL}
    for validity in ("partly_invalid", "amended"):
        assert states(document(validity=validity), notice) == {}


# ---------------------------------------------------------------- whatever the spelling

SPELT = st.sampled_from(
    ["郯政发〔2020〕8号", "郯政发[2020]8号", "郯政发﹝2020﹞ 8 号", "郯政發（2020）8號", "郯政发【2020】 08号"]
)
NAMES = st.sampled_from(["郯城县城市供热管理办法", "郯城縣城市供熱管理辦法"])


@settings(deadline=None, max_examples=20)
@given(said=SPELT, name=NAMES, shown=SPELT, first=st.booleans())
def test_no_spelling_hides_a_repeal_and_a_draft_never_repeals(said: str, name: str, shown: str, *, first: bool) -> None:
    number = fields(document_number=shown, written_date="2020-06-01", validity="valid")
    gone = document(title=f"郯城县人民政府关于印发《{name}》的通知", fields=number)
    entry = f"<p>1.《{name}》（{said}）</p>"
    listed = f"<p>决定废止的规范性文件目录</p>{entry}"
    notice, draft = (extracted(listed, title) for title in (RESULT, f"{RESULT}（征求意见稿）"))
    for records in ((gone, notice), (notice, gone)) if first else ((notice, gone), (gone, notice)):
        assert states(*records) == {"/zcwj/1.html": State.FAIL}
    assert states(gone, draft) == states(draft, gone) == {}


@pytest.mark.parametrize(("dated", "state"), [("2019-12-31", State.NEEDS_REVIEW), ("2022-12-20", State.FAIL)])
def test_a_number_in_a_document_older_than_the_one_it_repeals_is_for_a_person(dated: str, state: State) -> None:
    assert judged(repeal(dated=dated)).state is state
