"""Judging what is on disk: with and without a configuration, the same whatever the folder and the order of files."""

import os
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from auditor import catalog, config, pipeline
from auditor.errors import ConfigError, NothingError, UsageError

ROOT = Path(__file__).parents[2]
SITE = ROOT / "fixtures" / "tancheng"
CORPUS = Path(os.environ.get("AUDITOR_CORPUS", ROOT.parent / "shared" / "corpus"))
FAR = date(2030, 1, 1)


@pytest.fixture(scope="module")
def known() -> catalog.Catalog:
    return catalog.load()


def test_without_a_configuration_each_host_is_a_site_and_columns_are_recognised(known: catalog.Catalog) -> None:
    assessment = pipeline.check([SITE], catalog=known, today=FAR, as_of=date(2023, 12, 31))
    sites = {site.id: site for site in assessment.sites}
    assert set(sites) == {"www.tancheng.gov.cn", "jtj.tancheng.gov.cn"}
    portal = {column.name: column.role for column in sites["www.tancheng.gov.cn"].columns}
    assert portal["政策文件"] == "policy_documents"
    assert portal["行政规范性文件"] == "normative_documents"
    assert portal["政策解读"] == "interpretations"
    assert any("未配置 columns" in note for note in sites["www.tancheng.gov.cn"].notes)
    blank = [one.subject.title for one in sites["www.tancheng.gov.cn"].findings if one.rule == "column-blank"]
    assert blank == ["规划计划"]
    assert assessment.ruleset_id == "all"
    assert sites["www.tancheng.gov.cn"].score is None


def test_folder_name_and_file_times_do_not_matter(tmp_path: Path, known: catalog.Catalog) -> None:
    settings = config.load(SITE / "auditor.yaml")
    copy = tmp_path / "anything"
    shutil.copytree(SITE, copy)
    for number, file in enumerate(sorted(copy.rglob("*"), reverse=True)):
        os.utime(file, (number, number))
    here = pipeline.check([SITE], catalog=known, today=FAR, config=settings)
    there = pipeline.check([copy], catalog=known, today=date(2001, 1, 1), config=settings)
    assert here == there


def test_as_of_comes_from_the_command_then_the_configuration_then_the_clock(known: catalog.Catalog) -> None:
    small = ROOT / "fixtures" / "jiaoti"
    settings = config.load(small / "auditor.yaml")
    asked = pipeline.check([small], catalog=known, today=FAR, config=settings, as_of=date(2024, 1, 5))
    assert asked.as_of == date(2024, 1, 5)
    assert pipeline.check([small], catalog=known, today=FAR, config=settings).as_of == date(2023, 12, 31)
    assert pipeline.check([small], catalog=known, today=FAR).as_of == FAR


def test_a_year_without_a_calendar_is_said_aloud(known: catalog.Catalog, tmp_path: Path) -> None:
    settings = config.load(SITE / "auditor.yaml")
    copy = tmp_path / "site"
    shutil.copytree(SITE, copy)
    page = copy / "www.tancheng.gov.cn/info/3720/240660.htm"
    text = page.read_text(encoding="utf-8")
    for day in ("2029-03-01", "2029-04-25"):
        text = text.replace('<td class="nr">2023-07-14</td>', f'<td class="nr">{day}</td>', 1)
    page.write_text(text.replace("2023年7月14日", "2029年3月1日"), encoding="utf-8")
    site = pipeline.check([copy], catalog=known, today=FAR, config=settings, as_of=FAR).sites[0]
    late = next(tally for tally in site.rules if tally.id == "published-late")
    assert late.reasons == {"calendar_2029": 1}
    assert any("2029" in note for note in site.notes)


def test_a_configured_site_without_any_page_is_deferred_not_dropped(known: catalog.Catalog) -> None:
    settings = config.load(SITE / "auditor.yaml")
    absent = replace(settings.sites[0], id="absent", home="http://absent.gov.cn/", hosts=("absent.gov.cn",), columns=())
    both = replace(settings, sites=(*settings.sites, absent))
    sites = {site.id: site for site in pipeline.check([SITE], catalog=known, today=FAR, config=both).sites}
    assert sites["absent"].grade == "deferred"
    assert sites["absent"].score is None
    assert sites["absent"].deferred_reason


