"""The options that several commands share; this module alone knows their names, their help and how they are read."""

import logging
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from auditor.cli.exits import FailOn
from auditor.errors import UsageError

ConfigFile = Annotated[
    Path | None, typer.Option("--config", "-c", metavar="FILE", help="配置文件(默认: 最近的 auditor.yaml)")
]
Rules = Annotated[str | None, typer.Option("--rules", metavar="ID|PATH", help="规则集 id,或规则集文件、规则文件夹")]
AsOf = Annotated[str | None, typer.Option("--as-of", metavar="YYYY-MM-DD", help="评估时点")]
Plans = Annotated[
    list[str] | None, typer.Option("--plan", metavar="ID|PATH", help="年度工作要点的 id 或文件,可多次(代替配置里的)")
]
Out = Annotated[Path | None, typer.Option("--out", metavar="DIR", help="运行文件夹")]
Formats = Annotated[
    list[str] | None,
    typer.Option("--format", "-f", metavar="FORMAT[=PATH]", help="报告格式,可多次;不写 PATH 则输出到屏幕"),
]
MinScore = Annotated[float | None, typer.Option("--min-score", metavar="N", help="得分低于 N 时以 1 退出")]
Fail = Annotated[FailOn, typer.Option("--fail-on", help="有此状态(或更重)的问题时以 1 退出")]
MaxUnassessable = Annotated[
    float,
    typer.Option("--max-unassessable", metavar="PERCENT", min=0, max=100, help="不可评估的页面超过此比例时以 5 退出"),
]
ExitZero = Annotated[bool, typer.Option("--exit-zero", help="有问题也以 0 退出")]
ExplainScore = Annotated[bool, typer.Option("--explain-score", help="逐项说明分数从哪里扣")]
Manual = Annotated[
    Path | None, typer.Option("--manual", metavar="FILE", help="人工评分表(CSV: 单位,指标,得分,依据,评分人)")
]
Resume = Annotated[bool, typer.Option("--resume", help="继续 --out 里中断的运行")]


class When(StrEnum):
    """When a second look is taken at what did not answer, is gone or blank."""

    NOW = "now"
    LATER = "later"


Confirm = Annotated[When, typer.Option("--confirm", help="打不开、空白的何时再看: 满 confirm_after 之后,或当即")]
Previous = Annotated[
    Path | None, typer.Option("--previous", metavar="RUN", help="上一次的运行文件夹: 服务器说没变的网页不再传输")
]
Sites = Annotated[
    list[str] | None, typer.Argument(metavar="[SITE]...", help="站点 id;不写则为全部", show_default=False)
]


def _set_quiet(*, asked: bool) -> bool:
    if asked:
        logging.getLogger("auditor").setLevel(logging.ERROR)
    return asked


def _set_verbose(*, asked: bool) -> bool:
    if asked:
        logging.getLogger("auditor").setLevel(logging.DEBUG)
    return asked


Quiet = Annotated[bool, typer.Option("--quiet", "-q", callback=_set_quiet, help="不显示进度和提示")]
Verbose = Annotated[bool, typer.Option("--verbose", "-v", callback=_set_verbose, help="出错时显示详情")]


def read_day(written: str | None) -> date | None:
    """Return the day of --as-of; raises UsageError where it is none."""
    try:
        day = date.fromisoformat(written) if written is not None else None
    except ValueError:
        day = None
    if written is not None and (day is None or day.isoformat() != written):
        raise UsageError(f"--as-of 不是日期: {written}(应写成 2023-12-31)")
    return day


def today() -> date:
    """Return the day on the clock, for a judgement that nothing else dates."""
    return date.today()  # noqa: DTZ011, TID251 - the clerk's own calendar day; the cli knows the clock


def hint(text: str) -> None:
    """Say something helpful on stderr, unless -q."""
    if logging.getLogger("auditor").level < logging.ERROR:
        typer.echo(text, err=True)
