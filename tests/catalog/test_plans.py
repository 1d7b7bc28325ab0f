"""Plan files are read as the interface promises; the shipped ones hold every duty of the five sources literally."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from auditor import catalog
from auditor.catalog.plans import read_plan
from auditor.errors import ConfigError, UsageError
from auditor.model import Duty, Plan

Write = Callable[[str, str], Path]
SOURCES = Path(__file__).parents[3] / "shared" / "sources"
ROWS = {"S0": 9, "S1": 21, "S2": 35, "S3": 13, "S4": 7}  # how many duties each source has
PLANS = {
    "zaozhuang-2023": ("S0", "000"),
    "tancheng-2023": ("S1", "001"),
    "weifang-2017": ("S2", "002"),
    "qingdao-2022": ("S3", "003"),
    "report-2023": ("S4", "004"),
}
PLAN = """\
title: 某县政务公开工作要点
year: 2023
source: 某政办发〔2023〕1号
duties:
  - id: D1
    quote: 年内邀请公众代表列席县政府常务会不少于8次
    unit: 县政府办公室
    rule: count-too-low
    options: {roles: [meetings], words: [列席], at_least: 8, per: year}
  - {id: D2, quote: 完善智能搜索功能, manual: 须人工试用, options: {words: [搜索]}, confirmed: false, line: 7}
  - {id: D3, quote: 每年6月底前公开, rule: duty-overdue, options: {due: 06-30}, recurs: true, certainty: inferred}
  - {id: D4, quote: 标注废止, rule: validity-repealed}
  - {id: D5, quote: 别的, rule: not-in-every-catalog, manual: 没有这条规则时须人工核对}
