"""Which months and years a title is about."""

from datetime import date

import pytest

from auditor.text.periods import months, years

JUNE = date(2023, 6, 15)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("2023年5月份全市财政收支情况", {(2023, 5)}),
        ("5月份空气质量", {(2023, 5)}),
        ("12月份空气质量", {(2022, 12)}),
        ("二〇二三年十二月空气质量", {(2022, 12)}),
        ("三月空气质量", {(2023, 3)}),
        ("2023年1-2月统计", {(2023, 1), (2023, 2)}),
        ("2023年1—5月統計", {(2023, 5)}),
        ("2017年8月至10月情况", {(2017, 8), (2017, 9), (2017, 10)}),
        ("2023年第三季度指标", {(2023, 7), (2023, 8), (2023, 9)}),
        ("前三季度指标", {(2022, 7), (2022, 8), (2022, 9)}),
        ("一季度指标", {(2023, 1), (2023, 2), (2023, 3)}),
        ("2023年上半年指标", {(2023, 4), (2023, 5), (2023, 6)}),
        ("2022年全年经济运行情况", {(2022, 10), (2022, 11), (2022, 12)}),
        ("2023年元至二月份指标", {(2023, 1), (2023, 2)}),
        ("2023年元月指标", {(2023, 1)}),
        ("2023年下半年指标", {(2023, 10), (2023, 11), (2023, 12)}),
        ("5月12日召开会议", set()),
        ("5月-3月情况", set()),
        ("郯政办发〔2023〕5号", set()),
        ("岁月如歌", set()),
    ],
)
def test_months_are_read_as_people_write_them(title: str, expected: set[tuple[int, int]]) -> None:
    assert months(title, JUNE) == expected


def test_a_month_without_year_or_day_is_no_month() -> None:
    assert months("5月份空气质量") == frozenset()
    assert months("2023年5月份空气质量") == {(2023, 5)}


def test_years_are_those_of_the_title_not_of_its_number() -> None:
    assert years("关于印发2022—2023年计划的通知(某政发〔2021〕5号)") == {2022, 2023}
    assert years("电话02022345") == frozenset()
