"""From pages to points: overrides, points by hand and an explanation that adds up, on the mirror sites."""

import re
import shutil
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from auditor import catalog, config, pipeline
from auditor.errors import ConfigError
from auditor.formats import RenderOptions, text
from auditor.model import SiteAssessment
from auditor.pipeline.proofs import proofs

ROOT = Path(__file__).parents[2]
SITE = ROOT / "fixtures" / "tancheng"
FAR = date(2030, 1, 1)
HEAD = "title: x\nversion: '1'\n"
Judge = Callable[[str], SiteAssessment]


@pytest.fixture(scope="module")
def known() -> catalog.Catalog:
    return catalog.load()


@pytest.fixture(scope="module")
def part(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the news and the policy documents of the portal: few pages, judged often."""
    folder = tmp_path_factory.mktemp("part") / "tancheng"
    host = "www.tancheng.gov.cn"
    for name in ("auditor.yaml", f"{host}/index.htm"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(SITE / name, folder / name)
    for name in ("plans", f"{host}/zwdt", f"{host}/zwgk", f"{host}/info/3720"):
        shutil.copytree(SITE / name, folder / name)
    return folder


@pytest.fixture
def judge(known: catalog.Catalog, part: Path, tmp_path: Path) -> Judge:
    """Judge these pages of the portal by a set of the test's own."""
    settings = config.load(part / "auditor.yaml")

    def judged(written: str) -> SiteAssessment:
        path = tmp_path / "own.yaml"
        path.write_text(HEAD + written, encoding="utf-8")
        return pipeline.check([part], catalog=known, today=FAR, config=settings, ruleset=str(path)).sites[0]

    return judged


def hit(site: SiteAssessment) -> set[tuple[str, str]]:
    return {(one.rule, one.subject.title) for one in site.findings}


# ---------------------------------------------------------------- overrides


@pytest.mark.parametrize(
    ("where", "holds"),
    [
        ("", True),
        ("level: county, ", True),
        ("level: township, ", False),
        ("site: tancheng, ", True),
        ("site: matou, ", False),
        ("column: 乡镇动态, ", True),
        ("column: 动态要闻, ", False),
        ('url: "http://*/zwdt/*", ', True),
        ('url: "*/zwgk/*", ', False),
        ('level: county, column: 乡镇动态, url: "*.htm", ', True),
        ("level: county, column: 动态要闻, ", False),
    ],
)
def test_an_override_holds_for_its_level_site_column_and_address(where: str, *, holds: bool, judge: Judge) -> None:
    rule = "rules: [column-blank]\n"
    stale = judge(rule)
    assert ("column-blank", "乡镇动态") not in hit(stale)
    more = f"{rule}overrides: [{{{where}rule: column-blank, options: {{at_least: 1000}}}}]\n"
    assert (("column-blank", "乡镇动态") in hit(judge(more))) == holds


def test_an_override_for_an_address_holds_for_documents(judge: Judge) -> None:
    late = judge("rules: [published-late]\n")
    (found,) = [one for one in late.findings if one.state == "fail"]
    folder = found.subject.url.rpartition("/")[0]
    spared = judge(
        f"rules: [published-late]\noverrides: [{{rule: published-late, url: '{folder}/*', options: {{at_most: 99}}}}]\n"
    )
    assert found.fingerprint not in {one.fingerprint for one in spared.findings}
    elsewhere = judge(
        "rules: [published-late]\noverrides: [{rule: published-late, url: '*/nowhere/*', options: {at_most: 99}}]\n"
    )
    assert found.fingerprint in {one.fingerprint for one in elsewhere.findings}


def test_the_result_names_the_set_it_was_made_with(known: catalog.Catalog, tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(HEAD + "extends: [self-check, disclosure-county]\n", encoding="utf-8")
    settings = config.load(SITE / "auditor.yaml")
    found = pipeline.check([SITE], catalog=known, today=FAR, config=settings, ruleset=str(path))
    assert (found.ruleset_id, found.ruleset_version) == ("mine", "1")
    assert found.ruleset_sha256 == known.ruleset(str(path)).sha256
    assert found.ruleset_sha256 != known.ruleset("disclosure-county").sha256
    assert found.sites[0].indicators


# ---------------------------------------------------------------- the explanation


@pytest.mark.parametrize("name", ["disclosure-county", "disclosure-department", "national-2019"])
@pytest.mark.parametrize("folder", ["tancheng", "matou", "jiaoti"])
def test_what_is_printed_adds_up_to_the_score(name: str, folder: str, known: catalog.Catalog) -> None:
    settings = config.load(ROOT / "fixtures" / folder / "auditor.yaml")
    found = pipeline.check([ROOT / "fixtures" / folder], catalog=known, today=FAR, config=settings, ruleset=name)
    (site,) = found.sites
    shown = text.render(found, RenderOptions(width=10_000, explain_score=True)).decode()
    where = shown.partition("-- 每一分失在哪里\n")[2].partition("\n\n")[0]
    levels = [
        sum((Fraction(one) for one in re.findall(rf"^{indent}-(\d+\.\d+)  ", where, re.MULTILINE)), Fraction(0))
        for indent in ("", "  ", "    ")
    ]
    assert levels[0] == levels[1] == levels[2]
    if where:
        assert levels[0] == Fraction(re.findall(r"合计失分 (\S+)", where)[0])
    if site.score is None:
        assert site.grade in ("vetoed", "deferred")
        return
    full, counted, lost, again, score = re.findall(r"得分 = (\S+) × （(\S+) － (\S+)） ÷ (\S+) = (\S+)", shown)[0]
    assert counted == again
    assert Fraction(lost) == levels[0]
    exact = Fraction(full) * (Fraction(counted) - Fraction(lost)) / Fraction(counted)
    assert abs(exact - Fraction(score)) <= Fraction(1, 200)
    assert float(score) == site.score


# ---------------------------------------------------------------- by hand


def test_points_by_hand_come_in(known: catalog.Catalog, tmp_path: Path) -> None:
    file = tmp_path / "points.csv"
    file.write_text("单位,指标,得分,依据,评分人\n郯城县人民政府,heads,0.1,只有姓名,张三\n", encoding="utf-8")
    settings = config.load(SITE / "auditor.yaml")
    manual = config.read_manual(file)
    plain = pipeline.check([SITE], catalog=known, today=FAR, config=settings).sites[0]
    (site,) = pipeline.check([SITE], catalog=known, today=FAR, config=settings, manual=manual).sites
    leaves = [leaf for top in site.indicators for one in top.children for leaf in (one, *one.children)]
    (heads,) = [leaf for leaf in leaves if leaf.id == "heads"]
    assert (heads.earned, heads.mode) == (0.1, "manual")
    assert site.score != plain.score
    with pytest.raises(ConfigError, match=r"points\.csv:2:1: 没有单位"):
        pipeline.check([SITE], catalog=known, today=FAR, ruleset="disclosure-county", manual=manual)


# ---------------------------------------------------------------- proofs


def test_a_rule_owes_examples_and_a_planted_fault(known: catalog.Catalog, tmp_path: Path) -> None:
    found = {one.rule: one for one in proofs(known, ROOT / "fixtures")}
    assert set(found) == set(known.rules)
    one = found["document-fields-missing"]
    assert one.file == "checks/documents/document-fields-missing.yaml"
    assert one.lacks == ()
    bare = proofs(known, tmp_path)[0]
    assert (bare.planted, bare.lacks) == (0, ("镜像站点里没有埋设",))


def test_what_a_rule_lacks_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "rules" / "checks"
    folder.mkdir(parents=True)
    text = (ROOT / "rules/checks/columns/column-blank.yaml").read_text(encoding="utf-8")
    head, _, examples = text.partition("examples:\n")
    assert head
    assert examples
    (folder / "bare-rule.yaml").write_text(
        head + "examples:\n  pass: [{as_of: 2023-01-01, html: <p>x</p>, role: notices, expect: not_applicable}]\n"
        "  fail: [{as_of: 2023-01-01, html: <p>y</p>}]\n",
        encoding="utf-8",
    )
    (proof,) = proofs(catalog.load(tmp_path / "rules"), ROOT / "fixtures")
    assert (proof.passing, proof.failing, proof.planted) == (1, 1, 0)
    assert len(proof.lacks) >= 3


def test_a_department_without_services_is_scored_over_the_rest(known: catalog.Catalog) -> None:
    folder = ROOT / "fixtures" / "jiaoti"
    settings = config.load(folder / "auditor.yaml")
    found = pipeline.check([folder], catalog=known, today=FAR, config=settings, ruleset="disclosure-department")
    (site,) = found.sites
    tops = {one.id: one for one in site.indicators}
    assert (tops["services"].points, tops["services"].earned) == (25.0, None)
    assert sum(one.points or 0.0 for one in tops.values()) == 100.0
    shown = text.render(found, RenderOptions(width=300, explain_score=True)).decode()
    if site.score is not None:
        assert "不计入：1 办事服务(没有办事服务栏目的部门不适用) 25.00（没有评判对象）" in shown
