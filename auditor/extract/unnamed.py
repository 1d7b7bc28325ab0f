"""The headline of a page that calls itself by its site or column alone: this file alone finds it by what is below."""

import re

from auditor.extract.block import Reading
from auditor.extract.labels import hits
from auditor.extract.lexicon import Lexicon, plain
from auditor.extract.page import Line, Page
from auditor.text import dates, docnum, organs

TITLE_WORDS = re.compile(
    r"关于|通知|办法|预案|意见|方案|规划|规定|细则|决定|公告|通告|报告|解读|关於|關於|辦法|預案|意見|規劃|規定"
)
_SITE = re.compile(r"(?:网|网站|门户|平台|首页|官网|網|網站|門戶|平臺|首頁)$")
_SHORT = 6  # characters of a name that as well is that of a column
_LEAST, _LONGEST = 6, 120  # characters of a headline
_BYLINE = 120  # characters of the line of date and source
_ABOVE = 3  # lines above that line in which the headline stands
_LINES = 3  # lines that a headline may be broken over
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5"})
_TRAIL = re.compile(r"[>＞»›]|位置")
_MARK = re.compile(r"[:：]")


def names_place(name: str) -> bool:
    """Tell whether what a page calls itself may be the name of its site or column, not of what it shows."""
    bare = "".join(name.split())
    if len(bare) <= _SHORT:
        return True
    return TITLE_WORDS.search(bare) is None and (organs.ends_like_organ(bare) or _SITE.search(bare) is not None)


def above_byline(page: Page, reading: Reading, lexicon: Lexicon) -> tuple[int, int] | None:
    """Return the lines [first, last) of the headline: right above the one line of the page that has date and label."""
    bylines = [line for line in page.lines if _is_byline(line, lexicon)]
    if len({line.text for line in bylines}) != 1:
        return None  # a list has many
    seen = 0
    for line in reversed(page.lines[: bylines[0].index]):
        if line.index in reading.lines or _is_beside(line, lexicon):
            continue
        seen += 1
        if _may_be(line, lexicon):
            return _whole(page, line)
        if seen == _ABOVE or line.linked:
            return None
    return None


def _is_byline(line: Line, lexicon: Lexicon) -> bool:
    if len(line.text) > _BYLINE or line.linked * 2 > len(line.text):
        return False
    simple = plain(line.text)
    labelled = lexicon.dates.any.search(simple) or lexicon.sources.any.search(simple)
    return labelled is not None and bool(dates.find(line.text))


def _is_beside(line: Line, lexicon: Lexicon) -> bool:
    """Tell whether a line between headline and date says nothing of its own: page tools, a 文号."""
    bare = "".join(line.text.split())
    return bare.strip("【】[]") in lexicon.among("page", "tools") or docnum.parse(bare) is not None


def _may_be(line: Line, lexicon: Lexicon) -> bool:
    text = line.text.strip()
    if line.linked or not _LEAST <= len(text) <= _LONGEST or text.endswith(("。", "；", ";", "：", ":")):
        return False
    named = TITLE_WORDS.search(text) is not None
    if _TRAIL.search(text) or (_MARK.search(text) and not named):
        return False
    return not any(hit.how in {"colon", "bracket"} for hit in hits(line, lexicon)) and (named or not names_place(text))


def _whole(page: Page, line: Line) -> tuple[int, int]:
    """Take in the other lines of a heading, and the organ above 关于…."""
    block = page.blocks[line.block]
    if block.tag in _HEADINGS and block.last - block.first <= _LINES:
        return block.first, block.last
    above = page.lines[line.index - 1] if line.index else None
    led = above is not None and not above.linked and organs.ends_like_organ("".join(above.text.split()))
    return (line.index - 1 if led and line.text.strip().startswith("关于") else line.index), line.index + 1
