"""The middle of a column page: this file alone decides where it lies and what, besides a list, stands in it."""

import re

from selectolax.lexbor import LexborNode

from auditor.extract.files import is_attachment
from auditor.extract.groups import is_page
from auditor.extract.lexicon import Lexicon
from auditor.extract.page import Anchor, Block, Page
from auditor.text import addresses

_BESIDE_TAGS = frozenset({"nav", "header", "footer", "aside"})
_BESIDE = re.compile(
    r"(?:^|[-_\s])(?:side(?!-?right)|search|sousuo|history|hot|comment|foot|login|aside|nav|menu|banner|share|logo|crumb)",
    re.IGNORECASE,
)
_HOLDERS = frozenset({"div", "ul", "ol", "dl", "table", "tbody", "section", "article", "td"})
_HOLDS = re.compile(r"list|con|data|news|main|item|result|body|table|box|info|wrap|lb", re.IGNORECASE)
_HOLDS_NOT = re.compile(
    r"page|pager|clear|blank|line|head|top|foot|banner|share|code|qr|menu|nav|logo|search|btn|login|tip|weather",
    re.IGNORECASE,
)
_ORNAMENT = re.compile(
    r"logo|icon|banner|bszs|conac|beian|jiucuo|wza|gongan|blank\.|space|loading|arrow|line", re.IGNORECASE
)
_SIZE = re.compile(r"\s*([0-9]{1,6})(?:\.[0-9]+)?\s*(?:px)?\s*")
_TAIL, _TINY, _HEAD = 25, 60, 16
_CODE = ("javascript:", "#")
_FEW, _TITLE, _SENTENCE = 2, 8, 120
_ROWS, _CELLS = 2, 2  # rows of a table that says something, and their cells with words
_WORD = re.compile(r"\w")
_PROSE = 100  # characters of text with which a page is its own content


class Area:
    """The lines [first, last) between 当前位置 and the footer; menus and searches stand beside them."""

    def __init__(self, page: Page, first: int, last: int) -> None:
        self.first, self.last = first, last
        self._blocks = page.blocks
        self._known = {-1: False}  # which blocks stand beside, each looked at once

    def holds(self, line: int, block: int) -> bool:
        """Tell whether what stands before *line* in *block* stands in the middle of the page."""
        return self.first <= line <= self.last and not self.beside(block)

    def beside(self, block: int) -> bool:
        """Tell whether *block*, or one around it, stands beside by its name or tag."""
        waiting: list[int] = []
        while block not in self._known:
            waiting.append(block)
            block = self._blocks[block].parent
        found = self._known[block]
        for one in reversed(waiting):
            found = self._known[one] = found or _is_beside(self._blocks[one])
        return found


def find_area(page: Page, lexicon: Lexicon) -> Area:
    """Find the middle of *page*; without 当前位置 it begins at the top, without a footer it ends at the bottom."""
    position, foot = lexicon.pattern_of("position"), lexicon.pattern_of("footer")
    first = 0
    if position.search(page.text):
        first = next((one.index for one in page.lines if position.search(one.text, 0, _HEAD)), 0)
    tail = page.lines[max(first, len(page.lines) - _TAIL) :]
    last = next((one.index for one in tail if "。" not in one.text and foot.search(one.text)), len(page.lines))
    return Area(page, first, last)


def _is_beside(block: Block) -> bool:
    named = block.tag not in {"html", "body"} and _BESIDE.search(_names(block)) is not None
    return named or block.tag in _BESIDE_TAGS


def is_prose(page: Page, area: Area) -> bool:
    """Tell whether the middle of the page is a text of its own."""
    lines = [line for line in page.lines[area.first + 1 : area.last] if not area.beside(line.block)]
    return sum(len(line.text) - line.linked for line in lines) > _PROSE


def is_explained(page: Page, area: Area, lexicon: Lexicon) -> bool:
    """Tell whether a sentence in the middle explains why there is nothing (more than 暂无内容): a person must look."""
    words = lexicon.words("explains")
    return any(
        len(line.text) <= _SENTENCE
        and not line.linked
        and not area.beside(line.block)
        and any(word in line.text for word in words)
        for line in page.lines[area.first : area.last]
    )


