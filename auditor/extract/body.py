"""The text of a page: this file alone decides where it begins and ends, and reads its signature."""

import re
from dataclasses import dataclass
from functools import lru_cache

from auditor.extract.block import Reading
from auditor.extract.headline import Headline
from auditor.extract.lexicon import Lexicon
from auditor.extract.page import Line, Page, locate
from auditor.model import Body
from auditor.text import dates, hans, organs

_SHARE = 0.7  # of the weight of a block that its child must hold to be the body itself
_BLANK = " \u00a0\u3000"
_HEADING = 80
WIDEST = 60  # cells of a row that are looked at
_CELLS = frozenset({"td", "th"})
_ATTACHMENT = re.compile(r"附\s?件?\s?[:：].*|附\s?件\s?[0-9一二三四五六七八九十]{0,3}(?:[\s:：].*)?")
_BESIDE = re.compile(  # 来源, 发布时间 and the block of fields, which stand at the head of some texts
    r"(?:文\s*号|字\s*号|编\s*号|索引号|日期|[时時][间間]|机关|机构|[来來]源|标题|名称|分类|主题词?|[发發]布|作者|浏览|字体|打印|分享)"
    r"\s*(?:次数)?\s*[:：]"
)
_TAIL = 25
_PANEL, _WITH_DRESS = 14, 20
_SIGNED = 40  # characters of a signature line
_ORGAN_REACH = 5
_FOOTER = re.compile(  # each way begins with a character, so that the search skips from one of these to the next
    r"主办(?:单位)?\s*[:：]|承办(?:单位)?\s*[:：]|网站标识码|版权所有|I[Cc][Pp]备|i[Cc][Pp]备|公网安备|备案号|技术支持[:：]"
    r"|C[Oo][Pp][Yy][Rr][Ii][Gg][Hh][Tt]|c[Oo][Pp][Yy][Rr][Ii][Gg][Hh][Tt]"
)
_MAY_DATE = re.compile("[年0-9０-９]")


@dataclass(frozen=True, slots=True)
class Text:
    """The lines [first, last) of the body and the number of its block (-1: none)."""

    first: int = 0
    last: int = 0
    block: int = -1


def find_text(page: Page, reading: Reading, headline: Headline, lexicon: Lexicon) -> Text:
    """Find the body: the smallest block that holds most of the unlinked text."""
    stop = footer_of(page)
    weights = _weights(page, reading, stop)
    if not weights[-1]:
        return Text()
    place = _innermost(page, weights)
    block = page.blocks[place]
    first = max(block.first, headline.last if block.first <= headline.line < block.last else block.first)
    last = _end(page, first, min(block.last, stop), lexicon)
    prose = next((one.index for one in page.lines[first:last] if _is_prose(one, reading)), last)
    inside = [index for index in reading.lines if first <= index < prose]  # 附件： below the text is no label
    if inside and (max(inside) - first < (last - first) / 2 or prose < last):
        first = max(inside) + 1
    return Text(first, max(first, last), place)


def _weights(page: Page, reading: Reading, stop: int) -> list[int]:
    """Return how much text stands before each line, and in all: that outside links and the block, sentences twice."""
    total, weights = 0, [0]
    for line in page.lines[:stop]:
        text = line.text
        size = len(text)
        if line.linked * 2 < size and line.index not in reading.lines:
            total += size * 2 if "。" in text or "，" in text else size
        weights.append(total)
    weights += [total] * (len(page.lines) - stop)
    return weights


def _innermost(page: Page, weights: list[int]) -> int:
    """Return the number of the smallest block that holds most of the text, of more than one line if there is more."""
    blocks, place = page.blocks, 0
    while place >= 0:
        found, block = place, blocks[place]
        most = (weights[block.last] - weights[block.first]) * _SHARE
        within = (n for n in block.children if weights[blocks[n].last] - weights[blocks[n].first] >= most)
        place = next(within, -1)  # no other child can hold as much
        if place >= 0 and blocks[place].last - blocks[place].first <= 1 < block.last - block.first:
            break
    return found


def _is_prose(line: Line, reading: Reading) -> bool:
    return line.text.endswith("。") and line.index not in reading.lines


def _end(page: Page, first: int, last: int, lexicon: Lexicon) -> int:
    """Return the line at which a panel (相关解读, 上一篇) ends the text."""
    words = lexicon.folded("text_end")
    for line in page.lines[first + 1 : last]:
        if len(line.text) <= _PANEL or line.linked:
            head = line.text.partition(":")[0].partition("：")[0]
            if len(head) <= _WITH_DRESS and hans.fold(head).strip("【】[]>》·•■☆★") in words:
                return line.index
    return last


