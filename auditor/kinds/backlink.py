"""An interpretation that must lead back to its document; this kind alone knows when it does."""

from dataclasses import dataclass
from typing import ClassVar

from auditor.kinds import Facts, Page, Scope, not_applicable, not_assessable, passed, seen
from auditor.model import Interpreted, Ownership, Reason, State, Verdict
from auditor.relate import key_of
from auditor.text import addresses


@dataclass(frozen=True, slots=True)
class Kind:
    """Hit where a page interprets own documents of the site and links to none of them."""

    scope: ClassVar[Scope] = "page"
    values: ClassVar[frozenset[str]] = frozenset({"document", "document_title"})

    def judge(self, subject: Page, facts: Facts) -> Verdict:
        """Look at the documents that the page is known to be about."""
        about = [one for one in facts.view.interpreted.get(key_of(subject.record), ()) if _own(one, facts)]
        if not about:
            return not_applicable("解读的不是本级已采集的文件")
        if any(one.back for one in about):
            return passed()
        if subject.record.links.scripted:
            return not_assessable(Reason.PROFILE_DRIFT)
        values = {"document": about[0].url, "document_title": about[0].title}
        evidence = (seen(subject.record, subject.record.title),)
        return Verdict(State.FAIL, evidence, values, part="document", related=tuple(one.url for one in about))


def _own(one: Interpreted, facts: Facts) -> bool:
    place = facts.view.pages.get(one.key or addresses.key(one.url))
    return place is not None and place.owner.ownership is Ownership.OWN
