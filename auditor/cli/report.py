"""`auditor report`: print a finished run in other formats."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from auditor.cli import exits, inputs, options, reports
from auditor.cli.beside import last_day, letter_options, since
from auditor.cli.exits import FailOn, Thresholds
from auditor.cli.usage import ChineseCommand
from auditor.errors import UsageError


def register(app: typer.Typer) -> None:
    """Add the command to *app*."""
    app.command(cls=ChineseCommand, help="把已完成的运行输出成其他格式(由其证据重新评判,结果与当时相同)。")(report)


def report(
    run: Annotated[Path, typer.Argument(metavar="RUN", help="运行文件夹")],
    *,
    rules: options.Rules = None,
    as_of: options.AsOf = None,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="DIR", help="不写文件名的格式都存到这个文件夹", show_default=False)
    ] = None,
    formats: options.Formats = None,
    min_score: options.MinScore = None,
    fail_on: options.Fail = FailOn.FAIL,
    max_unassessable: options.MaxUnassessable = 20.0,
    exit_zero: options.ExitZero = False,
    explain_score: options.ExplainScore = False,
    manual: options.Manual = None,
    against: options.Against = None,
    stage: options.StageOption = options.Stage.INITIAL,
    internal: options.Internal = False,
    force: options.Force = False,
    deadline: options.Deadline = 10,
    issued: options.Issued = None,
    templates: options.Templates = None,
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
) -> int:
    """Judge a finished run again from its evidence, and print it."""
    del quiet, verbose
    wanted, day = reports.read_formats(formats, out), options.read_day(as_of)
    letters = letter_options(deadline, options.read_day(issued, "--issued"), templates)
    from auditor import pipeline  # noqa: PLC0415 - commands import what they need when called
    from auditor.pipeline.crawling import recorded  # noqa: PLC0415

    if not run.exists():
        raise UsageError(f"找不到运行文件夹: {run}")
    config = recorded(run)
    if config is None:
        raise UsageError(_no_run(run, against))
    catalog, ruleset = inputs.read_rules(rules)
    letters["due"] = last_day(catalog, letters["today"], deadline)
    earlier = since(against, force=force)
    lines: list[Mapping[str, Any]] = []
    assessment = pipeline.check(
        [run],
        catalog=catalog,
        today=options.today(),
        config=config,
        ruleset=ruleset,
        as_of=day,
        manual=inputs.read_manual(manual),
        sink=lines.append if earlier else None,
    )
    beside = {**letters, "stage": stage.value, "internal": internal}
    if earlier:
        beside |= earlier.told(pipeline.judged_now(run, assessment, lines, config))
    inputs.refuse_nothing(assessment, [run])
    code = exits.decide(assessment, Thresholds(fail_on, min_score, max_unassessable, exit_zero))
    reports.publish(assessment, wanted, explain_score=explain_score, beside=beside)
    return code


def _no_run(given: Path, against: Path | None) -> str:
    """Say what to call instead where there is no evidence to judge again."""
    more = f" --against {against}" if against else ""
    if given.is_file() or (given / "report.json").is_file():
        return (
            f"{given} 里只有结果、没有证据(没有 run.json),不能由它重印;"
            f"请对原来的来源再评判一次: auditor check 来源{more} -f html=report.html"
        )
    return f"{given} 不是运行文件夹(里面没有 run.json);评判镜像文件夹请用 auditor check{more}"
