"""The CDXJ index that stands beside the evidence; this module alone knows its form."""

import json
import re
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from auditor.archive.answer import Answer
from auditor.archive.warc import Place, digest

CDXJ = "evidence.cdxj"
_REVISIT = "warc/revisit"
_WWW = re.compile(r"www\d*\.")


def cdxj_line(answer: Answer, place: Place) -> str:
    """Return the index line of a response or `revisit` record: SURT key, 14-digit time, JSON."""
    media = answer.header("Content-Type").partition(";")[0].strip().lower() or "unk"
    about = {
        "url": answer.url,
        "mime": _REVISIT if place.revisit else media,
        "status": str(answer.status),
        "digest": place.payload or digest(answer.raw),
        "length": str(place.length),
        "offset": str(place.offset),
        "filename": place.file,
    }
    return f"{surt(answer.url)} {re.sub('[^0-9]', '', answer.fetched_at)} {json.dumps(about)}"


class Line(NamedTuple):
    """What an index line says of its record: the address, the digest of the body, and where it stands.

    `revisit` is true where the body itself stands in an earlier record.
    """

    url: str
    digest: str
    file: str
    offset: int
    revisit: bool


def read_line(line: str) -> Line:
    """Read a line that `cdxj_line` wrote."""
    about = json.loads(line.split(" ", 2)[2])
    revisit = about["mime"] == _REVISIT
    return Line(about["url"], about["digest"], about["filename"], int(about["offset"]), revisit)


def surt(url: str) -> str:
    """Return the sort-friendly key of an address (`cn,gov,tancheng)/zwgk`), lower case and without `www.`."""
    parts = urlsplit(url.lower())
    host, _, port = parts.netloc.rpartition("@")[2].partition(":")
    parts_of_host = _WWW.sub("", host, count=1).split(".")
    key = host if parts_of_host[-1].isdecimal() else ",".join(reversed(parts_of_host))
    if port and port not in {"80", "443"}:
        key += f":{port}"
    query = urlencode(sorted(parse_qsl(parts.query, keep_blank_values=True)))
    line = f"{key}){parts.path or '/'}{'?' + query if query else ''}"
    # Nothing that a terminal would obey, or that would end the line.
    return (
        line
        if line.isprintable()
        else "".join(one if one.isprintable() else quote(one, "", None, "replace") for one in line)
    )


def write_lines(file: Path, lines: Iterable[str]) -> None:
    """Write *lines* so that the file is either the old one or the whole new one."""
    half = file.with_name(file.name + ".part")
    try:
        with half.open("w", encoding="utf-8", newline="\n") as out:
            out.writelines(f"{line}\n" for line in lines)
        half.replace(file)
    except OSError:
        with suppress(OSError):
            half.unlink(missing_ok=True)
        raise
