"""`auditor plan`: the yearly 工作要点 as a ledger of duties; this module alone knows in which formats it is printed."""

import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from auditor.cli import exits, inputs, options, reports
from auditor.cli.exits import FailOn, Thresholds
from auditor.cli.reports import Wanted
from auditor.cli.usage import ChineseCommand, ChineseGroup
from auditor.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from auditor.model import Assessment

app = typer.Typer(
    cls=ChineseGroup,
    no_args_is_help=True,
    rich_markup_mode=None,
    help="年度工作要点:逐项列出任务,核对哪些做了、哪些逾期、哪些要人看;由新的要点起草。",
)

FORMATS = ("text", "json", "xlsx", "markdown")
Unit = Annotated[str, typer.Option("--unit", metavar="U", help="只列责任单位名称里有这几个字的")]


@app.command(name="list", cls=ChineseCommand, help="列出自带的工作要点:id、事项数、名称。")
def list_plans(*, rules: options.Rules = None, quiet: options.Quiet = False, verbose: options.Verbose = False) -> int:
    """Print id, number of duties and title of every shipped plan."""
    del quiet, verbose
    catalog, _ = inputs.read_rules(rules)
    found = [catalog.plan(one) for one in catalog.plan_ids()]
    width = max((len(one.id) for one in found), default=0)
    for one in found:
        typer.echo(f"{one.id:<{width}}  {len(one.duties):>3} 项  {one.title}")
    return ExitCode.OK if found else ExitCode.NOTHING


@app.command(cls=ChineseCommand, help="逐项说明一份工作要点:原文、责任单位、由哪条规则评判。")
def show(
    plan: Annotated[str, typer.Argument(metavar="ID|PATH", help="工作要点的 id,或自己的文件")],
    *,
    unit: Unit = "",
    rules: options.Rules = None,
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
) -> int:
    """Print what a plan asks."""
    del quiet, verbose
    from auditor.formats import _ledger  # noqa: PLC0415 - commands import what they need when called

    catalog, _ = inputs.read_rules(rules)
    found = catalog.plan(plan)
    for line in _ledger.shown(found, _width(), unit):
        typer.echo(line)
    return ExitCode.OK if any(unit in one.unit for one in found.duties) else ExitCode.NOTHING


@app.command(cls=ChineseCommand, help="按责任单位核对工作要点:本月到期、逾期、可能的证据。")
def check(
    sources: Annotated[
        list[Path],
        typer.Argument(metavar="SOURCE", help="运行文件夹、镜像文件夹(主机名/路径)、.warc(.gz) 或网页文件"),
    ],
    *,
    plans: options.Plans = None,
    config: options.ConfigFile = None,
    rules: options.Rules = None,
    as_of: options.AsOf = None,
    formats: Annotated[
        list[str] | None,
        typer.Option("--format", "-f", metavar="FORMAT[=PATH]", help=f"格式,可多次: {' '.join(FORMATS)}"),
    ] = None,
    fail_on: options.Fail = FailOn.FAIL,
    max_unassessable: options.MaxUnassessable = 20.0,
    exit_zero: options.ExitZero = False,
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
) -> int:
    """Judge the duties of plans alone."""
    del quiet, verbose
    wanted, day = _read_formats(formats), options.read_day(as_of)
    from auditor import pipeline  # noqa: PLC0415 - commands import what they need when called

    catalog, ruleset = inputs.read_rules(rules)
    assessment = pipeline.check(
        sources,
        catalog=catalog,
        today=options.today(),
        config=inputs.config_for_sources(config, sources),
        ruleset=ruleset,
        as_of=day,
        nearby=config is None,
        plans=plans or (),
        duties_only=True,
    )
    if not any(site.plans for site in assessment.sites):
        raise UsageError("没有指明工作要点:请用 --plan ID|PATH,或在 auditor.yaml 里写 plans")
    code = exits.decide(assessment, Thresholds(fail_on, None, max_unassessable, exit_zero))
    reports.publish_with(lambda one, width: _rendered(one, assessment, width), wanted)
    return code


@app.command(name="import", cls=ChineseCommand, help="由新的工作要点(.docx .html .txt)起草,每一项都标为未确认。")
def draft(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="工作要点的 Word、网页或文本文件")],
    *,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="PLAN.yaml", help="写到这个文件(默认: 屏幕)", show_default=False)
    ] = None,
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
) -> int:
    """Draft a plan from a document."""
    del quiet, verbose
    from auditor.pipeline.drafting import draft_plan  # noqa: PLC0415 - commands import what they need when called

    if out is not None and out.exists():
        raise UsageError(f"{out} 已经存在,请另指一个文件名")
    text, count, left = draft_plan(file)
    reports.publish_with(lambda _, __: text.encode(), (Wanted("yaml", out),))
    options.hint(f"起草了 {count} 项,都标为 confirmed: false;逐项核对后改为 true 或删去这一行,再用 plan check")
    if left:
        options.hint(f"未列入的行:{'、'.join(map(str, left))}(有任务、日期或单位的字样,没有起草成事项,请对照原文)")
    return ExitCode.OK


def _read_formats(written: Sequence[str] | None) -> tuple[Wanted, ...]:
    wanted = []
    for one in written or ("text",):
        name, mark, path = one.partition("=")
        if name not in FORMATS:
            raise UsageError(f"没有台账格式 {name},可用: {' '.join(FORMATS)}")
        if (mark and not path) or (name == "xlsx" and not path):
            raise UsageError(f"-f {one}: 应写成 {name}=文件名")
        wanted.append(Wanted(name, Path(path) if path else None))
    reports.refuse_same(wanted)
    return tuple(wanted)


def _rendered(name: str, assessment: "Assessment", width: int) -> bytes:
    from auditor.formats import _ledger, json  # noqa: PLC0415

    if name == "json":
        return json.render_ledgers(assessment)
    if name == "xlsx":
        from auditor.formats import _ledger_xlsx  # noqa: PLC0415

        return _ledger_xlsx.workbook(assessment)
    lines: Iterable[str] = (_ledger.markdown(assessment),) if name == "markdown" else _ledger.text(assessment, width)
    return "".join(f"{line}\n" for line in lines).encode()


def _width() -> int:
    return max(20, shutil.get_terminal_size((reports.STORED_WIDTH, 24)).columns)
