"""The `<meta>` tags that national guidance prescribes: this file alone knows which of them speak of a field.

They are not seen by readers of a page, so they never override what it shows and never fill a gap in its block.
"""

import re
from itertools import islice

from auditor.extract import normal
from auditor.extract.lexicon import Lexicon
from auditor.extract.page import Page
from auditor.extract.pending import jump
from auditor.model import Field, FieldName, Source
from auditor.text import addresses, hans

_REFRESH = re.compile(r"\s*([0-9]{1,4})(?:\.[0-9]*)?\s*[;,]\s*url\s*=\s*(.+)", re.IGNORECASE | re.DOTALL)
_SOON, _STUB = 5, 200  # seconds; characters of text that a page of redirection has at most
_LONG = 2 * _STUB  # characters, blanks of every kind among them, beyond which no page is one
_MOST, _LONGEST = 60, 80  # tags of a page, characters of one: the prescribed ones are few and short
_TAGS = {"PubDate": FieldName.PUBLISHED_DATE, "ContentSource": FieldName.PUBLISHER}


def meta(page: Page, name: str) -> str:
    """Return the content of the tag of that *name*, whatever its case, or an empty string."""
    return hans.squeeze(page.tags.get(name.lower(), ""))


def read_tags(page: Page) -> tuple[tuple[str, str], ...]:
    """Return the names (lower case) and contents of the tags of *page* in order."""
    named = islice(page.tags.items(), _MOST)
    return tuple((name[:_LONGEST], hans.squeeze(content)[:_LONGEST]) for name, content in named)


def led_to(page: Page) -> str:
    """Return the address to which a page that is nothing but a redirect leads by itself, or an empty string."""
    shown = len(page.text) - page.text.count(" ") - page.text.count("\n")
    if shown > _LONG or len(hans.fold(page.text)) > _STUB:
        return ""
    node = page.tree.css_first('meta[http-equiv="refresh" i]')
    found = _REFRESH.match(node.attributes.get("content") or "") if node else None
    wanted = found[2].strip(" '\"") if found and int(found[1]) <= _SOON else jump(page) if page.lines else ""
    target = addresses.resolve(page.url, wanted) or ""
    return "" if addresses.key(target) == addresses.key(page.url) else target


def meta_fields(page: Page, lexicon: Lexicon) -> dict[FieldName, Field]:
    """Return publisher and published_date as the tags of an article give them."""
    if not meta(page, "ArticleTitle"):
        return {}
    found = {
        field: normal.field(field, content, name, Source.META, f'meta[name="{name}"]', lexicon)
        for name, field in _TAGS.items()
        if (content := meta(page, name))
    }
    return {field: one for field, one in found.items() if one.value}
