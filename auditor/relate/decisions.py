"""Consultation → result → document; this module alone knows when pages speak of one matter that is to be decided."""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from auditor.model import (
    Consultation,
    Decided,
    PageKind,
    Reason,
    Record,
    Role,
    Source,
    StatementKind,
    Vocabulary,
)
from auditor.relate.pages import Pages
from auditor.text import docnum, hans, titles

SHORTEST = 6  # characters of a matter that tells one from another
GATHERED = 3  # parts that the page of one decision names at least
TELLING = 8  # from so many on a matter with which another one begins or ends is the same
MOST = 50  # pages on one matter that are told: all pages of a site may bear one title
_NAMED = re.compile(r"[《〈]([^《》〈〉]{4,})[》〉]")
_DRAFT = re.compile(
    r"[(【\[][^()【】\[\]]{0,8}(?:征求|草案|意见稿|送审|讨论)[^()【】\[\]]{0,8}[)】\]]|征求意见稿|送审稿|草案"
)
_ASKED = re.compile(r"^(?:.{0,20}?关于)?(?:公开|面?向社会)*(?:征求|征集)(?:社会|公众|各界|各方|对|关于|就)*")
_SAID = re.compile(
    r"(?:的)?(?:公开)?(?:向?社会)?(?:征求|征集|听取|收集)?(?:社会|公众|各界|各方|群众)*(?:意见|建议|采纳|反馈|征集|征求).{0,40}$"
)
_ABOUT = re.compile(r"^.{0,30}?关于")
_LIST_KINDS = (PageKind.LIST, PageKind.HOME)
_SHOWN = (Source.BLOCK, Source.SCRIPT)


Consulted = dict[str, Consultation]


@dataclass(slots=True)
class _Documents:
    """What the documents of a site answer: consultations by their matter, results by name and by 文号."""

    answers: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))  # matter → pages
    taken: Counter[str] = field(default_factory=Counter)  # pages by what they are about
    named: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))  # matter → documents
    numbers: dict[str, str] = field(default_factory=dict)  # document → 文号


