"""The documents of a site by 文号 and title; this module alone knows how a shortened or similar title finds them."""

import re
import sys
from array import array
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from auditor.model import Record
from auditor.relate.numbers import Holders, hold
from auditor.text import docnum, hans, titles

SHORT = 6  # a title's core shorter than this says nothing
LIKELY = 0.6  # likeness from which two titles may be of one document
ROUNDING = 1 - 1e-9  # so much of a sum of weights is sure
CONTAINED, REORDERED = 0.5, 0.7  # how much of a name a shortened one keeps, in one piece and in pieces
GENRE = 2  # characters at the end of a name that say what it is: 办法, 意见
CROWD = 8  # more documents than that with one title, or one 文号, are told to so many pages only
_LAST = chr(sys.maxunicode)  # behind every address
_TRIAL = re.compile(r"\([^()]{1,8}\)$")
LEADING = 6  # characters before a cited 文号 that may not belong to it


class Document(NamedTuple):
    """What joining asks of a document page: the core of its title, the key of its 文号, its day (ISO 8601 or empty)."""

    core: str
    number: str
    day: str


class Index:
    """The document pages of a site, met one after the other; 450 bytes each.

    `documents` tells what is known of each key; `numbers` and `cores` lead to the keys by 文号 and by the title's core.
    """

    def __init__(self) -> None:
        self.documents: dict[str, Document] = {}
        self.numbers: Holders = {}
        self.cores: Holders = {}
        self._asked: Counter[str] = Counter()
        self._often: Counter[str] = Counter()  # how many times a core was told by likeness alone
        self._dated: dict[str, list[tuple[str, str]]] = {}
        self._starts: set[str] = set()
        self._lengths: set[int] = set()
        self._words: _Words | None = None  # made when first asked for
        self._letters: _Letters | None = None  # so is this

    def add(self, key: str, record: Record) -> None:
        """Take a document page."""
        for number in {docnum.key(record.value("document_number") or ""), docnum.key(record.body.number)} - {""}:
            hold(self.numbers, number, key)
        core, number = titles.core(record.title), docnum.key(record.value("document_number") or record.body.number)
        day = record.value("written_date") or record.value("published_date") or ""
        self.documents[key] = Document(core, number, sys.intern(day))
        hold(self.cores, core, key)
        if len(core) >= SHORT:
            self._starts.add(core[:SHORT])
            self._lengths.add(len(core))

    def named(self, title: str) -> list[str]:
        """Return the cores that stand in a folded title; those that say nothing are left out."""
        found: dict[str, None] = {}
        for start in range(len(title) - SHORT + 1):
            if title[start : start + SHORT] in self._starts:
                pieces = (title[start : start + length] for length in self._lengths if length <= len(title) - start)
                found |= dict.fromkeys(piece for piece in pieces if piece in self.cores)
        return list(found)

    def bearing(self, core: str, day: str = "", numbers: Collection[str] = ()) -> Sequence[str]:
        """Return the keys of the documents whose title has that *core*.

        All pages of a site may have one title. So of more than `CROWD` documents all are told to the first `CROWD`
        pages that ask, lest one of them seem to have no interpretation, and to each later page no more than `CROWD`,
        and beside these the newest on a *day* and those with one of the *numbers*.
        """
        found, every = self._told(self.cores, core), _keys(self.cores, core)
        if len(found) == len(every):
            return found
        if core not in self._dated:
            pairs = ((self.documents[key].day, key) for key in every)
            self._dated[core] = sorted(pair for pair in pairs if pair[0])
        place = bisect_right(self._dated[core], (day, _LAST))
        newest = (key for _, key in self._dated[core][max(place - 1, 0) : place])
        named = (key for one in sorted(numbers) for key in self.numbered(one) if self.documents[key].core == core)
        return tuple(dict.fromkeys((*found, *newest, *named)))

    def numbered(self, number: str) -> Sequence[str]:
        """Return the keys of the documents with that 文号, of a crowd as `bearing` does."""
        return self._told(self.numbers, number)

    def _told(self, holders: Holders, name: str) -> Sequence[str]:
        keys = _keys(holders, name)
        if len(keys) <= CROWD:
            return keys
        self._asked[name] += 1
        return keys if self._asked[name] <= CROWD else keys[:CROWD]

    def shortened(self, name: str, numbers: Collection[str] = ()) -> Iterator[str]:
        """Yield the keys of the documents of which the core of a title may give the name shortened or reordered.

        As with `alike` a document is told no more often than `CROWD` times, except to pages with one of the *numbers*
        that is its own: else the titles of a site, all alike but for a figure, would be joined all with all.
        """
        if self._letters is None:
            self._letters = _Letters((core for core in self.cores if len(core) >= SHORT), self._often)
        for key in (key for number in sorted(numbers) for key in self.numbered(number)):
            if _shortens(name, self.documents[key].core):
                yield key
        for core in self._letters.holding(name):
            self._often[core] += 1
            yield from self.bearing(core)

    def known(self, number: str) -> str:
        """Return the 文号 of the site that a cited one ends with: words before it cannot always be told from it."""
        tails = (number[start:] for start in range(min(len(number), LEADING)))
        return next((tail for tail in tails if tail in self.numbers), "")

    def alike(self, core: str) -> list[str]:
        """Return the keys of the documents whose title is like one with that *core*."""
        if self._words is None:
            self._words = _Words(self.cores, self._often)
        found = self._words.alike(core)
        self._often.update(found)
        return sorted(key for one in found for key in self.bearing(one))


