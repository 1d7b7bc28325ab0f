import pytest
from making import words
from reporting import GIVEN, HEADS, NEW, PARTLY, ZERO, applications, lawsuits

from auditor.model import Table
from auditor.relate.applications import Cell, cell_of, counted, numbers
from auditor.relate.applications import applications as read
from auditor.relate.applications import lawsuits as read_lawsuits


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("8", Cell(8)),
        ("１,００８", Cell(1008)),
        (" 12 件", Cell(12)),
        ("", Cell(0, shown=False)),
        ("-", Cell(0, shown=False)),
        ("——", Cell(0, shown=False)),
        ("-3", Cell(None)),
        ("1.5", Cell(None)),
        ("12,34", Cell(None)),
        ("见附件", Cell(None)),
        ("3①", Cell(None)),  # the mark of a note
        ("3²", Cell(None)),
    ],
)
def test_a_cell_is_read_as_it_is_shown(text: str, cell: Cell) -> None:
    assert cell_of(text) == cell


def test_the_table_of_applications_is_read_by_its_labels() -> None:
    found = read((lawsuits(), applications()), words())
    assert found is not None
    assert numbers(found.received) == NEW
    assert numbers(found.carried_in) == numbers(found.carried_out) == ZERO
    assert numbers(found.total) == NEW
    assert [numbers(row) for row in found.results] == [GIVEN, PARTLY]
    assert [label for label, _ in found.rows][-1] == "四、结转下年度继续办理"


def test_rows_that_only_add_up_others_are_no_results() -> None:
    rows = (
        ("（一）予以公开", "", GIVEN),
        ("（三）不予公开", "", PARTLY),
        ("（三）不予公开", "1.属于国家秘密", PARTLY),
        ("（四）无法提供", "小计", PARTLY),
        ("（四）无法提供", "1.本机关不掌握相关政府信息", ZERO),
    )
    found = read((applications(results=rows),), words())
    assert found is not None
    assert [numbers(row) for row in found.results] == [GIVEN, PARTLY, ZERO]


def test_a_group_before_the_items_of_the_next_group_is_a_result() -> None:
    rows = (("（二）部分公开", "", GIVEN), ("（三）不予公开", "1.属于国家秘密", PARTLY))
    found = read((applications(results=rows),), words())
    assert found is not None
    assert len(found.results) == 2


@pytest.mark.parametrize(("total", "results"), [(NEW, [ZERO, GIVEN, PARTLY]), (PARTLY, [ZERO, PARTLY])])
def test_where_items_do_not_tell_their_group_the_total_says_what_stands_above_them(
    total: tuple[int, ...], results: list[tuple[int, ...]]
) -> None:
    rows = (("（一）予以公开", "", ZERO), ("（二）部分公开", "", GIVEN), ("", "1.属于国家秘密", PARTLY))
    found = read((applications(results=rows, total=total),), words())
    assert found is not None
    assert [numbers(row) for row in found.results] == results


@pytest.mark.parametrize(
    "table",
    [
        lawsuits(),
        applications(heads=(*HEADS[:6], "其他")),  # no 总计 six places to the right of 自然人
        applications(heads=("企业", *HEADS[1:])),
        Table(tuple(row for row in applications().rows if "上年结转" not in row[0]), ""),
        Table(tuple(row for row in applications().rows if "总计" not in row[1]), ""),
        Table((*applications().rows[:1], *applications().rows[:0:-1]), ""),  # upside down
        Table(tuple((*row, "") for row in applications().rows), ""),  # an eighth column
        Table(tuple(row[3:] for row in applications().rows), ""),  # no labels
    ],
)
def test_what_is_not_the_form_is_not_read(table: Table) -> None:
    assert read((table,), words()) is None


def test_the_table_of_lawsuits_has_fifteen_numbers() -> None:
    found = read_lawsuits((applications(), lawsuits()), words())
    assert found is not None
    assert found[0][0] == Cell(1)
    assert read_lawsuits((lawsuits((1, 2, 3)),), words()) is None
    assert read_lawsuits((applications(),), words()) is None


def test_a_row_with_a_blank_is_no_row_of_numbers() -> None:
    assert numbers((Cell(1), Cell(0, shown=False))) == ()


def test_the_number_of_another_table_is_the_last_of_its_row() -> None:
    table = Table(
        (("信息内容", "制发", "废止", "现行有效"), ("行政规范性文件", "8", "1", "46"), ("规章", "", "", "")), ""
    )
    assert counted((table,), ("行政规范性文件",)) == 46
    assert counted((table,), ("规章",)) == 0
