"""A page as lines and table rows."""

from auditor.extract.outline import outline


def test_a_row_of_a_table_is_one_passage_with_its_cells() -> None:
    html = (
        "<html><body><h1>要点</h1><p>第一段</p><table><tr><th>任务</th><th>责任单位</th></tr>"
        "<tr><td><p>按月公开</p><p>收支情况</p></td><td>县财政局</td></tr><tr><td>只有一格</td></tr></table></body></html>"
    )
    assert [(one.line, one.text, one.cells) for one in outline(html)] == [
        (1, "要点", ()),
        (2, "第一段", ()),
        (3, "任务 责任单位", ("任务", "责任单位")),
        (4, "按月公开 收支情况 县财政局", ("按月公开 收支情况", "县财政局")),
        (5, "只有一格", ()),
    ]


def test_an_empty_page_has_no_lines() -> None:
    assert outline("") == ()
