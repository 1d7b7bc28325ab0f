"""A stored `report.json` as an assessment again; this module alone knows how its keys lead back to the types."""

import json
import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Any, Union, get_args, get_origin, get_type_hints

from auditor.errors import UsageError, os_reason
from auditor.model import Assessment, Ledger, Plan, Rate, RuleTally

REPORT = "report.json"
SCHEMA_VERSION = 1
_KEYS = {RuleTally: {"passed": "pass", "failed": "fail"}}


def read(file: Path) -> Assessment:
    """Read the assessment that `-f json` printed into *file*.

    What JSON leaves out (the duties of plans, the samples' subjects) is empty.

    Raises:
        UsageError: There is no such file, or it holds no assessment.
    """
    try:
        shown = json.loads(file.read_text(encoding="utf-8"))
        if shown["schema_version"] != SCHEMA_VERSION:
            raise UsageError(f"{file}: 结果的版本是 {shown['schema_version']},本程序只认识 {SCHEMA_VERSION}")
        found: Assessment = _object(Assessment, {**shown, **_head(shown)})
    except OSError as error:
        raise UsageError(f"结果文件读不了: {file}({os_reason(error)})") from None
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise UsageError(f"{file}: 不是评估结果(应为 -f json 的输出;{_fault(error)})") from None
    return found


def _fault(error: Exception) -> str:
    """Say in Chinese why a file holds no assessment."""
    if isinstance(error, json.JSONDecodeError):
        return f"第 {error.lineno} 行第 {error.colno} 列起不是 JSON"
    if isinstance(error, UnicodeDecodeError):
        return "不是 UTF-8 的文本"
    if isinstance(error, KeyError):
        return f"没有 {error.args[0]}"
    return str(error) if isinstance(error, _UnfitError) else "里面的结构不对"


class _UnfitError(TypeError):
    """A value is not of the kind that its key asks for; says so in Chinese."""


def _head(shown: Mapping[str, Any]) -> Mapping[str, Any]:
    ruleset = shown["ruleset"]
    named = {f"ruleset_{key}": ruleset[key] for key in ("id", "version", "sha256")}
    named["ruleset_title"] = ruleset.get("title", "")  # results of earlier versions have none
    return {**named, "tool_version": shown["tool"]["version"]}


def _object(wanted: type[Any], shown: Mapping[str, Any]) -> Any:  # noqa: ANN401 - one of that type
    """Return the dataclass; keys that it does not know are left alone, fields that are not written have defaults."""
    hints, keys = get_type_hints(wanted), _KEYS.get(wanted, {})
    values = {}
    for one in fields(wanted):
        key = keys.get(one.name, one.name)
        if key in shown:
            values[one.name] = _value(hints[one.name], shown[key])
        elif one.default is MISSING and one.default_factory is MISSING:
            raise KeyError(key)
    return wanted(**values)


_KINDS: Mapping[Any, str] = {str: "文字", int: "整数", float: "数", bool: "真假值"}


def _value(wanted: Any, shown: Any) -> Any:  # noqa: ANN401 - a type and what it holds
    origin, inside = get_origin(wanted), get_args(wanted)
    if wanted in _SPECIAL:
        return _SPECIAL[wanted](shown)
    if origin in {Union, types.UnionType}:
        return None if shown is None else _value(next(one for one in inside if one is not type(None)), shown)
    if origin is tuple:
        each = inside[:1] * len(shown) if Ellipsis in inside else inside
        return tuple(_value(kind, one) for kind, one in zip(each, shown, strict=True))
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return {_value(inside[0], key): _value(inside[1], one) for key, one in shown.items()}
    if is_dataclass(wanted) and isinstance(wanted, type):
        return _object(wanted, shown)
    return wanted(shown) if isinstance(wanted, type) and issubclass(wanted, Enum) else _plain(wanted, shown)


def _plain(wanted: Any, shown: Any) -> Any:  # noqa: ANN401 - a plain type and its value
    fitting = (int, float) if wanted is float else wanted
    if not isinstance(shown, fitting):
        raise _UnfitError(f"{json.dumps(shown, ensure_ascii=False):.40} 应为{_KINDS[wanted]}")
    return shown


def _rate(shown: Mapping[str, Any] | None) -> Rate:
    return (
        Rate(0, 0) if shown is None else Rate(shown["numerator"], shown["denominator"], tuple(shown.get("missing", ())))
    )


def _ledger(shown: Mapping[str, Any]) -> Ledger:
    return Ledger(Plan(shown["id"], shown["title"], shown["year"], (), shown["sha256"]), ())


_SPECIAL: Mapping[Any, Callable[[Any], Any]] = {Rate: _rate, Ledger: _ledger, date: date.fromisoformat}
