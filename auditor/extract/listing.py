"""Column lists: this file alone finds the items of a list page and the words of an empty one."""

import re
from collections.abc import Sequence

from auditor.extract.area import (
    Area,
    find_area,
    has_content,
    has_frame,
    has_holder,
    has_rows,
    is_explained,
    is_prose,
    opened_by_code,
)
from auditor.extract.entries import is_name
from auditor.extract.groups import Group, find_groups, folder_of
from auditor.extract.headline import document_title
from auditor.extract.lexicon import Lexicon
from auditor.extract.page import Line, Page, locate
from auditor.extract.pager import further_pages
from auditor.extract.pending import filled, marked, requests
from auditor.extract.walk import read_page
from auditor.model import Item, Listing
from auditor.text import hans

_RECORD = re.compile(r"\s*<!\[CDATA\[(.*?)\]\]>\s*</record>", re.DOTALL)  # behind <record>
_MOSTLY = 0.7
_CERTAIN = 0.1  # score below which a group must stand in a middle that the page itself marks
_BLANK_LINE = 40
_LABEL = re.compile(r"\s*([\u4e00-\u9fff]{2,12})\s*[:：]\s*(?:暂无|没有|无)")


def read_listing(page: Page, lexicon: Lexicon) -> Listing:
    """Read the list of *page*; a page without one gives an empty listing that says what stands there instead."""
    items = _items(page, lexicon) or _proxied(page, lexicon)
    pages = further_pages(page, lexicon)
    if items:
        return Listing(items, pages)
    area = find_area(page, lexicon)
    blank, alone = blank_words(page, area, lexicon)
    waits = (
        marked(page, lexicon)
        or requests(page, lexicon)
        or opened_by_code(page, area)
        or (not is_prose(page, area) and _waits(page, area, lexicon, blank=bool(blank), alone=alone))
    )
    # Beside an explanation or a table, the words that nothing is there belong to something else.
    told = is_explained(page, area, lexicon) or (bool(blank) and has_rows(page, area))
    return Listing((), pages, "" if told else blank, waits, told or has_content(page, area))


def _waits(page: Page, area: Area, lexicon: Lexicon, *, blank: bool, alone: bool) -> bool:
    """Tell whether the list is elsewhere: in a frame, or put by a script into an empty box or over the blank words."""
    if has_frame(page, area):
        return True
    return filled(page, lexicon) and (alone if blank else has_holder(page, area))


def blank_words(page: Page, area: Area, lexicon: Lexicon) -> tuple[str, bool]:
    """Return the line that says that nothing is in the list, and whether its box has a name that a script may use."""
    said = lexicon.pattern_of("blank").search
    if said(page.text) is None:
        return "", False
    name = document_title(page)
    for line in page.lines[area.first : area.last]:
        if (
            len(line.text) <= _BLANK_LINE
            and not line.linked
            and said(line.text)
            and not area.beside(line.block)
            and not _of_another(page, line, name, lexicon)
        ):
            return hans.squeeze(line.text), bool(page.blocks[line.block].node.attributes.get("id"))
    return "", False


def _of_another(page: Page, line: Line, name: str, lexicon: Lexicon) -> bool:
    """Tell whether the blank words belong to something else: 搜索记录：暂无记录, 相关新闻 above them."""
    label = _LABEL.match(line.text)
    if label and label[1] not in name:
        return True
    above = page.lines[line.index - 1].text if line.index else ""
    panels = ("other_panels", "interpretation_panels", "document_panels")
    return above not in name and any(above.strip(" :：") in lexicon.words(key) for key in panels)


def _proxied(page: Page, lexicon: Lexicon) -> tuple[Item, ...]:
    """Read the items that a data proxy keeps as CDATA records inside a script of the page itself."""
    parts = page.html.split("<record>")[1:] if "CDATA[" in page.html else []
    records = [found[1] for part in parts if (found := _RECORD.match(part))]
    return _items(read_page("".join(records), page.url), lexicon) if records else ()


def _items(page: Page, lexicon: Lexicon) -> tuple[Item, ...]:
    groups = find_groups(page, lexicon)
    best = _best(page, groups, lexicon) if groups else None
    if best is None:
        return ()
    return tuple([Item(one.title, one.url, one.date, locate(one.anchor.node, page)) for one in best.items])


def _best(page: Page, groups: Sequence[Group], lexicon: Lexicon) -> Group | None:
    """Choose the list among the *groups*: not the one beside it, nor the summaries under its titles."""
    ranked = sorted(groups, key=lambda group: group.score, reverse=True)
    best: Group | None = ranked[0]
    if len(ranked) > 1 or ranked[0].score < _CERTAIN or not ranked[0].items[0].url.startswith(folder_of(page.url)):
        best = _in_the_middle(page, ranked, lexicon)
    return _with_titles(groups, best) if best else None


def _in_the_middle(page: Page, ranked: Sequence[Group], lexicon: Lexicon) -> Group | None:
    """Pass over hot lists and side lists, also where the list itself says that it is empty."""
    area = find_area(page, lexicon)
    panels = lexicon.words("other_panels")
    middle = [
        one
        for one in ranked
        if area.holds(one.items[0].anchor.first, one.place) and _heading(page, one.place) not in panels
    ]
    middle = [one for one in middle if one.score >= _CERTAIN or area.first]
    if middle and (middle[0].days or not ranked[0].days or middle[0].entries >= _MOSTLY):
        return middle[0]
    weak = ranked[0].score < _CERTAIN or (not middle and blank_words(page, area, lexicon)[0])
    return None if weak else ranked[0]


def _with_titles(groups: Sequence[Group], best: Group) -> Group:
    """Return the first group of the same pages whose links have names: titles stand before summaries and buttons."""
    if len(groups) == 1:
        return best
    urls = {item.url for item in best.items}
    same = (one for one in groups if one.days >= best.days and {item.url for item in one.items} == urls)
    return next((one for one in same if all(is_name(item.title) for item in one.items)), best)


def _heading(page: Page, place: int) -> str:
    """Return what stands above the first item of a group."""
    first = page.blocks[place].first
    return page.lines[first - 1].text.strip(" :：>+") if first else ""
