# ruff: noqa: E501 - markup stands as pages have it
import time
from collections.abc import Callable

import pytest

from auditor.model import Field, Record

Reading = Callable[..., Record]


def block(number: str, more: str = "") -> str:
    return (
        f"<h1>关于某事的通知</h1><table><tr><td>索引号</td><td>A1/2023-00001</td></tr><tr><td>文号</td><td>{number}</td></tr>"
        f"<tr><td>发布机构</td><td>某县政府</td></tr>{more}</table><p>现将有关事项通知如下。</p>"
    )


def field(record: Record, name: str) -> Field:
    found = record.field(name)
    assert found is not None
    return found


@pytest.mark.parametrize(
    "value",
    [
        "<img src=wh.png>",
        "<img src=wh.png alt=文号>",
        "<script>document.write(wh(1))</script>",
        "<object data=wh.swf></object>",
        "<textarea readonly>某政〔2023〕1号</textarea>",
        "<select disabled><option>某发</option><option selected>某政</option></select>",
        "<time datetime=2023-05-08></time>",
        "<noscript>某政〔2023〕1号</noscript>",
        "<span data-bind='text: wh'></span>",
        "<span id=wh></span><script>document.getElementById('wh').innerText = 1</script>",
    ],
)
def test_a_value_that_is_no_text_is_not_empty(read: Reading, value: str) -> None:
    record = read(block(value))
    assert (field(record, "document_number").value, field(record, "document_number").reason) == (None, "scripted")
    assert record.scripted


@pytest.mark.parametrize("script", ["<script src=/js/detail.js></script>", "<script>$.get('/x')</script>"])
@pytest.mark.parametrize("name", ["v w_h", "fileNum", "syh"])
def test_a_class_that_is_the_key_of_the_field_waits_for_a_script(read: Reading, name: str, script: str) -> None:
    for more, waits in ((script, name != "syh"), ("", False)):
        found = field(read(block(f"<span class='{name}'></span>") + more), "document_number")
        assert (found.value, found.reason) == (None, "scripted" if waits else "empty")


@pytest.mark.parametrize(
    "value",
    [
        "",
        "<span></span>",
        "<span id=wh></span>",
        "<span class=wh></span>",
        "<span class=x></span>",
        "<b id=wh></b><i>&nbsp;</i>",
    ],
)
def test_a_value_that_is_not_there_is_empty(read: Reading, value: str) -> None:
    record = read(block(value))
    assert (field(record, "document_number").value, field(record, "document_number").reason) == (None, "empty")
    assert not record.scripted


def test_a_picture_that_tells_its_text_is_the_value(read: Reading) -> None:
    record = read(block("<img src=a.png alt=某政〔2023〕1号>", "<tr><td>有效性</td><td><img title=有效></td></tr>"))
    assert record.value("document_number") == "某政〔2023〕1号"
    assert record.value("validity") == "valid"
    assert not record.scripted


def test_a_picture_elsewhere_in_a_large_box_says_nothing_of_the_value(read: Reading) -> None:
    record = read(
        f"<h1>关于某事的通知</h1><div>索引号：A1/2023-00001 发布机构：某县政府 文号：<p></p><img alt=有效 src=a.png>{'<i></i>' * 99}</div>"
    )
    assert field(record, "document_number").reason == "empty"


@pytest.mark.parametrize(
    ("term", "day"),
    [
        ("2028-05-31", "2028-05-31"),
        ("2023-06-01至2028-05-31", "2028-05-31"),
        ("自2023年6月1日起至2028年5月31日止", "2028-05-31"),
        ("（至2028年5月31日止）", "2028-05-31"),
        ("2018-01-01", "2018-01-01"),
        ("自2018-01-01起", None),
        ("自2018-01-01", None),
        ("2018-01-01起", None),
        ("2018-01-01至", None),
        ("2018年1月1日—", None),
        ("2018-01-01至2023-01-01起", None),
        ("2023-01-01至2018-01-01", None),
        ("2018-01-01至2020-01-01至2023-01-01", None),
        ("五年", None),
        ("自2023年6月1日起五年", None),
        ("长期", None),
        ("", None),
    ],
)
def test_a_term_that_ends_on_a_day_is_an_expiry_date(read: Reading, term: str, day: str | None) -> None:
    record = read(block("某政〔2023〕1号", f"<tr><td>有效期</td><td>{term}</td></tr>"))
    assert record.value("expiry_date") == day
    assert (record.field("expiry_date") is None) == (day is None)


def test_a_row_of_its_own_goes_before_the_term(read: Reading) -> None:
    rows = "<tr><td>有效期</td><td>2028-05-31</td></tr><tr><td>失效日期</td><td>2027-05-31</td></tr>"
    assert read(block("某政〔2023〕1号", rows)).value("expiry_date") == "2027-05-31"


