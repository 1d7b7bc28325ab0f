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


def test_what_says_how_it_is_disclosed_is_the_block_also_below_the_text(values: Values) -> None:
    rows = "<tr><td>发布单位</td><td>县卫生健康局</td></tr><tr><td>公开日期</td><td>2023-09-02</td></tr><tr><td>公开方式</td><td>{}</td></tr>"
    block = page(f"<table>{rows}</table>", above=PROSE)
    assert values(block.format("主动公开"))["publisher"] == "县卫生健康局"
    assert values(block.format("")) == {}


def test_a_table_that_lists_one_other_document_is_no_block(values: Values) -> None:
    assert values(page(HEADED.format("关于加强节水工作的意见"))) == {}
    assert values(page(HEADED.format("关于公布文件清理结果的通知")))["document_number"] == "临政发〔2015〕3号"
    assert values(page(HEADED.format("关于公布文件清理结果的通知"), head=""))["document_number"] == "临政发〔2015〕3号"


def test_a_page_without_any_title_has_none_to_contradict(values: Values) -> None:
    block = "<p>名称：关于加强节水工作的意见</p><p>文号：临政发〔2023〕5号</p><p>发布机构：某局</p>"
    assert values(block + PROSE)["title"] == "关于加强节水工作的意见"
    assert "title" not in values(f"<h2>{TITLE}</h2>{block}{PROSE}")


def test_goods_that_are_called_by_a_name_are_no_document(values: Values) -> None:
    goods = "<table><tr><td>名称</td><td>水泵</td></tr><tr><td>发布单位</td><td>临河县交易中心</td></tr><tr><td>文件编号</td><td>LH-2023-001</td></tr></table>"
    assert values(f"<h1>供水工程招标公告</h1>{goods}") == {}


@pytest.mark.parametrize(
    "form",
    [
        "<form><table><tr><td>索引号：</td><td><input name=a></td></tr><tr><td>文号：</td><td><input></td></tr><tr><td>发布机构：</td><td><select><option>全部</option></select></td></tr><tr><td>发布日期：</td><td><input> 至 <input></td></tr></table></form>",
        "<div><span>索引号：</span><input><span>文号：</span><input><span>发布机构：</span><input><span>发布日期：</span><input><button>检索</button></div>",
        "<p>索 引 号：<input></p><p>文　　号：<input></p><p>标　　题：<input></p><p>发布机构：<input></p>",
    ],
)
def test_a_form_for_searching_is_no_block(values: Values, form: str) -> None:
    assert values(f"{form}<h1>{TITLE}</h1>{PROSE}") == {}
    assert values(f"{form}<h1>{TITLE}</h1><p>发布日期：2023-07-10</p>{PROSE}") == {"published_date": "2023-07-10"}
    block = "<table><tr><td>索引号</td><td>A1/2023-00001</td></tr><tr><td>文号</td><td></td></tr></table>"
    assert values(f"{form}<h1>{TITLE}</h1>{PROSE}{block}") == {"index_number": "A1/2023-00001", "document_number": None}


def test_a_list_of_one_document_is_no_block(values: Values) -> None:
    row = "<tr><td>A1/2023-00001</td><td><a href=/1.html>关于节水的意见</a></td><td>某局</td><td>2023-01-01</td></tr>"
    head = "<tr><th>索引号</th><th>名称</th><th>发布机构</th><th>发布日期</th></tr>"
    assert values(f"<title>政策文件</title><table>{head}{row}</table>") == {}
    assert values(f"<title>关于节水的意见</title><table>{head}{row}</table>")["index_number"] == "A1/2023-00001"
    plain = row.replace("<a href=/1.html>", "<b>").replace("</a>", "</b>")
    assert values(f"<title>政策文件</title><table>{head}{plain}</table>")["index_number"] == "A1/2023-00001"


def test_entries_with_labels_of_their_own_are_no_block(values: Values) -> None:
    entries = "".join(
        f"<li><a href=/{n}.html>关于第{n}项工作的通知</a><p>文号：</p><p>发布机构：某局</p><p>发布日期：2023-0{n}-01</p></li>"
        for n in (1, 2, 3)
    )
    assert "document_number" not in values(f"<title>政策文件</title><ul>{entries}</ul>")


def test_a_permit_is_no_document(values: Values) -> None:
    rows = (
        ("行政许可决定文书号", "某许〔2023〕3号"),
        ("许可机关", "某局"),
        ("有效期至", "2028-07-01"),
        ("许可类别", "普通"),
    )
    known = (("文号", "某许〔2023〕3号"), ("公开日期", "2023-07-03"), ("有效性", ""))
    table = "".join(f"<tr><td>{label}</td><td>{value}</td></tr>" for label, value in (*rows[:3], *known[:2], rows[3]))
    assert values(f"<h1>许可公示</h1><table>{table}</table>") == {}
    table = "".join(f"<tr><td>{label}</td><td>{value}</td></tr>" for label, value in (*rows[:1], *known))
    assert values(f"<h1>许可公示</h1><table>{table}</table>")["validity"] is None
    two = f"<table>{table}</table>"
    assert values(f"<h1>许可公示</h1>{two}{two}")["published_date"] == "2023-07-03"


def test_a_standard_catalogue_is_no_block(values: Values) -> None:
    html = "<table><tr><td>公开主体</td><td>某局</td></tr><tr><td>公开方式</td><td>主动公开</td></tr></table>"
    assert values(f"<h1>标准目录</h1>{html}") == {}


