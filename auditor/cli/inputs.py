"""Which rules and which configuration a command works with; this module alone knows where they are looked for."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from auditor.cli import options
from auditor.errors import ConfigError, NothingError, UsageError

if TYPE_CHECKING:
    from auditor.catalog import Catalog
    from auditor.config import Config, ManualFile
    from auditor.model import Assessment, Comparison
    from auditor.pipeline import Opened


def read_rules(written: str | None) -> "tuple[Catalog, str | None]":
    """Return the rules, and the rule set that --rules names; a folder of rules brings its own set `all`."""
    from auditor import catalog  # noqa: PLC0415 - commands import what they need when called

    folder = Path(written) if written else None
    if folder is not None and any((folder / part).is_dir() for part in ("checks", "sets")):
        return catalog.load(folder), None
    found = catalog.load()
    if written:
        found.ruleset(written)  # a wrong one is told before any work is done
    return found, written


def read_rules_and_own(written: str | None) -> "Catalog":
    """Return the rules, and with a set file the user's own rules beside it: what can be explained and tested."""
    from auditor.catalog.sets import is_path  # noqa: PLC0415

    found, ruleset = read_rules(written)
    if ruleset is None or not is_path(ruleset):
        return found
    return replace(found, rules={**found.rules, **found.beside(Path(ruleset))})


def config_for_sources(given: Path | None, sources: Sequence[Path]) -> "Config | None":
    """Return the configuration to judge *sources* with.

    The one that is named; else the one a run folder was made with; else the nearest one in a source or above it; else
    the nearest one above the present folder; else None.
    """
    from auditor import config  # noqa: PLC0415
    from auditor.pipeline.crawling import recorded  # noqa: PLC0415

    found = config.load(given) if given is not None else None
    found = found or next((one for path in sources if (one := recorded(path)) is not None), None)
    if found is None:
        files = (config.find(place) for place in (*(path for path in sources if path.exists()), Path()))
        nearest = next((file for file in files if file is not None), None)
        found = config.load(nearest) if nearest else None
    if found is not None and found.no_sites:
        options.hint(f"{found.path}: sites 是空的,没有配置任何站点;按来源里的主机分站点,按名称识别栏目")
    return found


def read_manual(given: Path | None) -> "ManualFile | None":
    """Return the points that people gave, where a file of them is named."""
    from auditor import config  # noqa: PLC0415

    return config.read_manual(given) if given else None


class Runs:
    """Opens runs that are over, all with the same rules and on the same clock."""

    def __init__(self, rules: str | None = None, as_of: str | None = None, manual: Path | None = None) -> None:
        self.catalog, self._ruleset = read_rules(rules)
        self._day, self._manual = options.read_day(as_of), read_manual(manual)
        self.today = options.today()

    def open(self, path: Path) -> "Opened":
        """Open one run."""
        from auditor import pipeline  # noqa: PLC0415 - commands import what they need when called

        return pipeline.open_run(
            path,
            catalog=self.catalog,
            today=self.today,
            config=lambda source: config_for_sources(None, [source]),
            ruleset=self._ruleset,
            as_of=self._day,
            manual=self._manual,
        )

    def compared(self, before: "Opened", after: "Opened", history: "Sequence[Opened]" = ()) -> "Comparison":
        """Compare two of them."""
        from auditor import pipeline  # noqa: PLC0415 - as above

        return pipeline.compared(before, after, history, catalog=self.catalog, today=self.today)


def refuse_other_sets(before: "Opened", after: "Opened") -> None:
    """Refuse runs that were judged by different rule sets; versions of one set can be compared."""
    refuse_other_set(before.assessment.ruleset_id, after.assessment.ruleset_id)


def refuse_other_set(old: str, new: str, *, force: bool = False) -> None:
    """Refuse the same of the sets themselves, unless *force*."""
    if old != new and not force:
        raise UsageError(f"两次的规则集不同({old} 与 {new}),不能对比;确要对比请加 --force")


def refuse_nothing(assessment: "Assessment", sources: Sequence[Path]) -> None:
    """Refuse sources in which there is nothing at all to tell of, not even why: a report of them would be its head."""
    if not any(
        site.coverage.captured or set(site.coverage.not_assessable) - {"not_captured"} for site in assessment.sites
    ):
        raise NothingError(
            f"{'、'.join(map(str, sources))}: 没有读到任何网页(里面没有,或没有权限读取),没有可评判的内容"
        )


def config_with_sites(given: Path | None) -> "Config":
    """Return the configuration of the sites to crawl."""
    from auditor import config  # noqa: PLC0415

    file = given or config.find(Path())
    if file is None:
        raise UsageError("找不到 auditor.yaml(本文件夹及以上都没有),请用 -c 指定")
    found = config.load(file)
    if not found.sites:
        raise ConfigError("没有配置任何站点(sites)", file=str(file))
    return found
