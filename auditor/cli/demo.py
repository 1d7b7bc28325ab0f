"""`auditor demo`: the whole way from site to report on the bundled mirror sites, offline."""

import shlex

import typer

from auditor.cli import exits, inputs, options, progress, reports
from auditor.cli.crawl import fresh_folder
from auditor.cli.exits import Thresholds
from auditor.cli.usage import ChineseCommand


def register(app: typer.Typer) -> None:
    """Add the command to *app*."""
    app.command(cls=ChineseCommand, help="用自带的镜像站点走一遍:抓取、评判、报告(不联网)。")(demo)


def demo(
    *,
    out: options.Out = None,
    formats: options.Formats = None,
    explain_score: options.ExplainScore = False,
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
) -> int:
    """Crawl and judge the bundled mirror sites."""
    del quiet, verbose
    wanted = reports.read_formats(formats, run=out) if formats or explain_score else ()
    from auditor import catalog, pipeline  # noqa: PLC0415 - commands import what they need when called

    rules, _ = inputs.read_rules(None)
    folder = out or fresh_folder(None)
    fixtures = catalog.shipped("fixtures")
    with progress.shown(len(list(fixtures.glob("*/auditor.yaml")))) as tell:
        crawled, assessment = pipeline.demo(fixtures, folder, catalog=rules, today=options.today(), progress=tell)
    code = exits.decide(assessment, Thresholds(exit_zero=True), limit_reached=crawled.limit_reached)
    reports.publish(assessment, wanted, folder=folder, explain_score=explain_score)
    if not wanted:
        reports.publish_brief(assessment)
        again = f"{options.program()} report {shlex.quote(str(folder))}"
        options.hint(
            f"完整的报告: {again} --exit-zero(网页: 再加 -f html=report.html);每一分失在哪里: 再加 --explain-score"
        )
    return code
