"""One file per rule; this module alone knows the keys of a rule file and what must hold between them."""

import re
import string
from collections.abc import Iterable, Mapping
from pathlib import Path

from auditor import yamlfile
from auditor.catalog.examples import read_examples
from auditor.catalog.options import check_options, kind_class, kind_names
from auditor.errors import ConfigError
from auditor.model import AppliesTo, Basis, Level, PageKind, Role, Rule, State
from auditor.yamlfile import Table

SEVERITIES = ("veto", "major", "minor", "info")
CERTAINTIES = ("seen", "second_hand", "inferred", "default")
HIT_STATES = (State.FAIL, State.NEEDS_REVIEW)
# What evaluate fills in for every kind.
COMMON_VALUES = frozenset({"quote", "url", "title", "document_number", "as_of"})

_KEYS = (
    "title",
    "basis",
    "kind",
    "options",
    "applies_to",
    "severity",
    "state",
    "message",
    "remedy",
    "effective_from",
    "effective_to",
    "examples",
)
_BASIS = ("document", "number", "article", "url", "quote", "certainty", "place", "since")
_APPLIES_TO = ("roles", "levels", "kinds", "owner", "in_period")
ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")


def read_rules(
    files: Iterable[Path], problems: list[ConfigError] | None, taken: frozenset[str] = frozenset()
) -> Mapping[str, Rule]:
    """Read the rules in *files*: id → rule, sorted by id; an id in *taken*, or used twice, is a mistake."""
    rules: dict[str, Rule] = {}
    for path in files:
        document = yamlfile.read(path, problems)
        if document is None:
            continue
        table = document.table(_KEYS)
        if not ID.fullmatch(path.stem):
            table.problem(f"文件名 {path.stem} 不能用作规则 id:只用小写字母、数字和连字符")
        if path.stem in rules or path.stem in taken:
            table.problem(f"已有同名规则 {path.stem}")
        rules[path.stem] = _rule(path.stem, table)
    return dict(sorted(rules.items()))


def _rule(rule_id: str, table: Table) -> Rule:
    for key in ("severity", "state"):
        table.get(key, needed=True)
    kind = _kind(table)
    rule = Rule(
        id=rule_id,
        title=table.text("title"),
        basis=_basis(table),
        kind=kind,
        options=table.data("options"),
        applies_to=_applies_to(table.table("applies_to", _APPLIES_TO)),
        severity=table.word("severity", SEVERITIES, "info") or "info",
        state=table.word("state", HIT_STATES, State.NEEDS_REVIEW) or State.NEEDS_REVIEW,
        message=table.text("message"),
        remedy=table.text("remedy"),
        examples=read_examples(table, kind),
        effective_from=table.day("effective_from"),
        effective_to=table.day("effective_to"),
    )
    if rule.effective_from and rule.effective_to and rule.effective_from > rule.effective_to:
        table.problem("effective_from 晚于 effective_to", "effective_from")
    if rule.kind:
        check_options(rule.kind, table, "options")
        for key in ("message", "remedy"):
            _check_placeholders(table, key, rule.kind)
    return rule


def _kind(table: Table) -> str:
    """Return the name of the kind, or an empty string where there is none of that name."""
    written = table.text("kind")
    if not written or written in kind_names():
        return written
    table.problem(f"没有规则类型 {written}{yamlfile.did_you_mean(written, kind_names())}", "kind")
    return ""


def _basis(table: Table) -> tuple[Basis, ...]:
    entries = tuple(node.table(_BASIS) for node in table.items("basis"))
    if not entries:
        table.problem("basis 至少要有一条;没有法规依据的写 certainty: default", "basis")
    return tuple(
        Basis(
            document=entry.text("document"),
            number=entry.text("number", ""),
            article=entry.text("article", ""),
            url=entry.text("url", ""),
            quote=entry.text("quote", ""),
            certainty=entry.word("certainty", CERTAINTIES, "default") or "default",
            place=entry.text("place", ""),
            since=entry.day("since"),
        )
        for entry in entries
    )


def _applies_to(table: Table) -> AppliesTo:
    return AppliesTo(
        roles=tuple(node.word(Role) for node in table.items("roles")),
        levels=tuple(node.word(Level) for node in table.items("levels")),
        kinds=tuple(node.word(PageKind) for node in table.items("kinds")),
        owner=table.word("owner", ("own",), "") or "",
        in_period=table.flag("in_period"),
    )


def _check_placeholders(table: Table, key: str, kind: str) -> None:
    known = kind_class(kind).values | COMMON_VALUES
    try:
        names = {name for _, name, _, _ in string.Formatter().parse(table.text(key)) if name is not None}
    except ValueError:
        table.problem("花括号不成对(要写花括号本身请写两个)", key)
        return
    for name in sorted(names - known):
        table.problem(f"没有占位符 {{{name}}}{yamlfile.did_you_mean(name, sorted(known))}", key)
