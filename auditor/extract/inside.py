"""Links and files that lead into somebody's own network: this file alone knows how such an address begins.

Which of them are private is for the rules to say; here is only found what may be one.
"""

import re

from auditor.extract.page import Page, locate
from auditor.model import Link
from auditor.text import hans

_LOCAL = (
    r"(?:file:|(?:https?:)?[/\\]{2}"
    r"(?:localhost\b|1(?:0|27|69|72|92)\.[0-9]|\[|[a-z0-9.\-]+\.(?:local|lan|intranet)\b))"
)
_SEEN = re.compile(rf"=\s*[\"']?\s*{_LOCAL}", re.IGNORECASE)
_WRITTEN = re.compile(rf"\s*{_LOCAL}", re.IGNORECASE)
_ATTRIBUTES = ("href", "src")
_MOST = 50  # on one page: what is pasted from a desktop comes in heaps


def read_inside(page: Page) -> tuple[Link, ...]:
    """Return what the links, pictures and frames of *page* take from addresses that may be private, as written."""
    if not _SEEN.search(page.html):  # cheaper than asking for each of its words
        return ()
    found: dict[str, Link] = {}
    for node in page.tree.css("[href],[src]"):
        written = next((value for name in _ATTRIBUTES if (value := node.attributes.get(name))), "")
        if _WRITTEN.match(written) and len(found) < _MOST:
            address = written.strip()
            text = hans.squeeze(node.text() or node.attributes.get("alt") or "") if node.tag != "script" else ""
            found.setdefault(address, Link(address, text, locate(node, page)))
    return tuple(found.values())
