"""The `<meta>` tags that national guidance prescribes: this file alone knows which of them speak of a field.

They are not seen by readers of a page, so they never override what it shows and never fill a gap in its block.
"""

from auditor.extract import normal
from auditor.extract.lexicon import Lexicon
from auditor.extract.page import Page
from auditor.model import Field, FieldName, Source
from auditor.text import hans

_TAGS = {"PubDate": FieldName.PUBLISHED_DATE, "ContentSource": FieldName.PUBLISHER}


def meta(page: Page, name: str) -> str:
    """Return the content of the tag of that *name*, whatever its case, or an empty string."""
    node = page.tree.css_first(f'meta[name="{name}" i]')
    return hans.squeeze(node.attributes.get("content") or "") if node else ""


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
