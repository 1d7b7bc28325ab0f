"""`auditor crawl`: capture only; this module alone knows where a run is put and how a stopped one is continued."""

import shlex
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from auditor.cli import exits, inputs, options, progress
from auditor.cli.usage import ChineseCommand
from auditor.errors import ExitCode, UsageError
from auditor.formats._layout import harmless

if TYPE_CHECKING:
    from auditor.pipeline import CrawlResult, Stamp


def register(app: typer.Typer) -> None:
    """Add the command to *app*."""
    app.command(cls=ChineseCommand, help="只抓取 auditor.yaml 里的站点,不评判。")(crawl)


def crawl(
    sites: options.Sites = None,
    *,
    resume: options.Resume = False,
    confirm: options.Confirm = options.When.LATER,
    previous: options.Previous = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只列出将从哪些网址开始抓取")] = False,
    config: options.ConfigFile = None,
    out: options.Out = None,
    timestamp: options.Timestamp = None,
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
) -> int:
    """Capture the configured sites."""
    del quiet, verbose
    from auditor import pipeline  # noqa: PLC0415 - commands import what they need when called

    configured = inputs.config_with_sites(config)
    if timestamp:
        pipeline.request_for(b"stamp")  # says at once where that cannot be done
    folder = out or fresh_folder(configured.out, resume=resume)
    catalog, _ = inputs.read_rules(None)
    with continuing("crawl", sites or (), config, folder), progress.shown(len(sites or configured.sites)) as tell:
        crawled = pipeline.crawl(
            configured,
            sites or (),
            folder,
            catalog=catalog,
            today=options.today(),
            resume=resume,
            confirm_now=confirm is options.When.NOW,
            previous=previous,
            dry_run=dry_run,
            progress=tell,
        )
    from auditor.formats._words import coded  # noqa: PLC0415 - as above

    if dry_run:
        typer.echo("\n".join(crawled.planned))
        return ExitCode.OK if crawled.planned else ExitCode.NOTHING
    for site in crawled.sites:
        reasons = "、".join(f"{coded(reason)} {count}" for reason, count in sorted(site.outcomes.items()))
        typer.echo(f"{site.site_id}: 已取 {site.captured} 个网址({reasons})")
    tell_notes(crawled)
    typer.echo(f"运行文件夹: {folder}")
    if timestamp:
        typer.echo(told_stamp(pipeline.stamp_run(folder, timestamp)))
    return exits.decide_crawl(crawled.outcomes, limit_reached=crawled.limit_reached)


def tell_notes(crawled: "CrawlResult") -> None:
    """Say what people should know of a crawl: why pages were not drawn, that a robots.txt failed."""
    for site in crawled.sites:
        for note in site.notes:
            options.hint(f"{site.site_id}: {harmless(note)}")


def told_stamp(stamp: "Stamp") -> str:
    """Return the line about a time stamp."""
    trust = {True: "签发者已核对", False: "签名完好,签发者未核对", None: "签名未核对"}[stamp.trusted]
    return harmless(f"时间戳: {stamp.time:%Y-%m-%d %H:%M:%S} UTC,{stamp.authority}({trust})")


def fresh_folder(configured: Path | None, *, resume: bool = False) -> Path:
    """Return the run folder where --out names none: the configured one, else a new one named by the clock."""
    if configured is not None:
        return configured
    if resume:
        raise UsageError("--resume 须用 --out 指明要继续的运行文件夹")
    now = datetime.now()  # noqa: DTZ005, TID251 - the clerk's own clock names the folder; the cli knows it
    return Path("runs") / now.strftime("%Y-%m-%d-%H%M%S")


@contextmanager
def continuing(command: str, sites: Sequence[str], config: Path | None, folder: Path) -> Iterator[None]:
    """Say after Ctrl-C how to go on."""
    try:
        yield
    except KeyboardInterrupt:
        words = [command, *sites, "--resume", "--out", str(folder)]
        words += ["-c", str(config)] if config else []
        typer.echo(f"已停止,已取的网页都已保存。继续请运行: {options.program()} {shlex.join(words)}", err=True)
        raise
