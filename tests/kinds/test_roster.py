from typing import Any

from making import column, facts, organ, site, view

from auditor.kinds.roster import Kind
from auditor.model import Column, ColumnView, Item, Level, Reason, Role, State, Verdict

KIND = Kind(roles={"annual_report": "年报", "budget": "预决算"})
UNITS = ("郯城县财政局", "郯城县民政局", "郯城县水利局", "郯城县马头镇")


def listed(role: str, what: str, *units: str, **changes: Any) -> ColumnView:  # noqa: ANN401 - of `ColumnView`
    entries = tuple(Item(f"{unit}{what}", f"http://www.example.gov.cn/{role}/{unit}", "2023-01-18") for unit in units)
    about = Column(role, Role(role), f"http://www.example.gov.cn/{role}/")
    shown = column(role, items=entries, **changes)
    return ColumnView(**{**{name: getattr(shown, name) for name in shown.__dataclass_fields__}, "column": about})


def said(*columns: ColumnView) -> list[Verdict]:
    seen = view(site=site(level=Level.COUNTY), organs=(organ(),), columns=columns)
    return list(KIND.judge(seen, facts(seen)))


REPORTS = listed("annual_report", "2022年政府信息公开年报", *UNITS)


def test_a_unit_that_lacks_what_its_sisters_have_is_named() -> None:
    verdicts = said(REPORTS, listed("budget", "2023年部门预算", *UNITS[:3]))
    wrong = [one for one in verdicts if one.state is State.FAIL]
    assert len(verdicts) == 4
    assert [(one.values["unit"], one.values["missing"], one.part) for one in wrong] == [
        ("郯城县马头镇", "预决算", "马头镇")
    ]
    assert wrong[0].related == ("http://www.example.gov.cn/budget/",)


def test_a_unit_of_a_configured_column_stands_on_the_roster() -> None:
    verdicts = said(REPORTS, column("statistics", name="统计信息"))  # of 县政府办公室: it reports with the government
    assert all(one.state is State.PASS for one in verdicts)
    about = Column("统计信息", Role.STATISTICS, "http://www.example.gov.cn/tj/", "县统计局")
    verdicts = said(REPORTS, ColumnView(about, about.url, Reason.OK))
    assert [one.values["unit"] for one in verdicts if one.state is State.FAIL] == ["县统计局"]


def test_a_column_of_the_units_own_is_what_it_has_there() -> None:
    about = Column("部门预算", Role.BUDGET, "http://www.example.gov.cn/b/", "县马头镇人民政府")
    own = ColumnView(about, about.url, Reason.OK)
    verdicts = said(REPORTS, listed("budget", "2023年部门预算", *UNITS[:3]), own)
    assert all(one.state is State.PASS for one in verdicts)


def test_a_short_name_is_the_same_unit() -> None:
    short = listed("budget", "2023年部门预算", "县财政局", "民政局", "县水利局", "马头镇")
    assert all(one.state is State.PASS for one in said(REPORTS, short))


def test_courts_hospitals_and_centres_are_on_no_roster() -> None:
    others = listed("annual_report", "2022年政府信息公开年报", *UNITS, "郯城县人民法院", "郯城县人民医院")
    assert len(said(others)) == 4


def test_where_nothing_is_gathered_nothing_is_asked() -> None:
    few = listed("annual_report", "2022年政府信息公开年报", *UNITS[:2])
    assert [one.state for one in said(few)] == [State.NOT_APPLICABLE]


def test_a_column_that_was_not_read_to_its_end_proves_no_absence() -> None:
    for changes in (
        {"complete": False, "reason": Reason.TIMEOUT},
        {"scripted": True},
        {"outcome": Reason.BLOCKED_WAF},
    ):
        cut = listed("annual_report", "2022年政府信息公开年报", *UNITS, **changes)
        assert [one.state for one in said(cut)] == [State.NOT_ASSESSABLE]
    cut = listed("annual_report", "2022年政府信息公开年报", *UNITS, scripted=True)
    assert len(said(cut, listed("budget", "2023年部门预算", *UNITS))) == 4
