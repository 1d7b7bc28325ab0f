"""Values in their normal form: this file alone knows placeholders, validity words and what a field can hold."""

import re
import unicodedata

from auditor.extract.lexicon import Lexicon
from auditor.model import Field, FieldName, Source
from auditor.text import dates, docnum, hans, organs

DATES = frozenset({FieldName.WRITTEN_DATE, FieldName.PUBLISHED_DATE, FieldName.EFFECTIVE_DATE, FieldName.EXPIRY_DATE})
_TYPED = DATES | {FieldName.VALIDITY, FieldName.INDEX_NUMBER, FieldName.DOCUMENT_NUMBER, FieldName.PUBLISHER}
_LEAD = re.compile(r"^[\s:：•●◆■▪]+")
_TEMPLATE = re.compile(r"\{\{|<%|\$\{")  # a mark that a script was to replace
_BETWEEN = re.compile(r"[\s自从由至到起止—–~～()（）-]+")
_TOKEN = re.compile(r"[\s,，;；。(（|/]")
_OPEN = frozenset({"", "title", "abstract", "keywords", "topic"})  # what may hold a colon
_UNKNOWN = re.compile(r"(?:^|(?P<blank>\s)|(?<=[0-9A-Za-z号號日效]))(?P<word>[\u4e00-\u9fff]{1,8})\s*[:：]")
_DRESS = " \u00a0\u3000|｜;；"
_INDEX = re.compile(r"[0-9A-Za-z][0-9A-Za-z/_\-—]{5,}|/[0-9]{4}-[0-9]+")


def field(  # noqa: PLR0917 - in the order of Field
    name: FieldName, raw: str, label: str, source: Source, locator: str, lexicon: Lexicon
) -> Field:
    """Return the field with its value in normal form; None and a reason where nothing usable stands there."""
    shown = _LEAD.sub("", raw).rstrip()
    value, reason = _value(name, hans.squeeze(shown), lexicon)
    return Field(name, value, shown, label.strip(), source, locator, reason)


def _value(name: FieldName, shown: str, lexicon: Lexicon) -> tuple[str | None, str]:
    if not shown:
        return None, "empty"
    if is_placeholder(shown, lexicon):
        return None, "placeholder"
    if lexicon.whole(shown) is not None and name not in {FieldName.TITLE, FieldName.TOPIC, FieldName.KEYWORDS}:
        return None, "empty"
    if _TEMPLATE.search(shown):
        return None, "scripted"
    if lexicon.leads(shown):
        return None, "empty"
    if name in DATES:
        return date(shown)
    if name is FieldName.VALIDITY:
        word = validity(shown, lexicon)
        return word, "" if word else "unrecognised"
    return shown, ""


def date(shown: str) -> tuple[str | None, str]:
    """Read a date; one that stands at the head of the value with a remark behind it counts too."""
    value, reason = dates.parse(shown)
    if value is None and reason == "not_a_date":
        found = dates.find(shown)
        if (
            len(found) == 1
            and not shown[: found[0][1]].strip("([（【 ")
            and shown[found[0][2] : found[0][2] + 1] in {" ", "(", "（"}
        ):
            return found[0][0], ""
    return value, reason


def term_end(shown: str) -> str:
    """Return the day on which a term ends (2023-06-01至2028-05-31, 至2028年5月31日), or an empty string."""
    found = dates.find(shown)
    rest = shown
    for _, start, end in reversed(found):
        rest = rest[:start] + rest[end:]
    return max(day for day, _, _ in found) if found and not _BETWEEN.sub("", rest) else ""


def validity(shown: str, lexicon: Lexicon) -> str | None:
    """Return the contract's word for what the page says of validity, or None."""
    table = lexicon.vocabulary.table("validity")
    for text in (hans.fold(shown), hans.fold(_TOKEN.split(shown, maxsplit=1)[0])):
        for name, words in table.items():
            if text in words:
                return name
    return None


def is_placeholder(shown: str, lexicon: Lexicon) -> bool:
    """Tell whether *shown* only says that nothing was filled in."""
    bare = shown.replace(" ", "")
    forms = {bare, unicodedata.normalize("NFKC", bare)}
    return any(word.replace(" ", "") in forms for word in lexicon.words("placeholders"))


def before_unknown(name: str, raw: str, *, sure: bool) -> str:
    """Return *raw* up to a label that no list knows; *sure* where the layout proves that a value stands there."""
    if name in _OPEN or (":" not in raw and "：" not in raw):
        return raw
    for match in _UNKNOWN.finditer(raw):
        head = match.start() == 0
        if match["blank"] is None and (len(match["word"]) == 1 or (name == FieldName.PUBLISHER and not head)):
            continue  # the tail of a word, or of the name of an organ
        if head and name == FieldName.PUBLISHER and (sure or organs.ends_like_organ(match["word"])):
            continue
        return raw[: match.start()].rstrip(_DRESS)
    return raw


def fits(name: str, raw: str, lexicon: Lexicon) -> bool:
    """Tell whether *raw* can be the value of that field: asked where the layout alone does not prove it."""
    shown = hans.squeeze(raw)
    if name in DATES:
        return date(shown)[0] is not None
    if name == FieldName.VALIDITY:
        return validity(shown, lexicon) is not None
    if name == FieldName.INDEX_NUMBER:
        return _INDEX.fullmatch(shown) is not None
    if name == FieldName.DOCUMENT_NUMBER:
        return bool(docnum.key(shown)) or is_placeholder(shown, lexicon)
    if name == FieldName.PUBLISHER:
        return organs.ends_like_organ(shown)
    return name == FieldName.DISCLOSURE_METHOD and shown.endswith("公开")


def believable(name: str, raw: str, lexicon: Lexicon) -> bool:
    """Tell whether *raw*, which the page does not show itself, can be the value of that field."""
    return name not in _TYPED or fits(name, raw, lexicon)
