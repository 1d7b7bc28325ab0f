"""Two texts of one site that say the same; this kind alone knows from which likeness on that is told."""

from dataclasses import dataclass
from typing import ClassVar

from auditor.kinds import Facts, Page, Scope, not_applicable, not_assessable, passed, seen
from auditor.model import Evidence, Reason, Report, State, Verdict
from auditor.relate import key_of
from auditor.text import addresses, alike

LIKELY = 0.5  # resemblance of two sketches from which the texts themselves are compared


@dataclass(frozen=True, slots=True)
class Kind:
    """Hit where the sentences of a yearly report are those of another year, or of another unit's at about that time.

    Attributes:
        share: Likeness from which two reports count as one text.
        shortest: Characters of sentences below which likeness says nothing.
    """

    scope: ClassVar[Scope] = "page"
    values: ClassVar[frozenset[str]] = frozenset({"others", "share"})

    share: float = 0.9
    shortest: int = 400

    def judge(self, subject: Page, facts: Facts) -> Verdict:
        """Compare the report with every other whose sketch resembles its own."""
        record = subject.record
        here = key_of(record)
        report = facts.view.reports.get(here)
        if report is None:
            return not_applicable("不是年报")
        page = facts.read(record.url)
        if page is None:
            return not_assessable(Reason.NOT_CAPTURED)
        mine = alike.narrative(page.text)
        if len(mine) < self.shortest:
            return not_applicable("文字部分过短，不能比较")
        found: list[tuple[float, Report]] = []
        for key, other in facts.view.reports.items():
            if key == here or not _comparable(report, other) or alike.resemblance(report.sketch, other.sketch) < LIKELY:
                continue
            theirs = facts.read(other.url)
            score = alike.likeness(mine, alike.narrative(theirs.text)) if theirs else 0.0
            if score > self.share:
                found.append((score, other))
        if not found:
            return passed()
        found.sort(key=lambda pair: (-pair[0], addresses.key(pair[1].url)))
        others = tuple(one for _, one in found)
        evidence = (
            seen(record, record.title),
            *(Evidence(one.url, one.title, "", one.digest, one.fetched_at) for one in others),
        )
        values = {"others": "、".join(f"《{one.title}》" for one in others), "share": f"{found[0][0]:.0%}"}
        return Verdict(State.FAIL, evidence, values, part="text", related=tuple(one.url for one in others))


def _comparable(one: Report, other: Report) -> bool:
    """Tell whether one may have been copied from the other: another year of the same unit, or a sister's of about then.

    Two of one unit and one year are one report, published twice.
    """
    if one.unit == other.unit:
        return not one.year or one.year != other.year
    return abs(one.year - other.year) <= 1 or not (one.year and other.year)
