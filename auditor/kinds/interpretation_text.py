"""What an interpretation says in words; this kind alone knows how much of it is its document's, and what it lacks."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from auditor.kinds import Facts, Page, Scope, not_applicable, not_assessable, passed, seen
from auditor.model import Interpreted, Ownership, Reason, Record, State, Verdict
from auditor.relate import key_of
from auditor.text import addresses, hans

UNREAD = ("picture", "video", "audio", "frame", "attachment")  # what may say what the words do not
LONGEST = 200_000  # characters of a text that are compared


@dataclass(frozen=True, slots=True)
class Kind:
    """Hit where an interpretation of an own document repeats it, or tells too little of it.

    Attributes:
        forms: The forms that are judged (text, qa …); all others, and what has several, are not.
        shortest: Fewest characters of a text that is judged.
        copied_over: The share of the text, 0.0 to 1.0, above which it is the document's; 0 to judge `elements` instead.
        shingle: So many characters in a row must be the document's to count as copied.
        elements: What an interpretation may tell (keys of the list `interpretation_elements`).
        at_least: So many of these it must tell.
    """

    scope: ClassVar[Scope] = "page"
    values: ClassVar[frozenset[str]] = frozenset(
        {"document", "document_title", "share", "told", "told_count", "missing", "at_least"}
    )

    forms: tuple[str, ...] = ("text",)
    shortest: int = 200
    copied_over: float = 0.0
    shingle: int = 12
    elements: tuple[str, ...] = ()
    at_least: int = 0

    def judge(self, subject: Page, facts: Facts) -> Verdict:
        """Look at the text of the page and at the own documents that it is about."""
        record = subject.record
        about = [one for one in facts.view.interpreted.get(key_of(record), ()) if _own(one, facts)]
        if not about:
            return not_applicable("解读的不是本级已采集的文件")
        if not set(record.forms) & set(self.forms) or record.body.length < self.shortest:
            return not_applicable("不是文字解读，或文字很短")
        return self._copied(record, about, facts) if self.copied_over else self._told(record, about, facts)

    def _copied(self, record: Record, about: list[Interpreted], facts: Facts) -> Verdict:
        # A text much shorter than the interpretation cannot make up most of it: reading it would be for nothing.
        least = self.copied_over * record.body.length
        about = [one for one in about if not one.length or one.length >= least]
        if not about:
            return passed()
        mine = hans.fold(facts.body(record.url))[:LONGEST]
        if len(mine) < self.shortest:
            return not_assessable(Reason.EMPTY)
        shares = [(_share(mine, hans.fold(facts.body(one.url))[:LONGEST], self.shingle), one) for one in about]
        share, document = max(shares, key=lambda pair: pair[0])
        if share <= self.copied_over:
            return passed()
        values = {"document": document.url, "document_title": document.title, "share": f"{share:.0%}"}
        return Verdict(State.FAIL, (seen(record, record.title),), values, related=(document.url,))

    def _told(self, record: Record, about: list[Interpreted], facts: Facts) -> Verdict:
        told = [one for one in record.body.elements if one.name in self.elements]
        if len(told) >= self.at_least:
            return passed()
        if any(what in record.body.media for what in UNREAD):
            return not_assessable(Reason.UNSUPPORTED_FILE)
        names = {name: facts.vocabulary.words("interpretation_elements", name) for name in self.elements}
        known = {one.name for one in told}
        values = {
            "document": about[0].url,
            "document_title": about[0].title,
            "told": "、".join(f"“{one.quote}”" for one in told) or "无",
            "told_count": str(len(told)),
            "missing": "、".join(words[0] for name, words in names.items() if name not in known and words),
            "at_least": str(self.at_least),
        }
        evidence = (seen(record, record.title), *(seen(record, one.quote, one.locator) for one in told))
        return Verdict(State.FAIL, evidence, values, related=tuple(one.url for one in about))


def _own(one: Interpreted, facts: Facts) -> bool:
    place = facts.view.pages.get(one.key or addresses.key(one.url))
    return place is not None and place.owner.ownership is Ownership.OWN


def _share(text: str, source: str, length: int) -> float:
    """Return which share of the characters of *text* stands in a row of *length* that *source* has, too."""
    rows = set(_rows(source, length))
    copied = bytearray(len(text))
    for place, row in enumerate(_rows(text, length)):
        if row in rows:
            copied[place : place + length] = b"\1" * length
    return sum(copied) / len(text)


def _rows(text: str, length: int) -> Iterable[str]:
    return (text[place : place + length] for place in range(len(text) - length + 1))
