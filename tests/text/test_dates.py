from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.text import dates

DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    ("raw", "iso"),
    [
        ("2018年12月21日", "2018-12-21"),
        ("2020年05月07日", "2020-05-07"),
        ("2018 年 5 月 7 号", "2018-05-07"),
        ("2018年12月21號", "2018-12-21"),
        ("2023-06-13", "2023-06-13"),
        ("2018/6/3", "2018-06-03"),
        ("2018.6.3", "2018-06-03"),
        ("2023－06－13", "2023-06-13"),
        ("2023—06—13", "2023-06-13"),
        ("２０２３年７月１４日", "2023-07-14"),
        ("2018-06-28 08:43:47", "2018-06-28"),
        ("2018-06-2808:43", "2018-06-28"),
        ("2024年04月06日 16:40", "2024-04-06"),
        ("2024年04月06日16时40分", "2024-04-06"),
        ("2024年04月06日 下午4:40", "2024-04-06"),
        ("2023-07-14T08:00:00+08:00", "2023-07-14"),
        ("2023-07-14t08:00:00.123Z", "2023-07-14"),
        ("2023年7月14日 星期五", "2023-07-14"),
        ("2023年7月14日 星期五 10:00", "2023-07-14"),
        ("2023-07-14（周五）", "2023-07-14"),
        ("( 2024-05-11)", "2024-05-11"),
        ("[2024-05-11]", "2024-05-11"),
        ("【2024-05-11】", "2024-05-11"),
        ("\u00a0\u200b2024-05-11\u3000", "2024-05-11"),
        ("二○一二年四月九日", "2012-04-09"),
        ("二0一七年三月一日", "2017-03-01"),
        ("二〇一七年三月卅日", "2017-03-30"),
        ("二〇一七年三月卅一日", "2017-03-31"),
        ("二零一九年十月十日", "2019-10-10"),
        ("二〇二三年十二月三十一日", "2023-12-31"),
        ("二〇二三年十一月廿一日", "2023-11-21"),
        ("2018年元月22日", "2018-01-22"),
        ("2023年07月14", "2023-07-14"),
    ],
)
def test_written_dates_are_read(raw: str, iso: str) -> None:
    assert dates.parse(raw) == (iso, "")


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        ("", "empty"),
        (" \u00a0", "empty"),
        ("无", "empty"),
        ("null", "empty"),
        ("— —", "empty"),
        ("()", "empty"),
        ("2023年7月", "incomplete"),
        ("2023年7月3", "incomplete"),
        ("二〇二三年七月", "incomplete"),
        ("2023-07", "incomplete"),
        ("2023", "incomplete"),
        ("7月14日", "incomplete"),
        ("2023-02-30", "impossible_date"),
        ("2023年13月1日", "impossible_date"),
        ("0000-00-00", "impossible_date"),
        ("1899-12-31", "impossible_date"),
        ("2101-01-01", "impossible_date"),
        ("2018年10日11日", "not_a_date"),
        ("1696786869000", "not_a_date"),
        ("20201130", "not_a_date"),
        ("2018-6-208:43", "not_a_date"),
        ("2018-6.3", "not_a_date"),
        ("发布时间：2023-07-14", "not_a_date"),
        ("2023-07-14 来源：县政府", "not_a_date"),
        ("郯政办字〔2023〕37号", "not_a_date"),
    ],
)
def test_what_is_no_date_says_why(raw: str, reason: str) -> None:
    assert dates.parse(raw) == (None, reason)


@given(st.text(max_size=30))
def test_any_text_is_data(text: str) -> None:
    iso, reason = dates.parse(text)
    assert (iso is None) == bool(reason)
    dates.find(text)


@given(DAYS)
def test_every_day_is_read_in_every_form(day: date) -> None:
    iso = day.isoformat()
    digits = dict(zip("0123456789", "〇一二三四五六七八九", strict=True))

    def chinese(number: int) -> str:
        tens, ones = divmod(number, 10)
        ten = ("" if tens == 1 else digits[str(tens)]) + "十" if tens else ""
        return ten + (digits[str(ones)] if ones else "")

    year = "".join(digits[one] for one in str(day.year))
    written = f"{year}年{chinese(day.month)}月{chinese(day.day)}日"
    for raw in (iso, f"{day.year}/{day.month}/{day.day}", f"{day.year}年{day.month}月{day.day}日", written):
        assert dates.parse(raw) == (iso, "")
        assert dates.find(f"本通知自{raw}起施行。") == ((iso, 4, 4 + len(raw)),)


