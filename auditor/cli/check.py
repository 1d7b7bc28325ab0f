"""`auditor check`: judge what is on disk, without network."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from auditor.cli import exits, inputs, options, reports
from auditor.cli.beside import last_day, letter_options, since
from auditor.cli.exits import FailOn, Thresholds
from auditor.cli.usage import ChineseCommand
from auditor.errors import UsageError

_NAMED = 5  # hosts that a hint names


def register(app: typer.Typer) -> None:
    """Add the command to *app*."""
    app.command(cls=ChineseCommand, help="评判磁盘上的网页,不联网。")(check)


def check(
    sources: Annotated[
        list[Path],
        typer.Argument(metavar="SOURCE", help="运行文件夹、镜像文件夹(主机名/路径)、.warc(.gz) 或网页文件"),
    ],
    *,
    url: Annotated[str, typer.Option("--url", metavar="URL", help="单个网页文件的公开网址")] = "",
    config: options.ConfigFile = None,
    rules: options.Rules = None,
    as_of: options.AsOf = None,
    plans: options.Plans = None,
    out: options.Out = None,
    formats: options.Formats = None,
    min_score: options.MinScore = None,
    fail_on: options.Fail = FailOn.FAIL,
    max_unassessable: options.MaxUnassessable = 20.0,
    exit_zero: options.ExitZero = False,
    explain_score: options.ExplainScore = False,
    manual: options.Manual = None,
    stage: options.StageOption = options.Stage.INITIAL,
    internal: options.Internal = False,
    against: options.Against = None,
    force: options.Force = False,
    deadline: options.Deadline = 10,
    issued: options.Issued = None,
    templates: options.Templates = None,
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
) -> int:
    """Judge sources on disk."""
    del quiet, verbose
    wanted, day = reports.read_formats(formats, run=out), options.read_day(as_of)
    letters = letter_options(deadline, options.read_day(issued, "--issued"), templates)
    _refuse_other_run(out, sources)
    from auditor import pipeline  # noqa: PLC0415 - commands import what they need when called

    catalog, ruleset = inputs.read_rules(rules)
    letters["due"] = last_day(catalog, letters["today"], deadline)
    earlier, lines = since(against, force=force), list[Mapping[str, Any]]()
    configured, points = inputs.config_for_sources(config, sources), inputs.read_manual(manual)
    with pipeline.written(out, also=lines.append if earlier else None) as sink:
        assessment = pipeline.check(
            sources,
            catalog=catalog,
            today=options.today(),
            config=configured,
            ruleset=ruleset,
            as_of=day,
            plans=plans or (),
            url=url,
            nearby=config is None,
            manual=points,
            sink=sink,
            strangers=_hint_at,
        )
    inputs.refuse_nothing(assessment, sources)
    code = exits.decide(assessment, Thresholds(fail_on, min_score, max_unassessable, exit_zero))
    beside = {**letters, "stage": stage.value, "internal": internal}
    if earlier:
        beside |= earlier.told(pipeline.judged_now(sources[0], assessment, lines, configured))
    reports.publish(assessment, wanted, folder=out, explain_score=explain_score, beside=beside)
    return code


def _hint_at(strangers: Mapping[str, int]) -> None:
    """Name the hosts in the sources that no configured site claims, the largest first."""
    largest = sorted(strangers, key=lambda host: (-strangers[host], host))
    named = "、".join(f"{host}({strangers[host]} 页)" for host in largest[:_NAMED])
    more = f"等 {len(largest)} 个" if len(largest) > _NAMED else ""
    options.hint(
        f"来源里这些主机不属于配置的任何站点,没有评判: {named}{more};要一起评判,请写进同一份 auditor.yaml 的 sites"
    )


def _refuse_other_run(out: Path | None, sources: list[Path]) -> None:
    """Keep the reports of a crawled run from being replaced by those of something else."""
    if out and (out / "run.json").exists() and out.resolve() not in {one.resolve() for one in sources}:
        raise UsageError(f"{out} 里是另一次运行的结果,不能存到那里;请另写一个 --out")
