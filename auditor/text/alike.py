"""How alike two texts are; this module alone knows which of their sentences and shingles count."""

from heapq import nsmallest
from zlib import crc32

from auditor.text.hans import fold

SHINGLE = 5  # characters
SKETCH = 96  # smallest hashes that stand for a text


def narrative(text: str) -> str:
    """Return the lines of *text* that are sentences: what someone wrote, without tables, headings and menus."""
    return "\n".join(line for line in text.splitlines() if "。" in line)


def shingles(text: str) -> frozenset[str]:
    """Return every run of five characters of the folded text."""
    folded = fold(text)
    return frozenset(folded[at : at + SHINGLE] for at in range(len(folded) - SHINGLE + 1))


def likeness(one: str, other: str) -> float:
    """Return the shared shingles of two texts over the mean of both, 0.0 to 1.0; symmetrical."""
    mine, theirs = shingles(one), shingles(other)
    return 2 * len(mine & theirs) / (len(mine) + len(theirs)) if mine and theirs else 0.0


def sketch(text: str) -> tuple[int, ...]:
    """Return the smallest hashes of the shingles of *text*, in order: they stand for it where texts are compared."""
    return tuple(nsmallest(SKETCH, {crc32(one.encode("utf-8", "replace")) for one in shingles(text)}))


def resemblance(one: frozenset[int], other: frozenset[int]) -> float:
    """Estimate from two sketches which share of their shingles two texts of about one length have in common."""
    return len(one & other) / min(len(one), len(other)) if one and other else 0.0
