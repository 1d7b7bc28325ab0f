"""Attachments that a text lists at its foot: this file alone tells those that stand nowhere on the page."""

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from auditor.extract.body import Text
from auditor.extract.lexicon import Lexicon
from auditor.extract.page import Line, Page
from auditor.text import dates, hans

_LISTS = re.compile(r"\s*附\s*件\s*(?:目录|清单)?\s*[:：]\s*(?P<rest>.*)", re.DOTALL)
_EACH = re.compile(r"\s*附\s*件\s*[0-9一二三四五六七八九十]{1,2}\s*[:：.．、]\s*(?P<name>\D.*)", re.DOTALL)  # 附件1：…
_NUMBERED = re.compile(r"\s*[(（]?\d{1,2}\s*[)）.．、]\s*(?!\d)(?P<name>\D.*)", re.DOTALL)
_SPLIT = re.compile(r"[\s;；]+(?=\d{1,2}\s*[.．、]\s*\D)")
_HEADS = re.compile(r"\s*附\s*(?:件|表|图|录)\s*[0-9一二三四五六七八九十]{0,3}\s*(?:[:：.．、-].*)?", re.DOTALL)
_SIGNS = re.compile(r"[\W_]+")
_OFFERS = re.compile("附件|下载")
_LONGEST, _SHORTEST = 60, 3  # characters of a name
_CLOSING = re.compile(r"\s*[(（].{0,40}[)）]\s*")  # （此件公开发布）, （联系人：…）
_SIGNED = 4  # lines that a signature, its day and a remark take
_LEAST = 80  # characters below the list and its signature that may be the attachments, printed without a heading


def read_annexes(page: Page, text: Text, lexicon: Lexicon) -> tuple[str, ...]:
    """Return the names under 附件： of which none is linked there or printed on the page; none if one of them is."""
    if "附" not in page.text or "件" not in page.text:
        return ()
    lines = page.lines[text.first : text.last]
    place = next((nth for nth, line in enumerate(lines) if _LISTS.fullmatch(line.text)), -1)
    if place < 0:
        place = next((nth for nth, line in enumerate(lines) if _EACH.fullmatch(line.text)), -1)
        signed = (dates.find(line.text) for line in _behind(lines, place))
        if not any(signed):  # 附件1：… below the signature is the heading of the attachment itself
            return ()
    listed = _listed(lines[place:])
    names = tuple(_names(listed))
    withheld = any(word in line.text for line in listed for word in lexicon.words("annexes_withheld"))
    if not names or withheld or any(line.linked for line in listed):
        return ()
    called = [_bare(one) for one in names]
    # The whole page: an attachment, or a link to it, may stand beside the text.
    end = text.first + place + len(listed)
    below = page.lines[end:]
    # What stands above without being a link only names it: the document's title, 现将《…》印发给你们.
    above = (line for line in page.lines[: text.first + place] if line.linked or _HEADS.fullmatch(line.text))
    if any(_shows(line, called) for line in (*above, *below)):
        return ()
    offered = any(line.linked and _OFFERS.search(line.text) for line in below)
    return () if offered or _goes_on(lines[place + len(listed) :]) else names


def _behind(lines: Sequence[Line], place: int) -> Sequence[Line]:
    """Return the lines behind the list that begins at *place* (-1: there is none) where signature and day stand."""
    if place < 0:
        return ()
    end = place + len(_listed(lines[place:]))
    return lines[end : end + _SIGNED]


def _listed(lines: Sequence[Line]) -> list[Line]:
    """Return the lines of the list: 附件： and those that are numbered below it, or all that begin with 附件1：."""
    form = _NUMBERED if _LISTS.fullmatch(lines[0].text) else _EACH
    numbered = takewhile(lambda line: len(line.text) <= _LONGEST and form.fullmatch(line.text), lines[1:])
    return [lines[0], *numbered]


def _names(listed: Sequence[Line]) -> Iterator[str]:
    first = _LISTS.fullmatch(listed[0].text)
    begin = _SPLIT.split(first["rest"]) if first else [listed[0].text]
    shown = [*begin, *(line.text for line in listed[1:])]
    for one in shown:
        match = _NUMBERED.fullmatch(one) or _EACH.fullmatch(one)
        name = (match["name"] if match else one).strip(" \u3000\u00a0;；。.《》")
        if _SHORTEST <= len(name) <= _LONGEST and "。" not in name:
            yield hans.squeeze(name)


def _shows(line: Line, called: Sequence[str]) -> bool:
    """Tell whether a line is the heading of an attachment, or is called like one."""
    if _HEADS.fullmatch(line.text):
        return True
    shown = _bare(line.text)
    return (
        bool(shown) and len(shown) <= _LONGEST and any(one in shown or (shown in one and line.linked) for one in called)
    )


def _goes_on(below: Sequence[Line]) -> bool:
    """Tell whether more stands below the list than signature, day and remarks in brackets."""
    rest = (line for line in below if not _CLOSING.fullmatch(line.text) and not dates.find(line.text))
    return sum(len(line.text) - line.linked for line in rest) > _LEAST


def _bare(name: str) -> str:
    return _SIGNS.sub("", hans.fold(name))
