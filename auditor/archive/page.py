"""One saved page as a source; this module alone knows how a saved page tells its address."""

import os
import re
from functools import partial
from html import unescape
from pathlib import Path
from urllib.parse import quote

from auditor.archive.mirror import read_file
from auditor.archive.names import HTML, UNKNOWN_HOST, address_of
from auditor.archive.source import Entry, Origin, Source
from auditor.errors import NothingError, UsageError
from auditor.model import Reason
from auditor.text import addresses

_HEAD = 16_384  # bytes in which a page says where it comes from
_TAG = re.compile(rb"<(?:[a-zA-Z][a-zA-Z0-9]*[\s/>]|!doctype|!--|\?xml)", re.IGNORECASE)
_BINARY = (b"%PDF", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"Rar!", b"\x1f\x8b")
# No text in any encoding holds these; blanks, ESC, SO and SI (ISO-2022) and the zeros of UTF-16 left apart.
_CONTROLS = bytes({*range(1, 32), 127} - {9, 10, 12, 13, 14, 15, 27})
_STRAYS, _MOST_CONTROLS = 8, 0.02  # of the bytes at the head: random bytes have a tenth
_SAVED_FROM = re.compile(rb"<!--\s*saved from url=\(\d+\)(\S+?)\s*-->", re.IGNORECASE)
_MIRRORED_FROM = re.compile(rb"<!--\s*Mirrored from (\S+) by ", re.IGNORECASE)
_LINK = re.compile(rb"<link\b[^>]*>", re.IGNORECASE)
_CANONICAL = re.compile(rb"""\brel\s*=\s*["']?canonical["'\s/>]""", re.IGNORECASE)
_HREF = re.compile(rb"""\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))""", re.IGNORECASE)


def open_page(file: Path, *, url: str, max_bytes: int) -> Source:
    """Open one page.

    Its address is *url*, else what the page says of itself, else that of its place in a mirror folder, else
    `http://localhost/NAME`.

    Raises:
        UsageError: *url* is no http(s) address.
        NothingError: The file is empty or no HTML page.
    """
    if url and not addresses.resolve(url, url):
        raise UsageError(f"--url 不是网页地址:{url}")
    capture = read_file(file, "", HTML, max_bytes)
    if capture.outcome is Reason.NOT_CAPTURED:
        raise UsageError(f"{file}:文件读不出来")
    if capture.outcome is Reason.EMPTY or (capture.body and not capture.body.strip()):
        raise NothingError(f"{file}:文件是空的,没有可评判的内容")
    if capture.outcome is Reason.OK and not looks_like_html(capture.body):
        raise NothingError(f"{file}:不是 HTML 网页,没有可评判的内容")
    told = url or _own_address(capture.body) or address_of(file)
    address = told or f"http://{UNKNOWN_HOST}/{quote(os.fsencode(file.name))}"
    load = partial(read_file, file, address, HTML, max_bytes)
    return Source(root=file, hosts=(addresses.host(address),), entries=(Entry(address, load, origin=Origin(file)),))


def looks_like_html(body: bytes) -> bool:
    """Tell whether *body* has a tag at all and is text, not a binary file that holds `<a ` by chance."""
    head = _head(body)
    controls = len(head) - len(head.translate(None, _CONTROLS))
    if body.startswith(_BINARY) or controls > _STRAYS + _MOST_CONTROLS * len(head):
        return False
    return bool(_TAG.search(head) or _TAG.search(body))


def _own_address(body: bytes) -> str:
    """Return the address that a saved page names itself: the saver's comment, else its canonical link."""
    head = _head(body)
    for pattern, scheme in ((_SAVED_FROM, b""), (_MIRRORED_FROM, b"http://")):
        if found := pattern.search(head):
            named = found[1] if found[1].lower().startswith((b"http://", b"https://")) else scheme + found[1]
            return _checked(named)
    canonical = next((tag for tag in _LINK.findall(head) if _CANONICAL.search(tag)), b"")
    href = _HREF.search(canonical)
    return _checked(href[1] or href[2] or href[3] or b"") if href else ""


def _checked(named: bytes) -> str:
    """Return *named* as an absolute http(s) address, or an empty string."""
    address = unescape(named.decode("utf-8", "replace"))
    return (addresses.resolve(address, address) or "") if address.startswith(("http://", "https://")) else ""


def _head(body: bytes) -> bytes:
    """Return the beginning of *body* in an ASCII-compatible encoding."""
    if body.startswith((b"\xff\xfe", b"\xfe\xff")):
        return body[:_HEAD].decode("utf-16", "replace").encode()
    return body[:_HEAD]
