from dataclasses import replace
from datetime import date

import pytest
from comparing import HOME, assessed, found, run, seen, site

from auditor.compare import Lights, compare, rank, refusal
from auditor.model import (
    Assessment,
    Cause,
    Cell,
    ColumnSummary,
    Coverage,
    IndicatorScore,
    Ledger,
    Level,
    Light,
    Plan,
    Ranking,
    Rate,
    Role,
    SiteAssessment,
    State,
)

COUNTY = Level.COUNTY


def scored(name: str, score: float | None, **changes: object) -> SiteAssessment:
    return site(**{"id": name, "name": name, "score": score, "group": "县级政府", "level": COUNTY, **changes})


def places(ranking: Ranking) -> list[tuple[str, int | None]]:
    return [(row.site, row.rank) for row in ranking.rows]


DEFERRED = scored("d", None, grade="deferred", deferred_reason="可评估页面3/9", coverage=Coverage(9, 3, {"timeout": 6}))
VETOED = scored("v", None, grade="vetoed")


def test_equal_scores_share_a_place_and_the_next_is_left_out() -> None:
    ranking = rank([assessed(scored("a", 80.0), scored("b", 90.0), scored("c", 90.001), scored("e", 70.0))])
    assert places(ranking) == [("b", 1), ("c", 1), ("a", 3), ("e", 4)]


def test_a_deferred_and_a_vetoed_site_have_no_place() -> None:
    ranking = rank([assessed(DEFERRED, VETOED, scored("a", 10.0))])
    assert places(ranking) == [("a", 1), ("v", None), ("d", None)]
    row = ranking.rows[2]
    assert (row.deferred, row.deferred_reason, row.interval, row.light) == (True, "可评估页面3/9", None, None)
    assert ranking.rows[1].light is Light.RED


def test_a_set_without_points_gives_no_places() -> None:
    assert places(rank([assessed(scored("a", None, grade=None, max_score=None))])) == [("a", None)]


def test_groups_are_ranked_apart_and_sites_without_one_by_their_level() -> None:
    township = scored("t", 95.0, group="", level=Level.TOWNSHIP)
    unknown = scored("u", 50.0, group="", level=None)
    sites = assessed(scored("a", 80.0), township, scored("b", 60.0, level=Level.CITY), unknown)
    groups = rank([sites]).groups
    assert [(one.name, one.level) for one in groups] == [
        ("县级政府", COUNTY),
        ("乡镇（街道）", Level.TOWNSHIP),
        ("县级政府", Level.CITY),
        ("（未写明层级）", None),
    ]
    assert [row.rank for one in groups for row in one.rows] == [1, 1, 1, 1]
    assert [one.name for one in rank([sites], by="level").groups] == ["县级", "乡镇（街道）", "市级", "（未写明层级）"]
    (whole,) = rank([sites], by="all").groups
    assert (whole.name, [row.site for row in whole.rows]) == ("全部站点", ["t", "a", "b", "u"])


def test_a_site_of_two_runs_counts_as_the_last_has_it() -> None:
    assert places(rank([assessed(scored("a", 10.0), scored("b", 50.0)), assessed(scored("a", 90.0))])) == [
        ("a", 1),
        ("b", 2),
    ]


def test_an_interval_says_where_a_site_may_come_to_stand() -> None:
    ranking = rank(
        [
            assessed(
                scored("a", 90.0, points_at_risk=15.0),
                scored("b", 80.0, points_at_risk=0.0),
                scored("c", 78.0),
                scored("e", 60.0),
            )
        ]
    )
    assert {row.site: row.interval for row in ranking.rows} == {"a": (1, 3), "b": (1, 2), "c": (2, 3), "e": (4, 4)}


def test_places_of_the_run_before_are_those_among_the_same_sites() -> None:
    then = assessed(scored("a", 50.0), scored("b", 70.0), scored("gone", 99.0))
    ranking = rank([assessed(scored("a", 90.0), scored("b", 80.0), scored("new", 60.0))], against=[then])
    rows = {row.site: (row.rank, row.rank_before, row.score_before) for row in ranking.rows}
    assert rows == {"a": (1, 2, 50.0), "b": (2, 1, 70.0), "new": (3, None, None)}
    assert ranking.against == date(2023, 12, 31)


def test_the_matrix_has_every_indicator_and_says_of_how_many_points() -> None:
    leaves = (
        IndicatorScore("x1", "甲", 2.0, 1.5, "auto"),
        IndicatorScore("x2", "乙", 1.0, None, "manual"),
    )
    tree = (
        IndicatorScore("x", "要素", 3.0, 1.5, "auto", leaves),
        IndicatorScore("y", "人工", 4.0, None, "manual"),
        IndicatorScore("z", "加分", 1.0, 0.5, "auto", bonus=True),
        IndicatorScore("w", "未评加分", 1.0, None, "auto", bonus=True),
    )
    ranking = rank([assessed(scored("a", 50.0, indicators=tree))])
    assert [(one.id, one.number, one.depth) for one in ranking.indicators] == [
        ("x", "1", 0),
        ("x1", "1.1", 1),
        ("x2", "1.2", 1),
        ("y", "2", 0),
        ("z", "3", 0),
        ("w", "4", 0),
    ]
    assert ranking.rows[0].cells == {
        "x": Cell(1.5, 2.0),
        "x1": Cell(1.5, 2.0),
        "x2": Cell(None, None),
        "y": Cell(None, None),
        "z": Cell(0.5, 1.0),
        "w": Cell(None, None),
    }


# ---------------------------------------------------------------- what may be ranked together

PLANNED = scored("a", 1.0, plans=(Ledger(Plan("p", "要点", 2023, (), "12345678ff"), ()),))


