"""The entries of a list: this file alone tells a title from the category, the summary and the day beside it."""

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from auditor.extract.page import Anchor, Block, Line, Page
from auditor.text import dates, docnum, hans

TITLE = 2  # characters of an entry's title
_DAY = 30
_FEW = 2
_MANY = 60  # elements of a line of one entry
_ON_A_LINE = 4  # links of one entry that stand on one line: category, title, download, interpretation
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_ONLY_DATE = re.compile(r"[0-9\s\-/.:：年月日\[\]【】()（）]+")
_VAGUE = re.compile(
    r"今天|昨天|前天|刚刚|[0-9]+\s*(?:分钟|小时|天)前|(?<![0-9年\-/.])(?:[01]?[0-9]-[0-3]?[0-9]|[01]?[0-9]月[0-3]?[0-9]日?)(?![0-9\-/.])"
)
# Every date, every day whose parts stand apart and every vague day has one of these.
_MAY_DATE = re.compile(
    r"[0-9０-９月天刚](?:(?<=[月天刚])|[-/.．－／][0-9０-９]{1,2}(?![0-9０-９])|(?<![0-9]{3}1)(?<=1)9[0-9]{2}|(?<![0-9]{3}2)(?<=2)0[0-9]{2}|\s*(?:分钟|小时)前)"
)
_D, _M, _Y = r"[0-3]?[0-9]", r"[01]?[0-9]", r"(?:19|20)[0-9]{2}"
_YEAR = re.compile(_Y)
_S = r"(?:\s*\|\s*|\s+)"
# The day apart from its year or month, each in an element of its own: 12 | 2023-05, 05-12 | 2023, 2023年 | 5月12日.
_APART = tuple(
    re.compile(rf"(?:^|\|)[\[(（]?{form}[\])）]?(?:$|\|)")
    for form in (
        rf"(?P<d>{_D})日?{_S}(?P<y>{_Y})\s*[-/.年]\s*(?P<m>{_M})月?",
        rf"(?P<y>{_Y})\s*[-/.年]\s*(?P<m>{_M})月?\s*[-/.]?{_S}(?P<d>{_D})日?",
        rf"(?P<m>{_M})\s*[-/.月]\s*(?P<d>{_D})日?{_S}(?P<y>{_Y})年?",
        rf"(?P<y>{_Y})\s*[-/.年]?{_S}(?P<m>{_M})\s*[-/.月]\s*(?P<d>{_D})日?",
        rf"(?P<d>{_D})日?{_S}(?P<m>{_M})月{_S}(?P<y>{_Y})年?",
        rf"(?P<y>{_Y})年?{_S}(?P<m>{_M})月{_S}(?P<d>{_D})日?",
    )
)
_COUNTED = re.compile(r"[:：量数次读击览]\s*$")  # what stands behind it is a number of readers
_OPEN, _CLOSE = " \u00a0\u3000[【(（", " \u00a0\u3000]】)）"
_DIGIT = re.compile("[0-9]")
_BULLETS = " \u00a0\u3000·•●■◆◇○□▪►▶>»"
_SUMMARY = re.compile(r"。|(?:…|\.\.\.)$")
_CUT = re.compile(r"…+|\.{3,}")
_HEADED = re.compile(r"(?:^|[-_\s])(?:tit|tt|bt|biaoti|headline)(?:le)?[0-9]*(?:$|[-_\s])", re.IGNORECASE)
_PUBLISHED = re.compile(r"\W*(?:发布|公开|公布|发表|更新)(?:(?:日期|时间)\s*[:：]?|\s*[:：])\s*")
_BRACKETED = re.compile(r"\s*[\[【〔<（(｜|].*[\]】〕>）)｜|]\s*")
_NAME = re.compile(r"[\u4e00-\u9fff]\s*[\u4e00-\u9fff]|[A-Za-z]{3}")
_ATTRIBUTE = re.compile(r"^\s*(?:标题|名称)\s*[:：]\s*")


@dataclass(slots=True)
class Entry:
    """What a link shows: its title, the date beside or within that (None: none), and the text with that date.

    `vague` is true where the link shows a day without a year.
    """

    title: str
    date: str | None = None
    whole: str = ""
    vague: bool = False


def ends_at(line: Line, anchor: Anchor) -> int:
    """Return where in *line* a link of several lines ends: behind it, but in its last line."""
    if line.index < anchor.last - 1:
        return len(line.text)
    sizes = range(min(len(line.text), len(anchor.text)), -1, -1)
    return next(size for size in sizes if anchor.text.endswith(line.text[:size]))


