"""Searches over documents: this file alone tells a form that asks for 索引号 and 文号 from a block that shows them."""

from collections.abc import Sequence

from selectolax.lexbor import LexborNode

from auditor.extract import normal
from auditor.extract.lexicon import Lexicon
from auditor.extract.page import Page
from auditor.extract.pairs import Pair

_ENTRIES = 'input:not([type="hidden" i]), select, textarea'
_TAGS = ("<input", "<INPUT", "<select", "<SELECT")
_NO_TEXT = frozenset({"submit", "button", "image", "reset", "checkbox", "radio"})
_FEW = 2
_BETWEEN = " \u00a0\u3000至到-—~～:："


def is_search(page: Page, pairs: Sequence[Pair], lexicon: Lexicon) -> bool:
    """Tell whether *pairs* are what one can search by: no value behind any label, or 全部, and places to write in."""
    if not any(tag in page.html for tag in _TAGS) and not any(_is_all(pair, lexicon) for pair in pairs):
        return False
    if _asks(pairs, lexicon):
        return True
    chosen = [pair for pair in pairs if _is_all(pair, lexicon)]
    if any(pair.raw.strip(_BETWEEN) for pair in pairs if pair not in chosen and pair.label.field):
        return False
    if chosen:
        return True
    box = page.common(page.lines[pairs[0].line].block, page.lines[pairs[-1].line].block)
    return sum(map(_is_empty, page.blocks[box].node.css(_ENTRIES))) >= _FEW


def _asks(pairs: Sequence[Pair], lexicon: Lexicon) -> bool:
    """Tell whether most labels stand before places to type in."""
    named = [pair for pair in pairs if pair.label.field]
    asking = [
        pair
        for pair in named
        if not normal.fits(pair.label.field, pair.raw, lexicon) and any(map(_is_empty, pair.node.css(_ENTRIES)))
    ]
    return len(asking) * 2 > len(named)


def _is_all(pair: Pair, lexicon: Lexicon) -> bool:
    """Tell whether the value is a choice: 全部 有效 失效."""
    return pair.raw.strip(_BETWEEN).startswith(lexicon.words("search_all"))


def _is_empty(node: LexborNode) -> bool:
    """Tell whether something can be written there, and nothing is."""
    attributes = node.attributes
    kind = (attributes.get("type") or "").lower()
    return kind not in _NO_TEXT and not attributes.get("value") and not {"readonly", "disabled"} & attributes.keys()
