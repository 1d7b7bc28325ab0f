"""Sitemaps (sitemaps.org): XML, indexes of them, plain lists, gzipped or not; this module alone reads them.

They are read piece by piece: however large one is, no more of it stands in memory than its transferred bytes and one
piece of what they unfold to.
"""

import zlib
from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple
from xml.parsers import expat

from auditor.archive.transfer import TransferError, decode

MOST_BYTES = 500_000_000  # unfolded, of one file; ten times what the protocol allows
MOST_DEPTH = 20  # elements within each other
MOST_FOLDED = 50_000_000  # bytes that an encoding other than gzip may unfold to
_PIECE = 65_536
_GZIP = b"\x1f\x8b"
_LONGEST = 4096  # characters of an address
_PARENTS: dict[str, Literal["page", "map"]] = {"url": "page", "sitemap": "map"}


class Entry(NamedTuple):
    """An address in a sitemap: of a page, or of a further sitemap."""

    url: str
    what: Literal["page", "map"]


def entries(raw: bytes, content_encoding: str = "") -> Iterator[Entry]:
    """Yield what a sitemap lists, as far as it can be read; never raises for what it holds.

    Args:
        raw: The body as transferred.
        content_encoding: The header's value.
    """
    pieces = _limited(_unfolded(raw, content_encoding.strip().lower()))
    first = next(pieces, b"")
    listed = _of_xml if first.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") else _of_lines
    yield from listed(_chained(first, pieces))


class _Reader:
    """What expat tells, put together to addresses."""

    def __init__(self) -> None:
        self.found: list[Entry] = []
        self._path: list[str] = []
        self._text: list[str] | None = None

    def begun(self, name: str, _: object) -> None:
        self._path.append(name.rpartition(" ")[2])
        if len(self._path) > MOST_DEPTH:
            raise ValueError(name)
        self._text = [] if self._path[-1] == "loc" and len(self._path) > 1 and self._path[-2] in _PARENTS else None

    def said(self, text: str) -> None:
        if self._text is not None and len(self._text) < _LONGEST:
            self._text.append(text)

    def ended(self, _: str) -> None:
        if self._text is not None:
            url = "".join(self._text).strip()
            if 0 < len(url) <= _LONGEST:
                self.found.append(Entry(url, _PARENTS[self._path[-2]]))
        self._text = None
        self._path.pop()

    def forbidden(self, *_: object) -> None:
        raise ValueError("a document type of its own")


def _of_xml(pieces: Iterable[bytes]) -> Iterator[Entry]:
    reader, parser = _Reader(), expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler, parser.EndElementHandler = reader.begun, reader.ended
    parser.CharacterDataHandler, parser.buffer_text = reader.said, True
    parser.EntityDeclHandler = reader.forbidden  # nobody needs one there but for a bomb
    try:
        for piece in pieces:
            parser.Parse(piece, False)
            yield from reader.found
            reader.found.clear()
    except (expat.ExpatError, ValueError):
        yield from reader.found


def _of_lines(pieces: Iterable[bytes]) -> Iterator[Entry]:
    rest = b""
    for piece in pieces:
        *lines, rest = (rest + piece).split(b"\n")
        yield from _lines(lines)
        if len(rest) > _LONGEST:
            return
    yield from _lines([rest])


def _lines(lines: Iterable[bytes]) -> Iterator[Entry]:
    for line in lines:
        url = line.decode("utf-8", "replace").strip("\ufeff \t\r")
        if url.startswith(("http://", "https://")) and len(url) <= _LONGEST:
            yield Entry(url, "page")


def _unfolded(raw: bytes, encoding: str) -> Iterator[bytes]:
    pieces: Iterable[bytes] = (raw[start : start + _PIECE] for start in range(0, len(raw), _PIECE))
    if encoding not in {"", "identity", "gzip", "x-gzip"}:
        try:
            pieces = [decode(raw, encoding, MOST_FOLDED)]
        except TransferError as error:
            pieces = [error.body]
    for _ in range(2):  # a .gz file may be gzipped once more on its way
        rest = iter(pieces)
        first = next(rest, b"")
        pieces = _chained(first, rest)
        if first.startswith(_GZIP):
            pieces = _gunzipped(pieces)
    yield from pieces


def _gunzipped(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Unfold one gzip member after the other, as far as they can be."""
    stream = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        for piece in pieces:
            rest, out = piece, b""
            while rest or len(out) == _PIECE:  # a full piece: more may wait inside
                out = stream.decompress(rest, _PIECE)
                yield out
                rest = stream.unconsumed_tail
                if stream.eof:
                    rest, stream = stream.unused_data, zlib.decompressobj(zlib.MAX_WBITS | 16)
    except zlib.error:
        return


def _limited(pieces: Iterable[bytes]) -> Iterator[bytes]:
    taken = 0
    for piece in pieces:
        taken += len(piece)
        if taken > MOST_BYTES:
            return
        if piece:
            yield piece


def _chained(first: bytes, rest: Iterable[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest
