"""Labels inside running text: this file alone knows when a label word really is a label."""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from auditor.extract import normal
from auditor.extract.lexicon import Label, Lexicon, plain
from auditor.extract.page import Line, Page

_OPEN, _CLOSE, _COLON = "[【〔［〖", "]】〕］〗", ":：﹕︰"
_BEFORE = re.compile(r"[\s|;；,，、•·●◆■▪*>》)）\]】/–—-]$|[\s.、](?:[0-9]{1,2})?[.、]\s*$|^[0-9]{1,2}[.、]\s*$")
_AFTER = re.compile(r"\s*([\]】〕］〗])?\s*([:：﹕︰])?")
_MARK = re.compile(rf"[{re.escape(_CLOSE + _COLON)}]")
_VALUES = frozenset({"公开", "规范性文件"})
_ENDS_VALUE = re.compile(r"(?:主动|申请)\|公开$|规范性\|文件$")
_GLUED = 3  # characters a label needs to be taken for one in the middle of a text
_LONG = 900  # characters of a line that is still looked through for labels
_PROSE, _HEAD = 160, 40
_NAME = 20  # characters of a value of one word
_SHORT, _REMEMBERED = 40, 50_000  # characters of a line of a menu, a list or a footer; such lines
_LEAD = " \u00a0\u3000•·●◆■▪*-–—|.0123456789、"  # what stands before the first label of a line
_INSIDE = "()（）[]【】"  # what may stand within a label


@dataclass(frozen=True, slots=True)
class Hit:
    """A label in a line: it and its dress cover [start, end); `how` is bracket, colon, bare or glued."""

    label: Label
    start: int
    end: int
    how: str


def labelled(page: Page, lexicon: Lexicon) -> list[Line]:
    """Return the lines of *page* in which a known label may stand, in order; looked for once."""
    if page.labelled is None:
        known = lexicon.named.get
        page.labelled = [
            line
            for line in page.lines
            if (found := known(line.text)) or (found is None and _may_hold(line.text, lexicon))
        ]
    return page.labelled


def _may_hold(text: str, lexicon: Lexicon) -> bool:
    """Tell whether a label may stand in *text*; menus and footers come again on every page of a site."""
    if len(text) > _SHORT:
        return len(text) <= _LONG and _may_say(text, lexicon)
    if len(lexicon.named) > _REMEMBERED:
        lexicon.named.clear()
    dressed = any(mark in text for mark in _INSIDE) and lexicon.whole(text) is not None
    lexicon.named[text] = dressed or lexicon.pattern.search(plain(text)) is not None
    return lexicon.named[text]


def _may_say(text: str, lexicon: Lexicon) -> bool:
    """Tell whether `hits` may believe a label of a long line: the first of all, or one with a colon or a bracket.

    A line that does not begin with a label, or nearly so, is prose.
    """
    head = plain(text if len(text) <= _PROSE else text[:_HEAD])
    if lexicon.pattern.match(head, len(head) - len(head.lstrip(_LEAD))):
        return True
    if _MARK.search(text) is None or (len(text) > _PROSE and lexicon.pattern.search(head) is None):
        return False
    return lexicon.dressed.search(plain(text)) is not None


def hits(line: Line, lexicon: Lexicon) -> list[Hit]:
    """Return the labels of *line*, in order; words of a sentence are none."""
    if line.hits is None:
        key = line.text, line.seams
        line.hits = lexicon.read.get(key)
        if line.hits is None:
            simple = plain(line.text) if len(line.text) <= _LONG else ""
            line.hits = _believable(list(_candidates(simple, line, lexicon)), simple)
            if len(line.text) <= _SHORT:
                if len(lexicon.read) > _REMEMBERED:
                    lexicon.read.clear()
                lexicon.read[key] = line.hits
    return cast("list[Hit]", line.hits)


def _candidates(text: str, line: Line, lexicon: Lexicon) -> Iterator[Hit]:
    match = lexicon.pattern.search(text)
    while match:
        match = _later(match, text, line, lexicon)
        if hit := _hit(match, text, line, lexicon):
            yield hit
        match = lexicon.pattern.search(text, match.end())


