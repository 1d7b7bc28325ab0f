"""The line under the headline: 来源 and date of pages, with or without a metadata block."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import groupby, pairwise
from operator import itemgetter

from auditor.extract import normal
from auditor.extract.block import Reading
from auditor.extract.headline import Headline
from auditor.extract.labels import hits
from auditor.extract.lexicon import TRADITIONAL, Lexicon, Spellings, plain
from auditor.extract.moments import TAIL, leading
from auditor.extract.page import Line, Page, locate
from auditor.model import Field, FieldName, Source
from auditor.text import dates, hans, organs

_BEFORE, _BEHIND = 8, 14  # lines around the headline in which its date and source stand
_SHORT, _PROSE, _SENTENCE = 220, 40, 10
_ENTRIES = 3  # different dates with one label that only a list has
_LABEL = re.compile(r"[\u4e00-\u9fff]{2,6}")
_NAMED = re.compile(r"[\s\u00a0\u3000]+[\u4e00-\u9fff]{2,20}")  # 某县人民政府网, 某日报
_NAME = 40  # characters of a source
_TOOLS = re.compile(r"[【\[|]|来源|信息来源|作者|浏览|点击|字体|字号|访问|阅读|來源")
_CUT = re.compile(
    r"[\s\u00a0\u3000]{2,}|[【\[|｜](?=\s*(?:字|大|打|关|分|收|我|浏|阅|点|保|视))|[】\]]\s*$|】|\s*[|｜]\s*$"
)
_UNKNOWN = re.compile(r"\s[\u4e00-\u9fff]{2,6}\s*[:：]")
# What every date has: asked first, for most lines have none.
_DAY = re.compile(r"年|[0-9０-９][-/.．－／ ]*[0-9０-９]")
_ANY_TIME = re.compile(r"(?:时\s*间|日\s*期|時\s*間)\s*[:：]?")  # in a notice also that of what it announces
_DRESS = " \u00a0\u3000|｜;；"
_VALUE = re.compile(r"[:：]\s*\S")
_Dated = tuple[str, str, Line]  # a date and its label as shown, and where
# What a line under a headline may say in a label of its own where a page has no block, or none with it.
SINGLE = (FieldName.INDEX_NUMBER, FieldName.DOCUMENT_NUMBER, FieldName.WRITTEN_DATE, FieldName.VALIDITY)


def headline_fields(page: Page, reading: Reading, headline: Headline, lexicon: Lexicon) -> dict[FieldName, Field]:
    """Return publisher and published_date as the lines around the headline show them, and single fields there."""
    lines = _near(page, reading, headline)
    if headline.line < 0 and _listed(lines, lexicon):
        return {}
    below = [line for line in lines if line.index >= headline.line]
    found = {
        FieldName.PUBLISHER: _source(page, lines, lexicon),
        FieldName.PUBLISHED_DATE: _date(page, lines, headline, lexicon),
        **{name: _single(page, name, below, lexicon) for name in SINGLE},
    }
    return {name: one for name, one in found.items() if one}


def _single(page: Page, name: FieldName, lines: list[Line], lexicon: Lexicon) -> Field | None:
    """Return the field of that *name* where a label with a colon has it; two different values say nothing."""
    found = [one for line in lines for one in _labelled(name, line, lexicon)]
    if len({raw for raw, _, _ in found}) != 1:
        return None
    raw, label, line = found[0]
    return normal.field(name, raw, label, Source.HEADLINE, locate(line.node, page), lexicon)


def _labelled(name: FieldName, line: Line, lexicon: Lexicon) -> Iterator[_Dated]:
    """Yield what can be the value of that field in *line*, with its label as shown, up to the next label or element.

    发文日期 under a headline may as well be the day of publication.
    """
    found = hits(line, lexicon) if "：" in line.text or ":" in line.text else []
    ends = [*(hit.start for hit in found[1:]), len(line.text)]
    for hit, end in zip(found, ends, strict=True) if found else ():
        if hit.how != "colon" or hit.label.field != name or lexicon.dates.any.fullmatch(hit.label.spelling):
            continue
        parts = (line.text[hit.end : one] for one in (end, *line.seams) if hit.end < one <= end)
        fitting = (part.strip(_DRESS) for part in parts)
        raw = leading(line.text[hit.end : end]) if name in normal.DATES else ""
        if raw := raw or next((part for part in fitting if normal.fits(name, part, lexicon)), ""):
            yield raw, line.text[hit.start : hit.end].strip(), line


def _near(page: Page, reading: Reading, headline: Headline) -> list[Line]:
    if headline.line < 0:
        lines = _until_prose(page.lines[:40])  # below it stands the date of signing
    else:
        behind = page.lines[headline.line : headline.last + _BEHIND]
        before = page.lines[max(0, headline.line - _BEFORE) : headline.line]
        lines = [*_until_prose(behind), *reversed(before)]
    if reading.lines:
        below = _until_prose(page.lines[reading.last + 1 : reading.last + 6])
        lines = [*lines, *page.lines[max(0, reading.first - 3) : reading.last], *below]
    return [line for line in lines if line.index not in reading.lines and len(line.text) <= _SHORT]


def _until_prose(lines: list[Line]) -> list[Line]:
    for place, line in enumerate(lines):
        if (len(line.text) > _PROSE and "。" in line.text) or (len(line.text) > _SENTENCE and line.text.endswith("。")):
            return lines[:place]
    return lines


def _source(page: Page, lines: list[Line], lexicon: Lexicon) -> Field | None:
    for pattern, line, simple in _marked(lines, lexicon.sources):
        if match := pattern.search(simple):
            raw = _source_name(_up_to_tools(line, match.end(), lexicon), lexicon)
            if not raw and match.end() == len(line.text):
                raw = _organ_below(line, lines, lexicon)
            if raw and len(raw) <= _NAME and not raw.endswith(("...", "…")) and not normal.is_placeholder(raw, lexicon):
                label = line.text[match.start() : match.end()].strip()
                return normal.field(FieldName.PUBLISHER, raw, label, Source.HEADLINE, locate(line.node, page), lexicon)
    return None


def _marked(lines: list[Line], spellings: Spellings) -> list[tuple[re.Pattern[str], Line, str]]:
    """Return every spelling, by rank, with each line that has one of them, and that line in simplified script."""
    shown = "\n".join([line.text for line in lines])
    if spellings.any.search(shown) is None and TRADITIONAL.search(shown) is None:
        return []  # asked first, once for all
    found = [(line, simple) for line in lines if spellings.any.search(simple := plain(line.text))]
    return [(pattern, line, simple) for pattern in spellings.each for line, simple in found]


def _organ_below(line: Line, lines: list[Line], lexicon: Lexicon) -> str:
    """Return the line below *line*, where it is the name of an organ and nothing else."""
    below = next((one.text.strip() for one in lines if one.index == line.index + 1), "")
    return below if organs.ends_like_organ(below) and _source_name(below, lexicon) == below else ""


def _up_to_tools(line: Line, start: int, lexicon: Lexicon) -> str:
    """Return the text of *line* from *start* up to an element that begins with the name of a tool: 打印, 分享."""
    tools = tuple(word for word in lexicon.words("tools") if len(word) > 1)
    ends = (seam for seam in line.seams if seam > start and line.text.startswith(tools, seam))
    return line.text[start : next(ends, None)].lstrip()


def _source_name(shown: str, lexicon: Lexicon) -> str:
    """Cut what stands behind 来源 at the next entry of the line: a label, a date, page tools, a wide gap."""
    cuts = [one.start() for one in (lexicon.beside.search(plain(shown)), _CUT.search(shown)) if one]
    raw = hans.squeeze(shown[: min(cuts, default=len(shown))]).strip("|｜ ·[【]】")
    if unknown := _UNKNOWN.search(raw):
        raw = raw[: unknown.start()]
    found = dates.find(raw)
    return raw[: found[0][1]].strip("|｜ ·") if found else raw


def _date(page: Page, lines: list[Line], headline: Headline, lexicon: Lexicon) -> Field | None:
    """Return the labelled date, else one in the 来源 line, else one that stands free near the headline."""
    lines = [line for line in lines if _DAY.search(line.text)]
    for found in _dated(lines, lexicon):
        if found and len({raw for raw, _, _ in found}) < _ENTRIES:
            free = _free_date(page, lines, headline, lexicon) if _ANY_TIME.fullmatch(found[0][1]) else None
            if free is None or not headline.last <= free[2].index < found[0][2].index:
                return _published(page, *found[0], lexicon)
    free = _free_date(page, lines, headline, lexicon) if lines else None
    return _published(page, *free, lexicon) if free else None


def _free_date(page: Page, lines: list[Line], headline: Headline, lexicon: Lexicon) -> tuple[str, str, Line] | None:
    """Return the date without a label: that of the 来源 line, else one that stands free near the headline."""
    for line in lines:
        spans = dates.find(line.text)
        sourced = len(spans) == 1 and lexicon.sources.any.search(plain(line.text))
        if sourced and not _of_another(line, spans[0][1], lexicon):
            return leading(line.text[spans[0][1] :]), "", line
    for line in lines:
        above = lexicon.whole(page.lines[line.index - 1].text) if line.index else None
        if above and above.field not in {"", FieldName.PUBLISHED_DATE}:
            continue  # 制发日期： and below it the day
        named = above is not None and above.field == FieldName.PUBLISHED_DATE
        if _stands_free(page, line, headline, named=named) and (
            raw := _bare_date(line.text) or _signed_date(line, headline) or _element_date(line, lexicon)
        ):
            return raw, "", line
    return None


def _of_another(line: Line, start: int, lexicon: Lexicon) -> bool:
    """Tell whether the date at *start* of *line* has the name of another than that of publication: 成文日期：."""
    before = [hit for hit in hits(line, lexicon) if not line.text[hit.end : start].strip() and hit.end <= start]
    return any(hit.label.field not in {"", FieldName.PUBLISHED_DATE} for hit in before)


def _dated(lines: list[Line], lexicon: Lexicon) -> Iterator[list[_Dated]]:
    """Yield, by the rank of the label, the dates that stand behind it, with the label as shown."""
    for pattern, marked in groupby(_marked(lines, lexicon.dates), key=itemgetter(0)):
        yield [
            (raw, line.text[match.start() : match.end()].strip(), line)
            for _, line, simple in marked
            for match in pattern.finditer(simple)
            if (raw := leading(line.text[match.end() :]))
        ]


def _listed(lines: list[Line], lexicon: Lexicon) -> bool:
    """Tell whether *lines* hold the entries of a list: different dates, or sources, with one label."""
    sources = (pattern for pattern, _, _ in _marked(lines, lexicon.sources))
    if max(Counter(sources).values(), default=0) >= _ENTRIES:
        return True
    return any(len({raw for raw, _, _ in found}) >= _ENTRIES for found in _dated(lines, lexicon))


def _published(page: Page, raw: str, label: str, line: Line, lexicon: Lexicon) -> Field:
    return normal.field(FieldName.PUBLISHED_DATE, raw, label, Source.HEADLINE, locate(line.node, page), lexicon)


def _bare_date(text: str) -> str:
    """Return the date that is all of *text*, that opens a line of page tools, or that ends a headline in brackets."""
    bare = text.strip(" \u00a0\u3000()（）[]【】")
    raw = leading(bare)
    rest = bare[len(raw) :].strip() if raw else ""
    if raw and (not rest or _TOOLS.match(rest)):
        return raw
    tail = TAIL.search(text)
    return tail[0].strip(" \u00a0\u3000()（）[]") if tail else ""


def _element_date(line: Line, lexicon: Lexicon) -> str:
    """Return the date that is an element of its own in a line with a field: <i>文号：…</i><i>2023-05-10</i>.

    It stands first or behind a field that has its value; behind anything else, that may be its name.
    """
    if line.linked or not line.seams or len(dates.find(line.text)) != 1:
        return ""
    if not any(hit.how == "colon" and hit.label.field in SINGLE for hit in hits(line, lexicon)):
        return ""
    ends = [0, *line.seams, len(line.text)]
    parts = ["", *filter(None, (line.text[one:end].strip(_DRESS) for one, end in pairwise(ends)))]
    free = [part for before, part in pairwise(parts) if leading(part) == part and (not before or _VALUE.search(before))]
    return free[0] if free else ""


def _signed_date(line: Line, headline: Headline) -> str:
    """Return the date that opens the line right below the headline, with nothing but a name behind it."""
    raw = leading(line.text) if headline.line >= 0 and line.index == headline.last else ""
    rest = line.text[len(raw) :]
    parted = len(raw) in line.seams and _NAMED.fullmatch(f" {rest}")
    return raw if raw and (parted or _NAMED.fullmatch(rest)) else ""


def _stands_free(page: Page, line: Line, headline: Headline, *, named: bool) -> bool:
    """Tell whether a bare date is the page's own: close to the headline, and not the date of an entry of a list."""
    if headline.line >= 0 and not headline.line - 4 <= line.index <= headline.last + 5:
        return False
    place = line.block
    while place >= 0 and page.blocks[place].tag not in {"li", "tr", "dl", "ul", "body"}:
        place = page.blocks[place].parent
    block = page.blocks[place] if place >= 0 else None
    if block is None or block.tag not in {"li", "tr", "dl"}:
        return not _dates_a_link(page, line, headline)
    if block.tag == "tr" and line.index > block.first and _LABEL.fullmatch(page.lines[line.index - 1].text):
        return named  # 有效期至 | 2028-07-01
    return not any(len(one.text) > 6 and one.index != line.index for one in page.lines[block.first : block.last])  # noqa: PLR2004


def _dates_a_link(page: Page, line: Line, headline: Headline) -> bool:
    """Tell whether the smallest box around *line* that holds more is an entry of a list: a link and its date."""
    place = line.block
    while place > 0 and page.blocks[place].last - page.blocks[place].first == 1:
        place = page.blocks[place].parent
    box = page.blocks[place]
    others = [one for one in page.lines[box.first : box.last] if one.index != line.index]
    if len(others) > 3 or box.first <= headline.line < box.last:  # noqa: PLR2004
        return False
    return any(len(one.text) > 6 and one.linked * 2 > len(one.text) for one in others)  # noqa: PLR2004
