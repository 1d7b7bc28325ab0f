"""Files that a page offers: this file alone tells an attachment from a page, its type and its name."""

import re
from functools import lru_cache

from auditor.extract.page import Anchor, Page, locate
from auditor.model import Link
from auditor.text import addresses, hans

_DOCUMENTS = "pdf|docx?|xlsx?|pptx?|wps|et|dps|ofd|ceb|zip|rar|7z|rtf|csv"
_OTHERS = "txt|jpe?g|png|gif|bmp|tiff?|mp4|mp3|wmv|wma|avi|flv|mov|m4a|wav"
_ATTACHED = re.compile(rf"\.({_DOCUMENTS})(?:$|[?#&])", re.IGNORECASE)
_FILE = re.compile(rf"\.({_DOCUMENTS}|{_OTHERS})(?:$|[?#&])", re.IGNORECASE)
_NAMED = re.compile(
    rf"\.({_DOCUMENTS}|{_OTHERS})\s*(?:[(（\[【][^()（）\[\]【】]{{0,24}}[)）\]】]\s*)?$", re.IGNORECASE
)
_CALLED = re.compile(r"^\s*附\s*(?:件|表|图)|点击下载|下载附件")
_SERVLET = re.compile(r"download|downfile|filedown|down_file|attach", re.IGNORECASE)
_PAGES = frozenset({"html", "htm", "shtml", "shtm", "jhtml", "xhtml"})
# What says nothing of the file: such a link is called what its title, or the line it stands in, says.
_NAMELESS = re.compile(
    r"(?:请?点击|附件|文件|立即|在线|此处|这里)*(?:下载|查看|预览|打开|附件|此处|这里)*[。.!！:：>》]*"
)
_ICONS = re.compile("[\ue000-\uf8ff\u2190-\u27bf\U0001f300-\U0001faff]")
_LONGEST = 200


@lru_cache(maxsize=8192)
def is_attachment(href: str) -> bool:
    """Tell whether *href* leads to a document file; the links of menus come again on every page of a site."""
    return _ATTACHED.search(href) is not None


def is_page(url: str) -> bool:
    """Tell whether *url* names a web page, whatever it is called."""
    return addresses.file_suffix(url) in _PAGES


def attachment(page: Page, anchor: Anchor, url: str, *, inside: bool) -> Link | None:
    """Return the file that a link offers with its type, or None where it leads to a page; *inside*: in the text.

    The type is the suffix of the address, of the file named in its query, or of the name shown; "" where none has one.
    """
    by_address = is_attachment(anchor.href)
    named = _named(anchor) if not by_address else None
    if not by_address and named is None and not (inside and _is_offered(anchor)):
        return None
    if named and is_page(url):
        return None
    return Link(url, _name(page, anchor), locate(anchor.node, page), suffix=_suffix(anchor, url))


def _named(anchor: Anchor) -> re.Match[str] | None:
    return _NAMED.search(anchor.text) if "." in anchor.text else None


def _is_offered(anchor: Anchor) -> bool:
    """Tell whether a link in the text is called an attachment, or leads to what hands out files."""
    text = anchor.text
    if ("附" in text or "下载" in text) and _CALLED.search(text):
        return True
    return text != "" and _hands_out(anchor.href)


@lru_cache(maxsize=8192)
def _hands_out(href: str) -> bool:
    return _SERVLET.search(href) is not None and not is_page(href)


def _suffix(anchor: Anchor, url: str) -> str:
    written = _ATTACHED.search(anchor.href) or _FILE.search(anchor.href)
    shown = (_NAMED.search(text) for text in (anchor.text, anchor.title, anchor.node.attributes.get("download") or ""))
    found = written or next((one for one in shown if one), None)
    return found[1].lower() if found else "html" if is_page(url) else ""


def _name(page: Page, anchor: Anchor) -> str:
    """Return what the file is called, without icons; a bare 下载 is called as its title or as its line is."""
    shown = _clean(anchor.text)
    if not _NAMELESS.fullmatch(shown):
        return shown
    line = page.lines[anchor.first].text if anchor.first < anchor.last and anchor.first < len(page.lines) else ""
    beside = line[: anchor.start] if 0 < len(line) <= _LONGEST else ""
    others = (anchor.node.attributes.get("download") or "", anchor.title, beside)
    named = (one for text in others if (one := _clean(text).rstrip(" :：")) and not _NAMELESS.fullmatch(one))
    return next(named, "") or shown or _clean(anchor.title or anchor.alt)


def _clean(text: str) -> str:
    return hans.squeeze(_ICONS.sub("", text)) if text else ""
