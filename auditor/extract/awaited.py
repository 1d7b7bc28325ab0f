"""What a script has not drawn yet: this file alone tells an empty page or box from one that waits."""

import re
from collections.abc import Sequence

from selectolax.lexbor import LexborNode

from auditor.extract.area import is_tiny
from auditor.extract.lexicon import Lexicon
from auditor.extract.page import Page
from auditor.extract.pending import filled
from auditor.text import addresses

_BOXES = frozenset({"div", "table", "tbody", "ul", "ol", "dl", "section"})
_SHOWN = "img, input, form, select, button, iframe, video, object"
_PARTS = re.compile(r"[\W_]+")
_SHORT = 3
_MOST = 60  # elements that are looked at
_LOADING = 20  # characters of what stands there while the page is drawn
_REACH = 48  # characters before a name in which the call stands that takes it
# How scripts name the box into which they put something: what stands before the name, and behind it.
_PUTS = (
    (
        re.compile(r"[\"'][^\"'<>\n]{0,40}\Z"),
        re.compile(r"[\"']\s*\)\s*\.\s*(?:load|html|append|prepend|replaceWith)\b"),
    ),
    (re.compile(r"\bel\s*:\s*[\"']\Z"), re.compile(r"[\"']")),
)
_GETS = ((re.compile(r"getElementById\(\s*[\"']\Z"), re.compile(r"[\"']\s*\)\s*\.\s*innerHTML")),)


def is_shell(page: Page, lexicon: Lexicon) -> bool:
    """Tell whether the element into which a script draws the whole page is still empty."""
    for node in page.tree.css(lexicon.once(_mounts))[:_MOST]:
        text = node.text(strip=True)
        if len(text) <= _LOADING and (not text or any(word in text for word in lexicon.words("loading"))):
            return bool(page.scripts)
    return False


def _mounts(lexicon: Lexicon) -> str:
    names = lexicon.words("script_mounts")
    return ", ".join([*(f"#{name}" for name in names), *(name for name in names if "-" in name)]) or ":not(*)"


def awaits(page: Page, first: int, last: int, lexicon: Lexicon) -> bool:
    """Tell whether a box between the lines *first* and *last* waits for a script or shows another page."""
    boxes = [one for one in page.blocks if one.first == one.last and first <= one.first <= last and one.tag in _BOXES]
    if any(_awaits(page, one.node, lexicon) for one in boxes[:_MOST]):
        return True
    frames = (node for node, _, line in page.figures if node.tag == "iframe" and first <= line <= last)
    return any(_is_page(page, node, lexicon) for node in frames)


def _awaits(page: Page, box: LexborNode, lexicon: Lexicon) -> bool:
    attributes = box.attributes
    identity, names = attributes.get("id") or "", (attributes.get("class") or "").split()
    called = f"{identity} {' '.join(names)}".lower()
    return (
        bool(called.strip())
        and (_is_put(page, identity, names) or _is_block(page, called, lexicon))
        and not _is_widget(called, lexicon)
        and box.css_first(_SHOWN) is None
    )


def _is_block(page: Page, called: str, lexicon: Lexicon) -> bool:
    """Tell whether a box is called as the metadata are, and a script may fill it."""
    return not lexicon.among("page", "script_blocks").isdisjoint(called.split()) and filled(page, lexicon)


def _is_put(page: Page, identity: str, names: list[str]) -> bool:
    """Tell whether a script puts something into the box of that id and those classes."""
    marks = [*([f"#{identity}"] if identity else []), *(f".{name}" for name in names)]
    return any(_stands(page.code, mark, _PUTS) for mark in marks) or (
        bool(identity) and _stands(page.code, identity, _GETS)
    )


def _stands(code: str, name: str, ways: Sequence[tuple[re.Pattern[str], re.Pattern[str]]]) -> bool:
    """Tell whether *name* stands in *code* between what one of the *ways* has before it and behind it."""
    at = code.find(name)
    while at >= 0:
        for before, behind in ways:
            if behind.match(code, at + len(name)) and before.search(code, max(0, at - _REACH), at):
                return True
        at = code.find(name, at + 1)
    return False


def _is_page(page: Page, frame: LexborNode, lexicon: Lexicon) -> bool:
    """Tell whether *frame* shows another page of the site: no widget, film or picture."""
    source = frame.attributes.get("src") or ""
    url = addresses.resolve(page.url, source) or ""
    shown = f"{source} {frame.attributes.get('id') or ''}".lower()
    same = addresses.host(url) == addresses.host(page.url)
    return same and not _is_widget(shown, lexicon) and not is_tiny(frame)


def _is_widget(called: str, lexicon: Lexicon) -> bool:
    """Tell whether what an element is called means a tool beside the text; a short word counts only as a whole."""
    parts = set(_PARTS.split(called))
    return any(word in parts or (len(word) > _SHORT and word in called) for word in lexicon.words("script_widgets"))
