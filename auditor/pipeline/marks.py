"""What a run saw of every page, a line each; this module alone knows `pages.jsonl`."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from auditor.errors import UsageError, os_reason
from auditor.evaluate import subject_key
from auditor.evaluate.findings import page_subject
from auditor.model import PageMark, Reason, Record, RuleTally, SiteMarks
from auditor.text import addresses

PAGES = "pages.jsonl"
Line = Mapping[str, Any]
Sink = Callable[[Line], None]


def mark(site: str, records: Iterable[Record], tallies: Iterable[RuleTally], unfinished: int, sink: Sink) -> None:
    """Hand *sink* a line for each page, for each rule that could not judge some of them, and one for the site."""
    for one in records:
        seen = {"url": one.url, "outcome": one.outcome, "digest": one.digest, "subject": subject_key(page_subject(one))}
        sink({"site": site, **seen})
    for tally in tallies:
        if tally.unjudged:
            sink({"site": site, "rule": tally.id, "unjudged": list(tally.unjudged)})
    sink({"site": site, "unfinished": unfinished})


def collected(lines: Iterable[Line]) -> Mapping[str, SiteMarks]:
    """Put the lines of a run together, site by site."""
    pages: dict[str, dict[str, PageMark]] = {}
    unjudged: dict[str, set[tuple[str, str]]] = {}
    unfinished: dict[str, int] = {}
    for line in lines:
        site = str(line["site"])
        if "url" in line:
            seen = PageMark(line["url"], Reason(line["outcome"]), line["digest"], line["subject"])
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
def written(folder: Path | None) -> Iterator[Sink | None]:
    """Yield where to hand the lines of a run that is judged into *folder*; they stand there when all are written."""
    if folder is None:
        yield None
        return
    part = folder / f"{PAGES}.part"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file = part.open("w", encoding="utf-8", newline="\n")
    except OSError as error:
        raise UsageError(f"运行文件夹写不进 {folder}({os_reason(error)})") from None
    try:
        with file:
            yield lambda line: print(json.dumps(line), file=file)
        part.replace(folder / PAGES)
    finally:
        part.unlink(missing_ok=True)
