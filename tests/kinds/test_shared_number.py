"""index-number-duplicate: one 索引号 on two different documents is one finding on each of their pages."""

from making import facts, field, fields, listing, page, record, site, url, view, words

from auditor import catalog
from auditor.evaluate import evaluate
from auditor.kinds.shared_number import Kind
from auditor.model import Finding, Record, Ruleset, State
from auditor.relate import relate
from auditor.text import addresses

KIND = Kind()
NUMBER = "tanchengxzf0001/2023-0000101"
SUBJECT = record("/zcwj/1.html", fields=fields(index_number=NUMBER))


def test_a_number_of_its_own_passes() -> None:
    assert KIND.judge(page(SUBJECT), facts()).state is State.PASS


def test_a_page_without_number_has_none_to_share() -> None:
    seen = facts(view(shared_index_numbers={addresses.key(SUBJECT.url): (url("/zcwj/2.html"),)}))
    assert KIND.judge(page(record("/zcwj/1.html", fields=())), seen).state is State.NOT_APPLICABLE
    empty = record("/zcwj/1.html", fields=(field("index_number"),))
    assert KIND.judge(page(empty), seen).state is State.NOT_APPLICABLE


def test_a_hit_names_the_others() -> None:
    others = (url("/zcwj/2.html"), url("/zcwj/3.html"))
    verdict = KIND.judge(page(SUBJECT), facts(view(shared_index_numbers={addresses.key(SUBJECT.url): others})))
    assert (verdict.state, verdict.related, verdict.part) == (State.FAIL, others, "index_number")
    assert verdict.values == {"raw": NUMBER, "others": "、".join(others)}
    assert [one.quote for one in verdict.evidence] == [f"索引号 {NUMBER}"]


# ---------------------------------------------------------------- on a whole site


def findings(*records: Record) -> tuple[Finding, ...]:
    rule = catalog.load().rules["index-number-duplicate"]
    seen = relate(site(), [listing("/zcwj/", "政策文件"), *records], words())
    found, _ = evaluate(Ruleset("s", "", "", "", (rule,)), records, facts(seen))
    return found


def document(path: str, title: str, number: str = "", index: str = NUMBER) -> Record:
    return record(
        path,
        title=f"郯城县人民政府关于{title}的通知",
        fields=fields(index_number=index, document_number=number or None),
    )


FLOODS = document("/zcwj/1.html", "做好防汛工作", "郯政发〔2023〕1号")


def test_two_documents_are_one_finding_on_each_page_with_the_other_related() -> None:
    other = document("/zcwj/2.html", "加强供热管理", "郯政发〔2023〕2号")
    found = findings(FLOODS, other)
    assert [(one.subject.url, one.related) for one in found] == [
        (FLOODS.url, (other.url,)),
        (other.url, (FLOODS.url,)),
    ]
    assert len({one.fingerprint for one in found}) == len(found)


def test_a_copy_and_a_corrected_edition_are_the_same_document() -> None:
    copy = document("/gfxwj/1.html", "做好防汛工作", "郯政发[2023] 1号")
    corrected = document("/zcwj/3.html", "做好防汛工作(更正)", "郯政发〔2023〕1号")
    assert findings(FLOODS, copy, corrected) == ()


def test_three_documents_name_two_others_each() -> None:
    others = [document(f"/zcwj/{n}.html", f"第{n}件不同的事情", f"郯政发〔2023〕{n}号") for n in (2, 3)]
    assert [len(one.related) for one in findings(FLOODS, *others)] == [2, 2, 2]


def test_width_and_blanks_do_not_make_another_number() -> None:
    other = document("/zcwj/2.html", "加强供热管理", "郯政发〔2023〕2号", "tanchengxzf0001／2023 -0000101")
    assert len(findings(FLOODS, other)) == 2
    assert findings(FLOODS, document("/zcwj/2.html", "加强供热管理", index=NUMBER + "1")) == ()


def test_the_number_of_a_document_is_looked_up_in_its_own_table() -> None:
    subject = page(record(fields=fields(document_number="郯政发〔2023〕8号", index_number="A/2023-1")))
    key = addresses.key(subject.record.url)
    seen = view(subject, shared_document_numbers={key: ("http://www.example.gov.cn/2.html",)})
    verdict = Kind("document_number").judge(subject, facts(seen))
    assert (verdict.state, verdict.part) == (State.FAIL, "document_number")
    assert verdict.values == {"raw": "郯政发〔2023〕8号", "others": "http://www.example.gov.cn/2.html"}
    assert Kind().judge(subject, facts(seen)).state is State.PASS
