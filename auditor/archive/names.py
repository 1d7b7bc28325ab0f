"""How mirroring programs name files; this module alone knows which folders are hosts and which address a file has."""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

HTML = "text/html"
NOWHERE = "/auditor-"  # how an address begins that a crawl asked for because it cannot exist
UNKNOWN_HOST = "localhost"  # for pages of which nothing says where they come from

_CONTENT_TYPES = {
    **dict.fromkeys(("", "html", "htm", "shtml", "shtm", "xhtml", "jhtml", "dhtml"), HTML),
    **dict.fromkeys(("asp", "aspx", "jsp", "jspx", "php", "do", "action", "cgi", "ashx"), HTML),
    "css": "text/css",
    "js": "text/javascript",
    "json": "application/json",
    "xml": "application/xml",
    "txt": "text/plain",
    "csv": "text/csv",
    "pdf": "application/pdf",
    "ofd": "application/ofd",
    "doc": "application/msword",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xls": "application/vnd.ms-excel",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ppt": "application/vnd.ms-powerpoint",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "wps": "application/vnd.ms-works",
    "zip": "application/zip",
    "rar": "application/vnd.rar",
    "gif": "image/gif",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "bmp": "image/bmp",
    "svg": "image/svg+xml",
    "ico": "image/x-icon",
    "mp3": "audio/mpeg",
    "mp4": "video/mp4",
}
_PORT = re.compile(r"[:+_](\d{1,5})$")  # wget, wget on Windows, HTTrack
_HOST = re.compile(r"(?:localhost|\d{1,3}(?:\.\d{1,3}){3}|(?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W\d_][^\W_]+)\Z")
_SURE_HOST = re.compile(r"\.(?:cn|com|net|org|hk|mo|tw|test|example|invalid)\Z")
_NO_HOST = re.compile(r"\.(?:files|html?|bak|old|orig|tmp|git|zip|warc|gz|d)\Z")
_COPIER = ("hts-log.txt", "hts-cache")  # HTTrack's own files beside its host folders
_PATH_SAFE = "/%:@!$&'()*+,;=~-._"
_QUERY_SAFE = _PATH_SAFE + "?"


class HostFolder(NamedTuple):
    """A folder that holds the files of *host*; `prefix` is the address path of the folder itself (`/`, `/zwgk/`)."""

    host: str
    folder: Path
    prefix: str = "/"


class MirrorFile(NamedTuple):
    """A file and the part of its address behind the host: percent-encoded path and query."""

    target: str
    file: Path


def host_folders(root: Path) -> tuple[HostFolder, ...]:
    """Find the host folders meant by *root*, sorted by host; a page folder without any host is `localhost`.

    A user may name the folder of hosts, one host folder, a folder inside of one (the nearest enclosing host folder
    then gives host and path), or a folder one or two levels above the hosts. Empty where no page is found.
    """
    root = Path(os.path.abspath(root))  # noqa: PTH100 - the name the user gave counts, so links stay as they are
    inner = _hosts_in(root)
    if host_of(root.name) and not _is_copiers(root):  # then folders with a dot are mostly no hosts (jquery.ui)
        inner = () if _has_pages(root) else tuple(host for host in inner if _is_sure(host.host))
    if inner:
        return inner
    if _has_pages(root) or not (inner := _hosts_below(root)):
        return _enclosing(root)
    return inner


def host_of(name: str) -> str:
    """Return the host that a folder of that name holds, with its port behind a colon, or an empty string."""
    port = _PORT.search(name)
    bare = name[: port.start()] if port else name
    if not _HOST.match(bare.lower()) or _NO_HOST.search(bare.lower()):
        return ""
    return f"{bare.lower()}:{port[1]}" if port else bare.lower()


def files_of(host: HostFolder) -> Iterator[MirrorFile]:
    """Yield the real files of a host folder, sorted by name; links out of it and dot files are passed over."""
    inside = host.folder.resolve()
    for folder, folders, names in os.walk(host.folder, followlinks=False):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            file = Path(folder, name)
            if not name.startswith(".") and file.is_file() and file.resolve().is_relative_to(inside):
                yield MirrorFile(target(host.prefix, file.relative_to(host.folder)), file)


def address_of(file: Path) -> str:
    """Return the address of a file inside a host folder (`…/www.x.gov.cn/zwgk/1.htm`), empty for any other file."""
    path = Path(os.path.abspath(file))  # noqa: PTH100 - the name the user gave counts, so links stay as they are
    for parent in path.parents:
        host = host_of(parent.name)
        if host and _is_sure(host):
            return f"http://{host}{target('/', path.relative_to(parent))}"
    return ""


def content_type(target: str) -> str:
    """Guess the media type of an address from its suffix, without charset; unknown suffixes are octet-stream."""
    name = target.partition("?")[0].rpartition("/")[2]
    return _CONTENT_TYPES.get(name.rpartition(".")[2].lower() if "." in name else "", "application/octet-stream")


def target(prefix: str, relative: Path) -> str:
    """Return path and query that a file name stands for; `?` and, in the last name, `@` begin the query."""
    parts = relative.as_posix().rpartition("/")
    path, found, query = "".join(parts).partition("?")
    if not found and "@" in parts[2][1:]:
        name, _, query = parts[2].partition("@") if not parts[2].startswith("@") else (parts[2], "", "")
        path, found = f"{parts[0]}{parts[1]}{name}", "?" if query else ""
    return quote(os.fsencode(prefix + path), safe=_PATH_SAFE) + (
        "?" + quote(os.fsencode(query), safe=_QUERY_SAFE) if found else ""
    )


def _hosts_in(folder: Path) -> tuple[HostFolder, ...]:
    children = (child for child in _children(folder) if child.is_dir() and not child.is_symlink())
    named = ((host_of(child.name), child) for child in children)
    return tuple(sorted(HostFolder(host, child) for host, child in named if host))


def _hosts_below(folder: Path) -> tuple[HostFolder, ...]:
    """Look one and two levels further down: the user named a folder of mirror folders."""
    found: dict[str, HostFolder] = {}
    level = [folder]
    for _ in range(2):
        level = [child for one in level for child in _children(one) if child.is_dir() and not child.is_symlink()]
        for host in (host for one in level for host in _hosts_in(one)):
            found.setdefault(host.host, host)
        if found:
            break
    return tuple(sorted(found.values()))


def _enclosing(folder: Path) -> tuple[HostFolder, ...]:
    if host := host_of(folder.name):
        return (HostFolder(host, folder),)
    for parent in folder.parents:
        host = host_of(parent.name)
        if host and _is_sure(host):
            return (HostFolder(host, folder, f"/{folder.relative_to(parent).as_posix()}/"),)
    return (HostFolder(UNKNOWN_HOST, folder),)


def _has_pages(folder: Path) -> bool:
    return any(
        child.is_file() and "." in child.name and content_type(child.name) == HTML for child in _children(folder)
    )


def _is_sure(host: str) -> bool:
    return bool(_SURE_HOST.search(host.partition(":")[0]))


def _is_copiers(folder: Path) -> bool:
    return any((folder / name).exists() for name in _COPIER)


def _children(folder: Path) -> list[Path]:
    return sorted(child for child in folder.iterdir() if not child.name.startswith("."))
