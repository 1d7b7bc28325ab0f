"""The parsed page: lines of visible text and the blocks around them; this file alone knows the way back to a node.

Everything else in this room works on lines and blocks, hardly ever on nodes.
"""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

_SIBLINGS, _STEPS = 400, 5
_REPEATED = frozenset({"td", "th", "tr", "li", "dd", "dt", "p", "span"})  # a class does not tell them apart


@dataclass(slots=True)
class Anchor:
    """A link: `href` as written, its text, the lines [first, last) it covers and the block it stands in."""

    href: str
    node: LexborNode
    block: int
    first: int
    start: int
    last: int = 0
    title: str = ""
    text: str = ""
    picture: bool = False
    alt: str = ""  # what its pictures are called


@dataclass(slots=True)
class Line:
    """A run of text between two block borders.

    `seams` are the offsets at which an inline element begins or ends, `linked` counts the characters inside links.
    """

    text: str
    node: LexborNode
    block: int
    seams: tuple[int, ...]
    linked: int
    index: int
    hits: Any = None  # what `labels.hits` found, so that it is looked for once


@dataclass(slots=True)
class Block:
    """A block element with the lines [first, last) inside it and its parent's place in `Page.blocks`."""

    tag: str
    node: LexborNode
    parent: int
    first: int
    last: int = 0
    children: list[int] = field(default_factory=list)


@dataclass
class Page:
    """A page as people see it, in document order."""

    tree: LexborHTMLParser
    html: str
    url: str
    lines: list[Line] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    anchors: list[Anchor] = field(default_factory=list)
    figures: list[tuple[LexborNode, int, int]] = field(default_factory=list)  # pictures, films: node, block, line
    tags: dict[str, str] = field(default_factory=dict)  # the first content of each `<meta>` name, in lower case
    title: str = ""  # what stands in the first `<title>` that says anything, as written
    script_nodes: list[LexborNode] = field(default_factory=list)
    name: str | None = None  # what `headline.document_title` found
    marked: bool | None = None  # what `pending.marked` found
    labelled: list[Line] | None = None  # what `labels.labelled` found
    headings: list[tuple[Line, str, str]] | None = None  # what `panels` found
    steps: dict[int, tuple[str, bool]] = field(default_factory=dict)  # what `locate` found, by node
    places: dict[int, int] = field(default_factory=dict)

    def text_of(self, block: Block) -> str:
        """Return the lines of *block* with a blank between them."""
        return " ".join(line.text for line in self.lines[block.first : block.last])

    @cached_property
    def text(self) -> str:
        """The visible text, a line each."""
        return "\n".join([line.text for line in self.lines])

    @cached_property
    def kinds(self) -> frozenset[str]:
        """The tags of its blocks: what is none of them need not be looked for."""
        return frozenset([block.tag for block in self.blocks])

    @cached_property
    def scripts(self) -> list[tuple[str, str]]:
        """The address and the code of every script."""
        return [(node.attributes.get("src") or "", node.text() or "") for node in self.script_nodes]

    @cached_property
    def code(self) -> str:
        """The code of all scripts in the page, each behind the address from which it is taken in."""
        return "\n".join([part for script in self.scripts for part in script])

    def within(self, block: int, ancestor: int) -> bool:
        """Tell whether *block* is *ancestor* or stands inside it."""
        while block > ancestor:
            block = self.blocks[block].parent
        return block == ancestor

    def common(self, one: int, other: int) -> int:
        """Return the innermost block around both; parents always have the smaller number."""
        while one != other:
            if one > other:
                one = self.blocks[one].parent
            else:
                other = self.blocks[other].parent
        return one


def locate(node: LexborNode, page: Page) -> str:
    """Return a short path that leads back to *node* of *page*, five steps at most."""
    steps: list[str] = []
    known = page.steps
    current: LexborNode | None = node
    while current is not None and len(steps) < _STEPS:
        mark = current.mem_id
        found = known.get(mark)
        if found is None:
            found = known[mark] = _step(current, page.places)
        name, top = found
        if name:
            steps.append(name)
        if top:
            break
        current = current.parent
    steps.reverse()
    return " > ".join(steps)


def _step(node: LexborNode, places: dict[int, int]) -> tuple[str, bool]:
    """Return how *node* is called in a path, and whether the path begins there."""
    tag = node.tag or "-"
    if tag in {"body", "html"} or tag[0] in "-!#":
        return "", True
    if attributes := node.attributes:
        name = (attributes.get("id") or "").strip()
        if name and " " not in name:
            return f"{tag}#{name}", True
        if kinds := (attributes.get("class") or "").split():
            return f"{tag}.{kinds[0]}{_place(node, places) if tag in _REPEATED else ''}", False
    return tag + _place(node, places), False


def _place(node: LexborNode, places: dict[int, int]) -> str:
    number, before, steps = 1, node.prev, 0
    while before is not None:
        known = places.get(before.mem_id)
        if known is not None:
            number += known
            break
        if before.is_element_node:
            number += 1
        before, steps = before.prev, steps + 1
        if steps > _SIBLINGS:
            return ""  # counting on would take longer with every row of a very long list
    places[node.mem_id] = number
    return f":nth-child({number})"
