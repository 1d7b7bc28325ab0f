"""Sentences about other documents: this file alone tells what a text renews, amends, repeals or merely names."""

import re
from collections.abc import Iterator
from dataclasses import replace

from auditor.extract import own_term
from auditor.extract.body import Text, is_cell
from auditor.extract.headline import document_title
from auditor.extract.named import LONGEST, SENTENCE, TITLE, Named, named
from auditor.extract.page import Line, Page, locate
from auditor.extract.parts import own_texts
from auditor.model import Body, Statement, StatementKind
from auditor.text import dates, docnum, hans

_SELF_AT = re.compile(
    r"本(?:[\u4e00-\u9fff]{0,6}?)(?:办法|规定|意见|通知|方案|细则|规则|决定|条例|规划|预案|制度|标准|措施|公告|通告|文件|计划"
    r"|要点|指南|指引|政策|章程|规程|纲要|清单|目录|规范|公约|令)"
)
_REPEAL = re.compile(r"同时废止|予以废止|自行废止|即行废止|相应废止|废止|宣布失效|停止执行|不再执行|同时失效|予以失效")
_NOT_REPEAL = re.compile(
    r"拟废止|拟予以废止|建议废止|是否(?:应当|予以)?废止|[未不](?:得|予|再|宜|作)?废止|废止[之以]?前"
    r"|待[^，。；《》]{1,24}(?:后|之日|时)|[期届]满[之以]?后|废止(?:和|或|、|及)?(?:失效)?(?:的)?(?:目录|清单|决定|程序|时间|日期)"
)
_ISSUED = re.compile("(?:印发|出台|发布|公布|制定|修订)(?:实施|施行)?了?$")
_CALLED = re.compile("[(（]以?下统?[简称]")
# A day of its own from which a document is repealed: 自2025年1月1日起废止, 自2025年1月1日起，《X》废止.
_SINCE = re.compile(
    rf"[自从于]([^自从于，。；《》]{{6,24}}(?:{_REPEAL.pattern})|[^自从于，。；《》]{{6,20}}起(?=[，,]\s?[对将]?《))"
)
_REASON = re.compile(r"(?:根据|依据|按照|依照|贯彻|落实|参照|按)[^，,。《》]{0,6}$")
_JOIN = re.compile(  # possessive: no word of it is read in two ways, however many there are
    r"(?:[\s、，,]|和|以及|及|与|等|[0-9一二三四五六七八九十]{1,3}[件个份部项]|行政|规范性|政策|文件|规定|通知|同时|一并|均|也|现|将|决定|原"
    r"|自[^，,自]{0,22}日起|自[^，,]{0,22}?起|于[^，,]{0,12}?日)*+"
)
_PROLONG = re.compile(r"(?:延长|延续|顺延)$")
_RENEW = re.compile(
    r"有效期(?:限)?(?:延长|延续|顺延)至?|继续有效|延期至?|续期至?|继续(?:执行|施行|实施)|延长执行|延长有效期"
    r"|(?:延长|延续|顺延)(?=《)"
)
_NOT_RENEW = re.compile(
    r"(?:拟|建议|是否|不再|不予|不得|未)(?:予以|将|对|决定)?[^，,。；《》]{0,6}?(?:延长|延续|顺延|继续|延期|续期)|(?:拟|建议)(?:将|对)?《"
)
_AMEND = re.compile(r"(?:修改|修订|调整|变更|更改|改)为")
_AMENDED = ("改为", "订为", "整为", "更为")  # one stands in all that `_AMEND` finds
_AMENDING = re.compile(r"修改|修订|修正|调整")
_CHANGES = re.compile("关于(?:修改|修正|废止)")
_PROLONGS = re.compile(
    r"(?:延长|延续)《?(?P<title>[^《》]{4,80}?)》?的?有效期|关于《?(?P<kept>[^《》]{4,80}?)》?(?:继续有效|延期|续期)"
)
_SEVERAL = re.compile("部分|文件|若干")
_PLANNED = re.compile(r"拟|建议|征求")
_LENGTH = re.compile(rf"延长(?:有效期)?\s?{own_term.LENGTH}")
_UNTIL = re.compile(r"(?:延长|延续|顺延|延期|续期|继续有效|继续执行|有效期)[^，。；]{0,8}?至")
Term = tuple[str, int, int]  # the day until which, or the years or months for which, a document is renewed
_ENDS = re.compile('有效期限?[^，。；“”]{0,8}(?:至|到|截至|截止)[“"]?[^，。；“”]{0,16}[”"]?$')
_OLD = 48  # characters before 修改为 in which the old term stands
_SHORTEST, _NEAR, _BACK, _NEW = 8, 16, 24, 400


