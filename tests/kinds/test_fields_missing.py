import pytest
from making import facts, field, fields, links, page, record

from auditor.kinds.fields_missing import Kind
from auditor.model import Body, Links, PageText, Reason, Record, Role, Source, State, Verdict, Vocabulary

ALL = ("title", "body", "document_number", "written_date", "published_date")
KIND = Kind(ALL, unnumbered=("公示", "公告", "令"))
FULL = {"document_number": "郯政办发〔2023〕1号", "written_date": "2023-05-08", "published_date": "2023-05-10"}


def judge(subject: Record, kind: Kind = KIND, role: str = "policy_documents") -> Verdict:
    return kind.judge(page(subject, role=Role(role)), facts())


def test_a_page_with_everything_passes() -> None:
    assert judge(record(fields=fields(**FULL))).state is State.PASS


@pytest.mark.parametrize("gone", [*FULL])
@pytest.mark.parametrize("empty", [True, False])
def test_a_field_absent_or_empty_is_missing(gone: str, *, empty: bool) -> None:
    there = {name: value for name, value in FULL.items() if name != gone}
    shown = (*fields(**there), field(gone)) if empty else fields(**there)
    verdict = judge(record(fields=shown))
    assert verdict.state is State.FAIL
    assert verdict.values["missing"] in {"文号", "成文日期", "发布日期"}
    assert verdict.part == "fields"  # one fault of one page, however much of it is mended


def test_one_finding_names_every_missing_field_in_words() -> None:
    verdict = judge(record(title="", fields=fields(publisher="郯城县人民政府"), body=Body()))
    assert verdict.values == {"missing": "标题、正文、文号、成文日期、发布日期"}
    assert [one.quote for one in verdict.evidence] == ["发布机构 郯城县人民政府"]
    assert judge(record(fields=())).evidence[0].quote == record().title


def test_the_quote_is_the_label_left_empty_and_nothing_else() -> None:
    there = {name: value for name, value in FULL.items() if name != "written_date"}
    verdict = judge(record(fields=(*fields(**there), field("written_date", label=" 成文日期: "))))
    assert [(one.quote, one.locator) for one in verdict.evidence] == [("成文日期:", "css:#written_date")]


def test_a_name_without_a_word_is_named_as_it_is() -> None:
    verdict = KIND.judge(page(record(fields=())), facts(vocabulary=Vocabulary({})))
    assert verdict.values["missing"] == "document_number、written_date、published_date"


def test_the_visible_headline_counts_as_title_and_so_does_the_field() -> None:
    assert judge(record(fields=fields(**FULL))).state is State.PASS
    assert judge(record(title="", fields=fields(**FULL, title="关于X的通知"))).state is State.PASS
    assert judge(record(title="", fields=fields(**FULL))).values == {"missing": "标题"}


@pytest.mark.parametrize(
    ("body", "offered", "state"),
    [
        (Body(length=1), Links(), State.PASS),
        (Body(media=("picture",)), Links(), State.PASS),
        (Body(), Links(attachments=links("/1.pdf")), State.PASS),
        (Body(), Links(), State.FAIL),
    ],
)
def test_text_pictures_and_attachments_are_a_body(body: Body, offered: Links, state: State) -> None:
    assert judge(record(fields=fields(**FULL), body=body, links=offered)).state is state


def test_a_headline_date_counts_as_day_of_publication() -> None:
    there = {name: value for name, value in FULL.items() if name != "published_date"}
    shown = (*fields(**there), field("published_date", "2023-05-10", source=Source.HEADLINE))
    assert judge(record(fields=shown)).state is State.PASS


def test_a_date_that_cannot_be_read_is_there() -> None:
    broken = field("published_date", None, raw="1696786869000", reason="not_a_date")
    there = {name: value for name, value in FULL.items() if name != "published_date"}
    assert judge(record(fields=(*fields(**there), broken))).state is State.PASS


