"""A page as the lines and table rows of a document; this module alone knows which row a line stands in."""

from auditor.extract.page import Page
from auditor.extract.walk import read_page
from auditor.text.agenda import Passage

_CELLS = ("td", "th")


def outline(html: str) -> tuple[Passage, ...]:
    """Return the visible lines of a page in order, each row of a table of two cells or more as one, 1-based."""
    page = read_page(html, "http://localhost/")
    found: list[Passage] = []
    seen: set[int] = set()
    for line in page.lines:
        row = _row(page, line.block)
        if row < 0:
            found.append(Passage(len(found) + 1, line.text))
        elif row not in seen:
            seen.add(row)
            cells = tuple(page.text_of(page.blocks[one]) for one in _cells(page, row))
            found.append(Passage(len(found) + 1, " ".join(cells), cells))
    return tuple(found)


def _row(page: Page, block: int) -> int:
    """Return the row of two cells or more around a block, -1 where there is none."""
    while block > 0:
        if page.blocks[block].tag == "tr" and len(_cells(page, block)) > 1:
            return block
        block = page.blocks[block].parent
    return -1


def _cells(page: Page, row: int) -> list[int]:
    return [one for one in page.blocks[row].children if page.blocks[one].tag in _CELLS]