def read_statements(page: Page, text: Text, body: Body) -> tuple[Statement, ...]:
    """Read what the body says of its own validity and which documents it renews, amends, repeals or names."""
    found: dict[tuple[str, ...], Statement] = {}
    headline = document_title(page)
    lines = [line for line in page.lines[text.first : text.last] if _counts(line)]
    shown = "\n".join([line.text for line in lines])
    if own_term.may_stand_in(shown):
        for line, one in _of_itself(page, text, headline):
            _keep(page, found, line, one)
    for line, one in _of_sentences(lines, docnum.key(body.number)):
        _keep(page, found, line, one)
    if any(word in shown for word in _AMENDED):
        for line, one in _amendments(headline, lines):
            _keep(page, found, line, one)
    renewed_here = {one.title for one in found.values() if one.kind is StatementKind.RENEWS}
    for line, one in _of_headline(headline, lines):
        if one.title not in renewed_here:
            _keep(page, found, line, one)
    return tuple(found.values())


def _of_itself(page: Page, text: Text, headline: str) -> Iterator[tuple[Line, Statement]]:
    # A term in what changes another document is its new wording; one that was prolonged is not over yet.
    changes = _CHANGES.search(headline) is not None or own_term.prolonged(page.text)
    for lines in own_texts(page, text):
        for line, one in own_term.read_own([line for line in lines if _counts(line) and not is_cell(page, line)]):
            if not changes or one.kind is StatementKind.EFFECTIVE:
                yield line, one


def _of_sentences(lines: list[Line], own: str) -> Iterator[tuple[Line, Statement]]:
    for line in lines:
        text = line.text
        if not ("《" in text or "号" in text or "號" in text) or len(text) < _SHORTEST:
            continue
        before: tuple[Named, ...] = ()  # what the sentence before it names
        for match in SENTENCE.finditer(text):
            shown = match[0].strip()
            sentence = hans.simplify(shown)
            here = named(sentence) if "《" in sentence else ()
            if not here and not before and "号" not in sentence and "號" not in sentence:
                continue
            for one in _read(sentence, here, before):
                if one.kind is not StatementKind.CITES or not one.number or docnum.key(one.number) != own:
                    yield line, one if sentence is shown else replace(one, quote=shown)
            before = here or before


def _counts(line: Line) -> bool:
    return line.linked * 2 <= len(line.text)


def _keep(page: Page, found: dict[tuple[str, ...], Statement], line: Line, one: Statement) -> None:
    quote = one.quote if one.kind is not StatementKind.CITES else ""
    key = (one.kind, one.date, f"{one.years}.{one.months}", one.number, one.title, quote)
    if key not in found:
        found[key] = replace(one, locator=locate(line.node, page))


def _read(sentence: str, here: tuple[Named, ...], before: tuple[Named, ...]) -> Iterator[Statement]:
    yield from _of_others(sentence, here)
    if before and "《" not in sentence and _kind(sentence) is StatementKind.RENEWS and not _SELF_AT.search(sentence):
        for one in before:
            yield _renewal(sentence, renewed(sentence), one)


def _of_others(sentence: str, here: tuple[Named, ...]) -> Iterator[Statement]:
    kind = _kind(sentence)
    verbs = _verbs(sentence, kind)
    for one in here:
        governed = bool(verbs) and _governed(sentence, one, kind, verbs)
        which = kind if governed else StatementKind.CITES
        if which is StatementKind.CITES and not one.number and not _told(sentence, one):
            continue
        if which is StatementKind.RENEWS:
            yield _renewal(sentence, renewed(sentence[one.end :]), one)
        else:
            since = _since(sentence) if which is StatementKind.REPEALS else ""
            yield Statement(which, sentence, "", since, 0, one.number, one.title)
    if not here and kind is not StatementKind.RENEWS:
        for raw, start, end in docnum.find(sentence[:LONGEST]):
            if (sentence[:start] + sentence[end:]).strip():  # a line that is nothing but a 文号 is the page's own
                since = _since(sentence) if kind is StatementKind.REPEALS else ""
                yield Statement(kind, sentence, "", since, 0, raw, "")


def _told(sentence: str, one: Named) -> bool:
    """Tell whether a sentence gives the news of a document without its 文号: 印发《X》, 《X》（以下简称《办法》）."""
    before = _ISSUED.search(sentence, max(0, one.start - _BACK), one.start)
    return bool(before or _CALLED.search(sentence, one.start, one.end)) and not _REASON.search(
        sentence, max(0, one.start - _BACK), one.start
    )


def _since(sentence: str) -> str:
    """Return the day that a sentence gives for a repeal, "" where it gives none."""
    found = _SINCE.search(sentence[:LONGEST])
    days = dates.find(found[1]) if found else ()
    return days[0][0] if days else ""


def _renewal(quote: str, term: Term, one: Named) -> Statement:
    day, years, months = term
    return Statement(StatementKind.RENEWS, quote, "", day, years, one.number, one.title, months=months)


