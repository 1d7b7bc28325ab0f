from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from making import column, facts, field, items, listing, organ, page, site, url
from reporting import judged, place_of, report, site_of

from auditor import catalog
from auditor.kinds import Facts
from auditor.kinds.report_late import Kind
from auditor.model import Column, Item, Level, Reason, Role, SiteView, State, Verdict

KIND = Kind(**catalog.load().rules["annual-report-late"].options)
COLUMN = Column("政府信息公开年报", Role.ANNUAL_REPORT, url("/nb/"))
COUNTY = site(level=Level.COUNTY, columns=(COLUMN,))
UNITS = {
    "department": "郯城县财政局",
    "township": "郯城县马头镇",
    "county": "郯城县人民政府",
    "other": "国家税务总局郯城县税务局",
}


def known(*records: Any, as_of: date = date(2030, 1, 1), **changes: Any) -> Facts:  # noqa: ANN401 - of `SiteView`
    return facts(site_of(*records, **{"site": COUNTY, "organs": (organ(),), **changes}), as_of=as_of)


def late(title: str, day: str | None, path: str = "/nb/1.html", **changes: Any) -> Verdict:  # noqa: ANN401
    one = report(path, title, day)
    verdict: Verdict = judged(KIND, one, known(one, **changes))
    return verdict


def expected(sort: str, year: int, day: date) -> State:
    """Say by the regulation, apart from the rule's options, what a report published on *day* is."""
    latest = date(year + 1, 3, 31)
    own = latest
    if year >= 2019 and sort == "department":
        own = date(year + 1, 1, 31)
    if year >= 2021 and sort == "township":
        own = date(year + 1, 1, 31)
    if year >= 2021 and sort == "county":
        own = date(year + 1, 2, 20)
    if day <= own:
        return State.PASS
    return State.NEEDS_REVIEW if day <= worked(own) or (year >= 2021 and day <= worked(latest)) else State.FAIL


def worked(day: date) -> date:
    """Return the first day from *day* on that was no Saturday, Sunday or holiday; of the deadlines only two are odd."""
    odd = {date(2012, 3, 31): date(2012, 3, 31), date(2020, 1, 31): date(2020, 2, 3)}
    return odd.get(day) or day + timedelta(days=(0, 0, 0, 0, 0, 2, 1)[day.weekday()])


@settings(deadline=None)
@given(
    st.sampled_from(sorted(UNITS)),
    st.integers(2008, 2028),
    st.one_of(
        st.integers(0, 364),
        st.sampled_from([30, 31, 32, 50, 51, 52, 68, 69, 89, 90, 91]),
    ),
)
def test_every_day_is_judged_by_year_and_unit(sort: str, year: int, after: int) -> None:
    day = date(year + 1, 1, 1) + timedelta(days=after)
    verdict = late(f"{UNITS[sort]}{year}年政府信息公开工作年度报告", day.isoformat())
    assert verdict.state is expected(sort, year, day)


@pytest.mark.parametrize(
    ("level", "name", "own"),
    [(Level.CITY, "临沂市人民政府", "2023-03-10"), (Level.PROVINCE, "山东省人民政府", "2023-03-31")],
)
def test_cities_and_provinces_have_days_of_their_own(level: Level, name: str, own: str) -> None:
    where: dict[str, Any] = {"site": site(level=level, name=name), "organs": (organ(name),)}
    title = f"{name}2022年政府信息公开工作年度报告"
    assert late(title, own, **where).state is State.PASS
    after = (date.fromisoformat(own) + timedelta(days=1)).isoformat()
    assert late(title, after, **where).state is (State.NEEDS_REVIEW if level is Level.CITY else State.FAIL)


def test_a_late_report_says_what_was_published_when() -> None:
    verdict = late("郯城县财政局2022年政府信息公开工作年度报告", "2023-04-06")
    assert verdict.state is State.FAIL
    assert verdict.values == {
        "year": "2022",
        "published": "公布日期为2023-04-06",
        "due": "2023-01-31",
        "unit": "郯城县财政局",
    }
    assert verdict.evidence[1].quote.endswith("2023-04-06")


def test_the_year_is_that_of_the_title_not_of_publication() -> None:
    assert late("郯城县财政局2017年政府信息公开工作年度报告", "2018-03-31").state is State.PASS
    assert late("郯城县财政局政府信息公开工作年度报告", "2018-06-30").state is State.NOT_APPLICABLE
    assert late("郯城县财政局2007年政府信息公开工作年度报告", "2008-06-30").state is State.NOT_APPLICABLE


