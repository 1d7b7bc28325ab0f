"""Rule sets; this module alone knows the keys of a set file, what `extends` brings in, and what a set's hash covers."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from enum import Enum
from hashlib import sha256
from pathlib import Path
from typing import Any

from auditor import yamlfile
from auditor.catalog.options import check_options
from auditor.errors import ConfigError
from auditor.model import Deduction, Indicator, Level, Override, Role, Rule, Ruleset, Vocabulary
from auditor.yamlfile import Node, Table

ALL = "*"
MODES = ("deduct", "rate", "veto", "bonus")

_KEYS = (
    "title",
    "version",
    "extends",
    "full_marks",
    "pass_mark",
    "coverage_floor",
    "grades",
    "indicators",
    "overrides",
    "rules",
)
_INDICATOR = ("id", "title", "points", "rules", "children")
_DEDUCTION = ("rule", "mode", "each", "cap", "roles")
_OVERRIDE = ("rule", "options", "level", "site", "column", "url")


@dataclass(frozen=True, slots=True)
class SetFile:
    """One set file as it is written; None where a key is not written, so that an extended set can fill it in."""

    title: str
    version: str
    extends: tuple[Node, ...]
    full_marks: float | None
    pass_mark: float | None
    coverage_floor: float | None
    grades: tuple[tuple[str, float], ...]
    indicators: tuple[Indicator, ...]
    overrides: tuple[Override, ...]
    rules: tuple[str, ...]


def is_path(id_or_path: str) -> bool:
    """Tell whether a set is named by its file rather than by its id."""
    return "/" in id_or_path or "\\" in id_or_path or id_or_path.endswith((".yaml", ".yml"))


def ids(shelf: Path) -> tuple[str, ...]:
    """Return the ids of the sets in the folder *shelf*, sorted."""
    return tuple(sorted(path.stem for path in shelf.glob("*.yaml")))


def resolve(
    path: Path, shelf: Path, rules: Mapping[str, Rule], vocabulary: Vocabulary, calendar: Mapping[int, Any]
) -> Ruleset:
    """Return the set in the file at *path* with all that it extends; extended sets lie in the folder *shelf*.

    What a set does not say itself it takes from the sets it extends, a later one before an earlier one; rules and
    overrides add up. Raises ConfigError where the set, or one that it extends, is wrong.
    """
    merged = _merged(path, shelf, rules, ())
    wanted = tuple(dict.fromkeys((*merged.rules, *(rule for one in merged.indicators for rule in _named(one)))))
    unsigned = Ruleset(
        id=path.stem,
        title=merged.title,
        version=merged.version,
        sha256="",
        rules=tuple(rules[one] for one in wanted),
        indicators=merged.indicators,
        full_marks=merged.full_marks,
        overrides=merged.overrides,
        grades=merged.grades,
        **{key: value for key in ("pass_mark", "coverage_floor") if (value := getattr(merged, key)) is not None},
    )
    content = {"set": asdict(unsigned), "lists": vocabulary.lists, "calendar": calendar}
    return replace(unsigned, sha256=digest(content))


def digest(content: Any) -> str:  # noqa: ANN401 - any of the model's values
    """Return the SHA-256 of *content* as canonical JSON: comments, blanks and the order of keys do not matter."""
    text = json.dumps(_plain(content), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()


def read_set(path: Path, rules: Mapping[str, Rule], shelf: Path, problems: list[ConfigError] | None) -> SetFile | None:
    """Read one set file; its rules must be in *rules*, the sets it extends in *shelf*. None only with *problems*."""
    document = yamlfile.read(path, problems)
    if document is None:
        return None
    table = document.table(_KEYS)
    indicators = tuple(_indicator(node.table(_INDICATOR), rules) for node in table.items("indicators"))
    found = SetFile(
        title=table.text("title"),
        version=table.text("version"),
        extends=_extends(table, ids(shelf)),
        full_marks=table.number("full_marks", 0.0) or None,
        pass_mark=_share(table, "pass_mark"),
        coverage_floor=_share(table, "coverage_floor"),
        grades=_grades(table),
        indicators=indicators,
        overrides=tuple(_override(node.table(_OVERRIDE), rules) for node in table.items("overrides")),
        rules=_rule_ids(table, rules),
    )
    _check_ids(table, indicators)
    return found


def _merged(path: Path, shelf: Path, rules: Mapping[str, Rule], way: tuple[Path, ...]) -> SetFile:
    own = read_set(path, rules, shelf, None)
    assert own is not None  # noqa: S101 - without a list of problems a wrong file is raised
    way = (*way, path)
    bases = [shelf / f"{node.text()}.yaml" for node in own.extends]
    for node, base in zip(own.extends, bases, strict=True):
        if base in way:
            node.problem(f"规则集互相引用: {' → '.join(one.stem for one in (*way, base))}")
    # The nearest comes first: own words, then those of the set extended last.
    line = [own, *(_merged(base, shelf, rules, way) for base in reversed(bases))]
    return replace(
        own,
        full_marks=next((one.full_marks for one in line if one.full_marks is not None), None),
        pass_mark=next((one.pass_mark for one in line if one.pass_mark is not None), None),
        coverage_floor=next((one.coverage_floor for one in line if one.coverage_floor is not None), None),
        grades=next((one.grades for one in line if one.grades), ()),
        indicators=next((one.indicators for one in line if one.indicators), ()),
        overrides=tuple(override for one in reversed(line) for override in one.overrides),
        rules=tuple(dict.fromkeys(rule for one in reversed(line) for rule in one.rules)),
    )


def _extends(table: Table, known: tuple[str, ...]) -> tuple[Node, ...]:
    for node in table.items("extends"):
        if node.text() not in known:
            node.problem(f"没有规则集 {node.text()}{yamlfile.did_you_mean(node.text(), known)}")
    return table.items("extends")


def _indicator(table: Table, rules: Mapping[str, Rule]) -> Indicator:
    found = Indicator(
        id=table.text("id"),
        title=table.text("title"),
        points=table.number("points", 0.0) if table.get("points") else None,
        rules=tuple(_deduction(node.table(_DEDUCTION), rules) for node in table.items("rules")),
        children=tuple(_indicator(node.table(_INDICATOR), rules) for node in table.items("children")),
    )
    if found.rules and found.children:
        table.problem("一个指标不能同时有 rules 和 children", "rules")
    if found.points is None and not found.children:
        table.problem("末级指标缺少 points")
    return found


def _deduction(table: Table, rules: Mapping[str, Rule]) -> Deduction:
    mode = table.word("mode", MODES, "deduct") or "deduct"
    if mode == "bonus":
        table.problem("mode: bonus(加分)本版本尚不能计算,请先去掉", "mode")
    if mode == "deduct" and not table.number("each", 0.0):
        table.problem("mode: deduct 须写 each(每处扣几分)", "each")
    return Deduction(
        rule=_rule_id(table, rules),
        mode=mode,
        each=table.number("each", 0.0),
        cap=table.number("cap", 0.0) if table.get("cap") else None,
        roles=tuple(node.word(Role) for node in table.items("roles")),
    )


def _override(table: Table, rules: Mapping[str, Rule]) -> Override:
    rule = _rule_id(table, rules)
    if rule in rules and rules[rule].kind:
        check_options(rules[rule].kind, table, "options", partial=True)
    return Override(
        rule=rule,
        options=table.data("options"),
        level=table.word("level", Level),
        site=table.text("site", ""),
        column=table.text("column", ""),
        url=table.text("url", ""),
    )


def _rule_id(table: Table, rules: Mapping[str, Rule]) -> str:
    node = table.get("rule", needed=True)
    return _known(node, node.text(), rules) if node else ""


def _rule_ids(table: Table, rules: Mapping[str, Rule]) -> tuple[str, ...]:
    node = table.get("rules")
    if node is None:
        return ()
    if node.shape == "str" and node.text() == ALL:
        return tuple(sorted(rules))
    return tuple(_known(one, one.text(), rules) for one in node.items())


def _known(node: Node, rule: str, rules: Mapping[str, Rule]) -> str:
    if rule and rule not in rules:
        node.problem(f"没有规则 {rule}{yamlfile.did_you_mean(rule, rules)}")
    return rule


def _share(table: Table, key: str) -> float | None:
    found = table.number(key, 0.0) if table.get(key) else None
    if found is not None and found > 1:
        table.problem("应为 0 到 1 之间的比例", key)
    return found


def _grades(table: Table) -> tuple[tuple[str, float], ...]:
    """Return the grades, best first, whatever their order in the file."""
    grades = []
    for node in table.items("grades"):
        entry = node.table(("name", "from"))
        entry.get("from", needed=True)
        grades.append((entry.text("name"), _share(entry, "from") or 0.0))
    return tuple(sorted(grades, key=lambda grade: -grade[1]))


def _check_ids(table: Table, indicators: Iterable[Indicator]) -> None:
    seen: set[str] = set()
    for one in _leaves_and_branches(indicators):
        if one.id in seen:
            table.problem(f"指标 id {one.id} 重复", "indicators")
        seen.add(one.id)


def _leaves_and_branches(indicators: Iterable[Indicator]) -> Iterable[Indicator]:
    for one in indicators:
        yield one
        yield from _leaves_and_branches(one.children)


def _named(indicator: Indicator) -> Iterable[str]:
    """Return the rules that an indicator or one below it names."""
    return (entry.rule for one in _leaves_and_branches((indicator,)) for entry in one.rules)


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
