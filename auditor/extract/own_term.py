"""What a text says of its own term: this file alone tells it from the terms of licences, awards and other documents."""

import re
from collections.abc import Iterator, Sequence

from auditor.extract.named import LONGEST, SENTENCE
from auditor.extract.page import Line
from auditor.model import Statement, StatementKind
from auditor.text import dates

_ADJECTIVE = (
    "实施|暂行|试行|管理|工作|修订|若干|补充|指导|应急|专项|行动|行政|规范性|操作|议事|裁量|评审|评估|考核|奖励|政策"
)
_NOUN = (
    "办法|规定|意见|通知|方案|细则|规则|决定|条例|规划|预案|制度|标准|措施|公告|通告|文件|计划|要点|指南|指引|章程|规程"
    "|纲要|清单|目录|规范|公约|基准|守则|令|政策(?!措施)"
)
_SELF = rf"本《?(?:(?:{_ADJECTIVE}){{0,3}}(?:{_NOUN}))》?(?:[(（](?:试行|暂行)[)）])?"
_B = r"[\s\u00a0\u3000]{0,12}"
_HEAD = (
    rf"{_B}(?:第[一二三四五六七八九十百零〇0-9]{{1,7}}条|[(（]?[一二三四五六七八九十0-9]{{1,3}}(?:[.．][0-9]{{1,2}}){{0,3}}"
    rf"[)）、.．]?)?{_B}"
)
_FROM = r"(?:自|从|于)(?P<when>[^，。；,;自《》“”]{1,24}?)(?:之日)?起"
_ONWARD = rf"{_FROM}(?:\s?[0-9]{{1,3}}日后)?(?:正式|开始)?"
_START = rf"{_ONWARD}(?:起?施行|实施|执行|生效|试行|实行)"
_EXPLAINED = r"由[^，,。；;《》]{1,40}解释"
_YEARS = r"(?P<years>[0-9]{1,2}|[一二两三四五六七八九十])\s?年(?!\s?(?:[0-9一二三四五六七八九十零又半]|以|内|左右|的))"

_UNITS = "[一二两三四五六七八九]"
_MONTHS = rf"(?P<months>[0-9]{{1,2}}|{_UNITS}?十{_UNITS}?|{_UNITS})\s?个月(?!以|内|左右|的|零|又)"
LENGTH = rf"(?:{_YEARS}|{_MONTHS})"

_ONWARDS = re.compile(r"起[^。\n]{0,12}?(?:施行|实施|执行|生效|试行|实行)")

_OWN_START = re.compile(
    rf"{_HEAD}(?:(?P<subject>{_SELF})的?(?:{_EXPLAINED}[，,]{_B}|有效期[^，,。；;]{{1,24}}[，,]{_B})?)?{_START}"
)
_OWN = re.compile(  # what stands before a term of the document's own; with neither group it is a term of who knows what
    rf"{_HEAD}(?P<subject>{_SELF}的?)?(?:(?<!\s){_EXPLAINED}[，,]{_B})?(?P<start>{_START}?)?"
    rf"(?:[，,]{_B}{_EXPLAINED})?[，,、(（]?{_B}(?P<again>{_SELF}的?)?{_B}"
)
_UNTIL = re.compile(r"有效期限?(?:为|是)?[^，。；,;“”]{0,24}?(?:至|到|截至|截止)")
_TERM = re.compile(rf"有效期限?(?:暂定)?(?:为|是|定为)?\s?{LENGTH}")
_TRIAL = re.compile(rf"试行(?:期限?)?(?:为|是|暂定为?)?\s?{LENGTH}")
_DIGITS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_SPEAKS = re.compile(rf"{_HEAD}{_SELF}(?:由|自|从|于|有效期|经)")
_AMENDS = re.compile(r"(?:修改|修订|调整|变更|更改|改)为")
_AMENDED_BELOW = re.compile(r"(?:修改|修订|调整|变更|更改|改)为[:：]?\s?$")
# The document goes on, or nobody can tell, after its term: 期满后转为正式施行.
_GOES_ON = re.compile(
    r"(?:满|到期)(?!前)[^。\n]{0,24}?(?:转|自动|继续|顺延|延续|延长|正式|仍|延用|沿用)"
    r"|继续(?:执行|适用|施行|实施|有效)|正式(?:执行|施行|实施)|出台前|[延沿]用至"
)
# The page itself says that its term was prolonged: until when it runs then is for people to read.
_PROLONGED = re.compile(
    r"(?:有效期|期限)[^。；《》\n]{0,16}?(?:延长|延至|顺延|延续|延期|续期)[^。；《》\n]{0,8}?(?:[0-9]{4}\s?[年./-]|[0-9一二两三四五]\s?(?:年|个月))"
)
_ANEW = re.compile(r"重新(?:公布|发布|印发|制定)")
_REACH, _SHORTEST, _AFTERWARDS = 160, 5, 120


def may_stand_in(text: str) -> bool:
    """Tell whether anything in *text* can be a term or a day of coming into force: asked first, for most say none."""
    return "有效期" in text or "试行" in text or ("起" in text and _ONWARDS.search(text) is not None)


