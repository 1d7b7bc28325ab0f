"""Lists of documents that are repealed or stay in force: this file alone tells under which heading an entry is."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from auditor.extract import own_term
from auditor.extract.body import WIDEST, Text, is_attachment_heading, is_cell
from auditor.extract.headline import document_title, first_part
from auditor.extract.named import named
from auditor.extract.page import Line, Page, locate
from auditor.extract.statements import Term, renewed
from auditor.model import Statement, StatementKind
from auditor.text import dates, docnum, hans

_ABOUT = re.compile(r"废止|廢止|失效|清理|继续有效|现行有效|延长|延期|续期|继续(?:施行|执行|实施)")
_HEADING = re.compile(r"废止|失效|继续有效|现行有效|保留|修改|修订|延长|延期|续期|继续(?:施行|执行|实施)")
_LISTED = re.compile(r"(?:目录|清单|名单|文件|[：:]|[0-9一二三四五六七八九十]+件\s*[)）]?)\s*[：:]?$")
_ANNOUNCED = re.compile(r"(?:下列|以下|如下|下表)")
_PLANNED = re.compile(r"拟|建议|不予|不再|征求意见|草案|意见稿|修改|修订")
_KEPT = re.compile(
    r"继续有效|现行有效|保留|(?:延长|延续).{0,24}有效期|有效期.{0,12}(?:延长|延续)|延期|续期|继续(?:施行|执行|实施)"
)
_GONE = re.compile(r"废止|失效|停止执行")
_PART = re.compile(r"部分条款|条款|部分废止|部分失效")
_ARTICLE = re.compile(r"第[0-9一二三四五六七八九十百、至和]{1,12}条")
_PROSE = re.compile(
    r"本(?:决定|通知|公告|通告|办法)|请(?!示)|应当|不得|各(?:单位|部门|乡|镇|级|地|县)|自[^，。]{1,20}起"
)
_INSTEAD = re.compile(r"被|由|代替|替代|取代|根据|依据|依照|按照|参照|执行|适用|新的?$")
_OTHERS_MATTER = re.compile(
    r"(?:修改|修正|修订|废止|贯彻|落实|实施|转发|批转|学习|宣传|延长|调整|做好|关于)"
    r"(?:(?!印发|公布|发布|颁布|下发)[^《]){0,6}$"
)
_NEWLY = re.compile(r"[^，,。；《]{0,10}?(?:已(?!失效|废止|过|被|经?不)|出台|颁布|施行|有新规定|代替|替代|取代)")
_OTHER_COLUMN = re.compile("替代|代替|取代|依据|理由|原因|备注|说明|新")
_JUDGED_COLUMN = re.compile("(?:清理|处理|审查)(?:意见|结果|结论|情况|方式)|有效性|效力")
_JUDGED = re.compile(r"(?:予以|已|全文|宣布|自行)?(?:废止|失效)")
_NEW_TERM = re.compile("延长|延续|顺延|续期|延期|新.{0,2}有效期")
_TERM_COLUMN = re.compile("有效期|失效日期|失效时间")
_OLD = re.compile("原|施行|实施|起始")
_LONG = re.compile(rf"(?:延长|延续)?\s?{own_term.LENGTH}")
_SECTION = re.compile(r"[一二三四五六七八九十]{1,3}、")
_SERIAL = re.compile(r"[(（]?[0-9一二三四五六七八九十]{1,4}[)）、.．]\s*")
_NAME = re.compile(
    r"(?:办法|规定|意见|方案|细则|规则|决定|条例|制度|标准|措施|通知|通告|公告|批复|函|规程|规范|基准)(?:[(（][^()（）]{1,10}[)）])?$"
)
_LONGEST_HEADING, _LONGEST_INTRODUCTION, _LONGEST_ENTRY, _OPENING, _SHORTEST_NAME = 48, 120, 200, 8, 8
_LONGEST_VERDICT = 10


@dataclass(frozen=True, slots=True)
class _Heading:
    """A heading, what it says of the entries under it (None: nothing that counts), and for how long."""

    text: str = ""
    kind: StatementKind | None = None
    term: Term = ("", 0, 0)
    title: bool = False  # it is the title of the page: only what is plainly an entry stands under it


def read_repeal_lists(page: Page, text: Text) -> Iterator[Statement]:
    """Read the entries under headings that say 废止 or 继续有效; under 拟废止 and 修改 nothing is said of them."""
    lines = page.lines[text.first : text.last]
    title = first_part(document_title(page))
    if not _ABOUT.search("\n".join([title, *[line.text for line in lines[:_OPENING]]])):
        return
    heading = _of_page(title)
    before = ""
    for line in lines:
        shown = line.text.strip()
        plain = hans.simplify(shown)
        found = _heading(plain)
        if found is not None:
            heading = replace(found, text=shown)
        elif heading.kind is not None and _is_entry(page, line, plain, heading):
            yield from _entry(page, line, shown, before, heading)
        elif heading.kind is None and is_cell(page, line) and _is_judged(page, line, plain):
            yield from _entry(page, line, shown, before, _Heading("", StatementKind.REPEALS))
        before = shown


def _of_page(title: str) -> _Heading:
    """Return what the title of a page says of a list that has no heading: at most that all of it stays in force."""
    kept = _KEPT.search(title) and "文件" in title and not _GONE.search(title) and not _PLANNED.search(title)
    return _Heading(title, StatementKind.RENEWS, renewed(title), title=True) if kept else _Heading()


def _heading(shown: str) -> _Heading | None:
    """Return the heading that a line is, None where it is none; a heading of something else says nothing."""
    announces = _ANNOUNCED.search(shown) is not None
    if len(shown) > (_LONGEST_INTRODUCTION if announces else _LONGEST_HEADING) or "《" in shown or docnum.find(shown):
        return None
    if _HEADING.search(shown) and (_LISTED.search(shown) or announces):
        kind = _kind(shown)
        if kind is StatementKind.REPEALS and not _LISTED.search(shown):
            kind = None  # 为做好废止文件的衔接,现提出以下意见 repeals nothing
        return _Heading(shown, kind, renewed(shown))
    return _Heading() if is_attachment_heading(shown) or _SECTION.match(shown) else None


def _kind(shown: str) -> StatementKind | None:
    gone, kept = _GONE.search(shown), _KEPT.search(shown)
    if _PLANNED.search(shown) or (gone and kept):
        return None
    return StatementKind.REPEALS if gone else StatementKind.RENEWS if kept else None


def _is_entry(page: Page, line: Line, shown: str, heading: _Heading) -> bool:
    if len(shown) > _LONGEST_ENTRY or (shown.endswith("。") and _PROSE.search(shown)):
        return False
    if is_cell(page, line):
        row, head = _row(page, line)
        return _OTHER_COLUMN.search(head) is None and not any(_differs(one, heading) for one in row)
    if _SERIAL.match(shown) or shown.startswith("《"):
        return True
    return not heading.title and "，" not in shown.partition("《")[0]


def _is_judged(page: Page, line: Line, shown: str) -> bool:
    """Tell whether a row without a heading of its own says in a column 清理结果 that its document is repealed."""
    if not ("《" in shown or docnum.find(shown)) or len(shown) > _LONGEST_ENTRY:
        return False
    cells, heads, nth = _columns(page, line)
    if len(heads) != len(cells) or _OTHER_COLUMN.search(heads[nth]):
        return False
    pairs = zip(heads, cells, strict=True)
    return any(
        _JUDGED_COLUMN.search(hans.simplify(head)) and _JUDGED.fullmatch(hans.simplify(one)) for head, one in pairs
    )


def _differs(cell: str, heading: _Heading) -> bool:
    """Tell whether a short cell (清理意见) says of its row something else than the heading does."""
    if len(cell) > _LONGEST_VERDICT:
        return False
    other = _KEPT if heading.kind is StatementKind.REPEALS else _GONE
    return other.search(cell) is not None or _PLANNED.search(cell) is not None


def _row(page: Page, line: Line) -> tuple[list[str], str]:
    """Return the cells of the row in which a cell stands and the head of its column, as the first row has it."""
    cells, heads, nth = _columns(page, line)
    return cells, heads[nth] if nth < len(heads) else ""


def _row_term(page: Page, line: Line) -> Term | None:
    """Return the term that a column 延长至, else 有效期至, gives the document of a row; not that of 原有效期."""
    cells, heads, _ = _columns(page, line)
    pairs = [(head, cell) for head, cell in zip(heads, cells, strict=False) if not _OLD.search(head)]
    if len(heads) != len(cells):  # a cell of a row above reaches down: nobody knows which head stands over which
        return None
    longer = [cell for head, cell in pairs if _NEW_TERM.search(head)]
    for cell in [*longer, *(cell for head, cell in pairs if _TERM_COLUMN.search(head))]:
        if days := dates.find(cell):
            return days[-1][0], 0, 0
    lengths = (found for cell in longer if (found := _LONG.fullmatch(cell.strip())))
    return next((("", *own_term.length(found)) for found in lengths), None)


def _columns(page: Page, line: Line) -> tuple[list[str], list[str], int]:
    """Return the cells of the row in which a cell stands, the heads of the columns, and the place of the cell."""
    place = line.block
    while page.blocks[place].tag not in {"td", "th"}:
        place = page.blocks[place].parent
    row = page.blocks[place].parent
    nth = page.blocks[row].children[:WIDEST].index(place)
    table = page.blocks[row].parent
    if page.blocks[table].tag == "tbody":
        table = page.blocks[table].parent
    head = next(page.blocks[one] for one in range(table, row + 1) if page.blocks[one].tag == "tr" or one == row)
    cells = [page.text_of(page.blocks[one]) for one in page.blocks[row].children[:WIDEST]]
    return cells, [page.text_of(page.blocks[one]) for one in head.children[:WIDEST]], nth


def _documents(shown: str) -> Iterator[tuple[str, str]]:
    """Yield title and 文号 of what an entry names, without what replaces it and what it only carries out or changes."""
    place, title, waiting = 0, "", False
    spans = [(one.start, one.end, one.title, one.number) for one in named(shown)]
    loose = [(start, end, "", raw) for raw, start, end in docnum.find(shown)]
    spans += [one for one in loose if not any(start <= one[0] < end for start, end, _, _ in spans)]
    for start, end, name, number in sorted(spans):
        before = shown[place:start]
        place = end
        if _INSTEAD.search(before) or (name and (_OTHERS_MATTER.search(before) or _NEWLY.match(shown, end))):
            if waiting:
                yield title, ""
            waiting = False
        elif name:
            if waiting:
                yield title, ""
            title, waiting = name, not number
            if number:
                yield name, number
        else:
            yield title if waiting else "", number
            waiting = False
    if waiting:
        yield title, ""


def _entry(page: Page, line: Line, shown: str, before: str, heading: _Heading) -> Iterator[Statement]:
    """Yield what one line, or one cell of a table, names; a 文号 alone is told with the cell before it."""
    found = list(_documents(hans.simplify(shown)))
    alone = len(found) == 1 and not found[0][0] and len(shown) <= len(found[0][1]) + 2
    told = f"{before} {shown}" if alone else shown
    if heading.kind is StatementKind.RENEWS and not any(title for title, _ in found):
        numbers = [number for _, number in found]
        names = _bare_names(page, line, before if alone else shown, numbers)
        found = [(name, numbers[0] if numbers else "") for name in names] or found
    partial = heading.kind is StatementKind.REPEALS and bool(
        _PART.search(hans.simplify(heading.text)) or _ARTICLE.search(hans.simplify(told))
    )
    quote, where = f"{heading.text} … {told}" if heading.text else told, locate(line.node, page)
    renews = heading.kind is StatementKind.RENEWS and is_cell(page, line)
    day, years, months = (_row_term(page, line) if renews else None) or heading.term
    for title, number in found:
        kind = heading.kind or StatementKind.CITES
        yield Statement(kind, quote, where, day, years, number, title, partial, months)


def _bare_names(page: Page, line: Line, shown: str, numbers: list[str]) -> list[str]:
    """Return the title that a cell or an entry writes without 《》; it only ever clears a document."""
    if not is_cell(page, line) and not _SERIAL.match(shown):
        return []
    name = _SERIAL.sub("", shown, count=1)
    for number in numbers:
        name = name.partition(number)[0].rstrip(" (（")
    return [name] if len(name) >= _SHORTEST_NAME and _NAME.search(name) else []
