"""Values in their normal form: this file alone knows placeholders, validity words and what a field can hold."""

import re
import unicodedata

from auditor.extract.lexicon import Lexicon
from auditor.model import Field, FieldName, Source
from auditor.text import dates, docnum, hans, organs

DATES = frozenset({FieldName.WRITTEN_DATE, FieldName.PUBLISHED_DATE, FieldName.EFFECTIVE_DATE, FieldName.EXPIRY_DATE})
_TOLD = DATES | {FieldName.VALIDITY, FieldName.INDEX_NUMBER, FieldName.DOCUMENT_NUMBER, FieldName.PUBLISHER}
_LEAD = re.compile(r"^[\s:：•●◆■▪]+")
_TEMPLATE = re.compile(r"\{\{|<%|\$!?\{|\[!--|\{\$|\{[a-z]+:")  # a mark that a script was to replace
# What stands before, between and behind the days of a term; 自, 起 or an open end make a lone day its beginning.
_SPAN = re.compile(r"[\s自从由()（）]*D[\s起—–~～至到()（）-]+D[\s止()（）]*|[\s至到—–~～()（）-]*D[\s止()（）]*")
_TOKEN = re.compile(r"[\s,，;；。、()（）|/]+")
_SIGNS = re.compile(r"^[^\w]+|[^\w]+$")
_CALLED = frozenset({FieldName.TITLE, FieldName.TOPIC, FieldName.KEYWORDS})  # what may be called like a label
_PROSE = frozenset({"", "abstract"})  # what may hold anything
_TYPED = DATES | {"index_number", "document_number", "validity", "disclosure_method"}
_PIPE = re.compile(r"(?:^|\s)[|｜](?:\s|$)")
_BARE = re.compile(r"\s+[\u4e00-\u9fff]{2,8}\s+\S")
_HAN_END = re.compile(r"[\u4e00-\u9fff]+$")
_LABEL = 8  # characters of a label
_SHORT = 2  # characters of a word that may well be a part of a title
_UNKNOWN = re.compile(
    r"(?:^|(?P<blank>\s)|(?<=[0-9A-Za-z号號日效]))[\[【(（]?(?P<word>(?![号號日年月])[\u4e00-\u9fff]{1,8})\s*[:：]"
)
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
    label = lexicon.whole(shown)
    if label and name not in _CALLED and (label.field or name is not FieldName.GENRE):
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
        rest = f"{rest[:start]}D{rest[end:]}"
    return found[-1][0] if found and _SPAN.fullmatch(rest) and found[-1][0] >= found[0][0] else ""


def validity(shown: str, lexicon: Lexicon) -> str | None:
    """Return the contract's word for what the page says of validity, or None; 有效/失效 says nothing."""
    if whole := _state(shown, lexicon):
        return whole
    first, *others = _TOKEN.split(shown)
    state = _state(first, lexicon)
    if state is None or any(_state(_SIGNS.sub("", other), lexicon) not in {None, state} for other in others):
        return None
    return state


def _state(text: str, lexicon: Lexicon) -> str | None:
    folded = hans.fold(text)
    return next((name for name, words in lexicon.vocabulary.table("validity").items() if folded in words), None)


def is_placeholder(shown: str, lexicon: Lexicon) -> bool:
    """Tell whether *shown* only says that nothing was filled in."""
    bare = shown.replace(" ", "")
    words = lexicon.once(_placeholders)
    return bare in words or unicodedata.normalize("NFKC", bare) in words


def _placeholders(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(word.replace(" ", "") for word in lexicon.words("placeholders"))


def before_unknown(name: str, raw: str, lexicon: Lexicon, *, sure: bool) -> str:
    """Return *raw* up to a label that no list knows; *sure* where the layout proves that a value stands there."""
    if name in _PROSE or _TEMPLATE.search(raw):
        return raw
    cut = _PIPE.split(raw, maxsplit=1)[0]
    if ":" in cut or "：" in cut:
        cut = _before_colon(name, cut, sure=sure)
    if name in _TYPED and (bare := _BARE.search(cut)) and fits(name, cut[: bare.start()], lexicon):
        cut = cut[: bare.start()]  # 2023-07-04 核定科目 12: a word without a colon, and something behind it
    return cut if cut == raw else cut.rstrip(_DRESS)


def _before_colon(name: str, raw: str, *, sure: bool) -> str:
    if name == FieldName.PUBLISHER:
        return _organ_before(raw, sure=sure)
    for match in _UNKNOWN.finditer(raw):
        proven = sure and raw[match.end() :].strip()  # 综合政务：其他 in a cell of its own
        head, word = match.start() == 0 and not proven, match["word"]
        if name in _CALLED:
            if len(word) > _SHORT and (match["blank"] or (head and name != FieldName.TITLE)):
                return raw[: match.start()]
        elif match["blank"] or len(word) > 1:
            return raw[: match.start()]
    return raw


def _organ_before(raw: str, *, sure: bool) -> str:
    """Return what stands before the word at the first colon: an organ, or all up to a blank."""
    colon = raw.replace("：", ":").index(":")
    word = _HAN_END.search(raw[:colon].rstrip())
    if word is None:
        return raw
    start = word.start()
    if start == 0 and not organs.ends_like_organ(word[0]) and len(word[0]) <= _LABEL:
        return raw if sure else ""
    if start and raw[start - 1].isspace():
        return raw[:start]
    ends = (end for end in range(word.end() - 2, max(start, word.end() - _LABEL) - 1, -1))
    return next((raw[:end] for end in ends if organs.ends_like_organ(raw[:end])), raw)


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
    return name not in _TOLD or fits(name, raw, lexicon)
