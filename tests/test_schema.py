"""Every file that ships and a real result fit their schema, and a wrong key does not."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Literal

import jsonschema
import pytest
import yaml

from auditor import catalog, config, pipeline
from auditor.catalog.schema import plan_schema, rule_schema, set_schema
from auditor.config.schema import config_schema
from auditor.formats import RenderOptions
from auditor.formats._schema import result_schema
from auditor.formats.json import render
from auditor.model import Role
from auditor.model.schema import Schema, Shape, attributes, inline, nullable, schema

ROOT = Path(__file__).parents[1]
RULES = sorted((ROOT / "rules" / "checks").rglob("*.yaml"))
SETS = sorted((ROOT / "rules" / "sets").glob("*.yaml"))
PLANS = sorted((ROOT / "rules" / "plans").glob("*.yaml")) + sorted((ROOT / "fixtures").glob("*/plans/*.yaml"))
CONFIGS = sorted((ROOT / "fixtures").glob("*/auditor.yaml"))


def plain(value: Any) -> Any:  # noqa: ANN401 - whatever YAML can hold
    """Return what an editor sees: a day is a text."""
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items()}
    if isinstance(value, list):
        return [plain(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value


def problems(wanted: Schema, value: Any) -> list[str]:  # noqa: ANN401 - whatever YAML can hold
    validator = jsonschema.Draft202012Validator(wanted)
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(plain(value))]


def loaded(path: Path) -> Any:  # noqa: ANN401 - whatever YAML can hold
    return yaml.safe_load(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("made", [rule_schema, set_schema, plan_schema, config_schema, result_schema])
def test_it_is_a_schema_of_the_draft_it_names(made: Any) -> None:  # noqa: ANN401 - one of the five
    found = made()
    assert found["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    jsonschema.Draft202012Validator.check_schema(found)
    json.dumps(found, allow_nan=False)


@pytest.mark.parametrize("path", RULES, ids=lambda path: path.stem)
def test_a_shipped_rule_fits(path: Path) -> None:
    assert problems(rule_schema(), loaded(path)) == []


@pytest.mark.parametrize("path", SETS, ids=lambda path: path.stem)
def test_a_shipped_set_fits(path: Path) -> None:
    assert problems(set_schema(), loaded(path)) == []


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_a_shipped_plan_fits_and_a_wrong_key_does_not(path: Path) -> None:
    good = loaded(path)
    assert problems(plan_schema(), good) == []
    first = {**good["duties"][0], "deu": "06-30"}
    assert any("'deu' was unexpected" in one for one in problems(plan_schema(), {**good, "duties": [first]}))


@pytest.mark.parametrize("path", CONFIGS, ids=lambda path: path.parent.name)
def test_a_shipped_configuration_fits(path: Path) -> None:
    assert problems(config_schema(), loaded(path)) == []


@pytest.mark.parametrize(
    ("name", "ruleset"), [("matou", "disclosure-county"), ("matou", "national-2019"), ("tancheng", "all")]
)
def test_a_real_result_fits(name: str, ruleset: str) -> None:
    folder = ROOT / "fixtures" / name
    settings = config.load(folder / "auditor.yaml")
    found = pipeline.check([folder], catalog=catalog.load(), today=date(2030, 1, 1), config=settings, ruleset=ruleset)
    result = json.loads(render(found, RenderOptions()))
    assert problems(result_schema(), result) == []
    result["sites"][0]["scoer"] = 1
    del result["sites"][0]["rules"][0]["judged"]
    told = " ".join(problems(result_schema(), result))
    assert "'scoer' was unexpected" in told
    assert "'judged' is a required property" in told


def test_an_assessment_with_something_in_every_corner_fits() -> None:
    """The sample of the formats' own tests, with points by hand and a sample."""
    folder = ROOT / "fixtures" / "jiaoti"
    settings = config.load(folder / "auditor.yaml")
    known = catalog.load()
    found = pipeline.check([folder], catalog=known, today=date(2030, 1, 1), config=settings, ruleset="national-2019")
    assert problems(result_schema(), json.loads(render(found, RenderOptions()))) == []


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"titel": "x"}, "'titel' was unexpected"),
        ({"severity": "grave"}, "'grave' is not one of"),
        ({"state": "pass"}, "'pass' is not one of"),
        ({"options": {"filds": []}}, "'filds' was unexpected"),
        ({"options": {"fields": "title"}}, "'title' is not of type 'array'"),
        ({"kind": "no_such"}, "'no_such' is not one of"),
        ({"applies_to": {"roles": ["nwes"]}}, "'nwes' is not one of"),
        ({"basis": [{"document": "x", "certainty": "sure"}]}, "'sure' is not one of"),
        ({"examples": {"pass": [], "fial": []}}, "'fial' was unexpected"),
    ],
)
def test_a_wrong_rule_does_not_fit(wrong: Mapping[str, Any], told: str) -> None:
    good = loaded(ROOT / "rules/checks/documents/document-fields-missing.yaml")
    assert any(told in one for one in problems(rule_schema(), {**good, **wrong}))


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"indicaters": []}, "'indicaters' was unexpected"),
        ({"pass_mark": 60}, "60 is greater than the maximum of 1"),
        ({"rules": {"stat": "fail"}}, "not valid under any of the given schemas"),
        ({"indicators": [{"id": "a", "title": "x", "rules": [{"rule": "x", "mode": "rat"}]}]}, "'rat' is not one of"),
        ({"overrides": [{"options": {}}]}, "'rule' is a required property"),
        ({"grades": [{"name": "x"}]}, "'from' is a required property"),
    ],
)
def test_a_wrong_set_does_not_fit(wrong: Mapping[str, Any], told: str) -> None:
    good = {"title": "x", "version": "1", "extends": ["all"], "rules": "*", "full_marks": None}
    assert problems(set_schema(), good) == []
    assert any(told in one for one in problems(set_schema(), {**good, **wrong}))


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"site": []}, "'site' was unexpected"),
        ({"period": {"from": "2023-01-01"}}, "'to' is a required property"),
        ({"crawl": {"dely": 1}}, "'dely' was unexpected"),
        ({"sites": [{"id": "a", "name": "b"}]}, "'home' is a required property"),
    ],
)
def test_a_wrong_configuration_does_not_fit(wrong: Mapping[str, Any], told: str) -> None:
    good = {"ruleset": "all", "crawl": {"max_bytes": "20MB", "max_time": "2h", "render": "auto"}}
    assert problems(config_schema(), good) == []
    assert any(told in one for one in problems(config_schema(), {**good, **wrong}))


