"""The command line: wires, prints, exits; this package alone knows typer. Commands import late what they need."""

import logging
import sys

import typer

from auditor import __version__
from auditor.cli import (
    check,
    crawl,
    demo,
    diff,
    doctor,
    evidence,
    gate,
    page,
    plan,
    rank,
    report,
    rules,
    run,
    templates,
)
from auditor.cli.exits import guarded
from auditor.cli.usage import ChineseGroup, complaint

app = typer.Typer(
    cls=ChineseGroup,
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="政府信息公开栏目合规审计:抓取、读元数据、按规则评判、出带证据的评分报告。",
    epilog="示例: auditor demo;auditor page 网页.html;auditor check 镜像文件夹 -f json",
)
for module in (demo, run, crawl, check, report, templates, page, rank, diff, gate):
    module.register(app)
app.add_typer(rules.app, name="rules")
app.add_typer(evidence.app, name="evidence")
app.add_typer(plan.app, name="plan")
doctor.register(app)


def _print_version(*, asked: bool) -> None:
    if asked:
        typer.echo(f"auditor {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    *,
    version: bool = typer.Option(False, "--version", callback=_print_version, is_eager=True, help="显示版本后退出"),
) -> None:
    del version


def main() -> None:
    """Run the command that the program was called with, and exit with its code."""
    logging.getLogger("auditor").setLevel(logging.WARNING)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a console in code page 936 cannot show every character
    sys.exit(guarded(_call))


def _call() -> int:
    command = typer.main.get_command(app)
    try:
        code = command.main(prog_name="auditor", standalone_mode=False)
    except typer.TyperException as error:
        typer.echo(complaint(error), err=True)
        return error.exit_code
    except SystemExit:  # typer ends the process itself for one reason alone
        raise BrokenPipeError from None
    return int(code or 0)
