"""Sites → a run folder, and on to the assessment; this module alone knows `run.json`."""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from auditor import __version__
from auditor import config as configuration
from auditor.archive import Source, open_source
from auditor.archive.index import write_lines
from auditor.archive.lock import alone
from auditor.archive.manifest import MANIFEST, write_run_manifest
from auditor.archive.run import RUN, site_folders
from auditor.archive.serve import serve
from auditor.catalog import Catalog
from auditor.catalog.sets import is_path
from auditor.config import Config, ManualFile
from auditor.crawl import Progress, SiteCrawl, crawl_sites, plan_crawl
from auditor.errors import UsageError, write_reason
from auditor.extract import extract
from auditor.model import Assessment, Plan, Site
from auditor.pipeline.checking import check
from auditor.pipeline.marks import written
from auditor.pipeline.stamping import void_stamp
from auditor.yamlfile import did_you_mean


@dataclass(frozen=True, slots=True)
class CrawlResult:
    """What a crawl came to; for a dry run only `planned` is filled."""

    out: Path
    sites: tuple[SiteCrawl, ...] = ()
    planned: tuple[str, ...] = ()

    @property
    def limit_reached(self) -> bool:
        """Whether a limit of pages or time left addresses unasked."""
        return any(site.limit_reached for site in self.sites)

    @property
    def captured(self) -> int:
        """How many addresses were captured, failures included."""
        return sum(site.captured for site in self.sites)

    @property
    def outcomes(self) -> Counter[str]:
        """How often each outcome came, over all sites."""
        return sum((site.outcomes for site in self.sites), Counter())


def crawl(
    config: Config,
    site_ids: Sequence[str],
    out: Path,
    *,
    catalog: Catalog,
    today: date,
    ruleset: str | None = None,
    as_of: date | None = None,
    plans: Sequence[str] = (),
    resume: bool = False,
    confirm_now: bool = False,
    previous: Path | None = None,
    dry_run: bool = False,
    progress: Callable[[Progress], None] | None = None,
) -> CrawlResult:
    """Capture the sites *site_ids* (all without any) into the run folder *out*.

    What was asked is written to `run.json` before the first page, so that `check` and `report` need nothing else. A
    resumed run keeps the configuration it was started with.

    Raises:
        UsageError: A site is not configured; *out* holds a run already, or none to resume; *previous* is no run.
    """
    if resume:
        config = recorded(out) or config
    chosen = _chosen(config, site_ids)
    if dry_run:
        return CrawlResult(out, planned=plan_crawl(chosen))
    asked = replace(
        config,
        path=None,
        out=None,
        sites=chosen,
        ruleset=_lasting(ruleset or config.ruleset),
        as_of=as_of or config.as_of or today,
        plans=tuple(_lasting(one) for one in plans or config.plans),
    )
    if plans:  # those that are named stand for all that are configured
        asked = replace(asked, sites=tuple(replace(site, plans=()) for site in asked.sites))
    asked = replace(asked, sites=tuple(_with_lasting_plans(site) for site in asked.sites))
    with _held(out, resume=resume):
        if not resume:
            _refuse_used(out)
        if not (out / RUN).exists():  # also where an earlier process was killed before it could say what was asked
            _write_asked(out, asked, catalog)
        try:
            crawls = crawl_sites(
                chosen,
                config.crawl,
                out,
                read=partial(extract, vocabulary=catalog.vocabulary),
                mirror=config.mirror,
                resume=resume,
                confirm_now=confirm_now,
                previous=_earlier(previous) if previous else None,
                progress=progress,
            )
        except BaseException:  # a stopped run can be verified, too
            with suppress(OSError):  # what stopped it is what is to be told
                _seal(out)
            raise
        _seal(out)
    return CrawlResult(out, crawls)


def run(
    config: Config,
    site_ids: Sequence[str],
    out: Path,
    *,
    catalog: Catalog,
    today: date,
    ruleset: str | None = None,
    as_of: date | None = None,
    plans: Sequence[str] = (),
    resume: bool = False,
    confirm_now: bool = False,
    previous: Path | None = None,
    progress: Callable[[Progress], None] | None = None,
    manual: ManualFile | None = None,
) -> tuple[CrawlResult, Assessment]:
    """Crawl, then judge what was captured; a wrong row of *manual* is told before the first page is asked for."""
    if manual:
        manual.by_site(config.sites, catalog.ruleset(ruleset or config.ruleset))
        manual = manual.of(_chosen(config, site_ids))
    crawled = crawl(
        config,
        site_ids,
        out,
        catalog=catalog,
        today=today,
        ruleset=ruleset,
        as_of=as_of,
        plans=plans,
        resume=resume,
        confirm_now=confirm_now,
        previous=previous,
        progress=progress,
    )
    with written(out) as sink:
        return crawled, check([out], catalog=catalog, today=today, config=recorded(out), manual=manual, sink=sink)


