"""Documents as a sentence names them: this file alone knows how 《X》（文号） stands there, in linear time."""

import re
from dataclasses import dataclass

from auditor.text import docnum

# One 《…》 may stand within another. Everything is bounded: a lost bracket must not cost more than its neighbourhood.
TITLE = re.compile(
    r"《(?P<title>[^《》]{0,300}(?:《[^《》]{0,300}》[^《》]{0,300}){0,9})》\s{0,4}"
    r"(?:[(（](?P<number>[^()（）]{2,40}(?:[(（][0-9]{4}[)）][^()（）]{1,12})?)[)）])?"
)
SENTENCE = re.compile(r"[^。；;！!\n]+[。；;！!]?")
LONGEST = 6_000  # characters of a sentence or line that are read
_MOST = 300  # documents that one sentence can name
_NEXT = " ,，、;；"


@dataclass(frozen=True, slots=True)
class Named:
    """A document named in a sentence, at [start, end); `number` is its 文号 or empty."""

    title: str
    number: str
    start: int
    end: int


def named(sentence: str) -> tuple[Named, ...]:
    """Return the documents that *sentence* names in 《》, in order."""
    found: list[Named] = []
    for match in TITLE.finditer(sentence[:LONGEST]):
        found.append(Named(match["title"].strip(), _number(match["number"] or ""), *match.span()))
        if len(found) == _MOST:
            break
    return tuple(found)


def _number(raw: str) -> str:
    """Return the 文号 that brackets behind a title hold, also with 以下简称… after it."""
    if docnum.key(raw):
        return raw.strip()
    found = docnum.find(raw)
    if not found or raw[: found[0][1]].strip():
        return ""  # （根据某政发〔2020〕1号修改） is not the number of the document
    return found[0][0] if raw[found[0][2] :][:1] in _NEXT else ""
