"""The word lists made ready for reading: this file alone turns vocabulary into patterns and look-up tables."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar, cast

from auditor.model import FieldName, Vocabulary
from auditor.text import hans

T = TypeVar("T")
_FIELDS = frozenset(name.value for name in FieldName)
# Blanks, brackets and colons around and inside a label; a label is compared without them.
_DRESS = re.compile(r"[\s\u200b\[\]【】〔〕［］〖〗()（）:：﹕︰|•·●◆■]+")
# Traditional characters that labels are written with; a text without any needs no conversion.
TRADITIONAL = re.compile(
    "[佈來備傳內別劃務區員問單報實審對導屬廢態據擬數時業構標機檔欄歸況瀏狀產發碼種稱範簡簽級組統維網編聯與處號複覈覽視訊訪"
    "詞詢說説諮讀責載輯辦適錄鏈門閉開間閱關項頒領題類體點幾"
    "儲執屆後滿現監終結緩製訂記話週過電頻]"
)
# A star, an arrow, a character of an icon font beside a label; in a cell of its own any sign, and its number.
_SIGNS = r"\s*＊※★☆▲△▶►>＞?？#＃\ue000-\uf8ff"
_EDGES = re.compile(rf"^[{_SIGNS}]+|[{_SIGNS}]+$")
_CELL_EDGES = re.compile(r"^\W*(?:[0-9]{1,2}\s*[.．、)）]|[①-⑳])?\W*|\W+$")
_COLON = re.compile(r"[\s\]】]*[:：﹕︰]")
_CLOSED = re.compile(r"\s*[\]】:：﹕︰]")  # behind a label whose bracket was opened
_NARROW, _FULL = str.maketrans("（）", "()"), str.maketrans("()", "（）")
_LONGEST = 40  # characters of a label with its blanks and brackets
_REMEMBERED = 20_000  # texts of which is remembered whether they are a label


@dataclass(frozen=True, slots=True)
class Label:
    """A known label: its field (empty where it is none of ours) and its rank among the spellings of that field."""

    field: str
    rank: int
    weak: bool
    spelling: str
    term: bool = False  # 有效期: an expiry_date where a date stands behind it


@dataclass(frozen=True, slots=True)
class Spellings:
    """The ways to write a label in a running text: `each` by rank, and `any` of them."""

    any: re.Pattern[str]
    each: tuple[re.Pattern[str], ...]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The vocabulary as this room needs it."""

    vocabulary: Vocabulary
    labels: Mapping[str, Label]
    pattern: re.Pattern[str]
    sources: Spellings  # 来源: and its kin
    dates: Spellings  # 发布日期: and its kin
    beside: re.Pattern[str]  # the start of any other entry in a line under the headline
    dressed: re.Pattern[str]  # a label with a colon or the end of a bracket behind it
    wholes: dict[tuple[str, bool], Label | None] = field(default_factory=dict)  # what `whole` found
    named: dict[str, bool] = field(default_factory=dict)  # short texts: whether a label stands in them
    read: dict[Any, Any] = field(default_factory=dict)  # short lines: what `labels.hits` found
    patterns: dict[str, re.Pattern[str]] = field(default_factory=dict)  # what `pattern_of` made
    made: dict[Any, Any] = field(default_factory=dict)  # what `once` made
    sets: dict[tuple[str, ...], frozenset[str]] = field(default_factory=dict)  # of `among`, `joined`, `folded`

    def whole(self, text: str, *, cell: bool = False) -> Label | None:
        """Return the label that *text* as a whole is, or None; in a *cell* of its own it may have a number."""
        if len(text) > _LONGEST:
            return None
        asked = text, cell
        if asked in self.wholes:
            return self.wholes[asked]  # several readers ask for one line, and menus come again on every page
        if len(self.wholes) >= _REMEMBERED:
            self.wholes.clear()
        found = self.wholes[asked] = self._whole(text, cell=cell)
        return found

    def _whole(self, text: str, *, cell: bool) -> Label | None:
        key = _DRESS.sub("", text)
        found = self.labels.get(key)
        if found is None and TRADITIONAL.search(key):
            found = self.labels.get(hans.simplify(key))
        if found is None and key and not (key[0].isalpha() and key[-1].isalpha()):
            bare = _CELL_EDGES.sub("", text) if cell else _EDGES.sub("", key)
            return self.whole(bare) if len(bare) < len(text) and bare != key else None
        return found if found is None or len(found.spelling) > 1 else None

    def leads(self, text: str) -> bool:
        """Tell whether *text* begins with a known label and a colon: then it is no value."""
        shown = plain(text[:_LONGEST]).lstrip(" \u00a0\u3000")
        match = self.pattern.match(shown.lstrip(" \u00a0\u3000[【"))
        mark = _CLOSED if shown[:1] in {"[", "【"} else _COLON
        return match is not None and mark.match(match.string, match.end()) is not None

    def words(self, key: str) -> tuple[str, ...]:
        """Return the words under *key* of the list `page`."""
        return self.vocabulary.words("page", key)

    def pattern_of(self, key: str) -> re.Pattern[str]:
        """Return a pattern that finds any of the words under *key* of the list `page`."""
        if key not in self.patterns:
            words = sorted(self.words(key), key=len, reverse=True)
            self.patterns[key] = re.compile("|".join(map(re.escape, words)) or "(?!)")
        return self.patterns[key]

    def among(self, name: str, *keys: str) -> frozenset[str]:
        """Return the words under *keys* of the list *name*, all of its words where no key is given."""
        if (found := self.sets.get(("among", name, *keys))) is None:
            table = self.vocabulary.table(name)
            found = frozenset(word for key in keys or table for word in table.get(key, ()))
            self.sets["among", name, *keys] = found
        return found

    def joined(self, *keys: str) -> frozenset[str]:
        """Return the words under *keys* of the list `page` without blanks."""
        if (found := self.sets.get(("joined", *keys))) is None:
            found = frozenset("".join(word.split()) for key in keys for word in self.words(key))
            self.sets["joined", *keys] = found
        return found

    def folded(self, *keys: str) -> frozenset[str]:
        """Return the words under *keys* of the list `page`, folded."""
        if (found := self.sets.get(("folded", *keys))) is None:
            found = frozenset(hans.fold(word) for key in keys for word in self.words(key))
            self.sets["folded", *keys] = found
        return found

    def once(self, make: Callable[["Lexicon"], T]) -> T:
        """Return what *make* makes of this lexicon, made once."""
        if make not in self.made:
            self.made[make] = make(self)
        return cast("T", self.made[make])


