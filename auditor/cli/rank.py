"""`auditor rank`: the table of sites, by group."""

from collections import Counter
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from auditor.cli import inputs, options, reports
from auditor.cli.usage import ChineseCommand
from auditor.errors import ExitCode, NothingError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from auditor.formats import RenderOptions
    from auditor.model import Assessment, Comparison, Ranking

FORMATS = ("text", "json", "markdown", "csv")


class By(StrEnum):
    """What is ranked against what."""

    GROUP = "group"
    LEVEL = "level"
    ALL = "all"
    UNIT = "unit"


def register(app: typer.Typer) -> None:
    """Add the command to *app*."""
    app.command(cls=ChineseCommand, help="按分组排名:名次(并列 1-1-3)、得分、覆盖率、与上次相比、站点 × 指标。")(rank)


def rank(
    runs: Annotated[list[Path], typer.Argument(metavar="RUN", help="运行文件夹或 report.json,可多个")],
    *,
    by: Annotated[By, typer.Option("--by", help="按分组、层级排,不分组,或按责任单位排")] = By.GROUP,
    against: options.Against = None,
    deadline: Annotated[
        str | None, typer.Option("--deadline", metavar="YYYY-MM-DD", help="整改期限,用来算按时整改率")
    ] = None,
    green: Annotated[
        float, typer.Option("--green", metavar="PERCENT", min=0, max=100, help="绿灯: 得分占满分不低于")
    ] = 80.0,
    amber: Annotated[
        float, typer.Option("--amber", metavar="PERCENT", min=0, max=100, help="黄灯: 得分占满分不低于")
    ] = 60.0,
    stage: options.StageOption = options.Stage.INITIAL,
    internal: options.Internal = False,
    force: options.Force = False,
    manual: options.Manual = None,
    rules: options.Rules = None,
    as_of: options.AsOf = None,
    formats: Annotated[
        list[str] | None,
        typer.Option("--format", "-f", metavar="FORMAT[=PATH]", help=f"格式,可多次: {' '.join(FORMATS)}"),
    ] = None,
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
) -> int:
    """Rank the sites of runs."""
    del quiet, verbose
    wanted, last = reports.read_own_formats(formats, FORMATS), options.read_day(deadline, "--deadline")
    if amber > green:
        raise UsageError(f"--amber {amber:g} 高于 --green {green:g}")
    if last and not against:
        raise UsageError("--deadline 要和 --against 一起用: 整改率是与上次相比算出来的")
    from auditor import compare, pipeline  # noqa: PLC0415 - commands import what they need when called

    opener = inputs.Runs(rules, as_of, manual)
    opened = [opener.open(one) for one in runs]
    past = inputs.Runs().open(against) if against else None
    judged = [one.assessment for one in opened]
    if not any(site.coverage.captured for one in judged for site in one.sites):
        raise NothingError("没有采集到任何页面,没有可排名的站点")
    comparison = opener.compared(past, pipeline.joined(opened)) if past else None
    ranking = compare.rank(
        judged,
        by=By.GROUP.value if by is By.UNIT else by.value,
        lights=compare.Lights(green / 100, amber / 100),
        against=[past.assessment] if past else (),
        comparison=comparison,
        deadline=last,
        notes=[*_notes(judged, past.assessment if past else None, force=force), *_of_deadline(last, comparison)],
    )
    how = {"stage": stage.value, "internal": internal}
    reports.publish_lines(lambda name, given: rendered(name, ranking, given, units=by is By.UNIT), wanted, beside=how)
    return ExitCode.OK


def _notes(judged: "list[Assessment]", past: "Assessment | None", *, force: bool) -> list[str]:
    """Say what makes the places doubtful; without *force* refuse what may not be ranked together."""
    from auditor import compare  # noqa: PLC0415 - commands import what they need when called

    notes = []
    if why := compare.refusal(judged):
        if not force:
            raise UsageError(f"{why},不能排在一起;确要排请加 --force")
        notes.append(f"{why}：名次不可比，仅供参考。")
    if past and (why := compare.refusal([past, judged[0]], windows=False)):
        if not force:
            raise UsageError(f"与上次的{why},名次变化不可比;确要比请加 --force")
        notes.append(f"与上次的{why}：名次变化不可比，仅供参考。")
    times = Counter(site.id for run in judged for site in run.sites)
    if twice := "、".join(sorted(name for name, count in times.items() if count > 1)):
        notes.append(f"{twice} 在几次运行里都有，以写在最后的一次为准。")
    plans = {frozenset(one.plan.id for one in site.plans) for run in judged for site in run.sites}
    if len(plans) > 1:
        notes.append("各站点适用的工作要点不同。")
    return notes


def _of_deadline(last: "date | None", comparison: "Comparison | None") -> "Iterator[str]":
    """Say why there is no rate of what was mended in time, or that it is not the last word yet."""
    if last is None or comparison is None:
        return
    before, after = comparison.before.as_of, comparison.after.as_of
    if last < before:
        yield f"整改期限 {last} 早于上次评判的日期 {before}：问题那时还没有查出，没有按时整改率。"
    elif last < after:
        yield f"整改期限 {last} 早于本次评判的日期 {after}：看不出哪些是期限内改好的，没有按时整改率。"
    elif last > after:
        yield f"整改期限 {last} 还没有到（本次评判截至 {after}）：按时整改率只是到本次为止的。"


def rendered(name: str, ranking: "Ranking", how: "RenderOptions", *, units: bool = False) -> bytes:
    """Print a ranking in one of the formats."""
    from auditor.formats import _ranking, _ranking_markdown, json  # noqa: PLC0415 - commands import what they need when called
    from auditor.formats._layout import paint  # noqa: PLC0415

    if name == "json":
        return json.render_ranking(ranking, how)
    if name == "csv":
        return _ranking.as_csv(ranking, how, units=units)
    if name == "markdown":
        return "".join(f"{line}\n" for line in _ranking_markdown.markdown(ranking, how, units=units)).encode()
    return paint(_ranking.text(ranking, how, max(20, how.width), units=units), color=how.color)