def _hit(match: re.Match[str], text: str, line: Line, lexicon: Lexicon) -> Hit | None:
    label = lexicon.labels["".join(match[0].split())]
    start, end = match.span()
    after = cast("re.Match[str]", _AFTER.match(text, end))  # it matches anything
    closed, colon = after[1], after[2]
    before = text[:start].rstrip()
    if closed and before and before[-1] in _OPEN:
        return Hit(label, len(before) - 1, after.end(), "bracket")
    if before and before[-1] in _OPEN and not closed and not colon:
        return None  # 【索引 … the start of some other bracket
    free = start == 0 or start in line.seams or _BEFORE.search(text, max(0, start - 4), start) is not None
    if colon and not closed:
        return Hit(label, start, after.end(), "colon" if free else "glued")
    open_end = end == len(text) or text[end].isspace() or end in line.seams
    if not free:
        return Hit(label, start, end, "chain")
    return Hit(label, start, end, "bare" if open_end else "chain")


def _later(match: re.Match[str], text: str, line: Line, lexicon: Lexicon) -> re.Match[str]:
    """Return the label without its first word where that is the last one of the value before it.

    主动公开 索引号, 政府文件 效力状态: the end of one word and the beginning of the next are no label.
    """
    start, end = match.span()
    before = text[max(0, start - _NAME) : start].rstrip()
    led = before[-1:] in _COLON  # then that word is all the value there is
    if before[-1:] in _OPEN or (not led and (start in line.seams or _BEFORE.search(text, max(0, start - 4), start))):
        return match
    for place in range(start + 2, end - 1):
        word = text[start:place].rstrip()
        gap = (
            text[place - 1].isspace()
            or place in line.seams
            or (not led and _ENDS_VALUE.search(f"{before[-3:]}|{word}"))
        )
        if (
            gap
            and not text[place].isspace()
            and len(word.split()) == 1
            and (not led or word in _VALUES or normal.validity(word, lexicon))
            and (found := lexicon.pattern.match(text, place))
            and found.end() >= end
        ):
            return found
    return match


def _believable(found: list[Hit], text: str) -> list[Hit]:
    """Keep the hits that cannot be part of a value: what stands glued or bare needs a label at the head of the line."""
    if not found:
        return []
    head = found[0]
    led = not text[: head.start].strip(_LEAD) and head.how in {
        "bracket",
        "colon",
        "bare",
    }
    dressed = led and head.how == "colon"  # then a word without a colon that is none of our fields is a value: 政策解读
    kept: list[Hit] = []
    for place, hit in enumerate(found):
        if (
            hit.how in {"bracket", "colon"}
            or (hit.how == "bare" and ((led and (hit.label.field or not dressed)) or _alone(hit, text)))
            or (
                hit.how == "glued"
                and led
                and (len(hit.label.spelling) >= _GLUED or _numbers(hit, found[place - 1], text))
            )
            or (hit.how == "chain" and led and (hit.label.field or not dressed) and _chained(found, place, text))
        ):
            kept.append(hit)
    return kept


def _numbers(hit: Hit, before: Hit, text: str) -> bool:
    """Tell whether 文号 follows at once on the value, one word, of the label *before* it."""
    value = text[before.end : hit.start]
    return hit.label.spelling == "文号" and before.end < hit.start and len(value.split(maxsplit=1)) == 1


def _alone(hit: Hit, text: str) -> bool:
    return not text[: hit.start].strip() and not text[hit.end :].strip()


def _chained(found: list[Hit], place: int, text: str) -> bool:
    """Tell whether labels without values stand one behind the other up to the end of the line."""
    if len(found[place].label.spelling) == 1:
        return False  # the 号 that ends a 文号 before an empty label
    run = list(found[place:])
    joined = all(one.end == other.start for one, other in itertools.pairwise(run))
    if joined and run[-1].end == len(text.rstrip()) and len(run) > 1:
        return True
    before = found[place - 1] if place else None
    return before is not None and before.end == found[place].start and joined and run[-1].end == len(text.rstrip())