def demo(
    fixtures: Path, out: Path, *, catalog: Catalog, today: date, progress: Callable[[Progress], None] | None = None
) -> tuple[CrawlResult, Assessment]:
    """Serve the mirror sites in *fixtures* on loopback, crawl them as if they were public, and judge them."""
    with mirrored(fixtures) as config:
        return run(config, (), out, catalog=catalog, today=today, progress=progress)


@contextmanager
def mirrored(fixtures: Path) -> Iterator[Config]:
    """Serve every mirror site under *fixtures* and yield the configuration that crawls them there."""
    folders = sorted(file.parent for file in fixtures.glob("*/auditor.yaml"))
    if not folders:
        raise UsageError(f"没有镜像站点:{fixtures}")
    configs = [configuration.load(folder / "auditor.yaml") for folder in folders]
    with ExitStack() as stack:
        mirror: dict[str, str] = {}
        for folder in folders:
            mirror.update(stack.enter_context(serve(folder)))
        # What binds the sites of one configuration does not bind those of another.
        sites = tuple(replace(site, plans=(*one.plans, *site.plans)) for one in configs for site in one.sites)
        first = configs[0]
        yield replace(first, plans=(), sites=sites, mirror=mirror, crawl=replace(first.crawl, delay=0.0))


def recorded(out: Path) -> Config | None:
    """Return the configuration a run folder was made with; None for any other folder."""
    file = out / RUN
    if not file.is_file():
        return None
    try:
        asked: Mapping[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        return configuration.from_dict(asked["config"])
    except (ValueError, KeyError, TypeError) as error:
        raise UsageError(f"{file}:无法读取({error})") from None


def _earlier(run: Path) -> Mapping[str, Source]:
    """Open an earlier run folder: site id → its captures."""
    if not site_folders(run):
        raise UsageError(f"--previous 不是运行文件夹:{run}")
    return {source.site_id: source for source in open_source(run)}


def _chosen(config: Config, site_ids: Sequence[str]) -> tuple[Site, ...]:
    known = {site.id: site for site in config.sites}
    for name in site_ids:
        if name not in known:
            raise UsageError(f"配置中没有站点 {name}{did_you_mean(name, known)}")
    return tuple(site for site in config.sites if not site_ids or site.id in site_ids)


def _with_lasting_plans(site: Site) -> Site:
    return replace(site, plans=tuple(_lasting(one) for one in site.plans))


def _lasting(ruleset: str) -> str:
    """Return the id of a set or plan as it is, its file by its full path: the run can be judged anywhere."""
    return str(Path(ruleset).resolve()) if is_path(ruleset) else ruleset


def _plans(asked: Config, catalog: Catalog) -> list[Plan]:
    wanted = dict.fromkeys((*asked.plans, *(one for site in asked.sites for one in site.plans)))
    return [catalog.plan(one) for one in wanted]


def _seal(out: Path) -> None:
    """Write the manifest of the run; the stamp of another one is void."""
    before = (out / MANIFEST).read_bytes() if (out / MANIFEST).is_file() else b""
    manifests = (f"{folder.name}/{MANIFEST}" for folder in site_folders(out))
    write_run_manifest(out, (RUN, *(name for name in manifests if (out / name).is_file())))
    void_stamp(out, before)


@contextmanager
def _held(out: Path, *, resume: bool) -> Iterator[None]:
    """Make the run folder and keep every other process out of it; say in one line that it cannot be written."""
    if resume and not out.is_dir():
        raise UsageError(f"{out}:没有可以继续的运行")
    try:
        out.mkdir(parents=True, exist_ok=True)
        with alone(out):
            yield
    except (BrokenPipeError, TimeoutError):
        raise
    except OSError as error:
        raise UsageError(f"{out}:无法写入({write_reason(error)})") from error


def _refuse_used(out: Path) -> None:
    if (out / RUN).exists():
        raise UsageError(f"{out}:里面已有一次运行;要继续它请加 --resume,否则请用 --out 另指一个目录")


def _write_asked(out: Path, asked: Config, catalog: Catalog) -> None:
    ruleset = catalog.ruleset(asked.ruleset)
    content = {
        "schema_version": 1,
        "tool": {"name": "auditor", "version": __version__},
        "as_of": asked.as_of.isoformat() if asked.as_of else None,
        "ruleset": {"id": ruleset.id, "version": ruleset.version, "sha256": ruleset.sha256},
        "plans": [{"id": one.id, "sha256": one.sha256} for one in _plans(asked, catalog)],
        "config": configuration.to_dict(asked),
    }
    write_lines(out / RUN, [json.dumps(content, ensure_ascii=False, indent=2, sort_keys=True)])
