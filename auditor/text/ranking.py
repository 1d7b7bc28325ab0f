"""Which of many short texts answers a query best; this module alone knows how words are weighed (BM25)."""

from collections import Counter
from collections.abc import Sequence
from math import log

from auditor.text import words

# Okapi BM25 with the usual constants (Robertson & Zaragoza 2009, §3.3): how soon a repeated word stops counting, and
# how far a long text counts less.
SATURATION, LENGTH = 1.2, 0.75


def rank(query: str, texts: Sequence[str]) -> tuple[tuple[int, float], ...]:
    """Return (place in *texts*, score), best first, of all that share a word with *query*; equal ones stay in order."""
    asked = frozenset(words.tokens(query))
    bags = [Counter(words.tokens(text)) for text in texts]
    sizes = [sum(bag.values()) for bag in bags]
    mean = sum(sizes) / len(sizes) if sizes else 0.0
    holding = Counter(word for bag in bags for word in bag.keys() & asked)
    weights = {word: log(1 + (len(bags) - count + 0.5) / (count + 0.5)) for word, count in holding.items()}
    scores = [
        # Summed in a fixed order, so that the same texts score the same on every machine.
        sum(weights[word] * _weight(bag[word], size / mean) for word in sorted(bag.keys() & asked))
        for bag, size in zip(bags, sizes, strict=True)
    ]
    found = [(place, score) for place, score in enumerate(scores) if score]
    return tuple(sorted(found, key=lambda pair: (-pair[1], pair[0])))


def _weight(count: int, length: float) -> float:
    return count * (SATURATION + 1) / (count + SATURATION * (1 - LENGTH + LENGTH * length))
