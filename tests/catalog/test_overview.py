"""What a set leaves to people, how two sets differ, and the first lines of a new rule."""

from collections.abc import Callable
from pathlib import Path

import pytest

from auditor import catalog, pipeline
from auditor.catalog.overview import difference, leaves
from auditor.catalog.skeleton import write_rule
from auditor.errors import UsageError

Write = Callable[[str, str], Path]
RULE = "checks/columns/column-empty.yaml"
SET = """\
title: x
version: "1"
full_marks: 100
rules: [alpha]
indicators:
  - id: a
    title: 甲
    points: 3
    children:
      - {id: b, title: 乙, points: 1, rules: [{rule: column-empty, each: 0.2, roles: [news]}]}
      - {id: c, title: 丙, points: 2}
  - {id: d, title: 丁, points: 1, rules: [{rule: column-empty, each: 0.2}, {rule: alpha, each: 0.1}]}
overrides: [{rule: column-empty, level: township, options: {at_least: 2}}, {rule: alpha, options: {at_least: 2}}]
"""


@pytest.fixture
def two(folder: Path, write: Write) -> Callable[[str], tuple[str, ...]]:
    text = (folder / RULE).read_text(encoding="utf-8")
    for name in ("alpha", "beta"):
        write(f"checks/{name}.yaml", text.replace("state: fail", "state: needs_review").replace("expect: fail", ""))
    write("sets/old.yaml", SET)

    def changed(new: str) -> tuple[str, ...]:
        write("sets/new.yaml", new)
        known = catalog.load(folder)
        return difference(known.ruleset("old"), known.ruleset("new"))

    return changed


def test_a_leaf_is_auto_semi_or_manual(folder: Path, two: Callable[[str], tuple[str, ...]]) -> None:
    assert two(SET) == ()
    found = leaves(catalog.load(folder).ruleset("old"))
    assert [(one.number, one.indicator.id, one.mode) for one in found] == [
        ("1.1", "b", "auto"),
        ("1.2", "c", "manual"),
        ("2", "d", "semi"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "lines"),
    [
        ("full_marks: 100", "full_marks: 50\npass_mark: 0.5", ["~ full_marks: 100.0 → 50.0", "~ pass_mark: 0.6 → 0.5"]),
        ("rules: [alpha]", "rules: [alpha, beta]\nseed: x", ["~ seed: (无) → x", "+ 规则 beta"]),
        (
            "title: 丁, points: 1",
            "title: 丁, points: 2, basis: 某表",
            ["~ 指标 d basis: (无) → 某表", "~ 指标 d points: 1.0 → 2.0"],
        ),
        ("{rule: alpha, each: 0.1}", "{rule: alpha, each: 0.1, of: 3}", ["~ 扣分 d alpha of: (无) → 3"]),
        (", {rule: alpha, each: 0.1}", "", ["- 扣分 d alpha"]),
        ("roles: [news]", "roles: [notices]", ["- 扣分 b column-empty(news)", "+ 扣分 b column-empty(notices)"]),
        (
            "at_least: 2}}, {rule: alpha",
            "at_least: 3}}, {rule: alpha",
            ["~ 例外 column-empty level=township at_least: 2 → 3"],
        ),
        (", {rule: alpha, options: {at_least: 2}}", "", ["- 例外 alpha (全部)"]),
        ("full_marks: 100", "full_marks: 100\ngrades: [{name: 合格, from: 0.6}]", ["~ grades: [] → [[合格, 0.6]]"]),
    ],
)
def test_a_difference_is_a_line(old: str, new: str, lines: list[str], two: Callable[[str], tuple[str, ...]]) -> None:
    assert old in SET
    assert list(two(SET.replace(old, new))) == lines


def test_another_rule_of_the_same_id_differs_in_what_it_says(folder: Path, write: Write) -> None:
    write("sets/old.yaml", "title: x\nversion: '1'\nrules: '*'\n")
    before = catalog.load(folder).ruleset("old")
    text = (folder / RULE).read_text(encoding="utf-8")
    write(RULE, text.replace("at_least: 1", "at_least: 2").replace("请发布", "请尽快发布"))
    assert list(difference(before, catalog.load(folder).ruleset("old"))) == [
        "~ 规则 column-empty options: at_least=1 → at_least=2",
        "~ 规则 column-empty remedy: 请发布 → 请尽快发布",
    ]


# ---------------------------------------------------------------- a new rule


def test_a_new_rule_is_valid_and_its_examples_run(tmp_path: Path) -> None:
    folder = tmp_path / "mine" / "checks"
    path = write_rule("topic-absent", folder, catalog.load().rules, schema="rule.schema.json")
    assert path == folder / "topic-absent.yaml"
    assert path.read_text(encoding="utf-8").startswith("# yaml-language-server: $schema=rule.schema.json\n")
    report = pipeline.judge_examples(catalog.load(folder.parent), ["topic-absent"])
    assert (report.cases, report.failures) == (4, ())
    assert catalog.lint(folder.parent) == []


def test_nothing_is_written_over(tmp_path: Path) -> None:
    path = write_rule("topic-absent", tmp_path, (), schema="x")
    path.write_text("mine", encoding="utf-8")
    for rule, said in (
        ("topic-absent", "已有规则 topic-absent,不覆盖"),
        ("taken", "已有规则 taken,不覆盖"),
        ("Topic_Absent", "不能用作规则 id"),
        ("../up", "不能用作规则 id"),
    ):
        with pytest.raises(UsageError, match=said):
            write_rule(rule, tmp_path, ["taken"], schema="x")
    assert path.read_text(encoding="utf-8") == "mine"
    with pytest.raises(UsageError, match="写不进"):
        write_rule("another", path, (), schema="x")
