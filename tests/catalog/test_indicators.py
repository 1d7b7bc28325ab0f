"""The indicator tree and the choice of rules, as a set writes them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from auditor import catalog
from auditor.errors import ConfigError
from auditor.model import Deduction, Indicator, Role, State

Write = Callable[[str, str], Path]
RULE = "checks/columns/column-empty.yaml"
HEAD = "title: x\nversion: '1'\n"
LEAF = "indicators: [{{id: a, title: 甲, points: 1, {}}}]"


def told(write: Write, folder: Path, text: str) -> str:
    path = write("sets/bad.yaml", f"{HEAD}{text}\n")
    with pytest.raises(ConfigError) as error:
        catalog.load(folder).ruleset("bad")
    assert catalog.lint(folder) == [str(error.value)]
    return str(error.value).removeprefix(str(path))


def test_shares_samples_and_bonuses_are_read(folder: Path, write: Write) -> None:
    write(
        "sets/own.yaml",
        HEAD
        + """\
full_marks: 100
bonus_from: 0.9
seed: "2023-1"
indicators:
  - {id: a, title: 甲, points: 3, basis: 某表, certainty: seen, once: true, rules: [{rule: column-empty, share: 0.4}]}
  - id: b
    title: 乙
    points: 5
    bonus: true
    children:
      - {id: c, title: 丙, points: 2, rules: [{rule: column-empty, mode: bonus, each: 1, roles: [news]}]}
      - {id: d, title: 丁, points: 3}
  - {id: e, title: 戊, points: 1, rules: [{rule: column-empty, mode: rate, of: 5}]}
  - {id: f, title: 己, basis: 分值没有见到}
  - {id: g, title: 庚, rules: [{rule: column-empty, mode: veto}]}
