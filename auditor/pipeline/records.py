"""The records of a site while it is judged; this module alone knows how they lie in a file without a name."""

import marshal
from array import array
from collections.abc import Iterable, Iterator, Sequence
from tempfile import TemporaryFile
from typing import overload

from auditor.model import Record
from auditor.model.packing import packed, unpacked


class Records(Sequence[Record]):
    """The records of one site while it is judged, in the order in which they came.

    They lie in a file without a name that goes when it is closed or the process ends (3 KB a record, in the folder for
    temporary files), and are read one by one: nothing is written to the evidence, and in memory stands only where each
    of them begins (8 bytes).
    """

    def __init__(self) -> None:
        self._file = TemporaryFile()  # noqa: SIM115 - `close` closes it
        self._starts = array("Q", [0])  # of each record, and of the next one

    def taken(self, records: Iterable[Record]) -> Iterator[Record]:
        """Yield the *records* again, each after it was put away behind all others."""
        for record in records:
            plain = marshal.dumps(packed(record))
            self._file.seek(self._starts[-1])
            self._file.write(plain)
            self._starts.append(self._starts[-1] + len(plain))
            yield record

    def __len__(self) -> int:
        """How many records there are."""
        return len(self._starts) - 1

    def __iter__(self) -> Iterator[Record]:
        """Read them all, one after the other."""
        return map(self._read, range(len(self)))

    @overload
    def __getitem__(self, number: int) -> Record: ...
    @overload
    def __getitem__(self, number: slice) -> tuple[Record, ...]: ...
    def __getitem__(self, number: int | slice) -> Record | tuple[Record, ...]:
        """Read one record, or those of a slice."""
        places = range(len(self))[number]
        return self._read(places) if isinstance(places, int) else tuple(map(self._read, places))

    def close(self) -> None:
        """Throw the records away."""
        self._file.close()

    def _read(self, place: int) -> Record:
        start = self._starts[place]
        self._file.seek(start)
        return unpacked(marshal.loads(self._file.read(self._starts[place + 1] - start)))  # noqa: S302 - written by this process
