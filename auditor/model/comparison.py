"""What changed between two runs: each finding with its cause, and the scores beside them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from auditor.model.result import Assessment, Finding
from auditor.model.terms import Reason, State


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


PLANS_DIFFER = "依据的工作要点不同"  # why, where the cause is that other duties were asked for and not other rules


@dataclass(frozen=True, slots=True)
class Change:
    """One finding and what became of it.

    `finding` is that of the later run, of the earlier one where the later has none. `before` is its state in the
    earlier run, None where it was not there. `cause` is None for what remains in the same state; `why` says in Chinese
    what the cause was told by, in a phrase; `reason` is that for which a page could not be read, where one could not.
    """

    site: str
    site_name: str
    kind: ChangeKind
    finding: Finding
    before: State | None = None
    cause: Cause | None = None
    why: str = ""
    reason: Reason | None = None


@dataclass(frozen=True, slots=True)
class PageMark:
    """What a run saw of one address; `subject` is what findings on it hang on: 文号, else 索引号, else the address.

    `gone` says that there certainly is no such page: its server said so, twice where that is needed.
    """

    url: str
    outcome: Reason
    digest: str
    subject: str
    gone: bool = False


@dataclass(frozen=True, slots=True)
class SiteMarks:
    """What a run saw of a site: `pages` by the key of their address.

    `unjudged` are (rule, key) of what was read and could not be judged all the same; `unfinished` counts the addresses
    that a stopped crawl left unasked.
    """

    pages: Mapping[str, PageMark]
    unjudged: frozenset[tuple[str, str]] = frozenset()
    unfinished: int = 0


@dataclass(frozen=True, slots=True)
class JudgedRun:
    """A run as it was judged: its assessment, and what it saw of each site (by id) where that was written down."""

    name: str
    assessment: Assessment
    marks: Mapping[str, SiteMarks] = field(default_factory=dict)


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
    ruleset_title: str = field(default="", compare=False)  # the same set is the same, however it was called


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
