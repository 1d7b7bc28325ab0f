from collections.abc import Callable

import pytest

from auditor.model import Record

Reading = Callable[..., Record]
BLOCK = "<table><tr><td>索引号</td><td>A1/2023-00001</td><td>发布机构</td><td>某县政府</td></tr></table>"
PROSE = "<p>近日,我县召开会议,研究部署重点工作。会议强调,要提高认识,压实责任,确保各项任务落到实处,取得实效。</p>" * 4
LINE = "<p>发布时间：2023-07-14 来源：某局</p>"


def page(title: str, content: str, *columns: str) -> str:
    trail = "".join(f" &gt; <a href=/{n}/>{name}</a>" for n, name in enumerate(columns))
    return (
        f"<html><head><title>{title}</title></head><body><div>当前位置：<a href=/>首页</a>{trail}</div>"
        f"<h1>{title}</h1>{content}</body></html>"
    )


@pytest.mark.parametrize(
    ("title", "content", "columns", "kind"),
    [
        ("关于某事的通知", BLOCK + PROSE, ("政策文件",), "document"),
        ("关于某事的通知", f"{LINE}<p>某政〔2023〕1号</p>{PROSE}", ("通知公告",), "document"),
        ("某政〔2023〕1号 关于某事的通知", LINE + PROSE, (), "document"),
        ("某县财政局 国家税务总局某县税务局公告2023年第27号", LINE + PROSE, ("政策文件",), "document"),
        ("某县财政局 国家税务总局某县税务局公告2023年第27号", LINE + PROSE, ("通知公告",), "other"),
        ("某县公开招聘教师公告2023年第2号", LINE + PROSE, ("通知公告",), "other"),
        ("嘉奖令", LINE + PROSE, ("信息公开", "政府文件"), "document"),
        ("我县召开重点会议", LINE + PROSE, ("动态要闻",), "other"),
        ("河南推进城乡一体化发展", LINE + PROSE, ("信息公开", "政策解读"), "interpretation"),
        ("《某县办法》政策解读", BLOCK + PROSE, (), "interpretation"),
        ("一图读懂《某县办法》", LINE + "<p><img src=a.png></p>", (), "interpretation"),
        ("某县举办政策解读培训会议", LINE + PROSE, (), "other"),
        ("某县2022年政府信息公开工作年度报告", LINE + PROSE, (), "annual_report"),
        ("某县政府信息公开指南", LINE + PROSE, (), "guide"),
        ("关于印发政府信息公开指南编制要求的通知", LINE + PROSE, (), "other"),
        ("某县概况", PROSE, (), "other"),
        ("关于《某县供水办法（征求意见稿）》公开征求意见的公告", BLOCK + PROSE, ("政策文件",), "other"),
        ("某县供水条例（草案）", BLOCK + PROSE, ("政策文件",), "other"),
        ("关于征求某县停车办法意见的通知", f"{LINE}<p>某政办〔2023〕1号</p>{PROSE}", ("政策文件",), "other"),
        ("关于印发某县重大决策征求意见办法的通知", BLOCK + PROSE, ("政策文件",), "document"),
        ("关于某项目环境影响评价文件的公示", BLOCK + PROSE, ("政策文件",), "other"),
        ("某县2023年救助名单公示公告（第二批）", BLOCK + PROSE, (), "other"),
        ("关于某年度任职资格评审结果的公示", BLOCK + PROSE, (), "document"),
        ("我县召开重点会议", BLOCK + PROSE, ("政策文件",), "other"),
        ("某县政府常务会议纪要", BLOCK + PROSE, (), "document"),
        ("某县2023年政府工作报告", BLOCK + PROSE, (), "document"),
        ("关于召开全县重点会议的通知", BLOCK + PROSE, (), "document"),
        ("关于停水的公告", BLOCK + PROSE, (), "document"),
        ("《某县供水办法》解读（一）", LINE + PROSE, ("通知公告",), "interpretation"),
        ("《某县供水办法》解读：水价怎么定", LINE + PROSE, (), "interpretation"),
        ("权威解读丨某县供水办法", LINE + PROSE, (), "interpretation"),
        ("关于《某县供水办法》的解读材料", LINE + PROSE, ("政策文件",), "interpretation"),
        ("某县2022年政府信息公开年度报告解读", LINE + PROSE, (), "interpretation"),
        ("河南推进城乡一体化发展通知", BLOCK + PROSE, ("政策解读",), "interpretation"),
        ("关于某事的通知", f"{BLOCK}<p>某政〔2023〕1号</p>{PROSE}", ("政策解读",), "document"),
        ("某局2022年度政府信息公开工作报告", LINE + PROSE, (), "annual_report"),
        ("某局政府信息公开工作2022年度报告", BLOCK + PROSE, (), "annual_report"),
        ("某局2022政府信息公开年报", LINE + PROSE, (), "annual_report"),
        ("某局政府信息公开工作年度报告（2022年）", BLOCK + PROSE, (), "annual_report"),
        ("某局2022年第一季度政府信息公开工作报告", LINE + PROSE, (), "other"),
        ("某局政府信息公开工作报告", LINE + PROSE, (), "other"),
        ("某局处罚信息公开表（某政罚〔2023〕1号）", LINE + PROSE, (), "document"),
    ],
)
def test_kinds_of_articles(read: Reading, title: str, content: str, columns: tuple[str, ...], kind: str) -> None:
    record = read(page(title, content, *columns))
    assert record.kind == kind
    assert record.kind_reasons


