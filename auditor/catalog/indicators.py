"""The indicator tree of a rule set, and which rules a set takes in; this module alone knows how they are written."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import isclose

from auditor import yamlfile
from auditor.catalog.options import kind_class
from auditor.catalog.rules import CERTAINTIES, HIT_STATES, SEVERITIES
from auditor.model import Deduction, Indicator, Role, Rule
from auditor.yamlfile import Node, Table

ALL = "*"
MODES = ("deduct", "rate", "veto", "bonus")
_INDICATOR = ("id", "title", "points", "rules", "children", "bonus", "once", "basis", "certainty")
_DEDUCTION = ("rule", "mode", "each", "share", "cap", "of", "roles")
SELECTION = ("state", "severity", "except")


def read_indicators(table: Table, rules: Mapping[str, Rule]) -> tuple[Indicator, ...]:
    """Read the tree under `indicators`; no two of its nodes may have one id."""
    indicators = tuple(_indicator(node.table(_INDICATOR), rules) for node in table.items("indicators"))
    seen: set[str] = set()
    for one in leaves_and_branches(indicators):
        if one.id in seen:
            table.problem(f"指标 id {one.id} 重复", "indicators")
        seen.add(one.id)
    return indicators


def leaves_and_branches(indicators: Iterable[Indicator]) -> Iterator[Indicator]:
    """Yield every node of the tree, a parent before its children."""
    for one in indicators:
        yield one
        yield from leaves_and_branches(one.children)


def _indicator(table: Table, rules: Mapping[str, Rule], *, bonus: bool = False) -> Indicator:
    bonus = table.flag("bonus", default=bonus)
    children = tuple(_indicator(node.table(_INDICATOR), rules, bonus=bonus) for node in table.items("children"))
    entries = tuple(_deduction(node.table(_DEDUCTION), rules) for node in table.items("rules"))
    found = Indicator(
        id=table.text("id"),
        title=table.text("title"),
        points=table.number("points", 0.0) if table.get("points") else None,
        rules=entries,
        children=children,
        bonus=bonus,
        once=table.flag("once"),
        basis=table.text("basis", ""),
        certainty=table.word("certainty", CERTAINTIES, "default") or "default",
    )
    _check(table, found)
    return found


def _check(table: Table, one: Indicator) -> None:
    """Report what cannot stand together in one indicator."""
    if one.rules and one.children:
        table.problem("一个指标不能同时有 rules 和 children", "rules")
    scored = [entry for entry in one.rules if entry.mode != "veto"]
    if one.points is None and not one.children and (scored or not (one.rules or one.basis)):
        table.problem("末级指标缺少 points(没有见到分值的人工指标,写 basis 说明)")
    below = [child.points for child in one.children]
    known = [points for points in below if points is not None]
    if one.points is not None and known and len(known) == len(below) and not isclose(sum(known), one.points):
        table.problem(f"下级指标分值之和为 {sum(known):g},与 {one.points:g} 不符", "points")
    if any((entry.mode == "bonus") != one.bonus for entry in one.rules):
        table.problem("mode: bonus 只能写在 bonus: true 的指标里,那里也只能写 mode: bonus", "rules")
    if one.once and any(entry.mode != "deduct" or entry.cap is not None for entry in one.rules):
        table.problem("once: true 的指标里只能写不带 cap 的 mode: deduct", "once")


def _deduction(table: Table, rules: Mapping[str, Rule]) -> Deduction:
    mode = table.word("mode", MODES, "deduct") or "deduct"
    each, part, sample = table.number("each", 0.0), share(table, "share"), table.get("of")
    if mode == "deduct" and bool(each) == bool(part):
        table.problem("mode: deduct 须写 each(每处扣几分)或 share(每处扣该指标的几成),只写一个", "mode")
    if mode == "bonus" and not each:
        table.problem("mode: bonus 须写 each(每处加几分)", "mode")
    if part is not None and mode != "deduct":
        table.problem("share 只用于 mode: deduct", "share")
    if sample is not None and (mode not in ("deduct", "rate") or sample.integer() < 1):
        table.problem("of(每个单位抽查几项)只用于 deduct 和 rate,且至少为 1", "of")
    rule = rule_id(table, rules)
    if sample is not None and not _by_address(rules.get(rule)):
        table.problem(f"规则 {rule} 不逐页、逐栏目评判,不能抽查", "of")
    return Deduction(
        rule=rule,
        mode=mode,
        each=each,
        cap=table.number("cap", 0.0) if table.get("cap") else None,
        roles=tuple(node.word(Role) for node in table.items("roles")),
        share=part,
        of=table.integer("of", 0) if sample else None,
    )


def _by_address(rule: Rule | None) -> bool:
    """Tell whether a rule judges page by page or column by column; one that is wrong itself is told elsewhere."""
    return rule is None or not rule.kind or kind_class(rule.kind).scope in ("page", "column")


def read_selection(table: Table, rules: Mapping[str, Rule]) -> tuple[str, ...]:
    """Return the rules that a set takes in: `"*"`, a list of ids, or a choice by state and severity with exceptions."""
    node = table.get("rules")
    if node is None:
        return ()
    if node.shape == "map":
        return _chosen(node.table(SELECTION), rules)
    if node.shape == "str" and node.text() == ALL:
        return tuple(sorted(rules))
    return tuple(_known(one, rules) for one in node.items())


def _chosen(table: Table, rules: Mapping[str, Rule]) -> tuple[str, ...]:
    state = table.word("state", HIT_STATES)
    severities: Sequence[str] = [node.word(SEVERITIES) for node in table.items("severity")]
    left_out = {_known(node, rules) for node in table.items("except")}
    return tuple(
        name
        for name, rule in sorted(rules.items())
        if name not in left_out and state in (None, rule.state) and (not severities or rule.severity in severities)
    )


def rule_id(table: Table, rules: Mapping[str, Rule]) -> str:
    """Return the id under `rule`, which must be there and known."""
    node = table.get("rule", needed=True)
    return _known(node, rules) if node else ""


def _known(node: Node, rules: Mapping[str, Rule]) -> str:
    rule = node.text()
    if rule and rule not in rules:
        node.problem(f"没有规则 {rule}{yamlfile.did_you_mean(rule, rules)}")
    return rule


def share(table: Table, key: str) -> float | None:
    """Return a share between 0 and 1, or None where the key is not written."""
    found = table.number(key, 0.0) if table.get(key) else None
    if found is not None and found > 1:
        table.problem("应为 0 到 1 之间的比例", key)
    return found
