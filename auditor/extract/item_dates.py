"""The date of a list entry: this file alone finds it beside the title, in its row, its column or its box."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from auditor.extract.entries import Entry, day_of, ends_at, is_day, is_vague, may_date, pieces
from auditor.extract.lexicon import Lexicon
from auditor.extract.page import Anchor, Block, Line, Page
from auditor.model import FieldName
from auditor.text import dates

_FEW = 2
_LEVELS = 3  # boxes around an entry in which its date may stand
_LISTS = frozenset({"ul", "ol", "table", "tbody", "body", "html"})
_PARTS = frozenset({"tbody", "thead", "tfoot"})
_CALLED = re.compile(r"([\u4e00-\u9fff][\u4e00-\u9fff \u3000]{0,8}?)\s*([:：]?)\s*[\[(（【]?\s*$")
_PUBLISHED = re.compile(r"(?:发布|公开|公布|发表|更新|上传|添加|上网|发稿|录入)(?:日期|时间|于)?$")
_UNTIL = re.compile("(?:截止|截至|至|到|自|从)(?:日期|时间)?$")
_DIGIT = re.compile("[0-9]")
_RANGE = re.compile(r"\s*(?:[-—–―~～]+|至|到)\s*")
_BARE = frozenset({"时间", "日期"})


@dataclass(frozen=True, slots=True)
class Shown:
    """The lines in which titles begin, and those in which a day may stand; both in order."""

    titles: Sequence[int]
    days: Sequence[int]


def find_shown(page: Page, titles: Sequence[int]) -> Shown:
    """Look once for the lines in which a day may stand; most menus have none near by."""
    return Shown(titles, [line.index for line in page.lines if may_date(line.text)])


def may_be_dated(page: Page, links: Sequence[tuple[Anchor, int]], shown: Shown) -> bool:
    """Tell at little cost whether a day may stand where `dated` or `alternate` would look for those of the *links*."""
    low, high = _top(page, links[0][1]).first - 1, _top(page, links[-1][1]).last + 1
    if not _any(shown.days, low, high):
        return False
    named = [(one, place) for one, place in links if one.title or not one.text.isdecimal()]  # others are page numbers
    return (
        any(_is_near(page, one, place, shown) for one, place in named)
        or sum([_any(shown.days, one.first - 1, one.last + 1) for one, _ in named]) >= _FEW
    )


def _top(page: Page, place: int) -> Block:
    """Return the outermost block in which the date of an entry in the block *place* may stand."""
    for _ in range(_LEVELS - 1):
        above = page.blocks[place].parent
        if above < 0 or page.blocks[above].tag in _LISTS:
            break
        place = above
    return page.blocks[place]


def _is_near(page: Page, anchor: Anchor, place: int, shown: Shown) -> bool:
    for _ in range(_LEVELS):
        block = page.blocks[place]
        if _any(shown.days, block.first, block.last):
            alone = _count(shown.titles, block.first, block.last) <= _FEW
            return alone or _any(shown.days, anchor.first, anchor.last)
        place = block.parent
        if place < 0 or page.blocks[place].tag in _LISTS:
            break
    return False


def dated(page: Page, link: tuple[Anchor, int], read: Entry, shown: Shown, lexicon: Lexicon) -> Entry:
    """Date the entry of a link in a block: beside its title, in it, in its cell, row or box.

    A date in the link is the title's own where another one stands beside it.
    """
    anchor, place = link
    if read.vague:
        return read
    whole = read.whole or read.title
    single = anchor.last == anchor.first + 1 and anchor.first < len(page.lines)
    if single and _count(shown.titles, anchor.first, anchor.last) == 1:
        day, meant = _beside(page, anchor, (anchor.first, anchor.last), shown, lexicon)
        if meant:
            return Entry(whole, day or _in_attribute(page, place))
    for _ in range(_LEVELS):
        block = page.blocks[place]
        titles = _count(shown.titles, block.first, block.last)
        if titles > _FEW:
            break
        day, meant = _beside(page, anchor, (block.first, block.last), shown, lexicon)
        if titles == _FEW and meant and (day is None or _several(page, block.first, block.last)):
            break  # two entries with a date each: which is whose cannot be told here
        if meant:
            column = _in_column(page, place, lexicon) if block.tag == "tr" else None
            return Entry(whole, column or day or _in_attribute(page, place))
        if read.date or block.parent < 0 or page.blocks[block.parent].tag in _LISTS:
            break
        place = block.parent
    return read


def alternate(page: Page, anchors: Sequence[Anchor]) -> list[str | None]:
    """Return the dates of entries that have them on the line behind each title, or on the line before each."""
    lines = page.lines
    if len(anchors) < _FEW:
        return [None] * len(anchors)
    behind = all(one.last < len(lines) and is_day(lines[one.last].text) for one in anchors)
    before = not behind and all(one.first and is_day(lines[one.first - 1].text) for one in anchors)
    if not behind and not before:
        return [None] * len(anchors)
    return [day_of([lines[one.last if behind else one.first - 1].text]) for one in anchors]


def _count(starts: Sequence[int], first: int, last: int) -> int:
    """Count the titles that begin in the lines [first, last)."""
    return bisect_left(starts, last) - bisect_left(starts, first)


def _any(places: Sequence[int], first: int, last: int) -> bool:
    """Tell whether one of the *places* lies in the lines [first, last)."""
    low = bisect_left(places, first)
    return low < len(places) and places[low] < last


def _several(page: Page, first: int, last: int) -> bool:
    return sum(bool(dates.find(line.text)) for line in page.lines[first:last]) > 1


def _beside(
    page: Page, anchor: Anchor, span: tuple[int, int], shown: Shown, lexicon: Lexicon
) -> tuple[str | None, bool]:
    """Return the date in the lines of *span* outside the link, and whether anything there is meant as one."""
    first, last = span
    if not _any(shown.days, first, last):
        return None, False
    lines = page.lines[first:last]
    text = " ".join([_rest(line, anchor) for line in lines])
    if not may_date(text):
        return None, False
    day, meant = _published(text, lexicon)
    if meant or not _DIGIT.search(text):
        return day, meant or is_vague(text)
    day = day_of([part for line in lines for part in _parts(line, anchor)])
    return day, day is not None or is_vague(text)


def _published(text: str, lexicon: Lexicon) -> tuple[str | None, bool]:
    """Return the date of publication among those of *text*, and whether it shows any date.

    One that is called so comes before one without a name; the day of the document, on which nobody need have published
    it, and deadlines are none.
    """
    found = dates.find(text)
    if not found:
        return None, False
    if len(found) == 1:
        single, start, _ = found[0]
        return single if _rank(_CALLED.search(text, 0, start), lexicon) <= _FEW else None, True
    ranks: list[int] = []
    last = 0
    for _, start, end in found:
        if ranks and _RANGE.fullmatch(text, last, start):
            ranks[-1:] = [4, 4]
        else:
            ranks.append(_rank(_CALLED.search(text, last, start), lexicon))
        last = end
    by_rank = [[day for (day, _, _), one in zip(found, ranks, strict=True) if one == rank] for rank in (1, _FEW)]
    day = next((days[0 if rank == 0 else -1] for rank, days in enumerate(by_rank) if days), None)
    return day, True


def _rank(called: re.Match[str] | None, lexicon: Lexicon) -> int:
    """Rank a date by what it is called: 1 publication, 2 nothing known, 3 the document's own day, 4 another day."""
    if called is None:
        return 2
    name = called[1].strip()
    label = lexicon.whole(name)
    field = label.field if label else ""
    if field == FieldName.PUBLISHED_DATE or _PUBLISHED.search(name):
        return 1
    if field == FieldName.WRITTEN_DATE:
        return 3
    other = field or _UNTIL.search(name) or (called[2] and name not in _BARE)
    return 4 if other else 2