def _keys(holders: Holders, name: str) -> Sequence[str]:
    found = holders.get(name, ())
    return (found,) if isinstance(found, str) else found


class _Letters:
    """The cores of titles by each of their characters, with how they end: a shortened name is sought by its rarest one.

    Those that were told *often* enough are left out.
    """

    def __init__(self, cores: Iterable[str], often: Mapping[str, int]) -> None:
        self._often = often
        self._cores = list(cores)
        self._by_letter: dict[str, array[int]] = {}
        for number, core in enumerate(self._cores):
            bare = _TRIAL.sub("", core)
            for letter in set(bare):
                self._by_letter.setdefault(letter + bare[-GENRE:], array("I")).append(number)

    def holding(self, name: str) -> list[str]:
        """Return the cores of which *name* may be a short form."""
        short = _TRIAL.sub("", name)
        near = [letter + short[-GENRE:] for letter in sorted(set(short))]
        if not near or not all(one in self._by_letter for one in near):
            return []
        rarest = min(near, key=lambda one: len(self._by_letter[one]))
        left = array("I", (one for one in self._by_letter[rarest] if self._often.get(self._cores[one], 0) < CROWD))
        self._by_letter[rarest] = left
        return [self._cores[one] for one in left if _shortens(name, self._cores[one])]


def _shortens(name: str, core: str) -> bool:
    """Tell whether a name may be a short form of a core; both end alike, their trial forms left aside."""
    short, long = _TRIAL.sub("", name), _TRIAL.sub("", core)
    return bool(short) and long[-GENRE:] == short[-GENRE:] and _may_be(short, long)


def _may_be(short: str, long: str) -> bool:
    if short in long:
        return len(short) >= len(long) * CONTAINED
    return len(short) >= len(long) * REORDERED and Counter(short) <= Counter(long)


class _Words:
    """The cores of titles by their rarest words and by the weight (the characters) of all their words.

    Two titles are likely enough only if they share LIKELY² of the weight of each. So they share a word among the
    rarest that make up all but less than that share, and only by those words they are kept and sought; and neither
    weighs more than 1 / LIKELY² of the other. Those that were told *often* enough are left out.
    """

    def __init__(self, cores: Iterable[str], often: Mapping[str, int]) -> None:
        from auditor.text import words  # noqa: PLC0415 - jieba costs a second, and most pairs are joined before

        self._often = often
        self._count: Counter[str] = Counter()
        for core in cores:
            self._count.update(words.content(core))
        self._cores: dict[str, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
        for core in cores:
            found = words.content(core)
            for word in self._rarest(found):
                self._cores[word][_weight(found)].append(core)

    def alike(self, core: str) -> list[str]:
        """Return the cores that are like that one."""
        from auditor.text import words  # noqa: PLC0415 - jieba costs a second, and most pairs are joined before

        found = words.content(core)
        near: set[str] = set()
        for word in self._rarest(found):
            for weight, cores in self._cores.get(word, {}).items():
                if _near(min(weight, _weight(found)), weight, _weight(found)):
                    cores[:] = (one for one in cores if self._often.get(one, 0) < CROWD)
                    near.update(one for one in cores if _near(_held(found, one), weight, _weight(found)))
        return [one for one in near if likeness(core, one) >= LIKELY]

    def _rarest(self, found: frozenset[str]) -> Iterator[str]:
        left = _weight(found)
        needed = LIKELY * LIKELY * left
        for word in sorted(found, key=lambda word: (self._count[word], word)):
            if left < needed * ROUNDING:
                return
            yield word
            left -= len(word)


def _weight(found: Iterable[str]) -> int:
    return sum(map(len, found))


def _held(found: Iterable[str], core: str) -> int:
    """Return at least the weight of the words that a core shares with those *found*: all of them that stand in it."""
    folded = hans.fold(core)
    return sum(len(word) for word in found if word in folded)


def _near(shared: int, weight: int, other: int) -> bool:
    """Tell whether two titles of these weights may be alike with so much in common."""
    return shared * shared >= LIKELY * LIKELY * ROUNDING * weight * other


def likeness(left: str, right: str) -> float:
    """Return how alike the cores of two titles are, 0.0 to 1.0."""
    from auditor.text import words  # noqa: PLC0415 - jieba costs a second, and most pairs are joined before

    return words.likeness(left, right)