@pytest.mark.parametrize("raw", ["", "  "])
def test_blanks_are_nothing(raw: str) -> None:
    blank = field("published_date", None, raw=raw, reason="not_a_date")
    there = {name: value for name, value in FULL.items() if name != "published_date"}
    assert judge(record(fields=(*fields(**there), blank))).state is State.FAIL


def test_a_page_that_says_none_itself_is_for_a_person() -> None:
    there = {name: value for name, value in FULL.items() if name != "document_number"}
    says_none = field("document_number", None, raw="无", reason="placeholder")
    assert judge(record(fields=(*fields(**there), says_none))).state is State.NEEDS_REVIEW
    more = {name: value for name, value in there.items() if name != "written_date"}
    assert judge(record(fields=(*fields(**more), says_none))).state is State.FAIL


@pytest.mark.parametrize(
    "title",
    [
        "郯城县人民政府公告",
        "关于任前公示",
        "郯城县人民政府令",
        "郯城县人民政府令第12号",
        "征地公告(2023年第3号)",
        "征地公告 2023年第1号",
        "县政府令 第3号 供热办法",
    ],
)
def test_some_documents_owe_no_number(title: str) -> None:
    there = {name: value for name, value in FULL.items() if name != "document_number"}
    assert judge(record(title=title, fields=fields(**there))).state is State.PASS
    assert judge(record(title=title, fields=())).values == {"missing": "成文日期、发布日期"}


def test_only_the_end_of_a_title_says_what_a_document_is() -> None:
    there = {name: value for name, value in FULL.items() if name != "document_number"}
    subject = record(title="郯城县人民政府关于规范公告公示和命令发布的通知", fields=fields(**there))
    assert judge(subject).state is State.FAIL


@pytest.mark.parametrize(
    ("body", "state"),
    [
        (Body(length=9, number="郯政发〔2023〕1号", signature_date="2023-05-08"), State.NEEDS_REVIEW),
        (Body(length=9, number="郯政发〔2023〕1号"), State.FAIL),
        (Body(length=9), State.FAIL),
    ],
)
def test_a_page_without_block_whose_text_shows_all_that_is_missing_is_for_a_person(body: Body, state: State) -> None:
    shown = (field("published_date", "2023-05-10", source=Source.HEADLINE),)
    assert judge(record(fields=shown, body=body)).state is state


def test_a_day_of_publication_does_not_stand_in_a_text() -> None:
    body = Body(length=9, number="郯政发〔2023〕1号", signature_date="2023-05-08")
    assert judge(record(fields=(), body=body)).state is State.FAIL


def test_a_block_that_a_script_fills_is_not_missing() -> None:
    verdict = judge(record(fields=(), scripted=True))
    assert (verdict.state, verdict.reason) == (State.NOT_ASSESSABLE, Reason.PROFILE_DRIFT)
    assert judge(record(fields=fields(**FULL), scripted=True)).state is State.PASS


VALIDITY = Kind(("validity",), absent_in=("normative_documents",))


@pytest.mark.parametrize(
    ("role", "shown", "state"),
    [
        ("normative_documents", (), State.NEEDS_REVIEW),  # no block at all: a person must say what the page is
        ("normative_documents", fields(topic="农业"), State.FAIL),
        ("normative_documents", fields(expiry_date="2028-05-31"), State.NEEDS_REVIEW),  # its end is told instead
        ("normative_documents", (field("validity"),), State.FAIL),
        ("policy_documents", (), State.NOT_APPLICABLE),  # the page's template has no such label
        ("policy_documents", (field("validity"),), State.FAIL),  # it has, and leaves it empty
        ("policy_documents", (field("validity", "valid", raw="有效"),), State.PASS),
        ("normative_documents", (field("validity", "valid", raw="有效"),), State.PASS),
        # a word outside the list is there; that it is unknown is another rule's matter
        ("normative_documents", (field("validity", None, raw="长效", reason="unknown"),), State.PASS),
    ],
)
def test_outside_its_roles_only_a_label_left_empty_is_missing(
    role: str, shown: tuple[object, ...], state: State
) -> None:
    assert judge(record(fields=shown), VALIDITY, role).state is state


