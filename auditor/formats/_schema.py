"""What programs can check the JSON result with; made from the types that `json` prints."""

from typing import Any

from auditor.model import Assessment, Finding, Rate, RuleTally, SiteAssessment
from auditor.model.result import (
    Bonus,
    ColumnSummary,
    Coverage,
    Evidence,
    IndicatorScore,
    Loss,
    ManualScore,
    Sample,
    Subject,
    Veto,
)
from auditor.model.schema import Schema, Shape, schema

GRADES = ("pass", "fail", "vetoed", "deferred")
_TEXT: Schema = {"type": "string"}
_COUNT: Schema = {"type": "integer", "minimum": 0}


def result_schema() -> Schema:
    """Return the schema of `-f json`."""
    plain = (Bonus, ColumnSummary, Coverage, Evidence, IndicatorScore, Loss, ManualScore, Sample, Subject, Veto)
    shapes: dict[type[Any], Shape] = {one: Shape(all_keys=True) for one in plain}
    shapes |= {
        Assessment: Shape(
            names=dict.fromkeys(("tool_version", "ruleset_id", "ruleset_version", "ruleset_sha256")),
            given={
                "schema_version": {"const": 1},
                "tool": _fixed("name", "version"),
                "ruleset": _fixed("id", "version", "sha256"),
            },
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
        Finding: Shape(words={"state": ("fail", "needs_review")}, optional=frozenset({"related"}), all_keys=True),
    }
    found = schema(Assessment, shapes, title="auditor 评估结果")
    found["$defs"]["Rate"] = schema(Rate, shapes, title="")["$defs"]["Rate"]  # named above only by its reference
    return found


def _fixed(*keys: str) -> Schema:
    return {
        "type": "object",
        "properties": dict.fromkeys(keys, _TEXT),
        "required": sorted(keys),
        "additionalProperties": False,
    }
