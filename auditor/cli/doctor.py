"""`auditor doctor`: is this machine ready; this module alone knows what the program needs of it and how to mend it."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date, datetime
from enum import StrEnum
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

import typer

from auditor import __version__
from auditor.cli import options
from auditor.cli.usage import ChineseCommand
from auditor.errors import AuditorError, ExitCode

RELEASED = 2025  # no clock is right that shows an earlier year
OLDEST = (3, 11)
LITTLE = 1 << 30  # bytes free below which a county's crawl may not fit
NOTHING_LEFT = 50 << 20  # bytes free below which not even the demo fits
LIBRARIES = (
    "httpx",
    "httptools",
    "selectolax",
    "yaml",
    "rich",
    "jieba",
    "opencc",
    "chinese_calendar",
    "cchardet",
    "warcio",
    "protego",
)
WINDOWS_FONTS = ("msyh.ttc", "msyh.ttf", "simsun.ttc", "simhei.ttf", "Deng.ttf")


class Mark(StrEnum):
    """How a check came out; words, because not every console shows a tick."""

    GOOD = "正常"
    CARE = "注意"
    BROKEN = "不可用"


class Check(NamedTuple):
    """One line: what was looked at, how it is, what was seen, and how to mend it."""

    name: str
    mark: Mark
    seen: str
    remedy: str = ""


def register(app: typer.Typer) -> None:
    """Add the command to *app*."""
    app.command(cls=ChineseCommand, help="检查这台机器是否就绪:规则、工作日历、时钟、磁盘、字体、浏览器。")(doctor)


def doctor(
    *,
    config: options.ConfigFile = None,
    out: options.Out = None,
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
) -> int:
    """Look at everything that the program needs, a line each."""
    del quiet, verbose
    from auditor.formats._layout import cells, harmless  # noqa: PLC0415 - commands import what they need when called

    checks = list(looked_at(config, out))
    wide = max(cells(one.name) for one in checks)
    for name, mark, seen, remedy in checks:
        line = f"{mark}{' ' * (8 - cells(mark))}{name}{' ' * (wide - cells(name) + 2)}{seen}"
        typer.echo(harmless(line + (f";{remedy}" if remedy else "")))
    return ExitCode.FINDINGS if any(one.mark is Mark.BROKEN for one in checks) else ExitCode.OK


def looked_at(config: Path | None, out: Path | None) -> Iterator[Check]:
    """Yield every check; one that fails itself is a line, too, and never ends the others."""
    todo: tuple[tuple[str, Callable[[], Check]], ...] = (
        ("Python", python),
        ("依赖库", libraries),
        ("规则", rules),
        ("工作日历", lambda: calendar(options.today())),
        ("配置", lambda: configuration(config)),
        ("时钟", lambda: clock(datetime.now().astimezone())),  # noqa: TID251 - the clock itself is looked at
        ("磁盘", lambda: disk(out or _configured_out(config) or Path("runs"))),
        ("控制台编码", lambda: console(sys.stdout.encoding or "")),
        ("中文字体", fonts),
        ("浏览器", browser),
    )
    for name, look in todo:
        try:
            yield look()
        except Exception as error:  # noqa: BLE001 - a doctor must not fall ill of what it looks at
            yield Check(name, Mark.BROKEN, f"检查本身出错: {type(error).__name__}: {error}", "请反馈给开发者")


def python() -> Check:
    """Look at the interpreter."""
    seen = f"{sys.version.split()[0]}({sys.executable}),auditor {__version__}"
    if sys.version_info < OLDEST:
        return Check("Python", Mark.BROKEN, seen, "请安装 Python 3.11 或更新的版本")
    return Check("Python", Mark.GOOD, seen)


def libraries() -> Check:
    """Look whether every library can be imported."""
    missing = []
    for name in LIBRARIES:
        try:
            import_module(name)
        except ImportError:
            missing.append(name)
    if missing:
        return Check("依赖库", Mark.BROKEN, f"缺 {' '.join(missing)}", "请重新运行 pip install .")
    return Check("依赖库", Mark.GOOD, f"{len(LIBRARIES)} 个都在")


def rules() -> Check:
    """Look whether the shipped rules are valid."""
    from auditor import catalog  # noqa: PLC0415

    problems = catalog.lint()
    if problems:
        return Check("规则", Mark.BROKEN, f"{problems[0]}(共 {len(problems)} 处)", "用 auditor rules lint 查看全部")
    found = catalog.load()
    return Check("规则", Mark.GOOD, f"{len(found.rules)} 条规则,{len(found.ruleset_ids())} 个规则集")


def calendar(today: date) -> Check:
    """Look whether the working days of this year and the next are known."""
    from auditor import catalog  # noqa: PLC0415
    from auditor.text.workdays import Calendar, UnknownYear  # noqa: PLC0415

    known = catalog.load()
    days = Calendar(known.calendar_overrides)
    missing = []
    for year in (today.year, today.year + 1):
        try:
            days.working_days(date(year, 1, 1), date(year, 12, 31))
        except UnknownYear:
            missing.append(str(year))
    if not missing:
        return Check("工作日历", Mark.GOOD, f"{today.year}、{today.year + 1} 年的放假调休已知")
    file = known.folder / "lists" / "calendar.yaml"
    seen = f"缺 {'、'.join(missing)} 年的放假调休,涉及这些年份的时限不作评判"
    return Check("工作日历", Mark.CARE, seen, f"国务院办公厅公布后升级 chinesecalendar,或写进 {file}")


def configuration(given: Path | None) -> Check:
    """Look whether the nearest auditor.yaml is valid."""
    from auditor import config  # noqa: PLC0415

    file = given or config.find(Path())
    if file is None:
        return Check("配置", Mark.GOOD, "附近没有 auditor.yaml(抓取自己的站点时才需要)")
    try:
        found = config.load(file)
    except AuditorError as error:
        return Check("配置", Mark.BROKEN, str(error))
    return Check("配置", Mark.GOOD, f"{file}: {len(found.sites)} 个站点")


def clock(now: datetime) -> Check:
    """Look whether the clock can be right; *now* knows its time zone."""
    seen = f"{now:%Y-%m-%d %H:%M:%S},时区 UTC{now:%z}"
    if now.year < RELEASED:
        return Check("时钟", Mark.CARE, f"{seen},早于本程序发布", "请校准系统时间,否则取证时间和默认评估时点都不对")
    return Check("时钟", Mark.GOOD, seen)


def disk(run: Path) -> Check:
    """Look whether the run folder can be written and how much fits there."""
    place = run.absolute()
    while not place.exists():
        place = place.parent
    if not place.is_dir() or not os.access(place, os.W_OK | os.X_OK):
        return Check("磁盘", Mark.BROKEN, f"{place} 不能写入", "请换一个文件夹,或用 --out 指定")
    free = shutil.disk_usage(place).free
    seen = f"{place} 可用 {free / (1 << 30):.1f} GB"
    if free < NOTHING_LEFT:
        return Check("磁盘", Mark.BROKEN, seen, "请清理磁盘,或用 --out 指到别的磁盘")
    if free < LITTLE:
        return Check("磁盘", Mark.CARE, seen, "抓取一个县级网站约需 1 GB,请先清理磁盘")
    return Check("磁盘", Mark.GOOD, seen)


def console(encoding: str) -> Check:
    """Look whether the console shows Chinese."""
    try:
        "政务公开〔2023〕".encode(encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        remedy = "中文会显示成问号;请设环境变量 PYTHONIOENCODING=utf-8,Windows 可先运行 chcp 65001"
        return Check("控制台编码", Mark.CARE, encoding or "不详", remedy)
    return Check("控制台编码", Mark.GOOD, encoding)


def fonts() -> Check:
    """Look whether there is a font that pages and reports can be read in."""
    found = _windows_fonts() if sys.platform == "win32" else _listed_fonts()
    if found is None:
        return Check(
            "中文字体", Mark.CARE, "没有 fc-list,无法查看", "如报告显示成方框,请安装中文字体(如 fonts-noto-cjk)"
        )
    if not found:
        return Check("中文字体", Mark.CARE, "没有找到", "报告会显示成方框;请安装中文字体(如 fonts-noto-cjk)")
    return Check("中文字体", Mark.GOOD, f"{found[0]}(共 {len(found)} 种)")


def browser() -> Check:
    """Look whether there is a browser that takes pictures and draws pages."""
    from auditor.crawl.render import find_browser, hindrance  # noqa: PLC0415

    found = find_browser()
    if not found:
        seen = "没有找到 Chromium、Chrome 或 Edge(只有给网页截图、渲染网页时才需要)"
        return Check("浏览器", Mark.CARE, seen, "需要时请安装 chromium")
    problem = hindrance()
    can = f"不能渲染网页(crawl.render: auto):{problem}" if problem else "可以渲染网页(crawl.render: auto)"
    return Check("浏览器", Mark.GOOD, f"{found},{can}")


def _configured_out(given: Path | None) -> Path | None:
    from auditor import config  # noqa: PLC0415

    try:
        file = given or config.find(Path())
        return config.load(file).out if file else None
    except AuditorError:
        return None


def _listed_fonts() -> list[str] | None:
    program = shutil.which("fc-list")
    if program is None:
        return None
    listed = subprocess.run(  # noqa: S603 - a program of the system with words of our own
        [program, ":lang=zh-cn", "family"],
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
        timeout=30,
    )
    return sorted({line.partition(",")[0].strip() for line in listed.stdout.splitlines() if line.strip()})


def _windows_fonts() -> list[str]:
    folder = Path(os.environ.get("WINDIR", r"C:\Windows"), "Fonts")
    return [name for name in WINDOWS_FONTS if (folder / name).is_file()]
