"""Runs that are over, opened again; this module alone knows where a run's result is found and how it is judged anew."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from auditor.archive.run import RUN
from auditor.catalog import Catalog
from auditor.compare import compare, run_mark
from auditor.config import Config, ManualFile
from auditor.errors import AuditorError, NothingError, UsageError
from auditor.model import Assessment, Comparison, JudgedRun
from auditor.pipeline import marks, stored
from auditor.pipeline.checking import check


@dataclass(frozen=True, slots=True)
class Opened:
    """A run: as it was judged, and its evidence with the configuration it was judged by, where that is at hand."""

    judged: JudgedRun
    evidence: Path | None = None
    config: Config | None = None

    @property
    def assessment(self) -> Assessment:
        """The assessment of the run."""
        return self.judged.assessment


def open_run(
    path: Path,
    *,
    catalog: Catalog,
    today: date,
    config: Callable[[Path], Config | None],
    ruleset: str | None = None,
    as_of: date | None = None,
    manual: ManualFile | None = None,
) -> Opened:
    """Open a run: a run folder with its `report.json`, such a file alone, or anything that can be judged.

    What was stored is taken as it was judged then. A folder without a result, and one for which *ruleset*, *as_of* or
    *manual* ask for something else, is judged from its evidence.

    Args:
        path: The run.
        catalog: The rules.
        today: The clock's day.
        config: Finds the configuration of a source.
        ruleset: As in `check`.
        as_of: As in `check`.
        manual: As in `check`.

    Raises:
        UsageError: There is nothing at *path*, or a judgement whose result was lost.
        NothingError: There is no page in it.
    """
    if not path.exists():
        raise UsageError(f"找不到运行: {path}")
    result = path if path.suffix == ".json" else path / stored.REPORT
    anew = ruleset is not None or as_of is not None or manual is not None
    if result.is_file() and not (anew and result != path and _has_evidence(path)):
        if anew:
            raise UsageError(f"{path}: 只有结果、没有证据,不能按另外的规则集、日期或评分表重新评判")
        judged = JudgedRun(str(path), stored.read(result), marks.read(result.parent))
        held = path if result != path and _has_evidence(path) else None
        return Opened(judged, held, config(path) if held else None)
    if (path / marks.PAGES).is_file() and not _has_evidence(path):
        raise UsageError(
            f"{path}: 评判的结果不全(有 {marks.PAGES},没有 {stored.REPORT});请对原来的来源再评判一次: "
            f"auditor check 来源 --out {path}"
        )
    found, lines = config(path), list[Mapping[str, Any]]()
    assessment = check(
        [path],
        catalog=catalog,
        today=today,
        config=found,
        ruleset=ruleset,
        as_of=as_of,
        nearby=True,
        manual=manual,
        sink=lines.append,
    )
    return judged_now(path, assessment, lines, found)


def joined(opened: Sequence[Opened]) -> Opened:
    """Return runs that were judged alike as one; a site that is in several counts as the last of them has it."""
    if len(opened) == 1:
        return opened[0]
    sites = {site.id: site for one in opened for site in one.assessment.sites}
    whole = replace(opened[0].assessment, sites=tuple(sites.values()))
    seen = {site: marks for one in opened for site, marks in one.judged.marks.items()}
    return Opened(JudgedRun("、".join(one.judged.name for one in opened), whole, seen))


def judged_now(path: Path, assessment: Assessment, lines: Sequence[Mapping[str, Any]], config: Config | None) -> Opened:
    """Return a run that was just judged from the evidence at *path*; *lines* are what was seen of its pages."""
    return Opened(JudgedRun(str(path), assessment, marks.collected(lines)), path, config)


def judged_in(path: Path, assessment: Assessment, config: Config | None) -> Opened:
    """Return a run that was just judged into its folder, which holds what was seen of its pages."""
    return Opened(JudgedRun(str(path), assessment, marks.read(path)), path, config)


def _has_evidence(path: Path) -> bool:
    return (path / RUN).is_file()


def compared(
    before: Opened, after: Opened, history: Sequence[Opened] = (), *, catalog: Catalog, today: date
) -> Comparison:
    """Compare two runs; where they were not judged alike and the earlier evidence is at hand, it is judged again.

    Raises:
        NothingError: The runs have no site in common.
    """
    ids = [{site.id for site in one.assessment.sites} for one in (before, after)]
    if not ids[0] & ids[1]:
        raise NothingError(
            f"两次运行没有相同的站点({'、'.join(sorted(ids[0]))} 与 {'、'.join(sorted(ids[1]))}),无从对比"
        )
    again, later = _rejudged(before, after, catalog, today)
    return compare(
        before.judged,
        after.judged,
        again=again,
        later=later,
        history=[one.assessment for one in history],
        configured_alike=_configured_alike(before, after),
    )


def _configured_alike(before: Opened, after: Opened) -> bool:
    """Tell whether both runs were told the same of their sites, as far as that is known."""
    asked = [(one.sites, one.mirror_complete) for one in (before.config, after.config) if one is not None]
    return asked[:1] == asked[1:] or len(asked) < 2  # noqa: PLR2004 - both


def _rejudged(
    before: Opened, after: Opened, catalog: Catalog, today: date
) -> tuple[Assessment | None, Assessment | None]:
    """Judge the earlier evidence with what the later run was judged with, on the earlier and on the later day.

    Nothing is judged again where nothing came or went, or where today's rules are no longer those of the later run.
    """
    old, new = before.assessment, after.assessment
    if before.evidence is None or _states(old) == _states(new):
        return None, None
    alike = replace(run_mark(old), as_of=new.as_of) == run_mark(new) and _configured_alike(before, after)
    if alike and old.as_of == new.as_of:
        return None, None
    config = _merged(before.config, after.config)
    ruleset = after.config.ruleset if after.config else new.ruleset_id
    try:
        if catalog.ruleset(ruleset).sha256 != new.ruleset_sha256:
            ruleset = new.ruleset_id
        if catalog.ruleset(ruleset).sha256 != new.ruleset_sha256:
            return None, None
    except AuditorError:  # a set of the user's own that is no longer there
        return None, None

    def judged(day: date) -> Assessment:
        if alike and day == old.as_of:
            return old
        source = [before.evidence] if before.evidence else []
        return check(source, catalog=catalog, today=today, config=config, ruleset=ruleset, as_of=day, nearby=True)

    return judged(old.as_of), judged(new.as_of) if new.as_of != old.as_of else None


def _merged(before: Config | None, after: Config | None) -> Config | None:
    """Return the later configuration with the earlier one's mirrors: those name what was really asked then."""
    if before is None or after is None:
        return before or after
    kept = {site.id for site in before.sites}
    return replace(after, mirror=before.mirror, sites=tuple(site for site in after.sites if site.id in kept))


def _states(assessment: Assessment) -> object:
    return {site.id: {one.fingerprint: one.state for one in site.findings} for site in assessment.sites}
