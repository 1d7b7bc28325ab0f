"""The nearest known word to a mistyped one; this module alone knows how likeness of keys and ids is measured."""

from collections.abc import Iterable
from difflib import get_close_matches

FEW = 16  # more words than that are no help on one line


def nearest(word: str, words: Iterable[str]) -> str:
    """Return the one of *words* most like *word*, or an empty string where none is like it."""
    return next(iter(get_close_matches(word, list(words), n=1)), "")


def did_you_mean(word: str, words: Iterable[str]) -> str:
    """Return the hint behind an unknown word: `,是否想写 X?` for the nearest one, else all *words* if they are few."""
    known = list(words)
    found = nearest(word, known)
    if found:
        return f",是否想写 {found}?"
    return f",可写: {' '.join(known)}" if 0 < len(known) <= FEW else ""
