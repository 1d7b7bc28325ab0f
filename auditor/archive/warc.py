"""WARC/1.1 files; this module alone knows how answers are written to them and read from them.

Records are written here, not by warcio, so that the headers of an answer stay byte for byte as they were; one gzip
member holds one record. Reading is warcio's.
"""

import io
import zlib
from base64 import b32encode
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from hashlib import file_digest, sha256
from http import HTTPStatus
from pathlib import Path
from typing import IO, Any, NamedTuple
from uuid import uuid4

from auditor import __version__
from auditor.archive.answer import Answer
from auditor.archive.wacz import WACZ, warcs_in
from auditor.archive.warcrecord import HIDDEN, Referred, answer_of, payload_digest, referred
from auditor.errors import UsageError

SEGMENT = 1_000_000_000  # bytes after which a new file begins
PREVIOUS = "previous-segment"  # what the record about a file says of the file before it: name and SHA-256
_LEVEL = 3  # 98 % of level 9's saving for half of its time
_UNDONE = {"transfer-encoding"}
_HEADLESS = {0, HTTPStatus.NOT_MODIFIED}
_SAME = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"


class Place(NamedTuple):
    """Where a record stands: file name within its folder, first byte and length, both of the gzip member.

    `payload` is the digest of the body, empty where the record does not say; `revisit` is true where the body itself
    stands in an earlier record.
    """

    file: str
    offset: int
    length: int
    payload: str = ""
    revisit: bool = False


class Stored(NamedTuple):
    """The response record in which a body was stored first: its address, time and place."""

    url: str
    fetched_at: str
    file: str
    offset: int


class Indexed(NamedTuple):
    """A record with an answer that was met in a file: enough to choose, not its body.

    `refers` says where the body of a `revisit` record is to be looked for.
    """

    place: Place
    url: str
    fetched_at: str
    status: int
    media: str
    location: str
    refers: Referred | None = None

    @property
    def headless(self) -> bool:
        """Whether status and headers, too, are those of the record referred to: it has none, or says only 304."""
        return self.refers is not None and self.status in _HEADLESS


Known = Callable[[str], tuple[str, str, str, int] | None]  # payload digest → the attributes of a `Stored`


class WarcWriter:
    """Appends answers to `evidence-NNNNN.warc.gz` in *folder*, beginning behind the last record that is known.

    A file is cut back to where its last known record ends: what a killed process wrote behind it belongs to no
    capture. A body that is *known* already is not stored again: a `revisit` record refers to it.

    Args:
        folder: The site's folder; must exist.
        ends: file name → end of the last committed record, of an earlier process; empty for a new run.
        known: Tells where a body was stored before; what it tells must have been committed.
        segment: Bytes after which a new file begins.
    """

    def __init__(
        self, folder: Path, ends: dict[str, int] | None = None, *, known: Known | None = None, segment: int = SEGMENT
    ) -> None:
        self._folder, self._known, self._size = folder, known or (lambda _: None), segment
        ends = ends or {}
        for file in sorted(folder.glob("evidence-*.warc.gz")):
            if file.name not in ends:
                file.unlink()
            elif file.stat().st_size > ends[file.name]:
                with file.open("r+b") as stale:
                    stale.truncate(ends[file.name])
        self._number = max((int(name[9:14]) for name in ends), default=1)
        self._file: io.FileIO | None = None

    def write(self, answer: Answer) -> Place:
        """Append request and response, hand both to the system and return the place of the response.

        Raises:
            OSError: The disk takes no more; half a record is taken back.
        """
        file = self._segment(answer.fetched_at)
        begin, response_id, payload = file.tell(), _record_id(), digest(answer.raw)
        found = self._known(payload) if answer.raw and not answer.truncated else None
        before = Stored(*found) if found else None
        request = _request(answer, response_id) if answer.request else b""
        response = _response(answer, response_id, payload, before)
        _append(file, request + response)
        place = begin + len(request), len(response)
        return Place(Path(str(file.name)).name, *place, payload, before is not None)

    def close(self) -> None:
        """Close the file."""
        if self._file:
            self._file.close()

    def _segment(self, date: str) -> io.FileIO:
        """Return the file to append to; a new one begins with a record about itself and the file before it."""
        path = self._path()
        if (self._file.tell() if self._file else path.stat().st_size if path.exists() else 0) > self._size:
            self.close()
            self._file, self._number = None, self._number + 1
        if self._file:
            return self._file
        path = self._path()
        self._file = file = path.open("ab", buffering=0)
        if not file.tell():
            _append(
                file, _member("warcinfo", "application/warc-fields", self._info(), {"WARC-Filename": path.name}, date)
            )
        return file

    def _info(self) -> bytes:
        lines = [f"software: auditor/{__version__}", "format: WARC File Format 1.1"]
        if self._number > 1:
            before = self._path(self._number - 1)
            lines.append(f"{PREVIOUS}: {before.name} {sum_of_segment(before)}")
        return "".join(f"{line}\r\n" for line in lines).encode()

    def _path(self, number: int = 0) -> Path:
        return self._folder / f"evidence-{number or self._number:05}.warc.gz"


def sum_of_segment(file: Path) -> str:
    """Return the SHA-256 of an evidence file as the next one's first record says it."""
    with file.open("rb") as stream:
        return f"sha256:{file_digest(stream, 'sha256').hexdigest()}"


def _append(file: io.FileIO, data: bytes) -> None:
    """Write all of *data* or nothing of it."""
    begin, left = file.tell(), memoryview(data)
    try:
        while left:
            left = left[file.write(left) :]
    except OSError:
        with suppress(OSError):
            file.truncate(begin)
        raise


