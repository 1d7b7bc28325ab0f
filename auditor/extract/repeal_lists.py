"""Lists and tables of repealed documents: this file alone tells under which heading an entry stands."""

import re
from collections.abc import Iterator

from auditor.extract.body import Text
from auditor.extract.page import Line, Page, locate
from auditor.model import Statement, StatementKind
from auditor.text import docnum

_ABOUT = re.compile(r"废止|失效|清理")
_HEADING = re.compile(r"废止|失效|继续有效|保留|修改|修订")
_LISTED = re.compile(r"(?:目录|清单|名单|文件|[：:]|[0-9一二三四五六七八九十]+件\s*[)）]?)\s*[：:]?$")
_IN_FORCE = re.compile(r"拟|建议|继续有效|保留|不予")
_GONE = re.compile(r"废止|失效|停止执行")
_PART = re.compile(r"部分条款|条款|部分废止|部分失效")
_ARTICLE = re.compile(r"第[0-9一二三四五六七八九十百、至和]{1,12}条")
_TITLE = re.compile(r"《([^《》]*(?:〈[^〉]*〉[^《》]*)*)》")
_LONGEST_HEADING, _LONGEST_ENTRY, _OPENING = 48, 200, 8


def read_repeal_lists(page: Page, text: Text) -> Iterator[Statement]:
    """Read the entries under headings that say 废止 or 失效; under 拟废止, 继续有效 and 修改 nothing is repealed."""
    lines = page.lines[text.first : text.last]
    if not any(_ABOUT.search(line.text) for line in lines[:_OPENING]):
        return
    heading = ""
    before = ""
    for line in lines:
        shown = line.text.strip()
        if _is_heading(shown):
            heading = shown if _GONE.search(shown) and not _IN_FORCE.search(shown) else ""
        elif heading and len(shown) <= _LONGEST_ENTRY:
            yield from _entry(line, shown, before, heading)
        before = shown


def _is_heading(shown: str) -> bool:
    if len(shown) > _LONGEST_HEADING or "《" in shown or docnum.find(shown):
        return False
    return bool(_HEADING.search(shown) and _LISTED.search(shown))


def _entry(line: Line, shown: str, before: str, heading: str) -> Iterator[Statement]:
    """Yield what one line, or one cell of a table, says is repealed; a 文号 alone is told with the cell before it."""
    numbers = [raw for raw, _, _ in docnum.find(shown)]
    titles = _TITLE.findall(shown)
    named = shown if titles or len(shown) > len("".join(numbers)) + 2 else f"{before} {shown}"
    partial = bool(_PART.search(heading) or _ARTICLE.search(named))
    quote, where = f"{heading} … {named}", locate(line.node)
    for nth in range(max(len(numbers), len(titles))):
        number = numbers[nth] if nth < len(numbers) else ""
        title = titles[nth].strip() if nth < len(titles) else ""
        yield Statement(StatementKind.REPEALS, quote, where, "", 0, number, title, partial)
