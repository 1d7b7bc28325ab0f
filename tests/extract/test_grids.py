from collections.abc import Callable

from auditor.model import Record

Reading = Callable[..., Record]
TITLE = "某县某局2022年政府信息公开工作年度报告"
PROSE = "<p>一、总体情况</p>" + "<p>某县某局严格落实有关规定,结合实际,主动公开信息三千余条,取得了实效。</p>" * 4


def rows(read: Reading, content: str, title: str = TITLE) -> list[tuple[tuple[str, ...], ...]]:
    record = read(f"<title>{title}</title><h1>{title}</h1><div id=zoom>{PROSE}{content}</div>")
    return [one.rows for one in record.tables]


def test_the_tables_of_an_annual_report_are_grids(read: Reading) -> None:
    part = (
        "<table><tr><td colspan=4>第二十条第（一）项</td></tr>"
        "<tr><td>信息内容</td><td>本年制发<br>件数</td><td>本年废止件数</td><td>现行有效件数</td></tr>"
        "<tr><td><p>行政规范性文件</p></td><td>2</td><td></td><td>&nbsp;11 </td></tr></table>"
    )
    assert rows(read, f"<p>二、主动公开政府信息情况</p>{part}<p>三、其他</p>") == [
        (
            ("第二十条第（一）项",) * 4,
            ("信息内容", "本年制发 件数", "本年废止件数", "现行有效件数"),
            ("行政规范性文件", "2", "", "11"),
        )
    ]
    assert rows(read, part, "关于做好年度报告工作的通知") == []


def test_spans_reach_over_rows_and_columns(read: Reading) -> None:
    table = (
        "<table><thead><tr><th rowspan=2 colspan=2>申请</th><th colspan=2>人数</th></tr>"
        "<tr><th>自然人</th><th>总计</th></tr></thead>"
        "<tr><td rowspan='2'>三、办理结果</td><td>予以公开</td><td>3</td><td>4</td></tr>"
        "<tr><td>部分公开</td><td>1</td></tr><tr></tr></table>"
    )
    assert rows(read, table) == [
        (
            ("申请", "申请", "人数", "人数"),
            ("申请", "申请", "自然人", "总计"),
            ("三、办理结果", "予以公开", "3", "4"),
            ("三、办理结果", "部分公开", "1", ""),
        )
    ]


def test_a_table_that_lays_the_page_out_is_no_table(read: Reading) -> None:
    inner = "<table><tr><td>一</td><td>1</td></tr><tr><td>二</td><td>2</td></tr></table>"
    assert rows(read, f"<table><tr><td>左</td><td>{inner}</td></tr></table>") == [(("一", "1"), ("二", "2"))]
    assert rows(read, f"<table><tr><td>{PROSE}</td></tr><tr><td>{PROSE}</td></tr></table>") == []
    assert rows(read, "<table><tr><td>左</td><td>右</td></tr></table><table></table>") == []


def test_senseless_spans_are_bounded(read: Reading) -> None:
    table = (
        "<table><tr><td colspan=99999>一</td><td>x</td></tr><tr><td rowspan=0>1</td><td colspan=500>1</td>"
        "<td rowspan=many>2</td></tr><tr><td>3</td></tr></table>"
    )
    (found,) = rows(read, table)
    assert [len(one) for one in found] == [60, 60, 60]
    assert (found[0][:2], found[1][:3], found[2][:2]) == (("一", "x"), ("1", "1", "1"), ("3", ""))


def test_tables_beside_the_text_are_not_its_own(read: Reading) -> None:
    table = "<table><tr><td>索引号</td><td>A1/2023-00001</td></tr><tr><td>发布机构</td><td>某县某局</td></tr></table>"
    related = "<h4>相关文件</h4><table><tr><td>左</td><td>右</td></tr><tr><td>左</td><td>右</td></tr></table>"
    html = f"<title>{TITLE}</title>{table}<h1>{TITLE}</h1><div id=zoom>{PROSE}</div>{related}"
    assert read(html).tables == ()
