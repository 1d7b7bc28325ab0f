"""What editors check auditor.yaml with; made from the types, so that it cannot differ from them."""

from auditor.config.options import Config, CrawlOptions
from auditor.model import Site
from auditor.model.schema import Schema, Shape, nullable, schema

_AMOUNT: Schema = {"type": ["integer", "number", "string", "null"]}
_TLS: Schema = {
    "type": ["object", "null"],
    "properties": {"verify": {"type": ["boolean", "null"]}},
    "additionalProperties": False,
}
_DAY: Schema = {"type": "string", "format": "date"}


def config_schema() -> Schema:
    """Return the schema of auditor.yaml."""
    period: Schema = {
        "type": ["object", "null"],
        "properties": {"from": _DAY, "to": _DAY},
        "required": ["from", "to"],
        "additionalProperties": False,
    }
    amounts = {
        "max_bytes": _AMOUNT,
        "max_time": _AMOUNT,
        "max_site_bytes": _AMOUNT,
        "confirm_after": _AMOUNT,
        "render": {"enum": ["never", "auto", None]},
        "sitemap": {"enum": ["robots", "auto", "never", None]},
    }
    shapes = {
        Config: Shape(
            names={"path": None},
            given={"period": period, "out": {"type": ["string", "null"]}},
            optional=frozenset({"period", "out"}),
        ),
        CrawlOptions: Shape(given=amounts, optional=frozenset(amounts)),
        Site: Shape(
            names={"tls_verify": None},
            given={"hosts": nullable({"type": "array", "items": {"type": "string"}}), "tls": _TLS},
            optional=frozenset({"hosts", "tls"}),
        ),
    }
    return schema(Config, shapes, title="auditor.yaml")
