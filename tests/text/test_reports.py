import pytest

from auditor.text import reports


@pytest.mark.parametrize(
    ("title", "year", "unit"),
    [
        ("郯城县人民政府2022年政府信息公开工作年度报告", 2022, "郯城县人民政府"),
        ("2022年郯城县人民政府信息公开工作年度报告", 2022, "郯城县人民政府"),
        ("郯城县财政局 2017年度政府信息公开报告", 2017, "郯城县财政局"),
        ("马头镇二〇二二年政府信息公开工作年度报告", 2022, "马头镇"),
        ("2022年政府信息公开工作年度报告", 2022, ""),
        ("政府信息公开工作年度报告（2022年度）", 2022, ""),
        ("郯城县财政局关于2021年政务公开工作的年度报告", 2021, "郯城县财政局"),
        ("2021年—2022年政府信息公开年报", 0, ""),
        ("郯城县财政局工作总结", 0, ""),
        ("编号20220118", 0, ""),
    ],
)
def test_year_and_unit_are_those_of_the_title(title: str, year: int, unit: str) -> None:
    assert (reports.year(title), reports.unit(title)) == (year, unit)