class Decisions:
    """The pages of a site that ask for comments or tell what came of it, met one after the other, and then joined.

    Held are those alone; the documents are gone through once more, where there is something to decide on.
    """

    def __init__(self, by_key: Pages, vocabulary: Vocabulary) -> None:
        self._by_key = by_key
        self._asks, self._results, self._adoption, self._catalogue = (
            vocabulary.words("consultations", key) for key in ("asks", "results", "adoption", "catalogue")
        )
        self._asking: dict[str, str] = {}  # what each page is about
        self._told: dict[str, str] = {}
        self._adopted: list[str] = []
        self._catalogues: list[tuple[str, str]] = []  # pages that name major decisions, and the one they are of

    def add(self, key: str, record: Record, role: Role | None) -> None:
        """Take a page in a column of that *role*."""
        if record.outcome is not Reason.OK or record.kind in _LIST_KINDS:
            return
        title = hans.fold(record.title)
        if any(word in title for word in self._results):
            self._told[key] = matter(record.title)
            if any(word in title for word in self._adoption):
                self._adopted.append(key)
        elif record.kind is not PageKind.DOCUMENT and (
            role is Role.CONSULTATIONS or any(word in title for word in self._asks)
        ):
            self._asking[key] = matter(record.title)
        if role is Role.DECISIONS:
            gathers = len({one.name for one in record.parts}) >= GATHERED
            if gathers or any(word in title for word in self._catalogue):
                self._catalogues.append((key, titles.core(record.title) if gathers else ""))

    def join(self) -> tuple[Consulted, dict[str, tuple[Decided, ...]]]:
        """Join the pages that ask for comments, those that tell what came of it, and the documents.

        Returns:
            For each page that asks for comments what is known of it, and for each page on adopted comments the
            documents that were decided on.
        """
        documents = self._documents()
        linked = self._answering()
        catalogued = self._catalogued()
        asked = {}
        for key, about in self._asking.items():
            found = linked.get(key, set()).union(documents.answers.get(about, ()))
            answers = tuple(sorted(self._by_key[one].url for one in found))
            asked[key] = Consultation(self._by_key[key].url, about, answers, *catalogued.get(key, ("", False)))
        decided = {key: tuple(self._decided(key, documents)) for key in sorted(self._adopted)}
        return asked, {key: found for key, found in decided.items() if found}

    def _documents(self) -> _Documents:
        """Return what documents and results have the matter of a consultation, or what an adoption names."""
        matters = _Matters(self._asking.values())
        result = _Documents()
        for key, name in self._told.items():
            _match(key, name, matters, result)
        names = {self._told[key] for key in self._adopted} - {""}
        numbers = {number for key in self._adopted if not self._told[key] for number in self._cited(key)}
        for key, record in self._by_key.of(PageKind.DOCUMENT) if self._asking or names or numbers else ():
            if record.outcome is Reason.OK and key not in self._told:
                name = titles.core(record.title)
                _match(key, name, matters, result)
                if name in names and len(result.named[name]) < MOST:
                    result.named[name].append(key)
                if numbers and (number := _number(record)) in numbers:
                    result.numbers[key] = number
        return result

    def _answering(self) -> dict[str, set[str]]:
        """Return the results that a consultation links to or that link to it, where one of both names no matter."""
        found: dict[str, set[str]] = defaultdict(set)
        pairs = [(key, other) for key in self._asking for other in self._linked(key) if other in self._told]
        pairs += [(other, key) for key in self._told for other in self._linked(key) if other in self._asking]
        for asking, told in pairs:
            if not (self._asking[asking] and self._told[told]):
                found[asking].add(told)
        return found

    def _linked(self, key: str) -> set[str]:
        return {self._by_key.key(url) for url in self._by_key[key].links.pages}

    def _catalogued(self) -> dict[str, tuple[str, bool]]:
        """Return the page that links to each consultation as one on a major decision, and whether it bears its name."""
        found: dict[str, tuple[str, bool]] = {}
        for page, name in self._catalogues:
            for key in self._linked(page) & self._asking.keys():
                own = _alike(self._asking[key], name)
                if (own or not name) and (key not in found or (own and not found[key][1])):
                    found[key] = self._by_key[page].url, own
        return found

    def _cited(self, key: str) -> set[str]:
        said = (one.number for one in self._by_key[key].statements if one.kind is StatementKind.CITES)
        return set(map(docnum.key, said)) - {""}

    def _decided(self, key: str, documents: _Documents) -> Iterator[Decided]:
        """Yield the documents of which a page tells the adopted comments: the same name, or its 文号 and a link."""
        about = self._told[key]
        if about:
            others = documents.named.get(about, [])
        else:
            cited = self._cited(key)
            others = sorted(one for one in self._linked(key) if documents.numbers.get(one) in cited)
        for other in others:
            found = self._by_key[other]
            day = found.field("published_date")
            published = day.value or "" if day and day.source in _SHOWN else ""
            yield Decided(found.url, found.title, published, found.digest, found.fetched_at)


def matter(title: str) -> str:
    """Return what a title says is to be decided, folded: the name in 《》, else what comments are asked on."""
    bare = _DRAFT.sub("", hans.fold(title))
    named = _NAMED.search(bare)
    found = titles.core(named[1]) if named else _ABOUT.sub("", _SAID.sub("", _ASKED.sub("", bare)))
    return found if len(found) >= SHORTEST else ""


class _Matters:
    """The matters on which comments are asked, by how they begin and how they end."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = set(names) - {""}
        self._ahead = sorted(self._names)
        self._back = sorted(name[::-1] for name in self._names)

    def alike(self, name: str) -> set[str]:
        """Return those that may be the one of that *name*: the same words, or one begins or ends with the other."""
        found = {name} & self._names
        if len(name) < TELLING:
            return found
        for length in range(TELLING, len(name)):
            found |= {name[:length], name[-length:]} & self._names
        found.update(_beginning(self._ahead, name))
        found.update(one[::-1] for one in _beginning(self._back, name[::-1]))
        return found


def _beginning(names: Sequence[str], start: str) -> Iterator[str]:
    """Yield those of sorted *names* that begin so."""
    for place in range(bisect_left(names, start), len(names)):
        if not names[place].startswith(start):
            return
        yield names[place]


def _match(key: str, name: str, matters: _Matters, result: _Documents) -> None:
    """Take a page as an answer on each matter that may be what it is about, `MOST` pages of one name at most."""
    found = matters.alike(name) if result.taken[name] < MOST else ()
    for one in found:
        if len(result.answers[one]) < MOST:
            result.answers[one].append(key)
    if found:
        result.taken[name] += 1


def _number(record: Record) -> str:
    return docnum.key(record.value("document_number") or record.body.number)


def _alike(one: str, other: str) -> bool:
    """Tell whether two matters may be one: the same words, or one name within the other."""
    if not one or not other:
        return False
    short, long = sorted((one, other), key=len)
    return one == other or (len(short) >= TELLING and short in long)
