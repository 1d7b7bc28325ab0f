"""The table of sites: ranks by group and level, what they rest on, and what an office publishes of a group."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from auditor.model.result import Coverage, Rate
from auditor.model.terms import Level


class Light(StrEnum):
    """Red, amber, green by the share of the full marks; a vetoed site is red."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"


@dataclass(frozen=True, slots=True)
class RankedIndicator:
    """An indicator of the matrix: its number in the tree (1.2), and how deep it stands (0 is the top)."""

    id: str
    number: str
    title: str
    points: float | None
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Cell:
    """What a site earned of the `counted` points of an indicator; both None where nothing was judged."""

    earned: float | None
    counted: float | None


@dataclass(frozen=True, slots=True)
class RankRow:
    """One site. `rank` is None where it is deferred or vetoed: such a site has no place, and never the last one.

    `interval` is the best and the worst rank if what awaits a person, here and at all others, passes or fails; it is
    for the internal annex alone. `rank_before` and `score_before` are those of the run compared with, None without
    one; `rank_before - rank` is how many places it rose.
    """

    site: str
    name: str
    group: str
    level: Level | None
    home: str
    score: float | None
    max_score: float | None
    grade: str | None
    grade_name: str | None
    rank: int | None
    coverage: Coverage
    interval: tuple[int, int] | None = None
    deferred_reason: str = ""
    failed: int = 0
    needs_review: int = 0
    light: Light | None = None
    rank_before: int | None = None
    score_before: float | None = None
    cells: Mapping[str, Cell] = field(default_factory=dict)  # indicator id → what was earned

    @property
    def deferred(self) -> bool:
        """Whether too little could be read for a judgement."""
        return self.grade == "deferred"


@dataclass(frozen=True, slots=True)
class KindCount:
    """How often a rule was hit in a group, and on how many sites."""

    rule: str
    title: str
    failed: int
    needs_review: int
    sites: int


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A 责任单位 of a site: rank 1 has lost and failed least. `rectified` is None without an earlier run."""

    site: str
    site_name: str
    unit: str
    rank: int
    failed: int
    needs_review: int
    deducted: float
    rectified: Rate | None = None


@dataclass(frozen=True, slots=True)
class GroupStatistics:
    """What an office publishes of a group; `mean` and `median` are over the sites with a score.

    `rectified` is fixed of all certain findings of the earlier run that could be looked at again; `in_time` the same
    for what was seen fixed by the last day. Both are None without an earlier run.
    """

    sites: int
    ranked: int
    deferred: int
    vetoed: int
    coverage: Rate
    mean: float | None
    median: float | None
    highest: float | None
    lowest: float | None
    grades: Mapping[str, int]  # grade as it is said → sites
    lights: Mapping[Light, int]
    kinds: tuple[KindCount, ...]
    units: tuple[UnitRow, ...] = ()
    rectified: Rate | None = None
    in_time: Rate | None = None


@dataclass(frozen=True, slots=True)
class RankGroup:
    """The sites that are ranked against each other: ranked ones first, then vetoed, then deferred ones."""

    name: str
    level: Level | None
    rows: tuple[RankRow, ...]
    statistics: GroupStatistics


@dataclass(frozen=True, slots=True)
class Ranking:
    """The table of sites of one or several runs judged alike; `against` is the day of the run compared with."""

    as_of: date
    ruleset_id: str
    ruleset_version: str
    ruleset_sha256: str
    tool_version: str
    groups: tuple[RankGroup, ...]
    indicators: tuple[RankedIndicator, ...] = ()
    against: date | None = None
    notes: tuple[str, ...] = ()
    ruleset_title: str = ""

    @property
    def rows(self) -> tuple[RankRow, ...]:
        """All sites, group by group."""
        return tuple(row for group in self.groups for row in group.rows)
