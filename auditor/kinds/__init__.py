"""Rule kinds, one file each: a frozen dataclass whose fields are its YAML options; they alone know how a rule judges.

A kind sees a subject and the facts about its site and answers with a verdict. It never sees a rule's id, weight or
wording. Each module defines one class `Kind` with two class variables: `scope` says what it judges, `values` which
placeholders it fills in the rule's message.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from html import unescape
from typing import Any, ClassVar, Literal, Protocol, TypeVar

from auditor import plugins
from auditor.model import (
    Capture,
    ColumnView,
    Duty,
    Evidence,
    Matter,
    PageText,
    PageView,
    Plan,
    Reason,
    Record,
    SiteView,
    State,
    Verdict,
    Vocabulary,
)
from auditor.text.workdays import Calendar

ANCHOR = re.compile(r"<a\b([^>]{0,800})>(.{0,400}?)</a>", re.IGNORECASE | re.DOTALL)
HREF = re.compile(r"""\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))""", re.IGNORECASE)
SAID = re.compile(r"""\b(?:alt|title)\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
TAG = re.compile(r"<[^>]*>")
Scope = Literal["page", "column", "site", "duty"]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Facts:
    """What a kind may ask about the site.

    `read` gives the text of a captured page by its address (None where it was not captured), `body` that of its
    body alone, without menus and neighbours ("" where there is none). `final` is true where the source needs no
    second look (folder, WARC, loopback), `confirmed` of an address where such a look found the same. `look` gives
    what was captured at an address, attachments included, None where nothing was asked. `mirrors` are the hosts
    really asked in the place of public ones. `plans` are those that bind the site; `matters` are all that it tells
    of, gathered only where there are plans.
    """

    view: SiteView
    as_of: date
    vocabulary: Vocabulary
    calendar: Calendar
    read: Callable[[str], PageText | None]
    final: bool = True
    look: Callable[[str], Capture | None] = lambda _: None
    mirrors: frozenset[str] = frozenset()
    body: Callable[[str], str] = lambda _: ""
    plans: tuple[Plan, ...] = ()
    matters: tuple[Matter, ...] = ()
    confirmed: Callable[[str], bool] = lambda _: False
    _known: dict[str, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    def certain(self, *urls: str) -> bool:
        """Tell whether what was seen at all of these addresses needs no second look any more."""
        return self.final or (bool(urls) and all(map(self.confirmed, urls)))

    def once(self, name: str, work: Callable[["Facts"], T]) -> T:
        """Return what *work* says of these facts; it works only when first asked under that *name*."""
        if name not in self._known:
            self._known[name] = work(self)
        known: T = self._known[name]
        return known


@dataclass(frozen=True, slots=True)
class Page:
    """A page as the subject of a rule: what was read from it, and its place in the site."""

    record: Record
    place: PageView


@dataclass(frozen=True, slots=True)
class Task:
    """A duty as the subject of a rule, and the plan that it stands in."""

    plan: Plan
    duty: Duty


class RuleKind(Protocol):
    """What every kind can do."""

    scope: ClassVar[Scope]
    values: ClassVar[frozenset[str]]

    def judge(self, subject: Any, facts: Facts) -> Any:  # noqa: ANN401 - by `scope`
        """Return the verdict on a Page, ColumnView or Task; for the scope `site` several of them on the SiteView."""


def kind_class(name: str) -> type[Any]:
    """Return the class of the kind *name*; KeyError where there is no such kind."""
    if name not in plugins.names(__name__):
        raise KeyError(name)
    found: type[Any] = plugins.load(__name__, name).Kind
    return found


def build(name: str, options: Mapping[str, Any]) -> RuleKind:
    """Make the kind *name* with its *options*; lists become tuples. TypeError where an option is unknown."""
    frozen = {key: tuple(value) if isinstance(value, list) else value for key, value in options.items()}
    made: RuleKind = kind_class(name)(**frozen)
    return made


def seen(subject: Record | ColumnView, quote: str, locator: str = "") -> Evidence:
    """Make the evidence that *quote* stands at *locator* of that page."""
    return Evidence(url=subject.url, quote=quote, locator=locator, digest=subject.digest, fetched_at=subject.fetched_at)


def anchors(html: str, *, titled: bool = False) -> Iterator[tuple[str, str]]:
    """Yield the address and the words of each link in *html*: its text, or what its picture or its title says.

    With *titled*, what a picture or a title says stands behind the text: a text may be cut, or say only 更多.
    """
    for attributes, inner in ANCHOR.findall(html):
        href = HREF.search(attributes)
        said = [one[1] or one[2] or "" for one in SAID.finditer(attributes + inner)]
        text = TAG.sub("", inner).strip()
        target = (href[1] or href[2] or href[3] or "") if href else ""
        words = [text, *said] if titled or not text else [text]
        yield unescape(target), unescape(" ".join(dict.fromkeys(words))).strip()


@lru_cache(maxsize=1024)
def passed(reason: str = "") -> Verdict:
    """Return the verdict that all is well."""
    return Verdict(State.PASS, reason=reason)


@lru_cache(maxsize=1024)
def not_applicable(reason: str) -> Verdict:
    """Return the verdict that the rule asks nothing of this subject."""
    return Verdict(State.NOT_APPLICABLE, reason=reason)


@lru_cache(maxsize=1024)
def not_assessable(reason: Reason | str) -> Verdict:
    """Return the verdict that the subject could not be read far enough to judge it."""
    return Verdict(State.NOT_ASSESSABLE, reason=str(reason))


class WrongOption(ValueError):  # noqa: N818 - it is wrong, and the caller's mistake
    """A kind refuses the value of one option, `option`; the message says why."""

    def __init__(self, option: str, message: str) -> None:
        super().__init__(message)
        self.option = option