def test_a_sentence_parts_the_line_under_the_headline_from_what_the_text_says(values: Values) -> None:
    text = (
        "<p>一、报名时间：7月15日至20日。</p><p>二、报名方式：网上报名。</p><p>发布机构：某局</p><p>公开方式：网站</p>"
    )
    assert values(f"<h1>招聘公告</h1><p>发布日期：2023-07-10</p><div>{text}</div>") == {"published_date": "2023-07-10"}


def test_publisher_and_date_in_lines_are_those_of_the_headline(values: Values) -> None:
    assert values("<h1>供水公告</h1><p>发布单位：某局　发布日期：2023-07-10　点击数：</p>" + PROSE) == {
        "publisher": "某局",
        "published_date": "2023-07-10",
    }


def test_the_document_that_an_interpretation_speaks_of(values: Values) -> None:
    box = "<ul><li>标题：关于公布文件清理结果的通知</li><li>文号：临政发〔2023〕5号</li><li>发布机构：临河县人民政府</li></ul>"
    assert values(f"<title>《{TITLE}》政策解读</title><h1>《{TITLE}》政策解读</h1>{PROSE}<div>{box}</div>") == {}
    assert values(f"<title>{TITLE}</title><h1>{TITLE}</h1>{PROSE}<div>{box}</div>")["document_number"]


def test_what_follows_the_block_does_not_part_it_from_its_title(values: Values) -> None:
    block = "<ul><li>标题：关于公布文件清理结果的通知</li><li>文号：临政发〔2023〕5号</li><li>发布机构：某局</li></ul>"
    html = f"{block}<h1>{TITLE}</h1><div><a href=a>关于节水的通知</a></div><p>联系电话：1</p><p>传真：1</p>{PROSE}"
    assert values(html)["document_number"] == "临政发〔2023〕5号"


def test_a_guide_that_says_what_the_rows_are_for_has_no_block(values: Values) -> None:
    rows = {
        "索引号": "是为方便索取信息所编的一组编码。",
        "发布机构": "发布信息的机关。",
        "生成日期": "信息生成的日期。",
    }
    lines = "".join(f"<p>{label}：{said}</p>" for label, said in rows.items())
    assert values(f"<h1>某县信息公开指南</h1>{lines}") == {}
    assert values(f"<h1>{TITLE}</h1><p>索引号：A1/2023-00001</p><p>内容概述：公布清理结果。</p>")["index_number"]


def test_labels_above_entries_are_the_head_of_a_list(values: Values) -> None:
    head = "<ul><li><span>索引号</span><span>标题</span><span>文号</span><span>发布日期</span></li></ul>"
    entry = "<li><span>A1/2023-0000{0}</span><span><a href=/d/{0}.html>关于公布名单的通知</a></span><span>2023-05-0{0}</span></li>"
    entries = "".join(map(entry.format, range(1, 5)))
    assert values(f"<h1>{TITLE}</h1>{head}<ul>{entries}</ul>") == {}
    assert values(f"<h1>{TITLE}</h1><div>{head}</div>")["index_number"] is None


def test_a_table_below_the_text_with_a_day_of_its_own_is_not_the_block(values: Values) -> None:
    table = "<table><tr><td>发布单位</td><td>县水务局</td></tr><tr><td>公开日期</td><td>2023-09-01</td></tr><tr><td>公开方式</td><td>网站</td></tr></table>"
    said = "<p>决算公开如下。</p>"
    assert values(page(table, above=f"<p>发布日期：2023-07-10</p>{said}")) == {"published_date": "2023-07-10"}
    assert values(page(table, above=f"<p>发布日期：2023-09-01</p>{said}"))["publisher"] == "县水务局"
    assert values(page(table, above=said))["publisher"] == "县水务局"


FILED = "<table><tr><td>索引号</td><td>A1/{0}-00003</td></tr><tr><td>文号</td><td>临政发〔{0}〕3号</td></tr></table>"
OWN = {"index_number": "A1/2023-00003", "document_number": "临政发〔2023〕3号"}
ENTRIES = "".join(
    f"<li><a href={n}.html>关于第{n}批政策的通知</a><p>文号：临政发〔2020〕{n}号</p><p>成文日期：2020-01-0{n}</p></li>"
    for n in (1, 2, 3, 4)
)


def test_the_block_of_a_document_in_a_panel_below_the_text_is_not_the_pages_own(values: Values) -> None:
    panel = "<h3>相关文件</h3><div><a href=a.html>关于节水工作的通知</a>" + FILED.format(2020) + "</div>"
    assert values(f"<h1>{TITLE}</h1>{PROSE}{panel}") == {}
    assert values(f"<h1>{TITLE}</h1>{FILED.format(2023)}{PROSE}{panel}") == OWN
    assert values(f"<h1>{TITLE}</h1>{PROSE}{FILED.format(2023)}") == OWN
    assert (
        values(f"<h3>政策文件</h3><a href=a.html>返回政策文件列表</a><h1>{TITLE}</h1>{FILED.format(2023)}{PROSE}")
        == OWN
    )
    assert values(f"<h1>{TITLE}</h1>{PROSE}<h3>相关文件</h3>{FILED.format(2023)}") == OWN


def test_a_list_or_a_notice_close_to_the_block_does_not_hide_it(values: Values) -> None:
    listed = "<ul><li>索引号：A1/2023-00003</li><li>文号：临政发〔2023〕3号</li></ul>"
    strip = "<div>有效性：有效 文号：临政发〔2024〕1号 关于放假的通知</div>"
    for block in (FILED.format(2023), listed):
        assert values(f"{ENTRIES}<h1>{TITLE}</h1>{block}{PROSE}") == OWN
    assert values(f"{strip}<h1>{TITLE}</h1>{FILED.format(2023)}{PROSE}") == OWN
    assert values(f"{ENTRIES}<h1>{TITLE}</h1>{PROSE}") == {}
