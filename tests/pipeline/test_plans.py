"""A run remembers by which plans it was judged, and from which days its duties count."""

import json
from datetime import date
from pathlib import Path

import pytest

from auditor import catalog, config, pipeline
from auditor.archive.serve import serve
from auditor.errors import ConfigError
from auditor.pipeline.crawling import mirrored, recorded

FIXTURES = catalog.shipped("fixtures")
SITE = """\
plans: [tancheng-2023, plans/own.yaml, tancheng-2023]
sites:
  - id: a
    name: 某县人民政府
    home: http://www.example.gov.cn/
    plans: [report-2023]
    events: {congress_end: [2023-01-12, 2022-02-20], harvest: 2023-06-10}
"""
PLAN = "title: 某\nyear: 2023\nduties: [{id: D1, quote: 甲, manual: 乙}]\n"


def loaded(folder: Path, text: str) -> config.Config:
    file = folder / "auditor.yaml"
    file.write_text(text, encoding="utf-8")
    return config.load(file)


def test_plans_and_events_are_read(tmp_path: Path) -> None:
    found = loaded(tmp_path, SITE)
    assert found.plans == ("tancheng-2023", f"{tmp_path.as_posix()}/plans/own.yaml")
    (site,) = found.sites
    assert site.plans == ("report-2023",)
    assert site.events == (
        ("congress_end", date(2022, 2, 20)),
        ("congress_end", date(2023, 1, 12)),
        ("harvest", date(2023, 6, 10)),
    )
    assert config.from_dict(json.loads(json.dumps(config.to_dict(found)))) == found


def test_a_record_of_an_earlier_version_has_no_plans(tmp_path: Path) -> None:
    plain = config.to_dict(loaded(tmp_path, SITE))
    del plain["plans"]
    for site in plain["sites"]:
        del site["plans"]
        del site["events"]
    found = config.from_dict(plain)
    assert (found.plans, found.sites[0].plans, found.sites[0].events) == ((), (), ())


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("harvest:", "Harvest:", "sites[0].events.Harvest: 事件名只用小写字母"),
        ("2023-06-10", "6月", "不是日期"),
        ("plans: [report-2023]", "plans: report-2023", "应为列表"),
        ("plans: [tan", "plan: [tan", "不认识的键,是否想写 plans?"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(tmp_path: Path, old: str, new: str, said: str) -> None:
    with pytest.raises(ConfigError) as raised:
        loaded(tmp_path, SITE.replace(old, new, 1))
    assert said in str(raised.value)


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A mirror of one page and a plan beside it."""
    folder = tmp_path / "mirror"
    (folder / "www.example.gov.cn").mkdir(parents=True)
    page = "<html><head><title>某县人民政府</title></head><body><p>欢迎</p></body></html>"
    (folder / "www.example.gov.cn/index.html").write_text(page, encoding="utf-8")
    (folder / "plans").mkdir()
    (folder / "plans/own.yaml").write_text(PLAN, encoding="utf-8")
    loaded(folder, "as_of: 2023-12-31\n" + SITE)
    return folder


def test_a_run_records_the_plans_it_was_made_with(small: Path, tmp_path: Path) -> None:
    known = catalog.load()
    out = tmp_path / "run"
    with serve(small) as mirror:
        asked = config.load(small / "auditor.yaml")
        asked = config.from_dict({**config.to_dict(asked), "mirror": dict(mirror)})
        _, assessment = pipeline.run(asked, (), out, catalog=known, today=date(2024, 1, 1))
    ids = ["tancheng-2023", "own", "report-2023"]
    assert [one.plan.id for one in assessment.sites[0].plans] == ids
    asked_for = json.loads((out / "run.json").read_text(encoding="utf-8"))["plans"]
    assert [one["id"] for one in asked_for] == ids
    assert asked_for[0]["sha256"] == known.plan("tancheng-2023").sha256
    again = pipeline.check([out], catalog=known, today=date(2030, 1, 1), config=recorded(out))
    assert again == assessment


def test_plans_that_are_named_stand_for_all_that_are_configured(small: Path, tmp_path: Path) -> None:
    known = catalog.load()
    out = tmp_path / "run"
    with serve(small) as mirror:
        asked = config.load(small / "auditor.yaml")
        asked = config.from_dict({**config.to_dict(asked), "mirror": dict(mirror)})
        named = ("qingdao-2022",)
        _, assessment = pipeline.run(asked, (), out, catalog=known, today=date(2024, 1, 1), plans=named)
    assert [one.plan.id for one in assessment.sites[0].plans] == ["qingdao-2022"]


def test_each_mirror_site_of_the_demo_keeps_its_own_plans() -> None:
    with mirrored(FIXTURES) as settings:
        assert settings.plans == ()
        by_id = {site.id: site.plans for site in settings.sites}
    assert by_id["tancheng"][0] == "tancheng-2023"
    assert by_id["matou"] == by_id["jiaoti"] == ()


def test_without_configuration_a_plan_that_is_named_binds_every_host(small: Path) -> None:
    (small / "auditor.yaml").unlink()
    known = catalog.load()
    found = pipeline.check([small], catalog=known, today=date(2024, 1, 1), plans=[str(small / "plans/own.yaml")])
    assert [one.plan.id for one in found.sites[0].plans] == ["own"]
