"""What the rules ask: rules, sets, indicators and the word lists beside them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from auditor.model.plan import Plan
from auditor.model.terms import Level, PageKind, Role, State

Words = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The word lists under `rules/lists/`: file name → key → words, in the order of the file."""

    lists: Mapping[str, Words]

    def words(self, name: str, key: str) -> tuple[str, ...]:
        """Return the words under *key* of the list *name*; empty where the list or the key is not there."""
        return self.lists.get(name, {}).get(key, ())

    def table(self, name: str) -> Words:
        """Return the whole list *name*: key → words."""
        return self.lists.get(name, {})


@dataclass(frozen=True, slots=True)
class Basis:
    """The law or standard behind a rule; `certainty` is one of seen, second_hand, inferred, default.

    `place` names the only place where a local document binds; elsewhere it is cited for reference. `since` is the day
    from which the document holds: a judgement as of an earlier day does not cite it.
    """

    document: str
    number: str = ""
    article: str = ""
    url: str = ""
    quote: str = ""
    certainty: str = "default"
    place: str = ""
    since: date | None = None


@dataclass(frozen=True, slots=True)
class AppliesTo:
    """Which pages or columns a rule judges; an empty tuple means all.

    `owner` is `own` where only the site's own documents are judged, else empty. `in_period` is true for rules that
    judge only what was published in the configured period (documents, interpretations, duties).
    """

    roles: tuple[Role, ...] = ()
    levels: tuple[Level, ...] = ()
    kinds: tuple[PageKind, ...] = ()
    owner: str = ""
    in_period: bool = False


@dataclass(frozen=True, slots=True)
class ExamplePage:
    """A further page of an example: the column list, the interpretation and so on."""

    url: str
    html: str
    role: Role | None = None


@dataclass(frozen=True, slots=True)
class Example:
    """A page and what the rule must say of it on `as_of`; `expect` narrows the state (fail, needs_review, …).

    `plan` holds the one duty that a rule about duties judges, `events` the days from which it may count.
    """

    as_of: date
    html: str
    url: str = "http://www.example.gov.cn/zwgk/doc.html"
    role: Role | None = None
    level: Level | None = None
    update_every: str = ""
    expect: State | None = None
    also: tuple[ExamplePage, ...] = ()
    plan: Plan | None = None
    events: tuple[tuple[str, date], ...] = ()


@dataclass(frozen=True, slots=True)
class Examples:
    """The pages that a rule must let pass, and those that it must hit."""

    passing: tuple[Example, ...]
    failing: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule, with exactly the keys of its YAML file; `id` is the file's name."""

    id: str
    title: str
    basis: tuple[Basis, ...]
    kind: str
    options: Mapping[str, Any]
    applies_to: AppliesTo
    severity: str  # veto | major | minor | info
    state: State  # the state of a hit
    message: str
    remedy: str
    examples: Examples
    effective_from: date | None = None
    effective_to: date | None = None


@dataclass(frozen=True, slots=True)
class Deduction:
    """How one rule costs points inside an indicator; `roles` limits it to hits in columns of those roles.

    A hit costs `each` points, or the `share` of the indicator's points. With `of`, only that many of the judged
    subjects of each unit count, chosen by hash. `bonus` gives `each` points for every subject that passes.
    """

    rule: str
    mode: str  # deduct | rate | veto | bonus
    each: float = 0.0
    cap: float | None = None
    roles: tuple[Role, ...] = ()
    share: float | None = None
    of: int | None = None


@dataclass(frozen=True, slots=True)
class Indicator:
    """A node of the indicator tree; a leaf without rules is judged by hand (`manual`).

    `bonus` indicators stand beside the full marks. In a leaf that says `once`, a page or column that several rules
    hit costs what the dearest of them costs. `basis` says where the points come from, `certainty` how sure that is.
    """

    id: str
    title: str
    points: float | None
    rules: tuple[Deduction, ...] = ()
    children: tuple["Indicator", ...] = ()
    bonus: bool = False
    once: bool = False
    basis: str = ""
    certainty: str = "default"


@dataclass(frozen=True, slots=True)
class Override:
    """Other options of a rule for some sites or columns; `url` may hold `*` for any characters."""

    rule: str
    options: Mapping[str, Any]
    level: Level | None = None
    site: str = ""
    column: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Ruleset:
    """A rule set with everything it needs: `sha256` covers the set, its rules and the word lists."""

    id: str
    title: str
    version: str
    sha256: str
    rules: tuple[Rule, ...]
    indicators: tuple[Indicator, ...] = ()
    full_marks: float | None = None
    coverage_floor: float = 0.8
    pass_mark: float = 0.6  # share of full marks
    grades: tuple[tuple[str, float], ...] = ()  # (name, lowest share of full marks), best first
    overrides: tuple[Override, ...] = ()
    bonus_from: float = 0.8  # share of full marks that must be exceeded before bonus points count
    seed: str = ""  # what a sample is drawn with; the set's id where it says none