def test_a_configuration_for_another_host_is_told_with_both_hosts(known: catalog.Catalog) -> None:
    settings = config.load(SITE / "auditor.yaml")
    absent = replace(settings.sites[0], home="http://absent.gov.cn/", hosts=("absent.gov.cn",), columns=())
    other = replace(settings, sites=(absent,))
    with pytest.raises(NothingError, match=r"absent\.gov\.cn .*www\.tancheng\.gov\.cn"):
        pipeline.check([SITE], catalog=known, today=FAR, config=other)
    assert len(pipeline.check([SITE], catalog=known, today=FAR, config=other, nearby=True).sites) == 2


def test_what_cannot_be_judged_says_so(tmp_path: Path, known: catalog.Catalog) -> None:
    with pytest.raises(UsageError, match="nowhere"):
        pipeline.check([tmp_path / "nowhere"], catalog=known, today=FAR)
    with pytest.raises(NothingError):
        pipeline.check([tmp_path], catalog=known, today=FAR)
    with pytest.raises(ConfigError, match="disclosure-county"):
        pipeline.check([SITE], catalog=known, today=FAR, ruleset="disclosure-conty")


@pytest.mark.skipif(not (CORPUS / "sites").is_dir(), reason="没有真实网页语料(AUDITOR_CORPUS)")
def test_a_whole_real_site_is_judged_without_a_wrong_accusation(known: catalog.Catalog) -> None:
    """Nothing that was not copied counts against the site; the three faults were seen when the pages were opened.

    No page has any of the tags, the home page no 网站地图, and a file in a text answers "Not Found".
    """
    assessment = pipeline.check([CORPUS / "sites"], catalog=known, today=FAR, as_of=date(2018, 7, 27))
    (site,) = assessment.sites
    roles = {column.role for column in site.columns}
    assert {"policy_documents", "interpretations", "notices", "annual_report", "guide", "news"} <= roles
    assert site.coverage.not_assessable["not_captured"] > 2500
    fails = [one for one in site.findings if one.state == "fail"]
    assert [one.rule for one in fails] == ["link-dead", "meta-tags-missing", "site-identity-missing"]
    blank = [one for one in site.findings if one.rule == "column-blank"]
    assert len(blank) == 23  # each says so itself, and leads to columns below it that were not copied
    assert all("暂无" in one.evidence[0].quote and one.state == "needs_review" for one in blank)


def test_one_page_gives_its_site_no_grade(known: catalog.Catalog, tmp_path: Path) -> None:
    settings = config.load(SITE / "auditor.yaml")
    page = SITE / "www.tancheng.gov.cn" / "info" / "3720" / "240660.htm"
    (alone,) = pipeline.check([page], catalog=known, today=FAR, config=settings).sites
    assert (alone.score, alone.grade, alone.deferred_reason) == (None, "deferred", "只读了单个网页，不评定整站")
    assert [one.rule for one in alone.findings] == ["publisher-abbreviated"]
    # A folder of another site beside it says nothing of this one.
    other = tmp_path / "www.example.gov.cn" / "index.html"
    other.parent.mkdir()
    other.write_text("<html><body><p>欢迎访问示例县人民政府网站</p></body></html>", encoding="utf-8")
    sites = {one.id: one for one in pipeline.check([page, tmp_path], catalog=known, today=FAR).sites}
    assert sites["www.tancheng.gov.cn"].grade == "deferred"
    assert sites["www.example.gov.cn"].deferred_reason != "只读了单个网页，不评定整站"


def test_rates_stand_with_the_documents_that_are_missing(known: catalog.Catalog) -> None:
    settings = config.load(SITE / "auditor.yaml")
    site = pipeline.check([SITE], catalog=known, today=FAR, config=settings).sites[0]
    counts = {tally.id: tally for tally in site.rules}
    for name, rule in (("interpretation_rate", "interpretation-missing"), ("linkage_rate", "interpretation-unlinked")):
        rate, tally = site.rates[name], counts[rule]
        assert (rate.numerator, rate.denominator) == (tally.passed, tally.passed + tally.failed + tally.needs_review)
        assert rate.missing == tuple(sorted(one.subject.url for one in site.findings if one.rule == rule))
        assert len(rate.missing) == rate.denominator - rate.numerator > 0


def test_a_set_without_the_rules_has_no_rates(known: catalog.Catalog, tmp_path: Path) -> None:
    alone = tmp_path / "alone.yaml"
    alone.write_text('title: 一条\nversion: "1"\nrules: [column-blank]\n', encoding="utf-8")
    settings = config.load(SITE / "auditor.yaml")
    assert pipeline.check([SITE], catalog=known, today=FAR, config=settings, ruleset=str(alone)).sites[0].rates == {}
