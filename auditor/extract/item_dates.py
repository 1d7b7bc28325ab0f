"""The date of a list entry: this file alone tells the entry's own date from one that its title speaks of."""

import re
from bisect import bisect_left
from dataclasses import dataclass

from auditor.extract.page import Anchor, Line, Page
from auditor.text import dates, hans

TITLE = 2  # characters of an entry's title
_FEW, _DAY = 2, 30
_LEVELS = 3  # boxes around an entry in which its date may stand
_LISTS = frozenset({"ul", "ol", "table", "tbody", "body", "html"})
_DAY_APART = re.compile(
    r"(?<![0-9])([0-9]{1,2})\s+((?:19|20)[0-9]{2})\s*[-/.年]\s*([0-9]{1,2})(?:\s*月)?(?![0-9])|((?:19|20)[0-9]{2})\s*[-/.年]\s*([0-9]{1,2})\s*月?\s+([0-9]{1,2})(?![0-9])"
)
# A day without its year: that no date can be made of it must not lead to the date of the next entry.
_VAGUE = re.compile(
    r"今天|昨天|前天|刚刚|[0-9]+\s*(?:分钟|小时|天)前|(?<![0-9年\-/.])(?:[01]?[0-9]-[0-3]?[0-9]|[01]?[0-9]月[0-3]?[0-9]日?)(?![0-9\-/.])"
)
_ONLY_DATE = re.compile(r"[0-9\s\-/.:：年月日\[\]【】()（）]+")
_OPEN, _CLOSE = " \u00a0\u3000[【(（", " \u00a0\u3000]】)）"


@dataclass(frozen=True, slots=True)
class Entry:
    """What a link shows: its title, the date beside or within that (None: none), and the text with that date."""

    title: str
    date: str | None = None
    whole: str = ""


def titled(page: Page) -> list[int]:
    """Return the first line of every link with a title, in order: what `item_date` counts in."""
    return [anchor.first for anchor in page.anchors if len(anchor.text) >= TITLE]


def entry(page: Page, anchor: Anchor) -> Entry:
    """Read the text of a link; a cut or missing title is taken from its attribute."""
    found = _lined(page, anchor) or _single(hans.squeeze(anchor.text))
    text = found.title
    cut = text.endswith(("...", "…", "..."))
    if anchor.title and (cut or not text) and len(anchor.title) >= len(text) - 3:
        return Entry(hans.squeeze(anchor.title), found.date)
    return found


def _lined(page: Page, anchor: Anchor) -> Entry | None:
    """Read a link of several lines, of which one or two are nothing but the date."""
    if anchor.last - anchor.first < _FEW:
        return None
    lines = [line.text for line in page.lines[anchor.first : anchor.last]]
    days = [text for text in lines if len(text) <= _DAY and _ONLY_DATE.fullmatch(text)]
    day = _one_date(" ".join(days)) if days and len(lines) > len(days) else None
    return Entry(hans.squeeze("".join(text for text in lines if text not in days)), day) if day else None


def _single(text: str) -> Entry:
    """Read a title with one date: at its end in brackets, behind a blank or in figures, or in figures before it."""
    found = dates.find(text)
    if len(found) != 1:
        return Entry(text)
    day, start, end = found[0]
    head, tail = text[:start].rstrip(_OPEN), text[end:].lstrip(_CLOSE)
    figures = not re.search("[年月日]", text[start:end])
    if not tail and (figures or not head or text[start - 1] in _OPEN):
        return Entry(head, day, text)
    if not head and (figures or text[end] in _CLOSE) and tail[0] not in "至到起止—–~～-":
        return Entry(tail, day, text)
    return Entry(text)


def dated(page: Page, anchor: Anchor, place: int, read: Entry, starts: list[int]) -> Entry:
    """Date the entry of a link: beside its title, in it, in its cell, row or box; *starts* are `titled`.

    A date in the text of the link is the title's own where another one stands beside it.
    """
    single = anchor.last == anchor.first + 1 and anchor.first < len(page.lines)
    if single and _count(starts, anchor.first, anchor.last) == 1:
        beside = _outside(page, anchor, anchor.first, anchor.last)
        if (day := _one_date(beside)) or _VAGUE.search(beside):
            return Entry(read.whole or read.title, day)
    for _ in range(_LEVELS):
        block = page.blocks[place]
        if _count(starts, block.first, block.last) > _FEW:
            break
        beside = _outside(page, anchor, block.first, block.last)
        if (day := _one_date(beside)) or _VAGUE.search(beside):
            return Entry(read.whole or read.title, day)
        if read.date or block.parent < 0 or page.blocks[block.parent].tag in _LISTS:
            break
        place = block.parent
    return read


def _count(starts: list[int], first: int, last: int) -> int:
    """Count the titles that begin in the lines [first, last)."""
    return bisect_left(starts, last) - bisect_left(starts, first)


def _outside(page: Page, anchor: Anchor, first: int, last: int) -> str:
    """Return the text of the lines [first, last) without that of the link."""
    return " ".join(_rest(line, anchor) for line in page.lines[first:last])


def _rest(line: Line, anchor: Anchor) -> str:
    if not anchor.first <= line.index < anchor.last:
        return line.text
    if anchor.last == anchor.first + 1:
        return line.text.replace(anchor.text, " ", 1)
    if line.index == anchor.first:
        return line.text[: anchor.start]
    longest = min(len(line.text), len(anchor.text)) if line.index == anchor.last - 1 else 0
    inside = next(size for size in range(longest, -1, -1) if anchor.text.endswith(line.text[:size]))
    return line.text[inside:] if longest else ""


def _one_date(text: str) -> str | None:
    found = dates.find(text)
    if found:
        return found[-1][0]
    match = _DAY_APART.search(text)
    if match:
        year, month, day = (match[2], match[3], match[1]) if match[2] else (match[4], match[5], match[6])
        return dates.parse(f"{year}-{month}-{day}")[0]
    return None
