"""The headline: this file alone finds the title that a page shows, and where it stands."""

import re
from dataclasses import dataclass

from auditor.extract import normal
from auditor.extract.block import Reading
from auditor.extract.lexicon import Lexicon
from auditor.extract.moments import TAIL
from auditor.extract.page import Line, Page
from auditor.extract.unnamed import TITLE_WORDS, above_byline, names_place
from auditor.model import FieldName
from auditor.text import docnum, hans, organs

_STATUS = re.compile(r"^\s*[【\[(（〔]\s*([^】\])）〕]{1,10})\s*[】\])）〕]\s*")
_OPENS = frozenset("【[(（〔")
_SITE_PART = re.compile(
    r"\s*(?:[_|｜]+|\s[-–—]\s|-{2,}|——)\s*|(?<=[^A-Za-z0-9])-(?=[^A-Za-z0-9]*(?:政府|网|门户|局|委|厅|办))"
)
_GAP = re.compile(r"\s+|[:：]")
_WHOLE = 120  # characters of a headline
_BRIEF = 8  # characters of a name that may as well be that of a column
_HEADINGS = ("h1", "h2", "h3")


@dataclass(frozen=True, slots=True)
class Headline:
    """The visible headline without status prefix and the line it begins in (-1: not on the page).

    `number` is the 文号 that stands in its element, but is not part of it.
    """

    title: str = ""
    line: int = -1
    last: int = -1
    status: str = ""
    number: str = ""


def find_headline(page: Page, reading: Reading, lexicon: Lexicon) -> Headline:
    """Find the headline: the line that repeats the document title, else a heading, else the best guess by words.

    Where a page calls itself by its site or column alone, the labelled title and the line above its date go before.
    """
    labelled = next((one.value for one in reading.fields if one.name is FieldName.TITLE and one.value), "")
    wanted = document_title(page) or labelled
    found = None
    if names_place(first_part(wanted)):
        found = (labelled and _repeating(page, labelled, reading)) or above_byline(page, reading, lexicon)
        wanted = labelled if found and labelled else wanted
    found = found or _repeating(page, wanted, reading) or _ending(page, wanted, reading)
    found = found or _heading(page, reading) or _by_words(page, reading)
    if found is None:
        return Headline(_strip_status(first_part(wanted), lexicon)[0])
    first, last = found
    text = hans.squeeze(" ".join(line.text for line in page.lines[first:last]))
    compact = "".join(text.split())
    if "".join(labelled.split()).startswith(compact):
        text = labelled  # the headline is broken over several lines or elements that lie apart
    elif last > first + 1 and "".join(first_part(wanted).split()) == compact:
        text = first_part(wanted)
    glued = _glued(text, first_part(wanted))
    parsed = docnum.parse(glued) if glued else None
    number = glued if parsed and parsed.form == "bracketed" else ""
    state = glued if glued and normal.validity(glued, lexicon) else ""
    if number or state:
        text = first_part(wanted)
    title, status = _strip_status(TAIL.sub("", text).strip("•· "), lexicon)
    return Headline(title, first, last, status or state, number)


def _glued(text: str, wanted: str) -> str:
    """Return what is glued to a headline by which the page does not call itself: its 文号, its state."""
    if not wanted:
        return ""
    rest = text.removeprefix(wanted).strip() if text.startswith(wanted) else text.removesuffix(wanted).strip()
    return rest if rest != text and rest[:1] not in _OPENS else ""


def document_title(page: Page) -> str:
    """Return what the page calls itself in its head: the ArticleTitle tag, else `<title>`."""
    if page.name is None:
        page.name = hans.squeeze(page.tags.get("articletitle", "")) or hans.squeeze(page.title)
    return page.name


def first_part(title: str) -> str:
    """Return *title* without the names of column and site behind it."""
    return next((part for part in _SITE_PART.split(title) if part), title)


def _ending(page: Page, wanted: str, reading: Reading) -> tuple[int, int] | None:
    """Find the line that repeats the end of what the page calls itself, or has the end that its name lacks.

    某县人民政府 政策文件 关于某事的通知; 某县人民政府关于做…
    """
    ends = {"".join(wanted[gap.end() :].split()) for gap in _GAP.finditer(wanted)}
    ends = {one for one in ends if len(one) > _BRIEF}
    opening = first_part(wanted)
    start = "".join(opening.split()).rstrip("….") if opening.endswith(("…", "...")) else ""
    for line in page.lines if ends or len(start) > _BRIEF else ():
        text = "".join(line.text.split())
        longer = len(start) > _BRIEF and text.startswith(start) and len(text) <= _WHOLE
        if not line.linked and line.index not in reading.lines and (text in ends or longer):
            return line.index, line.index + 1
    return None


def _repeating(page: Page, wanted: str, reading: Reading) -> tuple[int, int] | None:
    target = "".join(wanted.split())
    if len(target) < 2:  # noqa: PLR2004
        return None
    opening = "".join(first_part(wanted).split())
    heads = (target[0], opening[:1], *_OPENS)
    best: tuple[int, int, int] | None = None
    for line in page.lines:
        if line.linked * 2 > len(line.text) or not line.text.lstrip().startswith(heads):
            continue
        text = "".join(line.text.split())
        if not 1 < len(text) <= len(target) + 12 or line.index in reading.lines:
            continue
        bare = _STATUS.sub("", text) if text[0] in _OPENS else text
        part = len(bare) > 5 and target.startswith(bare) and not _signs(page, line, bare, target)  # noqa: PLR2004
        if bare in {opening, target} or part:
            weight = min(len(bare), len(opening)) * 2 + (1 if page.blocks[line.block].tag in _HEADINGS else 0)
            if best is None or weight > best[0]:
                best = (weight, line.index, line.index + 1)
    return _grown(page, best[1], target) if best else None


def _grown(page: Page, first: int, target: str) -> tuple[int, int]:
    """Take further lines of the same element in where the headline is broken over several."""
    last = first + 1
    text = "".join(page.lines[first].text.split())
    while last < len(page.lines):
        text += "".join(page.lines[last].text.split())
        if not target.startswith(text):
            break
        last += 1
    return first, last


def _signs(page: Page, line: Line, bare: str, target: str) -> bool:
    """Tell whether *line* is but the name of the organ that the title begins with: the signature."""
    return organs.ends_like_organ(bare) and _grown(page, line.index, target)[1] == line.index + 1


def _heading(page: Page, reading: Reading) -> tuple[int, int] | None:
    for tag in _HEADINGS:
        for block in page.blocks if tag in page.kinds else ():
            if block.tag == tag and 0 < block.last - block.first <= 3 and block.first not in reading.lines:  # noqa: PLR2004
                lines = page.lines[block.first : block.last]
                if sum(len(line.text) for line in lines) >= 6 and not any(line.linked for line in lines):  # noqa: PLR2004
                    return block.first, block.last
    return None


def _by_words(page: Page, reading: Reading) -> tuple[int, int] | None:
    if page.tree.css_first("title"):
        return None
    for line in page.lines[:60]:
        if (
            line.index not in reading.lines
            and 8 <= len(line.text) <= 120  # noqa: PLR2004
            and not line.linked
            and not line.text.endswith(("。", ";", "；"))
            and not re.search(r"[:：>]", line.text)
            and TITLE_WORDS.search(line.text)
        ):
            return line.index, line.index + 1
    return None


def _strip_status(title: str, lexicon: Lexicon) -> tuple[str, str]:
    match = _STATUS.match(title)
    if match and normal.validity(match[1], lexicon):
        return title[match.end() :], match[1]
    return title, ""
