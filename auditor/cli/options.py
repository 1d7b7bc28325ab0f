"""The options that several commands share; this module alone knows their names, their help and how they are read."""

import logging
import shlex
import shutil
import sys
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
Against = Annotated[
    Path | None, typer.Option("--against", metavar="RUN", help="与这一次(更早的)运行对比", show_default=False)
]
Force = Annotated[bool, typer.Option("--force", help="规则集、时段或要点不同也照做,并在结果里说明")]
Internal = Annotated[bool, typer.Option("--internal", help="内部附件: 另印名次区间")]
History = Annotated[
    list[Path] | None,
    typer.Option("--history", metavar="RUN", help="更早的运行,可多次: 那时就有、中间没有的算复发", show_default=False),
]
Deadline = Annotated[
    int, typer.Option("--deadline", metavar="N", min=1, max=250, help="通知书和问题清单的整改时限,工作日")
]
Issued = Annotated[
    str | None,
    typer.Option("--issued", metavar="YYYY-MM-DD", help="通知书的日期,时限从次日起算;不写则留空", show_default=False),
]
Templates = Annotated[
    Path | None,
    typer.Option("--templates", metavar="DIR", help="自己的 Word 模板(见 auditor templates)", show_default=False),
]
Resume = Annotated[bool, typer.Option("--resume", help="继续 --out 里中断的运行")]
Timestamp = Annotated[
    str | None, typer.Option("--timestamp", metavar="URL", help="抓完后请这个时间戳服务(RFC 3161)给证据清单盖时间戳")
]


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


class Stage(StrEnum):
    """How far people have come with an assessment."""

    INITIAL = "initial"
    REVIEWED = "reviewed"
    FINAL = "final"


StageOption = Annotated[Stage, typer.Option("--stage", help="写明阶段: 初评、复核、定稿")]


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


def read_day(written: str | None, name: str = "--as-of") -> date | None:
    """Return the day of the option *name*; raises UsageError where it is none."""
    try:
        day = date.fromisoformat(written) if written is not None else None
    except ValueError:
        day = None
    if written is not None and (day is None or day.isoformat() != written):
        raise UsageError(f"{name} 不是日期: {written}(应写成 2023-12-31)")
    return day


def today() -> date:
    """Return the day on the clock, for a judgement that nothing else dates."""
    return date.today()  # noqa: DTZ011, TID251 - the clerk's own calendar day; the cli knows the clock


def program() -> str:
    """Return how the program that runs now is called again from this folder, as a person would write it."""
    given, known = Path(sys.argv[0]), shutil.which("auditor")
    if given.name == "__main__.py":
        return shlex.join([_near(Path(sys.executable)), "-m", "auditor"])
    if not given.is_file() or (known is not None and given.samefile(known)):
        return "auditor"
    return shlex.quote(_near(given))


def _near(path: Path) -> str:
    here = Path.cwd()
    return str(path.absolute().relative_to(here) if path.absolute().is_relative_to(here) else path)


def hint(text: str) -> None:
    """Say something helpful on stderr, unless -q."""
    if logging.getLogger("auditor").level < logging.ERROR:
        typer.echo(text, err=True)
