"""The 文号 of a document that its text shows without a label: this file alone knows where it may stand."""

import re
from itertools import pairwise

from auditor.extract import normal
from auditor.extract.block import Reading
from auditor.extract.body import Text, is_attachment_heading, is_cell, stands_beside
from auditor.extract.headline import Headline, document_title
from auditor.extract.lexicon import Lexicon
from auditor.extract.page import Line, Page
from auditor.model import FieldName
from auditor.text import dates, docnum, hans, organs

_HEAD = 12  # lines in which the 文号 of a text stands
_BETWEEN = 8  # lines between headline and text in which it stands
_BLANK = " \u00a0\u3000"
_NUMBER_LINE, _PROSE, _TAGS = 40, 30, 120
_LIKE_TITLE = re.compile("[关關][于於]|(?:办法|规定|意见|方案|通知|决定)$")
_ENTRY = re.compile(r"(?:[(（]?[0-9一二三四五六七八九十]{1,3}[)）、.．](?![0-9])|第[一1]条|序号$)")
_MAY_NUMBER = re.compile(r"[号號〕﹞\]］】〗)）}｝>＞〉》」⟧❳]")
_SIGNER = re.compile(r"\s*签\s*发\s*人?\s*[:：].*$")
_DRESS = "()（）[]【】" + _BLANK


def own_number(
    page: Page, reading: Reading, headline: Headline, text: Text, lexicon: Lexicon
) -> tuple[str, Line | None]:
    """Return the 文号 of the document as shown and its line, "" and None where no place of its own has one.

    It stands alone in a line right below or above the headline or at the head of the text, or ends the headline.
    """
    for line in _beside(page, reading, headline, text, lexicon):
        number, parsed = _alone(page, line)
        if parsed and parsed.form == "bracketed":
            return number, line
        if number := _among(line, lexicon):
            return number, line
    number, where = _at_head(page, page.lines[text.first : text.last], headline, lexicon)
    if number or headline.line < 0:
        return number, where
    number = headline.number or _at_end(headline.title, lexicon)
    return number, page.lines[headline.line] if number else None


def _beside(page: Page, reading: Reading, headline: Headline, text: Text, lexicon: Lexicon) -> list[Line]:
    """Return the lines around the headline that are no part of the block, no link and not what a label names."""
    if headline.line < 0:
        return []
    between = page.lines[headline.last : min(text.first, headline.last + _BETWEEN)]
    ends = (place for place, line in enumerate(between) if line.text.endswith("。"))
    lines = [*between[: next(ends, None)], *page.lines[max(0, headline.line - 1) : headline.line]]
    return [
        line
        for line in lines
        if line.index not in reading.lines and not line.linked and not _named(page, line, lexicon)
    ]


def _named(page: Page, line: Line, lexicon: Lexicon) -> bool:
    """Tell whether the line above says what *line* is, and that it is not the number of this document."""
    above = page.lines[line.index - 1].text if line.index else ""
    label = lexicon.whole(above)
    return label.field != FieldName.DOCUMENT_NUMBER if label else above.endswith(("：", ":"))


def _alone(page: Page, line: Line) -> tuple[str, docnum.DocumentNumber | None]:
    """Return the 文号 that is all of *line*, beside which its signer may stand; that of another document is none.

    转发某政发〔2023〕3号文件的通知 has a number of its own.
    """
    text = _SIGNER.sub("", line.text).strip(_BLANK)
    bare = "".join(text.split())
    may = len(text) <= _NUMBER_LINE and _MAY_NUMBER.search(bare) and (not is_cell(page, line) or _signed(page, line))
    parsed = docnum.parse(bare) if may else None
    inside = docnum.find(bare) if parsed else ()
    if parsed is None or (inside and bare[: inside[0][1]].strip(_DRESS)):  # 关于某事的通知某政发〔2023〕3号
        return "", None
    title = "".join(document_title(page).split())
    others = {docnum.key(raw) for raw, _, _ in docnum.find(title)}
    return ("", None) if docnum.key(bare) in others else (hans.squeeze(text), parsed)


def _among(line: Line, lexicon: Lexicon) -> str:
    """Return the bracketed 文号 that is one element of *line* among days, organs, states and page tools."""
    if len(line.text) > _TAGS or not line.seams or _MAY_NUMBER.search(line.text) is None:
        return ""
    ends = [0, *line.seams, len(line.text)]
    parts = [part for one, end in pairwise(ends) if (part := line.text[one:end].strip(_BLANK + "|｜"))]
    numbers = [part for part in parts if (one := docnum.parse(part)) and one.form == "bracketed"]
    tools = lexicon.among("page", "tools")
    known = all(
        part in tools or dates.parse(part)[0] or normal.validity(part, lexicon) or organs.ends_like_organ(part)
        for part in parts
        if part not in numbers
    )
    return numbers[0] if known and len(numbers) == 1 else ""


def _signed(page: Page, line: Line) -> bool:
    """Tell whether the cell beside that of *line* names who signed."""
    below = page.lines[line.index + 1].text if line.index + 1 < len(page.lines) else ""
    return _SIGNER.fullmatch(below) is not None


def _at_head(page: Page, lines: list[Line], headline: Headline, lexicon: Lexicon) -> tuple[str, Line | None]:
    """Return the 文号 at the head of the text; that of an order with its organ.

    The head ends where the text begins: at whom it addresses, at its first sentence, list or attachment.
    """
    tools = lexicon.among("page", "tools")
    title, shown = ("".join(one.split()) for one in (document_title(page), headline.title))
    for place, line in enumerate(lines[:_HEAD]):
        text = line.text.strip(_BLANK)
        bare = "".join(text.split())
        glued = bare.removeprefix(shown) if shown else bare
        if glued != bare and docnum.parse(glued):
            return hans.squeeze(glued), line
        if _ends_head(text, repeated=bare in title) and bare.rstrip(":：") not in tools:
            break
        number, parsed = _alone(page, line)
        if parsed is None:
            continue
        if parsed.form == "bracketed":
            return number, line
        order = "".join(lines[place - 1].text.split()) if place else ""
        whole = number if "令" in number else f"{order} {number}" if order.endswith("令") else ""
        return (hans.squeeze(whole), line) if whole else ("", None)
    return "", None


def _ends_head(text: str, *, repeated: bool) -> bool:
    """Tell whether a line cannot stand at the head of a text any more; the headline *repeated* there can."""
    if repeated:
        return False
    long = len(text) > _PROSE and (_LIKE_TITLE.search(text) is None or "，" in text)
    ends = long or text.endswith(("：", ":", "。")) or is_attachment_heading(text) or _ENTRY.match(text)
    return bool(ends) and not stands_beside(text)


def _at_end(title: str, lexicon: Lexicon) -> str:
    """Return the 文号 that ends a headline behind the name of a kind of document: …的通知（某政发〔2023〕3号）."""
    found = docnum.find(title)
    if not found:
        return ""
    number, start, end = found[-1]
    ends = not title[end:].strip(_DRESS) and title[:start].rstrip(_DRESS).endswith(lexicon.words("document_titles"))
    return number if ends else ""
