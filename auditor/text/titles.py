"""What a title is about; this module alone knows which words of a title only wrap its matter."""

import re

from auditor.text import hans

_NAMED = re.compile(r"[《〈]([^《》〈〉]{4,})[》〉]")
_WRAPPING = re.compile(r"^.{0,30}?关于(?:印发|公布|发布|转发|实施)?")
_CLOSING = re.compile(r"的(?:通知|通告|公告|意见|决定|批复|函)$")


def core(title: str) -> str:
    """Return what a title is about, folded: the name in 《》, else the title without 关于…的通知."""
    named = _NAMED.search(title)
    inner = named[1] if named else _CLOSING.sub("", _WRAPPING.sub("", title.strip()))
    return hans.fold(inner)


def names_another(title: str) -> bool:
    """Tell whether a title names a document in 《》."""
    return _NAMED.search(title) is not None
