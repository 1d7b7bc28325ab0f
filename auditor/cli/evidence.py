"""`auditor evidence`: what exactly was seen, by finding; this module alone knows which run is the newest."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from auditor.cli import inputs, options
from auditor.cli.crawl import told_stamp
from auditor.cli.usage import ChineseCommand, ChineseGroup
from auditor.errors import ExitCode, NothingError, UsageError

if TYPE_CHECKING:
    from auditor.pipeline import Trace, Traced

app = typer.Typer(
    cls=ChineseGroup,
    no_args_is_help=True,
    rich_markup_mode=None,
    help="证据:由问题找到当时存下的网页,核对证据是否完好。",
)


@app.command(cls=ChineseCommand, help="按编号列出一个问题的证据:存在哪个文件、何时取得、摘要是否一致、引文在网页何处。")
def show(
    fingerprint: Annotated[str, typer.Argument(metavar="ID", help="问题编号,可只写开头几位(至少6位)")],
    *,
    run: Annotated[
        Path | None,
        typer.Option("--run", metavar="DIR", help="运行文件夹、镜像文件夹或 .warc(.gz)(默认: 最近一次运行)"),
    ] = None,
    config: options.ConfigFile = None,
    rules: options.Rules = None,
    as_of: options.AsOf = None,
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
) -> int:
    """Print a finding and what is stored of each piece of its evidence."""
    del quiet, verbose
    day = options.read_day(as_of)
    from auditor import pipeline  # noqa: PLC0415 - commands import what they need when called

    source = run or newest_run(config, "--run DIR")
    catalog, ruleset = inputs.read_rules(rules)
    traced = pipeline.trace(
        fingerprint,
        source,
        catalog=catalog,
        today=options.today(),
        config=inputs.config_for_sources(config, [source]),
        ruleset=ruleset,
        as_of=day,
        nearby=config is None,
    )
    _print(_finding(traced))
    for number, one in enumerate(traced.traces, 1):
        _print(["", f"证据 {number}", *(f"  {line}" for line in _trace(one))])
    sound = all(one.same and not one.damage for one in traced.traces if one.capture is not None)
    return ExitCode.OK if sound else ExitCode.FINDINGS


@app.command(cls=ChineseCommand, help="离线核对一次运行的证据:哪怕一个比特被改动,也指出是哪个文件、哪条记录。")
def verify(
    run: Annotated[
        Path | None, typer.Argument(metavar="[RUN]", help="运行文件夹(默认: 最近一次运行)", show_default=False)
    ] = None,
    *,
    roots: Annotated[
        Path | None,
        typer.Option("--tsa-ca", metavar="FILE", help="时间戳签发者的根证书(PEM),核对是谁盖的", show_default=False),
    ] = None,
    head: Annotated[
        str | None, typer.Option("--head", metavar="HEX", help="当时记下的校验链头,一并比对", show_default=False)
    ] = None,
    config: options.ConfigFile = None,
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
) -> int:
    """Compare every file of a run with what was noted when it was captured."""
    del quiet, verbose
    from auditor import pipeline  # noqa: PLC0415 - commands import what they need when called

    folder = run or newest_run(config, "auditor evidence verify DIR")
    found = pipeline.verify(folder)
    stamped = _stamp(folder, roots)
    faults = [f"{': '.join(part for part in fault[:2] if part)}: {fault.message}" for fault in found.faults]
    faults += [f"manifest.tsr: {stamped.fault}"] if stamped.fault else []
    _print(faults)
    if head and head.strip().lower() != found.head:
        options.hint(f"{folder}: 校验链头是 {found.head or '(没有)'},与所给的 {head} 不同:不是当时那份证据")
        return ExitCode.FINDINGS
    looked_at = f"{folder}: 已核对 {found.files} 个文件、{found.records} 条记录、{found.captures} 个网址"
    if faults:
        options.hint(f"{looked_at},{len(faults)} 处不符")
        return ExitCode.FINDINGS
    _print([f"{looked_at},全部完好", f"校验链头: {found.head}", *stamped.lines])
    return ExitCode.OK


class _Stamped(NamedTuple):
    """What is to be said of a run's time stamp, and what is wrong with it."""

    lines: tuple[str, ...] = ()
    fault: str = ""


def _stamp(folder: Path, roots: Path | None) -> _Stamped:
    from auditor import pipeline  # noqa: PLC0415 - commands import what they need when called

    try:
        found = pipeline.check_stamp(folder, roots)
    except UsageError as error:
        if roots:
            raise
        return _Stamped((f"时间戳: 没有核对({error})",))
    if isinstance(found, str):
        return _Stamped(fault=found)
    return _Stamped((told_stamp(found),)) if found else _Stamped()


