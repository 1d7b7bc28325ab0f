"""What a crawl says of itself beside its captures; this module alone reads it back from a site's folder."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any, TypedDict

from auditor.archive.run import SITE, read_json
from auditor.model import PassedOver


class Told(TypedDict):
    """What `Seen` takes of it."""

    passed_over: tuple[PassedOver, ...]
    notes: tuple[str, ...]


def told_by_crawl(folders: Iterable[Path]) -> Told:
    """Return what the crawls in these site folders passed over, and what they had to say."""
    found = [read_json(folder / SITE) for folder in folders]
    passed = (_passed(one) for about in found for one in _list(about.get("passed_over")))
    notes = (str(note) for about in found for note in _list(about.get("notes")))
    return {"passed_over": tuple(one for one in passed if one), "notes": tuple(notes)}


def _passed(plain: Any) -> PassedOver | None:  # noqa: ANN401 - whatever the file holds
    try:
        examples = tuple(str(one) for one in _list(plain["examples"]))
        return PassedOver(str(plain["reason"]), int(plain["count"]), examples, bool(plain["more"]))
    except (KeyError, TypeError, ValueError):
        return None


def _list(plain: Any) -> list[Any]:  # noqa: ANN401 - as above
    return plain if isinstance(plain, list) else []