"""


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def written(name: str, text: str) -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return written


@pytest.fixture(scope="module")
def known() -> catalog.Catalog:
    return catalog.load()


def test_a_plan_is_read_whole(known: catalog.Catalog, write: Write) -> None:
    plan = known.plan(str(write("own.yaml", PLAN)))
    assert (plan.id, plan.title, plan.year, plan.source) == ("own", "某县政务公开工作要点", 2023, "某政办发〔2023〕1号")
    first, second, third, *_ = plan.duties
    assert first.options == {"roles": ("meetings",), "words": ("列席",), "at_least": 8, "per": "year"}
    assert (first.unit, first.rule, first.confirmed) == ("县政府办公室", "count-too-low", True)
    assert second == Duty(
        "D2", "完善智能搜索功能", options={"words": ("搜索",)}, manual="须人工试用", confirmed=False, line=7
    )
    assert (third.recurs, third.certainty) == (True, "inferred")


def test_the_hash_covers_what_a_plan_says_and_not_how(known: catalog.Catalog, write: Write) -> None:
    one = known.plan(str(write("own.yaml", PLAN)))
    assert known.plan(str(write("own.yaml", "# 注释\n" + PLAN))).sha256 == one.sha256
    assert known.plan(str(write("own.yaml", PLAN.replace("8", "9")))).sha256 != one.sha256
    assert re.fullmatch("[0-9a-f]{64}", one.sha256)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("year: 2023", "year: 23", "own.yaml:2:7: year: year 应为这份要点的年份"),
        ("year: 2023\n", "", "year 应为"),
        ("title:", "titel:", "own.yaml:1:1: titel: 不认识的键,是否想写 title?"),
        ("    unit:", "    units:", "own.yaml:7:5: duties[0].units: 不认识的键,是否想写 unit?"),
        (
            "count-too-low",
            "count-to-low",
            "own.yaml:8:11: duties[0].rule: 没有规则 count-to-low,是否想写 count-too-low",
        ),
        ("at_least", "atleast", "duties[0].options.atleast: 不认识的键,是否想写 at_least?"),
        ("at_least: 8", "at_least: 八", "应为整数"),
        ("[meetings]", "[meeting]", "不认识的值 meeting,是否想写 meetings?"),
        ("{words: [搜索]}", "{word: [搜索]}", "duties[1].options.word: 不认识的键,是否想写 words?"),
        ("{words: [搜索]}", "{words: [1]}", "应为文字"),
        ("id: D2", "id: D1", "事项 id D1 重复"),
        ("id: D2", "id: 第二项", "id 只用字母"),
        ("manual: 须人工试用, ", "", "缺少 rule"),
        ("due: 06-30", "due: 6月底", "options.due: 6月底 不是日期"),
        ("certainty: inferred", "certainty: sure", "不认识的值 sure"),
        ("recurs: true", "recurs: 每年", "应为是否值"),
        ("roles: [meetings]", "roles: []", "own.yaml:9:22: duties[0].options.roles: 没有填 roles,不知到哪些栏目找证据"),
        (PLAN[PLAN.index("duties") :], "duties: []", "duties 至少要有一条"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(
    known: catalog.Catalog, write: Write, old: str, new: str, said: str
) -> None:
    path = write("own.yaml", PLAN.replace(old, new, 1))
    with pytest.raises(ConfigError, match=re.escape(said)):
        known.plan(str(path))
    problems: list[ConfigError] = []
    read_plan(path, known.rules, problems)
    assert said in str(problems[0])


def test_a_draft_may_not_yet_say_where_its_evidence_stands(known: catalog.Catalog, write: Write) -> None:
    text = PLAN.replace("roles: [meetings]", "roles: []").replace(
        "    rule: count", "    confirmed: false\n    rule: count"
    )
    assert known.plan(str(write("own.yaml", text))).duties[0].options["roles"] == ()


@pytest.mark.parametrize("name", ["要点.docx", "要点.DOC"])
def test_a_word_file_is_no_plan_yet(
    known: catalog.Catalog, write: Write, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    path = write(name, "PK")
    monkeypatch.chdir(path.parent)
    for one in (name, str(path)):
        with pytest.raises(UsageError, match=f"{name} 是 Word 文件;先用 auditor plan import 起草"):
            known.plan(one)
    with pytest.raises((UsageError, ConfigError), match=r"没有工作要点|工作要点文件不存在"):
        known.plan("没有.docx")


def test_an_empty_file_is_told_too(known: catalog.Catalog, write: Write) -> None:
    problems: list[ConfigError] = []
    assert read_plan(write("own.yaml", ""), known.rules, problems) is None
    assert len(problems) == 1


def test_an_unknown_plan_is_told_with_the_nearest(known: catalog.Catalog) -> None:
    with pytest.raises(ConfigError, match="没有工作要点 tancheng-2022,是否想写 tancheng-2023"):
        known.plan("tancheng-2022")
    with pytest.raises(UsageError, match="工作要点文件不存在"):
        known.plan("no/such.yaml")


def test_lint_reads_the_plans_of_a_folder(tmp_path: Path) -> None:
    rules = tmp_path / "rules"
    for name in ("checks", "sets", "plans"):
        (rules / name).mkdir(parents=True)
    (rules / "sets/all.yaml").write_text("title: 空\nversion: '1'\nrules: '*'\n", encoding="utf-8")
    (rules / "plans/own.yaml").write_text("title: 某\nyear: 2023\nduties: [{id: D1, quote: 甲}]\n", encoding="utf-8")
    assert any("plans" in line and "缺少 rule" in line for line in catalog.lint(rules))
    assert catalog.lint() == []


def test_lint_knows_what_a_single_file_is(tmp_path: Path) -> None:
    folder = catalog.shipped("rules")
    for path in (folder / "plans/tancheng-2023.yaml", folder / "checks/validity/validity-expired.yaml"):
        assert catalog.lint(path) == []
    plan, rule = tmp_path / "plan.yaml", tmp_path / "own-rule.yaml"
    plan.write_text("title: 某\nyear: 2023\nduties: [{id: D1, quote: 甲}]\n", encoding="utf-8")
    rule.write_text("title: 某\nkind: validty\nexamples: {}\n", encoding="utf-8")
    assert catalog.lint(plan) == [f"{plan}:3:10: duties[0]: 缺少 rule(由哪条规则评判)或 manual(为何须人工评判)"]
    assert any("是否想写 validity" in line for line in catalog.lint(rule))
    assert [catalog.file_holds(path) for path in (plan, rule)] == ["plan", "rule"]
    for text in ("", "- 甲\n", "title: 某\nrules: '*'\n"):
        plan.write_text(text, encoding="utf-8")
        assert catalog.file_holds(plan) == "set"


# ---------------------------------------------------------------- the shipped plans


def shipped() -> list[Plan]:
    known = catalog.load()
    return [known.plan(one) for one in known.plan_ids()]


def test_the_five_plans_are_there() -> None:
    assert [one.id for one in shipped()] == sorted(PLANS)


def test_every_row_of_the_five_sources_is_a_duty() -> None:
    rows = {"-".join(duty.id.split("-")[:2]) for plan in shipped() for duty in plan.duties}
    assert rows == {f"{source}-{row}" for source, count in ROWS.items() for row in range(1, count + 1)}
    for plan in shipped():
        assert all(duty.id.startswith(f"{PLANS[plan.id][0]}-") for duty in plan.duties)


@pytest.mark.parametrize("plan", shipped(), ids=lambda plan: plan.id)
def test_what_can_be_dated_or_counted_says_where_and_by_which_words(plan: Plan) -> None:
    for duty in plan.duties:
        assert duty.rule or duty.manual
        if duty.rule in {"series-gap", "duty-overdue", "count-too-low"}:
            assert duty.options["roles"]
            assert duty.options["words"]


@pytest.mark.skipif(not SOURCES.is_dir(), reason="the sources are not beside the project")
@pytest.mark.parametrize("plan", shipped(), ids=lambda plan: plan.id)
def test_every_quote_and_unit_stands_literally_in_its_source(plan: Plan) -> None:
    (file,) = SOURCES.glob(f"{PLANS[plan.id][1]}_*.txt")
    text = file.read_text(encoding="utf-8")
    for duty in plan.duties:
        assert duty.quote in text, duty.id
        assert duty.unit in text, duty.id


@pytest.mark.parametrize("name", ["duty-overdue", "series-gap", "count-too-low"])
def test_what_to_do_reads_well_where_a_duty_names_no_unit(known: catalog.Catalog, name: str) -> None:
    rule = known.rules[name]
    assert "{unit}" not in rule.message + rule.remedy
