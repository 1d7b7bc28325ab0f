"""Sentences about validity: this file alone tells what a text says of itself from what it says of other things."""

import re
from collections.abc import Iterator

from auditor.extract.body import Text
from auditor.extract.page import Page, locate
from auditor.model import Body, Statement, StatementKind
from auditor.text import dates, docnum

_SELF = (
    r"本(?:[\u4e00-\u9fff]{0,6}?)(?:办法|规定|意见|通知|方案|细则|规则|决定|条例|规划|预案|制度|标准|措施|公告|通告|文件|计划"
    r"|要点|指南|指引|政策|章程|规程|纲要|清单|目录|规范|公约|令)"
)
_SENTENCE = re.compile(r"[^。；;！!\n]+[。；;！!]?")
_SELF_AT = re.compile(_SELF)
_START = re.compile(
    r"自(?P<when>[^，。；,;自]{1,24}?)(?:之日)?起(?:\s*\d+日后)?(?:正式|开始|试)?(?:施行|实施|执行|生效|试行|起施行)"
)
_UNTIL = re.compile(r"有效期限?(?:为|是)?[^，。；,;]{0,24}?(?:至|到|截至|截止)")
_DIGITS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}
_YEARS = r"(?P<years>[0-9]{1,2}|[一二两三四五六七八九十])\s*年"
_TERM = re.compile(rf"有效期限?(?:暂定)?(?:为|是|定为)?\s*{_YEARS}(?!\s*[0-9一二三四五六七八九十]+\s*月)")
_TRIAL = re.compile(rf"试行(?:期限?)?(?:为|是|暂定为?)?\s*{_YEARS}(?!\s*[0-9]+\s*月)")
# What may stand between the head of a clause and 有效期 where the term is that of the document itself.
_OWN_CLAUSE = re.compile(
    rf"[\s\u3000]*(?:第[一二三四五六七八九十百零0-9]+条|[（(]?[一二三四五六七八九十0-9.]+[)）、.．])?[\s\u3000]*"
    rf"(?:{_SELF})?的?(?:自[^，,]{{1,20}}?起)?(?:正式)?(?:施行|实施|执行|生效)?[\s\u3000]*"
)
_TITLE = re.compile(
    r"《(?P<title>[^《》]*(?:〈[^》]*〉[^《》]*|《[^《》]*》[^《》]*)*)》\s*(?:[(（](?P<number>[^()（）]{4,40})[)）])?"
)
_REPEAL = re.compile(r"同时废止|予以废止|自行废止|即行废止|相应废止|废止|宣布失效|停止执行|不再执行|同时失效|予以失效")
_NOT_REPEAL = re.compile(
    r"拟废止|拟予以废止|建议废止|未废止|不得废止|废止(?:和|或|、|及)?(?:失效)?(?:的)?(?:目录|清单|决定|程序|时间|日期)"
)
_REASON = re.compile(r"(?:根据|依据|按照|依照|贯彻|落实|参照|按)[^，,。《》]{0,6}$")
_JOIN = re.compile(
    r"(?:[\s、，,]|和|及|以及|与|等|文件|规定|通知|同时|一并|均|也|现|将|决定|原|自(?:本[^，,]{1,8})?[^，,]{0,14}起|于[^，,]{0,12}日)*"
)
_PROLONG = re.compile(r"(?:延长|延续|顺延)$")
_SHORTEST = 8
_NEAR = 16
_RENEW = re.compile(
    r"有效期(?:限)?(?:延长|延续|顺延)至?|继续有效|延期至|续期至|有效期延长|继续执行|延长执行|延长有效期|(?:延长|延续|顺延)(?=《)"
)


def read_statements(page: Page, text: Text, body: Body) -> tuple[Statement, ...]:
    """Read what the body says of its own validity and which documents it renews, repeals or names."""
    found: dict[tuple[str, ...], Statement] = {}
    for line in page.lines[text.first : text.last]:
        if len(line.text) < _SHORTEST or line.linked * 2 > len(line.text):
            continue
        where = ""
        named: list[tuple[str, str]] = []  # what the sentence before it names
        for match in _SENTENCE.finditer(line.text):
            sentence = match[0].strip()
            made = list(_read(sentence, named))
            named = [(one["title"], _number(one["number"] or "")) for one in _TITLE.finditer(sentence)] or named
            for one in made:
                where = where or locate(line.node)
                statement = Statement(one.kind, one.quote, where, one.date, one.years, one.number, one.title)
                key = (
                    one.kind,
                    one.date,
                    str(one.years),
                    one.number,
                    one.title,
                    one.quote if one.kind != "cites" else "",
                )
                if (
                    one.kind != StatementKind.CITES
                    or docnum.key(one.number) != docnum.key(body.number)
                    or not one.number
                ):
                    found.setdefault(key, statement)
    return tuple(found.values())


def _read(sentence: str, before: list[tuple[str, str]]) -> Iterator[Statement]:
    yield from _of_itself(sentence)
    yield from _of_others(sentence)
    if before and "《" not in sentence and _RENEW.search(sentence) and not _SELF_AT.search(sentence):
        day, years = _renewed(sentence)
        for title, number in before:
            yield Statement(StatementKind.RENEWS, sentence, "", day, years, number, title.strip())


