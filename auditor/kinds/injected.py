"""Foreign matter in a page's markup; this kind alone knows the traces that injected spam leaves."""

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import ClassVar

from auditor.kinds import Facts, Page, Scope, not_assessable, passed, seen
from auditor.model import Reason, State, Verdict

QUOTE = 120


@dataclass(frozen=True, slots=True)
class Kind:
    """Hit where many empty rare tags share one id, or where a chain of spam terms stands in the text.

    Attributes:
        tags: Tags that count.
        rare: Those of them that editors never write; at least one must be among the tags that share an id.
        min_tags: Fewest empty tags with one id that count as injected.
        joiner: The character that joins the terms of a spam chain.
        min_terms: Fewest terms of a chain, each of them holding a word of the list `spam`.
    """

    scope: ClassVar[Scope] = "page"
    values: ClassVar[frozenset[str]] = frozenset({"traces"})

    tags: tuple[str, ...]
    rare: tuple[str, ...] = ()
    min_tags: int = 5
    joiner: str = "_"
    min_terms: int = 3

    def judge(self, subject: Page, facts: Facts) -> Verdict:
        """Look at the raw markup, before any cleaning."""
        page = facts.read(subject.record.url)
        if page is None:
            return not_assessable(Reason.NOT_CAPTURED)
        traces = [*self._shared_ids(page.html), *self._chains(page.text, facts.vocabulary.words("spam", "terms"))]
        if not traces:
            return passed()
        evidence = tuple(seen(subject.record, quote[:QUOTE]) for _, quote in traces)
        return Verdict(State.FAIL, evidence, {"traces": "；".join(says for says, _ in traces)}, part="markup")

    def _shared_ids(self, html: str) -> list[tuple[str, str]]:
        """Return, for each id on at least `min_tags` empty rare tags of two kinds or more, what was found."""
        if self.rare and _any(self.rare).search(html) is None:
            return []  # most pages: what follows is slow
        found: dict[str, list[re.Match[str]]] = defaultdict(list)
        for match in _start(self.tags).finditer(html):
            found[match[2]].append(match)
        return [
            (f"{len(matches)}个空标签共用同一id“{name}”", "".join(one[0] for one in matches))
            for name, matches in sorted(found.items())
            if len(matches) >= self.min_tags and self._unusual({one[1].lower() for one in matches})
        ]

    def _unusual(self, kinds: set[str]) -> bool:
        """Tell whether tags that share an id are of several kinds, a rare one among them: icons are all of one kind."""
        return len(kinds) > 1 and (not self.rare or bool(kinds.intersection(self.rare)))

    def _chains(self, text: str, words: tuple[str, ...]) -> list[tuple[str, str]]:
        for line in text.splitlines() if self.joiner in text else ():
            if self.joiner not in line:
                continue
            terms = [term for term in line.split(self.joiner) if any(word in term for word in words)]
            if len(terms) >= self.min_terms:
                return [("正文外出现以下划线相连的违规词串", line.strip())]
        return []


@lru_cache(maxsize=16)
def _any(tags: tuple[str, ...]) -> re.Pattern[str]:
    """Return what finds any of those tags."""
    return re.compile(f"<(?:{'|'.join(map(re.escape, tags))})", re.IGNORECASE)


@lru_cache(maxsize=16)
def _start(tags: tuple[str, ...]) -> re.Pattern[str]:
    """Return what finds the start of an empty one of those tags that has an id."""
    tag = "|".join(map(re.escape, tags))
    # Empty: nothing but tags up to its own end tag; a bounded look, so that no page makes it slow.
    return re.compile(
        rf"<({tag})\b[^<>]{{0,200}}?(?<![\w-])id\s*=\s*[\"']?([A-Za-z0-9]+)[\"']?[^<>]{{0,200}}>"
        r"(?=(?:\s*<[^<>]{0,200}>){0,12}?\s*</\1\s*>)",
        re.IGNORECASE,
    )