def renewed(text: str) -> Term:
    """Return until when (ISO 8601 or empty), or for how many years or months, *text* says a document is renewed."""
    near = text[:LONGEST]
    until, length = _UNTIL.search(near), _LENGTH.search(near)
    found = dates.find(near[until.end() :][:_BACK]) if until else ()
    return (found[0][0] if found else "", *(own_term.length(length) if length else (0, 0)))


def _kind(sentence: str) -> StatementKind:
    if ("延" in sentence or "续" in sentence) and _RENEW.search(sentence):
        return StatementKind.CITES if _NOT_RENEW.search(sentence) else StatementKind.RENEWS
    if _REPEAL.search(sentence) and not _NOT_REPEAL.search(sentence):
        return StatementKind.REPEALS
    return StatementKind.CITES


def _verbs(sentence: str, kind: StatementKind) -> list[tuple[int, int]]:
    """Return where the verbs of *kind* stand, looked for once for all the documents of a sentence."""
    if kind is StatementKind.CITES:
        return []
    verb = _RENEW if kind is StatementKind.RENEWS else _REPEAL
    return [one.span() for one in verb.finditer(sentence[:LONGEST])]


def _governed(sentence: str, one: Named, kind: StatementKind, verbs: list[tuple[int, int]]) -> bool:
    """Tell whether the verb is said of this document: 《X》… 同时废止, or 废止《X》; nothing else may stand between."""
    if _REASON.search(sentence, max(0, one.start - _BACK), one.start):
        return False
    after = next((start for start, _ in verbs if start >= one.end), -1)
    if after >= 0:
        between = TITLE.sub("", sentence[one.end : after])
        if _JOIN.fullmatch(between) or (kind is StatementKind.RENEWS and len(between) <= _NEAR and "，" not in between):
            return True
    if kind is StatementKind.RENEWS:  # 延长《X》有效期 renews, 继续执行《X》 is what any report says
        return _PROLONG.search(sentence, max(0, one.start - _BACK), one.start) is not None
    before = next((end for _, end in reversed(verbs) if end <= one.start), -1)
    if before < 0:
        return False
    between = TITLE.sub("", sentence[before : one.start])
    return _JOIN.fullmatch(between) is not None or (len(between) <= _NEAR and not re.search(r"[，,。；]", between))


def _amendments(headline: str, lines: list[Line]) -> Iterator[tuple[Line, Statement]]:
    """Yield the new terms that amendments give other documents: 《X》…修改为“…有效期至2027年12月31日”.

    The wording before 修改为 is the old one. The document is the one named last before it, else that of the headline.
    """
    subject = next(iter(named(headline)), None) if _AMENDING.search(headline) else None
    for place, line in enumerate(lines):
        shown = line.text[:LONGEST]
        verbs = list(_AMEND.finditer(shown))
        for nth, verb in enumerate(verbs):
            subject = _subject(shown[: verb.start()]) or subject
            end = verbs[nth + 1].start() if nth + 1 < len(verbs) else len(shown)
            new = _wording(shown[verb.end() : end], lines[place + 1 : place + 2])
            term = (own_term.until(new) or _day_of(shown[: verb.start()], new), *own_term.stated(new))
            planned = _PLANNED.search(shown, 0, verb.start()) or _PLANNED.search(headline)
            if subject and any(term) and not planned:
                yield line, _renewal(shown[:_NEW], term, subject)
        subject = _subject(shown) or subject if not verbs and _AMENDING.search(shown) else subject


def _day_of(before: str, new: str) -> str:
    """Return the day that is the whole of the new wording of a term: 有效期至“2022年6月9日”修改为“2027年6月9日”."""
    found = dates.find(new) if _ENDS.search(before[-_OLD:]) and len(new) <= _BACK else ()
    return found[0][0] if found else ""


def _of_headline(headline: str, lines: list[Line]) -> Iterator[tuple[Line, Statement]]:
    """Yield the renewal that a headline announces, 关于延长《X》有效期的通知, with the day that the text gives."""
    match = _PROLONGS.search(headline[:_NEW])
    title = (match["title"] or match["kept"]) if match else ""
    if not title or _SEVERAL.search(title) or _PLANNED.search(headline):
        return
    line = next((line for line in lines if _RENEW.search(line.text)), None)
    if line is not None:
        yield line, _renewal(line.text[:_NEW], renewed(line.text), Named(title.strip(), "", 0, 0))


def _subject(text: str) -> Named | None:
    """Return the document named last in *text* outside quoted wording."""
    return next(reversed(named(re.sub(r"“[^“”]{0,600}”", "", text))), None)


def _wording(text: str, below: list[Line]) -> str:
    """Return the new wording: the quoted part behind 修改为, else up to the end of the sentence; or the next line."""
    bare = text.lstrip(" ：:")
    if not bare:
        return below[0].text[:_NEW] if below else ""
    if bare.startswith("“"):
        return bare.partition("”")[0][:_NEW]
    return re.split("[。；;]", bare, maxsplit=1)[0][:_NEW]
