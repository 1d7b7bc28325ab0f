"""The commands for those who write rules, and points by hand, as they are typed."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Call = Callable[..., Any]


def test_a_new_rule_is_written_tested_and_never_written_over(call: Call, tmp_path: Path) -> None:
    made = call("rules", "new", "topic-absent", "--out", tmp_path / "checks")
    assert made.code == 0
    assert made.out.strip() == str(tmp_path / "checks" / "topic-absent.yaml")
    assert "auditor rules test topic-absent" in made.err
    assert call("rules", "test", "topic-absent", "--rules", tmp_path).code == 0
    assert call("rules", "lint", tmp_path).code == 0
    again = call("rules", "new", "topic-absent", "--out", tmp_path / "checks")
    assert (again.code, "不覆盖" in again.err) == (2, True)
    assert call("rules", "new", "validity-missing", "--out", tmp_path / "checks").code == 2


def test_rules_beside_a_set_of_ones_own_are_explained_tested_and_counted(call: Call, tmp_path: Path) -> None:
    call("rules", "new", "topic-absent", "--out", tmp_path / "checks", "-q")
    own = tmp_path / "mine.yaml"
    own.write_text("title: 自己的\nversion: '1'\nextends: [self-check]\nrules: [topic-absent]\n", encoding="utf-8")
    assert "topic-absent  " in call("rules", "explain", "topic-absent", "--rules", own).out
    one = call("rules", "test", "topic-absent", "--rules", own)
    assert (one.code, one.out.startswith("示例 ")) == (0, True)
    shipped, every = (
        int(call("rules", "test", *more).out.splitlines()[-1].split()[1]) for more in ((), ("--rules", own))
    )
    assert every - shipped == int(one.out.split()[1])
    assert call("rules", "lint", own).err == "没有问题: 自己的规则 1 条,规则集 1 个(mine)\n"
    assert call("rules", "test", "topic-absent", "--rules", "self-check").code == 2


def test_what_a_rule_says_is_explained_in_chinese(call: Call) -> None:
    assert (
        "严重程度: 一般(minor);命中后的状态: 待核实(needs_review)\n"
        in call("rules", "explain", "attachment-missing").out
    )


def test_every_rule_is_listed_with_what_stands_behind_it(call: Call, tmp_path: Path) -> None:
    found = call("rules", "coverage")
    assert (found.code, found.out.splitlines()[-1].endswith("其中 0 条有欠缺")) == (0, True)
    assert "checks/validity/validity-expired.yaml" in found.out
    assert found.out.splitlines()[-1].startswith("规则 ")
    call("rules", "new", "topic-absent", "--out", tmp_path / "checks", "-q")
    own = call("rules", "coverage", "--rules", tmp_path)
    assert own.code == 1
    assert "镜像站点里没有埋设" in own.out
    assert own.out.splitlines()[-1] == "规则 1 条,其中 1 条有欠缺"


def test_a_set_is_listed_leaf_by_leaf(call: Call) -> None:
    found = call("rules", "coverage", "national-2019")
    assert found.code == 0
    assert "  人工  30  加分指标(bonus)  加分\n" in found.out
    assert "    column-stale  deduct  栏目 policy_documents\n" in found.out
    assert "分值依据: 100 − 31 − 25 − 23" not in found.out  # of a branch
    assert found.out.splitlines()[-1].startswith("末级指标 ")
    assert call("rules", "coverage", "national-2018").code == 3


def test_two_sets_are_compared(call: Call) -> None:
    found = call("rules", "diff", "all", "self-check")
    assert found.code == 0
    assert "- 规则 page-injected\n" in found.out
    assert "all " in found.err
    same = call("rules", "diff", "all", "all")
    assert (same.code, same.out) == (0, "")
    assert "没有不同" in same.err


@pytest.mark.parametrize(
    ("option", "title"),
    [
        ("--result", "auditor 评估结果"),
        ("--rule", "auditor 规则文件"),
        ("--set", "auditor 规则集文件"),
        ("--config", "auditor.yaml"),
        ("--plan", "auditor 工作要点文件"),
    ],
)
def test_a_schema_is_printed(option: str, title: str, call: Call) -> None:
    found = call("rules", "schema", option)
    assert found.code == 0
    assert json.loads(found.out)["title"] == title


def test_exactly_one_schema_is_asked_for(call: Call) -> None:
    for words in ((), ("--rule", "--set")):
        found = call("rules", "schema", *words)
        assert (found.code, "请选一种" in found.err) == (2, True)


def test_points_by_hand_are_checked_and_explained(call: Call, mirror: Path, tmp_path: Path) -> None:
    points = tmp_path / "points.csv"
    head = "单位,指标,得分,依据,评分人\n"
    points.write_text(head + "example,heads,0.25,齐全,张三\n", encoding="utf-8")
    words = ("check", mirror, "--rules", "disclosure-county", "--exit-zero", "--manual", points)
    found = call(*words, "-f", "json")
    assert found.code == 0
    assert '"scorer": "张三"' in found.out
    explained = call(*words, "--explain-score")
    assert "人工评分：" in explained.out
    points.write_text(head + "example,heads,0.5,齐全,张三\n", encoding="utf-8")
    wrong = call(*words)
    assert (wrong.code, wrong.err) == (3, f"{points}:2:1: 得分 0.5 不在 0 到 0.25 之间\n")
    assert call("check", mirror, "--manual", tmp_path / "none.csv").code == 2


def test_a_set_without_points_explains_none_and_takes_none(call: Call, mirror: Path, tmp_path: Path) -> None:
    points = tmp_path / "points.csv"
    points.write_text("单位,指标,得分,依据,评分人\nexample,heads,0.25,齐全,张三\n", encoding="utf-8")
    words = ("check", mirror, "--rules", "all", "--exit-zero")
    assert call(*words, "--explain-score").err == "规则集 all 不设分值,没有得分可说明\n"
    assert "没有得分可说明" not in call(*words).err
    refused = call(*words, "--manual", points)
    assert (refused.code, refused.err) == (2, "规则集 all 不设分值,不能带评分表\n")


def test_a_run_refuses_wrong_points_before_it_asks_for_a_page(
    call: Call, mirror: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    points = tmp_path / "points.csv"
    points.write_text("单位,指标,得分,依据,评分人\nnobody,heads,0.1,x,y\n", encoding="utf-8")
    monkeypatch.chdir(mirror)
    out = tmp_path / "run"
    wrong = call("run", "--rules", "disclosure-county", "--manual", points, "--out", out)
    assert (wrong.code, "没有单位 nobody" in wrong.err) == (3, True)
    assert not out.exists()


@pytest.mark.parametrize(("written", "told"), [("sites: []\n", True), ("sites:\n", True), ("ruleset: all\n", False)])
def test_a_configuration_without_a_site_is_told_of(written: str, told: bool, call: Call, mirror: Path) -> None:  # noqa: FBT001 - a case
    file = mirror / "auditor.yaml"
    file.write_text(written, encoding="utf-8")
    found = call("check", mirror, "--exit-zero")
    assert found.code == 0
    said = f"{file}: sites 是空的,没有配置任何站点;按来源里的主机分站点,按名称识别栏目\n"
    assert found.err == (said if told else "")
