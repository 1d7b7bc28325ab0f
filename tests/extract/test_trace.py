# ruff: noqa: E501 - markup stands as pages have it
from collections.abc import Callable

import pytest

from auditor.extract import extract
from auditor.extract.trace import explain
from auditor.model import Candidate, Capture, Reason, Vocabulary

URL = "http://www.example.gov.cn/zwgk/zcwj/202307/t20230714_240660.html"
BLOCK = "<table><tr><td>索引号</td><td>A1/2023-00001</td></tr><tr><td>发布机构</td><td>某局</td></tr></table>"
PROSE = "<p>各单位应当按照规定做好公文管理,确保要素齐全,格式规范,发布及时,查阅方便,并接受社会监督。</p>" * 7
Explaining = Callable[..., list[Candidate]]


@pytest.fixture
def explained(vocabulary: Vocabulary) -> Explaining:
    def explaining(html: str, url: str = URL) -> list[Candidate]:
        body = f"<html><head><meta charset=utf-8>{html}</html>".encode()
        capture = Capture(url, url, 200, (), body, None, Reason.OK)
        return list(explain(capture, extract(capture, vocabulary), vocabulary))

    return explaining


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (BLOCK, ("table", "index_number", "taken", "")),
        (f"{BLOCK}<p>有效期:2023-01-01至2027-12-31</p>", ("label_text", "expiry_date", "taken", "")),
        (f"{BLOCK}<p>公开范围:面向社会</p>", ("label_text", "", "no_field", "")),
        ("<table><tr><td>主题分类</td><td>农业 文号：某发〔2023〕5号</td></tr><tr><td>索引号</td><td>A1/2023-00001</td></tr></table>", ("label_text", "document_number", "stricter_reader", "table")),
        (f"{BLOCK}<h1>关于某事的通知</h1><p>发布日期：2023-05-08 来源：某网</p>", ("label_text", "published_date", "headline_line", "")),
        ("<h1>关于某事的通知</h1><p>主题分类：民政</p>", ("label_text", "topic", "weak", "0 < 4")),
        ("<p>文号：某发〔2023〕1号 发布日期：2023-01-01</p><p>文号：某发〔2023〕2号 发布日期：2023-01-02</p>", ("label_text", "document_number", "several_documents", "")),
        (f"<div>{PROSE}<p>索引号：A1/2023-00001</p><p>发布机构：某局</p>{PROSE}</div>", ("label_text", "index_number", "amid_text", "")),
        (f"{BLOCK}{PROSE}<table><tr><td>文号</td><td>某发〔2023〕5号</td></tr><tr><td>主题分类</td><td>民政</td></tr></table>", ("table", "document_number", "amid_text", "")),
        (f"{BLOCK}<ul>{'<li>其他栏目</li>' * 9}</ul><table><tr><td>文号</td><td>某发〔2023〕5号</td></tr><tr><td>主题分类</td><td>民政</td></tr></table>", ("table", "document_number", "other_block", "")),
        ("<title>关于防汛的通知</title></head><body><h1>关于防汛的通知</h1><div><p>文件名称：关于抗旱的意见</p><p>文号：某发〔2023〕5号</p><p>发布机构：某局</p></div>", ("label_text", "document_number", "other_title", "")),
        ("<p>索引号：A1/2023-00001</p><p>发文机构：某办</p><p>发布机构：某局</p>", ("label_text", "publisher", "other_row", "发布机构： 某局")),
        (f"{BLOCK}<h1>关于某事的通知</h1><p>来源：某网</p>", ("headline", "publisher", "block_first", "")),
        ("<title>关于某事的通知</title></head><body><h1>关于某事的通知</h1><p>来源：某网</p>", ("headline", "publisher", "taken", "")),
        ("<title>关于某事的通知</title></head><body><h1>关于某事的通知</h1><p>来源：某网</p>", ("headline", "title", "taken", "")),
        ("<meta name=ArticleTitle content=关于某事的通知><meta name=PubDate content=2023-05-08></head><body><h1>关于某事的通知</h1>", ("meta", "published_date", "taken", "")),
        ("<meta name=ArticleTitle content=关于某事的通知><meta name=ContentSource content=某办></head><body><h1>关于某事的通知</h1><p>来源：某网</p>", ("meta", "publisher", "visible_first", "")),
    ],
)  # fmt: skip
def test_each_reader_and_what_became_of_what_it_saw(
    explained: Explaining, html: str, expected: tuple[str, ...]
) -> None:
    found = explained(html)
    assert expected in [(one.reader, one.field, one.verdict, one.note) for one in found], found


def test_a_column_takes_nothing_from_under_its_name(explained: Explaining) -> None:
    items = "".join(
        f'<li><a href="/a/t2023010{n}_1.html">关于第{n}件事情的通知</a>2023-01-0{n}</li>' for n in range(1, 6)
    )
    html = f"<title>政策文件</title></head><body><h1>政策文件</h1><p>来源：某网</p><ul>{items}</ul>"
    found = explained(html, "http://www.example.gov.cn/zcwj/index.html")
    assert [(one.field, one.verdict) for one in found if one.reader == "headline"] == [
        ("title", "taken"),
        ("publisher", "column_page"),
    ]


def test_everything_that_was_read_leads_back_to_its_place(explained: Explaining) -> None:
    (index, publisher) = (one for one in explained(BLOCK) if one.reader == "table")
    assert (index.label, index.raw, index.line) == ("索引号", "A1/2023-00001", 1)
    assert index.locator.endswith("tr:nth-child(1) > td:nth-child(2)")
    assert publisher.line == 3


def test_of_a_row_printed_twice_one_is_taken(explained: Explaining) -> None:
    found = explained(f"{BLOCK}<div class=mobile>{BLOCK}</div>")
    assert [one.verdict for one in found if one.field == "index_number"] == ["taken", "other_row"]


def test_what_was_taken_is_what_the_record_shows(vocabulary: Vocabulary) -> None:
    body = f"<meta charset=utf-8><title>关于某事的通知</title>{BLOCK}<h1>关于某事的通知</h1><p>时间：2023-05-08</p>".encode()
    capture = Capture(URL, URL, 200, (), body, None, Reason.OK)
    record = extract(capture, vocabulary)
    taken = [one for one in explain(capture, record, vocabulary) if one.verdict == "taken" and one.field != "title"]
    assert {(one.field, one.raw, one.locator) for one in taken} == {
        (str(one.name), one.raw, one.locator) for one in record.fields
    }


def test_of_a_page_that_was_not_read_there_is_nothing_to_explain(vocabulary: Vocabulary) -> None:
    capture = Capture(URL, URL, 0, (), b"", None, Reason.TIMEOUT)
    assert explain(capture, extract(capture, vocabulary), vocabulary) == ()


def test_a_page_without_anything_explains_nothing(explained: Explaining) -> None:
    assert explained("</head><body><p>某县</p>") == []
