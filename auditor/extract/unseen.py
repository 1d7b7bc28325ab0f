"""Values that are no text: this file alone looks for pictures and scripts where a value should stand."""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from auditor.extract.lexicon import Lexicon
from auditor.extract.page import Page
from auditor.extract.pairs import Pair
from auditor.extract.pending import filled

_CELLS = frozenset({"table", "definition_list"})
_BUTTONS = frozenset({"radio", "checkbox"})
_BOXES = frozenset({"div", "p", "section"})
_MOST = 60  # elements of a place, and names of one, that are looked for in the page
_SMALL = 600  # characters of markup of a box that holds one label and its value
_ANY = re.compile(r"[\"']#[\"']\s*\+")  # $("#" + key)
_PUT = r"[\"'][^\"'<>\n]{{0,40}}\.{}[\"']\s*\)\s*\.\s*(?:html|text|append|load)\b"  # $(".number").html(
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_SHOWN = "img, object, script, embed, canvas, svg, iframe, input, select, textarea, time, noscript"


def alternatives(pair: Pair) -> Iterator[str]:
    """Yield what the pictures in the place of the value are called, and what an entry shows that none can change."""
    if not _close(pair):
        return
    entries = pair.node.css("input")
    if len(entries) == 1 and {"readonly", "disabled"} & entries[0].attributes.keys():
        yield (entries[0].attributes.get("value") or "").strip()
    for node in pair.node.css("img"):
        for name in ("alt", "title"):
            if text := (node.attributes.get(name) or "").strip():
                yield text


def visible(pair: Pair) -> str:
    """Return the text of the value without what its place hides, as a whole where that hides all or nothing of it."""
    if not _close(pair) or _HIDDEN.search(pair.node.html or "") is None:
        return pair.raw
    texts: list[str] = []
    hidden: set[int] = set()
    for node in pair.node.traverse(include_text=True):
        above = node.parent
        if node.mem_id != pair.node.mem_id and (
            (above is not None and above.mem_id in hidden) or _HIDDEN.search(node.attributes.get("style") or "")
        ):
            hidden.add(node.mem_id)
        elif node.tag == "-text":
            texts.append(node.text_content or "")
    shown = "".join(texts).strip()
    return shown if shown and shown in pair.raw else pair.raw


def chosen(page: Page, pair: Pair) -> str | None:
    """Return the text behind the one button that is checked, "" where none surely is; None where there are none."""
    if ("radio" not in page.html and "checkbox" not in page.html) or not _close(pair):
        return None
    texts, checked = [""], []
    for node in pair.node.traverse(include_text=True):
        attributes = node.attributes
        if node.tag == "input" and (attributes.get("type") or "").lower() in _BUTTONS:
            if "checked" in attributes:
                checked.append(len(texts))
            texts.append("")
        elif node.tag == "-text":
            texts[-1] += node.text_content or ""
    if len(texts) == 1:
        return None
    # Where a text stands before the first button, each may belong to the text before it.
    return texts[checked[0]].strip() if len(checked) == 1 and not texts[0].strip() else ""


def places(pair: Pair) -> list[LexborNode]:
    """Return the elements that the value can stand in: the pair's own, and the empty box beside that of its label."""
    if not _close(pair):
        return []
    beside = pair.node.next
    while beside is not None and beside.is_empty_text_node:
        beside = beside.next
    box = beside is not None and beside.tag == pair.node.tag and beside.tag in _BOXES and not beside.text(strip=True)
    return [pair.node, beside] if beside is not None and box else [pair.node]


def holds(page: Page, pair: Pair, lexicon: Lexicon) -> bool:
    """Tell whether a picture, a script or a place that a script knows by name stands where the value should."""
    return any(_waits(page, place, pair, lexicon) for place in places(pair))


def _waits(page: Page, place: LexborNode, pair: Pair, lexicon: Lexicon) -> bool:
    if place.css_first(_SHOWN) is not None:
        return True
    keys = lexicon.vocabulary.table("script_keys")
    own = keys.get(pair.label.field, ())
    for node in place.css("*")[:_MOST]:  # the place itself is among them
        attributes = node.attributes
        if any(name in attributes for name in keys.get("bindings", ())):
            return True
        identity, names = attributes.get("id") or "", (attributes.get("class") or "").split()[:_MOST]
        if any(f".{name}" in page.html and re.search(_PUT.format(re.escape(name)), page.html) for name in names):
            return True
        if (identity and _known(page, identity)) or _meant(page, [identity, *names], own, lexicon):
            return True
    return False


def _known(page: Page, identity: str) -> bool:
    """Tell whether a script names the element by its id, or any element by an id that it puts together."""
    name = re.escape(identity)
    return (
        re.search(rf"(?<!id=)(?<!id=.)(?:[\"'#]){name}[\"'\s]", page.html) is not None
        or _ANY.search(page.html) is not None
    )


def _meant(page: Page, names: list[str], keys: tuple[str, ...], lexicon: Lexicon) -> bool:
    """Tell whether an id or a class is the field's own key in a content system that some script may know."""
    known = {key.lower() for key in keys}
    return any(re.sub("[-_]", "", name).lower() in known for name in names) and filled(page, lexicon)


def _close(pair: Pair) -> bool:
    return pair.reader in _CELLS or len(pair.node.html or "") < _SMALL