def _in_column(page: Page, row: int, lexicon: Lexicon) -> str | None:
    """Return the date in the column of a table whose first row calls it that of publication."""
    table = page.blocks[row].parent
    while page.blocks[table].tag in _PARTS:
        table = page.blocks[table].parent
    head = next(one for one in range(table + 1, row + 1) if page.blocks[one].tag == "tr")
    names, cells = page.blocks[head].children, page.blocks[row].children
    if head == row or len(names) != len(cells):
        return None
    for name, cell in zip(names, cells, strict=True):
        text = page.text_of(page.blocks[name]).strip()
        label = lexicon.whole(text)
        if (label and label.field == FieldName.PUBLISHED_DATE) or _PUBLISHED.search(text):
            found = dates.find(page.text_of(page.blocks[cell]))
            return found[0][0] if len(found) == 1 else None
    return None


def _in_attribute(page: Page, place: int) -> str | None:
    """Return the whole date that an element of the entry has as its title where it shows a part of it."""
    nodes = page.blocks[place].node.css("[title], [datetime]")
    titles = (node.attributes.get("datetime") or node.attributes.get("title") or "" for node in nodes)
    return next((day for title in titles if (day := dates.parse(title)[0])), None)


def _rest(line: Line, anchor: Anchor) -> str:
    """Return the text of a line without that of the link."""
    if not anchor.first <= line.index < anchor.last:
        return line.text
    if anchor.last == anchor.first + 1:
        return line.text.replace(anchor.text, " ", 1)
    if line.index == anchor.first:
        return line.text[: anchor.start]
    return line.text[ends_at(line, anchor) :]


def _parts(line: Line, anchor: Anchor) -> list[str]:
    """Return the elements of a line outside the link."""
    if not anchor.first <= line.index < anchor.last:
        return pieces(line)
    if anchor.last > anchor.first + 1:
        return [_rest(line, anchor)]
    end = anchor.start + len(anchor.text)
    return [*pieces(line, 0, anchor.start), *pieces(line, end, len(line.text))]
