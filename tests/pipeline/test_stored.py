import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from comparing import assessed, found, site

from auditor import catalog
from auditor.errors import UsageError
from auditor.formats import RenderOptions
from auditor.formats.json import render
from auditor.model import Assessment, IndicatorScore, Level, ManualScore, Rate, Role, State
from auditor.pipeline import check, stored

OPTIONS = RenderOptions()


def kept(assessment: Assessment, folder: Path) -> Assessment:
    file = folder / "report.json"
    file.write_bytes(render(assessment, OPTIONS))
    return stored.read(file)


def test_what_was_printed_is_read_back(tmp_path: Path) -> None:
    by_hand = IndicatorScore("x", "甲", 2.0, 1.0, "manual", by_hand=ManualScore(1.0, "现场", "张三"))
    whole = site(
        found(part="topic", role=Role.NEWS, state=State.NEEDS_REVIEW),
        indicators=(IndicatorScore("w", "全", 2.0, 1.0, "manual", (by_hand,)),),
        rates={"linkage_rate": Rate(1, 2, ("http://www.example.gov.cn/x",))},
        level=Level.COUNTY,
        group="县级政府",
    )
    one = assessed(whole, period=(date(2023, 1, 1), date(2023, 12, 31)))
    assert kept(one, tmp_path) == one


def test_a_rate_of_nothing_comes_back_as_one(tmp_path: Path) -> None:
    assert kept(assessed(site(rates={"r": Rate(0, 0)})), tmp_path).sites[0].rates == {"r": Rate(0, 0)}


def test_the_assessment_of_a_mirror_site_prints_the_same_after_reading(tmp_path: Path) -> None:
    assessment = check(
        [catalog.shipped("fixtures") / "matou"],
        catalog=catalog.load(),
        today=date(2023, 12, 31),
        ruleset="national-2019",
    )
    bare = replace(assessment, sites=tuple(replace(one, plans=()) for one in assessment.sites))
    assert render(kept(bare, tmp_path), OPTIONS) == render(bare, OPTIONS)


@pytest.mark.parametrize(
    "change",
    [
        {"sites": [{}]},
        {"sites": 1},
        {"as_of": "gestern"},
        {"ruleset": {}},
        {"tool": None},
        {"period": ["2023-01-01"]},
        {"sites": [{**json.loads(render(assessed(site()), OPTIONS))["sites"][0], "score": "viel"}]},
        {"sites": [{**json.loads(render(assessed(site()), OPTIONS))["sites"][0], "level": "moon"}]},
    ],
)
def test_what_is_no_assessment_is_told_in_one_line(change: dict[str, object], tmp_path: Path) -> None:
    file = tmp_path / "report.json"
    shown = json.loads(render(assessed(site()), OPTIONS))
    file.write_text(json.dumps({**shown, **change}), encoding="utf-8")
    with pytest.raises(UsageError, match=r"report\.json: 不是评估结果"):
        stored.read(file)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "第 1 行第 1 列起不是 JSON"),
        ("[]", "里面的结构不对"),
        ("null", "里面的结构不对"),
        ("\ud800", "不是 UTF-8 的文本"),
        ("{}", "没有 schema_version"),
        (
            '{"schema_version": 1, "ruleset": {"id": "", "version": "1", "sha256": ""}, "tool": {"version": 5}}',
            "5 应为文字",
        ),
    ],
)
def test_any_other_file_is_told_too(text: str, why: str, tmp_path: Path) -> None:
    file = tmp_path / "report.json"
    file.write_text(text, encoding="utf-8", errors="surrogatepass")
    with pytest.raises(UsageError, match=f"不是评估结果.应为 -f json 的输出;.*{why}"):
        stored.read(file)


def test_a_result_of_another_version_and_one_that_is_not_there_are_told(tmp_path: Path) -> None:
    file = tmp_path / "report.json"
    file.write_text('{"schema_version": 2}', encoding="utf-8")
    with pytest.raises(UsageError, match="结果的版本是 2"):
        stored.read(file)
    with pytest.raises(UsageError, match="没有这个文件"):
        stored.read(tmp_path / "none.json")


def test_a_result_written_by_an_older_program_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    shown = json.loads(render(assessed(site(found())), OPTIONS))
    del shown["period"]
    for rule in shown["sites"][0]["rules"]:
        del rule["sha256"]
    del shown["sites"][0]["findings"][0]["part"]
    shown["sites"][0]["later"] = 1
    file = tmp_path / "report.json"
    file.write_text(json.dumps(shown), encoding="utf-8")
    one = stored.read(file)
    assert (one.period, one.sites[0].rules[0].sha256, one.sites[0].findings[0].part) == (None, "", "")
