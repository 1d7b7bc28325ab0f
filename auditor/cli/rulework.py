"""`auditor rules` for those who write rules: new, coverage, diff, schema."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from auditor.cli import inputs, options
from auditor.cli.usage import ChineseCommand
from auditor.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from auditor.catalog import Catalog
    from auditor.model import Ruleset

MODES = {"auto": "自动", "semi": "半自动", "manual": "人工"}


def register(app: typer.Typer) -> None:
    """Add the commands to *app*."""
    app.command(cls=ChineseCommand, help="写出一条新规则的骨架(示例可直接运行);不覆盖已有文件。")(new)
    app.command(cls=ChineseCommand, help="每条规则有多少示例和埋设;写规则集则列出其指标由谁评判。")(coverage)
    app.command(cls=ChineseCommand, help="比较两个规则集:规则、选项、扣分、分值。")(diff)
    app.command(cls=ChineseCommand, help="输出 JSON Schema,供编辑器和 CI 检查文件。")(schema)


def new(
    rule_id: Annotated[str, typer.Argument(metavar="ID", help="规则 id,说毛病本身(如 topic-missing)")],
    *,
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="写到哪个文件夹")] = Path("checks"),
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
) -> int:
    """Write a skeleton."""
    del quiet, verbose
    from auditor import catalog  # noqa: PLC0415 - commands import what they need when called
    from auditor.catalog.skeleton import write_rule  # noqa: PLC0415

    path = write_rule(rule_id, out, catalog.load().rules, schema="rule.schema.json")
    typer.echo(path)
    options.hint(f"测试: auditor rules test {rule_id} --rules {out.parent}")
    options.hint("编辑器提示: auditor rules schema --rule > rule.schema.json(与规则放在一起)")
    return ExitCode.OK


def coverage(
    ruleset: Annotated[str | None, typer.Argument(metavar="[SET]", help="规则集 id 或文件", show_default=False)] = None,
    *,
    rules: options.Rules = None,
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
) -> int:
    """Print what stands behind every rule, or who judges each leaf of a set."""
    del quiet, verbose
    catalog, _ = inputs.read_rules(rules)
    if ruleset is not None:
        _print_leaves(catalog.ruleset(ruleset))
        return ExitCode.OK
    return _print_proofs(catalog)


def _print_leaves(ruleset: "Ruleset") -> None:
    from auditor.catalog.overview import leaves  # noqa: PLC0415
    from auditor.cli.rules import CERTAINTIES  # noqa: PLC0415

    found = leaves(ruleset)
    for leaf in found:
        one = leaf.indicator
        points = "-" if one.points is None else f"{one.points:g}"
        typer.echo(f"{leaf.number}  {MODES[leaf.mode]}  {points}  {one.title}({one.id}){'  加分' if one.bonus else ''}")
        if one.basis:
            typer.echo(f"    分值依据: {one.basis}({CERTAINTIES[one.certainty]})")
        for entry in one.rules:
            roles = f"  栏目 {' '.join(entry.roles)}" if entry.roles else ""
            typer.echo(f"    {entry.rule}  {entry.mode}{roles}")
    unscored = len(ruleset.rules) - len({entry.rule for leaf in found for entry in leaf.indicator.rules})
    counts = [f"{name} {sum(leaf.mode == mode for leaf in found)}" for mode, name in MODES.items()]
    typer.echo(f"末级指标 {len(found)} 个: {'、'.join(counts)};另有 {unscored} 条规则只评判、不计分")


def _print_proofs(catalog: "Catalog") -> int:
    from auditor.catalog import shipped  # noqa: PLC0415
    from auditor.pipeline.proofs import proofs  # noqa: PLC0415

    found = proofs(catalog, shipped("fixtures"))
    width = max((len(one.rule) for one in found), default=0)
    typer.echo(f"{'':<{width}}  通过 命中 近似 埋设  文件")
    for one in found:
        counts = "  ".join(f"{count:>3}" for count in (one.passing, one.failing, one.near, one.planted))
        typer.echo(f"{one.rule:<{width}} {counts}  {one.file}  {';'.join(one.lacks)}".rstrip())
    lacking = sum(bool(one.lacks) for one in found)
    typer.echo(f"规则 {len(found)} 条,其中 {lacking} 条有欠缺")
    return ExitCode.FINDINGS if lacking else ExitCode.OK


def diff(
    old: Annotated[str, typer.Argument(metavar="SET_A", help="规则集 id 或文件")],
    new_set: Annotated[str, typer.Argument(metavar="SET_B", help="规则集 id 或文件")],
    *,
    rules: options.Rules = None,
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
) -> int:
    """Print what is different in the second set."""
    del quiet, verbose
    from auditor.catalog.overview import difference  # noqa: PLC0415

    catalog, _ = inputs.read_rules(rules)
    first, second = catalog.ruleset(old), catalog.ruleset(new_set)
    lines = difference(first, second)
    for line in lines:
        typer.echo(line)
    options.hint(
        f"{first.id} {first.version}({first.sha256[:12]}) → {second.id} {second.version}({second.sha256[:12]}): "
        + (f"{len(lines)} 处不同" if lines else "没有不同")
    )
    return ExitCode.OK


def schema(
    *,
    result: Annotated[bool, typer.Option("--result", help="-f json 的评估结果")] = False,
    rule: Annotated[bool, typer.Option("--rule", help="规则文件")] = False,
    ruleset: Annotated[bool, typer.Option("--set", help="规则集文件")] = False,
    config: Annotated[bool, typer.Option("--config", help="auditor.yaml")] = False,
    plan: Annotated[bool, typer.Option("--plan", help="工作要点文件")] = False,
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
) -> int:
    """Print one JSON Schema."""
    del quiet, verbose
    kinds = ((result, _result), (rule, _rule), (ruleset, _set), (config, _config), (plan, _plan))
    wanted = [make for asked, make in kinds if asked]
    if len(wanted) != 1:
        raise UsageError("请选一种: --result、--rule、--set、--config、--plan")
    import json  # noqa: PLC0415 - it costs start-up time

    typer.echo(json.dumps(wanted[0](), ensure_ascii=False, indent=2))
    return ExitCode.OK


def _result() -> dict[str, object]:
    from auditor.formats._schema import result_schema  # noqa: PLC0415

    return result_schema()


def _rule() -> dict[str, object]:
    from auditor.catalog.schema import rule_schema  # noqa: PLC0415

    return rule_schema()


def _set() -> dict[str, object]:
    from auditor.catalog.schema import set_schema  # noqa: PLC0415

    return set_schema()


def _plan() -> dict[str, object]:
    from auditor.catalog.schema import plan_schema  # noqa: PLC0415

    return plan_schema()


def _config() -> dict[str, object]:
    from auditor.config.schema import config_schema  # noqa: PLC0415

    return config_schema()
