"""One file per plan (工作要点); this module alone knows the keys of a plan file and what a plan's hash covers."""

import re
from collections.abc import Mapping
from dataclasses import asdict, replace
from pathlib import Path

from auditor import yamlfile
from auditor.catalog.options import check_options, kind_class
from auditor.errors import ConfigError
from auditor.evaluate.digest import digest
from auditor.model import Duty, Plan, Role, Rule
from auditor.yamlfile import Table

CERTAINTIES = ("seen", "second_hand", "inferred", "default")

_KEYS = ("title", "year", "source", "duties")
_DUTY = ("id", "title", "quote", "unit", "rule", "options", "manual", "recurs", "certainty", "confirmed", "line")
_LOOKED_FOR = ("roles", "words")  # the options of a duty that no rule about duties judges
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,31}")
_YEARS = range(1949, 2200)


def ids(shelf: Path) -> tuple[str, ...]:
    """Return the ids of the plans in the folder *shelf*, sorted."""
    return tuple(sorted(path.stem for path in shelf.glob("*.yaml")))


def read_plan(path: Path, rules: Mapping[str, Rule], problems: list[ConfigError] | None = None) -> Plan | None:
    """Read the plan in the file at *path*; its duties may name any of *rules*. None only with *problems*."""
    document = yamlfile.read(path, problems)
    if document is None:
        return None
    table = document.table(_KEYS)
    year = table.integer("year", 0)
    if year not in _YEARS:
        table.problem("year 应为这份要点的年份(如 2023)", "year")
    duties = tuple(_duty(node.table(_DUTY), rules) for node in table.items("duties"))
    if not duties:
        table.problem("duties 至少要有一条", "duties")
    _check_ids(table, duties)
    plan = Plan(path.stem, table.text("title"), year, duties, source=table.text("source", ""))
    return replace(plan, sha256=digest(asdict(plan)))


def _duty(table: Table, rules: Mapping[str, Rule]) -> Duty:
    table.get("id", needed=True)
    found = Duty(
        id=table.text("id"),
        quote=table.text("quote"),
        unit=table.text("unit", ""),
        rule=table.text("rule", ""),
        options=_options(table),
        manual=table.text("manual", ""),
        recurs=table.flag("recurs"),
        certainty=table.word("certainty", CERTAINTIES, "seen") or "seen",
        confirmed=table.flag("confirmed", default=True),
        line=table.integer("line", 0),
        title=table.text("title", ""),
    )
    if found.id and not _ID.fullmatch(found.id):
        table.problem("id 只用字母、数字和 . _ -,不超过 32 个字符", "id")
    if not found.rule and not found.manual:
        table.problem("缺少 rule(由哪条规则评判)或 manual(为何须人工评判)")
    _check(table, found, rules)
    return found


def _options(table: Table) -> Mapping[str, object]:
    return {key: tuple(one) if isinstance(one, list) else one for key, one in table.data("options").items()}


def _check(table: Table, duty: Duty, rules: Mapping[str, Rule]) -> None:
    """Report a rule that there is not, and options that it does not have.

    A duty that says why a person would judge it may name a rule that not every catalog has.
    """
    rule = rules.get(duty.rule)
    if duty.rule and rule is None and not duty.manual:
        table.problem(f"没有规则 {duty.rule}{yamlfile.did_you_mean(duty.rule, rules)}", "rule")
    elif rule is not None and rule.kind and kind_class(rule.kind).scope == "duty":
        check_options(rule.kind, table, "options")
        if duty.confirmed and duty.options.get("roles") == ():
            table.table("options").problem("没有填 roles,不知到哪些栏目找证据", "roles")
    else:
        options = table.table("options", _LOOKED_FOR)
        for key in _LOOKED_FOR:
            options.texts(key)
    for node in table.table("options").items("roles"):
        node.word(Role)


def _check_ids(table: Table, duties: tuple[Duty, ...]) -> None:
    seen: set[str] = set()
    for node, one in zip(table.items("duties"), duties, strict=True):
        if one.id in seen:
            node.problem(f"事项 id {one.id} 重复")
        seen.add(one.id)
