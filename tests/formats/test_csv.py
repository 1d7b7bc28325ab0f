import csv
from collections.abc import Callable, Mapping
from io import StringIO

import poisons
import pytest

from auditor.formats import RenderOptions
from auditor.formats.csv import HEAD, render
from auditor.model import Assessment


def rows(report: bytes, kind: str = "") -> list[dict[str, str]]:
    table = list(csv.DictReader(StringIO(report.decode("utf-8-sig"), newline="")))
    return [row for row in table if kind in {"", row["类别"]}]


def counts(report: bytes) -> list[Mapping[str, tuple[int, ...]]]:
    """Read the tallies back, site by site; test_formats holds them against the assessment."""
    names = ("评判", "符合", "问题", "待核实", "不适用", "未能评判")
    rules = rows(report, "规则")
    return [
        {row["规则"]: tuple(int(row[name]) for name in names) for row in rules if row["站点编号"] == site["站点编号"]}
        for site in rows(report, "站点")
    ]


def fingerprints(report: bytes) -> list[str]:
    """Read the findings back."""
    return [row["问题编号"] for row in rows(report) if row["问题编号"]]


def test_excel_on_a_chinese_windows_reads_it(assessment: Assessment) -> None:
    report = render(assessment, RenderOptions())
    assert report.startswith(b"\xef\xbb\xbf")
    assert report.decode("utf-8-sig").splitlines()[0] == ",".join(f'"{name}"' for name in HEAD)
    assert report.count(b"\n") == report.count(b"\r\n")


def test_a_finding_is_a_row_with_everything_to_mend_it(assessment: Assessment) -> None:
    found = rows(render(assessment, RenderOptions()), "问题")
    assert [row["问题编号"] for row in found] == ["0000000000000001", "00112233445566aa"]
    row = found[1]
    assert (row["站点"], row["规则"], row["严重程度"], row["扣分"]) == (
        "示例县人民政府",
        "validity-expired",
        "严重",
        "0.30",
    )
    assert row["网页"].endswith("from=list&page=2")
    assert row["证据原文"].startswith("本办法自2017年7月1日起施行")
    assert (row["责任单位"], row["相关网页"]) == ("县政府办公室", "http://www.example.gov.cn/zcjd/1.html")
    review = rows(render(assessment, RenderOptions()), "待核实")
    assert [(row["问题编号"], row["证据原文"]) for row in review] == [("ffee000000000001", "")]


def test_every_row_says_how_far_people_have_come(assessment: Assessment) -> None:
    report = render(assessment, RenderOptions(stage="final"))
    assert {row["阶段"] for row in rows(report)} == {"定稿"}
    assert {row["阶段"] for row in rows(render(assessment, RenderOptions()))} == {"初评"}


def test_a_site_is_a_row_with_its_score_and_why_there_is_none(assessment: Assessment) -> None:
    scored, vetoed, deferred = rows(render(assessment, RenderOptions()), "站点")
    assert (scored["等级"], scored["得分"], scored["满分"], scored["读取页数"]) == ("良好", "87.50", "100.00", "205")
    assert (vetoed["等级"], vetoed["得分"]) == ("一票否决", "")
    assert (deferred["等级"], deferred["暂缓评定的原因"]) == ("暂缓评定", "域名解析失败")


@pytest.mark.parametrize("poison", poisons.ALL)
def test_no_cell_is_computed_and_none_breaks_out(
    poison: str, assessment: Assessment, poisoned: Callable[[Assessment, str], Assessment]
) -> None:
    report = render(poisoned(assessment, poison), RenderOptions())
    table = rows(report)
    assert [row["类别"] for row in table] == [row["类别"] for row in rows(render(assessment, RenderOptions()))]
    assert all(set(row) == set(HEAD) for row in table)
    assert not any(value.lstrip()[:1] in set("=+-@＝＋－＠\t\r") for row in table for value in row.values() if value)
    assert not poisons.OBEYED & set(report.decode("utf-8-sig"))
