"""Script and blanks: makes texts comparable; alone knows opencc and which characters are blanks."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

_INVISIBLE = "\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"  # zero width and direction marks
_NOTHING = re.compile(f"[\\s{_INVISIBLE}]+")
_HIDDEN = re.compile(f"[{_INVISIBLE}]+")
_RUN = re.compile(r"\s+")
_BLANK = re.compile(f"[\\s{_INVISIBLE}]")
_SHORT = 20  # characters of a name
_LONG = 200  # characters that no title has
# Changed in some words only: 打坏, 答覆, 明瞭, 沈沒, 藉口, 彷彿, 牴牾, 海哩, 衹得, 甦醒.
_WITH_OTHERS = "坏覆瞭沈藉彷牴哩衹甦"


@lru_cache(maxsize=1)
def _converter() -> Any:  # noqa: ANN401 - opencc ships no types
    import opencc  # noqa: PLC0415 - its dictionaries cost start-up time

    return opencc.OpenCC("t2s")


@lru_cache(maxsize=1)
def _changing() -> re.Pattern[str]:
    """Return what finds a character that the converter may change, alone or in a word."""
    every = [chr(code) for code in (*range(0x2E80, 0xA000), *range(0xF900, 0xFB00))]
    changed = _converter().convert("\n".join(every)).split("\n")
    known = "".join(one for one, other in zip(every, changed, strict=True) if one != other)
    return re.compile(f"[{known}{_WITH_OTHERS}\ud800-\udfff\U00020000-\U0003ffff]")


def simplify(text: str) -> str:
    """Return *text* with traditional characters replaced by simplified ones; other texts come back unchanged.

    Half a surrogate pair becomes a question mark.
    """
    if text.isascii() or _changing().search(text) is None:
        return text
    try:
        converted: str = _converter().convert(text)
    except UnicodeEncodeError:  # half a surrogate pair, as \ud83d in a script of the page
        converted = _converter().convert(text.encode("utf-8", "replace").decode("utf-8"))
    return converted


def fold(text: str) -> str:
    """Return the form in which texts are compared: NFKC, simplified, without any blanks, lower case."""
    if len(text) <= _SHORT:
        return _folded_short(text)
    return _folded_title(text) if len(text) <= _LONG else _folded(text)


@lru_cache(maxsize=50_000)
def _folded_short(text: str) -> str:
    return _folded(text)  # the names of menus and headings come again on every page of a site


@lru_cache(maxsize=4096)
def _folded_title(text: str) -> str:
    return _folded(text)  # who asks for the title of a page asks for it again, for another word


def _folded(text: str) -> str:
    if not unicodedata.is_normalized("NFKC", text):
        text = unicodedata.normalize("NFKC", text)
    return simplify(_NOTHING.sub("", text)).lower()


def finder(words: Iterable[str]) -> Callable[[str], object]:
    """Return what finds any of *words* in a folded text, one pattern for all; blank words are found nowhere."""
    found = [re.escape(folded) for word in words if (folded := fold(word))]
    return re.compile("|".join(found) if found else "(?!)").search


def squeeze(text: str) -> str:
    """Return the value form: every run of blanks (also U+00A0, U+3000) one space, outer ones trimmed.

    Script, brackets and width stay as the page shows them; characters without width are dropped.
    """
    return text if _BLANK.search(text) is None else _RUN.sub(" ", _HIDDEN.sub("", text)).strip()
