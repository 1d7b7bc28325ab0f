"""Values that are no text: this file alone looks for pictures and scripts where a value should stand."""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from auditor.extract.page import Page
from auditor.extract.pairs import Pair

_CELLS = frozenset({"table", "definition_list"})
_BOXES = frozenset({"div", "p", "section"})
_SMALL = 600  # characters of markup of a box that holds one label and its value
_SHOWN = "img, object, script, embed, canvas, svg, iframe, input"


def alternatives(pair: Pair) -> Iterator[str]:
    """Yield what the pictures in the place of the value are called."""
    for node in pair.node.css("img") if _close(pair) else ():
        for name in ("alt", "title"):
            if text := (node.attributes.get(name) or "").strip():
                yield text


def places(pair: Pair) -> list[LexborNode]:
    """Return the elements that the value can stand in: the pair's own, and the empty box beside that of its label."""
    if not _close(pair):
        return []
    beside = pair.node.next
    while beside is not None and beside.is_empty_text_node:
        beside = beside.next
    box = beside is not None and beside.tag == pair.node.tag and beside.tag in _BOXES and not beside.text(strip=True)
    return [pair.node, beside] if beside is not None and box else [pair.node]


def holds(page: Page, pair: Pair, bindings: tuple[str, ...]) -> bool:
    """Tell whether a picture, a script or a place that a script knows by name stands where the value should.

    *bindings* are the attributes by which a script knows the datum of a place.
    """
    return any(_waits(page, place, bindings) for place in places(pair))


def _waits(page: Page, place: LexborNode, bindings: tuple[str, ...]) -> bool:
    if place.css_first(_SHOWN) is not None:
        return True
    named = [place, *(node for node in place.css("*") if node.mem_id != place.mem_id)]
    if any(name in node.attributes for node in named for name in bindings):
        return True
    names = (node.attributes.get("id") or "" for node in named)
    return any(re.search(rf"(?<!id=)(?<!id=.)(?:[\"'#]){re.escape(name)}[\"'\s]", page.html) for name in names if name)


def _close(pair: Pair) -> bool:
    return pair.reader in _CELLS or len(pair.node.html or "") < _SMALL
