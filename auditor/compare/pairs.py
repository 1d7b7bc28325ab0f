"""Which finding of one run is which of the other; this module alone knows when two of them are the same fault.

A fingerprint hangs on 文号, else 索引号, else the address, so that it survives a redesign. What it cannot survive is
mended here: a page that got its 文号 meanwhile, and two pages of one 文号 of which only one was mended.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from auditor.model import Finding
from auditor.text import addresses


@dataclass(slots=True)
class Pair:
    """A fault in the earlier and in the later run; None where a run does not have it."""

    before: Finding | None
    after: Finding | None


def pairs(before: Sequence[Finding], after: Sequence[Finding]) -> list[Pair]:
    """Pair the findings of a site: by fingerprint, then what is left by rule, field and address."""
    old = {one.fingerprint: one for one in before}
    new = {one.fingerprint: one for one in after}
    both = [Pair(old[mark], one) for mark, one in new.items() if mark in old]
    gone = _by_place(one for mark, one in old.items() if mark not in new)
    come = [one for mark, one in new.items() if mark not in old]
    for one in come:
        same = gone.get(_place(one))
        both.append(Pair(same.pop(0) if same else None, one))
    left = [Pair(one, None) for ones in gone.values() for one in ones]
    _settle([one for one in both if one.before is not None], left)
    return both + left


def _place(one: Finding) -> tuple[str, str, str]:
    return one.rule, one.part, addresses.key(one.subject.url)


def _by_place(found: Iterator[Finding]) -> dict[tuple[str, str, str], list[Finding]]:
    places: dict[tuple[str, str, str], list[Finding]] = {}
    for one in found:
        places.setdefault(_place(one), []).append(one)
    return places


def _settle(both: Sequence[Pair], left: Sequence[Pair]) -> None:
    """Of pages that share a 文号, let the one be gone that is: the others moved up one number in their fingerprints."""
    gone = {_place(one.before): one for one in left if one.before is not None}
    for pair in both:
        assert pair.before is not None  # noqa: S101 - they were chosen so
        assert pair.after is not None  # noqa: S101 - as above
        same = gone.get(_place(pair.after))
        if same is not None and _place(pair.before) != _place(pair.after):
            pair.before, same.before = same.before, pair.before
