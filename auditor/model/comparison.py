"""What changed between two runs: each finding with its cause, and the scores beside them."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from auditor.model.result import Finding
from auditor.model.terms import State


class ChangeKind(StrEnum):
    """What became of a finding; `not_assessable` says that nobody could look again."""

    NEW = "new"
    FIXED = "fixed"
    REMAINING = "remaining"
    REOPENED = "reopened"
    NOT_ASSESSABLE = "not_assessable"


class Cause(StrEnum):
    """Why a finding came or went. Only the first and the last are the site's own doing."""

    SITE_CHANGED = "site_changed"
    RULE_CHANGED = "rule_changed"
    EXTRACTOR_CHANGED = "extractor_changed"
    COVERAGE_CHANGED = "coverage_changed"
    TIME_PASSED = "time_passed"  # nothing changed but the day of the judgement: a term ran out, a limit was missed


@dataclass(frozen=True, slots=True)
class Change:
    """One finding and what became of it.

    `finding` is that of the later run, of the earlier one where the later has none. `before` is its state in the
    earlier run, None where it was not there. `cause` is None for what remains in the same state; `why` says in Chinese
    what the cause was told by, in a phrase.
    """

    site: str
    site_name: str
    kind: ChangeKind
    finding: Finding
    before: State | None = None
    cause: Cause | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class RunMark:
    """What a run was judged with; `period` and `plans` are empty where there were none. `plans` are (id, sha256)."""

    as_of: date
    ruleset_id: str
    ruleset_version: str
    ruleset_sha256: str
    tool_version: str
    period: tuple[date, date] | None = None
    plans: tuple[tuple[str, str], ...] = ()
    name: str = ""


@dataclass(frozen=True, slots=True)
class SiteChange:
    """How a site stood before and stands now; a site that is in one run only has None for the other."""

    site: str
    name: str
    score_before: float | None
    score_after: float | None
    grade_before: str | None
    grade_after: str | None
    in_before: bool = True
    in_after: bool = True


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed from `before` to `after`; `changes` are ordered by site, kind, rule and address."""

    before: RunMark
    after: RunMark
    sites: tuple[SiteChange, ...]
    changes: tuple[Change, ...] = field(default_factory=tuple)
    notes: tuple[str, ...] = ()

    def of(self, kind: ChangeKind, site: str = "") -> tuple[Change, ...]:
        """Return the changes of that kind, of all sites or of one (its id)."""
        return tuple(one for one in self.changes if one.kind is kind and site in ("", one.site))

    @property
    def new(self) -> tuple[Change, ...]:
        """What was not there before."""
        return self.of(ChangeKind.NEW)

    @property
    def fixed(self) -> tuple[Change, ...]:
        """What was there, was looked at again, and is no more."""
        return self.of(ChangeKind.FIXED)

    @property
    def remaining(self) -> tuple[Change, ...]:
        """What was there and still is."""
        return self.of(ChangeKind.REMAINING)

    @property
    def reopened(self) -> tuple[Change, ...]:
        """What had gone in the earlier run, though a run before it had it, and is back."""
        return self.of(ChangeKind.REOPENED)

    @property
    def not_assessable(self) -> tuple[Change, ...]:
        """What was there and could not be looked at again."""
        return self.of(ChangeKind.NOT_ASSESSABLE)
