from collections.abc import Callable

Values = Callable[[str], dict[str, str | None]]


def test_dt_and_dd(values: Values) -> None:
    html = (
        "<dl><dt>索引号：</dt><dd>A1/2023-00001</dd><dt>文号：</dt><dd></dd><dt>发布机构：</dt><dt>有效性：</dt><dd>现行有效</dd>"
        "<dt>电话</dt><dd>1</dd><dt>公开日期</dt></dl>"
    )
    assert values(html) == {
        "index_number": "A1/2023-00001",
        "document_number": None,
        "publisher": None,
        "validity": "valid",
        "published_date": None,
    }
