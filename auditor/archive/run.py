"""A run folder as sources, one per site; this module alone knows how a crawl's folder is read back."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from auditor.archive.answer import failed
from auditor.archive.source import Entry, Origin, Source
from auditor.archive.warcsource import read_capture
from auditor.model import Capture, Reason
from auditor.text import addresses

CAPTURES = "captures.jsonl"
SITE = "site.json"
RUN = "run.json"
_TOLD_BY_PAGE = frozenset(
    {Reason.EMPTY, Reason.ENCODING, Reason.JS_CHALLENGE, Reason.BLOCKED_WAF, Reason.LOGIN, Reason.UNSUPPORTED_FILE}
)


def site_folders(path: Path) -> tuple[Path, ...]:
    """Return the site folders of a run folder, sorted; *path* itself if it is one; empty for any other folder."""
    if (path / CAPTURES).is_file():
        return (path,)
    return tuple(sorted(file.parent for file in path.glob(f"*/{CAPTURES}")))


def open_run(path: Path, *, max_bytes: int) -> tuple[Source, ...]:
    """Open each site of a run folder; also of a run that was stopped or killed, as far as it came.

    `as_of` is the one that `run.json` records (`as_of`); `final` holds where only loopback was asked.
    """
    day = _recorded_day(path / RUN) or _recorded_day(path.parent / RUN)
    return tuple(_open_site(folder, day, max_bytes) for folder in site_folders(path))


def _open_site(folder: Path, as_of: date | None, max_bytes: int) -> Source:
    lines = {line["url"]: line for line in _lines(folder / CAPTURES)}
    about = read_json(folder / SITE)
    entries = tuple(
        Entry(
            url,
            partial(_load, folder, lines[url], max_bytes),
            lines[url]["final_url"],
            origin=_origin(folder, lines[url]),
            confirmed=bool(lines[url].get("confirmed_at")),
        )
        for url in sorted(lines)
    )
    hosts = about.get("hosts") or sorted({addresses.host(url) for url in lines})
    return Source(
        root=folder,
        hosts=tuple(str(host) for host in hosts),
        entries=entries,
        as_of=as_of,
        final=bool(about.get("loopback")),
        site_id=str(about.get("id") or folder.name),
    )


def _load(folder: Path, line: dict[str, Any], max_bytes: int) -> Capture:
    url, outcome = str(line["url"]), Reason(line["outcome"])
    if not line.get("file"):
        return failed(url, outcome, line["fetched_at"], line["final_url"])
    # What was told from the page itself is told again: by tomorrow's words, from the same evidence.
    known = None if outcome in _TOLD_BY_PAGE else outcome
    limit = max(max_bytes, int(line["bytes"]))
    capture = read_capture(folder / str(line["file"]), int(line["offset"]), url, limit, known)
    if not capture.status:
        # It was captured, and cannot be read any more: nothing is known of it, least of all that it never was there.
        return failed(url, Reason.TRUNCATED, str(line["fetched_at"]), str(line["final_url"]))
    return replace(capture, final_url=str(line["final_url"]))


def _origin(folder: Path, line: dict[str, Any]) -> Origin | None:
    if not line.get("file"):
        return None
    return Origin(
        folder / str(line["file"]), int(line["offset"]), int(line.get("length", 0)), str(line.get("digest", ""))
    )


def _lines(file: Path) -> Iterator[dict[str, Any]]:
    """Yield the lines of a captures file; a last line that a killed process left half written is passed over."""
    with file.open(encoding="utf-8") as lines:
        for line in lines:
            try:
                found = json.loads(line)
            except ValueError:
                continue
            if isinstance(found, dict) and {"url", "final_url", "outcome", "fetched_at", "bytes"} <= found.keys():
                yield found


def _recorded_day(file: Path) -> date | None:
    try:
        return date.fromisoformat(str(read_json(file).get("as_of")))
    except ValueError:
        return None


def read_json(file: Path) -> dict[str, Any]:
    """Return the JSON object of a file, empty where there is none."""
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
