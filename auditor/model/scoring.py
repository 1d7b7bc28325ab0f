"""Points: what indicators earned, what findings cost, and which subjects counted."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Loss:
    """The points that one finding costs an indicator; `uncapped` is what it would cost if nothing limited the sum."""

    rule: str
    fingerprint: str
    points: float
    uncapped: float


@dataclass(frozen=True, slots=True)
class Charge:
    """What the findings of one rule cost an indicator together.

    `hits` of `judged` subjects cost `asked` points by the rule set (`each` a hit; None for a `rate`), `cap` is the most
    that this rule may cost here, and `points` is what it did cost, the indicator having no more. `merged` hits cost
    nothing because another rule hit the same page and costs more.
    """

    rule: str
    mode: str  # deduct | rate
    hits: int
    judged: int
    each: float | None
    cap: float | None
    asked: float
    points: float
    merged: int = 0


@dataclass(frozen=True, slots=True)
class Sample:
    """Which of the judged subjects of a unit count for a rule: `urls` out of `population`, drawn with `seed`."""

    rule: str
    unit: str
    population: int
    urls: tuple[str, ...]
    seed: str


@dataclass(frozen=True, slots=True)
class ManualScore:
    """What a person gave a manual indicator; `points` None says that it does not apply."""

    points: float | None
    basis: str
    scorer: str


@dataclass(frozen=True, slots=True)
class IndicatorScore:
    """Points of one indicator; `earned` is None where it is manual, not applicable or not assessable.

    `losses` of a leaf add up to what it lost, and so do its `charges`. `at_risk` is what it would lose more if all
    that awaits a person were confirmed. A `bonus` indicator stands beside the full marks and loses nothing.
    """

    id: str
    title: str
    points: float | None
    earned: float | None
    mode: str  # auto | semi | manual
    children: tuple["IndicatorScore", ...] = ()
    losses: tuple[Loss, ...] = ()
    charges: tuple[Charge, ...] = ()
    at_risk: float = 0.0
    bonus: bool = False
    samples: tuple[Sample, ...] = ()
    by_hand: ManualScore | None = None


@dataclass(frozen=True, slots=True)
class Bonus:
    """The bonus points beside the score: `earned` of `points`; they count only where `open` (the score is high)."""

    points: float
    earned: float
    open: bool
