"""A document page on which no text stands: this file alone tells what is left around an empty place."""

import re

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
from auditor.extract.prose import is_beside
from auditor.model import Body
from auditor.text import hans

_MOST = 200  # lines between headline and footer: a page with more of them is not empty
_IN_BLOCK = 80  # characters of a line of the block whose label no list knows
_PANELS = ("text_end", "other_panels", "interpretation_panels", "document_panels")


def emptied(page: Page, reading: Reading, headline: Headline, body: Body, lexicon: Lexicon) -> Body:
    """Return *body*, or one without text where nothing stands below the headline but the block, links and tools.

    What then stands there instead of words is told in its `media`: a picture, a frame, a script that fills a box, or
    scripts that may do so.
    """
    rows = sorted(reading.lines)
    first = min([headline.line, *rows[:1]])
    stop = footer_of(page)
    if first < 0 or stop - first > _MOST:
        return body
    tools, panels = {hans.fold(word) for word in lexicon.words("tools")}, lexicon.folded(*_PANELS)
    for line in page.lines[first:stop]:
        known = headline.line <= line.index < headline.last or (rows and _in_block(line, rows[0], rows[-1]))
        if not known and not is_beside(line, reading, tools) and not _dressed(line, panels):
            return body
    media = set(read_media(page, Text(first, stop), lexicon))
    if not any(first <= line <= stop and _is_picture(node) for node, _, line in page.figures):
        media.discard("picture")
    if awaits(page, first, stop, lexicon):
        media.add("script")
    elif filled(page, lexicon):
        media.add("scripts")
    return Body(media=tuple(sorted(media)))


def _is_picture(node: LexborNode) -> bool:
    """Tell whether a picture may be that of a text: no icon, no line between two parts."""
    return node.tag == "img" and not is_tiny(node) and not is_ornament(node)


def _in_block(line: Line, first: int, last: int) -> bool:
    return first <= line.index <= last and len(line.text) <= _IN_BLOCK and "。" not in line.text


def _dressed(line: Line, panels: frozenset[str]) -> bool:
    """Tell whether a line is that of date and source, the heading of a panel, 上一条：没有了, or marks alone."""
    shown = line.text
    if "。" in shown:
        return False
    if stands_beside(shown):
        return True
    head = hans.fold(shown.partition(":")[0].partition("：")[0]).strip("【】[]>》·•■☆★ ")
    return head in panels or re.search(r"\w", shown) is None
