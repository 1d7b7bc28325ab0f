"""`auditor rules`: list, explain, lint and test the rules; `rulework` holds what their authors need."""

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from auditor.cli import inputs, options, reports, rulework
from auditor.cli.usage import ChineseCommand, ChineseGroup
from auditor.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from auditor.model import AppliesTo, Basis, Rule

app = typer.Typer(
    cls=ChineseGroup,
    no_args_is_help=True,
    rich_markup_mode=None,
    help="规则:列出、说明、检查、测试、新建,查覆盖、比较规则集、输出 JSON Schema。",
)

_WORD = 6  # cells of the longest word for a severity or a state
CERTAINTIES = {
    "seen": "已核对原文",
    "second_hand": "转引,未见原文",
    "inferred": "由条文推定",
    "default": "本次评估口径,无明文规定",
}


@app.command(name="list", cls=ChineseCommand, help="列出规则:id、严重程度、命中后的状态、名称。")
def list_rules(*, rules: options.Rules = None, quiet: options.Quiet = False, verbose: options.Verbose = False) -> int:
    """Print id, severity, state and title of every rule."""
    del quiet, verbose
    found = _rules(rules)
    from auditor.formats._layout import cells, wrap  # noqa: PLC0415 - commands import what they need when called
    from auditor.formats._words import SEVERITIES, STATES, say  # noqa: PLC0415

    width = max((len(rule_id) for rule_id in found), default=0)
    for rule in found.values():
        severity, state = (
            f"{one}{' ' * (_WORD - cells(one))}" for one in (say(SEVERITIES, rule.severity), say(STATES, rule.state))
        )
        for line in wrap(rule.title, reports.line_width(), first=f"{rule.id:<{width}}  {severity}  {state}  "):
            typer.echo(line)
    return ExitCode.OK if found else ExitCode.NOTHING


@app.command(cls=ChineseCommand, help="说明一条规则:依据、措辞、整改办法、适用范围。")
def explain(
    rule_id: Annotated[str, typer.Argument(metavar="ID", help="规则 id")],
    *,
    rules: options.Rules = None,
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
) -> int:
    """Print everything that a rule file says."""
    del quiet, verbose
    from auditor.formats._layout import cells, wrap  # noqa: PLC0415 - commands import what they need when called

    width = reports.line_width()
    for line in _explained(_one(inputs.read_rules_and_own(rules).rules, rule_id)):
        indent = line[: len(line) - len(line.lstrip())]
        fits = cells(line) <= width
        for part in [line] if fits else wrap(line, width, first=indent, rest=f"{indent}  "):
            typer.echo(part)
    return ExitCode.OK


@app.command(cls=ChineseCommand, help="检查规则、规则集、工作要点和词表的写法,一次列出全部问题。")
def lint(
    path: Annotated[
        Path | None,
        typer.Argument(metavar="[PATH]", help="规则文件夹,或规则、规则集、工作要点文件", show_default=False),
    ] = None,
    *,
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
) -> int:
    """Print all that is wrong in rules, sets and word lists."""
    del quiet, verbose
    from auditor import catalog  # noqa: PLC0415 - commands import what they need when called

    problems = catalog.lint(path)
    for problem in problems:
        typer.echo(problem)
    if not problems:
        found = catalog.load(path if path and path.is_dir() else None)
        held = catalog.file_holds(path) if path and path.is_file() else ""
        if path and held == "plan":
            options.hint(f"没有问题: 工作要点 1 份({path.stem}),{len(found.plan(str(path)).duties)} 项任务")
        elif held == "rule":
            options.hint("没有问题: 规则 1 条")
        elif path and held:
            options.hint(f"没有问题: 自己的规则 {len(found.beside(path))} 条,规则集 1 个({path.stem})")
        else:
            options.hint(f"没有问题: {len(found.rules)} 条规则,{len(found.ruleset_ids())} 个规则集")
    return ExitCode.CONFIG if problems else ExitCode.OK


