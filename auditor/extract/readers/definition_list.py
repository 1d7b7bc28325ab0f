"""Definition lists: `<dt>` holds the label, the `<dd>` behind it the value."""

from collections.abc import Iterator

from auditor.extract.lexicon import Lexicon
from auditor.extract.page import Page
from auditor.extract.pairs import Pair

ORDER = 20


def read(page: Page, lexicon: Lexicon) -> Iterator[Pair]:
    """Yield a pair for every `<dt>` that is a known label."""
    for place, block in enumerate(page.blocks):
        if block.tag != "dt" or block.last == block.first:
            continue
        shown = page.text_of(block)
        label = lexicon.whole(shown)
        if label is None:
            continue
        siblings = page.blocks[block.parent].children
        following = siblings.index(place) + 1
        value = page.blocks[siblings[following]] if following < len(siblings) else None
        if value is None or value.tag != "dd":
            yield Pair(label, shown, "", block.first, block.last, block.node, "definition_list")
        else:
            yield Pair(label, shown, page.text_of(value), block.first, value.last, value.node, "definition_list")
