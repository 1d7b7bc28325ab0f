"""The items of a long column, packed; this module alone knows how they are kept."""

import json
import zlib
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import overload

from auditor.model import Item

FEW = 20  # items that are kept as they are
_TOGETHER = 64  # items in one packet


def packed(items: Iterable[Item]) -> Sequence[Item]:
    """Return *items* in their order: few as they are (450 bytes each), many packed (60 bytes each)."""
    found = iter(items)
    first = tuple(islice(found, FEW + 1))
    return first if len(first) <= FEW else Items(chain(first, found))


class Items(Sequence[Item]):
    """Items that are made anew whenever somebody goes through them; equal to any sequence of the same items."""

    def __init__(self, items: Iterable[Item]) -> None:
        self._packets: list[bytes] = []
        self._count = 0
        rows = ((one.title, one.url, one.date, one.locator) for one in items)
        while packet := list(islice(rows, _TOGETHER)):
            self._packets.append(zlib.compress(json.dumps(packet).encode(), 1))
            self._count += len(packet)

    def __len__(self) -> int:
        """How many items there are."""
        return self._count

    def __iter__(self) -> Iterator[Item]:
        """Yield the items in their order."""
        return chain.from_iterable(map(_opened, self._packets))

    @overload
    def __getitem__(self, place: int) -> Item: ...

    @overload
    def __getitem__(self, place: slice) -> tuple[Item, ...]: ...

    def __getitem__(self, place: int | slice) -> Item | tuple[Item, ...]:
        """Return one item, or a tuple of those in a slice."""
        if isinstance(place, slice):
            start, stop, step = place.indices(self._count)
            if step < 0:
                return tuple(self)[place]
            return tuple(islice(self, start, stop, step))
        number = range(self._count)[place]
        return _opened(self._packets[number // _TOGETHER])[number % _TOGETHER]

    def __eq__(self, other: object) -> bool:
        """Compare with any sequence of items."""
        if not isinstance(other, Sequence):
            return NotImplemented
        return len(self) == len(other) and all(one == two for one, two in zip(self, other, strict=True))

    def __hash__(self) -> int:
        """Return the hash of the same items in a tuple."""
        return hash(tuple(self))

    def __repr__(self) -> str:
        """Return what a tuple of them would."""
        return repr(tuple(self))


def _opened(packet: bytes) -> list[Item]:
    return [Item(*row) for row in json.loads(zlib.decompress(packet))]
