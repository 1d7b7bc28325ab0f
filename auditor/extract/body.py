"""The text of a page: this file alone decides where it begins and ends, and reads its head and its signature."""

import re
from dataclasses import dataclass

from auditor.extract.block import Reading
from auditor.extract.headline import Headline
from auditor.extract.lexicon import Lexicon
from auditor.extract.page import Line, Page, locate
from auditor.model import Body
from auditor.text import dates, docnum, hans, organs

_SHARE = 0.7  # of the weight of a block that its child must hold to be the body itself
_HEAD = 12  # lines in which the 文号 of a text stands
_BLANK = " \u00a0\u3000"
_NUMBER_LINE = 40
_TAIL = 25
_PANEL = 14
_SIGNED = 40  # characters of a signature line
_ORGAN_REACH = 5
_FOOTER = re.compile(
    r"(?:主办|承办)(?:单位)?\s*[:：]|网站标识码|版权所有|ICP备|公网安备|Copyright|备案号|技术支持[:：]", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Text:
    """The lines [first, last) of the body and the number of its block (-1: none)."""

    first: int = 0
    last: int = 0
    block: int = -1


def find_text(page: Page, reading: Reading, headline: Headline, lexicon: Lexicon) -> Text:
    """Find the body: the smallest block that holds most of the unlinked text."""
    weights = [0]
    stop = _footer(page)
    for line in page.lines:
        text = line.text
        counts = line.index not in reading.lines and line.index < stop and line.linked * 2 < len(text)
        weight = len(text) + (len(text) if "。" in text or "，" in text else 0) if counts else 0
        weights.append(weights[-1] + weight)
    if not weights[-1]:
        return Text()
    place = 0
    while True:
        block = page.blocks[place]
        whole = weights[block.last] - weights[block.first]
        inner = max(
            block.children,
            key=lambda child: weights[page.blocks[child].last] - weights[page.blocks[child].first],
            default=-1,
        )
        if inner < 0 or whole == 0:
            break
        chosen = page.blocks[inner]
        if (
            weights[chosen.last] - weights[chosen.first] < whole * _SHARE
            or chosen.last - chosen.first <= 1 < block.last - block.first
        ):
            break
        place = inner
    block = page.blocks[place]
    first = max(block.first, headline.last if block.first <= headline.line < block.last else block.first)
    last = _end(page, first, min(block.last, stop), lexicon)
    inside = [index for index in reading.lines if first <= index < last]
    if inside and max(inside) - first < (last - first) / 2:
        first = max(inside) + 1
    return Text(first, max(first, last), place)


def _end(page: Page, first: int, last: int, lexicon: Lexicon) -> int:
    """Return the line at which a panel (相关解读, 上一篇) ends the text."""
    words = {hans.fold(word) for word in lexicon.words("text_end")}
    for line in page.lines[first + 1 : last]:
        if len(line.text) <= _PANEL or line.linked:
            head = hans.fold(re.split("[:：]", line.text, maxsplit=1)[0]).strip("【】[]>》·•■☆★")
            if head in words:
                return line.index
    return last


def _footer(page: Page) -> int:
    """Return the line at which the footer begins."""
    tail = page.lines[-_TAIL:]
    return next((one.index for one in tail if "。" not in one.text and _FOOTER.search(one.text)), len(page.lines))


def read_body(page: Page, text: Text) -> Body:
    """Read what the text says of itself."""
    lines = page.lines[text.first : text.last]
    number, where = _number(lines)
    organ, signed, day = _signature(lines)
    media = tuple(sorted({what for what, line in page.media if text.first <= line <= text.last}))
    if any(is_attachment(anchor.href) for anchor in page.anchors if text.first <= anchor.first < text.last):
        media = tuple(sorted({*media, "attachment"}))
    return Body(
        length=sum(len("".join(line.text.split())) for line in lines),
        number=number,
        number_locator=locate(where.node) if where else "",
        signature=organ,
        signature_locator=locate(signed.node) if signed else "",
        signature_date=day,
        media=media,
    )


_ATTACHED = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|wps|et|ofd|zip|rar|7z|rtf)(?:$|[?#])", re.IGNORECASE)


def is_attachment(href: str) -> bool:
    """Tell whether *href* leads to a document file."""
    return _ATTACHED.search(href) is not None


def _number(lines: list[Line]) -> tuple[str, Line | None]:
    """Return the 文号 that stands alone in a line at the head of the text; that of an order with its organ."""
    for place, line in enumerate(lines[:_HEAD]):
        text = line.text.strip(_BLANK)
        if len(text) > _NUMBER_LINE:
            if "。" in text:
                break
            continue
        parsed = docnum.parse("".join(text.split()))
        if parsed and parsed.form == "bracketed":
            return hans.squeeze(text), line
        if parsed:
            order = "".join(lines[place - 1].text.split()) if place else ""
            whole = text if "令" in text else f"{order} {text}" if order.endswith("令") else ""
            return (hans.squeeze(whole), line) if whole else ("", None)
    return "", None


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
    bare = "".join(text.split()).strip("()（）")
    if not 8 <= len(bare) <= 16:  # noqa: PLR2004
        return ""
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
        and organs.ends_like_organ("".join(name.split()))
        and len(name) <= _SIGNED
        and (not rest or rest[0] in "(（")
    ):
        return "".join(name.split()), day
    return None