@pytest.mark.parametrize("name", ["郯城县人民医院", "郯城县人民法院", "临沂市人民政府"])
def test_who_owes_no_report_here_is_not_judged(name: str) -> None:
    assert late(f"{name}2022年政府信息公开工作年度报告", "2023-06-30").state is State.NOT_APPLICABLE


def test_without_a_day_nothing_can_be_said() -> None:
    assert late("郯城县财政局2022年政府信息公开工作年度报告", None).state is State.NOT_ASSESSABLE


def test_a_day_to_come_is_not_judged() -> None:
    verdict = late("郯城县财政局2022年政府信息公开工作年度报告", "2023-06-30", as_of=date(2023, 6, 1))
    assert verdict.state is State.NOT_APPLICABLE


def test_the_list_alone_may_tell_the_day() -> None:
    one = report(day=None)
    placed = place_of(one, listed="2023-04-06")
    seen = site_of(one, site=COUNTY, organs=(organ(),))
    reports = {key: type(found)(**{**_values(found), "published": "2023-04-06"}) for key, found in seen.reports.items()}
    verdict = KIND.judge(placed, facts(_with(seen, reports=reports), as_of=date(2023, 12, 31)))
    assert verdict.state is State.FAIL
    assert verdict.evidence[1].quote == "2023-04-06"


def _values(found: Any) -> dict[str, Any]:  # noqa: ANN401 - a dataclass with slots
    return {name: getattr(found, name) for name in found.__dataclass_fields__}


def _with(seen: SiteView, **changes: Any) -> SiteView:  # noqa: ANN401 - attributes of `SiteView`
    return SiteView(**{**_values(seen), **changes})


@pytest.mark.parametrize(
    ("path", "place", "others"),
    [
        ("/nb/t20230110_12.html", {}, ()),  # the address has another day
        ("/nb/1.html", {"listed": "2023-01-10"}, ()),  # the list has another day
        ("/nb/1.html", {}, (("县民政局", 2022), ("县水利局", 2022))),  # three on one day
        ("/nb/1.html", {}, (("郯城县财政局", 2021),)),  # two years on one day
    ],
)
def test_signs_of_a_second_publication_are_for_a_person(path: str, place: Any, others: Any) -> None:  # noqa: ANN401
    one = report(path, "郯城县财政局2022年政府信息公开工作年度报告", "2023-04-06")
    rest = [
        report(f"/nb/x{nth}.html", f"{unit}{year}年政府信息公开工作年度报告", "2023-04-06")
        for nth, (unit, year) in enumerate(others)
    ]
    assert judged(KIND, one, known(one, *rest), **place).state is State.NEEDS_REVIEW


def test_a_crowded_day_is_for_a_person() -> None:
    title = "郯城县财政局2022年政府信息公开工作年度报告"
    verdict = late(title, "2023-04-06", crowded_dates=frozenset({"2023-04-06"}))
    assert verdict.state is State.NEEDS_REVIEW


# ---------------------------------------------------------------- the column


def of_column(
    *titles: str,
    as_of: date = date(2023, 12, 31),
    final: bool = True,
    confirmed: Callable[[str], bool] = lambda _: False,
    **changes: Any,  # noqa: ANN401 - of the column
) -> Verdict:
    entries = tuple(Item(title, url(f"/nb/{nth}.html"), None, "css:li") for nth, title in enumerate(titles))
    site_changes: dict[str, Any] = {
        name: changes.pop(name) for name in ("site", "own_host", "whole_site") if name in changes
    }
    shown = column("annual_report", path="/nb/", items=entries, **changes)
    lower = column("annual_report", path="/nb/bm/index.html")
    about: dict[str, Any] = {"site": COUNTY, "columns": (lower, shown), **site_changes}
    seen = site_of(**about)
    subject = listing("/nb/", "政府信息公开年报", entries)
    asked = replace(facts(seen, as_of=as_of, final=final), confirmed=confirmed)
    return KIND.judge(page(subject, role=Role.ANNUAL_REPORT), asked)


REPORT = "郯城县人民政府{}年政府信息公开工作年度报告"


@pytest.mark.parametrize(
    ("as_of", "year"), [(date(2023, 3, 31), 2021), (date(2023, 4, 1), 2022), (date(2023, 12, 31), 2022)]
)
def test_a_column_must_hold_the_last_report_that_is_due(as_of: date, year: int) -> None:
    assert of_column(REPORT.format(year), as_of=as_of).state is State.PASS
    verdict = of_column(REPORT.format(year - 1), REPORT.format(year - 2), as_of=as_of)
    assert verdict.state is State.FAIL
    assert verdict.evidence[0].quote == REPORT.format(year - 1)
    assert verdict.values["year"] == str(year)


