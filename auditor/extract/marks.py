"""Words outside the block that speak of validity: this file alone reads stamps, titles and lines for them."""

import re
from collections.abc import Iterator

from auditor.extract.block import Reading
from auditor.extract.headline import Headline
from auditor.extract.lexicon import Lexicon
from auditor.extract.page import Page
from auditor.text import hans

_SAYS = re.compile(r"有效|失效|废止|作废|已修[改订]|無效|廢止")
_SOME = ("效", "废", "已修", "廢")  # one stands in all that `_SAYS` finds
_SUFFIX = re.compile(r"[(（【\[〔]\s*([^()（）【】\[\]〔〕]{2,10})\s*[)）】\]〕]\s*$")
_LINE = re.compile(
    r"(?:(?:本|该|此)(?:件|文件|文|规范性文件|通知|办法|规定|意见))?\s*(?:目前|状态|为|是|系|[:：])*\s*(.{2,8}?)\s*[。!！]?"
)
_SHORT = 24
_DRESS = " \u00a0\u3000()（）【】[]〔〕"


def read_marks(page: Page, reading: Reading, headline: Headline, lexicon: Lexicon) -> tuple[str, ...]:
    """Return the words, as shown, in the order title, stamps, lines; each once."""
    return tuple(dict.fromkeys(_found(page, reading, headline, lexicon.once(_known))))


def _known(lexicon: Lexicon) -> frozenset[str]:
    words = (word for words in lexicon.vocabulary.table("validity").values() for word in words)
    return frozenset(word for word in words if _SAYS.search(word))


def _found(page: Page, reading: Reading, headline: Headline, known: frozenset[str]) -> Iterator[str]:
    if _SAYS.search(headline.status):
        yield headline.status
    suffix = _SUFFIX.search(headline.title)
    if suffix and hans.fold(suffix[1]) in known:
        yield suffix[1]
    for node, _, _ in page.figures:
        alt = (node.attributes.get("alt") or node.attributes.get("title") or "").strip()
        if alt and hans.fold(alt) in known:
            yield alt
    if not any(word in page.text for word in _SOME):
        return
    for line in page.lines:
        if len(line.text) <= _SHORT and not line.linked and line.index not in reading.lines and _SAYS.search(line.text):
            shown = line.text.strip(_DRESS)
            said = _LINE.fullmatch(shown)
            if hans.fold(shown) in known or (said and hans.fold(said[1]) in known):
                yield hans.squeeze(line.text)
