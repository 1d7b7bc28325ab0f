"""Values that are no text: this file alone looks for pictures and scripts where a value should stand."""

import re
from collections.abc import Iterator

from auditor.extract.page import Page
from auditor.extract.pairs import Pair

_CELLS = frozenset({"table", "definition_list"})
_SMALL = 600  # characters of markup of a box that holds one label and its value
_SHOWN = "img, object, script, embed, canvas, svg, iframe, input"


def alternatives(pair: Pair) -> Iterator[str]:
    """Yield what the pictures in the place of the value are called."""
    for node in pair.node.css("img") if _close(pair) else ():
        for name in ("alt", "title"):
            if text := (node.attributes.get(name) or "").strip():
                yield text


def holds(page: Page, pair: Pair) -> bool:
    """Tell whether a picture, a script or a place that a script knows by name stands where the value should."""
    if not _close(pair):
        return False
    if pair.node.css_first(_SHOWN) is not None:
        return True
    names = (node.attributes.get("id") or "" for node in [pair.node, *pair.node.css("[id]")])
    return any(re.search(rf"(?<!id=)(?<!id=.)(?:[\"'#]){re.escape(name)}[\"'\s]", page.html) for name in names if name)


def _close(pair: Pair) -> bool:
    return pair.reader in _CELLS or len(pair.node.html or "") < _SMALL