def test_labels_of_other_templates(read: Reading) -> None:
    rows = "<tr><td>公文编号</td><td>某政〔2023〕2号</td></tr><tr><td>拟文日期</td><td>2023-05-01</td></tr><tr><td>成文时间</td><td>2023-05-08</td></tr><tr><td>更新时间</td><td>2023-06-01</td></tr>"
    record = read(block("", rows).replace("<tr><td>文号</td><td></td></tr>", ""))
    assert record.value("document_number") == "某政〔2023〕2号"
    assert record.value("written_date") == "2023-05-08"
    assert record.field("published_date") is None


def test_long_blocks_are_read_in_time(read: Reading) -> None:
    start = time.process_time()
    for shape in ("<dl>{}</dl>", "<table>{}</table>"):
        row = "<dt>文号</dt><dd>x</dd>" if "dl" in shape else "<tr><td>文号</td><td>x</td></tr>"
        assert read(shape.format(row * 20_000)).outcome == "ok"
    assert time.process_time() - start < 15


def test_a_block_printed_twice_is_one_block(read: Reading) -> None:
    rows = "<p>索引号：A1/2023-00001</p><p>发布机构：某县政府</p>"
    again = f"{rows}<p>文号：某政〔2023〕1号</p>"
    record = read(f"<h1>关于某事的通知</h1><div>{again}</div><p>{'某某工作应当抓好。' * 20}</p><div>{rows}</div>")
    assert record.value("document_number") == "某政〔2023〕1号"
    other = rows.replace("00001", "00002")
    record = read(f"<h1>关于某事的通知</h1><div>{again}</div><p>{'某某工作应当抓好。' * 20}</p><div>{other}</div>")
    assert record.value("index_number") == "A1/2023-00001"


def test_an_entry_that_none_can_change_shows_its_value(read: Reading) -> None:
    assert field(read(block("<input readonly value='某发〔2023〕5号'>")), "document_number").value == "某发〔2023〕5号"
    assert field(read(block("<input value='某发〔2023〕5号'>")), "document_number").value is None
    assert (
        field(read(block("<input readonly value='某发〔2023〕5号'><input disabled>")), "document_number").value is None
    )


@pytest.mark.parametrize(
    ("value", "word"),
    [
        ("<input type=radio disabled>有效 <input type=radio checked disabled>失效", "expired"),
        ("<label><input type=radio checked>有效</label><label><input type=RADIO>失效</label>", "valid"),
        ("<input type=checkbox disabled>失效", None),
        ("<input type=radio checked>有效 <input type=radio checked>失效", None),
        ("<label>有效<input type=radio checked></label><label>失效<input type=radio></label>", None),
        ("<input type=radio><input type=radio>", None),
    ],
)
def test_buttons_say_what_is_checked(read: Reading, value: str, word: str | None) -> None:
    found = field(read(block("某政〔2023〕1号", f"<tr><td>有效性</td><td>{value}</td></tr>")), "validity")
    assert (found.value, found.reason) == (word, "" if word else "unrecognised")


def test_buttons_elsewhere_say_nothing(read: Reading) -> None:
    html = block("某政〔2023〕1号", "<tr><td>有效性</td><td>有效</td></tr>")
    assert read(f"{html}<input type=radio>是").value("validity") == "valid"


@pytest.mark.parametrize(
    ("value", "word"),
    [
        ("<span>现行有效</span><span style='display:none'>失效</span>", "valid"),
        ("<i style='display: none'>有效</i><b>废止</b>", "repealed"),
        ("<span style='DISPLAY:NONE'>有效</span><span style='display:none'>失效</span>", None),
        ("<span style='display:none'>有效</span>", "valid"),
    ],
)
def test_what_is_hidden_beside_a_value_is_no_part_of_it(read: Reading, value: str, word: str | None) -> None:
    row = f"<tr><td>有效性</td><td>{value}</td></tr>"
    assert field(read(block("某政发〔2023〕1号", row)), "validity").value == word
    number = "<em>某政发〔2023〕1号</em><em style='display:none'>0012</em>"
    assert field(read(block(number)), "document_number").value == "某政发〔2023〕1号"


@pytest.mark.parametrize(
    ("shown", "end"),
    [("2028-05-09", "2028-05-09"), ("2023-05-10至2028年5月9日", "2028-05-09"), ("2023-05-10", None), ("五年", None)],
)
def test_a_validity_that_is_a_term_is_an_expiry_date(read: Reading, shown: str, end: str | None) -> None:
    rows = f"<tr><td>发布日期</td><td>2023-05-10</td></tr><tr><td>信息时效期</td><td>{shown}</td></tr>"
    record = read(block("某政发〔2023〕1号", rows))
    assert record.value("expiry_date") == end
    assert (record.field("validity") is None) == (end is not None)


def test_the_day_of_signing_goes_before_that_of_issuing(read: Reading) -> None:
    rows = "<tr><td>发文日期</td><td>2023-05-10</td></tr><tr><td>签署日期</td><td>{}</td></tr>"
    assert read(block("某政发〔2023〕1号", rows.format("2023-05-08"))).value("written_date") == "2023-05-08"
    assert read(block("某政发〔2023〕1号", rows.format(""))).value("written_date") == "2023-05-10"
