"""Pages are read by whichever process is free, and every one of them is read whatever becomes of the other process."""

import asyncio
import sys
import time
from asyncio.subprocess import Process
from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import partial
from types import SimpleNamespace
from typing import Any

import pytest

from auditor import catalog
from auditor.archive.answer import failed
from auditor.crawl import reading
from auditor.crawl.reading import Reader
from auditor.extract import apart, extract
from auditor.model import Capture, Reason, Record

HTML = "<html><title>关于第{}件事的通知</title><body><h1>关于第{}件事的通知</h1><p>{}</p></body></html>"
REAL = partial(extract, vocabulary=catalog.load().vocabulary)
PATIENCE = 20.0  # seconds for a process to start on a busy machine


def page(number: int) -> Capture:
    body = HTML.format(number, number, "现将有关事项通知如下。" * 400).encode()
    return replace(failed(f"http://a.cn/{number}", Reason.OK, None), status=200, body=body)


def local(capture: Capture) -> Record:
    """Read a page by a function that only this process can find."""
    return REAL(capture)


local.__module__ = "nowhere_else"


@pytest.fixture(autouse=True)
def sent(monkeypatch: pytest.MonkeyPatch) -> list[Capture]:
    """Make a second process worth its start at once, and return the captures that are handed to it."""
    handed: list[Capture] = []
    real = apart.sent

    def spy(capture: Capture) -> bytes:
        handed.append(capture)
        return real(capture)

    monkeypatch.setattr(reading, "_WORTH", 0.0)
    monkeypatch.setattr(reading, "_SHARE", 0.0)
    monkeypatch.setattr(reading, "sent", spy)
    return handed


def with_reader(here: Callable[[Capture], Record], use: Callable[[Reader], Awaitable[Any]], *, started: bool) -> Any:  # noqa: ANN401 - what *use* returns
    """Use a reader, once its other process has started or has failed to."""

    async def go() -> Any:  # noqa: ANN401 - see above
        reader = Reader(here)
        try:
            await reader.read(page(0))
            async with asyncio.timeout(PATIENCE):
                while (reader._process is None) if started else (not reader._beside or not reader._beside.done()):  # noqa: SLF001, ASYNC110 - nothing tells
                    await asyncio.sleep(0.01)
            return await use(reader)
        finally:
            await reader.close()

    return asyncio.run(go())


def test_both_processes_read_and_say_the_same(sent: list[Capture]) -> None:
    pages = [page(number) for number in range(12)]

    async def use(reader: Reader) -> list[Record]:
        return await asyncio.gather(*map(reader.read, pages))

    assert with_reader(REAL, use, started=True) == [REAL(one) for one in pages]
    assert 0 < len(sent) < len(pages)  # the others did not wait for it


def test_neither_process_stands_idle_while_many_pages_wait(sent: list[Capture]) -> None:
    pages = [page(number) for number in range(20)]

    def slowly(capture: Capture) -> Record:
        time.sleep(0.03)
        return REAL(capture)

    async def use(reader: Reader) -> list[Record]:
        reader.here = slowly
        return await asyncio.gather(*map(reader.read, pages))

    assert with_reader(REAL, use, started=True) == [REAL(one) for one in pages]
    assert len(sent) > 2 * reading._AHEAD  # noqa: SLF001 - more than found room at once


def test_what_reading_raises_there_is_raised_here(sent: list[Capture]) -> None:
    unreadable = replace(page(1), body=None)  # type: ignore[arg-type]

    async def use(reader: Reader) -> Record:
        with pytest.raises((TypeError, AttributeError)):
            await reader.read(unreadable)
        return await reader.read(page(2))

    assert with_reader(REAL, use, started=True) == REAL(page(2))
    assert len(sent) == 2


def test_a_page_that_nobody_waits_for_any_more_spoils_no_other(sent: list[Capture]) -> None:
    async def use(reader: Reader) -> Record:
        dropped = asyncio.create_task(reader.read(page(1)))
        await asyncio.sleep(0)
        dropped.cancel()
        return await reader.read(page(2))

    assert with_reader(REAL, use, started=True) == REAL(page(2))
    assert len(sent) == 2


def test_what_a_killed_process_has_not_read_is_read_here(sent: list[Capture]) -> None:
    pages = [page(number) for number in range(3)]

    async def use(reader: Reader) -> list[Record]:
        process = reader._process  # noqa: SLF001 - to be killed
        assert process
        process.kill()
        return [await reader.read(one) for one in pages]

    assert with_reader(REAL, use, started=True) == [REAL(one) for one in pages]
    assert len(sent) < 2


def test_a_process_that_is_being_ended_is_waited_for(sent: list[Capture], monkeypatch: pytest.MonkeyPatch) -> None:
    ended, real = [], reading._ended  # noqa: SLF001 - to take longer

    async def slowly(process: Process) -> None:
        await asyncio.sleep(0.05)
        await real(process)
        ended.append(process)

    monkeypatch.setattr(reading, "_ended", slowly)

    async def use(reader: Reader) -> Process:
        process = reader._process  # noqa: SLF001 - as above
        assert process
        process.kill()
        while reader._process:  # noqa: SLF001, ASYNC110 - nothing tells
            await asyncio.sleep(0)
        return process

    assert with_reader(REAL, use, started=True) in ended
    assert sent == []


def nameless(capture: Capture) -> Record:
    """Read a page by a function that cannot be sent."""
    return REAL(capture)


nameless.__qualname__ = "nowhere"


@pytest.mark.parametrize("here", [nameless, local])
def test_where_no_other_process_can_read_this_one_does(
    here: Callable[[Capture], Record], sent: list[Capture], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "nowhere_else", SimpleNamespace(local=local))

    async def use(reader: Reader) -> Record:
        return await reader.read(page(1))

    assert with_reader(here, use, started=False) == REAL(page(1))
    assert sent == []


def test_no_process_is_started_where_reading_takes_no_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "_WORTH", 1e9)

    async def go() -> bool:
        reader = Reader(REAL)
        await reader.read(page(1))
        await reader.close()
        return reader._beside is None  # noqa: SLF001 - nothing else tells

    assert asyncio.run(go())
