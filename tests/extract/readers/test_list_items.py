from collections.abc import Callable

Values = Callable[[str], dict[str, str | None]]


def test_label_and_value_are_children_of_one_item(values: Values) -> None:
    html = (
        "<ul><li><p>索引号</p><p>A1/2023-00001</p></li><li><p>文号</p><p></p></li>"
        "<li><div>发布机构</div><div>某局</div></li></ul><h1>关于某事的通知</h1>"
    )
    assert values(html) == {"index_number": "A1/2023-00001", "document_number": None, "publisher": "某局"}


def test_labels_split_over_inline_elements(values: Values) -> None:
    html = (
        "<ul><li><label>索<i></i>引<i></i>号</label><span>A1/2023-00001</span></li>"
        "<li><label>有&nbsp;&nbsp;效 性</label>：<a href=x>有效中</a></li><li><b>文</b><b>号</b>：</li></ul>"
    )
    assert values(html) == {"index_number": "A1/2023-00001", "document_number": None, "validity": "valid"}