def _of_itself(sentence: str) -> Iterator[Statement]:
    start = _START.search(sentence)
    own_start = start is not None and _about_itself(sentence, start.start())
    if start and own_start:
        yield Statement(StatementKind.EFFECTIVE, sentence, "", _day(start["when"]))
    until = _UNTIL.search(sentence)
    if until and (own_start or _about_itself(sentence, until.start())) and not _foreign(sentence, until.start()):
        day = _day(sentence[until.end() : until.end() + 24], head=True)
        if day and not _renews(sentence, until.start()):
            yield Statement(StatementKind.EXPIRES, sentence, "", day)
    for pattern in (_TERM, _TRIAL):
        term = pattern.search(sentence)
        own_trial = pattern is _TRIAL and own_start
        if (
            term
            and (own_start or own_trial or _about_itself(sentence, term.start()))
            and not _foreign(sentence, term.start())
        ):
            yield Statement(StatementKind.TERM, sentence, "", "", _count(term["years"]))
            return


def _about_itself(sentence: str, place: int) -> bool:
    """Tell whether what stands at *place* is said of this document: 本办法 before it, or nothing before it at all."""
    before = sentence[:place]
    if "《" in before:
        return False
    if _SELF_AT.search(before):
        return True
    return (
        not before.strip(" \u00a0\u3000，,、")
        or re.fullmatch(
            r"[\s\u3000]*第[一二三四五六七八九十百零0-9]+条[\s\u3000]*|[\s\u3000]*[（(]?[一二三四五六七八九十0-9]+[)）、.．][\s\u3000]*",
            before,
        )
        is not None
    )


def _foreign(sentence: str, place: int) -> bool:
    """Tell whether the term is that of something else: a licence, an award, a contract."""
    clause = re.split(r"[，,。；;：:]", sentence[:place])[-1]
    return _OWN_CLAUSE.fullmatch(clause) is None


def _renews(sentence: str, place: int) -> bool:
    return "《" in sentence[:place]


def _day(text: str, *, head: bool = False) -> str:
    found = dates.find(text)
    return found[0][0] if found and (not head or not text[: found[0][1]].strip(" 至到：:")) else ""


def _count(word: str) -> int:
    return int(word) if word.isdigit() else _DIGITS[word]


def _of_others(sentence: str) -> Iterator[Statement]:
    named = list(_TITLE.finditer(sentence))
    kind = _kind(sentence)
    for match in named:
        title, number = match["title"], _number(match["number"] or "")
        governed = kind is not StatementKind.CITES and _governed(sentence, match, kind)
        which = kind if governed else StatementKind.CITES
        if which is StatementKind.CITES and not number:
            continue
        day, years = _renewed(sentence[match.end() :]) if which is StatementKind.RENEWS else ("", 0)
        yield Statement(which, sentence, "", day, years, number, title.strip())
    if not named and kind is not StatementKind.RENEWS:
        for raw, start, end in docnum.find(sentence):
            if (sentence[:start] + sentence[end:]).strip():  # a line that is nothing but a 文号 is the page's own
                yield Statement(kind, sentence, "", "", 0, raw, "")


def _renewed(text: str) -> tuple[str, int]:
    """Return until when, or for how many years, a renewal says."""
    until = re.search(r"(?:延长|延续|顺延|延期|续期|继续有效|继续执行|有效期)[^，。；]{0,8}?至", text)
    length = re.search(rf"延长(?:有效期)?\s*{_YEARS}", text)
    return (_day(text[until.end() :][:24]) if until else "", _count(length["years"]) if length else 0)


def _kind(sentence: str) -> StatementKind:
    if _RENEW.search(sentence):
        return StatementKind.RENEWS
    if _REPEAL.search(sentence) and not _NOT_REPEAL.search(sentence):
        return StatementKind.REPEALS
    return StatementKind.CITES


def _governed(sentence: str, match: re.Match[str], kind: StatementKind) -> bool:
    """Tell whether the verb is said of this title: 《X》… 同时废止, or 废止《X》; nothing else may stand between."""
    if _REASON.search(sentence, 0, match.start()):
        return False
    verb = _RENEW if kind is StatementKind.RENEWS else _REPEAL
    after = verb.search(sentence, match.end())
    if after:
        between = _TITLE.sub("", sentence[match.end() : after.start()])
        if _JOIN.fullmatch(between) or (kind is StatementKind.RENEWS and len(between) <= _NEAR and "，" not in between):
            return True
    if kind is StatementKind.RENEWS:  # 延长《X》有效期 renews, 继续执行《X》 is what any report says
        return _PROLONG.search(sentence, 0, match.start()) is not None
    before = list(verb.finditer(sentence, 0, match.start()))
    if not before:
        return False
    between = _TITLE.sub("", sentence[before[-1].end() : match.start()])
    return _JOIN.fullmatch(between) is not None or (len(between) <= _NEAR and not re.search(r"[，,。；]", between))


def _number(raw: str) -> str:
    return raw.strip() if raw and docnum.key(raw) else ""
