"""WARC/1.1 files; this module alone knows how answers are written to them and read from them.

Records are written here, not by warcio, so that the headers of an answer stay byte for byte as they were; one gzip
member holds one record. Reading is warcio's.
"""

import io
import zlib
from base64 import b32encode
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple
from uuid import uuid4

from auditor import __version__
from auditor.archive.answer import Answer
from auditor.errors import UsageError

SEGMENT = 1_000_000_000  # bytes after which a new file begins
_LEVEL = 3  # 98 % of level 9's saving for half of its time
_HIDDEN = "X-Archive-Orig-"  # header that no longer holds for the stored body, as other archives name it
_UNDONE = {"transfer-encoding"}


class Place(NamedTuple):
    """Where a record stands: file name within its folder, first byte and length, both of the gzip member."""

    file: str
    offset: int
    length: int


class Indexed(NamedTuple):
    """A response record that was met in a file: enough to choose, not its body."""

    place: Place
    url: str
    fetched_at: str
    status: int
    media: str
    location: str


class WarcWriter:
    """Appends answers to `evidence-NNNNN.warc.gz` in *folder*, beginning behind the last record that is known.

    A file is cut back to where its last known record ends: what a killed process wrote behind it belongs to no
    capture.

    Args:
        folder: The site's folder; must exist.
        ends: file name → end of the last committed record, of an earlier process; empty for a new run.
    """

    def __init__(self, folder: Path, ends: dict[str, int] | None = None) -> None:
        self._folder = folder
        ends = ends or {}
        for file in sorted(folder.glob("evidence-*.warc.gz")):
            if file.name not in ends:
                file.unlink()
            elif file.stat().st_size > ends[file.name]:
                with file.open("r+b") as stale:
                    stale.truncate(ends[file.name])
        self._number = max((int(name[9:14]) for name in ends), default=1)
        self._file: io.BufferedWriter | None = None

    def write(self, answer: Answer) -> Place:
        """Append request and response, hand both to the system and return the place of the response."""
        file = self._segment(answer.fetched_at)
        response_id = _record_id()
        if answer.request:
            file.write(_request(answer, response_id))
        offset = file.tell()
        length = file.write(_response(answer, response_id))
        file.flush()
        return Place(Path(file.name).name, offset, length)

    def close(self) -> None:
        """Close the file."""
        if self._file:
            self._file.close()

    def _segment(self, date: str) -> io.BufferedWriter:
        """Return the file to append to; a new one begins with a record about itself."""
        path = self._folder / f"evidence-{self._number:05}.warc.gz"
        if (self._file.tell() if self._file else path.stat().st_size if path.exists() else 0) > SEGMENT:
            self.close()
            self._file, self._number = None, self._number + 1
            path = self._folder / f"evidence-{self._number:05}.warc.gz"
        if self._file:
            return self._file
        self._file = file = path.open("ab")
        if not file.tell():
            info = f"software: auditor/{__version__}\r\nformat: WARC File Format 1.1\r\n".encode()
            file.write(_member("warcinfo", "application/warc-fields", info, {"WARC-Filename": path.name}, date))
        return file


def read_answer(file: Path, offset: int) -> Answer | None:
    """Read the response record at *offset*, or None where no whole one stands there."""
    with file.open("rb") as stream:
        stream.seek(offset)
        for record, _ in _records(stream):
            return _answer(record)
    return None


def index(file: Path) -> Iterator[Indexed]:
    """Yield every whole response record of a WARC file, in its order; a last record that is cut off is passed over."""
    with file.open("rb") as stream:
        for record, iterator in _records(stream):
            answer = _answer(record)  # before the offset is asked for, which passes over the rest of the record
            offset, length = iterator.get_record_offset(), iterator.get_record_length()
            if answer is not None:
                media = answer.header("Content-Type").partition(";")[0].strip().lower()
                place = Place(file.name, offset, length)
                yield Indexed(place, answer.url, answer.fetched_at, answer.status, media, answer.location)


def _records(stream: io.BufferedReader) -> Iterator[tuple[Any, Any]]:
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
            raise UsageError(f"{stream.name}:{message}") from error


def _answer(record: Any) -> Answer | None:  # noqa: ANN401 - warcio has no types
    if record.rec_type != "response" or record.http_headers is None:
        return None
    about = record.rec_headers
    headers = tuple((name.removeprefix(_HIDDEN), value) for name, value in record.http_headers.headers)
    whole = record.payload_length
    raw = record.raw_stream.read()
    if whole is not None and 0 <= len(raw) < whole:
        return None
    if "chunked" in (record.http_headers.get_header("Transfer-Encoding") or "").lower():
        raw = _dechunked(raw)
    status, _, phrase = record.http_headers.statusline.partition(" ")
    return Answer(
        url=about.get_header("WARC-Target-URI") or "",
        status=int(status) if status.isdigit() else 0,
        headers=headers,
        raw=raw,
        fetched_at=about.get_header("WARC-Date") or "",
        phrase=phrase,
        version=record.http_headers.protocol or "HTTP/1.1",
        truncated=about.get_header("WARC-Truncated") or "",
        address=about.get_header("WARC-IP-Address") or "",
    )


def _dechunked(raw: bytes) -> bytes:
    """Undo a chunked transfer-encoding, as other programs' archives keep it."""
    from warcio.bufferedreaders import ChunkedDataReader  # noqa: PLC0415 - costs start-up time

    reader = ChunkedDataReader(io.BytesIO(raw))
    pieces = []
    while piece := reader.read():
        pieces.append(piece)
    return b"".join(pieces)


def _request(answer: Answer, response_id: str) -> bytes:
    about = {
        "WARC-Target-URI": answer.url,
        "WARC-Concurrent-To": response_id,
        "WARC-Payload-Digest": digest(answer.request.partition(b"\r\n\r\n")[2]),
    }
    return _member("request", "application/http; msgtype=request", answer.request, about, answer.fetched_at)


def _response(answer: Answer, response_id: str) -> bytes:
    lines = [f"{answer.version} {answer.status} {answer.phrase}".rstrip()]
    lines += [f"{_HIDDEN if name.lower() in _UNDONE else ''}{name}: {value}" for name, value in answer.headers]
    head = ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1", "replace")
    about = {"WARC-Target-URI": answer.url, "WARC-Payload-Digest": digest(answer.raw)}
    if answer.address:
        about["WARC-IP-Address"] = answer.address
    if answer.truncated:
        about["WARC-Truncated"] = answer.truncated
    media = "application/http; msgtype=response"
    return _member("response", media, head + answer.raw, about, answer.fetched_at, record_id=response_id)


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
