"""What else than words stands in a text: this file alone recognises pictures, films, sound and files in it."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache
from operator import attrgetter

from auditor.extract.area import is_tiny
from auditor.extract.body import Text
from auditor.extract.files import is_attachment
from auditor.extract.lexicon import Lexicon
from auditor.extract.page import Page
from auditor.extract.walk import MEDIA

_FILM = re.compile(r"\.(?:mp4|m3u8|flv|wmv|avi|mov|swf|webm|mpe?g|rmvb)(?:$|[?#&\"'])", re.IGNORECASE)
_SOUND = re.compile(r"\.(?:mp3|wav|m4a|wma|aac|ogg)(?:$|[?#&\"'])", re.IGNORECASE)
_first = attrgetter("first")
_STREAMS = (".mp", ".m3u8", ".flv")  # .mp4, .mp3


def read_media(page: Page, text: Text, lexicon: Lexicon) -> tuple[str, ...]:
    """Return which of attachment, audio, frame, picture, video stand in the text, or are linked from it."""
    places = lexicon.pattern_of("video_places")
    return tuple(sorted({*_shown(page, text, places), *_linked(page, text, places), *_played(page, text)}))


def count_pictures(page: Page, text: Text) -> int:
    """Return how many pictures stand in the box of the text, icons left out; below its last line the box decides."""
    return sum(
        node.tag == "img" and not is_tiny(node) and (line < text.last or page.within(block, text.block))
        for node, block, line in page.figures
        if text.block >= 0 and text.first <= line <= text.last
    )


def _shown(page: Page, text: Text, places: re.Pattern[str]) -> Iterator[str]:
    for node, _, line in page.figures:
        if text.first <= line <= text.last:
            what = MEDIA[node.tag or ""]
            attributes = node.attributes
            source = (attributes.get("src") or attributes.get("data") or "") if what == "frame" else ""
            yield "video" if places.search(source) else _what(source) or what
            if is_attachment(source):
                yield "attachment"


def _linked(page: Page, text: Text, places: re.Pattern[str]) -> Iterator[str]:
    low, high = (bisect_left(page.anchors, index, key=_first) for index in (text.first, text.last))
    every = [anchor.href for anchor in page.anchors[low:high]]
    others = [href for href in every if not is_attachment(href)]
    if len(others) < len(every):
        yield "attachment"
    if places.search("\n".join(others)):
        yield "video"
    yield from filter(None, map(_what, others))


@lru_cache(maxsize=8192)
def _what(address: str) -> str:
    """Return what the file at an address plays: video, audio, or "" where it plays nothing."""
    if _FILM.search(address):
        return "video"
    return "audio" if _SOUND.search(address) else ""


def _played(page: Page, text: Text) -> Iterator[str]:
    """Yield what a script in the box of the text plays."""
    if text.block < 0 or not any(stream in page.code for stream in _STREAMS):
        return
    inside = page.blocks[text.block].node.html or ""
    if _FILM.search(inside):
        yield "video"
    if _SOUND.search(inside):
        yield "audio"
