"""What a folder holds, by SHA-256 and as a chain; this module alone knows the form of a manifest and what it proves."""

import json
from collections.abc import Iterable, Iterator, Mapping
from hashlib import file_digest, sha256
from pathlib import Path
from typing import Any, NamedTuple

from auditor.archive.index import write_lines

MANIFEST = "manifest.json"
FIRST = "0" * 64  # what the first entry names as the one before it
_CHANGING = {"state.db", "state.db-wal", "state.db-shm"}  # the crawl's own notes go on changing; they are no evidence
_NO_MANIFEST = "不在(抓取没有正常结束?可用 --resume 继续),文件的 SHA-256 无从核对"

Sum = dict[str, str | int]


class Fault(NamedTuple):
    """Something that is not as it was when it was captured; `place` names a record or a line, empty for the file."""

    file: str
    place: str
    message: str


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
    """Return the one way to write a manifest, so that every other one was tampered with.

    Each entry names the hash of the one before it (`previous`), and `head` is the hash of the last: whoever noted the
    head can tell later that no entry was taken out, put in or replaced.
    """
    files, before = dict[str, Sum](), FIRST
    for name, one in sorted(sums.items()):
        files[name] = {**one, "previous": before}
        before = sha256(json.dumps([name, files[name]], ensure_ascii=False, sort_keys=True).encode()).hexdigest()
    return json.dumps({"schema_version": 1, "files": files, "head": before}, indent=1, ensure_ascii=False)


def head_of(folder: Path) -> str:
    """Return the head of the chain that the manifest of *folder* says, empty where there is none."""
    return str(_read(folder / MANIFEST).get("head") or "")


def listed_in(folder: Path) -> Mapping[str, Any]:
    """Return what the manifest lists: name → SHA-256 and size; nothing where it cannot be read."""
    listed = _read(folder / MANIFEST).get("files")
    if not isinstance(listed, dict):
        return {}
    return {name: _unchained(one) for name, one in listed.items()}


def sum_of(file: Path) -> Sum:
    """Return SHA-256 and size of a file."""
    with file.open("rb") as stream:
        return {"sha256": file_digest(stream, "sha256").hexdigest(), "bytes": file.stat().st_size}


def faults_of(folder: Path, prefix: str, now: Mapping[str, Sum], known: set[str]) -> Iterator[Fault]:
    """Compare the files as they are *now* with the manifest; *known* have a fault already that says more."""
    file = folder / MANIFEST
    if not file.is_file():
        yield Fault(f"{prefix}{MANIFEST}", "", _NO_MANIFEST)
        return
    if not isinstance(_read(file).get("files"), dict):
        yield Fault(f"{prefix}{MANIFEST}", "", "读不出来,已损坏")
        return
    listed = listed_in(folder)
    for name in sorted(listed.keys() | now.keys()):
        if name not in now:
            yield Fault(f"{prefix}{name}", "", "文件不在(manifest.json 里有)")
        elif name not in listed:
            yield Fault(f"{prefix}{name}", "", "多出的文件(manifest.json 里没有)")
        elif listed[name] != now[name] and f"{prefix}{name}" not in known:
            yield Fault(f"{prefix}{name}", "", "SHA-256 与 manifest.json 不符")
    yield from _of_chain(file, prefix, listed)


def _of_chain(file: Path, prefix: str, listed: Mapping[str, Any]) -> Iterator[Fault]:
    """Tell where the chain of the entries breaks, or that they are not written as this program writes them."""
    text = file.read_text(encoding="utf-8")
    said = _read(file)
    try:
        wanted = manifest_text(listed) + "\n"
    except TypeError:
        wanted = ""
    if text == wanted:
        return
    chained = json.loads(wanted) if wanted else {"files": {}}
    broken = next((name for name, one in chained["files"].items() if said["files"][name] != one), "")
    if broken or said.get("head") != chained.get("head"):
        yield Fault(f"{prefix}{MANIFEST}", broken, "校验链断开,此处之前有条目被删、被加或被改")
    else:
        yield Fault(f"{prefix}{MANIFEST}", "", "写法被改动过")


def _unchained(one: Any) -> Any:  # noqa: ANN401 - whatever stands in the file
    return {key: value for key, value in one.items() if key != "previous"} if isinstance(one, dict) else one


def _read(file: Path) -> Mapping[str, Any]:
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
