"""Options in YAML against the fields of a kind's dataclass; this module alone knows how their types are compared."""

import types
from collections.abc import Mapping
from dataclasses import MISSING, fields
from enum import Enum
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from auditor import kinds, plugins
from auditor.yamlfile import Node, Table

_PLAIN = {
    str: ("文字", ("str",)),
    int: ("整数", ("int",)),
    float: ("数字", ("int", "float")),
    bool: ("是否值", ("bool",)),
}


@cache
def kind_names() -> tuple[str, ...]:
    """Return the names of all rule kinds, sorted."""
    return plugins.names(kinds.__name__)


def kind_class(kind: str) -> type[Any]:
    """Return the dataclass of a kind that is known to be there."""
    return kinds.kind_class(kind)


def check_options(kind: str, table: Table, key: str, *, base: Mapping[str, Any] | None = None) -> None:
    """Report every option under *key* that the kind does not have, that is of another type, or that it refuses.

    *base* are the options of the rule that these override: what stands there need not be written again.
    """
    wanted = _types(kind)
    options = table.table(key, wanted)
    # Lists, not generators: every wrong option is to be reported, not only the first.
    right = False not in [_fits(node, wanted[name]) for name, node in options.values.items()]
    missing = [name for name in _needed(kind) if name not in (base or {}) and options.get(name, needed=True) is None]
    if missing or not right:
        return
    try:
        kinds.build(kind, {**(base or {}), **{name: node.data() for name, node in options.values.items()}})
    except kinds.WrongOption as error:
        options.problem(f"{error}", error.option)
    except (KeyError, TypeError, ValueError) as error:
        table.problem(f"规则类型 {kind} 不接受这些选项({error})", key)


@cache
def _types(kind: str) -> Mapping[str, Any]:
    found = kind_class(kind)
    hints = get_type_hints(found)
    return {one.name: hints[one.name] for one in fields(found)}


def _needed(kind: str) -> list[str]:
    all_fields = fields(kind_class(kind))
    return [one.name for one in all_fields if one.default is MISSING and one.default_factory is MISSING]


def _fits(node: Node, wanted: Any) -> bool:  # noqa: ANN401 - a type as it stands in an annotation
    """Tell whether the value is of the type *wanted*; if not, it is reported."""
    origin, inside = get_origin(wanted), get_args(wanted)
    if origin in {Union, types.UnionType}:
        others = [one for one in inside if one is not type(None)]
        return (len(others) < len(inside) and node.shape == "null") or _fits(node, others[0])
    if origin is tuple:
        return _shaped(node, "列表", ("seq",)) and False not in [_fits(item, inside[0]) for item in node.items()]
    if isinstance(origin, type) and issubclass(origin, Mapping):
        shaped = _shaped(node, "键值", ("map",))
        return shaped and False not in [_fits(value, inside[1]) for value in node.table().values.values()]
    words = _words(wanted)
    if words:
        return bool(node.word(words) == node.data())
    return _shaped(node, *_PLAIN.get(wanted, ("", (node.shape,))))


def _words(wanted: Any) -> list[str]:  # noqa: ANN401 - a type as it stands in an annotation
    """Return the words of a closed vocabulary, an enumeration or a Literal; none for other types."""
    if isinstance(wanted, type) and issubclass(wanted, Enum):
        return [str(one.value) for one in wanted]
    return [str(one) for one in get_args(wanted)] if get_origin(wanted) is Literal else []


def _shaped(node: Node, name: str, shapes: tuple[str, ...]) -> bool:
    if node.shape not in shapes:
        node.problem(f"应为{name}")
    return node.shape in shapes
