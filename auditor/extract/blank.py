"""A document page on which no text stands: this file alone tells what is left around an empty place."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from selectolax.lexbor import LexborNode

from auditor.extract.area import is_ornament, is_tiny
from auditor.extract.awaited import awaits
from auditor.extract.block import Reading
from auditor.extract.body import Text, footer_of, stands_beside
from auditor.extract.headline import Headline
from auditor.extract.lexicon import Lexicon
from auditor.extract.media import read_media
from auditor.extract.page import Line, Page
from auditor.extract.pending import filled
from auditor.extract.prose import is_dressing
from auditor.model import Body
from auditor.text import hans

_GAP = 3  # lines from one row of the block to the next, with a pair of unknown label and value between them
_LABEL = re.compile(r"\s*[\[【(（]?[\w\s]{2,14}[\]】)）]?\s*[:：]")
_WORD = re.compile(r"\w")
_BYLINES = 2  # lines below headline and block in which date and source stand
_IN_BLOCK = 80  # characters of a line of the block whose label no list knows
_PANELS = ("text_end", "other_panels", "interpretation_panels", "document_panels")


def emptied(page: Page, reading: Reading, headline: Headline, body: Body, lexicon: Lexicon) -> Body:
    """Return *body*, or one without text where nothing stands below the headline but the block, panels and tools.

    What then stands there instead of words is told in its `media`: a picture, a frame, a script that fills a box, or
    scripts that may do so. Words that stand elsewhere than where the text was looked for count in its `length`.
    """
    first = min([line for line in (headline.line, *reading.lines) if line >= 0], default=0)
    stop = footer_of(page)
    rest = _rest(page.lines[first:stop], reading, headline, lexicon)
    if body.length:
        if next(rest, None) is not None:
            return body
    elif length := sum(len("".join(line.text.split())) for line in rest):
        return replace(body, length=length)
    media = set(read_media(page, Text(first, stop), lexicon))
    if not any(first <= line <= stop and _is_picture(node) for node, _, line in page.figures):
        media.discard("picture")
    if awaits(page, first, stop, lexicon):
        media.add("script")
    elif filled(page, lexicon):
        media.add("scripts")
    return Body(media=tuple(sorted(media)))


def _rest(lines: Sequence[Line], reading: Reading, headline: Headline, lexicon: Lexicon) -> Iterator[Line]:
    """Yield the lines that are not block, headline, tools or panels; links count as text until a panel begins."""
    tools, panels = lexicon.folded("tools"), lexicon.folded(*_PANELS)
    rows = sorted(line for line in reading.lines if lines and line <= lines[-1].index)
    # A label that no list knows and its value stand between two rows of the block, not below its last one.
    between = {line for one, other in pairwise(rows) if other - one <= _GAP for line in range(one, other)}
    near = max([headline.last, *rows]) + _BYLINES
    below = labelled = False  # what the line before this one was: below a panel's heading, a label without its value
    for line in lines:
        shown = line.text
        row = labelled or _LABEL.match(shown) is not None
        labelled = shown.rstrip().endswith((":", "："))
        if headline.line <= line.index < headline.last or is_dressing(shown, tools):
            continue
        if _is_panel(shown, panels):
            below = True
            continue
        if below and line.linked * 2 > len(shown):
            continue
        # A block may have taken the text itself in as a value: a sentence is never one of its rows.
        of_block = line.index in reading.lines or (row and line.index in between)
        beside = line.index <= near and stands_beside(shown)
        if not ((of_block or beside) and _is_row(shown)) and _WORD.search(shown):
            yield line


def _is_row(shown: str) -> bool:
    """Tell whether a line can be one of the block, or that of date and source."""
    return len(shown) <= _IN_BLOCK and "。" not in shown


def _is_panel(shown: str, panels: frozenset[str]) -> bool:
    """Tell whether a line is the heading of a panel, or begins with one: 上一条：没有了."""
    head = hans.fold(shown.partition(":")[0].partition("：")[0]).strip("【】[]>》·•■☆★ ")
    return head in panels and "。" not in shown


def _is_picture(node: LexborNode) -> bool:
    """Tell whether a picture may be that of a text: no icon, no line between two parts."""
    return node.tag == "img" and not is_tiny(node) and not is_ornament(node)
