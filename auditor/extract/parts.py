"""The letter of a page and what is attached to it: this file alone tells which attached texts are the page's own."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from auditor.extract.body import Text, is_attachment_heading, letter_end
from auditor.extract.headline import document_title, first_part
from auditor.extract.named import SENTENCE
from auditor.extract.page import Line, Page
from auditor.text import hans

_PREFIX = re.compile(r"附件?[0-9一二三四五六七八九十]{0,3}[:：]?(?:[0-9]{1,2}[.、])?")
_NAME = re.compile(
    r"(?:办法|规定|意见|方案|细则|规则|决定|条例|规划|预案|制度|标准|措施|计划|要点|指南|指引|政策|章程|规程|纲要"
    r"|清单|目录|规范|公约|基准|守则|公告|通告|通知)$"
)
_BRACKETS = re.compile(r"[《》〈〉]|[(（](?:试行|暂行|修订|修订版)[)）]$")
_PASSES_ON = re.compile(r"印发|公布|发布|颁布|颁发|下发|发给|印送")
_DONE_BEFORE = re.compile(r"已[^,，。;；]{0,24}?(?:印发|公布|发布|颁布|施行|实施)")  # by somebody else
_OF_OTHERS = re.compile(r"转发|批转|关于(?:修改|废止|贯彻|落实|学习)")
_REASON = re.compile(r"根据|依据|按照|依照|贯彻|落实|参照|遵照|对照|执行|学习")
_OPENING, _ABOVE, _LETTER = 6, 6, 60  # lines
_MOST, _LONGEST_LINE = 60, 600
_LONGEST_NAME, _SHORTEST_NAME, _PIECES = 80, 6, 3


def own_texts(page: Page, text: Text) -> Iterator[Sequence[Line]]:
    """Yield the lines of the letter and, each, of the attached texts that it passes on under their titles."""
    lines = page.lines[text.first : text.last]
    signed = letter_end(page, lines)
    headings = [place for place, line in enumerate(lines) if is_attachment_heading(line.text)][:_MOST]
    cuts = sorted({*headings, *([signed] if signed else []), len(lines)})
    letter = cuts[0]
    yield lines[:letter]
    if letter == len(lines):
        return
    above = [line.text for line in page.lines[max(0, text.first - _ABOVE) : text.first]]
    passing = [first_part(document_title(page)), *above, *(line.text for line in lines[:letter][:_LETTER])]
    said = [_fold(one[0]) for shown in passing for one in SENTENCE.finditer(shown[:_LONGEST_LINE])]
    for first, last in pairwise(cuts):
        if any(_passed_on(name, said) for name in _names(lines[first:last])):
            yield lines[first:last]


def _names(lines: Sequence[Line]) -> Iterator[str]:
    """Yield what may be the title of an attached text: its first lines, alone and joined."""
    shown = [_PREFIX.sub("", "".join(line.text.split()), count=1) for line in lines[:_OPENING]]
    for first in range(len(shown)):
        for last in range(first + 1, min(first + _PIECES, len(shown)) + 1):
            name = _fold("".join(shown[first:last]))
            if _SHORTEST_NAME <= len(name) <= _LONGEST_NAME and _NAME.search(name):
                yield name


def _passed_on(name: str, said: list[str]) -> bool:
    """Tell whether headline or letter pass the text of that *name* on; to carry out another's is not to pass it on."""
    return any(_passes(sentence, name) for sentence in said)


def _passes(sentence: str, name: str) -> bool:
    place = sentence.find(name)
    if place < 0 or _OF_OTHERS.search(sentence):
        return False
    if sentence == name:
        return True
    clause = max(sentence.rfind(mark, 0, place) for mark in ",，")
    if _REASON.search(sentence, clause + 1, place):
        return False
    return _PASSES_ON.search(_DONE_BEFORE.sub("", sentence)) is not None


def _fold(text: str) -> str:
    return _BRACKETS.sub("", hans.fold(text))
