"""Which of the judged subjects count; this module alone knows how a sample is drawn, the same on every machine."""

from collections.abc import Iterable
from hashlib import sha256

from auditor.model import Deduction, Judged, Sample


def draw(entry: Deduction, subjects: Iterable[Judged], seed: str) -> tuple[Sample, ...]:
    """Draw `entry.of` subjects for each unit: those whose hash of seed and address is lowest.

    The order of the subjects does not matter, and rules that judge the same pages get the same sample.
    """
    by_unit: dict[str, set[str]] = {}
    for one in subjects:
        if not entry.roles or one.role in entry.roles:
            by_unit.setdefault(one.unit, set()).add(one.url)
    return tuple(
        Sample(entry.rule, unit, len(urls), _drawn(urls, entry.of, seed), seed)
        for unit, urls in sorted(by_unit.items())
    )


def _drawn(urls: Iterable[str], size: int | None, seed: str) -> tuple[str, ...]:
    by_hash = sorted(urls, key=lambda url: sha256(f"{seed}\n{url}".encode()).hexdigest())
    return tuple(sorted(by_hash[:size]))
