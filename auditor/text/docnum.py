"""文号 (发文字号): reads, compares, finds them, says what is wrong with one; alone knows their forms (GB/T 9704)."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from auditor.text.hans import fold, simplify

_PAIRS = {
    "〔": "〕",
    "﹝": "﹞",
    "[": "]",
    "［": "］",
    "【": "】",
    "〖": "〗",
    "(": ")",
    "（": "）",
    "{": "}",
    "｛": "｝",
}
_PAIRS |= {"<": ">", "＜": "＞", "〈": "〉", "《": "》", "「": "」", "⟦": "⟧", "❲": "❳"}
_OPEN = "[" + "".join(map(re.escape, _PAIRS)) + "]"
_CLOSE = "[" + "".join(map(re.escape, _PAIRS.values())) + "]"
_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_YEAR = r"(?:19|20)[0-9]{2}"
_SERIAL = r"[A-Z]{0,2}[0-9]{1,5}(?:[-—之][0-9]{1,3})?"
_CHINESE_DIGITS = "〇零一二三四五六七八九"
_CHINESE = f"[{_CHINESE_DIGITS}○十百]{{1,7}}"
_ORDER = "令|公告|通告|布告|公报"
_ISSUED = "发發函字办辦规規秘"  # with one of which the 机关代字 of a bracketed number usually ends

_BLANKS = re.compile("[\\s\u200b-\u200f\u2060\ufeff\u00ad]+")
_WIDE = str.maketrans({chr(0xFF10 + n): str(n) for n in range(10)} | {"號": "号", "－": "-"})

# The organ is tried as a whole; a bracket may be of any kind or, once, be lost.
_BRACKETED = re.compile(
    rf"(?P<organ>[{_HAN}A-Za-z]{{2,20}})"
    rf"(?:(?P<open>{_OPEN})(?P<year>{_YEAR})年?(?P<close>{_CLOSE}?)"
    rf"|(?P<year2>{_YEAR})年?(?P<close2>{_CLOSE}))"
    rf"(?P<di>字?第|字)?(?P<serial>{_SERIAL})(?P<hao>号)?"
)
_ORDERED = re.compile(
    rf"(?P<organ>[{_HAN}A-Za-z]{{0,40}}?(?:{_ORDER}))?{_OPEN}?(?:(?P<year>{_YEAR})年?)?{_OPEN}?"
    rf"(?P<di>第)?(?P<serial>[0-9]{{1,5}}|{_CHINESE})号{_CLOSE}?"
)
_EMPTY_YEAR = re.compile(rf"(?=.*[〔﹝号])[{_HAN}A-Za-z]{{0,20}}{_OPEN}{_CLOSE}(?:第?{_SERIAL})?号?")
_BARE_YEAR = re.compile(rf"[{_HAN}A-Za-z]{{1,19}}[{_ISSUED}]{_YEAR}年?[-—/]?[0-9]{{1,4}}号")
_WRONG_PLACE = re.compile(
    rf"[{_HAN}A-Za-z]{{0,20}}(?:{_OPEN}{_YEAR}{_CLOSE}{_OPEN}(?:第?{_SERIAL})号?{_CLOSE}号?"
    rf"|{_YEAR}年?(?P<open>{_OPEN}){_SERIAL}{_CLOSE}号?)"
)
_NO_ORGAN = re.compile(rf"(?P<open>{_OPEN})(?P<year>{_YEAR})年?(?P<close>{_CLOSE})(?:字?第)?(?P<serial>{_SERIAL})号")
_NO_YEAR = re.compile(rf"[{_HAN}]{{1,18}}[{_ISSUED}]第?[0-9]{{1,4}}号")
_INDEX = re.compile(
    r"[0-9A-Za-z_-]{0,24}/(?:[A-Z0-9]{2,4}-)?(?:19|20)[0-9]{2,6}-[0-9]{3,8}(?:-[0-9]+)?"
    r"|[0-9]{7,8}[0-9X]-(?:19|20)[0-9]{2}-[0-9]{4,8}",
    re.IGNORECASE,
)

_GAP = "[ \t\u00a0\u2002-\u200b\u3000]{0,3}"
_D = "[0-9０-９]"
_HAO = "[号號]"
_ENDS = re.compile(_HAO)
_WINDOW = 40  # longest part behind a 机关代字, blanks included
# What stands behind the 机关代字; looked for from its 号 backwards, because few texts have many of these.
_BEHIND = re.compile(
    rf"(?:(?:{_OPEN}{_GAP}(?:19|20|１９|２０){_D}{{2}}{_GAP}年?{_GAP}{_CLOSE}?|(?:19|20){_D}{{2}}〕)"
    rf"{_GAP}(?:字?第)?{_GAP}{_D}{{1,5}}(?:-{_D}{{1,3}})?{_GAP}{_HAO}"
    rf"|(?P<order>{_ORDER}){_GAP}{_OPEN}?{_GAP}(?:(?:19|20)[0-9]{{2}}{_GAP}年?{_GAP})?"
    rf"{_OPEN}?第{_GAP}(?:{_D}{{1,5}}|{_CHINESE}){_GAP}{_HAO}"
    rf"|(?P<short>(?<=政府|主席)令|(?<=[国國部])令|(?<=委员会)令){_GAP}{_D}{{1,5}}{_GAP}{_HAO})\Z"
)
_RUN = re.compile(rf"[{_HAN}A-Za-z]+(?={_GAP}$)")
_REACH = 64  # how far before the bracket the 机关代字 is looked for
# Words that end what stands before a 文号 in a sentence; the 机关代字 begins after the last of them.
_CUT = re.compile(
    "根据|依据|依照|按照|遵照|参照|对照|关于|有关|印发|转发|批转|下发|废止|失效|修改|修订|修正|停止|执行|贯彻|落实|实施|文件|通知|意见|办法|"
    "规定|决定|方案|细则|批复|文号|字号|编号|原文|以及|或者|详见|参见|同时|其中|包括|已经|业经|由于|以下|如下|来源|附件|现将|现就|现对|针对|年度|的|及|以|见|"
    "按|被|该|号|了|起|年|已|是|在|之|且|但|(?<!自)由|(?<!高)等|(?<!数)据|發文字號|文號|關於|印發|轉發|廢止|依據|根據|意見|辦法|規定|決定"
)
_BODY = re.compile("人民政府办公[室厅]|人民政府|政府办公[室厅]|政府|办公[室厅]|辦公[室廳]")
_CUT_OR_BODY = re.compile(f"{_CUT.pattern}|{_BODY.pattern}")
_LOOSE = frozenset("和与與或经經原将將即")  # may begin a 机关代字 (和县, 原平) or stand before one
_AFTER_BODY = "办辦令公通党发發函字规"  # 政府 before them belongs to the 机关代字
_OWN = "政府办党委"  # with which no whole 机关代字 of a place begins
_MAX_ORGAN, _MAX_ORDER, _MIN_ORGAN, _MIN_REST = 14, 40, 2, 3


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """A 文号 taken apart: organ 郯政办字, year 2023 (0 in an order without one), serial 37 as written, brackets.

    `opening` and `closing` are the brackets as they stand, empty where lost and in orders; `raw` is what was read.
    """

    organ: str
    year: int
    serial: str
    opening: str
    closing: str
    form: Literal["bracketed", "order"]
    raw: str


@lru_cache(maxsize=4096)  # several rules ask for the same number of a page
def parse(raw: str) -> DocumentNumber | None:
    """Read a text that is one 文号, rightly written or not; None where it is none.

    Bracketed: 郯政办字〔2023〕37号, with any kind of bracket, one bracket lost, blanks inside, 第, without 号.
    Order: 第187号, 政府令187号, 国令第707号, 公告2023年第1号.
    """
    text = _plain(raw)
    if text[:1] in ("(", "（") and text[-1:] == _PAIRS[text[0]]:
        text = text[1:-1]
    if match := _BRACKETED.fullmatch(text):
        if not match["close"] and not match["close2"] and not match["hao"]:
            return None
        year, closing = match["year"] or match["year2"], match["close"] or match["close2"] or ""
        return DocumentNumber(
            match["organ"], int(year), match["serial"], match["open"] or "", closing, "bracketed", raw
        )
    if (match := _ORDERED.fullmatch(text)) and (match["organ"] or match["di"]):
        return DocumentNumber(match["organ"] or "", int(match["year"] or 0), match["serial"], "", "", "order", raw)
    return None


@lru_cache(maxsize=20_000)
def key(raw: str) -> str:
    """Return the form in which two 文号 are compared, "" where *raw* is none.

    Kinds of brackets, blanks, width, script, 第 and leading zeros do not matter. The key of 第187号 alone is no more
    than that: it names a document only together with its organ.
    """
    number = parse(raw)
    if not number:
        return ""
    serial = re.sub(r"(?<![0-9])0+(?=[0-9])", "", _arabic(number.serial)).replace("—", "-").replace("之", "-")
    organ = fold(number.organ)
    if number.form == "bracketed":
        return f"{organ}〔{number.year}〕{serial.lower()}号"
    return f"{organ}{f'{number.year}年' if number.year else ''}第{serial}号"


def faults(raw: str) -> tuple[str, ...]:
    """Return what is wrong with a 文号 as it stands, () where it is right or is plainly none.

    Words: bracket_kind (other than 〔〕), leading_zero, has_di (第 in a bracketed number), lost_bracket, empty_year
    (〔〕 left from a template), missing_hao, no_year, looks_like_index_number (it is a 索引号). Blanks are no fault.
    Source: GB/T 9704-2012, 7.2.5.
    """
    text = _plain(raw)
    if _EMPTY_YEAR.fullmatch(text):
        return ("empty_year",)
    if _INDEX.fullmatch(text):
        return ("looks_like_index_number",)
    number = parse(raw)
    if number:
        return _bracketed_faults(number) if number.form == "bracketed" else ()
    if match := _NO_ORGAN.fullmatch(text):
        return _wrong(bracket_kind=match["open"] + match["close"] != "〔〕", leading_zero=match["serial"][0] == "0")
    if match := _WRONG_PLACE.fullmatch(text):
        return _wrong(bracket_kind=match["open"] != "〔", lost_bracket=match["open"] == "〔")
    if _BARE_YEAR.fullmatch(text):
        return ("lost_bracket",)
    return ("no_year",) if _NO_YEAR.fullmatch(text) else ()


def find(text: str) -> tuple[tuple[str, int, int], ...]:
    """Find the 文号 in a running text: (as it stands there, start, end), in order.

    The 机关代字 is the run of characters before the bracket after the last word that cannot belong to it; where that
    leaves more than a 机关代字 can be, nothing is found. Orders need 第 (国令第707号) or 令 with its organ.
    """
    found: list[tuple[str, int, int]] = []
    for hao in _ENDS.finditer(text):
        floor = found[-1][2] if found else 0
        match = _BEHIND.search(text, max(floor, hao.end() - _WINDOW), hao.end())
        if match is None:
            continue
        order = (match["order"] or match["short"]) is not None
        reach = max(floor, match.start() - _REACH)
        before = text[reach : match.start()]
        run = _RUN.search(before)
        if run is None and not order:
            continue
        begin = reach + (run.start() if run else len(before))
        inside = begin > 0 and text[begin - 1] not in "\n\r"
        start = begin + _organ_start(run[0] if run else "", inside=inside, order=order)
        if match.start() - start <= (_MAX_ORDER if order else _MAX_ORGAN) and key(text[start : match.end()]):
            found.append((text[start : match.end()], start, match.end()))
    return tuple(found)


def _organ_start(run: str, *, inside: bool, order: bool) -> int:
    """Return where in *run*, the characters before a bracket, the 机关代字 begins.

    `inside`: something stands before the run in its line; only then can it begin with a conjunction.
    """
    start = 0
    cuts = _CUT if order else _CUT_OR_BODY
    for match in cuts.finditer(run):
        rest = run[match.end() :]
        body = _BODY.fullmatch(match[0])
        if len(rest) < (_MIN_REST if body else _MIN_ORGAN) or (body and rest[0] in _AFTER_BODY):
            continue
        start, inside = match.end(), True
    if inside and run[start : start + 1] in _LOOSE:
        rest = run[start + 1 :]
        if len(rest) >= _MIN_REST and rest[0] not in _OWN and not re.match("经[信贸济开建管协合科]", run[start:]):
            start += 1
    return start


def _bracketed_faults(number: DocumentNumber) -> tuple[str, ...]:
    behind = _plain(number.raw).partition(str(number.year))[2]
    order = re.search(f"(?:{_ORDER})$", simplify(number.organ))
    return _wrong(
        bracket_kind=number.opening not in ("", "〔") or number.closing not in ("", "〕"),
        leading_zero=number.serial[0] == "0",
        has_di="第" in behind and not order,
        lost_bracket=not number.opening or not number.closing,
        missing_hao="号" not in behind,
    )


def _wrong(**said: bool) -> tuple[str, ...]:
    return tuple(word for word, holds in said.items() if holds)


def _plain(raw: str) -> str:
    """Return *raw* without blanks, digits half width, 号 simplified; brackets stay as they are."""
    return _BLANKS.sub("", raw).translate(_WIDE)


def _arabic(serial: str) -> str:
    """Return a serial in Chinese numerals (一百二十, 一二〇) in Arabic ones; others unchanged."""
    if not re.fullmatch(_CHINESE, serial):
        return serial
    digits = {one: value for value, one in enumerate(_CHINESE_DIGITS[1:])} | {"○": 0, "〇": 0}
    if not re.search("[十百]", serial):
        return "".join(str(digits[one]) for one in serial)
    total = unit = 0
    for one in serial:
        if one in "十百":
            total, unit = total + max(unit, 1) * (10 if one == "十" else 100), 0
        else:
            unit = digits[one]
    return str(total + unit)
