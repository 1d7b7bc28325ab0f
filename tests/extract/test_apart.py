"""Captures and records travel between processes and come out as they went in."""

import io
import subprocess
import sys

import pytest

from auditor.extract import apart
from auditor.model import Capture, PageKind, Reason, Record

PAGE = Capture("http://a.cn/1", "http://a.cn/2", 200, (("A", "b"),), b"<p>\xff</p>", "2026-11-21T22:00:00Z", Reason.OK)


def title(capture: Capture) -> Record:
    """Read a page of these tests; one with an empty body cannot be read."""
    if not capture.body:
        raise ValueError("nothing to read")
    return Record(capture.url, capture.final_url, capture.outcome, PageKind.LIST, title=repr(capture))


def served(*captures: Capture) -> list[bytes]:
    """Return the answers of a process that is asked for these and for nothing more."""
    asked = io.BytesIO(apart.first(title) + b"".join(map(apart.sent, captures)))
    answers = io.BytesIO()
    apart.serve(asked, answers)
    answers.seek(0)
    found = []
    while length := answers.read(apart.LENGTH):
        found.append(answers.read(int.from_bytes(length, "little")))
    return found


def test_a_record_comes_back_for_every_capture_in_turn() -> None:
    other = Capture("http://a.cn/3", "", 0, (), b"x", None, Reason.TIMEOUT)
    ready, *answers = served(PAGE, other)
    assert ready == b""
    assert [apart.received(one) for one in answers] == [title(PAGE), title(other)]


def test_what_reading_raises_is_raised_again() -> None:
    _, failed, good = served(Capture("", "", 200, (), b"", None, Reason.OK), PAGE)
    with pytest.raises(ValueError, match="nothing to read"):
        apart.received(failed)
    assert apart.received(good) == title(PAGE)


def test_a_process_of_its_own_serves_and_ends_with_what_it_is_asked() -> None:
    command = [sys.executable, "-c", apart.SERVE]
    asked = apart.first(len) + apart.sent(PAGE)  # type: ignore[arg-type]  # it reads nothing; that it raises is enough
    done = subprocess.run(command, input=asked, capture_output=True, check=True)
    assert done.stdout.startswith(apart.framed(b""))
    with pytest.raises(TypeError):
        apart.received(done.stdout[2 * apart.LENGTH :])
    assert done.stderr == b""