def test_dates_in_a_text_are_found_with_their_places() -> None:
    text = "国发〔2018〕43号自２０２３年7月14日起，2023.7.1-2023.7.14公示。二○一二年四月九日 2018-06-28 08:43"
    found = dates.find(text)
    assert [iso for iso, _, _ in found] == ["2023-07-14", "2023-07-01", "2023-07-14", "2012-04-09", "2018-06-28"]
    assert [text[start:end] for _, start, end in found] == [
        "２０２３年7月14日",
        "2023.7.1",
        "2023.7.14",
        "二○一二年四月九日",
        "2018-06-28",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "12018-06-03",
        "2018-06-031",
        "2018.6.3.4",
        "1.2018.6.3",
        "00817989-3/2022-45943",
        "QZ04903-3000-2025-00017",
        "http://a.cn/2018/6/3/t.html",
        "2023年2月30日",
        "2023年7月",
        "2023年第7号",
        "20230714",
        "12023年7月14日",
    ],
)
def test_other_numbers_are_no_dates(text: str) -> None:
    assert dates.find(text) == ()


@pytest.mark.parametrize(
    ("day", "period", "times", "end"),
    [
        (date(2023, 1, 31), "P1M", 1, date(2023, 2, 28)),
        (date(2024, 1, 31), "P1M", 1, date(2024, 2, 29)),
        (date(2023, 1, 31), "P1M", 2, date(2023, 3, 31)),
        (date(2023, 12, 15), "P2W", 1, date(2023, 12, 29)),
        (date(2023, 12, 15), "P6M", 1, date(2024, 6, 15)),
        (date(2024, 2, 29), "P1Y", 1, date(2025, 2, 28)),
        (date(2023, 12, 25), "P10D", 1, date(2024, 1, 4)),
        (date(2023, 3, 31), "P1M", -1, date(2023, 2, 28)),
        (date(2023, 1, 1), "P1Y2M1W3D", 1, date(2024, 3, 11)),
    ],
)
def test_periods_go_by_the_calendar(day: date, period: str, times: int, end: date) -> None:
    assert dates.add_period(day, period, times) == end


@pytest.mark.parametrize("period", ["", "P", "2W", "P1.5D", "PT1H", "P-1D", "P9999Y", "P99999999D"])
def test_what_is_no_period_is_the_callers_mistake(period: str) -> None:
    with pytest.raises(ValueError, match=r"period|calendar"):
        dates.add_period(date(2023, 1, 1), period)


@pytest.mark.parametrize(
    ("start", "years", "end"),
    [
        (date(2018, 7, 1), 5, date(2023, 6, 30)),
        (date(2018, 1, 1), 2, date(2019, 12, 31)),
        (date(2020, 2, 29), 1, date(2021, 2, 28)),
        (date(2020, 2, 29), 4, date(2024, 2, 28)),
        (date(2019, 3, 1), 1, date(2020, 2, 29)),
    ],
)
def test_a_term_ends_one_day_before_its_anniversary(start: date, years: int, end: date) -> None:
    assert dates.term_end(start, years) == end


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2018, 7, 1), 6, date(2018, 12, 31)),
        (date(2018, 8, 31), 6, date(2019, 2, 28)),
        (date(2018, 2, 28), 18, date(2019, 8, 27)),
    ],
)
def test_a_term_may_be_counted_in_months(start: date, months: int, end: date) -> None:
    assert dates.term_end(start, 0, months) == end


@given(st.dates(date(1950, 1, 1), date(2080, 1, 1)), st.integers(1, 10))
def test_the_day_after_a_term_is_its_anniversary(start: date, years: int) -> None:
    after = dates.term_end(start, years) + timedelta(days=1)
    assert (after.month, after.day) == (start.month, start.day) or (start.month, start.day) == (2, 29)


@pytest.mark.parametrize(
    ("day", "period", "end"),
    [
        (date(2023, 8, 31), "P6M", date(2024, 2, 29)),
        (date(2022, 8, 31), "P6M", date(2023, 2, 28)),
        (date(2023, 8, 30), "P6M", date(2024, 2, 29)),
        (date(2024, 2, 29), "P1Y", date(2025, 2, 28)),
        (date(2024, 2, 29), "P4Y", date(2028, 2, 29)),
        (date(2023, 12, 31), "P2M", date(2024, 2, 29)),
    ],
)
def test_a_month_without_that_day_ends_on_its_last(day: date, period: str, end: date) -> None:
    assert dates.add_period(day, period) == end


@given(st.dates(date(1990, 1, 1), date(2060, 1, 1)), st.integers(0, 60), st.integers(0, 5), st.integers(0, 20))
def test_a_period_is_what_one_counts_on_a_calendar(start: date, months: int, weeks: int, days: int) -> None:
    year, month = start.year, start.month
    for _ in range(months):  # leaf by leaf
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    day = start.day
    while True:
        try:
            there = date(year, month, day)
            break
        except ValueError:
            day -= 1
    for _ in range(weeks * 7 + days):
        there += timedelta(days=1)
    assert dates.add_period(start, f"P{months}M{weeks}W{days}D") == there
    assert dates.add_period(start, f"P{months // 12}Y{months % 12}M{weeks}W{days}D") == there
