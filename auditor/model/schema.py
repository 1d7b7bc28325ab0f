"""JSON Schema of the types; this module alone knows how an annotation is said in draft 2020-12."""

import types
from collections.abc import Mapping, Sequence
from dataclasses import MISSING, dataclass, field, fields, is_dataclass
from datetime import date
from enum import Enum
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

DRAFT = "https://json-schema.org/draft/2020-12/schema"
Schema = dict[str, Any]
_PLAIN: Mapping[Any, Schema] = {  # any other type may hold anything
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    date: {"type": "string", "format": "date"},
}


@dataclass(frozen=True, slots=True)
class Shape:
    """How a class is written where that differs from its fields.

    Attributes:
        names: Field → its key; None where it is not written.
        words: Field → the words it may hold.
        given: Key → its whole schema, in place of or beside those of the fields.
        optional: Keys that need not be written though the field has no default.
        all_keys: Every key is always written: a result, not what people write.
        more: Further keywords of the object itself.
    """

    names: Mapping[str, str | None] = field(default_factory=dict)
    words: Mapping[str, Sequence[str]] = field(default_factory=dict)
    given: Mapping[str, Schema] = field(default_factory=dict)
    optional: frozenset[str] = frozenset()
    all_keys: bool = False
    more: Mapping[str, Any] = field(default_factory=dict)


def schema(root: type[Any], shapes: Mapping[type[Any], Shape], *, title: str) -> Schema:
    """Return the schema of documents that hold one *root*; keys that no field has are refused."""
    known: dict[str, Schema] = {}
    reference = _of(root, shapes, known)
    return {"$schema": DRAFT, "title": title, **reference, "$defs": dict(sorted(known.items()))}


def inline(wanted: type[Any]) -> Schema:
    """Return the schema of a dataclass of plain fields, for a place inside another schema."""
    known: dict[str, Schema] = {}
    _of(wanted, {}, known)
    return known[wanted.__name__]


def _of(wanted: Any, shapes: Mapping[type[Any], Shape], known: dict[str, Schema]) -> Schema:  # noqa: ANN401 - a type
    origin, inside = get_origin(wanted), get_args(wanted)
    if origin in {Union, types.UnionType}:
        others = [_of(one, shapes, known) for one in inside if one is not type(None)]
        return nullable(others[0]) if len(others) < len(inside) else {"anyOf": others}
    if origin is Literal:
        return {"enum": list(inside)}
    if origin in {tuple, list, frozenset}:
        if origin is tuple and Ellipsis not in inside:
            return {"type": "array", "prefixItems": [_of(one, shapes, known) for one in inside], "items": False}
        return {"type": "array", "items": _of(inside[0], shapes, known)}
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return {"type": "object", "additionalProperties": _of(inside[1], shapes, known)}
    if isinstance(wanted, type) and issubclass(wanted, Enum):
        return {"enum": [str(one.value) for one in wanted]}
    if is_dataclass(wanted) and isinstance(wanted, type):
        if wanted.__name__ not in known:
            known[wanted.__name__] = {}  # it may hold itself
            known[wanted.__name__] = _object(wanted, shapes, known)
        return {"$ref": f"#/$defs/{wanted.__name__}"}
    return dict(_PLAIN.get(wanted, {}))


def _object(wanted: type[Any], shapes: Mapping[type[Any], Shape], known: dict[str, Schema]) -> Schema:
    shape = shapes.get(wanted, Shape())
    hints, told = get_type_hints(wanted), attributes(wanted)
    properties: dict[str, Schema] = {}
    required = []
    for one in fields(wanted):
        key = shape.names.get(one.name, one.name)
        if key is None or key in shape.given:
            continue
        needed = one.default is MISSING and one.default_factory is MISSING and key not in shape.optional
        found = _of(hints[one.name], shapes, known)
        if one.name in shape.words:
            found = {"enum": [*shape.words[one.name], *([None] if "null" in found.get("type", ()) else [])]}
        # An empty key counts as not written; of whole objects that is not said, or editors could not say what is wrong.
        plain = "type" in found or "enum" in found
        properties[key] = nullable(found) if plain and not needed and not shape.all_keys else found
        if one.name in told:
            properties[key] = {**properties[key], "description": told[one.name]}
        if needed or (shape.all_keys and key not in shape.optional):
            required.append(key)
    properties |= shape.given
    required += [key for key in shape.given if key not in shape.optional]
    return {
        "type": "object",
        "properties": properties,
        "required": sorted(required),
        "additionalProperties": False,
        **shape.more,
    }


def nullable(one: Schema) -> Schema:
    """Return *one*, or nothing."""
    if "enum" in one:
        return {"enum": [*one["enum"], *([] if None in one["enum"] else [None])]}
    if isinstance(one.get("type"), str):
        return {**one, "type": [one["type"], "null"]}
    return one if "type" in one or not one else {"anyOf": [one, {"type": "null"}]}


def attributes(wanted: type[Any]) -> Mapping[str, str]:
    """Return what the docstring of a class says of its fields, under `Attributes:`."""
    told: dict[str, str] = {}
    name = ""
    for line in (wanted.__doc__ or "").partition("Attributes:")[2].splitlines():
        start, mark, rest = line.strip().partition(": ")
        if mark and start.isidentifier():
            name, told[start] = start, rest.strip()
        elif name and line.strip():
            told[name] = f"{told[name]} {line.strip()}"
    return told
