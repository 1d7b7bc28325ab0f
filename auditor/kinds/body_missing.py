"""A page without a text; this kind alone knows what stands for one."""

from dataclasses import dataclass
from typing import ClassVar

from auditor.kinds import Facts, Page, Scope, not_assessable, passed, seen
from auditor.model import Reason, State, Verdict

_SCRIPTS = frozenset({"script", "scripts"})


@dataclass(frozen=True, slots=True)
class Kind:
    """Hit where a page shows neither text nor picture, film, file or frame in its place.

    Attributes:
        at_least: Fewest characters that count as a text.
        viewers: Parts of the page's code that show a file or fetch a text: with one of them nothing can be said.
        usual: Share of the site's documents whose text stands in the page, from which its scripts fetch no text.
        least: Fewest documents for such a share.
    """

    scope: ClassVar[Scope] = "page"
    values: ClassVar[frozenset[str]] = frozenset({"length"})

    at_least: int = 1
    viewers: tuple[str, ...] = ()
    usual: float = 0.9
    least: int = 5

    def judge(self, subject: Page, facts: Facts) -> Verdict:
        """Look for anything in the place of the text."""
        record = subject.record
        shown = [one for one in record.body.media if one not in _SCRIPTS]
        if record.body.length >= self.at_least or shown or record.links.attachments:
            return passed()
        page = facts.read(record.url)
        waits = record.scripted or "script" in record.body.media
        if "scripts" in record.body.media and not self._texts_are_static(facts):
            waits = True
        if page is None or waits or any(word in page.html.lower() for word in self.viewers):
            return not_assessable(Reason.PROFILE_DRIFT)
        values = {"length": str(record.body.length)}
        return Verdict(State.FAIL, (seen(record, record.title),), values, part="body")

    def _texts_are_static(self, facts: Facts) -> bool:
        """Tell whether nearly all documents of the site show their text without a script."""
        shown, every = facts.view.texts
        return every >= self.least and shown >= self.usual * every