def titled(page: Page, buttons: Container[str]) -> tuple[list[int], set[int]]:
    """Return the first line of every title, in order, and the numbers of the links that only stand beside one.

    A link that says nothing but one of the *buttons* (下载, 文字解读) is never a title.
    """
    numbered = [(number, one) for number, one in enumerate(page.anchors) if len(one.text) >= TITLE]
    minor = {number for number, one in numbered if one.text in buttons}
    shared = {one.first for (_, one), (_, other) in pairwise(numbered) if one.first == other.first}
    lines: dict[int, list[tuple[int, Anchor]]] = {line: [] for line in shared}
    for number, one in numbered if shared else ():
        if one.first in shared and number not in minor:
            lines[one.first].append((number, one))
    for links in lines.values():
        minor |= _minor(page, links)
    starts: list[int] = []
    before = ""
    for number, one in numbered:
        if one.href != before and number not in minor:
            starts.append(one.first)
        before = one.href
    return starts, minor


def _minor(page: Page, links: Sequence[tuple[int, Anchor]]) -> set[int]:
    """Tell which of the links of a line are no title: a category in brackets, a download, an interpretation."""
    if not _FEW <= len(links) <= _ON_A_LINE:
        return set()
    sizes = [0 if _BRACKETED.fullmatch(one.text) else len(one.text) for _, one in links]
    beside = {number for (number, _), size in zip(links, sizes, strict=True) if size * 2 <= max(sizes)}
    line = links[0][1].first
    if not beside or len(beside) == len(links) or line >= len(page.lines):
        return set()
    return set() if len(dates.find(page.lines[line].text)) > 1 else beside


def is_name(title: str) -> bool:
    """Tell whether *title* can be the name of a page: an index number or a 文号 alone is none."""
    if _NAME.search(title) is None:
        return False
    found = docnum.find(title)
    return not (found and found[0][1:] == (0, len(title)))


def entry(page: Page, anchor: Anchor) -> Entry:
    """Read the text of a link; a cut or missing title is taken from its attribute."""
    if anchor.last - anchor.first < _FEW and not may_date(anchor.text):
        found = Entry(hans.squeeze(anchor.text).lstrip(_BULLETS))
    else:
        found = _lined(page, anchor) or _parted(page, anchor) or _single(hans.squeeze(anchor.text).lstrip(_BULLETS))
    if not anchor.title or anchor.title == anchor.text:
        return found
    text = found.title
    cut = not text or text.endswith(("...", "…"))
    amid = not cut and _CUT.search(text) is not None
    if not cut and not amid and not may_date(anchor.title):
        return found
    title, day = _attribute(anchor)
    if (cut and len(title) >= len(text) - 3) or (amid and _fills(text, title)):
        return Entry(title, found.date or day)
    return found if found.date or not day else Entry(text, day)


def _fills(text: str, title: str) -> bool:
    """Tell whether *title* is *text*, which is cut in its middle, as a whole."""
    head, *_, tail = _CUT.split(text)
    return len(title) > len(head) + len(tail) and title.startswith(head) and title.endswith(tail)


def _attribute(anchor: Anchor) -> tuple[str, str | None]:
    """Read a title attribute: `标题：…` with `发布时间：…` on another line, or a title with the day behind it."""
    lines = anchor.title.splitlines()
    title = next((line for line in lines if _ATTRIBUTE.match(line)), lines[0])
    days = dates.find(anchor.title) if len(lines) > 1 else ()
    text = hans.squeeze(_ATTRIBUTE.sub("", title))
    if len(lines) > 1:
        return text, days[0][0] if len(days) == 1 else None
    single = _single(text)
    return (single.title, single.date) if single.title == hans.squeeze(anchor.text) else (text, None)


