"""What people copy into their CI is what GitHub, GitLab and pre-commit read."""

import json
import re
import shutil
import subprocess
import sys
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
SNIPPETS = re.findall(r"^```yml\n(.*?)^```$", README, re.DOTALL | re.MULTILINE)
HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))


def check(name: str, document: Any) -> None:  # noqa: ANN401 - a YAML document
    vendor = files("check_jsonschema.builtin_schemas") / "vendor"
    schema = json.loads((vendor / f"{name}.json").read_text(encoding="utf-8"))
    jsonschema.validators.validator_for(schema)(schema).validate(document)


def snippet(word: str) -> Any:  # noqa: ANN401 - as above
    (found,) = [one for one in SNIPPETS if word in one]
    return yaml.load(found, yaml.BaseLoader)  # noqa: S506 - texts alone; `on` is a word here


def test_the_action_is_one() -> None:
    check("github-actions", ACTION)


def test_the_workflow_is_one_and_hands_the_action_what_it_takes() -> None:
    workflow = snippet("GitHub Actions")
    check("github-workflows", workflow)
    assert set(workflow["jobs"]["audit"]["steps"][1]["with"]) <= set(ACTION["inputs"])


def test_the_pipeline_is_one() -> None:
    check("gitlab-ci", snippet("GitLab CI"))


def test_the_hooks_that_the_readme_names_are_there() -> None:
    named = {hook["id"] for repo in snippet("repos:")["repos"] for hook in repo["hooks"]}
    assert named == {hook["id"] for hook in HOOKS}
    for hook in HOOKS:
        assert {"id", "name", "entry", "language"} <= set(hook)


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: hook["id"])
def test_a_hook_passes_good_rules_and_stops_bad_ones(hook: dict[str, Any], tmp_path: Path) -> None:
    folder = tmp_path / "我的规则"
    name = "rules/checks/validity/validity-missing.yaml"
    (folder / "checks").mkdir(parents=True)
    rule = folder / "checks" / Path(name).name
    shutil.copy(ROOT / name, rule)
    arguments = ["--rules", str(folder)] if hook["id"].endswith("test") else [str(folder)]

    def code() -> int:
        command = [sys.executable, "-c", "from auditor.cli import main; main()", *hook["entry"].split()[1:], *arguments]
        return subprocess.run(command, cwd=ROOT, capture_output=True, check=False).returncode

    assert code() == 0
    text = rule.read_text(encoding="utf-8")
    rule.write_text(text.replace("kind: fields_missing", "kind: fields_mising"), encoding="utf-8")
    assert code() == 3


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")
@pytest.mark.parametrize("against", ["", "last"])
def test_the_steps_of_the_action_ask_for_what_there_is(against: str, tmp_path: Path) -> None:
    """The program is replaced by one that writes down what it was called with."""
    stub = tmp_path / "auditor"
    stub.write_text('#!/bin/sh\nprintf "%s\\n" "$*" >> calls\n', encoding="utf-8")
    stub.chmod(0o755)
    _, judge, gate = ACTION["runs"]["steps"]
    values = {"SOURCE": "a b", "AGAINST": against, "RULES": "", "FAIL_ON": "fail", "OUT": "out"}
    for step in (judge, *([gate] if against else [])):
        environment = {"PATH": f"{tmp_path}:/usr/bin:/bin", **{key: values[key] for key in step["env"]}}
        subprocess.run(["bash", "-e", "-c", step["run"]], cwd=tmp_path, env=environment, check=True)
    calls = (tmp_path / "calls").read_text(encoding="utf-8").splitlines()
    assert calls[0] == f"check a b --out out -f text -f html=out/report.html --fail-on {'never' if against else 'fail'}"
    assert calls[1:] == (["gate out --against last --fail-on fail"] if against else [])
