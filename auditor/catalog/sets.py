"""Rule sets; this module alone knows the keys of a set file, what `extends` brings in, and what a set's hash covers."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from auditor import yamlfile
from auditor.catalog.indicators import leaves_and_branches, read_indicators, read_selection, rule_id, share
from auditor.catalog.options import check_options
from auditor.errors import ConfigError
from auditor.evaluate.digest import digest
from auditor.model import Indicator, Level, Override, Rule, Ruleset, Vocabulary
from auditor.yamlfile import Node, Table

_KEYS = (
    "title",
    "version",
    "extends",
    "full_marks",
    "pass_mark",
    "coverage_floor",
    "bonus_from",
    "seed",
    "grades",
    "indicators",
    "overrides",
    "rules",
)
SHARES = ("pass_mark", "coverage_floor", "bonus_from")  # of full marks, or of the captured pages
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
    bonus_from: float | None
    seed: str
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
        seed=merged.seed,
        **{key: value for key in SHARES if (value := getattr(merged, key)) is not None},
    )
    content = {"set": asdict(unsigned), "lists": vocabulary.lists, "calendar": calendar}
    return replace(unsigned, sha256=digest(content))


def read_set(path: Path, rules: Mapping[str, Rule], shelf: Path, problems: list[ConfigError] | None) -> SetFile | None:
    """Read one set file; its rules must be in *rules*, the sets it extends in *shelf*. None only with *problems*."""
    document = yamlfile.read(path, problems)
    if document is None:
        return None
    table = document.table(_KEYS)
    indicators = read_indicators(table, rules)
    return SetFile(
        title=table.text("title"),
        version=table.text("version"),
        extends=_extends(table, ids(shelf)),
        full_marks=table.number("full_marks", 0.0) or None,
        pass_mark=share(table, "pass_mark"),
        coverage_floor=share(table, "coverage_floor"),
        bonus_from=share(table, "bonus_from"),
        seed=table.text("seed", ""),
        grades=_grades(table),
        indicators=indicators,
        overrides=tuple(_override(node.table(_OVERRIDE), rules) for node in table.items("overrides")),
        rules=read_selection(table, rules),
    )


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

    def said(key: str) -> Any:  # noqa: ANN401 - the value of any key
        return next((value for one in line if (value := getattr(one, key)) not in (None, (), "")), getattr(own, key))

    return replace(
        own,
        full_marks=said("full_marks"),
        pass_mark=said("pass_mark"),
        coverage_floor=said("coverage_floor"),
        bonus_from=said("bonus_from"),
        seed=said("seed"),
        grades=said("grades"),
        indicators=said("indicators"),
        overrides=tuple(override for one in reversed(line) for override in one.overrides),
        rules=tuple(dict.fromkeys(rule for one in reversed(line) for rule in one.rules)),
    )


def _extends(table: Table, known: tuple[str, ...]) -> tuple[Node, ...]:
    for node in table.items("extends"):
        if node.text() not in known:
            node.problem(f"没有规则集 {node.text()}{yamlfile.did_you_mean(node.text(), known)}")
    return table.items("extends")


def _override(table: Table, rules: Mapping[str, Rule]) -> Override:
    rule = rule_id(table, rules)
    if rule in rules and rules[rule].kind:
        check_options(rules[rule].kind, table, "options", base=rules[rule].options)
    return Override(
        rule=rule,
        options=table.data("options"),
        level=table.word("level", Level),
        site=table.text("site", ""),
        column=table.text("column", ""),
        url=table.text("url", ""),
    )


def _grades(table: Table) -> tuple[tuple[str, float], ...]:
    """Return the grades, best first, whatever their order in the file."""
    grades = []
    for node in table.items("grades"):
        entry = node.table(("name", "from"))
        entry.get("from", needed=True)
        grades.append((entry.text("name"), share(entry, "from") or 0.0))
    return tuple(sorted(grades, key=lambda grade: -grade[1]))


def _named(indicator: Indicator) -> Iterable[str]:
    """Return the rules that an indicator or one below it names."""
    return (entry.rule for one in leaves_and_branches((indicator,)) for entry in one.rules)
