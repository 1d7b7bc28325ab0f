"""Hashes of rules; this module alone knows what of a rule counts when it is asked whether it is still the same."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from enum import Enum
from hashlib import sha256
from typing import Any

from auditor.model import Override, Rule


def digest(content: Any) -> str:  # noqa: ANN401 - any of the model's values
    """Return the SHA-256 of *content* as canonical JSON: comments, blanks and the order of keys do not matter."""
    text = json.dumps(_plain(content), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()


def rule_digest(rule: Rule, overrides: Sequence[Override]) -> str:
    """Return the SHA-256 of a rule with what a set overrides of it; its examples change nothing that it says."""
    said = {key: value for key, value in asdict(rule).items() if key != "examples"}
    return digest([said, [asdict(one) for one in overrides if one.rule == rule.id]])


def _plain(value: Any) -> Any:  # noqa: ANN401 - any of the model's values
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, set | frozenset):
        return sorted(_plain(one) for one in value)
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value
