"""Links behind a label (文字解读：http://…, 原文链接：…): this file alone tells such a label from prose, in a line."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from operator import attrgetter

from auditor.extract.page import Anchor, Line, Page, locate
from auditor.model import Link
from auditor.text import addresses, hans

_URL = re.compile(r"(?:https?://|(?<![\w./@\-])www\.)[0-9A-Za-z\-._~:/?#\[\]@!$&'()*+,;=%]+")
_LABEL = re.compile(
    r"(?:^|[\s;；、，。(（【\[]|(?<![0-9])[0-9]{1,2}[)）.．、])([\u4e00-\u9fff]{2,14})[\s】\])）]*[:：]"
)
_ABOUT = re.compile("(?:链接|鏈接|地址|网址|網址)$")
_WHOSE = re.compile("^(?:相关|关联|配套|政策|文件|部门|多元|本|该)+")
_PROSE = re.compile("[。，,；;！!？?]")
_DRESS = " \u00a0\u3000《【[(（"
_LONGEST = 60  # characters between a label and its link
_first = attrgetter("first")


def addresses_in(page: Page, text: str, start: int = 0, stop: int | None = None) -> Iterator[tuple[int, str]]:
    """Yield where an address is written out in *text* and what it leads to; www.… needs no scheme."""
    for match in _URL.finditer(text, start, len(text) if stop is None else stop):
        written = match[0].rstrip(".,;:!?'*")
        if ")" in written and "(" not in written:
            written = written.partition(")")[0]
        if url := addresses.resolve(page.url, written if written.startswith("http") else f"http://{written}"):
            yield match.start(), url


def anchors_of(page: Page, line: Line) -> list[Anchor]:
    """Return the links that begin in *line*."""
    low, high = (bisect_left(page.anchors, line.index + n, key=_first) for n in (0, 1))
    return page.anchors[low:high]


def labelled(page: Page, line: Line, words: frozenset[str], ends: tuple[str, ...]) -> Iterator[tuple[str, Link]]:
    """Yield what the labels of *line* lead to, with the label.

    A label is one of *words*; one that only ends like a label (*ends*) counts where the link follows at once. A label
    that ends its line may have its link in the next one.
    """
    marks = [(one, name) for one in _LABEL.finditer(line.text) if (name := _ABOUT.sub("", one[1]))]
    stops = [*(mark.start() for mark, _ in marks[1:]), len(line.text)]
    for (mark, name), stop in zip(marks, stops, strict=False):
        simple = hans.simplify(name)
        known = simple in words or _WHOSE.sub("", simple) in words
        if not known and not simple.endswith(ends):
            continue
        place, start = line, mark.end()
        if not line.text[start:].strip() and line.index + 1 < len(page.lines):
            place, start = page.lines[line.index + 1], 0
            stop = len(place.text)  # noqa: PLW2901 - that of the next line
        elif not line.text[start:stop].strip():
            continue
        for text, url, where in _behind(page, place, start, stop, strict=not known or place is not line):
            yield name, Link(url, text or mark[1], where)


def _behind(page: Page, line: Line, start: int, stop: int, *, strict: bool) -> Iterator[tuple[str, str, str]]:
    """Yield text, address and place of the links in line.text[start:stop], where nothing but a name leads to them."""
    anchors = [one for one in anchors_of(page, line) if start <= one.start < stop]
    linked = [(one, url) for one in anchors if (url := addresses.resolve(page.url, one.href))]
    written = [] if linked else list(addresses_in(page, line.text, start, stop))
    first = min([*(one.start for one, _ in linked), *(place for place, _ in written)], default=-1)
    lead = line.text[start:first].strip(_DRESS)
    if first < 0 or (lead and strict) or len(lead) > _LONGEST or _PROSE.search(lead):
        return
    for anchor, url in linked:
        named = anchor.text and not _URL.match(anchor.text)
        yield hans.squeeze(anchor.text) if named else "", url, locate(anchor.node, page)
    for _, url in written:
        yield "", url, locate(line.node, page)
