"""`auditor report`: print a finished run in other formats."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from auditor.cli import exits, inputs, options, reports
from auditor.cli.exits import FailOn, Thresholds
from auditor.cli.usage import ChineseCommand
from auditor.errors import UsageError

if TYPE_CHECKING:
    from auditor.catalog import Catalog


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
    from auditor import compare, pipeline  # noqa: PLC0415 - commands import what they need when called
    from auditor.pipeline.crawling import recorded  # noqa: PLC0415

    if not run.exists():
        raise UsageError(f"找不到运行文件夹: {run}")
    config = recorded(run)
    if config is None:
        raise UsageError(f"{run} 不是运行文件夹(里面没有 run.json);评判镜像文件夹请用 auditor check")
    runs = inputs.Runs()
    catalog, ruleset = inputs.read_rules(rules)
    letters["due"] = last_day(catalog, letters["today"], deadline)
    earlier = runs.open(against) if against else None
    lines: list[Mapping[str, Any]] = []
    assessment = pipeline.check(
        [run],
        catalog=catalog,
        today=runs.today,
        config=config,
        ruleset=ruleset,
        as_of=day,
        manual=inputs.read_manual(manual),
        sink=lines.append if earlier else None,
    )
    beside = {**letters, "stage": stage.value, "internal": internal}
    if earlier:
        present = pipeline.judged_now(run, assessment, lines, config)
        if not force:
            inputs.refuse_other_sets(earlier, present)
        comparison = runs.compared(earlier, present)
        ranking = compare.rank([assessment], against=[earlier.assessment], comparison=comparison)
        beside |= {"comparison": comparison, "ranking": ranking}
    inputs.refuse_nothing(assessment, [run])
    code = exits.decide(assessment, Thresholds(fail_on, min_score, max_unassessable, exit_zero))
    reports.publish(assessment, wanted, explain_score=explain_score, beside=beside)
    return code


def letter_options(days: int, issued: date | None, templates: Path | None) -> dict[str, Any]:
    """Return what letters say beside the assessment; raises UsageError where there is no such folder of templates."""
    if templates is not None and not templates.is_dir():
        raise UsageError(f"找不到模板文件夹: {templates}(用 auditor templates 写出一份)")
    return {"days": days, "today": issued, "templates": templates}


def last_day(catalog: "Catalog", issued: date | None, days: int) -> date | None:
    """Return the last of the *days* working days after that day; None, with a hint, where the calendar lacks a year."""
    from auditor.text.workdays import Calendar, UnknownYear  # noqa: PLC0415 - commands import what they need when called

    if issued is None:
        return None
    try:
        return Calendar(catalog.calendar_overrides).working_day(issued, days)
    except UnknownYear as unknown:
        options.hint(f"工作日历缺 {unknown.year} 年,整改时限只写 {days} 个工作日,不写日期")
        return None
