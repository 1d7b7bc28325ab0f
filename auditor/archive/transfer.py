"""Content-encodings; this module alone undoes them, within a limit that no bomb can pass."""

import zlib
from collections.abc import Callable

from auditor.model import Reason

ACCEPTED = "gzip, deflate, br"  # what `decode` can undo, as a request says it

_GZIP = zlib.MAX_WBITS | 16
_GZIP_MAGIC = b"\x1f\x8b"
_ZSTD_WINDOW = 1 << 27  # bytes of memory; RFC 9659 allows a server 8 MB
_ZSTD_STEP = 64  # bytes unpacked at once: they become 2 MB at most, however hostile
_MOST_MEMBERS = 64  # each costs a copy of the rest, so that very many small ones would stop the crawl
_Decoder = Callable[[bytes, int], tuple[bytes, bool]]  # (raw, most bytes out) → (body, complete)


class TransferError(Exception):
    """The body is not what its content-encoding says; `reason` is truncated, too_large or encoding.

    `body` is what could be read before it broke off.
    """

    def __init__(self, reason: Reason, body: bytes = b"") -> None:
        super().__init__(reason)
        self.reason = reason
        self.body = body


def decode(raw: bytes, content_encoding: str, limit: int) -> bytes:
    """Undo the content-encodings of *raw*, the last one first.

    Args:
        raw: The body as transferred, without its transfer-encoding.
        content_encoding: The header's value; unknown words are taken as no encoding, as browsers do.
        limit: Most bytes that may come out.

    Raises:
        TransferError: The body is cut off, too large or not in that encoding.
    """
    for name in reversed(content_encoding.lower().split(",")):
        decoder = _DECODERS.get(name.strip())
        if decoder and raw:
            raw = _checked(decoder, raw, limit)
    return raw


def _checked(decoder: _Decoder, raw: bytes, limit: int) -> bytes:
    import brotli  # noqa: PLC0415 - few answers are brotli

    try:
        body, complete = decoder(raw, limit + 1)
    except (zlib.error, brotli.error) as error:
        raise TransferError(Reason.ENCODING) from error
    if len(body) > limit:
        raise TransferError(Reason.TOO_LARGE)
    if not complete:
        raise TransferError(Reason.TRUNCATED, body)
    return body


def _gunzip(raw: bytes, most: int) -> tuple[bytes, bool]:
    """Undo gzip, also where a server sends several members; what follows the last one is padding."""
    out = b""
    for _ in range(_MOST_MEMBERS):
        member = zlib.decompressobj(_GZIP)
        out += member.decompress(raw, most - len(out))
        raw = member.unused_data
        if not member.eof or len(out) >= most:
            return out, member.eof
        if raw[:2] != _GZIP_MAGIC:
            return out, True
    raise zlib.error("too many gzip members")


def _inflate(raw: bytes, most: int) -> tuple[bytes, bool]:
    """Undo deflate, with the zlib wrapper that the standard asks for or without it, as old servers send it."""
    try:
        stream = zlib.decompressobj()
        return stream.decompress(raw, most), stream.eof
    except zlib.error:
        stream = zlib.decompressobj(-zlib.MAX_WBITS)
        return stream.decompress(raw, most), stream.eof


def _unbrotli(raw: bytes, most: int) -> tuple[bytes, bool]:
    import brotli  # noqa: PLC0415 - only pages need it, not the start of the program

    stream = brotli.Decompressor()
    body: bytes = stream.process(raw, output_buffer_limit=most)
    return body, stream.is_finished()


def _unzstd(raw: bytes, most: int) -> tuple[bytes, bool]:
    """Undo zstd, which this program never asks for and browsers do: archives made by them hold it."""
    import zstandard  # noqa: PLC0415 - only pages need it, not the start of the program

    stream, out = zstandard.ZstdDecompressor(max_window_size=_ZSTD_WINDOW).decompressobj(), bytearray()
    try:
        for begin in range(0, len(raw), _ZSTD_STEP):
            out += stream.decompress(raw[begin : begin + _ZSTD_STEP])
            if stream.eof or len(out) >= most:
                break
    except zstandard.ZstdError as error:
        raise zlib.error(str(error)) from error
    return bytes(out[:most]), stream.eof or len(out) >= most


_DECODERS: dict[str, _Decoder] = {
    "gzip": _gunzip,
    "x-gzip": _gunzip,
    "deflate": _inflate,
    "br": _unbrotli,
    "zstd": _unzstd,
}
