from typing import Any

import pytest
from making import column, facts, organ, site
from reporting import report, site_of

from auditor.kinds.explained import Kind
from auditor.model import Column, ColumnView, Item, Level, Reason, Role, State, Table, Verdict

KIND = Kind(words=("情况说明",), unless=("预算",), counted={"permits": ["permits"]})
PERMITS = Table((("信息内容", "本年处理决定数量"), ("行政许可", "212")), "")


def said(
    *titles: str,
    unit: str = "郯城县水利局",
    reporting: str = "郯城县水利局2022年政府信息公开年报",
    level: Level = Level.COUNTY,
    name: str = "郯城县人民政府",
    tables: tuple[Table, ...] = (PERMITS,),
    **changes: Any,  # noqa: ANN401 - attributes of `ColumnView`
) -> Verdict:
    entries = tuple(Item(title, f"http://www.example.gov.cn/xk/{nth}.html", None) for nth, title in enumerate(titles))
    shown = column("permits", items=entries, **changes)
    about = Column("行政许可", Role.PERMITS, shown.url, unit)
    subject = ColumnView(**{**{one: getattr(shown, one) for one in shown.__dataclass_fields__}, "column": about})
    one = report(title=reporting, tables=tables)
    seen = site_of(one, site=site(level=level, name=name), organs=(organ(),))
    return KIND.judge(subject, facts(seen))


def test_an_explanation_alone_is_for_a_person() -> None:
    verdict = said("2021年行政许可情况说明")
    assert verdict.state is State.NEEDS_REVIEW
    assert verdict.values["explanation"] == "2021年行政许可情况说明"


def test_a_report_that_counts_some_contradicts_it() -> None:
    verdict = said("2022年行政许可情况说明")
    assert verdict.state is State.FAIL
    assert verdict.values["report"] == "；《郯城县水利局2022年政府信息公开年报》载明行政许可212"
    assert len(verdict.related) == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"tables": ()},  # the report counts none
        {"unit": "郯城县财政局"},  # another unit
        {"reporting": "郯城县水利局2021年政府信息公开年报"},  # another year
        {"reporting": "2022年政府信息公开年报"},  # the county's own report counts what all its units decided
    ],
)
def test_another_report_contradicts_nothing(changes: dict[str, Any]) -> None:
    assert said("2022年行政许可情况说明", **changes).state is State.NEEDS_REVIEW


def test_an_explanation_without_a_year_is_not_contradicted() -> None:
    assert said("行政许可情况说明").state is State.NEEDS_REVIEW


def test_the_offices_inside_a_department_report_as_one() -> None:
    own: dict[str, Any] = {"unit": "局办公室", "level": Level.DEPARTMENT, "name": "郯城县水利局"}
    assert said("2022年行政许可情况说明", **own).state is State.FAIL


def test_a_column_without_a_unit_is_the_sites() -> None:
    county: dict[str, Any] = {"unit": "", "reporting": "2022年政府信息公开年报"}
    assert said("2022年行政许可情况说明", **county).state is State.FAIL


def test_one_item_of_substance_is_enough() -> None:
    assert said("2022年行政许可情况说明", "关于准予某公司取水许可的决定").state is State.PASS


def test_an_explanation_of_the_matter_itself_is_its_substance() -> None:
    assert said("2022年部门预算情况说明").state is State.PASS


def test_a_column_without_items_is_another_rules_matter() -> None:
    assert said().state is State.NOT_APPLICABLE
    assert said(scripted=True).state is State.NOT_ASSESSABLE


def test_a_column_that_was_not_read_proves_nothing() -> None:
    assert said("2022年行政许可情况说明", outcome=Reason.TIMEOUT).state is State.NOT_ASSESSABLE
    cut = said("2022年行政许可情况说明", complete=False, reason=Reason.LIMIT)
    assert (cut.state, cut.reason) == (State.NOT_ASSESSABLE, "limit")
