"""What was judged: verdicts, findings and the assessment that every format prints."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from auditor.model.plan import Duty, DutyState, Plan
from auditor.model.scoring import Bonus, IndicatorScore
from auditor.model.terms import Level, Role, State


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was seen, where: `digest` and `fetched_at` are those of the capture at `url`."""

    url: str
    quote: str
    locator: str = ""
    digest: str = ""
    fetched_at: str | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a kind says of one subject.

    `values` fill the rule's message, `part` tells several hits on one subject apart (usually a field name), `related`
    are the addresses of the other side. `reason` is said for not_assessable (a `Reason`) and may be said for
    not_applicable (a short phrase). `subject` is the page or column that a verdict on a
    site speaks of; else it is the home page.
    """

    state: State
    evidence: tuple[Evidence, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)
    part: str = ""
    related: tuple[str, ...] = ()
    reason: str = ""
    subject: "Subject | None" = None


@dataclass(frozen=True, slots=True)
class Subject:
    """What a finding is about: the page where the fault is to be mended."""

    url: str
    document_number: str = ""
    index_number: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """A hit of a rule, with everything a clerk needs to find, understand and mend it."""

    fingerprint: str
    rule: str
    title: str
    state: State  # fail | needs_review
    severity: str
    subject: Subject
    column: str
    unit: str
    message: str
    remedy: str
    basis: str
    evidence: tuple[Evidence, ...]
    related: tuple[str, ...] = ()
    deducted: float = 0.0
    role: Role | None = None
    duty: tuple[str, str] = ("", "")  # the plan and the duty that it is about
    part: str = ""  # tells several hits on one subject apart, usually a field's name


@dataclass(frozen=True, slots=True)
class Judged:
    """A subject that a rule judged: its address, the unit that answers for it, and its column's role."""

    url: str
    unit: str = ""
    role: Role | None = None


@dataclass(frozen=True, slots=True)
class RuleTally:
    """How often a rule came to each state on a site; `judged` is pass + fail + needs_review.

    `sha256` is that of the rule with what its set overrides.
    """

    id: str
    title: str
    passed: int = 0
    failed: int = 0
    needs_review: int = 0
    not_applicable: int = 0
    not_assessable: int = 0
    reasons: Mapping[str, int] = field(default_factory=dict)  # why not assessable
    by_role: Mapping[str, Mapping[State, int]] = field(default_factory=dict)  # the same counts by the column's role
    subjects: tuple["Judged", ...] = ()  # what was judged; only of rules that the set samples
    sha256: str = ""

    @property
    def judged(self) -> int:
        """How many subjects were really judged."""
        return self.passed + self.failed + self.needs_review


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of a site could be read; `captured` leaves out not_captured, robots and out_of_scope."""

    captured: int
    assessed: int
    not_assessable: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Rate:
    """A share with its denominator beside it, and the list behind it (addresses)."""

    numerator: int
    denominator: int
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Veto:
    """A veto rule that was hit; only a `fail` vetoes, a needs_review changes nothing yet."""

    rule: str
    state: State
    fingerprints: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ColumnSummary:
    """A column as it was recognised, for the report."""

    name: str
    role: Role
    url: str
    items: int
    newest: str | None
    complete: bool
    unit: str = ""


@dataclass(frozen=True, slots=True)
class DutyResult:
    """What became of one duty.

    `day` is the last day in time, ISO 8601, or empty; `pages` are what shows that it is done, late, or possibly done
    (likeliest first); `count` is how many things were counted, None where nothing is; `findings` are fingerprints;
    `reason` says why, in a phrase.
    """

    duty: Duty
    state: DutyState
    day: str = ""
    reason: str = ""
    pages: tuple[Evidence, ...] = ()
    count: int | None = None
    findings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ledger:
    """A plan and what became of its duties on one site."""

    plan: Plan
    results: tuple[DutyResult, ...]


@dataclass(frozen=True, slots=True)
class PassedOver:
    """How many addresses a crawl passed over for one reason, and the first of them.

    There may be `more` than were counted.
    """

    reason: str
    count: int
    examples: tuple[str, ...] = ()
    more: bool = False


@dataclass(frozen=True, slots=True)
class SiteAssessment:
    """The assessment of one site; `notes` say aloud what was learnt or assumed (organs, calendar years).

    `passed_over` says what the crawl did not ask for or did not follow; empty for other sources.
    """

    id: str
    name: str
    home: str
    grade: str | None
    grade_name: str | None
    score: float | None
    max_score: float | None
    coverage: Coverage
    rates: Mapping[str, Rate]
    deferred_reason: str | None
    vetoes: tuple[Veto, ...]
    indicators: tuple[IndicatorScore, ...]
    rules: tuple[RuleTally, ...]
    findings: tuple[Finding, ...]
    columns: tuple[ColumnSummary, ...] = ()
    notes: tuple[str, ...] = ()
    level: Level | None = None
    group: str = ""
    points_at_risk: float | None = None  # what the score would lose if all needs_review findings were confirmed
    bonus: Bonus | None = None
    plans: tuple[Ledger, ...] = ()
    passed_over: tuple[PassedOver, ...] = ()
    damaged: int = 0  # addresses whose stored answer cannot be read any more


@dataclass(frozen=True, slots=True)
class Assessment:
    """What every report format prints; `period` is the first and the last day of the 评估时段, None without one."""

    tool_version: str
    as_of: date
    ruleset_id: str
    ruleset_version: str
    ruleset_sha256: str
    sites: tuple[SiteAssessment, ...] = field(default_factory=tuple)
    period: tuple[date, date] | None = None
    ruleset_title: str = ""
