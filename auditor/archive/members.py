"""One evidence file, byte for byte; this module alone knows how a damaged record is found and stepped over."""

import io
import re
import zlib
from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from auditor.archive.warc import digest, pack

_CHUNK = 1 << 16
_STEP = 64  # bytes, where what comes before a fault is saved
_MAGIC = b"\x1f\x8b"
_HEADER = 10  # bytes of a gzip header without options
_TARGET = re.compile(rb"\r\nWARC-Target-URI: (\S+)")
_TYPE = re.compile(rb"\r\nWARC-Type: (\w+)")


class Member(NamedTuple):
    """A record as it lies in its file; `data` is what could be unpacked, `fault` is empty where all of it is whole."""

    offset: int
    length: int
    data: bytes
    fault: str = ""

    @property
    def url(self) -> str:
        """The address the record says, empty where it says none."""
        found = _TARGET.search(self.data[:_CHUNK])
        return found[1].decode("utf-8", "replace") if found else ""

    @property
    def kind(self) -> str:
        """The WARC type the record says (`response`, `request` …), empty where it says none."""
        found = _TYPE.search(self.data[:_CHUNK])
        return found[1].decode("ascii") if found else ""


def members(file: Path) -> Iterator[Member]:
    """Yield every record of a `.warc.gz`; behind a damaged one the next beginning of a record is looked for."""
    with file.open("rb") as stream:
        offset, size = 0, file.stat().st_size
        while offset < size:
            member = _read(stream, offset)
            if member.fault == _UNREADABLE:
                member = member._replace(length=_next(stream, offset + 1, size) - offset)
            yield member
            offset += member.length


def member_at(file: Path, offset: int) -> Member:
    """Read the one record at *offset*."""
    with file.open("rb") as stream:
        return _read(stream, offset)


def oddly_packed(file: Path) -> tuple[int, ...]:
    """Return the records whose bytes differ though what they unpack to is whole: padding bits and gzip headers.

    Told by packing each one again; where all differ, another library packed them, and nothing can be told.
    """
    heads: dict[int, bytes] = {}
    bodies: set[int] = set()
    with file.open("rb") as stream:
        for member in members(file):
            stream.seek(member.offset)
            raw = stream.read(member.length)
            heads[member.offset] = raw[:_HEADER]
            if raw[_HEADER:] != pack(member.data)[_HEADER:]:
                bodies.add(member.offset)
    usual = Counter(heads.values()).most_common(1)[0][0] if heads else b""
    odd = {offset for offset, head in heads.items() if head != usual}
    return tuple(sorted(odd | (bodies if len(bodies) < len(heads) else set())))


_UNREADABLE = "压缩数据损坏,记录读不出来"


def _read(stream: io.BufferedReader, offset: int) -> Member:
    stream.seek(offset)
    unpack, data, length = zlib.decompressobj(zlib.MAX_WBITS | 16), bytearray(), 0
    try:
        while not unpack.eof and (chunk := stream.read(_CHUNK)):
            data += unpack.decompress(chunk)
            length += len(chunk)
    except zlib.error:
        return Member(offset, 0, _beginning(stream, offset), _UNREADABLE)
    if not unpack.eof:
        return Member(offset, 0, bytes(data), _UNREADABLE)
    return Member(offset, length - len(unpack.unused_data), bytes(data), _fault(bytes(data)))


def _beginning(stream: io.BufferedReader, offset: int) -> bytes:
    """Return what can be unpacked before the fault, so that the record can be named."""
    stream.seek(offset)
    unpack, data = zlib.decompressobj(zlib.MAX_WBITS | 16), bytearray()
    try:
        while chunk := stream.read(_STEP):
            data += unpack.decompress(chunk)
    except zlib.error:
        pass
    return bytes(data)


def _next(stream: io.BufferedReader, start: int, size: int) -> int:
    """Return where the next record begins, the end of the file where none does."""
    for base in range(start, size, _CHUNK):
        stream.seek(base)
        held = stream.read(_CHUNK + len(_MAGIC) - 1)
        at = held.find(_MAGIC)
        while at >= 0:
            if _begins(stream, base + at):
                return base + at
            at = held.find(_MAGIC, at + 1)
    return size


def _begins(stream: io.BufferedReader, offset: int) -> bool:
    stream.seek(offset)
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(stream.read(4096), 5) == b"WARC/"
    except zlib.error:
        return False


def _fault(data: bytes) -> str:
    """Say what is wrong in an unpacked record, empty for nothing."""
    head, mark, rest = data.partition(b"\r\n\r\n")
    if not mark or not head.startswith(b"WARC/1."):
        return "不是 WARC 记录"
    said = dict(line.split(": ", 1) for line in head.decode("utf-8", "replace").split("\r\n")[1:] if ": " in line)
    length = said.get("Content-Length", "")
    block = rest[: int(length)] if length.isdecimal() else b""
    if rest != block + b"\r\n\r\n":
        return "长度与 Content-Length 不符"
    digests = [("WARC-Block-Digest", block)]
    if said.get("WARC-Type") != "revisit":  # whose payload stands in another record
        digests.append(("WARC-Payload-Digest", block.partition(b"\r\n\r\n")[2]))
    for name, content in digests:
        # What another program wrote with another digest, or chunked, is left to that program.
        if (
            said.get(name, "").startswith("sha256:")
            and b"chunked" not in block[:_CHUNK]
            and said[name] not in (digest(content), f"sha256:{sha256(content).hexdigest()}")
        ):
            return f"内容与 {name} 不符"
    return ""