def read_answer(file: Path, offset: int, body: tuple[Path, int] | None = None) -> Answer | None:
    """Read the answer in the record at *offset*, or None where no whole one stands there.

    The body of a `revisit` record is read where *body* says (file, offset), else where the record itself says; the
    record there must have the payload digest that this one names.
    """
    answer, refers, _ = _at(file, offset)
    if answer is None or refers is None:
        return answer
    if body is None and refers.offset >= 0:
        body = file.parent / Path(refers.file).name, refers.offset
    first, again, payload = _at(*body) if body and body[0].is_file() else (None, None, "")
    if first is None or again is not None or _differ(refers.digest, payload):
        return None
    if answer.status in _HEADLESS:
        return replace(first, url=answer.url, fetched_at=answer.fetched_at)
    return replace(answer, raw=first.raw)


def _differ(one: str, other: str) -> bool:
    """Tell whether two digests of one kind are of two bodies; of two kinds nothing can be told."""
    (kind, _, value), (other_kind, _, other_value) = one.lower().partition(":"), other.lower().partition(":")
    return kind == other_kind and value != other_value


def _at(file: Path, offset: int) -> tuple[Answer | None, Referred | None, str]:
    with file.open("rb") as stream:
        stream.seek(offset)
        for record, _ in _records(stream):
            return answer_of(record), referred(record), payload_digest(record)
    return None, None, ""


def index(file: Path) -> Iterator[Indexed]:
    """Yield every whole record of a file that holds an answer, in its order; a last one that is cut off is passed over.

    Of a WACZ file those of the WARC files in it, each at its place in the whole file.
    """
    if file.suffix.lower() != WACZ:
        with file.open("rb") as stream:
            yield from _indexed(file.name, stream, 0)
        return
    for packed, begin in warcs_in(file):
        with packed as stream:
            yield from _indexed(file.name, stream, begin)


def _indexed(name: str, stream: IO[bytes], begin: int) -> Iterator[Indexed]:
    for record, iterator in _records(stream):
        answer = answer_of(record)  # before the offset is asked for, which passes over the rest of the record
        offset, length = iterator.get_record_offset(), iterator.get_record_length()
        if answer is not None:
            media = answer.header("Content-Type").partition(";")[0].strip().lower()
            refers = referred(record)
            place = Place(name, begin + offset, length, payload_digest(record), refers is not None)
            yield Indexed(place, answer.url, answer.fetched_at, answer.status, media, answer.location, refers)


def _records(stream: IO[bytes]) -> Iterator[tuple[Any, Any]]:
    """Yield warcio's records and its iterator; stop without an error where the file is cut off or no WARC."""
    from warcio.archiveiterator import ArchiveIterator  # noqa: PLC0415 - costs start-up time
    from warcio.exceptions import ArchiveLoadFailed  # noqa: PLC0415 - costs start-up time

    try:
        iterator = ArchiveIterator(stream)
        for record in iterator:
            yield record, iterator
    except (ArchiveLoadFailed, EOFError, zlib.error, ValueError) as error:
        if "non-chunked gzip" in str(error):
            message = "整个文件压成了一个 gzip,不能按记录读取;请先用 warcio recompress 转换"
            raise UsageError(f"{getattr(stream, 'name', 'WARC')}:{message}") from error


def _request(answer: Answer, response_id: str) -> bytes:
    about = {
        "WARC-Target-URI": answer.url,
        "WARC-Concurrent-To": response_id,
        "WARC-Payload-Digest": digest(answer.request.partition(b"\r\n\r\n")[2]),
    }
    return _member("request", "application/http; msgtype=request", answer.request, about, answer.fetched_at)


def _response(answer: Answer, response_id: str, payload: str, before: Stored | None) -> bytes:
    lines = [f"{answer.version} {answer.status} {answer.phrase}".rstrip()]
    lines += [f"{HIDDEN if name.lower() in _UNDONE else ''}{name}: {value}" for name, value in answer.headers]
    head = ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1", "replace")
    about = {"WARC-Target-URI": answer.url, "WARC-Payload-Digest": payload}
    if answer.address:
        about["WARC-IP-Address"] = answer.address
    if answer.truncated:
        about["WARC-Truncated"] = answer.truncated
    if before:
        about |= {"WARC-Profile": _SAME, "WARC-Refers-To-Target-URI": before.url}
        about |= {"WARC-Refers-To-Date": before.fetched_at, "WARC-Refers-To-Filename": before.file}
        about |= {"WARC-Refers-To-File-Offset": str(before.offset)}
    kind, block = ("revisit", head) if before else ("response", head + answer.raw)
    return _member(kind, "application/http; msgtype=response", block, about, answer.fetched_at, record_id=response_id)


def _member(kind: str, media: str, block: bytes, about: dict[str, str], date: str, *, record_id: str = "") -> bytes:
    """Make one record as one gzip member."""
    lines = ["WARC/1.1", f"WARC-Type: {kind}", f"WARC-Record-ID: {record_id or _record_id()}"]
    lines += [f"WARC-Date: {date}"]
    lines += [f"{name}: {value}" for name, value in about.items()]
    lines += [f"WARC-Block-Digest: {digest(block)}", f"Content-Type: {media}", f"Content-Length: {len(block)}"]
    return pack(("\r\n".join(lines) + "\r\n\r\n").encode() + block + b"\r\n\r\n")


def pack(record: bytes) -> bytes:
    """Return the gzip member of a record."""
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    return packer.compress(record) + packer.flush()


def digest(data: bytes) -> str:
    """Return the digest of *data* as WARC and CDXJ write it: `sha256:` and base32."""
    return "sha256:" + b32encode(sha256(data).digest()).decode()


def _record_id() -> str:
    return f"<urn:uuid:{uuid4()}>"
