"""Fields whose content cannot be their value; this kind alone knows for which reasons that is a fault."""

import re
import unicodedata
from dataclasses import dataclass
from typing import ClassVar

from auditor.kinds import Facts, Page, Scope, not_applicable, passed, seen
from auditor.model import Field, Source, State, Verdict
from auditor.text import dates

_GLUED = re.compile(r"((?:19|20)[0-9]{2})([0-9]{2})([0-9]{2})")


@dataclass(frozen=True, slots=True)
class Kind:
    """Hit where one of *fields* shows something that could not be read as its value.

    A whole day anywhere in what is shown, in eight figures too (20220801), can be read by people: how it is dressed is
    no fault of this kind.

    Attributes:
        fields: The fields.
        reasons: Why a value may be unreadable, in the words of `Field.reason` (unrecognised, not_a_date …).
        review: Those of the reasons for which a person must look.
    """

    scope: ClassVar[Scope] = "page"
    values: ClassVar[frozenset[str]] = frozenset({"raw"})

    fields: tuple[str, ...]
    reasons: tuple[str, ...]
    review: tuple[str, ...] = ()

    def judge(self, subject: Page, facts: Facts) -> Verdict:  # noqa: ARG002 - every kind is asked the same way
        """Look at why the fields have no value."""
        named = (subject.record.field(name) for name in self.fields)
        shown = [one for one in named if one is not None and _is_shown(one)]
        if not shown:
            return not_applicable("页面未标注该项")
        wrong = [one for one in shown if one.reason in (*self.reasons, *self.review) and not _readable(one.raw)]
        if not wrong:
            return passed()
        state = State.FAIL if any(one.reason in self.reasons for one in wrong) else State.NEEDS_REVIEW
        evidence = tuple(seen(subject.record, _quote(one), one.locator) for one in wrong)
        raw = "、".join(one.raw.strip() for one in wrong)
        return Verdict(state, evidence, {"raw": raw}, part=wrong[0].name)


def _readable(raw: str) -> bool:
    glued = _GLUED.fullmatch(unicodedata.normalize("NFKC", raw).strip())
    return bool(dates.find(raw)) or (glued is not None and dates.parse("-".join(glued.groups()))[0] is not None)


def _is_shown(field: Field) -> bool:
    return bool(field.raw.strip()) and field.source in (Source.BLOCK, Source.SCRIPT)


def _quote(field: Field) -> str:
    return f"{field.label.strip()} {field.raw.strip()}"