def test_a_document_with_a_number_that_meets_is_no_news(read: Reading) -> None:
    block = BLOCK.replace("发布机构</td>", "文号</td><td>某政〔2023〕1号</td></tr><tr><td>发布机构</td>")
    assert read(page("某县召开会议有关事项", block + PROSE)).kind == "document"
    assert read(page("某县召开会议有关事项", BLOCK + PROSE)).kind_reasons == ("block", "title:新闻")


def items(number: int, folder: str = "") -> str:
    return (
        "<ul>"
        + "".join(
            f"<li><a href={folder}{n}001.html>关于第{n}件事情的通知</a>2023-01-01</li>" for n in range(1, number + 1)
        )
        + "</ul>"
    )


@pytest.mark.parametrize(
    ("url", "content", "kind"),
    [
        ("/zwgk/zcwj/index.html", items(5), "list"),
        ("/zwgk/zcwj.htm", items(2), "list"),
        ("/zwgk/zcwj/", "<p>暂无内容</p>", "list"),
        ("/zwgk/zcwj.htm", "<p>暂无内容</p>", "list"),
        ("/zwgk/col1/list.aspx?id=3", items(8), "list"),
        ("/", items(2), "home"),
        ("/zwgk/", items(4, "/zwgk/gsgg/a/"), "home"),
        ("/lxwm/index.html", "<div>地址：某县未来大道77号,邮编：476200,电话：0370-6021716</div>", "other"),
        ("/portal/main.html", "".join(f"<div>{items(4)}</div>" for _ in range(4)), "home"),
    ],
)
def test_kinds_of_columns(read: Reading, url: str, content: str, kind: str) -> None:
    html = page("政策文件", content, "政策文件")
    assert read(html, f"http://www.example.gov.cn{url}").kind == kind


def test_a_portal_has_many_lists_and_no_pager(read: Reading) -> None:
    sections = (
        "".join(f"<div class=s{n}>{items(4, f'/{n}/')}</div>" for n in range(4)) + "<a href=/x.html>某栏目</a>" * 60
    )
    assert read(page("信息公开", sections), "http://www.example.gov.cn/xxgk/index.html").kind == "home"


