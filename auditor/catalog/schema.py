"""What editors and CI check rule, set and plan files with; made from the types, so that it cannot differ from them."""

from auditor.catalog.indicators import ALL, MODES, SELECTION
from auditor.catalog.options import kind_class, kind_names
from auditor.catalog.rules import CERTAINTIES, HIT_STATES, ID, SEVERITIES
from auditor.catalog.sets import SetFile
from auditor.model import AppliesTo, Basis, Deduction, Duty, Example, Examples, Indicator, Override, Plan, Rule
from auditor.model.schema import Schema, Shape, inline, nullable, schema

__all__ = ["plan_schema", "rule_schema", "set_schema"]
_TEXTS: Schema = {"type": "array", "items": {"type": "string"}}
_SHARE: Schema = {"type": ["number", "null"], "minimum": 0, "maximum": 1}


_EXAMPLE_DUTY: Schema = {
    "type": "object",
    "properties": {
        "year": {"type": "integer"},
        "recurs": {"type": "boolean"},
        "certainty": {"enum": list(CERTAINTIES)},
        "confirmed": {"type": "boolean"},
        "options": {"type": "object"},
        "events": {"type": "object", "additionalProperties": {"type": "string", "format": "date"}},
    },
    "additionalProperties": False,
}


def rule_schema() -> Schema:
    """Return the schema of a rule file; the options are those of the rule's kind."""
    options = [
        {
            "if": {"properties": {"kind": {"const": name}}, "required": ["kind"]},
            "then": {"properties": {"options": nullable(inline(kind_class(name)))}},
        }
        for name in kind_names()
    ]
    shapes = {
        Rule: Shape(
            names={"id": None},
            words={"severity": SEVERITIES, "state": HIT_STATES, "kind": kind_names()},
            given={"options": nullable({"type": "object"})},
            optional=frozenset({"options", "applies_to"}),
            more={"allOf": options},
        ),
        Basis: Shape(words={"certainty": CERTAINTIES}),
        AppliesTo: Shape(words={"owner": ("own",)}),
        Examples: Shape(names={"passing": "pass", "failing": "fail"}),
        Example: Shape(
            names={"plan": None, "events": None},
            given={"duty": _EXAMPLE_DUTY},
            optional=frozenset({"duty"}),
        ),
    }
    return schema(Rule, shapes, title="auditor 规则文件")


def plan_schema() -> Schema:
    """Return the schema of a plan; what the options of a duty may be is told by its rule, and by `rules lint`."""
    shapes = {
        Plan: Shape(names={"id": None, "sha256": None}),
        Duty: Shape(
            words={"certainty": CERTAINTIES},
            given={"options": nullable({"type": "object"})},
            optional=frozenset({"options"}),
        ),
    }
    return schema(Plan, shapes, title="auditor 工作要点文件")


def set_schema() -> Schema:
    """Return the schema of a rule set."""
    given = {
        "extends": nullable(_TEXTS),
        "rules": {
            "anyOf": [
                {"const": ALL},
                _TEXTS,
                {
                    "type": "object",
                    "properties": {
                        "state": {"enum": list(HIT_STATES)},
                        "severity": {"type": "array", "items": {"enum": list(SEVERITIES)}},
                        "except": _TEXTS,
                    },
                    "propertyNames": {"enum": list(SELECTION)},
                },
                {"type": "null"},
            ]
        },
        "grades": {
            "type": ["array", "null"],
            "items": {
                "type": "object",
                "properties": {"name": {"type": "string"}, "from": {**_SHARE, "type": "number"}},
                "required": ["from", "name"],
                "additionalProperties": False,
            },
        },
        "pass_mark": _SHARE,
        "coverage_floor": _SHARE,
        "bonus_from": _SHARE,
    }
    written = frozenset({*given, "full_marks", "seed", "indicators", "overrides"})
    shapes = {
        SetFile: Shape(given=given, optional=written),
        Indicator: Shape(words={"certainty": CERTAINTIES}, optional=frozenset({"points"})),
        Deduction: Shape(
            words={"mode": MODES},
            given={"rule": {"type": "string", "pattern": ID.pattern}, "share": _SHARE},
            optional=frozenset({"mode", "share"}),
        ),
        Override: Shape(optional=frozenset({"options"})),
    }
    return schema(SetFile, shapes, title="auditor 规则集文件")