@pytest.mark.parametrize(
    ("other", "word"),
    [
        (
            assessed(scored("b", 1.0), ruleset_sha256="cd" * 32, ruleset_version="2"),
            "规则集不同（county 1 abababab 与 county 2",
        ),
        (
            assessed(scored("b", 1.0), as_of=date(2024, 1, 1)),
            "评判日期或评估时段不同（截至 2023-12-31 与 截至 2024-01-01）",
        ),
        (assessed(scored("b", 1.0), period=(date(2023, 1, 1), date(2023, 12, 31))), "时段 2023-01-01 至 2023-12-31"),
        (assessed(PLANNED), "工作要点不同（无 与 p 12345678）"),
    ],
)
def test_runs_that_were_not_judged_alike_are_refused(other: Assessment, word: str) -> None:
    assert word in refusal([assessed(scored("a", 1.0)), other])


def test_runs_that_were_judged_alike_are_not() -> None:
    one = assessed(scored("a", 1.0))
    assert refusal([one, replace(one, sites=())]) == ""
    assert refusal([one]) == ""
    assert refusal([one, assessed(PLANNED, as_of=date(2024, 1, 1))], windows=False) == ""


# ---------------------------------------------------------------- statistics


def test_what_an_office_publishes_of_a_group() -> None:
    leader = scored("a", 90.0, grade_name="优秀")
    doubt = found("f2", rule="stale", title="未更新", state=State.NEEDS_REVIEW)
    members = (
        leader,
        scored("b", 61.0, findings=(found(), doubt)),
        scored("c", 30.0, grade="fail", findings=(found("f3"),)),
    )
    (group,) = rank([assessed(*members, VETOED, DEFERRED)]).groups
    figures = group.statistics
    assert (figures.sites, figures.ranked, figures.deferred, figures.vetoed) == (5, 3, 1, 1)
    assert figures.coverage == Rate(39, 49)
    assert (figures.mean, figures.median, figures.highest, figures.lowest) == (60.33, 61.0, 90.0, 30.0)
    assert figures.grades == {"优秀": 1, "合格": 1, "不合格": 1, "一票否决": 1, "暂缓评定": 1}
    assert figures.lights == {Light.GREEN: 1, Light.AMBER: 1, Light.RED: 2}
    assert [(one.rule, one.failed, one.needs_review, one.sites) for one in figures.kinds] == [
        ("late", 2, 0, 2),
        ("stale", 0, 1, 1),
    ]
    assert (figures.rectified, figures.in_time) == (None, None)


def test_a_group_without_scores_has_no_mean() -> None:
    (group,) = rank([assessed(DEFERRED)]).groups
    figures = group.statistics
    assert (figures.mean, figures.median, figures.highest, figures.lowest) == (None, None, None, None)


@pytest.mark.parametrize(
    ("score", "wanted"), [(70.0, Light.GREEN), (69.99, Light.AMBER), (50.0, Light.AMBER), (49.9, Light.RED)]
)
def test_the_lights_go_by_their_thresholds(score: float, wanted: Light) -> None:
    ranking = rank([assessed(scored("a", score))], lights=Lights(0.7, 0.5))
    assert ranking.rows[0].light is wanted


def test_units_stand_by_what_they_lost() -> None:
    columns = tuple(
        ColumnSummary(name, Role.NEWS, HOME, 1, None, complete=True, unit=unit)
        for name, unit in (("甲", "县财政局"), ("乙", "县统计局"), ("丙", ""))
    )
    findings = (
        found("f1", deducted=0.5),
        found("f2", unit="县统计局"),
        found("f3", unit="县统计局", state=State.NEEDS_REVIEW),
        found("f4", unit=""),
    )
    (group,) = rank([assessed(scored("a", 50.0, columns=columns, findings=findings))]).groups
    units = group.statistics.units
    assert [(one.rank, one.unit, one.failed, one.needs_review, one.deducted) for one in units] == [
        (1, "县财政局", 0, 0, 0.0),
        (2, "县统计局", 1, 1, 0.0),
        (3, "县政府办公室", 1, 0, 0.5),
        (4, "", 1, 0, 0.0),
    ]
    assert sum(one.failed + one.needs_review for one in units) == len(findings)
    (nobody,) = rank([assessed(scored("a", 50.0, columns=columns[2:], findings=findings[3:]))]).groups
    assert nobody.statistics.units == ()


def test_the_rate_of_rectification_leaves_out_what_nobody_mended() -> None:
    """Of five certain faults two were mended, one remains, one could not be read again, one is no fault any more."""
    paths = ("a.htm", "b.htm", "c.htm", "d.htm", "e.htm")
    faults = [found(path[0], path) for path in paths]
    faults[4] = replace(faults[4], rule="dropped", unit="县财政局")
    doubt = found("f", "a.htm", rule="stale", state=State.NEEDS_REVIEW)
    then = assessed(site(*faults, doubt))
    now = assessed(site(faults[2]))
    old = seen(*((path, "1") for path in paths))
    new = seen(*((path, "2") for path in paths if path != "d.htm"), ("d.htm", "", "timeout"))
    comparison = compare(run(then, old), run(now, new))
    assert {one.finding.fingerprint: one.cause for one in comparison.fixed}["e"] is Cause.RULE_CHANGED
    (group,) = rank([now], against=[then], comparison=comparison, deadline=date(2023, 12, 31)).groups
    assert (group.statistics.rectified, group.statistics.in_time) == (Rate(2, 3), Rate(2, 3))
    assert [(one.unit, one.rectified) for one in group.statistics.units] == [("县政府办公室", Rate(2, 3))]
    (late,) = rank([now], against=[then], comparison=comparison, deadline=date(2023, 12, 30)).groups
    assert late.statistics.in_time is None
