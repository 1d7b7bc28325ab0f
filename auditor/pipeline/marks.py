"""What a run saw of every page, a line each; this module alone knows `pages.jsonl`."""

import json
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, TextIO

from auditor.errors import UsageError, write_reason
from auditor.evaluate import subject_key
from auditor.evaluate.findings import page_subject
from auditor.model import PageMark, Reason, Record, SiteMarks
from auditor.text import addresses

PAGES = "pages.jsonl"
MOST_HELD = 1000  # addresses in a line
Line = Mapping[str, Any]
Sink = Callable[[Line], None]


class Unjudged:
    """Hands *sink* what could be read and not be judged all the same, many addresses of a rule in a line.

    Args:
        site: The id of the site.
        sink: Takes the lines.
    """

    def __init__(self, site: str, sink: Sink) -> None:
        self._site, self._sink = site, sink
        self._held: defaultdict[str, list[str]] = defaultdict(list)

    def add(self, rule: str, url: str) -> None:
        """Take one address."""
        held = self._held[rule]
        held.append(url)
        if len(held) >= MOST_HELD:
            self._hand_on(rule)

    def close(self) -> None:
        """Hand on what is left."""
        for rule in list(self._held):
            self._hand_on(rule)

    def _hand_on(self, rule: str) -> None:
        self._sink({"site": self._site, "rule": rule, "unjudged": self._held.pop(rule)})


def mark(site: str, records: Iterable[Record], unfinished: int, sink: Sink, absent: Container[str] = ()) -> None:
    """Hand *sink* a line for each page, and one for the site; *absent* are the keys of what certainly is not there."""
    for one in records:
        gone = one.outcome is Reason.HTTP_4XX and addresses.key(one.url) in absent
        seen = {"url": one.url, "outcome": one.outcome, "digest": one.digest, "subject": subject_key(page_subject(one))}
        sink({"site": site, **seen, **({"gone": True} if gone else {})})
    sink({"site": site, "unfinished": unfinished})


def collected(lines: Iterable[Line]) -> Mapping[str, SiteMarks]:
    """Put the lines of a run together, site by site."""
    pages: dict[str, dict[str, PageMark]] = {}
    unjudged: dict[str, set[tuple[str, str]]] = {}
    unfinished: dict[str, int] = {}
    for line in lines:
        site = str(line["site"])
        if "url" in line:
            seen = PageMark(
                line["url"], Reason(line["outcome"]), line["digest"], line["subject"], line.get("gone") is True
            )
            pages.setdefault(site, {})[addresses.key(seen.url)] = seen
        elif "rule" in line:
            unjudged.setdefault(site, set()).update((line["rule"], addresses.key(url)) for url in line["unjudged"])
        else:
            unfinished[site] = int(line["unfinished"])
    return {
        site: SiteMarks(pages.get(site, {}), frozenset(unjudged.get(site, ())), count)
        for site, count in unfinished.items()
    }


def read(folder: Path) -> Mapping[str, SiteMarks]:
    """Read the marks of a run folder; empty where it has none or they cannot be read."""
    try:
        with (folder / PAGES).open(encoding="utf-8") as lines:
            return collected(json.loads(line) for line in lines)
    except (OSError, ValueError, KeyError, TypeError):
        return {}


@contextmanager
def written(folder: Path | None, *, also: Sink | None = None) -> Iterator[Sink | None]:
    """Yield where to hand the lines of a run that is judged into *folder*; they stand there when all are written.

    *also* takes them too; without a folder it alone does.
    """
    if folder is None:
        yield also
        return
    part = folder / f"{PAGES}.part"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file = part.open("w", encoding="utf-8", newline="\n")
    except OSError as error:
        raise UsageError(f"运行文件夹写不进 {folder}({write_reason(error)})") from None
    try:
        with file:
            yield partial(_write, file, also)
        part.replace(folder / PAGES)
    finally:
        part.unlink(missing_ok=True)


def _write(file: TextIO, also: Sink | None, line: Line) -> None:
    print(json.dumps(line), file=file)
    if also:
        also(line)
