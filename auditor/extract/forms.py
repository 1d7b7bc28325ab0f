"""The forms of interpretations: this file alone tells 视频解读 from the interpretation of a rule about 视频."""

import re
from functools import lru_cache

from auditor.extract.lexicon import Lexicon
from auditor.model import Form
from auditor.text import hans

_TITLED = re.compile("《[^《》]*》")
_LABEL = re.compile("解读|图解|问答|发布会|宣讲|访谈|直播|吹风会|一图|公开讲|记者问")
_ENOUGH = frozenset({"解读", "图解"})  # the words of two characters that are a label of their own
_SHORTEST = 4


def form_of(text: str, lexicon: Lexicon) -> Form:
    """Return the form that *text* (a heading, a link's text) names; text where it names none.

    What stands in 《》 is the document's own name; words like 视频 or 专家 count where they stand as a mark does.
    """
    folded = hans.fold(text)
    folded = _TITLED.sub("", folded) or folded
    bare = lexicon.words("bare_forms")
    for name, words in lexicon.vocabulary.table("forms").items():
        if any(word in folded and (word not in bare or _marks(word).search(folded)) for word in words):
            return Form(name)
    return Form.TEXT


@lru_cache(maxsize=64)
def _marks(word: str) -> re.Pattern[str]:
    return re.compile(rf"(?:^|[\[【(|丨]){word}(?=[\]】):|丨谈说讲]|$)|{word}(?=解读|版|[\]】):]|$)")


def labels(lexicon: Lexicon) -> frozenset[str]:
    """Return the words with which a label of an interpretation is written, without 链接."""
    table = lexicon.vocabulary.table("forms")
    words = (word for words in table.values() for word in words if _LABEL.search(word))
    own = {word for word in words if len(word) >= _SHORTEST or word in _ENOUGH}
    return frozenset({*own, *lexicon.words("interpretation_panels")})