def test_a_label_beside_an_absent_one_passes_where_absence_is_no_fault() -> None:
    kind = Kind(("validity", "topic"), absent_in=("normative_documents",))
    assert judge(record(fields=fields(topic="农业")), kind).state is State.PASS
    assert judge(record(fields=fields(topic="农业")), kind, "normative_documents").values == {"missing": "有效性"}


def test_what_the_text_shows_is_not_named_as_missing() -> None:
    body = Body(length=9, number="郯政发〔2023〕1号")
    shown = fields(publisher="郯城县人民政府", published_date="2023-05-10")
    verdict = judge(record(fields=shown, body=body))
    assert (verdict.state, verdict.values["missing"]) == (State.FAIL, "成文日期")
    dated = fields(publisher="郯城县人民政府", published_date="2023-05-10", written_date="2023-05-08")
    assert judge(record(fields=dated, body=body)).state is State.NEEDS_REVIEW


def test_a_cell_that_a_script_fills_is_not_empty() -> None:
    there = {name: value for name, value in FULL.items() if name != "document_number"}
    waiting = field("document_number", None, reason="scripted")
    verdict = judge(record(fields=(*fields(**there), waiting)))
    assert (verdict.state, verdict.reason) == (State.NOT_ASSESSABLE, Reason.PROFILE_DRIFT)


def test_of_some_documents_a_person_must_say_whether_they_owe_a_number() -> None:
    there = {name: value for name, value in FULL.items() if name != "document_number"}
    kind = Kind(ALL, seldom_numbered=("报告",))
    assert judge(record(title="2023年政府工作报告", fields=fields(**there)), kind).state is State.NEEDS_REVIEW


def test_a_mark_outside_the_block_speaks_of_validity() -> None:
    subject = record(fields=fields(topic="农业"), marks=("已废止",))
    assert judge(subject, VALIDITY, "normative_documents").state is State.NEEDS_REVIEW


def test_an_empty_label_of_a_number_that_may_not_be_owed_is_for_a_person() -> None:
    there = {name: value for name, value in FULL.items() if name != "document_number"}
    kind = Kind(ALL, seldom_numbered=("清单",))
    subject = record(title="2023年权责清单", fields=(*fields(**there), field("document_number")))
    assert judge(subject, kind).state is State.NEEDS_REVIEW
    assert judge(subject).state is State.FAIL


@pytest.mark.parametrize(
    ("code", "shown", "state"),
    [
        ('<script>showPdf("/1.PDF")</script>', FULL, State.NOT_ASSESSABLE),
        ("<p></p>", FULL, State.FAIL),
        ('<script>showPdf("/1.pdf")</script>', {}, State.FAIL),
    ],
)
def test_a_body_that_a_viewer_may_show_is_not_missing(code: str, shown: dict[str, str], state: State) -> None:
    subject = record(fields=fields(**shown), body=Body())
    kind = Kind(ALL, viewers=(".pdf",))
    verdict = kind.judge(page(subject), facts(texts={subject.url: PageText(f"<html>{code}</html>", "")}))
    assert verdict.state is state
    assert ("正文" in verdict.values.get("missing", "")) == (code == "<p></p>")


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("供热单位应当供热。\n郯政办发〔2023〕1号\n2023年5月8日", State.NEEDS_REVIEW),
        ("供热单位应当按照郯政办发〔2023〕1号文件的规定供热。", State.FAIL),
        ("供热单位应当供热。\n第12号", State.FAIL),
    ],
)
def test_a_number_alone_in_a_line_of_the_page_may_be_its_own(text: str, state: State) -> None:
    there = {name: value for name, value in FULL.items() if name != "document_number"}
    subject = record(fields=fields(**there))
    known = facts(texts={subject.url: PageText("", text)})
    assert KIND.judge(page(subject), known).state is state
    emptied = record(fields=(*fields(**there), field("document_number")))  # a label with nothing behind it is a fault
    assert KIND.judge(page(emptied), known).state is State.FAIL
