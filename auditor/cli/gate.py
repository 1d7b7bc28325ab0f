"""`auditor gate`: the verdict for CI alone, in twenty lines."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from auditor.cli import exits, inputs, options, reports
from auditor.cli.exits import FailOn, Thresholds
from auditor.cli.usage import ChineseCommand
from auditor.errors import ExitCode

if TYPE_CHECKING:
    from auditor.model import Change, Comparison

FORMATS = ("text", "json")
SHOWN = 10  # steps back that are named
SITES = 3  # sites whose scores are named


def register(app: typer.Typer) -> None:
    """Add the command to *app*."""
    app.command(cls=ChineseCommand, help="给 CI 的结论:和上次比有没有倒退;只有倒退才以 1 退出。")(gate)


def gate(
    run: Annotated[Path, typer.Argument(metavar="RUN", help="运行文件夹、report.json 或镜像文件夹")],
    *,
    against: Annotated[Path, typer.Option("--against", metavar="RUN", help="与这一次(更早的)运行对比")],
    fail_on: Annotated[FailOn, typer.Option("--fail-on", help="新增这种状态(或更重)的问题算倒退")] = FailOn.FAIL,
    max_unassessable: options.MaxUnassessable = 20.0,
    force: options.Force = False,
    exit_zero: options.ExitZero = False,
    formats: Annotated[
        list[str] | None,
        typer.Option("--format", "-f", metavar="FORMAT[=PATH]", help=f"格式,可多次: {' '.join(FORMATS)}"),
    ] = None,
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
) -> int:
    """Say whether a run is a step back from another."""
    del quiet, verbose
    wanted = reports.read_own_formats(formats, FORMATS)
    runs = inputs.Runs()
    before, after = runs.open(against), runs.open(run)
    if not force:
        inputs.refuse_other_sets(before, after)
    comparison = runs.compared(before, after)
    from auditor.compare import regressions  # noqa: PLC0415 - commands import what they need when called

    worse = regressions(comparison, exits.counted(fail_on))
    code = exits.decide(after.assessment, Thresholds(FailOn.NEVER, None, max_unassessable, exit_zero))
    if worse and not exit_zero and code is not ExitCode.NOTHING:
        code = ExitCode.FINDINGS
    for note in comparison.notes:
        options.hint(f"注意: {note}")
    reports.publish_lines(lambda name, _: _rendered(name, comparison, worse, code), wanted)
    return code


def _rendered(name: str, comparison: "Comparison", worse: "Sequence[Change]", code: ExitCode) -> bytes:
    from auditor.formats import json  # noqa: PLC0415 - commands import what they need when called

    if name == "json":
        return json.render_verdict(comparison, worse, int(code))
    return "".join(f"{line}\n" for line in _lines(comparison, worse, code)).encode()


def _lines(comparison: "Comparison", worse: "Sequence[Change]", code: ExitCode) -> Iterator[str]:
    """Yield the verdict: never more than twenty lines, none of them broken."""
    from auditor.formats import _comparison  # noqa: PLC0415 - commands import what they need when called
    from auditor.formats._layout import harmless  # noqa: PLC0415

    said = {
        ExitCode.NOTHING: "没有结论：什么也没有采集到",
        ExitCode.UNASSESSABLE: "没有结论：未能读取的页面太多（没有发现倒退）",
        ExitCode.FINDINGS: f"未通过：{len(worse)} 处倒退",
    }.get(code, f"通过：{len(worse)} 处倒退（--exit-zero）" if worse else "通过：没有倒退")
    yield f"auditor gate {said}"
    yield f"前一次 {_comparison.judged_briefly(comparison.before)}"
    yield f"后一次 {_comparison.judged_briefly(comparison.after)}"
    yield _comparison.summary(comparison.changes)
    if told := _comparison.causes(comparison.changes):
        yield f"原因 {told}"
    if comparison.notes:
        yield harmless(f"注意 {'；'.join(comparison.notes)}")
    scored = [(one.name, shown) for one in comparison.sites if (shown := _comparison.score(one))]
    yield from (harmless(f"{name} {shown}") for name, shown in scored[:SITES])
    for one in worse[:SHOWN]:
        found = one.finding
        yield harmless(f"- {found.rule} {found.subject.url} {found.message}")
    if len(worse) > SHOWN:
        yield f"……其余 {len(worse) - SHOWN} 处用 auditor diff 查看"
