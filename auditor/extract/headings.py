"""The headings of a text: this file alone knows which lines, and which openings of lines, are headings."""

import re
from collections.abc import Iterator
from itertools import islice

from auditor.extract.body import Text, is_cell
from auditor.extract.page import Line, Page
from auditor.text import hans

_NUMERAL = "[一二三四五六七八九十百]"
_MARKED = re.compile(
    rf"第(?:{_NUMERAL}{{1,5}}|[0-9]{{1,3}})(?:章|节|编|篇|部分)|{_NUMERAL}{{1,4}}\s?[、．.]|[(（]{_NUMERAL}{{1,4}}[)）]"
)
_STOP = re.compile("[。；;：:！!？?]")
_TAGS = frozenset({"h2", "h3", "h4"})
_BLANK = " \u00a0\u3000"
_OPENS = frozenset("一二三四五六七八九十第(（")
_MAY_OPEN = _OPENS | set(_BLANK)
_LONGEST, _MOST = 60, 80


def read_headings(page: Page, text: Text) -> tuple[str, ...]:
    """Return the headings in order, each with its mark: 一、…, （一）…, 第一章 …, and what is marked up as one."""
    return tuple(islice(_headings(page, page.lines[text.first : text.last]), _MOST))


def _headings(page: Page, lines: list[Line]) -> Iterator[str]:
    blocks = page.blocks
    for line in lines:
        text = line.text
        if blocks[line.block].tag in _TAGS:
            shown = text.strip(_BLANK)
            if len(shown) <= _LONGEST and line.linked * 2 <= len(text):
                yield hans.squeeze(shown)
        elif text[0] in _MAY_OPEN and (found := _opening(text.strip(_BLANK))) and not is_cell(page, line):
            yield hans.squeeze(found)


def _opening(shown: str) -> str:
    """Return the marked heading with which a line begins, "" where it has none; an item of an enumeration is none."""
    mark = _MARKED.match(shown) if shown[0] in _OPENS else None
    if mark is None:
        return ""
    stop = _STOP.search(shown, mark.end(), mark.end() + _LONGEST)
    if stop is None:
        return shown if mark.end() < len(shown) <= _LONGEST and shown[-1] not in "，,、" else ""
    if stop[0] in "；;" or (stop[0] == "。" and stop.end() == len(shown)):
        return ""
    return shown[: stop.end() if stop[0] in "？?" else stop.start()]