def test_a_title_without_a_year_or_a_column_known_by_name_is_for_a_person() -> None:
    assert of_column(REPORT.format(2020), "政府信息公开年报").state is State.NEEDS_REVIEW
    assert of_column(REPORT.format(2020), site=site(level=Level.COUNTY)).state is State.NEEDS_REVIEW
    assert of_column(REPORT.format(2020), final=False).state is State.NEEDS_REVIEW
    assert (
        of_column(REPORT.format(2020), final=False, confirmed=lambda one: one == url("/nb/")).state
        is State.NEEDS_REVIEW
    )
    assert of_column(REPORT.format(2020), final=False, confirmed=lambda _: True).state is State.FAIL


def test_a_column_that_proves_nothing_is_not_judged() -> None:
    assert of_column().state is State.NOT_APPLICABLE
    assert of_column(REPORT.format(2020), own_host=False).state is State.NOT_APPLICABLE
    assert of_column(REPORT.format(2020), whole_site=False).state is State.NOT_APPLICABLE
    assert of_column(REPORT.format(2020), as_of=date(2008, 12, 31)).state is State.NOT_APPLICABLE
    for changes in ({"complete": False, "reason": Reason.TIMEOUT}, {"scripted": True}, {"outcome": Reason.EMPTY}):
        assert of_column(REPORT.format(2020), **changes).state is State.NOT_ASSESSABLE


def test_a_report_elsewhere_on_the_site_is_there() -> None:
    entries = items(("/nb/2020.html", None))
    one = report("/info/1.html")
    shown = column("annual_report", path="/nb/", items=entries)
    seen = site_of(one, site=COUNTY, columns=(shown,))
    subject = listing("/nb/", "政府信息公开年报", entries)
    assert KIND.judge(page(subject), facts(seen)).state is State.PASS


def test_other_lists_are_not_judged() -> None:
    assert KIND.judge(page(listing("/bm/", "部门年报")), known()).state is State.NOT_APPLICABLE
    assert KIND.judge(page(), known()).state is State.NOT_APPLICABLE


def test_a_deadline_on_a_day_off_is_for_a_person_to_judge_up_to_the_next_working_day() -> None:
    title = "郯城县人民政府2018年政府信息公开工作年度报告"
    assert late(title, "2019-04-01").state is State.NEEDS_REVIEW  # 2019-03-31 was a Sunday
    assert late(title, "2019-04-02").state is State.FAIL
    assert late("郯城县财政局2019年政府信息公开工作年度报告", "2020-02-03").state is State.NEEDS_REVIEW  # long holidays
    unknown = "郯城县人民政府2028年政府信息公开工作年度报告"
    assert late(unknown, "2029-04-02").state is State.NEEDS_REVIEW  # a Saturday of a year without a calendar
    assert late(unknown, "2029-04-03").state is State.FAIL


def test_a_report_shown_again_is_judged_by_its_first_page() -> None:
    first = report("/nb/1.html", "郯城县财政局2022年政府信息公开工作年度报告", "2023-01-20")
    again = report("/nb/2.html", "县财政局2022年政府信息公开工作年度报告", "2023-04-10")
    known_both = known(first, again)
    assert judged(KIND, first, known_both).state is State.PASS
    assert judged(KIND, again, known_both).state is State.NOT_APPLICABLE


def test_of_two_that_name_no_unit_the_later_may_be_the_same_report() -> None:
    first = report("/nb/1.html", "2022年政府信息公开工作年度报告", "2023-01-20")
    again = report("/nb/2.html", "2022年政府信息公开工作年度报告", "2023-04-10")
    assert judged(KIND, again, known(first, again)).state is State.NEEDS_REVIEW
    assert judged(KIND, again, known(again)).state is State.FAIL


def test_a_body_that_may_owe_no_report_is_for_a_person_to_judge() -> None:
    assert late("郯城县融媒体中心2022年政府信息公开工作年度报告", "2023-04-10").state is State.NEEDS_REVIEW


def test_the_day_of_a_change_may_not_be_that_of_publication() -> None:
    title = "郯城县财政局2022年政府信息公开工作年度报告"
    changed = replace(
        report("/nb/1.html", title, None), fields=(field("published_date", "2023-06-15", label="更新时间"),)
    )
    assert judged(KIND, changed, known(changed)).state is State.NEEDS_REVIEW


def test_a_year_in_the_column_needs_no_further_words() -> None:
    assert of_column("2021年度", "2022年度").state is State.PASS
    assert of_column("2020年度", "2021年度").state is State.FAIL
