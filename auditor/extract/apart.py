"""Reading in a process of its own: captures come in, records go out; this module alone knows how they travel.

Every message is its length (four bytes, little-endian) and that many bytes. What is sent first is the function that
reads, pickled; then come captures. An answer begins with a byte: 0 a record, 1 a pickled exception.
"""

import marshal
import pickle
from collections.abc import Callable
from typing import BinaryIO

from auditor.model import Capture, Reason, Record
from auditor.model.packing import packed, unpacked

LENGTH = 4  # bytes of the number before every message
SERVE = "import sys; from auditor.extract.apart import serve; serve(sys.stdin.buffer, sys.stdout.buffer)"
_GOOD, _FAILED = b"\x00", b"\x01"

Read = Callable[[Capture], Record]


def framed(message: bytes) -> bytes:
    """Return a message with its length before it."""
    return len(message).to_bytes(LENGTH, "little") + message


def first(read: Read) -> bytes:
    """Return the message that says how to read.

    Raises:
        Exception: *read* is no function that another process could find.
    """
    return framed(pickle.dumps(read))


def sent(capture: Capture) -> bytes:
    """Return the message that asks for the record of a capture."""
    plain = (
        capture.url,
        capture.final_url,
        capture.status,
        capture.headers,
        capture.body,
        capture.fetched_at,
        capture.outcome.value,
    )
    return framed(marshal.dumps(plain))


def received(message: bytes) -> Record:
    """Return the record in an answer, or raise what reading raised."""
    if message[:1] == _GOOD:
        return unpacked(marshal.loads(message[1:]))  # noqa: S302 - written by a process of ours
    raise pickle.loads(message[1:])  # noqa: S301 - see above


def serve(asked: BinaryIO, answers: BinaryIO) -> None:
    """Answer every capture that is *asked* with its record, until nothing more comes."""
    read: Read = pickle.loads(_message(asked))  # noqa: S301 - see above
    answers.write(framed(b""))  # it can begin
    answers.flush()
    while message := _message(asked):
        try:
            url, final_url, status, headers, body, fetched_at, outcome = marshal.loads(message)  # noqa: S302 - see above
            capture = Capture(url, final_url, status, headers, body, fetched_at, Reason(outcome))
            answer = _GOOD + marshal.dumps(packed(read(capture)))
        except Exception as error:  # noqa: BLE001 - it is raised again by who asked
            answer = _FAILED + pickle.dumps(error)
        answers.write(framed(answer))
        answers.flush()


def _message(stream: BinaryIO) -> bytes:
    """Return the next message, empty where the other side has gone."""
    return stream.read(int.from_bytes(stream.read(LENGTH), "little"))