@app.command(name="test", cls=ChineseCommand, help="用规则自带的示例测试规则。")
def judge_examples(
    ids: Annotated[
        list[str] | None, typer.Argument(metavar="[ID]...", help="规则 id;不写则为全部", show_default=False)
    ] = None,
    *,
    rules: options.Rules = None,
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
) -> int:
    """Judge the examples of the rules."""
    del quiet, verbose
    from auditor import pipeline  # noqa: PLC0415 - commands import what they need when called

    catalog = inputs.read_rules_and_own(rules)
    for rule_id in ids or ():
        _one(catalog.rules, rule_id)
    report = pipeline.judge_examples(catalog, ids or ())
    for failure in report.failures:
        typer.echo(failure)
    typer.echo(f"示例 {report.cases} 个,不符 {len(report.failures)} 个")
    return ExitCode.FINDINGS if report.failures else ExitCode.OK


rulework.register(app)


def _rules(written: str | None) -> "Mapping[str, Rule]":
    """Return all rules, or those of the rule set that --rules names."""
    catalog, ruleset = inputs.read_rules(written)
    return {rule.id: rule for rule in catalog.ruleset(ruleset).rules} if ruleset else catalog.rules


def _one(rules: "Mapping[str, Rule]", rule_id: str) -> "Rule":
    from auditor.yamlfile import did_you_mean  # noqa: PLC0415

    if rule_id not in rules:
        raise UsageError(f"没有规则 {rule_id}{did_you_mean(rule_id, rules)}")
    return rules[rule_id]


def _explained(rule: "Rule") -> Iterator[str]:
    from auditor import kinds  # noqa: PLC0415
    from auditor.formats._words import SEVERITIES, STATES, say  # noqa: PLC0415

    yield f"{rule.id}  {rule.title}"
    severity, state = say(SEVERITIES, rule.severity), say(STATES, rule.state)
    yield f"严重程度: {severity}({rule.severity});命中后的状态: {state}({rule.state})"
    for basis in rule.basis:
        yield f"依据: {_basis(basis)}"
        if basis.quote:
            yield f"  原文: {basis.quote}"
        if basis.url:
            yield f"  出处: {basis.url}"
    yield f"问题表述: {rule.message}"
    yield f"整改办法: {rule.remedy}"
    yield f"规则类型: {rule.kind}"
    made = kinds.build(rule.kind, rule.options)
    for name, value in asdict(made).items():  # type: ignore[call-overload]
        yield f"  {name}: {_shown(value, _words_of(name))}"
    yield f"适用范围: {';'.join(_applies(rule.applies_to)) or '全部'}"
    yield f"施行: {rule.effective_from or '不限'} 至 {rule.effective_to or '不限'}"
    yield f"示例: 通过 {len(rule.examples.passing)} 个,命中 {len(rule.examples.failing)} 个"


def _applies(applies: "AppliesTo") -> Iterator[str]:
    """Say which pages a rule judges; nothing where it judges all."""
    from auditor.formats import _page_words, _words  # noqa: PLC0415 - commands import what they need when called

    for name, values, words in (
        ("栏目", applies.roles, _words.ROLES),
        ("层级", applies.levels, _words.LEVELS),
        ("页面", applies.kinds, _page_words.KINDS),
    ):
        if values:
            yield f"{name} {_shown(values, words)}"
    if applies.owner:
        yield "只评判本单位的文件(owner: own)"
    if applies.in_period:
        yield "只评判评估时段内公布的(in_period: true)"


def _basis(basis: "Basis") -> str:
    name = f"《{basis.document}》" + (f"({basis.number})" if basis.number else "")
    return f"{name}{basis.article}({CERTAINTIES[basis.certainty]})"


def _shown(value: object, words: "Mapping[str, str] | None" = None) -> str:
    """Say a value of a rule in Chinese; a word of a closed list keeps its name, as it is written in the file."""
    if isinstance(value, tuple | list):
        return "、".join(_shown(one, words) for one in value) or "(空)"
    if isinstance(value, dict):
        return "、".join(f"{_shown(key, words)} {_shown(one, words)}" for key, one in value.items()) or "(空)"
    if isinstance(value, bool):
        return "是" if value else "否"
    if words and str(value) in words:
        return f"{words[str(value)]}({value})"
    return "(无)" if value is None else str(value) or "(空)"


def _words_of(option: str) -> "Mapping[str, str] | None":
    """Return the closed list that the values of an option are from; None where they are from none."""
    from auditor.formats import _page_words, _words  # noqa: PLC0415 - commands import what they need when called

    if "role" in option or option == "periods":
        return _words.ROLES
    return {"claims": _page_words.VALIDITIES, "levels": _words.LEVELS}.get(option)
