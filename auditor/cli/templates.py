"""`auditor templates`: the Word templates of the letters, to be changed in Word."""

from pathlib import Path
from typing import Annotated

import typer

from auditor.cli import options
from auditor.cli.usage import ChineseCommand
from auditor.errors import ExitCode, UsageError, write_reason


def register(app: typer.Typer) -> None:
    """Add the command to *app*."""
    app.command(cls=ChineseCommand, help="写出自带的 Word 模板;改好之后用 auditor report --templates 套用。")(templates)


def templates(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="写到哪个文件夹")],
    *,
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
) -> int:
    """Write the shipped templates; a file that is there already stays as it is."""
    del quiet, verbose
    from auditor.formats.docx import LETTERS, shipped  # noqa: PLC0415 - commands import what they need when called

    for name in LETTERS:
        file = folder / f"{name}.docx"
        if file.exists():
            options.hint(f"{file} 已经有了,没有覆盖")
            continue
        try:
            folder.mkdir(parents=True, exist_ok=True)
            file.write_bytes(shipped(name))
        except OSError as error:
            raise UsageError(f"模板写不进 {file}({write_reason(error)})") from None
        typer.echo(str(file))
    return ExitCode.OK
