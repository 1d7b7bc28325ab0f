"""Values whose labels are lost: lines behind an index number, of which only the unmistakable are taken."""

import re
from collections.abc import Iterator

from auditor.extract import normal
from auditor.extract.lexicon import Label, Lexicon
from auditor.extract.page import Line, Page
from auditor.extract.pairs import Pair
from auditor.text import docnum, organs

ORDER = 60
_INDEX = re.compile(r"[0-9A-Z]{9,20}[-_A-Z]{0,2}/20[0-9]{2}(?:0[1-9]|1[0-2])?-[0-9]{3,8}")
_MOMENT = re.compile(r"20[0-9]{2}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}(?::[0-9]{2})?")
_NUMBER = re.compile(r"[\u4e00-\u9fff]{2,12}〔20[0-9]{2}〕[0-9]{1,4}号")
_STATE = re.compile(r"(?:现行|继续)?有效|(?:已|全文)?(?:废止|失效)|(?:部分|条款)(?:废止|失效)|尚未(?:生效|施行)")
_METHODS = frozenset({"主动公开", "依申请公开"})
_BULLETS = " \u00a0\u3000•·●◆■▪*-"
_LONGEST, _MOST = 120, 10  # characters of a line, lines of a run
_DAY = "day"  # of signing or of publishing: nothing says which
_SENTENCE = re.compile(r"[:：。]")


def read(page: Page, lexicon: Lexicon) -> Iterator[Pair]:
    """Yield what the lines behind the only index number of the page say beyond doubt."""
    if "/20" not in page.text:
        return
    heads = [line for line in page.lines if "/20" in line.text and _INDEX.fullmatch(line.text.strip(_BULLETS))]
    if len(heads) != 1 or (heads[0].index and lexicon.whole(page.lines[heads[0].index - 1].text)):
        return
    found: dict[str, list[Line]] = {}
    for line in _run(page, heads[0], lexicon):
        name = _field(line.text.strip(_BULLETS), lexicon)
        if name:
            found.setdefault(name, []).append(line)
    if {"document_number", "validity", "disclosure_method"} & found.keys():
        for name, lines in found.items():
            # Of two values none is known for what it is; but they belong to the run, not to the headline.
            label = Label(name if len(lines) == 1 and name != _DAY else "", 0, weak=False, spelling="")
            for line in lines:
                yield Pair(label, "", line.text.strip(_BULLETS), line.index, line.index + 1, line.node)


def _run(page: Page, head: Line, lexicon: Lexicon) -> Iterator[Line]:
    seen: set[str] = set()
    for line in page.lines[head.index : head.index + _MOST]:
        text = line.text.strip(_BULLETS)
        if (
            len(text) > _LONGEST
            or line.linked
            or text in seen
            or _SENTENCE.search(_MOMENT.sub("", text))
            or lexicon.whole(text)
        ):
            return
        if len(text) > len("2023-01-01"):
            seen.add(text)  # the title once more is the headline
        yield line


def _field(text: str, lexicon: Lexicon) -> str:
    if _INDEX.fullmatch(text):
        return "index_number"
    if _NUMBER.fullmatch(text) and docnum.key(text):
        return "document_number"
    if _STATE.fullmatch(text) and normal.validity(text, lexicon):
        return "validity"
    if text in _METHODS:
        return "disclosure_method"
    if _MOMENT.fullmatch(text) and normal.date(text)[0]:
        return "published_date"  # the moment of publishing: a document is signed on a day
    if normal.date(text)[0]:
        return _DAY
    return "publisher" if organs.ends_like_organ(text) else ""
