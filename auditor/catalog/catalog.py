"""The folder `rules/` as a whole; this module alone knows where it is and what lies in it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

import auditor
from auditor import yamlfile
from auditor.catalog import plans, sets
from auditor.catalog.lists import check_names, read_calendar, read_vocabulary
from auditor.catalog.rules import read_rules
from auditor.errors import ConfigError, UsageError
from auditor.model import Plan, Rule, Ruleset, Vocabulary

CalendarOverrides = Mapping[int, tuple[frozenset[date], frozenset[date]]]

_WORD = (".docx", ".doc")


@dataclass(frozen=True, slots=True)
class Catalog:
    """All rules by id, the word lists, and year → (holidays, extra working days); `folder` is where they lie."""

    folder: Path
    rules: Mapping[str, Rule]
    vocabulary: Vocabulary
    calendar_overrides: CalendarOverrides

    def ruleset(self, id_or_path: str) -> Ruleset:
        """Return the set with that id, or the user's own in that file, with everything it extends.

        Raises:
            UsageError: There is no such file.
            ConfigError: There is no such id, or the set (or a rule beside it) is wrong.
        """
        if sets.is_path(id_or_path):
            path = Path(id_or_path)
            if not path.is_file():
                raise UsageError(f"规则集文件不存在: {id_or_path}")
            rules = {**self.rules, **_own_rules(path, self.rules)}
        else:
            path, rules = self.folder / "sets" / f"{id_or_path}.yaml", dict(self.rules)
            if id_or_path not in self.ruleset_ids():
                hint = yamlfile.did_you_mean(id_or_path, self.ruleset_ids())
                raise ConfigError(f"没有规则集 {id_or_path}{hint}")
        return sets.resolve(path, self.folder / "sets", rules, self.vocabulary, self.calendar_overrides)

    def beside(self, path: Path) -> Mapping[str, Rule]:
        """Return the user's own rules, those in `checks/` beside the set file *path*; none beside a shipped set.

        Raises:
            ConfigError: One of them is wrong, or takes the id of a shipped one.
        """
        return _own_rules(path, self.rules)

    def ruleset_ids(self) -> tuple[str, ...]:
        """Return the ids of the sets in the folder, sorted."""
        return sets.ids(self.folder / "sets")

    def plan(self, id_or_path: str) -> Plan:
        """Return the plan with that id, or the user's own in that file.

        Raises:
            UsageError: There is no such file, or it is a Word file.
            ConfigError: There is no such id, or the plan is wrong.
        """
        path = Path(id_or_path)
        if path.suffix.lower() in _WORD and path.is_file():
            raise UsageError(f"{id_or_path} 是 Word 文件;先用 auditor plan import 起草")
        if not sets.is_path(id_or_path):
            path = self.folder / "plans" / f"{id_or_path}.yaml"
            if id_or_path not in self.plan_ids():
                raise ConfigError(f"没有工作要点 {id_or_path}{yamlfile.did_you_mean(id_or_path, self.plan_ids())}")
        elif not path.is_file():
            raise UsageError(f"工作要点文件不存在: {id_or_path}")
        found = plans.read_plan(path, self.rules)
        assert found is not None  # noqa: S101 - without a list of problems a wrong file is raised
        return found

    def plan_ids(self) -> tuple[str, ...]:
        """Return the ids of the plans in the folder, sorted."""
        return plans.ids(self.folder / "plans")


def load(rules: Path | None = None) -> Catalog:
    """Read the rules in the folder *rules*, by default the shipped ones.

    A folder without `lists/` uses the shipped word lists.

    Raises:
        UsageError: There is no such folder.
        ConfigError: The first thing that is wrong in a rule, a word list or the calendar.
    """
    return _load(rules, None)


def lint(rules: Path | None = None) -> list[str]:
    """Return all that is wrong in a folder of rules, its sets and plans included, or in one file; a line each."""
    problems: list[ConfigError] = []
    own = rules if rules is not None and rules.is_file() else None
    if own and file_holds(own) != "set":
        return _lint_file(own)
    catalog = _load(None if own else rules, problems)
    if not own and (catalog.folder / "lists").is_dir():
        shelves = _yaml_files(catalog.folder / "lists", [])
        check_names(shelves, read_vocabulary(_yaml_files(shipped("rules") / "lists", []), []), problems)
    shelf = catalog.folder / "sets"
    paths = [own] if own else [shelf / f"{one}.yaml" for one in catalog.ruleset_ids()]
    known = {**catalog.rules, **(_own_rules(own, catalog.rules, problems) if own else {})}
    for path in paths:
        sets.read_set(path, known, shelf, problems)
    for one in () if own else catalog.plan_ids():
        plans.read_plan(catalog.folder / "plans" / f"{one}.yaml", known, problems)
    for path in paths:
        try:
            sets.resolve(path, shelf, known, catalog.vocabulary, catalog.calendar_overrides)
        except ConfigError as error:
            problems.append(error)  # a circle of sets, or what was found above already
    return list(dict.fromkeys(str(one) for one in problems))


def file_holds(path: Path) -> Literal["rule", "set", "plan"]:
    """Return what a file is by the keys that only such a file has; a set where none of them stands in it."""
    document = yamlfile.read(path, [])
    keys = frozenset(document.table() if document is not None and document.shape == "map" else ())
    if "duties" in keys:
        return "plan"
    return "rule" if {"kind", "examples"} & keys else "set"


def _lint_file(path: Path) -> list[str]:
    """Return all that is wrong in a plan or in a single rule."""
    problems: list[ConfigError] = []
    if file_holds(path) == "plan":
        plans.read_plan(path, load().rules, problems)
    else:
        read_rules([path], problems)
    return list(dict.fromkeys(str(one) for one in problems))


def _load(rules: Path | None, problems: list[ConfigError] | None) -> Catalog:
    if rules is not None and not rules.is_dir():
        raise UsageError(f"规则文件夹不存在: {rules}")
    folder = rules or shipped("rules")
    lists = folder / "lists" if (folder / "lists").is_dir() else shipped("rules") / "lists"
    return Catalog(
        folder=folder,
        rules=read_rules(_yaml_files(folder / "checks", problems), problems),
        vocabulary=read_vocabulary(_yaml_files(lists, problems), problems),
        calendar_overrides=read_calendar(lists / "calendar.yaml", problems),
    )


def _own_rules(path: Path, known: Mapping[str, Rule], problems: list[ConfigError] | None = None) -> Mapping[str, Rule]:
    """Return the rules in `checks/` beside the set at *path*; none of them may take the id of a shipped one."""
    if path.resolve().parent == (shipped("rules") / "sets").resolve():
        return {}
    files = _yaml_files(path.parent / "checks", problems)
    taken = frozenset(known)
    return read_rules(files, problems, taken)


def _yaml_files(folder: Path, problems: list[ConfigError] | None) -> Iterable[Path]:
    """Return the YAML files below *folder* in an order that no disk decides; other files there are a mistake."""
    found = []
    for path in sorted(folder.rglob("*"), key=lambda path: path.relative_to(folder).as_posix()):
        if path.suffix == ".yaml":
            found.append(path)
        elif path.suffix == ".yml" and not path.name.startswith("."):
            error = ConfigError("文件名应以 .yaml 结尾", file=str(path))
            if problems is None:
                raise error
            problems.append(error)
    return found


def shipped(name: str) -> Path:
    """Return the folder *name* (`rules`, `fixtures`) that ships with the program.

    It is in the package where that is installed, else in the repository; relative where it can be.
    """
    package = Path(auditor.__file__).parent
    installed = package / "_data" / name
    folder = installed if installed.is_dir() else package.parent / name
    here = Path.cwd()
    return folder.relative_to(here) if folder.is_relative_to(here) else folder
