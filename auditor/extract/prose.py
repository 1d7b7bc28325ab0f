"""The text of a body alone: this file alone takes out what pages put between headline and footer besides it."""

import re
from collections.abc import Set as AbstractSet

from auditor.extract.block import Reading
from auditor.extract.body import Text, stands_beside
from auditor.extract.lexicon import Lexicon
from auditor.extract.page import Line, Page
from auditor.text import hans

_HEAD = 6  # lines under the headline in which 来源, 发布时间 and the tools stand
_SHORT = 40
_SIGN = re.compile(
    r"[\[(（【]?\s*(?:责任编辑|编辑|责编|审核|编审|校对|初审|终审|录入|撰稿|供稿|信息员|发布人|作者)\s*[:：]"
)
_BETWEEN = re.compile(r"[\s\W_0-9]+")


def prose(page: Page, reading: Reading, text: Text, lexicon: Lexicon) -> str:
    """Return the lines of the text without the block, the line of date and source, tools and lists of links."""
    tools = {hans.fold(word) for word in lexicon.words("tools")}
    lines = page.lines[text.first : text.last]
    kept = (
        line.text
        for nth, line in enumerate(lines)
        if not is_beside(line, reading, tools)
        and not (nth < _HEAD and "。" not in line.text and stands_beside(line.text))
    )
    return "\n".join(kept)


def is_beside(line: Line, reading: Reading, tools: AbstractSet[str]) -> bool:
    """Tell whether a line is one of the block, of links, of who made the page, or of tools (*tools*: folded words)."""
    return line.index in reading.lines or line.linked * 2 > len(line.text) or is_dressing(line.text, tools)


def is_dressing(shown: str, tools: AbstractSet[str]) -> bool:
    """Tell whether a line says who made the page, or holds nothing but tools."""
    return len(shown) <= _SHORT and (_SIGN.match(shown.lstrip()) is not None or _is_tool(shown, tools))


def _is_tool(shown: str, tools: AbstractSet[str]) -> bool:
    """Tell whether a line holds nothing but words like 打印, 关闭, 分享到."""
    words = [hans.fold(word) for word in _BETWEEN.split(shown) if word]
    return bool(words) and all(word in tools for word in words)
