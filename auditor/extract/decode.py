"""Bytes to text: this file alone knows charsets, what pages declare, and which declarations lie."""

import re
from dataclasses import dataclass

_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe\x00\x00", "utf-32"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_DECLARED = re.compile(
    rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_\-]+)|<\?xml[^>]{0,80}encoding=["']([A-Za-z0-9_\-]+)""", re.IGNORECASE
)
_ALIASES = {
    "gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "gb-2312": "gb18030", "x-gbk": "gb18030",
    "cp936": "gb18030", "utf8": "utf-8", "utf-8": "utf-8", "big5": "big5hkscs", "big5-hkscs": "big5hkscs",
    "cp950": "big5hkscs", "utf-16": "utf-16", "utf-16le": "utf-16-le", "utf-16be": "utf-16-be",
}  # fmt: skip
# The commonest characters of official texts in both scripts: what a right decoding is full of.
_COMMON = frozenset(
    "的一是在不了有和人中大为上个国我以要他时来用们生到作地于出就年会政府公开关发号通知县市区工信息為會號關開發縣區於"
)
_HEAD = 4096
_WIDE_ZEROS = 0.2  # share of zero bytes that only UTF-16 has
_WIDE_TAG = re.compile(rb"<\0[!/?A-Za-z]\0")  # in UTF-16, at an even place where the low byte comes first
_SAMPLE = 200_000  # bytes a detector is shown


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a page, the charset that gave it, and `damage`, the share of U+FFFD among its characters."""

    text: str
    charset: str
    damage: float


def decode(body: bytes, content_type: str = "") -> Decoded:
    """Decode *body*; never raises. A declaration is believed only where the bytes agree with it."""
    for mark, charset in _BOMS:
        if body.startswith(mark):
            return _loosely(body, charset)
    if b"\0" in body[:_HEAD] and body[:_HEAD].count(0) > len(body[:_HEAD]) * _WIDE_ZEROS:
        return _loosely(body, "utf-16-be" if body[0] == 0 else "utf-16-le")
    text = _strictly(body, "utf-8")  # multi-byte text that is valid UTF-8 by chance does not exist
    if text is not None:
        return _done(text, "utf-8", body)
    if wide := _wide(body[:_HEAD]):
        return _loosely(body, wide)
    declared = declared_charset(body, content_type)
    return _chinese(body, declared) or _likeliest(body, declared)


def _wide(head: bytes) -> str:
    """Return which UTF-16 a page full of Chinese without a mark is in, or an empty string."""
    places = {match.start() % 2 for match in _WIDE_TAG.finditer(head)} if b"\0" in head else set()
    return "" if len(places) != 1 else "utf-16-be" if places.pop() else "utf-16-le"


def declared_charset(body: bytes, content_type: str) -> str:
    """Return the multi-byte charset that the header or the head of the page declares, or an empty string."""
    for source in (content_type.encode("ascii", "ignore"), body[:_HEAD]):
        for match in _DECLARED.finditer(source):
            name = (match[1] or match[2]).decode("ascii").lower().replace("_", "-")
            if name in _ALIASES:
                return _ALIASES[name]
    return ""


def _chinese(body: bytes, declared: str) -> Decoded | None:
    """Choose between GB18030 and Big5, of which each often accepts the other's bytes; in doubt as declared."""
    names = ("big5hkscs", "gb18030") if declared == "big5hkscs" else ("gb18030", "big5hkscs")
    found = [(name, text) for name in names if (text := _strictly(body, name)) is not None]
    if not found:
        return None
    name, text = max(found, key=lambda one: _common(one[1])) if found[1:] else found[0]
    return _done(text, name, body)


def _likeliest(body: bytes, declared: str) -> Decoded:
    """Choose for bytes that no charset fits wholly: a wrong one may replace no more characters than the right one."""
    names = [name for name in (declared, "utf-8", "gb18030", "big5hkscs", _detected(body)) if name]
    return max((_loosely(body, name) for name in names), key=lambda one: _common(one.text) - one.text.count("\ufffd"))


def _common(text: str) -> int:
    return sum(map(_COMMON.__contains__, text))


def _detected(body: bytes) -> str:
    import cchardet  # noqa: PLC0415 - only damaged pages need it

    name = str(cchardet.detect(re.sub(rb"<[^>]*>", b" ", body[:_SAMPLE])).get("encoding") or "").lower()
    return _ALIASES.get(name, "")


def _strictly(body: bytes, charset: str) -> str | None:
    try:
        return body.decode(charset)
    except (UnicodeDecodeError, LookupError):
        return None


def _loosely(body: bytes, charset: str) -> Decoded:
    return _done(body.decode(charset, "replace"), charset, body)


def _done(text: str, charset: str, body: bytes) -> Decoded:
    if "\ufeff" in text[:1] or b"\0" in body:  # only from such a byte comes such a character
        text = text.lstrip("\ufeff").replace("\0", "")
    damage = text.count("\ufffd") / len(text) if "\ufffd" in text else 0.0
    return Decoded(text, charset, damage)
