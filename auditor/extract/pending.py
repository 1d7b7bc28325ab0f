"""What scripts do to a page: this file alone tells a place that waits to be filled from one that is empty."""

import re

from auditor.extract.lexicon import Lexicon
from auditor.extract.page import Page

_VERSION = re.compile(r"[-_.]?(?:min|slim|pack|bundle|all|v?[0-9]+(?:\.[0-9]+)*)(?=[-_.]|$)", re.IGNORECASE)
_END = 5  # characters
_JUMP = re.compile(
    r"\s*(?:<!--|//<!\[CDATA\[)?\s*(?:(?:window|document|self|top|parent)\s*\.\s*)*location\s*"
    r"(?:(?:\.\s*href)?\s*=\s*[\"']([^\"']+)[\"']|\.\s*(?:replace|assign)\s*\(\s*[\"']([^\"']+)[\"']\s*\))"
    r"\s*;?\s*(?://\s*)?(?:-->|\]\]>)?\s*"
)


def marked(page: Page, lexicon: Lexicon) -> bool:
    """Tell whether the page shows marks that a script was to replace by data; looked for once."""
    if page.marked is None:
        html = page.html
        page.marked = any(
            end in html and any(mark in html for mark in marks) for end, marks in lexicon.once(_ends).items()
        ) or ("{{" in page.text and any("{{" in line.text and "}}" in line.text for line in page.lines))
    return page.marked


def _ends(lexicon: Lexicon) -> dict[str, list[str]]:
    """Return the marks by how they end: there are fewer ends than marks, and looking for one costs the same."""
    ends: dict[str, list[str]] = {}
    for mark in lexicon.words("script_marks"):
        ends.setdefault(mark[-_END:], []).append(mark)
    return ends


def requests(page: Page, lexicon: Lexicon) -> bool:
    """Tell whether a script in the page asks the server for data."""
    return lexicon.pattern_of("script_requests").search(page.code) is not None


def fetched(page: Page, lexicon: Lexicon) -> bool:
    """Tell whether the page takes in a script of its own: one that is no library and no counter."""
    words = lexicon.words("script_libraries")
    places = [word for word in words if "." in word]
    for source in (one.lower() for one, _ in page.scripts if one):
        name = source.split("?", maxsplit=1)[0].rsplit("/", 1)[-1].removesuffix(".js")
        if _VERSION.sub("", name) not in words and not any(place in source for place in places):
            return True
    return False


def filled(page: Page, lexicon: Lexicon) -> bool:
    """Tell whether some script may put text into an empty place of the page."""
    return (
        lexicon.pattern_of("script_writes").search(page.code) is not None
        or requests(page, lexicon)
        or fetched(page, lexicon)
    )


def jump(page: Page) -> str:
    """Return the address to which the only code of the page leads at once, or an empty string."""
    own = (node.text() or "" for node in page.script_nodes if "src" not in node.attributes)
    codes = [code for code in own if code.strip()]
    found = _JUMP.fullmatch(codes[0]) if len(codes) == 1 else None
    return (found[1] or found[2]) if found else ""
