"""What a yearly 工作要点 asks: a plan and its duties."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class DutyState(StrEnum):
    """What became of a duty; only `overdue` counts against the site."""

    DONE = "done"
    OVERDUE = "overdue"
    DUE = "due"  # its day lies ahead
    NEEDS_REVIEW = "needs_review"  # something was found that a person must look at
    MANUAL = "manual"  # no machine can tell
    NOT_ASSESSABLE = "not_assessable"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, slots=True)
class Duty:
    """One duty of a plan, with exactly the keys of its entry.

    `quote` stands literally in the document, parts of it joined by ……; `title` says in words what is asked where the
    quote is no sentence (a link, a label). `rule` is the rule that judges it, empty for a
    duty that a person judges, for which `manual` says why. `options` are those of a rule about duties; of the others
    only `roles` and `words`, by which evidence is looked for. `recurs` is true for what returns every year, and false
    for what is bound to the plan's year. `certainty` says where day, number and place of the evidence come from, as
    `Basis.certainty`: only what was seen in the text can fail. A draft that nobody confirmed fails nothing; `line` is
    where it stands in the file that it was drafted from, 0 where it was not.
    """

    id: str
    quote: str
    unit: str = ""
    rule: str = ""
    options: Mapping[str, Any] = field(default_factory=dict)
    manual: str = ""
    recurs: bool = False
    certainty: str = "seen"
    confirmed: bool = True
    line: int = 0
    title: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan; `id` is the file's name, `sha256` covers all that it says."""

    id: str
    title: str
    year: int
    duties: tuple[Duty, ...]
    sha256: str = ""
    source: str = ""
