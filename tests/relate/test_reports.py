import pytest
from making import organ, place, record, site, view, words
from reporting import TITLE, applications, report

from auditor.model import Level, Table
from auditor.relate import Pages, relate
from auditor.relate.reports import bare, regions, reporting, reports

COUNTY = view(site=site(level=Level.COUNTY), organs=(organ(),))


@pytest.mark.parametrize(
    ("unit", "sort"),
    [
        ("", "county"),
        ("郯城县人民政府", "county"),
        ("郯城县财政局", "department"),
        ("县城市管理局", "department"),
        ("郯城县马头镇", "township"),
        ("马头镇人民政府", "township"),
        ("国家税务总局郯城县税务局", "vertical"),
        ("临沂市郯城县水利局", "department"),
        ("郯城县产业集聚区管委会", "other"),
        ("郯城县招商服务中心", "other"),
        ("郯城县人民医院", "none"),
        ("郯城县总工会", "none"),
        ("郯城县人民法院", "none"),
        ("临沂市人民政府", "foreign"),
        ("山东省人民政府", "foreign"),
        ("沂水县财政局", "foreign"),
        ("某某", "other"),
    ],
)
def test_the_sort_of_a_unit_is_told_by_the_end_of_its_name(unit: str, sort: str) -> None:
    assert reporting(unit, COUNTY, words()) == sort


def test_a_city_is_one_only_on_a_site_that_may_be_one() -> None:
    names = {Level.CITY: "city", Level.COUNTY: "county", Level.DEPARTMENT: "other"}
    for level, sort in names.items():
        known = view(site=site(level=level, name="邹城市人民政府"), organs=(organ("邹城市人民政府"),))
        assert reporting("邹城市人民政府", known, words()) == sort


def test_a_city_gathers_the_reports_of_its_counties() -> None:
    known = view(site=site(level=Level.CITY, name="临沂市人民政府"), organs=(organ("临沂市人民政府"),))
    assert reporting("兰陵县人民政府", known, words()) == "county"
    assert reporting("江苏省人民政府", known, words()) == "foreign"


def test_a_unit_without_a_name_is_the_site_only_where_it_has_its_own_host() -> None:
    assert reporting("", view(site=site(level=Level.COUNTY), own_host=False), words()) == "other"
    assert reporting("", view(site=site(level=None)), words()) == "other"


@pytest.mark.parametrize(
    ("unit", "name"),
    [
        ("郯城县财政局", "财政局"),
        ("县财政局", "财政局"),
        ("郯城县市场监督管理局", "市场监督管理局"),
        ("郯城县人民政府", "人民政府"),
        ("马头镇人民政府", "马头镇"),
    ],
)
def test_a_bare_name_has_no_place(unit: str, name: str) -> None:
    assert bare(unit, COUNTY) == name


def test_the_place_of_a_department_is_told_by_its_name() -> None:
    assert regions(view(site=site(name="郯城县教育和体育局"))) == {"郯城县"}
    assert regions(view(site=site(name="某网站"))) == set()


def test_reports_are_kept_with_what_others_ask_of_them() -> None:
    counts = Table((("信息内容", "件数"), ("行政许可", "212")), "")
    one = report(tables=(applications(carried_out=(1, 0, 0, 0, 0, 0, 1)), counts), day=None)
    other = report("/nb/2.html", "2021年政府信息公开年度报告", "2022-01-18", tables=())
    found = reports(
        Pages([one, other, record()]),
        {
            "www.example.gov.cn/nb/1.html": place(one, listed="2023-01-17"),
            "www.example.gov.cn/nb/2.html": place(other, unit="县财政局"),
        },
        words(),
    )
    first, second = found["www.example.gov.cn/nb/1.html"], found["www.example.gov.cn/nb/2.html"]
    assert (first.year, first.unit, first.published) == (2022, "郯城县人民政府", "2023-01-17")
    assert (first.carried_in[-1], first.carried_out[-1], first.counts["permits"]) == (0, 1, 212)
    assert (second.year, second.unit, second.published) == (2021, "县财政局", "2022-01-18")
    assert (second.carried_in, second.counts["fees"]) == ((), 0)


def test_the_view_of_a_site_has_its_reports() -> None:
    seen = relate(site(), [report()], words())
    assert [one.title for one in seen.reports.values()] == [TITLE]
