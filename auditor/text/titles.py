"""What a title is about; this module alone knows which words of a title only wrap its matter."""

import re
from functools import lru_cache

from auditor.text import hans

_NAMED = re.compile(r"[《〈]([^《》〈〉]{4,})[》〉]")
_ABOUT_IT = re.compile(
    r"(?:修改|修订|修正|废止|延长|延续|停止|暂停|贯彻|落实|执行|实施|做好|补充|解释|更正|征求)[^《〈]{0,12}[《〈]?$"
)
_WRAPPING = re.compile(r"^.{0,30}?关于(?:印发|公布|发布|转发|实施)?")
_CLOSING = re.compile(r"的(?:通知|通告|公告|意见|决定|批复|函)$")


@lru_cache(maxsize=4096)  # several rules ask for the same title of a page
def core(title: str) -> str:
    """Return what a title is about, folded: the name in 《》, else the title without 关于…的通知."""
    named = _NAMED.search(title)
    if named and _ABOUT_IT.search(title[: named.start()]):
        named = None  # 关于修改《X》的决定 is another document than X
    inner = named[1] if named else _CLOSING.sub("", _WRAPPING.sub("", title.strip()))
    return hans.fold(inner)


def names_another(title: str) -> bool:
    """Tell whether a title names a document in 《》."""
    return _NAMED.search(title) is not None