def footer_of(page: Page) -> int:
    """Return the line at which the footer begins."""
    tail = page.lines[-_TAIL:]
    return next((one.index for one in tail if "。" not in one.text and _FOOTER.search(one.text)), len(page.lines))


def read_body(page: Page, text: Text, media: tuple[str, ...], own: tuple[str, Line | None]) -> Body:
    """Read what the text says of itself; *media* stand in it, *own* is its 文号 and the line of that."""
    lines = page.lines[text.first : text.last]
    number, where = own
    organ, signed, day = _signature(lines)
    return Body(
        length=sum(map(len, " ".join([line.text for line in lines]).split())),
        number=number,
        number_locator=locate(where.node, page) if where else "",
        signature=organ,
        signature_locator=locate(signed.node, page) if signed else "",
        signature_date=day,
        media=media,
    )


def is_attachment_heading(text: str) -> bool:
    """Tell whether a line of this *text* opens what is attached to a letter: 附件, 附件1：…, 附：."""
    return "附" in text and len(text) <= _HEADING and _ATTACHMENT.fullmatch(text.strip(_BLANK)) is not None


def is_cell(page: Page, line: Line) -> bool:
    """Tell whether *line* is all that stands in one of several cells of a row: a table, not a layout made of one."""
    number = line.block
    block = page.blocks[number]
    while block.tag not in _CELLS and block.parent >= 0 and block.last - block.first == 1:
        number = block.parent
        block = page.blocks[number]
    if block.tag not in _CELLS or block.last - block.first > 1:
        return False
    row = page.blocks[block.parent]
    return (
        sum(page.blocks[child].last > page.blocks[child].first for child in row.children[:WIDEST]) > 1
        and number in row.children[:WIDEST]
    )


def stands_beside(text: str) -> bool:
    """Tell whether a line is that of date and source under the headline, or of the block: 来源：…, 发布时间：…."""
    return (":" in text or "：" in text) and _BESIDE.search(text) is not None


def letter_end(page: Page, lines: list[Line]) -> int:
    """Return the line behind the first signature below the text of a letter, 0 where it has none."""
    prose = False
    for place, line in enumerate(lines):
        if prose and (_alone_date(line.text) or _organ_and_date(line.text)) and not is_cell(page, line):
            return place + 1
        prose = prose or "。" in line.text
    return 0


def _signature(lines: list[Line]) -> tuple[str, Line | None, str]:
    """Return organ, its line and the date of the first signature: an organ alone in a line, a date below it.

    A date alone below the text (the organ is a seal in a picture) counts as the date of the signature.
    """
    prose = False
    lone: tuple[str, Line | None, str] = ("", None, "")
    for place, line in enumerate(lines):
        day = _alone_date(line.text)
        if not day:
            glued = _organ_and_date(line.text) if prose else None
            if glued:
                return glued[0], line, glued[1]
            prose = prose or "。" in line.text
        elif prose or place > 1:
            above = _organ_above(lines, place)
            if above:
                return "".join(above.text.split()), above, day
            if prose and not lone[2]:
                lone = ("", None, day)
    return lone


def _organ_above(lines: list[Line], place: int) -> Line | None:
    for above in reversed(lines[max(0, place - _ORGAN_REACH) : place]):
        name = "".join(above.text.split())
        if len(above.text) <= _SIGNED and organs.ends_like_organ(name) and not name.endswith((":", "：")):
            return above
        if _alone_date(above.text) or "。" in above.text:
            return None
    return None


def _alone_date(text: str) -> str:
    if "。" in text or not _MAY_DATE.search(text):
        return ""
    bare = "".join(text.split()).strip("()（）")
    return _day(bare) if 8 <= len(bare) <= 16 else ""  # noqa: PLR2004


@lru_cache(maxsize=8192)
def _day(bare: str) -> str:
    return dates.parse(bare)[0] or ""


def _organ_and_date(text: str) -> tuple[str, str] | None:
    bare = text.strip(" \u00a0\u3000")
    if len(bare) > 70:  # noqa: PLR2004
        return None
    found = dates.find(bare)
    if len(found) != 1:
        return None
    day, start, end = found[0]
    name, rest = bare[:start].strip(), bare[end:].strip()
    if (
        name
        and len(name) <= _SIGNED
        and (not rest or rest[0] in "(（")
        and organs.ends_like_organ("".join(name.split()))
    ):
        return "".join(name.split()), day
    return None
