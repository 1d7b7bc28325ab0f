"""What stands beside the evidence: its CDXJ index and its manifest; this module alone knows their form."""

import json
import re
from collections.abc import Iterable, Mapping
from hashlib import file_digest
from pathlib import Path
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from auditor.archive.answer import Answer
from auditor.archive.warc import Place, digest

CDXJ = "evidence.cdxj"
MANIFEST = "manifest.json"
_CHANGING = {"state.db", "state.db-wal", "state.db-shm"}  # the crawl's own notes go on changing; they are no evidence
_WWW = re.compile(r"www\d*\.")

Sum = dict[str, str | int]


def cdxj_line(answer: Answer, place: Place) -> str:
    """Return the index line of a response record: SURT key, 14-digit time, JSON."""
    about = {
        "url": answer.url,
        "mime": answer.header("Content-Type").partition(";")[0].strip().lower() or "unk",
        "status": str(answer.status),
        "digest": digest(answer.raw),
        "length": str(place.length),
        "offset": str(place.offset),
        "filename": place.file,
    }
    return f"{surt(answer.url)} {re.sub('[^0-9]', '', answer.fetched_at)} {json.dumps(about)}"


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
    with half.open("w", encoding="utf-8", newline="\n") as out:
        out.writelines(f"{line}\n" for line in lines)
    half.replace(file)


def write_manifest(folder: Path) -> None:
    """Write the SHA-256 of every file of a site folder, except the state that goes on changing."""
    write_lines(folder / MANIFEST, [manifest_text(sums_of(folder))])


def write_run_manifest(run: Path, names: Iterable[str]) -> None:
    """Write the SHA-256 of what was asked and of each site's manifest, by which every other file is covered."""
    write_lines(run / MANIFEST, [manifest_text({name: sum_of(run / name) for name in sorted(names)})])


def sums_of(folder: Path) -> dict[str, Sum]:
    """Return what the manifest of a site folder says of its files as they are now: name → SHA-256 and size."""
    files = sorted(file for file in folder.rglob("*") if file.is_file())
    names = (file.relative_to(folder).as_posix() for file in files)
    return {name: sum_of(folder / name) for name in names if name != MANIFEST and name not in _CHANGING}


def manifest_text(sums: Mapping[str, Sum]) -> str:
    """Return the one way to write a manifest, so that every other one was tampered with."""
    return json.dumps({"schema_version": 1, "files": dict(sorted(sums.items()))}, indent=1, ensure_ascii=False)


def sum_of(file: Path) -> Sum:
    """Return SHA-256 and size of a file."""
    with file.open("rb") as stream:
        return {"sha256": file_digest(stream, "sha256").hexdigest(), "bytes": file.stat().st_size}
