"""How far a crawl is, shown on stderr; this module alone knows when a bar is drawn and when a plain line is written."""

import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Lock, Thread
from time import monotonic
from typing import TYPE_CHECKING, Any, Self

import typer

from auditor.formats._layout import harmless

if TYPE_CHECKING:
    from auditor.crawl import Progress

PAUSE = 30.0  # seconds between two plain lines
LOOK = 1.0  # seconds after which a silent crawl is looked after
MOST_BARS = 8  # sites shown at once


@contextmanager
def shown(sites: int) -> "Iterator[Callable[[Progress], None] | None]":
    """Yield what a crawl of that many *sites* tells its progress to: bars on a terminal, else a line every 30 s."""
    if logging.getLogger("auditor").level >= logging.ERROR:
        yield None
    elif sys.stderr.isatty():
        with _bars(sites) as tell:
            yield tell
    else:
        with _Lines(sites) as tell:
            yield tell


def _said(problem: str) -> str:
    """Say an address and why it could not be read, in Chinese; nothing of it is obeyed."""
    from auditor.formats._words import coded  # noqa: PLC0415 - most calls never meet a problem

    url, _, reason = problem.rpartition(" ")
    return f"{harmless(url)} {coded(reason)}".lstrip()


class _Lines:
    """Plain lines for a log, also while a crawl waits for a slow server or for its window."""

    def __init__(self, sites: int) -> None:
        self._sites = sites
        self._states: dict[str, Progress] = {}
        self._problem = ""
        self._last = monotonic()
        self._lock = Lock()
        self._over = Event()
        self._clock = Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Self:
        self._clock.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._clock.join()

    def __call__(self, state: "Progress") -> None:
        with self._lock:
            self._states[state.site_id] = state
            self._problem = state.problem or self._problem
            self._tell()

    def _watch(self) -> None:
        while not self._over.wait(LOOK):
            with self._lock:
                self._tell()

    def _tell(self) -> None:
        if monotonic() - self._last < PAUSE:
            return
        self._last = monotonic()
        states = self._states.values()
        done = sum(one.finished for one in states)
        line = f"站点 {done}/{self._sites},已取 {sum(one.captured for one in states)} 页"
        line += f",待取 {sum(one.waiting for one in states)} 页"
        typer.echo(line + (f";最近的问题: {_said(self._problem)}" if self._problem else ""), err=True)


@contextmanager
def _bars(sites: int) -> "Iterator[Callable[[Progress], None]]":
    from rich.console import Console  # noqa: PLC0415 - slow to import, needed on a terminal alone
    from rich.markup import escape  # noqa: PLC0415
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn  # noqa: PLC0415
    from rich.progress import Progress as Bars  # noqa: PLC0415

    columns: list[Any] = [TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()]
    tasks: dict[str, Any] = {}
    with Bars(*columns, console=Console(stderr=True), transient=True) as bars:
        total = bars.add_task("全部站点", total=sites)

        def tell(state: "Progress") -> None:
            if state.problem:
                bars.update(total, description=f"全部站点 最近的问题: {escape(_said(state.problem))}")
            if state.finished:
                bars.advance(total)
                if state.site_id in tasks:
                    bars.remove_task(tasks.pop(state.site_id))
                return
            if state.site_id not in tasks:
                tasks[state.site_id] = bars.add_task(escape(harmless(state.site_name)), visible=len(tasks) < MOST_BARS)
            bars.update(tasks[state.site_id], completed=state.captured, total=state.captured + state.waiting)

        yield tell