def prolonged(text: str) -> bool:
    """Tell whether *text* says of itself, naming no other document, that its term was made longer."""
    if not any(word in text for word in ("延长", "延至", "顺延", "延续", "延期", "续期")):
        return False
    found = (match for match in SENTENCE.finditer(text) if "《" not in match[0][:LONGEST])
    return any(_PROLONGED.search(match[0][:LONGEST]) for match in found)


def read_own(lines: Sequence[Line]) -> Iterator[tuple[Line, Statement]]:
    """Read when the text of *lines*, one document's, comes into force and when its own term ends.

    Quoted text, the new wording in an amendment and anything whose subject may be another thing say nothing.
    """
    quoted = below = own = False
    speaks = ""  # how the sentence before ended up: "start" (本办法自…起施行), "self" (本办法由…解释), ""
    last = max((place for place, line in enumerate(lines) if "。" in line.text), default=0)
    for place, line in enumerate(lines):
        for nth, match in enumerate(SENTENCE.finditer(line.text[:LONGEST])):
            sentence = match[0].strip()
            own = not (quoted or below or _AMENDS.search(sentence)) and len(line.text) >= _SHORTEST
            made: list[Statement] = []
            if own and may_stand_in(sentence):
                said = speaks if nth > 0 or place >= last else ""
                rest = line.text[match.end() :][:_AFTERWARDS] + "\n" + _next(lines, place)
                made = list(_read(sentence, said, rest, leads=nth == 0))
                yield from ((line, one) for one in made)
            speaks = _said(sentence, made) if own else ""
            opened, closed = sentence.rfind("“"), sentence.rfind("”")
            quoted = opened > closed or (quoted and closed < 0)
        below = _AMENDED_BELOW.search(line.text[-16:]) is not None


def _next(lines: Sequence[Line], place: int) -> str:
    return lines[place + 1].text[:_AFTERWARDS] if place + 1 < len(lines) else ""


def _said(sentence: str, made: list[Statement]) -> str:
    if any(one.kind is StatementKind.EFFECTIVE for one in made):
        return "start"
    return "self" if made or ("本" in sentence and _SPEAKS.match(sentence)) else ""


def _read(sentence: str, speaks: str, rest: str, *, leads: bool) -> Iterator[Statement]:
    start = _OWN_START.match(sentence)
    if start and (start["subject"] or leads or speaks):
        yield Statement(StatementKind.EFFECTIVE, sentence, "", _day(start["when"]))
    for match in _UNTIL.finditer(sentence):
        found = _leading_day(sentence[match.end() : match.end() + 24])
        after = sentence[match.end() + found[1] :] if found else ""
        if (
            found
            and not after.lstrip("止日 ").startswith("的")
            and _is_own(sentence, match.start(), speaks, leads=leads)
            and not _goes_on(after + rest)
        ):
            yield Statement(StatementKind.EXPIRES, sentence, "", found[0])
    for pattern in (_TERM, _TRIAL):
        for match in pattern.finditer(sentence):
            if _is_own(sentence, match.start(), speaks, leads=leads) and not _goes_on(sentence[match.end() :] + rest):
                years, months = length(match)
                yield Statement(StatementKind.TERM, sentence, "", "", years, months=months)
                return


def _is_own(sentence: str, place: int, speaks: str, *, leads: bool) -> bool:
    """Tell whether the term at *place* is said of the document: only 本办法 and 自…起施行 stand before it.

    A sentence without either says it of what the sentence before it speaks of.
    """
    prefix = _OWN.fullmatch(sentence[:place]) if place <= _REACH else None
    if prefix is None:
        return False
    if prefix["subject"] or prefix["again"]:
        return True
    return speaks == "start" or (prefix["start"] is not None and (leads or speaks != ""))


def _goes_on(after: str) -> bool:
    return _GOES_ON.search(after) is not None and not _ANEW.search(after)


def _leading_day(text: str) -> tuple[str, int] | None:
    """Return the date that *text* begins with and where it ends."""
    found = dates.find(text)
    if not found or text[: found[0][1]].strip(" 至到：:"):
        return None
    return found[0][0], found[0][2]


def _day(text: str) -> str:
    found = dates.find(text)
    return found[0][0] if found else ""


def until(text: str) -> str:
    """Return the last day of a term that *text* states as 有效期至…, "" where it states none."""
    found = [day for match in _UNTIL.finditer(text) if (day := _leading_day(text[match.end() : match.end() + 24]))]
    return found[-1][0] if found else ""


def stated(text: str) -> tuple[int, int]:
    """Return the years and months of a term that *text* states as 有效期N年 or N个月; zeros where it states none."""
    found = _TERM.search(text)
    return length(found) if found else (0, 0)


def length(found: re.Match[str]) -> tuple[int, int]:
    """Return the years and months of what `LENGTH` found, of which one is 0."""
    return (_count(found["years"]), 0) if found["years"] else (0, _count(found["months"]))


def _count(word: str) -> int:
    """Return the number that *word* writes, in digits or in Chinese numerals below a hundred."""
    if word.isdigit():
        return int(word)
    tens, ten, ones = word.rpartition("十")
    return (10 * _DIGITS.get(tens, 1) if ten else 0) + _DIGITS.get(ones, 0)
