"""What a rule set judges by itself and what it leaves to people, and how two sets differ; alone knows what counts."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from auditor.model import Deduction, Indicator, Override, Rule, Ruleset, State


@dataclass(frozen=True, slots=True)
class Leaf:
    """A leaf of a set's tree; `mode` is auto (every rule decides), semi (a rule only points out) or manual."""

    number: str
    indicator: Indicator
    mode: str


def leaves(ruleset: Ruleset) -> tuple[Leaf, ...]:
    """Return the leaves of the tree in its order."""
    rules = {rule.id: rule for rule in ruleset.rules}
    return tuple(
        Leaf(number, one, _mode(one, rules)) for number, one in _numbered(ruleset.indicators, "") if not one.children
    )


def _mode(one: Indicator, rules: Mapping[str, Rule]) -> str:
    if not one.rules:
        return "manual"
    return "auto" if all(rules[entry.rule].state is State.FAIL for entry in one.rules) else "semi"


def _numbered(indicators: Iterable[Indicator], above: str) -> Iterator[tuple[str, Indicator]]:
    for place, one in enumerate(indicators, start=1):
        yield f"{above}{place}", one
        yield from _numbered(one.children, f"{above}{place}.")


def difference(old: Ruleset, new: Ruleset) -> tuple[str, ...]:
    """Say what is different in *new*, a line each: `+` added, `-` removed, `~` changed."""
    settings = ("full_marks", "pass_mark", "coverage_floor", "bonus_from", "seed", "grades")
    lines = [
        f"~ {name}: {_shown(getattr(old, name))} → {_shown(getattr(new, name))}"
        for name in settings
        if getattr(old, name) != getattr(new, name)
    ]
    lines += _compared(
        "规则",
        {one.id: _rule(one) for one in old.rules},
        {one.id: _rule(one) for one in new.rules},
    )
    trees = [dict(_tree(one.indicators)) for one in (old, new)]
    lines += _compared("指标", trees[0], trees[1])
    prices = [dict(_prices(one.indicators)) for one in (old, new)]
    lines += _compared("扣分", prices[0], prices[1])
    lines += _compared("例外", dict(_overrides(old.overrides)), dict(_overrides(new.overrides)))
    return tuple(lines)


def _rule(one: Rule) -> dict[str, Any]:
    return {key: value for key, value in asdict(one).items() if key not in ("id", "examples")}


def _tree(indicators: Iterable[Indicator]) -> Iterator[tuple[str, dict[str, Any]]]:
    for _, one in _numbered(indicators, ""):
        named = ("title", "points", "bonus", "once", "basis", "certainty")
        yield one.id, {name: getattr(one, name) for name in named}


def _prices(indicators: Iterable[Indicator]) -> Iterator[tuple[str, dict[str, Any]]]:
    for _, one in _numbered(indicators, ""):
        for entry in one.rules:
            yield (
                f"{one.id} {_entry(entry)}",
                {name: value for name, value in asdict(entry).items() if name not in ("rule", "roles")},
            )


def _entry(entry: Deduction) -> str:
    return entry.rule + (f"({'、'.join(entry.roles)})" if entry.roles else "")


def _overrides(overrides: Iterable[Override]) -> Iterator[tuple[str, dict[str, Any]]]:
    for one in overrides:
        where = {name: value for name in ("level", "site", "column", "url") if (value := getattr(one, name))}
        yield f"{one.rule} {_shown(where)}", dict(one.options)


def _compared(name: str, old: Mapping[str, Mapping[str, Any]], new: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    for key in sorted(old.keys() | new.keys()):
        if key not in new:
            yield f"- {name} {key}"
        elif key not in old:
            yield f"+ {name} {key}"
        else:
            parts = sorted(old[key].keys() | new[key].keys())
            changed = [part for part in parts if old[key].get(part) != new[key].get(part)]
            for part in changed:
                yield f"~ {name} {key} {part}: {_shown(old[key].get(part))} → {_shown(new[key].get(part))}"


def _shown(value: Any) -> str:  # noqa: ANN401 - any of the model's values
    if isinstance(value, Mapping):
        return " ".join(f"{key}={_shown(one)}" for key, one in value.items()) or "(全部)"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_shown(one) for one in value) + "]"
    return "(无)" if value in (None, "") else str(value)
