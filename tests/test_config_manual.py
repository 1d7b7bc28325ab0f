"""Points given by hand: what a file may say, and how a wrong row is told."""

from pathlib import Path

import pytest
from making import ruleset, site

from auditor.config import ManualFile, read_manual
from auditor.errors import ConfigError, UsageError
from auditor.model import Deduction, Indicator, ManualScore

HEAD = "单位,指标,得分,依据,评分人\n"
SITES = (site(id="tancheng", name="郯城县人民政府"), site(id="matou", name="马头镇人民政府"))
TREE = (
    Indicator(
        "top",
        "现场",
        4.0,
        (),
        (
            Indicator("visit", "现场检查", 3.0),
            Indicator("hall", "办事大厅", 1.0),
            Indicator("same1", "重名", 1.0),
            Indicator("same2", "重名", 1.0),
            Indicator("unset", "没有分值", None),
            Indicator("auto", "机器评判", 1.0, (Deduction("a", "deduct", 0.1),)),
        ),
    ),
)

MANUAL = ("1.1 visit(现场检查)", "1.2 hall(办事大厅)", "1.3 same1(重名)", "1.4 same2(重名)", "1.5 unset(没有分值)")
SET = ruleset(indicators=TREE, full_marks=100.0)


def read(tmp_path: Path, text: str, encoding: str = "utf-8") -> ManualFile:
    path = tmp_path / "points.csv"
    path.write_bytes(text.encode(encoding))
    return read_manual(path)


def told(tmp_path: Path, rows: str) -> str:
    with pytest.raises(ConfigError) as error:
        read(tmp_path, HEAD + rows).by_site(SITES, SET)
    return str(error.value).removeprefix(str(tmp_path / "points.csv"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk"])
def test_a_file_as_a_table_program_writes_it_is_read(encoding: str, tmp_path: Path) -> None:
    rows = (
        'tancheng,visit,2.5,"现场查看,\n有照片",张三\r\n,,,,\r\n'
        "马头镇人民政府,办事大厅,不适用,不设大厅,李四\r\ntancheng,hall,0,无,张三"
    )
    found = read(tmp_path, HEAD + rows, encoding).by_site(SITES, SET)
    assert found == {
        "tancheng": {"visit": ManualScore(2.5, "现场查看,\n有照片", "张三"), "hall": ManualScore(0.0, "无", "张三")},
        "matou": {"hall": ManualScore(None, "不设大厅", "李四")},
    }


def test_the_columns_may_stand_in_any_order(tmp_path: Path) -> None:
    found = read(tmp_path, "评分人, 单位,指标,依据,得分\n张三,tancheng,visit,照片,3\n").by_site(SITES, SET)
    assert found["tancheng"]["visit"] == ManualScore(3.0, "照片", "张三")


def test_an_indicator_without_points_can_only_be_put_aside(tmp_path: Path) -> None:
    found = read(tmp_path, HEAD + "tancheng,unset,不适用,x,y\n").by_site(SITES, SET)
    assert found["tancheng"]["unset"].points is None


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("tanchang,visit,1,x,y\n", ":2:1: 没有单位 tanchang,是否想写 tancheng?"),
        ("tancheng,visitt,1,x,y\n", ":2:1: 没有指标 visitt,是否想写 visit?"),
        (
            "tancheng,9.9,1,x,y\n",
            ":2:1: 没有指标 9.9,可写: " + "、".join(MANUAL),
        ),
        ("tancheng,1.6,1,x,y\n", ":2:1: 指标 1.6 由规则评判,不能手工评分"),
        ("tancheng,重名,1,x,y\n", ":2:1: 有 2 个指标叫 重名,请写 id: same1 same2"),
        ("tancheng,机器评判,1,x,y\n", ":2:1: 指标 机器评判 由规则评判,不能手工评分"),
        ("tancheng,visit,3.1,x,y\n", ":2:1: 得分 3.1 不在 0 到 3 之间"),
        ("tancheng,visit,-1,x,y\n", ":2:1: 得分 -1 不在 0 到 3 之间"),
        ("tancheng,visit,nan,x,y\n", ":2:1: 得分 nan 不在 0 到 3 之间"),
        ("tancheng,visit,好,x,y\n", ":2:1: 得分应为数字或 不适用,却是 好"),
        ("tancheng,visit,,x,y\n", ":2:1: 得分应为数字或 不适用,却是 (空)"),
        ("tancheng,unset,1,x,y\n", ":2:1: 指标 unset 没有分值,只能写 不适用"),
        ("tancheng,visit,1,,y\n", ":2:1: 缺依据"),
        ("tancheng,visit,1,x,\n", ":2:1: 缺评分人"),
        ("tancheng,visit,1,x\n", ":2:1: 应有 5 格,却有 4 格"),
        ("tancheng,visit,1,x,y\n\n郯城县人民政府,现场检查,2,x,y\n", ":4:1: 郯城县人民政府 的指标 现场检查 写了两次"),
        (
            "tancheng,visit,1,x,y\nnobody,visit,1,x,y\ntancheng,hall,9,x,y\n",
            ":3:1: 没有单位 nobody,可写: tancheng 郯城县人民政府 matou 马头镇人民政府;第 4 行: 得分 9 不在 0 到 1 之间",
        ),
    ],
)
def test_a_wrong_row_is_told_with_its_line(rows: str, said: str, tmp_path: Path) -> None:
    assert told(tmp_path, rows) == said


@pytest.mark.parametrize("text", ["", "单位,指标,得分\n", "tancheng,visit,1,x,y\n"])
def test_a_file_without_the_head_is_told_so(text: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="1:1: 表头应为 单位,指标,得分,依据,评分人"):
        read(tmp_path, text)


def test_what_is_no_csv_is_told_so(tmp_path: Path) -> None:
    path = tmp_path / "points.csv"
    path.write_bytes(b"\xff\xff\xff")
    with pytest.raises(ConfigError, match="既不是 UTF-8 也不是 GBK"):
        read_manual(path)
    path.write_text(HEAD + "x" * 200_000 + ",1,1,1,1\n", encoding="utf-8")
    with pytest.raises(ConfigError, match="不是 CSV"):
        read_manual(path)
    with pytest.raises(UsageError, match="请在表格软件里另存为 CSV"):
        read_manual(tmp_path / "points.xlsx")
    with pytest.raises(UsageError, match=r"文件读不了: .*none\.csv\(没有这个文件\)"):
        read_manual(tmp_path / "none.csv")


def test_rows_of_other_sites_can_be_left_aside(tmp_path: Path) -> None:
    rows = read(tmp_path, HEAD + "tancheng,visit,1,x,y\n马头镇人民政府,visit,1,x,y\n")
    assert set(rows.of(SITES[1:]).by_site(SITES[1:], SET)["matou"]) == {"visit"}


def test_an_indicator_may_be_named_by_the_number_that_is_printed(tmp_path: Path) -> None:
    found = read(tmp_path, HEAD + "tancheng,1.2,1,x,y\n").by_site(SITES, SET)
    assert found["tancheng"] == {"hall": ManualScore(1.0, "x", "y")}


def test_a_set_without_points_takes_none_by_hand(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="规则集 all 不设分值,不能带评分表"):
        read(tmp_path, HEAD).by_site(SITES, ruleset(id="all"))
