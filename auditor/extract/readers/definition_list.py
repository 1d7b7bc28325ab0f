"""Definition lists: `<dt>` holds the label, the `<dd>` behind it the value."""

from collections.abc import Iterator
from itertools import pairwise

from auditor.extract.lexicon import Lexicon
from auditor.extract.page import Page
from auditor.extract.pairs import Pair

ORDER = 20


def read(page: Page, lexicon: Lexicon) -> Iterator[Pair]:
    """Yield a pair for every `<dt>` that is a known label."""
    if "dt" not in page.kinds:
        return
    lists = {block.parent for block in page.blocks if block.tag == "dt"}
    following = {one: other for place in lists for one, other in pairwise(page.blocks[place].children)}
    for place, block in enumerate(page.blocks):
        if block.tag != "dt" or block.last == block.first:
            continue
        shown = page.text_of(block)
        label = lexicon.whole(shown, cell=True)
        if label is None:
            continue
        value = page.blocks[following[place]] if place in following else None
        if value is None or value.tag != "dd":
            yield Pair(label, shown, "", block.first, block.last, block.node, "definition_list")
        else:
            yield Pair(label, shown, page.text_of(value), block.first, value.last, value.node, "definition_list")
