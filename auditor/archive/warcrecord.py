"""One record of a WARC file, whoever wrote it; this module alone knows what of it is an answer."""

import io
from http import HTTPStatus
from typing import Any, NamedTuple

from auditor.archive.answer import Answer

HIDDEN = "X-Archive-Orig-"  # header that no longer holds for the stored body, as other archives name it
_HTTP = ("http://", "https://")
_ANSWERS = {"response", "resource", "revisit"}


class Referred(NamedTuple):
    """The earlier record whose body a `revisit` record stands for, as far as it says.

    `file` (beside the record's own) and `offset` are Heritrix's headers, kept by this program too; -1 where not said.
    """

    url: str
    date: str
    digest: str
    file: str = ""
    offset: int = -1


def answer_of(record: Any) -> Answer | None:  # noqa: ANN401 - warcio has no types
    """Return the answer that a record holds; None for requests, other records, other schemes and half a record.

    That of a `revisit` record is without its body; that of a `resource` record, which has no head, is a 200.
    """
    about = record.rec_headers
    url = about.get_header("WARC-Target-URI") or ""
    if record.rec_type not in _ANSWERS or not url.lower().startswith(_HTTP):
        return None
    head = record.http_headers
    if head is None and record.rec_type == "response":
        return None
    status, _, phrase = head.statusline.partition(" ") if head else ("", "", "")
    if record.rec_type == "resource":
        head, status = None, str(HTTPStatus.OK.value)
    raw = b"" if record.rec_type == "revisit" else _body(record)
    if raw is None:
        return None
    said = head.headers if head else [("Content-Type", record.content_type)] if record.rec_type == "resource" else []
    return Answer(
        url=url,
        status=int(status) if status.isdigit() else 0,
        headers=tuple((name.removeprefix(HIDDEN), value) for name, value in said),
        raw=raw,
        fetched_at=about.get_header("WARC-Date") or "",
        phrase=phrase,
        version=(head.protocol if head else "") or "HTTP/1.1",
        truncated=about.get_header("WARC-Truncated") or "",
        address=about.get_header("WARC-IP-Address") or "",
    )


def referred(record: Any) -> Referred | None:  # noqa: ANN401 - warcio has no types
    """Return what a `revisit` record refers to, None for every other record."""
    if record.rec_type != "revisit":
        return None
    about = record.rec_headers
    offset = about.get_header("WARC-Refers-To-File-Offset") or ""
    return Referred(
        about.get_header("WARC-Refers-To-Target-URI") or about.get_header("WARC-Target-URI") or "",
        about.get_header("WARC-Refers-To-Date") or "",
        payload_digest(record),
        about.get_header("WARC-Refers-To-Filename") or "",
        int(offset) if offset.isdecimal() else -1,
    )


def payload_digest(record: Any) -> str:  # noqa: ANN401 - warcio has no types
    """Return the payload digest that a record says, empty where it says none."""
    return record.rec_headers.get_header("WARC-Payload-Digest") or ""


def _body(record: Any) -> bytes | None:  # noqa: ANN401 - warcio has no types
    """Return the body with its content-encoding, without its transfer-encoding; None where it is cut off."""
    whole = record.payload_length
    raw: bytes = record.raw_stream.read()
    if whole is not None and 0 <= len(raw) < whole:
        return None
    chunked = record.http_headers and "chunked" in (record.http_headers.get_header("Transfer-Encoding") or "").lower()
    return _dechunked(raw) if chunked else raw


def _dechunked(raw: bytes) -> bytes:
    """Undo a chunked transfer-encoding, as other programs' archives keep it."""
    from warcio.bufferedreaders import ChunkedDataReader  # noqa: PLC0415 - costs start-up time

    reader = ChunkedDataReader(io.BytesIO(raw))
    pieces = []
    while piece := reader.read():
        pieces.append(piece)
    return b"".join(pieces)