def _lined(page: Page, anchor: Anchor) -> Entry | None:
    """Read a link of several lines: a heading or the first lines are the title, a day or a summary may stand there."""
    if anchor.last - anchor.first < _FEW:
        return None
    lines = page.lines[anchor.first : anchor.last]
    shown = {line.index: line.text[: ends_at(line, anchor)] for line in lines}
    shown[anchor.first] = shown[anchor.first][anchor.start :]
    days = [line for line in lines if len(shown[line.index]) <= _DAY and _ONLY_DATE.fullmatch(shown[line.index])]
    texts = [shown[line.index] for line in days]
    vague = any(map(is_vague, texts))
    day = day_of(texts) or day_of([part for line in days for part in pieces(line)])
    if not day and not vague:
        days = [line for line in days if re.fullmatch("[0-9]{1,2}", shown[line.index])]  # a rank, or a day alone
    rest = [(shown[line.index], line) for line in lines if line not in days]
    if not rest:
        return None
    stated = {text: said for text, _ in rest if (said := _stated(text))}
    kept = [one for one in rest if one[0] not in stated]
    day = day or (next(iter(stated.values()), None) if kept else None)
    title = hans.squeeze("".join(_without_summary(page, kept or rest, anchor.title))).lstrip(_BULLETS)
    return Entry(title, day, vague=vague and not day) if day or vague else _single(title)


def _stated(text: str) -> str | None:
    """Return the date of a line that begins with 发布时间 and that date."""
    found = dates.find(text)
    return found[0][0] if found and _PUBLISHED.fullmatch(text, 0, found[0][1]) else None


def _without_summary(page: Page, lines: list[tuple[str, Line]], attribute: str) -> list[str]:
    """Return the headings of a link, else its first line and those behind it that are no sentences."""
    heads = [text for text, line in lines if _is_heading(page.blocks[line.block])]
    first = lines[0][0]
    if heads or first == attribute:
        return heads or [first]
    return [first, *(text for text, _ in lines[1:] if not _SUMMARY.search(text))]


def _is_heading(block: Block) -> bool:
    return block.tag in _HEADINGS or _HEADED.search(block.node.attributes.get("class") or "") is not None


def _parted(page: Page, anchor: Anchor) -> Entry | None:
    """Read a link in a single line whose first or last elements are nothing but the day."""
    if anchor.last != anchor.first + 1 or anchor.first >= len(page.lines):
        return None
    line = page.lines[anchor.first]
    if len(line.seams) > _MANY or not _DIGIT.search(anchor.text):
        return None
    inside = [seam for seam in line.seams if anchor.start < seam < anchor.start + len(anchor.text)]
    parts = list(_split(line.text[: anchor.start + len(anchor.text)], anchor.start, inside))
    days = [part for part in parts if len(part) <= _DAY and _ONLY_DATE.fullmatch(part)]
    if not days or len(days) == len(parts):
        return None
    edge = parts[: len(days)] == days or parts[-len(days) :] == days
    day, vague = day_of(days), any(map(is_vague, days))
    if not edge or not (day or vague):
        return None
    return Entry(hans.squeeze("".join(part for part in parts if part not in days)).lstrip(_BULLETS), day, vague=vague)


def _split(text: str, start: int, seams: Sequence[int]) -> Iterator[str]:
    """Split *text* from *start* on at *seams*; what is blank is left out."""
    for low, high in pairwise((start, *sorted(seams), len(text))):
        if part := text[low:high].strip():
            yield part


def pieces(line: Line, first: int = 0, last: int | None = None) -> list[str]:
    """Split the characters [first, last) of a line where elements begin or end."""
    end = len(line.text) if last is None else last
    return list(_split(line.text[:end], first, [seam for seam in line.seams if first < seam < end]))


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


def may_date(text: str) -> bool:
    """Tell at little cost whether *text* may show a date or a vague day."""
    return _MAY_DATE.search(text) is not None


def is_vague(text: str) -> bool:
    """Tell whether *text* shows a day without its year: it is no date, nor is then the next one the entry's."""
    marked = "-" in text or "月" in text or "天" in text or "前" in text or "刚" in text
    return marked and _VAGUE.search(text) is not None


def is_day(text: str) -> bool:
    """Tell whether *text* is a date and nothing else."""
    return len(text) <= _DAY and _ONLY_DATE.fullmatch(text) is not None and len(dates.find(text)) == 1


def day_of(parts: Sequence[str]) -> str | None:
    """Return the date that the *parts* of an entry make: the last whole one, or one whose parts stand apart."""
    for text in reversed(parts):
        if found := dates.find(text):
            return found[-1][0]
    joined = "|".join([part.strip() for part in parts])
    for form in _APART if _YEAR.search(joined) else ():
        match = form.search(joined)
        if match and not _COUNTED.search(joined, 0, match.start()):
            return dates.parse(f"{match['y']}-{match['m']}-{match['d']}")[0]
    return None