_ready: list[Lexicon] = []
_KEPT = 4


def lexicon_of(vocabulary: Vocabulary) -> Lexicon:
    """Return the lexicon of *vocabulary*, made once for each."""
    for one in _ready:
        if one.vocabulary is vocabulary:
            return one
    made = _make(vocabulary)
    _ready.insert(0, made)
    del _ready[_KEPT:]
    return made


def _make(vocabulary: Vocabulary) -> Lexicon:
    weak = {_DRESS.sub("", word) for word in vocabulary.words("labels", "weak")}
    labels: dict[str, Label] = {}
    for name, words in vocabulary.table("labels").items():
        if name in _FIELDS or name in {"other", "term"}:
            for rank, word in enumerate(words):
                key = _DRESS.sub("", word)
                label = Label(name if name in _FIELDS else "", rank, key in weak, word, name == "term")
                for written in (key, word.translate(_NARROW), word.translate(_FULL)):  # 失效（废止）日期 in a line
                    labels.setdefault(written, label)
    any_label = spaced_alternation(labels)
    dressed = re.compile(rf"{any_label}\s*[\]】〕］〗:：﹕︰]")
    return Lexicon(vocabulary, labels, re.compile(any_label), *_headline(vocabulary), dressed)


def _headline(vocabulary: Vocabulary) -> tuple[Spellings, Spellings, re.Pattern[str]]:
    days, sources = vocabulary.words("labels", "headline_date"), vocabulary.words("labels", "headline_source")
    everything = [*days, *sources, *vocabulary.words("labels", "headline_end")]
    long = spaced_alternation([word for word in everything if len(word) > 1])
    mark = r"(?:[\]】]\s*[:：]?|[:：])"  # [来源] needs no colon
    return (
        _spellings(sources, rf"\s*{mark}\s*"),
        _spellings(days, r"\s*[\]】]?\s*[:：]?\s*"),
        re.compile(rf"(?:^|(?<=[\s\u00a0】\]\[【]))(?:{spaced_alternation(everything)})\s*{mark}|{long}\s*[:：]"),
    )


def _spellings(words: Sequence[str], end: str) -> Spellings:
    every, *each = (
        re.compile(rf"(?<![\u4e00-\u9fff])(?:{spaced_alternation(some)}){end}")
        for some in (words, *([one] for one in words))
    )
    return Spellings(every, tuple(each))


def plain(text: str) -> str:
    """Return *text* in simplified script where that keeps its length, so that offsets stay right."""
    if TRADITIONAL.search(text):
        simplified = hans.simplify(text)
        if len(simplified) == len(text):
            return simplified
    return text


def spaced_alternation(words: Iterable[str]) -> str:
    """Return a pattern that matches any of *words*, longest first, with blanks between their characters."""
    trie: dict[str, dict] = {}  # type: ignore[type-arg]  # a tree of itself
    for word in words:
        node = trie
        for char in word:
            node = node.setdefault(char, {})
        node[""] = {}
    return _branch(trie).removeprefix(r"\s*") if trie else r"(?!)"


def _branch(node: dict[str, dict]) -> str:  # type: ignore[type-arg]
    ways = [re.escape(char) + _branch(below) for char, below in node.items() if char]
    if not ways:
        return ""
    body = r"\s*" + (ways[0] if len(ways) == 1 else "(?:" + "|".join(ways) + ")")
    return f"(?:{body})?" if "" in node else body
