"""What editors and CI check rule and set files with; made from the types, so that it cannot differ from them."""

from auditor.catalog.indicators import ALL, MODES, SELECTION
from auditor.catalog.options import kind_class, kind_names
from auditor.catalog.rules import CERTAINTIES, HIT_STATES, ID, SEVERITIES
from auditor.catalog.sets import SetFile
from auditor.model import AppliesTo, Basis, Deduction, Examples, Indicator, Override, Rule
from auditor.model.schema import Schema, Shape, inline, nullable, schema

__all__ = ["rule_schema", "set_schema"]
_TEXTS: Schema = {"type": "array", "items": {"type": "string"}}
_SHARE: Schema = {"type": ["number", "null"], "minimum": 0, "maximum": 1}


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
    }
    return schema(Rule, shapes, title="auditor 规则文件")


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