def opened_by_code(page: Page, area: Area) -> bool:
    """Tell whether entries are shown whose pages only a script opens."""
    return (
        sum(
            len(one.text) >= _TITLE and one.href.lower().startswith(_CODE) and area.holds(one.first, one.block)
            for one in page.anchors
        )
        >= _FEW
    )


def has_frame(page: Page, area: Area) -> bool:
    """Tell whether another page is shown in the middle of this one."""
    frames = (one for one in page.figures if one[0].tag in {"iframe", "embed", "object"})
    return any(area.holds(line, block) and not is_tiny(node) for node, block, line in frames)


def has_holder(page: Page, area: Area) -> bool:
    """Tell whether an empty box in the middle looks as if a list were to be put there."""
    for place, block in enumerate(page.blocks):
        if block.tag in _HOLDERS and block.first == block.last and area.holds(block.first, place):
            attributes = block.node.attributes
            named = attributes.get("id") or _HOLDS.search(attributes.get("class") or "")
            if named and not any(_HOLDS_NOT.search(_names(page.blocks[one])) for one in (place, *block.children)):
                return True
    return False


def _names(block: Block) -> str:
    attributes = block.node.attributes
    return f"{attributes.get('id') or ''} {attributes.get('class') or ''}"


def has_content(page: Page, area: Area) -> bool:
    """Tell whether the middle shows something else than a list: pictures, files, a search over a table, sub-columns."""
    anchors = [one for one in page.anchors if area.holds(one.first, one.block)]
    if any(is_attachment(one.href) for one in anchors) or _searches(page, area):
        return True
    if any(_is_below(page.url, one.href) or _is_titled(page.url, one) for one in anchors if one.text):
        return True
    return any(_shows(node) for node, block, line in page.figures if area.holds(line, block))


def has_rows(page: Page, area: Area) -> bool:
    """Tell whether a table in the middle says something: two rows, each with words in two cells or more."""
    rows = 0
    for block in page.blocks:
        if block.tag == "tr" and area.first <= block.first < block.last <= area.last:
            cells = [page.blocks[one] for one in block.children]
            rows += sum(bool(_WORD.search(page.text_of(cell))) for cell in cells) >= _CELLS
    return rows >= _ROWS


def _shows(node: LexborNode) -> bool:
    """Tell whether a picture, film or sound is content: large, no ornament, no link to elsewhere."""
    if node.tag != "img":
        return node.tag in {"video", "audio"}
    ornament = is_tiny(node) or is_ornament(node)
    above = node.parent
    return not ornament and not (above is not None and above.tag == "a")


def is_tiny(node: LexborNode) -> bool:
    """Tell whether the page gives a size that shows nothing."""
    attributes = node.attributes
    sizes = [_SIZE.fullmatch(attributes.get(name) or "") for name in ("width", "height")]
    small = any(size and int(size[1]) < _TINY for size in sizes)
    return small or "display:none" in "".join((attributes.get("style") or "").lower().split())


def is_ornament(node: LexborNode) -> bool:
    """Tell whether a picture is called like an icon, a line or a mark."""
    return _ORNAMENT.search(node.attributes.get("src") or "") is not None


def _searches(page: Page, area: Area) -> bool:
    tags = {
        block.tag for block in page.blocks if block.tag in {"form", "table"} and area.first < block.first <= area.last
    }
    return len(tags) > 1


def _is_titled(column: str, anchor: Anchor) -> bool:
    """Tell whether a link shows the title of some page, although it stands in no list."""
    url = addresses.resolve(column, anchor.href) if len(anchor.text) > _TITLE else None
    return url is not None and is_page(url)


def _is_below(column: str, href: str) -> bool:
    """Tell whether *href* leads to a column below this one: in the folder of its index, or the one named as it."""
    head, name = column.split("?", maxsplit=1)[0].rsplit("/", 1)
    stem = name.rsplit(".", 1)[0]
    folder = f"{head}/" if stem in {"", "index", "default", "list"} else f"{head}/{stem}/"
    url = addresses.resolve(column, href) or ""
    return url.startswith(folder) and url.endswith(("/", "/index.html")) and addresses.key(url) != addresses.key(column)
