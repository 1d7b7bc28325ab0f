# ruff: noqa: E501 - markup stands as pages have it
from collections.abc import Callable

import pytest

from auditor.model import Record, Source

Values = Callable[[str], dict[str, str | None]]
Read = Callable[..., Record]
INDEX, TITLE = "11999900MB12345678/2023-00012", "临河县人民政府办公室关于印发节水方案的通知"
BODY = "<p>各乡镇人民政府，县政府各部门：</p><p>现将节水方案印发给你们，请认真贯彻执行，并将执行中的问题及时报送县水务局，由县水务局负责解释。</p>"


def test_values_that_say_themselves_what_they_are(values: Values) -> None:
    html = f"<ul><li>• {INDEX}</li><li>2023-07-10 15:30:00</li><li>{TITLE}</li><li>临政办发〔2023〕5号</li><li>现行有效</li></ul><h1>{TITLE}</h1>"
    assert values(html + BODY) == {
        "index_number": INDEX,
        "document_number": "临政办发〔2023〕5号",
        "validity": "valid",
        "published_date": "2023-07-10",
    }


def test_a_bare_day_is_neither_that_of_signing_nor_that_of_publishing(values: Values) -> None:
    html = f"<p>{INDEX}</p><p>{TITLE}</p><p>临河县水务局</p><p>2023-07-10</p><p>主动公开</p><p>朗读</p>"
    assert values(html + BODY + "<p>临河县水务局</p><p>2023年7月9日</p>") == {
        "index_number": INDEX,
        "publisher": "临河县水务局",
        "disclosure_method": "主动公开",
    }


def test_of_two_values_none_is_taken(values: Values) -> None:
    html = f"<p>{INDEX}</p><p>临河县水务局</p><p>临河县财政局</p><p>主动公开</p>"
    assert values(html + BODY) == {"index_number": INDEX, "disclosure_method": "主动公开"}
    assert values(html) == values(html + BODY)


def test_the_line_of_the_source_is_the_publisher_where_no_label_names_one(read: Read) -> None:
    html = f"<meta charset=utf-8><ul><li>{INDEX}</li><li>现行有效</li></ul><h1>{TITLE}</h1><p>日期：2023-07-10 来源：临河县水务局</p>{BODY}"
    found = {one.name.value: (one.value, one.source) for one in read(html).fields}
    assert found["publisher"] == ("临河县水务局", Source.HEADLINE)
    assert found["validity"] == ("valid", Source.BLOCK)


@pytest.mark.parametrize(
    "html",
    [
        f"<p>{INDEX}</p><p>{TITLE}</p><p>2023-07-10</p>",  # nothing but the number is beyond doubt
        f"<p>{INDEX}</p><p>主动公开</p><p>11999900MB12345678/2023-00013</p><p>主动公开</p>",  # a list of documents
        f"<p>编码</p><p>备案号</p><p>{INDEX}</p><p>主动公开</p>",  # a label stands above
        f"<p>{INDEX}</p><p><a href=a.html>{TITLE}</a></p><p>主动公开</p>",  # an entry of a list
        f"<p>{INDEX}</p><p>说明：见附件</p><p>主动公开</p>",
        f"<p>{INDEX}</p><p>{'很长的一段文字' * 20}</p><p>主动公开</p>",
        f"<p>{INDEX}</p><p>公开方式</p><p>主动公开</p>",
        f"<p>{INDEX}</p><p>临政办发〔2023〕5号关于节水的通知</p><p>是</p><p>全部现行有效</p>",
    ],
)
def test_what_is_in_doubt_is_left_alone(values: Values, html: str) -> None:
    assert "index_number" not in values(html + BODY)