# ---------------------------------------------------------------- from types


@dataclass
class Inner:
    """Holds itself."""

    word: Literal["a", "b"]
    more: "tuple[Inner, ...]" = ()


@dataclass
class Outer:
    """Something.

    Attributes:
        number: How many;
            at least one.
        day: When.
    """

    number: int
    day: date | None
    pair: tuple[str, float]
    both: str | int
    roles: frozenset[Role] = frozenset()
    inner: Inner | None = None
    table: Mapping[str, list[bool]] = field(default_factory=dict)
    any_value: Any = None


def test_annotations_become_their_schemas() -> None:
    found = schema(Outer, {}, title="t")
    assert found["$ref"] == "#/$defs/Outer"
    outer, inner = found["$defs"]["Outer"], found["$defs"]["Inner"]
    assert outer["required"] == ["both", "day", "number", "pair"]
    assert outer["additionalProperties"] is False
    shown = outer["properties"]
    assert shown["number"] == {"type": "integer", "description": "How many; at least one."}
    assert shown["day"] == {"type": ["string", "null"], "format": "date", "description": "When."}
    assert shown["pair"]["prefixItems"] == [{"type": "string"}, {"type": "number"}]
    assert shown["both"] == {"anyOf": [{"type": "string"}, {"type": "integer"}]}
    assert shown["roles"]["items"]["enum"] == [str(one) for one in Role]
    assert shown["inner"] == {"anyOf": [{"$ref": "#/$defs/Inner"}, {"type": "null"}]}
    assert shown["table"]["additionalProperties"] == {"type": "array", "items": {"type": "boolean"}}
    assert shown["any_value"] == {}
    assert inner["properties"]["word"] == {"enum": ["a", "b"]}
    assert inner["properties"]["more"]["items"] == {"$ref": "#/$defs/Inner"}


def test_a_shape_renames_leaves_out_and_adds() -> None:
    shape = Shape(
        names={"number": "count", "day": None},
        words={"both": ("x", "y")},
        given={"pair": {"const": 1}, "own": {"const": 2}},
        optional=frozenset({"own"}),
        more={"minProperties": 1},
    )
    found = schema(Outer, {Outer: shape}, title="t")["$defs"]["Outer"]
    assert {"count", "pair", "own"} <= set(found["properties"])
    assert "day" not in found["properties"]
    assert found["properties"]["both"] == {"enum": ["x", "y"]}
    assert found["required"] == ["both", "count", "pair"]
    assert found["minProperties"] == 1
    whole = schema(Outer, {Outer: Shape(all_keys=True, optional=frozenset({"table"}))}, title="t")["$defs"]["Outer"]
    assert "inner" in whole["required"]
    assert "table" not in whole["required"]


def test_a_plain_class_can_stand_inside() -> None:
    assert inline(Inner)["properties"]["word"] == {"enum": ["a", "b"]}


@pytest.mark.parametrize(
    ("one", "found"),
    [
        ({"type": "string"}, {"type": ["string", "null"]}),
        ({"type": ["string", "null"]}, {"type": ["string", "null"]}),
        ({"enum": ["a"]}, {"enum": ["a", None]}),
        ({"enum": ["a", None]}, {"enum": ["a", None]}),
        ({}, {}),
        ({"$ref": "x"}, {"anyOf": [{"$ref": "x"}, {"type": "null"}]}),
    ],
)
def test_nothing_may_stand_for_what_is_not_written(one: Schema, found: Schema) -> None:
    assert nullable(one) == found


def test_the_docstring_of_a_class_tells_of_its_fields() -> None:
    assert attributes(Outer) == {"number": "How many; at least one.", "day": "When."}
    assert attributes(Inner) == {}
