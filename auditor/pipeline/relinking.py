"""The links of a converted mirror; this module alone knows how those to its files lead to public addresses again."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from auditor.model import Record
from auditor.model.packing import packed, unpacked
from auditor.text import addresses

Relink = Callable[[Record], Record]
_HTTP = ("http://", "https://")


def relinked(record: Record, aliases: Mapping[str, str]) -> Record:
    """Return *record* with the public address in place of every link to a file of the mirror.

    Args:
        record: What a page says; its own addresses stay as they are.
        aliases: Join key by which a link names a file → its address.
    """
    if not aliases:
        return record

    def walk(value: Any) -> Any:  # noqa: ANN401 - nested tuples of plain values
        if isinstance(value, tuple):
            return tuple(map(walk, value))
        if not isinstance(value, str) or not value.startswith(_HTTP):
            return value
        address, mark, place = value.partition("#")
        public = aliases.get(addresses.key(address))
        return f"{public}{mark}{place}" if public else value

    return replace(unpacked(walk(packed(record))), url=record.url, final_url=record.final_url)
