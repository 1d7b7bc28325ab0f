"""`auditor page`: one page, its metadata block and its findings."""

from pathlib import Path
from typing import Annotated

import typer

from auditor.cli import exits, inputs, options, reports
from auditor.cli.exits import FailOn, Thresholds
from auditor.cli.usage import ChineseCommand


def register(app: typer.Typer) -> None:
    """Add the command to *app*."""
    app.command(cls=ChineseCommand, help="查一个网页:读出元数据,列出问题。")(page)


def page(
    source: Annotated[str, typer.Argument(metavar="URL|FILE", help="网址或网页文件")],
    *,
    url: Annotated[str, typer.Option("--url", metavar="URL", help="网页文件的公开网址")] = "",
    config: options.ConfigFile = None,
    rules: options.Rules = None,
    as_of: options.AsOf = None,
    out: options.Out = None,
    formats: options.Formats = None,
    fail_on: options.Fail = FailOn.FAIL,
    exit_zero: options.ExitZero = False,
    explain: Annotated[bool, typer.Option("--explain", help="逐项说明由哪种读法读出,其余为何不取")] = False,
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
) -> int:
    """Read and judge one page."""
    del quiet, verbose
    wanted, day = reports.read_formats(formats, run=out), options.read_day(as_of)
    from auditor import pipeline  # noqa: PLC0415 - commands import what they need when called

    catalog, ruleset = inputs.read_rules(rules)
    found = pipeline.page(
        source,
        catalog=catalog,
        today=options.today(),
        url=url,
        config=inputs.config_for_sources(config, [] if "://" in source else [Path(source)]),
        ruleset=ruleset,
        as_of=day,
        explain=explain,
        nearby=config is None,
    )
    code = exits.decide_page(
        found.findings, Thresholds(fail_on, exit_zero=exit_zero), assessed=found.record.outcome == "ok"
    )
    reports.publish_page(found, wanted, folder=out)
    return code
