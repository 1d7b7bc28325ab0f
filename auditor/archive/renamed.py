"""What mirroring programs rename; this module alone knows which address a renamed file had, and what links call it.

`wget -E` puts `.html` behind pages that have none, `-k` writes links to the files, `-K` keeps what was sent beside them
as `.orig`. HTTrack names files as it likes, writes links to them and notes the address in each page and in `hts-cache`.
"""

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import NamedTuple
from urllib.parse import quote, unquote

from auditor.archive import names
from auditor.archive.names import HostFolder, MirrorFile
from auditor.text import addresses

_HEAD = 2048  # bytes in which HTTrack's comment stands
_MIRRORED_FROM = re.compile(rb"<!--\s*Mirrored from (\S+) by HTTrack", re.IGNORECASE)
_ENOUGH = 20  # pages of a host, of which HTTrack signs nearly every one
_ORIG = ".orig"
_ADDED = re.compile(r"(?P<name>.+)\.html(?:\.gz)?\Z", re.DOTALL)
_DYNAMIC = re.compile(r"\.(?:aspx?|jspx?|php|do|action|cgi|ashx|shtml?)\Z", re.IGNORECASE)
_NOTED, _STATUS, _URL, _LOCAL = 9, 3, 7, 8  # columns of hts-cache/new.txt
_OWN = {"/robots.txt", "/auditor.yaml", "/expected.json"}


class Copied(NamedTuple):
    """A file of a mirror folder: its public address, where its bytes lie, what the server said.

    `file` is the one with the bytes as they were sent, where two are kept; `local` are the addresses that converted
    links name it by, beside its own.
    """

    url: str
    file: Path
    media: str
    status: int = 200
    local: tuple[str, ...] = ()


class _Noted(NamedTuple):
    url: str
    status: int


def copied(host: HostFolder, origin: str) -> Iterator[Copied]:
    """Yield every file of a host folder under the address it was copied from.

    Args:
        host: The folder.
        origin: Scheme and host of its addresses.
    """
    files = [one for one in names.files_of(host) if one.target not in _OWN]
    noted = _noted(host)
    as_sent = _as_sent(files)
    twins = set(as_sent.values())
    added = _adds_html(files)
    taken = {one.target for one in files}
    signed = any(_from_comment(one.file, origin) for one in _pages(files)[:_ENOUGH])
    for one in files:
        if one.file in twins:
            continue
        plain = _literal(host, one.file)
        media = names.content_type(one.target)
        page = media == names.HTML
        found = noted.get(_place(host, one.file)) or (_from_comment(one.file, origin) if page and signed else None)
        stem = _ADDED.match(one.file.name) if added else None
        if found:
            local: tuple[str, ...] = (origin + plain, origin + plain + _query(found.url))
            url = origin + one.target if addresses.key(found.url) == addresses.key(origin + one.target) else found.url
            yield Copied(url, one.file, media, found.status, local)
        elif stem and _had_none(stem["name"]):
            target = names.target(host.prefix, one.file.with_name(stem["name"]).relative_to(host.folder))
            yield Copied(origin + target, as_sent.get(one.file, one.file), names.HTML, local=_spelt(origin, one, plain))
        else:
            local = _spelt(origin, one, plain)
            if stem and "." not in stem["name"] and (bare := one.target.removesuffix(".html")) not in taken:
                local = (*local, origin + bare)
            yield Copied(origin + one.target, as_sent.get(one.file, one.file), media, local=local)


def _pages(files: Iterable[MirrorFile]) -> list[MirrorFile]:
    return [one for one in files if names.content_type(one.target) == names.HTML]


def _literal(host: HostFolder, file: Path) -> str:
    """Return the address path of a file whose name is taken literally, as converted links spell it."""
    return quote(os.fsencode(host.prefix + file.relative_to(host.folder).as_posix()), safe="/%:@!$&'()*+,;=~-._")


def _spelt(origin: str, one: MirrorFile, plain: str) -> tuple[str, ...]:
    """Return the addresses by which links may name a file: its name taken literally, and with its query as one."""
    return (origin + plain, origin + one.target)


def _query(url: str) -> str:
    """HTTrack leaves the query behind the name of its file: `show3eab.html?id=6`."""
    _, mark, query = url.partition("?")
    return mark + query


# ---------------------------------------------------------------- wget


def _as_sent(files: Iterable[MirrorFile]) -> Mapping[Path, Path]:
    """Return file → the `.orig` that `wget -K` kept of it; where `-E` added `.html`, that is named without it."""
    there = {one.file for one in files}
    kept: dict[Path, Path] = {}
    for file in sorted(one for one in there if one.name.endswith(_ORIG)):
        name = file.name.removesuffix(_ORIG)
        for copy in (file.with_name(name), file.with_name(f"{name}.html")):
            if copy in there:
                kept[copy] = file
                break
    return kept


def _adds_html(files: Iterable[MirrorFile]) -> bool:
    """Tell whether a folder was written with `wget -E`: all pages with a query or made by a program end in .html."""
    added = False
    for one in files:
        if one.file.name.endswith(_ORIG):
            continue
        stem = _ADDED.match(one.file.name)
        if stem and _had_none(stem["name"]):
            added = True
        elif not stem and _had_none(one.file.name) and _is_html(one.file):
            return False
    return added


def _had_none(name: str) -> bool:
    """Tell whether a page of that name is one behind which `-E` puts .html."""
    return "?" in name or "@" in name[1:] or bool(_DYNAMIC.search(name))


def _is_html(file: Path) -> bool:
    head = _head(file).lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return head.startswith((b"<!doctype", b"<html", b"<!--", b"<head", b"<body", b"<?xml"))


# ---------------------------------------------------------------- HTTrack


def _noted(host: HostFolder) -> Mapping[str, _Noted]:
    """Return what `hts-cache/new.txt` beside the host folder notes: file within the project → address and status."""
    file = host.folder.parent / "hts-cache" / "new.txt"
    try:
        lines = file.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return {}
    found: dict[str, _Noted] = {}
    for line in lines:
        columns = line.split("\t")
        if len(columns) < _NOTED or not columns[_STATUS].isdecimal():
            continue
        url = addresses.resolve(columns[_URL], columns[_URL])
        if url and addresses.host(url) == host.host:
            found[unquote(columns[_LOCAL])] = _Noted(url, int(columns[_STATUS]))
    return found


def _place(host: HostFolder, file: Path) -> str:
    return (PurePosixPath(host.folder.name) / file.relative_to(host.folder).as_posix()).as_posix()


def _from_comment(file: Path, origin: str) -> _Noted | None:
    """Return the address that HTTrack's comment in a page says; one of another host was in the page before."""
    match = _MIRRORED_FROM.search(_head(file))
    if not match:
        return None
    said = match[1].decode("utf-8", "replace")
    scheme = "" if said.lower().startswith(("http://", "https://")) else f"{origin.partition('://')[0]}://"
    url = addresses.resolve(scheme + said, scheme + said)
    return _Noted(url, 200) if url and addresses.host(url) == addresses.host(origin) else None


def _head(file: Path) -> bytes:
    try:
        with file.open("rb") as stream:
            return stream.read(_HEAD)
    except OSError:
        return b""
