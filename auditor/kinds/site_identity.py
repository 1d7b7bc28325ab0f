"""What a home page says of who runs the site; this kind alone knows when a page shows enough to miss something."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from auditor.kinds import Facts, Scope, anchors, not_applicable, not_assessable, passed
from auditor.model import Evidence, PageText, Reason, SiteView, State, Verdict

COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
BLANK = re.compile(r"(?:\s|&(?:nbsp|e[mn]sp|thinsp|#160|#xa0|#12288|#x3000);)+", re.IGNORECASE)
QUOTE = 80


@dataclass(frozen=True, slots=True)
class Kind:
    """Hit where elements of the footer are not on the home page; what a script or a picture may show is not missing.

    Attributes:
        elements: Name of each element → words in the page's source of which one shows that it is there.
        scripted: Name of an element → words in the source that say a script fills it.
        pictured: Elements that are often nothing but a picture that links.
        fillers: Words in the source that say the whole footer is filled by a script or a frame.
        at_least: Fewest elements that must be in the source before another one counts as missing.
    """

    scope: ClassVar[Scope] = "site"
    values: ClassVar[frozenset[str]] = frozenset({"missing", "found"})

    elements: Mapping[str, tuple[str, ...]]
    scripted: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    pictured: tuple[str, ...] = ()
    fillers: tuple[str, ...] = ()
    at_least: int = 3

    def judge(self, subject: SiteView, facts: Facts) -> Iterator[Verdict]:
        """Yield the one verdict on the home page."""
        home = subject.home_news
        text = facts.read(home.url) if home and home.outcome is Reason.OK else None
        if not subject.own_host:
            yield not_applicable("门户内的栏目，不是独立网站")
        elif home is None or text is None:
            yield not_assessable(home.outcome if home and home.outcome is not Reason.OK else Reason.NOT_CAPTURED)
        else:
            yield self._judge(text, Evidence(home.url, "", "", home.digest, home.fetched_at))

    def _judge(self, page: PageText, where: Evidence) -> Verdict:
        html = COMMENT.sub("", page.html)
        packed = BLANK.sub("", html)  # 主　　办, 联系&nbsp;电话
        found = {
            name: word
            for name, words in self.elements.items()
            if (word := _first(words, html) or _first(words, packed))
        }
        missing = [name for name in self.elements if name not in found]
        if not missing:
            return passed()
        certain = [name for name in missing if not self._may_be_there(name, html, tuple(found.values()))]
        closed = "</html" in html.lower() or "</body" in html.lower()  # the footer stands at the end
        if not certain or not closed or len(found) < self.at_least or _first(self.fillers, page.html):
            return not_assessable(Reason.PROFILE_DRIFT)
        word = next(iter(found.values()))
        line = next((line for line in page.text.splitlines() if word in line), word)
        evidence = Evidence(where.url, line.strip()[:QUOTE], "", where.digest, where.fetched_at)
        values = {"missing": "、".join(certain), "found": "、".join(found)}
        return Verdict(State.FAIL, (evidence,), values, part="footer")

    def _may_be_there(self, name: str, html: str, known: tuple[str, ...]) -> bool:
        """Tell whether an element without words may be shown all the same: by a script, as a nameless picture."""
        if _first(self.scripted.get(name, ()), html):
            return True
        start = min((html.find(word) for word in known), default=0)
        links = anchors(html[start:]) if name in self.pictured else ()
        return any(href and not words and not _first(known, href) for href, words in links)


def _first(words: Iterable[str], html: str) -> str:
    return next((word for word in words if word in html), "")