@app.command(cls=ChineseCommand, help="请时间戳服务(RFC 3161)给一次运行的证据清单盖时间戳。")
def stamp(
    run: Annotated[
        Path | None, typer.Argument(metavar="[RUN]", help="运行文件夹(默认: 最近一次运行)", show_default=False)
    ] = None,
    *,
    timestamp: options.Timestamp = None,
    config: options.ConfigFile = None,
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
) -> int:
    """Have the manifest of a run stamped."""
    del quiet, verbose
    from auditor import pipeline  # noqa: PLC0415 - commands import what they need when called

    if not timestamp:
        raise UsageError("请用 --timestamp URL 指明时间戳服务")
    folder = run or newest_run(config, "auditor evidence stamp DIR")
    typer.echo(told_stamp(pipeline.stamp_run(folder, timestamp)))
    return ExitCode.OK


def newest_run(given: Path | None, how: str) -> Path:
    """Return the run that was begun last: `out` of the configuration, or one in it, or one in `runs/`.

    Raises:
        NothingError: There is none; *how* is how a person may name one.
    """
    from auditor import config  # noqa: PLC0415 - commands import what they need when called

    file = given or config.find(Path())
    out = config.load(file).out if file else None
    places = [Path("runs"), *([out, out.parent] if out else [])]
    records = {record for place in places for record in (place / "run.json", *place.glob("*/run.json"))}
    runs = sorted((record.stat().st_mtime, record.parent) for record in records if record.is_file())
    if not runs:
        raise NothingError(f"找不到运行文件夹,请用 {how} 指明是哪一个")
    return runs[-1][1]


def _print(lines: "Iterator[str] | list[str]") -> None:
    """Print what came from pages as what a terminal cannot obey."""
    from auditor.formats._layout import harmless  # noqa: PLC0415

    for line in lines:
        typer.echo(harmless(line).rstrip())


def _finding(traced: "Traced") -> Iterator[str]:
    """Say the finding in the words of the report."""
    from auditor.formats import _words  # noqa: PLC0415 - commands import what they need when called
    from auditor.formats._findings import beside  # noqa: PLC0415

    finding = traced.finding
    grave = f"{_words.say(_words.STATES, finding.state)}，{_words.say(_words.SEVERITIES, finding.severity)}"
    yield f"编号 {finding.fingerprint}  {finding.title}（{finding.rule}，{grave}）"
    yield f"站点：{traced.site.name}（{traced.site.id}）"
    yield f"网页：{finding.subject.url}"
    if finding.subject.title:
        yield f"标题：{finding.subject.title}"
    for name, text in (("栏目", finding.column), ("责任单位", finding.unit)):
        if text:
            yield f"{name}：{text}"
    yield f"问题：{finding.message}"
    yield f"怎么改：{finding.remedy}"
    yield f"依据：{finding.basis}"
    for url in beside(finding):
        yield f"相关：{url}"


def _trace(trace: "Trace") -> Iterator[str]:
    from auditor.formats import _words  # noqa: PLC0415 - commands import what they need when called

    yield f"网址：{trace.evidence.url}"
    capture, origin = trace.capture, trace.origin
    if capture is None:
        yield "没有存下这个网址"
    else:
        if capture.final_url != capture.url:
            yield f"转到：{capture.final_url}"
        yield f"抓取于：{capture.fetched_at or '不详（镜像文件夹不记时间）'}"
        yield f"状态：HTTP {capture.status}（{_words.why(capture.outcome)}）"
        if origin is None:
            yield "没有收到应答,没有存下内容"
        elif origin.offset is None:
            yield f"文件：{origin.file}"
        else:
            yield f"文件：{origin.file}  起始字节 {origin.offset}  长度 {origin.length}"
            yield f"记录：{trace.damage or '完好'}"
        same = "与评判时、抓取时一致" if trace.same else "与评判时或抓取时不一致！"
        yield f"摘要：{trace.digest}（重新计算，{same}）"
    if trace.evidence.locator:
        yield f"位置：{trace.evidence.locator}"
    yield f"证据：{trace.evidence.quote}"
    if trace.quoted is not None:
        yield f"在网页中：找到{'' if trace.quoted.whole else '其开头'}，源代码第 {trace.quoted.line} 行"
        yield f"上下文：{trace.quoted.before}【{' '.join(trace.quoted.quote.split())}】{trace.quoted.after}"
    elif capture is not None:
        yield "在网页中：没有逐字找到"
