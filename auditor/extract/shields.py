"""Pages that are no pages: this file alone recognises challenges, firewalls, log-ins, soft 404, empty answers."""

import re

from auditor.extract.lexicon import Lexicon
from auditor.extract.page import Page
from auditor.model import Capture, Reason

_GONE, _SHIELDS, _UNAUTHORISED = (404, 410), (412, 521), 401
_SHORT = 400  # characters of visible text; a page with more than that is a page
_SHORTER = 160
_MAGIC = (
    b"%PDF",
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"Rar!",
    b"7z\xbc\xaf",
    b"RIFF",
    b"\x1f\x8b",
    b"BM",
    b"ID3",
    b"\x00\x00\x00\x18ftyp",
    b"\x00\x00\x00 ftyp",
    b"wOFF",
    b"FLV",
)
_HTML = re.compile(
    rb"<\s*(?:!doctype|html|head|body|div|p|table|meta|title|script|span|a|ul|li|h[1-6]|br|center|frameset|td|tr|section|article|dl|ol|b|i|font|form|link|img)\b",
    re.IGNORECASE,
)
_TYPES = ("html", "xml", "text/plain", "octet-stream")
_PAGES = ("text/html", "application/xhtml+xml")
_FAULT = "(?:http|error|not found|错误|出错|报错|状态码?|代码|提示|未找到|找不到|没有找到|不存在|页面|页$)"
# By itself or as an error; not the number of a meeting, a document, a road or a room.
_TITLE_404 = re.compile(
    rf"(?:^|(?<!\d)\s*[-_|—–]\s*|{_FAULT}[:：\s]*)404(?:[!！\s]*(?:$|[-_|—–])|[,，:：(（\s]*{_FAULT})"
    r"|404[,，:：\s]*(?:error|错误|not found)",
    re.IGNORECASE,
)


def headers_only(capture: Capture) -> bool:
    """Tell whether of a file nothing but its headers was asked for: it is there, and that is all that is known.

    An answer without a body that was asked for has the outcome `empty`, whatever its type.
    """
    kind = capture.header("content-type").split(";")[0].strip().lower()
    return capture.outcome is Reason.OK and not capture.body and kind not in _PAGES


def unreadable(capture: Capture) -> Reason:
    """Return why the body of *capture* cannot be a page, or OK: nothing there, another kind of file."""
    body = capture.body
    if not body.strip(b" \t\r\n\0\xef\xbb\xbf"):
        return Reason.EMPTY
    kind = capture.header("content-type").split(";")[0].strip().lower()
    if body.startswith(_MAGIC) and not _HTML.search(body[:2000]):
        return Reason.UNSUPPORTED_FILE
    if kind and not any(one in kind for one in _TYPES):
        return Reason.UNSUPPORTED_FILE
    head = body[:4096].replace(b"\0", b"")
    if _HTML.search(head) or _HTML.search(body[:200_000].replace(b"\0", b"")):
        return Reason.OK
    return Reason.UNSUPPORTED_FILE


def refused(capture: Capture, page: Page, lexicon: Lexicon) -> Reason:
    """Return what an answer with an error's status really is: a shield, a firewall or a log-in before the page.

    412 and 521 with a script are the shields of 瑞数 and 加速乐, which a browser passes; a page that is not there (404,
    410) is just that, whatever it says.
    """
    if capture.status in _GONE:
        return capture.outcome
    if capture.status == _UNAUTHORISED:
        return Reason.LOGIN
    code = any(word in page.html for word in lexicon.words("js_challenge_code"))
    if len(page.text) < _SHORT and (code or (capture.status in _SHIELDS and "<script" in page.html.lower())):
        return Reason.JS_CHALLENGE
    if len(page.text) < _SHORT and any(word in page.text for word in lexicon.words("waf")):
        return Reason.BLOCKED_WAF
    return capture.outcome


def shielded(page: Page, lexicon: Lexicon) -> Reason:
    """Return why a parsed page shows nothing of what was asked for, or OK."""
    text = page.text
    if len(text) < _SHORT and any(word in page.html for word in lexicon.words("js_challenge_code")):
        return Reason.JS_CHALLENGE
    if not text.strip() and not page.figures and not page.anchors:
        return Reason.JS_CHALLENGE if "<script" in page.html.lower() else Reason.EMPTY
    if len(text) >= _SHORT:
        return Reason.OK
    name = page.title.strip()
    for key, reason in (
        ("waf", Reason.BLOCKED_WAF),
        ("forbidden", Reason.BLOCKED_WAF),
        ("js_challenge", Reason.JS_CHALLENGE),
    ):
        if any(word in text or word in name for word in lexicon.words(key)):
            return reason
    if _TITLE_404.search(name) or any(word in text or word in name for word in lexicon.words("soft_404")):
        return Reason.SOFT_404
    asked = len(text) < _SHORTER and any(word in text or word in name for word in lexicon.words("login"))
    return Reason.LOGIN if asked and page.tree.css_first('input[type="password"]') is not None else Reason.OK
