"""What programs can check the JSON result with; made from the types that `json` prints."""

from typing import Any

from auditor.model import (
    Assessment,
    Bonus,
    Charge,
    ColumnSummary,
    Coverage,
    DutyResult,
    Evidence,
    Finding,
    IndicatorScore,
    Ledger,
    Loss,
    ManualScore,
    PassedOver,
    Rate,
    RuleTally,
    Sample,
    SiteAssessment,
    Subject,
    Veto,
)
from auditor.model.schema import Schema, Shape, schema

GRADES = ("pass", "fail", "vetoed", "deferred")
_TEXT: Schema = {"type": "string"}
_COUNT: Schema = {"type": "integer", "minimum": 0}


def result_schema() -> Schema:
    """Return the schema of `-f json`."""
    plain = (
        Bonus,
        Charge,
        ColumnSummary,
        Coverage,
        Evidence,
        IndicatorScore,
        Loss,
        ManualScore,
        PassedOver,
        Sample,
        Subject,
        Veto,
    )
    shapes: dict[type[Any], Shape] = {one: Shape(all_keys=True) for one in plain}
    shapes |= {Charge: Shape(words={"mode": ("deduct", "rate")}, all_keys=True)}
    shapes |= {
        Assessment: Shape(
            names=dict.fromkeys(("tool_version", "ruleset_id", "ruleset_version", "ruleset_sha256", "ruleset_title")),
            given={
                "schema_version": {"const": 1},
                "tool": _fixed("name", "version"),
                "ruleset": _fixed("id", "version", "sha256", maybe=("title",)),
                "comparison": {"type": "object"},
            },
            optional=frozenset({"comparison"}),
            all_keys=True,
        ),
        SiteAssessment: Shape(
            words={"grade": GRADES},
            given={"rates": {"additionalProperties": {"anyOf": [{"$ref": "#/$defs/Rate"}, {"type": "null"}]}}},
            all_keys=True,
        ),
        Rate: Shape(all_keys=True, optional=frozenset({"missing"})),
        RuleTally: Shape(
            names={"passed": "pass", "failed": "fail", "by_role": None, "subjects": None},
            given={"judged": _COUNT},
            all_keys=True,
        ),
        Finding: Shape(
            names={"duty": None},
            words={"state": ("fail", "needs_review")},
            optional=frozenset({"related"}),
            all_keys=True,
        ),
        **_plans(),
    }
    found = schema(Assessment, shapes, title="auditor 评估结果")
    found["$defs"]["Rate"] = schema(Rate, shapes, title="")["$defs"]["Rate"]  # named above only by its reference
    return found


def _plans() -> dict[type[Any], Shape]:
    """Return how a ledger and its duties are written: flat, as people read them."""
    maybe: Schema = {"type": ["string", "null"]}
    duty = dict.fromkeys(("id", "title", "quote", "unit", "certainty"), _TEXT) | {"rule": maybe, "due": maybe}
    flags: dict[str, Schema] = {key: {"type": "boolean"} for key in ("recurs", "confirmed")}
    page = {**_fixed("url", "title", "digest"), "properties": {"url": _TEXT, "title": _TEXT, "digest": _TEXT}}
    page["properties"]["fetched_at"] = maybe
    plan = {**dict.fromkeys(("id", "title", "sha256"), _TEXT), "year": {"type": "integer"}}
    counts: Schema = {"type": "object", "additionalProperties": _COUNT}
    return {
        Ledger: Shape(names={"plan": None, "results": "duties"}, given={**plan, "counts": counts}, all_keys=True),
        DutyResult: Shape(
            names={"duty": None, "day": None},
            given={**duty, **flags, "pages": {"type": "array", "items": page}},
            all_keys=True,
        ),
    }


def _fixed(*keys: str, maybe: tuple[str, ...] = ()) -> Schema:
    return {
        "type": "object",
        "properties": dict.fromkeys((*keys, *maybe), _TEXT),
        "required": sorted(keys),
        "additionalProperties": False,
    }
