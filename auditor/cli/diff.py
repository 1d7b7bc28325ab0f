"""`auditor diff`: what changed between two runs, each change with its cause."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from auditor.cli import inputs, options, reports
from auditor.cli.usage import ChineseCommand
from auditor.errors import ExitCode

if TYPE_CHECKING:
    from auditor.formats import RenderOptions
    from auditor.model import Comparison

FORMATS = ("text", "json", "markdown", "csv")
RunFolder = Annotated[Path, typer.Argument(metavar="RUN", help="运行文件夹、其中的 report.json,或镜像文件夹")]


def register(app: typer.Typer) -> None:
    """Add the command to *app*."""
    app.command(cls=ChineseCommand, help="对比两次运行:新增、已消除、仍存在、复发、无法再评,逐条说明原因。")(diff)


def diff(
    run_a: Annotated[Path, typer.Argument(metavar="RUN_A", help="前一次: 运行文件夹、report.json 或镜像文件夹")],
    run_b: Annotated[Path, typer.Argument(metavar="RUN_B", help="后一次")],
    *,
    history: options.History = None,
    force: options.Force = False,
    formats: Annotated[
        list[str] | None,
        typer.Option("--format", "-f", metavar="FORMAT[=PATH]", help=f"格式,可多次: {' '.join(FORMATS)}"),
    ] = None,
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
) -> int:
    """Compare two runs."""
    del quiet, verbose
    wanted = reports.read_own_formats(formats, FORMATS)
    runs = inputs.Runs()
    before, after = runs.open(run_a), runs.open(run_b)
    if not force:
        inputs.refuse_other_sets(before, after)
    comparison = runs.compared(before, after, [runs.open(one) for one in history or ()])
    reports.publish_lines(lambda name, how: rendered(name, comparison, how), wanted)
    return ExitCode.OK


def rendered(name: str, comparison: "Comparison", how: "RenderOptions") -> bytes:
    """Print a comparison in one of the formats."""
    from auditor.formats import _comparison, json  # noqa: PLC0415 - commands import what they need when called
    from auditor.formats._layout import paint  # noqa: PLC0415

    if name == "json":
        return json.render_comparison(comparison)
    if name == "csv":
        return _comparison.as_csv(comparison)
    if name == "markdown":
        return "".join(f"{line}\n" for line in _comparison.markdown(comparison)).encode()
    return paint(_comparison.text(comparison, max(20, how.width)), color=how.color)