def test_a_directory_of_links_is_a_portal(read: Reading) -> None:
    links = "".join(f"<p><a href=/d{n}/>某部门{n}</a></p>" for n in range(60))
    assert read(page("工作机构", links, "工作机构"), "http://www.example.gov.cn/jg/bm/index.html").kind == "home"


def test_a_page_that_only_says_that_nothing_is_there_is_a_column(read: Reading) -> None:
    record = read("<title>规划计划</title><div>暂无内容</div>", "http://www.example.gov.cn/zwgk/ghjh.htm")
    assert (record.kind, record.kind_reasons, record.listing.blank_words) == ("list", ("blank",), "暂无内容")


def test_a_document_keeps_all_that_speaks_for_it(read: Reading) -> None:
    html = page("关于某事的通知", f"{BLOCK}<p>某政〔2023〕1号</p>{PROSE}", "政策文件")
    reasons = ("block", "文号 at the head of the text", "column:文件", "title:公文")
    assert read(html, "http://www.example.gov.cn/zwgk/zcwj/12345/").kind_reasons == reasons


def test_a_document_that_ends_its_own_trail_is_no_column(read: Reading) -> None:
    html = page("关于印发某办法的通知", BLOCK + PROSE + items(6), "政策文件", "关于印发某办法的通知")
    assert read(html, "http://www.example.gov.cn/zwgk/12345/index.html").kind == "document"


def test_a_document_without_date_line_is_not_the_list_beside_it(read: Reading) -> None:
    signed = f"{PROSE}<p>某县人民政府</p><p>2023年7月14日</p>"
    for text in (f"<p>某政〔2023〕1号</p>{PROSE}", signed):
        html = page("关于某事的通知", f"<div>{text}</div><h4>相关文件</h4>{items(6)}", "政策文件")
        record = read(html, "http://www.example.gov.cn/zwgk/show.jsp?id=33")
        assert (record.kind, record.listing.items) == ("document", ())
    alone = page("关于某事的通知", f"<div><p>某政〔2023〕1号</p>{PROSE}</div>", "政策文件")
    assert read(alone, "http://www.example.gov.cn/zwgk/12345/").kind == "document"


def test_a_text_with_a_source_and_no_list_is_no_column(read: Reading) -> None:
    html = page("某县概况", "<p>来源：某局</p>" + PROSE)
    assert read(html, "http://www.example.gov.cn/zwgk/gk.html").kind == "other"


def test_what_a_column_tells_of_an_item_is_not_its_own(read: Reading) -> None:
    told = "<p>索引号：A1/2023-00001</p><p>文号：某政发〔2023〕1号</p><p>发布机构：某县政府</p>"
    html = page("政策文件", items(1).replace("</li>", f"<div>{told}</div></li>"), "政务公开", "政策文件")
    record = read(html, "http://www.example.gov.cn/zwgk/zcwj/")
    assert (record.kind, record.fields, len(record.listing.items)) == ("list", (), 1)


def test_a_column_may_be_a_guide_or_a_report_itself(read: Reading) -> None:
    url = "http://www.example.gov.cn/zwgk/zfxxgkzn/index.html"
    record = read(page("政府信息公开指南", f"<div>{PROSE * 2}</div>", "政府信息公开指南"), url)
    assert (record.kind, record.kind_reasons[-1]) == ("guide", "title:公开指南")
    assert read(page("某县2022年政府信息公开年报", f"<div>{PROSE * 2}</div>"), url).kind == "annual_report"
    assert (
        read(page("政府信息公开指南", "<div>地址：某县未来大道77号,邮编：476200,电话：0370</div>"), url).kind == "other"
    )
    assert read(page("政府信息公开指南", items(4), "政府信息公开指南"), url).kind == "list"


def test_a_file_is_an_attachment(read: Reading) -> None:
    record = read(b"%PDF-1.5 1 0 obj")
    assert (record.kind, record.outcome, record.kind_reasons) == ("attachment", "unsupported_file", ("no page",))
    assert read("<p>某县</p>", content_type="application/msword").kind == "attachment"
