"""Whether a document has an interpretation and leads to it; this kind alone knows which documents need one."""

from dataclasses import dataclass
from typing import ClassVar

from auditor.kinds import Facts, Page, Scope, not_applicable, not_assessable, passed, seen
from auditor.model import Evidence, Reason, Record, State, Verdict
from auditor.relate import key_of

OUT_OF_FORCE = ("expired", "repealed")


@dataclass(frozen=True, slots=True)
class Kind:
    """Hit where an own document in force has no interpretation, or does not link to the one it has.

    Attributes:
        want: `exists` (anywhere on the captured site, in any form) or `linked` (the document's page links to one).
        exempt: Words of a title that needs no interpretation (任免, 批复 and so on).
        review_roles: Roles in which a hit is for a person to look at.
    """

    scope: ClassVar[Scope] = "page"
    values: ClassVar[frozenset[str]] = frozenset({"interpretation", "interpretation_title"})

    want: str
    exempt: tuple[str, ...] = ()
    review_roles: tuple[str, ...] = ()

    def judge(self, subject: Page, facts: Facts) -> Verdict:
        """Look the document up among all interpretations of the site."""
        record = subject.record
        exempt = needless(record, self.exempt)
        if exempt:
            return not_applicable(exempt)
        found = facts.view.interpretations.get(key_of(record), ())
        if self.want == "exists":
            return passed() if found else self._missing(subject, facts)
        if not found:
            return not_applicable("未检索到该文件的解读")
        if any(one.linked for one in found):
            return passed()
        if record.links.scripted:
            return not_assessable(Reason.PROFILE_DRIFT)
        certain = [one for one in found if one.by != "likeness"]
        best = (certain or list(found))[0]
        evidence = (
            seen(record, record.title),
            Evidence(best.url, best.title, "", best.digest, best.fetched_at),
        )
        values = {"interpretation": best.url, "interpretation_title": best.title}
        state = State.FAIL if certain else State.NEEDS_REVIEW
        return Verdict(state, evidence, values, part="interpretation", related=tuple(one.url for one in found))

    def _missing(self, subject: Page, facts: Facts) -> Verdict:
        if not facts.view.whole_site:
            return not_assessable(Reason.NOT_CAPTURED)
        if subject.record.links.scripted:
            return not_assessable(Reason.PROFILE_DRIFT)
        if facts.view.unread_interpretations is not Reason.OK:
            return not_assessable(facts.view.unread_interpretations)
        state = State.NEEDS_REVIEW if subject.place.role in self.review_roles else State.FAIL
        evidence = (seen(subject.record, subject.record.title),)
        values = {"interpretation": "", "interpretation_title": ""}
        return Verdict(state, evidence, values, part="interpretation")


def needless(record: Record, words: tuple[str, ...]) -> str:
    """Return why the document needs no interpretation, or an empty string where it does."""
    if record.value("validity") in OUT_OF_FORCE:
        return "文件已失效或废止"
    return next((f"标题含“{word}”,不属应解读范围" for word in words if word in record.title), "")
