# ruff: noqa: E501 - markup stands as pages have it
from collections.abc import Callable

import pytest

Values = Callable[[str], dict[str, str | None]]
TITLE = "临河县人民政府关于公布文件清理结果的通知"
PROSE = (
    "<p>为进一步规范供水管理，县政府组织对以前年度印发的有关文件进行了全面清理，现将清理结果予以公布，请认真执行。</p>"
)
ROWS = "<tr><td>文号</td><td>临政发〔2015〕3号</td></tr><tr><td>发布机构</td><td>临河县水务局</td></tr><tr><td>发文日期</td><td>2015-03-02</td></tr>"
HEADED = "<table><tr><td>文件名称</td><td>文号</td><td>发文机关</td><td>发文日期</td></tr><tr><td>{}</td><td>临政发〔2015〕3号</td><td>临河县水务局</td><td>2015-03-02</td></tr></table>"


def page(block: str, *, above: str = "", head: str = f"<title>{TITLE}</title>") -> str:
    return f"{head}<h1>{TITLE}</h1><div>{above}{block}</div>"


@pytest.mark.parametrize(
    "block",
    [
        f"<table>{ROWS}</table>",
        "<p>文号：临政发〔2015〕3号</p><p>发布机构：临河县水务局</p><p>发文日期：2015-03-02</p>",
        "<ul><li>文号：临政发〔2015〕3号</li><li>发布机构：临河县水务局</li><li>发文日期：2015-03-02</li></ul>",
    ],
)
def test_what_paragraphs_of_the_text_lead_up_to_is_part_of_the_text(values: Values, block: str) -> None:
    read = values(page(block))
    assert read["document_number"] == "临政发〔2015〕3号"
    assert values(page(block, above=PROSE)) == {}
    assert values(page(block, above="<p>文件信息：</p>")) == read
    assert values(page(block) + PROSE) == read
    filed = block.replace("文号", "索引号").replace("临政发〔2015〕3号", "A1/2015-00003")
    assert values(page(filed, above=PROSE))["index_number"] == "A1/2015-00003"


def test_a_table_that_lists_one_other_document_is_no_block(values: Values) -> None:
    assert values(page(HEADED.format("关于加强节水工作的意见"))) == {}
    assert values(page(HEADED.format("关于公布文件清理结果的通知")))["document_number"] == "临政发〔2015〕3号"
    assert values(page(HEADED.format("关于公布文件清理结果的通知"), head=""))["document_number"] == "临政发〔2015〕3号"


def test_goods_that_are_called_by_a_name_are_no_document(values: Values) -> None:
    goods = "<table><tr><td>名称</td><td>水泵</td></tr><tr><td>发布单位</td><td>临河县交易中心</td></tr><tr><td>文件编号</td><td>LH-2023-001</td></tr></table>"
    assert values(f"<h1>供水工程招标公告</h1>{goods}") == {}
