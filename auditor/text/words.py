"""Words of titles and how alike two titles are; alone knows jieba."""

import logging
import re
import warnings
from functools import lru_cache
from math import sqrt
from typing import Any

from auditor.text.hans import fold

_WORD = re.compile(r"\w")
_PUNCTUATION = re.compile(r"[\W_]+")
_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
_STOP = re.compile(  # words that say what sort of page it is, not what it is about
    "关于|有关|印发|发布|公布|转发|通知|公告|通告|通报|决定|意见|的|了|和|与|及|等|在|对|为"
    "|.*解读|政策|图解|图说|一图|一图读懂|一张|图|张图|读懂|看懂|问答|视频|音频|专家|媒体|新闻|发布会|新闻发布会|答|记者|问|答记者问"
    "|人民政府|政府|办公室|办"
)


@lru_cache(maxsize=1)
def _jieba() -> Any:  # noqa: ANN401 - jieba ships no types
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # 0.42.1 has invalid escapes and imports pkg_resources
        import jieba  # noqa: PLC0415 - its dictionary takes a second

        jieba.setLogLevel(logging.CRITICAL)
        jieba.initialize()
    return jieba


def tokens(text: str) -> tuple[str, ...]:
    """Return the words of *text* in order, folded (simplified, half width, lower case), without punctuation."""
    return tuple(word for word in _jieba().lcut(fold(text)) if _WORD.search(word))


def likeness(a: str, b: str) -> float:
    """Return how alike two titles are, 0.0 (no word in common) to 1.0 (the same when folded); symmetrical.

    Words like 关于, 印发, 通知, 解读, 一图读懂 do not count, others count by their length: the shared length over the
    geometric mean of both, so that a title contained in the other scores √(shorter / longer). Titles that name
    different years (the same plan of another year) score half of that.
    """
    one, other = _PUNCTUATION.sub("", fold(a)), _PUNCTUATION.sub("", fold(b))
    if not one or not other:
        return 0.0
    if one == other:
        return 1.0
    mine, theirs = content(a), content(b)
    shared = sum(len(word) for word in mine & theirs)
    if not shared:
        return 0.0
    score = shared / sqrt(sum(map(len, mine)) * sum(map(len, theirs)))
    years, others = set(_YEAR.findall(one)), set(_YEAR.findall(other))
    return score / 2 if years and others and not years & others else min(score, 1.0)


@lru_cache(maxsize=4096)  # 1.2 KB each
def content(title: str) -> frozenset[str]:
    """Return the words of a title that say what it is about (all of them where none would be left)."""
    words = frozenset(tokens(title))
    return frozenset(word for word in words if not _STOP.fullmatch(word)) or words