""",
    )
    found = catalog.load(folder).ruleset("own")
    assert (found.bonus_from, found.seed) == (0.9, "2023-1")
    first, second, third, fourth, fifth = found.indicators
    share = Deduction("column-empty", "deduct", share=0.4)
    assert first == Indicator("a", "甲", 3.0, (share,), once=True, basis="某表", certainty="seen")
    gain = Deduction("column-empty", "bonus", 1.0, roles=(Role.NEWS,))
    below = (Indicator("c", "丙", 2.0, (gain,), bonus=True), Indicator("d", "丁", 3.0, bonus=True))
    assert second == Indicator("b", "乙", 5.0, (), below, bonus=True)
    assert third.rules == (Deduction("column-empty", "rate", of=5),)
    assert fourth == Indicator("f", "己", None, basis="分值没有见到")
    assert fifth.rules == (Deduction("column-empty", "veto"),)


@pytest.mark.parametrize(
    ("leaf", "said"),
    [
        ("rules: [{rule: column-empty, each: 1, share: 0.4}]", "须写 each(每处扣几分)或 share"),
        ("rules: [{rule: column-empty, mode: rate, share: 0.4}]", "share 只用于 mode: deduct"),
        ("rules: [{rule: column-empty, share: 4}]", "应为 0 到 1 之间的比例"),
        ("rules: [{rule: column-empty, each: 1, of: 0}]", "of(每个单位抽查几项)只用于 deduct 和 rate,且至少为 1"),
        ("rules: [{rule: column-empty, mode: veto, of: 3}]", "of(每个单位抽查几项)只用于"),
        ("bonus: true, rules: [{rule: column-empty, mode: bonus}]", "mode: bonus 须写 each(每处加几分)"),
        ("bonus: true, rules: [{rule: column-empty, each: 1}]", "mode: bonus 只能写在 bonus: true 的指标里"),
        ("rules: [{rule: column-empty, mode: bonus, each: 1}]", "mode: bonus 只能写在 bonus: true 的指标里"),
        ("once: true, rules: [{rule: column-empty, each: 1, cap: 2}]", "once: true 的指标里只能写不带 cap"),
        ("once: true, rules: [{rule: column-empty, mode: rate}]", "once: true 的指标里只能写不带 cap"),
        ("children: [{id: b, title: 乙, points: 0.3}, {id: c, title: 丙, points: 0.6}]", "之和为 0.9,与 1 不符"),
        ("certainty: sure", "不认识的值 sure,可写: seen second_hand inferred default"),
    ],
)
def test_what_cannot_stand_together_is_told(leaf: str, said: str, folder: Path, write: Write) -> None:
    found = told(write, folder, LEAF.format(leaf))
    assert found.startswith(":3:")
    assert said in found


def test_children_without_points_are_not_added_up(folder: Path, write: Write) -> None:
    write(
        "sets/own.yaml",
        HEAD + LEAF.format("children: [{id: b, title: 乙, points: 0.3}, {id: c, title: 丙, basis: 未见}]"),
    )
    assert catalog.load(folder).ruleset("own").indicators[0].points == 1.0


@pytest.mark.parametrize(
    ("choice", "chosen"),
    [
        ("{}", ["alpha", "beta", "column-empty"]),
        ("{state: fail}", ["beta", "column-empty"]),
        ("{state: needs_review}", ["alpha"]),
        ("{severity: [minor, info]}", ["beta"]),
        ("{state: fail, except: [beta]}", ["column-empty"]),
        ("{except: [beta, alpha]}", ["column-empty"]),
    ],
)
def test_a_set_chooses_rules_by_what_their_files_say(
    choice: str, chosen: list[str], folder: Path, write: Write
) -> None:
    text = (folder / RULE).read_text(encoding="utf-8")
    write("checks/alpha.yaml", text.replace("state: fail", "state: needs_review").replace("expect: fail", ""))
    write("checks/beta.yaml", text.replace("severity: major", "severity: minor"))
    write("sets/own.yaml", f"{HEAD}rules: {choice}\n")
    assert [rule.id for rule in catalog.load(folder).ruleset("own").rules] == chosen


@pytest.mark.parametrize(
    ("choice", "said"),
    [
        ("{stat: fail}", "rules.stat: 不认识的键,是否想写 state?"),
        ("{state: failed}", "rules.state: 不认识的值 failed,是否想写 fail?"),
        ("{severity: [mayor]}", "rules.severity[0]: 不认识的值 mayor,是否想写 major?"),
        ("{except: [column-emtpy]}", "rules.except[0]: 没有规则 column-emtpy,是否想写 column-empty?"),
    ],
)
def test_a_wrong_choice_is_told(choice: str, said: str, folder: Path, write: Write) -> None:
    assert said in told(write, folder, f"rules: {choice}")


def test_what_is_judged_once_for_a_site_cannot_be_sampled(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(HEAD + LEAF.format("rules: [{rule: column-missing, each: 1, of: 2}]"), encoding="utf-8")
    with pytest.raises(ConfigError, match=r"rules\[0\]\.of: 规则 column-missing 不逐页、逐栏目评判,不能抽查"):
        catalog.load().ruleset(str(path))


# ---------------------------------------------------------------- the shipped sets

SHIPPED = catalog.load()


@pytest.mark.parametrize("name", SHIPPED.ruleset_ids())
def test_every_number_of_a_shipped_set_says_where_it_comes_from(name: str) -> None:
    def nodes(indicators: tuple[Indicator, ...]) -> list[Indicator]:
        return [node for one in indicators for node in (one, *nodes(one.children))]

    found = SHIPPED.ruleset(name)
    assert [one.id for one in nodes(found.indicators) if one.points is not None and not one.basis] == []
    assert (found.full_marks is None) == (not found.indicators)


def test_a_machine_alone_vetoes_only_what_it_can_read_for_certain() -> None:
    certain = {rule.id for rule in SHIPPED.rules.values() if rule.severity == "veto" and rule.state is State.FAIL}
    assert certain == {"columns-stale-veto", "homepage-stale"}
    for name in SHIPPED.ruleset_ids():
        found = SHIPPED.ruleset(name)
        entries = (entry for one in found.indicators for leaf in (one, *one.children) for entry in leaf.rules)
        vetoing = {entry.rule for entry in entries if entry.mode == "veto"}
        assert {rule.id for rule in found.rules if rule.id in vetoing and rule.state is State.FAIL} <= certain


def test_self_checks_hold_what_is_certain_and_mirrors_what_needs_no_network() -> None:
    sure = {rule.id for rule in SHIPPED.rules.values() if rule.state is State.FAIL}
    assert {rule.id for rule in SHIPPED.ruleset("self-check").rules} == sure
    live = {"link-dead", "attachment-dead", "interpretation-link-dead", "meta-domain-mismatch"}
    assert {rule.id for rule in SHIPPED.ruleset("mirror-ci").rules} == set(SHIPPED.rules) - live


def test_the_national_check_adds_up_as_the_document_says() -> None:
    found = SHIPPED.ruleset("national-2019")
    scored = [one for one in found.indicators if one.points is not None and not one.bonus]
    assert [one.points for one in scored] == [31.0, 25.0, 23.0, 21.0]
    assert (found.full_marks, found.pass_mark, found.bonus_from) == (100.0, 0.6, 0.8)
    assert [one.points for one in found.indicators if one.bonus] == [30.0]
