"""In how many forms the documents of a column are interpreted; this kind alone counts those with one form only."""

from dataclasses import dataclass
from typing import ClassVar

from auditor.kinds import Facts, Scope, not_applicable, not_assessable, seen
from auditor.model import ColumnView, Interpretation, Ownership, Reason, State, Verdict

SHOWN = 5  # addresses in a message; all of them are related


@dataclass(frozen=True, slots=True)
class Kind:
    """Hit where too large a share of the interpreted own documents of a column has interpretations of one form.

    Attributes:
        more_than: The share above which it is a hit, 0.0 to 1.0.
        since: The day (ISO 8601) from which documents count, by the date in the column's list.
    """

    scope: ClassVar[Scope] = "column"
    values: ClassVar[frozenset[str]] = frozenset({"single", "interpreted", "share", "list"})

    more_than: float = 0.5
    since: str = ""

    def judge(self, subject: ColumnView, facts: Facts) -> Verdict:
        """Count the column's documents by the forms of what interprets them."""
        if subject.outcome is not Reason.OK:
            return not_assessable(subject.outcome)
        known = [(url, forms) for url, forms in self._documents(subject, facts) if forms]
        if not known:
            return not_applicable("栏目中没有形式可辨的已解读文件")
        if facts.view.unread_interpretations is not Reason.OK:
            return not_assessable(facts.view.unread_interpretations)
        single = [url for url, forms in known if len(forms) == 1]
        share = len(single) / len(known)
        values = {
            "single": str(len(single)),
            "interpreted": str(len(known)),
            "share": f"{share:.0%}",
            "list": "、".join(single[:SHOWN]) + ("等" if len(single) > SHOWN else ""),
        }
        state = State.FAIL if share > self.more_than else State.PASS
        return Verdict(state, (seen(subject, subject.column.name),), values, related=tuple(single))

    def _documents(self, subject: ColumnView, facts: Facts) -> list[tuple[str, frozenset[str]]]:
        """Return the addresses of the interpreted own documents of the column, each with all its forms.

        No form is told where one of its interpretations has none: nobody knows what that adds.
        """
        found = []
        for key, ones in facts.view.interpretations.items():
            place = facts.view.pages[key]
            here = place.role is subject.column.role and place.column == subject.column.name
            dated = not self.since or place.listed is None or place.listed >= self.since
            mine = [one for one in ones if one.by != "likeness" and not one.other]
            if here and dated and mine and place.owner.ownership is Ownership.OWN:
                found.append((place.url, _forms(mine)))
        return sorted(found)


def _forms(ones: list[Interpretation]) -> frozenset[str]:
    if not all(one.forms for one in ones):
        return frozenset()
    return frozenset(form for one in ones for form in one.forms)
