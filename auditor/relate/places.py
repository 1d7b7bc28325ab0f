"""What the site knows of each page, packed; this module alone knows how small a page can be made."""

import re
from array import array
from collections.abc import Iterator, Mapping
from dataclasses import fields
from operator import attrgetter
from typing import Any

from auditor.model import PageView
from auditor.relate.pages import Pages

_DIGEST = re.compile("sha256:[0-9a-f]{64}")
_BYTES = 32  # of such a digest
_LENGTH = 4  # bytes that tell how long a run of bytes is
_SCHEMES = {b"": "http://", b"s": "https://"}  # an address that is its key behind a scheme is kept as the scheme
_OWN = ("url", "listed", "listed_title", "fetched_at", "digest")  # what each page has for itself
_COMMON = tuple(one.name for one in fields(PageView) if one.name not in _OWN)
_common = attrgetter(*_COMMON)


class Places(Mapping[str, PageView]):
    """Key of a page → what is known of it, made when it is asked for.

    Held of each page: its key and the number of its record (both shared with `Pages`, 170 bytes), what it has in
    common with many others as a number (4), and what it has alone in a run of bytes (130, all runs in one) with where
    that begins (8): address, listed day and title, time and digest.
    """

    def __init__(self, by_key: Pages) -> None:
        self._numbers = by_key.numbers
        self._known: dict[tuple[Any, ...], int] = {}
        self._common: list[dict[str, Any]] = []
        self._kinds = array("I", bytes(4 * by_key.count))
        self._own = bytearray()
        self._starts = array("Q", bytes(8 * by_key.count))

    def add(self, key: str, place: PageView) -> None:
        """Pack what is known of a page; every page of `Pages` is to be added once."""
        number = self._numbers[key]
        common = _common(place)
        kind = self._known.setdefault(common, len(self._common))
        if kind == len(self._common):
            self._common.append(dict(zip(_COMMON, common, strict=True)))
        self._kinds[number] = kind
        title = place.listed_title.replace("\0", " ")
        texts = (_encoded(one or "") for one in (place.listed, title, place.fetched_at))
        own = b"\0".join((_address(place.url, key), *texts, _digest(place.digest)))
        self._starts[number] = len(self._own)
        self._own += len(own).to_bytes(_LENGTH) + own

    def __getitem__(self, key: str) -> PageView:
        """Make what is known of a page; KeyError where there is none."""
        number = self._numbers[key]
        start = self._starts[number] + _LENGTH
        end = start + int.from_bytes(self._own[start - _LENGTH : start])
        address, listed, title, time, digest = bytes(self._own[start:end]).split(b"\0", 4)
        return PageView(
            url=_SCHEMES[address] + key if address in _SCHEMES else _decoded(address),
            digest=f"sha256:{digest.hex()}" if len(digest) == _BYTES else _decoded(digest),
            listed=_decoded(listed) or None,
            listed_title=_decoded(title),
            fetched_at=_decoded(time) or None,
            **self._common[self._kinds[number]],
        )

    def __iter__(self) -> Iterator[str]:
        """Yield the keys, sorted."""
        return iter(self._numbers)

    def __len__(self) -> int:
        """How many pages there are."""
        return len(self._numbers)

    def __contains__(self, key: object) -> bool:
        """Tell whether there is a page with that key."""
        return key in self._numbers

    def __repr__(self) -> str:
        """Return all of it, as of a dict."""
        return repr(dict(self))


def _address(url: str, key: str) -> bytes:
    short = next((mark for mark, scheme in _SCHEMES.items() if url == scheme + key), None)
    return _encoded(url) if short is None else short


def _digest(digest: str) -> bytes:
    return bytes.fromhex(digest[-2 * _BYTES :]) if _DIGEST.fullmatch(digest) else _encoded(digest)


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _decoded(text: bytes) -> str:
    return text.decode("utf-8", "surrogatepass")
