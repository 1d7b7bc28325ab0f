"""Rule sets are found by id or by file, take over what they extend, and have a hash of what they mean."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import auditor
from auditor import catalog
from auditor.catalog.indicators import leaves_and_branches
from auditor.errors import ConfigError, UsageError
from auditor.model import Deduction, Indicator, Level, Override, Role

Write = Callable[[str, str], Path]
RULE = "checks/columns/column-empty.yaml"
COUNTY = """\
title: 县级
version: "2"
full_marks: 100
pass_mark: 0.7
coverage_floor: 0.5
grades: [{name: 合格, from: 0.6}, {name: 优秀, from: 0.9}, {name: 不合格, from: 0}]
indicators:
  - id: a
    title: 甲
    points: 3
    children:
      - {id: b, title: 乙, points: 1, rules: [{rule: column-empty, each: 0.2, cap: 1.0, roles: [news]}]}
      - {id: c, title: 丙, points: 2}
overrides: [{rule: column-empty, level: township, options: {at_least: 2}, site: x, column: y, url: z}]
"""


def test_a_set_is_read_whole(folder: Path, write: Write) -> None:
    write("sets/county.yaml", COUNTY)
    found = catalog.load(folder).ruleset("county")
    assert (found.id, found.title, found.version) == ("county", "县级", "2")
    assert (found.full_marks, found.pass_mark, found.coverage_floor) == (100.0, 0.7, 0.5)
    assert found.grades == (("优秀", 0.9), ("合格", 0.6), ("不合格", 0.0))
    leaf = Indicator("b", "乙", 1.0, (Deduction("column-empty", "deduct", 0.2, 1.0, (Role.NEWS,)),))
    assert found.indicators == (Indicator("a", "甲", 3.0, (), (leaf, Indicator("c", "丙", 2.0))),)
    assert found.overrides == (Override("column-empty", {"at_least": 2}, Level.TOWNSHIP, "x", "y", "z"),)
    assert [rule.id for rule in found.rules] == ["column-empty"]


def test_what_a_set_does_not_say_comes_from_what_it_extends(folder: Path, write: Write) -> None:
    text = (folder / RULE).read_text(encoding="utf-8")
    for rule in ("alpha", "beta", "gamma"):
        write(f"checks/{rule}.yaml", text)
    write("sets/county.yaml", COUNTY + "rules: [gamma]\n")
    write("sets/first.yaml", "title: x\nversion: '1'\nrules: [beta]\nfull_marks: 50\npass_mark: 0.5\n")
    write(
        "sets/own.yaml",
        "title: 本市\nversion: '3'\nextends: [first, county]\npass_mark: 0.8\nrules: [alpha, beta]\n"
        "overrides: [{rule: alpha, options: {at_least: 9}}]",
    )
    found = catalog.load(folder).ruleset("own")
    assert [rule.id for rule in found.rules] == ["beta", "gamma", "alpha", "column-empty"]
    assert (found.title, found.version, found.full_marks, found.pass_mark) == ("本市", "3", 100.0, 0.8)
    assert (found.coverage_floor, len(found.indicators), found.grades[0]) == (0.5, 1, ("优秀", 0.9))
    assert [one.rule for one in found.overrides] == ["column-empty", "alpha"]


def test_the_set_all_holds_every_rule_and_no_points(folder: Path, write: Write) -> None:
    write("checks/another-rule.yaml", (folder / RULE).read_text(encoding="utf-8"))
    found = catalog.load(folder).ruleset("all")
    assert [rule.id for rule in found.rules] == ["another-rule", "column-empty"]
    assert (found.full_marks, found.indicators, found.pass_mark, found.coverage_floor) == (None, (), 0.6, 0.8)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("ruels: []", "3:1: ruels: 不认识的键,是否想写 rules?"),
        ("rules: [column-emtpy]", "3:9: rules[0]: 没有规则 column-emtpy,是否想写 column-empty?"),
        ("rules: some", "3:8: rules: 应为列表"),
        ("extends: [al]", "3:11: extends[0]: 没有规则集 al,是否想写 all?"),
        ("extends: [bad]", "3:11: extends[0]: 规则集互相引用: bad → bad"),
        ("coverage_floor: 80", "3:17: coverage_floor: 应为 0 到 1 之间的比例"),
        ("grades: [{name: 优秀, from: 90}]", "3:27: grades[0].from: 应为 0 到 1 之间的比例"),
        ("grades: [{name: 优秀}]", "grades[0]: 缺少 from"),
        ("indicators: [{title: 甲, points: 1}]", "3:14: indicators[0]: 缺少 id"),
        ("indicators: [{id: a, title: 甲}]", "3:14: indicators[0]: 末级指标缺少 points"),
        ("indicators: [{id: a, title: 甲, points: 1, rules: [{each: 1}]}]", "indicators[0].rules[0]: 缺少 rule"),
        (
            "indicators: [{id: a, title: 甲, points: 1, rules: [{rule: column-empty}]}]",
            "indicators[0].rules[0]: mode: deduct 须写 each",
        ),
        (
            "indicators: [{id: a, title: 甲, points: 1, rules: [{rule: column-empty, mode: rat, each: 1}]}]",
            "indicators[0].rules[0].mode: 不认识的值 rat,是否想写 rate?",
        ),
        (
            "indicators: [{id: a, title: 甲, points: 1}, {id: a, title: 乙, points: 1}]",
            "3:13: indicators: 指标 id a 重复",
        ),
        (
            "indicators: [{id: a, title: 甲, rules: [{rule: column-empty, mode: rate}], children: [*c]}]".replace(
                "*c", "{id: b, title: 乙, points: 1}"
            ),
            "一个指标不能同时有 rules 和 children",
        ),
        ("overrides: [{options: {}}]", "overrides[0]: 缺少 rule"),
        ("overrides: [{rule: column-empty, options: {at_lest: 1}}]", "options.at_lest: 不认识的键,是否想写 at_least?"),
        ("overrides: [{rule: column-empty, levl: county}]", "overrides[0].levl: 不认识的键,是否想写 level?"),
    ],
)
def test_a_wrong_set_is_told_with_its_place(text: str, told: str, folder: Path, write: Write) -> None:
    path = write("sets/bad.yaml", f"title: x\nversion: '1'\n{text}\n")
    with pytest.raises(ConfigError) as error:
        catalog.load(folder).ruleset("bad")
    assert str(error.value).startswith(str(path))
    assert told in str(error.value)
    assert catalog.lint(folder) == [str(error.value)]


def test_a_version_without_quotes_would_lose_its_zero(folder: Path, write: Write) -> None:
    write("sets/bad.yaml", "title: x\nversion: 1.10\n")
    with pytest.raises(ConfigError, match="version: 应为文字,却是数字,请加引号"):
        catalog.load(folder).ruleset("bad")


def test_a_long_circle_of_sets_is_told_as_it_runs(folder: Path, write: Write) -> None:
    for name, base in (("one", "two"), ("two", "three"), ("three", "one")):
        write(f"sets/{name}.yaml", f"title: x\nversion: '1'\nextends: [{base}]\n")
    with pytest.raises(ConfigError, match="规则集互相引用: one → two → three → one"):
        catalog.load(folder).ruleset("one")


def test_an_unknown_id_is_told_with_the_nearest(folder: Path) -> None:
    with pytest.raises(ConfigError, match=r"没有规则集 al,是否想写 all\?"):
        catalog.load(folder).ruleset("al")


def test_own_set_with_own_rules_beside_it(folder: Path, tmp_path: Path, write: Write) -> None:
    own = write("../mine/all.yaml", "title: 本市\nversion: '1'\nextends: [all]\nrules: [local-rule]\n")
    write("../mine/checks/local-rule.yaml", (folder / RULE).read_text(encoding="utf-8"))
    rules = catalog.load(folder)
    found = rules.ruleset(str(own))
    assert (found.id, [rule.id for rule in found.rules]) == ("all", ["column-empty", "local-rule"])
    assert "local-rule" not in rules.rules
    write("../mine/checks/column-empty.yaml", (folder / RULE).read_text(encoding="utf-8"))
    with pytest.raises(ConfigError, match="已有同名规则 column-empty"):
        rules.ruleset(str(own))
    with pytest.raises(UsageError, match="规则集文件不存在"):
        rules.ruleset(str(tmp_path / "none.yaml"))


def test_an_own_set_file_can_be_linted(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text("title: 本市\nversion: '1'\nextends: [all]\n", encoding="utf-8")
    assert catalog.lint(path) == []
    path.write_text("title: 本市\nversion: '1'\nextends: [al]\nrules: [no-such]\n", encoding="utf-8")
    assert [one.partition(": ")[0].rpartition("yaml")[2] for one in catalog.lint(path)] == [":3:11", ":4:9"]


def test_the_hash_is_of_the_meaning_and_not_of_the_writing(folder: Path, write: Write) -> None:
    before = catalog.load(folder).ruleset("all").sha256
    assert len(before) == 64
    write("sets/all.yaml", "# 注释\nrules: '*'\nversion:   '1'\ntitle: \"全部\"\n")
    assert catalog.load(folder).ruleset("all").sha256 == before


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        (RULE, "at_least: 1", "at_least: 2"),
        (RULE, "请发布", "请尽快发布"),
        (RULE, "2019-05-15", "2019-05-16"),
        ("lists/roles.yaml", "要闻]", "要闻, 新闻]"),
        ("sets/all.yaml", "全部", "所有"),
    ],
)
def test_the_hash_covers_the_set_its_rules_and_the_word_lists(
    name: str, old: str, new: str, folder: Path, write: Write
) -> None:
    before = catalog.load(folder).ruleset("all").sha256
    text = (folder / name).read_text(encoding="utf-8")
    write(name, text.replace(old, new))
    assert catalog.load(folder).ruleset("all").sha256 != before


def test_the_hash_covers_the_calendar(folder: Path, write: Write) -> None:
    before = catalog.load(folder).ruleset("all").sha256
    write("lists/calendar.yaml", "2027: {holidays: [2027-01-01, 2027-10-01]}\n")
    assert catalog.load(folder).ruleset("all").sha256 != before


def test_the_hash_is_the_same_in_every_process() -> None:
    code = "from auditor import catalog; print(catalog.load().ruleset('all').sha256)"
    found = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={
                **os.environ,
                "PYTHONHASHSEED": seed,
                "TZ": zone,
                "PYTHONPATH": str(Path(auditor.__file__).parents[1]),
            },
            check=True,
            capture_output=True,
            cwd=place,
        ).stdout
        for seed, zone, place in (("1", "UTC", "/"), ("2", "Asia/Shanghai", "."))
    }
    assert len(found) == 1


def test_a_folder_without_word_lists_uses_the_shipped_ones(folder: Path) -> None:
    for path in (folder / "lists").iterdir():
        path.unlink()
    (folder / "lists").rmdir()
    assert catalog.load(folder).vocabulary.words("roles", "news")


def test_a_missing_folder_is_wrong_usage(tmp_path: Path) -> None:
    for call in (catalog.load, catalog.lint):
        with pytest.raises(UsageError, match="规则文件夹不存在"):
            call(tmp_path / "none")


def test_the_shipped_rules_are_all_right() -> None:
    assert catalog.lint() == []
    found = catalog.load()
    assert {rule.id for rule in found.ruleset("all").rules} == set(found.rules)


def test_installed_rules_are_taken_from_the_package(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "site/auditor"
    (package / "_data").mkdir(parents=True)
    folder.rename(package / "_data/rules")
    monkeypatch.setattr(auditor, "__file__", str(package / "__init__.py"))
    monkeypatch.chdir(tmp_path)
    found = catalog.load()
    assert list(found.rules) == ["column-empty"]
    assert found.folder == Path("site/auditor/_data/rules")


@pytest.mark.parametrize(("ruleset", "leaves"), [("disclosure-county", {"normative-elements", "other-elements"})])
def test_a_page_without_a_text_costs_once_where_several_rules_see_it(ruleset: str, leaves: set[str]) -> None:
    found = leaves_and_branches(catalog.load().ruleset(ruleset).indicators)
    rules = {one.id: (one.once, {entry.rule for entry in one.rules}) for one in found if one.id in leaves}
    assert rules.keys() == leaves
    assert all(once and {"body-empty", "document-fields-missing"} <= named for once, named in rules.values())
