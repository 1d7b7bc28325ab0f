"""What is told beside an assessment: the letters' days and templates, what changed since an earlier run.

This module alone knows how the options that `check`, `run` and `report` share for it become options of a report.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from auditor.cli import inputs, options
from auditor.errors import NothingError, UsageError

if TYPE_CHECKING:
    from auditor.catalog import Catalog
    from auditor.pipeline import Opened


@dataclass(frozen=True, slots=True)
class Since:
    """The earlier run that --against names; `force` as the option."""

    runs: inputs.Runs
    earlier: "Opened"
    force: bool = False

    def refuse(self, ruleset: str, sites: Iterable[str]) -> None:
        """Refuse before a crawl what could not be compared after it; raises UsageError or NothingError."""
        known = self.earlier.assessment
        inputs.refuse_other_set(known.ruleset_id, ruleset, force=self.force)
        if not {one.id for one in known.sites} & set(sites):
            raise NothingError(f"--against: 那一次没有这些站点({'、'.join(sites)}),无从对比")

    def told(self, present: "Opened") -> dict[str, Any]:
        """Return what changed since then as options of a report."""
        from auditor import compare  # noqa: PLC0415 - commands import what they need when called

        inputs.refuse_other_set(self.earlier.assessment.ruleset_id, present.assessment.ruleset_id, force=self.force)
        comparison = self.runs.compared(self.earlier, present)
        against = [self.earlier.assessment]
        ranking = compare.rank([present.assessment], against=against, comparison=comparison)
        return {"comparison": comparison, "ranking": ranking}


def since(against: Path | None, *, force: bool) -> Since | None:
    """Open the earlier run, where one is named."""
    if against is None:
        return None
    runs = inputs.Runs()
    return Since(runs, runs.open(against), force)


def letter_options(days: int, issued: date | None, templates: Path | None) -> dict[str, Any]:
    """Return what letters say beside the assessment; raises UsageError where *templates* holds none of them."""
    if templates is not None:
        _refuse_no_templates(templates)
    return {"days": days, "today": issued, "templates": templates}


def _refuse_no_templates(folder: Path) -> None:
    """Refuse a folder from which nothing would be taken; hint at Word files in it that no letter is made from."""
    if not folder.is_dir():
        raise UsageError(f"找不到模板文件夹: {folder}(用 auditor templates 写出一份)")
    from auditor.formats.docx import LETTERS  # noqa: PLC0415 - commands import what they need when called

    known = [f"{name}.docx" for name in LETTERS]
    if not any((folder / name).is_file() for name in known):
        raise UsageError(
            f"模板文件夹 {folder} 里一份模板也没有,要找的文件名是: {' '.join(known)}(用 auditor templates 写出一份)"
        )
    others = (one.name for one in folder.glob("*.docx") if one.name not in known and not one.name.startswith("~$"))
    if unknown := sorted(others):
        options.hint(f"{folder} 里这些文件没有套用: {' '.join(unknown)};认得的文件名是: {' '.join(known)}")


def last_day(catalog: "Catalog", issued: date | None, days: int) -> date | None:
    """Return the last of the *days* working days after that day; None, with a hint, where the calendar lacks a year."""
    from auditor.text.workdays import Calendar, UnknownYear  # noqa: PLC0415 - commands import what they need when called

    if issued is None:
        return None
    try:
        return Calendar(catalog.calendar_overrides).working_day(issued, days)
    except UnknownYear as unknown:
        options.hint(f"工作日历缺 {unknown.year} 年,整改时限只写 {days} 个工作日,不写日期")
        return None
